"""Duties of the process: filled in from the calendar, done by what the records show."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import Scope, acting_as
from kinerja_admin.db.session import Session
from kinerja_admin.errors import NotFound
from kinerja_admin.models.butir_rencana import ButirRencana
from kinerja_admin.models.capaian import Capaian
from kinerja_admin.models.cuti import Cuti
from kinerja_admin.models.kewajiban import Kewajiban
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.penilaian import Penilaian
from kinerja_admin.models.rencana import Rencana
from kinerja_admin.models.tahapan import Tahapan
from kinerja_admin.models.umpan_balik import UmpanBalik
from kinerja_admin.services.duties import Debtor, Filled, Standing, by_unit, debtors, fill, standings
from tests.services.town import BUDI, RINA, SITI, Town, build, day

HR = Scope("hr.serang", None, ("serang",))
NAMES = {SITI: "siti", BUDI: "budi", RINA: "rina"}
EVENING = datetime(2026, 4, 3, 17, 30, tzinfo=UTC)
"""Past midnight in western Indonesia: the fourth of April."""


pytestmark = pytest.mark.requirement("BT-46", "BT-49", "KM-30", "PP-16", "SR-10", "SR-23")


@pytest.fixture
def town(session_factory: sessionmaker[Session]) -> Town:
    """Siti leads Budi, who leads Rina."""
    return build(session_factory)


def stage(town: Town, kind: str, period: str = "2026-03", first: str = "2026-04-01", last: str = "2026-04-05") -> int:
    """A stage of the calendar."""
    return town.add(Tahapan, tahap=kind, periode=period, mulai=day(first), selesai=day(last))


def filled(town: Town, on: str = "2026-04-02") -> Filled:
    """The duties filled in on a day."""
    with acting_as(HR), town.sessions.begin() as session:
        return fill(session, "serang", day(on))


def owed(town: Town) -> dict[tuple[str, str], date | str | None]:
    """By who owes and about whom: the day on which it was done, or why somebody is released."""
    names = {town.people[nip]: name for nip, name in NAMES.items()}
    with acting_as(HR), town.sessions() as session:
        found = session.scalars(select(Kewajiban).order_by(Kewajiban.id)).all()
        return {
            (names.get(one.pegawai_id, "?"), names.get(one.tentang_id or 0, "")): one.selesai_pada or one.dibebaskan
            for one in found
        }


def change(town: Town, model: type[Any], number: int, **values: Any) -> None:
    """Correct a row."""
    with acting_as(HR), town.sessions.begin() as session:
        row = session.get_one(model, number)
        for name, value in values.items():
            setattr(row, name, value)


def test_nothing_is_owed_before_a_stage_begins(town: Town):
    stage(town, "penilaian_diri")
    assert filled(town, "2026-03-31") == Filled(0, 0)
    assert filled(town, "2026-04-01") == Filled(3, 0)
    assert filled(town, "2026-04-01") == Filled(0, 0)
    assert set(owed(town)) == {("siti", ""), ("budi", ""), ("rina", "")}


def test_superiors_owe_a_rating_of_each_subordinate(town: Town):
    stage(town, "penilaian_atasan")
    rated = town.add(Penilaian, pegawai_id=town.people[RINA], penilai_id=town.people[BUDI], periode="2026-03")
    assert filled(town) == Filled(2, 0)
    assert owed(town) == {("siti", "budi"): None, ("budi", "rina"): None}
    words = {"hasil_kerja": "sesuai_ekspektasi", "perilaku_kerja": "sesuai_ekspektasi"}
    change(town, Penilaian, rated, **words, dinilai_pada=EVENING)
    assert filled(town, "2026-04-20") == Filled(0, 1)
    assert owed(town) == {("siti", "budi"): None, ("budi", "rina"): date(2026, 4, 4)}


def test_who_left_is_still_rated_and_owes_nothing(town: Town):
    leaver = "198001012005011901"
    town.add_person(leaver, "Eko", tanggal_masuk=day("2020-01-01"), tanggal_keluar=day("2026-03-20"))
    town.hold(leaver, "LOKET", day("2024-01-01"))
    stage(town, "penilaian_atasan")
    stage(town, "penilaian_diri")
    filled(town)
    with acting_as(HR), town.sessions() as session:
        rows = session.scalars(select(Kewajiban)).all()
        assert [row.tentang_id for row in rows if row.tentang_id == town.people[leaver]] == [town.people[leaver]]
        assert [row for row in rows if row.pegawai_id == town.people[leaver]] == []


def test_whoever_acts_in_the_post_above_owes_the_rating(town: Town):
    change(town, Pegawai, town.people[BUDI], tanggal_keluar=day("2026-03-31"), alasan_keluar="pindah")
    town.hold(SITI, "KABID", day("2026-04-01"), None, "plt")
    stage(town, "penilaian_atasan")
    filled(town)
    assert owed(town) == {("siti", "budi"): None, ("siti", "rina"): None}


def test_plans_are_written_by_everybody_and_approved_by_superiors(town: Town):
    for kind in ("penyusunan_rencana", "persetujuan_rencana"):
        stage(town, kind, "2026", "2026-01-05", "2026-01-31")
    morning = datetime(2026, 1, 9, 2, tzinfo=UTC)
    common = {"tahun": 2026, "diajukan_pada": morning}
    town.add(Rencana, pegawai_id=town.people[RINA], status="diajukan", **common)
    later = datetime(2026, 1, 20, 2, tzinfo=UTC)
    town.add(Rencana, pegawai_id=town.people[BUDI], status="disetujui", disetujui_pada=later, **common)
    town.add(Rencana, pegawai_id=town.people[SITI], status="draf", tahun=2026)
    assert filled(town, "2026-01-21") == Filled(5, 0)
    assert owed(town) == {
        ("siti", ""): None,
        ("budi", ""): date(2026, 1, 9),
        ("rina", ""): date(2026, 1, 9),
        ("siti", "budi"): date(2026, 1, 20),
        ("budi", "rina"): None,
    }


def test_achievements_are_reported_on_approved_plans_once_every_item_has_its_report(town: Town):
    common = {"bobot": Decimal(50), "target": Decimal(10), "satuan": "dokumen", "uraian": "Laporan"}
    for nip, status in ((RINA, "disetujui"), (BUDI, "disetujui"), (SITI, "diajukan")):
        approved = {"disetujui_pada": EVENING} if status == "disetujui" else {}
        plan = town.add(Rencana, pegawai_id=town.people[nip], tahun=2026, status=status, **approved)
        items = [town.add(ButirRencana, rencana_id=plan, nomor=place, **common) for place in (1, 2)]
        for item in items[: 2 if nip == RINA else 1]:
            town.add(Capaian, butir_rencana_id=item, bulan=3, realisasi=Decimal(1), dicatat_pada=EVENING)
    stage(town, "pelaporan_capaian")
    filled(town)
    assert owed(town) == {("budi", ""): None, ("rina", ""): date(2026, 4, 4)}


def test_self_assessment_and_feedback(town: Town):
    own = {"nilai_sendiri": Decimal(0), "dinilai_sendiri_pada": EVENING}
    town.add(Penilaian, pegawai_id=town.people[RINA], penilai_id=town.people[BUDI], periode="2026-03", **own)
    stage(town, "penilaian_diri")
    filled(town)
    assert owed(town) == {("siti", ""): None, ("budi", ""): None, ("rina", ""): date(2026, 4, 4)}


def test_feedback_is_given_once_anything_was_said_about_anybody(town: Town):
    given = {"penilai_id": town.people[RINA], "jenis": "bawahan", "nilai": Decimal(80)}
    town.add(UmpanBalik, dinilai_id=town.people[BUDI], periode="2026-03", **given)
    town.add(UmpanBalik, dinilai_id=town.people[SITI], periode="2026-02", **{**given, "penilai_id": town.people[BUDI]})
    stage(town, "umpan_balik")
    filled(town, "2026-04-03")
    assert owed(town) == {("siti", ""): None, ("budi", ""): None, ("rina", ""): date(2026, 4, 3)}


def test_who_is_on_leave_throughout_the_stage_is_released(town: Town):
    for nip, last in ((RINA, "2026-04-05"), (BUDI, "2026-04-04")):
        town.add(Cuti, pegawai_id=town.people[nip], jenis="besar", mulai=day("2026-03-20"), selesai=day(last))
    stage(town, "penilaian_diri")
    filled(town)
    assert owed(town) == {("siti", ""): None, ("budi", ""): None, ("rina", ""): "Cuti besar"}


def test_what_was_written_into_a_duty_stays(town: Town):
    stage(town, "penilaian_diri")
    filled(town)
    with acting_as(HR), town.sessions.begin() as session:
        by_person = {row.pegawai_id: row for row in session.scalars(select(Kewajiban))}
        by_person[town.people[RINA]].selesai_pada = day("2026-04-01")
        by_person[town.people[BUDI]].dibebaskan = "Tugas belajar"
    assert filled(town, "2026-04-30") == Filled(0, 0)
    assert owed(town) == {("siti", ""): None, ("budi", ""): "Tugas belajar", ("rina", ""): date(2026, 4, 1)}


def test_who_left_before_the_stage_closed_is_released(town: Town):
    stage(town, "penilaian_diri")
    filled(town)
    change(town, Pegawai, town.people[RINA], tanggal_keluar=day("2026-04-04"), alasan_keluar="pensiun")
    assert filled(town, "2026-04-05") == Filled(0, 0)
    assert owed(town)["rina", ""] == "Tidak lagi bertugas pada tahapan ini"


def test_the_duties_of_another_region_are_out_of_reach(town: Town):
    stage(town, "penilaian_diri")
    with acting_as(HR), town.sessions() as session, pytest.raises(NotFound):
        fill(session, "pangkalpinang", day("2026-04-02"))
    assert owed(town) == {}


def test_where_the_duties_stand_by_stage_and_unit(town: Town):
    number = stage(town, "penilaian_diri")
    late = {"nilai_sendiri": Decimal(80), "dinilai_sendiri_pada": datetime(2026, 4, 6, 2, tzinfo=UTC)}
    town.add(Penilaian, pegawai_id=town.people[RINA], penilai_id=town.people[BUDI], periode="2026-03", **late)
    town.add(Cuti, pegawai_id=town.people[SITI], jenis="sakit", mulai=day("2026-04-01"), selesai=day("2026-04-05"))
    superiors = stage(town, "penilaian_atasan", first="2026-04-06", last="2026-04-10")
    filled(town, "2026-04-08")
    with acting_as(HR), town.sessions() as session:
        newest, oldest = standings(session, "serang", day("2026-04-08"))
        assert (newest.stage, newest.by_superiors, newest.standing) == (
            "penilaian_atasan",
            True,
            Standing(2, 0, 0, 0, 0),
        )
        assert (oldest.stage, oldest.by_superiors, oldest.standing) == (
            "penilaian_diri",
            False,
            Standing(3, 1, 1, 1, 1),
        )
        assert (oldest.standing.open, newest.standing.open) == (1, 2)
        units = {one.unit: one.standing for one in by_unit(session, "serang", number, day("2026-04-08"))}
        assert units == {"Bidang": Standing(2, 1, 1, 1, 0), "Dinas": Standing(1, 0, 0, 0, 1)}
        due = day("2026-04-10")
        assert debtors(session, "serang", superiors, 10) == (
            Debtor(town.people[BUDI], "Budi Santoso", "Rina Wulandari", due),
            Debtor(town.people[SITI], "Siti Aminah", "Budi Santoso", due),
        )
        assert len(debtors(session, "serang", superiors, 1)) == 1
    with acting_as(Scope("hr.pangkalpinang", None, ("pangkalpinang",))), town.sessions() as session:
        assert standings(session, "serang", day("2026-04-08")) == ()


def test_a_day_that_nothing_names_is_the_one_on_which_it_was_found(town: Town):
    """Not called late where the duty itself is new; found today where it was open before."""
    for nip in (RINA, BUDI):
        by = {"penilai_id": town.people[SITI], "periode": "2026-03"}
        given = {"nilai_sendiri": Decimal(80)} if nip == RINA else {}
        number = town.add(Penilaian, pegawai_id=town.people[nip], **by, **given)
    stage(town, "penilaian_diri")
    filled(town, "2026-04-20")
    change(town, Penilaian, number, nilai_sendiri=Decimal(70))
    filled(town, "2026-04-25")
    assert owed(town) == {("siti", ""): None, ("budi", ""): date(2026, 4, 25), ("rina", ""): date(2026, 4, 5)}
