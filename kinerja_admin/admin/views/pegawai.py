"""People come first in their group."""

from kinerja_admin.admin.tweaks import Tweaks

TWEAKS = Tweaks(icon="users", order=10)
