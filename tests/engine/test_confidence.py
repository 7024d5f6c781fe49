"""What was said in confidence: used value by value, told as a count and a mean."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from kinerja_admin.engine.catalog import PolicyFile
from kinerja_admin.engine.explanation import as_text, explain
from kinerja_admin.engine.facts import Cell, Facts, Source
from kinerja_admin.engine.population import evaluate
from kinerja_admin.engine.reader.load import load
from kinerja_admin.engine.trace import Trace, trace
from kinerja_admin.engine.withholding import kept_in_confidence
from kinerja_admin.errors import Problem
from kinerja_admin.locale import words
from tests.engine.workbench import HEAD, policy

BODY = """
vocabularies:
  mutu: [rendah, tinggi]
inputs:
  rekan: {label: Nilai rekan, type: decimal, decimals: 2, unit: skor, each: penilai_rekan, from: x.rekan, range: [0, 100]}
  telat: {label: Telat, type: integer, unit: menit, each: hari_kerja, from: x.telat}
parameters:
  batas: {value: 80, unit: skor}
tables:
  mutu_rekan: {band: rekan, type: mutu, from: {0: rendah, 80: tinggi}}
  bonus: {band: rekan, unit: skor, from: {0: 1, 80: 2.5}}
rounding:
  skor: {to: 0.01}
steps:
  rata_rata: {label: Rata-rata rekan, unit: skor, formula: AVERAGE(rekan)}
  dibatasi: {label: Dibatasi, unit: skor, formula: "MIN(rekan, batas)"}
  bermutu: {label: Bermutu, formula: "COUNT(BAND(mutu_rekan, rekan) == 'tinggi')"}
  tambahan: {label: Tambahan, unit: skor, formula: "SUM(IF(rekan >= batas, BAND(bonus, rekan), 0)) + AVERAGE(dibatasi)"}
  banyak_telat: {label: Banyak telat, formula: COUNT(telat > 7)}
  cukup: {label: Cukup, formula: COUNT(rekan) >= 3 and rata_rata > 50}
outputs:
  tambahan: {label: Tambahan}
  cukup: {label: Cukup}
checks:
  - {id: cukup_tinggi, assert: MAX(rekan) > 5}
"""
MARKS = (Fraction("61.37"), Fraction("83.19"), Fraction("97.71"))
SHOWN = ("61.37", "83.19", "97.71", "61,37", "83,19", "97,71")


def made(marks: Cell, *hidden: str) -> Trace:
    loaded = policy(BODY)
    facts = Facts(("siti",), {"rekan": (marks,), "telat": ((3, 9),)})
    return trace(loaded, facts, 0, loaded.first_period, {"penilai_rekan": ("Budi", "Ani", "Edi")}, frozenset(hidden))


def said(found: Trace, language: str = "id") -> str:
    return "\n".join(as_text(explain(found.content, words(language)), words(language)))


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_single_value_is_told(language: str):
    whole, short = made(MARKS), made(MARKS, "penilai_rekan", "responden")
    for mark in SHOWN[:3]:
        assert mark in json.dumps(whole.content)
    for text in (json.dumps(short.content), said(short, language)):
        for secret in (*SHOWN, "Budi", "Ani", "Edi", 'rendah"'):
            assert secret not in text
    assert short.content["in_confidence"] == ["penilai_rekan"]
    assert "in_confidence" not in whole.content


def test_count_and_mean_are_told_and_what_came_out_is_the_same():
    whole, short = made(MARKS), made(MARKS, "penilai_rekan")
    nodes = {one["name"]: one for one in short.content["nodes"]}
    assert nodes["rekan"]["value"] == {"count": "3", "sum": "242.27", "mean": "80.76"}
    assert nodes["dibatasi"]["value"] == {"count": "3", "sum": "221.37", "mean": "73.79"}
    assert (nodes["rata_rata"]["calculation"], nodes["rata_rata"]["value"]) == ("80.756666666667", "80.76")
    assert short.content["outputs"] == whole.content["outputs"]
    assert "Nilai rekan = 3 nilai, rata-rata 80,76" in said(short)
    assert "3 values, mean 80.76" in said(short, "en")


def test_other_series_are_told_as_before():
    whole, short = (
        {one["name"]: one for one in found.content["nodes"]} for found in (made(MARKS), made(MARKS, "penilai_rekan"))
    )
    for name in ("telat", "banyak_telat"):
        assert short[name] == whole[name]


@pytest.mark.parametrize("marks", [(Fraction("61.37"),), (Fraction("61.37"), Fraction("83.19"))])
def test_of_fewer_than_three_only_the_count_is_told(marks: Cell):
    nodes = {one["name"]: one for one in made(marks, "penilai_rekan").content["nodes"]}
    assert nodes["rata_rata"]["calculation"] == "AVERAGE(rekan)"
    assert nodes["rekan"]["value"] == {"count": str(len(marks)), "sum": None, "mean": None}  # type: ignore[arg-type]


def test_an_error_does_not_tell_the_value_either():
    short = made((Fraction("61.37"), Fraction("183.19"), Fraction(90)), "penilai_rekan")
    assert short.content["error"]["code"] == "OUT_OF_RANGE"
    assert short.content["error"]["cause"]["what"] == "rekan"
    assert "183" not in json.dumps(short.content)
    assert "183" not in said(short)


SOURCES = (
    Source("x.rekan", "decimal", "Nilai rekan", each="penilai_rekan", in_confidence=True),
    Source("x.telat", "integer", "Telat", each="hari_kerja"),
)


@pytest.mark.parametrize(
    ("marks", "code", "told"),
    [
        (("61.37", "183.19"), "OUT_OF_RANGE", {"what": "rekan", "cause": "confidence"}),
        (("61.37", "lima puluh"), "TYPE_MISMATCH", {"what": "rekan", "cause": "confidence"}),
        (("61.378", "90"), "TYPE_MISMATCH", {"what": "rekan", "cause": "confidence", "allowed": "2"}),
        (("-0.01",) * 3, "OUT_OF_RANGE", {"what": "rekan", "cause": "confidence"}),
    ],
)
@pytest.mark.parametrize("language", ["id", "en"])
def test_no_fault_of_a_result_tells_a_value_of_a_source_in_confidence(
    marks: tuple[str, ...], code: str, told: dict[str, str], language: str
):
    found = load(PolicyFile(HEAD + BODY, "coba/1.yaml"), sources=SOURCES).policy
    assert found is not None
    facts = Facts(("siti",), {"rekan": (marks,), "telat": ((3,),)})
    result = evaluate(found, facts, found.first_period).results[0]
    assert result.fault is not None
    assert (result.fault.code, dict(result.fault.parameters)) == (code, told)
    shown = repr(result) + words(language).problem(Problem(code, parameters=result.fault.parameters)).message
    whole = trace(found, facts, 0, found.first_period)  # not even where every other value is shown
    shown += json.dumps(whole.content["error"]) + said(
        Trace({**whole.content, "nodes": whole.content["nodes"]}), language
    )
    assert not [secret for secret in ("183", "lima", "378", "0.01", "0,01") if secret in shown.replace("61.37", "")]


def test_steps_behind_a_value_in_confidence_do_not_tell_it_and_other_facts_are_told():
    body = BODY.replace("from: {0: rendah, 80: tinggi}", "from: {70: rendah, 80: tinggi}")
    found = load(PolicyFile(HEAD + body, "coba/1.yaml"), sources=SOURCES).policy
    assert found is not None
    facts = Facts(("siti", "ani"), {"rekan": (("61.37", "90"), ("90",)), "telat": ((3,), ("2.5",))})
    siti, ani = evaluate(found, facts, found.first_period).results
    assert siti.faults["bermutu"].parameters == {"what": "mutu_rekan", "cause": "confidence"}
    assert ani.faults["banyak_telat"].parameters["value"] == "2.5"


WEIGHED = """
inputs:
  rekan: {type: decimal, decimals: 2, unit: skor, each: penilai_rekan, from: x.rekan, range: [0, 100]}
tables:
  mutu: {band: nilai, from: {70: 1, 80: 2}}
indicators:
  kerja_sama: {label: Kerja sama, weight: 100, score: AVERAGE(rekan)}
steps:
  nilai: {unit: skor, formula: WEIGHTED_SCORE()}
  mutu_nilai: {formula: "BAND(mutu, nilai)"}
outputs:
  mutu_nilai: {}
checks:
  - {id: cukup, assert: "BAND(mutu, WEIGHTED_SCORE(kerja_sama)) > 0"}
"""


def test_a_weighted_score_hands_on_what_was_said_in_confidence_without_naming_it():
    found = load(PolicyFile(HEAD + WEIGHED, "coba/1.yaml"), sources=SOURCES).policy
    assert found is not None
    siti = evaluate(found, Facts(("siti",), {"rekan": (("61.37",),)}), found.first_period).results[0]
    assert siti.faults["mutu_nilai"].parameters == {"what": "mutu", "cause": "confidence"}
    assert {"mutu_nilai", "nilai", "cukup"} <= kept_in_confidence(found)


def test_a_short_trace_is_the_same_every_time():
    assert made(MARKS, "penilai_rekan").digest == made(MARKS, "penilai_rekan").digest
    assert made(MARKS, "penilai_rekan").digest != made(MARKS).digest
