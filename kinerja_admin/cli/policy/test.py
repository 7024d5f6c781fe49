"""``kinerja policy test FILE…``: the tests that stand in the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kinerja_admin.cli._console import FINDINGS, FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.errors import Problem
from kinerja_admin.locale import mark

if TYPE_CHECKING:
    from kinerja_admin.engine.examples import Deviation, Outcome
    from kinerja_admin.engine.policy import Policy


@click.command("test", cls=Command, help=mark("Run the tests that stand in policy files."))
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.pass_obj
def command(console: Console, files: tuple[str, ...]) -> int:
    """Run every test; a file with errors has no tests that could be run."""
    from kinerja_admin.cli.policy._loading import Desk
    from kinerja_admin.engine.examples import run_examples

    desk = Desk()
    problems: list[Problem] = []
    answers: list[dict[str, object]] = []
    failed = 0
    for name in files:
        loaded = desk.load(name)
        if loaded.policy is None:
            problems += loaded.problems
            if not console.is_json:
                console.print_problems(loaded.problems)
            continue
        outcomes = run_examples(loaded.policy)
        failed += sum(not one.passed for one in outcomes)
        answers += [_as_json(loaded.policy, name, one) for one in outcomes]
        if not console.is_json:
            _show(loaded.policy, name, outcomes, console)
    if console.is_json:
        console.print_json({"tests": answers, "problems": [console.as_json(problem) for problem in problems]})
    return FINDINGS if problems or failed else FINE


def _show(policy: Policy, file: str, outcomes: tuple[Outcome, ...], console: Console) -> None:
    say, number = console.words.say, console.words.number
    for one in outcomes:
        if one.passed:
            continue
        place = f"{file}:{one.example.basis.line}:{one.example.basis.column}"
        console.print(f"{place}: {say('test {id} failed', id=one.example.id)}")
        if not one.is_in_force:
            period = console.words.period(one.example.period)
            console.print(f"    {say('The policy is not in force in {period}.', period=period)}")
        for deviation in one.deviations:
            expected, found = _expected(policy, deviation), _found(policy, deviation)
            step = deviation.step or say("result")
            text = say("{step}: expected {expected}, got {found}", step=step, expected=expected, found=found)
            console.print(f"    {text}")
    passed = sum(one.passed for one in outcomes)
    console.print(
        say("{file}: {passed} of {n} tests passed", file=file, passed=number(passed), n=number(len(outcomes)))
    )


def _as_json(policy: Policy, file: str, outcome: Outcome) -> dict[str, object]:
    basis = outcome.example.basis
    return {
        "file": file, "id": outcome.example.id, "line": basis.line, "column": basis.column, "passed": outcome.passed,
        "in_force": outcome.is_in_force,
        "deviations": [
            {"step": one.step, "expected": _expected(policy, one), "found": _found(policy, one)}
            for one in outcome.deviations
        ],
    }  # fmt: skip


def _expected(policy: Policy, deviation: Deviation) -> str:
    from kinerja_admin.engine.results_file import written

    return written(deviation.expected, _decimals(policy, deviation)) or "–"


def _found(policy: Policy, deviation: Deviation) -> str:
    from kinerja_admin.engine.reference import Fault
    from kinerja_admin.engine.results_file import written

    found = deviation.found
    return (str(found) if isinstance(found, Fault) else written(found, _decimals(policy, deviation))) or "–"


def _decimals(policy: Policy, deviation: Deviation) -> int | None:
    step = policy.steps.get(deviation.step)
    return step.decimals if step else None
