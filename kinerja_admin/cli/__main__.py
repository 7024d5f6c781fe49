"""``python -m kinerja_admin.cli`` is the same as ``kinerja``."""

from kinerja_admin.cli import main

main()
