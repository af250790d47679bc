"""Which measures speak for which dimension when a claim is about closeness, and how each is read.

Directed measures speak through both directions; the larger one counts as the tie (a supplier and its customer
are tied by the supply, whichever of the two supplies).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bilat.measures import access
from bilat.measures.catalogue import MEASURES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.checking.context import Bench

__all__ = ["CLOSENESS", "Series", "pair_series"]

#: Dimension to the measures that speak for it, the first being the one that decides.
CLOSENESS: dict[str, tuple[str, ...]] = {
    "votes": ("agreement", "kappa_linear"),
    "obligations": ("obligation",),
    "arms": ("arms_share",),
    "trade": ("trade_share",),
    "disputes": ("dispute", "war"),
    "institutions": ("membership_kappa",),
    "cooperation": ("exercises",),
}


@dataclass(frozen=True, slots=True)
class Series:
    """A measure's history for a pair, both directions folded into one.

    ``a`` and ``b`` are the codes in the direction that holds in the last known year; ``values`` is NaN where
    unknown. ``sign`` is 1 where larger means closer, -1 where larger means farther.
    """

    measure: str
    dimension: str
    a: int
    b: int
    years: NDArray[np.int16]
    values: NDArray[np.float64]
    sign: int
    reasons: dict[int, str]

    @property
    def known(self) -> NDArray[np.int16]:
        """The years with a value."""
        return self.years[~np.isnan(self.values)]

    def at(self, year: int) -> float | None:
        """Return the value in a year, or ``None``."""
        hit = np.flatnonzero(self.years == year)
        if len(hit) == 0 or np.isnan(self.values[hit[0]]):
            return None
        return float(self.values[hit[0]])


def pair_series(bench: Bench, measure: str, iso_a: str, iso_b: str, since: int, until: int) -> Series:
    """Return a pair's history on one measure over a window, across changes of code and both directions."""
    m = MEASURES[measure]
    years = np.arange(since, until + 1, dtype=np.int16)
    values = np.full(len(years), np.nan)
    forward = np.ones(len(years), dtype=bool)
    reasons: dict[int, str] = {}
    pairs = [
        (x, y) for x in bench.codes(iso_a, since, until) for y in bench.codes(iso_b, since, until) if x != y
    ]
    ways = [False, True] if m.tie == "directed" else [False]
    for x, y in pairs:
        for back in ways:
            history = access.history(bench.record, measure, y if back else x, x if back else y, since, until)
            got = np.full(len(years), np.nan)
            index = np.asarray(history.years, dtype=int) - since
            inside = (index >= 0) & (index < len(years))
            got[index[inside]] = np.asarray(history.values, dtype=float)[inside]
            better = ~np.isnan(got) & (np.isnan(values) | (got > values))
            values[better] = got[better]
            forward[better] = not back
            for year, reason in history.reasons.items():
                reasons.setdefault(year, reason)
    for year in years[~np.isnan(values)]:
        reasons.pop(int(year), None)
    code_a, code_b = bench.code(iso_a), bench.code(iso_b)
    last = np.flatnonzero(~np.isnan(values))
    if m.tie == "directed" and len(last) and not forward[last[-1]]:
        code_a, code_b = code_b, code_a
    return Series(measure, m.dimension, code_a, code_b, years, values, m.closer or 1, reasons)
