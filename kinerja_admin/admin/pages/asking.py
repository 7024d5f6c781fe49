"""What an address of a comparison asks for: two versions and the people of a month; only what the reader may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from starlette.requests import Request

from kinerja_admin.admin.language import current_words
from kinerja_admin.admin.pages.access import RUN_READERS
from kinerja_admin.admin.pages.addresses import written
from kinerja_admin.admin.pages.naming import names_of_both
from kinerja_admin.admin.screens import say
from kinerja_admin.db.session import Session
from kinerja_admin.engine.policy import Policy
from kinerja_admin.errors import Invalid, KinerjaError, NotFound, Refused
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.models.region import Region
from kinerja_admin.models.snapshot import Snapshot
from kinerja_admin.services import comparisons, registry
from kinerja_admin.services.accounts import SignedIn
from kinerja_admin.services.comparisons import Population

COMPARISON = "/p/perbandingan"
PARTS = "bagian"
"""Names the way of splitting a difference in an address."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: two versions and a snapshot."""

    old: Policy
    new: Policy
    everybody: Population


def versions_in(db: Session, who: SignedIn, given: Mapping[str, str]) -> tuple[Policy, Policy]:
    """The two versions that a query names; NotFound for whatever is not the reader's."""
    old, new = (_policy(db, who, given[name]) for name in ("lama", "baru"))
    if old.id.policy != new.id.policy:
        raise Refused("POLICIES_DIFFER", old=old.title or old.id.policy, new=new.title or new.id.policy)
    return old, new


def asked_for_in(db: Session, who: SignedIn, given: Mapping[str, str]) -> Asked:
    """The versions and people that a query names; NotFound for whatever is not the reader's."""
    old, new = versions_in(db, who, given)
    return Asked(old, new, _everybody(db, who, new, given["potret"]))


def _policy(db: Session, who: SignedIn, text: str) -> Policy:
    return _loaded(db, registry.find_named(db, who, written(text)))


def _loaded(db: Session, row: PolicyFile) -> Policy:
    loaded = registry.load_version(db, row)
    if loaded.policy is None:
        raise Invalid(loaded.errors, "POLICY_HAS_ERRORS", policy=str(row), n=str(len(loaded.errors)))
    return loaded.policy


def _everybody(db: Session, who: SignedIn, policy: Policy, given: str) -> Population:
    """The snapshot that was asked for, else the latest one of the policy's region that the reader may see."""
    if given:
        if not given.isdecimal() or len(given) > 18:
            raise NotFound("SNAPSHOT_UNKNOWN")
        found = db.get(Snapshot, int(given))
    else:
        everywhere = sorted(db.scalars(select(Region.code))) if who.sees_all else []
        regions = [policy.id.region, *who.regions, *everywhere]
        latest = (comparisons.latest_snapshot(db, region, policy.period) for region in regions)
        found = next((one for one in latest if one is not None), None)
    if found is None:
        raise NotFound("SNAPSHOT_UNKNOWN")
    if who.roles_in(found.region_id).isdisjoint(RUN_READERS):
        raise NotFound("SNAPSHOT_UNKNOWN")
    return comparisons.population(db, found.id)


def impact_of(db: Session, row: PolicyFile, typed: Policy | None = None) -> Asked:
    """The two sides of an impact report: a version (or what is typed of it), and what it would replace.

    Raises:
        Invalid: the version has errors.
        NotFound: NO_POPULATION where the region has no snapshot of such a period.
    """
    new = typed or _loaded(db, row)
    snapshot = comparisons.latest_snapshot(db, row.region_id, new.period)
    if snapshot is None:
        raise NotFound("NO_POPULATION", region=row.region_id)
    everybody = comparisons.population(db, snapshot.id)
    other = comparisons.baseline(db, new, everybody.period) or new
    old, new = (new, other) if comparisons.in_time(new) < comparisons.in_time(other) else (other, new)
    return Asked(old, new, everybody)


def replaced_by(db: Session, row: PolicyFile) -> tuple[Policy, Policy]:
    """A version after the one that it replaces, where it is looked at without people.

    Raises:
        Invalid: the version has errors.
    """
    new = _loaded(db, row)
    return comparisons.baseline(db, new, new.first_period) or new, new


def title_of(asked_for: Asked) -> str:
    """Both versions and the period, for the head of a page."""
    return say(
        "{versions}, people of {period}",
        versions=both(asked_for.old, asked_for.new),
        period=current_words().period(asked_for.everybody.period),
    )


def both(old: Policy, new: Policy) -> str:
    """Two versions in words; the title of one policy is told once, as it is now."""
    is_one = (old.id.region, old.id.policy) == (new.id.region, new.id.policy)
    return names_of_both(replace(old, title=new.title) if is_one else old, new)


def given_in(request: Request) -> dict[str, str]:
    """What the address names: two versions and a snapshot."""
    return {name: request.query_params.get(name, "") for name in ("lama", "baru", "potret")}


def link_of(asked_for: Asked) -> str:
    """The address that reopens the report, with marks of what it was about."""
    marks = f"{asked_for.old.digest[:12]}-{asked_for.new.digest[:12]}"
    return (
        f"{COMPARISON}?lama={asked_for.old.id}&baru={asked_for.new.id}"
        f"&potret={asked_for.everybody.snapshot_id}&sidik={marks}"
    )


def said(refusal: KinerjaError) -> str:
    """A refusal in words, with what to do about it."""
    text = current_words().problem(refusal.as_problem())
    return f"{text.message} {text.hint}".strip()
