"""Checks over everybody for readers: JSON with every amount as text, and lines in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kinerja_admin.engine.numbers import plain
from kinerja_admin.engine.policy import Kind, Policy
from kinerja_admin.engine.population_checks import Judgement
from kinerja_admin.engine.speaking import Wording

_SHARE_DECIMALS = 2
"""A share is compared exactly and shown with so many decimals."""


@dataclass(frozen=True, slots=True)
class Line:
    """One check in words, and whether it ``holds``, or is broken as a ``warning`` or an ``error``."""

    text: str
    state: str


def as_json(found: Sequence[Judgement]) -> list[dict[str, Any]]:
    """Every check and group, amounts as text; a share that is no decimal as a fraction too."""
    return [
        {
            "id": one.check.id, "kind": one.check.kind, "output": one.check.settings["output"], "group": one.group,
            "side": one.side, "bound": plain(one.bound), "value": _value(one), "exact": str(one.value),
            "holds": one.holds, "severity": "warning" if one.check.is_warning else "error",
            "people": one.counted, "left_out": one.left_out,
        }
        for one in found
    ]  # fmt: skip


def _value(one: Judgement) -> str:
    return plain(one.value) if one.check.kind == "total" else plain(one.value, _SHARE_DECIMALS)


def as_lines(found: Sequence[Judgement], policy: Policy, words: Wording) -> Iterator[str]:
    """A line a check; of a check by groups those that do not hold, or that all do."""
    return (line.text for line in lines(found, policy, words))


def lines(found: Sequence[Judgement], policy: Policy, words: Wording, *, tells_people: bool = True) -> Iterator[Line]:
    """The same lines with their states; without ``tells_people`` only what must hold, and whether it does."""
    by_check: dict[tuple[str, str], list[Judgement]] = {}
    for one in found:
        by_check.setdefault((one.check.id, one.side), []).append(one)
    for several in by_check.values():
        broken = [one for one in several if not one.holds]
        if len(several) > 1 and not broken:
            said = words.phrase("judgement.all_groups", check=_label(several[0]), n=words.number(len(several)))
            yield Line(said, "holds")
        for one in broken or (several if len(several) == 1 else []):
            state = "holds" if one.holds else "warning" if one.check.is_warning else "error"
            yield Line(_line(one, policy, words, tells_people=tells_people), state)


def _label(one: Judgement) -> str:
    return one.check.basis.label or one.check.id.replace("_", " ")


def _line(one: Judgement, policy: Policy, words: Wording, *, tells_people: bool) -> str:
    step = policy.steps[one.check.settings["output"]]
    is_total = one.check.kind == "total"
    unit, decimals = (step.unit, step.decimals) if is_total else ("persen", _SHARE_DECIMALS)
    facts = {
        "check": _label(one),
        "output": policy.outputs[step.name].label or step.name.replace("_", " "),
        "value": words.value(one.value, unit, decimals),
        "bound": words.value(one.bound, unit, None),
        "side": words.phrase(f"judgement.{one.side}"),
        "verdict": words.phrase("judgement.holds" if one.holds else "judgement.broken"),
        "people": words.number(one.counted),
        "left_out": words.phrase("judgement.left_out", n=words.number(one.left_out)) if one.left_out else "",
        "group": one.group or "–",
    }
    if not tells_people:
        return words.phrase("judgement.in_short", **facts)
    if is_total:
        return words.phrase("judgement.total", **facts)
    equals = one.check.settings["equals"]
    is_condition = step.shape.kind is Kind.CONDITION
    facts["equals"] = words.value(equals == "true") if is_condition else equals.replace("_", " ")
    return words.phrase("judgement.share_within" if one.check.settings.get("within") else "judgement.share", **facts)
