"""Snapshots: what was once said of a period stays, whatever becomes of the records."""

from datetime import date, datetime

import pytest

from kinerja_admin.db.scope import Scope, acting_as, system
from kinerja_admin.engine.periods import Month, Period
from kinerja_admin.errors import NotFound, Refused
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.region import Region
from kinerja_admin.models.snapshot import Snapshot
from kinerja_admin.services import snapshots
from kinerja_admin.services.sources import histories
from kinerja_admin.services.sources.records import Records
from tests.services.town import RINA, Town

MARCH = Period(Month(2026, 3))


def take(town: Town) -> tuple[int, str]:
    with acting_as(system("test")), town.sessions.begin() as session:
        taken = snapshots.take(session, "serang", MARCH)
        return taken.id, taken.sha256


def raise_grade(town: Town) -> None:
    with acting_as(system("test")), town.sessions.begin() as session:
        position = session.get_one(Jabatan, town.positions["LOKET"])
        position.kelas = 7


def grade(town: Town, snapshot: int) -> object:
    with acting_as(system("test")), town.sessions() as session:
        data = snapshots.open_snapshot(session, snapshot)
        return data.columns["jabatan.kelas"][data.place_of(RINA)]


def test_records_changed_later_never_change_it(town: Town):
    before, _ = take(town)
    raise_grade(town)
    assert grade(town, before) == 6
    after, _ = take(town)
    assert (grade(town, before), grade(town, after)) == (6, 7)


def test_unchanged_records_give_the_same_snapshot(town: Town):
    first, sha256 = take(town)
    assert take(town) == (first, sha256)
    raise_grade(town)
    assert take(town) != (first, sha256)


def test_it_remembers_who_people_were(town: Town):
    number, _ = take(town)
    with acting_as(system("test")), town.sessions.begin() as session:
        session.get_one(Pegawai, town.people[RINA]).nama = "Rina Hidayat"
    with acting_as(system("test")), town.sessions() as session:
        who = next(one for one in snapshots.open_snapshot(session, number).people if one.nip == RINA)
    assert (who.id, who.nama, who.unit_kerja) == (town.people[RINA], "Rina Wulandari", "BIDANG")


def test_what_is_read_back_is_what_was_looked_at(town: Town):
    looked = town.look("2026-03")
    number, _ = take(town)
    with acting_as(system("test")), town.sessions() as session:
        assert snapshots.open_snapshot(session, number) == looked


def test_another_region_s_people_never_enter(town: Town):
    other = Town(town.sessions, "pangkalpinang")
    other.add_person("198001012005012901", "Mega Lestari")
    assert [who.nama for who in town.look("2026-03").people] == ["Siti Aminah", "Budi Santoso", "Rina Wulandari"]
    assert [who.nama for who in other.look("2026-03").people] == ["Mega Lestari"]


def test_everything_is_read_at_one_moment(town: Town, monkeypatch: pytest.MonkeyPatch):
    looked = town.look("2026-03")
    read_grades = histories.position_rows

    def positions_after_a_change(records: Records) -> object:
        raise_grade(town)
        return read_grades(records)

    monkeypatch.setattr(histories, "position_rows", positions_after_a_change)
    assert town.look("2026-03") == looked
    monkeypatch.undo()
    assert town.look("2026-03") != looked


def test_a_scope_opens_and_takes_snapshots_of_its_regions_alone(town: Town):
    number, _ = take(town)
    with acting_as(Scope("hr", None, ("pangkalpinang",))), town.sessions() as session:
        with pytest.raises(NotFound):
            snapshots.open_snapshot(session, number)
        with pytest.raises(NotFound, match="REGION_UNKNOWN"):
            snapshots.take(session, "serang", MARCH)


@pytest.mark.parametrize("region", ["nasional", "atlantis", ""])
def test_a_region_that_employs_nobody_is_unknown(town: Town, region: str):
    with acting_as(system("test")), town.sessions() as session, pytest.raises(NotFound, match="REGION_UNKNOWN"):
        snapshots.take(session, region, MARCH)


def test_a_damaged_snapshot_is_refused(town: Town):
    number, _ = take(town)
    with acting_as(system("test")), town.sessions.begin() as session:
        stored = session.get_one(Snapshot, number)
        forged = Snapshot(region_id="serang", periode="2026-03", people=3, sha256="0" * 64, content=stored.content)
        session.add(forged)
        session.flush()
        with pytest.raises(Refused, match="SNAPSHOT_DAMAGED"):
            snapshots.open_snapshot(session, forged.id)


def test_a_period_before_anybody_is_empty(town: Town):
    data = town.look("1999-01")
    assert data.people == ()
    assert data.columns["presensi.status"] == ()


def test_people_are_found_by_nip(town: Town):
    data = town.look("2026-03")
    assert data.people[data.place_of(RINA)].nama == "Rina Wulandari"
    with pytest.raises(NotFound, match="PERSON_UNKNOWN"):
        data.place_of("199901012026041901")


def taken(town: Town, *periods: str) -> None:
    with acting_as(system("test")), town.sessions.begin() as session:
        for text in periods:
            snapshots.take(session, "serang", snapshots.require_period(text))


def current(town: Town, today: date, kind: str | None = None) -> str | None:
    with acting_as(system("test")), town.sessions() as session:
        found = snapshots.current(session, "serang", kind, today)
        return found.periode if found is not None else None


def test_the_current_population_is_of_a_month_that_is_over_and_recorded(town: Town):
    april = date(2026, 4, 1)
    assert current(town, april) is None
    taken(town, "2026-02", "2026-03", "2026-04", "2030-01")
    assert current(town, april) == "2026-03"
    assert current(town, date(2026, 3, 31)) == "2026-02"
    town.attend(RINA, {"2026-02-02": {}, "2026-04-01": {}})
    assert current(town, april) == "2026-02"
    assert current(town, date(2026, 5, 1)) == "2026-04"
    assert current(town, april, "year") is None


def test_the_current_population_is_of_the_kind_asked_for(town: Town):
    town.attend(RINA, {"2026-02-02": {}})
    taken(town, "2026", "2026-02")
    assert current(town, date(2027, 1, 1), "year") == "2026"
    assert current(town, date(2026, 12, 31), "year") is None
    assert current(town, date(2027, 1, 1), "month") == "2026-02"


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Asia/Jakarta", "2026-03-31T16:59:59", "2026-03-31"),
        ("Asia/Jakarta", "2026-03-31T17:00:00", "2026-04-01"),
        ("Asia/Jayapura", "2026-03-31T15:00:00", "2026-04-01"),
        ("Negeri/Dongeng", "2026-03-31T17:00:00", "2026-04-01"),
    ],
)
def test_a_region_s_days_begin_where_it_is(town: Town, zone: str, moment: str, day: str):
    with acting_as(system("test")), town.sessions.begin() as session:
        session.get_one(Region, "serang").time_zone = zone
        session.flush()
        local = datetime.fromisoformat(f"{moment}+00:00").astimezone(snapshots.time_zone(session, "serang"))
    assert local.date().isoformat() == day
