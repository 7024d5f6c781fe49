"""The command line: ``kinerja NOUN VERB``, one file per noun, found by scanning this package.

A noun is a module (or package) beside this file that offers ``command``; a name that begins with ``_`` is mechanism.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end with its exit code: 0 fine, 1 findings or failures, 2 wrong usage."""
    from kinerja_admin.cli._program import run

    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))
