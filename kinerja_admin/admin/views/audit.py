"""The audit: read, never written from a screen."""

from kinerja_admin.admin.safety.permissions import Room
from kinerja_admin.admin.tweaks import Tweaks

TWEAKS = Tweaks(room=Room.AUDIT, is_read_only=True, icon="history")
