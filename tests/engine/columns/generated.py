"""Policies and people by chance: every construct of the language, and the values that break calculators."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

import numpy as np

from kinerja_admin.engine.catalog import PolicyFile
from kinerja_admin.engine.columns.given import GivenFacts
from kinerja_admin.engine.columns.typed import Given
from kinerja_admin.engine.facts import Atom, Cell, Facts
from kinerja_admin.engine.policy import Input, Kind, Policy

HEAD = """schema: kinerja-policy/1
region: uji
policy: acak
version: "1"
title: Acak
effective: {from: 2026-01, to: null}
decided: 2025-12-01
period: month
vocabularies:
  mutu: [D, C, B, A]
  warna: {words: [merah, biru, hijau], ordered: false}
inputs:
  i1: {type: integer, from: a.i1, range: [-5, 100], missing: error}
  i2: {type: integer, from: a.i2}
  i3: {type: integer, from: a.i3, missing: {use: 3, cite: uu}}
  d1: {type: decimal, decimals: 2, from: a.d1, range: [-1000, 100000]}
  d2: {type: decimal, from: a.d2, missing: absent}
  d3: {type: decimal, decimals: 4, from: a.d3}
  big: {type: integer, from: a.big}
  b1: {type: condition, from: a.b1}
  b2: {type: condition, from: a.b2, missing: absent}
  t1: {type: date, from: a.t1}
  t2: {type: date, from: a.t2, missing: absent}
  w1: {type: mutu, from: a.w1}
  w2: {type: mutu, from: a.w2, missing: absent}
  c1: {type: warna, from: a.c1, missing: {use: biru, cite: uu}}
  g1: {type: text, from: a.g1}
  sn: {type: integer, each: hari, from: a.sn, range: [-3, 90]}
  sd: {type: decimal, decimals: 2, each: hari, from: a.sd, missing: absent}
  su: {type: decimal, each: hari, from: a.su, missing: {use: 2.5, cite: uu}}
  sb: {type: condition, each: hari, from: a.sb}
  sw: {type: mutu, each: hari, from: a.sw}
  st: {type: date, each: hari, from: a.st, missing: absent}
  zn: {type: decimal, decimals: 1, each: butir, from: a.zn}
  zw: {type: warna, each: butir, from: a.zw, missing: absent}
law:
  uu: {title: Undang-Undang}
parameters:
  p1: {value: 7}
  p2: {value: "0.65"}
  p3: {values: [{from: 2026-01, value: 1.5}, {from: 2026-04, value: 120}]}
  pc: {type: condition, value: true}
  pw: {type: mutu, value: B}
  pd: {type: date, value: 2026-02-14}
tables:
  k1: {key: mutu, rows: {D: 50, C: 75.5, B: 90, A: 100}}
  k2: {key: kelas, rows: {1: 10, 2: 20.25, 3: 30, 7: 1000000}}
  k3: {key: mutu, type: warna, rows: {D: merah, C: biru, B: biru}}
  kd: {key: mutu, type: date, rows: {D: 2026-01-05, C: 2025-12-31, A: 2024-02-29}}
  kb: {key: warna, type: condition, rows: {merah: true, biru: false}}
  k4: {key: [mutu, warna], rows: {D: {merah: 1, biru: 2, hijau: 3}, C: {merah: 4, biru: 5.5}, A: {merah: 7, biru: 8, hijau: 9}}}
  f1: {band: menit, from: {0: 0, 1: 0.5, 31: 1, 61: 1.25, 91: 1.5}}
  f2: {band: nilai, type: mutu, from: {0: D, 50.5: C, 76: B, 90: A}}
  u1: {band: bruto, up_to: {0: 0, 54.25: 0.25, 5650000: 3, else: 34}}
  u2: {band: bruto, up_to: {10: 1, 100: 2}}
  m1: {band: pkp, unit: persen, mode: marginal, from: {0: 5, 60: 15, 250.5: 25, 50000000: 30}}
  m2: {band: pkp, unit: rasio, mode: marginal, up_to: {60: 0.05, 5000: 0.1, 100000: 0.333}}
  f3: {band: nilai, key: warna, from: {0: {merah: 1, biru: 2, hijau: 2}, 10.5: {merah: 3, biru: 3, hijau: 4}, 50: {merah: 4.25, biru: 5.5, hijau: 0}}}
  f4: {band: nilai, key: warna, file: f4.csv}
  fq: {band: nilai, from: {-1000: 0, -5: 0.5, -0.5: 1, 0: 1.25, 7.25: 1.5, 33.3: 8, 90: 9, 90.01: 10}}
  m3: {band: pkp, key: warna, unit: persen, mode: marginal, from: {0: {merah: 5, biru: 2.5, hijau: 0}, 60: {merah: 15, biru: 10, hijau: 1}, 1000.25: {merah: 30, biru: 33.3, hijau: 2}}}
  kc: {key: b1, rows: {"true": 1.5, "false": -2}}
  kt: {key: t1, rows: {2026-01-31: 1, 2024-02-29: 2, 1990-07-01: 3.5}}
  kq: {key: nilai, rows: {0.5: 1, 1.5: 2, 60: 3, -1: 4}}
  kv: {key: mutu, values: [{from: 2026-01, rows: {D: 1, C: 2, B: 3, A: 4}}, {from: 2026-04, rows: {D: 1.5, C: 20, B: 300}}]}
  n1: {band: menit, between: [{from: 1, to: 30, value: 0.5}, {from: 31, to: 60, value: 1}]}
rounding:
  skor: {to: 0.01, mode: half_up}
indicators:
  q1:
    label: Satu
    decimals: 2
    measures: [target, realisasi]
    range: [0, 365]
    direction: higher
    weight: 60
    applies: b1 and w1 != 'D'
    score: MIN(RATIO(q1_realisasi, q1_target, 1) * 100, 120)
  q3:
    label: Tiga
    decimals: 1
    measures: [target, target_atas, realisasi, baseline]
    direction: lower
    weight: 12.5
    applies: COALESCE(b2, i3 > 2)
    score: (2 - RATIO(q3_realisasi, q3_target, 0)) * 100 - q3_target_atas + q3_baseline
  q2:
    label: Dua
    weight: 27.5
    score: d1 / 7
"""

TABLES = {"f4.csv": "from,merah,biru\n-5,1,\n0,2,7\n7.5,,8.25\n90,4,9\n"}
"""A table file with entries that are empty."""

_NUMBERS = (
    "0",
    "1",
    "2",
    "3",
    "7",
    "0.5",
    "1.5",
    "100",
    "0.01",
    "60",
    "12345.678",
    "0.000000000001",
    "90",
    "999999999",
)
_TO = ("1", "0.01", "0.5", "100", "3", "0.25", "1000", "0.000001", "0.7")
_MODES = ("half_up", "half_even", "up", "down")


@dataclass
class Maker:
    """Writes one policy; steps that exist already may be named by later ones."""

    chance: Random
    steps: list[str] = field(default_factory=list)
    names: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def policy(self) -> str:
        self.names = {
            ("number", ""): ["i1", "i2", "i3", "d1", "d3", "big", "p1", "p2", "p3", "q2_skor", "i1 * 3"],
            ("condition", ""): [
                "b1",
                "pc",
                "true",
                "false",
                "PRESENT(q3_baseline)",
                "PRESENT(d2)",
                "PRESENT(t2)",
                "PRESENT(b2)",
                "PRESENT(q1_skor)",
                "PRESENT(i2)",
            ],
            ("date", ""): ["t1", "pd", "PERIOD_START()", "PERIOD_END()"],
            ("mutu", ""): ["w1", "pw", "'A'", "'C'"],
            ("warna", ""): ["c1", "'merah'"],
            ("number", "hari"): ["sn", "su"],
            ("condition", "hari"): ["sb", "PRESENT(sd)", "PRESENT(sn)", "PRESENT(st)"],
            ("date", "hari"): [],
            ("mutu", "hari"): ["sw"],
            ("warna", "hari"): [],
            ("number", "butir"): ["zn"],
            ("condition", "butir"): ["PRESENT(zw)", "PRESENT(zn)"],
            ("date", "butir"): [],
            ("mutu", "butir"): [],
            ("warna", "butir"): [],
        }
        count = self.chance.randint(1, 6)
        bodies = [self.step(f"s{place}") for place in range(count)]
        text = HEAD + "steps:\n" + "".join(bodies)
        text += "outputs:\n" + "".join(f"  {name}: {{label: x}}\n" for name in self.outputs)
        return text + self.checks() + self.lists()

    def step(self, name: str) -> str:
        kind = self.chance.choice(("number", "number", "number", "number", "condition", "mutu", "date", "warna"))
        each = self.chance.choice(("", "", "", "hari", "butir"))
        if self.chance.random() < 0.25:
            body, each = self.cases(kind, each)
        else:
            formula, each = self.along(kind, each)
            body = f"    formula: {_quoted(formula)}\n"
        if kind in {"mutu", "warna"}:
            body += f"    type: {kind}\n"
        if kind == "number":
            body += self.then(each)
        self.steps.append(f"{name} {kind} {each}")
        self.names[kind, each].append(name)
        return f"  {name}:\n{body}"

    def along(self, kind: str, each: str) -> tuple[str, str]:
        """A formula, and the collection that it really runs along."""
        formula = self.formula(kind, each, self.chance.randint(1, 4))
        return formula, each if each and _mentions(self, formula, each) else ""

    def cases(self, kind: str, each: str) -> tuple[str, str]:
        unique = self.chance.random() < 0.5
        lines, texts = ["    cases:\n"], []
        for place in range(self.chance.randint(1, 3)):
            when, value = self.formula("condition", each, 2), self.formula(kind, each, 2)
            texts += [when, value]
            lines.append(f"      - {{id: k{place}, when: {_quoted(when)}, value: {_quoted(value)}}}\n")
        if self.chance.random() < 0.7:
            otherwise = self.formula(kind, each, 1)
            texts.append(otherwise)
            lines.append(f"    otherwise: {_quoted(otherwise)}\n")
        lines.append("" if unique else "    hit: first\n")
        return "".join(lines), each if each and any(_mentions(self, text, each) for text in texts) else ""

    def then(self, each: str) -> str:
        entries = [self.limit(each) for _ in range(self.chance.choice((0, 0, 1, 2)))]
        if self.chance.random() < 0.7:
            entries.append(self.rounding())
        return f"    then: [{', '.join(entries)}]\n" if entries else ""

    def limit(self, each: str) -> str:
        return self.chance.choice((
            f"{{at_least: {_quoted(self.formula('number', '', 1))}}}",
            f"{{at_most: {_quoted(self.formula('number', each, 1))}}}",
            f"{{at_most: {self.chance.choice(_NUMBERS)}}}",
            f"{{at_least: {self.chance.choice(_NUMBERS)}}}",
            self.rounding(),
        ))  # fmt: skip

    def rounding(self) -> str:
        return f"{{round: {{to: {self.chance.choice(_TO)}, mode: {self.chance.choice(_MODES)}}}}}"

    @property
    def outputs(self) -> list[str]:
        scalars = [name for name in self.steps if name.endswith(" ")]
        chosen = [name.split(" ")[0] for name in scalars if self.chance.random() < 0.7]
        return chosen or ["q2_skor"]

    def checks(self) -> str:
        lines = [
            f"  - {{id: cek{place}, severity: {level}, assert: {_quoted(self.formula('condition', '', 2))}}}\n"
            for place, level in enumerate(("error", "warning"))
        ]
        return "checks:\n" + "".join(lines)

    def lists(self) -> str:
        by = ["d1", "big", "w1", "t1", "q1_skor", *(n.split(" ")[0] for n in self.steps if n.endswith("number "))]
        within = self.chance.choice(("g1", "c1", "w2", "d2", "i1"))
        order = self.chance.choice(("highest", "lowest"))
        first, second = self.chance.sample(by, 2)
        keys = f"{first}, {{by: {second}, order: {order}}}"
        where = _quoted(self.formula("condition", "", 1))
        return f"lists:\n  daftar: {{where: {where}, by: [{keys}], within: {within}, limit: 3}}\n"

    # --- formulas -----------------------------------------------------------------------------------------------------

    def formula(self, kind: str, each: str, depth: int) -> str:
        level = each if self.chance.random() < 0.75 else ""
        known = self.names[kind, level]
        if depth <= 0 or self.chance.random() < 0.12:
            if known:
                return self.chance.choice(known)
            return self.leaf(kind)
        return self.made(kind, each, depth - 1)

    def leaf(self, kind: str) -> str:
        return {
            "number": self.chance.choice(_NUMBERS), "condition": self.chance.choice(("true", "false", "b1")),
            "date": "t1", "mutu": "w1", "warna": "c1",
        }[kind]  # fmt: skip

    def made(self, kind: str, each: str, depth: int) -> str:
        """One construct with its parts filled in."""
        along = ALONG.get((kind, each), ())
        template = self.chance.choice(along if along and self.chance.random() < 0.25 else TEMPLATES[kind])
        return re.sub(r"\{(\w+)\}", lambda found: self.part(found[1], each, depth), template)

    def part(self, name: str, each: str, depth: int) -> str:
        """What stands in a template in place of a name in braces."""
        if name in TEMPLATES:
            return self.formula(name, each, depth)
        if name in SERIES:
            return self.series(name, depth)
        return self.chance.choice(CHOICES[name])

    def series(self, name: str, depth: int) -> str:
        """Something that surely runs along a collection."""
        base, kind = self.chance.choice(SERIES[name])
        each = "butir" if base in {"zn", "zw", "COALESCE(zw, c1)"} else "hari"
        other = self.formula(kind, each, depth)
        if kind == "number":
            return f"({base} {self.chance.choice('+-*')} {other})"
        decides = "zn > 1" if each == "butir" else self.chance.choice(("sb", "sn > 1"))
        return f"IF({decides}, {base}, {other})"


CHOICES = {
    "sign": ("==", "!=", "<", "<=", ">", ">="),
    "same": ("==", "!="),
    "places": ("-12", "-2", "0", "1", "2", "5", "12"),
    "multiple": ("CEILING", "FLOOR"),
    "to": ("100", "0.25", "3"),
    "spans": ("YEARS_BETWEEN", "MONTHS_BETWEEN"),
    "band": ("f1", "u1", "u2", "fq"),
    "marginal": ("m1", "m2"),
    "bands": ("f3", "f4", "m3"),
    "scores": (
        "WEIGHTED_SCORE()",
        "WEIGHTED_SCORE()",
        "WEIGHTED_SCORE(q1)",
        "WEIGHTED_SCORE(q1, q3)",
        "WEIGHTED_SCORE(q2, q3)",
    ),
    "extreme": ("MIN", "MAX"),
}
"""What a name in braces may be, of the things that are no formula."""

SERIES = {
    "numbers": (("sn", "number"), ("su", "number"), ("zn", "number"), ("COALESCE(sd, 1)", "number")),
    "days": (("COALESCE(st, t1)", "date"),),
    "truths": (("sb", "condition"), ("PRESENT(sd)", "condition"), ("sn > 1", "condition")),
    "grades": (("sw", "mutu"),),
    "colours": (("COALESCE(zw, c1)", "warna"),),
}
"""Series of each kind, to be mixed with anything of that kind."""

_NUMBER = (
    "({number} + {number})", "({number} + {number})", "({number} - {number})", "({number} - {number})",
    "({number} * {number})", "({number} * {number})", "({number} * {number})", "({number} / {number})", "-{number}",
    "RATIO({number}, {number}, {number})", "RATIO({number}, {number})", "IF({condition}, {number}, {number})",
    "MIN({number}, {number})", "MAX({number}, {number}, {number})", "SUM({number}, {number})",
    "ROUND({number}, {places})", "{multiple}({number}, {to})", "{multiple}({number}, {number})", "PERCENT({number})",
    "LOOKUP(k1, {mutu})", "LOOKUP(kv, {mutu})", "LOOKUP(k2, {number})", "LOOKUP(kq, {number})",
    "LOOKUP(k4, {mutu}, {warna})", "LOOKUP(kc, {condition})", "LOOKUP(kt, {date})",
    "BAND({band}, {number})", "BAND({band}, {number})", "BAND({bands}, {number}, {warna})",
    "COALESCE(d2, {number})", "IF(PRESENT(d2), d2 * 2, {number})", "IF(NOT(PRESENT(d2)), {number}, d2 / 3)",
    "COALESCE(q1_skor, {number})", "AVERAGE(d2, d1, {number})", "AVERAGE({number}, {number})",
    "COALESCE(q1_target, {number})", "AVERAGE(d2, q1_skor)",
    "SUM({numbers})", "SUM({numbers})", "MIN({numbers})", "MAX({numbers})", "AVERAGE({numbers})", "COUNT({numbers})",
    "COUNT({truths})", "COUNT({grades})", "COUNT({days})", "COUNT({colours})", "COUNT(sd)", "COUNT(zw)", "AVERAGE(sd)",
    "SUM(COALESCE(sd, 0))", "{scores}", "WEIGHTED_SCORE(q1)", "BAND({marginal}, {number})", "BAND(n1, {number})",
    "(d1 * PERCENT({number}) * PERCENT(d3) * (1 - PERCENT(i1)))", "(big * PERCENT(d1) / 7 * d3)",
    "(d1 / 3 + {number} / 7)", "(d3 * d3 * d1 * {number})", "RATIO(d1 * d3, {number}, 0)",
    "SUM(RATIO(sn, su, 1))", "AVERAGE(RATIO(zn, 3))", "MAX(RATIO(sn, su, 1))", "SUM(su * d1 * d3 * sn)",
    "SUM(RATIO(su, sn, {number}))", "SUM(COALESCE(sd, {number}) / 7)",
    "{spans}({date}, {date})", "{spans}({date}, {date})", "MONTH({date})", "MONTH({date})", "({date} - {date})",
)  # fmt: skip

_CONDITION = (
    "({number} {sign} {number})", "({number} {sign} {number})", "({number} {sign} {number})",
    "({number} < {number} <= {number})", "({number} >= {number} > {number} != {number})",
    "({mutu} {sign} {mutu})", "({mutu} <= {mutu} < {mutu})", "({warna} {same} {warna})", "({date} {sign} {date})", "({date} {sign} {date})",
    "({condition} and {condition})", "({condition} or {condition})", "({condition} and {condition} and {condition})",
    "AND({condition}, {condition})", "OR({condition}, {condition}, {condition})", "NOT({condition})",
    "(not {condition})", "LOOKUP(kb, {warna})", "IF({condition}, {condition}, {condition})",
    "(PRESENT(d2) and d2 > 1)", "(not PRESENT(b2) or b2)", "(PRESENT(t2) and t2 > t1)",
    "({condition} {same} b1)", "COALESCE(b2, {condition})",
)  # fmt: skip

TEMPLATES = {
    "number": _NUMBER,
    "condition": _CONDITION,
    "mutu": (
        "IF({condition}, {mutu}, w1)", "BAND(f2, {number})", "MAX(w1, {mutu})", "MIN({mutu}, {mutu}, 'B')",
        "{extreme}({grades})", "COALESCE(w2, {mutu})", "COALESCE(w2, w1)",
    ),
    "warna": (
        "LOOKUP(k3, {mutu})", "IF({condition}, {warna}, c1)", "IF({condition}, 'biru', {warna})",
    ),
    "date": (
        "({date} + {number})", "({date} - {number})", "({date} + i1 * 3)", "({date} - i1 * 7)",
        "IF({condition}, {date}, t1)", "MAX({date}, t1)", "MIN({date}, {date})", "{extreme}({days})",
        "LOOKUP(kd, {mutu})", "COALESCE(t2, {date})", "COALESCE(t2, t1)",
    ),
}  # fmt: skip
"""Every construct of the language by what it yields; what stands in braces is filled in."""

ALONG = {
    ("number", "hari"): (
        "COALESCE(sd, {number})",
        "IF(PRESENT(sd), sd / 7, {number})",
        "MAX(sn, {number})",
        "SUM(su, {number})",
        "{multiple}(sn, {to})",
        "MONTH(COALESCE(st, {date}))",
        "{spans}(COALESCE(st, {date}), t1)",
    ),
    ("number", "butir"): ("RATIO(zn, {number}, 1)", "AVERAGE(zn, {number})"),
    ("condition", "hari"): ("(PRESENT(sd) and sd > {number})", "(sb or {condition})", "(sw {sign} {mutu})"),
    ("condition", "butir"): ("(PRESENT(zw) and zw {same} c1)", "(zn > {number})"),
    ("date", "hari"): ("COALESCE(st, {date})",),
    ("mutu", "hari"): ("MAX(sw, {mutu})", "IF(sb, sw, {mutu})"),
    ("warna", "butir"): ("COALESCE(zw, {warna})",),
}
"""What else there is where a formula runs along a collection."""


def _quoted(formula: str) -> str:
    return '"' + formula.replace('"', "'") + '"'


def _mentions(maker: Maker, formula: str, each: str) -> bool:
    """Whether a formula names a series outside a reduction (roughly: the loader has the last word)."""
    return any(name in formula for name in (*maker.names["number", each], "sb", "sd", "sw", "st", "zw"))


def policy_file(chance: Random) -> PolicyFile:
    """A policy by chance; not every one of them loads."""
    return PolicyFile(text=Maker(chance).policy(), name="acak.yaml", tables=TABLES)


# --- people ------------------------------------------------------------------------------------------------------------

_WHOLE = (0, 1, 2, 3, 5, 7, 30, 31, 60, 61, 90, 91, 100, -1, -5)
_HUGE = (10**6, 10**9, 2**53, 2**53 + 1, 10**15 + 1, 10**17 + 7, 10**18 - 1, -(10**17), 54250000)
_DECIMAL = ("0", "0.5", "0.01", "1.5", "2.25", "50.5", "50.49", "75.99", "76", "89.99", "90", "100.5", "250.5", "-0.01",
            "54.25", "60", "0.35", "12.34", "99.99", "5649999.99", "0.25", "0.75", "333.33")  # fmt: skip


def people(chance: Random, policy: Policy, count: int) -> Facts:
    """People who hit every edge: ties, thresholds, nothing, too much, and the wrong kind."""
    columns: dict[str, tuple[Cell, ...]] = {}
    calm = chance.random() < 0.5
    collections = sorted({one.shape.each for one in policy.inputs.values() if one.shape.each})
    rows = [_lengths(chance, collections, calm=calm) for _ in range(count)]
    for one in policy.inputs.values():
        nasty = 0.0 if calm and chance.random() < 0.8 else 0.15
        columns[one.name] = tuple(_cell(chance, one, row, nasty) for row in rows)
    return Facts(tuple(str(place) for place in range(count)), columns)


def _lengths(chance: Random, collections: list[str], *, calm: bool) -> dict[str, int]:
    sizes = (1, 2, 3) if calm and chance.random() < 0.7 else (0, 0, 1, 2, 5, -1)
    return {name: chance.choice(sizes) for name in collections}


def _cell(chance: Random, one: Input, row: dict[str, int], nasty: float) -> Cell:
    if one.shape.each is None:
        return None if chance.random() < nasty else _atom(chance, one, nasty)
    length = row[one.shape.each]
    if chance.random() < nasty / 5:
        length += 1
    if length < 0 or chance.random() < nasty / 5:
        return None
    return tuple(None if chance.random() < nasty else _atom(chance, one, nasty) for _ in range(length))


def _atom(chance: Random, one: Input, nasty: float) -> Atom:
    if chance.random() < nasty / 4:
        return chance.choice(("x", True, "1e5", 10**19, Fraction(1, 3), date(2026, 1, 1), "0.123456"))
    match one.shape.kind:
        case Kind.CONDITION:
            return chance.random() < 0.5
        case Kind.WORD:
            assert one.shape.vocabulary is not None
            return chance.choice(one.shape.vocabulary.words)
        case Kind.TEXT:
            return chance.choice(("satu", "dua"))
        case Kind.DATE:
            day = chance.choice(
                (date(2026, 1, 31), date(2024, 2, 29), date(2026, 2, 28), date(1990, 7, 1), date.max, date.min)
            )
            return (
                day
                if day in {date.max, date.min} and nasty
                else date(2026, 1, 1) + timedelta(chance.randint(-9999, 9999))
            )
    return _number(chance, one)


def _number(chance: Random, one: Input) -> Atom:
    if one.name == "big" and chance.random() < 0.7:
        return chance.choice(_HUGE)
    if one.low is not None and one.high is not None and chance.random() < 0.8:
        places: int = 10 ** (one.decimals or 0)
        whole: int = chance.choice((int(one.low * places), int(one.high * places), 0, 0))
        return Decimal(whole or chance.randint(int(one.low * places), int(one.high * places))) / places
    if one.shape.kind is Kind.INTEGER or chance.random() < 0.3:
        return chance.choice(_WHOLE)
    if one.decimals is None and chance.random() < 0.1:
        return Fraction(chance.randint(-9, 9), chance.choice((3, 7, 8, 10**13)))
    return Decimal(chance.choice(_DECIMAL)) if chance.random() < 0.7 else chance.choice(_DECIMAL)


# --- people as arrays ---------------------------------------------------------------------------------------------------


def arrays(chance: Random, policy: Policy, count: int) -> GivenFacts:
    """The same kind of people as a snapshot holds them: scaled whole numbers, places of words, bounds of series."""
    kinds = sorted({one.shape.each for one in policy.inputs.values() if one.shape.each})
    calm = chance.random() < 0.5
    lengths = {name: [chance.choice((0, 1, 2, 3)) for _ in range(count)] for name in kinds}
    columns = {
        one.name: _array(chance, one, count, lengths, nasty=0.0 if calm and chance.random() < 0.8 else 0.2)
        for one in policy.inputs.values()
        if chance.random() < 0.97
    }
    return GivenFacts(tuple(map(str, range(count))), columns, policy.inputs)


def _array(chance: Random, one: Input, count: int, lengths: dict[str, list[int]], *, nasty: float) -> Given:
    if one.shape.each is None:
        return _flat(chance, one, count, nasty)
    own = [max(length + (chance.random() < nasty / 10), 0) for length in lengths[one.shape.each]]
    bare = [chance.random() < nasty / 4 for _ in own]
    before = chance.choice((0, 0, 2))
    bounds = np.cumsum([before, *own])
    flat = _flat(chance, one, int(bounds[-1]) + chance.choice((0, 0, 1)), nasty)
    return replace(flat, bounds=bounds, bare=np.array(bare) if any(bare) else None)


def _flat(chance: Random, one: Input, count: int, nasty: float) -> Given:
    gone = [chance.random() < nasty for _ in range(count)]
    missing = np.array(gone, dtype=np.bool_) if any(gone) else None
    match one.shape.kind:
        case Kind.CONDITION:
            return Given(np.array([chance.random() < 0.5 for _ in gone], dtype=np.bool_), missing=missing)
        case Kind.WORD | Kind.TEXT:
            known = one.shape.vocabulary.words if one.shape.vocabulary else ("satu", "dua")
            words = tuple(chance.sample([*known, *(["asing"] if nasty else [])], len(known)))
            return Given(
                np.array([chance.randrange(len(words)) for _ in gone], dtype=np.intp), words=words, missing=missing
            )
        case Kind.DATE:
            days = [chance.choice((738_885, 739_647, 730_179, 739_617 + chance.randint(-9999, 9999))) for _ in gone]
            return Given(np.array(days, dtype=np.int64), missing=missing)
    decimals = 0 if one.shape.kind is Kind.INTEGER else chance.choice((0, one.decimals or 3, 2 + bool(nasty)))
    wholes = [_whole_number(chance, one, 10**decimals, nasty) for _ in gone]
    if max(map(abs, wholes), default=0) >= 2**63:
        return Given(np.array([*wholes, None], dtype=object)[:-1], decimals, missing=missing)
    is_float = max(map(abs, wholes), default=0) <= 2**53 and chance.random() < 0.5
    return Given(np.array(wholes, dtype=np.float64 if is_float else np.int64), decimals, missing=missing)


def _whole_number(chance: Random, one: Input, places: int, nasty: float) -> int:
    if one.name == "big" and chance.random() < 0.6:
        return chance.choice(_HUGE) * (places if nasty else 1)
    low, high = int((one.low or Fraction(-100)) * places), int((one.high or Fraction(100)) * places)
    edge = chance.choice((low, high, 0, places, 7 * places // 2))
    whole = edge if chance.random() < 0.4 else chance.randint(low, high)
    return whole + (chance.choice((-1, 1, high)) if chance.random() < nasty else 0)
