"""What must hold before a version may take a step; each guard says by a finding what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select

from kinerja_admin.db.session import Session
from kinerja_admin.engine.examples import Outcome, run_examples
from kinerja_admin.engine.policy import Policy
from kinerja_admin.engine.reader.load import Loaded
from kinerja_admin.errors import Invalid, Problem, Refused
from kinerja_admin.models.policy_event import PolicyEvent
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.snapshot import Snapshot
from kinerja_admin.services import snapshots
from kinerja_admin.services.accounts import SignedIn
from kinerja_admin.services.registry.events import note
from kinerja_admin.services.registry.force import running
from kinerja_admin.services.registry.header import place_of_beginning
from kinerja_admin.services.registry.rights import is_author
from kinerja_admin.services.registry.shelf import OPEN, RUNNING, RegistryShelf, load_version

_DECIDED = (*RUNNING, "approved", "scheduled")


def current_population(session: Session, region: str) -> Snapshot | None:
    """The latest snapshot of a region: whom a change would meet."""
    return snapshots.current(session, region)


def check_status(row: PolicyFile, *allowed: str) -> None:
    """Refuse a step from any other status."""
    if row.status not in allowed:
        raise Refused("POLICY_STATUS", policy=str(row), status=row.status)


def check_second_person(session: Session, who: SignedIn, row: PolicyFile) -> None:
    """Refuse who wrote any of it."""
    if is_author(session, row, who):
        raise Refused("POLICY_OWN_WORK", policy=str(row))


def check_loads(session: Session, row: PolicyFile) -> Policy:
    """The policy, exactly as it was submitted; raises Invalid with its findings, or Refused where it moved."""
    loaded = load_version(session, row)
    if loaded.policy is None:
        raise Invalid(loaded.errors, "POLICY_HAS_ERRORS", policy=str(row), n=str(len(loaded.errors)))
    if row.status != "draft" and loaded.digest != row.digest:
        raise Refused("POLICY_DIGEST_MOVED", policy=str(row))
    return loaded.policy


def check_providers(session: Session, policy: Policy, *statuses: str) -> None:
    """Refuse a policy that rests on something not decided."""
    shelf = RegistryShelf(session, policy.id.region)
    for use in policy.uses:
        row = shelf._find(use.provider)  # noqa: SLF001 - the shelf of this very room
        if row is None or row.status not in (statuses or _DECIDED):
            raise Refused("POLICY_PROVIDER_OPEN", policy=str(policy.id), provider=str(use.provider))


def check_beginning(session: Session, row: PolicyFile, policy: Policy) -> None:
    """Refuse a version that begins with another one without saying that it replaces it."""
    for other in running(session, row.region_id, row.policy):
        if other is row or other.effective_from != str(policy.first) or policy.supersedes == other.version:
            continue
        loaded = load_version(session, other).policy
        if loaded is None or loaded.supersedes != row.version:
            raise Refused("POLICY_SAME_BEGINNING", policy=str(row), other=str(other), month=str(policy.first))


def findings(session: Session, row: PolicyFile, text: str, loaded: Loaded) -> tuple[Problem, ...]:
    """What is found in a text that stands, or may come to stand, in a version; the registry's own finding included."""
    found = list(loaded.problems)
    if loaded.policy is not None and row.status in OPEN:
        try:
            check_beginning(session, row, loaded.policy)
        except Refused as refusal:
            found.append(replace(refusal.as_problem(), location=place_of_beginning(text)))
    return tuple(found)


def check_tests(policy: Policy) -> tuple[Outcome, ...]:
    """The tests that stand in the file; refuses while one of them fails."""
    outcomes = run_examples(policy)
    failed = [one.example.id for one in outcomes if not one.passed]
    if failed:
        raise Refused("POLICY_TESTS_FAIL", policy=str(policy.id), n=str(len(failed)), tests=", ".join(failed[:5]))
    return outcomes


def note_impact_opened(session: Session, who: SignedIn, row: PolicyFile) -> None:
    """Note that the person had the effect on the current population of exactly this content before their eyes."""
    if row.digest and not has_opened_impact(session, who, row):
        note(session, row, "impact_opened", _population_mark(session, row))


def has_opened_impact(session: Session, who: SignedIn, row: PolicyFile) -> bool:
    """Whether they have, for this content and today's latest population."""
    return (
        session.scalar(
            select(PolicyEvent.id).where(
                PolicyEvent.policy_file_id == row.id,
                PolicyEvent.action == "impact_opened",
                PolicyEvent.account_id == who.account_id,
                PolicyEvent.digest == row.digest,
                PolicyEvent.reason == _population_mark(session, row),
            )
        )
        is not None
    )


def _population_mark(session: Session, row: PolicyFile) -> str:
    snapshot = current_population(session, row.region_id)
    return f"{snapshot.periode} {snapshot.sha256}" if snapshot is not None else "-"


def check_impact_opened(session: Session, who: SignedIn, row: PolicyFile) -> None:
    """Refuse who has not looked at what it does."""
    if not has_opened_impact(session, who, row):
        raise Refused("POLICY_IMPACT_UNSEEN", policy=str(row))


def findings_before_approval(session: Session, who: SignedIn, row: PolicyFile) -> Iterator[Problem]:
    """Everything that still keeps this person from approving, for the page."""
    for check in (
        lambda: check_second_person(session, who, row),
        lambda: check_tests(check_loads(session, row)),
        lambda: check_impact_opened(session, who, row),
    ):
        try:
            check()
        except (Refused, Invalid) as refusal:
            yield refusal.as_problem()
