"""Where the duties stand: what is done, open, late or released in each stage, by party and by unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from kinerja_admin.db.session import Session
from kinerja_admin.models.kewajiban import Kewajiban
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.tahapan import Tahapan
from kinerja_admin.models.unit_kerja import UnitKerja


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts of duties; ``late`` are those done after they fell due, ``overdue`` those open beyond that day."""

    owed: int
    done: int
    late: int
    overdue: int
    released: int

    @property
    def open(self) -> int:
        """Those neither done nor released."""
        return self.owed - self.done - self.released


@dataclass(frozen=True, slots=True)
class StageStanding:
    """A stage of the calendar; ``by_superiors`` tells the party: superiors, or everybody for themselves."""

    number: int
    stage: str
    period: str
    first: date
    last: date
    by_superiors: bool
    standing: Standing


@dataclass(frozen=True, slots=True)
class UnitStanding:
    """The duties of the people of a unit in one stage."""

    unit: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Debtor:
    """Somebody with a duty that is open; ``about`` is empty for the own."""

    pegawai_id: int
    nama: str
    about: str
    due: date


def standings(session: Session, region: str, day: date) -> tuple[StageStanding, ...]:
    """Every stage with duties, the newest first."""
    stage = (Tahapan.id, Tahapan.tahap, Tahapan.periode, Tahapan.mulai, Tahapan.selesai)
    rows = session.execute(
        select(*stage, func.max(Kewajiban.tentang_id), *_counts(day))
        .join(Kewajiban, Kewajiban.tahapan_id == Tahapan.id)
        .where(Tahapan.region_id == region)
        .group_by(*stage)
        .order_by(Tahapan.mulai.desc(), Tahapan.id.desc())
    )
    return tuple(
        StageStanding(number, kind, period, first, last, about is not None, _standing(counts))
        for number, kind, period, first, last, about, *counts in rows
    )


def by_unit(session: Session, region: str, stage: int, day: date) -> tuple[UnitStanding, ...]:
    """The duties of a stage by the unit in which who owes them held a position when they fell due."""
    held = and_(
        RiwayatJabatan.pegawai_id == Kewajiban.pegawai_id,
        RiwayatJabatan.penugasan == "definitif",
        RiwayatJabatan.mulai <= Kewajiban.jatuh_tempo,
        or_(RiwayatJabatan.selesai.is_(None), RiwayatJabatan.selesai >= Kewajiban.jatuh_tempo),
    )
    rows = session.execute(
        select(UnitKerja.nama, *_counts(day))
        .select_from(Kewajiban)
        .join(RiwayatJabatan, held)
        .join(UnitKerja, UnitKerja.id == RiwayatJabatan.unit_kerja_id)
        .where(Kewajiban.region_id == region, Kewajiban.tahapan_id == stage)
        .group_by(UnitKerja.id, UnitKerja.nama)
        .order_by(UnitKerja.nama)
    )
    return tuple(UnitStanding(name, _standing(counts)) for name, *counts in rows)


def debtors(session: Session, region: str, stage: int, most: int) -> tuple[Debtor, ...]:
    """Whose duties of a stage are open, by name, as many as asked for."""
    rows = session.scalars(
        select(Kewajiban)
        .join(Pegawai, Pegawai.id == Kewajiban.pegawai_id)
        .where(Kewajiban.region_id == region, Kewajiban.tahapan_id == stage, _is_open())
        .order_by(Pegawai.nama, Kewajiban.id)
        .limit(most)
    )
    return tuple(
        Debtor(row.pegawai_id, row.pegawai.nama, row.tentang.nama if row.tentang else "", row.jatuh_tempo)
        for row in rows
    )


def _is_open() -> ColumnElement[bool]:
    return and_(Kewajiban.selesai_pada.is_(None), Kewajiban.dibebaskan.is_(None))


def _counts(day: date) -> tuple[ColumnElement[int], ...]:
    done = Kewajiban.selesai_pada.is_not(None)
    return (
        func.count(Kewajiban.id),
        _number(done),
        _number(Kewajiban.selesai_pada > Kewajiban.jatuh_tempo),
        _number(and_(_is_open(), Kewajiban.jatuh_tempo < day)),
        _number(and_(Kewajiban.selesai_pada.is_(None), Kewajiban.dibebaskan.is_not(None))),
    )


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _standing(counts: Iterable[int]) -> Standing:
    return Standing(*map(int, counts))
