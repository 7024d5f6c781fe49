"""A typed table as a Parquet file, and the way back."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq

from kinerja_admin.services.columnar.arrays import arrow_of, given_of_arrow
from kinerja_admin.services.columnar.column import Column, Table

_ABOUT = b"kinerja"


def to_parquet(table: Table) -> bytes:
    """The table as a Parquet file."""
    arrays = {column.name: arrow_of(column.kind, column.given) for column in table.columns}
    kinds = {column.name: [column.kind, column.is_series] for column in table.columns}
    about = {_ABOUT: json.dumps({"about": dict(table.about), "kinds": kinds}).encode()}
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(arrays).replace_schema_metadata(about), sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def from_parquet(content: bytes) -> Table:
    """The table that a Parquet file of this program holds."""
    read = pq.read_table(pa.BufferReader(content)).combine_chunks()
    told = json.loads(read.schema.metadata[_ABOUT])
    columns = []
    for name in read.column_names:
        chunked = read.column(name)
        array = chunked.chunk(0) if chunked.num_chunks else pa.array([], type=chunked.type)
        kind = told["kinds"][name][0]
        columns.append(Column(name, kind, given_of_arrow(kind, array)))
    return Table(told["about"], tuple(columns))
