"""Duties of the process: who owes what in each stage of the calendar, and what the records show to be done."""

from __future__ import annotations

from kinerja_admin.services.duties.filling import Filled, fill

__all__ = ["Filled", "fill"]
