"""The roles that a person can hold in a region, and what a set of them means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

ROLES: Mapping[str, str] = {
    "policy_admin": "Policy administrator",
    "approver": "Policy approver",
    "hr": "Personnel staff",
    "superior": "Superior",
    "employee": "Employee",
    "leader": "Leader",
    "auditor": "Auditor",
    "national_admin": "National administrator",
}
"""Every role with its name as a msgid; the order is the order in which they are shown."""

STAFF = frozenset({"policy_admin", "approver", "hr", "auditor", "leader", "national_admin"})
"""Roles that work with other people's records."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is at the other end: account, person, roles per region and language; free of any database object."""

    account_id: int
    user_name: str
    name: str
    held: Mapping[str, frozenset[str]] = field(default_factory=dict)
    language: str = "id"
    pegawai_id: int | None = None
    is_national: bool = False

    @property
    def roles(self) -> frozenset[str]:
        """Every role held, in whatever region."""
        return frozenset().union(*self.held.values())

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions in which a role is held, sorted."""
        return tuple(sorted(self.held))

    def roles_in(self, region: str) -> frozenset[str]:
        """The roles that count in a region: those held there, and the national one everywhere."""
        national = frozenset({"national_admin"}) if self.is_national else frozenset()
        return self.held.get(region, frozenset()) | national

    def regions_as(self, *roles: str) -> tuple[str, ...]:
        """The regions in which one of the roles is held, sorted."""
        wanted = frozenset(roles)
        return tuple(sorted(region for region, held in self.held.items() if held & wanted))


def in_order(roles: Iterable[str]) -> tuple[str, ...]:
    """The roles in the order in which they are shown."""
    known = list(ROLES)
    return tuple(sorted(roles, key=lambda role: (known.index(role) if role in known else len(known), role)))
