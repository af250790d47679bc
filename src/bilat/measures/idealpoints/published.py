"""The published sampler's own sweep (Bailey, Strezhnev & Voeten 2017), fused into one pass over the votes.

Its steps are not the conditionals of one joint distribution: the prior of a session looks back only, at the
conditional *mean* of the session before rather than at its draw, and ideal points are standardised in every
sweep while the items stay. What it converges to depends on the steps themselves, so they are kept:

1. cutpoints given discrimination and ideal points, z integrated out: the source's small random step (`cutpoints`);
2. z given cutpoints, discrimination, ideal points;
3. discrimination given z; 4. ideal points given that same z, and the means of the sweep before.

An item's z are needed once more only in sums by state-session, so these are gathered on the way and nothing is
stored by vote.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.cutpoints import step_cutpoints
from bilat.measures.idealpoints.latent import draw_z
from bilat.measures.idealpoints.normal import FAST, normal
from bilat.measures.idealpoints.state import Design, State

__all__ = ["sweep_published"]

F = NDArray[np.float64]

_Z_MAX, _THETA_MAX = 9.0, 5.0


@njit(**FAST)  # type: ignore[untyped-decorator]
def _draw_items(d: Design, s: State, logs: F, table: F, precision: F, total: F, z: F) -> None:
    """Do steps 1 to 3, and gather the sums over votes that step 4 needs."""
    precision[:] = 0.0
    total[:] = 0.0
    for v in range(len(d.item_start) - 1):
        step_cutpoints(v, d, s, logs)
        beta, g1, g2 = s.items[v, 0], s.items[v, 1], s.items[v, 2]
        first, last = d.item_start[v], d.item_start[v + 1]
        square, cross = 1.0, 0.0
        for k in range(first, last):
            theta = s.theta[d.item_row[k]]
            x = draw_z(beta * theta, d.item_vote[k], g1, g2, table, s.random)
            x = min(max(x, -_Z_MAX), _Z_MAX)
            z[k - first] = x
            square += theta * theta
            cross += theta * x
        beta = cross / square + normal(s.random) / math.sqrt(square)
        s.items[v, 0] = beta
        for k in range(first, last):
            row = d.item_row[k]
            precision[row] += beta * beta
            total[row] += beta * z[k - first]


@njit(**FAST)  # type: ignore[untyped-decorator]
def sweep_published(d: Design, s: State, logs: F, table: F, draws: F, keep: bool) -> None:
    """Make as many sweeps as `draws` has rows, in place; write ideal points into it where `keep`.

    Parameters
    ----------
    logs, table
        `likelihood.TAIL` and `normal.CDF`.
    draws : (sweeps, S)
        Filled with the draws.
    """
    rows = len(s.theta)
    precision, total, centre = np.empty(rows), np.empty(rows), np.empty(rows)
    longest = 0
    for v in range(len(d.item_start) - 1):
        longest = max(longest, d.item_start[v + 1] - d.item_start[v])
    z = np.empty(longest)
    for n in range(len(draws)):
        _draw_items(d, s, logs, table, precision, total, z)
        for row in range(rows):
            # the first session of a state leans on its second
            other = d.before[row] if d.before[row] >= 0 else d.after[row]
            lag = s.centre[other] if other >= 0 else 0.0
            both = precision[row] + 1.0 / d.variance[row]
            centre[row] = (total[row] + lag / d.variance[row]) / both
            theta = centre[row] + normal(s.random) / math.sqrt(both)
            s.theta[row] = min(max(theta, -_THETA_MAX), _THETA_MAX)
        s.centre[:] = centre
        middle, spread = s.theta.mean(), s.theta.std()
        for row in range(rows):
            s.theta[row] = (s.theta[row] - middle) / spread
            if keep:
                draws[n, row] = s.theta[row]
