"""A password of one's own, and a new one from the administrator: old sessions end, and the audit says who did it."""

from __future__ import annotations

import math
import secrets
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Forbidden, NotFound, Refused
from kinerja_admin.models.account import Account
from kinerja_admin.models.sign_in_attempt import SignInAttempt
from kinerja_admin.models.sign_in_session import SignInSession
from kinerja_admin.models.types import utc_now
from kinerja_admin.services.accounts.passwords import SHORTEST, hash_password, is_password
from kinerja_admin.services.accounts.roles import SignedIn
from kinerja_admin.services.accounts.sign_in import Visitor, mark_of
from kinerja_admin.services.accounts.throttle import wait

LONGEST = 200
"""A password is hashed as it is given: without a bound, a long one would cost whoever checks it."""
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody mistakes for one another when a password is read out."""


def change_password(
    session_maker: sessionmaker[Session],
    who: SignedIn,
    old: str,
    new: str,
    *,
    sid: str = "",
    visitor: Visitor | None = None,
    now: datetime | None = None,
) -> None:
    """Replace the own password; every other session of the account is over, the one of ``sid`` goes on.

    Raises:
        Refused: PASSWORD_WAIT after too many wrong ones, PASSWORD_WRONG, or PASSWORD_SHORT, PASSWORD_LONG,
            PASSWORD_SAME and PASSWORD_IS_NAME for a new one that will not do.
    """
    at, seen = now or utc_now(), visitor or Visitor()
    _demand_good(who.user_name, old, new)
    _demand_own(session_maker, who, old, seen, at)
    with acting_as(replace(who.scope(), reason="password changed")), session_maker.begin() as db:
        account = db.get_one(Account, who.account_id)
        account.password_hash = hash_password(new)
        account.must_change_password = False
        db.flush()  # under the person's own name, before the program ends the sessions
        _end_sessions(db, account.id, at, keep=mark_of(sid) if sid else "")


def reset_password(
    session_maker: sessionmaker[Session], who: SignedIn, account_id: int, *, now: datetime | None = None
) -> str:
    """Give an account a password, which is returned once and kept nowhere; its sessions are over.

    Two people know it then, so that nothing opens to its owner until another one is chosen.

    Raises:
        Forbidden: ROLE_MISSING unless a national administrator asks.
        Refused: PASSWORD_OWN for the own account, whose old password has to be known.
        NotFound: NOT_FOUND.
    """
    if not who.is_national:
        raise Forbidden("ROLE_MISSING", roles="national_admin", region="")
    if account_id == who.account_id:
        raise Refused("PASSWORD_OWN")
    made = "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(4))
    with acting_as(replace(who.scope(), reason="password reset")), session_maker.begin() as db:
        account = db.get(Account, account_id)
        if account is None:
            raise NotFound("NOT_FOUND")
        account.password_hash = hash_password(made)
        account.must_change_password = True
        db.flush()
        _end_sessions(db, account.id, now or utc_now())
    return made


def _demand_good(name: str, old: str, new: str) -> None:
    if len(new) < SHORTEST:
        raise Refused("PASSWORD_SHORT", n=str(SHORTEST))
    if len(new) > LONGEST:
        raise Refused("PASSWORD_LONG", n=str(LONGEST))
    if new == old:
        raise Refused("PASSWORD_SAME")
    if new.strip().lower() == name:
        raise Refused("PASSWORD_IS_NAME")


def _demand_own(
    session_maker: sessionmaker[Session], who: SignedIn, old: str, visitor: Visitor, at: datetime
) -> None:  # fmt: skip
    """The old password, guessed no faster here than at the door: the attempt counts before it is looked at."""
    with acting_as(system("password")), session_maker() as db:
        pause = wait(db, who.user_name, visitor.ip, at)
        if pause:
            raise Refused("PASSWORD_WAIT", n=str(math.ceil(pause.total_seconds() / 60)))
        attempt = SignInAttempt(at=at, username=who.user_name, ip=visitor.ip, is_successful=False)
        db.add(attempt)
        db.commit()
        stored = db.get_one(Account, who.account_id).password_hash
        if not is_password(stored, old):
            raise Refused("PASSWORD_WRONG")
        attempt.is_successful = True
        db.commit()


def _end_sessions(db: Session, account_id: int, at: datetime, keep: str = "") -> None:
    with acting_as(system("password")):
        open_ones = db.scalars(
            select(SignInSession).where(SignInSession.account_id == account_id, SignInSession.revoked_at.is_(None))
        )
        for one in open_ones:
            if one.sid_hash != keep:
                one.revoked_at = at
        db.flush()
