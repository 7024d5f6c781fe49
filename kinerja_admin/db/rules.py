"""Rules that no constraint can state: numbers that must agree, periods, spans that may not overlap, closed rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from kinerja_admin.db.rows import changed_columns, columns_of, has_changed, old_value, state_of
from kinerja_admin.errors import Location, Problem, Refused, WrongUse
from kinerja_admin.models.account import Account
from kinerja_admin.models.base import Base
from kinerja_admin.models.cuti import Cuti
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.keluarga import Keluarga
from kinerja_admin.models.nip import nip_problems, normalise_nip
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.penempatan_jadwal import PenempatanJadwal
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.result import Result
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.riwayat_pangkat import RiwayatPangkat
from kinerja_admin.models.run import Run
from kinerja_admin.models.types import Exact
from kinerja_admin.models.unit_kerja import UnitKerja

PERIOD: Final = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4]|-S[12])?")
_FOREVER: Final = date.max
_DEEPEST: Final = 50
_YOUNGEST: Final = 16
_AHEAD: Final = timedelta(days=31)
"""How long before the first day somebody may be recorded."""
_BEFORE_ENTRY: Final = timedelta(days=366)
"""How far a definitive position may reach back before the first day in the region: beyond, a year was mistyped."""
_HERE: Final = ZoneInfo("Asia/Jakarta")


def broken_rules(session: Session, row: Base, *, is_removed: bool = False) -> list[Problem]:
    """All findings about a row that is about to be written or removed.

    Raises:
        Refused: the row is closed for ever, whatever stands in it.
    """
    closed = _CLOSED.get(type(row))
    if closed and state_of(row).persistent:
        closed(session, row, is_removed)
    if is_removed:
        return []
    rules = [rule for known in (_RULES, _ADDED) if (rule := known.get(type(row))) is not None]
    own = (problem for rule in rules for problem in rule(session, row))
    return [*_period_problems(row), *_exact_problems(row), *own]


def add_rule(model: type[Base], rule: Callable[[Session, Any], Iterable[Problem]]) -> None:
    """Hold every row of a table, whoever writes it, against what only a higher floor knows, such as a policy.

    The rule is asked in the middle of a flush: it reads through a session of its own over the same connection.
    """
    _ADDED[model] = rule


def has_rules(model: type[Base]) -> bool:
    """Whether rows of a table must be written one by one, because each is looked at."""
    return model in _RULES or model in _CLOSED or "periode" in columns_of(model)


def _period_problems(row: Base) -> Iterator[Problem]:
    period = getattr(row, "periode", None)
    if "periode" in columns_of(type(row)) and not (isinstance(period, str) and PERIOD.fullmatch(period)):
        yield _at("periode", Problem("PERIOD_INVALID", parameters={"value": str(period)}))


def _exact_problems(row: Base) -> Iterator[Problem]:
    for name, column in columns_of(type(row)).items():
        value = getattr(row, name) if isinstance(column.type, Exact) else None
        if value is not None and isinstance(column.type, Exact):
            try:
                column.type.scaled(value)
            except WrongUse as wrong:
                yield _at(name, Problem(wrong.code, parameters={**wrong.parameters, "column": column.info["label"]}))


def _at(column: str, problem: Problem) -> Problem:
    """The finding at the column that has to be corrected, where a form can show it."""
    return replace(problem, location=Location(path=column))


# Each row for itself


def _pegawai(_session: Session, row: Any) -> Iterable[Problem]:
    row.nip = normalise_nip(row.nip or "")
    yield from _entry_problems(row)
    names = ("nip", "status", "tanggal_lahir", "jenis_kelamin")
    if not has_changed(row, *names) or None in (row.tanggal_lahir, row.jenis_kelamin):
        return
    found = nip_problems(row.nip, status=row.status, tanggal_lahir=row.tanggal_lahir, jenis_kelamin=row.jenis_kelamin)
    yield from (_at("nip", problem) for problem in found)


def _entry_problems(row: Any) -> Iterator[Problem]:
    latest = datetime.now(_HERE).date() + _AHEAD
    if row.tanggal_masuk is not None and has_changed(row, "tanggal_masuk") and row.tanggal_masuk > latest:
        facts = {"date": row.tanggal_masuk.isoformat(), "latest": latest.isoformat()}
        yield _at("tanggal_masuk", Problem("ENTRY_IN_FUTURE", parameters=facts))


def _account(_session: Session, row: Any) -> Iterable[Problem]:
    row.username = (row.username or "").strip().lower()
    return () if row.username else (_at("username", Problem("USERNAME_MISSING")),)


# Spans that may not overlap


def _riwayat_jabatan(session: Session, row: Any) -> Iterable[Problem]:
    yield from _start_problems(session, row)
    if row.penugasan not in (None, "definitif"):
        return
    for other in _others(session, row, "pegawai"):
        if other.penugasan in (None, "definitif") and _overlap(row, other):
            yield _overlapping("POSITION_OVERLAPS", other)


def _riwayat_pangkat(session: Session, row: Any) -> Iterable[Problem]:
    return _start_problems(session, row)


def _start_problems(session: Session, row: Any) -> Iterator[Problem]:
    """A post or rank that begins in somebody's childhood, or a post long before the person came: a mistyped year.

    A rank may well be older than the first day in the region: people bring it along from where they were.
    """
    if row.mulai is None or not has_changed(row, "mulai", "pegawai_id", "pegawai"):
        return
    person = row.pegawai or (session.get(Pegawai, row.pegawai_id) if row.pegawai_id is not None else None)
    if person is None or None in (person.tanggal_lahir, person.tanggal_masuk):
        return
    facts = {"start": row.mulai.isoformat()}
    if row.mulai.year - person.tanggal_lahir.year - _is_before(row.mulai, person.tanggal_lahir) < _YOUNGEST:
        facts |= {"born": person.tanggal_lahir.isoformat(), "age": str(_YOUNGEST)}
        yield _at("mulai", Problem("START_TOO_YOUNG", parameters=facts))
    elif _is_definitive_post(row) and row.mulai < person.tanggal_masuk - _BEFORE_ENTRY:
        facts["entry"] = person.tanggal_masuk.isoformat()
        yield _at("mulai", Problem("START_BEFORE_ENTRY", parameters=facts))


def _is_definitive_post(row: Any) -> bool:
    return isinstance(row, RiwayatJabatan) and row.penugasan in (None, "definitif")


def _is_before(day: date, birthday: date) -> bool:
    """Whether the birthday of that year is still to come."""
    return (day.month, day.day) < (birthday.month, birthday.day)


def _cuti(session: Session, row: Any) -> Iterable[Problem]:
    for other in _others(session, row, "pegawai"):
        if _overlap(row, other):
            yield _overlapping("LEAVE_OVERLAPS", other)


def _keluarga(session: Session, row: Any) -> Iterable[Problem]:
    """The allowance is paid for one spouse at a time."""
    if row.hubungan != "pasangan" or row.ditanggung_sejak is None:
        return
    for other in _others(session, row, "pegawai"):
        covered = other.hubungan == "pasangan" and other.ditanggung_sejak is not None
        if covered and _meet(_covered(row), _covered(other)):
            until = other.ditanggung_sampai.isoformat() if other.ditanggung_sampai else ""
            facts = {"name": other.nama, "from": other.ditanggung_sejak.isoformat(), "to": until}
            yield _at("ditanggung_sejak", Problem("SPOUSE_COVERED", parameters=facts))


def _covered(row: Any) -> tuple[date, date]:
    return row.ditanggung_sejak, row.ditanggung_sampai or _FOREVER


def _penempatan_jadwal(session: Session, row: Any) -> Iterable[Problem]:
    by = "unit_kerja" if row.pegawai_id is None and row.pegawai is None else "pegawai"
    for other in _others(session, row, by):
        if _overlap(row, other):
            yield _overlapping("SCHEDULE_OVERLAPS", other)


def _others(session: Session, row: Any, relation: str) -> Iterator[Any]:
    """The other rows of the same person or unit, stored or about to be."""
    model, column = type(row), f"{relation}_id"
    owner, key = getattr(row, relation), getattr(row, column)
    key = key if owner is None else owner.id
    if key is not None:
        stored = session.scalars(select(model).where(getattr(model, column) == key))
        yield from (other for other in stored if other is not row and other not in session.deleted)
    for other in session.new:
        if isinstance(other, model) and other is not row:
            same_owner = owner is not None and getattr(other, relation) is owner
            if same_owner or (key is not None and getattr(other, column) == key):
                yield other


def _overlap(one: Any, other: Any) -> bool:
    if None in (one.mulai, other.mulai):
        return False
    return _meet((one.mulai, one.selesai or _FOREVER), (other.mulai, other.selesai or _FOREVER))


def _meet(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _overlapping(code: str, other: Any) -> Problem:
    until = other.selesai.isoformat() if other.selesai else ""
    return _at("mulai", Problem(code, parameters={"from": other.mulai.isoformat(), "to": until}))


# Trees


def _unit_kerja(session: Session, row: Any) -> Iterable[Problem]:
    return _circle(session, row, "induk")


def _jabatan(session: Session, row: Any) -> Iterable[Problem]:
    return _circle(session, row, "atasan")


def _circle(session: Session, row: Any, relation: str) -> Iterable[Problem]:
    """Walk up; whoever meets the row again, or never arrives, stands in a circle."""
    if not has_changed(row, f"{relation}_id", relation):
        return
    above: Any = row
    for _ in range(_DEEPEST):
        above = _parent(session, above, relation)
        if above is None:
            return
        if above is row:
            break
    yield _at(f"{relation}_id", Problem("TREE_CIRCLE", parameters={"row": str(row)}))


def _parent(session: Session, row: Any, relation: str) -> Any:
    if has_changed(row, relation):
        return getattr(row, relation)
    key = getattr(row, f"{relation}_id")
    return None if key is None else session.get(type(row), key)


# Closed rows


def _closed_policy(_session: Session, row: Any, is_removed: bool) -> None:  # noqa: FBT001 - one signature for all
    """What was submitted is never edited: a change is a new version."""
    if old_value(row, "status") == "draft":
        return
    if is_removed or has_changed(row, "region_id", "policy", "version", "text", "tables", "digest"):
        raise Refused("POLICY_CLOSED", policy=str(row))


def _closed_run(_session: Session, row: Any, is_removed: bool) -> None:  # noqa: FBT001
    """Locked is for ever; an approved one may only be locked."""
    state = old_value(row, "state")
    if state == "locked":
        raise Refused("RUN_LOCKED", run=str(row))
    allowed = {"state", "locked_by_id", "locked_at"}
    if state == "approved" and (is_removed or set(changed_columns(row)) - allowed):
        raise Refused("RUN_LOCKED", run=str(row))


def _closed_result(session: Session, row: Any, is_removed: bool) -> None:  # noqa: ARG001, FBT001
    """Results belong to what was computed, and change only while it is being computed."""
    _demand_open_run(session, row)


def _result(session: Session, row: Any) -> Iterable[Problem]:
    _demand_open_run(session, row)
    return ()


def _demand_open_run(session: Session, row: Any) -> None:
    run = row.run or session.get(Run, row.run_id)
    state: str | None = run.state if run is not None else None  # none yet while both are new
    if state not in {None, "computing"}:
        raise Refused("RUN_LOCKED", run=str(run))


_RULES: Final[dict[type[Base], Callable[[Session, Any], Iterable[Problem]]]] = {
    Account: _account,
    Cuti: _cuti,
    Jabatan: _jabatan,
    Keluarga: _keluarga,
    Pegawai: _pegawai,
    PenempatanJadwal: _penempatan_jadwal,
    Result: _result,
    RiwayatJabatan: _riwayat_jabatan,
    RiwayatPangkat: _riwayat_pangkat,
    UnitKerja: _unit_kerja,
}
_ADDED: Final[dict[type[Base], Callable[[Session, Any], Iterable[Problem]]]] = {}
_CLOSED: Final[dict[type[Base], Callable[[Session, Any, bool], None]]] = {
    PolicyFile: _closed_policy,
    Result: _closed_result,
    Run: _closed_run,
}
