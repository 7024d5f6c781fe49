"""The calendar of the process: stages of each month and year, from ``pola_tahapan.csv``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from kinerja_admin.db.bulk import Bulk
from kinerja_admin.db.session import Session
from kinerja_admin.engine.periods import Month, Period
from kinerja_admin.models.tahapan import Tahapan
from kinerja_admin.services import duties
from kinerja_admin.services.seeding.files import Row
from kinerja_admin.services.seeding.maker import Maker
from kinerja_admin.services.seeding.traits import FIRST, LAST, months
from kinerja_admin.services.seeding.write import add_missing

_MONTHLY = "bulan"
_LOOKED_AT = LAST + timedelta(days=10)
"""When the last month's stages are over too, whatever the machine's clock says."""


def add_stages(bulk: Bulk, maker: Maker) -> None:
    """Write the stages of one region that are not there yet."""
    rows = (stage for row in maker.rows("pola_tahapan") for stage in _stages(row))
    add_missing(bulk, Tahapan, ("region_id", "tahap", "periode"), rows)


def add_duties(session: Session, region: str) -> None:
    """Who owes what in those stages, and what the records show to be done."""
    duties.fill(session, region, _LOOKED_AT)


def _stages(row: Row) -> Iterator[dict[str, Any]]:
    for period in _periods(row):
        since = period.start if row["acuan"] == "awal" else period.end
        yield {
            "region_id": row["region"],
            "tahap": row["tahap"],
            "periode": str(period),
            "mulai": since + timedelta(days=int(row["mulai"])),
            "selesai": since + timedelta(days=int(row["selesai"])),
            "dasar": row["dasar"] or None,
        }


def _periods(row: Row) -> list[Period]:
    """The months or years from the one that the row names on."""
    if row["rentang"] == _MONTHLY:
        return [Period(Month(*month)) for month in months() if str(Month(*month)) >= row["dari"]]
    return [Period(Month(year, 1), "year") for year in range(FIRST.year, LAST.year + 1) if str(year) >= row["dari"]]
