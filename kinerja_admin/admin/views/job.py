"""Jobs are watched where they were started."""

from kinerja_admin.admin.tweaks import Tweaks

TWEAKS = Tweaks(is_read_only=True, is_in_menu=False)
