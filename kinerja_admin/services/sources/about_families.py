"""Sources about family and education: who is covered, the tax status, the highest degree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kinerja_admin.services.sources.entry import Deliver, Entry, entry
from kinerja_admin.services.sources.later import Later
from kinerja_admin.services.sources.words import JENJANG_PENDIDIKAN, STATUS_PTKP

if TYPE_CHECKING:
    from kinerja_admin.services.sources import families
else:
    families = Later("families")


def _covered(relation: str) -> Deliver:
    return lambda records: families.covered(records, relation)


ENTRIES: tuple[Entry, ...] = (
    entry(
        "keluarga.pasangan_ditanggung",
        "integer",
        _covered("pasangan"),
        unit="orang",
        id="Suami atau istri yang tunjangannya diajukan pegawai ini pada hari terakhir bekerja: 0 atau 1",
        en="Spouse for whom this person claims the allowance on the last day employed: 0 or 1",
    ),
    entry(
        "keluarga.anak_ditanggung",
        "integer",
        _covered("anak"),
        unit="orang",
        id="Anak yang dinyatakan memenuhi syarat tunjangan pada hari terakhir bekerja, tanpa batas jumlah",
        en="Children stated to qualify for the allowance on the last day employed, however many",
    ),
    entry(
        "pajak.status_ptkp",
        STATUS_PTKP,
        lambda records: records.of(families.tax_statuses)["status"],
        id="Status penghasilan tidak kena pajak pada 1 Januari; kosong bila belum dicatat",
        en="Tax-free income status on 1 January; missing when not recorded",
    ),
    entry(
        "pendidikan.jenjang_tertinggi",
        JENJANG_PENDIDIKAN,
        lambda records: records.of(families.degrees)["jenjang"],
        id="Pendidikan tertinggi yang sudah diakui sampai akhir periode; kosong bila belum dicatat",
        en="Highest degree recognised by the period's end; missing when not recorded",
    ),
)
