"""A comparison with everything that its pages say of it, for a reader who may see people or may not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.access import reads_all
from kinerja_admin.admin.pages.addresses import place_of
from kinerja_admin.admin.pages.asking import Asked
from kinerja_admin.admin.pages.breakdown import breakdowns
from kinerja_admin.admin.pages.charts import histogram
from kinerja_admin.admin.pages.faults import cause_in_words
from kinerja_admin.admin.pages.naming import name_of
from kinerja_admin.admin.pages.suppression import SMALLEST, Count, hidden_places
from kinerja_admin.admin.screens import say
from kinerja_admin.db.session import Session
from kinerja_admin.engine.comparison import Comparison, OutputComparison
from kinerja_admin.engine.difference import Change, apart_from_moved, difference
from kinerja_admin.engine.difference_in_words import ChangeText, change_in_words
from kinerja_admin.engine.figures import Bucket, PersonDelta
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reference import Fault
from kinerja_admin.engine.speaking import as_words
from kinerja_admin.engine.totals import decimals_told, is_summed, told_of
from kinerja_admin.locale import Words
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.services import comparisons, registry
from kinerja_admin.services.accounts import SignedIn
from kinerja_admin.services.comparisons import Report


def rules_in_words(changes: Sequence[Change], words: Words) -> list[tuple[ChangeText, bool]]:
    """What changed in the rules, in words, and whether results may change by it; what may comes first."""
    read, _ = apart_from_moved(changes)
    ordered = sorted(read, key=lambda change: not change.may_change_results)
    return [(change_in_words(change, words), change.may_change_results) for change in ordered]


def moved_in_words(changes: Sequence[Change], words: Words) -> str:
    """How many tests were only moved to the months of the new version; empty where none was."""
    _, moved = apart_from_moved(changes)
    return words.phrase("diff.tests_moved", n=words.number(moved)) if moved else ""


@dataclass(frozen=True, slots=True)
class User:
    """A version that takes something from another: what it is called, where it stands, and whether it is in force."""

    name: str
    place: str
    code: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class RulesShown:
    """Two versions that work nothing out for anybody: what changed in them, and who takes something from them."""

    old: Policy
    new: Policy
    words: Words
    users: tuple[User, ...]

    @property
    def rules(self) -> list[tuple[ChangeText, bool]]:
        """What changed in the rules."""
        return rules_in_words(difference(self.old, self.new), self.words)

    @property
    def moved_tests(self) -> str:
        """How many tests were only moved."""
        return moved_in_words(difference(self.old, self.new), self.words)


@dataclass(frozen=True, slots=True)
class Shown:
    """A report with everything that its page says."""

    report: Report
    comparison: Comparison
    words: Words
    sees_people: bool
    old: Policy | None = None
    new: Policy | None = None

    @property
    def rules(self) -> list[tuple[ChangeText, bool]]:
        """What changed in the rules, in words; what may change results comes first."""
        return rules_in_words(self.comparison.changes, self.words)

    @property
    def moved_tests(self) -> str:
        """How many tests were only moved."""
        return moved_in_words(self.comparison.changes, self.words)

    @property
    def reasons(self) -> list[str]:
        """Why nothing changed."""
        return [self.words.phrase(f"unchanged.{key}") for key in self.comparison.reasons]

    def is_told(self, output: OutputComparison) -> bool:
        """Whether an output has a part of its own: somebody's result is another one, or it is paid."""
        return bool(output.gained or output.lost or output.transitions or output.is_payable)

    def still(self) -> list[str]:
        """What the outputs are called that are the same for everybody."""
        return [self.label(one) for one in self.comparison.outputs if not self.is_told(one)]

    def chart(self, output: OutputComparison) -> Any:
        """The distribution of the changes."""
        title = say("How many people gain or lose how much: {output}", output=self.label(output))
        return histogram(self.buckets(output), title, lambda edge: self.amount(edge, output))

    def label(self, output: OutputComparison) -> str:
        """What people call an output."""
        return output.label or as_words(output.name)

    def amount(self, value: Fraction | None, output: OutputComparison, *, signed: bool = False) -> str:
        """A value of an output, with a sign where it is a change."""
        if value is None:
            return "–"
        text = self.words.value(value, output.unit, output.decimals)
        return f"+{text}" if signed and value > 0 else text

    def told(self, amount: Fraction, people: int, output: OutputComparison, *, signed: bool = False) -> str:
        """A sum over so many people: itself, or their average where a sum says nothing."""
        return self.part(told_of(amount, people, output.unit), output, signed=signed)

    def part(self, amount: Fraction, output: OutputComparison, *, signed: bool = False) -> str:
        """A sum or an average that is told of people, with a sign where it is a change."""
        text = self.words.value(amount, output.unit, decimals_told(output.unit, output.decimals))
        return f"+{text}" if signed and amount > 0 else text

    def is_summed(self, output: OutputComparison) -> bool:
        """Whether people are told the sum of an output, or the average."""
        return is_summed(output.unit)

    def result(self, value: object, output: OutputComparison) -> str:
        """What came out for a person."""
        if isinstance(value, str):
            return as_words(value)
        return self.words.value(value, output.unit, output.decimals) if value is not None else "–"  # type: ignore[arg-type]

    def word(self, text: str) -> str:
        """A result as the files spell it, in words: yes and no instead of true and false."""
        return self.words.value(text == "true", "", None) if text in ("true", "false") else as_words(text)

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
        counts = self.counts(output)
        hidden = [place for place, one in enumerate(counts) if one.is_hidden]
        return breakdowns(
            self.comparison, output, self.report.groupings, shows_small=self.sees_people, hidden=hidden
        )  # fmt: skip

    def moved(self) -> list[tuple[str, list[tuple[PersonDelta, Fault]], Policy | None]]:
        """Who is newly in error and who no longer is, with the error."""
        people = self.comparison.people
        failing = [(one, one.new_fault) for one in people if one.new_fault and not one.old_fault]
        mended = [(one, one.old_fault) for one in people if one.old_fault and not one.new_fault]
        return [
            (say("Newly in error"), failing, self.new),
            (say("Newly without error"), mended, self.old),
        ]  # fmt: skip

    def cause(self, fault: Fault, policy: Policy | None) -> str:
        """Why somebody has no result: in words, at which step, and the code."""
        return f"{cause_in_words(fault, policy, self.words)} ({fault.code})"

    def failing(self) -> tuple[Count, Count, Count]:
        """How many are newly in error, newly without error, and in error on both sides."""
        return self._failing(self.comparison)

    def counts(self, output: OutputComparison) -> tuple[Count, Count, Count]:
        """How many gain, keep and lose; never so that a small number is what remains."""
        comparison = self._of(output)
        failing = self._failing(comparison)
        numbers = [output.gained, output.same, output.lost, *(one.number for one in failing)]
        unseen = [3 + place for place, one in enumerate(failing) if one.is_hidden]
        hidden = frozenset[int]() if self.sees_people else hidden_places(numbers, unseen, range(3))
        gained, same, lost = (Count(number, place in hidden) for place, number in enumerate(numbers[:3]))
        return gained, same, lost

    def buckets(self, output: OutputComparison) -> list[tuple[Bucket, Count]]:
        """The ranges of change with how many people lie in each, as far as the reader is told."""
        sides = self.counts(output)
        told = []
        for place, belongs in enumerate((_is_gain, _is_zero, _is_loss)):
            mine = [one for one in output.buckets if belongs(one)]
            numbers = [one.count for one in mine]
            hidden = frozenset[int]() if self.sees_people else hidden_places(numbers)
            whole = sides[place].is_hidden
            told += [
                (one, Count(one.count, at in hidden or (whole and one.count > 0))) for at, one in enumerate(mine)
            ]  # fmt: skip
        return sorted(told, key=lambda pair: (pair[0].low, pair[0].high))

    def transitions(self, output: OutputComparison) -> list[tuple[str, str, Count]]:
        """How many went from which word to which."""
        numbers = list(output.transitions.values())
        hidden = frozenset[int]() if self.sees_people else hidden_places(numbers)
        pairs = enumerate(output.transitions.items())
        return [(old, new, Count(number, place in hidden)) for place, ((old, new), number) in pairs]

    def tells_totals(self, output: OutputComparison) -> bool:
        """Whether the totals are of enough people to be told."""
        return self.sees_people or output.gained + output.same + output.lost >= SMALLEST

    def _of(self, output: OutputComparison) -> Comparison:
        following = (other for other in self.report.following if any(one is output for one in other.outputs))
        return next(following, self.comparison)

    def _failing(self, comparison: Comparison) -> tuple[Count, Count, Count]:
        sides = (comparison.newly_failing, comparison.newly_computable, comparison.failing_in_both)
        numbers = [len(side) for side in sides]
        hidden = frozenset[int]() if self.sees_people else hidden_places(numbers)
        first, second, third = (Count(number, place in hidden) for place, number in enumerate(numbers))
        return first, second, third


def _is_gain(bucket: Bucket) -> bool:
    return bucket.high > 0


def _is_zero(bucket: Bucket) -> bool:
    return not bucket.low and not bucket.high


def _is_loss(bucket: Bucket) -> bool:
    return bucket.low < 0


def rules_of(db: Session, who: SignedIn, old: Policy, new: Policy) -> RulesShown | None:
    """The two sides by their rules alone, where neither works anything out; None where one of them does."""
    if old.outputs or new.outputs:
        return None
    rows = [registry.find_named(db, who, one.id) for one in {old.id: old, new.id: new}.values()]
    found = {user.id: user for row in rows for user in registry.users_of(db, row)}
    return RulesShown(old, new, current_words(), users_shown(found.values()))


def users_shown(rows: Iterable[PolicyFile]) -> tuple[User, ...]:
    """Versions that take something, by title, those in force first."""
    users = [User(name_of(row), place_of(row), str(row), row.status == "effective") for row in rows]
    return tuple(sorted(users, key=lambda one: (not one.is_in_force, one.name)))


def shown_to(db: Session, who: SignedIn, asked_for: Asked) -> Shown:
    """The report of what was asked for, as this person may see it."""
    report = comparisons.report(db, asked_for.everybody, asked_for.old, asked_for.new)
    return Shown(
        report,
        report.comparison,
        current_words(),
        reads_all(who, asked_for.everybody.region),
        asked_for.old,
        asked_for.new,
    )
