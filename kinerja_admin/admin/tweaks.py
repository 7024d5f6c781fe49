"""What ``admin/views/<table>.py`` may say about its table; everything has a default that is right for most."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from sqladmin.authorization import Action
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from kinerja_admin.admin import views
from kinerja_admin.admin.safety.permissions import Room, TableRule
from kinerja_admin.models.base import AccountOwned, NationalReference, SystemOnly

_READ = frozenset({Action.LIST, Action.DETAILS, Action.EXPORT})
_ALL = _READ | {Action.CREATE, Action.EDIT, Action.DELETE}


@dataclass(frozen=True, slots=True)
class Beside:
    """What a list shows beside the table's own columns.

    Attributes:
        labels: heads of the columns, in Indonesian.
        load: their values for many rows at once, by the rows' keys.
        filtered: table and column of a reference by which the list is filtered as well.
        narrow: the rows that a choice in that filter, a list or a selection of keys, leaves.
    """

    labels: tuple[str, ...]
    load: Callable[[Session, Sequence[int]], Mapping[int, Sequence[str]]]
    filtered: tuple[type[Any], str] | None = None
    narrow: Callable[[Any], ColumnElement[bool]] | None = None


@dataclass(frozen=True, slots=True)
class Tweaks:
    """The difference between one table's view and the default.

    Attributes:
        room: which kind of table it is, where its mixins and its group do not say.
        is_read_only: rows are made by the program or through their own screens.
        hidden: columns that the form does not ask for.
        is_in_menu: whether the table has an entry of its own, or is reached from another one.
        icon: the picture in the menu.
        order: place in its group of the menu.
        beside: what its list shows beside its own columns.
    """

    room: Room | None = None
    is_read_only: bool = False
    hidden: frozenset[str] = frozenset()
    is_in_menu: bool = True
    icon: str = "table"
    order: int = 100
    beside: Beside | None = None


def collect_tweaks() -> Mapping[str, Tweaks]:
    """``TWEAKS`` of every module in ``admin/views``, by the name of its table."""
    names = [module.name for module in iter_modules(views.__path__)]
    return {name: import_module(f"{views.__name__}.{name}").TWEAKS for name in names}


def rule_for(model: type[Any], tweaks: Tweaks) -> TableRule:
    """What can be done with a table; a table of which nobody has said anything is closed to all but national eyes."""
    room = tweaks.room or _room_of(model)
    possible = _READ if tweaks.is_read_only or getattr(model, "__append_only__", False) else _ALL
    return TableRule(room, possible)


def _room_of(model: type[Any]) -> Room:
    if issubclass(model, AccountOwned):
        return Room.CLOSED
    if issubclass(model, SystemOnly):
        return Room.MACHINERY
    if issubclass(model, NationalReference):
        return Room.REFERENCE
    if getattr(model, "__confidential__", False):
        return Room.CONFIDENTIAL
    return Room(GROUP_ROOMS.get(getattr(model, "__group__", ""), Room.MACHINERY))


GROUP_ROOMS: Mapping[str, Room] = {
    "Organisasi": Room.ORGANISATION,
    "Kepegawaian": Room.PERSONNEL,
    "Kinerja": Room.MEASUREMENT,
    "Kehadiran": Room.MEASUREMENT,
    "Tahapan dan keberatan": Room.MEASUREMENT,
    "Umpan balik dan survei": Room.MEASUREMENT,
    "Inovasi dan program": Room.MEASUREMENT,
    "Pengembangan": Room.PERSONNEL,
    "Penilaian lama": Room.MEASUREMENT,
    "Kebijakan": Room.POLICY,
    "Perhitungan": Room.RESULT,
    "Akun dan jejak": Room.ACCESS,
}
"""The headings of the menu under which the models place themselves, and what kind of tables stand there."""
