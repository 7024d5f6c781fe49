"""``kinerja policy …``: everything that can be done with policies as files, without a database."""

from __future__ import annotations

from kinerja_admin.cli._program import Nouns
from kinerja_admin.locale import mark

command = Nouns("policy", __name__, help=mark("Check, test, run and compare policy files."))
