"""YAML text → a tree that remembers line and column; strict, so that nothing in a file means two things.

The only place that imports yaml. Tags, anchors, aliases, merge keys, duplicate keys and spellings that other YAML
readers take for something else are findings (policy language §2, Strict loading).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from kinerja_admin.errors import Location, Problem

MOST_BYTES = 1024 * 1024
DEEPEST = 20

_YES_NO = re.compile(r"(?i)yes|no|on|off")
_OCTAL = re.compile(r"[-+]?0(?:[0-9_]+(?:\.[0-9_]*)?|[xob][0-9a-fA-F_]+)")
_SEXAGESIMAL = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_QUOTED_ARGUMENT = re.compile(r"\{[^{}]*:\s*[^{}'\"]*\([^{}'\")]*,\s*['\"]")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, with the place it was read from (``file`` where that is a table file beside the policy).

    ``faulty`` means that a finding about it exists already.
    """

    text: str
    line: int
    column: int
    plain: bool = True
    start: int = 0
    end: int = 0
    faulty: bool = False
    file: str = ""

    @property
    def is_null(self) -> bool:
        """Whether nothing is written."""
        return self.plain and self.text in {"", "~", "null"}


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in the order of the file."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    faulty: bool = False

    def get(self, key: str) -> Node | None:
        """The value of a key, if it is there."""
        return next((value for name, value in self.entries if name.text == key), None)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items in order."""

    items: tuple[Node, ...]
    line: int
    column: int
    faulty: bool = False


Node = Scalar | Mapping | Sequence


@dataclass(slots=True)
class _Open:
    """A collection that is still being read."""

    is_mapping: bool
    flow: bool
    line: int
    column: int
    path: str
    items: list[Node] = field(default_factory=list)
    faulty: bool = False


class Document:
    """A parsed text: its tree, its findings, and the way from a place in a scalar back to line and column."""

    def __init__(self, text: str, file: str) -> None:
        """Parse at once; ``root`` is None where the text is no YAML at all."""
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self.root: Node | None = None
        if self._is_readable():
            self._parse()

    def problem(self, code: str, line: int, column: int, path: str = "", /, **parameters: str) -> None:
        """Note a finding."""
        self.problems.append(
            Problem(code, parameters=parameters, location=Location(self.file, line, column, path)),
        )

    def position(self, scalar: Scalar, offset: int) -> tuple[int, int]:
        """Line and column of the character at an offset of a scalar's text, also when it is quoted or folded."""
        raw = self.text[scalar.start : scalar.end]
        if scalar.text and raw.startswith(scalar.text):
            return scalar.line, scalar.column + offset
        wanted = sum(not letter.isspace() for letter in scalar.text[:offset])
        begin = 1 if raw[:1] in {"'", '"'} else raw.find("\n") + 1 if raw[:1] in {"|", ">"} else 0
        place = begin
        for place in range(begin, len(raw)):
            if not raw[place].isspace():
                if not wanted:
                    break
                wanted -= 1
        before = raw[:place]
        line = scalar.line + before.count("\n")
        column = place - before.rfind("\n") if "\n" in before else scalar.column + place
        return line, column

    def _is_readable(self) -> bool:
        if len(self.text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
            self.problem("FILE_TOO_LARGE", 1, 1)
            return False
        found = _UNREADABLE.search(self.text)
        if found:
            before = self.text[: found.start()]
            line, column = before.count("\n") + 1, found.start() - before.rfind("\n")
            self.problem("CONTROL_CHARACTER", line, column, code_point=f"U+{ord(found[0]):04X}")
            return False
        return True

    def _parse(self) -> None:
        try:
            self._build(yaml.parse(self.text, Loader=yaml.CSafeLoader))
        except yaml.MarkedYAMLError as error:
            self.root = None
            self._syntax(error)
        except (yaml.YAMLError, UnicodeError):
            self.root = None
            self.problem("YAML_SYNTAX", 1, 1)
        else:
            if self.root is None and not self.problems:
                self.problem("EMPTY_FILE", 1, 1)

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        source = (self.text.splitlines() or [""])[min(line, max(self.text.count("\n") + 1, 1)) - 1 :][:1]
        here = source[0] if source else ""
        what = f"{error.context or ''} {error.problem or ''}"
        if "flow mapping" in what and _QUOTED_ARGUMENT.search(here):
            self.problem("FORMULA_CUT", line, column, formula="")
        elif "\t" in here[:column] and "token" in what:
            self.problem("YAML_TAB", line, column)
        elif "quoted scalar" in what:
            opened = error.context_mark or mark
            code = "YAML_ESCAPE" if "escape" in what else "YAML_QUOTE_OPEN"
            self.problem(code, *((opened.line + 1, opened.column + 1) if opened else (line, column)))
        elif "flow" in what:
            opened = error.context_mark or mark
            self.problem("YAML_BRACKET_OPEN", *((opened.line + 1, opened.column + 1) if opened else (line, column)))
        elif "mapping values" in what:
            is_key = re.fullmatch(r"\s+[A-Za-z0-9_]+", here[: column - 1]) is not None
            self.problem("YAML_INDENT" if is_key else "YAML_COLON", line, column)
        elif "cannot start any token" in what:
            self.problem("YAML_CHARACTER", line, column, character=here[column - 1 : column])
        elif "block" in what or "expected ':'" in what:
            self.problem("YAML_INDENT", line, column)
        else:
            self.problem("YAML_SYNTAX", line, column)

    def _build(self, events: Iterator[yaml.Event]) -> None:
        stack: list[_Open] = []
        documents = 0
        for event in events:
            line, column, start = _begin(event)
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.problem("SEVERAL_DOCUMENTS", line, column)
                    return
                if event.version or event.tags:
                    self.problem("YAML_DIRECTIVE", line, column)
            elif isinstance(event, yaml.AliasEvent):
                self.problem("YAML_ALIAS", line, column, self._path(stack), name=str(event.anchor))
                self._add(stack, Scalar("", line, column, faulty=True))
            elif isinstance(event, yaml.ScalarEvent):
                self._oddities(event, stack)
                self._add(stack, self._scalar(event, stack))
            elif isinstance(event, yaml.CollectionStartEvent):
                self._oddities(event, stack)
                if len(stack) >= DEEPEST:
                    self.problem("NESTED_TOO_DEEP", line, column, self._path(stack), most=str(DEEPEST))
                    return
                mapping = isinstance(event, yaml.MappingStartEvent)
                flow = self.text[start : start + 1] in {"{", "["}
                stack.append(_Open(mapping, flow, line, column, self._path(stack), faulty=event.tag is not None))
            elif isinstance(event, yaml.CollectionEndEvent):
                done = stack.pop()
                self._add(stack, self._close(done))

    def _add(self, stack: list[_Open], node: Node) -> None:
        if not stack:
            self.root = None if isinstance(node, Scalar) and node.is_null and not node.faulty else node
            return
        stack[-1].items.append(node)

    def _path(self, stack: list[_Open]) -> str:
        if not stack:
            return ""
        top = stack[-1]
        if not top.is_mapping:
            return f"{top.path}[{len(top.items)}]"
        if len(top.items) % 2 == 0:
            return top.path
        key = top.items[-1]
        name = key.text if isinstance(key, Scalar) else "?"
        return f"{top.path}.{name}" if top.path else name

    def _oddities(self, event: yaml.NodeEvent, stack: list[_Open]) -> None:
        line, column, _ = _begin(event)
        if event.anchor is not None:
            self.problem("YAML_ANCHOR", line, column, self._path(stack), name=str(event.anchor))
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.problem("YAML_TAG", line, column, self._path(stack), tag=str(tag))

    def _scalar(self, event: yaml.ScalarEvent, stack: list[_Open]) -> Scalar:
        text = str(event.value)
        line, column, start = _begin(event)
        end = event.end_mark.index if event.end_mark else start
        plain = bool(event.implicit[0])
        code = self._surprise(text, stack) if plain else None
        if code:
            self.problem(code, line, column, self._path(stack), text=text)
        faulty = code is not None or event.tag is not None
        return Scalar(text, line, column, plain, start, end, faulty)

    @staticmethod
    def _surprise(text: str, stack: list[_Open]) -> str | None:
        if _YES_NO.fullmatch(text):
            return "YAML_YES_NO"
        if _OCTAL.fullmatch(text):
            return "YAML_OCTAL"
        if _SEXAGESIMAL.fullmatch(text):
            return "YAML_SEXAGESIMAL"
        is_key = bool(stack) and stack[-1].is_mapping and len(stack[-1].items) % 2 == 0
        return "YAML_MERGE" if is_key and text == "<<" else None

    def _close(self, done: _Open) -> Node:
        if not done.is_mapping:
            return Sequence(tuple(self._mend_items(done)), done.line, done.column, done.faulty)
        pairs = list(zip(done.items[::2], done.items[1::2], strict=True))
        entries: list[tuple[Scalar, Node]] = []
        for key, value in pairs:
            if isinstance(key, Scalar):
                entries.append((key, value))
            else:
                self.problem("KEY_NOT_TEXT", key.line, key.column, done.path)
        if done.flow:
            entries = self._mend_entries(entries, done.path)
        return Mapping(tuple(self._unique(entries, done.path)), done.line, done.column, done.faulty)

    def _unique(self, entries: list[tuple[Scalar, Node]], path: str) -> list[tuple[Scalar, Node]]:
        first: dict[str, Scalar] = {}
        kept: list[tuple[Scalar, Node]] = []
        for key, value in entries:
            if key.text in first:
                at = first[key.text]
                where = f"{path}.{key.text}" if path else key.text
                self.problem(
                    "DUPLICATE_KEY", key.line, key.column, where, key=key.text, first_line=str(at.line),
                )  # fmt: skip
                continue
            first[key.text] = key
            if not (key.faulty and key.text == "<<"):
                kept.append((key, value))
        return kept

    def _mend_entries(self, entries: list[tuple[Scalar, Node]], path: str) -> list[tuple[Scalar, Node]]:
        """Put together again what YAML cut at a comma inside ``{ }``, and say so once."""
        mended: list[tuple[Scalar, Node]] = []
        place = 0
        while place < len(entries):
            key, value = entries[place]
            place += 1
            if isinstance(value, Scalar) and value.plain and not value.is_null:
                pieces = [value.text]
                while place < len(entries) and _is_piece(entries[place], pieces):
                    pieces.append(entries[place][0].text)
                    place += 1
                value = self._cut(value, pieces, f"{path}.{key.text}" if path else key.text)
            mended.append((key, value))
        return mended

    def _mend_items(self, done: _Open) -> list[Node]:
        if not done.flow:
            return done.items
        mended: list[Node] = []
        rest = list(done.items)
        while rest:
            item = rest.pop(0)
            if isinstance(item, Scalar) and item.plain and item.text.count("(") > item.text.count(")"):
                pieces = [item.text]
                while rest and _open(pieces) and isinstance(rest[0], Scalar):
                    pieces.append(rest.pop(0).text)  # type: ignore[union-attr]
                item = self._cut(item, pieces, f"{done.path}[{len(mended)}]")
            mended.append(item)
        return mended

    def _cut(self, value: Scalar, pieces: list[str], path: str) -> Scalar:
        if len(pieces) == 1:
            return value
        if re.fullmatch(r"[-+]?[0-9._]+", pieces[0]) and re.fullmatch(r"[0-9]+", pieces[1]):
            text = ",".join(pieces)
            self.problem("NUMBER_COMMA", value.line, value.column, path, text=text, better=text.replace(",", "."))
        else:
            text = ", ".join(pieces)
            self.problem("FORMULA_CUT", value.line, value.column, path, formula=text)
        return Scalar(text, value.line, value.column, value.plain, value.start, value.end, faulty=True)


def _begin(event: yaml.Event) -> tuple[int, int, int]:
    """Line and column from 1, and the place in the text."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1, mark.index) if mark else (1, 1, 0)


def _open(pieces: list[str]) -> bool:
    joined = "".join(pieces)
    return joined.count("(") > joined.count(")")


def _is_piece(entry: tuple[Scalar, Node], pieces: list[str]) -> bool:
    key, value = entry
    if not isinstance(value, Scalar) or not value.is_null or not value.plain:
        return False
    number_cut = bool(re.fullmatch(r"[-+]?[0-9._]+", pieces[-1]) and re.fullmatch(r"[0-9]+", key.text))
    return _open(pieces) or (number_cut and len(pieces) == 1)


def walk(node: Node, path: str = "") -> Iterator[tuple[str, Node]]:
    """Every node below a node, with its path, in the order of the file."""
    yield path, node
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield from walk(value, f"{path}.{key.text}" if path else key.text)
    elif isinstance(node, Sequence):
        for position, value in enumerate(node.items):
            yield from walk(value, f"{path}[{position}]")
