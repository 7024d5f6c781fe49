"""``kinerja policy inputs``: what the personnel database offers to policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kinerja_admin.cli._console import FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.locale import mark

if TYPE_CHECKING:
    from kinerja_admin.engine.facts import Source


@click.command("inputs", cls=Command, help=mark("List the sources that inputs can take their facts from."))
@click.pass_obj
def command(console: Console) -> int:
    """One line a source: name, type, unit, collection, meaning."""
    from kinerja_admin.cli.policy._loading import sources

    found = sorted(sources() or (), key=lambda one: one.name)
    if console.is_json:
        console.print_json({"sources": [_as_json(one, console) for one in found]})
        return FINE
    rows = [(one.name, one.type, one.unit, one.each, _meaning(one, console)) for one in found]
    say = console.words.say
    heading = (say("source"), say("type"), say("unit"), say("each"), say("meaning"))
    widths = [max(len(row[place]) for row in [heading, *rows]) for place in range(4)]
    for row in [heading, *rows]:
        cells = [f"{cell:{width}}" for cell, width in zip(row, widths, strict=False)]
        console.print("  ".join([*cells, row[4]]).rstrip())
    return FINE


def _meaning(source: Source, console: Console) -> str:
    meaning = source.meaning_en if console.language == "en" and source.meaning_en else source.meaning
    return f"{meaning} ({', '.join(source.words)})" if source.words else meaning


def _as_json(source: Source, console: Console) -> dict[str, object]:
    meaning = source.meaning_en if console.language == "en" and source.meaning_en else source.meaning
    return {
        "name": source.name, "type": source.type, "unit": source.unit, "each": source.each,
        "words": list(source.words), "meaning": meaning,
    }  # fmt: skip
