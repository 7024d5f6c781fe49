"""Attempts to sign in: for whoever looks after the accounts of all regions."""

from kinerja_admin.admin.safety.permissions import Room
from kinerja_admin.admin.tweaks import Tweaks

TWEAKS = Tweaks(room=Room.AUDIT, is_read_only=True, icon="lock")
