"""Who may come in, and as what: passwords, sign-in, sessions, roles."""

from kinerja_admin.services.accounts.credentials import change_password, reset_password
from kinerja_admin.services.accounts.passwords import SHORTEST, hash_password
from kinerja_admin.services.accounts.roles import POLICY_STAFF, STAFF, SignedIn
from kinerja_admin.services.accounts.sign_in import (
    IDLE,
    Accounts,
    Denied,
    Entered,
    Visitor,
    forget_old,
    person_behind,
)

__all__ = [
    "IDLE",
    "POLICY_STAFF",
    "SHORTEST",
    "STAFF",
    "Accounts",
    "Denied",
    "Entered",
    "SignedIn",
    "Visitor",
    "change_password",
    "forget_old",
    "hash_password",
    "person_behind",
    "reset_password",
]
