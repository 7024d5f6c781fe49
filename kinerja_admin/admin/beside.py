"""What a list shows beside a table's own columns: facts from other tables that people look for there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from kinerja_admin.admin.columns import Face, face, per_table
from kinerja_admin.admin.tweaks import Beside, collect_tweaks


@per_table
def beside(model: type[Any]) -> Beside | None:
    """What is shown beside the columns of a table, if anything."""
    tweaks = collect_tweaks().get(getattr(model, "__tablename__", ""))
    return None if tweaks is None else tweaks.beside


@per_table
def labels(model: type[Any]) -> tuple[str, ...]:
    """The heads of these columns, in Indonesian."""
    found = beside(model)
    return () if found is None else found.labels


@per_table
def filtered(model: type[Any]) -> Face | None:
    """The column of another table by which the list is filtered as well."""
    found = beside(model)
    return None if found is None or found.filtered is None else face(*found.filtered)


def texts(db: Session, model: type[Any], rows: Sequence[Any]) -> Mapping[int, Sequence[str]]:
    """The values for rows, by their keys: one statement for all of them."""
    found = beside(model)
    return {} if found is None or not rows else found.load(db, [row.id for row in rows])
