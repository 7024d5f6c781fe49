"""Slows down guessing: the more attempts fail, the longer the wait, for everyone in the same table of attempts.

The attempts stand in the database, so that several processes count together and a restart forgets nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from kinerja_admin.models.sign_in_attempt import SignInAttempt

FREE_ATTEMPTS = 5
"""Mistyping is human: so many failures of one account from one address cost nothing."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=4)
_MEMORY = timedelta(days=1)
_HOUR = timedelta(hours=1)
MOST_FROM_ADDRESS = 60
"""Failures from one address in an hour, whatever the account: one address that tries a list of names."""
MOST_FOR_ACCOUNT = 40
"""Failures of one account in an hour, whatever the address: many addresses that try one name."""


def wait(db: Session, username: str, ip: str, now: datetime) -> timedelta:
    """How long until another attempt is heard; nothing when it may be made now."""
    pair = (SignInAttempt.username == username) & (SignInAttempt.ip == ip)
    since = db.scalar(select(func.max(SignInAttempt.at)).where(pair, SignInAttempt.is_successful.is_(True)))
    start = max(since, now - _MEMORY) if since else now - _MEMORY
    failures, last = _failures(db, pair, start)
    waits = [_until(last, _growing(failures), now)]
    wider = ((SignInAttempt.ip == ip, MOST_FROM_ADDRESS), (SignInAttempt.username == username, MOST_FOR_ACCOUNT))
    for whose, most in wider:
        failures, last = _failures(db, whose, now - _HOUR)
        waits.append(_until(last, _HOUR / 4 if failures >= most else timedelta(), now))
    return max(waits)


def _growing(failures: int) -> timedelta:
    """Half a minute after the free attempts, twice as long after each further one."""
    if failures < FREE_ATTEMPTS:
        return timedelta()
    doublings = min(failures - FREE_ATTEMPTS, 20)
    return min(FIRST_WAIT * int(2**doublings), LONGEST_WAIT)


def _failures(db: Session, whose: ColumnElement[bool], start: datetime) -> tuple[int, datetime | None]:
    row: Any = db.execute(
        select(func.count(), func.max(SignInAttempt.at)).where(
            whose, SignInAttempt.is_successful.is_(False), SignInAttempt.at > start
        )
    ).one()
    return int(row[0]), row[1]


def _until(last: datetime | None, length: timedelta, now: datetime) -> timedelta:
    return timedelta() if last is None else max(last + length - now, timedelta())
