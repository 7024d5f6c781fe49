"""Values whose kind is not written beside them: numbers, conditions, dates and words, alone or many together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kinerja_admin.engine.document import Node, Scalar
from kinerja_admin.engine.expression.syntax import similar
from kinerja_admin.engine.numbers import parse_number
from kinerja_admin.engine.periods import parse_day
from kinerja_admin.engine.policy import Kind, Plain, Shape, Vocabulary
from kinerja_admin.engine.reader.fields import Fields, Reading, folded
from kinerja_admin.engine.reader.layout import TYPES
from kinerja_admin.engine.units import RUPIAH, Unit, parse_unit

UNKNOWN = Shape(Kind.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Place:
    """A value to be read: its node and its path."""

    node: Node
    path: str


def read_unit(fields: Fields) -> tuple[Unit | None, str]:
    """The unit of an item, and how it is written."""
    text = fields.text("unit")
    if not text:
        return None, ""
    unit = parse_unit(text)
    if unit is None:
        fields.problem("BAD_UNIT", "unit", unit=text)
    return unit, text


def read_type(fields: Fields, vocabularies: Mapping[str, Vocabulary]) -> Shape | None:
    """The declared type; None where none is declared."""
    text = fields.text("type")
    if not text:
        return UNKNOWN if fields.has("type") else None
    if text in TYPES:
        return Shape(Kind(text))
    if text in vocabularies:
        return Shape(Kind.WORD, vocabulary=vocabularies[text])
    known = frozenset(TYPES) | frozenset(vocabularies)
    fields.problem(
        "UNKNOWN_TYPE", "type", type=text, known=", ".join([*TYPES, *vocabularies]), similar=similar(text, known)
    )
    return UNKNOWN


def read_many(
    reading: Reading, places: list[Place], declared: Shape | None, unit: Unit | None,
    vocabularies: Mapping[str, Vocabulary],
) -> tuple[Shape, list[Plain | None]]:  # fmt: skip
    """Values that must be of one kind: the declared one, or the one that all of them share."""
    if declared is None:
        written = [place for place in places if reading.written(place.node, place.path)]
        declared = _shared(reading, written, vocabularies) if len(written) == len(places) else UNKNOWN
    rupiah = unit == RUPIAH
    values = [read_one(reading, place, declared, rupiah=rupiah) for place in places]
    if declared.kind.is_number:
        whole = all(isinstance(value, Fraction) and value.denominator == 1 for value in values if value is not None)
        kind = Kind.INTEGER if whole and declared.kind is not Kind.DECIMAL else declared.kind
        return Shape(kind, unit), values
    if unit is not None and not declared.is_unknown and places:
        reading.problem("UNIT_OF_NO_NUMBER", places[0].node, places[0].path, unit=str(unit))
    return declared, values


def _shared(reading: Reading, places: list[Place], vocabularies: Mapping[str, Vocabulary]) -> Shape:
    scalars = [place.node for place in places if isinstance(place.node, Scalar) and not place.node.faulty]
    texts = [scalar.text.strip() for scalar in scalars]
    if not texts:
        return UNKNOWN
    if any(parse_number(text) is not None or _looks_numeric(text) for text in texts):
        return Shape(Kind.INTEGER)
    if all(text in {"true", "false"} for text in texts):
        return Shape(Kind.CONDITION)
    if all(parse_day(text) is not None for text in texts):
        return Shape(Kind.DATE)
    return _vocabulary_of(reading, places, {folded(text) for text in texts}, vocabularies)


def _looks_numeric(text: str) -> bool:
    return (
        bool(text)
        and text[0] in "0123456789+-."
        and any(letter.isdigit() for letter in text)
        and parse_day(text) is None
    )


def _vocabulary_of(
    reading: Reading, places: list[Place], words: set[str], vocabularies: Mapping[str, Vocabulary]
) -> Shape:
    holders = [one for one in vocabularies.values() if words <= set(one.words)]
    if len(holders) == 1:
        return Shape(Kind.WORD, vocabulary=holders[0])
    first = places[0]
    if holders:
        names = ", ".join(one.name for one in holders)
        reading.problem("AMBIGUOUS_WORD", first.node, first.path, words=", ".join(sorted(words)), vocabularies=names)
        return UNKNOWN
    known = frozenset(word for one in vocabularies.values() for word in one.words)
    strange = next(
        (place for place in places if isinstance(place.node, Scalar) and folded(place.node.text) not in known), first
    )
    word = folded(strange.node.text) if isinstance(strange.node, Scalar) else ""
    reading.problem("UNKNOWN_WORD", strange.node, strange.path, word=word, similar=similar(word, known))
    return UNKNOWN


def read_one(reading: Reading, place: Place, shape: Shape, *, rupiah: bool = False) -> Plain | None:
    """One value of a known kind; None, with a finding, where it is not."""
    match shape.kind:
        case Kind.INTEGER | Kind.DECIMAL:
            return reading.number(place.node, place.path, rupiah=rupiah)
        case Kind.CONDITION:
            return reading.flag(place.node, place.path)
        case Kind.DATE:
            return reading.day(place.node, place.path)
        case Kind.TEXT:
            return reading.text(place.node, place.path)
        case Kind.WORD:
            return _read_word(reading, place, shape.vocabulary)
        case Kind.UNKNOWN:
            return None


def _read_word(reading: Reading, place: Place, vocabulary: Vocabulary | None) -> str | None:
    word = reading.text(place.node, place.path)
    if word is None or vocabulary is None or word in vocabulary.words:
        return word
    near = similar(word, frozenset(vocabulary.words))
    reading.problem("WORD_NOT_IN", place.node, place.path, word=word, vocabulary=vocabulary.name, similar=near)
    return None
