"""Where a draft is written: text, findings, tests and effect side by side; a plain textarea where no script runs."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.addresses import VERSION, asked, parts, trail
from kinerja_admin.admin.pages.completions import completions
from kinerja_admin.admin.pages.decisions import WRITERS
from kinerja_admin.admin.pages.findings import findings_of
from kinerja_admin.admin.pages.naming import name_of, step_of
from kinerja_admin.admin.pages.outcomes import outcomes_of
from kinerja_admin.admin.pages.steps import possible_steps
from kinerja_admin.admin.safety.headers import CONTENT_SECURITY_POLICY
from kinerja_admin.admin.screens import Screen, current, flash, form, page, redirect, require, say, session
from kinerja_admin.db.session import Session
from kinerja_admin.engine.reader.load import Loaded
from kinerja_admin.errors import Invalid, KinerjaError, Problem, Refused
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.services import registry

EDITOR_CSP = "style-src 'self'"


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form: the text, the tables, and the mark of what it began from."""

    text: str
    tables: dict[str, str]
    base: str


def edit(request: Request) -> Response:
    """Open a version for writing."""
    with session(request) as db:
        row = asked(request, db)
        require(request, registry.WRITER, region=row.region_id)
        if row.status not in registry.EDITABLE:
            text = current_words().problem(Problem("POLICY_CLOSED", parameters={"policy": str(row)}))
            flash(request, f"{text.message} {text.hint}", "info")
            return redirect(request, "policy-version", **parts(row))
        typed = Typed(row.text, dict(row.tables), registry.mark_of(row))
        return editor_page(request, db, row, typed, registry.load_version(db, row))


def save(request: Request) -> Response:
    """Keep the text; what cannot be kept stays in the form, with the reason."""
    with session(request) as db:
        row = asked(request, db, for_change=True)
        address, typed = parts(row), typed_in(request, row)
        asked_again = mark_of_text(typed.text)
        if registry.is_drastic(row.text, typed.text) and form(request).get("gone") != asked_again:
            return _asks(request, db, row, typed, asked_again)
        try:
            saved = registry.save_draft(db, current(request), row, typed.text, typed.base, typed.tables)
            db.commit()
        except (Refused, Invalid) as refusal:
            db.rollback()
            return _kept(request, db, asked(request, db), typed, refusal)
        submits = form(request).get("then") == "submit"
        if saved.is_changed or not submits:
            flash(request, *_told(saved))
        if submits:
            return _submit(request, db, row)
    return redirect(request, "policy-edit", **address)


def mark_of_text(text: str) -> str:
    """What a yes to losing most of a text was about: another text asks again."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _asks(request: Request, db: Session, row: PolicyFile, typed: Typed, mark: str) -> Response:
    """Ask before most of the text is gone; nothing is saved yet."""
    before, after = (len(text.splitlines()) for text in (row.text, typed.text))
    told = say("Most of the text would be gone: {after} of {before} lines are left.", after=after, before=before)
    answer = editor_page(request, db, row, typed, registry.load_version(db, row), alert=told, gone=mark)
    answer.status_code = 409
    return answer


def _submit(request: Request, db: Session, row: PolicyFile) -> Response:
    """Submit what has just been saved; what keeps it from that is told beside the text."""
    address = parts(row)
    try:
        registry.submit(db, current(request), row)
        db.commit()
    except (Refused, Invalid) as refusal:
        db.rollback()
        text = current_words().problem(refusal.as_problem())
        flash(request, f"{text.message} {text.hint}", "danger")
        return redirect(request, "policy-edit", **address)
    flash(request, say("{version} is submitted for review.", version=name_of(row)))
    return redirect(request, "policy-version", **address)


def look(request: Request) -> Response:
    """What is found in what is typed, as JSON for the editor; nothing is kept."""
    with session(request) as db:
        row = asked(request, db)
        require(request, registry.WRITER, region=row.region_id)
        typed = typed_in(request, row)
        loaded = registry.load_text(db, registry.draft_file(row, typed.text, typed.tables), row.region_id)
        found = findings_of(registry.findings(db, row, typed.text, loaded), current_words())
        panel = page(request, "pages/_findings.html", findings=found, line_link="")
        computable = loaded if loaded.policy is not None else computed_with(db, row, typed)
        return JSONResponse({
            "problems": [one.as_json() for one in found if one.line],
            "panel": bytes(panel.body).decode(),
            "errors": sum(one.severity == "error" for one in found),
            "computable": computable.policy is not None,
        })  # fmt: skip


def computed_with(db: Session, row: PolicyFile, typed: Typed) -> Loaded:
    """What is typed, for trying it out: what a copy leaves open to the end is taken as filled in."""
    text = registry.completed(typed.text, registry.today().isoformat())
    return registry.load_text(db, registry.draft_file(row, text, typed.tables), row.region_id)


def try_out(request: Request) -> Response:
    """Run the tests of what is typed, without keeping anything."""
    with session(request) as db:
        row = asked(request, db)
        require(request, registry.WRITER, region=row.region_id)
        typed = typed_in(request, row)
        policy = computed_with(db, row, typed).policy
        outcomes = outcomes_of(policy, current_words()) if policy is not None else None
        if request.headers.get("hx-request"):
            return page(request, "pages/_panel_tests.html", outcomes=outcomes)
        loaded = registry.load_text(db, registry.draft_file(row, typed.text, typed.tables), row.region_id)
        return editor_page(request, db, row, typed, loaded, outcomes=outcomes)


def typed_in(request: Request, row: PolicyFile) -> Typed:
    """What was sent with the form."""
    given = form(request)
    tables = {name: str(given.get(f"table:{name}", text)).replace("\r\n", "\n") for name, text in row.tables.items()}
    return Typed(str(given.get("text", "")).replace("\r\n", "\n"), tables, str(given.get("base", "")))


def _told(saved: registry.Saved) -> tuple[str, str]:
    if not saved.is_changed:
        return say("Nothing changed, so nothing was saved."), "info"
    if saved.is_reopened:
        return say("Saved. What was submitted is a draft again, and needs a new review."), "warning"
    errors = len(saved.loaded.errors)
    if errors:
        return current_words().count("Saved, with {n} error.", "Saved, with {n} errors.", errors), "warning"
    return say("Saved."), "success"


def _kept(request: Request, db: Session, row: PolicyFile, typed: Typed, refusal: KinerjaError) -> Response:
    """The form again with everything that was typed; after a conflict also what somebody else saved."""
    text = current_words().problem(refusal.as_problem())
    is_conflict = refusal.code == "POLICY_CHANGED_MEANWHILE"
    loaded = registry.load_version(db, row)
    if is_conflict:  # the next save is against what now stands, once its reader has seen it
        typed = Typed(typed.text, typed.tables, registry.mark_of(row))
    answer = editor_page(
        request, db, row, typed, loaded, alert=f"{text.message} {text.hint}", theirs=row.text if is_conflict else ""
    )
    answer.status_code = 409
    return answer


def editor_page(request: Request, db: Session, row: PolicyFile, typed: Typed, loaded: Loaded, **given: Any) -> Response:
    """The page, around whatever stands in the form."""
    words, nonce = current_words(), secrets.token_urlsafe(16)
    findings = findings_of(registry.findings(db, row, typed.text, loaded), words)
    values: dict[str, Any] = {
        "title": say("Edit {version}", version=name_of(row)),
        "trail": trail(step_of(row)),
        "row": row,
        "address": parts(row),
        "typed": typed,
        "findings": findings,
        "policy": loaded.policy,
        "outcomes": None,
        "theirs": "",
        "gone": "",
        "ends": registry.real_ends(db, (row,)),
        "nonce": nonce,
        "editor": {
            "problems": [one.as_json() for one in findings if one.line],
            "completions": completions(loaded.policy, words),
            "language": words.language,
        },
        "steps": possible_steps(db, current(request), row),
        "line_link": "",
        **given,
    }
    return with_style_nonce(page(request, "pages/editor.html", **values), nonce)


def with_style_nonce(answer: Response, nonce: str) -> Response:
    """Allow the style sheet that the editor writes into its page, and no other."""
    answer.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY.replace(
        EDITOR_CSP, f"{EDITOR_CSP} 'nonce-{nonce}'", 1
    )
    return answer


SCREENS = (
    Screen("policy-edit", VERSION + "/ubah", edit, roles=WRITERS),
    Screen("policy-save", VERSION + "/ubah", save, roles=WRITERS, methods=("POST",)),
    Screen("policy-look", VERSION + "/periksa-ketikan", look, roles=WRITERS, methods=("POST",)),
    Screen("policy-try", VERSION + "/uji", try_out, roles=WRITERS, methods=("POST",)),
)
