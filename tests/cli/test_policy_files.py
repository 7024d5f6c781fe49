"""check, test, diff, inputs, schema: what they print and how they end."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import POLICY, Kinerja

KEYS = ["code", "severity", "message", "hint", "file", "line", "column", "path"]


def test_check_says_that_a_file_is_in_order(folder: Path, kinerja: Kinerja):
    answer = kinerja("policy", "check", "coba.yaml")
    assert answer.code == 0
    assert answer.out.startswith("coba.yaml: contoh/coba@1 tanpa kesalahan (")


def test_check_gives_every_finding_its_place_and_its_mend(folder: Path, kinerja: Kinerja):
    (folder / "rusak.yaml").write_text(
        POLICY.replace("kelas * nilai_kelas", "klas * nilai_kelas = 3"), encoding="utf-8"
    )
    answer = kinerja("policy", "check", "coba.yaml", "rusak.yaml", "--lang", "en")
    assert answer.code == 1
    lines = answer.out.splitlines()
    assert any(line.startswith("rusak.yaml:27:67: error FORMULA_EQUALS ") for line in lines)
    assert "    Write: klas * nilai_kelas == 3" in lines


def test_what_to_do_about_several_findings_in_a_row_is_said_once(folder: Path, kinerja: Kinerja):
    renamed = POLICY.replace("from: jabatan.kelas", "from: xx.a").replace("from: presensi.menit_telat", "from: yy.b")
    (folder / "asing.yaml").write_text(renamed, encoding="utf-8")
    warnings = kinerja("policy", "check", "asing.yaml").out.splitlines()
    places = [place for place, line in enumerate(warnings) if " UNKNOWN_SOURCE " in line]
    assert len(places) == 2
    assert warnings.count("    Lihat semua sumber dengan: kinerja policy inputs.") == 1
    told = kinerja("policy", "check", "asing.yaml", "--format", "json").json["problems"]
    assert [one["hint"] for one in told if one["code"] == "UNKNOWN_SOURCE"] == [
        "Lihat semua sumber dengan: kinerja policy inputs."
    ] * 2


def test_check_as_json_has_the_one_shape(folder: Path, kinerja: Kinerja):
    (folder / "rusak.yaml").write_text(POLICY.replace("kelas * nilai_kelas", "klas * nilai_kelas"), encoding="utf-8")
    answer = kinerja("policy", "check", "rusak.yaml", "--format", "json")
    assert answer.code == 1
    assert list(answer.json) == ["problems"]
    first = next(one for one in answer.json["problems"] if one["severity"] == "error")
    assert list(first) == KEYS
    assert first["code"] == "UNKNOWN_NAME"
    assert (first["file"], first["line"], first["column"]) == ("rusak.yaml", 27, 48)
    assert first["path"] == "steps.dasar.formula"
    assert first["hint"] == "Maksudnya kelas?"


def test_check_reads_what_it_can_where_a_file_is_missing(folder: Path, kinerja: Kinerja):
    answer = kinerja("policy", "check", "tidak-ada.yaml", "coba.yaml", "--format", "json")
    assert answer.code == 2
    assert answer.json["problems"][0]["code"] == "FILE_NOT_FOUND"
    assert kinerja("policy", "check", "tidak-ada.yaml", "coba.yaml").out.count("contoh/coba@1") == 1


def test_check_finds_providers_around_the_file_and_here(folder: Path, kinerja: Kinerja):
    head = POLICY.split("law:")[0]
    provider = head.replace("policy: coba", "policy: dasar").replace("region: contoh", "region: nasional")
    user = head + "uses:\n  nasional/dasar@1: [batas]\nsteps:\n  hasil: {formula: batas * 2}\n"
    elsewhere = folder / "lain/policies/contoh/coba"
    elsewhere.mkdir(parents=True)
    (elsewhere / "1.yaml").write_text(user, encoding="utf-8")
    (folder / "lepas.yaml").write_text(user, encoding="utf-8")
    for place, name, expected in (
        ("lain/policies", "lain/policies/contoh/coba/1.yaml", 0),
        ("policies", "lepas.yaml", 0),
    ):
        assert kinerja("policy", "check", name).code == 1
        (folder / place / "nasional/dasar").mkdir(parents=True)
        (folder / place / "nasional/dasar/1.yaml").write_text(
            provider + "parameters:\n  batas: {value: 3}\n", encoding="utf-8"
        )
        assert kinerja("policy", "check", name).code == expected


def test_check_of_a_file_that_takes_from_what_ships(folder: Path, kinerja: Kinerja):
    text = POLICY.split("law:")[0] + "uses:\n  nasional/dasar@2026.1: [predikat]\n"
    (folder / "lepas.yaml").write_text(text, encoding="utf-8")
    assert kinerja("policy", "check", "lepas.yaml").code == 0


def test_the_tests_of_a_file_pass_or_show_the_difference(folder: Path, kinerja: Kinerja):
    assert kinerja("policy", "test", "coba.yaml").code == 0
    (folder / "gagal.yaml").write_text(POLICY.replace("tunjangan: 2955000", "tunjangan: 2955001"), encoding="utf-8")
    answer = kinerja("policy", "test", "coba.yaml", "gagal.yaml", "--lang", "en")
    assert answer.code == 1
    assert "coba.yaml: 1 of 1 tests passed" in answer.out
    assert "tunjangan: expected 2955001, got 2955000" in answer.out
    assert "gagal.yaml: 0 of 1 tests passed" in answer.out


def test_the_tests_of_a_file_as_json(folder: Path, kinerja: Kinerja):
    (folder / "gagal.yaml").write_text(POLICY.replace('potongan: "1.5"', 'potongan: "1.50001"'), encoding="utf-8")
    answer = kinerja("policy", "test", "gagal.yaml", "--format", "json")
    assert answer.code == 1
    (one,) = answer.json["tests"]
    assert (one["id"], one["passed"], one["file"]) == ("biasa", False, "gagal.yaml")
    assert one["deviations"] == [{"step": "potongan", "expected": "1.50001", "found": "1.50"}]


def test_a_broken_file_has_no_tests_that_could_run(folder: Path, kinerja: Kinerja):
    (folder / "rusak.yaml").write_text("region: serang\n", encoding="utf-8")
    answer = kinerja("policy", "test", "rusak.yaml", "--format", "json")
    assert answer.code == 1
    assert answer.json["tests"] == []
    assert {one["code"] for one in answer.json["problems"]} == {"MISSING_KEY"}


def test_diff_tells_what_changed_in_words(folder: Path, kinerja: Kinerja):
    changed = (
        POLICY.replace("1_000_000", "1_100_000")
        .replace("baik: 100", "baik: 95")
        .replace('version: "1"', 'version: "2"')
    )
    (folder / "baru.yaml").write_text(changed, encoding="utf-8")
    answer = kinerja("policy", "diff", "coba.yaml", "baru.yaml")
    assert answer.code == 0
    assert "Ketetapan “Nilai satu kelas” diubah.\n    nilai: Rp1.000.000 → Rp1.100.000" in answer.out
    assert "Tabel “Bagian menurut predikat” diubah.\n    untuk predikat baik: 100% → 95%" in answer.out


def test_diff_as_json_has_every_amount_as_text(folder: Path, kinerja: Kinerja):
    (folder / "baru.yaml").write_text(POLICY.replace("1_000_000", "1_100_000"), encoding="utf-8")
    answer = kinerja("policy", "diff", "coba.yaml", "baru.yaml", "--format", "json")
    assert answer.json["same_content"] is False
    (change,) = answer.json["changes"]
    assert (change["section"], change["name"], change["kind"]) == ("parameters", "nilai_kelas", "changed")
    assert change["details"] == [{"aspect": "value", "at": "", "old": "1000000", "new": "1100000", "unit": "rupiah"}]


def test_diff_of_the_same_content_says_so(folder: Path, kinerja: Kinerja):
    (folder / "sama.yaml").write_text("# catatan\n" + POLICY.replace("1_000_000", "1000000.00"), encoding="utf-8")
    answer = kinerja("policy", "diff", "coba.yaml", "sama.yaml", "--lang", "en")
    assert answer.out.splitlines()[-1] == "Nothing changed: both policies have the same content."


def test_inputs_lists_the_catalogue(kinerja: Kinerja):
    answer = kinerja("policy", "inputs", "--format", "json")
    assert answer.code == 0
    found = {one["name"]: one for one in answer.json["sources"]}
    assert found["presensi.menit_telat"]["each"] == "hari_kerja"
    assert found["presensi.menit_telat"]["unit"] == "menit"
    assert found["jabatan.kelas"]["meaning"]
    assert "presensi.menit_telat" in kinerja("policy", "inputs").out


def test_schema_prints_the_schema(kinerja: Kinerja):
    answer = kinerja("policy", "schema")
    assert answer.code == 0
    assert answer.json["title"] == "kinerja-policy/1"
