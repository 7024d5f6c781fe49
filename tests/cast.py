"""The people of the tests, all invented: three in Serang, two in Pangkalpinang, and those who look after them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import ALL, Scope, acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.account import Account
from kinerja_admin.models.account_role import AccountRole
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.models.region import NATIONAL, Region
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.unit_kerja import UnitKerja


@dataclass(frozen=True, slots=True)
class Town:
    """Keys of a region's rows, and the scope of the one who looks after them."""

    region: str
    dukcapil: int
    kepala_jabatan: int
    operator_jabatan: int
    kepala: int
    operator: int
    hr: int
    scope: Scope


@dataclass(frozen=True, slots=True)
class Cast:
    """Both regions, and the national administrator."""

    serang: Town
    pangkalpinang: Town
    rina: int
    """A third employee of Serang, without a position."""
    national: Scope


def populate(sessions: sessionmaker[Session]) -> Cast:
    """Write the cast into an empty database."""
    with acting_as(system("cast")), sessions.begin() as session:
        session.add(Region(code=NATIONAL, name="Nasional"))
        session.add(Region(code="serang", name="Kota Serang", is_example=True))
        session.add(Region(code="pangkalpinang", name="Kota Pangkalpinang", is_example=True))
        session.flush()
        siti = person("serang", "197504122000032001", "Siti Aminah", "P")
        budi = person("serang", "199001152015031002", "Budi Santoso", "L")
        rina = person("serang", "199512302020122003", "Rina Wulandari", "P")
        mega = person("pangkalpinang", "197808172003122001", "Mega Lestari", "P")
        yudi = person("pangkalpinang", "198803052012011002", "Yudi Hartono", "L")
        session.add_all([siti, budi, rina, mega, yudi])
        serang = _town(session, "serang", siti, budi)
        pangkalpinang = _town(session, "pangkalpinang", mega, yudi)
        national = Account(username="nasional", name="Administrator Nasional")
        session.add_all([national, AccountRole(account=national, role="national_admin")])
        session.flush()
        return Cast(serang, pangkalpinang, rina.id, Scope("nasional", national.id, ALL))


def person(region: str, nip: str, name: str, sex: str, **given: object) -> Pegawai:
    """An employee whose dates follow from the number."""
    return Pegawai(
        **{
            "region_id": region,
            "nip": nip,
            "nama": name,
            "jenis_kelamin": sex,
            "tanggal_lahir": date(int(nip[:4]), int(nip[4:6]), int(nip[6:8])),
            "status": "PNS",
            "tanggal_masuk": date(int(nip[8:12]), int(nip[12:14]), 1),
            **given,
        }
    )


def _town(session: Session, region: str, head: Pegawai, clerk: Pegawai) -> Town:
    unit = UnitKerja(
        region_id=region, kode="DUKCAPIL", nama="Dinas Kependudukan dan Pencatatan Sipil", jenis="dinas", kepala=head
    )
    lead = Jabatan(
        region_id=region,
        kode="KADIS",
        nama="Kepala Dinas",
        unit_kerja=unit,
        jenis="struktural",
        kelas=14,
        eselon="II.b",
    )
    operator = Jabatan(
        region_id=region,
        kode="OPERATOR",
        nama="Operator Layanan",
        unit_kerja=unit,
        jenis="pelaksana",
        kelas=6,
        atasan=lead,
        pelayanan_publik=True,
    )
    account = Account(region_id=region, username=f"hr.{region}", name=f"Staf kepegawaian {region}")
    role = AccountRole(region_id=region, account=account, role="hr")
    session.add_all([unit, lead, operator, account, role])
    for who, position in ((head, lead), (clerk, operator)):
        session.add(
            RiwayatJabatan(region_id=region, pegawai=who, jabatan=position, unit_kerja=unit, mulai=date(2024, 1, 1))
        )
    session.flush()
    scope = Scope(account.username, account.id, (region,))
    return Town(region, unit.id, lead.id, operator.id, head.id, clerk.id, account.id, scope)
