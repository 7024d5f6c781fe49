"""Sources about the position, the acting post, the unit and its services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_admin.services.sources.entry import Deliver, Entry, entry
from kinerja_admin.services.sources.later import Later
from kinerja_admin.services.sources.words import (
    ESELON,
    JENIS_JABATAN,
    JENIS_PENUGASAN,
    JENJANG_JF,
    PREDIKAT_ORGANISASI,
    URUSAN,
)

if TYPE_CHECKING:
    from kinerja_admin.services.sources import circumstances, histories, units
else:
    circumstances = Later("circumstances")
    histories = Later("histories")
    units = Later("units")


def _held(name: str) -> Deliver:
    return lambda records: records.of(histories.position_at_end)[name]


def _acting(name: str) -> Deliver:
    return lambda records: records.of(histories.acting_at_end)[name]


ENTRIES: tuple[Entry, ...] = (
    entry(
        "jabatan.kelas",
        "integer",
        _held("kelas"),
        id="Kelas jabatan pada hari terakhir bekerja dalam periode",
        en="Class of the position on the last day employed in the period",
    ),
    entry(
        "jabatan.jenis",
        JENIS_JABATAN,
        _held("jenis"),
        id="Jenis jabatan pada hari terakhir bekerja dalam periode",
        en="Kind of position on the last day employed in the period",
    ),
    entry(
        "jabatan.eselon",
        ESELON,
        _held("eselon"),
        id="Eselon jabatan; kosong bila tidak ada",
        en="Echelon of the position; missing when there is none",
    ),
    entry(
        "jabatan.tanggal_mulai",
        "date",
        _held("mulai"),
        id="Terhitung mulai tanggal jabatan sekarang",
        en="First day in the present position",
    ),
    entry(
        "jabatan.pelayanan_publik",
        "condition",
        _held("pelayanan_publik"),
        id="Apakah jabatan melayani masyarakat secara langsung",
        en="Whether the position serves the public directly",
    ),
    entry(
        "jabatan.jenjang",
        JENJANG_JF,
        _held("jenjang"),
        id="Jenjang jabatan fungsional pada hari terakhir bekerja; kosong bagi jabatan lain",
        en="Level of the functional position on the last day employed; missing for other positions",
    ),
    entry(
        "jabatan.tunjangan_fungsional",
        "integer",
        _held("tunjangan_fungsional"),
        unit="rupiah",
        id="Tunjangan jabatan fungsional sebulan menurut peraturannya; kosong bila belum dicatat",
        en="Monthly allowance of the functional position under its own regulation; missing when not recorded",
    ),
    entry(
        "jabatan.plt_kelas",
        "integer",
        _acting("kelas"),
        id="Kelas jabatan yang dirangkap (Plt atau Plh) pada hari terakhir bekerja; kosong bila tidak ada",
        en="Class of the acting post on the last day employed in the period; missing when none",
    ),
    entry(
        "jabatan.plt_jenis",
        JENIS_PENUGASAN,
        _acting("penugasan"),
        id="Jenis penugasan rangkap: plt atau plh; kosong bila tidak ada",
        en="Kind of acting post: plt or plh; missing when there is none",
    ),
    entry(
        "jabatan.plt_hari",
        "integer",
        lambda records: records.of(histories.acting_days),
        unit="hari",
        id="Hari kalender sejak penugasan rangkap itu dimulai sampai akhir periode; 0 bila tidak ada",
        en="Calendar days since that acting post began up to the period's end; 0 when there is none",
    ),
    entry(
        "unit_kerja.urusan",
        URUSAN,
        lambda records: records.of(units.field_at_end),
        id="Urusan pemerintahan unit kerja; bila unit tidak menyebutnya, urusan unit di atasnya",
        en="Field of government of the unit; where the unit names none, that of the unit above",
    ),
    entry(
        "unit_kerja.predikat",
        PREDIKAT_ORGANISASI,
        lambda records: records.of(circumstances.unit_results_at_end),
        id="Hasil unit kerja atau unit di atasnya untuk triwulan, semester, atau tahun periode ini; "
        "bila belum ada, yang terakhir tahun ini; kosong bila tidak ada",
        en="Result of the unit or the one above for the quarter, half-year or year around the period; "
        "before that is decided, the last one of the year; missing when there is none",
    ),
    entry(
        "layanan.jumlah",
        "integer",
        lambda records: records.of(units.services_at_end),
        unit="layanan",
        id="Banyaknya layanan yang diselenggarakan unit kerja; 0 bila tidak ada",
        en="Number of services that the unit gives; 0 when there is none",
    ),
)
