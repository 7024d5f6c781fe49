"""What a text that is being typed does to everybody, computed without keeping anything."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.addresses import VERSION, asked
from kinerja_admin.admin.pages.asking import impact_of
from kinerja_admin.admin.pages.decisions import WRITERS
from kinerja_admin.admin.pages.editor import computed_with, editor_page, typed_in
from kinerja_admin.admin.pages.findings import findings_of
from kinerja_admin.admin.pages.naming import name_of
from kinerja_admin.admin.pages.shown import Shown
from kinerja_admin.admin.screens import Screen, page, require, session
from kinerja_admin.engine.judgement_report import lines
from kinerja_admin.errors import KinerjaError
from kinerja_admin.services import comparisons, registry


def effect(request: Request) -> Response:
    """The effect as a panel beside the editor, or as the whole editor where no script runs."""
    with session(request) as db:
        row = asked(request, db)
        require(request, registry.WRITER, region=row.region_id)
        typed = typed_in(request, row)
        loaded = computed_with(db, row, typed)
        values: dict[str, Any] = {"effect": None, "refusal": "", "typed_findings": (), "checks": (), "against": ""}
        if loaded.policy is None:
            values["typed_findings"] = findings_of(loaded.errors, current_words())
        else:
            try:
                sides = impact_of(db, row, loaded.policy)
                report = comparisons.report(db, sides.everybody, sides.old, sides.new)
                values["effect"] = Shown(report, report.comparison, current_words(), sees_people=True)
                values["against"] = name_of(sides.old)
                judged = comparisons.judged(db, sides.everybody, loaded.policy)
                values["checks"] = tuple(lines(judged, loaded.policy, current_words()))
            except KinerjaError as refusal:
                text = current_words().problem(refusal.as_problem())
                values["refusal"] = f"{text.message} {text.hint}"
        if request.headers.get("hx-request"):
            return page(request, "pages/_panel_effect.html", **values, findings=(), line_link="")
        as_typed = registry.load_text(db, registry.draft_file(row, typed.text, typed.tables), row.region_id)
        return editor_page(request, db, row, typed, as_typed, **values)


SCREENS = (Screen("policy-effect", VERSION + "/dampak-ketikan", effect, roles=WRITERS, methods=("POST",)),)
