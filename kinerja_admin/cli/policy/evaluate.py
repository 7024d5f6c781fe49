"""``kinerja policy evaluate FILE --input people.csv``: everybody's results."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kinerja_admin.cli._arguments import OneOf
from kinerja_admin.cli._console import FINDINGS, FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.errors import Problem
from kinerja_admin.locale import mark

if TYPE_CHECKING:
    from kinerja_admin.engine.facts import Facts
    from kinerja_admin.engine.population_checks import Judgement
    from kinerja_admin.engine.reference import Evaluation

_SHOWN = 20
_CAUSES = 5
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")


@click.command("evaluate", cls=Command, help=mark("Work out the results of everybody in a file."))
@click.argument("file", metavar="FILE")
@click.option("--input", "people", metavar="people.csv", required=True, help=mark("People: CSV or Parquet"))
@click.option("--output", metavar="results.csv", help=mark("Results: CSV or Parquet; otherwise they are printed"))
@click.option("--period", metavar="2026-03", help=mark("Period; otherwise the first in force"))
@click.option("--engine", type=OneOf("fast", "reference"), help=mark("How it is worked out; both give the same"))
@click.option("--verify", is_flag=True, help=mark("Work it out in both ways and compare"))
@click.pass_obj
def command(
    console: Console, file: str, people: str, output: str | None, period: str | None, engine: str | None, *,
    verify: bool,
) -> int:  # fmt: skip
    """Evaluate, and write the results as a table."""
    from kinerja_admin.cli.policy._loading import Desk
    from kinerja_admin.cli.policy._population import people_for, period_for
    from kinerja_admin.engine.engines import ENGINES, quickest
    from kinerja_admin.engine.population_checks import failing, judgements
    from kinerja_admin.engine.results_file import check_table, check_writable, save
    from kinerja_admin.engine.totals import in_error

    policy = Desk().policy(file, console)
    wanted = period_for(policy, period)
    if output is not None:
        check_writable(Path(output))
        check_table(Path(output))
    facts = people_for([policy], people, console)
    chosen = engine or quickest(facts)
    evaluation = ENGINES[chosen](policy, facts, wanted)
    disagree = verify and _disagree(evaluation, facts, chosen, console)
    if output is not None:
        save(evaluation, Path(output))
    found = judgements(evaluation, facts)
    _report(evaluation, found, output, console)
    if not console.is_json:
        _first_causes(evaluation, facts, console)
    return FINDINGS if disagree or failing(found) or in_error(evaluation) else FINE


def _disagree(evaluation: Evaluation, facts: Facts, engine: str, console: Console) -> bool:
    """Whether the other engine comes to anything else; each difference is told."""
    from kinerja_admin.engine.engines import ENGINES, disagreements

    other = next(name for name in ENGINES if name != engine)
    found = list(disagreements(evaluation, ENGINES[other](evaluation.policy, facts, evaluation.period)))
    for one in found[:_SHOWN]:
        facts_of = {"id": one.id, "step": one.step, "engine": engine, "one": one.one, "name": other, "other": one.other}
        console.print_problems([Problem("ENGINES_DIFFER", parameters=facts_of)], beside=True)
    if not found:
        console.tell(
            console.words.say("Both engines agree on {n} people.", n=console.words.number(len(evaluation.results)))
        )
    return bool(found)


def _report(
    evaluation: Evaluation, found: tuple[Judgement, ...], output: str | None, console: Console
) -> None:  # fmt: skip
    from kinerja_admin.engine.judgement_report import as_json, as_lines
    from kinerja_admin.engine.results_file import write_csv

    if console.is_json:
        checks = {"checks": as_json(found)} if found else {}
        console.print_json(_as_json(evaluation, output) | checks)
    elif output is None:
        write_csv(evaluation, sys.stdout)
    if not console.is_json:
        _summary(evaluation, output, console)
        for line in as_lines(found, evaluation.policy, console.words):
            console.tell(line)


def _summary(evaluation: Evaluation, output: str | None, console: Console) -> None:
    from kinerja_admin.engine.totals import error_counts, totals

    tell, say, words = console.tell, console.words.say, console.words
    policy = evaluation.policy
    count = words.number(len(evaluation.results))
    tell(say("{policy} ({digest}), {period}: {n} people", policy=policy.id, digest=policy.digest[:12],
             period=words.period(evaluation.period), n=count))  # fmt: skip
    for name, total in totals(evaluation).items():
        tell(f"  {policy.outputs[name].label or name}: {words.value(total, policy.steps[name].unit)}")
    for code, number in error_counts(evaluation).items():
        tell(f"  {code}: {words.number(number)}")
    if output is not None:
        tell(say("Written to {file}", file=output))


def _first_causes(evaluation: Evaluation, facts: Facts, console: Console) -> None:
    """Which column and value put the first few people into error; the table keeps code and step alone."""
    from kinerja_admin.engine.reference import Prepared, evaluate_person
    from kinerja_admin.engine.totals import in_error

    prepared = Prepared(evaluation.policy, evaluation.period)
    places = in_error(evaluation)
    for place in places[:_CAUSES]:
        one = evaluation.results[place]
        fault = evaluate_person(prepared, one.id, facts.row(place)).fault or one.fault
        if fault is not None:
            text = console.words.problem(Problem(fault.code, parameters={"step": fault.step, **fault.parameters}))
            written = fault.parameters.get("value", "")
            hint = f" {console.words.phrase('people.decimal_comma', better=written.replace(',', '.'))}"
            tell_sign = fault.code == "TYPE_MISMATCH" and _DECIMAL_COMMA.fullmatch(written)
            console.tell(f"  {one.id}: {fault}: {text.message}{hint if tell_sign else ''}")
    if len(places) > _CAUSES:
        console.tell(console.words.count("  and {n} more", "  and {n} more", len(places) - _CAUSES))


def _as_json(evaluation: Evaluation, output: str | None) -> dict[str, object]:
    from kinerja_admin.engine.results_file import header, rows, written
    from kinerja_admin.engine.totals import error_counts, totals

    policy = evaluation.policy
    sums = {name: written(total, policy.steps[name].decimals) for name, total in totals(evaluation).items()}
    answer: dict[str, object] = {
        "policy": str(policy.id), "digest": policy.digest, "period": str(evaluation.period),
        "people": len(evaluation.results), "errors": error_counts(evaluation), "totals": sums,
    }  # fmt: skip
    if output is not None:
        return answer | {"output": output}
    names = header(policy)
    return answer | {"results": [dict(zip(names, row, strict=True)) for row in rows(evaluation)]}
