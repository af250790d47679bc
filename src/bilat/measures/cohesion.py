"""How alike the members of a group act: the mean over its pairs in a year, with the spread among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bilat.measures.access import cross_section

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.record import Record

__all__ = ["Cohesion", "cohesion", "share_interval"]

#: Fewer known pairs than this say little of a group (three members make three pairs).
FEWEST_PAIRS = 3


@dataclass(frozen=True)
class Cohesion:
    """A group's cohesion by year; NaN where fewer than three pairs of members are known.

    ``low`` and ``high`` are the 10% and 90% quantiles over the pairs of members: how far members differ among
    themselves, not a sampling error. ``pairs`` counts the pairs known.
    """

    years: NDArray[np.int16]
    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    pairs: NDArray[np.int64]


def cohesion(record: Record, measure: str, members: Mapping[int, NDArray[np.int16]]) -> Cohesion:
    """Return the mean of an undirected measure over the pairs of a group's members, year by year.

    Parameters
    ----------
    members
        Year to the COW codes of the members in that year.

    Examples
    --------
    >>> from bilat.record import open_record
    >>> c = cohesion(open_record(), "agreement", {1980: np.array([200, 220, 325], np.int16)})
    >>> c.pairs.tolist()
    [3]
    """
    years = np.array(sorted(members), dtype=np.int16)
    mean, low, high = (np.full(len(years), np.nan) for _ in range(3))
    pairs = np.zeros(len(years), dtype=np.int64)
    for i, year in enumerate(years):
        codes = members[int(year)]
        if len(codes) < 2:
            continue
        section = cross_section(record, measure, int(year))
        inside = section.values[np.isin(section.a, codes) & np.isin(section.b, codes)]
        pairs[i] = len(inside)
        if len(inside) >= FEWEST_PAIRS:
            mean[i] = inside.mean()
            low[i], high[i] = np.quantile(inside, [0.1, 0.9])
    return Cohesion(years, mean, low, high, pairs)


def share_interval(
    part: NDArray[np.float64], whole: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the 5% and 95% bounds of a share of counted acts (Jeffreys' interval); NaN where `whole` is 0.

    Examples
    --------
    >>> low, high = share_interval(np.array([5.0]), np.array([10.0]))
    >>> round(float(low[0]), 3), round(float(high[0]), 3)
    (0.262, 0.738)
    """
    from scipy.special import betaincinv

    known = whole > 0
    n, k = np.where(known, whole, 1), np.where(known, part, 0)
    bounds = [np.where(known, betaincinv(k + 0.5, n - k + 0.5, q), np.nan) for q in (0.05, 0.95)]
    return bounds[0], bounds[1]
