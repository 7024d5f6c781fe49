"""Recording and confirming measures: within the range of the policy, through the session, by two people."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select

from kinerja_admin.db.session import Session
from kinerja_admin.errors import Forbidden, Invalid, Location, NotFound, Problem
from kinerja_admin.models.ukuran import Ukuran
from kinerja_admin.services import imports
from kinerja_admin.services.accounts import SignedIn
from kinerja_admin.services.imports import Table
from kinerja_admin.services.measures.asked import Asked
from kinerja_admin.services.measures.bounds import problems_of
from kinerja_admin.services.measures.reach import may_record, may_verify, subjects
from kinerja_admin.services.witness import confirm, note_recorder


def recorded(session: Session, asked: Asked, numbers: Collection[int]) -> dict[int, Ukuran]:
    """What stands of an indicator so far, by subject."""
    column: Any = getattr(Ukuran, asked.column)
    rows = session.scalars(
        select(Ukuran).where(Ukuran.region_id == asked.region, *_of(asked), column.in_(list(numbers)))
    )  # fmt: skip
    return {getattr(row, asked.column): row for row in rows}


def _of(asked: Asked) -> Iterator[ColumnElement[bool]]:
    for name, value in asked.fixed.items():
        yield getattr(Ukuran, name) == value


def record(
    session: Session, who: SignedIn, asked: Asked, given: Mapping[int, Mapping[str, Any]]
) -> int:  # fmt: skip
    """Write what is given for subjects, by their numbers; returns for how many something changed.

    Raises:
        Forbidden: ROLE_MISSING for who does not record this indicator.
        NotFound: NOT_FOUND for a subject that is not this person's.
        Invalid: MEASURE_RANGE or CELL_DECIMALS, each at ``<field>-<subject>``.
    """
    if not may_record(who, asked):
        raise Forbidden("ROLE_MISSING", roles=asked.indicator.recorded_by, region=asked.region)
    if not set(given) <= {one.id for one in subjects(session, who, asked) if one.is_recorded}:
        raise NotFound("NOT_FOUND")
    wrong = [
        Problem(problem.code, parameters=problem.parameters, location=Location(path=f"{name}-{number}"))
        for number, values in given.items()
        for name, problem in problems_of(asked.indicator, values).items()
    ]
    if wrong:
        raise Invalid(tuple(wrong))
    present = recorded(session, asked, given.keys())
    changed = sum(_write(session, asked, number, values, present.get(number)) for number, values in given.items())
    session.flush()
    return changed


def _write(session: Session, asked: Asked, number: int, values: Mapping[str, Any], row: Ukuran | None) -> bool:
    said = {name: values.get(name) for name in asked.fields if name in values}
    if row is None:
        if all(value is None for value in said.values()):
            return False
        row = Ukuran(region_id=asked.region, **asked.fixed, **{asked.column: number}, **said)
        session.add(row)
    else:
        differing = {name: value for name, value in said.items() if getattr(row, name) != value}
        if not differing:
            return False
        for name, value in differing.items():
            setattr(row, name, value)
    note_recorder(row)
    return True


def verify(session: Session, who: SignedIn, asked: Asked, number: int) -> None:
    """Confirm what somebody else recorded of a subject.

    Raises:
        Forbidden: ROLE_MISSING for who does not confirm this indicator.
        NotFound: NOT_FOUND where nothing is recorded, or not of this person's subjects.
        Refused: OWN_RECORD.
    """
    if not may_verify(who, asked):
        raise Forbidden("ROLE_MISSING", roles=asked.indicator.verified_by, region=asked.region)
    row = recorded(session, asked, [number]).get(number)
    if row is None or number not in {one.id for one in subjects(session, who, asked)}:
        raise NotFound("NOT_FOUND")
    confirm(row)
    session.flush()


def table_of(session: Session, who: SignedIn, asked: Asked) -> Table:
    """The indicator as files bring it: who or what, the measures, the evidence; the rest is fixed.

    A row of a subject that is not this person's, or a measure that does not fit the policy, is at fault.
    """
    allowed = {one.id for one in subjects(session, who, asked) if one.is_recorded}

    def check(values: Mapping[str, Any]) -> dict[str, Problem]:
        found = problems_of(asked.indicator, values)
        if values.get(asked.column) is not None and values[asked.column] not in allowed:
            found[asked.column] = Problem("MEASURE_NOT_YOURS")
        return found

    return imports.table_of(
        Ukuran, asked.region, only=(asked.column, *asked.fields), fixed=asked.fixed, check=check
    )  # fmt: skip
