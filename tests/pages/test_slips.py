"""The slip of a month and its totals: every amount as it was stored, on the page, in the PDF and in the files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from sqlalchemy import select

from kinerja_admin.admin.pages import slip_pdf
from kinerja_admin.admin.pages.slip_shown import shown_slip
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.locale import words
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.result import Result
from kinerja_admin.models.run import Run
from kinerja_admin.services import registry, runs, slips
from tests.pages.conftest import PERIOD, Come, World

BONUS = """\
schema: kinerja-policy/1
region: nasional
policy: awal
version: "2026.1"
title: Tambahan nasional
effective: {from: 2026-01, to: null}
decided: 2025-12-19
period: month

law:
  pp: {title: Peraturan Pemerintah tentang tambahan}

inputs:
  hadiah: {type: decimal, decimals: 0, unit: rupiah, label: Hadiah, from: hasil.hadiah.hadiah, missing: error}

rounding:
  rupiah: {to: 1, mode: half_up}

steps:
  bagian:
    label: Bagian
    unit: rupiah
    formula: hadiah * PERCENT(10)
    explain: Sepersepuluh dari {hadiah}
    cite: pp#pasal-3
  potongan: {label: Potongan, unit: rupiah, formula: bagian / 7, cite: pp}

outputs:
  bagian: {label: "Bagian *tebal* #dari_hadiah", payable: true}
  potongan: {}
"""
"""A policy of the nation whose name comes before what feeds it, and whose label looks like markup."""


@pytest.fixture
def both(world: World, tmp_path: Path) -> World:
    home = tmp_path / "more" / "nasional" / "awal"
    home.mkdir(parents=True)
    (home / "2026.1.yaml").write_text(BONUS)
    with acting_as(system("cast")):
        with world.sessions.begin() as session:
            done = registry.import_shelf(session, FolderShelf(tmp_path / "more"), "uji")
            assert [one.outcome.value for one in done] == ["imported"]
        runs.run_month(world.sessions, "serang", PERIOD)
    return world


def march() -> Period:
    found = parse_period(PERIOD)
    assert found is not None
    return found


def stored(world: World, person: int) -> Iterator[tuple[str, str]]:
    """What the newest runs of the month hold of a person: output and value."""
    with acting_as(system("look")), world.sessions() as session:
        rows = session.execute(
            select(Run.policy, Result.outputs).join(Run, Run.id == Result.run_id)
            .where(Result.pegawai_id == person).order_by(Run.id)
        )  # fmt: skip
        latest: dict[str, dict[str, str]] = dict(rows.all())
    for outputs in latest.values():
        yield from outputs.items()


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_slip_shows_every_policy_in_the_order_in_which_they_feed_one_another(come: Come, both: World):
    person = both.cast.serang.operator
    said = come("budi").said(f"/p/slip/{person}/{PERIOD}")
    assert "Budi Santoso" in said
    assert said.index("Hadiah Kota Serang") < said.index("Tambahan nasional")
    assert "Sepersepuluh dari Rp600.000" in said
    assert "Peraturan Pemerintah tentang tambahan, pasal 3" in said
    assert "600.000 × 10% = 60.000" in said
    assert "nilai contoh" not in said  # marked on a constant that no line of the slip shows
    assert "Dibayarkan bulan ini Rp660.000" in said
    assert "sementara" in said.lower()


def test_the_pdf_holds_the_amounts_of_the_results_and_what_looks_like_markup_stays_text(come: Come, both: World):
    person = both.cast.serang.operator
    answer = come("budi").get(f"/p/slip/{person}/{PERIOD}/slip.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    text = pdf_text(answer.content)
    amounts = dict(stored(both, person))
    assert amounts == {"hadiah": "600000", "bagian": "60000", "potongan": "8571"}
    for value in amounts.values():
        assert words("id").rupiah(Fraction(value)) in text
    assert "Rp660.000" in text
    assert "60.000 ÷ 7 = 8.571,428…" in text
    assert text.index("Dasar hukum") < text.index("Peraturan Pemerintah tentang tambahan, pasal 3")
    assert "Bagian *tebal* #dari_hadiah" in text
    assert "Slip Maret 2026" in text
    assert "Halaman 1 / 1" in text


def test_the_pdf_is_set_with_the_fonts_it_carries_and_is_the_same_each_time(both: World):
    assert "#import" not in slip_pdf.TEMPLATE.read_text(encoding="utf-8")  # a package would have to be fetched
    with acting_as(system("look")), both.sessions() as session:
        found = slips.slip(session, "serang", both.cast.serang.operator, march())
        for language in ("id", "en"):
            shown = shown_slip(found, words(language))
            made = slip_pdf.slip_as_pdf(shown, words(language))
            assert made == slip_pdf.slip_as_pdf(shown, words(language))
            reader = PdfReader(io.BytesIO(made))
            fonts = {str(font.get_object()["/BaseFont"]) for page in reader.pages
                     for font in page["/Resources"]["/Font"].values()}  # type: ignore[index]  # fmt: skip
            assert all("+" in font for font in fonts)  # a subset is in the file
            assert {font.split("+")[1].split("-")[0] for font in fonts} <= {"LibertinusSerif", "DejaVuSansMono"}
        assert "Slip of March 2026" in pdf_text(made)
        assert "To be paid this month" in pdf_text(made)


def test_an_approved_run_counts_before_a_later_one(both: World):
    with acting_as(system("look")), both.sessions.begin() as session:
        first = session.get_one(Run, both.run)
        for state in ("checked", "approved"):
            first.state = state
        session.flush()
        chosen = slips.runs_of(session, "serang", march())
        assert [(run.policy, run.id == both.run) for run in chosen] == [("hadiah", True), ("awal", False)]
        found = slips.slip(session, "serang", both.cast.serang.operator, march())
        assert [part.is_provisional for part in found.parts] == [False, True]
        assert found.payable == Fraction(660_000)


def test_who_has_an_error_is_paid_nothing_of_it_and_is_told_why(come: Come, both: World):
    said = come("hana").said(f"/p/slip/{both.cast.rina}/{PERIOD}")
    assert "data Kelas jabatan tidak ada" in said
    assert "Dibayarkan bulan ini Rp0" in said


def test_only_the_person_and_who_pays_and_approves_open_a_slip(come: Come, both: World):
    person, other = both.cast.serang.operator, both.cast.serang.kepala
    for path in (f"/p/slip/{person}/{PERIOD}", f"/p/slip/{person}/{PERIOD}/slip.pdf"):
        for name in ("hana", "wulan", "pusat", "budi"):
            assert come(name).get(path).status_code == 200, (name, path)
        assert come("siti").get(path).status_code == 404  # the superior
        assert come("yudi").get(path).status_code == 404  # another region
        assert come("teguh").get(path).status_code in (403, 404)
    assert come("budi").get(f"/p/slip/{other}/{PERIOD}").status_code == 404
    for missing in ("2026-02", "2026-Q1", "maret", "2026"):
        assert come("budi").get(f"/p/slip/{person}/{missing}").status_code == 404


def test_somebody_elses_slip_taken_out_is_noted(come: Come, both: World):
    person = both.cast.serang.operator
    come("budi").get(f"/p/slip/{person}/{PERIOD}/slip.pdf")
    come("hana").get(f"/p/slip/{person}/{PERIOD}/slip.pdf")
    with acting_as(system("look")), both.sessions() as session:
        noted = session.scalars(select(Audit).where(Audit.action == "export")).all()
    assert [PERIOD in str(line.after) for line in noted] == [True]


def test_results_lead_to_the_slip_only_for_who_may_open_it(come: Come, both: World):
    path = f"/p/slip/{both.cast.serang.operator}/{PERIOD}"
    assert path in come("budi").get("/p/hasil-saya").text
    assert path not in come("siti").get(f"/p/pegawai/{both.cast.serang.operator}/hasil").text


def test_totals_by_unit_add_up_to_those_of_the_runs(come: Come, both: World):
    with acting_as(system("look")), both.sessions() as session:
        found = slips.totals(session, "serang", march())
    for place, column in enumerate(found.columns):
        assert found.whole.amounts[place] == Fraction(column.run.totals[column.output.step])
    assert sum((unit.payable for unit in found.units), Fraction(0)) == found.whole.payable
    assert len(found.whole.people) == len(found.people)
    said = come("hana").said(f"/p/bulan/serang/{PERIOD}")
    assert "Kota Serang Hadiah Kota Serang Terhitung" in said
    assert "Semua unit" in said
    assert words("id").rupiah(found.whole.payable) in said
    assert "Maret 2026" in come("hana").said("/p/bulan")


def test_the_totals_as_files_hold_the_same_numbers(come: Come, both: World):
    with acting_as(system("look")), both.sessions() as session:
        found = slips.totals(session, "serang", march())
    visit = come("hana")
    book = openpyxl.load_workbook(io.BytesIO(visit.get(f"/p/bulan/serang/{PERIOD}/bulan.xlsx").content))
    units, people = (list(sheet.values) for sheet in book)
    assert units[-1][1] == "Semua unit"
    assert Fraction(str(units[-1][-1])) == found.whole.payable
    assert len(people) == len(found.people) + 1
    lines = visit.get(f"/p/bulan/serang/{PERIOD}/unit.csv").text.strip().splitlines()
    assert len(lines) == len(units)
    assert lines[-1].endswith(f";{found.whole.payable}")


def test_totals_stay_inside_the_region(come: Come, both: World):
    for path in ("", "/unit.csv", "/bulan.xlsx"):
        assert come("yudi").get(f"/p/bulan/serang/{PERIOD}{path}").status_code == 404
        assert come("budi").get(f"/p/bulan/serang/{PERIOD}{path}").status_code in (403, 404)
    assert "Kota Serang" not in come("yudi").said("/p/bulan")
