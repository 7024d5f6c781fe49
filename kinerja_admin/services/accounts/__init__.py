"""Who may come in, and as what: passwords, sign-in, sessions, roles."""

from kinerja_admin.services.accounts.credentials import change_password, reset_password
from kinerja_admin.services.accounts.passwords import SHORTEST, hash_password
from kinerja_admin.services.accounts.roles import STAFF, SignedIn
from kinerja_admin.services.accounts.sign_in import IDLE, Accounts, Denied, Entered, Visitor

__all__ = [
    "IDLE",
    "SHORTEST",
    "STAFF",
    "Accounts",
    "Denied",
    "Entered",
    "SignedIn",
    "Visitor",
    "change_password",
    "hash_password",
    "reset_password",
]
