"""What changed between two policies, told by item; and what that means for people, exactly."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinerja_admin.engine.comparison import compare
from kinerja_admin.engine.difference import Change, apart_from_moved, difference
from kinerja_admin.engine.difference_in_words import change_in_words
from kinerja_admin.engine.facets import SECTIONS
from kinerja_admin.engine.facts import Facts
from kinerja_admin.engine.population import evaluate
from kinerja_admin.locale import LANGUAGES, words
from kinerja_admin.locale.catalogue import sentences
from tests.engine import workbench as bench

BASE = (
    bench.BODY
    + """
rounding:
  rupiah: {to: 1}
indicators:
  mutu_kerja: {label: Mutu kerja, weight: 100, unit: persen, measures: [realisasi], range: [0, 100], score: mutu_kerja_realisasi}
steps:
  hasil: {label: Hasil, unit: rupiah, formula: r * tetap, then: [{at_most: 5000}], explain: Kali sepuluh, cite: perwal#pasal-1}
  pilih: {hit: first, cases: [{id: satu, when: a > 1, value: 1}], otherwise: 0, then: [{round: 1}]}
  nilai: {unit: persen, formula: mutu_kerja_skor, then: [{round: 1}]}
outputs:
  hasil: {label: Hasil, payable: true}
  pilih: {label: Pilih}
lists:
  daftar: {by: [hasil], limit: 5}
checks:
  - {id: wajar, assert: hasil >= 0}
bounds:
  tetap: {min: 1, max: 20}
changelog: [{version: "1", change: Baru, why: Perlu}]
not_encoded: [{cite: perwal#pasal-9, why: kasus per kasus}]
tests:
  - {id: satu, given: {r: 3, a: 2}, expect: {hasil: 30}}
"""
).replace("rounding:\n  rupiah: {to: 1}", "rounding:\n  rupiah: {to: 1}\n  skor: {to: 0.01}\n  persen: {to: 0.01}")

CHANGES = [
    ("  tetap: {value: 10}", "  tetap: {value: 12}", "parameters", "tetap", ("value", "", "10", "12")),
    ('from: 2026-04, value: "0.65"', 'from: 2026-05, value: "0.65"', "parameters", "bertanggal", ("value", "2026-04", "0.65", None)),
    ("rows: {D: 0, C: 50", "rows: {D: 5, C: 50", "tables", "eksak", ("cell", "D", "0", "5")),
    ("from: {0: 0, 1: 0.5, 31: 1}", "from: {0: 0, 1: 0.5, 30: 1}", "tables", "bawah", ("cell", "≥ 31", "1", None)),
    ("formula: r * tetap", "formula: r * tetap * 2", "steps", "hasil", ("formula", "", "r * tetap", "r * tetap * 2")),
    ("then: [{at_most: 5000}]", "then: [{at_most: 6000}]", "steps", "hasil", ("then", "", "at_most 5000", "at_most 6000")),
    ("explain: Kali sepuluh", "explain: Kali tetap", "steps", "hasil", ("explain", "", "Kali sepuluh", "Kali tetap")),
    ("cite: perwal#pasal-1}", "cite: perwal#pasal-2}", "steps", "hasil", ("cite", "", "Peraturan Wali Kota, pasal 1", "Peraturan Wali Kota, pasal 2")),
    ("when: a > 1", "when: a > 2", "steps", "pilih", ("case_when", "satu", "a > 1", "a > 2")),
    ("otherwise: 0", "otherwise: 7", "steps", "pilih", ("otherwise", "", "0", "7")),
    ("rupiah: {to: 1}", "rupiah: {to: 100}", "rounding", "rupiah", ("rounding", "", "1 half_up", "100 half_up")),
    ("range: [0, 20]}", "range: [0, 30]}", "inputs", "n", ("range", "", "0 – 20", "0 – 30")),
    ("missing: {use: 7", "missing: {use: 8", "inputs", "ganti", ("default", "", "7", "8")),
    ("mutu: [D, C, B, A]", "mutu: [D, C, B, A, AA]", "vocabularies", "mutu", ("words", "", "D, C, B, A", "D, C, B, A, AA")),
    ("measures: [realisasi]", "measures: [realisasi, target]", "indicators", "mutu_kerja", ("measures", "", "realisasi", "realisasi, target")),
    ("score: mutu_kerja_realisasi", "score: mutu_kerja_realisasi / 2", "indicators", "mutu_kerja", ("score", "", "mutu_kerja_realisasi", "mutu_kerja_realisasi / 2")),
    ("limit: 5", "limit: 6", "lists", "daftar", ("limit", "", "5", "6")),
    ("assert: hasil >= 0", "assert: hasil >= 1", "checks", "wajar", ("assert", "", "hasil >= 0", "hasil >= 1")),
    ("min: 1, max: 20", "min: 1, max: 25", "bounds", "tetap", ("range", "", "1 – 20", "1 – 25")),
    ("payable: true", "payable: false", "outputs", "hasil", ("payable", "", "✓", None)),
    ("title: Peraturan Wali Kota}", "title: Perwal}", "laws", "perwal", ("title", "", "Peraturan Wali Kota", "Perwal")),
    ("expect: {hasil: 30}", "expect: {hasil: 30, pilih: 1}", "tests", "satu", ("expect", "pilih", None, "1")),
    ("why: kasus per kasus", "why: diputuskan Sekda", "not_encoded", "perwal#pasal-9", ("text", "", "kasus per kasus", "diputuskan Sekda")),
    ("change: Baru", "change: Awal", "changelog", "1", ("text", "", "Baru (Perlu)", "Awal (Perlu)")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "section", "name", "detail"),
    CHANGES,
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)
def test_a_change_is_found_where_it_stands(old: str, new: str, section: str, name: str, detail: tuple[str, ...]):
    assert old in BASE
    changes = difference(bench.policy(BASE), bench.policy(BASE.replace(old, new)))
    change = next(one for one in changes if (one.section, one.name) == (section, name))
    assert change.kind == "changed"
    assert detail in [(one.aspect, one.at, one.old, one.new) for one in change.details]
    for language in LANGUAGES:
        text = change_in_words(change, words(language))
        assert not {"aspect.", "told.", "diff."} & set(
            re.findall(r"\b[a-z]+\.(?=[a-z_])", " ".join([text.title, *map(str, text.lines)]))
        )
        assert "section." not in text.title


def told(old: str, new: str, language: str = "id", base: str = BASE) -> list[list[str]]:
    """What a reader is told of a change of the text: a title and its lines for each item."""
    assert old in base
    texts = [
        change_in_words(one, words(language))
        for one in difference(bench.policy(base), bench.policy(base.replace(old, new)))
    ]
    return [[text.title, *map(str, text.lines)] for text in texts]


def test_what_was_added_and_removed_is_told():
    line = "  tetap: {value: 10}"
    more = f"{line}\n  baru: {{value: 5, unit: hari, label: Hari baru}}"
    assert told(line, more) == [["Ketetapan “Hari baru” ditambahkan.", "nilai: 5 hari"]]
    (removed,) = difference(bench.policy(BASE.replace(line, more)), bench.policy(BASE))
    text = change_in_words(removed, words("id"))
    assert [text.title, *map(str, text.lines)] == ["Ketetapan “Hari baru” dihapus.", "nilai: 5 hari (dihapus)"]


READ_ALOUD = [
    ("  rupiah: {to: 1}", "  rupiah: {to: 100, mode: down}",
     ["Pembulatan satuan “rupiah” diubah.",
      "pembulatan: dibulatkan ke bilangan bulat, setengah ke atas → dibulatkan ke kelipatan 100, selalu ke bawah, menuju nol"]),
    ("  skor: {to: 0.01}", "  skor: {to: 0.1}",
     ["Pembulatan satuan “skor” diubah.",
      "pembulatan: dibulatkan ke dua desimal, setengah ke atas → dibulatkan ke satu desimal, setengah ke atas"]),
    ("from: {0: 0, 1: 0.5, 31: 1}", "from: {0: 0, 1: 0.25, 31: 1}",
     ["Tabel “bawah” diubah.", "untuk menit mulai 1: 0,5 → 0,25"]),
    ("range: [0, 20]}", "range: [0, 5467891]}", ["Masukan “n” diubah.", "rentang: 0 sampai 20 → 0 sampai 5.467.891"]),
    ("mungkin, missing: absent}", "mungkin}", ["Masukan “mungkin” diubah.", "bila data tidak ada: dianggap tidak ada (dihapus)"]),
    ("otherwise: 0", "otherwise: 7", ["Langkah “Pilih” diubah.", "selain itu: 0 → 7"]),
    ("then: [{at_most: 5000}]", "then: [{at_most: 6000}, {round: 100}]",
     ["Langkah “Hasil” diubah.",
      "batas: paling banyak «5.000» → paling banyak «6.000»", "pembulatan: dibulatkan ke kelipatan 100, setengah ke atas (baru)"]),
    ('from: 2026-04, value: "0.65"', 'from: 2026-04, value: "0.7"',
     ["Ketetapan “bertanggal” diubah.", "nilai sejak April 2026: 0,65 → 0,7"]),
    ("expect: {hasil: 30}", "expect: {hasil: 1234567}",
     ["Uji “satu” diubah.", "hasil yang diharapkan Hasil: Rp30 → Rp1.234.567"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), READ_ALOUD, ids=lambda one: str(one)[:30])
def test_a_change_reads_aloud(old: str, new: str, said: list[str]):
    assert told(old, new) == [said]


def test_a_changed_formula_is_shown_as_it_is_typed_with_the_changed_part_marked_and_its_names_explained():
    base = BASE.replace("  tetap: {value: 10}", "  tetap: {value: 10, label: Tarif tetap}")
    (text,) = [
        change_in_words(one, words("id"))
        for one in difference(
            bench.policy(base), bench.policy(base.replace("formula: r * tetap", "formula: r * PERCENT(tetap)"))
        )
    ]
    (line,) = text.lines
    assert line.is_formula
    assert "".join(part.text for part in line.new) == "r * PERCENT(tetap)"
    assert [part.text for part in line.new if part.is_changed] == ["PERCENT(", ")"]
    assert str(line) == "rumus: r * tetap → r * «PERCENT(»tetap«)»"
    (line,) = [
        line
        for one in difference(
            bench.policy(base), bench.policy(base.replace("formula: r * tetap", "formula: r * 2 * 10"))
        )
        for line in change_in_words(one, words("id")).lines
    ]
    assert line.names == (("tetap", "Tarif tetap"),)


def test_what_goes_without_saying_is_not_said_of_a_new_item():
    added = "  baru: {label: Baru, type: decimal, from: hasil.lain.nilai}\n  a: {type: decimal, from: x.a}"
    (said,) = told("  a: {type: decimal, from: x.a}", added)
    assert said == ["Masukan “Baru” ditambahkan.", "sumber: hasil.lain.nilai"]


def test_the_order_of_the_outputs_has_a_heading():
    base = "  hasil: {label: Hasil, payable: true}\n  pilih: {label: Pilih}\n"
    said = told(base, "  pilih: {label: Pilih}\n  hasil: {label: Hasil, payable: true}\n")
    assert said == [["Urutan hasil diubah.", "urutan: Hasil, Pilih → Pilih, Hasil"]]


def test_a_large_new_table_is_counted_not_read_out():
    rows = ", ".join(f"{number}: {number}" for number in range(40))
    (said,) = told("  angka: {key: n,", f"  besar: {{label: Besar, key: n, rows: {{{rows}}}}}\n  angka: {{key: n,")
    assert said == ["Tabel “Besar” ditambahkan.", "tabel dengan 40 isi; selengkapnya di halaman versinya"]


CODES = {
    "direction": ("higher", "lower"), "of": ("pegawai", "unit_kerja", "layanan"), "span": ("period", "year"),
    "recorded_by": ("pegawai", "atasan", "hr", "masyarakat", "sistem"), "verified_by": ("pegawai", "atasan", "hr"),
    "evidence": ("required", "optional", "none"), "missing": ("error", "use", "absent"), "hit": ("first",),
    "periods": ("same", "previous", "year_to_date", "within"), "severity": ("error", "warning"),
    "form": ("key", "from", "up_to", "between"), "ordered": ("true", "false"),
    "type": ("integer", "decimal", "condition", "date", "text"), "period": ("month", "quarter", "semester", "year"),
    "setting_name": ("output", "input", "direction", "at_most", "equals", "within"),
}  # fmt: skip


def test_every_word_of_the_language_has_words():
    named = {f"told.{aspect}.{code}" for aspect, codes in CODES.items() for code in codes}
    assert named - set(sentences("phrases")) == set()


def test_a_note_of_the_file_is_told_although_no_item_changed():
    changes = difference(bench.policy(BASE), bench.policy("note: catatan\n" + BASE))
    assert [change.section for change in changes] == ["head"]


def test_a_test_that_was_only_moved_is_counted_and_not_read_out():
    tests = "  - {id: satu, given: {r: 3, a: 2}, expect: {hasil: 30}}\n"
    more = tests + tests.replace("satu", "dua")
    dated = more.replace("satu,", "satu, period: 2026-01,").replace("dua,", "dua, period: 2026-01,")
    moved = dated.replace("2026-01", "2026-02").replace(
        "id: dua, period: 2026-02, given: {r: 3", "id: dua, period: 2026-02, given: {r: 4"
    )
    changes = difference(*(bench.policy(BASE.replace(tests, text)) for text in (dated, moved)))
    assert len(changes) == 2
    read, count = apart_from_moved(changes)
    assert ([one.name for one in read], count) == (["dua"], 1)


def test_equal_content_has_no_difference():
    assert (
        difference(bench.policy(BASE), bench.policy(BASE.replace("value: 10}", "value: 10.00}") + "# catatan\n")) == ()
    )


def test_every_section_and_aspect_has_words():
    found: set[str] = {f"section.{name}" for name in SECTIONS}
    changed: tuple[Change, ...] = difference(bench.policy("steps:\n  x: {formula: 1}\n"), bench.policy(BASE))
    found |= {f"aspect.{detail.aspect}" for change in changed for detail in change.details if detail.aspect != "item"}
    assert found - set(sentences("phrases")) == set()


# --- comparison -------------------------------------------------------------------------------------------------------

OLD, NEW = (
    bench.policy(BASE.replace("formula: r * tetap", formula)) for formula in ("formula: r / 3", "formula: r / 7 + a")
)
PEOPLE = st.lists(st.tuples(st.integers(0, 9000), st.one_of(st.none(), st.integers(0, 500))), min_size=1, max_size=12)


@given(people=PEOPLE)
@settings(max_examples=60, deadline=None)
def test_the_parts_of_a_comparison_add_up(people: list[tuple[int, int | None]]):
    columns = {"r": tuple(one for one, _ in people), "a": tuple(other for _, other in people)}
    facts = Facts(tuple(str(place) for place in range(len(people))), columns)
    made = compare(evaluate(OLD, facts, OLD.first_period), evaluate(NEW, facts, NEW.first_period))
    money = made.outputs[0]
    deltas = [delta for person in made.people if (delta := person.delta("hasil")) is not None]
    assert money.gained + money.same + money.lost == len(deltas)
    assert sum(bucket.count for bucket in money.buckets) == len(deltas)
    assert len(made.people) == len(deltas) + len(made.newly_failing) + len(made.newly_computable) + len(
        made.failing_in_both
    )
    computable = [person for person in made.people if person.is_computable]
    both = sum((total_of(person.new) - total_of(person.old) for person in computable), Fraction(0))
    assert sum(deltas, Fraction(0)) == both == money.difference
    apart = [person for person in made.people if person.id in {*made.newly_failing, *made.newly_computable}]
    gone = sum((total_of(person.old) for person in apart if person.new_fault), Fraction(0))
    assert (money.no_longer, money.at_last) == (
        gone,
        sum((total_of(one.new) for one in apart if one.old_fault), Fraction(0)),
    )
    for bucket in money.buckets:
        inside = sum(in_bucket(delta, bucket.low, bucket.high) for delta in deltas)
        assert bucket.count == inside
    assert [person.delta("hasil") for person in money.gainers] == sorted(
        (one for one in deltas if one > 0), reverse=True
    )[:10]


def total_of(values: object) -> Fraction:
    assert isinstance(values, dict)
    found = values["hasil"]
    assert isinstance(found, Fraction)
    return found


def in_bucket(delta: Fraction, low: Fraction, high: Fraction) -> bool:
    """Each range begins beside zero and takes in its farther bound."""
    if low == high:
        return delta == 0
    return low < delta <= high if high > 0 else low <= delta < high


def test_people_are_paired_by_id():
    facts = [
        Facts(ids, {"r": values, "a": (1,) * len(ids)}) for ids, values in ((("A", "B"), (3, 6)), (("B", "C"), (6, 9)))
    ]
    made = compare(evaluate(OLD, facts[0], OLD.first_period), evaluate(OLD, facts[1], OLD.first_period))
    assert [person.id for person in made.people] == ["B"]
    assert (made.only_old, made.only_new) == (("A",), ("C",))
    assert made.nothing_changed
