"""Plans and ratings of the years before 2022, under the rules of their time, one query each."""

from __future__ import annotations

from sqlalchemy import select

from kinerja_admin.models.indikator_skp import IndikatorSkp
from kinerja_admin.models.kegiatan_skp import KegiatanSkp
from kinerja_admin.models.perilaku_lama import ASPECTS, PerilakuLama
from kinerja_admin.models.skp_lama import SkpLama
from kinerja_admin.services.sources.records import Records
from kinerja_admin.services.sources.rows import Picked, Rows

_OF_ACTIVITIES = tuple(
    f"{kind}_{aspect}" for kind in ("target", "realisasi") for aspect in ("kuantitas", "kualitas", "waktu", "biaya")
)
_OF_INDICATORS = ("arah", "bobot", "target", "target_atas", "realisasi", "target_terbesar")


def former_plans(records: Records) -> Picked:
    """The plan of each person for exactly this period."""
    table = SkpLama
    return records.rows(
        select(table.pegawai_id, table.tugas_tambahan, table.kreativitas, table.kinerja_tambahan).where(
            table.region_id == records.region, table.periode == str(records.period)
        )
    ).last()


def activities(records: Records) -> Rows:
    """The activities of those plans, in their order."""
    return _parts(records, KegiatanSkp, _OF_ACTIVITIES)


def indicators(records: Records) -> Rows:
    """The indicators of those plans, in their order."""
    return _parts(records, IndikatorSkp, _OF_INDICATORS)


def _parts(records: Records, table: type[KegiatanSkp | IndikatorSkp], names: tuple[str, ...]) -> Rows:
    columns = (getattr(table, name) for name in names)
    return records.rows(
        select(SkpLama.pegawai_id, *columns)
        .join(SkpLama, table.skp_lama_id == SkpLama.id)
        .where(SkpLama.region_id == records.region, SkpLama.periode == str(records.period))
        .order_by(SkpLama.pegawai_id, table.nomor)
    )


def former_behaviours(records: Records) -> Picked:
    """The rated behaviour of each person for exactly this period."""
    table = PerilakuLama
    columns = (getattr(table, name) for name in (*ASPECTS, "nilai", "dinilai_rekan_dan_bawahan", "ide_baru"))
    return records.rows(
        select(table.pegawai_id, *columns).where(
            table.region_id == records.region, table.periode == str(records.period)
        )
    ).last()
