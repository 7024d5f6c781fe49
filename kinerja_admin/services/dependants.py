"""Family members whose allowance ends or should have ended: what personnel staff look at before each month's pay.

Nothing ends by itself: that somebody is covered, and until when, is what a person states with a basis. The list only
compares it with the facts recorded beside it and with the limits of the law.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import or_, select

from kinerja_admin.db.session import Session
from kinerja_admin.models.keluarga import Keluarga
from kinerja_admin.models.pegawai import Pegawai

OF_AGE: Final = 21
"""From this birthday on a child is covered only while at school (PP 7/1977 Pasal 16)."""
OLDEST: Final = 25
"""From this birthday on no child is covered (PP 7/1977 Pasal 16)."""
AHEAD: Final = timedelta(days=60)
"""How long before its end an allowance is listed: a letter from a school takes its time."""


class Reason(StrEnum):
    """Why an allowance ends."""

    OF_AGE = "of_age"
    OLDEST = "oldest"
    SCHOOL_OVER = "school_over"
    MARRIED = "married"
    INCOME = "income"
    BOTH_CLAIM = "both_claim"


@dataclass(frozen=True, slots=True)
class Ending:
    """An allowance that ends on a day, or should have ended then; ``covered_until`` is what stands in the record."""

    id: int
    region: str
    nama: str
    pegawai_id: int
    pegawai: str
    nip: str
    reason: Reason
    on: date
    covered_until: date | None


def endings(session: Session, regions: Collection[str], day: date) -> tuple[Ending, ...]:
    """Allowances of some regions that end within two months of a day or should have ended before, the oldest first.

    A record that says so itself is not listed. Spouses who serve in one region are, where each claims for the other.
    """
    found = session.execute(
        select(Keluarga, Pegawai)
        .join(Pegawai, Pegawai.id == Keluarga.pegawai_id)
        .where(
            Keluarga.region_id.in_(regions),
            Keluarga.ditanggung_sejak.is_not(None),
            or_(Keluarga.ditanggung_sampai.is_(None), Keluarga.ditanggung_sampai >= day),
            or_(Pegawai.tanggal_keluar.is_(None), Pegawai.tanggal_keluar >= day),
        )
    ).all()
    rows = [(relative, person) for relative, person in found]
    couples = _couples(rows)
    listed = (_ending(relative, person, day, couples.get(relative.id)) for relative, person in rows)
    return tuple(sorted((one for one in listed if one), key=lambda one: (one.on, one.pegawai, one.nama)))


def _couples(rows: Collection[tuple[Keluarga, Pegawai]]) -> dict[int, date]:
    """The records by which two employees claim for each other, and since when both do; told by name and birth date."""
    claims = {
        ((person.nama, person.tanggal_lahir), (relative.nama, relative.tanggal_lahir), relative.region_id): relative
        for relative, person in rows
        if relative.hubungan == "pasangan" and relative.tanggal_lahir is not None
    }
    found: dict[int, date] = {}
    for (claimant, spouse, region), relative in claims.items():
        other = claims.get((spouse, claimant, region))
        if other is not None and relative.ditanggung_sejak is not None and other.ditanggung_sejak is not None:
            found[relative.id] = max(relative.ditanggung_sejak, other.ditanggung_sejak)
    return found


def _ending(relative: Keluarga, person: Pegawai, day: date, both_since: date | None) -> Ending | None:
    limits = [(Reason.BOTH_CLAIM, both_since)] if both_since else [*_limits(relative)]
    reason, on = min(limits, key=lambda one: one[1], default=(Reason.OF_AGE, date.max))
    is_told = relative.ditanggung_sampai is not None and relative.ditanggung_sampai < on
    if on > day + AHEAD or is_told:
        return None
    return Ending(
        relative.id,
        relative.region_id,
        relative.nama,
        person.id,
        person.nama,
        person.nip,
        reason,
        on,
        relative.ditanggung_sampai,
    )


def _limits(relative: Keluarga) -> Iterator[tuple[Reason, date]]:
    """Every first day without the allowance that a child's record gives a reason for."""
    if relative.hubungan != "anak":
        return
    if relative.menikah_pada is not None:
        yield Reason.MARRIED, relative.menikah_pada
    if relative.berpenghasilan_sejak is not None:
        yield Reason.INCOME, relative.berpenghasilan_sejak
    if relative.tanggal_lahir is not None:
        yield _limit_of_age(relative.tanggal_lahir, relative.bersekolah_sampai)


def _limit_of_age(born: date, at_school_until: date | None) -> tuple[Reason, date]:
    of_age, oldest = birthday(born, OF_AGE), birthday(born, OLDEST)
    after_school = at_school_until + timedelta(days=1) if at_school_until else of_age
    if after_school <= of_age:
        return Reason.OF_AGE, of_age
    return (Reason.OLDEST, oldest) if oldest <= after_school else (Reason.SCHOOL_OVER, after_school)


def birthday(born: date, age: int) -> date:
    """The day on which somebody reaches an age; born on 29 February, the first of March of a common year."""
    year = born.year + age
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
