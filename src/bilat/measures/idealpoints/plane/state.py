"""Where a chain of the two-dimensional model is; what does not change is the `Design` of the one-dimensional one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bilat.measures.idealpoints.state import Design

__all__ = ["MOVES", "PlaneState", "begin"]

F = NDArray[np.float64]

#: Moves of all sessions at once: the coordinate that moves, and the one it moves by (-1: by the same for all).
#: Two shifts, two stretches, two shears: together any affine map of a session, small steps of rotations too.
MOVES = np.array([[0, -1], [1, -1], [0, 0], [1, 1], [0, 1], [1, 0]], np.int64)


class PlaneState(NamedTuple):
    """Where a chain is: all that has to be saved to go on.

    Attributes
    ----------
    theta : (S, 2)
        Ideal points, on axes of the chain's own: only `turning` gives them names.
    items : (J, 4)
        Two discriminations and the two cutpoints.
    random : (2,)
        State of the generator.
    counts : (18,)
        Accepted and tried: items, state-sessions, the six moves, turns.
    factors : (7, T, T)
        Cholesky factors of the precision with which the six moves, and turns (`twisting`), are proposed.
    variance : (S,)
        Of the steps, the same in both dimensions.
    """

    theta: F
    items: F
    random: NDArray[np.uint64]
    counts: NDArray[np.int64]
    factors: F
    variance: F


def begin(plan: Design, theta: F, items: F, random: NDArray[np.uint64]) -> PlaneState:
    """Return a chain that stands at these ideal points (S, 2) and items (J, 4)."""
    sessions = int(plan.session.max()) + 1
    return PlaneState(
        theta=theta.copy(),
        items=items.copy(),
        random=random,
        counts=np.zeros(18, np.int64),
        factors=np.zeros((len(MOVES) + 1, sessions, sessions)),
        variance=plan.variance.copy(),
    )
