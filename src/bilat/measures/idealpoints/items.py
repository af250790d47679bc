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

from bilat.measures.idealpoints.normal import FAST, hazard_and_log, normal, uniform

__all__ = ["draw_items", "vote_log"]

F = NDArray[np.float64]
_GAMMA_MAX = 7.0
_TAIL = 1e-300
_HALF_LOG_2PI = 0.9189385332046727


@njit(**FAST)  # type: ignore[untyped-decorator]
def _log_between(a: float, b: float, logs: F) -> float:
    """Log of the probability of (a, b), with a below b."""
    if a > 0.0:
        a, b = -b, -a
    width = b - a
    if width < 0.05 and a > -8.0:
        # too close for the table: density at the middle times the width, with the first correction
        m = 0.5 * (a + b)
        bent = 1.0 + (m * m - 1.0) * width * width / 24.0
        return -0.5 * m * m - _HALF_LOG_2PI + math.log(max(width * bent, _TAIL))
    low, high = hazard_and_log(a, logs)[1], hazard_and_log(b, logs)[1]
    return high + math.log(max(-math.expm1(low - high), _TAIL))


@njit(**FAST)  # type: ignore[untyped-decorator]
def vote_log(vote: int, a: float, b: float, logs: F) -> float:
    """Log probability of a vote, with a and b the cutpoints less the mean of z."""
    if vote == 1:
        return hazard_and_log(a, logs)[1]
    if vote == 3:
        return hazard_and_log(-b, logs)[1]
    return _log_between(a, b, logs)


@njit(**FAST)  # type: ignore[untyped-decorator]
def _derivatives(
    start: int, stop: int, row: NDArray[np.int32], vote: NDArray[np.int8], theta: F, x: F, logs: F, g: F, h: F
) -> float:
    """Log posterior of (beta, gamma1, gamma2); its gradient into `g`, minus its second derivatives into `h`."""
    beta, g1, g2 = x[0], x[1], x[2]
    total = -0.5 * beta * beta
    d0, d1, d2 = -beta, 0.0, 0.0
    h00, h01, h02, h11, h12, h22 = 1.0, 0.0, 0.0, 0.0, 0.0, 0.0
    for k in range(start, stop):
        t = theta[row[k]]
        mu = beta * t
        if vote[k] == 1:
            a = g1 - mu
            r, log = hazard_and_log(a, logs)
            total += log
            w = r * (r + a)
            d0 -= t * r
            d1 += r
            h00 += t * t * w
            h01 -= t * w
            h11 += w
        elif vote[k] == 3:
            b = mu - g2
            r, log = hazard_and_log(b, logs)
            total += log
            w = r * (r + b)
            d0 += t * r
            d2 -= r
            h00 += t * t * w
            h02 -= t * w
            h22 += w
        else:
            a, b = g1 - mu, g2 - mu
            log = _log_between(a, b, logs)
            total += log
            ra = math.exp(-0.5 * a * a - _HALF_LOG_2PI - log)
            rb = math.exp(-0.5 * b * b - _HALF_LOG_2PI - log)
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
def draw_items(
    start: NDArray[np.int32],
    row: NDArray[np.int32],
    vote: NDArray[np.int8],
    theta: F,
    items: F,
    logs: F,
    random: NDArray[np.uint64],
    counts: NDArray[np.int64],
) -> None:
    """Draw every item's parameters given the ideal points, in place.

    Parameters
    ----------
    start, row, vote
        Votes by item: where each begins; state-session, vote.
    theta : (S,)
        Ideal points.
    items : (J, 3)
        Discrimination, first and second cutpoint.
    counts
        First two: accepted and tried.
    """
    g, h, c = np.empty(3), np.empty(6), np.empty(6)
    g_new, h_new, c_new = np.empty(3), np.empty(6), np.empty(6)
    x, y, step, drift, back = np.empty(3), np.empty(3), np.empty(3), np.empty(3), np.empty(3)
    for v in range(len(start) - 1):
        a, b = start[v], start[v + 1]
        yes, no = False, False
        for k in range(a, b):
            yes |= vote[k] == 1
            no |= vote[k] == 3
        kind = 0 if yes and no else 1 if yes else 2
        x[0], x[1], x[2] = items[v, 0], items[v, 1], items[v, 2]
        here = _derivatives(a, b, row, vote, theta, x, logs, g, h)
        log_jacobian = _to_free(kind, x, g, h)
        counts[1] += 1
        if _cholesky(h, c):
            # mostly Newton; now and then a plain step, which a point far out cannot refuse for ever
            newton = uniform(random) < 0.85
            scale = 1.0 if newton else 0.7
            for n in range(3):
                step[n] = scale * normal(random)
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
            if -_GAMMA_MAX < y[1] < y[2] < _GAMMA_MAX:
                there = _derivatives(a, b, row, vote, theta, y, logs, g_new, h_new)
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
                    if math.log(uniform(random)) < ratio:
                        x[0], x[1], x[2] = y[0], y[1], y[2]
                        here = there
                        counts[0] += 1
        if kind != 0:
            y[0], y[1], y[2] = x[0], x[1], x[2]
            if kind == 1:
                y[2] = x[1] + uniform(random) * (_GAMMA_MAX - x[1])
            else:
                y[1] = -_GAMMA_MAX + uniform(random) * (x[2] + _GAMMA_MAX)
            there = 0.0
            for k in range(a, b):
                mu = y[0] * theta[row[k]]
                there += vote_log(vote[k], y[1] - mu, y[2] - mu, logs)
            there -= 0.5 * y[0] * y[0]
            if math.log(uniform(random)) < there - here:
                x[0], x[1], x[2] = y[0], y[1], y[2]
        items[v, 0], items[v, 1], items[v, 2] = x[0], x[1], x[2]
