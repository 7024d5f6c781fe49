"""Where values meet: kinds, units, vocabularies and series that have to agree."""

from __future__ import annotations

import ast
from dataclasses import replace

from kinerja_admin.engine.expression.names import Names
from kinerja_admin.engine.expression.syntax import Finding, similar
from kinerja_admin.engine.policy import Kind, Shape
from kinerja_admin.engine.units import agree

UNKNOWN = Shape(Kind.UNKNOWN)


class Meeting:
    """Compares the parts of one formula; fills ``shapes`` and ``findings``."""

    def __init__(self, names: Names, present: frozenset[str]) -> None:
        """``present`` are inputs that are certainly there."""
        self.names = names
        self.present = present
        self.findings: list[Finding] = []
        self.shapes: dict[ast.expr, Shape] = {}

    def refuse(self, code: str, node: ast.expr, **parameters: str) -> Shape:
        """Note a finding at a part of the formula; what it yields is unknown then."""
        self.findings.append(Finding(code, node.col_offset, parameters))
        return UNKNOWN

    def along(self, node: ast.expr, shapes: list[Shape]) -> str | None:
        """The one collection along which parts run."""
        collections = sorted({shape.each for shape in shapes if shape.each})
        if len(collections) > 1:
            self.refuse("SERIES_MIXED", node, one=collections[0], other=collections[1])
        return collections[0] if collections else None

    def same(self, nodes: list[ast.expr], shapes: list[Shape]) -> Shape:
        """What parts have in common that must be of one kind, unit and vocabulary."""
        result = shapes[0]
        for node, shape in zip(nodes[1:], shapes[1:], strict=True):
            if result.is_unknown or shape.is_unknown:
                return UNKNOWN
            result = self.meet(node, result, shape)
        if result.kind is Kind.WORD and result.vocabulary:
            for node in nodes:
                self.shapes[node] = replace(self.shapes[node], vocabulary=result.vocabulary)
        return result

    def meet(self, node: ast.expr, one: Shape, other: Shape) -> Shape:
        """What two values have in common; the finding stands at the second."""
        if one.kind.is_number and other.kind.is_number:
            if not agree(one.unit, other.unit):
                return self.refuse("UNIT_MISMATCH", node, one=str(one.unit), other=str(other.unit))
            kind = Kind.INTEGER if one.kind is other.kind is Kind.INTEGER else Kind.DECIMAL
            return replace(one, kind=kind, unit=one.unit if one.unit is not None else other.unit)
        if one.kind is not other.kind:
            return self.refuse("TYPES_DIFFER", node, one=one.kind.value, other=other.kind.value)
        return self._meet_words(node, one, other) if one.kind is Kind.WORD else one

    def _meet_words(self, node: ast.expr, one: Shape, other: Shape) -> Shape:
        if one.vocabulary and other.vocabulary and one.vocabulary != other.vocabulary:
            return self.refuse("VOCABULARIES_DIFFER", node, one=one.vocabulary.name, other=other.vocabulary.name)
        vocabulary = one.vocabulary or other.vocabulary
        words = one.words | other.words
        if vocabulary is None:
            return replace(one, words=words)
        strange = sorted(words - set(vocabulary.words))
        if strange:
            near = similar(strange[0], frozenset(vocabulary.words))
            return self.refuse("WORD_NOT_IN", node, word=strange[0], vocabulary=vocabulary.name, similar=near)
        return replace(one, vocabulary=vocabulary, words=frozenset())
