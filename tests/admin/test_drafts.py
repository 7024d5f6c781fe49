"""Unpublished policies in the generated tables: their text, names and events reach policy staff alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.models.policy_event import PolicyEvent
from kinerja_admin.models.policy_file import PolicyFile
from tests.admin.conftest import Visit
from tests.cast import Cast

SECRET = "rancangan rahasia 2027"


@pytest.fixture
def draft(people: Cast, session_factory: sessionmaker[Session]) -> int:
    with acting_as(system("test")), session_factory.begin() as db:
        row = PolicyFile(region_id="serang", policy="tpp", version="2027.9", title="Rancangan", text=SECRET)
        public = PolicyFile(region_id="serang", policy="tpp", version="2026.1", text="umum", status="effective")
        db.add_all([row, public, PolicyEvent(region_id="serang", policy_file=row, action="create")])
        db.flush()
        return row.id


@pytest.mark.parametrize("name", ["hr.pangkalpinang", "hr.serang", "pimpinan.serang"])
def test_those_without_policy_duties_never_meet_a_draft(visit: Callable[..., Visit], draft: int, name: str):
    client = visit(name)
    for path in ("policy-file/export/csv", "policy-file/list", "policy-event/list", "policy-event/export/csv"):
        answer = client.get(f"/data/{path}")
        assert answer.status_code == 200
        assert SECRET not in answer.text
        assert "2027.9" not in answer.text
    assert "2026.1" in client.get("/data/policy-file/list").text
    assert client.get(f"/data/policy-file/details/{draft}").status_code == 404


@pytest.mark.parametrize("name", ["policy_admin.serang", "policy_approver.serang", "auditor.serang", "nasional"])
def test_policy_staff_reads_it(visit: Callable[..., Visit], draft: int, name: str):
    client = visit(name)
    assert SECRET in client.get("/data/policy-file/export/csv").text
    assert "2027.9" in client.get("/data/policy-event/list").text
