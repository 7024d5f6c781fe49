"""The number of an employee: what its eighteen digits say, and whether they agree with the person.

A civil servant's NIP is birth date (8), month of appointment (6), sex (1) and sequence (3); a contracted
employee's NI PPPK has the year of appointment (4) and a contract code (2) in place of the month
(Perka BKN 22/2007, 43/2007). A number may be corrected later, so it never identifies a row.
"""

from __future__ import annotations

import re
from datetime import date

from kinerja_admin.errors import Problem, Severity

_DIGITS = 18
_SEX = {"1": "L", "2": "P"}
_YOUNGEST = 16
_USUAL_AGE = range(18, 41)
_USUAL_CONTRACT_AGE = range(18, 60)
_OLDEST = 65


def normalise_nip(written: str) -> str:
    """The number without the blanks that people write for legibility."""
    return re.sub(r"\s+", "", written)


def nip_problems(nip: str, *, status: str, tanggal_lahir: date, jenis_kelamin: str) -> tuple[Problem, ...]:
    """Everything that is wrong or unusual with a person's number; errors keep the person from being saved."""
    if not (len(nip) == _DIGITS and nip.isascii() and nip.isdigit()):
        return (Problem("NIP_DIGITS", parameters={"nip": nip}),)
    problems = [
        *_birth_problems(nip, tanggal_lahir),
        *(_contract_problems(nip) if status == "PPPK" else _appointment_problems(nip)),
        *_sex_problems(nip, jenis_kelamin),
    ]
    if nip[15:] == "000":
        problems.append(Problem("NIP_SEQUENCE", parameters={"nip": nip}))
    return tuple(problems)


def _birth_problems(nip: str, recorded: date) -> list[Problem]:
    born = _born(nip)
    if born is None:
        return [Problem("NIP_BIRTH_DATE", parameters={"nip": nip, "digits": nip[:8]})]
    if born != recorded:
        return [Problem("NIP_BIRTH_DIFFERS", parameters={"nip": nip, "date": born.isoformat()})]
    return []


def _born(nip: str) -> date | None:
    try:
        return date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        return None


def _appointment_problems(nip: str) -> list[Problem]:
    year, month = int(nip[8:12]), int(nip[12:14])
    if not 1 <= month <= 12:
        return [Problem("NIP_APPOINTMENT", parameters={"nip": nip, "digits": nip[8:14]})]
    born = _born(nip)
    if born is None:
        return []
    return _age_problems(nip, year - born.year - (month < born.month), _USUAL_AGE)


def _contract_problems(nip: str) -> list[Problem]:
    born = _born(nip)
    return [] if born is None else _age_problems(nip, int(nip[8:12]) - born.year, _USUAL_CONTRACT_AGE)


def _age_problems(nip: str, age: int, usual: range) -> list[Problem]:
    """Impossible ages are errors; very young ones of old and high ones of special appointments are only noted."""
    facts = {"nip": nip, "age": str(age)}
    if not _YOUNGEST <= age <= _OLDEST:
        return [Problem("NIP_AGE", parameters=facts)]
    return [] if age in usual else [Problem("NIP_AGE_UNUSUAL", Severity.WARNING, facts)]


def _sex_problems(nip: str, recorded: str) -> list[Problem]:
    sex = _SEX.get(nip[14])
    if sex is None:
        return [Problem("NIP_SEX", parameters={"nip": nip, "digits": nip[14]})]
    return [Problem("NIP_SEX_DIFFERS", parameters={"nip": nip})] if sex != recorded else []
