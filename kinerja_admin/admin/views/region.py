"""Regions: shared by all, made by the national administrator."""

from kinerja_admin.admin.safety.permissions import Room
from kinerja_admin.admin.tweaks import Tweaks

TWEAKS = Tweaks(room=Room.REFERENCE, icon="map", order=10)
