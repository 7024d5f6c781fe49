"""Files against tables: what is new, changed, the same or wrong; all through the session, all or nothing."""

from __future__ import annotations

import io
import zipfile
from datetime import date, time
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import sessionmaker

import kinerja_admin.models  # noqa: F401 - maps every table
from kinerja_admin.db.rehearsal import rehearsal
from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Refused
from kinerja_admin.locale import parse_date, words
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.base import Base
from kinerja_admin.models.butir_rencana import ButirRencana
from kinerja_admin.models.cuti import Cuti
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.presensi import Presensi
from kinerja_admin.models.rencana import Rencana
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services import imports
from kinerja_admin.services.imports import RowState, sheets
from tests.cast import Cast

HEAD = "Pegawai;Tanggal;Status;Jam masuk;Terlambat"


def csv_of(*lines: str, head: str = HEAD) -> bytes:
    return "\r\n".join((head, *lines)).encode()


def bring(sessions: sessionmaker[Session], cast: Cast, model: type[Base], content: bytes, name: str = "isi.csv") -> Any:
    """Import into Serang as its personnel officer, for good where nothing is at fault."""
    with acting_as(cast.serang.scope), sessions() as session:
        outcome = imports.bring_in(session, imports.table_of(model, "serang"), imports.read_sheet(name, content))
        states = [row.state for row in outcome.rows]
        session.commit() if outcome.is_storable else session.rollback()
        return outcome, states


def all_of(sessions: sessionmaker[Session], model: type[Base]) -> list[Any]:
    with acting_as(system("look")), sessions() as session:
        return list(session.scalars(select(model)))


def test_rows_come_in_by_label_and_nip_and_the_same_file_twice_changes_nothing(
    session_factory: sessionmaker[Session], cast: Cast
):
    content = csv_of(
        "199001152015031002;02/03/2026;Hadir;07.45;15", "Siti Aminah (197504122000032001);2 Maret 2026;hadir;07:20;0"
    )
    _, states = bring(session_factory, cast, Presensi, content)
    assert states == [RowState.NEW, RowState.NEW]
    found = {row.pegawai_id: row for row in all_of(session_factory, Presensi)}
    late = found[cast.serang.operator]
    assert (late.tanggal, late.status, late.jam_masuk, late.menit_telat) == (date(2026, 3, 2), "hadir", time(7, 45), 15)
    assert late.region_id == "serang"
    lines = [one for one in all_of(session_factory, Audit) if one.table_name == "presensi"]
    assert {one.actor for one in lines} == {cast.serang.scope.actor}
    assert len(lines) == 2
    _, states = bring(session_factory, cast, Presensi, content)
    assert states == [RowState.UNCHANGED, RowState.UNCHANGED]
    outcome, states = bring(session_factory, cast, Presensi, content.replace(b"07.45;15", b"07.50;20"))
    assert states == [RowState.CHANGED, RowState.UNCHANGED]
    assert outcome.rows[0].before == {"jam_masuk": time(7, 45), "menit_telat": 15}
    lines = [one for one in all_of(session_factory, Audit) if one.table_name == "presensi"]
    assert [one.action for one in lines] == ["insert", "insert", "update"]


def test_one_row_at_fault_keeps_all_others_out(session_factory: sessionmaker[Session], cast: Cast):
    content = csv_of(
        "199001152015031002;2026-03-02;hadir;07:45;15",
        "000000000000000000;2026-03-02;hadir;;",
        "197504122000032001;30 Februari 2026;santai;jam tujuh;banyak",
        ";2026-03-03;hadir;;",
        "199001152015031002;2026-03-02;alpa;;",
        "197504122000032001;2026-03-04;hadir;07:30;5000",
    )
    outcome, states = bring(session_factory, cast, Presensi, content)
    assert states == [RowState.NEW, *[RowState.FAULTY] * 5]
    codes = [{key: one.code for key, one in row.cells.items()} for row in outcome.rows]
    assert codes[1] == {"pegawai_id": "CELL_NO_RECORD"}
    assert codes[2] == {
        "tanggal": "DATE_UNREADABLE", "status": "CELL_NO_WORD", "jam_masuk": "CELL_NO_TIME",
        "menit_telat": "NUMBER_UNREADABLE",
    }  # fmt: skip
    assert codes[3] == {"pegawai_id": "CELL_REQUIRED"}
    assert [one.code for one in outcome.rows[4].problems] == ["IMPORT_TWICE"]
    assert outcome.rows[5].error is not None
    assert not outcome.is_storable
    assert all_of(session_factory, Presensi) == []


def test_looking_keeps_nobody_from_saving_and_finds_what_storing_finds(
    session_factory: sessionmaker[Session], cast: Cast
):
    with acting_as(cast.serang.scope), session_factory.begin() as session:
        session.add(
            Presensi(pegawai_id=cast.serang.kepala, tanggal=date(2026, 3, 2), status="hadir", region_id="serang")
        )
    content = csv_of(
        "199001152015031002;2026-03-02;hadir;07:45;15",
        "197504122000032001;2026-03-02;alpa;;",
        "197504122000032001;2026-03-04;hadir;07:30;5000",
    )
    with acting_as(cast.serang.scope), rehearsal(session_factory, Presensi) as looking:
        sheet = imports.read_sheet("isi.csv", content)
        seen = imports.bring_in(looking, imports.table_of(Presensi, "serang"), sheet)
        assert len(looking.scalars(select(Presensi)).all()) == 2
        with session_factory.begin() as other:
            other.get_one(UnitKerja, cast.serang.dukcapil).nama = "Dukcapil baru"
        with pytest.raises(Refused, match="REHEARSAL_STORED"):
            looking.commit()
    assert [row.status for row in all_of(session_factory, Presensi)] == ["hadir"]
    tables = [one.table_name for one in all_of(session_factory, Audit) if one.actor == cast.serang.scope.actor]
    assert sorted(tables) == ["presensi", "unit_kerja"]
    outcome, states = bring(session_factory, cast, Presensi, content)
    assert states == [RowState.NEW, RowState.CHANGED, RowState.FAULTY]
    assert outcome.digest == seen.digest
    assert [type(row.error) for row in outcome.rows] == [type(row.error) for row in seen.rows]


def test_the_guard_meets_every_row(session_factory: sessionmaker[Session], cast: Cast):
    head = "NIP;Nama;Jenis kelamin;Tanggal lahir;Status;Tanggal masuk"
    good = "199203042018012001;Dewi Lestari;Perempuan;1992-03-04;PNS;2018-01-01"
    bad = "199203042018012009;Nani Suryani;Perempuan;1980-01-01;PNS;2018-01-01"
    outcome, states = bring(session_factory, cast, Pegawai, csv_of(good, bad, head=head))
    assert states == [RowState.NEW, RowState.FAULTY]
    assert outcome.rows[1].error is not None
    assert "Dewi Lestari" not in [one.nama for one in all_of(session_factory, Pegawai)]
    assert bring(session_factory, cast, Pegawai, csv_of(good, head=head))[1] == [RowState.NEW]
    assert "Dewi Lestari" in [one.nama for one in all_of(session_factory, Pegawai)]


def test_people_of_another_region_are_not_found_nor_changed(session_factory: sessionmaker[Session], cast: Cast):
    outcome, states = bring(session_factory, cast, Presensi, csv_of("197808172003122001;2026-03-02;hadir;;"))
    assert states == [RowState.FAULTY]
    assert outcome.rows[0].cells["pegawai_id"].code == "CELL_NO_RECORD"
    head = "Kode;Nama;Jenis"
    assert bring(session_factory, cast, UnitKerja, csv_of("DUKCAPIL;Dukcapil baru;dinas", head=head))[1] == [
        RowState.CHANGED
    ]
    names = {one.region_id: one.nama for one in all_of(session_factory, UnitKerja)}
    assert names["serang"] == "Dukcapil baru"
    assert names["pangkalpinang"] != "Dukcapil baru"


def test_a_table_without_a_unique_key_is_known_by_whom_and_since_when(
    session_factory: sessionmaker[Session], cast: Cast
):
    head = "Pegawai,Jenis,Mulai,Selesai"
    content = csv_of("199001152015031002,Cuti tahunan,2026-03-02,2026-03-03", head=head)
    for wanted in (RowState.NEW, RowState.UNCHANGED):
        assert bring(session_factory, cast, Cuti, content)[1] == [wanted]
    longer = content.replace(b"2026-03-03", b"2026-03-05")
    assert bring(session_factory, cast, Cuti, longer)[1] == [RowState.CHANGED]
    assert [one.selesai for one in all_of(session_factory, Cuti)] == [date(2026, 3, 5)]


def test_a_key_of_several_parts_points_to_one_row(session_factory: sessionmaker[Session], cast: Cast):
    with acting_as(system("cast")), session_factory.begin() as session:
        session.add(Rencana(region_id="serang", pegawai_id=cast.serang.operator, tahun=2026))
    fields = imports.table_of(ButirRencana, "serang").fields
    required = {one.key: one for one in fields if one.is_required}
    given = {"rencana_id": "199001152015031002 / 2026", "nomor": "1", "uraian": "Akta", "bobot": "40,5", "target": "12"}
    labels = [required[key].label for key in required]
    values = [given.get(key, next(iter(required[key].words), "1")) for key in required]
    content = csv_of(";".join(values), head=";".join(labels))
    assert bring(session_factory, cast, ButirRencana, content)[1] == [RowState.NEW]
    assert [one.bobot for one in all_of(session_factory, ButirRencana)] == [Decimal("40.5")]


UNITS = "Kode;Nama;Jenis;Unit induk"


def test_rows_may_refer_to_rows_of_the_same_file_in_any_order(session_factory: sessionmaker[Session], cast: Cast):
    content = csv_of(
        "SEKSI;Seksi Akta;seksi;BIDANG", "BIDANG;Bidang Pencatatan;bidang;dukcapil", "REGU;Regu Arsip;regu;Seksi Akta",
        head=UNITS,
    )  # fmt: skip
    seen = _looked_at(session_factory, cast, content)
    assert bring(session_factory, cast, UnitKerja, csv_of("LAIN;Unit lain;dinas;", head=UNITS))[1] == [RowState.NEW]
    assert _looked_at(session_factory, cast, content).digest == seen.digest  # whatever numbers the rows will get
    assert bring(session_factory, cast, UnitKerja, content)[1] == [RowState.NEW] * 3
    codes = {one.id: one.kode for one in all_of(session_factory, UnitKerja)}
    above = {one.kode: codes.get(one.induk_id) for one in all_of(session_factory, UnitKerja)}
    assert [above[code] for code in ("REGU", "SEKSI", "BIDANG")] == ["SEKSI", "BIDANG", "DUKCAPIL"]
    assert bring(session_factory, cast, UnitKerja, content)[1] == [RowState.UNCHANGED] * 3


def test_circles_within_a_file_are_named_and_so_are_rows_below_a_fault(
    session_factory: sessionmaker[Session], cast: Cast
):
    content = csv_of(
        "A;Unit A;bidang;B", "B;Unit B;bidang;C", "C;Unit C;bidang;A", "D;Unit D;bidang;A", "E;Unit E;bidang;E",
        "F;Unit F;bidang;tidak ada", "G;Unit G;bidang;F", "H;Unit H;bidang;",
        "K1;Kembar;bidang;", "K2;Kembar;bidang;", "L;Unit L;bidang;Kembar",
        head=UNITS,
    )  # fmt: skip
    outcome, _ = bring(session_factory, cast, UnitKerja, content)
    said = [(row.cells["induk_id"].code, row.cells["induk_id"].parameters) for row in outcome.rows if row.cells]
    assert [code for code, _ in said] == [
        *["IMPORT_CIRCLE"] * 3, "IMPORT_ROW_FAULTY", "IMPORT_CIRCLE", "CELL_NO_RECORD", "IMPORT_ROW_FAULTY",
        "CELL_SEVERAL_RECORDS",
    ]  # fmt: skip
    assert [facts.get("rows") for _, facts in said[:3]] == ["2, 3, 4", "3, 4, 2", "4, 2, 3"]
    assert (said[3][1], said[4][1], said[6][1]) == ({"row": "2"}, {"rows": "6"}, {"row": "7"})
    assert [row.number for row in outcome.rows if not row.cells] == [9, 10, 11]
    assert "Unit H" not in [one.nama for one in all_of(session_factory, UnitKerja)]


def _looked_at(sessions: sessionmaker[Session], cast: Cast, content: bytes) -> imports.Outcome:
    with acting_as(cast.serang.scope), sessions() as session:
        table = imports.table_of(UnitKerja, "serang")
        outcome = imports.bring_in(session, table, imports.read_sheet("isi.csv", content))
        session.rollback()
        return outcome


def test_a_workbook_keeps_types_and_tells_of_rounded_numbers(session_factory: sessionmaker[Session], cast: Cast):
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD.split(";"))
    sheet.append(["199001152015031002", date(2026, 3, 2), "Hadir", time(7, 45), 15.0])
    sheet.append([199001152015031002, date(2026, 3, 3), "Hadir", None, None])
    file = io.BytesIO()
    book.save(file)
    outcome, states = bring(session_factory, cast, Presensi, file.getvalue(), "Rekap Maret.XLSX")
    assert states == [RowState.NEW, RowState.FAULTY]
    assert outcome.rows[0].values["menit_telat"] == 15
    assert outcome.rows[1].cells["pegawai_id"].code == "CELL_ROUNDED"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("isi.csv", b"", "IMPORT_EMPTY"),
        ("isi.csv", HEAD.encode(), "IMPORT_EMPTY"),
        ("isi.xls", b"x", "IMPORT_KIND"),
        ("isi.xlsx", b"no workbook", "IMPORT_UNREADABLE"),
        ("isi.csv", b"a;b\n\0;\0", "IMPORT_UNREADABLE"),
        ("isi.csv", b"x" * (imports.LARGEST + 1), "IMPORT_TOO_LARGE"),
        ("isi.csv", csv_of(*["1;2"] * (imports.MOST_LINES + 1)), "IMPORT_TOO_MANY"),
        ("isi.csv", csv_of("1", head=";".join(map(str, range(101)))), "IMPORT_TOO_MANY"),
    ],
)
def test_files_that_are_none_or_too_much_are_refused(name: str, content: bytes, code: str):
    with pytest.raises(Refused, match=code):
        imports.read_sheet(name, content)


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sheets, "_LARGEST_UNPACKED", 1000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 2000)
    with pytest.raises(Refused, match="IMPORT_TOO_LARGE"):
        imports.read_sheet("isi.xlsx", file.getvalue())


def test_columns_by_which_rows_are_known_must_be_there(session_factory: sessionmaker[Session], cast: Cast):
    with acting_as(cast.serang.scope), session_factory() as session:
        table = imports.table_of(Presensi, "serang")
        with pytest.raises(Refused, match="IMPORT_NO_HEAD") as refused:
            imports.bring_in(session, table, imports.read_sheet("a.csv", b"Tanggal;Status\n2026-03-02;hadir"))
        assert refused.value.parameters["columns"] == "Pegawai, Tanggal"
        with pytest.raises(Refused, match="IMPORT_HEAD_TWICE"):
            imports.bring_in(session, table, imports.read_sheet("a.csv", b"Pegawai;Tanggal;tanggal\n1;2;3"))


def test_every_table_has_a_template_that_its_own_import_reads(session_factory: sessionmaker[Session], cast: Cast):
    tried = 0
    with acting_as(cast.serang.scope), session_factory() as session:
        for mapper in Base.registry.mappers:
            model = mapper.class_
            if model.__group__ not in {"Kepegawaian", "Kinerja", "Kehadiran", "Organisasi"}:
                continue
            table = imports.table_of(model, "serang")
            for language in ("id", "en"):
                content = imports.template(session, table, words(language))
                book = openpyxl.load_workbook(io.BytesIO(content))
                heads = [str(cell.value) for cell in next(book.worksheets[0].iter_rows())]
                assert len(heads) == len(table.fields)
                known = [
                    next((one for one in table.fields if imports.fields.plain(h) in one.names), None) for h in heads
                ]
                assert known == list(table.fields), model.__tablename__
                tried += 1
    assert tried > 30


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-02-28", date(2026, 2, 28)),
        ("28/2/2026", date(2026, 2, 28)),
        ("28-02-2026", date(2026, 2, 28)),
        ("28 Februari 2026", date(2026, 2, 28)),
        ("1 Agu 2026", date(2026, 8, 1)),
        ("3 May 2026", date(2026, 5, 3)),
        ("2026-02-28 00:00:00", date(2026, 2, 28)),
    ],
)
def test_days_are_read_as_offices_write_them(written: str, day: date):
    assert parse_date(written) == day
