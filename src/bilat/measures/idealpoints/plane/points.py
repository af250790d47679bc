"""Ideal points in the plane, one state-session after another, z integrated out: a Newton proposal in two dimensions."""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.likelihood import abstention, tail
from bilat.measures.idealpoints.normal import FAST, normal, uniform
from bilat.measures.idealpoints.plane.state import PlaneState
from bilat.measures.idealpoints.state import Design

__all__ = ["draw_points", "hold", "moments", "point_derivatives"]

F = NDArray[np.float64]

#: Share of Newton steps; size of the others, in standard deviations of the walk.
_NEWTON, _PLAIN = 0.9, 0.5


@njit(**FAST)  # type: ignore[untyped-decorator]
def point_derivatives(row: int, x: float, y: float, d: Design, items: F, table: F, out: F) -> float:
    """Log likelihood of a state-session's votes at (x, y); slopes and minus second derivatives into `out`.

    Parameters
    ----------
    out : (5,)
        Slope in x, slope in y; minus the second derivatives in xx, xy, yy.
    """
    total, s0, s1, h00, h01, h11 = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for k in range(d.start[row], d.abstain[row]):
        j = d.item[k]
        a, b = items[j, 0], items[j, 1]
        log, r, w = tail(items[j, 2] - a * x - b * y, table)
        total += log
        s0 -= a * r
        s1 -= b * r
        h00 += a * a * w
        h01 += a * b * w
        h11 += b * b * w
    for k in range(d.no[row], d.start[row + 1]):
        j = d.item[k]
        a, b = items[j, 0], items[j, 1]
        log, r, w = tail(a * x + b * y - items[j, 3], table)
        total += log
        s0 += a * r
        s1 += b * r
        h00 += a * a * w
        h01 += a * b * w
        h11 += b * b * w
    for k in range(d.abstain[row], d.no[row]):
        j = d.item[k]
        a, b = items[j, 0], items[j, 1]
        mu = a * x + b * y
        low, high = items[j, 2] - mu, items[j, 3] - mu
        log, ra, rb = abstention(low, high, table)
        w = ra * (ra - low) + rb * (rb + high) - 2.0 * ra * rb
        total += log
        s0 += a * (ra - rb)
        s1 += b * (ra - rb)
        h00 += a * a * w
        h01 += a * b * w
        h11 += b * b * w
    out[0], out[1], out[2], out[3], out[4] = s0, s1, h00, h01, h11
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def moments(theta: F) -> F:
    """Return the sums (5,) that `hold` looks at: of x, y, xx, xy, yy."""
    out = np.zeros(5)
    for row in range(len(theta)):
        x, y = theta[row, 0], theta[row, 1]
        out[0] += x
        out[1] += y
        out[2] += x * x
        out[3] += x * y
        out[4] += y * y
    return out


@njit(**FAST)  # type: ignore[untyped-decorator]
def _spread(sums: F, count: int) -> tuple[float, float, float, float, float]:
    """Return means and covariances (xx, xy, yy) from sums."""
    m0, m1 = sums[0] / count, sums[1] / count
    return m0, m1, sums[2] / count - m0 * m0, sums[3] / count - m0 * m1, sums[4] / count - m1 * m1


@njit(**FAST)  # type: ignore[untyped-decorator]
def hold(sums: F, count: int, weight: float) -> float:
    """Log prior that all ideal points have mean 0 and covariance 1; the same for every rotation of the axes."""
    if weight == 0.0:
        return 0.0
    m0, m1, c00, c01, c11 = _spread(sums, count)
    away = (c00 - 1.0) ** 2 + 2.0 * c01 * c01 + (c11 - 1.0) ** 2
    return -0.5 * weight * (m0 * m0 + m1 * m1 + 0.25 * away)


@njit(**FAST)  # type: ignore[untyped-decorator]
def push(x: float, y: float, sums: F, count: int, weight: float) -> tuple[float, float]:
    """Minus the slopes of `hold` in one ideal point."""
    if weight == 0.0:
        return 0.0, 0.0
    m0, m1, c00, c01, c11 = _spread(sums, count)
    part, u, v = weight / count, x - m0, y - m1
    return (
        part * (m0 + 0.5 * ((c00 - 1.0) * u + c01 * v)),
        part * (m1 + 0.5 * (c01 * u + (c11 - 1.0) * v)),
    )


@njit(**FAST)  # type: ignore[untyped-decorator]
def _swap(sums: F, x: float, y: float, u: float, v: float, out: F) -> None:
    """Write the sums when (x, y) becomes (u, v)."""
    out[0] = sums[0] + u - x
    out[1] = sums[1] + v - y
    out[2] = sums[2] + u * u - x * x
    out[3] = sums[3] + u * v - x * y
    out[4] = sums[4] + v * v - y * y


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_points(d: Design, s: PlaneState, table: F, weight: float) -> None:
    """Draw every state-session given its neighbours in time and the items, in place.

    Parameters
    ----------
    table
        `likelihood.TAIL`.
    weight
        Precision with which mean and covariance of all ideal points are held at 0 and 1.
    """
    theta, count = s.theta, len(s.theta)
    sums, new_sums = moments(theta), np.empty(5)
    one, two = np.empty(5), np.empty(5)
    for row in range(count):
        before, after = d.before[row], d.after[row]
        precision = d.origin_precision[row]
        p0, p1 = d.origin[row] * precision, 0.0
        if before >= 0:
            precision = 1.0 / s.variance[row]
            p0, p1 = theta[before, 0] * precision, theta[before, 1] * precision
        if after >= 0:
            more = 1.0 / s.variance[after]
            precision += more
            p0 += theta[after, 0] * more
            p1 += theta[after, 1] * more
        x, y = theta[row, 0], theta[row, 1]
        # mostly Newton; now and then a plain step, which a point far out cannot refuse for ever
        newton = uniform(s.random) < _NEWTON
        here = point_derivatives(row, x, y, d, s.items, table, one)
        a, b, c = one[2] + precision, one[3], one[4] + precision
        e0, e1 = normal(s.random), normal(s.random)
        # Cholesky factor of the precision: noise with covariance of its inverse is L'^-1 e
        l0 = math.sqrt(a)
        l1 = b / l0
        l2 = math.sqrt(max(c - l1 * l1, 1e-9))
        if newton:
            h0, h1 = push(x, y, sums, count, weight)
            g0, g1 = one[0] + p0 - precision * x - h0, one[1] + p1 - precision * y - h1
            t0 = g0 / l0 + e0
            t1 = (g1 - l1 * g0 / l0) / l2 + e1
            v = t1 / l2
            u = (t0 - l1 * v) / l0
        else:
            u, v = _PLAIN * e0 / math.sqrt(precision), _PLAIN * e1 / math.sqrt(precision)
        new_x, new_y = x + u, y + v
        there = point_derivatives(row, new_x, new_y, d, s.items, table, two)
        _swap(sums, x, y, new_x, new_y, new_sums)
        ratio = there - here + p0 * u + p1 * v
        ratio -= 0.5 * precision * (new_x * new_x - x * x + new_y * new_y - y * y)
        ratio += hold(new_sums, count, weight) - hold(sums, count, weight)
        if newton:
            a, b, c = two[2] + precision, two[3], two[4] + precision
            k0 = math.sqrt(a)
            k1 = b / k0
            k2 = math.sqrt(max(c - k1 * k1, 1e-9))
            h0, h1 = push(new_x, new_y, new_sums, count, weight)
            g0, g1 = two[0] + p0 - precision * new_x - h0, two[1] + p1 - precision * new_y - h1
            # L'(step back) - L^-1 g is the noise that would lead back
            b0 = -k0 * u - k1 * v - g0 / k0
            b1 = -k2 * v - (g1 - k1 * g0 / k0) / k2
            ratio += math.log(k0 * k2 / (l0 * l2)) + 0.5 * (e0 * e0 + e1 * e1 - b0 * b0 - b1 * b1)
        s.counts[3] += 1
        if math.log(uniform(s.random)) < ratio:
            theta[row, 0], theta[row, 1] = new_x, new_y
            sums[:] = new_sums
            s.counts[2] += 1
