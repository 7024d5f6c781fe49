"""Facts about careers: points, assessments, awards, candidatures, past sanctions."""

from decimal import Decimal
from typing import Any

import pytest

from kinerja_admin.models.angka_kredit import AngkaKredit
from kinerja_admin.models.asesmen_talenta import AsesmenTalenta
from kinerja_admin.models.calon_jabatan import CalonJabatan
from kinerja_admin.models.hukuman_disiplin import HukumanDisiplin
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.lowongan_jabatan import LowonganJabatan
from kinerja_admin.models.penghargaan import Penghargaan
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.riwayat_pangkat import RiwayatPangkat
from tests.services.town import BUDI, RINA, SITI, Town, day

POINTS = [f"angka_kredit.{name}" for name in ("bulan_dinilai", "saldo_jenjang", "saldo_pangkat")]
PROMOTION = [
    f"promosi.{name}" for name in ("jabatan_tujuan", "kelas_tujuan", "pendidikan_min", "golongan_min", "golongan_maks")
]
EKO = "198001012005011901"


@pytest.fixture
def experts(town: Town) -> Town:
    """Eko is a junior expert since July and was a first expert before."""
    town.add_person(EKO, "Eko Prasetya", tanggal_masuk=day("2020-01-01"))
    for code, level, first, last in (
        ("AHLI1", "ahli_pertama", "2020-01-01", "2026-06-30"),
        ("AHLI2", "ahli_muda", "2026-07-01", None),
    ):
        number = town.add(
            Jabatan,
            kode=code,
            nama=code,
            unit_kerja_id=town.units["DINAS"],
            jenis="fungsional",
            kelas=9,
            jenjang=level,
            tunjangan_fungsional=540_000 if level == "ahli_pertama" else None,
        )
        town.positions[code] = number
        town.add(
            RiwayatJabatan,
            pegawai_id=town.people[EKO],
            jabatan_id=number,
            unit_kerja_id=town.units["DINAS"],
            mulai=day(first),
            selesai=day(last) if last else None,
        )
    for rank, first in (("III/a", "2020-01-01"), ("IV/b", "2026-04-01")):
        town.add(RiwayatPangkat, pegawai_id=town.people[EKO], golongan_id=town.ranks[rank], mulai=day(first))
    return town


def earn(town: Town, level: str, rank: str, year: int, number: str) -> None:
    """Points of a year."""
    town.add(
        AngkaKredit,
        pegawai_id=town.people[EKO],
        jenjang=level,
        golongan_id=town.ranks[rank],
        mulai=day(f"{year}-01-01"),
        selesai=day(f"{year}-12-31"),
        jumlah=Decimal(number),
    )


def test_level_and_allowance_follow_the_position(experts: Town):
    wanted = ("jabatan.jenjang", "jabatan.tunjangan_fungsional")
    assert experts.facts("2026-06", EKO, *wanted) == ("ahli_pertama", 540_000)
    assert experts.facts("2026-07", EKO, *wanted) == ("ahli_muda", None)
    assert experts.facts("2026-07", SITI, *wanted) == (None, None)


def test_points_are_those_of_the_present_level_and_rank(experts: Town):
    earn(experts, "ahli_pertama", "III/a", 2024, "12.5")
    earn(experts, "ahli_pertama", "III/a", 2025, "9.375")
    earn(experts, "ahli_muda", "IV/b", 2026, "25")
    assert experts.facts("2026-03", EKO, *POINTS) == (3, Decimal("21.875"), Decimal("21.875"))
    assert experts.facts("2026", EKO, *POINTS) == (6, Decimal(0), Decimal(0))
    assert experts.facts("2027-01", EKO, *POINTS) == (1, Decimal(25), Decimal(25))


def test_outside_functional_positions_there_are_no_points(experts: Town):
    assert experts.facts("2026", SITI, *POINTS) == (None, None, None)


def test_months_of_somebody_who_came_late_or_left(town: Town):
    number = town.add(
        Jabatan,
        kode="AHLI",
        nama="Ahli",
        unit_kerja_id=town.units["DINAS"],
        jenis="fungsional",
        kelas=9,
        jenjang="ahli_muda",
    )
    town.add_person(EKO, "Eko", tanggal_masuk=day("2026-03-20"), tanggal_keluar=day("2026-08-10"))
    common = {"jabatan_id": number, "unit_kerja_id": town.units["DINAS"]}
    town.add(RiwayatJabatan, pegawai_id=town.people[EKO], mulai=day("2026-03-20"), **common)
    assert town.facts("2026", EKO, *POINTS) == (6, Decimal(0), None)


def test_assessments_hold_until_their_last_day(town: Town):
    def assess(kind: str, on: str, until: str | None, score: str) -> None:
        town.add(
            AsesmenTalenta,
            pegawai_id=town.people[BUDI],
            jenis=kind,
            tanggal=day(on),
            berlaku_sampai=day(until) if until else None,
            nilai=Decimal(score),
        )

    assess("asesmen", "2023-04-01", "2026-03-31", "82.5")
    assess("asesmen", "2022-01-10", "2026-12-31", "70")
    assess("rekam_jejak", "2025-01-10", None, "90")
    assess("rekam_jejak", "2026-04-10", None, "60")
    wanted = [
        f"talenta.nilai_{name}" for name in ("asesmen", "rekam_jejak", "pendidikan", "kehadiran", "catatan_kerja")
    ]
    assert town.facts("2026-03", BUDI, *wanted) == (Decimal("82.5"), Decimal(90), None, None, None)
    assert town.facts("2026-04", BUDI, *wanted[:2]) == (Decimal(70), Decimal(60))
    assert town.fact("2027-01", BUDI, wanted[0]) is None


def test_awards_of_the_year_and_of_five_years(town: Town):
    for text in ("2021-03-31", "2021-04-01", "2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01"):
        town.add(Penghargaan, pegawai_id=town.people[BUDI], nama="Teladan", tanggal=day(text), pemberi="Wali Kota")
    assert town.facts("2026-03", BUDI, "penghargaan.jumlah_tahun", "penghargaan.jumlah_lima_tahun") == (2, 4)
    assert town.facts("2026-03", RINA, "penghargaan.jumlah_tahun", "penghargaan.jumlah_lima_tahun") == (0, 0)


def test_the_hardest_sanction_of_five_years_also_when_it_is_over(town: Town):
    def punish(level: str, first: str, last: str) -> None:
        common = {"pegawai_id": town.people[BUDI], "jenis": "teguran", "dasar": "SK"}
        town.add(HukumanDisiplin, tingkat=level, mulai=day(first), selesai=day(last), **common)

    punish("berat", "2021-03-31", "2022-03-31")
    punish("sedang", "2021-04-01", "2021-09-30")
    punish("ringan", "2025-01-01", "2025-06-30")
    wanted = ("hukuman.terberat_lima_tahun", "hukuman.tingkat")
    assert town.facts("2026-03", BUDI, *wanted) == ("sedang", "tidak_ada")
    assert town.facts("2026-04", BUDI, *wanted) == ("ringan", "tidak_ada")
    assert town.fact("2026-03", RINA, wanted[0]) == "tidak_ada"


def vacancy(town: Town, number: str, position: str, **asked: Any) -> int:
    """A vacancy of a position."""
    return town.add(
        LowonganJabatan, nomor=number, jabatan_id=town.positions[position], dibuka=day("2026-01-01"), **asked
    )


def propose(town: Town, vacancy_id: int, on: str, **given: Any) -> None:
    """Budi as its candidate."""
    town.add(
        CalonJabatan, lowongan_jabatan_id=vacancy_id, pegawai_id=town.people[BUDI], diusulkan_pada=day(on), **given
    )


def test_who_is_no_candidate_has_no_vacancy(town: Town):
    vacancy(town, "1", "KADIS")
    assert town.facts("2026-03", BUDI, *PROMOTION) == (None,) * 5


@pytest.mark.requirement("SR-18", "SR-19")
def test_of_several_vacancies_the_one_proposed_last_counts(town: Town):
    asked = {"golongan_min_id": town.ranks["III/a"], "golongan_maks_id": town.ranks["IV/b"], "pendidikan_min": "s1_d4"}
    propose(town, vacancy(town, "1", "KADIS", **asked), "2026-02-01")
    propose(town, vacancy(town, "2", "ANALIS"), "2026-03-31")
    propose(town, vacancy(town, "3", "LOKET"), "2026-04-01")
    assert town.facts("2026-02", BUDI, *PROMOTION) == ("KADIS", 14, "s1_d4", "III/a", "IV/b")
    assert town.facts("2026-03", BUDI, *PROMOTION) == ("ANALIS", 8, None, None, None)


def test_a_candidature_ends_when_it_is_decided_or_given_up(town: Town):
    decided = {"diputus_pada": day("2026-03-15"), "hasil": "tidak_terpilih"}
    propose(town, vacancy(town, "1", "KADIS"), "2026-01-05", **decided)
    propose(town, vacancy(town, "2", "ANALIS"), "2026-01-05", ditarik_pada=day("2026-02-10"))
    wanted = PROMOTION[0]
    assert [town.fact(month, BUDI, wanted) for month in ("2026-01", "2026-02", "2026-03")] == ["KADIS", "KADIS", None]


def test_ranks_of_contracted_employees_bound_nothing(town: Town):
    propose(town, vacancy(town, "1", "KADIS", golongan_min_id=town.ranks["IX"]), "2026-01-05")
    assert town.facts("2026-03", BUDI, *PROMOTION[3:]) == (None, None)
