"""``kinerja policy compare FILE FILE --input people.csv``: what another set of rules means for people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kinerja_admin.cli._arguments import OneOf
from kinerja_admin.cli._console import FINDINGS, FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.locale import mark

if TYPE_CHECKING:
    from kinerja_admin.engine.attribution import Attribution
    from kinerja_admin.engine.comparison import Comparison
    from kinerja_admin.engine.facts import Facts
    from kinerja_admin.engine.periods import Period
    from kinerja_admin.engine.policy import Policy
    from kinerja_admin.engine.reference import Evaluation


@click.command("compare", cls=Command, help=mark("Compare what two policies mean for everybody in a file."))
@click.argument("old", metavar="FILE")
@click.argument("new", metavar="FILE")
@click.option("--input", "people", metavar="people.csv", required=True, help=mark("People: CSV or Parquet"))
@click.option(
    "--output", metavar="comparison.xlsx", help=mark("Workbook, CSV or JSON, by the ending .xlsx, .csv or .json")
)
@click.option("--period", metavar="2026-03", help=mark("Period; otherwise the first that both have in force"))
@click.option(
    "--attribution",
    type=OneOf("sequential", "shapley"),
    help=mark("Split the differences over the changed items: one after the other, or free of order"),
)
@click.pass_obj
def command(
    console: Console, old: str, new: str, people: str, output: str | None, period: str | None,
    attribution: str | None,
) -> int:  # fmt: skip
    """Evaluate both, lay them side by side, and say what changed."""
    from kinerja_admin.cli.policy._loading import Desk
    from kinerja_admin.cli.policy._population import people_for
    from kinerja_admin.engine.attribution_report import as_json as parts_as_json
    from kinerja_admin.engine.attribution_report import as_lines as parts_as_lines
    from kinerja_admin.engine.comparison import compare
    from kinerja_admin.engine.comparison_report import as_json, as_lines, check_ending, save
    from kinerja_admin.engine.engines import evaluate
    from kinerja_admin.engine.judgement_report import as_json as checks_as_json
    from kinerja_admin.engine.judgement_report import as_lines as checks_as_lines
    from kinerja_admin.engine.population_checks import failing, judgements
    from kinerja_admin.engine.results_file import check_writable

    desk = Desk()
    before, after = desk.policy(old, console), desk.policy(new, console)
    first, second = _periods(before, after, period)
    if output is not None:
        check_ending(Path(output))
        check_writable(Path(output))
    facts = people_for([before, after], people, console)
    sides = evaluate(before, facts, first), evaluate(after, facts, second)
    comparison, checks = compare(*sides), tuple(judgements(side, facts) for side in sides)
    parts = _parts(comparison, sides, facts, attribution) if attribution else ()
    if output is not None:
        save(comparison, Path(output), console.words, parts)
    if console.is_json:
        split = {"attribution": parts_as_json(comparison, parts, console.words)} if attribution else {}
        judged = {"checks": {"old": checks_as_json(checks[0]), "new": checks_as_json(checks[1])}} if any(checks) else {}
        console.print_json(as_json(comparison, console.words) | split | judged)
    else:
        for line in (*as_lines(comparison, console.words), *parts_as_lines(comparison, parts, console.words)):
            console.print(line)
        for policy, found in zip((before, after), checks, strict=True):
            for line in checks_as_lines(found, policy, console.words):
                console.print(f"{policy.id}: {line}")
        if output is not None:
            console.tell(console.words.say("Written to {file}", file=output))
    in_error = (comparison.newly_computable, comparison.newly_failing, comparison.failing_in_both)
    return FINDINGS if any(in_error) or failing(checks[1]) else FINE


def _parts(
    comparison: Comparison, sides: tuple[Evaluation, Evaluation], facts: Facts, way: str
) -> tuple[Attribution, ...]:  # fmt: skip
    """Which changed item moves whom by how much.

    Raises:
        WrongUse: ATTRIBUTION_PERIODS where the two sides speak of different periods.
    """
    from kinerja_admin.engine.attribution import Way, attribute
    from kinerja_admin.errors import WrongUse

    one, other = (side.period for side in sides)
    if one != other:
        raise WrongUse("ATTRIBUTION_PERIODS", one=str(one), other=str(other))
    numbers = [one.name for one in comparison.outputs if one.is_number]
    return attribute(*sides, (facts, facts), numbers, Way(way))


def _periods(old: Policy, new: Policy, text: str | None) -> tuple[Period, Period]:
    """The period asked for; else the first that both have in force; else each one's own first."""
    from kinerja_admin.cli.policy._population import period_for

    if text is not None:
        return period_for(old, text), period_for(new, text)
    later = max(old.first_period, new.first_period)
    if old.is_in_force(later) and new.is_in_force(later):
        return later, later
    return old.first_period, new.first_period
