"""Do the weights of the indicators that apply make 100? Tried over the combinations that ``applies`` can take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product

from kinerja_admin.engine.candidates import candidates_for, edges_of
from kinerja_admin.engine.expression.formula import Formula
from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.numbers import plain
from kinerja_admin.engine.periods import MONTHS, Period
from kinerja_admin.engine.policy import Indicator, Input, Policy
from kinerja_admin.engine.reference import PersonState, Prepared
from kinerja_admin.errors import PersonalError

WHOLE = Fraction(100)
_MOST_COMBINATIONS = 20_000
_Answers = tuple[list[int], Mapping[tuple[Cell, ...], bool | None]]
"""The places of the inputs that an indicator asks for, and whether it applies to each combination of them."""


def weight_findings(policy: Policy) -> Iterator[tuple[str, str, dict[str, str]]]:
    """WEIGHTS_OVER_100 for a set that exceeds 100; WEIGHTS_NOT_100 for an indicator that is in no whole set."""
    if not policy.indicators:
        return
    sets = _applying_sets(policy)
    if sets is None:
        return
    over = next((found for found in sets if _total(policy, found) > WHOLE), None)
    if over:
        total = plain(_total(policy, over))
        yield "WEIGHTS_OVER_100", over[0], {"total": total, "indicators": ", ".join(over)}
    whole = {name for found in sets if _total(policy, found) == WHOLE for name in found}
    missing = [name for name in policy.indicators if name not in whole]
    if missing and len(missing) == len(policy.indicators):
        most = max((_total(policy, found) for found in sets), default=Fraction(0))
        if not over:
            yield "WEIGHTS_NOT_100", missing[0], {"name": ", ".join(missing), "total": plain(most)}
        return
    for name in missing:
        most = max((_total(policy, found) for found in sets if name in found), default=Fraction(0))
        yield "WEIGHTS_NOT_100", name, {"name": name, "total": plain(most)}


def _total(policy: Policy, names: tuple[str, ...]) -> Fraction:
    return sum((policy.indicators[name].weight for name in names), Fraction(0))


def _applying_sets(policy: Policy) -> set[tuple[str, ...]] | None:
    """Every set of indicators that can apply together; None where there are too many combinations to try."""
    inputs = _asked(policy)
    formulas = [one.applies for one in policy.indicators.values() if one.applies]
    edges = edges_of(policy, formulas)
    candidates = [candidates_for(policy, one.name, edges) for one in inputs]
    count = 1
    for values in candidates:
        count *= len(values)
    if any(not values for values in candidates) or count > _MOST_COMBINATIONS:
        return None
    names = [one.name for one in inputs]
    found: set[tuple[str, ...]] = set()
    known: dict[tuple[str, Period | None], _Answers] = {}
    seen: list[list[tuple[str, list[int], Mapping[tuple[Cell, ...], bool | None]]]] = []
    for prepared in _periods(policy):
        asked = []
        for one, indicator in policy.indicators.items():
            text = indicator.applies.text if indicator.applies else ""
            key = text, prepared.period if _is_dated(policy, indicator.applies) else None
            if key not in known:
                known[key] = _answers(prepared, indicator, names, candidates)
            asked.append((one, *known[key]))
        if asked in seen:  # a month like an earlier one
            continue
        seen.append(asked)
        for combination in product(*candidates):
            given = [(name, known[tuple(combination[place] for place in places)]) for name, places, known in asked]
            if all(answer is not None for _, answer in given):
                found.add(tuple(name for name, answer in given if answer))
    return found


def _is_dated(policy: Policy, applies: Formula | None) -> bool:
    """Whether the answer may be another in another period."""
    if applies is None:
        return False
    parameters = [one.values for name, one in policy.parameters.items() if name in applies.names]
    tables = [policy.tables[name].contents for name in applies.tables]
    return "PERIOD_" in applies.text or any(len(values) > 1 for values in (*parameters, *tables))


def _answers(prepared: Prepared, indicator: Indicator, names: list[str], candidates: list[list[Cell]]) -> _Answers:
    """Which inputs an indicator asks for, and whether it applies to each combination of them alone; None: in error."""
    asked = indicator.applies.names if indicator.applies else ()
    places = [place for place, name in enumerate(names) if name in asked]
    answers: dict[tuple[Cell, ...], bool | None] = {}
    state = PersonState(prepared, {})
    for own in product(*(candidates[place] for place in places)):
        state.cells = {names[place]: value for place, value in zip(places, own, strict=True)}
        state.read = {}
        try:
            answers[own] = _applies(state, indicator)
        except PersonalError:
            answers[own] = None
    return places, answers


def _periods(policy: Policy) -> Iterator[Prepared]:
    """The periods of the first year, where ``applies`` may ask for the date; otherwise the first."""
    formulas = [one.applies for one in policy.indicators.values() if one.applies]
    dated = any("PERIOD_" in formula.text for formula in formulas)
    period = policy.first_period
    for _ in range(12 // MONTHS[policy.period] if dated else 1):
        yield Prepared(policy, period)
        period = period.following()


def _applies(state: PersonState, indicator: Indicator) -> bool:
    return indicator.applies is None or state.evaluation.work_out(indicator.applies) is True


def _asked(policy: Policy) -> list[Input]:
    names = {name for one in policy.indicators.values() if one.applies for name in one.applies.names}
    return [policy.inputs[name] for name in sorted(names) if name in policy.inputs]
