"""Runs: policy version × snapshot → results, chained, checked by people, and locked."""

from __future__ import annotations

from kinerja_admin.services.runs.admission import admit, is_provisional, locked_among, replacing
from kinerja_admin.services.runs.chain import policies_of
from kinerja_admin.services.runs.computing import Computed, Order, compute, correct, preview
from kinerja_admin.services.runs.correction import admit_correction, correct_run
from kinerja_admin.services.runs.month import run_month
from kinerja_admin.services.runs.states import Variance, approve, check, find, is_mostly_errors, lock, variance

__all__ = [
    "Computed",
    "Order",
    "Variance",
    "admit",
    "admit_correction",
    "approve",
    "check",
    "compute",
    "correct",
    "correct_run",
    "find",
    "is_mostly_errors",
    "is_provisional",
    "lock",
    "locked_among",
    "policies_of",
    "preview",
    "replacing",
    "run_month",
    "variance",
]
