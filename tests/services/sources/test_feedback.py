"""Facts about what colleagues, subordinates and the public say."""

from decimal import Decimal
from typing import Any

import pytest

from kinerja_admin.models.jawaban_survei import JawabanSurvei
from kinerja_admin.models.layanan import Layanan
from kinerja_admin.models.penilaian import Penilaian
from kinerja_admin.models.penilaian_masyarakat import PenilaianMasyarakat
from kinerja_admin.models.petugas_layanan import PetugasLayanan
from kinerja_admin.models.survei import Survei
from kinerja_admin.models.umpan_balik import UmpanBalik
from tests.services.town import BUDI, RINA, SITI, Town, day

VOICES = ("umpan_balik.rekan", "umpan_balik.bawahan")
PUBLIC = "umpan_balik.masyarakat"


def say(town: Town, about: str, by: str, kind: str, score: str, period: str = "2026-03") -> None:
    """What one says of another."""
    town.add(
        UmpanBalik,
        dinilai_id=town.people[about],
        penilai_id=town.people[by],
        jenis=kind,
        periode=period,
        nilai=Decimal(score),
    )


def test_nobody_said_anything(town: Town):
    assert town.facts("2026-03", BUDI, *VOICES, PUBLIC, "survei.waktu") == ((), (), (), ())


@pytest.mark.requirement("PP-14", "PP-19")
def test_one_value_a_rater_low_to_high(town: Town):
    say(town, BUDI, SITI, "rekan", "90")
    say(town, BUDI, RINA, "bawahan", "70.25")
    town.add_person("198001012005011901", "Eko", "ANALIS", tanggal_masuk=day("2020-01-01"))
    say(town, BUDI, "198001012005011901", "rekan", "85.5")
    say(town, BUDI, RINA, "rekan", "100", "2026-02")
    assert town.facts("2026-03", BUDI, *VOICES) == ((Decimal("85.5"), Decimal(90)), (Decimal("70.25"),))
    assert town.facts("2026-02", BUDI, *VOICES) == ((Decimal(100),), ())
    assert town.facts("2026-Q1", BUDI, *VOICES) == ((), ())
    assert town.facts("2026-03", SITI, *VOICES) == ((), ())


def service(town: Town, code: str, unit: str = "BIDANG") -> int:
    """A service of a unit."""
    return town.add(Layanan, kode=code, nama=code, unit_kerja_id=town.units[unit])


def staff(town: Town, nip: str, service_id: int, first: str, last: str | None = None) -> None:
    """Somebody who staffs it."""
    town.add(
        PetugasLayanan,
        layanan_id=service_id,
        pegawai_id=town.people[nip],
        mulai=day(first),
        selesai=day(last) if last else None,
    )


def rate(town: Town, service_id: int, on: str, rating: int, **given: Any) -> None:
    """A citizen's rating."""
    town.add(PenilaianMasyarakat, layanan_id=service_id, tanggal=day(on), nilai=rating, **given)


@pytest.mark.requirement("BT-22", "PP-14")
def test_citizens_rate_the_services_that_a_person_staffs_else_the_unit_s(town: Town):
    akta, ktp, other = service(town, "AKTA"), service(town, "KTP"), service(town, "LAIN", "DINAS")
    staff(town, RINA, akta, "2026-01-01")
    rate(town, akta, "2026-03-01", 5)
    rate(town, akta, "2026-03-31", 3)
    rate(town, akta, "2026-02-28", 1)
    rate(town, akta, "2026-03-05", 1, dihitung=False, alasan_tidak_dihitung="Berulang dari satu alamat")
    rate(town, ktp, "2026-03-02", 4)
    rate(town, other, "2026-03-02", 2)
    assert town.fact("2026-03", RINA, PUBLIC) == (5, 3)
    assert town.fact("2026-03", BUDI, PUBLIC) == (5, 3, 4)
    assert town.fact("2026-03", SITI, PUBLIC) == (2,)
    assert town.fact("2026-02", RINA, PUBLIC) == (1,)


def test_who_staffs_a_service_without_ratings_is_not_given_those_of_others(town: Town):
    staff(town, RINA, service(town, "AKTA"), "2026-01-01")
    rate(town, service(town, "KTP"), "2026-03-02", 1)
    assert town.fact("2026-03", RINA, PUBLIC) == ()


def test_the_service_staffed_on_the_last_day_counts(town: Town):
    akta, ktp = service(town, "AKTA"), service(town, "KTP")
    staff(town, RINA, akta, "2026-01-01", "2026-03-15")
    staff(town, RINA, ktp, "2026-03-16")
    rate(town, akta, "2026-03-10", 1)
    rate(town, ktp, "2026-03-20", 5)
    assert town.fact("2026-03", RINA, PUBLIC) == (5,)


def survey(town: Town, code: str, closed: str | None, answers: list[int | None], **of: int | None) -> None:
    """A survey with answers about the time that a service takes."""
    subject = {"unit_kerja_id": town.units["BIDANG"], **of}
    until = day(closed) if closed else None
    number = town.add(Survei, kode=code, judul=code, dibuka=day("2025-01-01"), ditutup=until, **subject)
    for place, answer in enumerate(answers, 1):
        town.add(JawabanSurvei, survei_id=number, nomor=place, waktu=answer, biaya=4)


@pytest.mark.requirement("BT-15")
def test_the_latest_survey_closed_in_the_year(town: Town):
    survey(town, "LAMA", "2025-12-31", [1])
    survey(town, "TW1", "2026-03-31", [3, None, 4])
    survey(town, "TW2", "2026-06-30", [2])
    survey(town, "TERBUKA", None, [1])
    found = [
        town.fact(month, BUDI, "survei.waktu") for month in ("2026-02", "2026-03", "2026-05", "2026-06", "2027-01")
    ]
    assert found == [(), (3, None, 4), (3, None, 4), (2,), ()]
    assert town.fact("2026-03", BUDI, "survei.biaya") == (4, 4, 4)
    assert town.fact("2026-03", BUDI, "survei.sarana") == (None, None, None)


def test_surveys_of_the_services_go_before_the_unit_s(town: Town):
    akta, ktp = service(town, "AKTA"), service(town, "KTP")
    staff(town, RINA, akta, "2026-01-01")
    survey(town, "AKTA1", "2026-02-28", [1], layanan_id=akta)
    survey(town, "AKTA2", "2026-03-31", [4, 3], layanan_id=akta)
    survey(town, "KTP", "2026-03-01", [2], layanan_id=ktp)
    assert town.fact("2026-03", RINA, "survei.waktu") == (4, 3)
    assert town.fact("2026-03", BUDI, "survei.waktu") == (4, 3, 2)
    survey(town, "UNIT", "2026-01-31", [1, 1])
    assert town.fact("2026-03", BUDI, "survei.waktu") == (1, 1)


def test_a_unit_that_was_not_surveyed_shares_the_one_above(town: Town):
    survey(town, "DINAS", "2026-03-31", [4], unit_kerja_id=town.units["DINAS"])
    assert [town.fact("2026-03", nip, "survei.waktu") for nip in (SITI, BUDI)] == [(4,), (4,)]


@pytest.mark.requirement("KM-13", "KM-15")
def test_self_assessment_and_written_feedback(town: Town):
    wanted = ("penilaian.nilai_sendiri", "penilaian.ada_umpan_balik")
    assert town.facts("2026-03", RINA, *wanted) == (None, False)
    rated = {"penilai_id": town.people[BUDI], "periode": "2026-03"}
    town.add(Penilaian, pegawai_id=town.people[RINA], nilai_sendiri=Decimal("87.5"), umpan_balik="Pertahankan", **rated)
    other = {"penilai_id": town.people[SITI], "periode": "2026-03"}
    town.add(Penilaian, pegawai_id=town.people[BUDI], nilai_sendiri=Decimal(0), umpan_balik="  ", **other)
    assert town.facts("2026-03", RINA, *wanted) == (Decimal("87.5"), True)
    assert town.facts("2026-03", BUDI, *wanted) == (Decimal(0), False)
