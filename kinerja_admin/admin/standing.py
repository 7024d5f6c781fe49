"""Which records stand against a deletion: those that still refer to what would go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kinerja_admin.admin.auto_view import TableView, heading
from kinerja_admin.admin.columns import faces, title_of
from kinerja_admin.admin.forms import target_column
from kinerja_admin.admin.language import current_words, say

MOST_NAMED = 3


def standing_against(
    db: Session, tables: Sequence[TableView], rows: Sequence[Any], may_list: Callable[[TableView], bool]
) -> str:
    """A sentence that counts them by table and names the first few; empty where none is within sight.

    Records of tables that the person may not open are counted only.
    """
    listed = "; ".join(_standing(db, tables, rows, may_list))
    return say("Still referring to it: {listed}.", listed=listed) if listed else ""


def _standing(
    db: Session, tables: Sequence[TableView], rows: Sequence[Any], may_list: Callable[[TableView], bool]
) -> Iterator[str]:
    for view in tables:
        for found in faces(view.model):
            if found.target is not type(rows[0]) or found.key == "region_id":
                continue
            keys = [getattr(row, target_column(found)) for row in rows]
            referring = select(view.model).where(found.attribute.in_(keys))
            count = db.scalar(select(func.count()).select_from(referring.subquery())) or 0
            if count:
                titles = [title_of(row) for row in db.scalars(referring.limit(MOST_NAMED))] if may_list(view) else []
                yield _said(heading(view.plural), count, titles)


def _said(plural: str, count: int, titles: Sequence[str]) -> str:
    head = f"{plural} ({current_words().number(count)})"
    more = ", …" if titles and count > len(titles) else ""
    return f"{head}: {', '.join(titles)}{more}" if titles else head
