"""What the joint draws say in words and numbers: is this the closest year, closer than to whom, drifting apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from bilat.measures.index.inputs import FACTORS, FIRST
from bilat.measures.index.posterior import HEADLINES
from bilat.measures.index.probabilities import Probability, closest, p_trend
from bilat.shown import Shown

if TYPE_CHECKING:
    from bilat.measures.index.live import PairIndex

__all__ = ["SHOWN", "Odds", "odds"]

#: The headline, then its factors, in the order in which faces show them.
SHOWN: tuple[str, ...] = (*HEADLINES, *FACTORS)
_LIKELY = 3


@dataclass(frozen=True, slots=True)
class Odds(Shown):
    """Where a year stands in a window on one factor or headline.

    Attributes
    ----------
    name
        One of `SHOWN`.
    year, since
        The year asked about, and the first of the window.
    closest
        P(the year is the window's closest; on hostility its least hostile), averaged over specifications, with
        their range.
    falling
        P(the slope over the window is below 0), likewise.
    likely
        The years most likely to be the closest, with their probability averaged over specifications.
    known
        Share of the weight that rests on inputs known in the year.
    value, low, high
        Smoothed value with its 5% and 95% bounds.
    rank, of
        Where the smoothed value stands among the years of the window; 1 is the closest.
    """

    name: str
    year: int
    since: int
    closest: Probability
    falling: Probability
    likely: tuple[tuple[int, float], ...]
    known: float
    value: float
    low: float
    high: float
    rank: int
    of: int


def odds(
    index: PairIndex,
    year: int,
    since: int,
    names: tuple[str, ...] = SHOWN,
    direction: Literal["closest", "farthest"] = "closest",
    until: int | None = None,
) -> tuple[Odds, ...]:
    """Return the odds of a year on the headline and its factors; nothing if the pair did not exist in it.

    Asked for the farthest year, ``closest``, ``likely`` and ``rank`` are of that end. The window ends with the year, or
    with `until`.
    """
    t = year - FIRST
    if not (0 <= t < len(index.years) and index.inputs.pairs.alive[t, 0]) or since > year:
        return ()
    result = index.posterior
    end = year if until is None else max(year, until)
    window = np.flatnonzero((result.years >= since) & (result.years <= end) & result.alive)
    at = int(np.flatnonzero(result.years[window] == year)[0])
    out = []
    for name in names:
        sign = (-1.0 if name == "hostility" else 1.0) * (1.0 if direction == "closest" else -1.0)
        mine, share = closest(result, window, name, direction, at)
        best = np.argsort(-share, kind="stable")[:_LIKELY]
        band = index.bands[name]
        past = sign * band.value[window]
        out.append(
            Odds(
                name,
                year,
                since,
                mine,
                p_trend(result, since, end, name),
                tuple((int(result.years[window[i]]), float(share[i])) for i in best if share[i] > 0),
                float(band.known[t]),
                float(band.value[t]),
                float(band.low[t]),
                float(band.high[t]),
                int((past > past[at]).sum()) + 1,
                len(window),
            )
        )
    return tuple(out)
