"""The town of these tests, on each engine."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.session import Session
from tests.services.town import Town, build


@pytest.fixture
def town(session_factory: sessionmaker[Session]) -> Town:
    """Three people of Serang, known to the day."""
    return build(session_factory)
