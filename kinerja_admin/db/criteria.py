"""The first wall: every statement of a session is narrowed to the rows that its scope may see.

Objects that a session already holds are not asked for again: SQLAlchemy hands them out from its identity
map. A session therefore serves one scope; ``Session.get`` checks all the same.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import ORMExecuteState, object_session, with_loader_criteria
from sqlalchemy.sql.base import ExecutableOption

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.plain import refuse_plain
from kinerja_admin.db.scope import Everywhere, Scope
from kinerja_admin.errors import Refused
from kinerja_admin.models.account import Account
from kinerja_admin.models.account_role import AccountRole
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.base import (
    AccountOwned,
    Base,
    RegionOrCentral,
    RegionOrNational,
    RegionOrOwn,
    RegionPublic,
    RegionScoped,
    SystemOnly,
)
from kinerja_admin.models.policy_author import PolicyAuthor
from kinerja_admin.models.policy_event import PolicyEvent
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.region import NATIONAL, Region
from kinerja_admin.models.umpan_balik import UmpanBalik
from kinerja_admin.models.words import KEBIJAKAN_TERBIT

_NO_ACCOUNT = -1
_NO_PERSON = -1


def narrow(state: ORMExecuteState) -> None:
    """Add the criteria of the current scope to a statement that is about to run."""
    internal = state.is_relationship_load or state.is_column_load
    if not internal:
        refuse_plain(state.statement)
    if state.is_insert:
        raise Refused("BULK_INSERT")
    scope = scopes.current()
    if isinstance(scope.regions, Everywhere):
        return
    statement: Any = state.statement
    account, person = scope.account_id or _NO_ACCOUNT, scope.pegawai_id or _NO_PERSON
    options = (*_criteria(scope.regions, scope.drafted, account), *_in_confidence(scope.kept_in, person))
    known = {id(option) for option in statement._with_options}  # noqa: SLF001 - handed on by the load before
    statement = statement.options(*(option for option in options if id(option) not in known))
    if state.is_column_load and state.bind_mapper is not None:  # SQLAlchemy applies no such options to a refresh
        statement = statement.where(visible(state.bind_mapper.class_, scope))
        if state.bind_mapper.class_.__confidential__:
            statement = statement.where(state.bind_mapper.class_.region_id.in_(scope.kept_in))
    state.statement = statement


@lru_cache(maxsize=512)
def _criteria(given: tuple[str, ...], drafted: tuple[str, ...], account_id: int) -> tuple[ExecutableOption, ...]:
    """One option per kind of table.

    They are handed on to later loads of the objects found (else eager joins would not be narrowed); such a load
    is narrowed by the scope of its own time as well.
    The lambdas take only plain values from outside, so that SQLAlchemy makes them bound parameters.
    """
    regions = list(given)
    public = [*given, NATIONAL]
    drafts = list(drafted)
    published = list(KEBIJAKAN_TERBIT)
    return (
        _option(RegionScoped, lambda cls: cls.region_id.in_(regions)),
        _option(RegionOrCentral, lambda cls: cls.region_id.in_(regions)),
        _option(RegionOrNational, lambda cls: or_(cls.region_id.is_(None), cls.region_id.in_(regions))),
        _option(PolicyFile, lambda cls: or_(cls.status.in_(published), cls.region_id.in_(drafts))),
        *(_option(model, _about_published(drafts, published)) for model in (PolicyEvent, PolicyAuthor)),
        _option(AccountOwned, lambda cls: cls.account_id == account_id),
        _option(SystemOnly, lambda _cls: false()),
        _option(Region, lambda cls: cls.code.in_(public)),
        _option(Account, lambda cls: or_(cls.region_id.in_(regions), cls.id == account_id)),
        _option(AccountRole, lambda cls: or_(cls.region_id.in_(regions), cls.account_id == account_id)),
    )


@lru_cache(maxsize=512)
def _in_confidence(kept: tuple[str, ...], person: int) -> tuple[ExecutableOption, ...]:
    """Families and feedback are for those who keep the records; feedback never for whom it is about.

    Sources read past these: what is counted and computed is the same whoever asks for it.
    """
    regions, tables = list(kept), list(_names_of_confidential())
    return (
        *(_option(model, lambda cls: cls.region_id.in_(regions)) for model in confidential()),
        _option(UmpanBalik, lambda cls: cls.dinilai_id != person),
        _option(Audit, lambda cls: or_(cls.table_name.not_in(tables), cls.region_id.in_(regions))),
    )


def _names_of_confidential() -> tuple[str, ...]:
    return tuple(model.__tablename__ for model in confidential())


@cache
def confidential() -> tuple[type[Base], ...]:
    """The tables whose rows are for those alone who keep the records."""
    return tuple(mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__confidential__)


def _about_published(drafts: list[str], published: list[str]) -> Any:
    """What is told about a version is as open as the version itself."""
    return lambda cls: or_(
        cls.region_id.in_(drafts),
        cls.policy_file_id.in_(select(PolicyFile.id).where(PolicyFile.status.in_(published))),
    )


def _option(kind: type[Any], criterion: Any) -> ExecutableOption:
    return with_loader_criteria(kind, criterion, include_aliases=True, propagate_to_loaders=True)


def visible(model: type[Base], scope: Scope, columns: Any = None) -> ColumnElement[bool]:
    """The same for one table, as a plain condition; ``columns`` stand for the table's where it is aliased."""
    if isinstance(scope.regions, Everywhere):
        return true()
    of: Any = model if columns is None else columns
    is_account = model.__tablename__ == Account.__tablename__
    own = scope.account_id or _NO_ACCOUNT
    if issubclass(model, RegionScoped | RegionOrCentral):
        return of.region_id.in_(scope.regions)  # type: ignore[no-any-return]
    if issubclass(model, RegionOrNational):
        return or_(of.region_id.is_(None), of.region_id.in_(scope.regions))
    if issubclass(model, RegionPublic):
        return or_(of.region_id.in_(scope.drafted), _published(model, of))
    if issubclass(model, RegionOrOwn):
        return or_(of.region_id.in_(scope.regions), (of.id if is_account else of.account_id) == own)
    if issubclass(model, AccountOwned):
        return of.account_id == own  # type: ignore[no-any-return]
    if issubclass(model, SystemOnly):
        return false()
    return of.code.in_([*scope.regions, NATIONAL]) if model is Region else true()


def _published(model: type[Base], of: Any) -> ColumnElement[bool]:
    if model is PolicyFile:
        return of.status.in_(KEBIJAKAN_TERBIT)  # type: ignore[no-any-return]
    return of.policy_file_id.in_(  # type: ignore[no-any-return]
        select(PolicyFile.id).where(PolicyFile.status.in_(KEBIJAKAN_TERBIT))
    )


def is_visible(row: Base, scope: Scope) -> bool:
    """The same for a row at hand, without asking the database."""
    if scope.sees_all:
        return True
    values: Any = row
    if isinstance(row, RegionScoped | RegionOrCentral):
        return scope.includes(values.region_id) and not is_hidden(row, scope)
    if isinstance(row, RegionOrNational):
        return values.region_id is None or scope.includes(values.region_id)
    if isinstance(row, RegionPublic):
        return values.region_id in scope.drafted or _is_published(row)
    if isinstance(row, RegionOrOwn):
        own = values.id if row.__tablename__ == Account.__tablename__ else values.account_id
        return scope.includes(values.region_id) or (own is not None and own == scope.account_id)
    if isinstance(row, AccountOwned):
        return values.account_id is not None and values.account_id == scope.account_id
    if isinstance(row, SystemOnly):
        return False
    return not isinstance(row, Region) or row.code == NATIONAL or scope.includes(row.code)


def is_hidden(row: Base, scope: Scope) -> bool:
    """Whether the row is confidential and the person does not keep such records, or is the one whom it is about."""
    if scope.sees_all:
        return False
    is_line = isinstance(row, Audit) and row.table_name in _names_of_confidential()
    values: Any = row
    if (row.__confidential__ or is_line) and values.region_id not in scope.kept_in:
        return True
    if not isinstance(row, UmpanBalik) or scope.pegawai_id is None:
        return False
    rated = row.__dict__.get("dinilai")
    return scope.pegawai_id == (row.dinilai_id if rated is None else rated.id)


def _is_published(row: Base) -> bool:
    if isinstance(row, PolicyFile):
        return row.status in KEBIJAKAN_TERBIT
    session, values = object_session(row), cast("PolicyEvent | PolicyAuthor", row)
    file = session.get(PolicyFile, values.policy_file_id) if session is not None else None
    return file is not None and file.status in KEBIJAKAN_TERBIT
