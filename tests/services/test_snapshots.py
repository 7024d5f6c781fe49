"""Snapshots: what was once said of a period stays, whatever becomes of the records."""

import pytest

from kinerja_admin.db.scope import Scope, acting_as, system
from kinerja_admin.engine.periods import Month, Period
from kinerja_admin.errors import NotFound, Refused
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.pegawai import Pegawai
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
    read_grades = histories.positions

    def positions_after_a_change(records: Records) -> object:
        raise_grade(town)
        return read_grades(records)

    monkeypatch.setattr(histories, "positions", positions_after_a_change)
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
