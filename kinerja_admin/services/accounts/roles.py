"""The roles that a person can hold in a region, and what a set of them means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kinerja_admin.db.scope import ALL, Scope
from kinerja_admin.models.region import NATIONAL
from kinerja_admin.models.words import PERAN

STAFF = frozenset({"policy_admin", "policy_approver", "hr", "pimpinan", "auditor", "national_admin"})
"""Roles that work with other people's records."""

POLICY_STAFF = ("policy_admin", "policy_approver", "auditor", "national_admin")
"""Roles that read policies of their region before they are published."""

_EVERYWHERE = frozenset({"national_admin", "auditor"})
"""Roles that, held for the nation, count in every region."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is at the other end: account, person, roles per region and language; free of any database object."""

    account_id: int
    user_name: str
    name: str
    held: Mapping[str, frozenset[str]] = field(default_factory=dict)
    national: frozenset[str] = frozenset()
    region_names: Mapping[str, str] = field(default_factory=dict)
    language: str = "id"
    pegawai_id: int | None = None
    must_change_password: bool = False

    @property
    def roles(self) -> frozenset[str]:
        """Every role held, in whatever region or for the nation."""
        return self.national.union(*self.held.values())

    @property
    def roles_in_order(self) -> tuple[str, ...]:
        """The roles held, in the order in which they are shown."""
        return tuple(role for role in PERAN if role in self.roles)

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions in which a role is held, sorted; whoever sees all regions need not hold one in any."""
        return tuple(sorted(self.held))

    @property
    def is_national(self) -> bool:
        """Whether the person looks after all regions."""
        return "national_admin" in self.national

    @property
    def sees_all(self) -> bool:
        """Whether the records of every region may be read."""
        return bool(self.national & _EVERYWHERE)

    def roles_in(self, region: str) -> frozenset[str]:
        """The roles that count in a region: those held there, and the national ones that count everywhere."""
        national = self.national if region == NATIONAL else self.national & _EVERYWHERE
        return self.held.get(region, frozenset()) | national

    def regions_as(self, *roles: str) -> tuple[str, ...]:
        """The regions in which one of the roles is held, sorted."""
        wanted = frozenset(roles)
        own = {region for region, held in self.held.items() if held & wanted}
        return tuple(sorted(own | ({NATIONAL} if self.national & wanted else set())))

    def scope(self, request_id: str = "") -> Scope:
        """What the database session shows to this person, and under which name changes are noted."""
        regions = ALL if self.sees_all else (*self.regions, *((NATIONAL,) if self.national else ()))
        drafts = self.regions_as(*POLICY_STAFF)
        return Scope(
            self.user_name,
            self.account_id,
            regions,
            request_id,
            drafts=drafts,
            kept=self.regions_as("hr"),
            pegawai_id=self.pegawai_id,
        )
