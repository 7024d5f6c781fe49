"""What personnel staff are told when they write a record: doubts, what follows from others, runs that rest on it."""

from __future__ import annotations

import csv
import io
from datetime import date, time

import openpyxl
from sqlalchemy import select

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.models.cuti import Cuti
from kinerja_admin.models.jadwal_kerja import JadwalKerja
from kinerja_admin.models.penempatan_jadwal import PenempatanJadwal
from kinerja_admin.models.presensi import Presensi
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services.runs import resting
from tests.pages.conftest import Come, Visit, World, words_of
from tests.pages.section import below_a_section
from tests.pages.uploading import upload


def schedule(world: World, name: str, clock: time, **given: object) -> int:
    with acting_as(system("cast")), world.sessions.begin() as session:
        row = JadwalKerja(region_id="serang", nama=name, jam_masuk=clock, jam_pulang=time(16, 0), **given)
        session.add(row)
        session.flush()
        return row.id


def create(visit: Visit, table: str, **fields: str) -> str:
    answer = visit.submit(f"/data/{table}/create", **fields)
    assert answer.status_code == 303, words_of(answer.text)
    return visit.said(answer.headers["location"])


def test_leave_on_days_of_presence_is_doubted_and_the_other_way_round(come: Come, world: World):
    hana, person = come("hana"), str(world.cast.serang.operator)
    assert "keliru" not in create(hana, "presensi", pegawai_id=person, tanggal="2026-04-06", status="hadir")
    create(hana, "presensi", pegawai_id=person, tanggal="2026-04-07", status="alpa")
    said = create(hana, "cuti", pegawai_id=person, jenis="tahunan", mulai="2026-04-06", selesai="2026-04-07")
    assert "Pada 1 hari cuti ini presensinya tercatat hadir: 06-04-2026." in said
    said = create(hana, "presensi", pegawai_id=person, tanggal="2026-04-08", status="hadir")
    assert "sedang cuti" not in said
    with acting_as(system("cast")), world.sessions.begin() as session:
        session.scalars(select(Cuti)).one().selesai = date(2026, 4, 9)
    said = create(hana, "presensi", pegawai_id=person, tanggal="2026-04-09", status="hadir")
    assert "sedang cuti dari 6 April 2026 sampai 9 April 2026, tetapi presensinya hadir" in said


def test_a_late_clock_in_without_minutes_gets_them_from_the_schedule(come: Come, world: World):
    schedule(world, "Biasa", time(7, 30), baku=True, jam_masuk_jumat=time(7, 0))
    hana, person = come("hana"), str(world.cast.serang.operator)
    given = {"pegawai_id": person, "status": "hadir", "jam_masuk": "07:45"}
    said = create(hana, "presensi", tanggal="2026-04-06", **given, jam_pulang="15:50")
    assert "Terlambat dihitung dari jadwal kerja: 15 menit." in said
    assert "Pulang cepat dihitung dari jadwal kerja: 10 menit." in said
    create(hana, "presensi", tanggal="2026-04-10", **given)
    create(hana, "presensi", tanggal="2026-04-07", **(given | {"menit_telat": "3"}))
    create(hana, "presensi", tanggal="2026-04-08", pegawai_id=person, status="hadir")
    create(hana, "presensi", tanggal="2026-04-09", **(given | {"jam_masuk": "07:10"}))
    with acting_as(system("look")), world.sessions() as session:
        found = {row.tanggal.day: row.menit_telat for row in session.scalars(select(Presensi))}
    assert found == {6: 15, 10: 45, 7: 3, 8: None, 9: 0}


def test_the_schedule_is_the_persons_own_else_the_units(come: Come, world: World):
    schedule(world, "Biasa", time(7, 30), baku=True)
    early, late = schedule(world, "Pagi", time(6, 0)), schedule(world, "Siang", time(12, 0))
    with acting_as(system("cast")), world.sessions.begin() as session:
        placed = {"region_id": "serang", "mulai": date(2026, 1, 1)}
        session.add(PenempatanJadwal(**placed, unit_kerja_id=world.cast.serang.dukcapil, jadwal_kerja_id=early))
        session.add(PenempatanJadwal(**placed, pegawai_id=world.cast.serang.kepala, jadwal_kerja_id=late))
    hana = come("hana")
    for person, minutes in ((world.cast.serang.operator, "100 menit"), (world.cast.serang.kepala, "0 menit")):
        said = create(hana, "presensi", pegawai_id=str(person), tanggal="2026-04-06", status="hadir", jam_masuk="07:40")
        assert f"Terlambat dihitung dari jadwal kerja: {minutes}." in said


def test_a_change_in_a_computed_month_names_the_runs_that_rest_on_it(come: Come, world: World):
    hana, person = come("hana"), str(world.cast.serang.operator)
    said = create(hana, "cuti", pegawai_id=person, jenis="tahunan", mulai="2026-03-30", selesai="2026-04-02")
    assert "Sudah dihitung dengan catatan ini: Maret 2026, Hadiah Kota Serang (Terhitung)." in said
    said = create(hana, "cuti", pegawai_id=person, jenis="sakit", mulai="2026-04-13", selesai="2026-04-14")
    assert "Sudah dihitung" not in said
    with acting_as(system("look")), world.sessions() as session:
        number = session.scalars(select(Cuti.id).where(Cuti.jenis == "tahunan")).one()
    form = hana.get(f"/data/cuti/edit/{number}").text
    stamp = form.split('name="_stamp" value="')[1].split('"')[0]
    fields = {"pegawai_id": person, "jenis": "tahunan", "mulai": "2026-04-01", "selesai": "2026-04-02"}
    answer = hana.submit(f"/data/cuti/edit/{number}", **fields, _stamp=stamp)
    assert "Maret 2026, Hadiah Kota Serang" in hana.said(answer.headers["location"])
    content = f"Pegawai;Jenis;Mulai;Selesai\n{199001152015031002};Cuti sakit;2/3/2026;3/3/2026"
    assert "Sudah dihitung dengan catatan ini: Maret 2026" in words_of(upload(hana, content).text)


def test_deleting_names_the_runs_that_rest_on_the_records(come: Come, world: World):
    person = world.cast.serang.operator
    with acting_as(system("cast")), world.sessions.begin() as session:
        leaves = [
            Cuti(region_id="serang", pegawai_id=person, jenis="tahunan", mulai=day, selesai=day)
            for day in (date(2026, 3, 2), date(2026, 3, 3), date(2026, 4, 6))
        ]
        session.add_all(leaves)
        session.flush()
        first, second, later = (row.id for row in leaves)
    hana, told = come("hana"), "Sudah dihitung dengan catatan ini: Maret 2026, Hadiah Kota Serang (Terhitung)."
    assert told in hana.said(f"/data/cuti/remove?pk={first}")
    assert "Sudah dihitung" not in hana.said(f"/data/cuti/remove?pk={later}")
    assert hana.said(f"/data/cuti/remove?pk={later}&pk={second}&pk={first}").count(told) == 1
    answer = hana.submit("/data/cuti/remove", pk=[str(first), str(second), str(later)])
    said = hana.said(answer.headers["location"])
    assert "3 data dihapus" in said
    assert told in said


def test_only_runs_that_know_the_person_rest_on_a_record(world: World):
    march = (date(2026, 3, 1), date(2026, 3, 2))
    with acting_as(system("look")), world.sessions() as session:
        known = resting.About(*march, world.cast.serang.operator)
        assert [run.id for run in resting.resting_on(session, "serang", [known])] == [world.run]
        assert resting.resting_on(session, "serang", [resting.About(*march, 987654)]) == ()
        assert resting.resting_on(session, "pangkalpinang", [known]) == ()
        unit = session.get_one(UnitKerja, world.cast.serang.dukcapil)
        assert resting.about(session, unit) is None


def test_a_filter_by_unit_counts_the_units_below_and_the_export_has_every_column(come: Come, world: World):
    below_a_section(world)
    hana, office = come("hana"), world.cast.serang.dukcapil
    said = hana.said(f"/data/pegawai/list?f-unit_kerja_id={office}")
    for name in ("Budi Santoso", "Siti Aminah", "Rina Wulandari"):
        assert name in said
    assert "Seksi Akta" in hana.said(f"/data/riwayat-jabatan/list?f-unit_kerja_id={office}")
    exported = hana.get(f"/data/pegawai/export/csv?f-unit_kerja_id={office}").text.lstrip(
        "\N{ZERO WIDTH NO-BREAK SPACE}"
    )
    rows = {row["Nama"]: row for row in csv.DictReader(io.StringIO(exported), delimiter=";")}
    assert (rows["Rina Wulandari"]["Unit kerja"], rows["Rina Wulandari"]["Jabatan"]) == ("Seksi Akta", "Arsiparis")
    assert rows["Budi Santoso"]["Kelas jabatan"] == "6"
    book = openpyxl.load_workbook(io.BytesIO(hana.get("/data/pegawai/export/xlsx").content))
    heads = [cell.value for cell in next(book.worksheets[0].iter_rows())]
    assert heads[-3:] == ["Unit kerja", "Jabatan", "Kelas jabatan"]
