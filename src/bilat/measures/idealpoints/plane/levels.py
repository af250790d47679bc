"""All sessions moved at once in the plane, with the items: shifts, stretches and shears.

As in one dimension (`idealpoints.levels`), but a session can also be sheared without any vote becoming less likely, if
the items that only it has go along. Each of the six moves changes one coordinate of all ideal points of session t
by c_t times a unit: 1 for a shift, the coordinate itself for a stretch, the other coordinate for a shear. An item moves
by the mean of c over the sessions in which it was voted on.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.items import CUT_PRECISION
from bilat.measures.idealpoints.levels import add_bridges, propose, way_back
from bilat.measures.idealpoints.likelihood import ballot
from bilat.measures.idealpoints.normal import FAST, uniform
from bilat.measures.idealpoints.plane.items import item_prior
from bilat.measures.idealpoints.plane.points import hold, moments, push
from bilat.measures.idealpoints.plane.state import PlaneState
from bilat.measures.idealpoints.state import Design

__all__ = ["curvature", "draw_levels", "look"]

F = NDArray[np.float64]
#: How far towards the middle of the density a proposal goes (1 would be all the way): shifts, stretches and shears.
_SHIFT, _OTHER = 0.15, 0.4


@njit(**FAST)  # type: ignore[untyped-decorator]
def _unit(theta: F, row: int, by: int) -> float:
    return 1.0 if by < 0 else theta[row, by]


@njit(**FAST)  # type: ignore[untyped-decorator]
def _walk(to: int, by: int, d: Design, variance: F, theta: F, slope: F) -> float:
    """Log density of the walk in coordinate `to`; what it gains by moving each session is added to `slope`."""
    total = 0.0
    for row in range(len(theta)):
        x, t, p = theta[row, to], d.session[row], d.before[row]
        if p < 0:
            # the origin has a place on the first axis only
            away = x - (d.origin[row] if to == 0 else 0.0)
            pull = away * d.origin_precision[row]
            total -= 0.5 * pull * away
            slope[t] -= pull * _unit(theta, row, by)
            continue
        pull = (x - theta[p, to]) / variance[row]
        total -= 0.5 * pull * (x - theta[p, to])
        slope[t] -= pull * _unit(theta, row, by)
        slope[d.session[p]] += pull * _unit(theta, p, by)
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def _bridges(to: int, by: int, d: Design, theta: F, items: F, table: F, slope: F, bends: F) -> float:
    """Log likelihood of votes on bridging items; slope in c added, curvature by item and session into `bends`."""
    total = 0.0
    for n in range(len(d.bridge)):
        j = d.bridge[n]
        b0, b1, g1, g2 = items[j, 0], items[j, 1], items[j, 2], items[j, 3]
        first, last = d.bridge_start[n], d.bridge_start[n + 1]
        whole = 0.0
        for cell in range(first, last):
            t = d.cell_session[cell]
            gain, bend = 0.0, 0.0
            for k in range(d.cell_start[cell], d.cell_start[cell + 1]):
                row = d.cell_row[k]
                mu = b0 * theta[row, 0] + b1 * theta[row, 1]
                unit = items[j, to] * _unit(theta, row, by)
                log, r, w = ballot(d.cell_vote[k], g1 - mu, g2 - mu, table)
                total += log
                gain += r * unit
                bend += w * unit * unit
            slope[t] += gain
            whole += gain
            bends[cell] = bend
        for cell in range(first, last):
            slope[d.cell_session[cell]] -= whole * d.cell_share[cell]
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def look(
    to: int, by: int, d: Design, variance: F, theta: F, items: F, table: F, weight: float, slope: F, bends: F
) -> float:
    """Log of the density that such a move changes; its slope in c, log Jacobian and all, into `slope` (T,).

    Parameters
    ----------
    to, by
        A row of `state.MOVES`.
    bends : (cells,)
        Filled with the curvature of each item in each of its sessions.
    """
    slope[:] = 0.0
    total = _walk(to, by, d, variance, theta, slope)
    total += _bridges(to, by, d, theta, items, table, slope, bends)
    count, sums = len(theta), moments(theta)
    total += hold(sums, count, weight)
    for row in range(count):
        pushes = push(theta[row, 0], theta[row, 1], sums, count, weight)
        slope[d.session[row]] -= pushes[to] * _unit(theta, row, by)
        if by == to:
            slope[d.session[row]] += 1.0
    for j in range(len(items)):
        total += item_prior(items[j])
        if by < 0:
            gain = -items[j, to] * (items[j, 2] + items[j, 3]) * CUT_PRECISION
        else:
            gain = items[j, by] * items[j, to] - (1.0 if by == to else 0.0)
        for n in range(d.share_start[j], d.share_start[j + 1]):
            slope[d.share_session[n]] += gain * d.share[n]
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def curvature(to: int, by: int, d: Design, s: PlaneState, table: F, weight: float, out: F) -> None:
    """Write the curvature of the log density in c, where the chain is, into `out` (T, T)."""
    theta, items, count = s.theta, s.items, len(s.theta)
    out[:] = 0.0
    sums = moments(theta)
    # how means and covariances answer to c
    lift, own, mixed = np.zeros(len(out)), np.zeros(len(out)), np.zeros(len(out))
    for row in range(count):
        t, p = d.session[row], d.before[row]
        x = _unit(theta, row, by)
        lift[t] += x / count
        own[t] += 2.0 * x * (theta[row, to] - sums[to] / count) / count
        mixed[t] += x * (theta[row, 1 - to] - sums[1 - to] / count) / count
        if p < 0:
            out[t, t] += x * x * d.origin_precision[row]
            continue
        u, y = d.session[p], _unit(theta, p, by)
        out[t, t] += x * x / s.variance[row]
        out[u, u] += y * y / s.variance[row]
        out[t, u] -= x * y / s.variance[row]
        out[u, t] -= x * y / s.variance[row]
    for t in range(len(out)):
        for u in range(len(out)):
            out[t, u] += weight * (lift[t] * lift[u] + 0.25 * own[t] * own[u] + 0.5 * mixed[t] * mixed[u])
    for j in range(len(items)):
        bend = items[j, to] ** 2
        if by < 0:
            bend *= 2.0 * CUT_PRECISION
        elif by == to:
            bend *= 2.0
        for n in range(d.share_start[j], d.share_start[j + 1]):
            for m in range(d.share_start[j], d.share_start[j + 1]):
                out[d.share_session[n], d.share_session[m]] += bend * d.share[n] * d.share[m]
    bends, slope = np.zeros(len(d.cell_session)), np.zeros(len(out))
    _bridges(to, by, d, theta, items, table, slope, bends)
    add_bridges(d, bends, out)


@njit(**FAST)  # type: ignore[untyped-decorator]
def _apply(to: int, by: int, c: F, d: Design, s: PlaneState, theta: F, items: F) -> float:
    """Write the moved ideal points and items; return the log Jacobian."""
    jacobian = 0.0
    theta[:] = s.theta
    items[:] = s.items
    for row in range(len(theta)):
        t = d.session[row]
        if by == to:
            theta[row, to] *= math.exp(c[t])
            jacobian += c[t]
        else:
            theta[row, to] += c[t] * _unit(s.theta, row, by)
    for j in range(len(items)):
        move = 0.0
        for n in range(d.share_start[j], d.share_start[j + 1]):
            move += d.share[n] * c[d.share_session[n]]
        if by < 0:
            items[j, 2] += items[j, to] * move
            items[j, 3] += items[j, to] * move
        elif by == to:
            items[j, to] *= math.exp(-move)
            jacobian -= move
        else:
            items[j, by] -= items[j, to] * move
    return jacobian


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_levels(
    place: int, to: int, by: int, d: Design, s: PlaneState, table: F, weight: float, factor: F
) -> None:
    """Move all sessions together, in place.

    Parameters
    ----------
    place
        Where `counts` keeps how often: 4, 6, ... for the moves in order.
    factor : (T, T)
        Lower Cholesky factor of the proposal's precision.
    """
    sessions = len(factor)
    slope, back, bends = np.empty(sessions), np.empty(sessions), np.empty(len(d.cell_session))
    theta, items = np.empty_like(s.theta), np.empty_like(s.items)
    here = look(to, by, d, s.variance, s.theta, s.items, table, weight, slope, bends)
    reach = _SHIFT if by < 0 else _OTHER
    c = np.empty(sessions)
    size = propose(factor, slope, reach, s.random, c)
    s.counts[place + 1] += 1
    jacobian = _apply(to, by, c, d, s, theta, items)
    there = look(to, by, d, s.variance, theta, items, table, weight, back, bends)
    away = way_back(factor, back, reach, c)
    if math.log(uniform(s.random)) < there - here + jacobian + 0.5 * (size - away):
        s.theta[:] = theta
        s.items[:] = items
        s.counts[place] += 1
