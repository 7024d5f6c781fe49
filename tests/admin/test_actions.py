"""H3: sqladmin runs actions on GET, where any link or picture of another site triggers them."""

from __future__ import annotations

import pytest
from sqladmin import Admin
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.testclient import TestClient

from kinerja_admin.admin.door import SafeAdmin
from kinerja_admin.admin.safety.actions import ActionsByPost
from tests.admin.conftest import PlainPegawai
from tests.cast import Cast

PATH = "/admin/pegawai/action/forget"


class Closed(ActionsByPost, Admin):
    """sqladmin with this one hole closed."""


@pytest.fixture
def closed(people: Cast, engine: Engine) -> TestClient:
    app = Starlette()
    Closed(app, engine).add_view(PlainPegawai)
    return TestClient(app, follow_redirects=False)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_plain_sqladmin_acts_when_it_is_only_read(plain: TestClient, plain_app: Starlette, method: str):
    assert plain.request(method, PATH).status_code == 307


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_ours_does_not(closed: TestClient, method: str):
    assert closed.request(method, PATH).status_code == 405


def test_ours_acts_when_it_is_posted_to_and_then_shows_the_list_with_get(closed: TestClient):
    answer = closed.post(PATH)
    assert (answer.status_code, answer.headers["location"]) == (303, "http://testserver/admin/pegawai/list")


def test_the_door_closes_it():
    assert issubclass(SafeAdmin, ActionsByPost)
