"""The source's own step for cutpoints: a small random one, both together, taken or left as a pair.

Johnson & Albert (1999, p. 135): each candidate is normal around where the cutpoint is, cut to keep the order. In
the published sampler the step is part of the result: ideal points are standardised in every sweep and items are not, so
how fast items follow can matter for where the levels of sessions settle (docs/ideal-points.md).
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.likelihood import abstention, tail
from bilat.measures.idealpoints.normal import FAST, quantile, uniform
from bilat.measures.idealpoints.state import Design, State

__all__ = ["step_cutpoints"]

F = NDArray[np.float64]
#: Standard deviation of a candidate, and the walls of the flat prior, as in the source.
_STEP, _WALL = 0.2 / 3.0, 7.0


@njit(**FAST)  # type: ignore[untyped-decorator]
def _below(x: float) -> float:
    """Share of a candidate's distribution below x, a distance from where the cutpoint is."""
    return 0.5 * math.erfc(-x / (_STEP * math.sqrt(2.0)))


@njit(**FAST)  # type: ignore[untyped-decorator]
def _within(at: float, low: float, high: float, random: NDArray[np.uint64]) -> float:
    """Draw a candidate near `at` between two bounds."""
    u = uniform(random)
    p = u * _below(high - at) + (1.0 - u) * _below(low - at)
    if p <= 0.0 or p >= 1.0:
        return at
    return min(max(at + _STEP * quantile(p), low), high)


@njit(**FAST)  # type: ignore[untyped-decorator]
def _log(v: int, d: Design, theta: F, beta: float, g1: float, g2: float, table: F) -> float:
    total = 0.0
    for k in range(d.item_start[v], d.item_abstain[v]):
        total += tail(g1 - beta * theta[d.item_row[k]], table)[0]
    for k in range(d.item_no[v], d.item_start[v + 1]):
        total += tail(beta * theta[d.item_row[k]] - g2, table)[0]
    for k in range(d.item_abstain[v], d.item_no[v]):
        mu = beta * theta[d.item_row[k]]
        total += abstention(g1 - mu, g2 - mu, table)[0]
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def step_cutpoints(v: int, d: Design, s: State, table: F) -> None:
    """Offer an item new cutpoints given its discrimination and the ideal points, in place.

    The ratio is the source's, which lacks one of its four corrections for the cuts (it matters where the two
    cutpoints are closer than 0.1). It is kept: the task is that sampler.

    Parameters
    ----------
    table
        `likelihood.TAIL`.
    """
    beta, g1, g2 = s.items[v, 0], s.items[v, 1], s.items[v, 2]
    new1 = _within(g1, -_WALL, g2, s.random)
    new2 = _within(g2, new1, _WALL, s.random)
    s.counts[1] += 1
    if new1 >= new2:
        return
    ratio = _log(v, d, s.theta, beta, new1, new2, table) - _log(v, d, s.theta, beta, g1, g2, table)
    ratio += math.log(_below(g2 - new1)) - math.log(_below(new2 - g1))
    if math.log(uniform(s.random)) < ratio:
        s.items[v, 1], s.items[v, 2] = new1, new2
        s.counts[0] += 1
