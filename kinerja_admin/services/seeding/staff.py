"""People with their histories, from the files; only those whose NIP is not there yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.models.anggota_proyek import AnggotaProyek
from kinerja_admin.models.cuti import Cuti
from kinerja_admin.models.dinas_luar import DinasLuar
from kinerja_admin.models.golongan import Golongan
from kinerja_admin.models.hukuman_disiplin import HukumanDisiplin
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.jadwal_kerja import JadwalKerja
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.penempatan_jadwal import PenempatanJadwal
from kinerja_admin.models.petugas_layanan import PetugasLayanan
from kinerja_admin.models.proyek import Proyek
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.riwayat_pangkat import RiwayatPangkat
from kinerja_admin.models.riwayat_status import RiwayatStatus
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services.seeding.files import Row, day, some
from kinerja_admin.services.seeding.write import numbers

Files = Mapping[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Known:
    """Numbers of what is in the tables, by region and code."""

    people: Mapping[tuple[Any, ...], int]
    units: Mapping[tuple[Any, ...], int]
    positions: Mapping[tuple[Any, ...], tuple[int, int]]

    @classmethod
    def of(cls, bulk: Bulk) -> Known:
        """As the tables have it now."""
        posts = bulk.rows(select(Jabatan.region_id, Jabatan.kode, Jabatan.id, Jabatan.unit_kerja_id))
        return cls(
            numbers(bulk, Pegawai, "region_id", "nip"),
            numbers(bulk, UnitKerja, "region_id", "kode"),
            {(row[0], row[1]): (row[2], row[3]) for row in posts},
        )

    def person(self, row: Row) -> int:
        """The number of the person whom a row is about."""
        return self.people[row["region"], row["nip"]]


def add_people(bulk: Bulk, files: Files) -> frozenset[tuple[str, str]]:
    """Write the people who are not there yet, with their histories; returns who is new."""
    there = {tuple(row) for row in bulk.rows(select(Pegawai.region_id, Pegawai.nip))}
    fresh = [row for row in files["pegawai"] if (row["region"], row["nip"]) not in there]
    latest = {(row["region"], row["nip"]): row["status"] for row in files["riwayat_status"]}
    bulk.insert(Pegawai, (_person(row, latest.get((row["region"], row["nip"]), row["status"])) for row in fresh))
    new = frozenset((row["region"], row["nip"]) for row in fresh)
    known = Known.of(bulk)
    changes = {name: _about(new, files[name]) for name in _HISTORIES}
    bulk.insert(RiwayatJabatan, _positions(known, fresh, changes["riwayat_jabatan"]))
    ranks = numbers(bulk, Golongan, "kode")
    bulk.insert(RiwayatPangkat, _ranks(known, ranks, fresh, changes["riwayat_pangkat"]))
    bulk.insert(RiwayatStatus, _statuses(known, fresh, changes["riwayat_status"]))
    bulk.insert(
        HukumanDisiplin, (_dated(known, row, "tingkat", "jenis", "dasar") for row in changes["hukuman_disiplin"])
    )
    bulk.insert(Cuti, (_dated(known, row, "jenis", "dasar") for row in changes["cuti"]))
    bulk.insert(DinasLuar, (_dated(known, row, "tujuan", "dasar") for row in changes["dinas_luar"]))
    return new


_HISTORIES = ("riwayat_jabatan", "riwayat_pangkat", "riwayat_status", "hukuman_disiplin", "cuti", "dinas_luar")


def add_assignments(bulk: Bulk, files: Files, new: frozenset[tuple[str, str]]) -> None:
    """Write who works on projects, at services and by which schedule, for the people who are new."""
    known = Known.of(bulk)
    projects = numbers(bulk, Proyek, "region_id", "kode")
    bulk.insert(
        AnggotaProyek,
        (
            {
                "region_id": row["region"],
                "proyek_id": projects[row["region"], row["proyek"]],
                "pegawai_id": known.person(row),
                "peran": row["peran"],
            }
            for row in _about(new, files["anggota_proyek"])
        ),
    )
    services = numbers(bulk, Layanan, "region_id", "kode")
    bulk.insert(
        PetugasLayanan,
        (
            {**_dated(known, row), "layanan_id": services[row["region"], row["layanan"]]}
            for row in _about(new, files["petugas_layanan"])
        ),
    )
    bulk.insert(PenempatanJadwal, _schedules(bulk, known, files["penempatan_jadwal"], new))


def _about(new: frozenset[tuple[str, str]], rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if (row["region"], row["nip"]) in new]


def _person(row: Row, status: str) -> dict[str, Any]:
    return {
        "region_id": row["region"],
        "status": status,
        **{name: row[name] for name in ("nip", "nama", "jenis_kelamin")},
        **{name: some(row[name]) for name in ("gelar_depan", "gelar_belakang", "alasan_keluar")},
        **{name: day(row[name]) for name in ("tanggal_lahir", "tanggal_masuk", "tanggal_keluar")},
    }


def _dated(known: Known, row: Row, *texts: str) -> dict[str, Any]:
    return {
        "region_id": row["region"],
        "pegawai_id": known.person(row),
        "mulai": day(row["mulai"]),
        "selesai": day(row["selesai"]),
        **{name: row[name] for name in texts},
    }


def _positions(known: Known, fresh: list[Row], changes: list[Row]) -> Iterator[dict[str, Any]]:
    """The first position of each person ends a day before the next definitive one, or with the employment."""
    for row in fresh:
        own = [change for change in changes if change["nip"] == row["nip"] and change["region"] == row["region"]]
        first = {**row, "penugasan": "definitif", "mulai": row["jabatan_mulai"], "selesai": "", "nomor_sk": ""}
        definitive = sorted(
            (one for one in (first, *own) if one["penugasan"] == "definitif"), key=lambda one: one["mulai"]
        )
        until = [_eve(later["mulai"]) for later in definitive[1:]] + [day(row["tanggal_keluar"])]
        for one, end in zip(definitive, until, strict=True):
            yield _position(known, one, day(one["selesai"]) or end)
        for one in own:
            if one["penugasan"] != "definitif":
                yield _position(known, one, day(one["selesai"]))


def _position(known: Known, row: Row, until: date | None) -> dict[str, Any]:
    position, unit = known.positions[row["region"], row["jabatan"]]
    return {
        "region_id": row["region"],
        "pegawai_id": known.person(row),
        "jabatan_id": position,
        "unit_kerja_id": unit,
        "penugasan": row["penugasan"],
        "mulai": day(row["mulai"]),
        "selesai": until,
        "nomor_sk": some(row["nomor_sk"]),
    }


def _eve(text: str) -> date:
    return date.fromisoformat(text) - timedelta(days=1)


def _ranks(known: Known, ranks: Mapping[Any, int], fresh: list[Row], changes: list[Row]) -> Iterator[dict[str, Any]]:
    first = ({**row, "mulai": row["pangkat_mulai"], "nomor_sk": ""} for row in fresh)
    for row in (*first, *changes):
        yield {
            "region_id": row["region"],
            "pegawai_id": known.person(row),
            "golongan_id": ranks[(row["golongan"],)],
            "mulai": day(row["mulai"]),
            "masa_kerja_tahun": int(row["masa_kerja_tahun"]),
            "nomor_sk": some(row["nomor_sk"]),
        }


def _statuses(known: Known, fresh: list[Row], changes: list[Row]) -> Iterator[dict[str, Any]]:
    first = ({**row, "mulai": row["tanggal_masuk"], "nomor_sk": ""} for row in fresh)
    for row in (*first, *changes):
        yield {
            "region_id": row["region"],
            "pegawai_id": known.person(row),
            "status": row["status"],
            "mulai": day(row["mulai"]),
            "nomor_sk": some(row["nomor_sk"]),
        }


def _schedules(bulk: Bulk, known: Known, rows: list[Row], new: frozenset[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    schedules = numbers(bulk, JadwalKerja, "region_id", "nama")
    table = PenempatanJadwal
    placed = {tuple(row) for row in bulk.rows(select(table.jadwal_kerja_id, table.unit_kerja_id, table.mulai))}
    for row in rows:
        region, schedule = row["region"], schedules[row["region"], row["jadwal"]]
        unit = known.units[region, row["unit_kerja"]] if row["unit_kerja"] else None
        is_new = (region, row["nip"]) in new if unit is None else (schedule, unit, day(row["mulai"])) not in placed
        if is_new:
            yield {
                "region_id": region,
                "jadwal_kerja_id": schedule,
                "pegawai_id": None if unit else known.person(row),
                "unit_kerja_id": unit,
                "mulai": day(row["mulai"]),
                "selesai": day(row["selesai"]),
            }
