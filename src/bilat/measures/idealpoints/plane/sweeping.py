"""One sweep of the two-dimensional model: items, state-sessions, six moves of all sessions and turns, the size of steps.

The prior knows no direction: discriminations N(0, 1) in both dimensions, steps of the same variance, and a hold on mean
and covariance that any rotation leaves as it is. So the axes of a chain mean nothing by themselves, and the likelihood
cannot be made worse by turning them; `turning` says which directions are reported.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.normal import FAST, gamma
from bilat.measures.idealpoints.plane.items import draw_items
from bilat.measures.idealpoints.plane.levels import curvature, draw_levels
from bilat.measures.idealpoints.plane.points import draw_points
from bilat.measures.idealpoints.plane.state import PlaneState
from bilat.measures.idealpoints.plane.twisting import draw_twists, twist_curvature
from bilat.measures.idealpoints.smoother import STEP_SCALE, STEP_SHAPE
from bilat.measures.idealpoints.state import Design

__all__ = ["sweep_plane"]

F = NDArray[np.float64]

_SOFTEN = 1e-6
#: How often all sessions are turned in a sweep.
_TURNS = 2


@njit(**FAST)  # type: ignore[untyped-decorator]
def _draw_variance(d: Design, s: PlaneState) -> None:
    """Draw the factor on the variance of all steps, in both dimensions: inverse gamma."""
    steps, squares = 0, 0.0
    for row in range(len(s.theta)):
        p = d.before[row]
        if p >= 0:
            steps += 2
            squares += (s.theta[row, 0] - s.theta[p, 0]) ** 2 / d.variance[row]
            squares += (s.theta[row, 1] - s.theta[p, 1]) ** 2 / d.variance[row]
    factor = (STEP_SCALE + 0.5 * squares) / gamma(STEP_SHAPE + 0.5 * steps, s.random)
    for row in range(len(s.theta)):
        s.variance[row] = factor * d.variance[row]


@njit(**FAST)  # type: ignore[untyped-decorator]
def sweep_plane(
    d: Design, s: PlaneState, moves: NDArray[np.int64], table: F, weight: float, draws: F, keep: bool
) -> None:
    """Make as many sweeps as `draws` has rows, in place; write ideal points and discriminations into it where `keep`.

    The proposals of the moves are fitted anew in every call that does not keep its draws, and stay as they are after.

    Parameters
    ----------
    moves
        `state.MOVES`.
    table
        `likelihood.TAIL`.
    weight
        Precision of the hold on mean and covariance; 0 for none.
    draws : (sweeps, S + J, 2)
        Filled with ideal points, then discriminations, on the chain's own axes.
    """
    rows = len(s.theta)
    if not keep:
        for m in range(len(moves)):
            curvature(moves[m, 0], moves[m, 1], d, s, table, weight, s.factors[m])
            for t in range(s.factors.shape[1]):
                s.factors[m, t, t] += _SOFTEN
            s.factors[m] = np.linalg.cholesky(s.factors[m])
        turns = len(moves)
        twist_curvature(d, s, table, weight, s.factors[turns])
        s.factors[turns] = np.linalg.cholesky(s.factors[turns])
    for n in range(len(draws)):
        draw_items(d, s, table)
        draw_points(d, s, table, weight)
        for m in range(len(moves)):
            draw_levels(4 + 2 * m, moves[m, 0], moves[m, 1], d, s, table, weight, s.factors[m])
        for _ in range(_TURNS):
            draw_twists(4 + 2 * len(moves), d, s, table, weight, s.factors[len(moves)])
        _draw_variance(d, s)
        if keep:
            draws[n, :rows] = s.theta
            draws[n, rows:] = s.items[:, :2]
