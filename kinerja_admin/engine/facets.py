"""What the items of a policy say, aspect by aspect and as text, so that two versions can be laid side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from kinerja_admin.engine.expression.formula import Formula
from kinerja_admin.engine.numbers import Rounding, plain
from kinerja_admin.engine.policy import (
    Absence,
    Band,
    Basis,
    Bound,
    Check,
    Cite,
    Example,
    Indicator,
    Input,
    Law,
    Limit,
    Listing,
    Output,
    Parameter,
    Policy,
    PolicyId,
    Shape,
    Step,
    Table,
    TableForm,
    Vocabulary,
)
from kinerja_admin.engine.results_file import written

Aspects = Iterator[tuple[tuple[str, str], str]]
"""Pairs of (aspect, where) and text."""


@dataclass(frozen=True, slots=True)
class Facets:
    """One item: its label, its aspects, the unit of its values, and who supplied it (empty: the policy itself).

    ``axes`` says by what a table is looked up.
    """

    label: str
    aspects: Mapping[tuple[str, str], str]
    unit: str = ""
    origin: str = ""
    axes: tuple[str, ...] = ()


def facets_of(policy: Policy, section: str) -> Mapping[str, Facets]:
    """The items of a section by name."""
    return dict(SECTIONS[section](policy))


def _facets(policy: Policy, basis: Basis, aspects: Aspects, unit: str = "", label: str = "") -> Facets:
    found = {key: text for key, text in (*aspects, *_about(basis)) if text}
    return Facets(label or basis.label, found, unit, _named(basis.origin, policy))


def _named(origin: PolicyId | None, policy: Policy) -> str:
    """The policy that supplied an item, where it is another one."""
    own = policy.id
    return "" if origin is None or (origin.region, origin.policy) == (own.region, own.policy) else str(origin)


def _about(basis: Basis) -> Aspects:
    yield ("label", ""), basis.label
    yield ("cite", ""), _cites(basis.cites)
    yield ("unverified", ""), basis.unverified
    yield ("note", ""), basis.note


def _cites(cites: tuple[Cite, ...]) -> str:
    return "; ".join(f"{one.title}, {one.place.replace('-', ' ')}" if one.place else one.title for one in cites)


def _value(value: object) -> str:
    if isinstance(value, (Fraction, bool, date, str, tuple)):
        return written(value, None)
    return "" if value is None else str(value)


def _formula(formula: Formula | None) -> str:
    return formula.printed if formula else ""


def _shape(shape: Shape) -> Aspects:
    yield ("type", ""), shape.vocabulary.name if shape.vocabulary else shape.kind.value
    yield ("unit", ""), "" if shape.unit is None else str(shape.unit)
    yield ("each", ""), shape.each or ""


# --- one function a section -------------------------------------------------------------------------------------------

Named = Iterator[tuple[str, Facets]]


def _head(policy: Policy) -> Named:
    last = "" if policy.last is None else str(policy.last)
    for name, text in (
        ("title", policy.title), ("from", str(policy.first)), ("to", last), ("decided", policy.decided.isoformat()),
        ("period", policy.period), ("supersedes", policy.supersedes), ("version", policy.id.version),
        ("policy", f"{policy.id.region}/{policy.id.policy}"),
    ):  # fmt: skip
        yield name, Facets("", {("text", ""): text} if text else {})


def _uses(policy: Policy) -> Named:
    for use in policy.uses:
        name = f"{use.provider.region}/{use.provider.policy}"
        aspects = {("version", ""): use.provider.version, ("digest", ""): use.digest[:12]}
        yield name, Facets(name, aspects | {("item", item): "✓" for item in use.items})


def _laws(policy: Policy) -> Named:
    for law in policy.laws.values():
        yield law.name, Facets(law.title, dict(_law(law)))


def _law(law: Law) -> Aspects:
    yield from (
        (key, text)
        for key, text in ((("title", ""), law.title), (("url", ""), law.url), (("note", ""), law.note))
        if text
    )


def _vocabularies(policy: Policy) -> Named:
    for one in policy.vocabularies.values():
        yield one.name, Facets("", dict(_vocabulary(one)), origin=_named(one.origin, policy))


def _vocabulary(one: Vocabulary) -> Aspects:
    yield ("words", ""), ", ".join(one.words)
    yield ("ordered", ""), _value(one.ordered)


def _inputs(policy: Policy) -> Named:
    for one in policy.inputs.values():
        if not one.indicator:
            unit = "" if one.shape.unit is None else str(one.shape.unit)
            yield one.name, _facets(policy, one.basis, _input(one), unit)


def _input(one: Input) -> Aspects:
    yield from _shape(one.shape)
    yield ("source", ""), one.source
    yield ("periods", ""), one.periods if one.source.startswith("hasil.") else ""
    yield from _range(one.low, one.high)
    yield ("decimals", ""), "" if one.decimals is None else str(one.decimals)
    yield ("missing", ""), "" if one.absence is Absence.ERROR else one.absence.value
    yield ("default", ""), _value(one.default)


def _range(low: Fraction | None, high: Fraction | None) -> Aspects:
    if low is not None or high is not None:
        yield ("range", ""), f"{_value(low) or '…'} – {_value(high) or '…'}"


def _indicators(policy: Policy) -> Named:
    for one in policy.indicators.values():
        score = policy.steps.get(one.score)
        yield one.name, _facets(policy, one.basis, _indicator(one, score, policy), one.unit)


def _indicator(one: Indicator, score: Step | None, policy: Policy) -> Aspects:
    yield ("weight", ""), plain(one.weight)
    yield ("score", ""), _formula(score.formula if score else None)
    yield ("rounding", ""), _own_rounding(score, policy) if score else ""
    yield ("applies", ""), _formula(one.applies)
    yield ("measures", ""), ", ".join(one.measures)
    yield ("unit", ""), one.unit
    yield ("decimals", ""), "" if one.decimals is None else str(one.decimals)
    yield from _range(one.low, one.high)
    for aspect in ("direction", "of", "span", "recorded_by", "verified_by", "evidence"):
        yield (aspect, ""), str(getattr(one, aspect))


def _parameters(policy: Policy) -> Named:
    for one in policy.parameters.values():
        unit = "" if one.shape.unit is None else str(one.shape.unit)
        yield one.name, _facets(policy, one.basis, _parameter(one, policy), unit)


def _parameter(one: Parameter, policy: Policy) -> Aspects:
    yield from _shape(one.shape)
    for dated in one.values:
        at = "" if dated.start <= policy.first else str(dated.start)
        yield ("value", at), _value(dated.value)
        if at:
            yield ("cite", at), _cites(dated.cites)
            yield ("unverified", at), dated.unverified


def _tables(policy: Policy) -> Named:
    for one in policy.tables.values():
        unit = "" if one.shape.unit is None else str(one.shape.unit)
        found = _facets(policy, one.basis, _table(one, policy), unit)
        yield one.name, replace(found, axes=tuple(key.label for key in one.keys))


def _table(one: Table, policy: Policy) -> Aspects:
    yield from _shape(one.shape)
    yield ("form", ""), one.form.value
    yield ("marginal", ""), "✓" if one.marginal else ""
    yield ("keys", ""), ", ".join(key.label for key in one.keys)
    yield from ((("unverified", ", ".join(row)), why) for row, why in one.doubts.items())
    for dated in one.contents:
        since = "" if dated.start <= policy.first else f"{dated.start}: "
        for key, content in dated.value.items():
            if isinstance(content, tuple):
                column = "" if key is None else f", {_value(key)}"
                yield from (
                    (("cell", f"{since}{band_in_words(band, one.form)}{column}"), _value(band.value))
                    for band in content
                )
            else:
                parts = key if isinstance(key, tuple) else (key,)
                yield ("cell", since + ", ".join(_value(part) for part in parts)), _value(content)


def band_in_words(band: Band, form: TableForm) -> str:
    """The bounds of a band: ``≥ 31``, ``≤ 30``, ``1 – 30``."""
    low, high = (_value(bound) for bound in (band.low, band.high))
    if form is TableForm.FROM:
        return f"≥ {low}" if low else f"< {high}"
    if form is TableForm.UP_TO:
        return f"≤ {high}" if high else f"> {low}"
    return f"{low or '…'} – {high or '…'}"


def _roundings(policy: Policy) -> Named:
    for unit, rounding in policy.rounding.items():
        yield unit, Facets(unit, {("rounding", ""): _rounding(rounding)})


def _rounding(rounding: Rounding | None) -> str:
    return f"{plain(rounding.to)} {rounding.mode.value}" if rounding else ""


def _steps(policy: Policy) -> Named:
    for one in policy.steps.values():
        if not one.indicator:
            yield one.name, _facets(policy, one.basis, _step(one, policy), one.unit)


def _step(one: Step, policy: Policy) -> Aspects:
    yield ("formula", ""), _formula(one.formula)
    for case in one.cases:
        yield ("case_when", case.id), case.when.printed
        yield ("case_value", case.id), case.value.printed
        yield ("label", case.id), case.basis.label
        yield ("cite", case.id), _cites(case.basis.cites)
        yield ("unverified", case.id), case.basis.unverified
    yield ("case_order", ""), ", ".join(case.id for case in one.cases)
    yield ("otherwise", ""), _formula(one.otherwise)
    yield ("hit", ""), "" if one.unique else "first"
    yield ("then", ""), "; ".join(_entry(entry) for entry in one.then)
    yield ("rounding", ""), _own_rounding(one, policy)
    yield ("explain", ""), one.explain
    yield ("unit", ""), one.unit
    yield ("type", ""), one.shape.vocabulary.name if one.shape.vocabulary else one.shape.kind.value


def _own_rounding(one: Step, policy: Policy) -> str:
    """The rounding that neither its unit nor the end of its ``then`` tells already."""
    is_told = one.rounding in (policy.rounding.get(one.unit), one.then[-1] if one.then else None)
    return "" if is_told else _rounding(one.rounding)


def _entry(entry: Limit | Rounding) -> str:
    if isinstance(entry, Rounding):
        return f"round {_rounding(entry)}"
    return f"{'at_least' if entry.at_least else 'at_most'} {entry.formula.printed}"


def _outputs(policy: Policy) -> Named:
    yield "", Facets("", {("order", ""): ", ".join(policy.outputs)} if policy.outputs else {})
    for one in policy.outputs.values():
        yield one.step, _facets(policy, one.basis, _output(one), label=one.label)


def _output(one: Output) -> Aspects:
    yield ("label", ""), one.label
    yield ("payable", ""), "✓" if one.payable else ""
    yield ("export", ""), one.export
    yield ("present", ""), "✓"


def _lists(policy: Policy) -> Named:
    for one in policy.lists.values():
        yield one.name, _facets(policy, one.basis, _listing(one))


def _listing(one: Listing) -> Aspects:
    yield ("where", ""), _formula(one.where)
    yield ("by", ""), ", ".join(f"{key.step}{'' if key.highest_first else ' ↑'}" for key in one.by)
    yield ("within", ""), one.within
    yield ("limit", ""), "" if one.limit is None else str(one.limit)


def _checks(policy: Policy) -> Named:
    for one in policy.checks:
        yield one.id, _facets(policy, one.basis, _check(one))


def _check(one: Check) -> Aspects:
    yield ("assert", ""), _formula(one.assertion if one.kind == "assert" else None)
    yield ("severity", ""), "warning" if one.is_warning else "error"
    yield from ((("setting", f"{one.kind}.{key}"), text) for key, text in one.settings.items())


def _tests(policy: Policy) -> Named:
    for one in policy.examples:
        yield one.id, _facets(policy, one.basis, _test(one))


def _test(one: Example) -> Aspects:
    yield ("period", ""), "" if one.period is None else str(one.period)
    yield from ((("given", name), _value(value) or "?") for name, value in one.given.items())
    yield from ((("expect", name), _value(value) or "?") for name, value in one.expect.items())
    yield ("expect_error", ""), one.expect_error
    yield ("source", ""), one.source


def _bounds(policy: Policy) -> Named:
    for one in policy.bounds.values():
        yield one.name, _facets(policy, one.basis, _bound(one))


def _bound(one: Bound) -> Aspects:
    yield from _range(one.low, one.high)


def _changelog(policy: Policy) -> Named:
    entries = ((one.version, f"{one.change} ({one.why})" if one.why else one.change) for one in policy.changelog)
    yield from _numbered((version, Facets(version, {("text", ""): text})) for version, text in entries)


def _not_encoded(policy: Policy) -> Named:
    entries = ((one.cites, one.why) for one in policy.not_encoded)
    yield from _numbered(
        (", ".join(str(cite) for cite in cites), Facets(_cites(cites), {("text", ""): why})) for cites, why in entries
    )


def _numbered(named: Named) -> Named:
    """Entries without a name of their own: what they are about, and the how many-th about it."""
    count: Counter[str] = Counter()
    for name, found in named:
        count[name] += 1
        yield (name if count[name] == 1 else f"{name} ({count[name]})"), found


SECTIONS: dict[str, Callable[[Policy], Named]] = {
    "head": _head, "uses": _uses, "parameters": _parameters, "tables": _tables, "indicators": _indicators,
    "steps": _steps, "rounding": _roundings, "inputs": _inputs, "vocabularies": _vocabularies, "outputs": _outputs,
    "lists": _lists, "checks": _checks, "bounds": _bounds, "laws": _laws, "tests": _tests, "changelog": _changelog,
    "not_encoded": _not_encoded,
}  # fmt: skip
"""The sections of a policy file, in the order in which changes are told."""
