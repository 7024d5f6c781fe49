"""The order in which steps can be worked out, and the cycles that forbid one."""

from __future__ import annotations

from collections.abc import Mapping


def order_of(needs: Mapping[str, frozenset[str]]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Steps by dependency (equal ones by name, so that the order of keys never matters), and the cycles as paths."""
    waiting = {name: set(wanted) & set(needs) for name, wanted in needs.items()}
    order: list[str] = []
    ready = sorted(name for name, wanted in waiting.items() if not wanted)
    users: dict[str, list[str]] = {}
    for name, wanted in waiting.items():
        for other in wanted:
            users.setdefault(other, []).append(name)
    while ready:
        name = ready.pop(0)
        order.append(name)
        freed = []
        for user in users.get(name, ()):
            waiting[user].discard(name)
            if not waiting[user]:
                freed.append(user)
        ready = sorted([*ready, *freed])
    left = {name: frozenset(waiting[name]) for name in needs if name not in set(order)}
    return tuple(order), _cycles(left)


def _cycles(left: Mapping[str, frozenset[str]]) -> tuple[tuple[str, ...], ...]:
    """One path for each knot: followed from its first name until it meets itself."""
    found: list[tuple[str, ...]] = []
    done: set[str] = set()
    for start in sorted(left):
        path: list[str] = []
        name: str | None = start
        while name is not None and name not in path and name not in done:
            path.append(name)
            name = min((other for other in left[name] if other in left), default=None)
        if name is not None and name in path:
            cycle = path[path.index(name) :]
            first = cycle.index(min(cycle))
            found.append((*cycle[first:], *cycle[: first + 1]))
        done.update(path)
    return tuple(found)
