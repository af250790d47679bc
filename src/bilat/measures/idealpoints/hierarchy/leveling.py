"""An issue's levels in all sessions, drawn together with its items.

If all deviations on an issue in a session move by c, and the cutpoints of the items of that issue which only that session
has move along, no vote becomes less likely: the slow direction of `idealpoints.levels`, once more for each issue. An item
of several issues feels its share of it. Deviations' own prior and bridging items speak against it.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.hierarchy.cells import Cells
from bilat.measures.idealpoints.hierarchy.moves import Deviations
from bilat.measures.idealpoints.items import CUT_PRECISION, item_prior
from bilat.measures.idealpoints.levels import add_bridges, propose, way_back
from bilat.measures.idealpoints.likelihood import ballot
from bilat.measures.idealpoints.normal import FAST, uniform
from bilat.measures.idealpoints.points import hold
from bilat.measures.idealpoints.state import Design, State

__all__ = ["draw_issue_levels", "issue_curvature", "issue_look"]

F = NDArray[np.float64]
#: How far towards the middle of the density a proposal goes.
_REACH = 0.3


@njit(**FAST)  # type: ignore[untyped-decorator]
def _deviations(k: int, d: Design, c: Cells, e: Deviations, value: F, slope: F) -> float:
    """Log prior of an issue's deviations; its slope in the level of each session is added to `slope`."""
    total = 0.0
    rho, whole = e.persistence[k], e.scale[k] * e.scale[k]
    rest = whole * (1.0 - rho * rho)
    for n in range(c.issue_start[k], c.issue_start[k + 1]):
        q = c.of_issue[n]
        b, t = c.before[q], d.session[c.row[q]]
        if b < 0:
            total -= 0.5 * value[q] * value[q] / whole
            slope[t] -= value[q] / whole
            continue
        away = value[q] - rho * value[b]
        total -= 0.5 * away * away / rest
        slope[t] -= away / rest
        slope[d.session[c.row[b]]] += rho * away / rest
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def _bridges(k: int, d: Design, c: Cells, theta: F, items: F, table: F, slope: F, bends: F) -> float:
    """Log likelihood of votes on the issue's bridging items; slope added, curvature by item and session into `bends`."""
    total = 0.0
    for n in range(len(d.bridge)):
        j = d.bridge[n]
        first, last = d.bridge_start[n], d.bridge_start[n + 1]
        unit = items[j, 0] * c.load[j, k]
        whole = 0.0
        for cell in range(first, last):
            gain, bend = 0.0, 0.0
            if c.load[j, k] > 0.0:
                for v in range(d.cell_start[cell], d.cell_start[cell + 1]):
                    mu = items[j, 0] * theta[d.cell_row[v]]
                    log, r, w = ballot(d.cell_vote[v], items[j, 1] - mu, items[j, 2] - mu, table)
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
def issue_look(
    k: int, d: Design, c: Cells, e: Deviations, value: F, theta: F, items: F, table: F, held: float, slope: F, bends: F
) -> float:  # fmt: skip
    """Log of the density that such a move of issue `k` changes, and its slope in c.

    Parameters
    ----------
    bends : (cells of bridging items,)
        Filled with the curvature of each item in each of its sessions.
    """
    slope[:] = 0.0
    total = _deviations(k, d, c, e, value, slope)
    total += _bridges(k, d, c, theta, items, table, slope, bends)
    count = len(theta)
    sums, square = theta.sum(), (theta * theta).sum()
    total += hold(sums, square, count, held)
    middle = sums / count
    spread = square / count - middle * middle
    log = 0.5 * math.log(spread)
    for n in range(c.issue_start[k], c.issue_start[k + 1]):
        q = c.of_issue[n]
        t = d.session[c.row[q]]
        for m in range(c.start[q], c.start[q + 1]):
            away = theta[c.cell[m]] - middle
            slope[t] -= c.weight[m] * held / count * (middle + log / spread * away)
    for j in range(len(items)):
        if c.load[j, k] == 0.0:
            continue
        total += item_prior(items[j, 0], items[j, 1], items[j, 2], CUT_PRECISION)
        gain = -items[j, 0] * (items[j, 1] + items[j, 2]) * CUT_PRECISION * c.load[j, k]
        for n in range(d.share_start[j], d.share_start[j + 1]):
            slope[d.share_session[n]] += gain * d.share[n]
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def issue_curvature(
    k: int, d: Design, c: Cells, s: State, e: Deviations, table: F, held: float, out: F
) -> None:
    """Write the curvature of the log density in the levels of issue `k`, where the chain is, into `out` (T, T)."""
    theta, items, count = s.theta, s.items, len(s.theta)
    out[:] = 0.0
    middle, spread = theta.mean(), theta.std()
    # how mean and log standard deviation answer to c
    lift, widen = np.zeros(len(out)), np.zeros(len(out))
    rho, whole = e.persistence[k], e.scale[k] * e.scale[k]
    rest = whole * (1.0 - rho * rho)
    for n in range(c.issue_start[k], c.issue_start[k + 1]):
        q = c.of_issue[n]
        b, t = c.before[q], d.session[c.row[q]]
        for m in range(c.start[q], c.start[q + 1]):
            lift[t] += c.weight[m] / count
            widen[t] += c.weight[m] * (theta[c.cell[m]] - middle) / (count * spread * spread)
        if b < 0:
            out[t, t] += 1.0 / whole
            continue
        u = d.session[c.row[b]]
        out[t, t] += 1.0 / rest
        out[u, u] += rho * rho / rest
        out[t, u] -= rho / rest
        out[u, t] -= rho / rest
    for t in range(len(out)):
        for u in range(len(out)):
            out[t, u] += held * (lift[t] * lift[u] + widen[t] * widen[u])
    for j in range(len(items)):
        bend = 2.0 * (items[j, 0] * c.load[j, k]) ** 2 * CUT_PRECISION
        for n in range(d.share_start[j], d.share_start[j + 1]):
            for m in range(d.share_start[j], d.share_start[j + 1]):
                out[d.share_session[n], d.share_session[m]] += bend * d.share[n] * d.share[m]
    slope, bends = np.zeros(len(out)), np.zeros(len(d.cell_session))
    _bridges(k, d, c, theta, items, table, slope, bends)
    add_bridges(d, bends, out)
    for t in range(len(out)):
        if out[t, t] == 0.0:
            out[t, t] = 1.0  # a session without the issue: its level is nobody's


@njit(**FAST)  # type: ignore[untyped-decorator]
def _apply(
    k: int, move: F, d: Design, c: Cells, s: State, e: Deviations, theta: F, items: F, value: F
) -> None:
    """Write the moved cells, items and deviations."""
    theta[:], items[:], value[:] = s.theta, s.items, e.value
    for n in range(c.issue_start[k], c.issue_start[k + 1]):
        q = c.of_issue[n]
        by = move[d.session[c.row[q]]]
        value[q] += by
        for m in range(c.start[q], c.start[q + 1]):
            theta[c.cell[m]] += c.weight[m] * by
    for j in range(len(items)):
        by = 0.0
        for n in range(d.share_start[j], d.share_start[j + 1]):
            by += d.share[n] * move[d.share_session[n]]
        items[j, 1] += items[j, 0] * c.load[j, k] * by
        items[j, 2] += items[j, 0] * c.load[j, k] * by


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_issue_levels(
    k: int, d: Design, c: Cells, s: State, e: Deviations, table: F, held: float, factor: F
) -> bool:
    """Shift issue `k` in all sessions, in place; return whether it moved.

    Parameters
    ----------
    factor
        Lower Cholesky factor of the proposal's precision.
    """
    if c.issue_start[k] == c.issue_start[k + 1]:
        return False
    slope, back, bends = np.empty(len(factor)), np.empty(len(factor)), np.empty(len(d.cell_session))
    theta, items, value = np.empty_like(s.theta), np.empty_like(s.items), np.empty_like(e.value)
    here = issue_look(k, d, c, e, e.value, s.theta, s.items, table, held, slope, bends)
    move = np.empty(len(factor))
    size = propose(factor, slope, _REACH, s.random, move)
    _apply(k, move, d, c, s, e, theta, items, value)
    there = issue_look(k, d, c, e, value, theta, items, table, held, back, bends)
    away = way_back(factor, back, _REACH, move)
    if not math.log(uniform(s.random)) < there - here + 0.5 * (size - away):
        return False
    s.theta[:], s.items[:], e.value[:] = theta, items, value
    return True
