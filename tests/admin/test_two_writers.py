"""Two people at one row: the second is told, and loses nothing of what was typed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import sessionmaker
from starlette.testclient import TestClient

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.pegawai import Pegawai
from tests.admin.conftest import Visit
from tests.admin.form import BUDI
from tests.cast import Cast


def row(sessions: sessionmaker[Session], number: int) -> Pegawai:
    with acting_as(system("test")), sessions() as db:
        return db.scalars(select(Pegawai).where(Pegawai.id == number)).one()


def test_plain_sqladmin_lets_the_second_win_in_silence(
    plain: TestClient, people: Cast, session_factory: sessionmaker[Session]
):
    path = f"/admin/pegawai/edit/{people.serang.operator}"
    plain.post(path, data={**BUDI, "region": "serang", "gelar_belakang": "S.E."})
    second = plain.post(path, data={**BUDI, "region": "serang", "gelar_depan": "Drs."})
    assert second.status_code == 302
    assert row(session_factory, people.serang.operator).gelar_belakang is None


def test_ours_tells_the_second_and_keeps_both(hr: Visit, people: Cast, session_factory: sessionmaker[Session]):
    number = people.serang.operator
    path = f"/data/pegawai/edit/{number}"
    seen = hr.stamp(path)
    assert hr.submit(path, **BUDI, gelar_belakang="S.E.", _stamp=seen).status_code == 303
    second = hr.submit(path, **BUDI, gelar_depan="Drs.", _stamp=seen)
    assert second.status_code == 409
    assert "Data ini sudah diubah orang lain" in second.text
    assert "Gelar belakang: S.E." in second.text
    assert 'value="Drs."' in second.text
    assert row(session_factory, number).gelar_depan is None
    again = second.text.split('name="_stamp" value="')[1].split('"')[0]
    assert hr.submit(path, **BUDI, gelar_depan="Drs.", gelar_belakang="S.E.", _stamp=again).status_code == 303
    kept = row(session_factory, number)
    assert (kept.gelar_depan, kept.gelar_belakang) == ("Drs.", "S.E.")


def test_a_mistake_in_between_does_not_renew_the_stamp(hr: Visit, people: Cast, session_factory: sessionmaker[Session]):
    path = f"/data/pegawai/edit/{people.serang.operator}"
    seen = hr.stamp(path)
    hr.submit(path, **BUDI, gelar_belakang="S.E.", _stamp=seen)
    wrong = hr.submit(path, **{**BUDI, "nama": ""}, _stamp=seen)
    assert (wrong.status_code, f'value="{seen}"' in wrong.text) == (400, True)
    assert hr.submit(path, **BUDI, gelar_depan="Drs.", _stamp=seen).status_code == 409


def test_a_form_without_a_stamp_is_not_believed(hr: Visit, people: Cast):
    assert hr.submit(f"/data/pegawai/edit/{people.serang.operator}", **BUDI).status_code == 409


def test_what_happened_stands_on_the_page_of_the_row(hr: Visit, people: Cast):
    path = f"/data/pegawai/edit/{people.serang.operator}"
    hr.submit(path, **{**BUDI, "tanggal_masuk": "2015-03-02"}, _stamp=hr.stamp(path))
    page = hr.get(path.replace("edit", "details")).text
    assert "Riwayat perubahan" in page
    assert "<del>1 Maret 2015</del> → <ins>2 Maret 2015</ins>" in page
    assert "hr.serang" in page
