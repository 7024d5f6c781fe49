"""The second wall: every row about to be written is held against its region, its references and its rules."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.criteria import is_hidden, is_visible
from kinerja_admin.db.policy_rules import note_author, seal_events
from kinerja_admin.db.rows import Reference, columns_of, has_changed, old_value, references_of
from kinerja_admin.db.rules import broken_rules
from kinerja_admin.db.scope import Scope
from kinerja_admin.errors import Invalid, Problem, Refused
from kinerja_admin.models.account import Account
from kinerja_admin.models.base import AccountOwned, Base, InRegion
from kinerja_admin.models.policy_file import PolicyFile


def guard(session: Session, _context: object, _rows: object) -> None:
    """Check all rows of a flush before any of them reaches the database.

    Raises:
        Refused: a row out of reach, a move to another region, a reference across regions, a closed row.
        Invalid: rows that break a rule of their table, all findings at once.
    """
    scope = scopes.current()
    with session.no_autoflush:
        problems: list[Problem] = []
        for row in list(session.new):
            _fill_region(row, scope)
        for row in list(session.new):
            _check_new(session, row, scope)
            problems += broken_rules(session, row)
        for row in list(session.dirty):
            if session.is_modified(row):
                _check_changed(session, row, scope)
                problems += broken_rules(session, row)
        for row in list(session.deleted):
            _check_deleted(session, row, scope)
        errors = tuple(problem for problem in problems if problem.is_error)
        if errors:
            raise Invalid(errors)
        seal_events(session, scope)


def _check_new(session: Session, row: Base, scope: Scope) -> None:
    _demand_reach(row, scope, getattr(row, "region_id", None))
    _check_references(session, row, scope)
    if isinstance(row, PolicyFile):
        note_author(session, row, scope)


def _check_changed(session: Session, row: Base, scope: Scope) -> None:
    if row.__append_only__:
        raise Refused("APPEND_ONLY", table=row.__label__)
    if isinstance(row, InRegion) and has_changed(row, "region_id"):
        raise Refused("REGION_MOVED", table=row.__label__)
    if not (isinstance(row, Account) and is_visible(row, scope)):
        _demand_reach(row, scope, getattr(row, "region_id", None))
    _check_references(session, row, scope)
    if isinstance(row, PolicyFile) and has_changed(row, "text", "tables"):
        note_author(session, row, scope)


def _check_deleted(session: Session, row: Base, scope: Scope) -> None:
    if row.__append_only__:
        raise Refused("APPEND_ONLY", table=row.__label__)
    for name in columns_of(type(row)):
        getattr(row, name)  # the audit wants all of it, and after the flush it is too late
    _demand_reach(row, scope, old_value(row, "region_id") if isinstance(row, InRegion) else None)
    problems = broken_rules(session, row, is_removed=True)
    if problems:
        raise Invalid(tuple(problems))


def _demand_reach(row: Base, scope: Scope, region: str | None) -> None:
    """Writing takes more than reading: the row's own region, the own account, or the nation's rights."""
    if scope.sees_all:
        return
    if isinstance(row, InRegion):
        allowed = scope.includes(region) and not is_hidden(row, scope)
    else:
        own: int | None = row.account_id if isinstance(row, AccountOwned) else None
        allowed = own is not None and own == scope.account_id
    if not allowed:
        raise Refused("OUT_OF_REACH", table=row.__label__)


def _fill_region(row: Base, scope: Scope) -> None:
    """Rows written by people of one region are that region's; others follow what they belong to."""
    values: Any = row
    if not isinstance(row, InRegion) or values.region_id is not None:
        return
    region = row.__dict__.get("region")
    if region is not None:
        values.region_id = region.code
    elif scope.only_region:
        values.region_id = scope.only_region
    else:
        values.region_id = _region_of_parent(row, scope)


def _region_of_parent(row: Base, scope: Scope) -> str | None:
    for reference in references_of(type(row)):
        if not reference.same_region:
            continue
        parent = row.__dict__.get(reference.relation) if reference.relation else None
        if parent is not None:
            _fill_region(parent, scope)
            region: str | None = parent.region_id
            return region
    return None


def _check_references(session: Session, row: Base, scope: Scope) -> None:
    """Only changed references are asked about, so that old ones never make a row uneditable.

    Who sees everything is spared the questions: inside a region the database itself ties them together.
    """
    if scope.sees_all:
        return
    for reference in references_of(type(row)):
        target = _changed_target(session, row, reference)
        if target is None:
            continue
        same = not reference.same_region or target.region_id == getattr(row, "region_id", None)
        if not same or not is_visible(target, scope):
            raise Refused("REFERENCE_UNKNOWN", column=reference.label)


def _changed_target(session: Session, row: Base, reference: Reference) -> Any:
    """The row that a changed reference points to; None when it is unchanged or empty."""
    if reference.relation and has_changed(row, reference.relation):
        return row.__dict__.get(reference.relation)
    key = getattr(row, reference.column)
    if key is None or not has_changed(row, reference.column):
        return None
    target = session.get(reference.target, key)
    if target is None:
        raise Refused("REFERENCE_UNKNOWN", column=reference.label)
    return target
