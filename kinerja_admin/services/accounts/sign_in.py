"""Signing in, staying signed in, signing out: sessions live on the server, and a cookie only names one."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.account import Account
from kinerja_admin.models.account_role import AccountRole
from kinerja_admin.models.region import Region
from kinerja_admin.models.sign_in_attempt import SignInAttempt
from kinerja_admin.models.sign_in_session import SignInSession
from kinerja_admin.models.types import utc_now
from kinerja_admin.services.accounts.passwords import hash_password, is_password, needs_rehash
from kinerja_admin.services.accounts.roles import SignedIn
from kinerja_admin.services.accounts.throttle import wait

IDLE = timedelta(minutes=60)
"""A session that nobody used for so long is over: screens in offices stay open."""
_TOUCH = timedelta(seconds=60)
_LONGEST_NAME = 200
_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Visitor:
    """What is known of the other end before anybody is signed in."""

    ip: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """A sign-in that succeeded: the secret for the cookie, and who it is."""

    sid: str
    who: SignedIn


@dataclass(frozen=True, slots=True)
class Denied:
    """A sign-in that failed, and how long to wait before the next attempt is heard."""

    wait: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of one installation."""

    session_maker: sessionmaker[Session]
    is_production: bool = False
    longest: timedelta = timedelta(hours=12)

    def sign_in(
        self, username: str, password: str, visitor: Visitor, *, now: datetime | None = None
    ) -> Entered | Denied:
        """Check name and password; the same answer, in the same time, whatever was wrong.

        The attempt is written down as failed before the password is looked at, so that many at once count as many.
        """
        at = now or utc_now()
        name = username.strip().lower()[:_LONGEST_NAME]
        with acting_as(system("sign-in")), self.session_maker() as db:
            pause = wait(db, name, visitor.ip, at)
            if pause:
                return Denied(pause)
            attempt = SignInAttempt(at=at, username=name, ip=visitor.ip, is_successful=False)
            db.add(attempt)
            db.commit()
            account = db.scalars(select(Account).where(Account.username == name)).first()
            fits = is_password(account.password_hash if account else None, password)
            if account is None or not fits or not self._may_enter(account):
                return Denied(wait(db, name, visitor.ip, at))
            attempt.is_successful = True
            account.last_sign_in_at = at
            if account.password_hash and needs_rehash(account.password_hash):
                account.password_hash = hash_password(password)
            sid = secrets.token_urlsafe(32)
            db.add(self._session(account, sid, visitor, at))
            db.commit()
            return Entered(sid, _signed_in(account, _roles(db, account.id)))

    def resume(self, sid: str, *, now: datetime | None = None) -> SignedIn | None:
        """Who the cookie's session belongs to; None when it is over, revoked, idle for long or never was."""
        at = now or utc_now()
        with acting_as(system("sign-in")), self.session_maker() as db:
            row = db.execute(
                select(SignInSession, Account)
                .join(Account, Account.id == SignInSession.account_id)
                .where(SignInSession.sid_hash == mark_of(sid), SignInSession.revoked_at.is_(None))
            ).first()
            if row is None:
                return None
            found, account = row
            if at >= found.expires_at or at - found.last_seen_at >= IDLE or not self._may_enter(account):
                return None
            who = _signed_in(account, _roles(db, account.id))
            if at - found.last_seen_at >= _TOUCH:
                found.last_seen_at = at
                db.commit()
            return who

    def sign_out(self, sid: str, *, now: datetime | None = None) -> None:
        """End a session: its cookie is worth nothing from here on."""
        with acting_as(system("sign-out")), self.session_maker() as db:
            found = db.scalars(select(SignInSession).where(SignInSession.sid_hash == mark_of(sid))).first()
            if found is not None and found.revoked_at is None:
                found.revoked_at = now or utc_now()
                db.commit()

    def choose_language(self, account_id: int, language: str) -> None:
        """Remember the language that a person reads."""
        with acting_as(system("language")), self.session_maker() as db:
            account = db.scalars(select(Account).where(Account.id == account_id)).first()
            if account is not None and account.language != language:
                account.language = language
                db.commit()

    def _may_enter(self, account: Account) -> bool:
        return account.is_active and not (account.is_demo and self.is_production)

    def _session(self, account: Account, sid: str, visitor: Visitor, at: datetime) -> SignInSession:
        return SignInSession(
            account_id=account.id,
            sid_hash=mark_of(sid),
            created_at=at,
            last_seen_at=at,
            expires_at=at + self.longest,
            ip=visitor.ip,
            agent=visitor.agent[:_LONGEST_NAME],
        )


def _roles(db: Session, account_id: int) -> Iterable[tuple[str | None, str | None, str]]:
    """Region, its name, and role."""
    rows = db.execute(
        select(AccountRole.region_id, Region.name, AccountRole.role)
        .outerjoin(Region, Region.code == AccountRole.region_id)
        .where(AccountRole.account_id == account_id)
    )
    return [(region, name, role) for region, name, role in rows]


def _signed_in(account: Account, roles: Iterable[tuple[str | None, str | None, str]]) -> SignedIn:
    held: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    national = set()
    for region, name, role in roles:
        if region is None:
            national.add(role)
        else:
            held[region].add(role)
            names[region] = name or region
    return SignedIn(
        account_id=account.id,
        user_name=account.username,
        name=account.name,
        held={region: frozenset(roles_held) for region, roles_held in held.items()},
        national=frozenset(national),
        region_names=names,
        language=account.language,
        pegawai_id=account.pegawai_id,
        must_change_password=account.must_change_password,
    )


def person_behind(db: Session, account_id: int) -> SignedIn | None:
    """Who an account is now, with the roles it holds now; None where it is closed or gone."""
    account = db.get(Account, account_id)
    return _signed_in(account, _roles(db, account_id)) if account is not None and account.is_active else None


def mark_of(sid: str) -> str:
    """What the table keeps: whoever reads the database cannot enter with it. A random sid needs no salt."""
    return hashlib.sha256(sid.encode()).hexdigest()


def forget_old(session: Session, now: datetime | None = None) -> None:
    """Remove sessions that ended a month ago: who signed in when stands in the attempts."""
    session.execute(delete(SignInSession).where(SignInSession.expires_at < (now or utc_now()) - _KEPT))
