"""The moves of one sweep: general points, deviations, both against each other, their scales and persistence.

A general point moves all cells of its state-session, a deviation those of its issue; each is drawn by a Newton proposal,
made exact by Metropolis and Hastings, as in `idealpoints.points`.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.hierarchy.cells import Cells
from bilat.measures.idealpoints.likelihood import abstention, tail
from bilat.measures.idealpoints.normal import FAST, normal, uniform
from bilat.measures.idealpoints.points import hold, point_derivatives
from bilat.measures.idealpoints.state import Design, State

__all__ = [
    "Deviations",
    "draw_deviations",
    "draw_general",
    "draw_offsets",
    "draw_scales",
    "draw_spreads",
    "step",
]

F = NDArray[np.float64]

_NEWTON, _PLAIN = 0.9, 0.7
#: Steps of the log scale (twice that of the logit of persistence), how often each in a sweep, and the least persistence.
_STEPS, _ROUNDS, _RHO = (0.4, 0.1, 0.03, 0.01), 2, 1e-4
#: Steps of the log scale when deviations go along.
_SPREADS = (0.02, 0.08, 0.4)


class Deviations(NamedTuple):
    """Where deviations stand in a chain.

    Attributes
    ----------
    value : (Q,)
        Deviation of a state-session on an issue.
    scale, persistence : (K,)
        Standard deviation of the deviations of an issue, and their correlation from one session to the next.
    factors : (K, T, T)
        Cholesky factors of the precision with which an issue's levels are proposed.
    """

    value: F
    scale: F
    persistence: F
    factors: F


@njit(**FAST)  # type: ignore[untyped-decorator]
def _prior(q: int, c: Cells, e: Deviations) -> tuple[float, float]:
    """Return precision, and precision times mean, of a deviation given those before and after it."""
    k = c.issue[q]
    rho, whole = e.persistence[k], e.scale[k] * e.scale[k]
    rest = whole * (1.0 - rho * rho)
    precision, pull = 1.0 / whole, 0.0
    if c.before[q] >= 0:
        precision, pull = 1.0 / rest, rho * e.value[c.before[q]] / rest
    if c.after[q] >= 0:
        precision += rho * rho / rest
        pull += rho * e.value[c.after[q]] / rest
    return precision, pull


@njit(**FAST)  # type: ignore[untyped-decorator]
def _look(cells: NDArray[np.int32], weight: F, move: float, d: Design, s: State, table: F, out: F) -> None:
    """Log likelihood (0), slope (1), minus second derivative (2) when cells move by their weights; sums of what moves (3-5)."""
    out[:] = 0.0
    for n in range(len(cells)):
        w = weight[n]
        x = s.theta[cells[n]] + w * move
        log, slope, bend = point_derivatives(cells[n], x, d, s.items, table)
        out[0] += log
        out[1] += w * slope
        out[2] += w * w * bend
        out[3] += w
        out[4] += w * x
        out[5] += w * w


@njit(**FAST)  # type: ignore[untyped-decorator]
def _push(out: F, sums: F, count: int, held: float) -> float:
    """Minus the slope of `hold` when cells move by their weights."""
    if held == 0.0:
        return 0.0
    middle = sums[0] / count
    spread = sums[1] / count - middle * middle
    return held / count * (out[3] * middle + 0.5 * math.log(spread) / spread * (out[4] - out[3] * middle))


@njit(**FAST)  # type: ignore[untyped-decorator]
def step(
    cells: NDArray[np.int32],
    weight: F,
    at: float,
    precision: float,
    pull: float,
    d: Design,
    s: State,
    table: F,
    held: float,
    sums: F,
    work: F,
) -> float:
    """Offer a coordinate that stands at `at` a move; move its cells and return by how much (0 if it stays)."""
    one, two = work[0], work[1]
    newton = uniform(s.random) < _NEWTON
    count = len(s.theta)
    _look(cells, weight, 0.0, d, s, table, one)
    bend = one[2] + precision
    drift = (one[1] + pull - precision * at - _push(one, sums, count, held)) / bend
    noise = normal(s.random)
    move = drift + noise / math.sqrt(bend) if newton else _PLAIN * noise / math.sqrt(precision)
    _look(cells, weight, move, d, s, table, two)
    total = sums[0] + move * one[3]
    square = sums[1] + 2.0 * move * one[4] + move * move * one[5]
    new = at + move
    ratio = two[0] - one[0] + pull * move - 0.5 * precision * (new * new - at * at)
    ratio += hold(total, square, count, held) - hold(sums[0], sums[1], count, held)
    if newton:
        bend_new = two[2] + precision
        work[2, 0], work[2, 1] = total, square
        back = (two[1] + pull - precision * new - _push(two, work[2], count, held)) / bend_new
        ratio += 0.5 * math.log(bend_new / bend)
        ratio += 0.5 * noise * noise - 0.5 * bend_new * (move + back) ** 2
    if not math.log(uniform(s.random)) < ratio:  # a ratio that is no number is refused too
        return 0.0
    for n in range(len(cells)):
        s.theta[cells[n]] += weight[n] * move
    sums[0], sums[1] = total, square
    return move


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_general(d: Design, c: Cells, s: State, table: F, held: float) -> None:
    """Draw every general point given its neighbours in time, its deviations and the items, in place."""
    theta = s.theta
    ones, work = np.ones(len(theta)), np.empty((3, 6))
    sums = np.array([theta.sum(), (theta * theta).sum()])
    for row in range(len(c.row_start) - 1):
        before, after = d.before[row], d.after[row]
        precision = d.origin_precision[row]
        pull = d.origin[row] * precision
        if before >= 0:
            precision = 1.0 / s.variance[row]
            pull = theta[before] * precision
        if after >= 0:
            precision += 1.0 / s.variance[after]
            pull += theta[after] / s.variance[after]
        cells = c.row_cell[c.row_start[row] : c.row_start[row + 1]]
        s.counts[3] += 1
        if step(cells, ones, theta[row], precision, pull, d, s, table, held, sums, work) != 0.0:
            s.counts[2] += 1


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_deviations(d: Design, c: Cells, s: State, e: Deviations, table: F, held: float) -> None:
    """Draw every deviation given its neighbours in time, the general points and the items, in place."""
    work = np.empty((3, 6))
    sums = np.array([s.theta.sum(), (s.theta * s.theta).sum()])
    for q in range(len(e.value)):
        precision, pull = _prior(q, c, e)
        cells, weight = c.cell[c.start[q] : c.start[q + 1]], c.weight[c.start[q] : c.start[q + 1]]
        e.value[q] += step(cells, weight, e.value[q], precision, pull, d, s, table, held, sums, work)


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_offsets(d: Design, c: Cells, s: State, e: Deviations, table: F, held: float) -> None:
    """Move all general points of a state one way and all its deviations the other, in place.

    Only votes on items of no issue feel it, so steps one by one would crawl.
    """
    work, ones = np.empty((3, 6)), np.ones(len(s.theta))
    sums = np.array([s.theta.sum(), (s.theta * s.theta).sum()])
    for i in range(len(c.state_start) - 1):
        precision, pull = 0.0, 0.0
        rows = c.state_row[c.state_start[i] : c.state_start[i + 1]]
        for row in rows:
            if d.before[row] < 0:
                precision += d.origin_precision[row]
                pull -= (s.theta[row] - d.origin[row]) * d.origin_precision[row]
        for n in range(c.dev_start[i], c.dev_start[i + 1]):
            q = c.dev[n]
            k, b = c.issue[q], c.before[q]
            rho, whole = e.persistence[k], e.scale[k] * e.scale[k]
            if b < 0:
                precision += 1.0 / whole
                pull += e.value[q] / whole
            else:
                part, rest = 1.0 - rho, whole * (1.0 - rho * rho)
                precision += part * part / rest
                pull += part * (e.value[q] - rho * e.value[b]) / rest
        # the state-sessions' own cells have the numbers of the state-sessions
        move = step(rows, ones, 0.0, precision, pull, d, s, table, held, sums, work)
        for n in range(c.dev_start[i], c.dev_start[i + 1]):
            e.value[c.dev[n]] -= move


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_scales(c: Cells, s: State, e: Deviations) -> None:
    """Draw scale and persistence of each issue, in place: half normal with standard deviation 1, and uniform."""
    issues = len(e.scale)
    sums = np.zeros((issues, 6))
    for q in range(len(e.value)):
        k, x = c.issue[q], e.value[q]
        if c.before[q] < 0:
            sums[k, 0] += 1.0
            sums[k, 1] += x * x
            continue
        y = e.value[c.before[q]]
        sums[k, 2] += 1.0
        sums[k, 3] += x * x
        sums[k, 4] += x * y
        sums[k, 5] += y * y
    for k in range(issues):
        here = _log_scales(e.scale[k], e.persistence[k], sums[k])
        for n in range(_ROUNDS * len(_STEPS) * 3):
            # far and near: it is not known beforehand how much deviations say
            size, way = _STEPS[n // 3 % len(_STEPS)], n % 3
            scale, rho = e.scale[k], e.persistence[k]
            logit = math.log(rho / (1.0 - rho))
            if way != 0:
                logit += 2.0 * size * normal(s.random)
            new = 1.0 / (1.0 + math.exp(-logit))
            if not _RHO < new < 1.0 - _RHO:
                continue
            if way == 0:
                scale *= math.exp(size * normal(s.random))
            elif way == 2:
                # steps from session to session say most: the ridge along which their size stays. Log scale moves by a
                # function of the logit alone, so no Jacobian
                scale *= math.sqrt((1.0 - rho * rho) / (1.0 - new * new))
            there = _log_scales(scale, new, sums[k])
            if math.log(uniform(s.random)) < there - here:
                e.scale[k], e.persistence[k], here = scale, new, there


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_spreads(d: Design, c: Cells, s: State, e: Deviations, table: F, held: float) -> None:
    """Offer each issue another scale together with deviations that are as many times larger, in place.

    Given deviations their scale is nearly known, and given the scale deviations are; so each by itself crawls. Here the
    prior of deviations does not change, only votes speak.
    """
    count = len(s.theta)
    for k in range(len(e.scale)):
        # near or far: it is not known beforehand how much votes say
        log = _SPREADS[int(uniform(s.random) * len(_SPREADS))] * normal(s.random)
        factor = math.exp(log)
        total, square, ratio = s.theta.sum(), (s.theta * s.theta).sum(), log
        before = hold(total, square, count, held)
        there = 0
        for q in range(len(e.value)):
            if c.issue[q] != k:
                continue
            there += 1
            move = e.value[q] * (factor - 1.0)
            for n in range(c.start[q], c.start[q + 1]):
                cell, x = c.cell[n], s.theta[c.cell[n]]
                y = x + c.weight[n] * move
                ratio += point_log(cell, y, d, s.items, table) - point_log(cell, x, d, s.items, table)
                total += y - x
                square += y * y - x * x
        if there == 0:
            continue
        ratio += hold(total, square, count, held) - before
        ratio -= 0.5 * e.scale[k] * e.scale[k] * (factor * factor - 1.0)
        if not math.log(uniform(s.random)) < ratio:  # a ratio that is no number is refused too
            continue
        e.scale[k] *= factor
        for q in range(len(e.value)):
            if c.issue[q] != k:
                continue
            move = e.value[q] * (factor - 1.0)
            for n in range(c.start[q], c.start[q + 1]):
                s.theta[c.cell[n]] += c.weight[n] * move
            e.value[q] += move


@njit(**FAST)  # type: ignore[untyped-decorator]
def point_log(row: int, x: float, d: Design, items: F, table: F) -> float:
    """Log likelihood of a cell's votes at x."""
    total = 0.0
    for k in range(d.start[row], d.abstain[row]):
        j = d.item[k]
        total += tail(items[j, 1] - items[j, 0] * x, table)[0]
    for k in range(d.no[row], d.start[row + 1]):
        j = d.item[k]
        total += tail(items[j, 0] * x - items[j, 2], table)[0]
    for k in range(d.abstain[row], d.no[row]):
        j = d.item[k]
        mu = items[j, 0] * x
        total += abstention(items[j, 1] - mu, items[j, 2] - mu, table)[0]
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def _log_scales(scale: float, rho: float, sums: F) -> float:
    """Log density of log scale and logit persistence given sums over deviations."""
    whole, rest = scale * scale, 1.0 - rho * rho
    total = -(sums[0] + sums[2]) * math.log(scale) - 0.5 * sums[1] / whole - 0.5 * sums[2] * math.log(rest)
    total -= 0.5 * (sums[3] - 2.0 * rho * sums[4] + rho * rho * sums[5]) / (whole * rest)
    return total - 0.5 * whole + math.log(scale) + math.log(rho * (1.0 - rho))
