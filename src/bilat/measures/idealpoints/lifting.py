"""The level of one session after another, moved with the items that only it has: an option of the published sampler.

If all ideal points of a session move by c, and the cutpoints of its own items move along, no vote on these becomes more or less
likely. Only what the session leans on, votes on items that it shares with others, and the walls of the cutpoints speak to c. The
published steps reach another level only by many small ones, so that chains remember where they started. Here a level is
offered anew from what the session leans on, or a part of the way where shared items hold it (preconditioned Crank-Nicolson), and
Metropolis and Hastings make the step exact: given what the session leans on, each session's distribution is left as it is.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.likelihood import ballot
from bilat.measures.idealpoints.normal import FAST, normal, uniform
from bilat.measures.idealpoints.state import Design, State

__all__ = ["Lifts", "draw_lifts", "lifts", "no_lifts"]

F = NDArray[np.float64]
I64 = NDArray[np.int64]

#: Walls of the published model: cutpoints and ideal points stay inside.
_WALL, _THETA_MAX = 7.0, 5.0
#: What a vote on a shared item tells of the level, about; sessions of which shared items tell more than so many times what they lean on are
#: held well enough, and left out.
_PER_VOTE, _HELD = 0.5, 2.0


class Lifts(NamedTuple):
    """The sessions that are moved, and what moves with them.

    Attributes
    ----------
    row_start, row : (L + 1,), (.,)
        State-sessions of each such session.
    item_start, item : (L + 1,), (.,)
        Items that only it has.
    cell_start, cell : (L + 1,), (.,)
        Its cells of shared items (`Design.cell_start`), and the item of each in `cell_item`.
    cell_item : (cells,)
    part : (L,)
        How much of the way: 1 without shared items.
    """

    row_start: I64
    row: I64
    item_start: I64
    item: I64
    cell_start: I64
    cell: I64
    cell_item: I64
    part: F


def no_lifts() -> Lifts:
    """Return that no session is moved."""
    none, zero = np.zeros(0, np.int64), np.zeros(1, np.int64)
    return Lifts(zero, none, zero, none, zero, none, none, np.zeros(0))


def lifts(plan: Design) -> Lifts:
    """Say which sessions can be moved: those whose level shared items do not hold."""
    sessions = int(plan.session.max()) + 1
    size = np.diff(plan.share_start)
    alone = np.flatnonzero(size == 1)
    own_session = plan.share_session[plan.share_start[alone]]
    cell_item = np.repeat(plan.bridge, np.diff(plan.bridge_start)).astype(np.int64)
    votes = np.bincount(plan.cell_session, np.diff(plan.cell_start), sessions)
    lean = np.bincount(plan.session, 1.0 / plan.variance, sessions)
    chosen = np.flatnonzero(_PER_VOTE * votes <= _HELD * lean)

    def by_session(of: NDArray[np.int32], what: NDArray[np.int64]) -> tuple[I64, I64]:
        parts = [what[of == t] for t in chosen]
        return np.cumsum([0, *map(len, parts)]), np.concatenate([np.zeros(0, np.int64), *parts])

    rows = by_session(plan.session, np.arange(len(plan.session)))
    own = by_session(own_session, alone.astype(np.int64))
    cells = by_session(plan.cell_session, np.arange(len(plan.cell_session)))
    part = np.sqrt(lean[chosen] / (lean[chosen] + _PER_VOTE * votes[chosen]))
    return Lifts(*rows, *own, *cells, cell_item, part)


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_lifts(f: Lifts, d: Design, s: State, table: F) -> None:
    """Offer each session another level, in place: ideal points, their means given z, and cutpoints of its own items."""
    for t in range(len(f.part)):
        weight, pull = 0.0, 0.0
        low, high = -math.inf, math.inf
        for n in range(f.row_start[t], f.row_start[t + 1]):
            row = f.row[n]
            other = d.before[row] if d.before[row] >= 0 else d.after[row]
            lag = s.centre[other] if other >= 0 else 0.0
            weight += 1.0 / d.variance[row]
            pull += (lag - s.theta[row]) / d.variance[row]
            low, high = max(low, -_THETA_MAX - s.theta[row]), min(high, _THETA_MAX - s.theta[row])
        # where it stands is `away` above what it leans on; a part of that is kept
        away, part = -pull / weight, f.part[t]
        keep = math.sqrt(1.0 - part * part)
        move = (keep - 1.0) * away + part * normal(s.random) / math.sqrt(weight)
        log = math.log(uniform(s.random))
        s.counts[5] += 1
        inside = low <= move <= high
        for n in range(f.item_start[t], f.item_start[t + 1]):
            j = f.item[n]
            by = s.items[j, 0] * move
            inside = inside and s.items[j, 1] + by > -_WALL and s.items[j, 2] + by < _WALL
        if not inside:
            continue
        ratio = 0.0
        for n in range(f.cell_start[t], f.cell_start[t + 1]):
            cell = f.cell[n]
            j = f.cell_item[cell]
            beta, g1, g2 = s.items[j, 0], s.items[j, 1], s.items[j, 2]
            for k in range(d.cell_start[cell], d.cell_start[cell + 1]):
                old = beta * s.theta[d.cell_row[k]]
                new = old + beta * move
                ratio += ballot(d.cell_vote[k], g1 - new, g2 - new, table)[0]
                ratio -= ballot(d.cell_vote[k], g1 - old, g2 - old, table)[0]
        if not log < ratio:  # a ratio that is no number is refused too
            continue
        s.counts[4] += 1
        for n in range(f.row_start[t], f.row_start[t + 1]):
            s.theta[f.row[n]] += move
            s.centre[f.row[n]] += move
        for n in range(f.item_start[t], f.item_start[t + 1]):
            j = f.item[n]
            s.items[j, 1] += s.items[j, 0] * move
            s.items[j, 2] += s.items[j, 0] * move
