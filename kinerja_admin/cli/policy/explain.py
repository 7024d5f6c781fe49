"""``kinerja policy explain FILE --input people.csv --row N``: one person's results, line by line."""

from __future__ import annotations

import click

from kinerja_admin.cli._arguments import Whole
from kinerja_admin.cli._console import FINDINGS, FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.errors import WrongUse
from kinerja_admin.locale import mark


@click.command("explain", cls=Command, help=mark("Explain one person's results, line by line."))
@click.argument("file", metavar="FILE")
@click.option("--input", "people", metavar="people.csv", required=True, help=mark("People: CSV or Parquet"))
@click.option("--row", metavar="N", required=True, type=Whole(), help=mark("Which person: the row, counted from 1"))
@click.option("--period", metavar="2026-03", help=mark("Period; otherwise the first in force"))
@click.pass_obj
def command(console: Console, file: str, people: str, row: int, period: str | None) -> int:
    """Trace one person; the trace itself with ``--format json``, otherwise its explanation."""
    from kinerja_admin.cli.policy._loading import Desk
    from kinerja_admin.cli.policy._population import people_for, period_for
    from kinerja_admin.engine.explanation import as_text, explain
    from kinerja_admin.engine.reading_order import reading_order
    from kinerja_admin.engine.trace import trace

    policy = Desk().policy(file, console)
    wanted = period_for(policy, period)
    facts = people_for([policy], people, console)
    if row > len(facts):
        raise WrongUse("ROW_UNKNOWN", file=people, row=str(row), count=str(len(facts)))
    made = trace(policy, facts, row - 1, wanted)
    if console.is_json:
        console.print_json(made.content)
    else:
        for line in as_text(explain(made.content, console.words, reading_order(policy)), console.words):
            console.print(line)
        console.print()
        console.print(console.words.say("Digest of the trace: {digest}", digest=made.digest))
    return FINDINGS if made.content["error"] else FINE
