"""The number of an employee, digit by digit."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_admin.models.nip import nip_problems, normalise_nip

PRINTED = "19860926 201505 1 001"


def codes(nip: str, status: str = "PNS", born: date = date(1986, 9, 26), sex: str = "L") -> list[str]:
    return [problem.code for problem in nip_problems(nip, status=status, tanggal_lahir=born, jenis_kelamin=sex)]


def test_the_printed_example_is_right() -> None:
    assert codes(normalise_nip(PRINTED)) == []


@pytest.mark.parametrize(
    ("nip", "expected"),
    [
        ("", ["NIP_DIGITS"]),
        ("19860926201505100", ["NIP_DIGITS"]),
        ("1986092620150510011", ["NIP_DIGITS"]),
        ("19860926201505100A", ["NIP_DIGITS"]),
        ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", ["NIP_DIGITS"]),
        ("198602302015051001", ["NIP_BIRTH_DATE"]),
        ("198609272015051001", ["NIP_BIRTH_DIFFERS"]),
        ("198609262015131001", ["NIP_APPOINTMENT"]),
        ("198609262015001001", ["NIP_APPOINTMENT"]),
        ("198609262015053001", ["NIP_SEX"]),
        ("198609262015052001", ["NIP_SEX_DIFFERS"]),
        ("198609262015051000", ["NIP_SEQUENCE"]),
        ("198609261999051001", ["NIP_AGE"]),
        ("198609262002081001", ["NIP_AGE"]),
        ("198609262002091001", ["NIP_AGE_UNUSUAL"]),
        ("198609262004081001", ["NIP_AGE_UNUSUAL"]),
        ("198609262004091001", []),
        ("198609262027081001", []),
        ("198609262027091001", ["NIP_AGE_UNUSUAL"]),
        ("198602302015133000", ["NIP_BIRTH_DATE", "NIP_APPOINTMENT", "NIP_SEX", "NIP_SEQUENCE"]),
    ],
)
def test_each_wrong_part_is_named(nip: str, expected: list[str]) -> None:
    assert codes(nip) == expected


def test_an_unusual_age_is_only_a_warning() -> None:
    (problem,) = nip_problems("198609262002091001", status="PNS", tanggal_lahir=date(1986, 9, 26), jenis_kelamin="L")
    assert not problem.is_error
    assert problem.parameters["age"] == "16"


def test_a_contracted_employees_number_has_a_contract_code_for_a_month() -> None:
    assert codes("198609262023211001", status="PPPK") == []
    assert codes("198609262023211001") == ["NIP_APPOINTMENT"]
    assert codes("197009262023211001", status="PPPK", born=date(1970, 9, 26)) == []


@given(st.text(max_size=30))
def test_no_text_makes_it_stumble(text: str) -> None:
    assert codes(normalise_nip(text))
