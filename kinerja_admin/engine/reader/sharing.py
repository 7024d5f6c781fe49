"""What a policy takes from others: named items of a pinned version, never merged silently (policy language §2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from kinerja_admin.engine.catalog import Shelf
from kinerja_admin.engine.document import Node
from kinerja_admin.engine.expression.syntax import similar
from kinerja_admin.engine.numbers import plain
from kinerja_admin.engine.policy import Bound, Parameter, Policy, PolicyId, Table, Use, Vocabulary
from kinerja_admin.engine.reader.fields import Reading
from kinerja_admin.engine.reader.head import Head, read_uses
from kinerja_admin.errors import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping


class FoundPolicy(Protocol):
    """A provider as the loader gives it."""

    @property
    def policy(self) -> Policy | None:
        """The policy, unless it has errors."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Its errors."""


class Providers(Protocol):
    """Where providers come from."""

    shelf: Shelf
    under_way: list[PolicyId]

    def by_id(self, policy_id: PolicyId) -> FoundPolicy | None:
        """A policy of the shelf, if it is there."""


@dataclass(slots=True)
class Taken:
    """The items taken, by kind, and what binds the user in return."""

    uses: tuple[Use, ...] = ()
    vocabularies: dict[str, Vocabulary] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    bounds: list[tuple[PolicyId, Bound]] = field(default_factory=list)

    def check_bounds(self, reading: Reading, policy: Policy, places: Mapping[str, Node]) -> None:
        """A parameter that the policy defines itself stays within its providers' bounds."""
        for provider, bound in self.bounds:
            own = policy.parameters.get(bound.name)
            if own is None or own.basis.origin != policy.id:
                continue
            for dated in own.values:
                value = dated.value
                if isinstance(value, Fraction) and not _within(value, bound):
                    reading.problem(
                        "OUT_OF_BOUNDS", places.get(own.name), own.basis.path, name=own.name, value=plain(value),
                        low=_shown(bound.low), high=_shown(bound.high), provider=str(provider),
                    )  # fmt: skip


def _within(value: Fraction, bound: Bound) -> bool:
    return (bound.low is None or value >= bound.low) and (bound.high is None or value <= bound.high)


def _shown(value: Fraction | None) -> str:
    return "…" if value is None else plain(value)


def take(providers: Providers, reading: Reading, node: Node | None, head: Head) -> Taken:
    """Read ``uses`` and bring the items."""
    taken = Taken()
    uses: list[Use] = []
    for provider, items, key, path in read_uses(reading, node):
        policy = _provider(providers, reading, provider, key, path)
        if policy is None:  # that it lacks is one finding; that all its items do would be no news
            reading.unseen.update(name for name, _, _ in items)
            continue
        _check_months(reading, policy, head, key, path)
        _note_newer(providers, reading, policy, [name for name, _, _ in items], head, key, path)
        for name, item, place in items:
            _take_one(taken, reading, policy, name, item, place)
        taken.bounds += [(provider, bound) for bound in policy.bounds.values()]
        uses.append(Use(provider, tuple(name for name, _, _ in items), policy.digest))
    taken.uses = tuple(uses)
    return taken


def _provider(providers: Providers, reading: Reading, provider: PolicyId, key: Node, path: str) -> Policy | None:
    if provider in providers.under_way:
        circle = " → ".join(str(one) for one in [*providers.under_way, provider])
        reading.problem("USES_CYCLE", key, path, path=circle)
        return None
    found = providers.by_id(provider)
    if found is None:
        known = ", ".join(one.version for one in providers.shelf.versions(provider.region, provider.policy))
        reading.problem("PROVIDER_UNKNOWN", key, path, provider=str(provider), known=known)
        return None
    knot = next((problem for problem in found.errors if problem.code == "USES_CYCLE"), None)
    if knot:
        reading.problem("USES_CYCLE", key, path, path=knot.parameters["path"])
    elif found.policy is None:
        reading.problem("PROVIDER_BROKEN", key, path, provider=str(provider), count=str(len(found.errors)))
    return found.policy


def _check_months(reading: Reading, provider: Policy, head: Head, key: Node, path: str) -> None:
    if head.first is None:
        return
    late = provider.first > head.first
    early = provider.last is not None and (head.last is None or provider.last < head.last)
    if late or early:
        end = {"last": str(provider.last)} if provider.last else {"cause": "open"}
        reading.problem("PROVIDER_NOT_IN_FORCE", key, path, provider=str(provider.id), first=str(provider.first), **end)


def _note_newer(
    providers: Providers, reading: Reading, provider: Policy, items: list[str], head: Head, key: Node, path: str,
) -> None:  # fmt: skip
    for other_id in providers.shelf.versions(provider.id.region, provider.id.policy):
        if other_id == provider.id or other_id in providers.under_way:
            continue
        found = providers.by_id(other_id)
        other = found.policy if found else None
        if other is None or other.first <= provider.first or (head.last is not None and other.first > head.last):
            continue
        changed = [name for name in items if _content(provider, name) != _content(other, name)]
        reading.problem(
            "PROVIDER_NEWER", key, path, Severity.NOTICE, provider=str(provider.id), newer=str(other.id),
            changed=", ".join(changed),
        )  # fmt: skip


def _content(policy: Policy, name: str) -> object:
    parameter, table = policy.parameters.get(name), policy.tables.get(name)
    return (
        policy.vocabularies.get(name),
        parameter and (parameter.shape, [(one.start, one.value) for one in parameter.values]),
        table and (table.form, table.shape, [(one.start, one.value) for one in table.contents]),
    )


def _take_one(taken: Taken, reading: Reading, provider: Policy, name: str, item: Node, place: str) -> None:
    if name in taken.vocabularies or name in taken.parameters or name in taken.tables:
        reading.problem("TAKEN_AGAIN", item, place, name=name)
    if name in provider.vocabularies:
        taken.vocabularies[name] = provider.vocabularies[name]
    if name in provider.parameters:
        taken.parameters[name] = provider.parameters[name]
    elif name in provider.tables:
        taken.tables[name] = provider.tables[name]
    elif name not in provider.vocabularies:
        _not_there(reading, provider, name, item, place)


def _not_there(reading: Reading, provider: Policy, name: str, item: Node, place: str) -> None:
    if name in provider.inputs or name in provider.steps:
        reading.problem("TAKEN_STEP", item, place, name=name, provider=str(provider.id))
        return
    known = frozenset([*provider.vocabularies, *provider.parameters, *provider.tables])
    reading.problem("TAKEN_UNKNOWN", item, place, name=name, provider=str(provider.id), similar=similar(name, known))
