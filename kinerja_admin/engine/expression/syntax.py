"""Text → tree: an allow-list in front of Python's own parser, with a teaching answer for what Excel users write.

Only numbers, quoted words, names, ``+ - * /``, comparisons, ``and or not``, parentheses and calls get as far as the
parser; everything else is refused here, in time linear in the text (policy language §3).
"""

from __future__ import annotations

import ast
import keyword
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, cast

from kinerja_admin.engine.numbers import parse_number

LONGEST = 2000
DEEPEST = 50
MOST_NODES = 500

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<thousands>[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9]))
      | (?P<number>[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9]+)?)
      | (?P<word>'[^'\\]*'|"[^"\\]*")
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign>==|!=|<=|>=|<>|\*\*|//|:=|&&|\|\||[-+*/(),<>=;%])
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_LIKE_SIGNS = {
    "×": "*", "÷": "/", "−": "-", "–": "-", "≤": "<=", "≥": ">=", "≠": "!=", "“": "'", "”": "'", "‘": "'", "’": "'",
    "`": "'", "&&": "and", "||": "or",
}  # fmt: skip
_FROM_EXCEL = {
    "JIKA": "IF", "DAN": "AND", "ATAU": "OR", "BUKAN": "NOT", "TIDAK": "NOT", "BULATKAN": "ROUND", "JUMLAH": "SUM",
    "MAKS": "MAX", "MAKSIMUM": "MAX", "MINIMUM": "MIN",
    "RATA": "AVERAGE", "RATARATA": "AVERAGE", "RERATA": "AVERAGE", "MINIMAL": "MIN", "MAKSIMAL": "MAX",
    "VLOOKUP": "LOOKUP", "HLOOKUP": "LOOKUP", "XLOOKUP": "LOOKUP", "IFERROR": "COALESCE", "IFNA": "COALESCE",
    "ROUNDUP": "CEILING", "ROUNDDOWN": "FLOOR", "DATEDIF": "YEARS_BETWEEN", "PERSEN": "PERCENT", "RASIO": "RATIO",
}  # fmt: skip
_SIGN_NODES = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.USub, ast.UAdd, ast.Not, ast.And, ast.Or)
_COMPARISONS = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a formula: a code, the place in its text, and facts for the message."""

    code: str
    offset: int
    parameters: dict[str, str] = field(default_factory=dict)
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A tree of allowed nodes (None where the findings forbid one), and the text that it was made from."""

    tree: ast.expr | None
    findings: tuple[Finding, ...]
    text: str


@dataclass(slots=True)
class _Token:
    kind: str
    text: str
    offset: int
    better: str | None = None

    @property
    def is_operand(self) -> bool:
        return self.kind in {"number", "name", "word", "thousands"} or self.text == "("


@lru_cache(maxsize=4096)
def parse(text: str, functions: frozenset[str]) -> Parsed:
    """Parse one formula; ``functions`` are the names that may be called. Nobody changes a tree, so trees are shared."""
    if len(text) > LONGEST:
        return Parsed(None, (Finding("FORMULA_TOO_LONG", 0, {"length": str(len(text)), "most": str(LONGEST)}),), text)
    flat = re.sub(r"\s", " ", text)
    if not flat.strip():
        return Parsed(None, (Finding("FORMULA_EMPTY", 0),), flat)
    tokens = list(_tokens(flat))
    findings = list(_spelling(tokens, functions))
    better = _rewritten(flat, tokens)
    findings = [Finding(f.code, f.offset, f.parameters | {"better": better}) for f in findings]
    refusal = next(_refusals(tokens), None)
    if refusal:
        return Parsed(None, (*findings, refusal), flat)
    start = len(better) - len(better.lstrip())
    tree = _python(better.strip())
    if isinstance(tree, Finding):
        return Parsed(None, tuple(findings) or (tree,), flat)
    builder = _Builder(better.strip(), start if better == flat else 0)
    built = builder.build(tree)
    findings += builder.findings
    broken = any(not finding.is_warning for finding in builder.findings)
    return Parsed(None if broken else built, tuple(findings), flat)


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "space":
            yield _Token(str(found.lastgroup), found[0], found.start())


def _spelling(tokens: list[_Token], functions: frozenset[str]) -> Iterator[Finding]:
    """What an Excel user writes and Excel understands: noted once a kind, and put right in ``better``."""
    seen: set[str] = set()
    for position, token in enumerate(tokens):
        after = tokens[position + 1] if position + 1 < len(tokens) else None
        before = tokens[position - 1] if position else None
        code = _spelling_of(token, before, after, tokens, functions)
        if code and code not in seen:
            seen.add(code)
            yield Finding(code, token.offset, {"text": token.text})


def _spelling_of(
    token: _Token, before: _Token | None, after: _Token | None, tokens: list[_Token], functions: frozenset[str],
) -> str | None:  # fmt: skip
    match token.text:
        case "=":
            token.better = "=="
            return "FORMULA_EQUALS"
        case "<>":
            token.better = "!="
            return "FORMULA_NOT_EQUAL"
        case ";":
            token.better = ","
            return "FORMULA_SEMICOLON"
        case "%" if before and before.kind == "number" and not (after and after.is_operand):
            before.better, token.better = f"PERCENT({before.better or before.text})", ""
            return "FORMULA_PERCENT"
        case ",":
            return _decimal_comma(token, before, after, tokens)
        case "AND" | "OR" | "NOT" if not (after and after.text == "("):
            token.better = token.text.lower()
            return "OPERATOR_CASE"
        case "True" | "False" | "TRUE" | "FALSE":
            token.better = token.text.lower()
            return "CONDITION_CASE"
    if token.kind == "thousands":
        token.better = token.text.replace(".", "_")
        return "NUMBER_THOUSANDS"
    if token.text in _LIKE_SIGNS:
        token.better = f" {_LIKE_SIGNS[token.text]} " if token.text in {"&&", "||"} else _LIKE_SIGNS[token.text]
        return "FORMULA_SIGN"
    is_called = token.kind == "name" and after is not None and after.text == "(" and token.text not in functions
    if is_called and token.text.upper() in functions and token.text not in {"and", "or", "not"}:
        token.better = token.text.upper()
        return "FUNCTION_CASE"
    return None


def _decimal_comma(token: _Token, before: _Token | None, after: _Token | None, tokens: list[_Token]) -> str | None:
    if not (before and after and before.kind == after.kind == "number"):
        return None
    touching = before.offset + len(before.text) == token.offset and after.offset == token.offset + 1
    if not touching or "." in before.text or "." in after.text:
        return None
    if _is_inside_call(token, tokens) and not any(other.text == ";" for other in tokens):
        return None
    token.better = "."
    return "FORMULA_DECIMAL_COMMA"


def _is_inside_call(token: _Token, tokens: list[_Token]) -> bool:
    calls: list[bool] = []
    for position, other in enumerate(tokens):
        if other is token:
            break
        if other.text == "(":
            calls.append(position > 0 and tokens[position - 1].kind == "name")
        elif other.text == ")" and calls:
            calls.pop()
    return bool(calls) and calls[-1]


def _rewritten(text: str, tokens: list[_Token]) -> str:
    for token in reversed(tokens):
        if token.better is not None:
            text = text[: token.offset] + token.better + text[token.offset + len(token.text) :]
    return text


def _refusals(tokens: list[_Token]) -> Iterator[Finding]:
    """What never reaches the parser."""
    opened: list[_Token] = []
    signs = 0
    before: _Token | None = None
    for token in tokens:
        text = token.text if token.better is None else token.better
        if token.kind == "other" and token.better is None:
            code = "FORMULA_QUOTE" if token.text in {"'", '"'} else "FORMULA_NOT_ALLOWED"
            yield Finding(code, token.offset, {"text": token.text})
        if text in {"**", "//", ":=", "%"}:
            yield Finding("FORMULA_NOT_ALLOWED", token.offset, {"text": token.text})
        if token.kind == "name" and (keyword.iskeyword(text) and text not in {"and", "or", "not"}):
            yield Finding("FORMULA_NOT_ALLOWED", token.offset, {"text": token.text})
        if before and token.kind == "word" and before.kind in {"name", "word"} and _touching(before, token):
            yield Finding("FORMULA_NOT_ALLOWED", before.offset, {"text": before.text + token.text})
        signs = signs + 1 if text in {"-", "+", "not"} else 0
        if text == "(":
            opened.append(token)
        elif text == ")":
            if not opened:
                yield Finding("FORMULA_PARENTHESIS", token.offset, {"text": ")"})
                return
            opened.pop()
        if len(opened) > DEEPEST or signs > DEEPEST:
            yield Finding("FORMULA_TOO_DEEP", token.offset, {"most": str(DEEPEST)})
            return
        before = token
    if opened:
        yield Finding("FORMULA_PARENTHESIS", opened[-1].offset, {"text": "("})


def _touching(one: _Token, other: _Token) -> bool:
    return one.kind == "word" or one.offset + len(one.text) == other.offset


def _python(text: str) -> ast.expr | Finding:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, mode="eval").body
    except SyntaxError as error:
        return Finding(
            "FORMULA_SYNTAX", max((error.offset or 1) - 1, 0), {"text": text[max((error.offset or 1) - 1, 0) :][:12]}
        )
    except (ValueError, MemoryError, RecursionError):
        return Finding("FORMULA_TOO_DEEP", 0, {"most": str(DEEPEST)})


def _size(tree: ast.expr) -> int:
    """Values and operations; the name of a function is part of its call."""
    nodes = list(ast.walk(tree))
    return sum(isinstance(node, ast.expr) for node in nodes) - sum(isinstance(node, ast.Call) for node in nodes)


class _Builder:
    """Checks every node against the allow-list and makes literals exact."""

    def __init__(self, text: str, start: int) -> None:
        self.bytes = text.encode()
        self.start = start
        self.findings: list[Finding] = []

    def build(self, tree: ast.expr) -> ast.expr | None:
        nodes = _size(tree)
        if nodes > MOST_NODES:
            self.findings.append(Finding("FORMULA_TOO_LARGE", 0, {"count": str(nodes), "most": str(MOST_NODES)}))
            return None
        if self._too_deep(tree):
            self.findings.append(Finding("FORMULA_TOO_DEEP", 0, {"most": str(DEEPEST)}))
            return None
        return self._node(tree)

    @staticmethod
    def _too_deep(tree: ast.expr) -> bool:
        """Chains such as a + b + c count as one level, as people read them."""
        waiting: list[tuple[ast.AST, int]] = [(tree, 1)]
        while waiting:
            node, depth = waiting.pop()
            if depth > DEEPEST:
                return True
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    chain = isinstance(node, ast.BinOp) and child is node.left and isinstance(child, ast.BinOp)
                    waiting.append((child, depth if chain else depth + 1))
        return False

    def offset(self, node: ast.expr) -> int:
        return self.start + len(self.bytes[: node.col_offset].decode(errors="ignore"))

    def source(self, node: ast.expr) -> str:
        return self.bytes[node.col_offset : node.end_col_offset].decode(errors="ignore")

    def refuse(self, node: ast.expr, code: str = "FORMULA_NOT_ALLOWED", **parameters: str) -> ast.expr:
        self.findings.append(Finding(code, self.offset(node), parameters or {"text": self.source(node)[:40]}))
        return node

    def _node(self, node: ast.expr) -> ast.expr:
        visit: dict[type, Callable[..., ast.expr]] = {
            ast.Constant: self._constant, ast.Name: self._name, ast.BinOp: self._binary, ast.UnaryOp: self._unary,
            ast.BoolOp: self._logic, ast.Compare: self._compare, ast.Call: self._call, ast.Tuple: self._tuple,
        }  # fmt: skip
        return visit.get(type(node), self.refuse)(node)

    def _constant(self, node: ast.Constant) -> ast.expr:
        source = self.source(node)
        if isinstance(node.value, str):
            if source[1:-1] != node.value or source[:1] not in {"'", '"'}:
                return self.refuse(node)
            return node
        number = parse_number(source)
        if number is None:
            return self.refuse(node, "NUMBER_FORM", text=source)
        return ast.copy_location(ast.Constant(cast(Any, number)), node)

    def _name(self, node: ast.Name) -> ast.expr:
        if node.id in {"true", "false"}:
            return ast.copy_location(ast.Constant(node.id == "true"), node)
        return node

    def _binary(self, node: ast.BinOp) -> ast.expr:
        if not isinstance(node.op, _SIGN_NODES):
            return self.refuse(node)
        node.left, node.right = self._node(node.left), self._node(node.right)
        return node

    def _unary(self, node: ast.UnaryOp) -> ast.expr:
        if not isinstance(node.op, _SIGN_NODES):
            return self.refuse(node)
        node.operand = self._node(node.operand)
        return node.operand if isinstance(node.op, ast.UAdd) else node

    def _logic(self, node: ast.BoolOp) -> ast.expr:
        node.values = [self._node(value) for value in node.values]
        return node

    def _compare(self, node: ast.Compare) -> ast.expr:
        if not all(isinstance(sign, _COMPARISONS) for sign in node.ops):
            return self.refuse(node)
        node.left = self._node(node.left)
        node.comparators = [self._node(other) for other in node.comparators]
        return node

    def _tuple(self, node: ast.Tuple) -> ast.expr:
        return self.refuse(node, "FORMULA_COMMA")

    def _call(self, node: ast.Call) -> ast.expr:
        if not isinstance(node.func, ast.Name) or node.keywords:
            return self.refuse(node)
        starred = next((argument for argument in node.args if isinstance(argument, ast.Starred)), None)
        if starred:
            return self.refuse(starred)
        node.args = [self._node(argument) for argument in node.args]
        return self._as_operator(node, node.func.id)

    def _as_operator(self, node: ast.Call, name: str) -> ast.expr:
        if name in {"AND", "OR"} and node.args:
            sign: ast.boolop = ast.And() if name == "AND" else ast.Or()
            return node.args[0] if len(node.args) == 1 else ast.copy_location(ast.BoolOp(sign, node.args), node)
        if name == "NOT" and len(node.args) == 1:
            return ast.copy_location(ast.UnaryOp(ast.Not(), node.args[0]), node)
        return node


def similar(name: str, known: frozenset[str]) -> str:
    """The known name that was probably meant, or nothing."""
    if name.upper() in _FROM_EXCEL and _FROM_EXCEL[name.upper()] in known:
        return _FROM_EXCEL[name.upper()]
    by_lower = {other.lower(): other for other in known}
    found = get_close_matches(name.lower(), sorted(by_lower), n=1, cutoff=0.72)
    return by_lower[found[0]] if found else ""
