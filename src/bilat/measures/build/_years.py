"""Years and states that builders share: the system, spells spread over years, states that go on as others."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import SourceError

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["distinct", "extent", "in_system", "spread", "with_successors", "years_of"]

#: Whose ties are also whose: a tie of the first state counts for the second in these years (inclusive).
#: Sources differ: some follow the state (Germany throughout), some its borders (West Germany to 1990).
GOES_AS: tuple[tuple[int, int, int, int], ...] = (
    (255, 260, 1949, 1990),
    (260, 255, 1990, 9999),
    (679, 678, 1918, 1990),
    (678, 679, 1990, 9999),
    (316, 315, 1918, 1992),
    (317, 315, 1918, 1992),
)


def extent(name: str, year: NDArray[np.int64], *floors: int | None) -> tuple[int, int]:
    """Return the first year, at least the highest of `floors`, and the last.

    Raises
    ------
    SourceError
        If the tidy table `name` has no rows: nothing is known, which is not the same as nothing being there.
    """
    if not len(year):
        raise SourceError(
            f"Table {name} has no usable rows.", "Look at the problems of its import: `bilat data list`."
        )
    return max([int(year.min()), *(f for f in floors if f is not None)]), int(year.max())


def years_of(table: pa.Table, column: str) -> NDArray[np.int64]:
    """Return the years of an integer or date column; -1 for null."""
    import pyarrow as pa
    import pyarrow.compute as pc

    values = table.column(column)
    if pa.types.is_date(values.type):
        values = pc.year(values)
    return np.asarray(pc.fill_null(values, -1).to_numpy(), dtype=np.int64)


def in_system(code: NDArray[Any], year: NDArray[Any]) -> NDArray[np.bool_]:
    """Mark the rows whose state was in the COW system at any time in the year."""
    from bilat import states

    out = np.zeros(len(code), dtype=bool)
    if not len(code):
        return out
    low, high = int(year.min()), int(year.max())
    member = np.zeros((high - low + 1, 1024), dtype=bool)
    for y in range(low, high + 1):
        member[y - low, states.system(y)] = True
    return np.asarray(member[np.asarray(year) - low, np.asarray(code)])


def spread(first: NDArray[np.int64], last: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Spread spells over their years.

    Parameters
    ----------
    first, last : (spells,) int
        Inclusive; a spell that ends before it begins has no year.

    Returns
    -------
    row, year : (spell-years,) int64

    Examples
    --------
    >>> spread(np.array([1990, 2000]), np.array([1991, 2000]))
    (array([0, 0, 1]), array([1990, 1991, 2000]))
    """
    length = np.maximum(last - first + 1, 0)
    row = np.repeat(np.arange(len(first)), length)
    start = np.cumsum(length) - length
    return row, first[row] + np.arange(len(row)) - start[row]


def with_successors(
    a: NDArray[np.int64], b: NDArray[np.int64], year: NDArray[np.int64], item: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Add the ties of states that go on as others, keep pairs of states in the system, smaller code first.

    Parameters
    ----------
    a, b, year, item : (rows,) int
        Pair, year and the agreement that ties it.

    Returns
    -------
    a, b, year, item : (rows,) int64
        Distinct rows, sorted.
    """
    for side in (0, 1):
        left, right = (a, b) if side == 0 else (b, a)
        parts = [(left, right, year, item)]
        for code, other, first, last in GOES_AS:
            hit = (left == code) & (year >= first) & (year <= last)
            parts.append((np.full(int(hit.sum()), other), right[hit], year[hit], item[hit]))
        left, right, year, item = (np.concatenate([p[k] for p in parts]) for k in range(4))
        a, b = (left, right) if side == 0 else (right, left)
    keep = in_system(a, year) & in_system(b, year) & (a != b)
    low, high = np.minimum(a, b)[keep], np.maximum(a, b)[keep]
    rows, _ = distinct(low, high, year[keep], item[keep])
    return rows[0], rows[1], rows[2], rows[3]


def distinct(*columns: NDArray[np.int64]) -> tuple[list[NDArray[np.int64]], NDArray[np.int64]]:
    """Return the distinct rows of whole-number columns, sorted, and how often each occurs.

    Rows are packed into one integer first, which is many times faster than sorting rows as such.

    Raises
    ------
    ValueError
        If a value is negative, or the ranges of the columns together do not fit into 63 bits.

    Examples
    --------
    >>> rows, count = distinct(np.array([2, 2, 1]), np.array([7, 7, 9]))
    >>> [c.tolist() for c in rows], count.tolist()
    ([[1, 2], [9, 7]], [1, 2])
    """
    sizes = [int(c.max(initial=0)) + 1 for c in columns]
    if any(int(c.min(initial=0)) < 0 for c in columns) or math.prod(sizes) >= 2**63:
        raise ValueError("Rows cannot be packed: a value is negative or the ranges are too wide.")
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for column, size in zip(columns, sizes, strict=True):
        key = key * size + column
    key, count = np.unique(key, return_counts=True)
    out: list[NDArray[np.int64]] = []
    for size in reversed(sizes):
        out.append(key % size)
        key = key // size
    return out[::-1], count.astype(np.int64)
