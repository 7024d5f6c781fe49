"""What the editor offers while somebody types: the policy's own names, functions, keys and sources."""

from __future__ import annotations

from kinerja_admin.engine.functions import FUNCTIONS
from kinerja_admin.engine.policy import Policy
from kinerja_admin.locale import Words
from kinerja_admin.services.sources import catalogue

Completion = dict[str, str]


def completions(policy: Policy | None, words: Words) -> list[Completion]:
    """Everything worth offering, each with what it is."""
    found = [
        {"label": name, "type": "function", "detail": one.signature, "info": one.meaning}
        for name, one in FUNCTIONS.items()
    ]
    for source in catalogue():
        meaning = source.meaning_en if words.language == "en" and source.meaning_en else source.meaning
        found.append({"label": source.name, "type": "property", "detail": source.unit, "info": meaning})
    if policy is not None:
        found += [
            {"label": name, "type": "variable", "detail": "", "info": one.basis.label}
            for name, one in policy.inputs.items()
        ]
        found += [
            {"label": name, "type": "constant", "detail": "", "info": one.basis.label}
            for name, one in policy.parameters.items()
        ]
        found += [
            {"label": name, "type": "type", "detail": "", "info": one.basis.label}
            for name, one in policy.tables.items()
        ]
        found += [
            {"label": name, "type": "variable", "detail": one.unit, "info": one.basis.label}
            for name, one in policy.steps.items()
        ]
    return found
