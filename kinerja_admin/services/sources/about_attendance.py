"""Sources about attendance: counts of the period and of the year, and the series over working days."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kinerja_admin.engine.facts import Cell
from kinerja_admin.services.sources.entry import Deliver, Entry, entry, per_person
from kinerja_admin.services.sources.later import Later
from kinerja_admin.services.sources.words import STATUS_PRESENSI

if TYPE_CHECKING:
    from kinerja_admin.services.sources import attendance
else:
    attendance = Later("attendance")


def _count(fits: Callable[[attendance.WorkingDay], bool]) -> Deliver:
    return per_person(lambda records, person: sum(map(fits, records.of(attendance.days_of_period)[person.id])))


def _status(status: str) -> Deliver:
    return _count(lambda day: day.status == status)


def _each(give: Callable[[attendance.WorkingDay], int | str | None]) -> Deliver:
    def series(day_list: tuple[attendance.WorkingDay, ...]) -> Cell:
        return tuple(map(give, day_list))

    return per_person(lambda records, person: series(records.of(attendance.days_of_period)[person.id]))


ENTRIES: tuple[Entry, ...] = (
    entry(
        "presensi.hari_kerja",
        "integer",
        _count(lambda _day: True),
        unit="hari",
        id="Hari kerja menurut jadwal pegawai dalam periode selama menjadi pegawai",
        en="Working days of the person's schedule in the period while employed",
    ),
    entry(
        "presensi.hari_hadir",
        "integer",
        _status("hadir"),
        unit="hari",
        id="Hari kerja hadir",
        en="Working days present",
    ),
    entry(
        "presensi.hari_dinas_luar",
        "integer",
        _status("dinas_luar"),
        unit="hari",
        id="Hari kerja bertugas di luar kantor",
        en="Working days on official duty elsewhere",
    ),
    entry(
        "presensi.hari_alpa",
        "integer",
        _status("alpa"),
        unit="hari",
        id="Hari kerja tanpa keterangan; hari kerja tanpa catatan apa pun termasuk",
        en="Working days absent without reason; a working day without any record counts",
    ),
    entry(
        "presensi.hari_dispensasi",
        "integer",
        _status("dispensasi"),
        unit="hari",
        id="Hari kerja dengan dispensasi massal yang disetujui",
        en="Working days with an approved mass dispensation",
    ),
    entry(
        "presensi.hari_alpa_tahun",
        "integer",
        per_person(lambda records, person: records.of(attendance.absences)[person.id][0]),
        unit="hari",
        id="Hari kerja tanpa keterangan sejak 1 Januari sampai akhir periode",
        en="Working days absent without reason since 1 January up to the period's end",
    ),
    entry(
        "presensi.alpa_beruntun",
        "integer",
        per_person(lambda records, person: records.of(attendance.absences)[person.id][1]),
        unit="hari",
        id="Hari kerja tanpa keterangan berturut-turut yang terpanjang sejak 1 Januari",
        en="Longest run of consecutive working days absent since 1 January",
    ),
    entry(
        "presensi.apel_wajib",
        "integer",
        _count(lambda day: day.apel_due),
        unit="kali",
        id="Apel yang wajib diikuti",
        en="Assemblies that had to be attended",
    ),
    entry(
        "presensi.apel_tidak_hadir",
        "integer",
        _count(lambda day: day.apel_due and not day.apel_met),
        unit="kali",
        id="Apel wajib yang tidak diikuti",
        en="Assemblies that had to be attended and were missed",
    ),
    entry(
        "presensi.status",
        STATUS_PRESENSI,
        _each(lambda day: day.status),
        each="hari_kerja",
        id="Keadaan tiap hari kerja",
        en="What is known of each working day",
    ),
    entry(
        "presensi.menit_telat",
        "integer",
        _each(lambda day: day.late),
        unit="menit",
        each="hari_kerja",
        id="Menit terlambat tiap hari kerja; 0 bila tepat waktu atau tidak wajib; kosong bila tidak ada rekaman masuk",
        en="Minutes late on each working day; 0 when on time or not required; missing when present without a clock-in",
    ),
    entry(
        "presensi.menit_pulang_cepat",
        "integer",
        _each(lambda day: day.early),
        unit="menit",
        each="hari_kerja",
        id="Menit pulang sebelum waktunya tiap hari kerja; 0 bila tidak; kosong bila hadir tanpa rekaman pulang",
        en="Minutes left early on each working day; 0 when not; missing when present without a clock-out",
    ),
)
