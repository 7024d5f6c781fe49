"""Invents employees for positions: name, NIP, rank and dates that fit one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from kinerja_admin.services.seeding.chance import chance
from kinerja_admin.services.seeding.files import Row

TODAY = date(2025, 8, 1)
"""The seeded months begin here; everybody invented is already employed."""

_RANKS = {
    15: (("IV/d",), 24, 30),
    14: (("IV/c", "IV/b"), 20, 28),
    13: (("IV/c", "IV/b"), 18, 28),
    12: (("IV/a", "IV/b"), 16, 26),
    11: (("IV/a", "III/d"), 14, 24),
    10: (("III/d",), 10, 18),
    9: (("III/c", "III/d"), 9, 18),
    8: (("III/a", "III/b"), 3, 10),
    7: (("III/a", "III/b"), 4, 12),
    6: (("II/c", "II/d", "III/a"), 4, 14),
    5: (("II/b", "II/c"), 4, 14),
    4: (("II/a", "II/b"), 4, 12),
    3: (("I/d", "II/a"), 4, 14),
    2: (("I/c", "I/d"), 4, 14),
    1: (("I/a", "I/b"), 4, 10),
}
"""By class of the position: ranks, and least and most years of service."""
_CONTRACTED = {8: "IX", 9: "X", 7: "IX", 6: "VII", 5: "V", 4: "V", 3: "I", 2: "I", 1: "I"}
_COUNTED_BEFORE = dict.fromkeys(("I/b", "I/c", "I/d", "II/b", "II/c", "II/d", "VII"), 3)
"""Years of service with which a rank begins: its schooling counts, and the tables of basic pay have no fewer."""
_DEGREES = {
    "I": ("",),
    "II": ("", "A.Md."),
    "III": ("S.Sos.", "S.E.", "S.Kom.", "S.AP."),
    "IV": ("M.Si.", "M.M.", "M.AP."),
}


@dataclass(slots=True)
class Names:
    """Parts of names, and which whole names and NIPs are taken."""

    men: Sequence[str]
    women: Sequence[str]
    families: Sequence[str]
    taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Names:
        """From the rows of ``nama.csv``."""
        by: dict[str, list[str]] = {"L": [], "P": [], "": []}
        for row in rows:
            by[row["jenis_kelamin"]].append(row["nama"])
        return cls(by["L"], by["P"], by[""])

    def draw(self, source: Random, sex: str) -> str:
        """A name that nobody has yet, as long as there are enough."""
        firsts = self.men if sex == "L" else self.women
        for _ in range(40):
            name = f"{source.choice(firsts)} {source.choice(self.families)}"
            if name not in self.taken:
                break
            name = f"{source.choice(firsts)} {source.choice(self.families)} {source.choice(self.families)}"
            if name not in self.taken:
                break
        self.taken.add(name)
        return name


def invent(names: Names, region: str, position: Row, number: int) -> Row:
    """One row of ``pegawai.csv`` for the number-th holder of a position."""
    source = chance("pegawai", region, position["kode"], number)
    grade = int(position["kelas"])
    ranks, least, most = _RANKS[grade]
    sex = source.choice("LP")
    is_contracted = grade in _CONTRACTED and position["jenis"] != "struktural" and source.random() < 0.22
    served = source.randint(1, 4) if is_contracted else source.randint(least, most)
    start = date(TODAY.year - served, source.choice((1, 3, 4, 12)) if served > 1 else 3, 1)
    born = date(start.year - source.randint(21, 29), source.randint(1, 12), source.randint(1, 28))
    rank = _CONTRACTED[grade] if is_contracted else source.choice(ranks)
    raised = start if is_contracted else _raised(source, start)
    return {
        "region": region,
        "nip": _nip(names, born, start, sex, is_contracted=is_contracted),
        "nama": names.draw(source, sex),
        "gelar_depan": "dr." if position["nama"].startswith("Dokter") else "",
        "gelar_belakang": _degree(source, position["nama"], rank, is_contracted=is_contracted),
        "jenis_kelamin": sex,
        "tanggal_lahir": born.isoformat(),
        "status": "PPPK" if is_contracted else "PNS",
        "tanggal_masuk": start.isoformat(),
        "tanggal_keluar": "",
        "alasan_keluar": "",
        "jabatan": position["kode"],
        "jabatan_mulai": _since(source, start).isoformat(),
        "golongan": rank,
        "pangkat_mulai": raised.isoformat(),
        "masa_kerja_tahun": str(max(_COUNTED_BEFORE.get(rank, 0), _years(start, raised))),
    }


def _years(first: date, last: date) -> int:
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def _nip(names: Names, born: date, start: date, sex: str, *, is_contracted: bool) -> str:
    """18 digits by the rules of the real ones; the last three from 901 on, which keeps clear of real people."""
    entered = f"{start:%Y}21" if is_contracted else f"{start:%Y%m}"
    head = f"{born:%Y%m%d}{entered}{1 if sex == 'L' else 2}"
    nip = next(f"{head}{tail}" for tail in range(901, 1000) if f"{head}{tail}" not in names.taken)
    names.taken.add(nip)
    return nip


def _raised(source: Random, start: date) -> date:
    raised = date(TODAY.year - source.randint(0, 3), source.choice((4, 10)), 1)
    return raised if start < raised <= TODAY else max(start, date(raised.year - 1, 4, 1))


def _since(source: Random, start: date) -> date:
    return max(start, date(TODAY.year - source.randint(1, 5), source.randint(1, 12), 1))


def _degree(source: Random, position: str, rank: str, *, is_contracted: bool) -> str:
    if position.startswith(("Guru", "Kepala SMP", "Kepala SD")):
        return "S.Pd."
    if position.startswith(("Perawat", "Bidan")):
        return "A.Md.Kep." if position.startswith("Perawat") else "A.Md.Keb."
    if is_contracted or "/" not in rank:
        return source.choice(("", "S.Kom.", "A.Md."))
    return source.choice(_DEGREES.get(rank.split("/", maxsplit=1)[0], ("",)))
