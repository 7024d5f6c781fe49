"""``kinerja seed [--region REGION] [--pegawai N]``: invented people with fifteen months of records."""

from __future__ import annotations

import click

from kinerja_admin.cli._arguments import Whole
from kinerja_admin.cli._console import FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.locale import mark


@click.command("seed", cls=Command, help=mark("Fill the database with invented people and their records."))
@click.option("--region", metavar="REGION", help=mark("One region instead of all."))
@click.option("--pegawai", "people", type=Whole(1, 100_000), help=mark("At least so many people in each region."))
@click.option("--number", type=Whole(0), help=mark("The number that the records are drawn by."))
@click.pass_obj
def command(console: Console, region: str | None, people: int | None, number: int | None) -> int:
    """Write what is not there yet; a second time changes nothing."""
    from kinerja_admin.cli._database import open_database
    from kinerja_admin.services import seeding

    database = open_database(migrate=True, invented=True)
    drawn_by = seeding.SEED if number is None else number
    seeded = seeding.seed(database.engine, region=region, people=people, number=drawn_by)
    words = console.words
    console.print(
        words.say(
            "{people} people, {new} of them new.", people=words.number(seeded.people), new=words.number(seeded.new)
        )
    )
    return FINE
