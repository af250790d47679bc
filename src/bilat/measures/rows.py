"""Where a pair's rows stand in a measure table, and its joint votes by year."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from bilat.measures.joint import CELLS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.record import Record

__all__ = ["DRAWS", "joint_counts", "pair_numbers", "pair_rows", "pair_seed"]

#: A pair's number is one code times this and the other: codes have three digits.
_BASE = 1000

#: Draws of what has a sampling distribution.
DRAWS = 1000

_Index = tuple["NDArray[np.int32]", "NDArray[np.int32] | None"]
_keys: WeakKeyDictionary[Record, dict[str, _Index]] = WeakKeyDictionary()


def pair_rows(record: Record, table: str, a: int, b: int, undirected: bool) -> NDArray[np.intp]:
    """Return positions of a pair's rows in a measure table, years ascending; none where there are none."""
    if undirected and a > b:
        a, b = b, a
    kept = _keys.setdefault(record, {})
    if table not in kept:
        one, two = ("code_a", "code_b") if undirected else ("source", "target")
        record.columns(table, (one, two))
        keys = pair_numbers(record.column(table, one), record.column(table, two))
        # Most tables are sorted by pair already; those sorted by year get an order once.
        ordered = bool((keys[1:] >= keys[:-1]).all())
        order = None if ordered else np.argsort(keys, kind="stable").astype(np.int32)
        kept[table] = (keys if order is None else keys[order], order)
    keys, order = kept[table]
    key = np.int32(a * _BASE + b)  # of the same kind, or every look would turn all the keys first
    at = np.arange(np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right"))
    return at if order is None else order[at].astype(np.intp)


def pair_numbers(a: NDArray[np.int16], b: NDArray[np.int16]) -> NDArray[np.int32]:
    """Return one number for each pair of codes."""
    # codes have three digits: 999,999 at most, and millions of rows are kept
    return np.asarray(a.astype(np.int32) * _BASE + b)


def joint_counts(record: Record, table: str, a: int, b: int, years: NDArray[np.int16]) -> NDArray[np.float64]:
    """Return a pair's joint counts by year, shape (years, 3, 3); rows are the smaller code.

    All zero in years without a row, and in years outside coverage: the few early roll calls of a year that the
    source holds in part would mislead.
    """
    counts = np.zeros((len(years), 9))
    record.columns(table, ("code_a", "code_b", "year", *CELLS))
    rows = pair_rows(record, table, a, b, True)
    year = record.column(table, "year")[rows].astype(int)
    at = year - int(years[0])
    covers = record.coverage(table).provenance
    inside = (at >= 0) & (at < len(years)) & (year >= covers.covers_from) & (year <= covers.covers_to)
    for k, cell in enumerate(CELLS):
        counts[at[inside], k] = record.column(table, cell)[rows][inside]
    return counts.reshape(-1, 3, 3)


def pair_seed(a: int, b: int) -> int:
    """Return the seed of a pair's draws: the same whichever state is named first."""
    return min(a, b) * _BASE + max(a, b)
