"""One item in the plane: the likelihood of its votes, and a joint draw of two discriminations and two cutpoints.

As in one dimension (`idealpoints.items`): a Newton proposal made exact by Metropolis and Hastings, with the log of the
distance of the cutpoints as a coordinate; a cutpoint of which no vote speaks is drawn from its prior.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.items import CUT_PRECISION
from bilat.measures.idealpoints.likelihood import abstention, tail
from bilat.measures.idealpoints.normal import FAST, normal, quantile, uniform
from bilat.measures.idealpoints.plane.state import PlaneState
from bilat.measures.idealpoints.state import Design

__all__ = ["draw_items", "item_derivatives", "item_log", "item_prior"]

F = NDArray[np.float64]

_NEWTON, _PLAIN = 0.85, 0.6


@njit(**FAST)  # type: ignore[untyped-decorator]
def item_prior(x: F) -> float:
    """Log prior of (beta1, beta2, gamma1, gamma2): N(0, 1), N(0, 1); ordered cutpoints N(0, 16)."""
    return -0.5 * (x[0] * x[0] + x[1] * x[1] + (x[2] * x[2] + x[3] * x[3]) * CUT_PRECISION)


@njit(**FAST)  # type: ignore[untyped-decorator]
def item_derivatives(j: int, d: Design, theta: F, x: F, table: F, g: F, h: F) -> float:
    """Log posterior of an item's four parameters; gradient into `g` (4,), minus second derivatives into `h` (4, 4)."""
    b0, b1, c1, c2 = x[0], x[1], x[2], x[3]
    total = item_prior(x)
    g0, g1, g2, g3 = -b0, -b1, -c1 * CUT_PRECISION, -c2 * CUT_PRECISION
    h00, h01, h11 = 1.0, 0.0, 1.0
    h02, h12, h22 = 0.0, 0.0, CUT_PRECISION
    h03, h13, h33, h23 = 0.0, 0.0, CUT_PRECISION, 0.0
    for k in range(d.item_start[j], d.item_abstain[j]):
        s, t = theta[d.item_row[k], 0], theta[d.item_row[k], 1]
        log, r, w = tail(c1 - b0 * s - b1 * t, table)
        total += log
        g0 -= s * r
        g1 -= t * r
        g2 += r
        h00 += s * s * w
        h01 += s * t * w
        h11 += t * t * w
        h02 -= s * w
        h12 -= t * w
        h22 += w
    for k in range(d.item_no[j], d.item_start[j + 1]):
        s, t = theta[d.item_row[k], 0], theta[d.item_row[k], 1]
        log, r, w = tail(b0 * s + b1 * t - c2, table)
        total += log
        g0 += s * r
        g1 += t * r
        g3 -= r
        h00 += s * s * w
        h01 += s * t * w
        h11 += t * t * w
        h03 -= s * w
        h13 -= t * w
        h33 += w
    for k in range(d.item_abstain[j], d.item_no[j]):
        s, t = theta[d.item_row[k], 0], theta[d.item_row[k], 1]
        mu = b0 * s + b1 * t
        a, b = c1 - mu, c2 - mu
        log, ra, rb = abstention(a, b, table)
        total += log
        # of log(Phi(b) - Phi(a)): in a -ra, in b rb
        w11, w22, w12 = ra * (ra - a), rb * (rb + b), -ra * rb
        w1, w2 = w11 + w12, w12 + w22
        g0 -= s * (rb - ra)
        g1 -= t * (rb - ra)
        g2 -= ra
        g3 += rb
        h00 += s * s * (w1 + w2)
        h01 += s * t * (w1 + w2)
        h11 += t * t * (w1 + w2)
        h02 -= s * w1
        h12 -= t * w1
        h03 -= s * w2
        h13 -= t * w2
        h22 += w11
        h23 += w12
        h33 += w22
    g[0], g[1], g[2], g[3] = g0, g1, g2, g3
    h[0, 0], h[1, 0], h[1, 1] = h00, h01, h11
    h[2, 0], h[2, 1], h[2, 2] = h02, h12, h22
    h[3, 0], h[3, 1], h[3, 2], h[3, 3] = h03, h13, h23, h33
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def item_log(j: int, d: Design, theta: F, x: F, table: F) -> float:
    """Log posterior of an item's four parameters."""
    total = item_prior(x)
    for k in range(d.item_start[j], d.item_abstain[j]):
        row = d.item_row[k]
        total += tail(x[2] - x[0] * theta[row, 0] - x[1] * theta[row, 1], table)[0]
    for k in range(d.item_no[j], d.item_start[j + 1]):
        row = d.item_row[k]
        total += tail(x[0] * theta[row, 0] + x[1] * theta[row, 1] - x[3], table)[0]
    for k in range(d.item_abstain[j], d.item_no[j]):
        mu = x[0] * theta[d.item_row[k], 0] + x[1] * theta[d.item_row[k], 1]
        total += abstention(x[2] - mu, x[3] - mu, table)[0]
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def _to_free(kind: int, x: F, g: F, h: F) -> float:
    """Turn derivatives to the free coordinates of a kind of item, in place; return the log Jacobian.

    Kinds: 0 the last coordinate is the log distance; 1 gamma2 is held; 2 gamma1 is held. A coordinate that is held
    gets unit curvature and no slope.
    """
    if kind != 0:
        at = 3 if kind == 1 else 2
        g[at] = 0.0
        for n in range(4):
            if n < at:
                h[at, n] = 0.0
            elif n > at:
                h[n, at] = 0.0
        h[at, at] = 1.0
        return 0.0
    gap = x[3] - x[2]
    bend = gap * g[3]
    g[2], g[3] = g[2] + g[3], bend + 1.0
    h[2, 0] += h[3, 0]
    h[2, 1] += h[3, 1]
    h[2, 2] += 2.0 * h[3, 2] + h[3, 3]
    h[3, 2] = gap * (h[3, 2] + h[3, 3])
    h[3, 0] *= gap
    h[3, 1] *= gap
    # the bend of the log scale can make the curvature negative far from the mode: keep a floor
    h[3, 3] = max(gap * gap * h[3, 3] - bend, 0.1 * gap * gap * h[3, 3] + 0.05)
    return math.log(gap)


@njit(**FAST)  # type: ignore[untyped-decorator]
def _cholesky(h: F) -> bool:
    """Replace the lower half of h (4, 4) by its Cholesky factor; False if it has none."""
    for n in range(4):
        for m in range(n + 1):
            v = h[n, m]
            for k in range(m):
                v -= h[n, k] * h[m, k]
            if n == m:
                if v <= 1e-10:
                    return False
                h[n, n] = math.sqrt(v)
            else:
                h[n, m] = v / h[m, m]
    return True


@njit(**FAST)  # type: ignore[untyped-decorator]
def _solve_lower(c: F, y: F) -> None:
    """Solve L x = y in place."""
    for n in range(4):
        for k in range(n):
            y[n] -= c[n, k] * y[k]
        y[n] /= c[n, n]


@njit(**FAST)  # type: ignore[untyped-decorator]
def _solve_upper(c: F, y: F) -> None:
    """Solve L' x = y in place."""
    for n in range(3, -1, -1):
        for k in range(n + 1, 4):
            y[n] -= c[k, n] * y[k]
        y[n] /= c[n, n]


@njit(**FAST)  # type: ignore[untyped-decorator]
def _beyond(low: float, random: NDArray[np.uint64]) -> float:
    """Draw a cutpoint from its prior above `low`."""
    root = math.sqrt(CUT_PRECISION)
    # from the lower tail, where small probabilities keep their digits
    p = 0.5 * math.erfc(low * root / math.sqrt(2.0))
    return max(-quantile(uniform(random) * p) / root, low)


@njit(**FAST)  # type: ignore[untyped-decorator]
def _normal_log(c: F, away: F, scale: float) -> float:
    """Log density, up to a constant, of a normal with precision LL' / scale^2 at a distance `away`."""
    total, size = 0.0, 0.0
    for n in range(4):
        total += math.log(c[n, n])
        u = 0.0
        for k in range(n, 4):
            u += c[k, n] * away[k]
        size += u * u
    return total - 0.5 * size / (scale * scale)


@njit(**FAST)  # type: ignore[untyped-decorator]
def _draw_item(v: int, d: Design, s: PlaneState, table: F, vectors: F, matrices: F) -> None:
    """Draw an item's parameters given the ideal points, in place; scratch (8, 4) and (2, 4, 4)."""
    kind = d.item_kind[v]
    held = -1 if kind == 0 else (3 if kind == 1 else 2)
    g, g_new, x, y = vectors[0], vectors[1], vectors[2], vectors[3]
    step, drift, back = vectors[4], vectors[5], vectors[6]
    c, c_new = matrices[0], matrices[1]
    for n in range(4):
        x[n] = s.items[v, n]
    here = item_derivatives(v, d, s.theta, x, table, g, c)
    jacobian = _to_free(kind, x, g, c)
    s.counts[1] += 1
    if _cholesky(c):
        # mostly Newton; now and then a plain step, which a point far out cannot refuse for ever
        newton = uniform(s.random) < _NEWTON
        scale = 1.0 if newton else _PLAIN
        for n in range(4):
            step[n] = scale * normal(s.random)
            drift[n] = g[n] if newton else 0.0
        _solve_upper(c, step)
        _solve_lower(c, drift)
        _solve_upper(c, drift)
        if held >= 0:
            step[held], drift[held] = 0.0, 0.0
        for n in range(4):
            y[n] = x[n] + drift[n] + step[n]
        if kind == 0:
            y[3] = y[2] + (x[3] - x[2]) * math.exp(min(drift[3] + step[3], 50.0))
        if y[2] < y[3]:
            there = item_derivatives(v, d, s.theta, y, table, g_new, c_new)
            jacobian_new = _to_free(kind, y, g_new, c_new)
            if _cholesky(c_new):
                for n in range(4):
                    back[n] = g_new[n] if newton else 0.0
                _solve_lower(c_new, back)
                _solve_upper(c_new, back)
                for n in range(4):
                    back[n] = -drift[n] - step[n] - back[n]
                if held >= 0:
                    back[held] = 0.0
                ratio = there + jacobian_new - here - jacobian
                ratio += _normal_log(c_new, back, scale) - _normal_log(c, step, scale)
                if math.log(uniform(s.random)) < ratio:
                    for n in range(4):
                        x[n] = y[n]
                    here = there
                    s.counts[0] += 1
    if kind != 0:
        # the free cutpoint by itself, from its prior beyond the other one
        for n in range(4):
            y[n] = x[n]
        y[held] = _beyond(x[2], s.random) if kind == 1 else -_beyond(-x[3], s.random)
        there = item_log(v, d, s.theta, y, table) - item_prior(y)
        if math.log(uniform(s.random)) < there - here + item_prior(x):
            x[held] = y[held]
    for n in range(4):
        s.items[v, n] = x[n]


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_items(d: Design, s: PlaneState, table: F) -> None:
    """Draw every item's parameters given the ideal points, in place; `table` is `likelihood.TAIL`."""
    vectors, matrices = np.zeros((8, 4)), np.zeros((2, 4, 4))
    for v in range(len(d.item_kind)):
        _draw_item(v, d, s, table, vectors, matrices)
