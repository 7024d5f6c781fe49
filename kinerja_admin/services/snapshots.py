"""Snapshots: everything the records say of a region's period, in one data set that never changes again."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select

from kinerja_admin.db import scope as scopes
from kinerja_admin.db.bulk import Bulk, at_one_moment
from kinerja_admin.db.session import Session
from kinerja_admin.engine.columns.given import Readings
from kinerja_admin.engine.columns.program import Array
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.facts import Cell, Source
from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.errors import NotFound, Refused, WrongUse
from kinerja_admin.models.presensi import Presensi
from kinerja_admin.models.region import NATIONAL, Region
from kinerja_admin.models.snapshot import Snapshot
from kinerja_admin.services import columnar
from kinerja_admin.services.columnar import Column, Table
from kinerja_admin.services.keeping import Kept
from kinerja_admin.services.sources.catalogue import ENTRIES
from kinerja_admin.services.sources.labels import LABELS, PREFIX
from kinerja_admin.services.sources.measures import measure_columns
from kinerja_admin.services.sources.records import Records
from kinerja_admin.services.sources.rows import filled
from kinerja_admin.services.sources.units import code_at_end

FORMAT = 2
_IDENTITY = (("orang.id", "integer"), ("orang.nip", "text"), ("orang.nama", "text"), ("orang.unit_kerja", "text"))

_opened: Kept[DataSet] = Kept(3)
"""A snapshot never changes, and the same one is looked at again and again."""

_WIB = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Who:
    """A person as of the period's end: internal number, NIP, name and code of the unit."""

    id: int
    nip: str
    nama: str
    unit_kerja: str


@dataclass(frozen=True, slots=True)
class DataSet:
    """What a snapshot holds: who, and for every source and recorded measure one column.

    ``readings`` keeps what policies read of the columns, for the next one that reads the same in the same way.
    """

    region: str
    period: Period
    people: tuple[Who, ...]
    columns: Mapping[str, Column]
    readings: Readings = field(default_factory=Readings, compare=False, repr=False)

    def place_of(self, nip: str) -> int:
        """The row of a person.

        Raises:
            NotFound: PERSON_UNKNOWN, naming NIP and period.
        """
        for place, who in enumerate(self.people):
            if who.nip == nip:
                return place
        raise NotFound("PERSON_UNKNOWN", nip=nip, period=str(self.period))


def require_region(session: Session, region: str) -> str:
    """The code, if it is a region that the scope sees; the nation employs nobody.

    Raises:
        NotFound: REGION_UNKNOWN.
    """
    if region == NATIONAL or session.scalar(select(Region.code).where(Region.code == region)) is None:
        raise NotFound("REGION_UNKNOWN", region=region)
    if not scopes.current().includes(region):
        raise NotFound("REGION_UNKNOWN", region=region)
    return region


def require_period(text: str) -> Period:
    """The period that a text means.

    Raises:
        WrongUse: PERIOD_INVALID.
    """
    period = parse_period(text)
    if period is None:
        raise WrongUse("PERIOD_INVALID", value=text)
    return period


def time_zone(session: Session, region: str) -> tzinfo:
    """Where a region's days begin; western Indonesia where nothing readable is said."""
    name = session.scalar(select(Region.time_zone).where(Region.code == region))
    try:
        return ZoneInfo(name or "Asia/Jakarta")
    except (ZoneInfoNotFoundError, ValueError):
        return _WIB


def today(session: Session, region: str) -> date:
    """The day that it is in a region."""
    return datetime.now(UTC).astimezone(time_zone(session, region)).date()


def is_over(session: Session, region: str, period: Period, day: date | None = None) -> bool:
    """Whether the last day of a period has passed, on a given day or today."""
    return (day or today(session, region)) > period.end


def has_attendance(session: Session, region: str, period: Period) -> bool:
    """Whether attendance was recorded for anybody on any day of a period."""
    recorded = select(Presensi.id).where(
        Presensi.region_id == region, Presensi.tanggal >= period.start, Presensi.tanggal <= period.end
    )
    return session.scalar(recorded.limit(1)) is not None


def current(session: Session, region: str, kind: str | None = None, day: date | None = None) -> Snapshot | None:
    """Whom a change would meet today: the newest snapshot of a period that is over, and of that kind if one is named.

    One with attendance comes before any without; a month still to come, or one that nobody recorded, never hides it.
    """
    found = session.scalars(
        select(Snapshot).where(Snapshot.region_id == region).order_by(Snapshot.periode.desc(), Snapshot.id.desc())
    )
    without = None
    asked: dict[Period, bool] = {}
    for snapshot in found:
        period = parse_period(snapshot.periode)
        if period is None or kind not in (None, period.kind) or not is_over(session, region, period, day):
            continue
        if period not in asked:
            asked[period] = has_attendance(session, region, period)
        if asked[period]:
            return snapshot
        without = without or snapshot
    return without


def collect(bulk: Bulk, region: str, period: Period) -> DataSet:
    """Read every source and every recorded measure of a period, without storing anything."""
    records = Records(bulk, region, period)
    identity = (records.population["id"], records.population["nip"], records.population["nama"])
    codes = filled(records.of(code_at_end), "")
    people = map(
        Who, *(Column("", kind, given) for given, (_, kind) in zip((*identity, codes), _IDENTITY, strict=True))
    )
    facts = {entry.source.name: _column(entry.source, entry.deliver(records)) for entry in ENTRIES}
    labels = {PREFIX + one.each: Column(PREFIX + one.each, one.kind, one.names(records)) for one in LABELS}
    return DataSet(region, period, tuple(people), {**facts, **measure_columns(records), **labels})


def _column(source: Source, delivered: Given | Array) -> Column:
    kind = "text" if source.words else source.type
    return Column(source.name, kind, delivered if isinstance(delivered, Given) else Given(delivered))


def take(session: Session, region: str, period: Period, account_id: int | None = None) -> Snapshot:
    """The snapshot of what the records say now; where nothing changed since an earlier one, that one."""
    data, sha256 = look(session, region, period)
    known = select(Snapshot).where(
        Snapshot.region_id == region, Snapshot.periode == str(period), Snapshot.sha256 == sha256
    )
    return session.scalar(known) or _store(session, data, sha256, account_id)


def look(session: Session, region: str, period: Period) -> tuple[DataSet, str]:
    """What the records say now, and its hash, without storing anything; only what is committed counts."""
    require_region(session, region)
    with at_one_moment(session) as bulk, _without_collector():
        data = collect(bulk, region, period)
    return data, columnar.digest(_table(data))


@contextmanager
def _without_collector() -> Iterator[None]:
    """A million records without a single circle among them are not walked through again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _store(session: Session, data: DataSet, sha256: str, account_id: int | None) -> Snapshot:
    table = _table(data)
    snapshot = Snapshot(
        region_id=data.region,
        periode=str(data.period),
        people=len(data.people),
        sha256=sha256,
        content=columnar.to_parquet(table),
        details={"format": FORMAT, "columns": len(table.columns)},
        created_by_id=account_id,
    )
    session.add(snapshot)
    session.flush()
    return snapshot


def open_snapshot(session: Session, number: int) -> DataSet:
    """What a snapshot holds, after checking that it is what was stored.

    Raises:
        NotFound: no such snapshot, or not for this scope.
        Refused: SNAPSHOT_DAMAGED when the content does not fit its hash.
    """
    snapshot = session.get(Snapshot, number)
    if snapshot is None:
        raise NotFound("NOT_FOUND")
    key = (str(session.get_bind().engine.url), snapshot.id, snapshot.sha256)
    return _opened.of(key, lambda: _opened_now(snapshot))


def _opened_now(snapshot: Snapshot) -> DataSet:
    if snapshot.content is None:
        raise NotFound("NOT_FOUND")
    table = columnar.from_parquet(snapshot.content)
    if columnar.digest(table) != snapshot.sha256:
        raise Refused("SNAPSHOT_DAMAGED", snapshot=str(snapshot))
    return _data(table)


def _table(data: DataSet) -> Table:
    identity: list[Sequence[Cell]] = [
        [who.id for who in data.people],
        [who.nip for who in data.people],
        [who.nama for who in data.people],
        [who.unit_kerja for who in data.people],
    ]
    columns = [Column.of_cells(name, kind, cells) for (name, kind), cells in zip(_IDENTITY, identity, strict=True)]
    about = {"format": str(FORMAT), "region": data.region, "period": str(data.period)}
    return Table(about, (*columns, *data.columns.values()))


def _data(table: Table) -> DataSet:
    by_name = {column.name: column for column in table.columns}
    identity = [by_name.pop(name) for name, _ in _IDENTITY]
    people = tuple(
        Who(int(str(number)), str(nip), str(name), str(unit)) for number, nip, name, unit in zip(*identity, strict=True)
    )
    return DataSet(table.about["region"], require_period(table.about["period"]), people, by_name)
