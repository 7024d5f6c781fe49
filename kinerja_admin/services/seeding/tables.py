"""Files that are a table row by row: the heading names the columns, references are written as people know them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, UniqueConstraint, inspect, select
from sqlalchemy.types import TypeEngine

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.db.rows import columns_of
from kinerja_admin.errors import WrongUse
from kinerja_admin.models.anggota_inovasi import AnggotaInovasi
from kinerja_admin.models.base import Base
from kinerja_admin.models.bimbingan import Bimbingan
from kinerja_admin.models.calon_jabatan import CalonJabatan
from kinerja_admin.models.capaian_unit import CapaianUnit
from kinerja_admin.models.faktor_eksternal import FaktorEksternal
from kinerja_admin.models.indikator_skp import IndikatorSkp
from kinerja_admin.models.inovasi import Inovasi
from kinerja_admin.models.keberatan import Keberatan
from kinerja_admin.models.kegiatan_skp import KegiatanSkp
from kinerja_admin.models.keluarga import Keluarga
from kinerja_admin.models.lowongan_jabatan import LowonganJabatan
from kinerja_admin.models.pagu import Pagu
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.pelatihan import Pelatihan
from kinerja_admin.models.pendidikan import Pendidikan
from kinerja_admin.models.penghargaan import Penghargaan
from kinerja_admin.models.perilaku_lama import PerilakuLama
from kinerja_admin.models.program import Program
from kinerja_admin.models.skp_lama import SkpLama
from kinerja_admin.models.sosialisasi import Sosialisasi
from kinerja_admin.models.survei import Survei
from kinerja_admin.models.types import Exact, Moment
from kinerja_admin.models.usulan_pelatihan import UsulanPelatihan
from kinerja_admin.services.seeding.files import Row, truth
from kinerja_admin.services.seeding.write import add_missing, numbers

DRAWN = "acak_"
"""Columns that begin so say how other rows are drawn, and are no columns of the table."""
_PERSON = "nip"
_KNOWN_BY = ("kode", "nomor", "nama")

TABLES: tuple[type[Base], ...] = (
    *(Program, Inovasi, AnggotaInovasi, Pelatihan, Sosialisasi, Survei, FaktorEksternal, CapaianUnit, Pagu),
    *(Pendidikan, Keluarga, Penghargaan, Bimbingan, Keberatan, UsulanPelatihan, LowonganJabatan, CalonJabatan),
    *(SkpLama, KegiatanSkp, IndikatorSkp, PerilakuLama),
)
"""In an order in which each comes after those it refers to."""
_KEYS: Mapping[type[Base], tuple[str, ...]] = {
    Bimbingan: ("pegawai_id", "tanggal"),
    FaktorEksternal: ("jenis", "mulai", "unit_kerja_id", "pegawai_id"),
    UsulanPelatihan: ("pegawai_id", "nama", "diajukan_pada"),
}
"""What tells rows apart where the table itself does not say."""

People = frozenset[tuple[str, str]]


@dataclass(slots=True)
class _References:
    """Numbers of rows by what people know them by, looked up once for each table."""

    bulk: Bulk
    known: dict[str, dict[tuple[Any, ...], int]] = field(default_factory=dict)

    def find(self, table: str, region: str, cell: str) -> int:
        """The number of the row that a cell means.

        Raises:
            WrongUse: SEED_REFERENCE where the table has no such row.
        """
        if table not in self.known:
            self.known[table] = dict(self._numbers(_model(table)))
        found = self.known[table].get((region, cell)) or self.known[table].get((None, cell))
        if found is None:
            raise WrongUse("SEED_REFERENCE", table=table, region=region, name=cell)
        return found

    def _numbers(self, model: type[Base]) -> Iterator[tuple[tuple[Any, ...], int]]:
        if model is SkpLama:
            query = select(SkpLama.id, SkpLama.region_id, Pegawai.nip, SkpLama.periode)
            found = self.bulk.rows(query.join(Pegawai, Pegawai.id == SkpLama.pegawai_id))
            yield from (((row[1], f"{row[2]}/{row[3]}"), row[0]) for row in found)
        elif model is Pegawai:
            yield from numbers(self.bulk, model, "region_id", "nip").items()
        else:
            name = next(name for name in _KNOWN_BY if name in columns_of(model))
            where = ("region_id",) if "region_id" in columns_of(model) else ()
            for key, number in numbers(self.bulk, model, *where, name).items():
                yield (key if where else (None, *key)), number


def add_tables(bulk: Bulk, files: Mapping[str, list[Row]], new: People) -> None:
    """Write the rows that are not there yet; those about people only for the people who are new."""
    references = _References(bulk)
    for model in TABLES:
        rows = [row for row in files[model.__tablename__] if _PERSON not in row or _is_about(row, new)]
        values = [_values(model, row, references) for row in rows]
        add_missing(bulk, model, ("region_id", *_key(model)), values)


def _is_about(row: Row, new: People) -> bool:
    return not row[_PERSON] or (row["region"], row[_PERSON]) in new


def _key(model: type[Base]) -> Sequence[str]:
    if model in _KEYS:
        return _KEYS[model]
    table = inspect(model).local_table
    unique = [one for one in table.constraints if isinstance(one, UniqueConstraint)]  # type: ignore[attr-defined]
    names = ([column.name for column in one.columns] for one in unique)
    return next([one for one in found if one != "region_id"] for found in names if "id" not in found)


def _values(model: type[Base], row: Row, references: _References) -> dict[str, Any]:
    region = row["region"]
    values: dict[str, Any] = {"region_id": region}
    for name, cell in row.items():
        if name == "region" or name.startswith(DRAWN):
            continue
        column = _column(model, name)
        refers = column.info.get("refers")
        if not cell:
            values[column.name] = None
        elif refers:
            values[column.name] = references.find(refers, region, cell)
        else:
            values[column.name] = _read(column.type, cell)
    return values


def _column(model: type[Base], name: str) -> Column[Any]:
    columns = {column.name: column for column in columns_of(model).values()}
    if name == _PERSON:
        return columns["pegawai_id"]
    return columns[name] if name in columns else columns[f"{name}_id"]


def _model(table: str) -> type[Base]:
    return next(one.class_ for one in Base.registry.mappers if one.local_table.name == table)  # type: ignore[attr-defined]


def _read(kind: TypeEngine[Any], cell: str) -> Any:
    reader = next((read for one, read in _READERS if isinstance(kind, one)), str)
    return reader(cell)


def _moment(cell: str) -> datetime:
    day = date.fromisoformat(cell)
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


_READERS: tuple[tuple[type[TypeEngine[Any]], Callable[[str], Any]], ...] = (
    (Exact, Decimal),
    (Moment, _moment),
    (Boolean, truth),
    (Date, date.fromisoformat),
    (BigInteger, int),
    (Integer, int),
)


def drawn(rows: Iterable[Row]) -> list[Row]:
    """The rows that say how others are drawn."""
    return [row for row in rows if any(cell for name, cell in row.items() if name.startswith(DRAWN))]
