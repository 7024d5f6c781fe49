"""One NIP in two regions stands on the start page of the national administrator, and on nobody else's."""

from __future__ import annotations

from sqlalchemy import select

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.models.pegawai import Pegawai
from tests.pages.conftest import Come, World

HEADING = "Satu NIP di beberapa daerah"


def test_the_national_administrator_alone_is_told_of_a_number_used_twice(come: Come, world: World):
    assert HEADING not in come("pusat").said("/")
    with acting_as(system("test")), world.sessions.begin() as session:
        here = session.scalars(select(Pegawai).where(Pegawai.region_id == "serang").order_by(Pegawai.id)).first()
        assert here
        names = ("nip", "nama", "jenis_kelamin", "tanggal_lahir", "status", "tanggal_masuk")
        session.add(Pegawai(region_id="pangkalpinang", **{name: getattr(here, name) for name in names}))
        nip = here.nip
    said = come("pusat").said("/")
    assert HEADING in said
    assert nip in said.split(HEADING)[1]
    assert "bekerja pada waktu yang sama" in said
    for name in ("wulan", "sari", "walikota"):
        assert HEADING not in come(name).said("/")
