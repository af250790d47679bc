"""What a builder of measure tables takes and gives back.

A module ``measures/build/<dimension>.py`` turns tidy tables into measure tables. It exposes::

    NEEDS: dict[str, tuple[str, ...]] = {"arms_year": ("arms_deliveries",)}   # measure table -> tidy tables
    BUILDERS: dict[str, Builder] = {"arms_year": build_arms_year}

A builder is called with the tidy tables it needs, and only when all of them are there. It is a pure function:
the same input gives the same table, row for row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Builder", "Built", "measure_table"]


@dataclass(frozen=True)
class Built:
    """A measure table and what it says of itself.

    Attributes
    ----------
    table
        With the schema of `bilat.record.schema.MEASURE`, sorted by its key, one row a key.
    datasets
        Ids of the sources it rests on (values of the ``dataset`` column), the main one first.
    covers
        First and last year, inclusive, for which silence of the sources means absence.
    codes
        COW codes covered; ``None`` where every state of the system is.
    note
        What a reader must know: approximations, gaps, who is missing.
    """

    table: pa.Table
    datasets: tuple[str, ...]
    covers: tuple[int, int]
    codes: frozenset[int] | None = None
    note: str = ""


#: Tidy tables by name -> the measure table.
Builder = Callable[[Mapping[str, "pa.Table"]], Built]


def measure_table(name: str, columns: Mapping[str, Any]) -> pa.Table:
    """Make a measure table: schema columns in order, cast exactly, sorted by key, keys unique.

    Parameters
    ----------
    name
        Name of the measure table.
    columns
        Every column of the schema, as arrays of one length (NumPy or Arrow); NaN in a column of floats stays
        NaN, ``None`` becomes null.

    Raises
    ------
    ValueError
        If a column is missing or stray, a value does not fit its column, or a key occurs twice.

    Examples
    --------
    >>> t = measure_table("rivalry_year", {"code_a": [2, 2], "code_b": [365, 710], "year": [1950, 1949],
    ...                                    "rivalry": [1, 1]})
    >>> t.num_rows
    2
    """
    import pyarrow as pa

    from bilat.record.schema import MEASURE, key_of

    schema = MEASURE[name]
    if set(columns) != set(schema.names):
        raise ValueError(f"Table {name} wants columns {schema.names}; got {sorted(columns)}.")
    key = key_of(schema)
    keys = [np.asarray(columns[k]).astype(np.int64) for k in key]
    order = np.lexsort(keys[::-1])
    if len(order) > 1:
        same = np.ones(len(order) - 1, dtype=bool)
        for k in keys:
            same &= k[order][1:] == k[order][:-1]
        if same.any():
            where = order[np.flatnonzero(same)[0]]
            raise ValueError(
                f"Table {name}: {int(same.sum())} rows repeat a key, "
                f"first {dict(zip(key, (int(k[where]) for k in keys), strict=True))}."
            )
    take = pa.array(order)
    arrays = []
    for field in schema:
        values = columns[field.name]
        array = values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
        if not isinstance(array, pa.Array):
            array = pa.array(array)
        floats = pa.types.is_floating(field.type)
        arrays.append(array.cast(field.type, safe=not floats).take(take))
    return pa.Table.from_arrays(arrays, schema=schema)
