"""Indicators become screens: what policies ask to be measured, recorded by those concerned, confirmed by another."""

from kinerja_admin.services.measures.asked import EVIDENCE, SUBJECTS, Asked, asked_for, find_asked
from kinerja_admin.services.measures.reach import RECORDERS, Subject, may_record, may_verify, subjects
from kinerja_admin.services.measures.recording import record, recorded, table_of, verify

__all__ = [
    "EVIDENCE",
    "RECORDERS",
    "SUBJECTS",
    "Asked",
    "Subject",
    "asked_for",
    "find_asked",
    "may_record",
    "may_verify",
    "record",
    "recorded",
    "subjects",
    "table_of",
    "verify",
]
