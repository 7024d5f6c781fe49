"""What the database refuses, said in words: never a statement, never its values.

sqladmin shows ``str(exception)``, which is the whole INSERT with everybody's data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import UniqueConstraint, inspect
from sqlalchemy.exc import DataError, IntegrityError, OperationalError, StatementError

from kinerja_admin.admin.columns import face
from kinerja_admin.admin.language import current_words, say
from kinerja_admin.admin.safety.failures import incident
from kinerja_admin.errors import Invalid, KinerjaError, Problem

_SQLITE = re.compile(r"(UNIQUE|NOT NULL|CHECK|FOREIGN KEY) constraint failed(?:: (.*))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_POSTGRES = {"23505": "UNIQUE", "23502": "NOT NULL", "23514": "CHECK", "23503": "FOREIGN KEY"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not saved: a sentence for the top of the form, and one under each field concerned."""

    message: str
    fields: Mapping[str, str] = field(default_factory=dict)


def explain(error: Exception, model: type[Any], *, deleting: bool = False) -> Refusal:
    """Word an error raised while saving or deleting a row of the model."""
    reason = error.orig if isinstance(error, StatementError) and isinstance(error.orig, KinerjaError) else error
    if isinstance(reason, Invalid):
        return _explain_findings(reason, model)
    if isinstance(reason, KinerjaError):
        text = current_words().problem(reason.as_problem())
        return Refusal(f"{text.message} {text.hint}".strip())
    if isinstance(error, IntegrityError):
        return _explain_constraint(error, model, deleting=deleting)
    if isinstance(error, DataError):
        return Refusal(say("A value is too long or too large for its column."))
    if isinstance(error, OperationalError):
        return Refusal(say("The database is busy or cannot be reached. Nothing was saved; try again in a moment."))
    return _unexpected(error)


def _explain_findings(invalid: Invalid, model: type[Any]) -> Refusal:
    """Each finding at its field; above the form those that belong to none of its fields."""
    fields: dict[str, str] = {}
    above: list[str] = []
    for problem in invalid.problems:
        text = _worded(problem)
        path = problem.location.path
        if path and face(model, path) is not None:
            fields[path] = f"{fields[path]} {text}" if path in fields else text
        else:
            above.append(text)
    marked = [say("The form has mistakes. Nothing was saved; please correct the marked fields.")] if fields else []
    return Refusal(" ".join([*above, *marked]), fields)


def _worded(problem: Problem) -> str:
    """A finding in words; its days are facts in ISO form, and the end of what still lasts is empty."""
    words = current_words()
    facts = {name: _as_day(name, fact) for name, fact in problem.parameters.items()}
    text = words.problem(replace(problem, parameters=facts))
    return f"{text.message} {text.hint}".strip()


def _as_day(name: str, fact: str) -> str:
    if name == "to" and not fact:
        return say("now")
    return current_words().date(date.fromisoformat(fact)) if _DAY.fullmatch(fact) else fact


def _unexpected(error: Exception) -> Refusal:
    number = incident(error)
    return Refusal(
        say("This could not be saved. Nothing was changed. Please report the number {number}.", number=number)
    )


def _explain_constraint(error: IntegrityError, model: type[Any], *, deleting: bool) -> Refusal:
    kind, name, columns = _what_failed(error, model)
    if kind == "FOREIGN KEY":
        if deleting:
            return Refusal(say("Other records still refer to this one, so it cannot be deleted."))
        return Refusal(say("A record that this one refers to does not exist (any more)."))
    labels = {key: current_words().field(found.label) for key in columns if (found := face(model, key))}
    if kind == "UNIQUE":
        listed = ", ".join(labels.values()) or say("these values")
        message = say("There is already a record with the same {fields}.", fields=listed)
        return Refusal(message, dict.fromkeys(labels, say("Already used by another record.")))
    if kind == "NOT NULL":
        return Refusal(say("Something required is missing."), dict.fromkeys(labels, say("This field is required.")))
    if kind == "CHECK":
        return Refusal(_rule(name, inspect(model).local_table.name))
    return _unexpected(error)


def _rule(name: str, table: str) -> str:
    """The rule behind a CHECK, by the constraint's name; its name in words where nobody has worded it."""
    short = name.removeprefix(f"ck_{table}_")
    key = f"rule.{short}"
    said = current_words().phrase(key)
    if said != key:
        return said
    return say("The values break a rule of the table: {rule}.", rule=short.replace("_", " "))


def _what_failed(error: IntegrityError, model: type[Any]) -> tuple[str, str, tuple[str, ...]]:
    """Kind, constraint name and columns, as far as the driver tells."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        kind = _POSTGRES.get(getattr(error.orig, "sqlstate", "") or "", "")
        name = diagnosis.constraint_name or ""
        columns = (diagnosis.column_name,) if diagnosis.column_name else _columns_of(name, model)
        return kind, name, columns
    match = _SQLITE.search(str(error.orig))
    if match is None:
        return "", "", ()
    kind, rest = match[1], match[2] or ""
    if kind == "CHECK":
        return kind, rest, ()
    return kind, "", tuple(part.strip().split(".")[-1] for part in rest.split(",") if part.strip())


def _columns_of(name: str, model: type[Any]) -> tuple[str, ...]:
    for constraint in inspect(model).local_table.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.name == name:
            return tuple(column.key for column in constraint.columns)
    for index in inspect(model).local_table.indexes:
        if index.name == name:
            return tuple(column.key for column in index.columns)
    return ()
