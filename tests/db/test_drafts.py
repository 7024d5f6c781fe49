"""Policies that are not published yet: seen by the policy staff of their region alone, by every road."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import aliased, sessionmaker

from kinerja_admin.db.bulk import bulk
from kinerja_admin.db.policy_rules import events_broken_at
from kinerja_admin.db.scope import Scope, acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.errors import Refused
from kinerja_admin.models.policy_author import PolicyAuthor
from kinerja_admin.models.policy_event import PolicyEvent
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.words import KEBIJAKAN_TERBIT, STATUS_KEBIJAKAN
from kinerja_admin.services.accounts.roles import SignedIn
from tests.cast import Cast

CLOSED = set(STATUS_KEBIJAKAN) - set(KEBIJAKAN_TERBIT)


@pytest.fixture
def versions(session_factory: sessionmaker[Session], cast: Cast) -> Mapping[str, int]:
    """One version of Serang in every state, each with its event and its author."""
    scope = replace(cast.serang.scope, actor="penulis")
    with acting_as(scope), session_factory.begin() as session:
        rows = {
            status: PolicyFile(region_id="serang", policy="tpp", version=status, text=f"naskah {status}", status=status)
            for status in STATUS_KEBIJAKAN
        }
        session.add_all(rows.values())
        for row in rows.values():
            session.add(PolicyEvent(region_id="serang", policy_file=row, action="create"))
        session.flush()
        return {status: row.id for status, row in rows.items()}


def outsiders(cast: Cast) -> tuple[Scope, ...]:
    return (cast.pangkalpinang.scope, replace(cast.serang.scope, drafts=()), Scope("nobody"))


def test_published_versions_are_public(session_factory: sessionmaker[Session], cast: Cast, versions) -> None:
    for scope in outsiders(cast):
        with acting_as(scope), session_factory() as session:
            assert set(session.scalars(select(PolicyFile.text))) == {f"naskah {name}" for name in KEBIJAKAN_TERBIT}
            assert session.get_one(PolicyFile, versions["effective"]).text == "naskah effective"
            public = {versions[name] for name in KEBIJAKAN_TERBIT}
            assert set(session.scalars(select(PolicyEvent.policy_file_id))) == public
            assert set(session.scalars(select(PolicyAuthor.policy_file_id))) == public


def test_what_is_not_published_is_nowhere(
    session_factory: sessionmaker[Session], engine: Engine, cast: Cast, versions
) -> None:
    closed = {versions[name] for name in CLOSED}
    for scope in outsiders(cast):
        with acting_as(scope), session_factory() as session:
            assert not closed & set(session.scalars(select(PolicyFile.id)))
            assert not closed & set(session.scalars(select(aliased(PolicyFile).id)))
            assert session.scalar(select(func.count(PolicyFile.id))) == len(KEBIJAKAN_TERBIT)
            assert not closed & set(session.scalars(select(aliased(PolicyEvent).policy_file_id)))
            assert not closed & set(session.scalars(select(aliased(PolicyAuthor).policy_file_id)))
            joined = select(PolicyFile.text).join(PolicyEvent, PolicyEvent.policy_file_id == PolicyFile.id)
            assert session.scalars(joined.where(PolicyFile.id.in_(closed))).all() == []
            assert all(session.get(PolicyFile, number) is None for number in closed)
        with bulk(engine, scope) as connection:
            for table, column in ((PolicyFile, PolicyFile.id), (PolicyEvent, PolicyEvent.policy_file_id)):
                assert connection.count(table) == len(KEBIJAKAN_TERBIT)
                assert not closed & {row[0] for row in connection.rows(select(column))}


def test_a_held_draft_is_not_handed_out(session_factory: sessionmaker[Session], cast: Cast, versions) -> None:
    with acting_as(system()), session_factory() as session:
        held = session.get_one(PolicyFile, versions["draft"])
        event = session.scalars(select(PolicyEvent).where(PolicyEvent.policy_file_id == held.id)).one()
        with acting_as(cast.pangkalpinang.scope):
            assert session.get(PolicyFile, held.id) is None
            assert session.get(PolicyEvent, event.id) is None
            held.text = "diambil alih"
            with pytest.raises(Refused):
                session.flush()


def test_policy_staff_and_the_nation_see_all_of_it(
    session_factory: sessionmaker[Session], cast: Cast, versions
) -> None:
    for scope in (cast.serang.scope, cast.national, system()):
        with acting_as(scope), session_factory() as session:
            assert set(session.scalars(select(PolicyFile.id))) == set(versions.values())
            assert set(session.scalars(select(PolicyEvent.policy_file_id))) == set(versions.values())


def test_which_drafts_somebody_sees_follows_from_the_roles() -> None:
    held = {"serang": frozenset({"hr", "pimpinan"}), "pangkalpinang": frozenset({"policy_approver"})}
    scope = SignedIn(1, "dua", "Dua", held=held).scope()
    assert (scope.regions, scope.drafted) == (("pangkalpinang", "serang"), ("pangkalpinang",))


def test_the_chain_of_events_is_whole_for_everyone(
    session_factory: sessionmaker[Session], cast: Cast, versions
) -> None:
    for scope in (*outsiders(cast), cast.serang.scope):
        with acting_as(scope), session_factory() as session:
            assert events_broken_at(session, "serang") is None
