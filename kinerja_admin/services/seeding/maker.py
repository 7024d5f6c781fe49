"""What every drawing needs: whose records, the special cases, the seed number, and the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.engine.periods import Period
from kinerja_admin.services.seeding.chance import chance
from kinerja_admin.services.seeding.files import Row
from kinerja_admin.services.seeding.traits import Marks, Traits, traits
from kinerja_admin.services.sources.records import Person, Records

People = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Maker:
    """The new people of one region, and what their records are drawn from."""

    bulk: Bulk
    region: str
    new: People
    marks: Marks
    seed: int
    files: Mapping[str, list[Row]]
    kept: dict[Period, Records] = field(default_factory=dict)

    def rows(self, name: str) -> list[Row]:
        """The rows of a file that are about this region."""
        return [row for row in self.files[name] if row["region"] == self.region]

    def records(self, period: Period) -> Records:
        """The records of a period, read once: only for what comes after organisation, people and days are written."""
        if period not in self.kept:
            self.kept[period] = Records(self.bulk, self.region, period)
        return self.kept[period]

    def people(self, records: Records) -> list[Person]:
        """The new people who are employed in a period."""
        return [person for person in records.people if (self.region, person.nip) in self.new]

    def marked(self, person: Person, mark: str, day: date) -> bool:
        """Whether a person bears a mark on a day."""
        return self.marks.has(self.region, person.nip, mark, day)

    def traits(self, person: Person) -> Traits:
        """What a person is like."""
        return traits(self.region, person.nip, self.marks, self.seed)

    def chance(self, *words: object) -> Random:
        """A source of numbers that belongs to the seed number, the region and these words."""
        return chance(self.seed, words[0], self.region, *words[1:])

    def habit(self, name: str) -> float:
        """How a region usually does something, from ``kebiasaan.csv``; 0 where it says nothing."""
        return next((float(row[name]) for row in self.rows("kebiasaan") if row[name]), 0.0)

    def phrase(self, source: Random, kind: str) -> str:
        """One of the sentences of a kind."""
        return source.choice([row["teks"] for row in self.files["ucapan"] if row["jenis"] == kind])
