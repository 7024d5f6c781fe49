"""What a command says and where: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TextIO

from kinerja_admin.errors import KinerjaError, Problem
from kinerja_admin.locale import DEFAULT_LANGUAGE, Words, words

FINE = 0
FINDINGS = 1
WRONG_USAGE = 2


@dataclass(slots=True)
class Console:
    """The language and the form in which this call is answered."""

    language: str = DEFAULT_LANGUAGE
    form: str = "text"

    @property
    def words(self) -> Words:
        """The catalogue in the language of this call."""
        return words(self.language)

    @property
    def is_json(self) -> bool:
        """Whether a program reads the answer."""
        return self.form == "json"

    def print(self, text: str = "") -> None:
        """One line of the result."""
        print(text)

    def tell(self, text: str) -> None:
        """One line beside the result."""
        print(text, file=sys.stderr)

    def print_json(self, value: object) -> None:
        """The result as JSON."""
        json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
        print()

    def problems_json(self, problems: Iterable[Problem]) -> None:
        """Findings as JSON, in the one shape that every command uses."""
        self.print_json({"problems": [self.as_json(problem) for problem in problems]})

    def as_json(self, problem: Problem) -> dict[str, object]:
        """One finding as JSON."""
        text, place = self.words.problem(problem), problem.location
        return {
            "code": problem.code,
            "severity": problem.severity.value,
            "message": text.message,
            "hint": text.hint,
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "path": place.path,
        }

    def print_problems(self, problems: Iterable[Problem], *, beside: bool = False) -> None:
        """Findings as lines: place, severity, code and message, and below them what to do.

        Where the same is to be done about several in a row, it is said once, below the last of them.
        """
        say = self.tell if beside else self.print
        worded = [(problem, self.words.problem(problem)) for problem in problems]
        for hint, group in groupby(worded, key=lambda one: one[1].hint):
            for problem, text in group:
                say(f"{_place(problem)}{problem.severity.value} {problem.code} {text.message}")
            if hint:
                say(f"    {hint}")

    def fail(self, error: KinerjaError) -> None:
        """Say why the command stopped."""
        problem = error.as_problem()
        if self.is_json:
            self.problems_json([problem])
        self.print_problems([problem], beside=True)


def _place(problem: Problem) -> str:
    place = problem.location
    if not place.file:
        return ""
    return f"{place.file}:{place.line}:{place.column}: " if place.line else f"{place.file}: "


def speak_utf8(*streams: TextIO) -> None:
    """Write UTF-8 whatever the machine's locale is, and never fail on a strange file name."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def amounts(values: Mapping[str, object]) -> dict[str, str]:
    """Values as text, so that no reader of JSON takes an amount for a binary number."""
    return {name: str(value) for name, value in values.items()}
