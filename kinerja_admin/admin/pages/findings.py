"""Findings of a version in words, for the page and for the editor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from kinerja_admin.errors import Problem
from kinerja_admin.locale import Words


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: where, how bad, what is wrong, and what to do."""

    line: int
    column: int
    severity: str
    code: str
    message: str
    hint: str
    path: str = ""

    def as_json(self) -> dict[str, Any]:
        """As the editor takes it."""
        return asdict(self)


def findings_of(problems: Iterable[Problem], words: Words) -> tuple[Finding, ...]:
    """The findings, errors first, then in the order of the text."""
    weight = {"error": 0, "warning": 1, "notice": 2}
    found = [_finding(problem, words) for problem in problems]
    return tuple(sorted(found, key=lambda one: (weight[one.severity], one.line, one.column)))


def _finding(problem: Problem, words: Words) -> Finding:
    text, place = words.problem(problem), problem.location
    return Finding(place.line, place.column, problem.severity.value, problem.code, text.message, text.hint, place.path)
