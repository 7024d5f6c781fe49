"""What an invented person is like, so that fifteen months of records fit together; and the marks of special cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kinerja_admin.services.seeding.chance import chance
from kinerja_admin.services.seeding.files import Row
from kinerja_admin.services.sources.records import Span

SEED = 2025
FIRST, LAST = date(2025, 8, 1), date(2026, 10, 31)
"""The seeded months: fifteen whole ones."""

_DAILY = frozenset({"alpa", "tanpa_rekam_masuk", "tanpa_rekam_pulang"})


@dataclass(frozen=True, slots=True)
class Traits:
    """How often a person is late, absent or missed at the apel, and how well the person works and behaves."""

    late: float
    absent: float
    apel_missed: float
    skill: float
    manner: float


@dataclass(slots=True)
class Marks:
    """The special cases of ``pengecualian.csv``, by person."""

    by_person: dict[tuple[str, str], list[Span[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Marks:
        """From the rows of the file."""
        marks = cls()
        for row in rows:
            span = Span(date.fromisoformat(row["dari"]), date.fromisoformat(row["sampai"]), row["tanda"])
            marks.by_person.setdefault((row["region"], row["nip"]), []).append(span)
        return marks

    def of_days(self, region: str, nip: str) -> list[Span[str]]:
        """The marks of a person that speak of single days, which leave must not cover."""
        return [span for span in self.by_person.get((region, nip), []) if span.what in _DAILY]

    def has(self, region: str, nip: str, mark: str, day: date) -> bool:
        """Whether a person bears a mark on a day."""
        return any(span.what == mark and span.holds(day) for span in self.by_person.get((region, nip), ()))


def traits(region: str, nip: str, marks: Marks, seed: int) -> Traits:
    """The traits of a person, always the same for the same seed number."""
    if marks.has(region, nip, "teladan", FIRST):
        return Traits(late=0, absent=0, apel_missed=0, skill=1.2, manner=97)
    source = chance(seed, "sifat", region, nip)
    careless = source.random() ** 3
    return Traits(
        late=0.01 + 0.14 * careless,
        absent=0.006 * careless,
        apel_missed=0.01 + 0.12 * careless,
        skill=0.84 + 0.34 * source.random(),
        manner=72 + 24 * source.random(),
    )


def months() -> list[tuple[int, int]]:
    """The seeded months, in order."""
    return [(2025, month) for month in range(8, 13)] + [(2026, month) for month in range(1, 11)]


Numbers = Mapping[tuple[str, str], int]
"""The number of each person by region and NIP."""
