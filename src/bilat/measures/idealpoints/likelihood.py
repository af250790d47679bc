"""The probability of a vote: table look-ups with two terms of a Taylor series, and no branch where votes are sorted.

Votes of one item, or of one state-session, are sorted by kind (yes, abstain, no), so that each loop does one thing.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.normal import FAST

__all__ = ["TAIL", "abstention", "tail"]

F = NDArray[np.float64]

_LOW, _HIGH, _STEPS = -40.0, 10.0, 64.0
_HALF_LOG_2PI = 0.9189385332046727
_TINY = 1e-300


def _table() -> F:
    from scipy.special import log_ndtr

    x = np.arange(int((_HIGH - _LOW) * _STEPS) + 2) / _STEPS + _LOW
    log_cdf = log_ndtr(x)
    return np.stack([log_cdf, np.exp(-0.5 * x * x - _HALF_LOG_2PI - log_cdf)], 1).copy()


#: Log of the normal distribution function, and density over distribution function, from -40 to 10.
TAIL = _table()


@njit(**FAST)  # type: ignore[untyped-decorator]
def tail(x: float, table: F) -> tuple[float, float, float]:
    """Return log Phi(x) (error below 1e-7), its slope, and minus its second derivative."""
    x = min(max(x, _LOW), _HIGH)
    at = (x - _LOW) * _STEPS
    i = int(at + 0.5)
    step = (at - i) / _STEPS
    slope = table[i, 1]
    bend = slope * (slope + x - step)
    log = table[i, 0] + step * (slope - 0.5 * step * bend)
    slope -= step * bend
    return log, slope, slope * (slope + x)


@njit(**FAST)  # type: ignore[untyped-decorator]
def abstention(a: float, b: float, table: F) -> tuple[float, float, float]:
    """Return log(Phi(b) - Phi(a)), and the densities at a and b over that probability, with a below b."""
    low, high = (a, b) if a + b < 0.0 else (-b, -a)
    width = high - low
    if width < 0.05:
        # too near for a difference: density at the middle times the width, with the first correction
        m = 0.5 * (low + high)
        log = (
            -0.5 * m * m
            - _HALF_LOG_2PI
            + math.log(max(width * (1.0 + (m * m - 1.0) * width * width / 24.0), _TINY))
        )
        return log, math.exp(-0.5 * a * a - _HALF_LOG_2PI - log), math.exp(-0.5 * b * b - _HALF_LOG_2PI - log)
    up, up_slope, _ = tail(high, table)
    down, down_slope, _ = tail(low, table)
    ratio = math.exp(down - up)
    rest = max(1.0 - ratio, _TINY)
    log = up + math.log(rest)
    if a + b < 0.0:
        return log, down_slope * ratio / rest, up_slope / rest
    return log, up_slope / rest, down_slope * ratio / rest
