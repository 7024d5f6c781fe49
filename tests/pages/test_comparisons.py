"""Two versions over everybody: what changed, for whom, and what readers without the right do not see."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from fractions import Fraction

import pytest
from sqlalchemy import select

from kinerja_admin.admin.pages.breakdown import breakdowns
from kinerja_admin.admin.pages.spreadsheets import csv_file, xlsx_file
from kinerja_admin.admin.pages.suppression import hidden_places
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.engine.comparison import OneByOne
from kinerja_admin.engine.figures import Grouping, PersonDelta
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.snapshot import Snapshot
from kinerja_admin.services.comparisons import CLASS, UNIT
from tests.pages.conftest import POLICY, Come, Visit, World, words_of
from tests.pages.drafting import raised

PAGE = "/p/perbandingan?lama=serang/hadiah@2026.1&baru=serang/hadiah@2026.2"


@pytest.fixture
def draft(come: Come, world: World) -> Visit:
    """A second version that pays a fifth more, as a draft; its writer comes back."""
    sari = come("sari")
    answer = sari.submit("/p/kebijakan/berkas", text=raised(POLICY).replace('"2026.1"\ntitle', '"2026.2"\ntitle'))
    assert answer.status_code == 303, words_of(answer.text)
    return sari


def snapshot(world: World) -> int:
    with acting_as(system("look")), world.sessions() as session:
        found = session.scalar(select(Snapshot.id))
        assert found
        return int(found)


def test_rules_come_before_figures_and_both_sides_are_named(draft: Visit, world: World):
    answer = draft.get(PAGE)
    said = words_of(answer.text)
    assert "Hadiah Kota Serang, versi 2026.1 → 2026.2, pegawai Maret 2026" in said
    assert said.index("Ketetapan “Hadiah tiap kelas” diubah.") < said.index("▲ 2 naik")
    assert "nilai Rp100.000 → Rp120.000" in said
    assert "Rp2.700.000 → Rp3.240.000 (+Rp540.000)" in said
    assert "Galat pada keduanya 1" in said
    assert "Siti Aminah Rp2.100.000 Rp2.520.000 +Rp420.000" in said
    assert (world.version("2026.1").digest or "")[:12] in said
    assert (world.version("2026.2").digest or "")[:12] in said
    assert '<svg class="chart"' in answer.text
    assert "Grafik sebagai tabel" in said
    assert "Menurut status PNS" not in said
    assert "Menurut jenis kelamin" in said


def two_changes() -> str:
    """A fifth more for each class, and ten thousand for everybody; paid while the town's means allow it."""
    text = (
        raised(POLICY)
        .replace("formula: kelas * per_kelas", "formula: kelas * per_kelas + 10000")
        .replace("720000", "730000")
    )
    return text.replace("at_most: 2_000_000", "at_most: 1000").replace('"2026.1"\ntitle', '"2026.3"\ntitle')


def test_a_result_in_words_neither_gains_nor_loses(come: Come):
    besar = (
        "  besar: {label: Besar, formula: hadiah > 600_000, cite: perwal}\n\noutputs:\n  besar: {label: Hadiah besar}\n"
    )
    text = POLICY.replace("policy: hadiah", "policy: besar").replace("outputs:\n", besar, 1)
    sari = come("sari")
    assert sari.submit("/p/kebijakan/berkas", text=text).status_code == 303
    later = text.replace("> 600_000", "> 6_000_000").replace('"2026.1"\ntitle', '"2026.2"\ntitle')
    assert sari.submit("/p/kebijakan/berkas", text=later).status_code == 303
    said = sari.said(PAGE.replace("hadiah", "besar"))
    told = said[said.index("Hadiah besar") :]
    assert "ya tidak 1" in told
    assert "▲" not in told


def test_several_changes_are_told_with_what_each_contributes(come: Come):
    sari = come("sari")
    answer = sari.submit("/p/kebijakan/berkas", text=two_changes())
    assert answer.status_code == 303, words_of(answer.text)
    address = PAGE.replace("2026.2", "2026.3")
    page = sari.get(address).text
    part = re.search(r'hx-get="(/p/perbandingan/bagian\?[^"]*)"', page)
    assert part, "the section loads by itself"
    assert "Hadiah tiap kelas” +Rp540.000" not in words_of(page)
    said = sari.said(part[1].replace("&amp;", "&"))
    assert "Perubahan mana menyumbang berapa" in said
    assert "Ketetapan “Hadiah tiap kelas” +Rp540.000 2 0" in said
    assert "Menurut jenis kelamin" in said
    assert re.search(r"L 1 \S+ \S+ \+Rp\d+", said), "who pays for it, by group"
    assert "+Rp25.000 2 0" in said
    assert "satu demi satu menurut ketergantungannya. Bagian dihitung tepat" in said
    said = sari.said(f"{address}&bagian=shapley")
    assert "rata-rata atas semua urutan (Shapley)" in said
    assert "Pemeriksaan Pagu hadiah: TIDAK terpenuhi; jumlah Hadiah Rp3.265.000, paling banyak Rp1.000" in said


def test_leaders_are_not_told_what_each_change_contributes(come: Come, world: World):
    assert come("sari").submit("/p/kebijakan/berkas", text=two_changes()).status_code == 303
    with acting_as(system("publish")), world.sessions.begin() as session:
        session.get_one(PolicyFile, world.version("2026.3").id).status = "scheduled"
    visit, address = come("walikota"), PAGE.replace("2026.2", "2026.3")
    said = visit.said(f"{address}&bagian=sequential")
    assert "▲" in said
    assert "Perubahan mana menyumbang berapa" not in said
    assert visit.get(address.replace("perbandingan?", "perbandingan/bagian?")).status_code in (403, 404)
    assert "terpenuhi" not in said


def test_the_link_reopens_the_same_report_and_says_when_it_moved(draft: Visit):
    found = re.search(r'href="(/p/perbandingan\?[^"]*sidik=[^"]*)"', draft.get(PAGE).text)
    assert found
    link = found[1].replace("&amp;", "&")
    assert "sudah disunting" not in draft.said(link)
    address = "/p/kebijakan/serang/hadiah/2026.2/ubah"
    page = draft.get(address).text
    base = re.search(r'name="base" value="([0-9a-f]+)"', page)
    assert base
    text = raised(POLICY).replace('"2026.1"\ntitle', '"2026.2"\ntitle').replace("120_000", "130_000")
    assert draft.submit(address, text=text, base=base[1]).status_code == 303
    assert "sudah disunting sejak tautan ini dibuat" in draft.said(link)


def test_one_person_is_shown_under_both_versions(draft: Visit, world: World):
    address = (
        f"/p/perbandingan/orang?lama=serang/hadiah@2026.1&baru=serang/hadiah@2026.2&orang={world.cast.serang.kepala}"
    )
    said = draft.said(address)
    assert "14 × 100.000 = 1.400.000" in said
    assert "14 × 120.000 = 1.680.000" in said
    assert draft.get(address.replace(f"orang={world.cast.serang.kepala}", "orang=0")).status_code == 404


def test_nothing_changed_says_why(draft: Visit):
    said = draft.said(PAGE.replace("2026.2", "2026.1"))
    assert "Aturannya sama." in said
    assert "Tidak ada yang berubah bagi siapa pun." in said


def test_downloads_hold_everybody_exactly(draft: Visit):
    query = PAGE.split("?")[1]
    answer = draft.get(f"/p/perbandingan/orang.csv?{query}")
    rows = list(csv.reader(io.StringIO(answer.text.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")), delimiter=";"))
    assert rows[0][:2] == ["NIP", "Nama"]
    siti = next(row for row in rows if row[1] == "Siti Aminah")
    assert siti[6:9] == ["2100000", "2520000", "420000"]
    book = draft.get(f"/p/perbandingan/laporan.xlsx?{query}")
    with zipfile.ZipFile(io.BytesIO(book.content)) as opened:
        sheets = opened.read("xl/workbook.xml").decode()
        text = opened.read("xl/sharedStrings.xml").decode()
    assert all(name in sheets for name in ("Versi", "Aturan", "Ringkasan", "Pegawai", "Kelompok", "Sumbangan"))
    assert "Ketetapan “Hadiah tiap kelas”" in text
    assert "Siti Aminah" in text


def test_leaders_see_no_names_and_no_small_groups(draft: Visit, come: Come, world: World):
    decided = PAGE.replace("2026.2", "2026.1")
    visit = come("walikota")
    assert visit.get(PAGE).status_code == 404  # a draft is not theirs to see
    with acting_as(system("publish")), world.sessions.begin() as session:
        row = session.get_one(PolicyFile, world.version("2026.2").id)
        row.status = "scheduled"
    said = visit.said(PAGE)
    for name in ("Siti", "Budi", "Rina", "1975", "1990"):
        assert name not in said
    assert "▲ kurang dari lima naik" in said
    assert "kurang dari lima" in said[said.index("Menurut unit") :]
    assert "Rp2.700.000" not in said  # two people are too few for a total
    assert not re.search(r">\s*[1-4]\s*</(td|text|strong)>", visit.get(PAGE).text)
    query = PAGE.split("?")[1]
    for path in (f"orang?{query}&orang={world.cast.serang.kepala}", f"orang.csv?{query}", f"laporan.xlsx?{query}"):
        assert visit.get(f"/p/perbandingan/{path}").status_code in (403, 404)
    assert visit.get(decided).status_code == 200


def test_another_regions_people_are_not_reached_by_any_number(draft: Visit, come: Come, world: World):
    yudi = come("yudi")
    address = "/p/perbandingan?lama=serang/hadiah@2026.1&baru=serang/hadiah@2026.1"
    for potret in ("", str(snapshot(world)), "999", "x", "9" * 40):
        answer = yudi.get(f"{address}&potret={potret}")
        assert answer.status_code in (400, 404)
        assert "Siti" not in answer.text
    assert yudi.get(f"/p/perbandingan/orang.csv?{address.split('?')[1]}").status_code == 404
    assert "Siti Aminah" not in yudi.said("/p/perbandingan")


def test_wrong_versions_are_told_in_the_form(draft: Visit):
    for old in ("entah", "serang/hadiah@1999.1", "'; --", "serang/tpp"):
        answer = draft.get("/p/perbandingan", params={"lama": old, "baru": "serang/hadiah@2026.1"})
        assert answer.status_code in (400, 404)
        assert "Versi kebijakan ini tidak ada." in words_of(answer.text)
        assert "Bandingkan" in words_of(answer.text)


def test_versions_of_different_policies_are_refused(come: Come):
    sari = come("sari")
    assert sari.submit("/p/kebijakan/berkas", text=POLICY.replace("policy: hadiah", "policy: tanda")).status_code == 303
    answer = sari.get(PAGE.replace("serang/hadiah@2026.2", "serang/tanda@2026.1"))
    assert answer.status_code >= 400
    assert "Pilih dua versi dari satu kebijakan yang sama." in words_of(answer.text)


def test_totals_hold_who_has_a_result_on_both_sides_and_the_others_are_named(come: Come):
    sari = come("sari")
    text = POLICY.replace('"2026.1"\ntitle', '"2026.2"\ntitle').replace(
        'version: "2026.1", change', 'version: "2026.2", change'
    )
    text = text.replace("range: [1, 17]", "range: [1, 13]")
    answer = sari.submit("/p/kebijakan/berkas", text=text)
    assert answer.status_code == 303, words_of(answer.text)
    said = sari.said(PAGE)
    assert "Rp600.000 → Rp600.000 (Rp0)" in said
    assert "Baru menjadi galat 1" in said
    named = said[said.index("Baru menjadi galat Siti Aminah") :]
    assert "Kelas jabatan" in named[:300]


def test_the_impact_of_an_older_version_goes_forward_in_time(draft: Visit):
    assert "Hadiah Kota Serang, versi 2026.1 → 2026.2" in draft.said("/p/kebijakan/serang/hadiah/2026.2/dampak")


def test_months_of_people_are_offered_by_the_name_of_their_region(draft: Visit):
    offered = re.findall(r"<option value=\"\d+\">([^<]+)</option>", draft.get("/p/perbandingan").text)
    assert "Maret 2026 · Kota Serang · 3 orang" in offered


def test_a_month_without_people_is_told(come: Come, world: World):
    sari = come("sari")
    text = POLICY.replace("policy: hadiah", "policy: tahunan").replace("period: month", "period: year")
    assert sari.submit("/p/kebijakan/berkas", text=text).status_code == 303
    said = sari.said("/p/kebijakan/serang/tahunan/2026.1/dampak")
    assert "Belum ada potret data pegawai serang" in said


def test_exactly_one_small_group_takes_a_second_with_it():
    class Output:
        name = "hadiah"

    class Whole:
        pairs = OneByOne(
            [
                PersonDelta(str(number), {"hadiah": Fraction(1)}, {"hadiah": Fraction(2)}, None, None)
                for number in range(14)
            ]
        )

    units = Grouping.of("kecil" if number < 3 else "sedang" if number < 8 else "besar" for number in range(14))
    groupings = {UNIT: units, CLASS: Grouping(("7",), [0] * 14)}
    by_unit, by_class = breakdowns(Whole(), Output(), groupings, shows_small=False)  # type: ignore[arg-type]
    assert {group.name: str(group.people) for group in by_unit.groups} == {
        "besar": "6", "kecil": "kurang dari lima", "sedang": "tidak ditampilkan",
    }  # fmt: skip
    assert [group.people.number for group in by_class.groups] == [14]
    open_to_all, _ = breakdowns(Whole(), Output(), groupings, shows_small=True)  # type: ignore[arg-type]
    assert {group.name: int(str(group.people)) for group in open_to_all.groups} == {"besar": 6, "kecil": 3, "sedang": 5}


def test_no_small_count_remains_when_the_told_ones_are_taken_away():
    assert hidden_places([46, 0, 3]) == {0, 2}
    assert hidden_places([1, 30, 1, 20]) == {0, 2, 3}  # two singles would be plain from their sum
    assert hidden_places([10, 0, 20]) == frozenset()
    for counts in ([1, 2, 3], [5, 4, 9, 1], [40, 1], [7, 8, 9, 2]):
        hidden = hidden_places(counts)
        assert sum(counts[place] for place in hidden) >= 5
        assert len(hidden) > 1


def test_a_lone_loser_of_a_unit_is_not_found_by_any_sum():
    class Output:
        name = "hadiah"

    def delta(number: int) -> PersonDelta:
        new = Fraction(0) if number == 0 else Fraction(2)
        return PersonDelta(str(number), {"hadiah": Fraction(1)}, {"hadiah": new}, None, None)

    class Whole:
        pairs = OneByOne([delta(number) for number in range(20)])

    groupings = {UNIT: Grouping.of("satu" if number < 10 else "dua" for number in range(20))}
    (by_unit,) = breakdowns(Whole(), Output(), groupings, shows_small=False, hidden=(0, 2))  # type: ignore[arg-type]
    for group in by_unit.groups:
        assert group.people.is_hidden is False
        assert str(group.gained) == "tidak ditampilkan"
    assert {str(group.lost) for group in by_unit.groups} == {"0", "kurang dari lima"}


@pytest.mark.parametrize("cell", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\t=1", "|calc"])
def test_no_cell_of_a_file_is_run(cell: str):
    text = csv_file("a.csv", [cell], [[cell]], "id").body
    assert isinstance(text, bytes)
    assert all(
        line.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}").strip('"').startswith("'") for line in text.decode().splitlines()
    )
    book = xlsx_file("a.xlsx", [("A", [cell], [[cell]])]).body
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        assert "<f>" not in opened.read("xl/worksheets/sheet1.xml").decode()
