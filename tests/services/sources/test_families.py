"""Facts about family and education."""

from typing import Any

from kinerja_admin.models.keluarga import Keluarga
from kinerja_admin.models.pendidikan import Pendidikan
from kinerja_admin.models.status_ptkp import StatusPtkp
from tests.services.town import BUDI, RINA, SITI, Town, day

COVERED = ("keluarga.pasangan_ditanggung", "keluarga.anak_ditanggung")


def relative(town: Town, name: str, since: str | None, until: str | None = None, **given: Any) -> None:
    """Somebody of Rina's family, a child unless said otherwise."""
    usual = {"hubungan": "anak", "tanggal_lahir": day("2005-03-15"), "dasar": "KP4/1" if since else None}
    span = {"ditanggung_sejak": day(since) if since else None, "ditanggung_sampai": day(until) if until else None}
    town.add(Keluarga, pegawai_id=town.people[RINA], nama=name, **{**usual, **span, **given})


def test_nobody_is_covered_until_somebody_states_it(town: Town):
    relative(town, "Ani", None)
    assert town.facts("2026-03", RINA, *COVERED) == (0, 0)
    assert town.facts("2026-03", SITI, *COVERED, "pajak.status_ptkp", "pendidikan.jenjang_tertinggi") == (
        0,
        0,
        None,
        None,
    )


def test_who_is_covered_on_the_last_day_counts_however_many(town: Town):
    relative(town, "Suami", "2020-06-01", hubungan="pasangan", tanggal_lahir=None)
    relative(town, "Satu", "2020-01-01")
    relative(town, "Dua", "2026-03-31")
    relative(town, "Tiga", "2026-04-01")
    relative(town, "Empat", "2019-01-01")
    assert town.facts("2026-03", RINA, *COVERED) == (1, 3)
    assert town.fact("2026-04", RINA, "keluarga.anak_ditanggung") == 4


def test_a_child_that_turns_21_in_the_month_is_no_longer_covered_at_its_end(town: Town):
    relative(town, "Ani", "2010-01-01", "2026-03-14")
    assert [town.fact(month, RINA, COVERED[1]) for month in ("2026-02", "2026-03", "2026-04")] == [1, 0, 0]


def test_a_student_stays_covered_for_as_long_as_was_stated(town: Town):
    relative(town, "Ani", "2010-01-01", "2026-03-14")
    relative(town, "Ani", "2026-03-15", "2027-07-31", bersekolah_sampai=day("2027-07-31"), dasar="Surat kuliah 7")
    assert [town.fact(month, RINA, COVERED[1]) for month in ("2026-03", "2027-07", "2027-08")] == [1, 1, 0]


def test_a_spouse_who_claims_as_a_civil_servant_is_not_covered_here(town: Town):
    spouse: dict[str, Any] = {"hubungan": "pasangan", "tanggal_lahir": None, "pasangan_asn": True}
    relative(town, "Suami", None, **spouse)
    assert town.fact("2026-03", RINA, COVERED[0]) == 0


def test_for_leavers_the_last_day_employed_decides(town: Town):
    nip = "198001012005011901"
    town.add_person(nip, "Eko", "ANALIS", tanggal_masuk=day("2020-01-01"), tanggal_keluar=day("2026-03-10"))
    common = {"pegawai_id": town.people[nip], "hubungan": "anak", "tanggal_lahir": day("2010-01-01"), "dasar": "KP4"}
    town.add(Keluarga, nama="Satu", ditanggung_sejak=day("2020-01-01"), ditanggung_sampai=day("2026-03-15"), **common)
    town.add(Keluarga, nama="Dua", ditanggung_sejak=day("2026-03-11"), **common)
    assert town.fact("2026-03", nip, COVERED[1]) == 1


def test_the_tax_status_is_the_last_one_up_to_the_year(town: Town):
    for year, status in ((2024, "TK/0"), (2026, "K/0"), (2027, "K/1")):
        town.add(StatusPtkp, pegawai_id=town.people[BUDI], tahun=year, status=status)
    found = [town.fact(period, BUDI, "pajak.status_ptkp") for period in ("2023-12", "2025-03", "2026-03", "2026")]
    assert found == [None, "TK/0", "K/0", "K/0"]


def test_the_highest_degree_counts_once_it_is_recognised(town: Town):
    for degree, year, since in (
        ("slta", 2008, "2016-01-01"),
        ("s2", 2025, "2026-04-01"),
        ("s1_d4", 2012, "2016-01-01"),
    ):
        town.add(
            Pendidikan,
            pegawai_id=town.people[BUDI],
            jenjang=degree,
            lembaga="Universitas",
            tahun_lulus=year,
            diakui_sejak=day(since),
        )
    town.add(Pendidikan, pegawai_id=town.people[RINA], jenjang="s3", lembaga="Universitas", tahun_lulus=2025)
    wanted = "pendidikan.jenjang_tertinggi"
    assert [town.fact(month, BUDI, wanted) for month in ("2015-12", "2026-03", "2026-04")] == [None, "s1_d4", "s2"]
    assert town.fact("2026-03", RINA, wanted) is None
