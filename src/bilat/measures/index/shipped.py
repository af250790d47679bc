"""Reading the index of all pairs from its measure table: standard deviations and bands beside the values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.record import Record

__all__ = ["ALIGNMENT", "band", "sd_of"]

#: The measure table of the index.
ALIGNMENT = "alignment_year"
#: What each column's variance is made of: the factors do not share inputs, so that their errors add up.
_PARTS: dict[str, dict[str, float]] = {
    "positions": {"positions": 1.0},
    "commitment": {"commitment": 1.0},
    "hostility": {"hostility": 1.0},
    "alignment": {"positions": 1 / 7, "commitment": 2 / 7, "hostility": 4 / 7},
    "alignment_without_conflict": {"positions": 1 / 3, "commitment": 2 / 3},
}
_TO_5_PERCENT = 1.645


def sd_of(record: Record, column: str, rows: NDArray[np.intp] | slice) -> NDArray[np.float64]:
    """Return the standard deviation of a column of the index at some rows of its table."""
    variance = sum(
        (share * record.column(ALIGNMENT, f"{part}_sd")[rows].astype(np.float64)) ** 2
        for part, share in _PARTS[column].items()
    )
    return np.sqrt(variance)


def band(
    record: Record, column: str, values: NDArray[np.float64], rows: dict[int, int]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return 5% and 95% bounds of a history; `rows` gives the table's row of each position that has one."""
    sd = np.full(len(values), np.nan)
    at = np.array(list(rows), dtype=np.intp)
    sd[at] = sd_of(record, column, np.array(list(rows.values()), dtype=np.intp))
    low = values - _TO_5_PERCENT * sd
    # no tie is less than none
    return np.maximum(low, 0.0) if column in ("commitment", "hostility") else low, values + _TO_5_PERCENT * sd
