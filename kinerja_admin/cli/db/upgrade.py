"""``kinerja db upgrade``: bring the tables to what this version of the program needs."""

from __future__ import annotations

import click

from kinerja_admin.cli._console import FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.locale import mark


@click.command("upgrade", cls=Command, help=mark("Bring the tables to this version; nothing is lost."))
@click.pass_obj
def command(console: Console) -> int:
    """Apply the migrations that are missing."""
    from kinerja_admin.cli._database import open_database
    from kinerja_admin.db.migrate import revision_of

    database = open_database(migrate=True)
    console.print(console.words.say("The tables are at revision {revision}.", revision=revision_of(database.engine)))
    return FINE
