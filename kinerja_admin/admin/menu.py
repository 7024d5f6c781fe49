"""The menu: screens and tables together, each where it belongs, only what opens for the reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqladmin.authorization import Action
from starlette.requests import Request

from kinerja_admin.admin.auto_view import TABLES, TableView, heading
from kinerja_admin.admin.language import current_words, say
from kinerja_admin.admin.screens import Screen
from kinerja_admin.locale import mark
from kinerja_admin.models.base import RegionScoped
from kinerja_admin.services.accounts import SignedIn

GROUPS: Mapping[str, str] = {
    "Kebijakan": mark("Policies"),
    "Perhitungan": mark("Pay runs"),
    "Kepegawaian": mark("Personnel"),
    "Tunjangan dan pajak": mark("Allowances and tax"),
    "Pengembangan": mark("Development"),
    "Kinerja": mark("Performance"),
    "Tahapan dan keberatan": mark("Stages and objections"),
    "Umpan balik dan survei": mark("Feedback and surveys"),
    "Inovasi dan program": mark("Innovations and programmes"),
    "Penilaian lama": mark("Older ratings"),
    "Kehadiran": mark("Attendance"),
    "Organisasi": mark("Organisation"),
    "Akun dan jejak": mark("Accounts and traces"),
}
"""The groups in their order, first what is decided, then what it is decided from; by the name that the tables give."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu."""

    title: str
    url: str
    icon: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A heading with its lines."""

    title: str
    entries: tuple[Entry, ...]

    @property
    def is_here(self) -> bool:
        """Whether the open page stands in this group."""
        return any(entry.is_here for entry in self.entries)


def menu(request: Request, who: SignedIn, screens: Iterable[Screen], tables: Iterable[TableView]) -> tuple[Group, ...]:
    """The groups with at least one line for this person; a screen stands before the tables of its group.

    Who works for the nation alone has no people: what would only ever be empty for them is left out.
    """
    here, has_people = request.url.path, who.sees_all or bool(who.held)
    lines: dict[str, list[tuple[int, int, Entry]]] = {}
    for screen in screens:
        if screen.group and screen.is_open_to(who) and (has_people or screen.is_shared):
            entry = Entry(say(screen.title), screen.path, screen.icon, _is_under(here, screen.path))
            lines.setdefault(say(screen.group), []).append((0, screen.order, entry))
    for view in tables:
        if view.tweaks.is_in_menu and view.has_permission(request, Action.LIST) and _holds_rows(view, has_people):
            home = f"{TABLES}/{view.identity}"  # asking the routes for each of seventy takes longer than the page
            entry = Entry(heading(view.plural), f"{home}/list", view.tweaks.icon, _is_under(here, home))
            group = say(GROUPS[view.category]) if view.category in GROUPS else current_words().field(view.category)
            lines.setdefault(group, []).append((1, view.tweaks.order, entry))
    order = {say(name): place for place, name in enumerate(GROUPS.values())}
    return tuple(
        Group(
            title,
            tuple(entry for *_, entry in sorted(lines[title], key=lambda line: (line[0], line[1], line[2].title))),
        )
        for title in sorted(lines, key=lambda title: (order.get(title, -1 if title not in order else 0), title))
    )


def _holds_rows(view: TableView, has_people: bool) -> bool:  # noqa: FBT001 - private
    """Whether there can be a row for somebody who has a region's people, or has not."""
    return has_people or not issubclass(view.model, RegionScoped)


def _is_under(here: str, url: str) -> bool:
    return here == url or here.startswith(f"{url}/")
