"""What rests on people being there: heads of units, dispensations, measures of indicators, and the demo accounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.db.session import Session
from kinerja_admin.models.account import Account
from kinerja_admin.models.account_role import AccountRole
from kinerja_admin.models.dispensasi import Dispensasi
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.ukuran import Ukuran
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services.accounts.passwords import hash_password
from kinerja_admin.services.seeding.files import Row, some
from kinerja_admin.services.seeding.staff import Known
from kinerja_admin.services.seeding.traits import LAST
from kinerja_admin.services.seeding.write import add_missing, numbers

DEMO_PASSWORD = "kinerja-serang-2026"  # noqa: S105 - printed for everybody by `kinerja demo`, refused in production
_MEASURES = ("target", "realisasi", "baseline")


def add_dispensations(bulk: Bulk, rows: list[Row]) -> None:
    """Mass dispensations, approved where somebody stands in the row."""
    known = Known.of(bulk)
    add_missing(
        bulk, Dispensasi, ("region_id", "tanggal", "unit_kerja_id"), (_dispensation(known, row) for row in rows)
    )


def _dispensation(known: Known, row: Row) -> dict[str, Any]:
    granted = date.fromisoformat(row["tanggal"])
    approver = known.people[row["region"], row["disetujui_oleh"]] if row["disetujui_oleh"] else None
    return {
        "region_id": row["region"],
        "tanggal": granted,
        "unit_kerja_id": known.units[row["region"], row["unit_kerja"]] if row["unit_kerja"] else None,
        "alasan": row["alasan"],
        "disetujui_oleh_id": approver,
        "disetujui_pada": datetime(granted.year, granted.month, granted.day, 9, tzinfo=UTC) if approver else None,
    }


def add_measures(bulk: Bulk, rows: list[Row]) -> None:
    """Measures of services and units that the indicators ask for."""
    units = numbers(bulk, UnitKerja, "region_id", "kode")
    services = numbers(bulk, Layanan, "region_id", "kode")
    key = ("policy", "indicator", "periode", "unit_kerja_id", "layanan_id")
    add_missing(bulk, Ukuran, ("region_id", *key), (_measure(row, units, services) for row in rows))


def _measure(row: Row, units: Mapping[Any, int], services: Mapping[Any, int]) -> dict[str, Any]:
    region = row["region"]
    return {
        "region_id": region,
        **{name: row[name] for name in ("policy", "indicator", "periode")},
        "unit_kerja_id": units[region, row["unit_kerja"]] if row["unit_kerja"] else None,
        "layanan_id": services[region, row["layanan"]] if row["layanan"] else None,
        **{name: Decimal(row[name]) if row[name] else None for name in _MEASURES},
        "bukti": some(row["bukti"]),
    }


def add_heads(session: Session) -> None:
    """Units without a head get the holder of the position whose superior stands outside the unit."""
    headless = list(session.scalars(select(UnitKerja).where(UnitKerja.kepala_id.is_(None))))
    posts = {row[0]: row for row in session.execute(select(Jabatan.id, Jabatan.unit_kerja_id, Jabatan.atasan_id))}
    held = dict(_holders(session))
    heads = {
        unit: held[post]
        for post, unit, above in posts.values()
        if post in held and (above is None or posts[above][1] != unit)
    }
    for unit in headless:
        unit.kepala_id = heads.get(unit.id)


def _holders(session: Session) -> Iterator[tuple[int, int]]:
    table = RiwayatJabatan
    found = session.execute(
        select(table.jabatan_id, table.pegawai_id).where(
            table.penugasan == "definitif", table.mulai <= LAST, (table.selesai.is_(None)) | (table.selesai > LAST)
        )
    )
    yield from ((row[0], row[1]) for row in found)


def add_accounts(session: Session, rows: list[Row]) -> None:
    """Demo accounts, one for each role; an account that is there keeps its password."""
    there = set(session.scalars(select(Account.username)))
    people = {(row[0], row[1]): row[2] for row in session.execute(select(Pegawai.region_id, Pegawai.nip, Pegawai.id))}
    fresh = [row for row in rows if row["username"] not in there]
    hashed = hash_password(DEMO_PASSWORD) if fresh else ""
    for row in fresh:
        region = some(row["region"])
        account = Account(
            region_id=region,
            username=row["username"],
            name=row["nama"],
            password_hash=hashed,
            is_demo=True,
            must_change_password=False,  # everybody is told this password: it is nobody's secret
            pegawai_id=people[row["region"], row["nip"]] if row["nip"] else None,
        )
        session.add_all([account, AccountRole(region_id=region, account=account, role=row["role"])])
    session.flush()
