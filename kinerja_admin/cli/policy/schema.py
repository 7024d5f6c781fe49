"""``kinerja policy schema``: JSON Schema for editors."""

from __future__ import annotations

import click

from kinerja_admin.cli._console import FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.locale import mark


@click.command("schema", cls=Command, help=mark("Print the JSON Schema of policy files, for editors."))
@click.pass_obj
def command(console: Console) -> int:
    """The schema, whatever the form of the answer."""
    from kinerja_admin.engine.schema import json_schema

    console.print_json(json_schema())
    return FINE
