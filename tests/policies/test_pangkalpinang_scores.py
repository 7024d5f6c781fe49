"""Scores of Pangkalpinang, worked out a second time: made-up people, whose aspects and levels come out as by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import NamedTuple

import pytest

from kinerja_admin.engine.engines import ENGINES
from kinerja_admin.engine.facts import Cell, Facts
from kinerja_admin.engine.policy import Policy
from tests.policies.figures import MATRIX
from tests.policies.oracles import EXPECTATIONS, Attendance, decimal, period, rounded, some_attendance, weighted

MONTHS = {"2025.1": "2025-06", "2026.1": "2026-06"}
ASPECTS = {"hasil": 40, "pelayanan": 25, "disiplin": 20, "inovasi": 15}
WEIGHTS = {
    "2025.1": {
        "target": 25, "unit": 5, "imunisasi": 10, "belajar": 10, "perilaku": 12, "survei": 8, "warga": 5,
        "kehadiran": 15, "integritas": 5, "inovasi": 15,
    },
    "2026.1": {
        "target": 20, "unit": 10, "imunisasi": 10, "belajar": 10, "perilaku": 10, "cepat": 5, "survei": 4, "warga": 3,
        "tren": 3, "kehadiran": 15, "integritas": 5, "inovasi": 15,
    },
}  # fmt: skip
WORK, SERVICE, ORDER = (
    ("target", "unit", "imunisasi", "belajar"),
    ("perilaku", "cepat", "survei", "warga", "tren"),
    ("kehadiran", "integritas"),
)
PERSON, HOUSE = ("target", "kehadiran", "integritas"), ("unit", "inovasi")
PUBLIC = ("imunisasi", "belajar", *SERVICE)
UNITS = {"sangat_kurang": 25, "kurang": 50, "butuh_perbaikan": 75, "baik": 100, "istimewa": 115}
UNCONFIRMED = {
    "2025.1": {"belum_ada": 40, "draf": 50, "diajukan": 70},
    "2026.1": {"belum_ada": 0, "draf": 20, "diajukan": 70},
}
RECORD = {
    "2025.1": {"tidak_ada": 100, "ringan": 80, "sedang": 60, "berat": 30},
    "2026.1": {"tidak_ada": 100, "ringan": 75, "sedang": 40, "berat": 0},
}
STAGES = {
    "2025.1": {"usulan": 5, "uji_coba": 10, "diterapkan": 20},
    "2026.1": {"usulan": 5, "uji_coba": 15, "diterapkan": 25},
}
QUICK = ("survei_waktu", "survei_produk", "survei_kompetensi")
OTHERS = (
    "survei_persyaratan", "survei_prosedur", "survei_biaya", "survei_perilaku", "survei_pengaduan", "survei_sarana",
)  # fmt: skip
HOPED = {"aspek_hasil": 80, "aspek_pelayanan": 75, "aspek_disiplin": 85, "aspek_inovasi": 60}


@dataclass
class Person:
    """Facts as recorded, and the scores that a desk calculator makes of them."""

    version: str
    chance: Random
    facts: dict[str, Cell] = field(default_factory=dict)
    scores: dict[str, Fraction] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.version == "2026.1"

    def share(self, low: int, high: int) -> Fraction:
        """A number of two decimals."""
        return Fraction(self.chance.randint(low * 100, high * 100), 100)

    def some(self, *most: int) -> int:
        return self.chance.choice(most)


def relief(one: Person) -> tuple[Fraction, Fraction]:
    """Outside factors: percent of this month's target that is let off, and the part of the year that still counts."""
    factors = [(one.chance.randint(0, 30), one.share(0, 60)) for _ in range(one.some(0, 0, 1, 2))]
    one.facts["faktor_penyesuaian"] = tuple(decimal(percent) for _, percent in factors)
    if not one.is_new:
        month = min(max((percent for _, percent in factors), default=Fraction(0)), Fraction(50))
        return month, rounded(Fraction(6, 12) * (1 - month / 100), 12)
    one.facts["faktor_hari"] = tuple(days for days, _ in factors)
    earlier = [one.share(0, 50) for _ in range(one.some(0, 5))]
    one.facts["kelonggaran_sebelumnya"] = tuple(decimal(percent) for percent in earlier)
    month = rounded(min(sum((days * percent for days, percent in factors), Fraction(0)) / 30, Fraction(50)))
    return month, (6 - (sum(earlier, Fraction(0)) + month) / 100) / 12


def capped(percent: Fraction) -> Fraction:
    return rounded(max(min(percent, Fraction(120)), Fraction(0)))


def work(one: Person) -> None:
    """Targets of the plan, the unit's result, and what the unit's field gives the public."""
    month, part = relief(one)
    status = one.chance.choice(["disetujui", "disetujui", "disetujui", "diajukan", "draf", "belum_ada"])
    items = [
        (one.some(20, 30, 50), one.share(1, 300), one.chance.choice([None, one.share(0, 400)]), one.some(0, 1))
        for _ in range(one.some(1, 2, 4))
    ]
    reached = [_reached(month, part, *item[1:]) for item in items]
    total = sum(item[0] for item in items)
    mean = rounded(sum((item[0] * got for item, got in zip(items, reached, strict=True)), Fraction(0)) / total)
    one.scores["target"] = mean if status == "disetujui" else Fraction(UNCONFIRMED[one.version][status])
    unit = one.chance.choice([None, *UNITS])
    if unit:
        one.scores["unit"] = Fraction(UNITS[unit])
    field_of_unit = one.chance.choice(["kesehatan", "pendidikan", "penunjang"])
    wanted, got, before = one.share(50, 99), one.share(0, 100), one.share(20, 99)
    if field_of_unit == "kesehatan":
        one.scores["imunisasi"] = rounded(min(got / (wanted * part) * 100, Fraction(120)))
    elif field_of_unit == "pendidikan":
        grown = 60 + 40 * (got - before) / (wanted - before) if wanted > before else got / wanted * 100
        one.scores["belajar"] = capped(grown)
    one.facts |= {
        "status_rencana": status, "urusan": field_of_unit, "predikat_unit": unit,
        "butir_bobot": tuple(item[0] for item in items), "butir_target": tuple(decimal(item[1]) for item in items),
        "butir_realisasi": tuple(None if item[2] is None else decimal(item[2]) for item in items),
        "butir_arah": tuple("turun" if item[3] else "naik" for item in items),
        "cakupan_imunisasi_target": decimal(wanted), "cakupan_imunisasi_realisasi": decimal(got),
        "mutu_pembelajaran_baseline": decimal(before), "mutu_pembelajaran_target": decimal(wanted),
        "mutu_pembelajaran_realisasi": decimal(got),
    }  # fmt: skip


def _reached(month: Fraction, part: Fraction, target: Fraction, done: Fraction | None, falls: int) -> Fraction:
    if done is None:
        return Fraction(0)
    if falls:
        return capped((2 - done / (target * (1 + month / 100))) * 100)
    return capped(done / rounded(target * part, 12) * 100)


def service(one: Person) -> None:
    """Behaviour by three raters, the survey, and what citizens say of the month."""
    chief = [one.share(40, 100) for _ in range(7)]
    peers = [one.share(30, 100) for _ in range(one.some(0, 2, 3, 5))]
    stars = [one.chance.randint(1, 5) for _ in range(one.some(0, 9, 10, 14))]
    enough, heard = len(peers) >= 3, len(stars) >= 10
    public = Fraction(20 * sum(stars), max(len(stars), 1))
    own = 60 + (0 if enough else 20) + (0 if heard else 20)
    parts = [
        rounded(Fraction(own, 100) * rounded(sum(chief, Fraction(0)) / 7)),
        rounded(sum(peers, Fraction(0)) / len(peers) / 5) if enough else Fraction(0),
        rounded(public / 5) if heard else Fraction(0),
    ]
    one.scores["perilaku"] = sum(parts, Fraction(0))
    before = one.chance.choice([None, one.share(40, 100)])
    if heard:
        one.scores["warga"] = rounded(public)
        if before is not None and one.is_new:
            moved = max(90 + 2 * (public - before), Fraction(100 if public >= 90 else 0))
            one.scores["tren"] = rounded(min(moved, Fraction(120)))
    one.facts |= {
        "nilai_perilaku": tuple(decimal(value) for value in chief), "nilai_rekan": tuple(decimal(value) for value in peers),
        "bintang_masyarakat": tuple(stars), "kepuasan_lalu": None if before is None else decimal(before),
    }  # fmt: skip
    survey(one)


def survey(one: Person) -> None:
    asked = one.some(0, 9, 10, 25)
    answers = {name: [one.chance.randint(1, 4) for _ in range(asked)] for name in (*QUICK, *OTHERS)}
    one.facts |= {name: tuple(given) for name, given in answers.items()}
    if asked < 10:
        return
    totals = {name: sum(given) for name, given in answers.items()}
    if one.is_new:
        one.scores["cepat"] = rounded(Fraction(25 * sum(totals[name] for name in QUICK), 3 * asked))
        one.scores["survei"] = rounded(Fraction(25 * sum(totals[name] for name in OTHERS), 6 * asked))
    else:
        one.scores["survei"] = rounded(Fraction(25 * sum(totals.values()), 9 * asked))


def order(one: Person) -> None:
    """Attendance and the disciplinary record."""
    clock = some_attendance(one.chance)
    one.scores["kehadiran"] = max(_present(one, clock), Fraction(0))
    sanction = one.chance.choice(list(RECORD[one.version]))
    one.scores["integritas"] = Fraction(RECORD[one.version][sanction])
    one.facts |= {**clock.as_facts(), "tingkat_hukuman": sanction}


def _present(one: Person, clock: Attendance) -> Fraction:
    if one.is_new:
        return 100 - 2 * clock.deduction()
    events = sum(1 for minutes in (*clock.late, *clock.early) if minutes is None or minutes > 0)
    return Fraction(100 - 5 * clock.absent - 2 * clock.missed - events)


class Idea(NamedTuple):
    """One innovation, field by field as it is recorded."""

    tahap: str
    peran: str
    percobaan: bool
    berhasil: bool | None
    program: bool
    arah: str
    sebelum: Decimal | None
    sesudah: Decimal | None

    def points(self, version: str) -> Fraction:
        """What it adds; a failure that was no experiment adds nothing."""
        if self.berhasil is False and not self.percobaan:
            return Fraction(0)
        found = Fraction(STAGES[version][self.tahap] + 5 * self.program + 10 * (self.berhasil is True))
        if version == "2025.1":
            return found
        return (found + 10 * self.helps()) * (Fraction(3, 2) if self.peran == "ketua" else 1)

    def helps(self) -> bool:
        if self.sebelum is None or self.sesudah is None:
            return False
        return self.sesudah > self.sebelum if self.arah == "naik" else self.sesudah < self.sebelum


def ideas(one: Person) -> None:
    """What innovations add to the base; nothing ever takes away."""
    rows = [
        Idea(
            one.chance.choice(list(STAGES[one.version])), one.chance.choice(["anggota", "ketua"]), one.some(0, 1) == 1,
            one.chance.choice([None, True, False]), one.some(0, 1) == 1, one.chance.choice(["naik", "turun"]),
            *(one.chance.choice([None, decimal(one.share(1, 9))]) for _ in range(2)),
        )
        for _ in range(one.some(0, 0, 1, 2, 3))
    ]  # fmt: skip
    points = sum((row.points(one.version) for row in rows), Fraction(60 if one.is_new else 70))
    one.scores["inovasi"] = min(points, Fraction(120))
    one.facts |= {f"inovasi_{name}": tuple(getattr(row, name) for row in rows) for name in Idea._fields}
    one.facts["inovasi_diakui"] = tuple(False for _ in rows)


def of(one: Person, names: tuple[str, ...]) -> Fraction:
    return weighted({name: one.scores[name] for name in names if name in one.scores}, WEIGHTS[one.version])


def expected(one: Person) -> dict[str, object]:
    """Everything that a slip shows of the appraisal."""
    aspects = {"hasil": of(one, WORK), "pelayanan": of(one, SERVICE), "disiplin": of(one, ORDER)}
    aspects["inovasi"] = one.scores["inovasi"]
    total = rounded(sum(aspects[name] * ASPECTS[name] for name in ASPECTS) / Fraction(100))
    found: dict[str, object] = {
        "nilai": total, "nilai_hasil_kerja": aspects["hasil"], "nilai_pelayanan": aspects["pelayanan"],
        "nilai_disiplin": aspects["disiplin"], "inovasi_skor": aspects["inovasi"], "tingkat_individu": of(one, PERSON),
        "tingkat_organisasi": of(one, HOUSE), "tingkat_masyarakat": of(one, PUBLIC),
        "perilaku_melayani_skor": one.scores["perilaku"], "kepuasan_masyarakat_skor": one.scores.get("warga"),
    }  # fmt: skip
    result, behaviour = one.chance.choice(EXPECTATIONS), one.chance.choice(EXPECTATIONS)
    one.facts |= {"hasil_kerja": result, "perilaku_kerja": behaviour, "unit_kerja": "UNIT"}
    if one.is_new:
        clean = one.facts["tingkat_hukuman"] == "tidak_ada"
        praised = one.scores.get("warga", Fraction(0)) >= 80 and one.scores["perilaku"] >= 90
        behaviour = EXPECTATIONS[2] if behaviour == EXPECTATIONS[1] and clean and praised else behaviour
        short = {name: max(hoped - score, Fraction(0)) for (name, hoped), score in zip(HOPED.items(), aspects.values(), strict=True)}  # fmt: skip
        most = max(short.values())
        found["aspek_perbaikan"] = next(name for name in short if short[name] == most) if most else "tidak_ada"
    predicate = MATRIX[result, behaviour]
    found["predikat"] = predicate
    poor = predicate not in {"baik", "sangat_baik"}
    found["perlu_rencana_perbaikan"] = poor or (one.is_new and total < 70)
    return found


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("version", MONTHS)
def test_scores_come_out_as_by_hand(policies: dict[str, Policy], version: str, engine: str):
    policy = policies[f"pangkalpinang/penilaian@{version}"]
    people = [Person(version, Random(seed)) for seed in range(40)]
    for one in people:
        for made in (work, service, order, ideas):
            made(one)
    wanted = [expected(one) for one in people]
    columns = {name: tuple(one.facts.get(name) for one in people) for name in policy.inputs}
    found = ENGINES[engine](policy, Facts(tuple(str(at) for at in range(40)), columns), period(MONTHS[version]))
    assert [one.fault for one in found.results] == [None] * len(people)
    for one, result, hoped in zip(people, found.results, wanted, strict=True):
        assert {name: result.values[name] for name in hoped} == hoped, one.facts
    assert len({str(one["predikat"]) for one in wanted}) == 5
