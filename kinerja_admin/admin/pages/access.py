"""Whose results a person may read: staff their region's, superiors their units', employees their own."""

from __future__ import annotations

from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import parse_period
from kinerja_admin.errors import NotFound
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import Run
from kinerja_admin.services import staff
from kinerja_admin.services.accounts import SignedIn

RESULT_STAFF = frozenset({"hr", "policy_admin", "policy_approver", "auditor", "national_admin"})
"""Who may read everybody's results of the region."""

RUN_READERS = RESULT_STAFF | {"pimpinan"}
"""Who may see what a run gave as a whole; a leader sees totals and counts, and nobody by name."""

OWN_READERS = frozenset({"pegawai", "atasan"})
"""Who reads the own results: a superior is an employee too."""

RESULT_READERS = RESULT_STAFF | OWN_READERS


def reads_all(who: SignedIn, region: str) -> bool:
    """Whether everybody's results of a region are open to the person."""
    return not RESULT_STAFF.isdisjoint(who.roles_in(region))


def find_run(db: Session, who: SignedIn, number: int) -> Run:
    """A run that the person may read as a whole; NotFound otherwise."""
    run = db.get(Run, number)
    if run is None or RUN_READERS.isdisjoint(who.roles_in(run.region_id)):
        raise NotFound("NOT_FOUND")
    return run


def find_people(db: Session, who: SignedIn, number: int) -> Run:
    """A run whose every result the person may read; NotFound otherwise."""
    run = find_run(db, who, number)
    if not reads_all(who, run.region_id):
        raise NotFound("NOT_FOUND")
    return run


def find_result(db: Session, who: SignedIn, number: int) -> Result:
    """A result that the person may read; NotFound otherwise, whether or not it exists."""
    result = db.get(Result, number)
    if result is None or not may_read(db, who, result):
        raise NotFound("NOT_FOUND")
    return result


def may_read(db: Session, who: SignedIn, result: Result) -> bool:
    """Whether a person may read one result."""
    if reads_all(who, result.region_id) or _is_own(who, result.region_id, result.pegawai_id):
        return True
    period = parse_period(db.get_one(Run, result.run_id).periode)
    return period is not None and staff.is_subordinate(db, who, result.region_id, result.pegawai_id, period)


def may_read_person(db: Session, who: SignedIn, region: str, pegawai_id: int) -> bool:
    """Whether a person may read somebody's results at all, month by month."""
    return (
        reads_all(who, region)
        or _is_own(who, region, pegawai_id)
        or staff.is_subordinate(db, who, region, pegawai_id)
    )  # fmt: skip


def reads_in_confidence(who: SignedIn, result: Result) -> bool:
    """Whether a person may see single values that others gave in confidence: who audits, but never of themselves."""
    return "auditor" in who.roles_in(result.region_id) and who.pegawai_id != result.pegawai_id


def _is_own(who: SignedIn, region: str, pegawai_id: int) -> bool:
    return who.pegawai_id == pegawai_id and not OWN_READERS.isdisjoint(who.roles_in(region))
