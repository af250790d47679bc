"""Spells: a state's deviations on an issue over several sessions in a row, moved together.

Deviations of neighbouring sessions are much alike (persistence is near 1), so drawn one by one they crawl. Each sweep cuts
every state's sessions on an issue into spells of a length that is drawn anew, from two to all of them, and moves each
spell by one step: slow changes go by long spells, quick ones by short spells and by `moves.draw_deviations`.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.hierarchy.cells import Cells
from bilat.measures.idealpoints.hierarchy.moves import Deviations, step
from bilat.measures.idealpoints.normal import FAST, uniform
from bilat.measures.idealpoints.state import Design, State

__all__ = ["draw_spells", "spell_prior"]

F = NDArray[np.float64]
#: Lengths are powers of 2, up to this one.
_LONGEST = 7


@njit(**FAST)  # type: ignore[untyped-decorator]
def spell_prior(first: int, last: int, c: Cells, e: Deviations) -> tuple[float, float]:
    """Return precision, and slope where it stands, of the prior in a common move of a state's deviations.

    Parameters
    ----------
    first, last
        The spell's ends; all between follow one another by `Cells.after`.
    """
    k = c.issue[first]
    rho, whole = e.persistence[k], e.scale[k] * e.scale[k]
    rest = whole * (1.0 - rho * rho)
    precision, slope, q = 0.0, 0.0, first
    while True:
        b = c.before[q]
        if b < 0:
            precision += 1.0 / whole
            slope -= e.value[q] / whole
        else:
            # the one before moves along, but for the first of the spell
            unit = 1.0 if q == first else 1.0 - rho
            precision += unit * unit / rest
            slope -= unit * (e.value[q] - rho * e.value[b]) / rest
        if q == last:
            break
        q = c.after[q]
    after = c.after[last]
    if after >= 0:
        precision += rho * rho / rest
        slope += rho * (e.value[after] - rho * e.value[last]) / rest
    return precision, slope


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_spells(d: Design, c: Cells, s: State, e: Deviations, table: F, held: float) -> None:
    """Move every spell of every state on every issue, in place."""
    cells, weight = np.empty(len(s.theta), np.int32), np.empty(len(s.theta))
    sums, work = np.array([s.theta.sum(), (s.theta * s.theta).sum()]), np.empty((3, 6))
    for start in range(len(e.value)):
        if c.before[start] >= 0:
            continue
        length = 2 ** (1 + int(uniform(s.random) * _LONGEST))
        # the first spell may be shorter, so that cuts do not always fall on the same sessions
        left, q = 1 + int(uniform(s.random) * length), start
        while q >= 0:
            first, count = q, 0
            while True:
                for n in range(c.start[q], c.start[q + 1]):
                    cells[count], weight[count] = c.cell[n], c.weight[n]
                    count += 1
                left -= 1
                if left == 0 or c.after[q] < 0:
                    break
                q = c.after[q]
            precision, pull = spell_prior(first, q, c, e)
            move = step(cells[:count], weight[:count], 0.0, precision, pull, d, s, table, held, sums, work)
            last, after = q, c.after[q]
            q = first
            while True:
                e.value[q] += move
                if q == last:
                    break
                q = c.after[q]
            q, left = after, length
