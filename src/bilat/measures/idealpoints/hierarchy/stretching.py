"""All sessions' stretches with the items, when deviations have to stretch along.

The move of `idealpoints.levels`; a session's deviations are multiplied by the same factor as its general points, so that no
vote on an item of that session alone becomes less likely. Shifts leave deviations as they are: the move of `levels` does.
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
from bilat.measures.idealpoints.levels import apply, look, propose, way_back
from bilat.measures.idealpoints.normal import FAST, uniform
from bilat.measures.idealpoints.state import Design, State

__all__ = ["add_curvature", "draw_stretches"]

F = NDArray[np.float64]
_REACH = 0.4


@njit(**FAST)  # type: ignore[untyped-decorator]
def _deviations(d: Design, c: Cells, e: Deviations, value: F, slope: F) -> float:
    """Log prior of deviations; its slope in the stretch of each session is added to `slope`."""
    total = 0.0
    for q in range(len(value)):
        k, b, t = c.issue[q], c.before[q], d.session[c.row[q]]
        rho, whole = e.persistence[k], e.scale[k] * e.scale[k]
        if b < 0:
            total -= 0.5 * value[q] * value[q] / whole
            slope[t] -= value[q] * value[q] / whole
            continue
        away = value[q] - rho * value[b]
        pull = away / (whole * (1.0 - rho * rho))
        total -= 0.5 * pull * away
        slope[t] -= pull * value[q]
        slope[d.session[c.row[b]]] += pull * rho * value[b]
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def add_curvature(d: Design, c: Cells, e: Deviations, out: F) -> None:
    """Add to `out` (T, T) what deviations bend the log density in the stretches of sessions."""
    slope = np.zeros(len(out))
    _deviations(d, c, e, e.value, slope)
    for q in range(len(e.value)):
        k, b, t = c.issue[q], c.before[q], d.session[c.row[q]]
        rho, whole = e.persistence[k], e.scale[k] * e.scale[k]
        if b < 0:
            out[t, t] += e.value[q] * e.value[q] / whole
            continue
        rest, u = whole * (1.0 - rho * rho), d.session[c.row[b]]
        x, y = e.value[q], rho * e.value[b]
        out[t, t] += x * x / rest
        out[u, u] += y * y / rest
        out[t, u] -= x * y / rest
        out[u, t] -= x * y / rest
    for t in range(len(out)):
        out[t, t] += max(-slope[t], 0.0)


@njit(**FAST)  # type: ignore[untyped-decorator]
def _whole(
    d: Design, c: Cells, e: Deviations, variance: F, theta: F, items: F, value: F, table: F, held: float,
    extra: F, slope: F, bends: F,
) -> float:  # fmt: skip
    """Log density and its slope: that of cells, with deviations for the cells that are no coordinates."""
    total = look(True, d, variance, theta, items, table, held, slope, bends)
    total += _deviations(d, c, e, value, slope)
    for t in range(len(slope)):
        slope[t] += extra[t]
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_stretches(d: Design, c: Cells, s: State, e: Deviations, table: F, held: float, factor: F) -> None:
    """Stretch all sessions, in place; `factor` is the lower Cholesky factor of the proposal's precision."""
    sessions = len(factor)
    # cells beyond the general ones are no coordinates, deviations are
    extra = np.zeros(sessions)
    for cell in range(len(c.row_start) - 1, len(s.theta)):
        extra[d.session[cell]] -= 1.0
    for q in range(len(e.value)):
        extra[d.session[c.row[q]]] += 1.0
    slope, back, bends = np.empty(sessions), np.empty(sessions), np.empty(len(d.cell_session))
    theta, items, value = np.empty_like(s.theta), np.empty_like(s.items), np.empty_like(e.value)
    here = _whole(d, c, e, s.variance, s.theta, s.items, e.value, table, held, extra, slope, bends)
    move = np.empty(sessions)
    size = propose(factor, slope, _REACH, s.random, move)
    s.counts[7] += 1
    jacobian = apply(True, move, d, s, theta, items)
    for t in range(sessions):
        jacobian += extra[t] * move[t]
    for q in range(len(value)):
        value[q] = e.value[q] * math.exp(move[d.session[c.row[q]]])
    there = _whole(d, c, e, s.variance, theta, items, value, table, held, extra, back, bends)
    away = way_back(factor, back, _REACH, move)
    if math.log(uniform(s.random)) < there - here + jacobian + 0.5 * (size - away):
        s.theta[:] = theta
        s.items[:] = items
        e.value[:] = value
        s.counts[6] += 1
