"""explain and compare: the trace and its explanation, two policies over the same people, the workbook."""

from __future__ import annotations

import csv
import json
import zipfile
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from kinerja_admin.engine.trace import Trace
from tests.cli.conftest import POLICY, Answer, Kinerja

CHANGED = (
    POLICY.replace("1_000_000", "1_100_000")
    .replace('version: "1"', 'version: "2"')
    .replace("range: [1, 17]", "range: [1, 18]")
)


@pytest.fixture
def two(folder: Path) -> Path:
    (folder / "baru.yaml").write_text(CHANGED, encoding="utf-8")
    return folder


def test_explain_tells_every_line_with_its_law(folder: Path, kinerja: Kinerja):
    answer = kinerja("policy", "explain", "coba.yaml", "--input", "people.csv", "--row", "1")
    assert answer.code == 0
    for line in (
        "Tunjangan coba: perhitungan untuk 199001",
        "Dasar = Rp9.000.000",
        "9 × 1.000.000 = 9000000".replace("9000000", "9.000.000"),
        "kelas (9) × Nilai satu kelas (Rp1.000.000)",
        "Belum diperiksa terhadap naskah aturan (Nilai satu kelas): nilai contoh",
        "Dasar: Peraturan Wali Kota Nomor 1, pasal 2",
        "Rumus: IF(menit_telat > 30, 1.5, 0)",
        "paling banyak 2%: tidak mengubah apa pun",
        "9.000.000 × 100% × (1 − 1,5%) ÷ 3 = 2.955.000",
        "Tunjangan = Rp2.955.000",
    ):
        assert line in answer.out


def test_explain_tells_what_failed_and_why(folder: Path, kinerja: Kinerja):
    answer = kinerja("policy", "explain", "coba.yaml", "--input", "people.csv", "--row", "3", "--lang", "en")
    assert answer.code == 1
    assert "Dasar: 18 is outside what kelas allows." in answer.out


def test_explain_as_json_prints_the_trace(folder: Path, kinerja: Kinerja):
    answer = kinerja(
        "policy",
        "explain",
        "coba.yaml",
        "--input",
        "people.csv",
        "--row",
        "2",
        "--format",
        "json",
        "--period",
        "2026-02",
    )
    assert answer.code == 0
    content = answer.json
    assert content["schema"] == "kinerja.trace/1"
    assert (content["person"], content["period"], content["policy"]["id"]) == ("199002", "2026-02", "contoh/coba@1")
    nodes = {node["name"]: node for node in content["nodes"]}
    assert nodes["pelayanan"]["state"] == "default"
    assert nodes["lahir"]["state"] == "absent"
    assert nodes["tunjangan"]["substituted"] == "7000000 * PERCENT(110) * (1 - PERCENT(0)) / 3"
    assert nodes["tunjangan"]["raw"] == "2566666.666666666667"
    assert nodes["tunjangan"]["lookups"][0]["arguments"] == ["sangat_baik"]
    assert nodes["tunjangan"]["value"] == "2566667"
    assert all_strings(content)
    again = kinerja("policy", "explain", "coba.yaml", "--input", "people.csv", "--row", "2", "--period", "2026-02")
    assert Trace(content).digest in again.out


def all_strings(value: object) -> bool:
    """Whether no amount is a binary number; positions in a series are counts."""
    if isinstance(value, dict):
        return all(all_strings(one) for key, one in value.items() if key not in {"decimals", "elements"})
    if isinstance(value, list):
        return all(all_strings(one) for one in value)
    return isinstance(value, (str, bool)) or value is None


def test_a_row_that_is_not_there(folder: Path, kinerja: Kinerja):
    answer = kinerja("policy", "explain", "coba.yaml", "--input", "people.csv", "--row", "5", "--lang", "en")
    assert answer.code == 2
    assert "people.csv holds 4 people; there is no row or id 5." in answer.err


def test_a_person_is_found_by_the_id_too(folder: Path, kinerja: Kinerja):
    by_row = kinerja("policy", "explain", "coba.yaml", "--input", "people.csv", "--row", "2")
    by_id = kinerja("policy", "explain", "coba.yaml", "--input", "people.csv", "--row", "199002")
    assert by_id.out == by_row.out
    assert by_id.code == by_row.code == 0


def test_compare_says_the_rules_first_and_then_what_they_mean(two: Path, kinerja: Kinerja):
    answer = kinerja("policy", "compare", "coba.yaml", "baru.yaml", "--input", "people.csv", "--lang", "en")
    assert answer.code == 1, "one person cannot be worked out"
    lines = answer.out.splitlines()
    assert lines[0].startswith("Old: Tunjangan coba, contoh/coba@1 (digest ")
    assert lines[1].startswith("New: Tunjangan coba, contoh/coba@2 (digest ")
    assert "  value: Rp1,000,000 → Rp1,100,000" in lines
    assert "  the same people in total: Rp5,521,667 becomes Rp6,073,833, a difference of Rp552,166" in lines
    assert "  apart from that, those who can now be worked out get Rp6,600,000" in lines
    assert "  2 people gain, 0 stay the same, 0 lose" in lines
    assert "1 person can now be worked out: 199003" in lines
    assert "1 person cannot be worked out on either side: 199004" in lines


def test_compare_as_json_has_every_amount_as_text(two: Path, kinerja: Kinerja):
    answer = kinerja("policy", "compare", "coba.yaml", "baru.yaml", "--input", "people.csv", "--format", "json")
    found = answer.json
    (money, word) = found["outputs"]
    assert (money["old_total"], money["new_total"], money["difference"]) == ("5521667", "6073833", "552166")
    assert (money["no_longer"], money["at_last"]) == ("0", "6600000")
    assert money["gainers"] == ["199001", "199002"]
    assert word["same"] == 2
    assert found["newly_computable"] == ["199003"]
    assert found["people"][0]["outputs"]["tunjangan"] == {"old": "2955000", "new": "3250500", "difference": "295500"}
    assert sum(bucket["count"] for bucket in money["buckets"]) == 2


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("Tunjangan coba", "Tunjangan percobaan", "only_texts"),
        ("range: [1, 17]", "range: [1, 16]", "nobody_affected"),
        ("kurang: 50", "kurang: 40", "nobody_affected"),
        (
            "value: 1_000_000, unit",
            "values: [{from: 2026-01, value: 1_000_000}, {from: 2026-04, value: 5}], unit",
            "other_months",
        ),
        ("COALESCE(lahir, PERIOD_START())", "COALESCE(lahir, PERIOD_END())", "not_used"),
        ("tunjangan", "tunjangan", "same_content"),
    ],
)
def test_nothing_changed_has_its_reason(folder: Path, kinerja: Kinerja, old: str, new: str, reason: str):
    (folder / "baru.yaml").write_text(POLICY.replace(old, new), encoding="utf-8")
    people = "\n".join((folder / "people.csv").read_text(encoding="utf-8").splitlines()[:3])
    (folder / "people.csv").write_text(people, encoding="utf-8")
    answer = kinerja("policy", "compare", "coba.yaml", "baru.yaml", "--input", "people.csv", "--format", "json")
    assert answer.code == 0
    assert (answer.json["nothing_changed"], answer.json["reasons"]) == (True, [reason])


def test_the_workbook_holds_summary_rules_and_people(two: Path, kinerja: Kinerja):
    people = (two / "people.csv").read_text(encoding="utf-8").replace("199001", '"=HYPERLINK(""http://x"")"')
    (two / "people.csv").write_text(people, encoding="utf-8")
    kinerja("policy", "compare", "coba.yaml", "baru.yaml", "--input", "people.csv", "--output", "banding.xlsx")
    book = openpyxl.load_workbook(two / "banding.xlsx")
    assert book.sheetnames == ["Ringkasan", "Aturan", "Orang"]
    rows = list(book["Orang"].values)
    assert rows[0][:4] == ("id", "tunjangan_old", "tunjangan_new", "tunjangan_difference")
    assert rows[1][:4] == ('=HYPERLINK("http://x")', 2955000, 3250500, 295500)
    assert book["Orang"]["A2"].data_type == "s", "a text, never a formula"
    assert any("Nilai satu kelas" in str(row[0]) for row in book["Aturan"].values)
    with zipfile.ZipFile(two / "banding.xlsx") as packed:
        assert "<f>" not in packed.read("xl/worksheets/sheet3.xml").decode()


def test_the_comparison_as_csv(two: Path, kinerja: Kinerja):
    kinerja("policy", "compare", "coba.yaml", "baru.yaml", "--input", "people.csv", "--output", "banding.csv")
    with (two / "banding.csv").open(encoding="utf-8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert rows["199003"]["error_old"] == "OUT_OF_RANGE dasar"
    assert rows["199003"]["tunjangan_new"] == "6600000"
    assert rows["199002"]["tunjangan_difference"] == "256666"


def test_the_comparison_as_json_and_as_nothing_else(two: Path, kinerja: Kinerja):
    attributed(kinerja, "--attribution", "sequential", "--output", "banding.json")
    told = json.loads((two / "banding.json").read_text(encoding="utf-8"))
    assert told["outputs"][0]["difference"] == told["attribution"][0]["difference"] == "552166"
    answer = attributed(kinerja, "--output", "banding.pdf")
    assert (answer.code, (two / "banding.pdf").exists()) == (2, False)
    assert "COMPARISON_ENDING" in answer.err


def test_a_period_outside_of_either_is_refused(two: Path, kinerja: Kinerja):
    answer = kinerja("policy", "compare", "coba.yaml", "baru.yaml", "--input", "people.csv", "--period", "2026-07")
    assert answer.code == 1
    assert "error NOT_EFFECTIVE " in answer.err


def test_versions_that_follow_one_another_meet_in_their_own_periods(folder: Path, kinerja: Kinerja):
    (folder / "baru.yaml").write_text(
        CHANGED.replace("from: 2026-01, to: 2026-06", "from: 2026-07, to: null"), encoding="utf-8"
    )
    answer = kinerja("policy", "compare", "coba.yaml", "baru.yaml", "--input", "people.csv", "--format", "json")
    assert (answer.json["old"]["period"], answer.json["new"]["period"]) == ("2026-01", "2026-07")


def attributed(kinerja: Kinerja, *more: str) -> Answer:
    return kinerja("policy", "compare", "coba.yaml", "baru.yaml", "--input", "people.csv", "--lang", "en", *more)


@pytest.mark.parametrize("way", ["sequential", "shapley"])
def test_the_difference_is_split_over_the_changed_items(two: Path, kinerja: Kinerja, way: str):
    told = attributed(kinerja, "--attribution", way).out.splitlines()
    start = next(place for place, line in enumerate(told) if line.startswith("What each change contributes"))
    assert told[start + 1] == "Tunjangan: +Rp552,166"
    assert told[start + 2] == "  Constant “Nilai satu kelas”: Rp552,166 (2 up, 0 down)"
    assert told[start + 3].endswith("“kelas”: Rp0 (0 up, 0 down)")
    assert told[-1].startswith("Parts are worked out exactly")
    assert "What each change contributes" not in attributed(kinerja).out


def test_parts_as_json_add_up_for_everybody(two: Path, kinerja: Kinerja):
    found = attributed(kinerja, "--attribution", "shapley", "--format", "json").json
    (money,) = found["attribution"]
    assert (money["output"], money["way"], money["difference"]) == ("tunjangan", "shapley", "552166")
    assert sum(Fraction(one["exact"]) for one in money["parts"]) == 552166
    deltas = {one["id"]: one["outputs"]["tunjangan"]["difference"] for one in found["people"]}
    for one in money["people"]:
        assert sum(map(int, one["parts"])) == int(deltas[one["id"]])
        assert sum(map(Fraction, one["exact"])) == int(deltas[one["id"]])
    assert all_strings({key: text for key, text in money.items() if key in {"difference", "people"}})


def test_parts_have_sheets_of_their_own(two: Path, kinerja: Kinerja):
    attributed(kinerja, "--attribution", "sequential", "--output", "beda.xlsx")
    with zipfile.ZipFile(two / "beda.xlsx") as book:
        names = book.read("xl/workbook.xml").decode()
        assert "Parts by change" in names
        assert "Parts by person" in names
        assert "<v>295500</v>" in book.read("xl/worksheets/sheet5.xml").decode()


def test_two_periods_cannot_be_split(two: Path, kinerja: Kinerja):
    text = (two / "baru.yaml").read_text(encoding="utf-8")
    (two / "baru.yaml").write_text(
        text.replace("from: 2026-01, to: 2026-06", "from: 2026-07, to: null"), encoding="utf-8"
    )
    answer = attributed(kinerja, "--attribution", "shapley")
    assert answer.code == 2
    assert "ATTRIBUTION_PERIODS" in answer.err
