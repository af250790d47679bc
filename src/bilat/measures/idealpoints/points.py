"""Ideal points of the two-sided walk, one state-session after another, z integrated out.

Given its neighbours in time and the items a state-session has a smooth, log-concave density in one dimension: one
Newton step makes a normal proposal that is nearly that density, and Metropolis and Hastings make it exact.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.likelihood import abstention, tail
from bilat.measures.idealpoints.normal import FAST, normal, uniform
from bilat.measures.idealpoints.state import Design, State

__all__ = ["draw_points", "hold", "point_derivatives"]

F = NDArray[np.float64]

#: Share of Newton steps; size of the others, in standard deviations of the walk.
_NEWTON, _PLAIN = 0.9, 0.7


@njit(**FAST)  # type: ignore[untyped-decorator]
def point_derivatives(row: int, x: float, d: Design, items: F, table: F) -> tuple[float, float, float]:
    """Log likelihood of a state-session's votes at ideal point x, its slope, minus its second derivative."""
    total, slope, bend = 0.0, 0.0, 0.0
    for k in range(d.start[row], d.abstain[row]):
        j = d.item[k]
        beta = items[j, 0]
        log, r, w = tail(items[j, 1] - beta * x, table)
        total += log
        slope -= beta * r
        bend += beta * beta * w
    for k in range(d.no[row], d.start[row + 1]):
        j = d.item[k]
        beta = items[j, 0]
        log, r, w = tail(beta * x - items[j, 2], table)
        total += log
        slope += beta * r
        bend += beta * beta * w
    for k in range(d.abstain[row], d.no[row]):
        j = d.item[k]
        beta = items[j, 0]
        a, b = items[j, 1] - beta * x, items[j, 2] - beta * x
        log, ra, rb = abstention(a, b, table)
        total += log
        slope += beta * (ra - rb)
        bend += beta * beta * (ra * (ra - a) + rb * (rb + b) - 2.0 * ra * rb)
    return total, slope, bend


@njit(**FAST)  # type: ignore[untyped-decorator]
def hold(total: float, square: float, count: int, weight: float) -> float:
    """Log prior that mean and log standard deviation of all ideal points are 0, of precision `weight` each."""
    if weight == 0.0:
        return 0.0
    middle = total / count
    log = 0.5 * math.log(square / count - middle * middle)
    return -0.5 * weight * (middle * middle + log * log)


@njit(**FAST)  # type: ignore[untyped-decorator]
def _push(x: float, total: float, square: float, count: int, weight: float) -> float:
    """Minus the slope of `hold` in one ideal point x."""
    if weight == 0.0:
        return 0.0
    middle = total / count
    spread = square / count - middle * middle
    return weight / count * (middle + 0.5 * math.log(spread) / spread * (x - middle))


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_points(d: Design, s: State, table: F, weight: float) -> None:
    """Draw every state-session given its neighbours in time and the items, in place.

    Parameters
    ----------
    table
        `likelihood.TAIL`.
    weight
        Precision with which mean and log standard deviation of all ideal points are held at 0.
    """
    theta = s.theta
    count = len(theta)
    total, square = theta.sum(), (theta * theta).sum()
    for row in range(count):
        before, after = d.before[row], d.after[row]
        precision = d.origin_precision[row]
        pull = d.origin[row] * precision
        if before >= 0:
            precision = 1.0 / s.variance[row]
            pull = theta[before] * precision
        if after >= 0:
            precision += 1.0 / s.variance[after]
            pull += theta[after] / s.variance[after]
        x = theta[row]
        # mostly Newton; now and then a plain step, which a point far out cannot refuse for ever
        newton = uniform(s.random) < _NEWTON
        here, slope, bend = point_derivatives(row, x, d, s.items, table)
        bend += precision
        drift = (slope + pull - precision * x - _push(x, total, square, count, weight)) / bend
        step = normal(s.random)
        y = x + drift + step / math.sqrt(bend) if newton else x + _PLAIN * step / math.sqrt(precision)
        there, slope, bend_new = point_derivatives(row, y, d, s.items, table)
        new_total, new_square = total + y - x, square + y * y - x * x
        ratio = there - here + pull * (y - x) - 0.5 * precision * (y * y - x * x)
        ratio += hold(new_total, new_square, count, weight) - hold(total, square, count, weight)
        if newton:
            bend_new += precision
            push = _push(y, new_total, new_square, count, weight)
            back = (slope + pull - precision * y - push) / bend_new
            ratio += (
                0.5 * math.log(bend_new / bend) + 0.5 * step * step - 0.5 * bend_new * (x - y - back) ** 2
            )
        s.counts[3] += 1
        if math.log(uniform(s.random)) < ratio:
            theta[row] = y
            total, square = new_total, new_square
            s.counts[2] += 1
