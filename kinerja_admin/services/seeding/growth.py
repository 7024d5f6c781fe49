"""More people than the files hold: schools, health posts and kelurahan with their positions and holders."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from kinerja_admin.services.seeding.files import Row
from kinerja_admin.services.seeding.people import Names, invent

Files = Mapping[str, list[Row]]
_Post = tuple[str, str, str, int, str, str, bool, int]
"""Suffix, name, kind, class, echelon, level, serves the public, how many."""

_SCHOOL: tuple[_Post, ...] = (
    ("KEPSEK", "Kepala SD Negeri {n}", "fungsional", 11, "", "ahli_madya", False, 1),
    ("GURU-MUDA", "Guru Ahli Muda", "fungsional", 9, "", "ahli_muda", False, 6),
    ("GURU-PERTAMA", "Guru Ahli Pertama", "fungsional", 8, "", "ahli_pertama", False, 12),
    ("TU", "Pengadministrasi Perkantoran", "pelaksana", 5, "", "", False, 2),
)
_HEALTH_POST: tuple[_Post, ...] = (
    ("KEPALA", "Kepala Puskesmas Pembantu {n}", "fungsional", 11, "", "ahli_madya", False, 1),
    ("DOKTER", "Dokter Ahli Pertama", "fungsional", 9, "", "ahli_pertama", True, 2),
    ("PERAWAT", "Perawat Terampil", "fungsional", 6, "", "terampil", True, 8),
    ("BIDAN", "Bidan Mahir", "fungsional", 7, "", "mahir", True, 6),
    ("ADM", "Pengadministrasi Perkantoran", "pelaksana", 5, "", "", True, 3),
)
_VILLAGE: tuple[_Post, ...] = (
    ("LURAH", "Lurah Pemekaran {n}", "struktural", 9, "IV.a", "", False, 1),
    ("SEKLUR", "Sekretaris Kelurahan", "struktural", 8, "IV.b", "", False, 1),
    ("PENGOLAH", "Pengolah Data dan Informasi", "pelaksana", 6, "", "", True, 7),
    ("ADM", "Pengadministrasi Perkantoran", "pelaksana", 5, "", "", True, 4),
    ("OPERATOR", "Operator Layanan Operasional", "pelaksana", 3, "", "", False, 4),
)
_KINDS = {
    "sekolah": ("SDX", "SD Negeri Tambahan {n}", _SCHOOL),
    "puskesmas": ("PUSTU", "Puskesmas Pembantu {n}", _HEALTH_POST),
    "kelurahan": ("KELX", "Kelurahan Pemekaran {n}", _VILLAGE),
}
"""By kind of unit: code, name and positions; ``pemekaran.csv`` says where a region puts it."""


def grow(files: Files, region: str, wanted: int) -> dict[str, list[Row]]:
    """The files with as many people of a region as wanted; the first ones are always the same."""
    grown = {name: list(rows) for name, rows in files.items()}
    missing = wanted - sum(row["region"] == region for row in grown["pegawai"])
    places = [row for row in files["pemekaran"] if row["region"] == region]
    if not places:
        return grown
    names = Names.of(files["nama"])
    names.taken.update(row[column] for row in grown["pegawai"] for column in ("nip", "nama"))
    allowances = {row["jenjang"]: row["tunjangan_fungsional"] for row in files["jabatan"]}
    for number in count(1):
        if missing <= 0:
            break
        place = places[(number - 1) % len(places)]
        code, unit, posts = _KINDS[place["jenis"]]
        code = f"{code}-{number:03d}"
        grown["unit_kerja"].append(_unit(place, code, unit.format(n=number)))
        for position in _positions(region, code, number, place["atasan"], posts, allowances):
            grown["jabatan"].append(position)
            holders = min(int(position["kebutuhan"]), missing)
            grown["pegawai"] += [invent(names, region, position, one) for one in range(1, holders + 1)]
            missing -= holders
    return grown


def _unit(place: Row, code: str, name: str) -> Row:
    return {
        "region": place["region"],
        "kode": code,
        "nama": name,
        "jenis": place["jenis"],
        "induk": place["induk"],
        "urusan": "",
    }


def _positions(
    region: str, unit: str, number: int, superior: str, posts: tuple[_Post, ...], allowances: Mapping[str, str]
) -> list[Row]:
    head = f"{unit}-{posts[0][0]}"
    return [
        {
            "region": region,
            "kode": f"{unit}-{suffix}",
            "nama": name.format(n=number),
            "unit_kerja": unit,
            "jenis": kind,
            "kelas": str(grade),
            "eselon": echelon,
            "jenjang": level,
            "tunjangan_fungsional": allowances.get(level, ""),
            "pelayanan_publik": "true" if public else "false",
            "atasan": superior if f"{unit}-{suffix}" == head else head,
            "kebutuhan": str(needed),
        }
        for suffix, name, kind, grade, echelon, level, public, needed in posts
    ]
