"""The own password is changed with the old one in hand; an administrator gives a new one; old sessions end."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.models.account import Account
from kinerja_admin.models.audit import Audit
from tests.pages.conftest import ORIGIN, PASSWORD, Come, Visit, World, words_of

NEW = "empat kata yang panjang"
PATH = "/p/kata-sandi"


def number_of(world: World, name: str) -> int:
    with acting_as(system("look")), world.sessions() as session:
        return session.scalars(select(Account.id).where(Account.username == name)).one()


def enters(visit: Visit, name: str, password: str) -> bool:
    found = re.search(r'<meta name="csrf-token" content="([^"]+)"', visit.get("/masuk").text)
    assert found
    fields = {"username": name, "password": password, "csrf_token": found[1]}
    return visit.post("/masuk", data=fields, headers=ORIGIN).status_code == 303


def test_changing_the_password_ends_other_sessions_and_is_audited(come: Come, world: World):
    here, elsewhere, other = come("budi"), come("budi"), come("rina")
    answer = here.submit(PATH, old=PASSWORD, new=NEW, again=NEW)
    assert answer.status_code == 303
    assert "Kata sandi Anda sudah diganti" in here.said("/")
    assert elsewhere.get("/").status_code == 303
    assert other.get("/").status_code == 200
    assert not enters(elsewhere, "budi", PASSWORD)
    assert enters(elsewhere, "budi", NEW)
    with acting_as(system("look")), world.sessions() as session:
        line = session.scalars(select(Audit).where(Audit.reason == "password changed")).one()
        assert (line.actor, line.table_name, line.row_id) == ("budi", "account", str(number_of(world, "budi")))
        stored = session.scalars(select(Account.password_hash).where(Account.username == "budi")).one()
        assert stored
        assert stored.startswith("$argon2id$")
        assert NEW not in str(line.after)
        assert stored not in str(line.after)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"old": "salah sama sekali", "new": NEW, "again": NEW}, "Kata sandi yang sekarang tidak benar"),
        ({"old": PASSWORD, "new": NEW, "again": NEW + "!"}, "Kedua kata sandi baru tidak sama"),
        ({"old": PASSWORD, "new": "pendek", "again": "pendek"}, "paling sedikit 12 huruf"),
        ({"old": PASSWORD, "new": "x" * 201, "again": "x" * 201}, "paling banyak 200 huruf"),
        ({"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "sama dengan yang lama"),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(come: Come, given: dict[str, str], said: str):
    budi, elsewhere = come("budi"), come("budi")
    answer = budi.submit(PATH, **given)
    assert answer.status_code == 400
    assert said in words_of(answer.text)
    assert elsewhere.get("/").status_code == 200
    assert NEW not in answer.text


def test_the_old_password_cannot_be_guessed_here(come: Come):
    budi = come("budi")
    for _ in range(5):
        assert "tidak benar" in words_of(budi.submit(PATH, old="tebakan yang salah", new=NEW, again=NEW).text)
    answer = words_of(budi.submit(PATH, old=PASSWORD, new=NEW, again=NEW).text)
    assert "Terlalu sering salah" in answer


def test_an_administrator_gives_a_new_password_that_is_shown_once(come: Come, world: World):
    number = number_of(world, "budi")
    path = f"/p/akun/{number}/kata-sandi"
    budi, admin = come("budi"), come("pusat")
    assert path in admin.get(f"/data/account/details/{number}").text
    made = re.search(r"<code>([a-z2-9-]{19})</code>", admin.submit(path).text)
    assert made
    assert budi.get("/").status_code == 303
    assert made[1] not in admin.get(path).text
    assert not enters(budi, "budi", PASSWORD)
    assert enters(budi, "budi", made[1])
    with acting_as(system("look")), world.sessions() as session:
        line = session.scalars(select(Audit).where(Audit.reason == "password reset")).one()
        assert (line.actor, line.row_id) == ("pusat", str(number))
        assert made[1] not in f"{line.before}{line.after}"


def test_a_given_password_opens_nothing_until_it_is_changed(come: Come, world: World):
    number = number_of(world, "hana")
    hana, admin = come("hana"), come("pusat")
    given = re.search(r"<code>([a-z2-9-]{19})</code>", admin.submit(f"/p/akun/{number}/kata-sandi").text)
    assert given
    assert "Wajib ganti kata sandi ya" in admin.said(f"/data/account/details/{number}")
    assert enters(hana, "hana", given[1])
    files = ("/data/pegawai/export/csv", "/p/impor/cuti/templat.xlsx", "/data/pegawai/export/xlsx")
    for path in ("/", "/data/pegawai/list", "/p/perhitungan", "/no-such-page", *files):
        answer = hana.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, PATH), path
    asked = hana.get("/data/pegawai/ajax/lookup?name=region_id&term=a", headers={"accept": "application/json"})
    assert (asked.status_code, "kata sandi" in asked.json()["message"].lower()) == (403, True)
    token = re.search(r'<meta name="csrf-token" content="([^"]+)"', (shown := hana.get(PATH)).text)
    assert token
    assert "Kata sandi Anda diberikan administrator" in words_of(shown.text)
    assert "/data/" not in shown.text
    fields = {"csrf_token": token[1], "old": given[1], "new": NEW, "again": NEW}
    posted = hana.post("/p/impor/cuti", data=fields, headers=ORIGIN)
    assert (posted.status_code, posted.headers["location"]) == (303, PATH)
    hana.post("/bahasa", data={**fields, "language": "en", "next": PATH}, headers=ORIGIN)
    assert "given to you by an administrator" in hana.said(PATH)
    same = hana.post(PATH, data={**fields, "new": given[1], "again": given[1]}, headers=ORIGIN)
    assert same.status_code == 400
    assert hana.get("/").headers["location"] == PATH
    assert hana.post(PATH, data=fields, headers=ORIGIN).headers["location"] == "/"
    assert hana.get("/data/pegawai/list").status_code == 200
    with acting_as(system("look")), world.sessions() as session:
        lines = session.scalars(select(Audit).where(Audit.row_id == str(number)).order_by(Audit.id)).all()
        noted = [(one.actor, (one.after or {}).get("must_change_password")) for one in lines if one.reason]
        assert noted == [("pusat", True), ("hana", False)]


def test_nobody_else_gives_passwords_and_none_to_oneself(come: Come, world: World):
    number = number_of(world, "budi")
    for name in ("hana", "teguh", "budi", "sari"):
        assert come(name).submit(f"/p/akun/{number}/kata-sandi").status_code == 403
    admin = come("pusat")
    assert admin.submit(f"/p/akun/{number_of(world, 'pusat')}/kata-sandi").status_code == 409
    assert admin.submit("/p/akun/999999/kata-sandi").status_code == 404
