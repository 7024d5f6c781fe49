"""One person under two versions, line beside line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.access import RESULT_STAFF, reads_all
from kinerja_admin.admin.pages.addresses import trail
from kinerja_admin.admin.pages.asking import COMPARISON, asked_for_in, given_in, link_of, title_of
from kinerja_admin.admin.screens import Screen, current, page, session
from kinerja_admin.engine.explanation import Line, explain
from kinerja_admin.engine.reading_order import reading_order
from kinerja_admin.errors import NotFound
from kinerja_admin.services import comparisons


def person(request: Request) -> Response:
    """One person under both versions, line beside line."""
    who = current(request)
    with session(request) as db:
        asked_for = asked_for_in(db, who, given_in(request))
        if not reads_all(who, asked_for.everybody.region):
            raise NotFound("NOT_FOUND")
        number = request.query_params.get("orang", "")
        old, new = (
            explain(
                comparisons.trace_in(db, asked_for.everybody, one, number).content,
                current_words(),
                reading_order(one),
            )
            for one in (asked_for.old, asked_for.new)
        )
        name = next((one.nama for one in asked_for.everybody.data.people if str(one.id) == number), "")
        return page(
            request,
            "pages/comparison_person.html",
            title=name,
            trail=trail((title_of(asked_for), link_of(asked_for))),
            asked=asked_for,
            pairs=[(kind, _paired(old, new, kind)) for kind in ("output", "step", "fact")],
        )


def _paired(old: Sequence[Line], new: Sequence[Line], kind: str) -> list[tuple[Line | None, Line | None, bool]]:
    """The lines of both sides by name, in the order of the new side; whether they differ."""
    before = {line.name: line for line in old if line.kind == kind}
    after = {line.name: line for line in new if line.kind == kind}
    names = [*after, *(name for name in before if name not in after)]
    pairs = [(before.get(name), after.get(name)) for name in names]
    return [(one, other, _says(one) != _says(other)) for one, other in pairs]


def _says(line: Line | None) -> Any:
    return None if line is None else (line.amount, line.text, line.detail)


SCREENS = (Screen("comparison-person", COMPARISON + "/orang", person, roles=RESULT_STAFF),)
