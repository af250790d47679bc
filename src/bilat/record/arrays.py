"""Parquet files and their columns, without what pyarrow would load besides.

`pyarrow.parquet.read_table` imports pyarrow.dataset, and `to_numpy` of a column imports pandas: together most of a second of
every cold command and 60 MB of every process, for nothing that is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["as_array", "read_file"]


def read_file(path: Path, columns: list[str] | None = None) -> pa.Table:
    """Return one Parquet file as a table, or some of its columns."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path, memory_map=True) as file:
        # threads take a column each, and one column waits for its thread to be begun
        return file.read(columns, use_threads=columns is None or len(columns) > 1)


def as_array(column: pa.ChunkedArray) -> NDArray[Any]:
    """Return a column as NumPy, as its own `to_numpy` does, but without pandas.

    Whole numbers with gaps become floats with NaN; texts, and truths with gaps, become objects with ``None``.

    Examples
    --------
    >>> import pyarrow as pa
    >>> as_array(pa.chunked_array([[1, None, 3]], pa.int16()))
    array([ 1., nan,  3.])
    """
    import pyarrow as pa

    floats, truths = pa.types.is_floating(column.type), pa.types.is_boolean(column.type)
    if not (floats or truths or pa.types.is_integer(column.type)) or (truths and column.null_count):
        objects = np.empty(len(column), dtype=object)
        objects[:] = column.to_pylist()
        return objects
    dtype = np.dtype(column.type.to_pandas_dtype())
    gaps = np.dtype(np.float64) if column.null_count and not floats else dtype
    parts: list[NDArray[Any]] = [np.empty(0, gaps)]
    for chunk in column.chunks:
        validity, data = chunk.buffers()
        span = slice(chunk.offset, chunk.offset + len(chunk))
        if not len(chunk):
            values = parts[0]
        elif truths:
            values = _bits(data, span)
        else:
            values = np.frombuffer(data, dtype)[span]
        if chunk.null_count:
            values = np.where(_bits(validity, span), values, gaps.type(np.nan))
        parts.append(values.astype(gaps, copy=False))
    return parts[1] if len(parts) == 2 else np.concatenate(parts)


def _bits(buffer: pa.Buffer, span: slice) -> NDArray[np.bool_]:
    """Return a stretch of a buffer of bits."""
    return np.unpackbits(np.frombuffer(buffer, np.uint8), bitorder="little")[span].astype(bool)
