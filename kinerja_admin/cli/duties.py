"""``kinerja duties --region …``: fill in who owes what in the stages of the calendar, and what is done."""

from __future__ import annotations

import click

from kinerja_admin.cli._console import FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.locale import mark


@click.command("duties", cls=Command, help=mark("Fill in the duties of the process and note those that are done."))
@click.option("--region", metavar="REGION", required=True, help=mark("Code of the region, such as serang."))
@click.pass_obj
def command(console: Console, region: str) -> int:
    """Fill in the duties of every stage that has begun; the same command does it again every day."""
    from kinerja_admin.cli._database import open_database
    from kinerja_admin.db.scope import acting_as, system
    from kinerja_admin.services import duties

    database = open_database()
    with acting_as(system("cli")), database.sessions.begin() as session:
        filled = duties.fill(session, region)
    if console.is_json:
        console.print_json({"added": filled.added, "done": filled.done})
    else:
        counts = {"added": console.words.number(filled.added), "done": console.words.number(filled.done)}
        console.print(console.words.say("{added} duties added, {done} found done", **counts))
    return FINE
