"""Modules of this room that are imported when they are first used: the catalogue alone needs no database."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Later:
    """Stands for a module of this room until somebody asks for something in it."""

    def __init__(self, name: str) -> None:
        """Remember the module's name."""
        self._name = f"{__package__}.{name}"

    def __getattr__(self, wanted: str) -> Any:
        """What the module has under that name."""
        found = getattr(import_module(self._name), wanted)
        setattr(self, wanted, found)  # asked for once: the sources ask for every person
        return found
