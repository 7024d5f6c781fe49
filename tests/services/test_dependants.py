"""Family members whose allowance ends or should have ended."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import Scope, acting_as
from kinerja_admin.db.session import Session
from kinerja_admin.models.keluarga import Keluarga
from kinerja_admin.services.dependants import Reason, birthday, endings
from tests.services.town import BUDI, RINA, Town, build, day

HR = Scope("hr.serang", None, ("serang",))


@pytest.fixture
def town(session_factory: sessionmaker[Session]) -> Town:
    """Rina's and Budi's families."""
    return build(session_factory)


def relative(
    town: Town, name: str, born: str | None, *, nip: str = RINA, until: str | None = None, **given: Any
) -> None:
    """A child that is covered since birth unless said otherwise."""
    usual = {
        "hubungan": "anak",
        "tanggal_lahir": day(born) if born else None,
        "ditanggung_sejak": day(born) if born else day("2020-01-01"),
        "ditanggung_sampai": day(until) if until else None,
        "dasar": "KP4/1",
    }
    town.add(Keluarga, pegawai_id=town.people[nip], nama=name, **{**usual, **given})


def listed(town: Town, on: str) -> list[tuple[str, Reason, date]]:
    """Who is listed on a day, why, and from when."""
    with acting_as(HR), town.sessions() as session:
        return [(one.nama, one.reason, one.on) for one in endings(session, ("serang",), day(on))]


def test_a_child_is_listed_two_months_before_it_comes_of_age_and_until_the_record_says_so(town: Town):
    relative(town, "Ani", "2005-03-15")
    assert listed(town, "2026-01-13") == []
    assert listed(town, "2026-01-14") == [("Ani", Reason.OF_AGE, date(2026, 3, 15))]
    assert listed(town, "2027-01-01") == [("Ani", Reason.OF_AGE, date(2026, 3, 15))]


def test_a_record_that_ends_in_time_is_not_listed(town: Town):
    relative(town, "Ani", "2005-03-15", until="2026-03-14")
    relative(town, "Beni", "2005-03-15", until="2026-03-15")
    assert listed(town, "2026-03-01") == [("Beni", Reason.OF_AGE, date(2026, 3, 15))]
    assert listed(town, "2026-03-16") == []


def test_students_are_covered_until_school_is_over_and_never_beyond_25(town: Town):
    relative(town, "Ani", "2004-03-15", bersekolah_sampai=day("2026-06-30"))
    relative(town, "Beni", "2001-05-02", bersekolah_sampai=day("2027-06-30"))
    relative(town, "Cici", "2005-05-01", bersekolah_sampai=day("2023-06-30"))
    relative(town, "Dodi", "2004-03-15", bersekolah_sampai=day("2028-06-30"))
    assert listed(town, "2026-05-02") == [
        ("Cici", Reason.OF_AGE, date(2026, 5, 1)),
        ("Beni", Reason.OLDEST, date(2026, 5, 2)),
        ("Ani", Reason.SCHOOL_OVER, date(2026, 7, 1)),
    ]


def test_the_earliest_reason_is_named(town: Town):
    relative(town, "Ani", "2006-01-01", menikah_pada=day("2025-11-10"), berpenghasilan_sejak=day("2025-12-01"))
    relative(town, "Beni", "2006-01-01", berpenghasilan_sejak=day("2025-12-01"))
    assert listed(town, "2026-01-05") == [
        ("Ani", Reason.MARRIED, date(2025, 11, 10)),
        ("Beni", Reason.INCOME, date(2025, 12, 1)),
    ]


def test_of_spouses_those_are_listed_who_claim_for_each_other(town: Town):
    spouse: dict[str, Any] = {"hubungan": "pasangan", "pasangan_asn": True}
    relative(town, "Budi Santoso", "1990-01-15", ditanggung_sejak=day("2020-01-01"), **spouse)
    assert listed(town, "2026-01-05") == []
    relative(town, "Rina Wulandari", "1995-12-30", nip=BUDI, ditanggung_sejak=day("2026-01-01"), **spouse)
    assert listed(town, "2026-01-05") == [
        ("Rina Wulandari", Reason.BOTH_CLAIM, date(2026, 1, 1)),
        ("Budi Santoso", Reason.BOTH_CLAIM, date(2026, 1, 1)),
    ]


def test_families_of_leavers_and_of_other_regions_are_not_listed(town: Town):
    town.add_person("198001012005011901", "Eko", tanggal_masuk=day("2020-01-01"), tanggal_keluar=day("2026-02-28"))
    relative(town, "Ani", "2004-01-01", nip="198001012005011901")
    assert listed(town, "2026-02-28") == [("Ani", Reason.OF_AGE, date(2025, 1, 1))]
    assert listed(town, "2026-03-01") == []
    with acting_as(Scope("hr.pangkalpinang", None, ("pangkalpinang",))), town.sessions() as session:
        assert endings(session, ("serang",), day("2026-02-28")) == ()


def test_who_is_born_on_a_leap_day_comes_of_age_on_the_first_of_march():
    assert birthday(date(2004, 2, 29), 21) == date(2025, 3, 1)
    assert birthday(date(2004, 2, 29), 24) == date(2028, 2, 29)
