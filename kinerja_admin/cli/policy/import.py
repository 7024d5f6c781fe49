"""``kinerja policy import``: bring the versions of a folder into the registry, by a recorded event each."""

# ruff: noqa: N999 - the command is called import, and the file as the command

from __future__ import annotations

import click

from kinerja_admin.cli._console import FINDINGS, FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.locale import mark

OUTCOMES = {
    "imported": mark("imported, in force for its months"),
    "unchanged": mark("there already"),
    "differs": mark("NOT TAKEN: the registry has other content under this version"),
    "waiting": mark("waits for facts that are not recorded yet"),
    "refused": mark("REFUSED"),
}


@click.command("import", cls=Command, help=mark("Bring the policies of a folder into force, by a recorded event each."))
@click.option("--folder", help=mark("The folder; otherwise the one of the settings."))
@click.option("--reason", default="", help=mark("Why, for the record."))
@click.pass_obj
def command(console: Console, folder: str | None, reason: str) -> int:
    """Import what is not there yet; nothing that is there is overwritten."""
    from pathlib import Path

    from kinerja_admin.cli._database import open_database
    from kinerja_admin.db.scope import acting_as, system
    from kinerja_admin.engine.catalog import FolderShelf
    from kinerja_admin.services import registry

    database = open_database()
    shelf = FolderShelf(Path(folder) if folder else database.settings.policies_folder)
    with acting_as(system("cli", reason=reason)), database.sessions.begin() as session:
        done = registry.import_shelf(session, shelf, reason)
    if console.is_json:
        console.print_json({
            "versions": [
                {
                    "id": str(one.id), "outcome": one.outcome.value,
                    "problems": [console.as_json(problem) for problem in one.problems],
                }
                for one in done
            ]
        })  # fmt: skip
    else:
        for one in done:
            console.print(f"{one.id}  {console.words.say(OUTCOMES[one.outcome.value])}")
            console.print_problems(one.problems)
    return FINE if all(one.outcome.value in ("imported", "unchanged", "waiting") for one in done) else FINDINGS
