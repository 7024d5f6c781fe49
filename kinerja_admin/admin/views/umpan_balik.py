"""What colleagues say of each other is for personnel staff alone."""

from kinerja_admin.admin.safety.permissions import Room
from kinerja_admin.admin.tweaks import Tweaks

TWEAKS = Tweaks(room=Room.CONFIDENTIAL)
