"""One NIP in two regions: told to whoever sees all regions, and to nobody else."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import Scope, acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.pegawai import Pegawai
from kinerja_admin.services.shared_numbers import SharedNumber, shared_numbers
from tests.services.town import BUDI, SITI, Town


def also_in(town: Town, region: str, nip: str, begun: date) -> None:
    with acting_as(system("test")), town.sessions.begin() as session:
        here = session.query(Pegawai).filter_by(nip=nip, region_id="serang").one()
        facts = {name: getattr(here, name) for name in ("nip", "nama", "jenis_kelamin", "tanggal_lahir", "status")}
        session.add(Pegawai(region_id=region, tanggal_masuk=begun, **facts))


def told(sessions: sessionmaker[Session], scope: Scope) -> tuple[SharedNumber, ...]:
    with acting_as(scope), sessions() as session:
        return shared_numbers(session)


def test_only_who_sees_all_regions_is_told(town: Town):
    also_in(town, "pangkalpinang", BUDI, date(2026, 3, 2))
    [found] = told(town.sessions, system("nasional"))
    assert found.nip == BUDI
    assert [one.region for one in found.employments] == ["serang", "pangkalpinang"]
    assert told(town.sessions, Scope("hr", regions=("serang",))) == ()
    assert told(town.sessions, Scope("hr", regions=("serang", "pangkalpinang"))) == ()


def test_somebody_who_moved_is_told_apart_from_a_number_used_twice(town: Town):
    also_in(town, "pangkalpinang", BUDI, date(2026, 3, 2))
    also_in(town, "pangkalpinang", SITI, date(2026, 4, 1))
    with acting_as(system("test")), town.sessions.begin() as session:
        session.get_one(Pegawai, town.people[SITI]).tanggal_keluar = date(2026, 3, 31)
    found = {one.nip: one.overlaps for one in told(town.sessions, system("nasional"))}
    assert found == {BUDI: True, SITI: False}


def test_numbers_of_one_region_are_no_news(town: Town):
    assert told(town.sessions, system("nasional")) == ()
