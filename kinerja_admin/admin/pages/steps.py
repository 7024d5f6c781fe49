"""The steps that a person can take with a version now, and what still stands in the way of some."""

from __future__ import annotations

from dataclasses import dataclass

from kinerja_admin.admin.language import current_words
from kinerja_admin.db.session import Session
from kinerja_admin.locale import ProblemText
from kinerja_admin.models.policy_file import PolicyFile
from kinerja_admin.services import registry
from kinerja_admin.services.accounts import SignedIn


@dataclass(frozen=True, slots=True)
class Steps:
    """What the buttons of a version's page offer."""

    copy: bool = False
    edit: bool = False
    submit: bool = False
    send_back: bool = False
    approve: bool = False
    publish: bool = False
    withdraw: bool = False
    impact: bool = False
    backdates: bool = False
    hindrances: tuple[ProblemText, ...] = ()

    @property
    def any_decision(self) -> bool:
        """Whether there is something to decide."""
        return self.submit or self.send_back or self.approve or self.publish or self.withdraw


def possible_steps(db: Session, who: SignedIn, row: PolicyFile) -> Steps:
    """The steps of a person, by role, status and authorship."""
    roles = who.roles_in(row.region_id)
    writes, approves = registry.WRITER in roles, registry.APPROVER in roles
    is_open = row.status in ("draft", "in_review")
    hindrances: tuple[ProblemText, ...] = ()
    if approves and row.status == "in_review":
        found = registry.findings_before_approval(db, who, row)
        hindrances = tuple(current_words().problem(one) for one in found)
    return Steps(
        copy=writes,
        edit=writes and row.status in registry.EDITABLE,
        submit=writes and row.status == "draft",
        send_back=(writes or approves) and row.status in ("in_review", "approved", "scheduled"),
        approve=approves and row.status == "in_review",
        publish=approves and row.status == "approved" and not registry.is_author(db, row, who),
        withdraw=row.status != "withdrawn" and (approves or (writes and is_open)),
        impact=bool(roles & (registry.DRAFT_READERS | {"pimpinan"})),
        backdates=approves and row.status in ("in_review", "approved") and _backdates(db, row),
        hindrances=hindrances,
    )


def _backdates(db: Session, row: PolicyFile) -> bool:
    """Whether it reaches back into months that are computed already."""
    policy = registry.load_version(db, row).policy
    return policy is not None and bool(registry.months_touched(db, row, policy))
