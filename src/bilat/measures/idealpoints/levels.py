"""All sessions' levels, or all their stretches, drawn together with the items: the slow directions of the model.

If the ideal points of a session all move by c, and the cutpoints of the items that only it has move along, no vote
becomes more or less likely. Only the walk and the bridges speak against it, so steps one by one crawl. Here all
sessions are moved at once: session t by c_t (or by a factor exp(c_t)), an item by the mean of c over the sessions in
which it was voted on. The density along c is nearly normal: its slope where the chain is and a fixed curvature make
the proposal, and Metropolis and Hastings make it exact. Only votes on bridging items have to be looked at.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.items import CUT_PRECISION, item_prior
from bilat.measures.idealpoints.likelihood import ballot
from bilat.measures.idealpoints.normal import FAST, normal, uniform
from bilat.measures.idealpoints.points import hold
from bilat.measures.idealpoints.state import Design, State

__all__ = ["add_bridges", "apply", "curvature", "draw_levels", "look", "propose", "way_back"]

F = NDArray[np.float64]
#: How far towards the middle of the density a proposal goes (1 would be all the way): shifts, stretches.
_REACH = (0.15, 0.4)


@njit(**FAST)  # type: ignore[untyped-decorator]
def _walk(stretch: bool, d: Design, variance: F, theta: F, slope: F) -> float:
    """Log density of the walk; what it gains by moving each session is added to `slope`."""
    total = 0.0
    for row in range(len(theta)):
        x, t = theta[row], d.session[row]
        unit = x if stretch else 1.0
        p = d.before[row]
        if p < 0:
            pull = (x - d.origin[row]) * d.origin_precision[row]
            total -= 0.5 * pull * (x - d.origin[row])
            slope[t] -= pull * unit
            continue
        pull = (x - theta[p]) / variance[row]
        total -= 0.5 * pull * (x - theta[p])
        slope[t] -= pull * unit
        slope[d.session[p]] += pull * (theta[p] if stretch else 1.0)
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def _bridges(stretch: bool, d: Design, theta: F, items: F, table: F, slope: F, bends: F) -> float:
    """Log likelihood of votes on bridging items; slope in c added, curvature by item and session into `bends`."""
    total, cell = 0.0, 0
    for n in range(len(d.bridge)):
        j = d.bridge[n]
        beta, g1, g2 = items[j, 0], items[j, 1], items[j, 2]
        first = d.bridge_start[n]
        last = d.bridge_start[n + 1]
        whole = 0.0
        for cell in range(first, last):
            t = d.cell_session[cell]
            gain, bend = 0.0, 0.0
            for k in range(d.cell_start[cell], d.cell_start[cell + 1]):
                x = theta[d.cell_row[k]]
                mu = beta * x
                unit = mu if stretch else beta
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
    stretch: bool, d: Design, variance: F, theta: F, items: F, table: F, weight: float, slope: F, bends: F
) -> float:
    """Log of the density that such moves change, and its slope in c."""
    slope[:] = 0.0
    total = _walk(stretch, d, variance, theta, slope) + _bridges(
        stretch, d, theta, items, table, slope, bends
    )
    count = len(theta)
    sums, square = theta.sum(), (theta * theta).sum()
    total += hold(sums, square, count, weight)
    middle = sums / count
    spread = square / count - middle * middle
    log = 0.5 * math.log(spread)
    for row in range(count):
        push = weight / count * (middle + log / spread * (theta[row] - middle))
        slope[d.session[row]] -= push * (theta[row] if stretch else 1.0)
    for j in range(len(items)):
        total += item_prior(items[j, 0], items[j, 1], items[j, 2], CUT_PRECISION)
        if stretch:
            gain = items[j, 0] ** 2 - 1.0
        else:
            gain = -items[j, 0] * (items[j, 1] + items[j, 2]) * CUT_PRECISION
        for n in range(d.share_start[j], d.share_start[j + 1]):
            slope[d.share_session[n]] += gain * d.share[n]
    if stretch:
        for row in range(count):
            slope[d.session[row]] += 1.0
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def curvature(stretch: bool, d: Design, s: State, table: F, weight: float, out: F) -> None:
    """Write the curvature of the log density in c, where the chain is, into `out` (T, T)."""
    theta, items, count = s.theta, s.items, len(s.theta)
    out[:] = 0.0
    middle, spread = theta.mean(), theta.std()
    # how mean and log standard deviation answer to c
    lift, widen = np.zeros(len(out)), np.zeros(len(out))
    for row in range(count):
        t, p = d.session[row], d.before[row]
        x = theta[row] if stretch else 1.0
        lift[t] += x / count
        widen[t] += x * (theta[row] - middle) / (count * spread * spread)
        if p < 0:
            out[t, t] += x * x * d.origin_precision[row]
            continue
        u, y = d.session[p], theta[p] if stretch else 1.0
        out[t, t] += x * x / s.variance[row]
        out[u, u] += y * y / s.variance[row]
        out[t, u] -= x * y / s.variance[row]
        out[u, t] -= x * y / s.variance[row]
    for t in range(len(out)):
        for u in range(len(out)):
            out[t, u] += weight * (lift[t] * lift[u] + widen[t] * widen[u])
    for j in range(len(items)):
        bend = 2.0 * items[j, 0] ** 2
        if not stretch:
            bend *= CUT_PRECISION
        for n in range(d.share_start[j], d.share_start[j + 1]):
            for m in range(d.share_start[j], d.share_start[j + 1]):
                out[d.share_session[n], d.share_session[m]] += bend * d.share[n] * d.share[m]
    bends = np.zeros(len(d.cell_session))
    slope = np.zeros(len(out))
    _bridges(stretch, d, theta, items, table, slope, bends)
    add_bridges(d, bends, out)


@njit(**FAST)  # type: ignore[untyped-decorator]
def add_bridges(d: Design, bends: F, out: F) -> None:
    """Add to `out` (T, T) what votes on bridging items bend the log density in c, given `bends` by item and session."""
    for n in range(len(d.bridge)):
        whole = 0.0
        for cell in range(d.bridge_start[n], d.bridge_start[n + 1]):
            whole += bends[cell]
        for one in range(d.bridge_start[n], d.bridge_start[n + 1]):
            t = d.cell_session[one]
            out[t, t] += bends[one]
            for two in range(d.bridge_start[n], d.bridge_start[n + 1]):
                u = d.cell_session[two]
                a, b = d.cell_share[one], d.cell_share[two]
                out[t, u] += whole * a * b - bends[one] * b - bends[two] * a


@njit(**FAST)  # type: ignore[untyped-decorator]
def apply(stretch: bool, c: F, d: Design, s: State, theta: F, items: F) -> float:
    """Write the moved ideal points and items; return the log Jacobian."""
    jacobian = 0.0
    for row in range(len(theta)):
        t = d.session[row]
        if stretch:
            theta[row] = s.theta[row] * math.exp(c[t])
            jacobian += c[t]
        else:
            theta[row] = s.theta[row] + c[t]
    for j in range(len(items)):
        move = 0.0
        for n in range(d.share_start[j], d.share_start[j + 1]):
            move += d.share[n] * c[d.share_session[n]]
        beta, g1, g2 = s.items[j, 0], s.items[j, 1], s.items[j, 2]
        if stretch:
            items[j, 0], items[j, 1], items[j, 2] = beta * math.exp(-move), g1, g2
            jacobian -= move
            continue
        items[j, 0], items[j, 1], items[j, 2] = beta, g1 + beta * move, g2 + beta * move
    return jacobian


@njit(**FAST)  # type: ignore[untyped-decorator]
def propose(factor: F, slope: F, reach: float, random: NDArray[np.uint64], c: F) -> float:
    """Write a proposed move of all sessions into `c`; return the size (squared length) of the noise in it.

    Parameters
    ----------
    factor
        Lower Cholesky factor of the proposal's precision.
    slope
        Of the log density where the chain is; used up.
    reach
        How far towards the middle of the density it goes.
    """
    size, spread = 0.0, math.sqrt(2.0 * reach - reach * reach)
    solve(factor, slope)  # L^-1 g
    for t in range(len(c)):
        noise = normal(random)
        size += noise * noise
        c[t] = reach * slope[t] + spread * noise
    solve_back(factor, c)
    return size


@njit(**FAST)  # type: ignore[untyped-decorator]
def way_back(factor: F, back: F, reach: float, c: F) -> float:
    """Return the size of the noise that would undo the move `c`, given the slope where it leads (used up)."""
    size, spread = 0.0, math.sqrt(2.0 * reach - reach * reach)
    solve(factor, back)
    for t in range(len(c)):
        v = -reach * back[t]
        for u in range(t, len(c)):
            v -= factor[u, t] * c[u]
        size += (v / spread) ** 2
    return size


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_levels(stretch: bool, d: Design, s: State, table: F, weight: float, factor: F) -> None:
    """Move all sessions together, in place; `factor` is the lower Cholesky factor of the proposal's precision."""
    sessions = len(factor)
    slope, back, bends = np.empty(sessions), np.empty(sessions), np.empty(len(d.cell_session))
    theta, items = np.empty_like(s.theta), np.empty_like(s.items)
    here = look(stretch, d, s.variance, s.theta, s.items, table, weight, slope, bends)
    c, reach = np.empty(sessions), _REACH[1] if stretch else _REACH[0]
    size = propose(factor, slope, reach, s.random, c)
    place = 6 if stretch else 4
    s.counts[place + 1] += 1
    jacobian = apply(stretch, c, d, s, theta, items)
    there = look(stretch, d, s.variance, theta, items, table, weight, back, bends)
    away = way_back(factor, back, reach, c)
    if math.log(uniform(s.random)) < there - here + jacobian + 0.5 * (size - away):
        s.theta[:] = theta
        s.items[:] = items
        s.counts[place] += 1


@njit(**FAST)  # type: ignore[untyped-decorator]
def solve(factor: F, y: F) -> None:
    """Solve L x = y in place."""
    for t in range(len(y)):
        for u in range(t):
            y[t] -= factor[t, u] * y[u]
        y[t] /= factor[t, t]


@njit(**FAST)  # type: ignore[untyped-decorator]
def solve_back(factor: F, y: F) -> None:
    """Solve L' x = y in place."""
    for t in range(len(y) - 1, -1, -1):
        for u in range(t + 1, len(y)):
            y[t] -= factor[u, t] * y[u]
        y[t] /= factor[t, t]
