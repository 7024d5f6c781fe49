"""Working a policy out a second time, by hand: exact fractions, nothing of the engine but the outcome that is judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from random import Random

from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.periods import Period, parse_period
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reference import Prepared, Result, evaluate_person
from tests.policies.figures import BPK

EXPECTATIONS = ("di_bawah_ekspektasi", "sesuai_ekspektasi", "di_atas_ekspektasi")
PREDICATES = ("sangat_kurang", "kurang", "butuh_perbaikan", "baik", "sangat_baik")
PAID = {"sangat_baik": 100, "baik": 100, "butuh_perbaikan": 90, "kurang": 75, "sangat_kurang": 50}
STATUS = {"CPNS": 80, "PNS": 100, "PPPK": 100}
LEAVE = {
    "tidak_cuti": 100, "tahunan": 100, "sakit": 100, "alasan_penting": 100, "melahirkan": 60, "besar": 50,
    "luar_tanggungan": 0,
}  # fmt: skip
SANCTION = {"tidak_ada": 0, "ringan": 0, "sedang": 25, "berat": 50}


def rounded(value: Fraction, places: int = 2) -> Fraction:
    """Half away from zero, as every slip is rounded."""
    scaled = abs(value) * 10**places
    whole = (scaled + Fraction(1, 2)).__floor__()
    return Fraction(whole if value >= 0 else -whole, 10**places)


def whole(value: Fraction) -> int:
    """To the rupiah."""
    return int(rounded(value, 0))


def decimal(number: Fraction) -> Decimal:
    """A number of two decimals as it is recorded."""
    return Decimal(int(number * 100)) / 100


def period(text: str) -> Period:
    found = parse_period(text)
    assert found is not None
    return found


def outcome(policy: Policy, text: str, facts: Mapping[str, Cell]) -> Result:
    """What a policy gives one person."""
    return evaluate_person(Prepared(policy, period(text)), "seorang", facts)


def weighted(scores: Mapping[str, Fraction], weights: Mapping[str, int]) -> Fraction:
    """The mean of the scores there are, by their weights."""
    points = sum((scores[name] * weights[name] for name in scores), Fraction(0))
    return rounded(points / sum(weights[name] for name in scores))


@dataclass(frozen=True)
class Part:
    """A part of a month in which nothing changes."""

    days: int
    grade: int
    status: str = "PNS"
    acting: int | None = None
    sanction: str = "tidak_ada"
    leave: str = "tidak_cuti"

    def worth(self, index: Fraction, acting_days: int) -> int:
        """A whole month's pay in this state: 20 % of the other post when it has been held for 30 days."""
        pay = whole(BPK[self.grade] * index)
        if self.acting is not None and acting_days >= 30:
            pay += whole(BPK[self.acting] * index * Fraction(20, 100))
        kept = STATUS[self.status] * LEAVE[self.leave] * (100 - SANCTION[self.sanction])
        return whole(pay * Fraction(kept, 100**3))


def basic_pay(parts: Sequence[Part], index: Fraction, days: int, acting_days: int) -> int:
    """The month by its calendar days."""
    return whole(Fraction(sum(one.worth(index, acting_days) * one.days for one in parts), days))


def as_facts(parts: Sequence[Part], acting_days: int) -> dict[str, Cell]:
    """The same month as the personnel records tell it."""
    return {
        "bagian_hari": tuple(one.days for one in parts),
        "bagian_kelas": tuple(one.grade for one in parts),
        "bagian_status": tuple(one.status for one in parts),
        "bagian_plt_kelas": tuple(one.acting for one in parts),
        "bagian_hukuman": tuple(one.sanction for one in parts),
        "bagian_cuti": tuple(one.leave for one in parts),
        "plt_hari": acting_days,
    }


def some_parts(chance: Random, days: int) -> list[Part]:
    """A month of one to three parts; every fourth person is not employed all month."""
    left = days if chance.random() < 0.75 else chance.randint(1, days)
    found: list[Part] = []
    while left:
        length = left if len(found) == 2 else chance.randint(1, left)
        found.append(
            Part(
                length, chance.randint(1, 17), chance.choice(list(STATUS)), chance.choice([None, None, 11, 13]),
                chance.choice(list(SANCTION)), chance.choice(list(LEAVE)),
            )
        )  # fmt: skip
        left -= length
    return found


@dataclass(frozen=True)
class Attendance:
    """A month's clock: minutes late and early, days absent without reason, morning assemblies missed."""

    late: tuple[int | None, ...]
    early: tuple[int | None, ...]
    absent: int
    missed: int

    def deduction(self) -> Fraction:
        """Percent, at most 100."""
        minutes = sum((self._bite(one) for one in (*self.late, *self.early)), Fraction(0))
        return min(minutes + 3 * self.absent + 2 * self.missed, Fraction(100))

    @staticmethod
    def _bite(minutes: int | None) -> Fraction:
        if minutes is None or minutes > 90:
            return Fraction(3, 2)
        return Fraction("1.25") if minutes > 60 else Fraction(1) if minutes > 30 else Fraction(int(minutes > 0), 2)

    def as_facts(self) -> dict[str, Cell]:
        return {
            "menit_telat": self.late,
            "menit_pulang_cepat": self.early,
            "hari_kerja": 21,
            "hari_alpa": self.absent,
            "apel_tidak_hadir": self.missed,
        }


def some_attendance(chance: Random) -> Attendance:
    minutes = [0, 0, 0, 0, 1, 30, 31, 60, 61, 90, 91, None]
    late, early = (tuple(chance.choice(minutes) for _ in range(21)) for _ in range(2))
    return Attendance(late, early, chance.choice([0, 0, 0, 1, 5, 20, 21]), chance.randint(0, 4))
