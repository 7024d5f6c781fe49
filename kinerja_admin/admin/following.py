"""What to say after a record was written: what was filled in, what speaks against it, which runs rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from kinerja_admin.admin.columns import faces, show
from kinerja_admin.admin.language import current_words, say
from kinerja_admin.errors import Problem
from kinerja_admin.models.run import Run
from kinerja_admin.models.words import STATUS_PERHITUNGAN
from kinerja_admin.services.completing import Consequences

MOST_NAMED = 6


def said(model: type[Any], derived: Mapping[str, Any], follows: Consequences) -> Iterator[tuple[str, str]]:
    """Sentences with their level, for the head of the next page."""
    words = current_words()
    for found in faces(model):
        if found.key in derived:
            value = show(found, derived[found.key])
            yield (
                say("{column} follows from the schedule: {value}.", column=words.field(found.label), value=value),
                "info",
            )
    for problem in follows.doubts:
        yield said_of(problem), "warning"
    if follows.runs:
        yield runs_in_words(follows.runs), "warning"


def said_of(problem: Problem) -> str:
    """A doubt in words; its days are facts in ISO form."""
    words = current_words()
    facts = {
        name: words.date(date.fromisoformat(fact)) if name in {"from", "to"} else fact
        for name, fact in problem.parameters.items()
    }
    text = words.problem(replace(problem, parameters=facts))
    return f"{text.message} {text.hint}".strip()


def runs_in_words(runs: Sequence[Run]) -> str:
    """Which computed months rest on a record, and what to do about them."""
    named = "; ".join(_named(runs[:MOST_NAMED]))
    more = "; …" if len(runs) > MOST_NAMED else ""
    told = say("Already computed over this record: {runs}.", runs=f"{named}{more}")
    hint = say("Compute these months again; what is locked is corrected by another run.")
    return f"{told} {hint}"


def _named(runs: Iterable[Run]) -> Iterator[str]:
    words = current_words()
    for run in runs:
        policy = run.policy_file.title or run.policy.replace("_", " ")
        yield f"{words.period(run.periode)}, {policy} ({words.field(STATUS_PERHITUNGAN[run.state])})"
