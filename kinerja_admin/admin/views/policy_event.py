"""What happened is shown with each version."""

from kinerja_admin.admin.tweaks import Tweaks

TWEAKS = Tweaks(is_read_only=True, is_in_menu=False)
