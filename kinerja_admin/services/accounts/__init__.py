"""Who may come in, and as what: passwords, sign-in, sessions, roles."""

from kinerja_admin.services.accounts.roles import ROLES, STAFF, SignedIn, in_order

__all__ = ["ROLES", "STAFF", "SignedIn", "in_order"]
