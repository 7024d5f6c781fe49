"""Sources about the person: status, dates, rank, sanctions and leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_admin.services.sources.entry import Deliver, Entry, entry
from kinerja_admin.services.sources.later import Later
from kinerja_admin.services.sources.words import (
    GOLONGAN,
    GOLONGAN_PPPK,
    JENIS_CUTI,
    JENIS_KELAMIN,
    STATUS_PEGAWAI,
    TINGKAT_HUKUMAN,
)

if TYPE_CHECKING:
    from kinerja_admin.engine.columns.program import Array
    from kinerja_admin.engine.columns.typed import Given
    from kinerja_admin.services.sources import histories, rows, schedules, units
    from kinerja_admin.services.sources.records import Records
else:
    histories = Later("histories")
    rows = Later("rows")
    schedules = Later("schedules")
    units = Later("units")


def _own(name: str) -> Deliver:
    """What stands in the person's own row."""
    return lambda records: records.population[name]


def _rank(name: str) -> Deliver:
    return lambda records: records.of(histories.rank_at_end)[name]


def _sanction(name: str) -> Deliver:
    return lambda records: records.of(histories.sanction_at_end)[name]


def _level(records: Records) -> Given:
    return rows.filled(records.of(histories.sanction_at_end)["tingkat"], "tidak_ada")


def _days_employed(records: Records) -> Array:
    return records.last_days - records.population["first"].values + 1


def _leave_days(kind: str) -> Entry:
    return entry(
        f"cuti.hari_{kind}",
        "integer",
        lambda records: schedules.days_on_leave(records, kind),
        unit="hari",
        id=f"Hari kerja dalam periode yang dijalani dengan cuti {kind.replace('_', ' ')}",
        en=f"Working days of the period on leave of the kind {kind}",
    )


ENTRIES: tuple[Entry, ...] = (
    entry(
        "pegawai.status",
        STATUS_PEGAWAI,
        lambda records: records.of(histories.status_at_end),
        id="Status kepegawaian pada hari terakhir bekerja dalam periode",
        en="Employment status on the last day employed in the period",
    ),
    entry(
        "pegawai.jenis_kelamin",
        JENIS_KELAMIN,
        _own("jenis_kelamin"),
        id="Jenis kelamin",
        en="Sex",
    ),
    entry(
        "pegawai.tanggal_lahir",
        "date",
        _own("tanggal_lahir"),
        id="Tanggal lahir",
        en="Date of birth",
    ),
    entry(
        "pegawai.tanggal_masuk",
        "date",
        _own("tanggal_masuk"),
        id="Hari pertama bekerja di daerah ini",
        en="First day employed in the region",
    ),
    entry(
        "pegawai.tanggal_keluar",
        "date",
        _own("tanggal_keluar"),
        id="Hari terakhir bekerja; kosong selama masih bekerja",
        en="Last day employed; missing while employed",
    ),
    entry(
        "pegawai.hari_bekerja",
        "integer",
        _days_employed,
        unit="hari",
        id="Hari kalender dalam periode selama menjadi pegawai",
        en="Calendar days of the period on which the person was employed",
    ),
    entry(
        "pegawai.unit_kerja",
        "text",
        lambda records: records.of(units.code_at_end),
        id="Kode unit kerja pada hari terakhir bekerja dalam periode; hanya untuk pengelompokan",
        en="Code of the unit on the last day employed in the period; for grouping only",
    ),
    entry(
        "pangkat.golongan",
        GOLONGAN,
        lambda records: histories.rank_of_kind(records, "PNS"),
        id="Golongan PNS atau CPNS; kosong bagi PPPK",
        en="Rank of civil servants; missing for contracted employees",
    ),
    entry(
        "pangkat.golongan_pppk",
        GOLONGAN_PPPK,
        lambda records: histories.rank_of_kind(records, "PPPK"),
        id="Golongan PPPK; kosong bagi PNS dan CPNS",
        en="Rank of contracted employees; missing for civil servants",
    ),
    entry(
        "pangkat.masa_kerja",
        "integer",
        lambda records: records.of(histories.service_years),
        unit="tahun",
        id="Masa kerja golongan: tahun penuh pada hari terakhir bekerja dalam periode",
        en="Complete years of service in rank on the last day employed in the period",
    ),
    entry(
        "pangkat.tanggal_mulai",
        "date",
        _rank("mulai"),
        id="Terhitung mulai tanggal pangkat sekarang",
        en="First day of the present rank",
    ),
    entry(
        "hukuman.tingkat",
        TINGKAT_HUKUMAN,
        _level,
        id="Tingkat hukuman disiplin pada hari terakhir bekerja dalam periode; dari beberapa yang terberat",
        en="Disciplinary sanction in force on the last day employed in the period; of several the hardest",
    ),
    entry(
        "hukuman.tanggal_mulai",
        "date",
        _sanction("mulai"),
        id="Hari pertama hukuman itu; kosong bila tidak ada",
        en="First day of that sanction; missing when there is none",
    ),
    entry(
        "hukuman.tanggal_selesai",
        "date",
        _sanction("selesai"),
        id="Hari terakhir hukuman itu; kosong bila tidak ada atau belum ditentukan",
        en="Last day of that sanction; missing when there is none or it is open",
    ),
    *(_leave_days(kind) for kind in JENIS_CUTI[1][1:]),
)
