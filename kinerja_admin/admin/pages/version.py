"""A version of a policy, readable by a clerk; its tests, its history, and its text as the last tab."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.addresses import VERSION, asked, parts, trail
from kinerja_admin.admin.pages.events import events_of
from kinerja_admin.admin.pages.findings import findings_of
from kinerja_admin.admin.pages.naming import name_of, names_of
from kinerja_admin.admin.pages.outcomes import outcomes_of
from kinerja_admin.admin.pages.reading import Reading, providers_of
from kinerja_admin.admin.pages.sources import meanings
from kinerja_admin.admin.pages.steps import possible_steps
from kinerja_admin.admin.screens import EVERYONE, Screen, current, door, page, session
from kinerja_admin.db.session import Session
from kinerja_admin.engine.policy import Policy
from kinerja_admin.locale import Words, mark
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.services import registry

TABS = {
    "aturan": mark("Rules"),
    "uji": mark("Tests"),
    "riwayat": mark("History"),
    "naskah": mark("Text (YAML)"),
}


def show(request: Request) -> Response:
    """One tab of a version."""
    registry.activate_due(door(request).session_maker)
    tab = request.query_params.get("lihat", "aturan")
    tab = tab if tab in TABS else "aturan"
    with session(request) as db:
        row = asked(request, db)
        loaded = registry.load_version(db, row)
        words = current_words()
        reading = _reading(db, row, loaded.policy, words) if loaded.policy is not None else None
        return page(
            request,
            "pages/version.html",
            title=name_of(row),
            trail=trail(),
            row=row,
            address=parts(row),
            tab=tab,
            tabs=TABS,
            reading=reading,
            policy=loaded.policy,
            findings=findings_of(registry.findings(db, row, row.text, loaded), words),
            ends=registry.real_ends(db, (row,)),
            outcomes=outcomes_of(loaded.policy, words) if loaded.policy is not None and tab == "uji" else (),
            events=events_of(db, row) if tab == "riwayat" else (),
            broken=registry.broken_at(db, row.region_id) if tab == "riwayat" else None,
            steps=possible_steps(db, current(request), row),
        )


def _reading(db: Session, row: PolicyFile, policy: Policy, words: Words) -> Reading:
    called = meanings(db, row.region_id, policy, words)
    return Reading(policy, words, called, names_of(db, providers_of(policy)))


def download(request: Request) -> Response:
    """The text as a file, byte for byte."""
    with session(request) as db:
        row = asked(request, db)
        name = f"{row.region_id}-{row.policy}-{row.version}.yaml"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return PlainTextResponse(row.text, headers=headers, media_type="application/yaml; charset=utf-8")


SCREENS = (
    Screen("policy-version", VERSION, show, roles=EVERYONE),
    Screen("policy-text", VERSION + "/naskah.yaml", download, roles=EVERYONE),
)
