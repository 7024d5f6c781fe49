"""The catalogue of sources: everything that a policy may name in ``from:``, one entry each."""

from __future__ import annotations

from kinerja_admin.services.sources import (
    about_attendance,
    about_careers,
    about_circumstances,
    about_families,
    about_feedback,
    about_former,
    about_learning,
    about_people,
    about_performance,
    about_positions,
    about_sections,
)
from kinerja_admin.services.sources.entry import Entry

ENTRIES: tuple[Entry, ...] = (
    *about_people.ENTRIES,
    *about_positions.ENTRIES,
    *about_attendance.ENTRIES,
    *about_performance.ENTRIES,
    *about_sections.ENTRIES,
    *about_families.ENTRIES,
    *about_learning.ENTRIES,
    *about_careers.ENTRIES,
    *about_feedback.ENTRIES,
    *about_circumstances.ENTRIES,
    *about_former.ENTRIES,
)
