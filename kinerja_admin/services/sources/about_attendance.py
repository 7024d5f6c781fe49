"""Sources about attendance: counts of the period and of the year, and the series over working days."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kinerja_admin.services.sources.entry import Deliver, Entry, entry
from kinerja_admin.services.sources.later import Later
from kinerja_admin.services.sources.words import STATUS_PRESENSI

if TYPE_CHECKING:
    from kinerja_admin.engine.columns.typed import Given
    from kinerja_admin.services.sources import attendance
    from kinerja_admin.services.sources.records import Records
else:
    attendance = Later("attendance")


def _whole(give: Callable[[Records], Any]) -> Deliver:
    """Whole numbers of everybody as an array."""

    def deliver(records: Records) -> Given:
        from kinerja_admin.engine.columns.typed import Given  # noqa: PLC0415 - the catalogue alone needs no arrays

        return Given(give(records))

    return deliver


def _count(marks: Callable[[attendance.Days], Any]) -> Deliver:
    """How many of each person's working days are marked."""

    def give(records: Records) -> Any:
        days = records.of(attendance.days_of_period)
        return days.count(marks(days))

    return _whole(give)


def _status(status: str) -> Deliver:
    return _count(lambda days: days.status == STATUS_PRESENSI[1].index(status))


def _minutes(give: Callable[[attendance.Days], Any]) -> Deliver:
    """Minutes of each working day, missing where they were not clocked."""

    def deliver(records: Records) -> Given:
        from kinerja_admin.engine.columns.typed import Given  # noqa: PLC0415 - the catalogue alone needs no arrays

        days = records.of(attendance.days_of_period)
        minutes = give(days)
        return Given(minutes.astype(int), missing=minutes < 0, bounds=days.bounds)

    return deliver


def _statuses(records: Records) -> Given:
    """What is known of each working day."""
    from kinerja_admin.engine.columns.typed import Given  # noqa: PLC0415 - the catalogue alone needs no arrays

    days = records.of(attendance.days_of_period)
    return Given(days.status, words=STATUS_PRESENSI[1], bounds=days.bounds)


ENTRIES: tuple[Entry, ...] = (
    entry(
        "presensi.hari_kerja",
        "integer",
        _count(lambda days: days.status >= 0),
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
        _whole(lambda records: records.of(attendance.absences)[0]),
        unit="hari",
        id="Hari kerja tanpa keterangan sejak 1 Januari sampai akhir periode",
        en="Working days absent without reason since 1 January up to the period's end",
    ),
    entry(
        "presensi.alpa_beruntun",
        "integer",
        _whole(lambda records: records.of(attendance.absences)[1]),
        unit="hari",
        id="Hari kerja tanpa keterangan berturut-turut yang terpanjang sejak 1 Januari",
        en="Longest run of consecutive working days absent since 1 January",
    ),
    entry(
        "presensi.apel_wajib",
        "integer",
        _count(lambda days: days.apel_due),
        unit="kali",
        id="Apel yang wajib diikuti",
        en="Assemblies that had to be attended",
    ),
    entry(
        "presensi.apel_tidak_hadir",
        "integer",
        _count(lambda days: days.apel_due & ~days.apel_met),
        unit="kali",
        id="Apel wajib yang tidak diikuti",
        en="Assemblies that had to be attended and were missed",
    ),
    entry(
        "presensi.status",
        STATUS_PRESENSI,
        _statuses,
        each="hari_kerja",
        id="Keadaan tiap hari kerja",
        en="What is known of each working day",
    ),
    entry(
        "presensi.menit_telat",
        "integer",
        _minutes(lambda days: days.late),
        unit="menit",
        each="hari_kerja",
        id="Menit terlambat tiap hari kerja; 0 bila tepat waktu atau tidak wajib; kosong bila tidak ada rekaman masuk",
        en="Minutes late on each working day; 0 when on time or not required; missing when present without a clock-in",
    ),
    entry(
        "presensi.menit_pulang_cepat",
        "integer",
        _minutes(lambda days: days.early),
        unit="menit",
        each="hari_kerja",
        id="Menit pulang sebelum waktunya tiap hari kerja; 0 bila tidak; kosong bila hadir tanpa rekaman pulang",
        en="Minutes left early on each working day; 0 when not; missing when present without a clock-out",
    ),
)
