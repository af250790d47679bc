"""The two-sided model: a random walk of each state's ideal point, sampled from its joint posterior.

One sweep is

1. each item's discrimination and cutpoints together, z integrated out (`items`);
2. each state-session given the sessions before and after, z integrated out (`points`);
3. all sessions' levels together, and all their stretches together, with the items (`levels`);
4. how far states step from session to session: one factor on all variances.

Levels and scale belong to nobody: a prior holds mean and log standard deviation of all ideal points close to 0,
and draws are standardised as they are written.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.items import CUT_PRECISION, draw_items
from bilat.measures.idealpoints.levels import curvature, draw_levels
from bilat.measures.idealpoints.normal import FAST, gamma
from bilat.measures.idealpoints.points import draw_points
from bilat.measures.idealpoints.state import Design, State

__all__ = ["HOLD", "STEP_SCALE", "STEP_SHAPE", "draw_variance", "sweep_smoother"]

F = NDArray[np.float64]

#: Precision of the prior that holds mean and log standard deviation of all ideal points at 0, over the square of their
#: number: so no single one feels it.
HOLD = 0.01
#: Inverse gamma prior of the factor on the variance of steps: mean 1, so mean variances as published.
STEP_SHAPE, STEP_SCALE = 3.0, 2.0
_SOFTEN = 1e-6
_SHIFTS = 2


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_variance(d: Design, s: State) -> None:
    """Draw the factor on the variance of all steps: inverse gamma."""
    steps, squares = 0, 0.0
    for row in range(len(s.theta)):
        p = d.before[row]
        if p >= 0:
            steps += 1
            squares += (s.theta[row] - s.theta[p]) ** 2 / d.variance[row]
    factor = (STEP_SCALE + 0.5 * squares) / gamma(STEP_SHAPE + 0.5 * steps, s.random)
    for row in range(len(s.theta)):
        s.variance[row] = factor * d.variance[row]


@njit(**FAST)  # type: ignore[untyped-decorator]
def sweep_smoother(d: Design, s: State, table: F, weight: float, draws: F, keep: bool) -> None:
    """Make as many sweeps as `draws` has rows, in place; write ideal points into it where `keep`.

    The proposals of step 3 are fitted anew in every call that does not keep its draws, and stay as they are after.

    Parameters
    ----------
    table
        `likelihood.TAIL`.
    weight
        `HOLD` times the square of the number of state-sessions, or 0 for a walk whose level and scale only
        the priors of first sessions and items hold: then draws are not standardised.
    draws : (sweeps, S)
        Filled with the draws.
    """
    rows = len(s.theta)
    if not keep:
        for way in range(2):
            curvature(way == 1, d, s, table, weight, s.factors[way])
            for t in range(len(s.factors[way])):
                s.factors[way, t, t] += _SOFTEN
            s.factors[way] = np.linalg.cholesky(s.factors[way])
    for n in range(len(draws)):
        draw_items(d, s, CUT_PRECISION, table)
        draw_points(d, s, table, weight)
        for _ in range(_SHIFTS):
            draw_levels(False, d, s, table, weight, s.factors[0])
        draw_levels(True, d, s, table, weight, s.factors[1])
        draw_variance(d, s)
        if keep:
            centre, spread = (s.theta.mean(), s.theta.std()) if weight > 0.0 else (0.0, 1.0)
            for row in range(rows):
                draws[n, row] = (s.theta[row] - centre) / spread
