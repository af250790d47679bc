"""One item: the likelihood of its votes, and a joint draw of discrimination and cutpoints.

Given the ideal points items are independent, with three parameters each and a log-concave likelihood. A
Newton step from where the item stands gives a normal proposal that is nearly the target; Metropolis and Hastings
make it exact. An item without a single abstention, or without a no, leaves a cutpoint to the prior: the first is
handled by sampling the log of the distance, the second by drawing the free cutpoint from its flat prior.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.likelihood import abstention, tail
from bilat.measures.idealpoints.normal import FAST, normal, quantile, uniform
from bilat.measures.idealpoints.state import Design, State

__all__ = ["CUT_PRECISION", "draw_item", "draw_items", "item_derivatives", "item_log", "item_prior"]

F = NDArray[np.float64]
#: Precision of the normal prior of both cutpoints: about that of the source's flat one, without its walls.
CUT_PRECISION = 1 / 16
#: The walls of a flat prior (precision 0).
_WALL = 7.0


@njit(**FAST)  # type: ignore[untyped-decorator]
def item_prior(beta: float, g1: float, g2: float, precision: float) -> float:
    """Log prior of an item: N(0, 1) discrimination; ordered cutpoints, normal or flat inside the walls."""
    return -0.5 * (beta * beta + (g1 * g1 + g2 * g2) * precision)


@njit(**FAST)  # type: ignore[untyped-decorator]
def _beyond(low: float, precision: float, random: NDArray[np.uint64]) -> float:
    """Draw a cutpoint from its prior above `low`."""
    if precision == 0.0:
        return low + uniform(random) * (_WALL - low)
    root = math.sqrt(precision)
    # from the lower tail, where small probabilities keep their digits
    p = 0.5 * math.erfc(low * root / math.sqrt(2.0))
    return max(-quantile(uniform(random) * p) / root, low)


@njit(**FAST)  # type: ignore[untyped-decorator]
def item_derivatives(j: int, d: Design, theta: F, x: F, precision: float, table: F, g: F, h: F) -> float:
    """Log posterior of (beta, gamma1, gamma2) of item j; gradient into `g`, minus second derivatives into `h`."""
    beta, g1, g2 = x[0], x[1], x[2]
    total = item_prior(beta, g1, g2, precision)
    d0, d1, d2 = -beta, -g1 * precision, -g2 * precision
    h00, h01, h02, h11, h12, h22 = 1.0, 0.0, 0.0, precision, 0.0, precision
    for k in range(d.item_start[j], d.item_abstain[j]):
        t = theta[d.item_row[k]]
        log, r, w = tail(g1 - beta * t, table)
        total += log
        d0 -= t * r
        d1 += r
        h00 += t * t * w
        h01 -= t * w
        h11 += w
    for k in range(d.item_no[j], d.item_start[j + 1]):
        t = theta[d.item_row[k]]
        log, r, w = tail(beta * t - g2, table)
        total += log
        d0 += t * r
        d2 -= r
        h00 += t * t * w
        h02 -= t * w
        h22 += w
    for k in range(d.item_abstain[j], d.item_no[j]):
        t = theta[d.item_row[k]]
        a, b = g1 - beta * t, g2 - beta * t
        log, ra, rb = abstention(a, b, table)
        total += log
        # of log(Phi(b) - Phi(a)): in a -ra, in b rb
        w11, w22, w12 = ra * (ra - a), rb * (rb + b), -ra * rb
        w1, w2 = w11 + w12, w12 + w22
        d0 -= t * (rb - ra)
        d1 -= ra
        d2 += rb
        h00 += t * t * (w1 + w2)
        h01 -= t * w1
        h02 -= t * w2
        h11 += w11
        h12 += w12
        h22 += w22
    g[0], g[1], g[2] = d0, d1, d2
    h[0], h[1], h[2], h[3], h[4], h[5] = h00, h01, h02, h11, h12, h22
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def item_log(j: int, d: Design, theta: F, x: F, precision: float, table: F) -> float:
    """Log posterior of (beta, gamma1, gamma2) of item j."""
    total = item_prior(x[0], x[1], x[2], precision)
    for k in range(d.item_start[j], d.item_abstain[j]):
        total += tail(x[1] - x[0] * theta[d.item_row[k]], table)[0]
    for k in range(d.item_no[j], d.item_start[j + 1]):
        total += tail(x[0] * theta[d.item_row[k]] - x[2], table)[0]
    for k in range(d.item_abstain[j], d.item_no[j]):
        mu = x[0] * theta[d.item_row[k]]
        total += abstention(x[1] - mu, x[2] - mu, table)[0]
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def _to_free(kind: int, x: F, g: F, h: F) -> float:
    """Turn derivatives to the free coordinates of a kind of item, in place; return the log Jacobian.

    Kinds: 0 (beta, gamma1, log distance); 1 gamma2 is held; 2 gamma1 is held. A coordinate that is held gets
    unit curvature and no slope.
    """
    if kind == 1:
        g[2], h[2], h[4], h[5] = 0.0, 0.0, 0.0, 1.0
        return 0.0
    if kind == 2:
        g[1], h[1], h[3], h[4] = 0.0, 0.0, 1.0, 0.0
        return 0.0
    gap = x[2] - x[1]
    bend = gap * g[2]
    g[1], g[2] = g[1] + g[2], bend + 1.0
    h01, h11, h12 = h[1] + h[2], h[3] + 2.0 * h[4] + h[5], gap * (h[4] + h[5])
    # the bend of the log scale can make the curvature negative far from the mode: keep a floor
    h[5] = max(gap * gap * h[5] - bend, 0.1 * gap * gap * h[5] + 0.05)
    h[1], h[2], h[3], h[4] = h01, gap * h[2], h11, h12
    return math.log(gap)


@njit(**FAST)  # type: ignore[untyped-decorator]
def _cholesky(h: F, c: F) -> bool:
    """Cholesky factor (6 entries, by column) of the 3 x 3 matrix h; False if it has none."""
    if h[0] <= 0.0:
        return False
    c[0] = math.sqrt(h[0])
    c[1], c[2] = h[1] / c[0], h[2] / c[0]
    v = h[3] - c[1] * c[1]
    if v <= 1e-10:
        return False
    c[3] = math.sqrt(v)
    c[4] = (h[4] - c[2] * c[1]) / c[3]
    v = h[5] - c[2] * c[2] - c[4] * c[4]
    if v <= 1e-10:
        return False
    c[5] = math.sqrt(v)
    return True


@njit(**FAST)  # type: ignore[untyped-decorator]
def _solve_upper(c: F, y: F) -> None:
    """Solve L' x = y in place."""
    y[2] /= c[5]
    y[1] = (y[1] - c[4] * y[2]) / c[3]
    y[0] = (y[0] - c[1] * y[1] - c[2] * y[2]) / c[0]


@njit(**FAST)  # type: ignore[untyped-decorator]
def _solve_lower(c: F, y: F) -> None:
    """Solve L x = y in place."""
    y[0] /= c[0]
    y[1] = (y[1] - c[1] * y[0]) / c[3]
    y[2] = (y[2] - c[2] * y[0] - c[4] * y[1]) / c[5]


@njit(**FAST)  # type: ignore[untyped-decorator]
def _distance(c: F, y: F) -> float:
    """Return |L' y|^2."""
    u0 = c[0] * y[0] + c[1] * y[1] + c[2] * y[2]
    u1 = c[3] * y[1] + c[4] * y[2]
    u2 = c[5] * y[2]
    return u0 * u0 + u1 * u1 + u2 * u2


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_item(v: int, d: Design, s: State, precision: float, table: F, work: F) -> None:
    """Draw an item's parameters given the ideal points, in place.

    Parameters
    ----------
    precision
        Of the prior of the cutpoints: `CUT_PRECISION`, or 0 for a flat one inside the walls.
    table
        `likelihood.TAIL`.
    work : (11, 6)
        Scratch.
    """
    kind = d.item_kind[v]
    g, h, c = work[0, :3], work[1], work[2]
    g_new, h_new, c_new = work[3, :3], work[4], work[5]
    x, y, step, drift, back = work[6, :3], work[7, :3], work[8, :3], work[9, :3], work[10, :3]
    x[0], x[1], x[2] = s.items[v, 0], s.items[v, 1], s.items[v, 2]
    here = item_derivatives(v, d, s.theta, x, precision, table, g, h)
    log_jacobian = _to_free(kind, x, g, h)
    s.counts[1] += 1
    if _cholesky(h, c):
        # mostly Newton; now and then a plain step, which a point far out cannot refuse for ever
        newton = uniform(s.random) < 0.85
        scale = 1.0 if newton else 0.7
        for n in range(3):
            step[n] = scale * normal(s.random)
        _solve_upper(c, step)
        for n in range(3):
            drift[n] = g[n] if newton else 0.0
        _solve_lower(c, drift)
        _solve_upper(c, drift)
        if kind == 1:
            step[2], drift[2] = 0.0, 0.0
        elif kind == 2:
            step[1], drift[1] = 0.0, 0.0
        m0, m1, m2 = drift[0] + step[0], drift[1] + step[1], drift[2] + step[2]
        y[0], y[1] = x[0] + m0, x[1] + m1
        y[2] = y[1] + (x[2] - x[1]) * math.exp(min(m2, 50.0)) if kind == 0 else x[2] + m2
        if y[1] < y[2] and (precision > 0.0 or (y[1] > -_WALL and y[2] < _WALL)):
            there = item_derivatives(v, d, s.theta, y, precision, table, g_new, h_new)
            log_jacobian_new = _to_free(kind, y, g_new, h_new)
            if _cholesky(h_new, c_new):
                for n in range(3):
                    back[n] = g_new[n] if newton else 0.0
                _solve_lower(c_new, back)
                _solve_upper(c_new, back)
                if kind == 1:
                    back[2] = 0.0
                elif kind == 2:
                    back[1] = 0.0
                back[0], back[1], back[2] = -m0 - back[0], -m1 - back[1], -m2 - back[2]
                s2 = scale * scale
                forward = math.log(c[0] * c[3] * c[5]) - 0.5 * _distance(c, step) / s2
                reverse = math.log(c_new[0] * c_new[3] * c_new[5]) - 0.5 * _distance(c_new, back) / s2
                ratio = there + log_jacobian_new - here - log_jacobian + reverse - forward
                if math.log(uniform(s.random)) < ratio:
                    x[0], x[1], x[2] = y[0], y[1], y[2]
                    here = there
                    s.counts[0] += 1
    if kind != 0:
        # the free cutpoint by itself, from its prior beyond the other one
        y[0], y[1], y[2] = x[0], x[1], x[2]
        if kind == 1:
            y[2] = _beyond(x[1], precision, s.random)
        else:
            y[1] = -_beyond(-x[2], precision, s.random)
        there = item_log(v, d, s.theta, y, precision, table) - item_prior(y[0], y[1], y[2], precision)
        if math.log(uniform(s.random)) < there - here + item_prior(x[0], x[1], x[2], precision):
            x[0], x[1], x[2] = y[0], y[1], y[2]
    s.items[v, 0], s.items[v, 1], s.items[v, 2] = x[0], x[1], x[2]


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_items(d: Design, s: State, precision: float, table: F) -> None:
    """Draw every item's parameters given the ideal points, in place; see `draw_item`."""
    work = np.empty((11, 6))
    for v in range(len(d.item_kind)):
        draw_item(v, d, s, precision, table, work)
