"""Duties of the process: who owes what in each stage of the calendar, and what the records show to be done."""

from __future__ import annotations

from kinerja_admin.services.duties.filling import Filled, fill
from kinerja_admin.services.duties.standing import (
    Debtor,
    StageStanding,
    Standing,
    UnitStanding,
    by_unit,
    debtors,
    standings,
)

__all__ = ["Debtor", "Filled", "StageStanding", "Standing", "UnitStanding", "by_unit", "debtors", "fill", "standings"]
