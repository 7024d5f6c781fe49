"""Working days, leave, absence and apel, to the day. March 2026 has 22 weekdays, two of them holidays."""

from kinerja_admin.models.cuti import Cuti
from kinerja_admin.models.dinas_luar import DinasLuar
from kinerja_admin.models.dispensasi import Dispensasi
from kinerja_admin.models.hari_libur import HariLibur
from kinerja_admin.models.jadwal_kerja import JadwalKerja
from kinerja_admin.models.penempatan_jadwal import PenempatanJadwal
from tests.services.town import BUDI, NOON, RINA, SITI, Town, day

MARCH = [
    f"2026-03-{number:02d}" for number in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 23, 24, 25, 26, 27, 30, 31)
]
MONDAYS = ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30")


def present(*days: str) -> dict[str, dict[str, object]]:
    """On time on these days, at the apel on Mondays."""
    return {one: {"apel_wajib": True, "apel_hadir": True} if one in MONDAYS else {} for one in days}


def test_holidays_are_no_working_days(town: Town):
    assert town.fact("2026-03", RINA, "presensi.hari_kerja") == 20
    town.add(HariLibur, tanggal=day("2026-03-31"), nama="Hari jadi", jenis="libur_daerah")
    assert town.fact("2026-03", RINA, "presensi.hari_kerja") == 19


def test_a_day_without_any_record_is_absence(town: Town):
    town.attend(RINA, present(*MARCH[:18]))
    wanted = ("presensi.hari_hadir", "presensi.hari_alpa", "presensi.apel_wajib", "presensi.apel_tidak_hadir")
    assert town.facts("2026-03", RINA, *wanted) == (18, 2, 5, 1)
    assert town.fact("2026-03", RINA, "presensi.status") == (*("hadir",) * 18, "alpa", "alpa")


def test_minutes_are_missing_only_where_a_present_person_was_not_clocked(town: Town):
    town.attend(
        RINA,
        {
            **present(*MARCH),
            "2026-03-03": {"menit_telat": 35},
            "2026-03-04": {"menit_telat": None},
            "2026-03-05": {"menit_pulang_cepat": None},
            "2026-03-06": {"status": "alpa"},
        },
    )
    late, early = town.facts("2026-03", RINA, "presensi.menit_telat", "presensi.menit_pulang_cepat")
    assert isinstance(late, tuple)
    assert isinstance(early, tuple)
    assert late[:6] == (0, 35, None, 0, 0, 0)
    assert early[:6] == (0, 0, 0, None, 0, 0)


def test_leave_over_a_weekend_counts_working_days(town: Town):
    town.add(Cuti, pegawai_id=town.people[RINA], jenis="tahunan", mulai=day("2026-03-05"), selesai=day("2026-03-10"))
    town.attend(RINA, present(*MARCH))
    wanted = ("cuti.hari_tahunan", "cuti.hari_sakit", "presensi.hari_hadir", "presensi.hari_alpa")
    assert town.facts("2026-03", RINA, *wanted) == (4, 0, 16, 0)
    sections = town.facts("2026-03", RINA, "bagian.cuti", "bagian.hari", "bagian.hari_kerja")
    assert sections == (("tidak_cuti", "tahunan", "tidak_cuti"), (4, 6, 21), (3, 4, 13))


def test_leave_over_the_end_of_months_counts_in_each(town: Town):
    town.add(Cuti, pegawai_id=town.people[RINA], jenis="melahirkan", mulai=day("2026-02-27"), selesai=day("2026-04-01"))
    found = [town.fact(f"2026-{month}", RINA, "cuti.hari_melahirkan") for month in ("01", "02", "03", "04", "05")]
    assert found == [0, 1, 20, 1, 0]
    assert town.fact("2026-03", RINA, "bagian.cuti") == ("melahirkan",)


def test_every_kind_of_leave_has_its_count(town: Town):
    kinds = ("tahunan", "sakit", "melahirkan", "besar", "alasan_penting", "luar_tanggungan")
    for place, kind in enumerate(kinds):
        when = day(MARCH[place])
        town.add(Cuti, pegawai_id=town.people[RINA], jenis=kind, mulai=when, selesai=when)
    assert town.facts("2026-03", RINA, *(f"cuti.hari_{kind}" for kind in kinds)) == (1,) * 6


def test_duty_elsewhere_and_dispensation_explain_a_day(town: Town):
    town.add(DinasLuar, pegawai_id=town.people[RINA], mulai=day("2026-03-02"), selesai=day("2026-03-03"), dasar="ST/1")
    approved = {"disetujui_oleh_id": town.people[SITI], "disetujui_pada": NOON}
    town.add(Dispensasi, tanggal=day("2026-03-04"), unit_kerja_id=town.units["DINAS"], alasan="Mesin rusak", **approved)
    town.add(Dispensasi, tanggal=day("2026-03-05"), alasan="Banjir", **approved)
    town.add(Dispensasi, tanggal=day("2026-03-06"), alasan="Belum disetujui")
    wanted = ("dinas_luar", "dispensasi", "alpa", "hadir")
    names = [f"presensi.hari_{name}" for name in wanted]
    assert town.facts("2026-03", RINA, *names) == (2, 2, 16, 0)
    assert town.fact("2026-03", RINA, "presensi.apel_wajib") == 4


def test_a_dispensation_of_a_division_is_not_the_office_s(town: Town):
    town.add(
        Dispensasi,
        tanggal=day("2026-03-04"),
        unit_kerja_id=town.units["BIDANG"],
        alasan="Listrik",
        disetujui_oleh_id=town.people[SITI],
        disetujui_pada=NOON,
    )
    found = [town.fact("2026-03", nip, "presensi.hari_dispensasi") for nip in (SITI, BUDI, RINA)]
    assert found == [0, 1, 1]


def test_absence_is_counted_from_january_and_runs_on_over_months(town: Town):
    january = [f"2026-01-{number:02d}" for number in (*range(1, 3), *range(5, 10), *range(12, 17), *range(19, 24))]
    february = [f"2026-02-{number:02d}" for number in (*range(4, 7), *range(9, 14), *range(16, 21), *range(23, 28))]
    town.attend(RINA, {one: {} for one in (*january, *february)})
    town.attend(RINA, {one: {"status": "alpa"} for one in ("2026-01-26", "2026-01-30", "2026-02-02")})
    town.attend(RINA, {one: {} for one in ("2026-01-27", "2026-01-28", "2026-01-29")})
    wanted = ("presensi.hari_alpa", "presensi.hari_alpa_tahun", "presensi.alpa_beruntun")
    assert town.facts("2026-01", RINA, *wanted) == (2, 2, 1)
    assert town.facts("2026-02", RINA, *wanted) == (2, 4, 3)  # 30 January, 2 and 3 February in a row
    assert town.facts("2025-12", RINA, *wanted)[1:] == (261, 261)


def test_a_schedule_of_the_person_goes_before_the_unit_s(town: Town):
    weekend = town.add(
        JadwalKerja,
        nama="Rabu sampai Minggu",
        senin=False,
        selasa=False,
        sabtu=True,
        minggu=True,
        jam_masuk=NOON.time(),
        jam_pulang=NOON.replace(hour=12).time(),
    )
    six = town.add(
        JadwalKerja, nama="Enam hari", sabtu=True, jam_masuk=NOON.time(), jam_pulang=NOON.replace(hour=12).time()
    )
    town.add(PenempatanJadwal, jadwal_kerja_id=six, unit_kerja_id=town.units["DINAS"], mulai=day("2026-03-09"))
    town.add(
        PenempatanJadwal,
        jadwal_kerja_id=weekend,
        pegawai_id=town.people[RINA],
        mulai=day("2026-03-23"),
        selesai=day("2026-03-29"),
    )
    found = [town.fact("2026-03", nip, "presensi.hari_kerja") for nip in (SITI, BUDI, RINA)]
    assert found == [23, 23, 22]  # five days instead of six in the week of the 23rd
    status = town.fact("2026-03", RINA, "presensi.status")
    assert isinstance(status, tuple)
    assert len(status) == 22
    assert town.fact("2026-03", RINA, "presensi.apel_wajib") == 1  # Monday 2 March, before the six-day schedule


def test_a_person_who_left_has_no_working_days_after_the_last(town: Town):
    town.add_person(
        "198001012005011901", "Eko Prasetya", "ANALIS", tanggal_keluar=day("2026-03-10"), alasan_keluar="pensiun"
    )
    wanted = ("pegawai.hari_bekerja", "presensi.hari_kerja", "presensi.hari_alpa", "bagian.hari")
    assert town.facts("2026-03", "198001012005011901", *wanted) == (10, 7, 7, (10,))
