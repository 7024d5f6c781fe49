"""The calendar of the process: stages of each month and year, from ``pola_tahapan.csv``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.engine.periods import Month, Period
from kinerja_admin.models.tahapan import Tahapan
from kinerja_admin.services.seeding.files import Row
from kinerja_admin.services.seeding.maker import Maker
from kinerja_admin.services.seeding.traits import FIRST, LAST, months
from kinerja_admin.services.seeding.write import add_missing

_MONTHLY = "bulan"


def add_stages(bulk: Bulk, maker: Maker) -> None:
    """Write the stages of one region that are not there yet."""
    rows = (stage for row in maker.rows("pola_tahapan") for stage in _stages(row))
    add_missing(bulk, Tahapan, ("region_id", "tahap", "periode"), rows)


def _stages(row: Row) -> Iterator[dict[str, Any]]:
    for period in _periods(row["rentang"]):
        since = period.start if row["acuan"] == "awal" else period.end
        yield {
            "region_id": row["region"],
            "tahap": row["tahap"],
            "periode": str(period),
            "mulai": since + timedelta(days=int(row["mulai"])),
            "selesai": since + timedelta(days=int(row["selesai"])),
            "dasar": row["dasar"] or None,
        }


def _periods(span: str) -> list[Period]:
    if span == _MONTHLY:
        return [Period(Month(*month)) for month in months()]
    return [Period(Month(year, 1), "year") for year in range(FIRST.year, LAST.year + 1)]
