"""Who may do what with which table: nothing, unless it stands here.

sqladmin allows everything when its authorisation is not configured; this one is asked for every table, action and row,
and answers no to whatever it does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqladmin.authorization import Action, AuthorizationBackend
from starlette.requests import Request

from kinerja_admin.services.accounts import SignedIn

_READ = frozenset({Action.LIST, Action.DETAILS, Action.EXPORT})
_WRITE = _READ | {Action.CREATE, Action.EDIT, Action.DELETE}
_NOTHING: frozenset[Action] = frozenset()


class Room(StrEnum):
    """What kind of table it is, which decides who may do what with it."""

    ORGANISATION = "organisation"
    """Units, positions, calendars: kept by personnel staff."""
    PERSONNEL = "personnel"
    """People and their histories: kept by personnel staff, read by those who decide about their pay."""
    MEASUREMENT = "measurement"
    """Presence, plans, ratings, measures: kept by personnel staff, read by those who decide about pay."""
    CONFIDENTIAL = "confidential"
    """Families, and what colleagues say of each other: kept by personnel staff, shown to nobody else."""
    POLICY = "policy"
    """Policies and their life: changed through their own screens alone."""
    RESULT = "result"
    """Snapshots, runs, results, jobs: made by the program, read by staff."""
    REFERENCE = "reference"
    """What every region shares: regions, ranks, holidays. Kept by the national administrator."""
    ACCESS = "access"
    """Accounts and roles: kept by the national administrator."""
    AUDIT = "audit"
    """Who changed what: read by the auditor."""
    MACHINERY = "machinery"
    """What nobody has placed anywhere: read by the national administrator alone."""
    CLOSED = "closed"
    """Sessions and the like: shown to nobody."""


GRANTS: Mapping[Room, Mapping[str, frozenset[Action]]] = {
    Room.ORGANISATION: {
        "hr": _WRITE,
        "policy_admin": _READ,
        "policy_approver": _READ,
        "pimpinan": _READ,
        "auditor": _READ,
    },
    Room.PERSONNEL: {"hr": _WRITE, "policy_admin": _READ, "policy_approver": _READ, "auditor": _READ},
    Room.MEASUREMENT: {"hr": _WRITE, "policy_admin": _READ, "policy_approver": _READ, "auditor": _READ},
    Room.CONFIDENTIAL: {"hr": _WRITE},
    Room.POLICY: {"policy_admin": _READ, "policy_approver": _READ, "auditor": _READ, "hr": _READ, "pimpinan": _READ},
    Room.RESULT: {"policy_admin": _READ, "policy_approver": _READ, "auditor": _READ, "hr": _READ},
    Room.REFERENCE: {"hr": _READ, "policy_admin": _READ, "policy_approver": _READ, "auditor": _READ, "pimpinan": _READ},
    Room.ACCESS: {"auditor": _READ},
    Room.AUDIT: {"auditor": _READ},
    Room.MACHINERY: {},
    Room.CLOSED: {},
}
_NATIONAL: Mapping[Room, frozenset[Action]] = {
    Room.CLOSED: _NOTHING,
    Room.CONFIDENTIAL: _NOTHING,
    Room.MACHINERY: _READ,
    Room.POLICY: _READ,
    Room.RESULT: _READ,
    Room.AUDIT: _READ,
}
"""Role by role, besides the national administrator, who may do in every room what can be done in it."""


@dataclass(frozen=True, slots=True)
class TableRule:
    """What can be done with a table at all, whoever asks."""

    room: Room
    possible: frozenset[Action] = _WRITE

    def granted(self, role: str) -> frozenset[Action]:
        """What the role may do with the table."""
        if role == "national_admin":
            return self.possible & _NATIONAL.get(self.room, _WRITE)
        return GRANTS[self.room].get(role, _NOTHING) & self.possible


class TablePermissions(AuthorizationBackend):
    """Asks the table's rule with the roles of who is signed in; for a row, with the roles in the row's region."""

    def __init__(self) -> None:
        self.rules: dict[str, TableRule] = {}

    def has_permission(self, request: Request, identity: str, action: str, obj: Any | None = None) -> bool:
        """Whether the person may; False for an unknown table, an unknown action, or nobody."""
        who: SignedIn | None = request.scope["state"].get("who")
        rule = self.rules.get(identity)
        if who is None or rule is None:
            return False
        roles = who.roles if obj is None else _roles_for(who, obj)
        return any(action in rule.granted(role) for role in roles)

    def regions(self, who: SignedIn, identity: str, action: Action) -> tuple[str, ...]:
        """The regions of whose rows the person may do it; the national administrator's are all, and not listed."""
        rule = self.rules[identity]
        return tuple(region for region in who.regions if any(action in rule.granted(role) for role in who.held[region]))


def _roles_for(who: SignedIn, row: Any) -> frozenset[str]:
    """The roles that count for a row: those in its region; a row without a region belongs to all."""
    region = getattr(row, "region_id", None)
    return who.roles_in(region) if isinstance(region, str) else who.roles
