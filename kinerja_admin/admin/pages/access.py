"""Whose results a person may read: staff their region's, superiors their units', employees their own."""

from __future__ import annotations

from sqlalchemy import or_, select

from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import parse_period
from kinerja_admin.errors import NotFound
from kinerja_admin.models.result import Result
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.run import Run
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services.accounts import SignedIn

RESULT_STAFF = frozenset({"hr", "policy_admin", "policy_approver", "auditor", "national_admin"})
"""Who may read everybody's results of the region."""

RUN_READERS = RESULT_STAFF | {"pimpinan"}
"""Who may see what a run gave as a whole; a leader sees totals and counts, and nobody by name."""

RESULT_READERS = RESULT_STAFF | {"atasan", "pegawai"}


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
    if reads_all(who, result.region_id):
        return True
    roles = who.roles_in(result.region_id)
    if "pegawai" in roles and who.pegawai_id == result.pegawai_id:
        return True
    return "atasan" in roles and _is_subordinate(db, who, result)


def may_read_person(db: Session, who: SignedIn, region: str, pegawai_id: int) -> bool:
    """Whether a person may read somebody's results at all, month by month."""
    if reads_all(who, region) or ("pegawai" in who.roles_in(region) and who.pegawai_id == pegawai_id):
        return True
    if "atasan" not in who.roles_in(region) or who.pegawai_id is None:
        return False
    units = headed_units(db, region, who.pegawai_id)
    held = select(RiwayatJabatan.id).where(
        RiwayatJabatan.pegawai_id == pegawai_id, RiwayatJabatan.unit_kerja_id.in_(units)
    )
    return db.scalar(held.limit(1)) is not None


def _is_subordinate(db: Session, who: SignedIn, result: Result) -> bool:
    """Whether the result's owner worked in a unit that the person heads, at the end of the result's period."""
    run = db.get_one(Run, result.run_id)
    period = parse_period(run.periode)
    if who.pegawai_id is None or period is None:
        return False
    held = select(RiwayatJabatan.id).where(
        RiwayatJabatan.pegawai_id == result.pegawai_id,
        RiwayatJabatan.unit_kerja_id.in_(headed_units(db, result.region_id, who.pegawai_id)),
        RiwayatJabatan.mulai <= period.end,
        or_(RiwayatJabatan.selesai.is_(None), RiwayatJabatan.selesai >= period.start),
    )
    return db.scalar(held.limit(1)) is not None


def headed_units(db: Session, region: str, pegawai_id: int) -> frozenset[int]:
    """The units that somebody heads, with everything below them."""
    rows = db.execute(
        select(UnitKerja.id, UnitKerja.induk_id, UnitKerja.kepala_id).where(UnitKerja.region_id == region)
    ).all()
    found = {unit for unit, _, head in rows if head == pegawai_id}
    before = 0
    while len(found) != before:
        before = len(found)
        found |= {unit for unit, parent, _ in rows if parent in found}
    return frozenset(found)
