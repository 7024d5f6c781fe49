"""A result in a few words: what is paid, else what came out first, else at which step it failed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.runs import columns_of, policy_of
from kinerja_admin.admin.screens import say
from kinerja_admin.db.session import Session
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.speaking import as_words
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import DECIDED, Run

MOST_SAID = 2


@dataclass(frozen=True, slots=True)
class InShort:
    """One policy's result of one person."""

    id: int
    title: str
    text: str
    is_error: bool
    is_provisional: bool


class Shortener:
    """Says many results in short; the policy of each run is read once."""

    def __init__(self, db: Session) -> None:
        """Begin with nothing read."""
        self._db = db
        self._policies: dict[int, Policy | None] = {}

    def __call__(self, result: Result, run: Run) -> InShort:
        """One result; until it is approved it may still change."""
        if run.id not in self._policies:
            self._policies[run.id] = policy_of(self._db, run)
        policy = self._policies[run.id]
        title = policy.title if policy is not None and policy.title else as_words(run.policy)
        text = _failed(policy, result) if result.error_code else _came_out(policy, result)
        return InShort(result.id, title, text, bool(result.error_code), run.state not in DECIDED)


def _word(text: str) -> str:
    """A result without a unit: yes and no, or a word of the policy."""
    return current_words().value(text == "true") if text in ("true", "false") else as_words(text)


def _failed(policy: Policy | None, result: Result) -> str:
    step = result.error_step or ""
    known = policy.steps.get(step) if policy is not None else None
    return say("no result: {step}", step=(known.basis.label if known else "") or as_words(step))


def _came_out(policy: Policy | None, result: Result) -> str:
    words = current_words()
    if result.payable is not None:
        return words.rupiah(result.payable)
    said = []
    for name, (_, unit, decimals) in columns_of(policy).items():
        value = result.outputs.get(name)
        if value is not None:
            said.append(words.value(Decimal(value), unit, decimals) if unit else _word(str(value)))
    return " · ".join(said[:MOST_SAID]) or "–"
