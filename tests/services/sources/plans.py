"""A plan of work as tests of several sources want it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kinerja_admin.models.butir_rencana import ButirRencana
from kinerja_admin.models.capaian import Capaian
from kinerja_admin.models.rencana import Rencana
from tests.services.town import NOON, Town

ITEM = {"uraian": "Dokumen", "satuan": "dokumen"}


def plan(town: Town, nip: str, status: str, year: int = 2026) -> int:
    """A plan with two items; the second is the lower the better."""
    decided = {"disetujui_pada": NOON} if status == "disetujui" else {}
    number = town.add(Rencana, pegawai_id=town.people[nip], tahun=year, status=status, **decided)
    common: dict[str, Any] = {"rencana_id": number, **ITEM}
    first = town.add(ButirRencana, nomor=1, bobot=Decimal(60), target=Decimal(120), **common)
    town.add(ButirRencana, nomor=2, bobot=Decimal(40), target=Decimal("2.5"), arah="turun", **common)
    for month, reached in ((1, "8"), (2, "21.25"), (5, "60")):
        town.add(Capaian, butir_rencana_id=first, bulan=month, realisasi=Decimal(reached))
    return number
