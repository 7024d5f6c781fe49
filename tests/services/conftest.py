"""The town of these tests, on each engine."""

from __future__ import annotations

from copy import copy
from datetime import date

import pytest
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.session import Session
from kinerja_admin.services import snapshots
from tests.databases import Databases
from tests.services.town import Town, build


@pytest.fixture(autouse=True)
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests live in November 2026, whatever the machine says."""
    monkeypatch.setattr(snapshots, "today", lambda _session, _region: date(2026, 11, 25))


@pytest.fixture
def town(databases: Databases, database_url: str, session_factory: sessionmaker[Session]) -> Town:
    """Three people of Serang, known to the day."""
    built = databases.filled(database_url, "town", lambda: build(session_factory))
    return Town(session_factory, built.region, *map(copy, (built.units, built.positions, built.people, built.ranks)))
