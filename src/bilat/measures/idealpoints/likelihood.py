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

__all__ = ["TAIL", "abstention", "ballot", "tail"]

F = NDArray[np.float64]

_LOW, _HIGH, _STEPS = -40.0, 10.0, 64.0
_HALF_LOG_2PI = 0.9189385332046727
_TINY = 1e-300
#: Where intervals are too far out for the table: a little above its end.
_BELOW = -38.0


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
def _far(low: float, high: float) -> tuple[float, float, float]:
    """Return what `abstention` does of an interval below the table, by the asymptotic series of the tail (good to 1e-6).

    The table ends there, and two ends beyond it would look alike: an interval of no probability, and of infinite curvature.
    """
    u, v = 1.0 / (high * high), 1.0 / (low * low)
    up = -0.5 * high * high - math.log(-high) - _HALF_LOG_2PI - u + 2.5 * u * u
    # difference of the logs, without the squares that would take all digits
    apart = 0.5 * (low - high) * (low + high) + math.log(low / high) + v - u + 2.5 * (u * u - v * v)
    rest = max(-math.expm1(-apart), _TINY)
    return (
        up + math.log(rest),
        -low * (1.0 + v - 2.0 * v * v) * math.exp(-apart) / rest,
        -high * (1.0 + u - 2.0 * u * u) / rest,
    )


@njit(**FAST)  # type: ignore[untyped-decorator]
def abstention(a: float, b: float, table: F) -> tuple[float, float, float]:
    """Return log(Phi(b) - Phi(a)), and the densities at a and b over that probability, with a below b."""
    low, high = (a, b) if a + b < 0.0 else (-b, -a)
    width = high - low
    if high < _BELOW:
        log, at_low, at_high = _far(low, high)
        return (log, at_low, at_high) if a + b < 0.0 else (log, at_high, at_low)
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


@njit(**FAST)  # type: ignore[untyped-decorator]
def ballot(vote: int, low: float, high: float, table: F) -> tuple[float, float, float]:
    """Return the log probability of a vote (1, 2, 3) between cutpoints at `low` and `high` from where the state stands.

    And its slope in where the state stands, and minus its second derivative. For votes that are not sorted by kind.
    """
    if vote == 1:
        log, r, w = tail(low, table)
        return log, -r, w
    if vote == 3:
        return tail(-high, table)
    log, ra, rb = abstention(low, high, table)
    return log, ra - rb, ra * (ra - low) + rb * (rb + high) - 2.0 * ra * rb
