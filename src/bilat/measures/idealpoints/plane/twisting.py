"""All sessions turned at once, each by an angle of its own, with the items: the slowest direction of the plane.

If a session and the items that only it has are turned together, no vote becomes less likely. Only the walk and the bridges
say which direction of one session is which of the next; over decades a chain can be twisted like a ribbon and hardly
notice. Two shears one after the other turn a session too, but each alone spoils its spread, so they make small
steps. Turning is a group: the way back from angles c is -c, and neither points nor items change in volume.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.levels import add_bridges, propose, way_back
from bilat.measures.idealpoints.likelihood import ballot
from bilat.measures.idealpoints.normal import FAST, uniform
from bilat.measures.idealpoints.plane.points import hold, moments, push
from bilat.measures.idealpoints.plane.state import PlaneState
from bilat.measures.idealpoints.state import Design

__all__ = ["draw_twists", "twist", "twist_curvature", "twist_look"]

F = NDArray[np.float64]
#: How far towards the middle of the density a proposal goes.
_REACH = 0.4
#: Added to the precision of each angle: turning all sessions alike costs nothing, but need not be done by many turns.
_SOFTEN = 0.1


@njit(**FAST)  # type: ignore[untyped-decorator]
def _bridges(d: Design, theta: F, items: F, table: F, slope: F, bends: F) -> float:
    """Log likelihood of votes on bridging items; slope in the angles added, curvature by item and session into `bends`."""
    total = 0.0
    for n in range(len(d.bridge)):
        j = d.bridge[n]
        b0, b1, g1, g2 = items[j, 0], items[j, 1], items[j, 2], items[j, 3]
        first, last = d.bridge_start[n], d.bridge_start[n + 1]
        whole = 0.0
        for cell in range(first, last):
            gain, bend = 0.0, 0.0
            for k in range(d.cell_start[cell], d.cell_start[cell + 1]):
                x, y = theta[d.cell_row[k], 0], theta[d.cell_row[k], 1]
                mu, unit = b0 * x + b1 * y, b1 * x - b0 * y
                log, r, w = ballot(d.cell_vote[k], g1 - mu, g2 - mu, table)
                total += log
                gain += r * unit
                bend += w * unit * unit
            slope[d.cell_session[cell]] += gain
            whole += gain
            bends[cell] = bend
        for cell in range(first, last):
            slope[d.cell_session[cell]] -= whole * d.cell_share[cell]
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def twist_look(
    d: Design, variance: F, theta: F, items: F, table: F, weight: float, slope: F, bends: F
) -> float:
    """Log of the density that turning sessions changes, and its slope in the angles (T,)."""
    slope[:] = 0.0
    count, sums = len(theta), moments(theta)
    total = hold(sums, count, weight) + _bridges(d, theta, items, table, slope, bends)
    for row in range(count):
        x, y, t, p = theta[row, 0], theta[row, 1], d.session[row], d.before[row]
        h0, h1 = push(x, y, sums, count, weight)
        slope[t] += h0 * y - h1 * x
        if p < 0:
            # the origin has a place on the first axis only
            away, precision = x - d.origin[row], d.origin_precision[row]
            total -= 0.5 * precision * (away * away + y * y)
            slope[t] += precision * (away * y - y * x)
            continue
        u, v = (x - theta[p, 0]) / variance[row], (y - theta[p, 1]) / variance[row]
        total -= 0.5 * (u * (x - theta[p, 0]) + v * (y - theta[p, 1]))
        slope[t] += u * y - v * x
        slope[d.session[p]] += v * theta[p, 0] - u * theta[p, 1]
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def twist_curvature(d: Design, s: PlaneState, table: F, weight: float, out: F) -> None:
    """Write the curvature of the log density in the angles, where the chain is, into `out` (T, T)."""
    theta, count, sessions = s.theta, len(s.theta), len(out)
    out[:] = 0.0
    sums = moments(theta)
    m0, m1 = sums[0] / count, sums[1] / count
    # how two means and three covariances answer, with their weights in the hold
    answers = np.zeros((5, sessions))
    for row in range(count):
        x, y, t, p = theta[row, 0], theta[row, 1], d.session[row], d.before[row]
        answers[0, t] -= y / count
        answers[1, t] += x / count
        answers[2, t] -= y * (x - m0) / count
        answers[3, t] += x * (y - m1) / count
        answers[4, t] += math.sqrt(0.5) * (x * (x - m0) - y * (y - m1)) / count
        if p >= 0:
            # a state that went over to the other side would bend it the other way, and no normal proposal has that
            u, along = d.session[p], max(x * theta[p, 0] + y * theta[p, 1], 0.0) / s.variance[row]
            out[t, t] += along
            out[u, u] += along
            out[t, u] -= along
            out[u, t] -= along
    for t in range(sessions):
        for u in range(sessions):
            for n in range(5):
                out[t, u] += weight * answers[n, t] * answers[n, u]
    slope, bends = np.zeros(sessions), np.zeros(len(d.cell_session))
    _bridges(d, theta, s.items, table, slope, bends)
    add_bridges(d, bends, out)
    for t in range(sessions):
        out[t, t] += _SOFTEN


@njit(**FAST)  # type: ignore[untyped-decorator]
def twist(c: F, d: Design, s: PlaneState, theta: F, items: F) -> None:
    """Write the points turned by the angles of their sessions, and items by the mean over the sessions of their votes."""
    for row in range(len(theta)):
        x, y, t = s.theta[row, 0], s.theta[row, 1], d.session[row]
        theta[row, 0] = x * math.cos(c[t]) - y * math.sin(c[t])
        theta[row, 1] = x * math.sin(c[t]) + y * math.cos(c[t])
    for j in range(len(items)):
        by = 0.0
        for n in range(d.share_start[j], d.share_start[j + 1]):
            by += d.share[n] * c[d.share_session[n]]
        x, y = s.items[j, 0], s.items[j, 1]
        items[j, 0] = x * math.cos(by) - y * math.sin(by)
        items[j, 1] = x * math.sin(by) + y * math.cos(by)
        items[j, 2], items[j, 3] = s.items[j, 2], s.items[j, 3]


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_twists(place: int, d: Design, s: PlaneState, table: F, weight: float, factor: F) -> None:
    """Turn all sessions together, in place.

    Parameters
    ----------
    place
        Where `counts` keeps how often.
    factor : (T, T)
        Lower Cholesky factor of the proposal's precision.
    """
    sessions = len(factor)
    slope, back, bends = np.empty(sessions), np.empty(sessions), np.empty(len(d.cell_session))
    theta, items = np.empty_like(s.theta), np.empty_like(s.items)
    here = twist_look(d, s.variance, s.theta, s.items, table, weight, slope, bends)
    c = np.empty(sessions)
    size = propose(factor, slope, _REACH, s.random, c)
    s.counts[place + 1] += 1
    twist(c, d, s, theta, items)
    there = twist_look(d, s.variance, theta, items, table, weight, back, bends)
    away = way_back(factor, back, _REACH, c)
    if math.log(uniform(s.random)) < there - here + 0.5 * (size - away):
        s.theta[:] = theta
        s.items[:] = items
        s.counts[place] += 1
