"""Drafts, four eyes, effect and rollback: the life of a version, step by step, in two regions."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import sessionmaker

from kinerja_admin.db.scope import acting_as, system
from kinerja_admin.db.session import Session
from kinerja_admin.engine import catalog
from kinerja_admin.engine.examples import run_examples
from kinerja_admin.engine.policy import PolicyId
from kinerja_admin.engine.reader.load import load
from kinerja_admin.errors import Forbidden, Invalid, NotFound, Refused, WrongUse
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.snapshot import Snapshot
from kinerja_admin.models.words import KEBIJAKAN_TERBIT, STATUS_KEBIJAKAN
from kinerja_admin.services import registry
from kinerja_admin.services.registry import force, life
from kinerja_admin.services.registry.copying import Intent, patch_copy
from tests.cast import Cast
from tests.services.registry_people import TEXT, Staff, staff


@pytest.fixture
def people(session_factory: sessionmaker[Session], cast: Cast) -> Staff:
    return staff(session_factory)


@pytest.fixture
def month(monkeypatch: pytest.MonkeyPatch):
    """Sets the month in which the test lives."""

    def live_in(value: str) -> None:
        for module in (force, life):
            monkeypatch.setattr(module, "this_month", lambda: value)

    live_in("2026-03")
    return live_in


def draft(sessions: sessionmaker[Session], people: Staff, content: str = TEXT) -> int:
    with acting_as(people.sari.scope()), sessions.begin() as session:
        return registry.bring_draft(session, people.sari, content).id


def step(sessions, who, version: int, action, *arguments: str) -> str:
    """One step by one person in a transaction of its own; the status afterwards."""
    with acting_as(who.scope()), sessions.begin() as session:
        row = registry.find_version(session, who, version, for_change=True)
        action(session, who, row, *arguments)
        status: str = row.status
        return status


def look(session: Session, who, row: PolicyFile) -> None:
    registry.note_impact_opened(session, who, row)


def published(sessions, people: Staff, content: str = TEXT) -> int:
    version = draft(sessions, people, content)
    step(sessions, people.sari, version, registry.submit)
    step(sessions, people.wulan, version, look)
    step(sessions, people.wulan, version, registry.approve)
    step(sessions, people.wulan, version, registry.publish)
    return version


def status(sessions, version: int) -> str:
    with acting_as(system("look")), sessions() as session:
        return str(session.get_one(PolicyFile, version).status)


@pytest.mark.requirement("BT-21", "PP-31")
def test_the_whole_path_leaves_a_chain_of_events(session_factory, people: Staff, month):
    version = published(session_factory, people)
    with acting_as(people.wulan.scope()), session_factory() as session:
        row = session.get_one(PolicyFile, version)
        events = registry.history(session, row)
        assert [event.action for event in events] == ["create", "submit", "impact_opened", "approve", "activate"]
        assert [event.actor for event in events] == ["sari", "sari", "wulan", "wulan", "wulan"]
        assert {event.digest for event in events} == {row.digest}
        assert registry.authors_of(session, row) == (people.sari.account_id,)
        assert row.details["tests"] == {"passed": 1, "all": 1}


def test_a_draft_may_be_incomplete_but_is_not_submitted(session_factory, people: Staff, month):
    version = draft(session_factory, people)
    broken = TEXT.replace("hari_hadir * per_hari", "hari_hadr *")
    with acting_as(people.sari.scope()), session_factory.begin() as session:
        row = session.get_one(PolicyFile, version)
        saved = registry.save_draft(session, people.sari, row, broken, registry.mark_of(row))
        assert saved.is_changed
        assert saved.loaded.errors
        assert row.text == broken
        assert row.digest is None
        assert row.details["findings"]["error"] >= 1
        assert row.title == "Hadiah tepat waktu"
    with pytest.raises(Invalid, match="POLICY_HAS_ERRORS") as refusal:
        step(session_factory, people.sari, version, registry.submit)
    assert refusal.value.problems
    assert status(session_factory, version) == "draft"


def test_saving_identical_content_changes_nothing(session_factory, people: Staff, month):
    version = draft(session_factory, people)
    step(session_factory, people.sari, version, registry.submit)
    with acting_as(people.dimas.scope()), session_factory.begin() as session:
        row = session.get_one(PolicyFile, version)
        before = row.updated_at
        saved = registry.save_draft(session, people.dimas, row, TEXT.replace("\n", "\r\n"), "a mark long gone")
        assert not saved.is_changed
    with acting_as(people.sari.scope()), session_factory() as session:
        row = session.get_one(PolicyFile, version)
        assert (row.status, row.updated_at) == ("in_review", before)
        assert registry.authors_of(session, row) == (people.sari.account_id,)


def test_who_saved_in_between_is_not_overwritten(session_factory, people: Staff, month):
    version = draft(session_factory, people)
    with acting_as(people.sari.scope()), session_factory() as session:
        base = registry.mark_of(session.get_one(PolicyFile, version))
    theirs, mine = TEXT.replace("10_000", "11_000"), TEXT.replace("10_000", "12_000")
    with acting_as(people.dimas.scope()), session_factory.begin() as session:
        registry.save_draft(session, people.dimas, session.get_one(PolicyFile, version), theirs, base)
    with acting_as(people.sari.scope()), session_factory() as session, pytest.raises(Refused, match="MEANWHILE"):
        registry.save_draft(session, people.sari, session.get_one(PolicyFile, version), mine, base)


def test_an_edit_after_submitting_makes_a_draft_again(session_factory, people: Staff, month):
    version = draft(session_factory, people)
    step(session_factory, people.sari, version, registry.submit)
    with acting_as(people.sari.scope()), session_factory.begin() as session:
        row = session.get_one(PolicyFile, version)
        changed = TEXT.replace("10_000", "12_000").replace("20000", "24000")
        saved = registry.save_draft(session, people.sari, row, changed, registry.mark_of(row))
        assert saved.is_reopened
    assert status(session_factory, version) == "draft"


def test_a_copy_is_the_next_version_and_keeps_every_comment(session_factory, people: Staff, month):
    version = published(session_factory, people)
    with acting_as(people.dimas.scope()), session_factory.begin() as session:
        copy = registry.copy_as_draft(
            session,
            people.dimas,
            session.get_one(PolicyFile, version),
            Intent("2026-05", decided="2026-04-30", change="Naik"),
        )
        wanted = (
            TEXT.replace('version: "2026.1"', 'version: "2026.2"')
            .replace("{from: 2026-01,", "{from: 2026-05,")
            .replace("period: month\n", 'period: month\nsupersedes: "2026.1"\n')
            .replace("{id: dua-hari,", "{id: dua-hari, period: 2027-01,")
            .replace("decided: 2025-12-19", "decided: 2026-04-30")
        )
        wanted += '\nchangelog:\n  - version: "2026.2"\n    change: "Naik"\n'
        assert copy.text == wanted
        assert (copy.version, copy.status, copy.effective_from) == ("2026.2", "draft", "2026-05")
        assert registry.load_version(session, copy).problems == ()
        again = registry.copy_as_draft(session, people.dimas, copy)
        assert again.version == "2026.3"
        assert 'supersedes: "2026.2"' in again.text
        assert registry.authors_of(session, again) == (people.dimas.account_id,)


def test_the_tests_of_a_copy_move_to_the_same_month_of_a_later_year():
    text = TEXT.replace(
        "  - {id: dua-hari, given: {hari_hadir: 2}, expect: {hadiah: 20000}}",
        "  - id: bulan-juni\n    period: 2026-06   # tengah tahun\n    given: {hari_hadir: 2}\n    expect: {hadiah: 20000}\n"
        "  - id: tanpa-bulan\n    given: {hari_hadir: 2}\n    expect: {hadiah: 20000}\n"
        "  - {id: sesudah, period: 2027-03, given: {hari_hadir: 2}, expect: {hadiah: 20000}}",
    )
    copy = patch_copy(
        text, PolicyId("serang", "hadiah", "2026.1"), "2026.2", Intent("2026-12", decided="2026-11-30", change="Naik")
    )
    assert "    period: 2027-06   # tengah tahun\n" in copy
    assert "  - id: tanpa-bulan\n    period: 2027-01\n    given:" in copy
    assert "{id: sesudah, period: 2027-03," in copy
    loaded = load(catalog.PolicyFile(copy, "salinan"))
    assert loaded.policy is not None
    assert [one.passed for one in run_examples(loaded.policy)] == [True, True, True]


def test_nobody_approves_the_own_work(session_factory, people: Staff, month):
    version = draft(session_factory, people)
    with acting_as(people.dimas.scope()), session_factory.begin() as session:
        row = session.get_one(PolicyFile, version)
        changed = TEXT + "# dibaca Dimas\n"
        registry.save_draft(session, people.dimas, row, changed, registry.mark_of(row))
    step(session_factory, people.sari, version, registry.submit)
    step(session_factory, people.dimas, version, look)
    with pytest.raises(Refused, match="POLICY_OWN_WORK"):
        step(session_factory, people.dimas, version, registry.approve)
    with pytest.raises(Forbidden, match="ROLE_MISSING"):
        step(session_factory, people.sari, version, registry.approve)
    step(session_factory, people.wulan, version, look)
    assert step(session_factory, people.wulan, version, registry.approve) == "approved"
    with pytest.raises(Refused, match="POLICY_OWN_WORK"):
        step(session_factory, people.dimas, version, registry.publish)


def test_approval_needs_the_effect_of_exactly_this_content_on_the_present_population(
    session_factory, people: Staff, month
):
    version = draft(session_factory, people)
    step(session_factory, people.sari, version, registry.submit)
    with pytest.raises(Refused, match="POLICY_IMPACT_UNSEEN"):
        step(session_factory, people.wulan, version, registry.approve)
    step(session_factory, people.wulan, version, look)
    step(session_factory, people.wulan, version, registry.send_back, "pembulatan")
    with acting_as(people.sari.scope()), session_factory.begin() as session:
        row = session.get_one(PolicyFile, version)
        changed = TEXT.replace("10_000", "12_000").replace("20000", "24000")
        registry.save_draft(session, people.sari, row, changed, registry.mark_of(row))
    step(session_factory, people.sari, version, registry.submit)
    with pytest.raises(Refused, match="POLICY_IMPACT_UNSEEN"):
        step(session_factory, people.wulan, version, registry.approve)
    step(session_factory, people.wulan, version, look)
    with acting_as(system("new month")), session_factory.begin() as session:
        session.add(Snapshot(region_id="serang", periode="2026-03", people=3, sha256="ab" * 32, content=b""))
    with pytest.raises(Refused, match="POLICY_IMPACT_UNSEEN"):
        step(session_factory, people.wulan, version, registry.approve)
    step(session_factory, people.wulan, version, look)
    assert step(session_factory, people.wulan, version, registry.approve) == "approved"


def test_a_red_test_keeps_a_version_from_approval(session_factory, people: Staff, month):
    version = draft(session_factory, people, TEXT.replace("expect: {hadiah: 20000}", "expect: {hadiah: 20001}"))
    step(session_factory, people.sari, version, registry.submit)
    step(session_factory, people.wulan, version, look)
    with pytest.raises(Refused, match="POLICY_TESTS_FAIL"):
        step(session_factory, people.wulan, version, registry.approve)


def test_the_other_region_sees_and_touches_nothing_undecided(session_factory, people: Staff, month):
    version = draft(session_factory, people)
    for who in (people.outsider, people.clerk):
        with pytest.raises(NotFound):
            step(session_factory, who, version, registry.submit)
    with acting_as(people.outsider.scope()), session_factory() as session:
        assert registry.RegistryShelf(session, "pangkalpinang").policies() == ()
    step(session_factory, people.sari, version, registry.submit)
    step(session_factory, people.wulan, version, look)
    step(session_factory, people.wulan, version, registry.approve)
    for action, reason in ((registry.publish, ""), (registry.withdraw, "iri"), (registry.send_back, "iri")):
        with pytest.raises(NotFound):
            step(session_factory, people.outsider, version, action, reason)
    step(session_factory, people.wulan, version, registry.publish)
    with pytest.raises(Forbidden):
        step(session_factory, people.outsider, version, registry.withdraw, "iri")
    with acting_as(people.outsider.scope()), session_factory() as session:
        assert [str(one) for one in registry.RegistryShelf(session, "pangkalpinang").policies()] == [
            "serang/hadiah@2026.1"
        ]
        with pytest.raises(Forbidden):
            registry.copy_as_draft(session, people.outsider, session.get_one(PolicyFile, version))


def test_a_later_version_supersedes_and_a_withdrawal_restores(session_factory, people: Staff, month):
    first = published(session_factory, people)
    later = TEXT.replace('version: "2026.1"', 'version: "2026.2"').replace("{from: 2026-01,", "{from: 2026-02,")
    second = published(session_factory, people, later.replace("10_000", "12_000").replace("20000", "24000"))
    assert (status(session_factory, first), status(session_factory, second)) == ("superseded", "effective")
    with acting_as(people.wulan.scope()), session_factory() as session:
        told = registry.consequences_of_withdrawal(session, session.get_one(PolicyFile, second))
        assert [(str(period), version) for period, version in told.taking_over] == [
            ("2026-02", "2026.1"),
            ("2026-03", "2026.1"),
        ]
        assert told.silent == ()
        alone = registry.consequences_of_withdrawal(session, session.get_one(PolicyFile, first))
        assert [str(period) for period in alone.silent] == ["2026-01"]
    with pytest.raises(WrongUse, match="REASON_MISSING"):
        step(session_factory, people.wulan, second, registry.withdraw, " ")
    with pytest.raises(Forbidden):
        step(session_factory, people.sari, second, registry.withdraw, "salah hitung")
    step(session_factory, people.wulan, second, registry.withdraw, "salah hitung")
    assert (status(session_factory, first), status(session_factory, second)) == ("effective", "withdrawn")
    with acting_as(people.wulan.scope()), session_factory() as session:
        last = [
            (event.action, event.reason) for event in registry.history(session, session.get_one(PolicyFile, first))
        ][-2:]
        assert last == [("supersede", "serang/hadiah@2026.2"), ("restore", "serang/hadiah@2026.2")]


def test_a_version_for_a_later_month_waits_and_then_begins_by_itself(session_factory, people: Staff, month):
    first = published(session_factory, people)
    later = TEXT.replace('version: "2026.1"', 'version: "2026.2"').replace("{from: 2026-01,", "{from: 2026-05,")
    second = published(session_factory, people, later)
    assert status(session_factory, second) == "scheduled"
    assert registry.activate_due(session_factory) == 0
    month("2026-05")
    assert registry.activate_due(session_factory) == 1
    assert (status(session_factory, first), status(session_factory, second)) == ("superseded", "effective")
    assert registry.activate_due(session_factory) == 0


def test_two_versions_do_not_begin_in_the_same_month_unsaid(session_factory, people: Staff, month):
    published(session_factory, people)
    twin = TEXT.replace('version: "2026.1"', 'version: "2026.2"')
    version = draft(session_factory, people, twin)
    with pytest.raises(Refused, match="POLICY_SAME_BEGINNING"):
        step(session_factory, people.sari, version, registry.submit)
    said = draft(session_factory, people, twin.replace('"2026.2"', '"2026.3"\nsupersedes: "2026.1"'))
    assert step(session_factory, people.sari, said, registry.submit) == "in_review"


@pytest.mark.requirement("BT-19")
def test_what_is_in_force_is_never_edited(session_factory, people: Staff, month):
    version = published(session_factory, people)
    with acting_as(people.sari.scope()), session_factory() as session:
        row = session.get_one(PolicyFile, version)
        with pytest.raises(Refused, match="POLICY_CLOSED"):
            registry.save_draft(session, people.sari, row, TEXT + "# sisipan\n", registry.mark_of(row))
    for action, reason in (
        (registry.submit, ""),
        (registry.approve, ""),
        (registry.publish, ""),
        (registry.send_back, "x"),
    ):
        who = people.sari if action is registry.submit else people.wulan
        with pytest.raises(Refused, match="POLICY_STATUS"):
            step(session_factory, who, version, action, reason)


def test_a_wrong_file_is_refused_with_a_reason(session_factory, people: Staff, month):
    with acting_as(people.sari.scope()), session_factory() as session:
        with pytest.raises(WrongUse, match="POLICY_HEAD_UNREADABLE"):
            registry.bring_draft(session, people.sari, "nip;nama\n1;Siti\n")
        with pytest.raises(Invalid):
            registry.bring_draft(session, people.sari, TEXT + "\0")
        with pytest.raises(Forbidden):
            registry.bring_draft(session, people.sari, TEXT.replace("region: serang", "region: pangkalpinang"))
    draft(session_factory, people)
    with pytest.raises(Refused, match="POLICY_EXISTS"):
        draft(session_factory, people)


def unlock(session: Session) -> None:
    """Whoever owns the database can take its locks away; the chain tells all the same."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE policy_event DISABLE TRIGGER USER"))
        return
    named = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'policy_event'")
    for (name,) in connection.execute(named).all():
        connection.execute(text(f'DROP TRIGGER "{name}"'))


def test_tampering_with_the_events_is_found(session_factory, people: Staff, month):
    version = published(session_factory, people)
    with acting_as(system("thief")), session_factory.begin() as session:
        events = registry.history(session, session.get_one(PolicyFile, version))
        assert registry.broken_at(session, "serang") is None
        tampered = events[3].id
        unlock(session)
        session.connection().execute(text("UPDATE policy_event SET actor = 'dimas' WHERE id = :id"), {"id": tampered})
        session.expire_all()
        assert registry.broken_at(session, "serang") == tampered


def test_a_draft_provider_keeps_its_user_from_submission(session_factory, people: Staff, month):
    base = (
        TEXT.replace("policy: hadiah", "policy: dasar").split("inputs:")[0]
        + "parameters:\n  upah: {value: 10_000, unit: rupiah/hari, cite: perwal}\n"
    )
    provider = draft(session_factory, people, base)
    user = TEXT.replace("period: month\n", "period: month\nuses:\n  serang/dasar@2026.1: [upah]\n").replace(
        "hari_hadir * per_hari", "hari_hadir * upah"
    )
    version = draft(session_factory, people, user)
    with acting_as(people.sari.scope()), session_factory() as session:
        assert registry.load_version(session, session.get_one(PolicyFile, version)).errors == ()
        assert session.scalars(select(PolicyFile.status)).all() == ["draft", "draft"]
    with pytest.raises(Refused, match="POLICY_PROVIDER_OPEN"):
        step(session_factory, people.sari, version, registry.submit)
    step(session_factory, people.sari, provider, registry.submit)
    step(session_factory, people.wulan, provider, look)
    step(session_factory, people.wulan, provider, registry.approve)
    assert step(session_factory, people.sari, version, registry.submit) == "in_review"


def test_what_the_registry_calls_open_is_what_the_session_hides():
    assert set(registry.OPEN) == {"draft", "in_review", "approved"}
    assert set(registry.OPEN) | set(KEBIJAKAN_TERBIT) == set(STATUS_KEBIJAKAN)
    assert set(registry.OPEN).isdisjoint(KEBIJAKAN_TERBIT)


def test_an_export_takes_what_is_published_alone(session_factory, people: Staff, month):
    version = draft(session_factory, people)
    step(session_factory, people.sari, version, registry.submit)
    step(session_factory, people.wulan, version, look)
    step(session_factory, people.wulan, version, registry.approve)
    with acting_as(system("export")), session_factory() as session:
        assert registry.decided_versions(session) == ()
    step(session_factory, people.wulan, version, registry.publish)
    with acting_as(system("export")), session_factory() as session:
        assert [str(one) for one in registry.decided_versions(session)] == ["serang/hadiah@2026.1"]
