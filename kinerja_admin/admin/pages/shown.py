"""A comparison with everything that its pages say of it, for a reader who may see people or may not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.access import reads_all
from kinerja_admin.admin.pages.asking import Asked
from kinerja_admin.admin.pages.breakdown import breakdowns
from kinerja_admin.admin.pages.charts import histogram
from kinerja_admin.admin.pages.formulas import as_words
from kinerja_admin.admin.screens import say
from kinerja_admin.db.session import Session
from kinerja_admin.engine.comparison import Comparison, OutputComparison, PersonDelta
from kinerja_admin.engine.difference import change_in_words
from kinerja_admin.locale import Words
from kinerja_admin.services import comparisons
from kinerja_admin.services.accounts import SignedIn
from kinerja_admin.services.comparisons import Report


@dataclass(frozen=True, slots=True)
class Shown:
    """A report with everything that its page says."""

    report: Report
    comparison: Comparison
    words: Words
    sees_people: bool

    @property
    def rules(self) -> list[Any]:
        """What changed in the rules, in words; what may change results comes first."""
        ordered = sorted(self.comparison.changes, key=lambda change: not change.may_change_results)
        return [(change_in_words(change, self.words), change.may_change_results) for change in ordered]

    @property
    def reasons(self) -> list[str]:
        """Why nothing changed."""
        return [self.words.phrase(f"unchanged.{key}") for key in self.comparison.reasons]

    def chart(self, output: OutputComparison) -> Any:
        """The distribution of the changes."""
        title = say("How many people gain or lose how much: {output}", output=self.label(output))
        return histogram(output.buckets, title, lambda edge: self.amount(edge, output))

    def label(self, output: OutputComparison) -> str:
        """What people call an output."""
        return output.label or as_words(output.name)

    def amount(self, value: Fraction | None, output: OutputComparison, *, signed: bool = False) -> str:
        """A value of an output, with a sign where it is a change."""
        if value is None:
            return "–"
        text = self.words.value(value, output.unit, output.decimals)
        return f"+{text}" if signed and value > 0 else text

    def result(self, value: object, output: OutputComparison) -> str:
        """What came out for a person."""
        if isinstance(value, str):
            return as_words(value)
        return self.words.value(value, output.unit, output.decimals) if value is not None else "–"  # type: ignore[arg-type]

    def name(self, person: str) -> str:
        """Whom a number means."""
        found = self.report.people.get(person)
        return found.nama if found else person

    def nip(self, person: str) -> str:
        """The NIP of a person."""
        found = self.report.people.get(person)
        return found.nip if found else ""

    def movers(self, output: OutputComparison) -> list[tuple[str, Sequence[PersonDelta]]]:
        """Who gains and who loses most."""
        return [(say("Largest gains"), output.gainers), (say("Largest losses"), output.losers)]

    def groups(self, output: OutputComparison) -> Any:
        """The report by unit, class, status and sex."""
        return breakdowns(self.comparison, output, self.report.people, shows_small=self.sees_people)


def shown_to(db: Session, who: SignedIn, asked_for: Asked) -> Shown:
    """The report of what was asked for, as this person may see it."""
    report = comparisons.report(db, asked_for.everybody, asked_for.old, asked_for.new)
    return Shown(report, report.comparison, current_words(), reads_all(who, asked_for.everybody.region))
