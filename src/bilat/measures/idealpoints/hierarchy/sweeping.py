"""One sweep of the hierarchy: a state's general point, and how far it deviates on each issue.

On an item of issues A, B, ... a state stands at theta + mean(delta_A, delta_B, ...); on an item of no issue at theta. Theta
walks as in the two-sided model. delta_k of a state is a stationary AR(1) over its sessions, N(0, scale_k^2), with scale and
persistence of the issue learnt: where an issue has few votes a state is drawn to its general point and to
where it stood before and after.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.hierarchy.cells import Cells
from bilat.measures.idealpoints.hierarchy.leveling import draw_issue_levels, issue_curvature
from bilat.measures.idealpoints.hierarchy.moves import (
    Deviations,
    draw_deviations,
    draw_general,
    draw_offsets,
    draw_scales,
    draw_spreads,
)
from bilat.measures.idealpoints.hierarchy.spells import draw_spells
from bilat.measures.idealpoints.hierarchy.stretching import add_curvature, draw_stretches
from bilat.measures.idealpoints.items import CUT_PRECISION, draw_items
from bilat.measures.idealpoints.levels import curvature, draw_levels
from bilat.measures.idealpoints.normal import FAST
from bilat.measures.idealpoints.smoother import draw_variance
from bilat.measures.idealpoints.state import Design, State

__all__ = ["sweep_hierarchy"]

F = NDArray[np.float64]

_SOFTEN = 1e-6
#: How often levels are drawn in a sweep: of all votes, of each issue.
_SHIFTS, _LEVELS = 6, 1


@njit(**FAST)  # type: ignore[untyped-decorator]
def sweep_hierarchy(
    d: Design, c: Cells, s: State, e: Deviations, table: F, held: float, draws: F, keep: bool
) -> None:
    """Make as many sweeps as `draws` has rows, in place; write points into it where `keep`.

    Parameters
    ----------
    d
        Of cells (`cells.lay_out`); the ideal points of `s` are those of cells.
    table
        `likelihood.TAIL`.
    held
        Precision of the hold on mean and log standard deviation of all cells; 0 for none, then draws are not standardised.
    draws : (sweeps, S + Q + 2 K)
        Filled with general points, points on issues (general plus deviation), scales and persistences.
    """
    rows, issues = len(c.row_start) - 1, len(e.scale)
    if not keep:
        for way in range(2):
            curvature(way == 1, d, s, table, held, s.factors[way])
            if way == 1:
                add_curvature(d, c, e, s.factors[way])
            for t in range(s.factors.shape[1]):
                s.factors[way, t, t] += _SOFTEN
            s.factors[way] = np.linalg.cholesky(s.factors[way])
        for k in range(issues):
            issue_curvature(k, d, c, s, e, table, held, e.factors[k])
            e.factors[k] = np.linalg.cholesky(e.factors[k])
    for n in range(len(draws)):
        draw_items(d, s, CUT_PRECISION, table)
        draw_general(d, c, s, table, held)
        draw_deviations(d, c, s, e, table, held)
        draw_spells(d, c, s, e, table, held)
        draw_offsets(d, c, s, e, table, held)
        for _ in range(_SHIFTS):
            draw_levels(False, d, s, table, held, s.factors[0])
        for _ in range(_LEVELS):
            for k in range(issues):
                draw_issue_levels(k, d, c, s, e, table, held, e.factors[k])
        draw_stretches(d, c, s, e, table, held, s.factors[1])
        draw_variance(d, s)
        draw_scales(c, s, e)
        draw_spreads(d, c, s, e, table, held)
        if keep:
            own = s.theta[:rows]
            centre, spread = (own.mean(), own.std()) if held > 0.0 else (0.0, 1.0)
            for row in range(rows):
                draws[n, row] = (own[row] - centre) / spread
            at = rows
            for q in range(len(e.value)):
                draws[n, at + q] = (own[c.row[q]] + e.value[q] - centre) / spread
            at += len(e.value)
            for k in range(issues):
                draws[n, at + k] = e.scale[k] / spread
                draws[n, at + issues + k] = e.persistence[k]
