"""A superior sees the own staff and nobody else, rates whom the post above answers for, and reads the own result."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.engine.periods import Month, parse_period, period_of
from kinerja_admin.errors import Forbidden, NotFound, Refused
from kinerja_admin.models.audit import Audit
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.penilaian import Penilaian
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services import staff
from kinerja_admin.services.accounts import SignedIn
from tests.pages.conftest import Come, World, words_of
from tests.pages.section import below_a_section

MARCH = period_of("month", Month(2026, 3))


def superior(world: World, pegawai: int | None = None) -> SignedIn:
    return SignedIn(
        99, "siti", "Siti", {"serang": frozenset({"atasan"})}, pegawai_id=pegawai or world.cast.serang.kepala
    )  # fmt: skip


def test_the_staff_are_those_in_the_headed_units_and_below(world: World):
    below_a_section(world)
    with acting_as(system("look")), world.sessions() as session:
        found = {one.nama: one.is_direct for one in staff.subordinates(session, superior(world), "serang", MARCH)}
        assert found == {"Budi Santoso": True, "Rina Wulandari": False}
        nobody = staff.subordinates(session, superior(world, world.cast.serang.operator), "serang", MARCH)
        assert nobody == ()
        before = parse_period("2023-12")
        assert before
        assert staff.subordinates(session, superior(world), "serang", before) == ()


def test_posts_answering_to_the_own_one_count_without_heading_a_unit(world: World):
    with acting_as(system("cast")), world.sessions.begin() as session:
        session.get_one(UnitKerja, world.cast.serang.dukcapil).kepala_id = None
        helper = Jabatan(
            region_id="serang", kode="PEMBANTU", nama="Pembantu Operator", jenis="pelaksana", kelas=3,
            unit_kerja_id=world.cast.serang.dukcapil, atasan_id=world.cast.serang.operator_jabatan,
        )  # fmt: skip
        session.add(helper)
        session.flush()
        session.add(
            RiwayatJabatan(
                region_id="serang", pegawai_id=world.cast.rina, jabatan_id=helper.id, mulai=date(2025, 1, 1),
                unit_kerja_id=world.cast.serang.dukcapil,
            )
        )  # fmt: skip
    with acting_as(system("look")), world.sessions() as session:
        found = {one.nama: one.is_direct for one in staff.subordinates(session, superior(world), "serang", MARCH)}
        assert found == {"Budi Santoso": True, "Rina Wulandari": False}
        assert staff.is_subordinate(session, superior(world), "serang", world.cast.rina, MARCH)
        assert not staff.is_subordinate(session, superior(world), "serang", world.cast.serang.kepala, MARCH)
        below = staff.subordinates(session, superior(world, world.cast.serang.operator), "serang", MARCH)
        assert [one.nama for one in below] == ["Rina Wulandari"]


def test_the_service_refuses_who_is_no_superior_there(world: World):
    with acting_as(system("look")), world.sessions() as session:
        with pytest.raises(Forbidden):
            staff.subordinates(session, superior(world), "pangkalpinang", MARCH)
        clerk = SignedIn(9, "hana", "Hana", {"serang": frozenset({"hr"})}, pegawai_id=world.cast.serang.kepala)
        with pytest.raises(Forbidden):
            staff.subordinates(session, clerk, "serang", MARCH)


def test_only_direct_subordinates_are_rated_and_only_by_their_superior(world: World):
    below_a_section(world)
    given = {
        "hasil_kerja": "sesuai_ekspektasi",
        "perilaku_kerja": "di_atas_ekspektasi",
        "umpan_balik": " Terima kasih ",
    }
    with acting_as(system("look")), world.sessions() as session:
        for person in (world.cast.rina, world.cast.serang.kepala, world.cast.pangkalpinang.operator):
            with pytest.raises(NotFound):
                staff.rate(session, superior(world), "serang", person, MARCH, given)
        rating = staff.rate(session, superior(world), "serang", world.cast.serang.operator, MARCH, given)
        assert (rating.penilai_id, rating.umpan_balik) == (world.cast.serang.kepala, "Terima kasih")
        rating.penilai_id = world.cast.rina
        session.flush()
        with pytest.raises(Refused, match="RATED_BY_ANOTHER"):
            staff.rate(session, superior(world), "serang", world.cast.serang.operator, MARCH, given)


@pytest.mark.requirement("BT-18", "KM-09", "PP-13")
def test_a_superior_reads_the_months_results_and_rates_what_waits(come: Come, world: World):
    siti = come("siti")
    assert "1 orang belum dinilai" in siti.said("/")
    said = siti.said("/p/bawahan")
    assert "Budi Santoso 199001152015031002 Operator Layanan" in said
    assert "Hadiah Kota Serang : Rp600.000 sementara" in said
    assert "1 orang belum dinilai Budi Santoso" in said
    assert "Rina" not in said
    number = world.cast.serang.operator
    form = f"/p/bawahan/{number}/penilaian"
    assert "Sesuai ekspektasi" in siti.said(f"{form}?periode=2026-03")
    answer = siti.submit(form, periode="2026-03", hasil_kerja="sesuai_ekspektasi", perilaku_kerja="di_atas_ekspektasi")
    assert answer.status_code == 303
    said = siti.said(answer.headers["location"])
    assert "Penilaian Budi Santoso untuk Maret 2026 sudah disimpan." in said
    assert "sudah dinilai" in said
    assert "belum dinilai" not in said
    with acting_as(system("look")), world.sessions() as session:
        rating = session.scalars(select(Penilaian)).one()
        assert (rating.pegawai_id, rating.hasil_kerja) == (number, "sesuai_ekspektasi")
        assert session.scalars(select(Audit.actor).where(Audit.table_name == "penilaian")).all() == ["siti"]


def test_nobody_is_found_by_guessing_an_address(come: Come, world: World):
    siti = come("siti")
    for person in (world.cast.rina, world.cast.serang.kepala, world.cast.pangkalpinang.operator, 987654):
        path = f"/p/bawahan/{person}/penilaian"
        assert siti.get(f"{path}?periode=2026-03").status_code == 404
        assert siti.submit(path, periode="2026-03", hasil_kerja="sesuai_ekspektasi").status_code == 404
    assert siti.get("/p/bawahan?periode=kemarin").status_code == 404
    for name in ("budi", "hana", "walikota", "pusat"):
        assert come(name).get("/p/bawahan").status_code == 403


def test_a_superior_reads_the_own_result_too(come: Come, world: World):
    said = come("siti").said("/p/hasil-saya")
    assert "Rp2.100.000" in said


def test_leaders_read_runs_of_their_region(come: Come, world: World):
    leader = come("walikota")
    assert "Perhitungan" in leader.said("/")
    for path in ("/p/perhitungan", f"/p/perhitungan/{world.run}"):
        assert leader.get(path).status_code == 200
    refused = leader.get("/data/run/list")
    assert refused.status_code == 403
    assert "Siti" not in words_of(refused.text)
