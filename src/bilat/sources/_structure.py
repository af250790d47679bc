"""Reading spells (who, from when, to when) for the lists of states, majors, capitals, contiguity and leaders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bilat.sources._common import assemble, parts
from bilat.sources.loaded import Loaded

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["open_ended", "spell", "year_month"]


def spell(
    loaded: Loaded, start: str = "st", end: str = "end"
) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """Return first and last days of ``styear, stmonth, stday`` and ``endyear, endmonth, endday``; bad ones flagged."""
    begin = assemble(*parts(loaded, f"{start}year", f"{start}month", f"{start}day"))
    finish = assemble(*parts(loaded, f"{end}year", f"{end}month", f"{end}day"), last=True)
    loaded.flag(np.isnat(begin) & ~loaded.bad, f"column {start}year: no year")
    loaded.flag((finish < begin) & ~loaded.bad, "ends before it begins")
    return begin, finish


def year_month(loaded: Loaded, column: str, *, last: bool = False) -> NDArray[np.datetime64]:
    """Return days of a YYYYMM column."""
    values = np.nan_to_num(loaded.numbers(column)).astype(np.int64)
    return assemble(values // 100, values % 100, np.full(len(values), np.nan), last=last)


def open_ended(finish: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    """Turn the last day the coders looked at (the latest of all) into "not ended"."""
    known = finish[~np.isnat(finish)]
    out = finish.copy()
    if len(known):
        out[finish == known.max()] = np.datetime64("NaT")
    return out
