"""Accounts: the program notes the last sign-in, and a demo account is only ever made by the seed."""

from kinerja_admin.admin.tweaks import Tweaks

TWEAKS = Tweaks(hidden=frozenset({"last_sign_in_at", "is_demo"}), icon="user")
