"""``kinerja policy explain FILE --input people.csv --row N``: one person's results, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kinerja_admin.cli._console import FINDINGS, FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.errors import WrongUse
from kinerja_admin.locale import mark

if TYPE_CHECKING:
    from kinerja_admin.engine.facts import Facts

_LONGEST_ROW = 12


@click.command("explain", cls=Command, help=mark("Explain one person's results, line by line."))
@click.argument("file", metavar="FILE")
@click.option("--input", "people", metavar="people.csv", required=True, help=mark("People: CSV or Parquet"))
@click.option("--row", metavar="N|ID", required=True, help=mark("Which person: the row, counted from 1, or the id"))
@click.option("--period", metavar="2026-03", help=mark("Period; otherwise the first in force"))
@click.pass_obj
def command(console: Console, file: str, people: str, row: str, period: str | None) -> int:
    """Trace one person; the trace itself with ``--format json``, otherwise its explanation."""
    from kinerja_admin.cli.policy._loading import Desk
    from kinerja_admin.cli.policy._population import people_for, period_for
    from kinerja_admin.engine.explanation import as_text, explain
    from kinerja_admin.engine.reading_order import reading_order
    from kinerja_admin.engine.trace import trace

    policy = Desk().policy(file, console)
    wanted = period_for(policy, period)
    facts = people_for([policy], people, console)
    made = trace(policy, facts, _place(facts, row, people), wanted)
    if console.is_json:
        console.print_json(made.content)
    else:
        for line in as_text(explain(made.content, console.words, reading_order(policy)), console.words):
            console.print(line)
        console.print()
        console.print(console.words.say("Digest of the trace: {digest}", digest=made.digest))
    return FINDINGS if made.content["error"] else FINE


def _place(facts: Facts, row: str, file: str) -> int:
    """The person of a row, else of an id.

    Raises:
        WrongUse: ROW_UNKNOWN.
    """
    if row.isascii() and row.isdigit() and len(row) <= _LONGEST_ROW and 1 <= int(row) <= len(facts):
        return int(row) - 1
    if row in facts.ids:
        return facts.ids.index(row)
    raise WrongUse("ROW_UNKNOWN", file=file, row=row[:40], count=str(len(facts)))
