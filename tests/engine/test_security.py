"""What policies must never do, shown by what happens: nothing is executed, nothing hangs, everything is told."""

from __future__ import annotations

import random
import string
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from kinerja_admin.engine.catalog import PolicyFile
from kinerja_admin.engine.expression.syntax import parse
from kinerja_admin.engine.functions import CALLABLE
from kinerja_admin.engine.reader.load import load
from tests.engine import workbench as bench

OF_A_FORMULA, OF_A_FILE = 4_000_000, 25_000_000
"""How many calls and returns one hostile text may cost; the dearest needs half of them."""


class Endless(BaseException):
    """More work than any text is worth."""


@contextmanager
def at_most(events: int) -> Iterator[None]:
    """Stop what goes on and on, by counting its calls and returns: the same on any machine."""
    heard = 0

    def hear(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal heard
        heard += 1
        if heard > events:
            raise Endless

    sys.setprofile(hear)
    try:
        yield
    finally:
        sys.setprofile(None)


ESCAPES = [
    "__import__('os').system('touch {marker}')",
    "open('{marker}', 'w')",
    "exec('x = 1')",
    "eval('1 + 1')",
    "().__class__.__bases__[0].__subclasses__()",
    "''.__class__.__mro__[1].__subclasses__()",
    "a.__class__",
    "a.real",
    "(1).__class__",
    "'{}'.format(a)",
    "'{0.__class__}'.format(a)",
    "f'{a.__class__}'",
    'f\'{open("{marker}", "w")}\'',
    "'%s' % a",
    "a[0]",
    "kata[0]",
    "[x for x in (1, 2)]",
    "[a for a in a.__class__.__bases__]",
    "(lambda: 1)()",
    "(x := 1)",
    "{'a': 1}['a']",
    "{1, 2}",
    "[1, 2]",
    "*a",
    "MIN(*s)",
    "MIN(a=1)",
    "a if benar else b",
    "print(a)",
    "globals()",
    "vars()",
    "getattr(a, 'real')",
    "SUM.__globals__",
    "IF.__call__(benar, a, b)",
    "MIN.__self__",
    "a ** a",
    "9 ** 9 ** 9",
    "'a' * 999999999",
    "a << 99999",
    "a | b",
    "a & b",
    "~a",
    "a @ b",
    "a // b",
    "a % b",
    "a is b",
    "a in s",
    "not_a_name.attribute",
    "await a",
    "yield a",
    "None",
    "...",
    "1j",
    "0x10",
    "0b1",
    "0o7",
    "1e309",
    "b'bytes'",
    "'a' 'b'",
    "u'kata'",
    "r'kata'",
    "'''kata'''",
    "'\\x41'",
    "a;import os",
    "a\nimport os",
    "a #",
    "a\\\n+ 1",
    "ａ + 1",
    "𝒶 + 1",
    "a\u200b + 1",
    "lambda a: a",
    "LOOKUP(eksak.rows, 'A')",
    "LOOKUP('eksak', 'A')",
    "LOOKUP(IF(benar, eksak, eksak), 'A')",
    # CVE-2026-32640: what formulas are given holds no modules and no functions, so there is nothing to reach through
    "PERIOD_START().__class__.__subclasses__()",
    "PERIOD_START.__globals__['os']",
    "os.path.os.system('touch {marker}')",
    "hari.__reduce__()",
    "hari.replace(1)",
    "kata.format_map(s)",
    "kata.join(s)",
]


@pytest.mark.parametrize("text", ESCAPES)
def test_an_escape_is_refused_with_a_message(text: str, tmp_path: Path):
    marker = tmp_path / "marker"
    written = text.replace("{marker}", str(marker)).replace("\\", "\\\\").replace("\n", "\\n")
    with at_most(OF_A_FORMULA):
        loaded = bench.read(bench.HEAD + bench.step(written))
    assert loaded.policy is None
    assert loaded.errors
    assert not marker.exists()


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "(" * 900 + "1" + ")" * 900,
        "-" * 1900 + "1",
        "not " * 450 + "benar",
        "1" * 1999,
        "1 + " * 499 + "1",
        "1 < " * 499 + "1",
        "IF(benar, " * 150 + "1" + ", 0)" * 150,
        "MIN(" + ", ".join("1" * 499) + ")",
        "9" * 30 + " * " + " * ".join(["9" * 30] * 40),
        "a" * 1_000_000,
        "'" * 1999,
        "a." * 900 + "b",
    ],
    ids=lambda text: f"{text[:12]}{len(text)}",
)
def test_a_formula_bomb_costs_little(text: str):
    with at_most(OF_A_FORMULA):
        loaded = bench.read(bench.HEAD + bench.step(text))
    assert loaded.policy is not None or loaded.errors


def test_huge_numbers_are_a_limit_and_not_a_wait():
    product = " * ".join(["a"] * 200)
    with at_most(OF_A_FORMULA):
        assert bench.worked_out(product, {"a": "999999999999999"}) == "LIMIT hasil"
        assert bench.worked_out(f"1 / ({product})", {"a": "999999999999999"}) == "0"


LAUGHS = "a: &a [ha, ha]\n" + "".join(
    f"{two}: &{two} [*{one}, *{one}, *{one}, *{one}]\n" for one, two in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMBS = {
    "billion laughs": LAUGHS,
    "deep list": "[" * 50_000,
    "deep block": "".join(" " * place + f"k{place}:\n" for place in range(800)),
    "many documents": "---\n" * 100_000,
    "python tag": "!!python/object/apply:os.system ['touch {marker}']\n",
    "python name": "title: !!python/name:os.system\n",
    "merge": "a: &a {x: 1}\nb:\n  <<: *a\n",
    "self reference": "a: &a [*a]\n",
    "long line": "title: " + "x" * 1_000_000,
    "many keys": "".join(f"k{place}: 1\n" for place in range(60_000)),
    "many anchors": "".join(f"k{place}: &a{place} 1\n" for place in range(30_000)),
    "nul": "title: a\0b\n",
    "bom in the middle": "title: a\ufeffb\n",
    "surrogate": "title: \ud800\n",
    "huge number": "title: " + "9" * 500_000,
    "control": "title: \x1b[31m\n",
    "too large": "#" * 5_000_000,
    "binary": "".join(chr(one) for one in range(1, 256)) * 500,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_bomb_is_told_and_does_not_hang(name: str, tmp_path: Path):
    marker = tmp_path / "marker"
    with at_most(OF_A_FILE):
        loaded = load(PolicyFile(BOMBS[name].replace("{marker}", str(marker)), "bom.yaml"))
    assert loaded.policy is None
    assert loaded.errors
    assert not marker.exists()


PIECES = [
    "__import__", "os", "system", ".", "(", ")", "[", "]", "{", "}", "'", '"', ",", ":", ";", "=", "==", "<", ">", "*", "**",
    "/", "//", "%", "@", "&", "|", "^", "~", "!", "\\", "`", "$", "#", "\n", "\t", " ", "\0", "lambda", "if", "else", "for",
    "in", "not", "and", "or", "IF", "SUM", "LOOKUP", "ROUND", "a", "b", "s", "kata", "eksak", "0", "1", "9" * 40, "1e9",
    "0x", "1.5", "1,5", "1.000.000", "True", "None", "f'", "r'", "\u200b", "é", "𝒶", "\ud800", "_", "__class__", "...", "-",
]  # fmt: skip


def hostile(chance: random.Random) -> str:
    kind = chance.randrange(4)
    if kind == 0:
        return "".join(chance.choices(PIECES, k=chance.randrange(1, 40)))
    if kind == 1:
        return " ".join(chance.choices(PIECES, k=chance.randrange(1, 40)))
    if kind == 2:
        return "".join(chance.choices(string.printable, k=chance.randrange(1, 200)))
    return "".join(chr(chance.randrange(1, 0x3000)) for _ in range(chance.randrange(1, 60)))


def test_ten_thousand_hostile_formulas_raise_nothing():
    chance = random.Random(20260228)
    for _ in range(10_000):
        text = hostile(chance)
        parsed = parse(text, CALLABLE)
        assert parsed.tree is not None or parsed.findings, text


def test_a_thousand_hostile_formulas_inside_a_policy_raise_nothing():
    chance = random.Random(20260301)
    body = bench.BODY.replace("\n\n", "\n")
    for _ in range(40):
        lines = [f"  s{place}: {{formula: {quoted(hostile(chance))}}}\n" for place in range(25)]
        loaded = load(PolicyFile(f"{bench.HEAD}{body}steps:\n{''.join(lines)}", "coba.yaml"))
        assert len({problem.location.path for problem in loaded.errors}) > 10, "the formulas themselves were looked at"


def quoted(text: str) -> str:
    """A text between double quotes, where YAML takes any character but half a pair."""
    text = text.replace("\ud800", "")
    escaped = (f"\\u{ord(one):04x}" if ord(one) <= 0xFFFF else f"\\U{ord(one):08x}" for one in text)
    return f'"{"".join(escaped)}"'


def test_ten_thousand_hostile_files_raise_nothing():
    chance = random.Random(20260302)
    whole = bench.HEAD + bench.step("a + 1")
    for place in range(10_000):
        text = hostile(chance) if place % 20 else damaged(whole, chance)
        loaded = load(PolicyFile(text, "coba.yaml"))
        assert loaded.policy is not None or loaded.errors, text


def damaged(text: str, chance: random.Random) -> str:
    """A policy with something put in, taken out or doubled somewhere."""
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(text))
        length = chance.randrange(0, 30)
        text = (
            text[:place]
            + chance.choice([hostile(chance), "", text[place : place + length] * 2])
            + text[place + length :]
        )
    return text
