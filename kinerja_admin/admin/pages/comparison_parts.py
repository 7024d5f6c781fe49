"""Which change moves whom by how much, and the checks over everybody, as a section of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kinerja_admin.admin.pages.asking import Asked
from kinerja_admin.admin.pages.shown import Shown
from kinerja_admin.db.session import Session
from kinerja_admin.engine.attribution import Attribution, Way
from kinerja_admin.engine.attribution_report import amounts_of, label_of
from kinerja_admin.engine.comparison import OutputComparison
from kinerja_admin.engine.judgement_report import as_lines
from kinerja_admin.engine.policy import Policy
from kinerja_admin.services import comparisons


@dataclass(frozen=True, slots=True)
class Part:
    """What one change contributes to one output: its label and amount, and how many people it moves up and down."""

    label: str
    amount: Fraction
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class OutputParts:
    """One output with its parts, which add up to its difference; the last may be what cannot be told apart."""

    output: OutputComparison
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """The section: how the differences were split, output by output, and what the checks say of either side."""

    way: str
    outputs: tuple[OutputParts, ...]
    checks: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def other_way(self) -> str:
        """The way in which the differences were not split."""
        return next(way.value for way in Way if way.value != self.way)


def parts_of(db: Session, asked_for: Asked, shown: Shown, way: str) -> Parts | None:
    """The section for a reader who may see people; a part may stand for a single one."""
    if not shown.sees_people:
        return None
    chosen = Way(way) if way in set(Way) else Way.SEQUENTIAL
    outputs = {one.name: one for one in shown.comparison.outputs if one.is_number and (one.gained or one.lost)}
    found: Sequence[Attribution] = ()
    if outputs:
        found = comparisons.parts(db, asked_for.everybody, asked_for.old, asked_for.new, chosen, list(outputs))
    told = tuple(_of_output(shown, outputs[one.output], one) for one in found if len(one.shares) > 1)
    checks = tuple(_checks(db, asked_for, shown, policy) for policy in (asked_for.old, asked_for.new))
    return Parts(found[0].way.value if found else chosen.value, told, tuple(one for one in checks if one[1]))


def _of_output(shown: Shown, output: OutputComparison, found: Attribution) -> OutputParts:
    *amounts, inseparable = amounts_of(found, output.decimals or 0)
    parts = [
        Part(label_of(share.item, shown.comparison, shown.words), amount, share.gained, share.lost)
        for share, amount in zip(found.shares, amounts, strict=True)
    ]
    if found.inseparable_people:
        label = shown.words.phrase("attribution.column_inseparable")
        parts.append(Part(label, inseparable, 0, 0))
    return OutputParts(output, tuple(parts))


def _checks(db: Session, asked_for: Asked, shown: Shown, policy: Policy) -> tuple[str, tuple[str, ...]]:
    found = comparisons.judged(db, asked_for.everybody, policy)
    return str(policy.id), tuple(as_lines(found, policy, shown.words))
