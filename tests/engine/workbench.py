"""Small policies for tests: a head, some inputs, and what is to be tried."""

from __future__ import annotations

from collections.abc import Mapping

from kinerja_admin.engine.catalog import PolicyFile
from kinerja_admin.engine.facts import Cell, Facts
from kinerja_admin.engine.people import cell_of
from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.population import evaluate
from kinerja_admin.engine.reader.load import Loaded, load
from kinerja_admin.engine.reference import Result
from kinerja_admin.engine.results_file import written

HEAD = """schema: kinerja-policy/1
region: serang
policy: coba
version: "1"
title: Coba
effective: {from: 2026-01, to: 2026-12}
decided: 2025-12-19
period: month
"""

BODY = """
vocabularies:
  mutu: [D, C, B, A]
  jenis: {words: [pelaksana, fungsional], ordered: false}
inputs:
  a: {type: decimal, from: x.a}
  b: {type: decimal, from: x.b}
  n: {type: integer, from: x.n, range: [0, 20]}
  p: {type: decimal, unit: persen, from: x.p}
  r: {type: decimal, unit: rupiah, from: x.r}
  mungkin: {type: decimal, from: x.mungkin, missing: absent}
  ganti: {type: decimal, from: x.ganti, missing: {use: 7, cite: perwal}}
  benar: {type: condition, from: x.benar}
  hari: {type: date, from: x.hari}
  akhir: {type: date, from: x.akhir}
  kata: {type: mutu, from: x.kata}
  kata_lain: {type: mutu, from: x.kata_lain, missing: absent}
  macam: {type: jenis, from: x.macam}
  s: {type: decimal, each: butir, from: x.s}
  t: {type: decimal, each: butir, from: x.t}
  u: {type: decimal, each: butir, from: x.u, missing: absent}
  v: {type: decimal, each: butir, from: x.v, missing: {use: 5, cite: perwal}}
  w: {type: mutu, each: butir, from: x.w}
  q: {type: condition, each: butir, from: x.q}
  d: {type: date, each: butir, from: x.d}
law:
  perwal: {title: Peraturan Wali Kota}
parameters:
  tetap: {value: 10}
  bertanggal: {values: [{from: 2026-01, value: 1}, {from: 2026-04, value: "0.65", cite: perwal}]}
  acuan: {type: mutu, value: B}
tables:
  eksak: {key: mutu, rows: {D: 0, C: 50, B: 75, A: 100}}
  dua: {key: [mutu, jenis], rows: {A: {pelaksana: 1, fungsional: 2}, B: {pelaksana: 3}}}
  angka: {key: n, rows: {1: 10, 2: 20}}
  bawah: {band: menit, from: {0: 0, 1: 0.5, 31: 1}}
  atas: {band: bruto, up_to: {100: 1, 200: 2}}
  atas_lain: {band: bruto, up_to: {100: 1, else: 9}}
  cetak: {band: menit, between: [{from: 1, to: 30, value: 0.5}, {from: 31, to: 60, value: 1}]}
  lapis: {band: pkp, unit: persen, mode: marginal, from: {0: 5, 1000: 15, 5000: 25}}
  berubah: {key: mutu, values: [{from: 2026-01, rows: {A: 1, B: 2, C: 3, D: 4}}, {from: 2026-03, rows: {A: 11, B: 12, C: 13, D: 14}}]}
"""


def read(text: str) -> Loaded:
    """A policy from its text."""
    return load(PolicyFile(text, "coba.yaml"))


def codes(text: str) -> set[str]:
    """The codes of the errors of a text."""
    return {problem.code for problem in read(text).errors}


def policy(body: str) -> Policy:
    """A policy without errors, the head put before it."""
    loaded = read(HEAD + body)
    assert loaded.policy is not None, [(one.code, one.location.line, dict(one.parameters)) for one in loaded.errors]
    return loaded.policy


def step(formula: str, more: str = "") -> str:
    """A body with one step ``hasil``, which is an output where nothing else is said."""
    quoted = formula.replace('"', '\\"')
    return f'{BODY}\nsteps:\n  hasil:\n    formula: "{quoted}"\n{more}'


def facts(made: Policy, given: Mapping[str, str]) -> dict[str, Cell]:
    """Facts as a file writes them."""
    return {name: cell_of(text, is_series=made.inputs[name].shape.each is not None) for name, text in given.items()}


def run(made: Policy, given: Mapping[str, str], period: str = "") -> Result:
    """The results of one person."""
    wanted: Period | None = parse_period(period) if period else made.first_period
    assert wanted is not None
    columns = {name: (cell,) for name, cell in facts(made, given).items()}
    return evaluate(made, Facts(("A",), columns), wanted).results[0]


def value(made: Policy, given: Mapping[str, str], name: str = "hasil", period: str = "") -> str:
    """What came out of a step: the value as a file writes it, or ``CODE step``."""
    result = run(made, given, period)
    fault = result.faults.get(name)
    return str(fault) if fault else written(result.values[name], made.steps[name].decimals)


def worked_out(formula: str, given: Mapping[str, str], more: str = "", period: str = "") -> str:
    """What one formula comes to."""
    return value(policy(step(formula, more)), given, period=period)


def refused(formula: str, more: str = "") -> set[str]:
    """The codes with which one formula is refused."""
    return codes(HEAD + step(formula, more))
