"""Reports from records: each line counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from kinerja_admin.db.scope import acting_as
from kinerja_admin.errors import Forbidden
from kinerja_admin.models.account import Account
from kinerja_admin.models.anggota_inovasi import AnggotaInovasi
from kinerja_admin.models.butir_rencana import ButirRencana
from kinerja_admin.models.calon_jabatan import CalonJabatan
from kinerja_admin.models.faktor_eksternal import FaktorEksternal
from kinerja_admin.models.inovasi import Inovasi
from kinerja_admin.models.jawaban_survei import JawabanSurvei
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.lowongan_jabatan import LowonganJabatan
from kinerja_admin.models.pelatihan import Pelatihan
from kinerja_admin.models.pendidikan import Pendidikan
from kinerja_admin.models.penghargaan import Penghargaan
from kinerja_admin.models.penilaian_masyarakat import PenilaianMasyarakat
from kinerja_admin.models.peserta_pelatihan import PesertaPelatihan
from kinerja_admin.models.peserta_sosialisasi import PesertaSosialisasi
from kinerja_admin.models.program import Program
from kinerja_admin.models.rencana import Rencana
from kinerja_admin.models.riwayat_pangkat import RiwayatPangkat
from kinerja_admin.models.sosialisasi import Sosialisasi
from kinerja_admin.models.survei import Survei
from kinerja_admin.models.tahapan import Tahapan
from kinerja_admin.models.ukuran import Ukuran
from kinerja_admin.models.usulan_pelatihan import UsulanPelatihan
from kinerja_admin.models.words import UNSUR_SURVEI
from kinerja_admin.services import duties
from kinerja_admin.services.reports import REPORTS
from tests.services.reporting import ELSEWHERE, SERANG, lines, table_of, whole
from tests.services.town import BUDI, RINA, SITI, Town, day


def training(town: Town, code: str, **given: object) -> int:
    """A training of March 2026 with ten hours."""
    usual = {
        "nama": code, "jenis": "teknis", "penyelenggara": "BKPSDM", "mulai": day("2026-03-02"),
        "selesai": day("2026-03-03"), "jp": 10,
    }  # fmt: skip
    return town.add(Pelatihan, kode=code, **{**usual, **given})


def invite(town: Town, number: int, nip: str, status: str, **given: object) -> None:
    """Somebody's part in a training."""
    who = {"pelatihan_id": number, "pegawai_id": town.people[nip], "diundang_pada": day("2026-02-20")}
    town.add(PesertaPelatihan, status=status, **{**who, **given})


@pytest.mark.requirement("BT-46", "BT-49", "KM-30", "PP-16", "SR-10", "SR-23")
def test_duties_by_stage_unit_and_party(town: Town):
    for stage, first, last in (("penyusunan_rencana", 5, 31), ("persetujuan_rencana", 11, 31)):
        town.add(
            Tahapan, tahap=stage, periode="2026", mulai=date(2026, 1, first), selesai=date(2026, 1, last)
        )  # fmt: skip
    moments = {"diajukan_pada": datetime(2026, 1, 9, tzinfo=UTC), "disetujui_pada": datetime(2026, 2, 3, tzinfo=UTC)}
    town.add(Rencana, pegawai_id=town.people[RINA], tahun=2026, status="disetujui", **moments)
    with acting_as(SERANG), town.sessions.begin() as session:
        duties.fill(session, "serang", day("2026-02-10"))
    by_stage = table_of(town, "kewajiban-tahap")
    assert lines(by_stage, "stage", "party", "first", "last", "owed", "done", "late", "overdue", "share") == [
        ("penyusunan_rencana", "pegawai", day("2026-01-05"), day("2026-01-31"), 3, 1, 0, 2, Fraction(100, 3)),
        ("persetujuan_rencana", "atasan", day("2026-01-11"), day("2026-01-31"), 2, 1, 1, 1, 50),
    ]
    by_unit = table_of(town, "kewajiban-unit")
    assert lines(by_unit, "unit", "party", "people", "debtors", "owed", "done") == [
        ("Bidang", "atasan", 1, 0, 1, 1),
        ("Bidang", "pegawai", 2, 1, 2, 1),
        ("Dinas", "atasan", 1, 1, 1, 0),
        ("Dinas", "pegawai", 1, 1, 1, 0),
    ]
    still = table_of(town, "kewajiban-terbuka")
    assert lines(still, "name", "stage", "about", "days") == [
        ("Budi Santoso", "penyusunan_rencana", None, 298),
        ("Siti Aminah", "penyusunan_rencana", None, 298),
        ("Siti Aminah", "persetujuan_rencana", "Budi Santoso", 298),
    ]
    below = table_of(town, "kewajiban-terbuka", units=[town.units["BIDANG"]])
    assert lines(below, "name") == [("Budi Santoso",)]


@pytest.mark.requirement("BT-20", "BT-31")
def test_the_steps_of_the_appraisal_in_their_order(town: Town):
    for stage, period, first, last in (
        ("penyusunan_rencana", "2026", "2026-01-05", "2026-01-10"),
        ("persetujuan_rencana", "2026", "2026-01-11", "2026-01-31"),
        ("pelaporan_capaian", "2026-01", "2026-02-01", "2026-02-05"),
        ("penilaian_atasan", "2026-01", "2026-02-06", "2026-02-10"),
    ):
        town.add(Tahapan, tahap=stage, periode=period, mulai=day(first), selesai=day(last))
    moments = {"diajukan_pada": datetime(2026, 1, 9, tzinfo=UTC), "disetujui_pada": datetime(2026, 1, 12, tzinfo=UTC)}
    town.add(Rencana, pegawai_id=town.people[RINA], tahun=2026, status="disetujui", **moments)
    with acting_as(SERANG), town.sessions.begin() as session:
        duties.fill(session, "serang", day("2026-02-07"))
    assert lines(table_of(town, "kewajiban-tahap"), "stage", "first", "last", "owed", "done") == [
        ("penyusunan_rencana", day("2026-01-05"), day("2026-01-10"), 3, 1),
        ("persetujuan_rencana", day("2026-01-11"), day("2026-01-31"), 2, 1),
        ("pelaporan_capaian", day("2026-02-01"), day("2026-02-05"), 1, 0),
        ("penilaian_atasan", day("2026-02-06"), day("2026-02-10"), 2, 0),
    ]


@pytest.mark.requirement("BT-39", "BT-41", "KM-26", "PP-58", "SR-21", "SR-22")
def test_whom_socialisation_has_reached(town: Town):
    event = {"unit_kerja_id": town.units["DINAS"]}
    january = town.add(Sosialisasi, kode="S1", judul="Aturan baru", tanggal=day("2026-01-14"), **event)
    last_year = town.add(Sosialisasi, kode="S0", judul="Pengantar", tanggal=day("2025-06-02"), **event)
    for number, nip, given in (
        (january, SITI, {"hadir": True, "pemahaman": Decimal("80.00")}),
        (
            january,
            BUDI,
            {"hadir": True, "pemahaman": Decimal("90.00"), "kekhawatiran": "Sulit", "tanggapan": "Dibantu"},
        ),
        (january, RINA, {"hadir": False}),
        (last_year, SITI, {"hadir": True}),
    ):
        town.add(PesertaSosialisasi, sosialisasi_id=number, pegawai_id=town.people[nip], **given)
    events = table_of(town, "sosialisasi")
    assert lines(events, "title", "invited", "present", "concerned", "answered", "share", "mean") == [
        ("Aturan baru", 3, 2, 1, 1, Fraction(200, 3), 85)
    ]
    reach = table_of(town, "sosialisasi-unit")
    assert lines(reach, "unit", "people", "reached", "lately", "again", "unreached") == [
        ("Bidang", 2, 1, 1, 0, 1),
        ("Dinas", 1, 1, 1, 1, 0),
    ]
    assert whole(reach, "people", "reached", "share") == (3, 2, Fraction(200, 3))
    assert lines(table_of(town, "sosialisasi-belum"), "name", "invited") == [("Rina Wulandari", 1)]


@pytest.mark.requirement("BT-40", "PP-43", "PP-47", "PP-48", "PP-50")
def test_participation_in_training(town: Town):
    course = training(town, "K1")
    online = training(town, "K2", jenis="seminar", cara="daring", jp=4)
    invite(town, course, RINA, "lulus", jp_diakui=8)
    invite(town, course, BUDI, "tidak_lulus")
    invite(town, online, RINA, "lulus")
    by_unit = table_of(town, "pelatihan-unit")
    assert lines(by_unit, "unit", "people", "joined", "none", "jp", "mean") == [
        ("Bidang", 2, 1, 1, 12, 6),
        ("Dinas", 1, 0, 1, 0, 0),
    ]
    assert whole(by_unit, "share", "jp") == (Fraction(100, 3), 12)
    kinds = table_of(town, "pelatihan-jenis")
    assert lines(kinds, "kind", "method", "trainings", "people", "passed", "jp") == [
        ("seminar", "daring", 1, 1, 1, 4),
        ("teknis", "klasikal", 1, 2, 1, 8),
    ]
    groups = table_of(town, "pelatihan-kelompok")
    found = {(kind, group.strip()): rest for kind, group, *rest in lines(groups, "kind", "group", "people", "joined")}
    assert found["kelas", "6"] == [1, 1]
    assert found["usia", "30–39"] == [2, 1]
    assert found["usia", "≥ 50"] == [1, 0]
    assert found["jenis_kelamin", "P"] == [2, 1]


@pytest.mark.requirement("PP-51", "PP-52", "PP-55")
def test_invitations_reasons_and_proposals(town: Town):
    course, later = training(town, "K1"), training(town, "K9", mulai=day("2026-12-01"), selesai=day("2026-12-02"))
    invite(town, course, RINA, "tidak_ikut", alasan="beban_kerja")
    invite(town, course, BUDI, "diundang")
    invite(town, course, SITI, "lulus", diundang_pada=None)
    invite(town, later, RINA, "diundang")
    invitations = table_of(town, "pelatihan-undangan")
    assert lines(invitations, "training", "people", "invited", "passed", "absent", "silent", "waiting") == [
        ("K1", 3, 2, 1, 1, 1, 0),
        ("K9", 1, 1, 0, 0, 0, 1),
    ]
    assert lines(table_of(town, "pelatihan-alasan"), "reason", "people", "times") == [("beban_kerja", 1, 1)]
    asked = {"nama": "Arsip", "jenis": "teknis", "alasan": "Perlu", "diajukan_pada": day("2026-04-13")}
    decided = {"status": "disetujui", "diputus_pada": day("2026-04-20"), "pelatihan_id": course}
    town.add(UsulanPelatihan, pegawai_id=town.people[RINA], **asked, **decided)
    assert lines(table_of(town, "pelatihan-usulan"), "name", "unit", "training", "state", "made") == [
        ("Rina Wulandari", "Bidang", "Arsip", "disetujui", "K1")
    ]


@pytest.mark.requirement("KM-18", "KM-19", "SR-13")
def test_who_has_a_reward_and_who_never_had_one(town: Town):
    given = {"pemberi": "Wali kota", "alasan": "Melayani dengan cepat"}
    for nip, name, when, may_be_named in (
        (RINA, "Teladan", "2026-08-17", True),
        (BUDI, "Tepat waktu", "2026-05-02", False),
    ):
        town.add(
            Penghargaan,
            pegawai_id=town.people[nip],
            nama=name,
            tanggal=day(when),
            boleh_diumumkan=may_be_named,
            **given,
        )
    by_unit = table_of(town, "penghargaan-unit")
    assert lines(by_unit, "unit", "people", "ever", "lately", "never", "share") == [
        ("Bidang", 2, 2, 2, 0, 100),
        ("Dinas", 1, 0, 0, 1, 0),
    ]
    assert lines(table_of(town, "penghargaan-belum"), "name") == [("Siti Aminah",)]
    named = lines(table_of(town, "penghargaan-daftar"), "name", "reward", "reason")
    assert named == [
        ("Rina Wulandari", "Teladan", "Melayani dengan cepat"),
        ("Budi Santoso", "Tepat waktu", "Melayani dengan cepat"),
    ]
    public = lines(table_of(town, "penghargaan-daftar", sees_people=False), "name")
    assert public == [("Rina Wulandari",)]


@pytest.mark.requirement("SR-18", "SR-20")
def test_positions_with_holders_vacancies_and_fit(town: Town):
    town.add(RiwayatPangkat, pegawai_id=town.people[RINA], golongan_id=town.ranks["III/a"], mulai=day("2021-04-01"))
    school = {"lembaga": "Universitas", "tahun_lulus": 2017}
    town.add(Pendidikan, pegawai_id=town.people[RINA], jenjang="d3", **school)
    wanted = {"golongan_min_id": town.ranks["III/a"], "pendidikan_min": "s1_d4", "syarat": "Bersedia bergilir"}
    loket = town.add(
        LowonganJabatan, nomor="L1", jabatan_id=town.positions["LOKET"], dibuka=day("2026-02-01"), formasi=1, **wanted
    )
    town.add(CalonJabatan, lowongan_jabatan_id=loket, pegawai_id=town.people[BUDI], diusulkan_pada=day("2026-02-10"))
    places = {code: rest for code, *rest in lines(
        table_of(town, "jabatan"), "code", "class", "needed", "held", "vacant", "holders", "ranks", "education", "more",
        "candidates",
    )}  # fmt: skip
    assert places["LOKET"] == [6, 1, 1, 0, "Rina Wulandari", "III/a – …", "s1_d4", "Bersedia bergilir", 1]
    assert places["ANALIS"] == [8, 1, 0, 1, "", "", None, "", None]
    assert {holders for (holders,) in lines(table_of(town, "jabatan", sees_people=False), "holders")} == {""}
    fit = table_of(town, "kesesuaian")
    assert lines(fit, "name", "rank", "fits_rank", "level", "fits_level") == [
        ("Rina Wulandari", "III/a", "yes", "d3", "no")
    ]
    assert lines(table_of(town, "calon"), "number", "name", "present", "fits_rank") == [
        ("L1", "Budi Santoso", "Kabid", "")
    ]


@pytest.mark.requirement("PP-27", "PP-28", "PP-33")
def test_programmes_innovations_and_outside_factors(town: Town):
    programme = town.add(
        Program, kode="P1", nama="Loket cepat", unit_kerja_id=town.units["DINAS"], mulai=day("2026-01-05"), arah="turun",
        ukuran="Lama menunggu", satuan="menit", sebelum=Decimal("40.00"), sesudah=Decimal("25.50"),
        diukur_pada=day("2026-06-30"),
    )  # fmt: skip
    innovation = town.add(
        Inovasi, kode="I1", judul="Antrean daring", unit_kerja_id=town.units["BIDANG"], program_id=programme,
        tahap="diterapkan", mulai=day("2026-02-01"), dievaluasi_pada=day("2026-06-30"), berhasil=True,
    )  # fmt: skip
    for nip in (BUDI, RINA):
        town.add(AnggotaInovasi, inovasi_id=innovation, pegawai_id=town.people[nip])
    effect = table_of(town, "program")
    assert lines(effect, "programme", "first", "innovations", "members", "measure", "before", "after", "change") == [
        ("Loket cepat", day("2026-01-05"), 1, 2, "Lama menunggu", Decimal("40.00"), Decimal("25.50"), Fraction(-29, 2))
    ]
    assert lines(table_of(town, "inovasi"), "title", "programme", "success", "members") == [
        ("Antrean daring", "Loket cepat", True, 2)
    ]
    assert lines(table_of(town, "inovasi-unit"), "unit", "members", "programme", "success") == [
        ("Bidang", 2, 2, 2),
        ("Dinas", 0, 0, 0),
    ]
    town.add(
        FaktorEksternal, jenis="bencana", uraian="Banjir", unit_kerja_id=town.units["BIDANG"], mulai=day("2026-02-09"),
        selesai=day("2026-02-20"), penyesuaian=Decimal("20.00"), disetujui_oleh_id=town.people[SITI],
        disetujui_pada=datetime(2026, 2, 25, tzinfo=UTC),
    )  # fmt: skip
    assert lines(table_of(town, "faktor-eksternal"), "what", "unit", "relief", "by", "day") == [
        ("Banjir", "Bidang", Decimal("20.00"), "Siti Aminah", day("2026-02-25"))
    ]


@pytest.mark.requirement("BT-48", "SR-06", "SR-14")
def test_plan_items_by_the_goal_that_they_support(town: Town):
    agreed = {"status": "disetujui", "disetujui_pada": datetime(2026, 2, 3, tzinfo=UTC)}
    plans = {
        nip: town.add(Rencana, pegawai_id=town.people[nip], tahun=2026, **given)
        for nip, given in ((RINA, agreed), (BUDI, agreed), (SITI, {"status": "draf"}))
    }
    for nip, number, goal in (
        (RINA, 1, "Layanan cepat"),
        (RINA, 2, None),
        (BUDI, 1, "Layanan cepat"),
        (SITI, 1, "Lain"),
    ):
        town.add(
            ButirRencana, rencana_id=plans[nip], nomor=number, uraian="Berkas", tujuan=goal, bobot=Decimal("50.00"),
            target=Decimal("12.00"), satuan="berkas",
        )  # fmt: skip
    assert lines(table_of(town, "tujuan"), "goal", "people", "units", "items") == [
        ("Layanan cepat", 2, 1, 2),
        ("", 1, 1, 1),
    ]


@pytest.mark.requirement("BT-08", "PP-09", "KM-31", "SR-12")
def test_measured_indicators_beside_target_and_baseline(town: Town):
    service = town.add(Layanan, kode="AKTA", nama="Akta kelahiran", unit_kerja_id=town.units["BIDANG"])
    for period, done in (("2026-02", "6"), ("2026-03", "4"), ("2026-04", "3"), ("2026-05", "2")):
        town.add(
            Ukuran, policy="penilaian", indicator="waktu_pelayanan", periode=period, layanan_id=service,
            baseline=Decimal(7), target=Decimal(3), realisasi=Decimal(done),
        )  # fmt: skip
    beside = table_of(town, "pengukuran", "2026-03")
    assert lines(beside, "indicator", "unit", "service", "done", "beside_target", "beside_baseline") == [
        ("Waktu pelayanan", "Bidang", "Akta kelahiran", 4, 1, -3)
    ]
    compared = table_of(town, "pengukuran-perbandingan", since=day("2026-04-01"))
    assert lines(compared, "n_before", "n_after", "before", "after", "change") == [
        (2, 2, 5, Fraction(5, 2), Fraction(-5, 2))
    ]


@pytest.mark.requirement("PP-53", "PP-62")
def test_satisfaction_by_unit_and_beside_training(town: Town):
    service = town.add(Layanan, kode="AKTA", nama="Akta kelahiran", unit_kerja_id=town.units["BIDANG"])
    survey = town.add(
        Survei, kode="V1", judul="Survei", unit_kerja_id=town.units["BIDANG"], layanan_id=service,
        dibuka=day("2026-05-01"), ditutup=day("2026-05-31"),
    )  # fmt: skip
    for number, answer in enumerate((3, 4), 1):
        town.add(JawabanSurvei, survei_id=survey, nomor=number, **dict.fromkeys(UNSUR_SURVEI, answer))
    for when, value in (("2025-07-01", 3), ("2026-07-01", 4), ("2026-07-02", 5), ("2026-07-03", 1)):
        town.add(PenilaianMasyarakat, layanan_id=service, tanggal=day(when), nilai=value, kanal="loket", dihitung=True)
    mean = table_of(town, "kepuasan-survei")
    assert lines(mean, "unit", "service", "people", "ikm", "mean", "waktu") == [
        ("Bidang", "Akta kelahiran", 2, None, Fraction(7, 2), Fraction(7, 2))
    ]
    assert lines(mean, "ikm") == [(None,)]
    rated = table_of(town, "kepuasan-masyarakat")
    assert lines(rated, "service", "people", "poor", "mean") == [("Akta kelahiran", 3, 1, Fraction(10, 3))]
    invite(town, training(town, "K1"), RINA, "lulus")
    beside = table_of(town, "pelatihan-kepuasan")
    assert lines(beside, "unit", "hours", "before", "now", "change") == [
        ("Bidang", 5, 3, Fraction(10, 3), Fraction(1, 3))
    ]
    few = table_of(town, "kepuasan-survei", sees_people=False)
    assert lines(few, "people", "mean") == [("···", "···")]


@pytest.mark.requirement("PP-22")
def test_what_ratings_of_citizens_led_to(town: Town):
    service = town.add(Layanan, kode="AKTA", nama="Akta kelahiran", unit_kerja_id=town.units["BIDANG"])
    given = {"layanan_id": service, "kanal": "loket", "tanggal": day("2026-07-03")}
    done = {"tindak_lanjut": "Loket kedua dibuka", "ditindaklanjuti_pada": day("2026-07-20")}
    town.add(PenilaianMasyarakat, nilai=1, dihitung=True, **given, **done)
    town.add(PenilaianMasyarakat, nilai=2, dihitung=True, **given)
    town.add(PenilaianMasyarakat, nilai=5, dihitung=False, alasan_tidak_dihitung="Berulang", **given)
    found = table_of(town, "kepuasan-masyarakat")
    assert lines(found, "people", "n", "poor", "followed", "mean") == [(3, 2, 2, 1, Fraction(3, 2))]


def test_no_report_tells_anything_of_another_region(town: Town):
    for name, report in REPORTS.items():
        period = "2026" if report.kind == "year" else "2026-03"
        table = table_of(town, name, period, since=day("2026-04-01"), scope=ELSEWHERE)
        assert table.lines == (), name


def test_lists_of_people_are_refused_to_whoever_may_not_know_them(town: Town):
    named = [name for name, report in REPORTS.items() if report.names_people]
    assert len(named) >= 9
    for name in named:
        with pytest.raises(Forbidden) as refusal:
            table_of(town, name, "2026" if REPORTS[name].kind == "year" else "2026-03", sees_people=False)
        assert refusal.value.code == "ROLE_MISSING"


def test_a_part_of_the_units_tells_no_more_than_all_of_them(town: Town):
    for number in range(12):
        nip = f"1991010120150310{number + 10:02d}"
        town.add_person(nip, f"Pegawai {number}", "ANALIS" if number < 6 else "LOKET")
    every = table_of(town, "pelatihan-unit", sees_people=False)
    assert lines(every, "unit", "people", "joined") == [("Bidang", 8, 0), ("Dinas", 7, 0)]
    assert whole(every, "people") == (15,)
    invite(town, training(town, "K1"), RINA, "lulus")
    part = table_of(town, "pelatihan-unit", sees_people=False, units=[town.units["BIDANG"]])
    assert lines(part, "unit", "people", "joined", "none", "jp", "share") == [("Bidang", 8, "···", "···", "···", "···")]
    assert part.total is None
    assert part.hides


def test_the_catalogue_is_sound():
    for report in REPORTS.values():
        names = [column.name for column in report.columns]
        assert len(set(names)) == len(names), report.name
        for place, column in enumerate(report.columns):
            before = names[:place] if column.role in {"ratio", "change"} else names
            assert set(column.of) <= set(before), (report.name, column.name)
        shown = {column.name for column in report.columns if column.is_shown}
        assert report.chart is None or {report.chart.label, report.chart.value} <= shown, report.name
        assert sum(column.role == "people" for column in report.columns) <= 1, report.name
    assert Account.__tablename__ not in {report.table for report in REPORTS.values()}
