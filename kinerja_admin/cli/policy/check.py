"""``kinerja policy check FILE…``: every finding of the files, in one pass."""

from __future__ import annotations

import click

from kinerja_admin.cli._console import FINDINGS, FINE, WRONG_USAGE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.errors import Location, Problem, WrongUse
from kinerja_admin.locale import mark


@click.command("check", cls=Command, help=mark("Show every finding of policy files."))
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.pass_obj
def command(console: Console, files: tuple[str, ...]) -> int:
    """Findings of all files; a file that cannot be read is wrong usage, but the others are still checked."""
    from kinerja_admin.cli.policy._loading import Desk
    from kinerja_admin.engine.prover import prove

    desk = Desk()
    problems: list[Problem] = []
    worst = FINE
    for name in files:
        try:
            loaded = desk.load(name)
        except WrongUse as error:
            found: tuple[Problem, ...] = (_unreadable(error, name),)
            worst = WRONG_USAGE
        else:
            found = loaded.problems
            if loaded.policy is not None:
                found = tuple(sorted((*found, *prove(loaded.policy, name)), key=_place))
            is_wrong = any(problem.is_error for problem in found)
            worst = max(worst, FINDINGS if is_wrong else FINE)
            if not console.is_json and not is_wrong and loaded.policy:
                console.print(
                    console.words.say(
                        "{file}: {policy} is in order ({digest})", file=name, policy=loaded.policy.id,
                        digest=loaded.digest[:12],
                    )
                )  # fmt: skip
        problems += found
        if not console.is_json:
            console.print_problems(found)
    if console.is_json:
        console.problems_json(problems)
    return worst


def _place(problem: Problem) -> tuple[int, int]:
    return problem.location.line, problem.location.column


def _unreadable(error: WrongUse, name: str) -> Problem:
    return Problem(error.code, parameters=error.parameters, location=Location(name))
