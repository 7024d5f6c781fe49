"""One line of an explanation: what explanations are made of, and what pages and the command line show."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation.

    ``kind`` is head, fact, step, aside (a step on which this result does not rest), check or output; ``level`` is 0 for
    what is shown first and grows with the detail; ``formula`` is what the author may type; ``sum`` is the calculation
    in figures, which the detail holds too; ``notes`` say what a reader must not overlook: a limit that bit, a default,
    an unverified value, an error.
    """

    kind: str
    level: int
    name: str
    title: str
    text: str = ""
    amount: str = ""
    law: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    formula: tuple[str, ...] = ()
    is_error: bool = False
    sum: str = ""
