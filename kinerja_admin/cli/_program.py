"""Finds the commands, runs one, and turns everything that can go wrong into a message and an exit code."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from kinerja_admin.cli._console import FINDINGS, FINE, WRONG_USAGE, Console, speak_utf8
from kinerja_admin.cli._help import help_lines, usage_of
from kinerja_admin.errors import Invalid, KinerjaError, NotFound, WrongUse
from kinerja_admin.locale import LANGUAGES, mark

_INTERRUPTED = 130
_EVERYWHERE = {"--lang": LANGUAGES, "--format": ("text", "json")}


class Command(click.Command):
    """A command whose help and errors speak the reader's language."""

    def get_help(self, ctx: click.Context) -> str:
        """The help page."""
        return "\n".join(help_lines(self, ctx, ctx.find_object(Console) or Console()))


class Nouns(click.Group):
    """A group whose commands are the modules of a package, each imported only when it is asked for."""

    command_class = Command

    def __init__(self, name: str, package: str, **settings: Any) -> None:
        """``package`` is the dotted name of the package to look through."""
        super().__init__(name=name, no_args_is_help=False, invoke_without_command=False, **settings)
        self.package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the modules beside the group."""
        folder = Path(importlib.import_module(self.package).__file__ or "").parent
        return sorted(found.name for found in pkgutil.iter_modules([str(folder)]) if not found.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of one module."""
        if cmd_name not in self.list_commands(ctx):
            return None
        found = importlib.import_module(f"{self.package}.{cmd_name}").command
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; an unknown one is answered with what there is."""
        found = self.get_command(ctx, args[0])
        if found is None:
            known = self.list_commands(ctx)
            near = get_close_matches(args[0], known, n=1)
            raise WrongUse("COMMAND_UNKNOWN", text=args[0], similar=near[0] if near else "", known=", ".join(known))
        return args[0], found, args[1:]

    def get_help(self, ctx: click.Context) -> str:
        """The help page."""
        return "\n".join(help_lines(self, ctx, ctx.find_object(Console) or Console()))


def program() -> Nouns:
    """The whole program."""
    return Nouns("kinerja", "kinerja_admin.cli", help=mark("Performance-based pay by rules that administrators write."))


def run(arguments: list[str]) -> int:
    """Run one command; the exit code."""
    speak_utf8(sys.stdout, sys.stderr)
    console = Console()
    try:
        rest = _take_everywhere(arguments, console)
        answer = program().main(args=rest, prog_name="kinerja", standalone_mode=False, obj=console)
        sys.stdout.flush()
        return answer if isinstance(answer, int) else FINE
    except Invalid as error:
        _show_findings(console, error)
        return FINDINGS
    except KinerjaError as error:
        console.fail(error)
        return WRONG_USAGE if isinstance(error, (WrongUse, NotFound)) else FINDINGS
    except click.ClickException as error:
        console.fail(_as_wrong_use(error, console))
        return WRONG_USAGE
    except (KeyboardInterrupt, click.Abort):
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read has gone; nothing more to say
        return FINDINGS
    except Exception:  # noqa: BLE001 - the last line of defence: a person at a terminal never meets a stack trace
        console.fail(KinerjaError("INTERNAL"))
        return FINDINGS


def _show_findings(console: Console, error: Invalid) -> None:
    if console.is_json:
        console.problems_json(error.problems)
    else:
        console.print_problems(error.problems, beside=True)


def _take_everywhere(arguments: list[str], console: Console) -> list[str]:
    """Take ``--lang`` and ``--format`` from wherever they stand, so that wrong usage too is told in that language."""
    rest: list[str] = []
    chosen: dict[str, str] = {}
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        name, sign, value = word.partition("=")
        if word == "--":
            rest += [word, *waiting]
            break
        if name not in _EVERYWHERE:
            rest.append(word)
            continue
        chosen[name] = value if sign else waiting.pop(0) if waiting else ""
    console.language = chosen["--lang"] if chosen.get("--lang") in LANGUAGES else console.language
    console.form = "json" if chosen.get("--format") == "json" else "text"
    for name, value in chosen.items():
        if value not in _EVERYWHERE[name]:
            raise WrongUse("OPTION_CHOICE", option=name, text=value, known=", ".join(_EVERYWHERE[name]))
    return rest


def _as_wrong_use(error: click.ClickException, console: Console) -> WrongUse:
    """What click found wrong, in our words."""
    if isinstance(error, click.NoSuchOption):
        near = get_close_matches(error.option_name, error.possibilities or [], n=1, cutoff=0.5)
        return WrongUse("OPTION_UNKNOWN", option=error.option_name, similar=near[0] if near else "")
    if isinstance(error, click.MissingParameter):
        return WrongUse("ARGUMENT_MISSING", name=_name_of(error.param, console))
    if isinstance(error, click.BadOptionUsage):
        return WrongUse("OPTION_VALUE", option=error.option_name)
    if isinstance(error, click.BadParameter):
        return WrongUse("ARGUMENT_WRONG", name=_name_of(error.param, console))
    if isinstance(error, click.UsageError) and error.ctx is not None:
        command = error.ctx.command
        if isinstance(command, click.Group):
            return WrongUse("COMMAND_MISSING", known=", ".join(command.list_commands(error.ctx)))
        return WrongUse("ARGUMENT_EXTRA", usage=f"{error.ctx.command_path} {usage_of(command, error.ctx, console)}")
    return WrongUse()


def _name_of(parameter: click.Parameter | None, console: Console) -> str:
    """An option by its name, an argument by the word that the help shows for it."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return console.words.say((parameter.human_readable_name if parameter else "").upper())
