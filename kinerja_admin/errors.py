"""Everything that can go wrong on purpose: findings are data, exceptions stop work.

The words for both stand in ``locale/problems.toml`` under the same codes, so that a message can be improved
without touching the place that reports it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error stops a policy, a warning and a notice do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where a finding stands: file, line and column from 1, and the path of keys inside the file."""

    file: str = ""
    line: int = 0
    column: int = 0
    path: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about a file; its text is made at the edge from the code and the parameters."""

    code: str
    severity: Severity = Severity.ERROR
    parameters: Mapping[str, str] = field(default_factory=dict)
    location: Location = field(default_factory=Location)

    @property
    def is_error(self) -> bool:
        """Whether the finding keeps the file from being used."""
        return self.severity is Severity.ERROR


class KinerjaError(Exception):
    """Work that had to stop: a stable code and the facts that its message needs."""

    code = "INTERNAL"

    def __init__(self, code: str | None = None, **parameters: str) -> None:
        """Remember the code (the class's own by default) and the facts."""
        self.code = code or type(self).code
        self.parameters = parameters
        super().__init__(f"{self.code} {parameters}" if parameters else self.code)

    def as_problem(self) -> Problem:
        """The same as a finding, so that one catalogue words both."""
        return Problem(self.code, Severity.ERROR, dict(self.parameters))


class WrongUse(KinerjaError):
    """A request that makes no sense as it stands: a wrong option, an unreadable file, an unknown row."""

    code = "WRONG_USE"


class NotFound(KinerjaError):
    """Something named does not exist, or not for the one who asks."""

    code = "NOT_FOUND"


class Forbidden(KinerjaError):
    """The person may not do this, or not here."""

    code = "FORBIDDEN"


class Refused(KinerjaError):
    """A rule of the process stands against it: a state, a second person, a closed period."""

    code = "REFUSED"


class Invalid(KinerjaError):
    """What was handed in has findings; they come along."""

    code = "INVALID"

    def __init__(self, problems: tuple[Problem, ...], code: str | None = None, **parameters: str) -> None:
        """Carry the findings beside the code."""
        super().__init__(code, **parameters)
        self.problems = problems


class PersonalError(KinerjaError):
    """A result that could not be worked out for one person; it belongs to a step and stops nobody else.

    Codes: MISSING_INPUT, OUT_OF_RANGE, NO_MATCH, CONFLICT, DIVISION_BY_ZERO, TYPE_MISMATCH, LIMIT, CHECK_FAILED
    (policy language §3, Errors are results). ``step`` is filled in by the step in which it arose.
    """

    code = "MISSING_INPUT"
    step = ""
