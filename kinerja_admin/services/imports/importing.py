"""A file held against a table: which rows are new, changed, the same or at fault, and all of it written or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.exc import SQLAlchemyError

from kinerja_admin.db.savepoints import attempt, begin_whole
from kinerja_admin.db.session import Session
from kinerja_admin.errors import KinerjaError, Problem, Refused
from kinerja_admin.models.base import Base
from kinerja_admin.models.run import Run
from kinerja_admin.services.attendance import contradictions
from kinerja_admin.services.completing import Completer
from kinerja_admin.services.imports.fields import REGION, Field, Table, may_be_empty, plain
from kinerja_admin.services.imports.outcome import Outcome, RowOutcome, RowState
from kinerja_admin.services.imports.references import NO_RECORD, Finder
from kinerja_admin.services.imports.sheets import Line, Sheet
from kinerja_admin.services.imports.values import value_of
from kinerja_admin.services.imports.within import in_order
from kinerja_admin.services.runs.resting import about, resting_on
from kinerja_admin.services.witness import is_witnessed, note_recorder

BATCH = 200
_MOST_IN = 500
"""Values in one condition: SQLite takes no more than a few thousand, PostgreSQL slows down."""

Key = tuple[Any, ...]
Item = TypeVar("Item")


def bring_in(session: Session, table: Table, sheet: Sheet) -> Outcome:
    """Write every row that is new or changed into the open transaction; whoever asked only to look rolls it back.

    All rows go through the session: its scope, its rules and the audit meet each of them as if it had been typed.

    Raises:
        Refused: IMPORT_NO_HEAD where a column is missing by which rows are known again, IMPORT_HEAD_TWICE.
    """
    columns, ignored = _columns(table, sheet.heads)
    begin_whole(session)
    finder = Finder(session, table.region)
    rows = [_read(table, line, columns, finder) for line in sheet.lines]
    seen: dict[tuple[tuple[str, ...], Key], int] = {}
    for wave in in_order(table, finder, rows):
        _check(table, wave)
        _complete(session, table, columns, wave)
        _match(session, table, columns, wave, seen)
        _write(session, table, [row for row in wave if row.state in {RowState.NEW, RowState.CHANGED}])
    runs = _follow(session, table, rows)
    return Outcome(table, tuple(one for one in columns if one is not None), ignored, tuple(rows), runs)


def _follow(session: Session, table: Table, rows: Sequence[RowOutcome]) -> tuple[Run, ...]:
    """Note the doubts of each written row, and find the runs that rest on any of them."""
    written = [row for row in rows if row.row is not None and row.state in {RowState.NEW, RowState.CHANGED}]
    doubts = contradictions(session, [row.row for row in written if row.row is not None])
    spoken = []
    for place, row in enumerate(written):
        row.doubts = (doubts[place],) if place in doubts else ()
        assert row.row is not None
        spoken += [about(session, row.row), about(session, row.row, row.before) if row.before else None]
    return resting_on(session, table.region or "", [one for one in spoken if one is not None])


def _columns(table: Table, heads: Sequence[str]) -> tuple[list[Field | None], tuple[str, ...]]:
    found: list[Field | None] = []
    ignored = []
    for head in heads:
        one = next((item for item in table.fields if plain(head) in item.names), None) if head else None
        if one is not None and one in found:
            raise Refused("IMPORT_HEAD_TWICE", column=head)
        if one is None and head:
            ignored.append(head)
        found.append(one)
    known = {one.key for one in found if one is not None} | set(table.fixed)
    if not any(set(key) <= known for key in table.keys):
        labels = {one.key: one.label for one in table.fields}
        needed = ", ".join(labels[key] for key in table.keys[0] if key in labels)
        raise Refused("IMPORT_NO_HEAD", columns=needed)
    return found, tuple(ignored)


def _read(table: Table, line: Line, columns: Sequence[Field | None], finder: Finder) -> RowOutcome:
    outcome = RowOutcome(line.number)
    for place, one in enumerate(columns):
        if one is None:
            continue
        try:
            cell = line.cells[place] if place < len(line.cells) else None
            outcome.values[one.key] = value_of(one, cell, finder)
        except KinerjaError as wrong:
            outcome.values[one.key] = str(line.cells[place])
            problem = Problem(wrong.code, parameters=wrong.parameters)
            if wrong.code == NO_RECORD and one.target is table.model:
                outcome.awaited[one.key] = problem
            else:
                outcome.cells[one.key] = problem
                outcome.state = RowState.FAULTY
    return outcome


def _check(table: Table, rows: Sequence[RowOutcome]) -> None:
    """Hold what could be read against what else the table's purpose demands."""
    for row in rows:
        found = table.check(row.values) if table.check is not None and not row.cells else {}
        if found:
            row.cells.update(found)
            row.fail()


def _complete(session: Session, table: Table, columns: list[Field | None], rows: Sequence[RowOutcome]) -> None:
    """Fill in what was left out and follows from other records, before it is compared with what stands there."""
    completer = Completer(session, table.model, table.region)
    for row in rows:
        if row.state is RowState.FAULTY:
            continue
        for name, value in completer.derived({**table.fixed, **row.values}).items():
            one = table.field(name)
            if one is not None:
                row.values[name] = value
                if one not in columns:
                    columns.append(one)


def _match(
    session: Session,
    table: Table,
    columns: Sequence[Field | None],
    rows: Sequence[RowOutcome],
    seen: dict[tuple[tuple[str, ...], Key], int],
) -> None:
    """Find the row that each one means; what is wrong with a key, or with a new row, is said at once."""
    sound = [row for row in rows if row.state is not RowState.FAULTY]
    by_key: dict[tuple[str, ...], list[tuple[Key, RowOutcome]]] = {}
    for row in sound:
        values = {**table.fixed, **row.values}
        names = next((one for one in table.keys if _answers(table, one, values)), None)
        if names is None:
            missing = [name for name in table.keys[0] if values.get(name) is None and table.field(name)]
            row.cells.update({name: Problem("CELL_REQUIRED") for name in missing})
            row.fail()
            continue
        key = tuple(values.get(name) for name in names)
        first = seen.setdefault((names, key), row.number)
        if first != row.number:
            row.fail(Problem("IMPORT_TWICE", parameters={"row": str(first)}))
            continue
        by_key.setdefault(names, []).append((key, row))
    for names, pairs in by_key.items():
        present = _present(session, table, names, [key for key, _ in pairs])
        for key, row in pairs:
            _compare(table, columns, row, present.get(key, []))


def _answers(table: Table, names: tuple[str, ...], values: Mapping[str, Any]) -> bool:
    return all(values.get(name) is not None or may_be_empty(table.model, name) for name in names)


def _present(session: Session, table: Table, names: tuple[str, ...], keys: Sequence[Key]) -> dict[Key, list[Base]]:
    """The rows of the region that carry one of the keys."""
    model: Any = table.model
    wanted = set(keys)
    found: dict[Key, list[Base]] = {}
    for part in _parts(sorted({key[0] for key in keys}, key=repr), _MOST_IN):
        query: Select[Any] = select(model).where(getattr(model, names[0]).in_(part))
        if table.has_regions:
            query = query.where(model.region_id == table.region)
        for place, name in enumerate(names[1:], 1):
            others = {key[place] for key in keys}
            if len(others) <= _MOST_IN and None not in others:
                query = query.where(getattr(model, name).in_(others))
        for row in session.scalars(query):
            key = tuple(getattr(row, name) for name in names)
            if key in wanted:
                found.setdefault(key, []).append(row)
    return found


def _compare(table: Table, columns: Sequence[Field | None], row: RowOutcome, present: Sequence[Base]) -> None:
    if len(present) > 1:
        row.fail(Problem("IMPORT_SEVERAL", parameters={"n": str(len(present))}))
        return
    if not present:
        _demand_complete(table, row)
        return
    row.row = present[0]
    given = [one for one in columns if one is not None]
    for one in given:
        if one.key not in row.values:
            continue
        value, now = row.values[one.key], getattr(row.row, one.key)
        if value is None and not one.column.nullable:
            row.values[one.key] = now  # an empty cell leaves alone what cannot be empty
        elif value != now:
            row.before[one.key] = now
    row.state = RowState.CHANGED if row.before else RowState.UNCHANGED


def _demand_complete(table: Table, row: RowOutcome) -> None:
    for one in table.fields:
        if one.is_required and row.values.get(one.key) is None:
            row.cells[one.key] = Problem("CELL_REQUIRED")
    if row.cells:
        row.fail()


def _write(session: Session, table: Table, rows: Sequence[RowOutcome]) -> None:
    """In batches, and one by one where a batch is refused, so that each row at fault is named."""
    held = list(_targets(session, table, rows))  # the session forgets what nobody holds, and would ask for each row
    for batch in _parts(rows, BATCH):
        if not _is_written(session, table, batch) and len(batch) > 1:
            for row in batch:
                row.error = None
                _is_written(session, table, [row])
    held.clear()


def _targets(session: Session, table: Table, rows: Sequence[RowOutcome]) -> Iterator[Base]:
    """Every row that the file points to, which the guard looks at again."""
    for one in table.fields:
        if one.target is not None and hasattr(one.target, "id"):
            target: Any = one.target
            numbers = sorted({row.values[one.key] for row in rows if row.values.get(one.key) is not None})
            for part in _parts(numbers, _MOST_IN):
                yield from session.scalars(select(target).where(target.id.in_(part)))


def _parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _is_written(session: Session, table: Table, rows: Sequence[RowOutcome]) -> bool:
    try:
        with attempt(session):
            for row in rows:
                _apply(session, table, row)
    except (KinerjaError, SQLAlchemyError) as error:
        if len(rows) == 1:
            rows[0].error = error
            rows[0].fail()
        return False
    return True


def _apply(session: Session, table: Table, row: RowOutcome) -> None:
    if row.state is RowState.CHANGED:
        assert row.row is not None
        for key in row.before:
            setattr(row.row, key, row.values[key])
        target: Base = row.row
    else:
        target = row.row = _new(table, row.values)
        session.add(target)
    if is_witnessed(table.model):
        note_recorder(target)


def _new(table: Table, values: Mapping[str, Any]) -> Base:
    made = table.model(**table.fixed, **dict(_given(table, values)))
    if table.has_regions:
        setattr(made, REGION, table.region)
    return made


def _given(table: Table, values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the row says; an empty cell leaves a column with a default to its default."""
    for one in table.fields:
        if values.get(one.key) is not None:
            yield one.key, values[one.key]
