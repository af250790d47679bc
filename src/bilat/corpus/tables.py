"""The tables of a run: their columns, and how the rows of a part become files."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilat.files import written_whole

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["TABLES", "column", "part_files", "schemas", "write_tables"]

#: Tables that a run writes, one file a part each.
TABLES = ("articles", "statements", "claims", "failures")

_EPOCH = date(1970, 1, 1).toordinal()
#: Rows put in order at a time: the text of so many stays far below the 2 GB that one array of strings may hold.
_ROWS = 20_000


def part_files(out: Path, part: int) -> dict[str, Path]:
    """Return where a part's tables are."""
    return {table: out / table / f"part-{part:06d}.parquet" for table in TABLES}


def schemas() -> dict[str, pa.Schema]:
    """Return the columns of every table."""
    import pyarrow as pa

    text, number, real = pa.string(), pa.int32(), pa.float64()
    said = [("speaker", text), ("role", text), ("organisation", text), ("outlet_chain", pa.list_(text))]
    return {
        "articles": pa.schema(
            [
                ("article", text), ("id", text), ("title", text), ("outlet", text), ("date", pa.date32()),
                ("author", text), ("words", number), ("statements", number), ("claims", number),
                ("seconds", real), ("notes", pa.list_(text)),
            ]
        ),
        "statements": pa.schema(
            [
                ("article", text), ("n", number), *said, ("cue", text), ("mode", text), ("certainty", real),
                ("start", number), ("end", number), ("text", text),
            ]
        ),
        "claims": pa.schema(
            [
                ("article", text), ("claim", text), ("outlet", text), ("date", pa.date32()), *said,
                ("sentence", text), ("start", number), ("end", number), ("kind", text), ("proposition", text),
                ("certainty", real), ("verdict", text), ("summary", text), ("probability", real), ("evidence", text),
            ]
        ),
        "failures": pa.schema([("article", text), ("id", text), ("error", text), ("message", text), ("hint", text)]),
    }  # fmt: skip


def write_tables(out: Path, part: int, rows: dict[str, list[dict[str, Any]]]) -> None:
    """Write the tables of a part, each whole or not at all."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    layout = schemas()
    for table, path in part_files(out, part).items():
        schema, mine = layout[table], rows[table]
        pieces = [mine[low : low + _ROWS] for low in range(0, len(mine), _ROWS)] or [[]]
        made = pa.concat_tables(
            pa.Table.from_arrays(
                [column([row.get(field.name) for row in piece], field.type) for field in schema],
                schema=schema,
            )
            for piece in pieces
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(path) as draft:
            pq.write_table(made, draft, compression="zstd")


def column(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Return an array of text, days, numbers or lists of them; ``None`` is null.

    Made from its buffers, because what pyarrow offers for Python values imports pandas first: a second and more for each
    process of a run.

    Examples
    --------
    >>> import pyarrow as pa
    >>> column(["a", None, "bc"], pa.string()).to_pylist()
    ['a', None, 'bc']
    """
    import numpy as np
    import pyarrow as pa

    known = np.array([value is not None for value in values], dtype=bool)
    gaps = None if known.all() else pa.py_buffer(np.packbits(known, bitorder="little"))
    if pa.types.is_string(kind):
        texts = [(value or "").encode() for value in values]
        return pa.Array.from_buffers(kind, len(values), [gaps, _starts(texts), pa.py_buffer(b"".join(texts))])
    if pa.types.is_list(kind):
        lists = [value or () for value in values]
        inner = column([x for one in lists for x in one], kind.value_type)
        return pa.Array.from_buffers(kind, len(values), [gaps, _starts(lists)], children=[inner])
    if pa.types.is_date32(kind):
        values, dtype = (
            [v.toordinal() - _EPOCH if v is not None else None for v in values],
            np.dtype(np.int32),
        )
    else:
        dtype = np.dtype(kind.to_pandas_dtype())
    filled = np.array([0 if v is None else v for v in values], dtype=dtype)
    return pa.Array.from_buffers(kind, len(values), [gaps, pa.py_buffer(filled)])


def _starts(bodies: Sequence[Sized]) -> pa.Buffer:
    """Return where each of some texts or lists starts, laid end to end, and where the last ends."""
    import numpy as np
    import pyarrow as pa

    starts = np.zeros(len(bodies) + 1, dtype=np.int32)
    np.cumsum([len(body) for body in bodies], out=starts[1:])
    return pa.py_buffer(starts)
