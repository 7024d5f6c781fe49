"""Invented data for trying things out: people and organisation from ``seed/``, their days drawn by a seed number.

A second seeding changes nothing: what is there is known by what people know it by (code, NIP, day) and left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select

from kinerja_admin.db.bulk import Bulk, bulk_in
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import session_maker
from kinerja_admin.errors import NotFound
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.region import NATIONAL
from kinerja_admin.services.seeding import (
    daily,
    development,
    extras,
    feedback,
    files,
    growth,
    measures,
    organisation,
    performance,
    personal,
    process,
    staff,
    tables,
)
from kinerja_admin.services.seeding.extras import DEMO_PASSWORD
from kinerja_admin.services.seeding.maker import Maker
from kinerja_admin.services.seeding.traits import SEED, Marks

__all__ = ["DEMO_PASSWORD", "FOLDER", "SEED", "Seeded", "demo_accounts", "demo_regions", "has_people", "seed"]

FOLDER = Path(__file__).parents[3] / "seed"
"""The folder of the checkout."""
_FILES = (
    *("region", "golongan", "hari_libur", "jadwal_kerja", "unit_kerja", "jabatan", "layanan", "proyek", "pegawai"),
    *("riwayat_jabatan", "riwayat_pangkat", "riwayat_status", "hukuman_disiplin", "cuti", "dinas_luar", "dispensasi"),
    *("anggota_proyek", "petugas_layanan", "penempatan_jadwal", "ukuran", "pengecualian", "kebiasaan", "akun"),
    *("pola_ukuran", "pola_masyarakat", "pola_tahapan", "bahan_rencana", "bahan_angka_kredit", "nama", "ucapan"),
    *("pemekaran", *(model.__tablename__ for model in tables.TABLES)),
)


@dataclass(frozen=True, slots=True)
class Seeded:
    """How many people there are now, and how many of them are new."""

    people: int
    new: int


def seed(
    engine: Engine,
    *,
    region: str | None = None,
    people: int | None = None,
    number: int = SEED,
    folder: Path = FOLDER,
) -> Seeded:
    """Write what is not there yet, of one region or of all: everything, or nothing if something fails.

    ``people`` asks for at least so many in each region.

    Raises:
        NotFound: REGION_UNKNOWN where the files know no such region.
    """
    scope = system("seed", reason="data rekaan")
    known = _of_region({name: files.read(folder, name) for name in _FILES}, region)
    for code in [row["code"] for row in known["region"]]:
        known = growth.grow(known, code, people or 0)
    with acting_as(scope), session_maker(engine).begin() as session:
        bulk = bulk_in(session, scope)
        organisation.add_organisation(bulk, known)
        new = staff.add_people(bulk, known)
        staff.add_assignments(bulk, known, new)
        extras.add_dispensations(bulk, known["dispensasi"])
        extras.add_measures(bulk, known["ukuran"])
        tables.add_tables(bulk, known, new)
        marks = Marks.of(known["pengecualian"])
        for code in sorted({code for code, _ in new}):
            _add_records(bulk, Maker(bulk, code, new, marks, number, known))
            process.add_duties(session, code)
        extras.add_heads(session)
        extras.add_accounts(session, known["akun"])
        return Seeded(bulk.count(Pegawai), len(new))


def _of_region(known: dict[str, list[files.Row]], region: str | None) -> dict[str, list[files.Row]]:
    """The rows of one region and those of all, such as holidays."""
    if region is None:
        return known
    if region == NATIONAL or region not in {row["code"] for row in known["region"]}:
        raise NotFound("REGION_UNKNOWN", region=region)
    kept = {"", NATIONAL, region}
    return {
        name: [row for row in rows if row.get("region", row.get("code") if name == "region" else "") in kept]
        for name, rows in known.items()
    }


def _add_records(bulk: Bulk, maker: Maker) -> None:
    """What is drawn, in an order in which each finds what it rests on."""
    process.add_stages(bulk, maker)
    daily.add_absences(bulk, maker.region, maker.new, maker.marks, maker.seed)
    daily.add_attendance(bulk, maker.region, maker.new, maker.marks, maker.seed)
    performance.add_plans(bulk, maker)
    performance.add_ratings(bulk, maker)
    measures.add_measures(bulk, maker)
    feedback.add_feedback(bulk, maker)
    feedback.add_citizens(bulk, maker)
    feedback.add_answers(bulk, maker)
    development.add_participants(bulk, maker)
    development.add_listeners(bulk, maker)
    personal.add_private(bulk, maker)
    personal.add_careers(bulk, maker)


def has_people(engine: Engine) -> bool:
    """Whether anybody is in the database already, invented or real."""
    with acting_as(system("seed")), session_maker(engine)() as session:
        return session.scalar(select(Pegawai.id).limit(1)) is not None


def demo_accounts(folder: Path = FOLDER) -> list[tuple[str, str, str]]:
    """Account name, role and region of each demo account."""
    return [(row["username"], row["role"], row["region"]) for row in files.read(folder, "akun")]


def demo_regions(folder: Path = FOLDER) -> dict[str, str]:
    """The name of each region by its code."""
    return {row["code"]: row["name"] for row in files.read(folder, "region")}
