"""Writing a version: copied from another, brought as a file, saved as often as one likes, complete or not."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from kinerja_admin.db.session import Session
from kinerja_admin.engine import catalog
from kinerja_admin.engine.examples import Outcome, run_examples
from kinerja_admin.engine.reader.load import Loaded
from kinerja_admin.errors import Invalid, Location, Problem, Refused, WrongUse
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.services.accounts import SignedIn
from kinerja_admin.services.registry.copying import Intent, patch_copy
from kinerja_admin.services.registry.events import note, take_step
from kinerja_admin.services.registry.guards import findings
from kinerja_admin.services.registry.header import next_version, read_header
from kinerja_admin.services.registry.rights import WRITER, require
from kinerja_admin.services.registry.shelf import id_of, load_version

MOST_TEXT = 1024 * 1024
_SHORT = 10
_KEPT_AT_LEAST = 0.5
"""A text of more than so many lines that loses more than this share of them is asked about."""
REOPENED_BY_EDIT = ("in_review", "approved", "scheduled")
EDITABLE = ("draft", *REOPENED_BY_EDIT)
"""What may still be written in; whatever was in force is never edited."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save: whether anything changed, and what the text says now."""

    row: PolicyFile
    loaded: Loaded
    is_changed: bool
    is_reopened: bool = False


def mark_of(row: PolicyFile) -> str:
    """A mark of what an editor has before it; another one at saving means that somebody saved in between."""
    tables = "".join(f"\0{name}\0{text}" for name, text in sorted(row.tables.items()))
    return hashlib.sha256(f"{row.text}{tables}".encode()).hexdigest()[:32]


def copy_as_draft(session: Session, who: SignedIn, source: PolicyFile, intent: Intent | None = None) -> PolicyFile:
    """A draft of the next version with the text of another; what is new about it is patched in."""
    require(who, source.region_id, WRITER)
    taken = frozenset(
        session.scalars(
            select(PolicyFile.version).where(
                PolicyFile.region_id == source.region_id, PolicyFile.policy == source.policy
            )
        )
    )
    version = next_version(source.version, taken)
    row = PolicyFile(
        region_id=source.region_id,
        policy=source.policy,
        version=version,
        text=patch_copy(source.text, id_of(source), version, intent or Intent()),
        tables=dict(source.tables),
        created_by_id=who.account_id,
    )
    return _begin(session, row, reason=str(source))


def bring_draft(session: Session, who: SignedIn, text: str, tables: Mapping[str, str] | None = None) -> PolicyFile:
    """A draft from a file that somebody has at hand; its head says what it is.

    Raises:
        Refused: POLICY_EXISTS when that version is in the registry already.
        WrongUse: POLICY_HEAD_UNREADABLE when the text does not say what it is.
    """
    text = _readable(text)
    identity = read_header(text).id
    if identity is None:
        raise WrongUse("POLICY_HEAD_UNREADABLE")
    require(who, identity.region, WRITER)
    known = select(PolicyFile.id).where(
        PolicyFile.region_id == identity.region,
        PolicyFile.policy == identity.policy,
        PolicyFile.version == identity.version,
    )
    if session.scalar(known) is not None:
        raise Refused("POLICY_EXISTS", policy=str(identity))
    row = PolicyFile(
        region_id=identity.region,
        policy=identity.policy,
        version=identity.version,
        text=text,
        tables=dict(tables or {}),
        created_by_id=who.account_id,
    )
    return _begin(session, row)


def save_draft(
    session: Session, who: SignedIn, row: PolicyFile, text: str, base: str, tables: Mapping[str, str] | None = None
) -> Saved:
    """Keep what was typed, with its findings; identical content changes nothing, not even the time.

    What was submitted or approved becomes a draft again. ``base`` is the :func:`mark_of` what the editor began with.

    Raises:
        Refused: POLICY_CHANGED_MEANWHILE when somebody else saved in between, POLICY_CLOSED when it is in force.
    """
    require(who, row.region_id, WRITER)
    text = _readable(text, like=row.text)
    wanted = dict(row.tables if tables is None else {name: _readable(one) for name, one in tables.items()})
    if (text, wanted) == (row.text, row.tables):
        return Saved(row, load_version(session, row), is_changed=False)
    if base != mark_of(row):
        raise Refused("POLICY_CHANGED_MEANWHILE", policy=str(row))
    is_reopened = row.status in REOPENED_BY_EDIT
    if is_reopened:
        take_step(session, row, "reopen", "draft")
    if row.status != "draft":
        raise Refused("POLICY_CLOSED", policy=str(row))
    row.text, row.tables = text, wanted
    return Saved(row, look_over(session, row), is_changed=True, is_reopened=is_reopened)


def is_drastic(before: str, after: str) -> bool:
    """Whether most of a text would be gone: more likely a slip than a wish."""
    old, new = (sum(1 for line in text.splitlines() if line.strip()) for text in (before, after))
    return old > _SHORT and new < old * _KEPT_AT_LEAST


def look_over(
    session: Session, row: PolicyFile, known: Loaded | None = None, outcomes: Sequence[Outcome] | None = None
) -> Loaded:
    """Read a version again and run its tests (unless that was done just now), and note what lists show of it."""
    loaded = known or load_version(session, row)
    header = read_header(row.text)
    if header.id is not None:  # a text that is broken for the moment leaves the list as it was
        row.title, row.effective_from, row.effective_to = header.title, header.first, header.last
    row.digest = loaded.digest or None
    found = findings(session, row, row.text, loaded)
    row.details = {**row.details, "findings": _counts(found), "tests": _tests(loaded, outcomes)}
    session.flush()
    return loaded


def _begin(session: Session, row: PolicyFile, reason: str = "") -> PolicyFile:
    session.add(row)
    session.flush()
    look_over(session, row)
    note(session, row, "create", reason, is_new=True)
    return row


def _counts(found: Iterable[Problem]) -> dict[str, int]:
    return dict(Counter(problem.severity.value for problem in found))


def _tests(loaded: Loaded, known: Sequence[Outcome] | None) -> dict[str, int]:
    if loaded.policy is None:
        return {}
    outcomes = run_examples(loaded.policy) if known is None else known
    return {"passed": sum(one.passed for one in outcomes), "all": len(outcomes)}


def _readable(text: str, like: str = "") -> str:
    """The text with the line ends of the file it belongs to; refuses what no database keeps."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_TEXT:
        raise Invalid((Problem("FILE_TOO_LARGE", location=Location("", 1, 1)),))
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise Invalid(
            (Problem("CONTROL_CHARACTER", parameters={"code_point": "U+0000"}, location=Location("", line, 1)),)
        )
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Invalid((Problem("NOT_UTF8", location=Location("", 1, 1)),))
    text = text.replace("\r\n", "\n")
    return text.replace("\n", "\r\n") if "\r\n" in like else text


def draft_file(row: PolicyFile, text: str, tables: Mapping[str, str] | None = None) -> catalog.PolicyFile:
    """A text that is being typed, as though it stood in the row."""
    return catalog.PolicyFile(text, str(row), dict(row.tables if tables is None else tables), id_of(row))
