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

from bilat.measures.idealpoints.normal import FAST, quantile, uniform

__all__ = ["candidates", "correction"]

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
def candidates(g1: float, g2: float, random: NDArray[np.uint64]) -> tuple[float, float]:
    """Draw new cutpoints near the old ones; the first not below the second, they cannot be taken."""
    new1 = _within(g1, -_WALL, g2, random)
    return new1, _within(g2, new1, _WALL, random)


@njit(**FAST)  # type: ignore[untyped-decorator]
def correction(g1: float, g2: float, new1: float, new2: float) -> float:
    """Log of what the cuts of the candidates' distributions add to the ratio.

    It is the source's, which lacks one of the four parts (it matters where the two cutpoints are closer than 0.1). It is
    kept: the task is that sampler.
    """
    return math.log(_below(g2 - new1)) - math.log(_below(new2 - g1))
