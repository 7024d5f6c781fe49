"""Results as inputs: does the policy that is named give such an output, and of that kind? (policy language §2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kinerja_admin.engine.document import Node
from kinerja_admin.engine.expression.syntax import similar
from kinerja_admin.engine.policy import Input, Kind, Policy, PolicyId, Shape
from kinerja_admin.engine.reader.fields import Reading
from kinerja_admin.engine.reader.items import collection_of
from kinerja_admin.engine.reader.sharing import Providers
from kinerja_admin.errors import Severity

NATIONAL = "nasional"
_RESULT = re.compile(r"hasil\.([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)")


def note_results(
    reading: Reading, policy: Policy, places: Mapping[str, Node], providers: Providers, *, bound: bool,
) -> None:  # fmt: skip
    """Compare every result that is taken as an input with the versions on the shelf, the own region's first."""
    severity = Severity.ERROR if bound else Severity.WARNING
    for one in policy.inputs.values():
        found = _RESULT.fullmatch(one.source)
        if not found or found[1] == policy.id.policy:
            continue
        givers = list(_givers(policy, found[1], providers))
        shapes = {str(giver.id): shape for giver in givers if (shape := _given(giver, found[2])) is not None}
        if givers and not shapes:
            known = frozenset(name for giver in givers for name in (*giver.outputs, *giver.lists))
            near = similar(found[2], known)
            reading.problem(
                "RESULT_UNKNOWN", places.get(one.name), f"{one.basis.path}.from", severity, source=one.source,
                policy=found[1], known=", ".join(sorted(known)), similar=near,
            )  # fmt: skip
        for giver, shape in shapes.items():
            if not one.shape.is_unknown and not _fits(one, shape):
                reading.problem(
                    "RESULT_TYPE", places.get(one.name), f"{one.basis.path}.type", severity, source=one.source,
                    policy=giver, type=_named(shape), found=_named(one.shape),
                )  # fmt: skip


def note_collections(reading: Reading, policy: Policy, places: Mapping[str, Node]) -> None:
    """Series under one name have one length for each person, so that they must come from the same runs."""
    first: dict[str, Input] = {}
    for one in policy.inputs.values():
        if one.shape.each is None:
            continue
        other = first.setdefault(one.shape.each, one)
        if collection_of(one.source, one.periods) != collection_of(other.source, other.periods):
            reading.problem(
                "SERIES_SHARED", places.get(one.name), f"{one.basis.path}.each", each=one.shape.each,
                one=other.name, other=one.name,
            )  # fmt: skip


def _givers(policy: Policy, name: str, providers: Providers) -> Iterator[Policy]:
    for region in (policy.id.region, NATIONAL):
        versions: tuple[PolicyId, ...] = providers.shelf.versions(region, name)
        for version in versions:
            found = None if version in providers.under_way else providers.by_id(version)
            if found and found.policy and _meet(policy, found.policy):
                yield found.policy
        if versions:
            return


def _meet(one: Policy, other: Policy) -> bool:
    ends_before = other.last is not None and other.last < one.first
    starts_after = one.last is not None and other.first > one.last
    return not ends_before and not starts_after


def _given(giver: Policy, output: str) -> Shape | None:
    if output in giver.lists:
        return Shape(Kind.INTEGER)
    return giver.steps[output].shape if output in giver.outputs else None


def _fits(one: Input, shape: Shape) -> bool:
    if one.shape.kind.is_number and shape.kind.is_number:
        return one.shape.kind is Kind.DECIMAL or shape.kind is Kind.INTEGER
    return one.shape.kind is shape.kind and one.shape.vocabulary == shape.vocabulary


def _named(shape: Shape) -> str:
    """The kind; a vocabulary with its words, because two of one name may differ in them."""
    one = shape.vocabulary
    return f"{one.name} ({', '.join(one.words)})" if one else shape.kind.value
