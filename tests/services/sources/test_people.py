"""Facts about people and positions, to the day."""

from datetime import date

from kinerja_admin.models.hukuman_disiplin import HukumanDisiplin
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.riwayat_pangkat import RiwayatPangkat
from kinerja_admin.models.riwayat_status import RiwayatStatus
from tests.services.town import BUDI, RINA, SITI, Town, day

DEWI = "199803012026032901"


def test_a_person_at_the_end_of_a_month(town: Town):
    names = (
        "status",
        "jenis_kelamin",
        "tanggal_lahir",
        "tanggal_masuk",
        "tanggal_keluar",
        "hari_bekerja",
        "unit_kerja",
    )
    found = town.facts("2026-03", RINA, *(f"pegawai.{name}" for name in names))
    assert found == ("PNS", "P", date(1995, 12, 30), date(2020, 12, 1), None, 31, "BIDANG")


def test_the_population_is_everyone_employed_on_any_day(town: Town):
    town.add_person(DEWI, "Dewi Lestari", "ANALIS", tanggal_masuk=day("2026-03-31"))
    town.add_person(
        "198001012005011901", "Eko Prasetya", "ANALIS", tanggal_keluar=day("2026-03-01"), alasan_keluar="pensiun"
    )
    town.add_person(
        "198001012005011902", "Fajar Hidayat", "ANALIS", tanggal_keluar=day("2026-02-28"), alasan_keluar="pindah"
    )
    town.add_person("199901012026041901", "Gita Permana", "ANALIS", tanggal_masuk=day("2026-04-01"))
    assert [who.nama for who in town.look("2026-03").people] == [
        *("Siti Aminah", "Budi Santoso", "Rina Wulandari"),
        *("Dewi Lestari", "Eko Prasetya"),
    ]


def test_one_day_of_employment(town: Town):
    town.add_person(DEWI, "Dewi Lestari", "ANALIS", tanggal_masuk=day("2026-03-31"))
    names = ("pegawai.hari_bekerja", "presensi.hari_kerja", "bagian.hari", "bagian.hari_kerja", "jabatan.kelas")
    assert town.facts("2026-03", DEWI, *names) == (1, 1, (1,), (1,), 8)


def test_a_position_as_of_the_last_day(town: Town):
    names = ("kelas", "jenis", "eselon", "tanggal_mulai", "pelayanan_publik")
    wanted = [f"jabatan.{name}" for name in names]
    assert town.facts("2026-03", SITI, *wanted) == (14, "struktural", "II.b", date(2024, 1, 1), False)
    assert town.facts("2026-03", RINA, *wanted) == (6, "pelaksana", None, date(2024, 1, 1), True)


def test_without_a_position_its_facts_are_missing(town: Town):
    town.add_person(DEWI, "Dewi Lestari", tanggal_masuk=day("2026-03-02"))
    found = town.facts("2026-03", DEWI, "jabatan.kelas", "jabatan.pelayanan_publik", "pegawai.unit_kerja")
    assert found == (None, None, None)
    assert town.facts("2026-03", DEWI, "unit_kerja.urusan", "layanan.jumlah") == (None, 0)


def test_an_acting_post_held_as_of_the_end(town: Town):
    town.hold(BUDI, "KADIS", day("2026-02-16"), day("2026-04-10"), "plt")
    wanted = ("jabatan.kelas", "jabatan.plt_kelas", "jabatan.plt_jenis", "jabatan.plt_hari")
    assert town.facts("2026-02", BUDI, *wanted) == (11, 14, "plt", 13)
    assert town.facts("2026-03", BUDI, *wanted) == (11, 14, "plt", 44)
    assert town.facts("2026-04", BUDI, *wanted) == (11, None, None, 0)
    assert town.facts("2026-04", BUDI, "bagian.plt_kelas", "bagian.hari") == ((14, None), (10, 20))


def test_an_acting_post_of_one_day_at_the_month_end(town: Town):
    town.hold(BUDI, "KADIS", day("2026-03-31"), day("2026-03-31"), "plh")
    assert town.facts("2026-03", BUDI, "jabatan.plt_jenis", "jabatan.plt_hari") == ("plh", 1)
    assert town.facts("2026-04", BUDI, "jabatan.plt_jenis", "jabatan.plt_hari") == (None, 0)


def test_rank_and_years_of_service(town: Town):
    town.add(
        RiwayatPangkat,
        pegawai_id=town.people[RINA],
        golongan_id=town.ranks["III/a"],
        mulai=day("2024-04-01"),
        masa_kerja_tahun=3,
    )
    wanted = ("pangkat.golongan", "pangkat.golongan_pppk", "pangkat.masa_kerja", "pangkat.tanggal_mulai")
    assert town.facts("2026-03", RINA, *wanted) == ("III/a", None, 4, date(2024, 4, 1))
    assert town.facts("2026-04", RINA, *wanted) == ("III/a", None, 5, date(2024, 4, 1))
    assert town.facts("2026-03", BUDI, *wanted) == (None, None, None, None)


def test_the_rank_of_a_contracted_employee(town: Town):
    town.add_person("199001012023212001", "Hana Sari", "LOKET", status="PPPK", tanggal_masuk=day("2023-03-01"))
    town.add(
        RiwayatPangkat,
        pegawai_id=town.people["199001012023212001"],
        golongan_id=town.ranks["IX"],
        mulai=day("2023-03-01"),
        masa_kerja_tahun=0,
    )
    wanted = ("pegawai.status", "pangkat.golongan", "pangkat.golongan_pppk", "pangkat.masa_kerja")
    assert town.facts("2026-03", "199001012023212001", *wanted) == ("PPPK", None, "IX", 3)


def test_status_changes_in_the_middle_of_a_month(town: Town):
    for status, first in (("CPNS", "2025-03-01"), ("PNS", "2026-03-16")):
        town.add(RiwayatStatus, pegawai_id=town.people[RINA], status=status, mulai=day(first))
    assert town.fact("2026-02", RINA, "pegawai.status") == "CPNS"
    found = town.facts("2026-03", RINA, "pegawai.status", "bagian.status", "bagian.hari", "bagian.hari_kerja")
    assert found == ("PNS", ("CPNS", "PNS"), (15, 16), (10, 10))


def test_sanctions_from_day_to_day(town: Town):
    punish = {"pegawai_id": town.people[RINA], "dasar": "SK/1", "jenis": "Teguran"}
    town.add(HukumanDisiplin, **punish, tingkat="ringan", mulai=day("2026-03-31"), selesai=day("2026-04-30"))
    town.add(HukumanDisiplin, **punish, tingkat="sedang", mulai=day("2025-10-01"), selesai=day("2026-03-31"))
    wanted = ("hukuman.tingkat", "hukuman.tanggal_mulai", "hukuman.tanggal_selesai")
    assert town.facts("2026-03", RINA, *wanted) == ("sedang", date(2025, 10, 1), date(2026, 3, 31))
    assert town.facts("2026-04", RINA, *wanted) == ("ringan", date(2026, 3, 31), date(2026, 4, 30))
    assert town.facts("2026-05", RINA, *wanted) == ("tidak_ada", None, None)
    assert town.fact("2026-03", RINA, "bagian.hukuman_tingkat") == ("sedang",)


def test_a_move_in_the_middle_of_a_month(town: Town):
    town.add_person(DEWI, "Dewi Lestari", tanggal_masuk=day("2026-01-05"))
    town.hold(DEWI, "LOKET", day("2026-01-05"), day("2026-03-15"))
    town.hold(DEWI, "ANALIS", day("2026-03-16"))
    wanted = ("hari", "hari_kerja", "kelas", "jenis_jabatan", "cuti")
    assert town.facts("2026-03", DEWI, *(f"bagian.{name}" for name in wanted)) == (
        (15, 16),
        (10, 10),
        (6, 8),
        ("pelaksana", "fungsional"),
        ("tidak_cuti", "tidak_cuti"),
    )
    assert town.facts("2026-03", DEWI, "jabatan.kelas", "pegawai.unit_kerja") == (8, "DINAS")


def test_a_change_that_leaves_everything_alike_makes_no_section(town: Town):
    town.add_person(DEWI, "Dewi Lestari", tanggal_masuk=day("2026-01-05"))
    town.hold(DEWI, "LOKET", day("2026-01-05"), day("2026-03-15"))
    town.hold(DEWI, "LOKET", day("2026-03-16"))
    assert town.facts("2026-03", DEWI, "bagian.hari", "bagian.kelas") == ((31,), (6,))


def test_the_field_comes_from_the_nearest_unit_that_names_one(town: Town):
    assert town.fact("2026-03", RINA, "unit_kerja.urusan") == "kependudukan"


def test_services_are_counted_in_the_own_unit(town: Town):
    for code, is_active in (("AKTA", True), ("KTP", True), ("LAMA", False)):
        town.add(Layanan, kode=code, nama=code, unit_kerja_id=town.units["BIDANG"], aktif=is_active)
    assert (town.fact("2026-03", RINA, "layanan.jumlah"), town.fact("2026-03", SITI, "layanan.jumlah")) == (2, 0)
