"""Typed access to the nodes of a document; every wrong value becomes a finding with its place, cause and mend."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kinerja_admin.engine.document import Document, Mapping, Node, Scalar, Sequence
from kinerja_admin.engine.expression.syntax import similar
from kinerja_admin.engine.numbers import MOST_DIGITS, parse_number
from kinerja_admin.engine.periods import Month, parse_day, parse_month
from kinerja_admin.engine.reader.layout import LAYOUT
from kinerja_admin.errors import Location, Problem, Severity

NAME = re.compile(r"[a-z][a-z0-9_]*")
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(\.[0-9]{3}){2,}|[-+]?[1-9][0-9]{0,2}\.000")
_RUPIAH_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}\.[0-9]{3}")
_COMMA = re.compile(r"[-+]?[0-9][0-9_.]*,[0-9]+")


_OF_WORDS = frozenset({"UNKNOWN_WORD", "WORD_NOT_IN"})
"""Findings that a vocabulary which could not be read may explain."""

MOST_PROBLEMS = 300
"""A file with more findings than this is no policy; reading it to the end would help nobody."""


class TooManyProblems(Exception):
    """Stops the reading of a file that is full of findings; never leaves the reader."""


def folded(text: str) -> str:
    """A text as it counts: NFC, spaces folded."""
    return " ".join(unicodedata.normalize("NFC", text).split())


class Reading:
    """One pass over a document: its findings, and what every scalar was taken for (the canonical content)."""

    def __init__(self, document: Document) -> None:
        """Start from the document's own findings."""
        self.document = document
        self.problems: list[Problem] = list(document.problems[:MOST_PROBLEMS])
        self.meaning: dict[int, object] = {}
        self.unseen: set[str] = set()

    def problem(
        self, code: str, node: Node | None, path: str, severity: Severity = Severity.ERROR, /,
        **parameters: str,
    ) -> None:  # fmt: skip
        """Note a finding at a node, unless a provider that could not be read explains it."""
        if self.unseen and (code in _OF_WORDS or self.unseen & {parameters.get("name"), parameters.get("type")}):
            return
        line, column = (node.line, node.column) if node else (1, 1)
        file = (node.file if isinstance(node, Scalar) else "") or self.document.file
        if len(self.problems) >= MOST_PROBLEMS:
            place = Location(self.document.file, line, column, path)
            self.problems.append(Problem("TOO_MANY_PROBLEMS", parameters={"most": str(MOST_PROBLEMS)}, location=place))
            raise TooManyProblems
        self.problems.append(Problem(code, severity, parameters, Location(file, line, column, path)))

    def mean(self, node: Node, value: object) -> None:
        """Remember what a node was taken for."""
        self.meaning[id(node)] = value

    def fields(self, node: Node | None, path: str, group: str) -> Fields | None:
        """A mapping as a group of keys; unknown and missing keys are noted."""
        mapping = self.mapping(node, path)
        if mapping is None:
            return None
        layout = LAYOUT[group]
        for key, _ in mapping.entries:
            if key.text not in layout and not key.faulty:
                near = similar(key.text, frozenset(layout))
                known = ", ".join(layout)
                self.problem(
                    "UNKNOWN_KEY", key, f"{path}.{key.text}".lstrip("."), key=key.text, similar=near, known=known
                )
        for name, key_layout in layout.items():
            if key_layout.required and mapping.get(name) is None:
                self.problem("MISSING_KEY", mapping, path, key=name)
        return Fields(self, mapping, path, group)

    def mapping(self, node: Node | None, path: str) -> Mapping | None:
        """A mapping, or a finding."""
        if isinstance(node, Mapping):
            return node
        if node is not None and not node.faulty:
            self.problem("MAPPING_NEEDED", node, path)
        return None

    def entries(self, node: Node | None, path: str, *, names: bool = True) -> Iterator[tuple[str, Scalar, Node, str]]:
        """The named items of a section: name, key, value, path."""
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return
        mapping = self.mapping(node, path)
        for key, value in mapping.entries if mapping else ():
            if key.faulty:
                continue
            if names and not NAME.fullmatch(key.text):
                self.problem("BAD_NAME", key, f"{path}.{key.text}", name=key.text, better=better_name(key.text))
                continue
            yield key.text, key, value, f"{path}.{key.text}"

    def items(self, node: Node | None, path: str) -> Iterator[tuple[Node, str]]:
        """The items of a list."""
        if node is None or (isinstance(node, Scalar) and node.is_null):
            return
        if not isinstance(node, Sequence):
            if not node.faulty:
                self.problem("LIST_NEEDED", node, path)
            return
        for position, item in enumerate(node.items):
            yield item, f"{path}[{position}]"

    def scalar(self, node: Node | None, path: str) -> Scalar | None:
        """A single value, or a finding."""
        if isinstance(node, Scalar):
            return None if node.faulty else node
        if node is not None and not node.faulty:
            self.problem("VALUE_NEEDED", node, path)
        return None

    def written(self, node: Node | None, path: str, empty: str = "TEXT_NEEDED", /, **parameters: str) -> Scalar | None:
        """A single value that is there; where nothing is written, a finding with the code ``empty`` names the key."""
        scalar = self.scalar(node, path)
        if scalar is None or not (scalar.is_null or not scalar.text.strip()):
            return scalar
        key = path.rpartition(".")[2].partition("[")[0]
        self.problem(empty, scalar, path, key=key, **parameters)
        return None

    def text(self, node: Node | None, path: str, empty: str = "TEXT_NEEDED") -> str | None:
        """A text; empty is a finding."""
        scalar = self.written(node, path, empty)
        if scalar is None:
            return None
        self.mean(scalar, folded(scalar.text))
        return folded(scalar.text)

    def number(self, node: Node | None, path: str, *, rupiah: bool = False) -> Fraction | None:
        """An exact number."""
        scalar = self.written(node, path)
        if scalar is None:
            return None
        text = scalar.text.strip()
        number = parse_number(text)
        thousands = _THOUSANDS.fullmatch(text) or (rupiah and _RUPIAH_THOUSANDS.fullmatch(text))
        if number is None or (thousands and scalar.plain):
            self._no_number(scalar, text, path)
            return None
        self.mean(scalar, number)
        return number

    def _no_number(self, scalar: Scalar, text: str, path: str) -> None:
        if _THOUSANDS.fullmatch(text) or _RUPIAH_THOUSANDS.fullmatch(text):
            self.problem("NUMBER_THOUSANDS", scalar, path, text=text, better=text.replace(".", "_"))
        elif _COMMA.fullmatch(text):
            better = text.replace(".", "_").replace(",", ".")
            self.problem("NUMBER_COMMA", scalar, path, text=text, better=better)
        elif re.fullmatch(r"[-+0-9._]+", text) and sum(letter.isdigit() for letter in text) > MOST_DIGITS:
            self.problem("NUMBER_TOO_LONG", scalar, path, text=f"{text[:12]}…", most=str(MOST_DIGITS))
        else:
            self.problem("NUMBER_FORM", scalar, path, text=text[:40])

    def whole(self, node: Node | None, path: str, low: int, high: int) -> int | None:
        """A whole number within bounds."""
        number = self.number(node, path)
        if number is None:
            return None
        if number.denominator != 1 or not low <= number <= high:
            self.problem("WHOLE_NEEDED", node, path, low=str(low), high=str(high))
            return None
        return int(number)

    def flag(self, node: Node | None, path: str) -> bool | None:
        """A flag: true or false."""
        scalar = self.written(node, path)
        if scalar is None:
            return None
        if scalar.text not in {"true", "false"}:
            self.problem("FLAG_NEEDED", scalar, path, text=scalar.text[:40])
            return None
        self.mean(scalar, scalar.text == "true")
        return scalar.text == "true"

    def day(self, node: Node | None, path: str, empty: str = "TEXT_NEEDED") -> date | None:
        """A date, YYYY-MM-DD."""
        scalar = self.written(node, path, empty)
        if scalar is None:
            return None
        found = parse_day(scalar.text)
        if found is None:
            self.problem("DATE_FORM", scalar, path, text=scalar.text[:40])
            return None
        self.mean(scalar, found.isoformat())
        return found

    def month(self, node: Node | None, path: str) -> Month | None:
        """A month, YYYY-MM."""
        scalar = self.written(node, path)
        if scalar is None:
            return None
        found = parse_month(scalar.text)
        if found is None:
            self.problem("MONTH_FORM", scalar, path, text=scalar.text[:40])
            return None
        self.mean(scalar, str(found))
        return found

    def choice(self, node: Node | None, path: str, choices: tuple[str, ...]) -> str | None:
        """One of a few keywords."""
        known = ", ".join(choices)
        scalar = self.written(node, path, "CHOICE_NEEDED", known=known)
        if scalar is None:
            return None
        if scalar.text not in choices:
            near = similar(scalar.text, frozenset(choices))
            self.problem("UNKNOWN_CHOICE", scalar, path, text=scalar.text[:40], known=known, similar=near)
            return None
        self.mean(scalar, scalar.text)
        return scalar.text


def better_name(text: str) -> str:
    """A name that would be allowed, made of one that is not."""
    simple = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", simple).strip("_")
    return name if name[:1].isalpha() else f"n_{name}" if name else "nama"


@dataclass(frozen=True, slots=True)
class Fields:
    """The keys of one mapping, read by kind."""

    reading: Reading
    mapping: Mapping
    path: str
    group: str

    def node(self, key: str) -> Node | None:
        """The raw node of a key."""
        return self.mapping.get(key)

    def has(self, key: str) -> bool:
        """Whether a key is written."""
        return self.mapping.get(key) is not None

    def at(self, key: str) -> str:
        """The path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def text(self, key: str, empty: str = "TEXT_NEEDED") -> str:
        """A text, empty where it is not written; ``empty`` is the finding where the key stands there alone."""
        return self.reading.text(self.node(key), self.at(key), empty) or ""

    def number(self, key: str, *, rupiah: bool = False) -> Fraction | None:
        """A number."""
        return self.reading.number(self.node(key), self.at(key), rupiah=rupiah)

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number within bounds."""
        return self.reading.whole(self.node(key), self.at(key), low, high)

    def flag(self, key: str) -> bool:
        """A flag, false where it is not written."""
        return self.reading.flag(self.node(key), self.at(key)) or False

    def day(self, key: str, empty: str = "TEXT_NEEDED") -> date | None:
        """A date; ``empty`` is the finding where the key stands there alone."""
        return self.reading.day(self.node(key), self.at(key), empty)

    def month(self, key: str) -> Month | None:
        """A month; null counts as not written."""
        node = self.node(key)
        if isinstance(node, Scalar) and node.is_null:
            self.reading.mean(node, None)
            return None
        return self.reading.month(node, self.at(key))

    def choice(self, key: str, default: str = "") -> str:
        """One of the keywords that the layout lists."""
        choices = LAYOUT[self.group][key].choices
        return self.reading.choice(self.node(key), self.at(key), choices) or default

    def items(self, key: str) -> Iterator[tuple[Node, str]]:
        """The items of a list."""
        return self.reading.items(self.node(key), self.at(key))

    def problem(self, code: str, key: str = "", severity: Severity = Severity.ERROR, /, **parameters: str) -> None:
        """Note a finding at a key, or at the mapping where the key is not written."""
        node = self.node(key) if key else None
        self.reading.problem(code, node or self.mapping, self.at(key) if node else self.path, severity, **parameters)

    def range(self, key: str) -> tuple[Fraction | None, Fraction | None]:
        """Two bounds, either of which may be null."""
        node = self.node(key)
        if node is None:
            return None, None
        if not isinstance(node, Sequence) or len(node.items) != 2:
            self.problem("RANGE_FORM", key)
            return None, None
        low, high = (self._bound(item, f"{self.at(key)}[{place}]") for place, item in enumerate(node.items))
        if low is not None and high is not None and low > high:
            self.problem("RANGE_ORDER", key)
        return low, high

    def _bound(self, node: Node, path: str) -> Fraction | None:
        if isinstance(node, Scalar) and node.is_null:
            return None
        return self.reading.number(node, path)
