"""A section below the office, for pages that look at units and those below them."""

from __future__ import annotations

from datetime import date

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.models.jabatan import Jabatan
from kinerja_admin.models.riwayat_jabatan import RiwayatJabatan
from kinerja_admin.models.unit_kerja import UnitKerja
from tests.pages.conftest import World


def below_a_section(world: World) -> int:
    """Rina works in a section below the office; nobody else heads it."""
    with acting_as(system("cast")), world.sessions.begin() as session:
        section = UnitKerja(
            region_id="serang", kode="SEKSI", nama="Seksi Akta", jenis="seksi", induk_id=world.cast.serang.dukcapil
        )
        post = Jabatan(
            region_id="serang", kode="ARSIPARIS", nama="Arsiparis", unit_kerja=section, jenis="pelaksana", kelas=6
        )
        session.add_all([section, post])
        session.flush()
        session.add(
            RiwayatJabatan(
                region_id="serang", pegawai_id=world.cast.rina, jabatan_id=post.id, unit_kerja_id=section.id,
                mulai=date(2025, 1, 1),
            )
        )  # fmt: skip
        return section.id
