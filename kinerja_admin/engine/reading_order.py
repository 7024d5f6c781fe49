"""The order in which people read the steps: as their author wrote them, but what a step rests on comes first."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from kinerja_admin.engine.expression.names import names_in
from kinerja_admin.engine.policy import Policy, Step


def reading_order(policy: Policy) -> tuple[str, ...]:
    """The names of all steps: always the earliest of the author's steps whose own steps have all been named."""
    places = {name: place for place, name in enumerate(policy.steps)}
    names = list(places)
    waiting = {name: set(_rests_on(policy, step)) for name, step in policy.steps.items()}
    users: dict[str, list[str]] = {}
    for name, wanted in waiting.items():
        for other in wanted:
            users.setdefault(other, []).append(name)
    ready = [place for name, place in places.items() if not waiting[name]]
    heapq.heapify(ready)
    order: list[str] = []
    while ready:
        name = names[heapq.heappop(ready)]
        order.append(name)
        for user in users.get(name, ()):
            waiting[user].discard(name)
            if not waiting[user]:
                heapq.heappush(ready, places[user])
    return tuple(order)


def _rests_on(policy: Policy, step: Step) -> Iterator[str]:
    indicator = policy.indicators.get(step.indicator)
    formulas = (*step.formulas, *((indicator.applies,) if indicator and indicator.applies else ()))
    for formula in formulas:
        names, weighs = names_in(formula.text)
        yield from (name for name in names if name in policy.steps)
        if weighs:
            yield from (one.score for one in policy.indicators.values())
