"""Kinds of argument whose refusals speak the reader's language."""

from __future__ import annotations

from typing import Any

import click

from kinerja_admin.errors import WrongUse


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "choice"

    def __init__(self, *choices: str) -> None:
        """Remember what there is to choose from."""
        self.choices = choices

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The choices, for the help page."""
        return "|".join(self.choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, if it is one of them."""
        if value not in self.choices:
            option = max(param.opts, key=len) if param else ""
            raise WrongUse("OPTION_CHOICE", option=option, text=str(value), known=", ".join(self.choices))
        return str(value)


class Whole(click.ParamType[int]):
    """A whole number within bounds."""

    name = "N"

    def __init__(self, least: int = 1, most: int = 10**9) -> None:
        """Remember the bounds."""
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, if it is one within the bounds."""
        text = str(value)
        if not (text.isascii() and text.isdigit() and len(text) <= 12 and self.least <= int(text) <= self.most):
            option = max(param.opts, key=len) if param else ""
            raise WrongUse("OPTION_WHOLE", option=option, text=text[:40], low=str(self.least), high=str(self.most))
        return int(text)
