"""The form of a row, made from its columns: which fields, what they accept, what is offered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload
from wtforms import DateField, Form, StringField, TextAreaField, TimeField, validators

from kinerja_admin.admin.columns import Face, faces, title_of
from kinerja_admin.admin.fields import FlagField, LookupField, Meta, MomentField, NumberField, WordField
from kinerja_admin.admin.language import current_words
from kinerja_admin.db.rows import Kind

MOST_OFFERED = 200
"""A table with more rows is searched as one types; one with fewer is offered whole."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A field that is shown but not asked for: what it refers to is out of the person's sight, and stays as it is."""

    label: str
    text: str


def editable(model: type[Any], *, hidden: frozenset[str] = frozenset()) -> tuple[Face, ...]:
    """The columns that people fill in: no keys, nothing that the program writes by itself."""
    return tuple(found for found in faces(model) if _is_editable(found) and found.key not in hidden)


def _is_editable(found: Face) -> bool:
    column = found.column
    if column.primary_key or found.kind is Kind.JSON or column.info.get("system"):
        return False
    return not (found.kind is Kind.MOMENT and (column.default is not None or column.onupdate is not None))


def build_form(
    db: Session, asked: Sequence[Face], row: Any | None, lookup_url: Callable[[Face], str]
) -> tuple[type[Form], Mapping[str, Kept]]:
    """The form class for a new row or for an existing one, and the fields that must be kept as they are."""
    fields: dict[str, Any] = {"Meta": Meta}
    kept: dict[str, Kept] = {}
    for found in asked:
        if found.kind is Kind.REFERENCE:
            made = _reference(db, found, row, lookup_url)
            if isinstance(made, Kept):
                kept[found.key] = made
                continue
            fields[found.key] = made
        else:
            fields[found.key] = _FIELDS[found.kind](found, _options(found))
    return type("RowForm", (Form,), fields), kept


def label_choices(db: Session, asked: Sequence[Face], form: Form) -> None:
    """Say beside every looked-up key how its row is called, so that a form that comes back shows what was chosen."""
    for found in asked:
        field = form[found.key] if found.key in form else None  # noqa: SIM401 - a form has no get
        if isinstance(field, LookupField) and field.data is not None and found.target is not None:
            row = seen_target(db, found, str(field.data))
            field.chosen_label = choice_of(row) if row is not None else ""


def seen_target(db: Session, found: Face, value: str) -> Any | None:
    """The row behind a key as it was posted; None for what is no key, no row, or not this person's to see."""
    target: Any = found.target
    column = target_column(found)
    is_text = target.__mapper__.columns[column].type.python_type is str
    if not is_text and not (value.isascii() and value.isdecimal() and len(value) <= 18):
        return None
    return visible(db, target, value if is_text else int(value), by=column)


def visible(db: Session, target: type[Any], key: Any, *, by: str) -> Any | None:
    """The row that a key points to, if the person may see it."""
    return db.scalars(select(target).where(getattr(target, by) == key)).first()


def target_column(found: Face) -> str:
    """The column of the target table that a reference holds."""
    for foreign in found.column.foreign_keys:
        if foreign.column.key != "region_id":
            return str(foreign.column.key)
    return "id"


def _reference(db: Session, found: Face, row: Any | None, lookup_url: Callable[[Face], str]) -> Any:
    target = found.target
    assert target is not None
    column = target_column(found)
    present = None if row is None else getattr(row, found.key)
    seen = None if present is None else visible(db, target, present, by=column)
    if present is not None and seen is None:
        return Kept(current_words().field(found.label), str(present))
    options = _options(found)
    pairs = offered(db, found)
    if pairs is None:
        label = choice_of(seen) if seen is not None else ""
        return LookupField(**options, lookup_url=lookup_url(found), chosen_label=label)
    return WordField(**options, words=dict(pairs), is_required=found.is_required)


def offered(db: Session, found: Face) -> list[tuple[str, str]] | None:
    """All rows that a reference may point to, by key and title; None when there are too many to list."""
    target: Any = found.target
    rows = db.scalars(with_choices(target, select(target)).limit(MOST_OFFERED + 1)).all()
    if len(rows) > MOST_OFFERED:
        return None
    column = target_column(found)
    return sorted(((str(getattr(row, column)), choice_of(row)) for row in rows), key=lambda pair: pair[1])


def choice_of(row: Any) -> str:
    """How a row is called among others to choose from: with what tells those of one name apart."""
    apart = getattr(type(row), "__told_apart_by__", "")
    other = getattr(row, apart) if apart else None
    return f"{title_of(row)} · {title_of(other)}" if other is not None else title_of(row)


def with_choices(target: type[Any], statement: Select[Any]) -> Select[Any]:
    """Load what tells the rows apart, in one statement for all."""
    apart = getattr(target, "__told_apart_by__", "")
    return statement.options(selectinload(getattr(target, apart))) if apart else statement


def _options(found: Face) -> dict[str, Any]:
    words = current_words()
    help_text = words.field(found.help) if found.help else ""
    unit = words.unit(found.unit) if found.unit else ""
    checks: list[Any] = [validators.InputRequired() if found.is_required else validators.Optional()]
    length = getattr(found.column.type, "length", None)
    if length and found.kind in {Kind.TEXT, Kind.LONG}:
        checks.append(validators.Length(max=length))
    default = found.column.default
    return {
        "label": words.field(found.label),
        "validators": checks,
        "description": f"{help_text} ({unit})".strip() if unit and found.kind is not Kind.RUPIAH else help_text,
        "default": default.arg if default is not None and default.is_scalar else None,
    }


def _blank_is_none(text: Any) -> Any:
    return text.strip() or None if isinstance(text, str) else text


def _text(kind: type[Any]) -> Callable[[Face, dict[str, Any]], Any]:
    return lambda _found, options: kind(**options, filters=[_blank_is_none])


def _number(found: Face, options: dict[str, Any]) -> Any:
    return NumberField(
        **options,
        decimals=found.decimals or 0,
        grouped=found.key != "tahun",
        render_kw={"inputmode": "decimal" if found.decimals else "numeric", "autocomplete": "off"},
    )


def _word(found: Face, options: dict[str, Any]) -> Any:
    words = {word: current_words().field(label) for word, label in found.words.items()}
    return WordField(**options, words=words, is_required=found.is_required)


def _flag(found: Face, options: dict[str, Any]) -> Any:
    words = current_words()
    choices = {"true": words.phrase("value.true"), "false": words.phrase("value.false")}
    return FlagField(**options, words=choices, is_required=found.is_required)


_FIELDS: Mapping[Kind, Callable[[Face, dict[str, Any]], Any]] = {
    Kind.TEXT: _text(StringField),
    Kind.LONG: _text(TextAreaField),
    Kind.WORD: _word,
    Kind.FLAG: _flag,
    Kind.DATE: lambda _found, options: DateField(**options),
    Kind.TIME: lambda _found, options: TimeField(**options, format=["%H:%M", "%H:%M:%S"]),
    Kind.MOMENT: lambda _found, options: MomentField(**options, format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]),
    Kind.WHOLE: _number,
    Kind.RUPIAH: _number,
    Kind.EXACT: _number,
}
