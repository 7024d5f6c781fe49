"""``kinerja db …``: the tables of the database."""

from __future__ import annotations

from kinerja_admin.cli._program import Nouns
from kinerja_admin.locale import mark

command = Nouns("db", __name__, help=mark("Look after the tables of the database."))
