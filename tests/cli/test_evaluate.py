"""evaluate: what is read from people.csv, what is written to results.csv, and how it ends."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kinerja_admin.engine import engines, population
from kinerja_admin.engine.facts import Facts
from kinerja_admin.engine.periods import Period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reference import Evaluation
from tests.cli.conftest import PEOPLE, POLICY, Answer, Kinerja

EXPECTED = """id,dasar,layak,potongan_harian,potongan,sejak,tunjangan,error
199001,9000000,true,0.00;1.50;0.00,1.50,1990-02-28,2955000,
199002,7000000,false,-,0.00,2026-01-01,2566667,
199003,,,0.00,0.00,2026-01-01,,OUT_OF_RANGE dasar
199004,5000000,false,1.50;1.50,2.00,2026-01-01,,MISSING_INPUT tunjangan
"""


def rows(answer: Answer) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in csv.DictReader(io.StringIO(answer.out))}


def evaluated(folder: Path, kinerja: Kinerja, people: str | bytes, *more: str) -> Answer:
    (folder / "lain.csv").write_bytes(people if isinstance(people, bytes) else people.encode())
    return kinerja("policy", "evaluate", "coba.yaml", "--input", "lain.csv", *more)


def test_results_are_a_table_with_every_step_in_order(folder: Path, kinerja: Kinerja):
    answer = kinerja("policy", "evaluate", "coba.yaml", "--input", "people.csv", "--output", "results.csv")
    assert answer.code == 1, "two people are in error"
    assert (folder / "results.csv").read_text(encoding="utf-8") == EXPECTED
    assert answer.out == ""
    assert sorted(path.name for path in folder.iterdir()) == ["coba.yaml", "people.csv", "results.csv"]


def test_results_are_printed_where_no_file_is_named(folder: Path, kinerja: Kinerja):
    answer = kinerja("policy", "evaluate", "coba.yaml", "--input", "people.csv", "--lang", "en")
    assert answer.out == EXPECTED
    assert "January 2026: 4 people" in answer.err


def test_everybody_fine_ends_with_zero(folder: Path, kinerja: Kinerja):
    assert evaluated(folder, kinerja, "".join(PEOPLE.splitlines(keepends=True)[:3])).code == 0


def test_results_as_json_have_every_amount_as_text(folder: Path, kinerja: Kinerja):
    answer = kinerja("policy", "evaluate", "coba.yaml", "--input", "people.csv", "--format", "json")
    assert answer.code == 1
    assert answer.json["errors"] == {"MISSING_INPUT": 1, "OUT_OF_RANGE": 1}
    assert answer.json["totals"] == {"tunjangan": "5521667"}
    assert answer.json["results"][1]["tunjangan"] == "2566667"


@pytest.mark.parametrize("engine", ["fast", "reference"])
def test_both_engines_agree(folder: Path, kinerja: Kinerja, engine: str):
    answer = kinerja(
        "policy", "evaluate", "coba.yaml", "--input", "people.csv", "--engine", engine, "--verify", "--lang", "en"
    )
    assert answer.out == EXPECTED
    assert "Both engines agree on 4 people." in answer.err


def test_a_disagreement_of_the_engines_is_told(folder: Path, kinerja: Kinerja, monkeypatch: pytest.MonkeyPatch):
    def wrong(policy: Policy, facts: Facts, period: Period) -> Evaluation:
        evaluation = population.evaluate(policy, facts, period)
        first, *others = evaluation.results
        values = {**first.values, "tunjangan": Fraction(2955001)}
        return replace(evaluation, results=(replace(first, values=values), *others))

    monkeypatch.setattr(engines, "ENGINES", {"fast": wrong, "reference": population.evaluate})
    answer = evaluated(
        folder, kinerja, "".join(PEOPLE.splitlines(keepends=True)[:2]), "--engine", "fast", "--verify", "--lang", "en"
    )
    assert answer.code == 1
    assert (
        "ENGINES_DIFFER The two engines differ for 199001, tunjangan: fast gives 2955001, reference gives 2955000."
        in answer.err
    )


# --- people.csv -------------------------------------------------------------------------------------------------------


def test_without_ids_the_rows_are_counted(folder: Path, kinerja: Kinerja):
    assert list(rows(evaluated(folder, kinerja, "kelas,predikat_kinerja,menit_telat\n9,baik,-\n7,baik,-\n"))) == [
        "1",
        "2",
    ]


def test_id_counts_only_as_the_first_column(folder: Path, kinerja: Kinerja):
    answer = evaluated(folder, kinerja, "kelas,id,predikat_kinerja,menit_telat\n9,X,baik,-\n", "--lang", "en")
    assert list(rows(answer)) == ["1"]
    assert "COLUMN_UNKNOWN This policy uses no column “id”" in answer.err


def test_an_unknown_column_is_a_warning_and_an_absent_one_is_empty(folder: Path, kinerja: Kinerja):
    answer = evaluated(folder, kinerja, "id,kelas,predikat_kinerja,gaji\nA,9,baik,5\n")
    assert answer.code == 1
    assert "lain.csv: warning COLUMN_UNKNOWN " in answer.err
    assert rows(answer)["A"]["error"] == "MISSING_INPUT potongan_harian"


def test_byte_order_marks_line_ends_and_empty_lines_do_not_matter(folder: Path, kinerja: Kinerja):
    people = '\ufeffid,kelas,predikat_kinerja,menit_telat\r\nA, 9 ,baik,0; 45 ;0\r\n\r\nB,7,"baik",-\r\n'
    answer = evaluated(folder, kinerja, people)
    assert answer.code == 0
    assert [row["tunjangan"] for row in rows(answer).values()] == ["2955000", "2333333"]


def test_a_file_without_people_has_results_of_nobody(folder: Path, kinerja: Kinerja):
    answer = evaluated(folder, kinerja, "id,kelas\n")
    assert answer.code == 0
    assert answer.out.splitlines() == [EXPECTED.splitlines()[0]]


@pytest.mark.parametrize(
    ("cell", "error", "told"),
    [
        ("17", "", ""),
        ("18", "OUT_OF_RANGE dasar", "18 di luar yang diperbolehkan untuk kelas"),
        ("0", "OUT_OF_RANGE dasar", ""),
        ("9.5", "TYPE_MISMATCH dasar", "“9.5” bukan bilangan bulat, padahal itu yang diminta kelas."),
        ("sembilan", "TYPE_MISMATCH dasar", "“sembilan” bukan bilangan, padahal itu yang diminta kelas."),
        ("9;9", "TYPE_MISMATCH dasar", ""),
        ("?", "TYPE_MISMATCH dasar", ""),
        ("1e1", "TYPE_MISMATCH dasar", ""),
        ("", "MISSING_INPUT dasar", "Data kelas tidak ada."),
        ("   ", "MISSING_INPUT dasar", ""),
    ],
)
def test_a_single_cell(folder: Path, kinerja: Kinerja, cell: str, error: str, told: str):
    answer = evaluated(folder, kinerja, f"id,kelas,predikat_kinerja,menit_telat\nA,{cell},baik,-\n")
    assert rows(answer)["A"]["error"] == error
    assert answer.code == (1 if error else 0)
    assert told in answer.err


@pytest.mark.parametrize(
    ("cell", "harian", "error"),
    [
        ("-", "-", ""),
        ("5", "0.00", ""),
        ("0;31", "0.00;1.50", ""),
        ("", "", "MISSING_INPUT potongan_harian"),
        ("0;?", "", "MISSING_INPUT potongan_harian"),
        ("0;;1", "", "TYPE_MISMATCH potongan_harian"),
        ("0;x", "", "TYPE_MISMATCH potongan_harian"),
    ],
)
def test_a_series(folder: Path, kinerja: Kinerja, cell: str, harian: str, error: str):
    row = rows(evaluated(folder, kinerja, f"id,kelas,predikat_kinerja,menit_telat\nA,9,baik,{cell}\n"))["A"]
    assert (row["potongan_harian"], row["error"]) == (harian, error)


@pytest.mark.parametrize(
    ("cell", "layak"), [("true", "true"), ("false", "false"), ("", "false"), ("ya", ""), ("1", "")]
)
def test_a_condition(folder: Path, kinerja: Kinerja, cell: str, layak: str):
    people = f"id,kelas,predikat_kinerja,menit_telat,pelayanan\nA,1,baik,-,{cell}\n"
    assert rows(evaluated(folder, kinerja, people))["A"]["layak"] == layak


@pytest.mark.parametrize(
    ("people", "code", "line"),
    [
        (b"", "FILE_WITHOUT_HEADER", None),
        (b"\n\n", "FILE_WITHOUT_HEADER", None),
        (b"id,kelas,kelas\nA,1,2\n", "COLUMN_TWICE", None),
        (b"id,kelas\nA,1\nB\n", "ROW_LENGTH", "3"),
        (b"id,kelas\nA,1,2\n", "ROW_LENGTH", "2"),
        (b'id,kelas\n"A\nB",1\nC\n', "ROW_LENGTH", "4"),
        (b"id,kelas\nA\xe9,1\n", "FILE_NOT_UTF8", "2"),
        (b"id,kelas\nA\x00,1\n", "FILE_NOT_TABLE", "2"),
        (b'id,kelas\nA,"1\n', "FILE_NOT_TABLE", None),
        (b"id;kelas\nA;1\nB\n", "ROW_LENGTH", "3"),
        (b"sep=;\nid;kelas\nA;1\nB\n", "ROW_LENGTH", "4"),
        (b"PAR1 is no parquet", "FILE_UNREADABLE", None),
    ],
)
def test_a_file_that_is_no_table_is_refused_whole(
    folder: Path, kinerja: Kinerja, people: bytes, code: str, line: str | None
):
    (folder / "results.csv").write_text("yang lama", encoding="utf-8")
    answer = evaluated(folder, kinerja, people, "--output", "results.csv", "--lang", "en")
    assert answer.code == 2
    assert f"error {code} " in answer.err
    assert line is None or f"ine {line}" in answer.err
    assert (folder / "results.csv").read_text(encoding="utf-8") == "yang lama"


@pytest.mark.parametrize(("output", "code"), [("tidak/ada/results.csv", "FOLDER_NOT_FOUND"), (".", "FILE_IS_FOLDER")])
def test_a_place_that_cannot_be_written_is_refused_before_any_work(
    folder: Path, kinerja: Kinerja, output: str, code: str
):
    answer = kinerja("policy", "evaluate", "coba.yaml", "--input", "people.csv", "--output", output)
    assert answer.code == 2
    assert f"error {code} " in answer.err


def test_the_input_may_be_the_output(folder: Path, kinerja: Kinerja):
    kinerja("policy", "evaluate", "coba.yaml", "--input", "people.csv", "--output", "people.csv")
    assert (folder / "people.csv").read_text(encoding="utf-8") == EXPECTED


# --- periods ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "code", "ends"),
    [
        ("2026-06", "", 1),
        ("2026-07", "NOT_EFFECTIVE", 1),
        ("2025-12", "NOT_EFFECTIVE", 1),
        ("2026-13", "PERIOD_UNREADABLE", 2),
        ("Juni 2026", "PERIOD_UNREADABLE", 2),
        ("2026-Q1", "PERIOD_KIND", 2),
        ("2026", "PERIOD_KIND", 2),
    ],
)
def test_periods(folder: Path, kinerja: Kinerja, period: str, code: str, ends: int):
    answer = kinerja("policy", "evaluate", "coba.yaml", "--input", "people.csv", "--period", period)
    assert answer.code == ends
    assert (f"error {code} " in answer.err) if code else "sejak" in answer.out
    assert ("2026-06-01" in answer.out) is (period == "2026-06")


def test_a_policy_with_errors_is_not_evaluated(folder: Path, kinerja: Kinerja):
    (folder / "rusak.yaml").write_text(POLICY.replace("kelas * nilai_kelas", "klas * 2"), encoding="utf-8")
    answer = kinerja("policy", "evaluate", "rusak.yaml", "--input", "people.csv", "--output", "results.csv")
    assert answer.code == 1
    assert "error UNKNOWN_NAME " in answer.err
    assert not (folder / "results.csv").exists()
    told = kinerja("policy", "evaluate", "rusak.yaml", "--input", "people.csv", "--format", "json")
    assert "UNKNOWN_NAME" in {one["code"] for one in told.json["problems"]}


def test_a_failing_check_is_named_and_its_values_are_shown(folder: Path, kinerja: Kinerja):
    (folder / "coba.yaml").write_text(POLICY.replace("assert: tunjangan >= 0", "assert: kelas >= 9"), encoding="utf-8")
    row = rows(kinerja("policy", "evaluate", "coba.yaml", "--input", "people.csv"))["199002"]
    assert (row["tunjangan"], row["error"]) == ("2566667", "CHECK_FAILED tidak_negatif")


def test_ranks_follow_the_steps(folder: Path, kinerja: Kinerja):
    lists = "lists:\n  promosi: {where: layak, by: [tunjangan], limit: 1}\n"
    (folder / "coba.yaml").write_text(POLICY + lists, encoding="utf-8")
    answer = kinerja("policy", "evaluate", "coba.yaml", "--input", "people.csv")
    assert answer.out.splitlines()[0].endswith(",tunjangan,promosi,error")
    assert [row["promosi"] for row in rows(answer).values()] == ["1", "", "", ""]


# --- Parquet ----------------------------------------------------------------------------------------------------------


def test_parquet_in_place_of_csv_gives_the_same_digits(folder: Path, kinerja: Kinerja):
    columns = {
        "id": ["199001", "199002", "199003", "199004"],
        "kelas": pa.array([9, 7, 18, 5], pa.int16()),
        "predikat_kinerja": pa.array(["baik", "sangat_baik", "baik", None]).dictionary_encode(),
        "menit_telat": pa.array([[0, 45, 0], [], [0], [31, 31]], pa.list_(pa.int32())),
        "lahir": pa.array([date(1990, 2, 28), None, None, None], pa.date32()),
        "pelayanan": pa.array([True, None, None, False]),
    }
    pq.write_table(pa.table(columns), folder / "people.parquet")
    assert kinerja("policy", "evaluate", "coba.yaml", "--input", "people.parquet").out == EXPECTED


def test_parquet_out_is_typed(folder: Path, kinerja: Kinerja):
    assert kinerja("policy", "evaluate", "coba.yaml", "--input", "people.csv", "--output", "results.parquet").code == 1
    table = pq.read_table(folder / "results.parquet")
    assert table.column_names == EXPECTED.splitlines()[0].split(",")
    first = table.to_pylist()[0]
    assert first["tunjangan"] == Decimal(2955000)
    assert first["potongan_harian"] == [Decimal("0.00"), Decimal("1.50"), Decimal("0.00")]
    assert first["sejak"] == date(1990, 2, 28)
    assert first["layak"] is True
    assert first["error"] is None
    assert str(table.schema.field("potongan").type) == "decimal128(38, 2)"
    assert [row["error"] for row in table.to_pylist()][2] == "OUT_OF_RANGE dasar"


def test_binary_floating_point_counts_as_the_number_people_read(folder: Path, kinerja: Kinerja):
    columns = {
        "id": ["A", "B", "C"],
        "kelas": pa.array([9.0, float("nan"), 9.1]),
        "predikat_kinerja": ["baik"] * 3,
        "menit_telat": [[0.0]] * 3,
    }
    pq.write_table(pa.table(columns), folder / "people.parquet")
    found = rows(kinerja("policy", "evaluate", "coba.yaml", "--input", "people.parquet"))
    assert [row["error"] for row in found.values()] == ["", "MISSING_INPUT dasar", "TYPE_MISMATCH dasar"]


def test_the_first_causes_name_column_and_value(folder: Path, kinerja: Kinerja):
    answer = kinerja("policy", "evaluate", "coba.yaml", "--input", "people.csv")
    assert answer.out == EXPECTED, "the table stays as it is specified"
    (beyond, missing) = [line for line in answer.err.splitlines() if "1990" in line]
    assert beyond.startswith("  199003: OUT_OF_RANGE dasar: ")
    assert "kelas" in beyond
    assert "18" in beyond
    assert missing.startswith("  199004: MISSING_INPUT tunjangan: ")
    assert "predikat_kinerja" in missing


@pytest.mark.parametrize("form", [(), ("--format", "json")])
def test_no_cause_names_a_value_of_a_source_in_confidence(folder: Path, kinerja: Kinerja, form: tuple[str, ...]):
    own = "each: hari_kerja, from: presensi.menit_telat}"
    assert own in POLICY
    kept = "each: penilai_masyarakat, from: umpan_balik.masyarakat, range: [1, 5]}"
    (folder / "coba.yaml").write_text(POLICY.replace(own, kept), encoding="utf-8")
    answer = evaluated(folder, kinerja, "id,kelas,predikat_kinerja,menit_telat\n1990,9,baik,4;7654321;5\n", *form)
    assert "OUT_OF_RANGE" in answer.out
    assert "7654321" not in answer.out + answer.err
    if not form:
        assert "diberikan secara rahasia" in answer.err


def test_only_the_first_few_causes_are_told(folder: Path, kinerja: Kinerja):
    people = "id,kelas,predikat_kinerja,menit_telat\n" + "".join(f"A{n},18,baik,-\n" for n in range(9))
    answer = evaluated(folder, kinerja, people)
    assert [line[2:4] for line in answer.err.splitlines() if ": OUT_OF_RANGE dasar: " in line] == [
        f"A{n}" for n in range(5)
    ]
    assert "  dan 4 lagi" in answer.err


def test_a_decimal_comma_is_told_of(folder: Path, kinerja: Kinerja):
    answer = evaluated(folder, kinerja, 'id,kelas,predikat_kinerja,menit_telat\nA,"9,5",baik,-\nB,x,baik,-\n')
    first, second = [line for line in answer.err.splitlines() if ": TYPE_MISMATCH " in line]
    assert first.endswith("Tanda desimal di sini titik: tulis 9.5.")
    assert "Tanda desimal" not in second


@pytest.mark.parametrize("announced", ["", "sep=;\n"])
def test_semicolons_are_read_with_a_warning(folder: Path, kinerja: Kinerja, announced: str):
    people = announced + 'id;kelas;predikat_kinerja;menit_telat\r\nA;9;baik;"0;45;0"\r\nB;7;sangat_baik;-\r\n'
    answer = evaluated(folder, kinerja, "\ufeff" + people)
    assert answer.code == 0, answer.err
    assert "FILE_SEPARATED" in answer.err
    assert "{file}" not in answer.err
    assert rows(answer)["A"]["potongan_harian"] == "0.00;1.50;0.00"
    assert rows(answer)["B"]["dasar"] == "7000000"


def test_a_series_in_the_only_column_is_no_table_of_semicolons(folder: Path, kinerja: Kinerja):
    answer = evaluated(folder, kinerja, "menit_telat\n0;45\n")
    assert "FILE_SEPARATED" not in answer.err
    assert rows(answer)["1"]["potongan_harian"] == "0.00;1.50"


@pytest.mark.parametrize("content", [b"id,kelas\nA,9\n", b"PK\x03\x04\xff\xfe"])
def test_people_in_a_workbook_are_told_how_to_be_saved(folder: Path, kinerja: Kinerja, content: bytes):
    (folder / "orang.xlsx").write_bytes(content)
    answer = kinerja("policy", "evaluate", "coba.yaml", "--input", "orang.xlsx")
    assert answer.code == 2
    assert "error FILE_NOT_TABLE orang.xlsx adalah buku kerja" in answer.err


def test_results_in_a_workbook_are_refused_before_any_work(folder: Path, kinerja: Kinerja):
    answer = kinerja("policy", "evaluate", "coba.yaml", "--input", "people.csv", "--output", "hasil.xlsx")
    assert answer.code == 2
    assert "RESULTS_NO_WORKBOOK" in answer.err
    assert "--output hasil.csv" in answer.err
    assert not (folder / "hasil.xlsx").exists()
