"""Many rows at once, without an object for each: for snapshots, results, imports and generated data.

The only place where plain statements meet tables of regions. The scope is an argument and is applied to every
table of a statement; what is written is checked for its region and noted in the audit as one line per region
(the rows themselves are covered by the constraints of the database, not by the guard's rules).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, Table, delete, func, insert, or_, select
from sqlalchemy.sql import visitors
from sqlalchemy.sql.selectable import Join, SelectBase

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.arrays import arrays, store
from kinerja_admin.db.audit import Entry, write
from kinerja_admin.db.criteria import visible
from kinerja_admin.db.scope import Scope
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Refused
from kinerja_admin.models.base import Base, InRegion, RegionScoped
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import Run

CHUNK = 5_000


class Bulk:
    """A connection that reads and writes rows by the thousand within a scope."""

    def __init__(self, connection: Connection, scope: Scope) -> None:
        """Work over an open connection, whose transaction belongs to the caller."""
        self._connection = connection
        self._scope = scope

    def rows(self, statement: Select[*tuple[Any, ...]]) -> Iterator[Row[*tuple[Any, ...]]]:
        """Rows of a SELECT over columns of models and joins of them, narrowed to the scope, streamed.

        Raises:
            Refused: BULK_SHAPE for sub-selects, whose tables would not be narrowed.
        """
        narrowed = self._narrowed(statement)
        result = self._connection.execute(narrowed, execution_options={"yield_per": CHUNK})
        for part in result.partitions():  # one by one the rows would take twice as long
            yield from part

    def columns(self, statement: Select[*tuple[Any, ...]]) -> list[Any]:
        """The same as Arrow arrays, one a column, without an object a row.

        Raises:
            Refused: BULK_SHAPE as :meth:`rows`.
        """
        return arrays(self._connection, self._narrowed(statement))

    def count(self, model: type[Base], *where: Any) -> int:
        """How many rows of a table the scope sees."""
        return self._connection.execute(self._narrowed(select(func.count(model.id)).where(*where))).scalar_one()  # type: ignore[attr-defined,no-any-return]

    def insert(self, model: type[Base], rows: Iterable[Mapping[str, Any]]) -> int:
        """Write rows given by attribute names; returns how many."""
        self._demand_plain_table(model)
        written: Counter[str | None] = Counter()
        for chunk in _chunks(rows):
            self._demand_reach(model, chunk)
            self._demand_open_runs(model, {row["run_id"] for row in chunk} if model is Result else set())
            self._connection.execute(insert(model.__table__), list(chunk))  # type: ignore[arg-type]
            written.update(row.get("region_id") for row in chunk)
        self._note(model, "insert", written)
        return written.total()

    def insert_columns(self, model: type[Base], same: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]) -> int:
        """Write rows by columns of whole numbers, truth and texts; ``same`` is what all of them have in common.

        Columns that are not given stay empty. Returns how many rows were written.
        """
        self._demand_plain_table(model)
        self._demand_reach(model, [same])
        self._demand_open_runs(model, {same["run_id"]} if model is Result else set())
        rows = zip(*columns.values(), strict=True)
        common, count = tuple(same.values()), 0
        while chunk := [(*common, *row) for row in islice(rows, CHUNK)]:
            store(self._connection, model.__table__, [*same, *columns], chunk)  # type: ignore[arg-type]
            count += len(chunk)
        self._note(model, "insert", Counter({same.get("region_id"): count}))
        return count

    def delete(self, model: type[Base], *where: Any) -> int:
        """Remove the rows of a table that fit and that the scope sees; returns how many."""
        self._demand_plain_table(model)
        region: Any = model.region_id if issubclass(model, InRegion) else None  # type: ignore[attr-defined,unused-ignore]
        reach = visible(model, self._scope)
        if model is Result:
            runs = self._connection.execute(select(Result.run_id).where(reach, *where).distinct()).scalars()
            self._demand_open_runs(model, set(runs))
        found: Counter[str | None] = Counter()
        if region is not None:
            counts = select(region, func.count()).where(reach, *where).group_by(region)
            found.update({row[0]: row[1] for row in self._connection.execute(counts)})
        removed: int = self._connection.execute(delete(model).where(reach, *where)).rowcount
        self._note(model, "delete", found)
        return removed

    def _narrowed(self, statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        if any(isinstance(element, SelectBase) and element is not statement for element in visitors.iterate(statement)):
            raise Refused("BULK_SHAPE")
        sources = [pair for source in statement.get_final_froms() for pair in _tables(source)]
        for table, declared in sources:
            model = _model_of(declared)
            condition = visible(model, self._scope, table.c)
            if len(sources) > 1 and issubclass(model, RegionScoped):  # the empty side of an outer join
                condition = or_(table.c.region_id.is_(None), condition)
            statement = statement.where(condition)
        return statement

    def _demand_plain_table(self, model: type[Base]) -> None:
        """Nothing that is sealed, and nothing of the nation's unless the scope is the nation's."""
        if model.__append_only__:
            raise Refused("APPEND_ONLY", table=model.__label__)
        if not (self._scope.sees_all or issubclass(model, RegionScoped)):
            raise Refused("OUT_OF_REACH", table=model.__label__)

    def _demand_reach(self, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        if issubclass(model, InRegion) and not all(self._scope.includes(row.get("region_id")) for row in rows):
            raise Refused("OUT_OF_REACH", table=model.__label__)

    def _demand_open_runs(self, model: type[Base], runs: set[int]) -> None:
        if model is not Result or not runs:
            return
        closed = select(Run.id).where(Run.id.in_(runs), Run.state != "computing").limit(1)
        found = self._connection.execute(closed).scalar()
        if found is not None:
            raise Refused("RUN_LOCKED", run=str(found))

    def _note(self, model: type[Base], action: str, counts: Mapping[str | None, int]) -> None:
        if not model.__audited__:
            return
        entries = []
        for region, count in counts.items():
            facts = {"rows": count}
            before, after = (facts, None) if action == "delete" else (None, facts)
            entries.append(Entry(region, model.__tablename__, "*", action, before, after))
        if entries:
            with scopes.acting_as(self._scope):
                write(self._connection, entries)


@contextmanager
def bulk(engine: Engine, scope: Scope) -> Iterator[Bulk]:
    """A transaction of its own: committed at the end of the block, undone if it fails."""
    with engine.begin() as connection:
        yield Bulk(connection, scope)


def bulk_in(session: Session, scope: Scope) -> Bulk:
    """The same inside a session's transaction, after what the session holds was written."""
    session.flush()
    return Bulk(session.connection(), scope)


def _chunks(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk


@cache
def _model_of(declared: Table) -> type[Base]:
    return next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table == declared)


def _tables(source: Any) -> Iterator[tuple[Any, Table]]:
    """Every table of a source, as it is named there and as it was declared."""
    declared = getattr(source, "element", source)
    if isinstance(source, Join):
        yield from _tables(source.left)
        yield from _tables(source.right)
    elif isinstance(declared, Table):
        yield source, declared
    else:
        raise Refused("BULK_SHAPE")


@contextmanager
def at_one_moment(session: Session) -> Iterator[Bulk]:
    """A transaction of its own in which every query sees the records as they were at the first one."""
    with session.get_bind().engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")  # the driver by itself begins one only before it writes
        else:
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield Bulk(connection, scopes.current())
