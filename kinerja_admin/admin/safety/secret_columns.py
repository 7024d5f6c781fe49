"""Columns that no screen, export, look-up or form ever holds."""

from __future__ import annotations

import re
from typing import Any

_NAMES = re.compile(
    r"(^|_)(password|passwd|kata_sandi|secret|rahasia|token|otp|sid|api_key|private_key|hash_kata_sandi)($|_)"
)


def is_secret(column: Any) -> bool:
    """Whether a column is secret: it says so in ``info["secret"]``, or its name does."""
    declared = column.info.get("secret")
    return bool(declared) if declared is not None else bool(_NAMES.search(column.key))
