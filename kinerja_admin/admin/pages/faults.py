"""The results of a run that are in error, by cause: what is missing or wrong, for whom, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kinerja_admin.admin.pages.sources import meanings
from kinerja_admin.db.session import Session
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reference import Fault, Prepared, evaluate_person
from kinerja_admin.engine.speaking import as_words
from kinerja_admin.errors import KinerjaError, Problem
from kinerja_admin.locale import Words
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import Run
from kinerja_admin.services import results

MOST_LOOKED_INTO = 300
"""So many causes are looked up by working results out again; beyond, people are grouped by code and step alone."""


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """Everybody whose result is in error for one cause."""

    code: str
    step: str
    message: str
    hint: str
    where: str
    people: Sequence[Result]
    step_label: str = ""


def fault_groups(db: Session, run: Run, policy: Policy | None, words: Words) -> list[FaultGroup]:
    """The results in error, the most frequent cause first."""
    rows = results.results_in_error(db, run)
    causes = _causes(db, run, rows)
    grouped: dict[tuple[str, str, str], list[Result]] = {}
    facts: dict[tuple[str, str, str], Mapping[str, str]] = {}
    for row in rows:
        cause = causes.get(row.id)
        parameters = dict(cause.parameters) if cause else {}
        key = (row.error_code or "", row.error_step or "", parameters.get("what", ""))
        grouped.setdefault(key, []).append(row)
        facts.setdefault(key, parameters)
    called = meanings(db, run.region_id, policy, words)
    found = [_group(key, facts[key], people, policy, words, called) for key, people in grouped.items()]
    return sorted(found, key=lambda group: -len(group.people))


def _causes(db: Session, run: Run, rows: Sequence[Result]) -> dict[int, Fault]:
    """What exactly was wrong, worked out again: a result keeps only code and step."""
    if not rows or len(rows) > MOST_LOOKED_INTO:
        return {}
    try:
        rebuilt = results.rebuild(db, run)
    except KinerjaError:
        return {}
    prepared = Prepared(rebuilt.policy, rebuilt.period)
    places = {who.id: place for place, who in enumerate(rebuilt.data.people)}
    found = {}
    for row in rows:
        if row.pegawai_id in places:
            cells = rebuilt.facts.row(places[row.pegawai_id])
            fault = evaluate_person(prepared, str(row.pegawai_id), cells).fault
            if fault is not None:
                found[row.id] = fault
    return found


def _group(
    key: tuple[str, str, str], facts: Mapping[str, str], people: Sequence[Result], policy: Policy | None, words: Words,
    called: Mapping[str, str] = MappingProxyType({}),
) -> FaultGroup:  # fmt: skip
    code, step, what = key
    wanted = policy.inputs.get(what) if policy else None
    label = (wanted.basis.label if wanted else "") or as_words(what) or as_words(step)
    values = {"what": label, "value": facts.get("value", ""), "step": _step_label(policy, step)}
    text = words.problem(Problem(code, parameters={**facts, **values}))
    where = called.get(wanted.source, "") if wanted else ""
    return FaultGroup(code, step, text.message, text.hint, where, people, _step_label(policy, step) if step else "")


def _step_label(policy: Policy | None, step: str) -> str:
    known = policy.steps.get(step) if policy else None
    return (known.basis.label if known else "") or as_words(step)


def cause_in_words(fault: Fault, policy: Policy | None, words: Words) -> str:
    """One error as a sentence that names the fact and the step as people call them."""
    facts = fault.parameters
    group = _group((fault.code, fault.step, facts.get("what", "")), facts, (), policy, words)
    return f"{group.message} {_step_label(policy, fault.step)}" if fault.step else group.message
