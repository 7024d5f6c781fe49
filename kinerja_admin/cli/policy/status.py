"""``kinerja policy status``: where the registry and the folder of policies have drifted apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kinerja_admin.cli._console import FINDINGS, FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.locale import mark

if TYPE_CHECKING:
    from kinerja_admin.services.registry import DriftLine

DRIFTS = {
    "same": mark("the same"),
    "same_rules": mark("the same rules, another text"),
    "different": mark("DIFFERENT"),
    "only_registry": mark("only in the registry"),
    "only_folder": mark("only in the folder"),
}


@click.command("status", cls=Command, help=mark("Compare the registry of the database with a folder of policies."))
@click.option("--folder", help=mark("The folder; otherwise the one of the settings."))
@click.pass_obj
def command(console: Console, folder: str | None) -> int:
    """List every version; 1 where a decided one differs from its file or stands on one side alone."""
    from pathlib import Path

    from kinerja_admin.cli._database import open_database
    from kinerja_admin.db.scope import acting_as, system
    from kinerja_admin.engine.catalog import FolderShelf
    from kinerja_admin.services import registry

    database = open_database()
    shelf = FolderShelf(Path(folder) if folder else database.settings.policies_folder)
    with acting_as(system("cli")), database.sessions() as session:
        lines = registry.status(session, shelf)
    if console.is_json:
        console.print_json(
            {"versions": [{"id": str(one.id), "drift": one.drift.value, "status": one.status} for one in lines]}
        )
    else:
        for one in lines:
            console.print(f"{one.id}  {console.words.say(DRIFTS[one.drift.value])}{_status(console, one)}")
    return FINDINGS if any(_counts(one) for one in lines) else FINE


def _counts(line: DriftLine) -> bool:
    """Whether a line is drift: drafts and withdrawn versions have no file, and need none."""
    if line.drift.value == "only_registry":
        return line.status not in ("draft", "in_review", "withdrawn")
    return line.drift.value in ("different", "only_folder")


def _status(console: Console, line: DriftLine) -> str:
    from kinerja_admin.models.words import STATUS_KEBIJAKAN

    return f"  ({console.words.field(STATUS_KEBIJAKAN[line.status])})" if line.status else ""
