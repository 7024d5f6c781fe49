"""Regions, ranks, units, positions, calendar, schedules, services and projects, from the files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.models.golongan import Golongan
from kinerja_admin.models.hari_libur import HariLibur
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.jadwal_kerja import JadwalKerja
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.proyek import Proyek
from kinerja_admin.models.region import Region
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services.seeding.files import Row, clock, day, some, truth
from kinerja_admin.services.seeding.write import add_missing, add_tree, numbers

_WEEK = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


def add_organisation(bulk: Bulk, files: Mapping[str, list[Row]]) -> None:
    """Write everything that stands before people come in."""
    _add_regions(bulk, files["region"])
    add_missing(bulk, Golongan, ("kode",), ({**row, "pangkat": some(row["pangkat"])} for row in files["golongan"]))
    holidays = ({**_in_region(row), "tanggal": day(row["tanggal"])} for row in files["hari_libur"])
    add_missing(bulk, HariLibur, ("region_id", "tanggal"), holidays)
    add_missing(bulk, JadwalKerja, ("region_id", "nama"), map(_schedule, files["jadwal_kerja"]))
    add_tree(bulk, UnitKerja, files["unit_kerja"], "induk", _unit)
    units = numbers(bulk, UnitKerja, "region_id", "kode")
    add_tree(bulk, Jabatan, files["jabatan"], "atasan", lambda row, above: _position(row, above, units))
    services = (
        {**_in_region(row), "unit_kerja_id": units[row["region"], row["unit_kerja"]]} for row in files["layanan"]
    )
    add_missing(
        bulk, Layanan, ("region_id", "kode"), ({**row, "aktif": True} for row in _without(services, "unit_kerja"))
    )
    add_missing(bulk, Proyek, ("region_id", "kode"), (_project(row, units) for row in files["proyek"]))


def _add_regions(bulk: Bulk, rows: list[Row]) -> None:
    add_missing(bulk, Region, ("code",), ({**row, "is_example": truth(row["is_example"])} for row in rows))


def _in_region(row: Row) -> dict[str, Any]:
    return {"region_id": some(row["region"]), **{name: cell for name, cell in row.items() if name != "region"}}


def _without(rows: Any, name: str) -> Any:
    return ({key: value for key, value in row.items() if key != name} for row in rows)


def _schedule(row: Row) -> dict[str, Any]:
    return {
        "region_id": row["region"],
        "nama": row["nama"],
        "baku": truth(row["baku"]),
        **{name: str(number) in row["hari"] for number, name in enumerate(_WEEK, 1)},
        **{name: clock(row[name]) for name in ("jam_masuk", "jam_pulang", "jam_masuk_jumat", "jam_pulang_jumat")},
        "hari_apel": int(row["hari_apel"]) if row["hari_apel"] else None,
    }


def _unit(row: Mapping[str, str], above: int | None) -> dict[str, Any]:
    return {
        "region_id": row["region"],
        "kode": row["kode"],
        "nama": row["nama"],
        "jenis": row["jenis"],
        "induk_id": above,
        "urusan": some(row["urusan"]),
        "aktif": True,
    }


def _position(row: Mapping[str, str], above: int | None, units: Mapping[Any, int]) -> dict[str, Any]:
    return {
        "region_id": row["region"],
        "kode": row["kode"],
        "nama": row["nama"],
        "unit_kerja_id": units[row["region"], row["unit_kerja"]],
        "jenis": row["jenis"],
        "kelas": int(row["kelas"]),
        "eselon": some(row["eselon"]),
        "jenjang": some(row["jenjang"]),
        "tunjangan_fungsional": int(row["tunjangan_fungsional"]) if row["tunjangan_fungsional"] else None,
        "pelayanan_publik": truth(row["pelayanan_publik"]),
        "atasan_id": above,
        "kebutuhan": int(row["kebutuhan"]),
    }


def _project(row: Row, units: Mapping[Any, int]) -> dict[str, Any]:
    return {
        "region_id": row["region"],
        "kode": row["kode"],
        "nama": row["nama"],
        "unit_kerja_id": units[row["region"], row["unit_kerja"]],
        **{name: day(row[name]) for name in ("mulai", "jatuh_tempo", "selesai")},
        "pagu": int(row["pagu"]),
        "realisasi": int(row["realisasi"]) if row["realisasi"] else None,
    }
