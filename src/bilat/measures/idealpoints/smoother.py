"""The two-sided model: a random walk of each state's ideal point, sampled from its joint posterior.

One sweep is

1. for each state: the latent z of its votes given everything else, then its whole path given z, by a Kalman filter
   and backward sampling;
2. for each session a shift and a stretch of all its ideal points together with the items that only it has: nothing
   but the walk and the bridges speaks against such a move, so plain Gibbs steps crawl along it;
3. for each item, discrimination and cutpoints together, z integrated out (`bilat.measures.idealpoints.items`).

Draws are standardised as they are written; the chain itself is held by the N(0, 1) priors of discrimination and of
each state's first session.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.items import draw_items, vote_log
from bilat.measures.idealpoints.latent import draw_z
from bilat.measures.idealpoints.normal import FAST, normal, uniform
from bilat.measures.idealpoints.state import Design, State

__all__ = ["sweep_smoother"]

F = NDArray[np.float64]

_GAMMA_MAX = 7.0


@njit(**FAST)  # type: ignore[untyped-decorator]
def _evidence(row: int, d: Design, s: State, table: F) -> tuple[float, float]:
    """Draw z of a state-session's votes; return its precision and precision-weighted mean from them."""
    theta, precision, total = s.theta[row], 0.0, 0.0
    for k in range(d.start[row], d.start[row + 1]):
        v = d.item[k]
        beta = s.items[v, 0]
        z = draw_z(beta * theta, d.vote[k], s.items[v, 1], s.items[v, 2], table, s.random)
        precision += beta * beta
        total += beta * z
    return precision, total


@njit(**FAST)  # type: ignore[untyped-decorator]
def _draw_path(first: int, d: Design, s: State, table: F, mean: F, var: F) -> None:
    """Draw a state's whole path: Kalman filter forward, sample backward; first point N(0, 1)."""
    row, m, v = first, 0.0, 1.0
    last = first
    while row >= 0:
        if row != first:
            v += d.variance[row]
        precision, total = _evidence(row, d, s, table)
        new = 1.0 / (1.0 / v + precision)
        m = new * (m / v + total)
        v = new
        mean[row], var[row] = m, v
        last = row
        row = d.after[row]
    s.theta[last] = mean[last] + math.sqrt(var[last]) * normal(s.random)
    row = last
    while d.before[row] >= 0:
        p = d.before[row]
        new = 1.0 / (1.0 / var[p] + 1.0 / d.variance[row])
        at = new * (mean[p] / var[p] + s.theta[row] / d.variance[row])
        s.theta[p] = at + math.sqrt(new) * normal(s.random)
        row = p


@njit(**FAST)  # type: ignore[untyped-decorator]
def _prior(t: int, k: float, c: float, d: Design, s: State) -> float:
    """Log prior of session t's ideal points after theta -> k theta + c, up to a constant."""
    total = 0.0
    for row in range(d.session_start[t], d.session_start[t + 1]):
        x = k * s.theta[row] + c
        if d.before[row] >= 0:
            total -= 0.5 * (x - s.theta[d.before[row]]) ** 2 / d.variance[row]
        else:
            total -= 0.5 * x * x
        if d.after[row] >= 0:
            total -= 0.5 * (s.theta[d.after[row]] - x) ** 2 / d.variance[d.after[row]]
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def _bridges(t: int, k: float, c: float, d: Design, s: State, logs: F) -> float:
    """Log likelihood of session t's votes on shared items after theta -> k theta + c."""
    total = 0.0
    for n in range(d.bridge_start[t], d.bridge_start[t + 1]):
        v = d.bridge_item[n]
        mu = s.items[v, 0] * (k * s.theta[d.bridge_row[n]] + c)
        total += vote_log(d.bridge_vote[n], s.items[v, 1] - mu, s.items[v, 2] - mu, logs)
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def _move(t: int, k: float, c: float, d: Design, s: State, logs: F) -> bool:
    """Try theta -> k theta + c in session t, its own items along with it: their likelihood stays as it is."""
    states = d.session_start[t + 1] - d.session_start[t]
    own = d.own_start[t + 1] - d.own_start[t]
    change = (states - own) * math.log(k)
    for n in range(d.own_start[t], d.own_start[t + 1]):
        v = d.own[n]
        beta = s.items[v, 0] / k
        change += 0.5 * (s.items[v, 0] ** 2 - beta * beta)
        if s.items[v, 1] + beta * c <= -_GAMMA_MAX or s.items[v, 2] + beta * c >= _GAMMA_MAX:
            return False
    change += _prior(t, k, c, d, s) - _prior(t, 1.0, 0.0, d, s)
    u = math.log(uniform(s.random))
    if d.bridge_start[t + 1] > d.bridge_start[t]:
        change += _bridges(t, k, c, d, s, logs) - _bridges(t, 1.0, 0.0, d, s, logs)
    if not u < change:
        return False
    for row in range(d.session_start[t], d.session_start[t + 1]):
        s.theta[row] = k * s.theta[row] + c
    for n in range(d.own_start[t], d.own_start[t + 1]):
        v = d.own[n]
        s.items[v, 0] /= k
        s.items[v, 1] += s.items[v, 0] * c
        s.items[v, 2] += s.items[v, 0] * c
    return True


@njit(**FAST)  # type: ignore[untyped-decorator]
def _move_session(t: int, d: Design, s: State, logs: F) -> None:
    states = d.session_start[t + 1] - d.session_start[t]
    if states == 0:
        return
    # steps of several sizes: how far a session may go depends on its bridges
    size = 1.2 / math.sqrt(states) * math.exp(1.4 * (uniform(s.random) - 0.8))
    s.counts[2] += _move(t, 1.0, size * normal(s.random), d, s, logs)
    s.counts[3] += 1
    size = 0.8 / math.sqrt(states) * math.exp(1.4 * (uniform(s.random) - 0.8))
    s.counts[4] += _move(t, math.exp(size * normal(s.random)), 0.0, d, s, logs)
    s.counts[5] += 1


@njit(**FAST)  # type: ignore[untyped-decorator]
def sweep_smoother(d: Design, s: State, logs: F, table: F, draws: F, keep: bool) -> None:
    """Make as many sweeps as `draws` has rows, in place; write standardised ideal points into it where `keep`.

    Parameters
    ----------
    logs, table
        `normal.LOG_CDF` and `normal.CDF`.
    draws : (sweeps, S)
        Filled with the draws.
    """
    rows = len(s.theta)
    mean, var = np.empty(rows), np.empty(rows)
    for n in range(len(draws)):
        for row in range(rows):
            if d.before[row] < 0:
                _draw_path(row, d, s, table, mean, var)
        for t in range(len(d.session_start) - 1):
            _move_session(t, d, s, logs)
        if keep:
            centre, spread = s.theta.mean(), s.theta.std()
            for row in range(rows):
                draws[n, row] = (s.theta[row] - centre) / spread
        draw_items(d.item_start, d.item_row, d.item_vote, s.theta, s.items, logs, s.random, s.counts)
