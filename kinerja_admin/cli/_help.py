"""Help pages in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kinerja_admin.cli._console import Console
from kinerja_admin.locale import mark

_EVERYWHERE = ("--format text|json", "--lang id|en", "--help")
_VALUES = frozenset({mark("FILE"), mark("FILE..."), mark("POLICY"), mark("REGION"), mark("TEXT")})
"""What stands for a value and is a word; anything else, such as a choice or an example, is the same everywhere."""


def help_lines(command: click.Command, context: click.Context, console: Console) -> Iterator[str]:
    """The help page of a command, line by line."""
    say = console.words.say
    yield f"{say('Usage')}: {context.command_path} {usage_of(command, context, console)}"
    yield ""
    yield f"  {say(command.help or '')}"
    if isinstance(command, click.Group):
        yield from ("", f"{say('Commands')}:")
        yield from _table(
            [(name, _summary(command, context, name, console)) for name in command.list_commands(context)]
        )
    options = [_option(one, context, console) for one in command.params if isinstance(one, click.Option)]
    yield from ("", f"{say('Options')}:")
    yield from _table([*options, *_everywhere(console)])


def usage_of(command: click.Command, context: click.Context, console: Console) -> str:
    """What follows the command's name."""
    say = console.words.say
    if isinstance(command, click.Group):
        return f"{say('COMMAND')} …"
    pieces = [_metavar(one, context, console) for one in command.params if isinstance(one, click.Argument)]
    required = [one for one in command.params if isinstance(one, click.Option) and one.required]
    pieces += [f"{max(one.opts, key=len)} {_metavar(one, context, console)}" for one in required]
    return " ".join([*pieces, f"[{say('OPTIONS')}]"])


def _summary(group: click.Group, context: click.Context, name: str, console: Console) -> str:
    found = group.get_command(context, name)
    return console.words.say(found.help or "") if found else ""


def _option(option: click.Option, context: click.Context, console: Console) -> tuple[str, str]:
    shown = max(option.opts, key=len)
    if not option.is_flag:
        shown = f"{shown} {_metavar(option, context, console)}"
    return shown, console.words.say(option.help or "")


def _metavar(parameter: click.Parameter, context: click.Context, console: Console) -> str:
    """What stands for the value, in the reader's language where it is a word."""
    shown = parameter.make_metavar(context)
    return console.words.say(shown) if shown in _VALUES else shown


def _everywhere(console: Console) -> list[tuple[str, str]]:
    say = console.words.say
    meanings = (say("Form of the answer"), say("Language of the answer"), say("Show this help"))
    return list(zip(_EVERYWHERE, meanings, strict=True))


def _table(rows: list[tuple[str, str]]) -> Iterator[str]:
    width = max((len(name) for name, _ in rows), default=0)
    return (f"  {name:{width}}  {meaning}".rstrip() for name, meaning in rows)
