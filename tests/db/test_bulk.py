"""Rows by the thousand: narrowed, checked for their region, and noted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, func, literal, make_url, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased, sessionmaker

from kinerja_admin.db import arrays
from kinerja_admin.db.bulk import Bulk, bulk, bulk_in
from kinerja_admin.db.engine import make_engine
from kinerja_admin.db.scope import NOBODY, acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Refused
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.hari_libur import HariLibur
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.presensi import Presensi
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.unit_kerja import UnitKerja
from tests.cast import Cast


@pytest.fixture
def ours(engine: Engine, cast: Cast) -> Iterator[Bulk]:
    """Serang's bulk connection."""
    with bulk(engine, cast.serang.scope) as opened:
        yield opened


def days(region: str, pegawai_id: int, many: int = 20) -> list[dict[str, Any]]:
    first = date(2026, 3, 1)
    return [
        {
            "region_id": region,
            "pegawai_id": pegawai_id,
            "tanggal": first + timedelta(days=number),
            "status": "hadir",
            "menit_telat": number,
            "menit_pulang_cepat": 0,
        }
        for number in range(many)
    ]


def test_reading_is_narrowed_in_every_shape(ours: Bulk, cast: Cast) -> None:
    table: Any = Pegawai.__table__
    other = aliased(Pegawai)
    for statement in (
        select(Pegawai.nama),
        select(table.c.nama),
        select(other.nama),
        select(Pegawai.nama).where(Pegawai.nama != ""),
        select(Pegawai.nama).outerjoin(RiwayatJabatan, RiwayatJabatan.pegawai_id == Pegawai.id),
        select(Pegawai.nama).where(Pegawai.region_id.in_(["serang", "pangkalpinang"])),
    ):
        assert {row.nama for row in ours.rows(statement)} == {"Siti Aminah", "Budi Santoso", "Rina Wulandari"}
    assert ours.count(Pegawai) == 3
    assert ours.count(Pegawai, Pegawai.jenis_kelamin == "P") == 2


def test_joins_are_narrowed_on_both_sides(ours: Bulk) -> None:
    statement = (
        select(Jabatan.nama, UnitKerja.region_id)
        .join(UnitKerja, UnitKerja.id == Jabatan.unit_kerja_id)
        .order_by(Jabatan.id)
    )
    assert [tuple(row) for row in ours.rows(statement)] == [("Kepala Dinas", "serang"), ("Operator Layanan", "serang")]
    crossing = select(Jabatan.nama, UnitKerja.region_id).where(Jabatan.kelas == UnitKerja.id + 13)
    assert {row.region_id for row in ours.rows(crossing)} == {"serang"}


def test_sub_selects_are_refused(ours: Bulk) -> None:
    inner = select(Pegawai.id).subquery()
    for statement in (
        select(inner.c.id),
        select(UnitKerja.id).where(UnitKerja.kepala_id.in_(select(Pegawai.id))),
        select(func.count()).select_from(select(Pegawai).subquery()),
    ):
        with pytest.raises(Refused) as refused:
            list(ours.rows(statement))
        assert refused.value.code == "BULK_SHAPE"


def test_nobody_reads_and_writes_nothing(engine: Engine, cast: Cast) -> None:
    with bulk(engine, NOBODY) as opened:
        assert opened.count(Pegawai) == 0
        with pytest.raises(Refused):
            opened.insert(Presensi, days("serang", cast.rina))


def test_writing_stays_in_the_region_and_is_noted_once(
    session_factory: sessionmaker[Session], engine: Engine, cast: Cast
) -> None:
    with bulk(engine, cast.serang.scope) as ours:
        assert ours.insert(Presensi, iter(days("serang", cast.rina))) == 20
        assert ours.delete(Presensi, Presensi.tanggal > date(2026, 3, 15)) == 5
    with acting_as(cast.serang.scope), session_factory() as session:
        noted = session.scalars(select(Audit).where(Audit.table_name == "presensi").order_by(Audit.id)).all()
        assert [(line.action, line.row_id, line.before, line.after) for line in noted] == [
            ("insert", "*", None, {"rows": 20}),
            ("delete", "*", {"rows": 5}, None),
        ]
        assert {line.actor for line in noted} == {"hr.serang"}
        assert session.scalar(select(func.sum(Presensi.menit_telat))) == sum(range(15))


def test_rows_of_another_region_are_refused_whole(engine: Engine, cast: Cast) -> None:
    mixed = [*days("serang", cast.rina), *days("pangkalpinang", cast.pangkalpinang.kepala)]
    with pytest.raises(Refused) as refused, bulk(engine, cast.serang.scope) as ours:
        ours.insert(Presensi, mixed)
    assert refused.value.code == "OUT_OF_REACH"
    with bulk(engine, system()) as everything:
        assert everything.count(Presensi) == 0
        everything.insert(Presensi, mixed)
    with bulk(engine, cast.serang.scope) as ours:
        assert ours.delete(Presensi) == 20
    with bulk(engine, system()) as everything:
        assert everything.count(Presensi) == 20


def test_references_across_regions_are_stopped_by_the_database(engine: Engine, cast: Cast) -> None:
    with pytest.raises(IntegrityError), bulk(engine, cast.serang.scope) as ours:
        ours.insert(Presensi, days("serang", cast.pangkalpinang.kepala))


def test_national_and_sealed_tables_are_not_for_regions(ours: Bulk) -> None:
    holiday = {"region_id": None, "tanggal": date(2026, 1, 1), "nama": "Tahun Baru", "jenis": "libur_nasional"}
    for model, rows, code in ((HariLibur, [holiday], "OUT_OF_REACH"), (Audit, [{}], "APPEND_ONLY")):
        with pytest.raises(Refused) as refused:
            ours.insert(model, rows)
        assert refused.value.code == code


def test_bulk_inside_a_session_shares_its_transaction(session_factory: sessionmaker[Session], cast: Cast) -> None:
    with acting_as(cast.serang.scope), session_factory() as session:
        session.add(Layanan(kode="AKTA", nama="Akta", unit_kerja_id=cast.serang.dukcapil))
        inside = bulk_in(session, cast.serang.scope)
        assert inside.count(Layanan) == 1
        inside.insert(Presensi, days("serang", cast.rina))
        session.rollback()
        assert session.scalar(select(func.count(Presensi.id))) == 0
        assert session.scalar(select(func.count(Layanan.id))) == 0


@pytest.mark.parametrize("piece", [1, arrays.PIECE])
def test_columns_are_what_the_rows_say(ours: Bulk, cast: Cast, monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    monkeypatch.setattr(arrays, "PIECE", piece)
    monkeypatch.setattr(arrays, "ROWS", piece)
    ours.insert(Presensi, days("serang", cast.serang.operator, 2))
    statement = (
        select(
            *(Pegawai.nama, Pegawai.tanggal_keluar, Presensi.tanggal, Presensi.status, Presensi.menit_telat),
            *(Presensi.apel_wajib, Presensi.apel_hadir, Presensi.keterangan),
            *(literal('50% "a",\nb').label("odd"), literal("").label("empty")),
        )
        .join(Presensi, Presensi.pegawai_id == Pegawai.id)
        .order_by(Presensi.tanggal)
    )
    read = [column.to_pylist() for column in ours.columns(statement)]
    assert list(zip(*read, strict=True)) == [tuple(row) for row in ours.rows(statement)]
    assert [column[0] for column in read][2:8] == [date(2026, 3, 1), "hadir", 0, False, None, None]


def test_days_are_read_whatever_the_server_prefers(database_url: str, cast: Cast) -> None:
    address = make_url(database_url)
    if address.get_backend_name() == "postgresql":
        address = address.update_query_dict({"options": "-c datestyle=German"})
    engine = make_engine(address)
    with bulk(engine, cast.serang.scope) as ours:
        ours.insert(Presensi, days("serang", cast.serang.operator, 1))
        assert ours.columns(select(Presensi.tanggal))[0].to_pylist() == [date(2026, 3, 1)]
    engine.dispose()


def test_columns_without_rows_keep_their_kinds(ours: Bulk) -> None:
    statement = select(Presensi.id, Presensi.tanggal, Presensi.status, Presensi.apel_wajib)
    assert [str(column.type).split("<")[0] for column in ours.columns(statement)] == [
        *("int64", "date32[day]", "dictionary", "bool"),
    ]


def test_a_column_alone_keeps_its_missing_values(ours: Bulk) -> None:
    assert [column.to_pylist() for column in ours.columns(select(Pegawai.tanggal_keluar))] == [[None, None, None]]


def test_columns_are_narrowed_and_refuse_sub_selects(ours: Bulk) -> None:
    assert ours.columns(select(Pegawai.id).where(Pegawai.region_id == "pangkalpinang"))[0].to_pylist() == []
    with pytest.raises(Refused, match="BULK_SHAPE"):
        ours.columns(select(select(Pegawai.id).subquery().c.id))


def test_rows_written_by_column_are_checked_and_noted(ours: Bulk, cast: Cast) -> None:
    many = 3
    columns: dict[str, list[Any]] = {
        "pegawai_id": [cast.serang.operator] * many,
        "tanggal": ["2026-03-02", "2026-03-03", "2026-03-04"],
        "status": ["hadir", "hadir", "alpa"],
        "menit_telat": [5, None, None],
        "apel_wajib": [False] * many,
    }
    assert ours.insert_columns(Presensi, {"region_id": "serang"}, columns) == many
    late = select(Presensi.menit_telat, Presensi.status).order_by(Presensi.tanggal)
    assert [tuple(row) for row in ours.rows(late)] == [(5, "hadir"), (None, "hadir"), (None, "alpa")]
    with pytest.raises(Refused, match="OUT_OF_REACH"):
        ours.insert_columns(Presensi, {"region_id": "pangkalpinang"}, columns)
    noted = select(Audit.after).where(Audit.table_name == "presensi")
    assert [row[0] for row in ours.rows(noted)][-1] == {"rows": many}
