"""Vocabularies, inputs, indicators, parameters and rounding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from kinerja_admin.engine.document import Mapping as Branch
from kinerja_admin.engine.document import Node, Scalar, Sequence
from kinerja_admin.engine.numbers import Rounding, RoundingMode, decimals_of
from kinerja_admin.engine.periods import Month
from kinerja_admin.engine.policy import (
    Absence,
    Basis,
    Dated,
    Indicator,
    Input,
    Kind,
    Parameter,
    Plain,
    PolicyId,
    Shape,
    Vocabulary,
)
from kinerja_admin.engine.reader.about import Citations, read_basis
from kinerja_admin.engine.reader.fields import Fields, Reading, folded
from kinerja_admin.engine.reader.layout import MEASURES
from kinerja_admin.engine.reader.tables import check_dated
from kinerja_admin.engine.reader.values import Place, read_many, read_one, read_type, read_unit
from kinerja_admin.engine.units import parse_unit

_PERIODS = re.compile(r"same|previous|year_to_date|within|last_[1-9][0-9]?")
_SERIES_PERIODS = re.compile(r"year_to_date|within|last_[1-9][0-9]?")
_RESULT = re.compile(r"hasil\.([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the items of one file have in common."""

    reading: Reading
    citations: Citations
    own: PolicyId
    first: Month | None


def read_vocabularies(setting: Setting, node: Node | None) -> Iterator[Vocabulary]:
    """The closed word lists of the file."""
    reading = setting.reading
    for name, _, value, path in reading.entries(node, "vocabularies"):
        if isinstance(value, Branch):
            fields = reading.fields(value, path, "vocabulary")
            assert fields is not None
            read_basis(fields, setting.citations)
            ordered = fields.flag("ordered") if fields.has("ordered") else True
            words = _words(reading, fields.node("words"), fields.at("words"))
        else:
            ordered, words = True, _words(reading, value, path)
        if words:
            yield Vocabulary(name, words, ordered, setting.own)


def _words(reading: Reading, node: Node | None, path: str) -> tuple[str, ...]:
    words: dict[str, None] = {}
    for item, item_path in reading.items(node, path):
        word = reading.text(item, item_path)
        if word is None:
            continue
        if word in words:
            reading.problem("WORD_TWICE", item, item_path, word=word)
        elif "'" in word or '"' in word or "\\" in word:
            reading.problem("WORD_QUOTES", item, item_path, word=word)
        words[word] = None
    if not words and isinstance(node, Sequence):
        reading.problem("LIST_EMPTY", node, path)
    return tuple(words)


def read_inputs(setting: Setting, node: Node | None, vocabularies: Mapping[str, Vocabulary]) -> Iterator[Input]:
    """The facts that the personnel database holds."""
    for name, _, value, path in setting.reading.entries(node, "inputs"):
        fields = setting.reading.fields(value, path, "input")
        if fields is not None:
            yield _input(setting, name, fields, vocabularies)


def _input(setting: Setting, name: str, fields: Fields, vocabularies: Mapping[str, Vocabulary]) -> Input:
    shape = read_type(fields, vocabularies) or Shape(Kind.UNKNOWN)
    unit, _ = read_unit(fields)
    if unit is not None and not shape.kind.is_number and not shape.is_unknown:
        fields.problem("UNIT_OF_NO_NUMBER", "unit", unit=str(unit))
    source = fields.text("from")
    periods = _periods(setting, fields, source)
    each = fields.text("each") or collection_of(source, periods)
    low, high = fields.range("range")
    decimals = fields.whole("decimals", 0, 12) if fields.has("decimals") else None
    if shape.kind is Kind.INTEGER:
        decimals = 0
    for key in ("range", "decimals"):
        if fields.has(key) and not shape.kind.is_number and not shape.is_unknown:
            fields.problem("KEY_NEEDS_NUMBER", key, key=key)
    absence, default = _missing(setting, fields, shape)
    shape = replace(
        shape, unit=unit if shape.kind.is_number else None, each=each or None, absent=absence is Absence.ABSENT
    )
    basis = read_basis(fields, setting.citations)
    return Input(name, shape, source, basis, decimals, low, high, absence, default, periods)


def _periods(setting: Setting, fields: Fields, source: str) -> str:
    written = fields.text("periods")
    result = _RESULT.fullmatch(source)
    if source.startswith("hasil.") and not result:
        fields.problem("RESULT_SOURCE", "from", source=source)
    if written and not _PERIODS.fullmatch(written):
        fields.problem(
            "UNKNOWN_CHOICE", "periods", text=written, known="same, previous, year_to_date, last_N, within", similar=""
        )
        return "same"
    if written and not source.startswith("hasil."):
        fields.problem("PERIODS_OF_NO_RESULT", "periods", source=source)
    if result and result[1] == setting.own.policy and (written or "same") in {"same", "within"}:
        fields.problem("OWN_RESULT", "periods" if written else "from", source=source)
    return written or "same"


def collection_of(source: str, periods: str) -> str:
    """What the results of several periods are the elements of; another policy may have had other runs."""
    found = _RESULT.fullmatch(source)
    return f"hasil.{found[1]}.{periods}" if found and _SERIES_PERIODS.fullmatch(periods) else ""


def _missing(setting: Setting, fields: Fields, shape: Shape) -> tuple[Absence, Plain | None]:
    node = fields.node("missing")
    if node is None:
        return Absence.ERROR, None
    if isinstance(node, Branch):
        inner = setting.reading.fields(node, fields.at("missing"), "missing")
        assert inner is not None
        setting.citations.read(setting.reading, inner.node("cite"), inner.at("cite"))
        inner.text("note")
        inner.text("unverified")
        value = inner.node("use")
        default = read_one(setting.reading, Place(value, inner.at("use")), shape) if value is not None else None
        return Absence.USE, default
    word = setting.reading.choice(node, fields.at("missing"), ("error", "absent"))
    return Absence(word or "error"), None


def measure_name(indicator: str, measure: str) -> str:
    """The name by which formulas know a measure."""
    return f"{indicator}_{measure}"


def score_name(indicator: str) -> str:
    """The name by which formulas know a score."""
    return f"{indicator}_skor"


def read_indicators(setting: Setting, node: Node | None) -> Iterator[tuple[Indicator, tuple[Input, ...], Fields]]:
    """The facts that people record because this policy asks for them, with their measures as inputs."""
    for name, _, value, path in setting.reading.entries(node, "indicators"):
        fields = setting.reading.fields(value, path, "indicator")
        if fields is not None:
            indicator = _indicator(setting, name, fields)
            yield indicator, tuple(_measures(indicator, fields)), fields


def _indicator(setting: Setting, name: str, fields: Fields) -> Indicator:
    measures: list[str] = []
    for item, path in fields.items("measures"):
        measure = setting.reading.choice(item, path, MEASURES)
        if measure and measure in measures:
            setting.reading.problem("WORD_TWICE", item, path, word=measure)
        elif measure:
            measures.append(measure)
    low, high = fields.range("range")
    _, unit = read_unit(fields)
    weight = fields.number("weight")
    if weight is not None and not 0 < weight <= 100:
        fields.problem("WEIGHT_RANGE", "weight", weight=str(weight))
    return Indicator(
        name=name,
        weight=weight if weight is not None else Fraction(0),
        score=score_name(name),
        basis=read_basis(fields, setting.citations),
        measures=tuple(measures),
        unit=unit,
        decimals=fields.whole("decimals", 0, 12) if fields.has("decimals") else None,
        low=low,
        high=high,
        direction=fields.choice("direction"),
        of=fields.choice("of", "pegawai"),
        span=fields.choice("span", "period"),
        recorded_by=fields.choice("recorded_by", "pegawai"),
        verified_by=fields.choice("verified_by"),
        evidence=fields.choice("evidence", "none"),
    )


def _measures(indicator: Indicator, fields: Fields) -> Iterator[Input]:
    for measure in indicator.measures:
        yield Input(
            name=measure_name(indicator.name, measure),
            shape=Shape(
                Kind.INTEGER if indicator.decimals == 0 else Kind.DECIMAL,
                parse_unit(indicator.unit) if indicator.unit else None,
                absent=fields.has("applies"),
            ),
            source=f"ukuran.{indicator.name}.{measure}",
            basis=replace(indicator.basis, label=f"{indicator.basis.label} ({measure})"),
            decimals=indicator.decimals,
            low=indicator.low,
            high=indicator.high,
            indicator=indicator.name,
            measure=measure,
        )


def read_parameters(setting: Setting, node: Node | None, vocabularies: Mapping[str, Vocabulary]) -> Iterator[Parameter]:
    """The constants, dated where they change inside the version."""
    for name, _, value, path in setting.reading.entries(node, "parameters"):
        fields = setting.reading.fields(value, path, "parameter")
        if fields is not None:
            yield _parameter(setting, name, fields, vocabularies)


def _parameter(setting: Setting, name: str, fields: Fields, vocabularies: Mapping[str, Vocabulary]) -> Parameter:
    basis = read_basis(fields, setting.citations)
    unit, _ = read_unit(fields)
    declared = read_type(fields, vocabularies)
    if fields.has("value") == fields.has("values"):
        fields.problem("ONE_OF_KEYS", one="value", other="values")
        return Parameter(name, Shape(Kind.UNKNOWN), (), basis)
    dated = list(_dated_places(setting, fields, basis))
    shape, values = read_many(setting.reading, [place for _, place, _ in dated], declared, unit, vocabularies)
    if declared is not None and declared.kind is Kind.INTEGER and shape.kind.is_number:
        shape = _must_be_whole(fields, shape, values)
    if fields.has("values"):
        check_dated(fields, [month for month, _, _ in dated], setting.first)
    kept = tuple(
        Dated(month, value, its.cites, its.unverified)
        for (month, _, its), value in zip(dated, values, strict=True)
        if value is not None
    )
    decimals = max((decimals_of(one.value) for one in kept if isinstance(one.value, Fraction)), default=None)
    return Parameter(name, shape if kept else Shape(Kind.UNKNOWN), kept, basis, decimals)


def _must_be_whole(fields: Fields, shape: Shape, values: list[Plain | None]) -> Shape:
    if any(isinstance(value, Fraction) and value.denominator != 1 for value in values):
        fields.problem("WHOLE_NEEDED", "value" if fields.has("value") else "values", low="", high="")
        return Shape(Kind.UNKNOWN)
    return shape


def _dated_places(setting: Setting, fields: Fields, basis: Basis) -> Iterator[tuple[Month, Place, Basis]]:
    value = fields.node("value")
    if value is not None:
        yield setting.first or Month(1, 1), Place(value, fields.at("value")), basis
    for item, path in fields.items("values"):
        entry = setting.reading.fields(item, path, "dated")
        month = entry.month("from") if entry else None
        dated_value = entry.node("value") if entry else None
        if entry and month and dated_value is not None:
            yield month, Place(dated_value, entry.at("value")), read_basis(entry, setting.citations)


def read_rounding(fields: Fields) -> Rounding | None:
    """``{to: 0.01, mode: half_up}``."""
    to = fields.number("to")
    mode = fields.choice("mode", "half_up")
    if to is None:
        return None
    if to <= 0:
        fields.problem("ROUND_TO", "to")
        return None
    return Rounding(to, RoundingMode(mode))


def read_roundings(setting: Setting, node: Node | None) -> Iterator[tuple[str, Rounding]]:
    """The last thing done to every step of a unit."""
    for name, key, value, path in setting.reading.entries(node, "rounding", names=False):
        if parse_unit(name) is None:
            setting.reading.problem("BAD_UNIT", key, path, unit=folded(name))
            continue
        fields = setting.reading.fields(value, path, "rounding")
        rounding = read_rounding(fields) if fields else None
        if rounding:
            yield name, rounding


def is_null(node: Node | None) -> bool:
    """Whether a key is written but holds nothing."""
    return isinstance(node, Scalar) and node.is_null
