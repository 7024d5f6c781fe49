"""Policies are read and changed on their own pages; the table is there for those who want rows."""

from kinerja_admin.admin.tweaks import Tweaks

TWEAKS = Tweaks(is_read_only=True, is_in_menu=False)
