"""A typed table as arrays: its columns, its file (Parquet), and its hash, whatever a writer makes of the bytes."""

from __future__ import annotations

from kinerja_admin.services.columnar.column import KINDS, Column, Table
from kinerja_admin.services.columnar.digest import digest
from kinerja_admin.services.columnar.parquet import from_parquet, to_parquet

__all__ = ["KINDS", "Column", "Table", "digest", "from_parquet", "to_parquet"]
