"""The key of a table: the columns that tell its rows apart and by which it is sorted."""

from __future__ import annotations

import pyarrow as pa

__all__ = ["key_of", "keyed"]


def keyed(key: str, **columns: pa.DataType) -> pa.Schema:
    """Return the schema of a table with the names of its key columns, comma between, in its metadata."""
    return pa.schema([pa.field(n, t) for n, t in columns.items()], metadata={"key": key})


def key_of(schema: pa.Schema) -> tuple[str, ...]:
    """Return the key columns of a table, in sort order.

    Examples
    --------
    >>> from bilat.record.schema import MEASURE
    >>> key_of(MEASURE["votes_year"])
    ('year', 'code_a', 'code_b')
    """
    return tuple(schema.metadata[b"key"].decode().split(","))
