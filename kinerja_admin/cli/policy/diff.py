"""``kinerja policy diff FILE FILE``: what changed between two policies, in words."""

from __future__ import annotations

import click

from kinerja_admin.cli._console import FINE, Console
from kinerja_admin.cli._program import Command
from kinerja_admin.locale import mark


@click.command("diff", cls=Command, help=mark("Tell in words what changed between two policies."))
@click.argument("old", metavar="FILE")
@click.argument("new", metavar="FILE")
@click.pass_obj
def command(console: Console, old: str, new: str) -> int:
    """Every item that was added, removed or changed; equal content says so."""
    from kinerja_admin.cli.policy._loading import Desk
    from kinerja_admin.engine.difference import apart_from_moved, difference
    from kinerja_admin.engine.difference_in_words import as_json, change_in_words

    desk = Desk()
    before, after = desk.policy(old, console), desk.policy(new, console)
    changes = difference(before, after)
    if console.is_json:
        sides = [{"policy": str(one.id), "title": one.title, "digest": one.digest} for one in (before, after)]
        same = before.digest == after.digest
        console.print_json(
            {"old": sides[0], "new": sides[1], "same_content": same, "changes": as_json(changes, console.words)}
        )
        return FINE
    for one, sign in ((before, "-"), (after, "+")):
        console.print(f"{sign} {one.title}, {one.id} ({one.digest[:12]})")
    console.print()
    read, moved = apart_from_moved(changes)
    for change in read:
        text = change_in_words(change, console.words)
        console.print(text.title)
        for line in text.lines:
            console.print(f"    {line}")
    if moved:
        console.print(console.words.phrase("diff.tests_moved", n=console.words.number(moved)))
    if not changes:
        console.print(console.words.phrase("diff.same"))
    return FINE
