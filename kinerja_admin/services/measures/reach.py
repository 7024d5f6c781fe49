"""Who records and confirms an indicator, and of whom or what: the people, units and services that it concerns."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.engine.reference import PersonState, Prepared
from kinerja_admin.errors import Forbidden, KinerjaError, PersonalError, Refused
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.petugas_layanan import PetugasLayanan
from kinerja_admin.models.snapshot import Snapshot
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services import snapshots, staff
from kinerja_admin.services.accounts import SignedIn
from kinerja_admin.services.measures.asked import SUBJECTS, Asked
from kinerja_admin.services.runs.binding import bind
from kinerja_admin.services.snapshots import DataSet

_OPENED = "measures.snapshot"
CLERK = "hr"
RECORDERS = frozenset({CLERK, "atasan", "pegawai"})
"""Who has a screen; what citizens or machines measure is brought in by the personnel staff."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what a measure is of, and whether the reader records it; others are only confirmed."""

    id: int
    code: str
    name: str
    is_recorded: bool = True


def may_record(who: SignedIn, asked: Asked) -> bool:
    """Whether the person has a part in recording this indicator at all."""
    roles = who.roles_in(asked.region)
    return CLERK in roles or asked.indicator.recorded_by in roles & RECORDERS


def may_verify(who: SignedIn, asked: Asked) -> bool:
    """Whether the person may confirm what somebody else has recorded."""
    return asked.indicator.verified_by in who.roles_in(asked.region)


def subjects(session: Session, who: SignedIn, asked: Asked) -> tuple[Subject, ...]:
    """Of whom or what this person records or confirms the indicator; by name.

    Raises:
        Forbidden: ROLE_MISSING where it is not this person's at all.
    """
    if not may_record(who, asked) and not may_verify(who, asked):
        raise Forbidden("ROLE_MISSING", roles=asked.indicator.recorded_by, region=asked.region)
    model: Any = SUBJECTS[asked.indicator.of][0]
    code = model.nip if asked.indicator.of == "pegawai" else model.kode
    query = select(model.id, code, model.nama).where(model.region_id == asked.region).order_by(model.nama, code)
    if asked.indicator.of == "pegawai":
        query = query.where(_employed(asked.period))
    else:
        query = query.where(model.aktif.is_(True))
    records, confirms = _recorded_reach(session, who, asked), _verified_reach(session, who, asked)
    concerned = concerned_subjects(session, asked)
    found = []
    for number, short, name in session.execute(query):
        is_recorded = records is None or number in records
        is_seen = is_recorded or confirms is None or number in confirms
        if is_seen and (concerned is None or number in concerned):
            found.append(Subject(number, short, name, is_recorded))
    return tuple(found)


def _recorded_reach(session: Session, who: SignedIn, asked: Asked) -> frozenset[int] | None:
    """What the person records: all of the region (None) as personnel staff, else by the part that the policy gives."""
    if CLERK in who.roles_in(asked.region):
        return None
    if not may_record(who, asked):
        return frozenset()
    is_own = asked.indicator.recorded_by == "pegawai"
    return _own_work(session, who, asked) if is_own else _of_superior(session, who, asked)


def _verified_reach(session: Session, who: SignedIn, asked: Asked) -> frozenset[int] | None:
    """What the person confirms, in the same way."""
    if not may_verify(who, asked):
        return frozenset()
    return None if asked.indicator.verified_by != staff.SUPERIOR else _of_superior(session, who, asked)


def _employed(period: Period) -> ColumnElement[bool]:
    return (Pegawai.tanggal_masuk <= period.end) & or_(
        Pegawai.tanggal_keluar.is_(None), Pegawai.tanggal_keluar >= period.start
    )


def _own_work(session: Session, who: SignedIn, asked: Asked) -> frozenset[int]:
    """An employee, the services at which the employee works, the units in which a post is held."""
    me = who.pegawai_id
    if me is None:
        return frozenset()
    if asked.indicator.of == "pegawai":
        return frozenset((me,))
    if asked.indicator.of == "unit_kerja":
        return staff.units_of(session, (me,), asked.period)
    return _served(session, (me,), asked.period)


def _of_superior(session: Session, who: SignedIn, asked: Asked) -> frozenset[int]:
    """A superior's staff, the units headed, and the services of both."""
    people = frozenset(one.id for one in staff.subordinates(session, who, asked.region, asked.period))
    if asked.indicator.of == "pegawai":
        return people
    units = staff.headed_units(session, asked.region, who.pegawai_id or 0)
    if asked.indicator.of == "unit_kerja":
        return units
    given = select(Layanan.id).where(Layanan.unit_kerja_id.in_(units))
    return _served(session, people, asked.period) | frozenset(session.scalars(given))


def _served(session: Session, people: Collection[int], period: Period) -> frozenset[int]:
    """The services at which people work during a period."""
    served = select(PetugasLayanan.layanan_id).where(
        PetugasLayanan.pegawai_id.in_(people),
        PetugasLayanan.mulai <= period.end,
        or_(PetugasLayanan.selesai.is_(None), PetugasLayanan.selesai >= period.start),
    )
    return frozenset(session.scalars(served))


def concerned_subjects(session: Session, asked: Asked) -> frozenset[int] | None:
    """The subjects that ``applies`` leaves, as the newest snapshot up to the period knows; None where it leaves all.

    Units come with those above them, because people take the measure of the nearest one that has it.
    """
    if asked.indicator.applies is None:
        return None
    people = _concerned_people(session, asked)
    if people is None or asked.indicator.of == "pegawai":
        return people
    if asked.indicator.of == "layanan":
        return _served(session, people, asked.period) or None
    rows = session.execute(select(UnitKerja.id, UnitKerja.induk_id).where(UnitKerja.region_id == asked.region)).all()
    parents = {unit: parent for unit, parent in rows}  # noqa: C416 - rows become pairs
    found = set(staff.units_of(session, people, asked.period))
    for unit in tuple(found):
        above = parents.get(unit)
        while above is not None and above not in found:
            found.add(above)
            above = parents.get(above)
    return frozenset(found)


def _concerned_people(session: Session, asked: Asked) -> frozenset[int] | None:
    number = _newest_snapshot(session, asked)
    if number is None:
        return None
    try:
        data = _opened(session, number)
    except Refused:  # a snapshot that cannot be read hinders runs, not the recording of measures
        return None
    facts = bind(asked.policy, data, {})
    prepared = Prepared(asked.policy, asked.period)
    return frozenset(
        person.id for place, person in enumerate(data.people) if _applies(prepared, asked, facts.row(place))
    )  # fmt: skip


def _opened(session: Session, number: int) -> DataSet:
    """The snapshot's data; a page asks for every indicator of a month, and reads it once."""
    known: tuple[int, DataSet] | None = session.info.get(_OPENED)
    if known is None or known[0] != number:
        known = session.info[_OPENED] = (number, snapshots.open_snapshot(session, number))
    return known[1]


def _newest_snapshot(session: Session, asked: Asked) -> int | None:
    found = session.execute(
        select(Snapshot.id, Snapshot.periode).where(Snapshot.region_id == asked.region).order_by(Snapshot.id.desc())
    )
    known = [(period.end, number) for number, written in found if (period := parse_period(written)) is not None]
    return max((one for one in known if one[0] <= asked.period.end), default=(None, None))[1]


def _applies(prepared: Prepared, asked: Asked, cells: Mapping[str, Any]) -> bool:
    """Whether it concerns a person; whoever cannot be told is not left out."""
    try:
        return PersonState(prepared, cells).applies(asked.indicator.name)
    except (KinerjaError, PersonalError):
        return True
