"""Measures of indicators, drawn from ``pola_ukuran.csv``: of whom, over which months, from where to where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from random import Random
from typing import Any

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.engine.periods import Month, Period, parse_month
from kinerja_admin.errors import WrongUse
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.ukuran import SUBJECTS, Ukuran
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services.seeding.chance import chance
from kinerja_admin.services.seeding.files import Row
from kinerja_admin.services.seeding.maker import Maker
from kinerja_admin.services.seeding.selection import selects
from kinerja_admin.services.seeding.traits import months
from kinerja_admin.services.seeding.write import add_missing, numbers
from kinerja_admin.services.sources.histories import position_on
from kinerja_admin.services.sources.records import Person, Records

_KEY = ("region_id", "policy", "indicator", "periode", *SUBJECTS)
_OF_PERSON, _OF_UNIT, _OF_SERVICE = SUBJECTS
_CUMULATIVE, _MONTHLY = "kumulatif", "bulan"
_LEAST_FACTOR = 0.2


@dataclass(frozen=True, slots=True)
class _Subject:
    """Somebody or something measured: its column and number, a name for drawing, how able, and since which month."""

    column: str
    number: int
    name: str
    skill: float = 1.0
    since: int = 1


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One row of the file."""

    row: Row
    first: Month
    last: Month

    @classmethod
    def of(cls, row: Row) -> _Pattern:
        """From a row of the file."""
        first, last = parse_month(row["dari"]), parse_month(row["sampai"])
        if first is None or last is None:
            raise WrongUse("PERIOD_INVALID", value=f"{row['dari']} {row['sampai']}")
        return cls(row, first, last)

    def number(self, name: str, otherwise: float = 0.0) -> float:
        """A cell as a number."""
        return float(self.row[name]) if self.row[name] else otherwise

    @property
    def is_countable(self) -> bool:
        """Whether nothing at all is a possible measure."""
        return self.row["min"] == "0"

    def progress(self, month: Month) -> float:
        """How far a month lies between the first and the last, 0 to 1."""
        span = _count(self.last) - _count(self.first)
        return (_count(month) - _count(self.first)) / span if span else 1.0


def add_measures(bulk: Bulk, maker: Maker) -> None:
    """Write the measures of one region; what is there, from the files or from people, stays."""
    named = {
        "unit": (_OF_UNIT, _coded(bulk, UnitKerja, maker.region)),
        "layanan": (_OF_SERVICE, _coded(bulk, Layanan, maker.region)),
    }
    for pattern in map(_Pattern.of, maker.rows("pola_ukuran")):
        drawn = _of_people(maker, pattern) if pattern.row["subjek"] == "pegawai" else _named(maker, pattern, named)
        add_missing(bulk, Ukuran, _KEY, drawn)


def _coded(bulk: Bulk, model: Any, region: str) -> dict[str, int]:
    return {code: number for (of, code), number in numbers(bulk, model, "region_id", "kode").items() if of == region}


def _named(
    maker: Maker, pattern: _Pattern, named: Mapping[str, tuple[str, Mapping[str, int]]]
) -> Iterator[dict[str, Any]]:
    column, known = named[pattern.row["subjek"]]
    for code, number in known.items():
        if any(fnmatchcase(code, one) for one in pattern.row["untuk"].split(",")):
            subject = _Subject(column, number, code)
            yield from _yearly(maker, pattern, subject)
            for month in _months(pattern):
                yield _monthly(maker, pattern, subject, month)


def _of_people(maker: Maker, pattern: _Pattern) -> Iterator[dict[str, Any]]:
    planned: set[tuple[int, int]] = set()
    for month in _months(pattern):
        records = maker.records(Period(month))
        for person in maker.people(records):
            if maker.marked(person, "tanpa_ukuran", person.last) or not selects(records, person, pattern.row["untuk"]):
                continue
            subject = _subject(maker, person, records)
            if (person.id, month.year) not in planned:
                planned.add((person.id, month.year))
                yield from (one for one in _yearly(maker, pattern, subject) if one["periode"] == str(month.year))
            yield _marked(maker, pattern, person, month, _monthly(maker, pattern, subject, month))


def _subject(maker: Maker, person: Person, records: Records) -> _Subject:
    held = position_on(records, person, person.last)
    since = max(records.year_start, held.since) if held else records.year_start
    return _Subject(_OF_PERSON, person.id, person.nip, maker.traits(person).skill, since.month)


def _marked(maker: Maker, pattern: _Pattern, person: Person, month: Month, row: dict[str, Any]) -> dict[str, Any]:
    """The special cases: no evidence, or a month without anything to do."""
    if maker.marked(person, "tanpa_bukti", month.end):
        row["bukti"] = None
    if maker.marked(person, "ukuran_nol", month.end) and pattern.row["rentang"] == _MONTHLY and pattern.is_countable:
        row |= {"target": Decimal(0), "realisasi": Decimal(0)}
    return row


def _months(pattern: _Pattern) -> list[Month]:
    return [month for month in (Month(*one) for one in months()) if pattern.first <= month <= pattern.last]


def _yearly(maker: Maker, pattern: _Pattern, subject: _Subject) -> Iterator[dict[str, Any]]:
    """Targets of the year, where the measures of its months are added up or followed through the year."""
    if pattern.row["rentang"] == _MONTHLY:
        return
    for year in range(pattern.first.year, pattern.last.year + 1):
        yield _row(pattern, subject, str(year)) | {
            "target": _target(maker, pattern, subject, year),
            "baseline": _decimal(pattern.row["baseline"]),
        }


def _monthly(maker: Maker, pattern: _Pattern, subject: _Subject, month: Month) -> dict[str, Any]:
    source = chance(maker.seed, "ukuran", maker.region, pattern.row["indicator"], subject.name, month)
    target = _target(maker, pattern, subject, month.year)
    reached = _reached(pattern, subject, month, source, float(target or 0))
    row = _row(pattern, subject, str(month)) | {"realisasi": reached}
    if pattern.row["rentang"] == _MONTHLY:
        row |= {"target": target, "baseline": _decimal(pattern.row["baseline"])}
    if source.random() < pattern.number("bukti", 1):
        row["bukti"] = f"LK/{pattern.row['indicator']}/{month}/{subject.name[-6:]}"
    return row


def _row(pattern: _Pattern, subject: _Subject, period: str) -> dict[str, Any]:
    return {
        "region_id": pattern.row["region"],
        "policy": pattern.row["policy"],
        "indicator": pattern.row["indicator"],
        "periode": period,
        **{name: subject.number if name == subject.column else None for name in SUBJECTS},
        **dict.fromkeys(("target", "realisasi", "baseline", "bukti")),
    }


def _target(maker: Maker, pattern: _Pattern, subject: _Subject, year: int) -> Decimal | None:
    """A target between the two of the row, the same all year."""
    low, high = pattern.row["target"], pattern.row["target_tinggi"]
    if not low:
        return None
    if not high:
        return Decimal(low)
    source = chance(maker.seed, "target", maker.region, pattern.row["indicator"], subject.name, year)
    return _rounded(source.uniform(float(low), float(high)), len(low.partition(".")[2]))


def _reached(pattern: _Pattern, subject: _Subject, month: Month, source: Random, target: float) -> Decimal:
    """What was reached: a share of the target where the row says so, nearer to the end month by month."""
    begin, end = pattern.row["awal"], pattern.row["akhir"]
    level = _level(begin, target) + (_level(end, target) - _level(begin, target)) * pattern.progress(month)
    level *= 1 + source.uniform(-1, 1) * pattern.number("sebaran") / 100
    is_lower_better = pattern.row["arah"] == "turun"
    level *= max(_LEAST_FACTOR, 2 - subject.skill) if is_lower_better else subject.skill
    if pattern.row["rentang"] == _CUMULATIVE:
        level *= (month.month - subject.since + 1) / 12
    most = _level(pattern.row["maks"], target) if pattern.row["maks"] else level
    level = min(max(level, pattern.number("min")), most)
    return _rounded(level, int(pattern.number("desimal")))


def _level(cell: str, target: float) -> float:
    return target * float(cell[:-1]) / 100 if cell.endswith("%") else float(cell)


def _rounded(value: float, decimals: int) -> Decimal:
    return Decimal(round(value * 10**decimals)).scaleb(-decimals)


def _decimal(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


def _count(month: Month) -> int:
    return date(month.year, month.month, 1).toordinal()
