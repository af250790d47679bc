"""Quantiles of the Beta distribution, Student's t and the logistic curve, without loading scipy for the few that a claim takes.

`scipy.special` takes a fifth of a second to load. Few numbers are worked out here, one by one; who asks for more gets scipy's,
which are the same and sooner.
"""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["betaincinv", "expit", "stdtr"]

#: So many numbers in one call, and so many calls, are answered here before scipy is loaded.
_NUMBERS, _CALLS = 4, 30
_TINY = 1e-300
_TERMS, _STEPS = 20_000, 200
_asked = 0


def betaincinv(a: ArrayLike, b: ArrayLike, q: ArrayLike) -> NDArray[np.float64]:
    """Return x such that a number of the Beta(a, b) distribution is below it with probability q; everything broadcasts.

    Examples
    --------
    >>> betaincinv([1.0, 2.0], 1.0, [0.3, 0.25]).round(9).tolist()
    [0.3, 0.5]
    """
    parts = np.broadcast_arrays(*(np.asarray(v, np.float64) for v in (a, b, q)))
    if _scipy(parts[0].size):
        from scipy.special import betaincinv as known

        return np.asarray(known(*parts))
    found = [
        _quantile(float(x), float(y), float(p)) for x, y, p in zip(*(v.flat for v in parts), strict=True)
    ]
    return np.array(found).reshape(parts[0].shape)


def stdtr(df: float, t: float) -> float:
    """Return how likely a number of Student's distribution is below t.

    Examples
    --------
    >>> round(stdtr(1.0, 1.0), 9), stdtr(5.0, 0.0)
    (0.75, 0.5)
    """
    if _scipy(1):
        from scipy.special import stdtr as known

        return float(known(df, t))
    tail = 0.5 * _share(df / 2, 0.5, df / (df + t * t))
    return 1 - tail if t > 0 else tail


def expit(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1 / (1 + exp(-x)).

    Examples
    --------
    >>> expit(np.array([0.0, -1000.0])).tolist()
    [0.5, 0.0]
    """
    small = np.exp(-np.abs(x))  # at most 1: nothing overflows
    return np.asarray(np.where(np.asarray(x) >= 0, 1 / (1 + small), small / (1 + small)))


def _scipy(numbers: int) -> bool:
    global _asked
    _asked += 1
    return numbers > _NUMBERS or _asked > _CALLS or "scipy.special" in sys.modules


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)


def _share(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function: its continued fraction (Lentz), from the side where that is short."""
    if not 0 < x < 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _share_below(b, a, 1 - x)
    return _share_below(a, b, x)


def _share_below(a: float, b: float, x: float) -> float:
    front = math.exp(a * math.log(x) + b * math.log1p(-x) - _log_beta(a, b)) / a
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > _TINY else _TINY)
    total = d
    for m in range(1, _TERMS):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + step * d
            d = 1 / (d if abs(d) > _TINY else _TINY)
            c = 1 + step / c
            c = c if abs(c) > _TINY else _TINY
            total *= d * c
        if abs(d * c - 1) < 5e-16:
            break
    return front * total


def _quantile(a: float, b: float, q: float) -> float:
    """Find a quantile by Newton's steps, halving the bracket where a step leaves it."""
    if not (a > 0 and b > 0 and 0 <= q <= 1):
        return math.nan
    if q in (0.0, 1.0):
        return q
    low, high, x = 0.0, 1.0, a / (a + b)
    front = _log_beta(a, b)
    for _ in range(_STEPS):
        off = _share(a, b, x) - q
        if off == 0:
            break
        low, high = (x, high) if off < 0 else (low, x)
        density = math.exp((a - 1) * math.log(x) + (b - 1) * math.log1p(-x) - front)
        new = x - off / density if density > 0 else math.nan
        if not low < new < high:
            new = (low + high) / 2
        if abs(new - x) <= 1e-12 * x:
            return new
        x = new
    return x
