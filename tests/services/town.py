"""A small town built by hand: two units, four positions, and people whose every fact is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.engine.facts import Cell
from kinerja_admin.engine.periods import parse_period
from kinerja_admin.models.base import Base
from kinerja_admin.models.golongan import Golongan
from kinerja_admin.models.hari_libur import HariLibur
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.jadwal_kerja import JadwalKerja
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.presensi import Presensi
from kinerja_admin.models.region import NATIONAL, Region
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.unit_kerja import UnitKerja
from kinerja_admin.services import snapshots
from kinerja_admin.services.snapshots import DataSet

SITI, BUDI, RINA = "197504122000032001", "199001152015031002", "199512302020122003"
"""Head of the office, head of a division, clerk at the counter."""
NOON = datetime(2026, 1, 5, 5, tzinfo=UTC)


def day(text: str) -> date:
    """2026-03-02 as a day."""
    return date.fromisoformat(text)


@dataclass
class Town:
    """A region under construction; keys by code or NIP."""

    sessions: sessionmaker[Session]
    region: str = "serang"
    units: dict[str, int] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    ranks: dict[str, int] = field(default_factory=dict)

    def add(self, model: type[Base], **values: Any) -> int:
        """Write one row of the region; returns its number."""
        with acting_as(system("town")), self.sessions.begin() as session:
            row = model(region_id=self.region, **values)
            session.add(row)
            session.flush()
            number: int = row.id  # type: ignore[attr-defined]
            return number

    def add_person(self, nip: str, nama: str, position: str | None = None, **given: Any) -> int:
        """An employee whose dates follow from the number, in a position from 2024 or the first day on."""
        begun = date(int(nip[8:12]), min(12, int(nip[12:14])), 1)  # a contract code stands where months do not reach
        values = {
            "nip": nip,
            "nama": nama,
            "jenis_kelamin": "L" if nip[14] == "1" else "P",
            "tanggal_lahir": date(int(nip[:4]), int(nip[4:6]), int(nip[6:8])),
            "status": "PNS",
            "tanggal_masuk": begun,
            **given,
        }
        self.people[nip] = self.add(Pegawai, **values)
        if position:
            self.hold(nip, position, max(values["tanggal_masuk"], date(2024, 1, 1)))
        return self.people[nip]

    def hold(self, nip: str, position: str, first: date, last: date | None = None, kind: str = "definitif") -> None:
        """A position held, definitive or acting."""
        unit = {"KADIS": "DINAS", "KABID": "BIDANG", "LOKET": "BIDANG", "ANALIS": "DINAS"}[position]
        self.add(
            RiwayatJabatan,
            pegawai_id=self.people[nip],
            jabatan_id=self.positions[position],
            unit_kerja_id=self.units[unit],
            penugasan=kind,
            mulai=first,
            selesai=last,
        )

    def attend(self, nip: str, days: Mapping[str, Mapping[str, Any]]) -> None:
        """Attendance rows of a person: present and on time unless said otherwise."""
        with acting_as(system("town")), self.sessions.begin() as session:
            for text, given in days.items():
                usual = {"status": "hadir", "menit_telat": 0, "menit_pulang_cepat": 0}
                session.add(
                    Presensi(
                        region_id=self.region, pegawai_id=self.people[nip], tanggal=day(text), **{**usual, **given}
                    )
                )

    def look(self, period: str) -> DataSet:
        """What the records say of a period."""
        wanted = parse_period(period)
        assert wanted
        with acting_as(system("town")), self.sessions() as session:
            return snapshots.look(session, self.region, wanted)[0]

    def fact(self, period: str, nip: str, source: str) -> Cell:
        """One fact of one person."""
        data = self.look(period)
        return data.columns[source][data.place_of(nip)]

    def facts(self, period: str, nip: str, *names: str) -> tuple[Cell, ...]:
        """Several facts of one person."""
        data = self.look(period)
        place = data.place_of(nip)
        return tuple(data.columns[name][place] for name in names)


def build(sessions: sessionmaker[Session]) -> Town:
    """Office (kependudukan) with a division, heads and a clerk; five working days, apel on Mondays, two holidays."""
    town = Town(sessions)
    with acting_as(system("town")), sessions.begin() as session:
        for code, name in ((NATIONAL, "Nasional"), ("serang", "Kota Serang"), ("pangkalpinang", "Kota Pangkalpinang")):
            session.add(Region(code=code, name=name))
        ranks = [("III/a", "PNS", 9), ("IV/b", "PNS", 14), ("IX", "PPPK", 9)]
        session.add_all([Golongan(kode=code, jenis=kind, urutan=place) for code, kind, place in ranks])
        session.flush()
        town.ranks = {row.kode: row.id for row in session.query(Golongan)}
        for text in ("2026-03-19", "2026-03-20"):
            session.add(HariLibur(tanggal=day(text), nama="Libur", jenis="libur_nasional"))
    town.add(JadwalKerja, nama="Lima hari", baku=True, jam_masuk=time(7, 30), jam_pulang=time(16), hari_apel=1)
    _organise(town)
    town.add_person(SITI, "Siti Aminah", "KADIS")
    town.add_person(BUDI, "Budi Santoso", "KABID")
    town.add_person(RINA, "Rina Wulandari", "LOKET")
    return town


def _organise(town: Town) -> None:
    town.units["DINAS"] = town.add(UnitKerja, kode="DINAS", nama="Dinas", jenis="dinas", urusan="kependudukan")
    town.units["BIDANG"] = town.add(
        UnitKerja, kode="BIDANG", nama="Bidang", jenis="bidang", induk_id=town.units["DINAS"]
    )
    for code, unit, kind, grade, echelon, above, public in (
        ("KADIS", "DINAS", "struktural", 14, "II.b", None, False),
        ("KABID", "BIDANG", "struktural", 11, "III.b", "KADIS", False),
        ("LOKET", "BIDANG", "pelaksana", 6, None, "KABID", True),
        ("ANALIS", "DINAS", "fungsional", 8, None, "KABID", False),
    ):
        town.positions[code] = town.add(
            Jabatan,
            kode=code,
            nama=code.title(),
            unit_kerja_id=town.units[unit],
            jenis=kind,
            kelas=grade,
            eselon=echelon,
            atasan_id=town.positions[above] if above else None,
            pelayanan_publik=public,
        )
