"""What a policy asks to be measured appears by itself: entry screens, templates, imports, for those concerned alone."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.engine.catalog import FolderShelf
from kinerja_admin.models.account import Account
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.ukuran import Ukuran
from kinerja_admin.services import registry
from tests.pages import uploading
from tests.pages.conftest import ORIGIN, POLICY, Come, Visit, World, words_of

INDICATORS = """\
indicators:
  berkas:
    label: Berkas selesai
    unit: berkas
    decimals: 1
    measures: [target, realisasi]
    range: [0, 500]
    direction: higher
    weight: 60
    of: pegawai
    recorded_by: pegawai
    verified_by: atasan
    evidence: required
    applies: kelas < 10
    score: RATIO(berkas_realisasi, berkas_target) * 100
    cite: perwal
  keluhan:
    label: Keluhan
    unit: kali
    decimals: 0
    measures: [target, realisasi]
    range: [0, 100]
    direction: lower
    weight: 20
    of: unit_kerja
    recorded_by: atasan
    verified_by: hr
    evidence: none
    score: RATIO(keluhan_target, keluhan_realisasi) * 100
    cite: perwal
  lama:
    label: Lama pelayanan
    unit: hari
    decimals: 1
    measures: [baseline, realisasi]
    direction: lower
    weight: 20
    of: layanan
    recorded_by: sistem
    verified_by: hr
    evidence: optional
    score: RATIO(lama_baseline, lama_realisasi) * 100
    cite: perwal

"""
HERE = "/p/ukuran/serang/hadiah/2026-03"


@pytest.fixture
def measured(world: World, tmp_path: Path) -> World:
    """A second version of the policy, by its text alone: nothing else knows its indicators."""
    text = (
        POLICY.replace('"2026.1"', '"2026.2"').replace("from: 2026-01", "from: 2026-03")
        .replace("parameters:\n", INDICATORS + "parameters:\n", 1)
        .replace("decided: 2025-12-19\n", 'decided: 2025-12-19\nsupersedes: "2026.1"\n')
    )  # fmt: skip
    home = tmp_path / "later" / "serang" / "hadiah"
    home.mkdir(parents=True)
    (home / "2026.2.yaml").write_text(text)
    with acting_as(system("cast")), world.sessions.begin() as session:
        session.add(
            Layanan(region_id="serang", kode="AKTA", nama="Akta kelahiran", unit_kerja_id=world.cast.serang.dukcapil)
        )
        done = registry.import_shelf(session, FolderShelf(tmp_path / "later"), "uji")
        assert [one.outcome.value for one in done] == ["imported"], list(done)
    return world


def rows(world: World) -> list[Ukuran]:
    with acting_as(system("look")), world.sessions() as session:
        return list(session.scalars(select(Ukuran)))


def fields(visit: Visit, path: str) -> dict[str, str]:
    """The fields of a grid as they came."""
    found = re.findall(r'<input form="grid"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', visit.get(path).text)
    return dict(found)


def test_an_indicator_of_the_text_alone_appears_in_screens_and_templates(come: Come, measured: World):
    hana = come("hana")
    said = hana.said("/p/ukuran?periode=2026-03").split("Tercatat Diverifikasi ")[1]
    assert "Berkas selesai Hadiah Kota Serang tiap pegawai 0 s.d. 500 berkas Pegawai Atasan 0 dari 2 0" in said
    assert "Keluhan Hadiah Kota Serang tiap unit kerja 0 s.d. 100" in said
    assert "Lama pelayanan Hadiah Kota Serang tiap layanan" in said
    assert "Berkas selesai" not in hana.said("/p/ukuran?periode=2026-02")
    book = openpyxl.load_workbook(io.BytesIO(hana.get(f"{HERE}/berkas/templat.xlsx").content))
    lines = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert lines[0] == ["Pegawai", "Target", "Realisasi", "Bukti"]
    assert lines[1][0] == "199001152015031002"
    assert "Isi ukuran" in hana.said("/")


def test_every_indicator_is_a_column_of_one_list(come: Come, measured: World):
    hana, number = come("hana"), measured.cast.serang.operator
    given = fields(hana, f"{HERE}/berkas") | {f"realisasi-{number}": "37,5"}
    hana.submit(f"{HERE}/berkas", **given)
    place = "/p/ukuran/serang/2026-03"
    said = hana.said(f"{place}/pegawai")
    assert "Nama Berkas selesai berkas Budi Santoso 199001152015031002 37,5 Rina Wulandari" in said
    assert "Keluhan kali Dinas Kependudukan dan Pencatatan Sipil DUKCAPIL belum ada" in hana.said(f"{place}/unit_kerja")
    assert "Akta kelahiran" in hana.said(f"{place}/layanan")
    exported = hana.get(f"{place}/pegawai?berkas=csv").text
    assert "Budi Santoso;199001152015031002;37,5" in exported.replace("37,500000", "37,5")
    assert "Rina" not in come("budi").said(f"{place}/pegawai")
    assert come("yudi").get(f"{place}/pegawai").status_code == 404


def test_only_whom_the_policy_means_is_measured(come: Come, measured: World):
    said = come("hana").said(f"{HERE}/berkas")
    assert "Budi Santoso" in said
    assert "Siti Aminah" not in said


@pytest.mark.requirement("BT-36", "KM-08", "PP-41")
def test_an_employee_records_the_own_measures_and_the_superior_confirms_them(come: Come, measured: World):
    budi, siti = come("budi"), come("siti")
    assert "Keluhan" not in budi.said("/p/ukuran?periode=2026-03")
    number = measured.cast.serang.operator
    given = fields(budi, f"{HERE}/berkas")
    given |= {f"target-{number}": "40", f"realisasi-{number}": "37,5", f"bukti-{number}": "BA/12"}
    answer = budi.submit(f"{HERE}/berkas", **given)
    assert answer.status_code == 303
    assert "1 ukuran tercatat." in budi.said(f"{HERE}/berkas")
    row = rows(measured)[0]
    assert (row.policy, row.indicator, row.periode, row.pegawai_id) == ("hadiah", "berkas", "2026-03", number)
    assert (row.target, row.realisasi, row.bukti) == (Decimal(40), Decimal("37.5"), "BA/12")
    assert budi.submit(f"{HERE}/berkas/periksa", subject=str(number)).status_code == 403
    assert "Verifikasi" in siti.said(f"{HERE}/berkas")
    assert fields(siti, f"{HERE}/berkas") == {}
    now = given | {"seen-" + str(number): fields(come("hana"), f"{HERE}/berkas")[f"seen-{number}"]}
    assert siti.submit(f"{HERE}/berkas", **now).status_code == 404
    assert siti.submit(f"{HERE}/berkas/periksa", subject=str(number)).status_code == 303
    assert "diverifikasi oleh Siti" in siti.said(f"{HERE}/berkas")
    with acting_as(system("look")), measured.sessions() as session:
        row = session.scalars(select(Ukuran)).one()
        names = {one: session.get_one(Account, one).username for one in (row.dicatat_oleh_id, row.diverifikasi_oleh_id)}
        assert list(names.values()) == ["budi", "siti"]
    again = fields(budi, f"{HERE}/berkas") | {f"realisasi-{number}": "38"}
    budi.submit(f"{HERE}/berkas", **again)
    assert rows(measured)[0].diverifikasi_oleh_id is None


def test_units_and_services_are_measured_once(come: Come, measured: World):
    siti, hana = come("siti"), come("hana")
    unit = measured.cast.serang.dukcapil
    given = fields(siti, f"{HERE}/keluhan")
    assert set(given) == {f"seen-{unit}", f"target-{unit}", f"realisasi-{unit}"}
    siti.submit(f"{HERE}/keluhan", **(given | {f"realisasi-{unit}": "3"}))
    given = fields(hana, f"{HERE}/lama")
    service = next(name.rpartition("-")[2] for name in given)
    hana.submit(f"{HERE}/lama", **(given | {f"baseline-{service}": "7", f"realisasi-{service}": "4,2"}))
    found = {row.indicator: row for row in rows(measured)}
    assert found["keluhan"].unit_kerja_id == unit
    assert found["lama"].layanan_id == int(service)
    assert found["lama"].pegawai_id is None
    assert siti.get(f"{HERE}/lama").status_code == 403


@pytest.mark.parametrize(
    ("value", "said"),
    [("501", "501 di luar rentang yang ditetapkan kebijakan: 0 sampai 500"), ("1,25", "paling banyak 1"),
     ("-1", "di luar rentang"), ("banyak", "tidak dapat dibaca sebagai bilangan")],
)  # fmt: skip
def test_a_measure_that_does_not_fit_the_policy_is_not_kept(come: Come, measured: World, value: str, said: str):
    budi = come("budi")
    number = measured.cast.serang.operator
    answer = budi.submit(f"{HERE}/berkas", **(fields(budi, f"{HERE}/berkas") | {f"realisasi-{number}": value}))
    assert answer.status_code == 400
    assert said in words_of(answer.text)
    assert f'value="{value}"' in answer.text
    assert rows(measured) == []


@pytest.mark.parametrize(("value", "said"), [("501", "0 sampai 500"), ("1,25", "paling banyak 1")])
def test_the_form_of_a_row_and_the_file_of_rows_keep_the_policys_range(
    come: Come, measured: World, value: str, said: str
):
    hana, number = come("hana"), measured.cast.serang.operator
    given = {"policy": "hadiah", "indicator": "berkas", "pegawai_id": str(number)}
    answer = hana.submit("/data/ukuran/create", **given, periode="2026-03", target="10", realisasi=value)
    assert answer.status_code == 400
    assert said in words_of(answer.text)
    content = f"Kebijakan;Indikator;Periode;Pegawai;Realisasi\nhadiah;berkas;2026-03;199001152015031002;{value}"
    shown = uploading.upload(hana, content, path="/p/impor/ukuran", name="ukuran.csv")
    assert shown.status_code == 400
    assert said in words_of(shown.text)
    assert rows(measured) == []
    for period, indicator in (("2026-02", "berkas"), ("2026-03", "lain")):  # no policy in force asks for these
        kept = {**given, "indicator": indicator, "periode": period, "realisasi": value}
        assert hana.submit("/data/ukuran/create", **kept).status_code == 303
    assert hana.submit("/data/ukuran/create", **given, periode="2026-03", realisasi="500").status_code == 303
    row = next(one for one in rows(measured) if (one.periode, one.indicator) == ("2026-03", "berkas"))
    stamp = re.search(r'name="_stamp" value="([^"]+)"', hana.get(f"/data/ukuran/edit/{row.id}").text)
    assert stamp
    changed = {**given, "periode": "2026-03", "realisasi": value, "_stamp": stamp[1]}
    assert said in words_of(hana.submit(f"/data/ukuran/edit/{row.id}", **changed).text)


def test_nobody_records_for_others_by_naming_them(come: Come, measured: World):
    budi, yudi = come("budi"), come("yudi")
    head = measured.cast.serang.kepala
    assert budi.submit(f"{HERE}/berkas", **{f"realisasi-{head}": "5", f"seen-{head}": "x"}).status_code == 400
    for path in (f"{HERE}/keluhan", f"{HERE}/lama"):
        assert budi.get(path).status_code == 403
        assert budi.get(f"{path}/templat.xlsx").status_code == 403
    for path in (f"{HERE}/berkas", f"{HERE}/berkas/templat.xlsx", f"{HERE}/berkas/impor", "/p/ukuran?daerah=serang"):
        assert yudi.get(path).status_code == 404
    assert come("walikota").get("/p/ukuran").status_code == 403
    assert budi.get("/p/ukuran/serang/hadiah/2026-03/tidak_ada").status_code == 404
    assert rows(measured) == []


def test_the_second_of_two_writers_is_told(come: Come, measured: World):
    budi, hana = come("budi"), come("hana")
    number = measured.cast.serang.operator
    old = fields(budi, f"{HERE}/berkas")
    hana.submit(f"{HERE}/berkas", **(fields(hana, f"{HERE}/berkas") | {f"realisasi-{number}": "9"}))
    answer = budi.submit(f"{HERE}/berkas", **(old | {f"realisasi-{number}": "8"}))
    assert answer.status_code == 400
    assert "Sementara itu orang lain sudah mencatatnya" in words_of(answer.text)
    stamp = re.search(rf'name="seen-{number}" value="([^"]+)"', answer.text)
    assert stamp
    budi.submit(f"{HERE}/berkas", **(old | {f"realisasi-{number}": "8", f"seen-{number}": stamp[1]}))
    assert rows(measured)[0].realisasi == Decimal(8)


def test_a_filled_template_comes_in_with_the_policys_range(come: Come, measured: World):
    hana = come("hana")
    book = openpyxl.load_workbook(io.BytesIO(hana.get(f"{HERE}/berkas/templat.xlsx").content))
    sheet = book.worksheets[0]
    sheet["B2"], sheet["C2"], sheet["D2"] = 40, 600, "BA/1"
    wrong = upload(hana, book)
    assert "600 di luar rentang yang ditetapkan kebijakan: 0 sampai 500" in words_of(wrong.text)
    sheet.cell(2, 3, 36.5)
    sheet.cell(3, 1, "197504122000032001")
    sheet.cell(3, 2, 10)
    assert "indikator ini tidak mengukurnya" in words_of(upload(hana, book).text)
    sheet.delete_rows(3)
    shown = upload(hana, book)
    assert "Baru 1" in words_of(shown.text)
    seen = {name: re.search(rf'name="{name}" value="([^"]*)"', shown.text)[1] for name in ("name", "content", "digest")}  # type: ignore[index]
    assert hana.submit(f"{HERE}/berkas/impor/simpan", **seen).headers["location"] == f"{HERE}/berkas"
    row = rows(measured)[0]
    assert (row.indicator, row.realisasi, row.bukti) == ("berkas", Decimal("36.5"), "BA/1")
    assert "BA/1" in hana.get(f"{HERE}/berkas").text


def upload(visit: Visit, book: openpyxl.Workbook):
    file = io.BytesIO()
    book.save(file)
    return visit.post(
        f"{HERE}/berkas/impor", data={"csrf_token": visit.token()}, headers=ORIGIN,
        files={"file": ("berkas.xlsx", file.getvalue())},
    )  # fmt: skip
