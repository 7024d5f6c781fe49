"""Who may come in, and as what: passwords, sign-in, sessions, roles."""

from kinerja_admin.services.accounts.passwords import hash_password
from kinerja_admin.services.accounts.roles import STAFF, SignedIn
from kinerja_admin.services.accounts.sign_in import IDLE, Accounts, Denied, Entered, Visitor

__all__ = ["IDLE", "STAFF", "Accounts", "Denied", "Entered", "SignedIn", "Visitor", "hash_password"]
