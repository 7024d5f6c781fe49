"""``kinerja policy export``: write the decided versions of the registry as files, byte for byte."""

from __future__ import annotations

import click

from kinerja_admin.cli._console import FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.locale import mark


@click.command("export", cls=Command, help=mark("Write the decided policies of the registry as files."))
@click.option("--folder", required=True, help=mark("Where to write them, as region/policy/version.yaml."))
@click.pass_obj
def command(console: Console, folder: str) -> int:
    """Write every version that was decided upon; drafts and withdrawn ones stay in the registry."""
    from pathlib import Path

    from kinerja_admin.cli._database import open_database
    from kinerja_admin.db.scope import acting_as, system
    from kinerja_admin.services import registry

    database = open_database()
    with acting_as(system("cli")), database.sessions() as session:
        written = registry.export_versions(Path(folder), registry.decided_versions(session))
    if console.is_json:
        console.print_json({"files": [str(path) for path in written]})
    else:
        console.print("\n".join(str(path) for path in written))
    return FINE
