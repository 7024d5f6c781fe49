"""What stands beside every item: label, note, citations, and whether it was verified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kinerja_admin.engine.document import Mapping as Branch
from kinerja_admin.engine.document import Node, Scalar, Sequence
from kinerja_admin.engine.expression.syntax import similar
from kinerja_admin.engine.policy import Basis, Cite, Law, PolicyId
from kinerja_admin.engine.reader.fields import Fields, Reading


@dataclass(slots=True)
class Citations:
    """The citation registry of the file, and which of its laws were cited."""

    laws: Mapping[str, Law]
    origin: PolicyId | None = None
    cited: set[str] = field(default_factory=set)

    def read(self, reading: Reading, node: Node | None, path: str) -> tuple[Cite, ...]:
        """One citation, or several in a list."""
        if node is None:
            return ()
        if isinstance(node, Sequence):
            found = [self._one(reading, item, f"{path}[{place}]") for place, item in enumerate(node.items)]
        else:
            found = [self._one(reading, node, path)]
        return tuple(cite for cite in found if cite)

    def _one(self, reading: Reading, node: Node, path: str) -> Cite | None:
        text = reading.text(node, path)
        if not text:
            return None
        law, _, place = text.partition("#")
        if law not in self.laws:
            near = similar(law, frozenset(self.laws))
            reading.problem("UNKNOWN_LAW", node, path, law=law, similar=near)
            return None
        self.cited.add(law)
        return Cite(law, place, self.laws[law].title)


def read_basis(fields: Fields, citations: Citations) -> Basis:
    """Label, note, citations and place of an item."""
    cites = citations.read(fields.reading, fields.node("cite"), fields.at("cite"))
    return Basis(
        path=fields.path,
        line=fields.mapping.line,
        column=fields.mapping.column,
        label=fields.text("label"),
        note=fields.text("note"),
        cites=cites,
        unverified=_unverified(fields),
        origin=citations.origin,
    )


def _unverified(fields: Fields) -> str:
    node = fields.node("unverified")
    if isinstance(node, Scalar) and node.plain and node.text in {"true", "false"}:
        fields.problem("UNVERIFIED_WHY", "unverified")
        return ""
    if isinstance(node, Branch) and fields.group == "table":
        return ""  # it speaks of single rows; see doubts
    return fields.text("unverified")
