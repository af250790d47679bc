"""The arrays of the sampler: what stays from sweep to sweep, and where a chain is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Design", "State"]

F = NDArray[np.float64]
I32 = NDArray[np.int32]


class Design(NamedTuple):
    """What does not change from sweep to sweep.

    Attributes
    ----------
    start, item, vote : (S + 1,), (V,), (V,)
        Votes by state-session: where each begins; item and vote (1, 2, 3).
    item_start, item_row, item_vote : (J + 1,), (V,), (V,)
        The same votes by item: where each begins; state-session and vote.
    before, after : (S,)
        The same state's earlier and later state-session, -1 for none.
    variance : (S,)
        Of the step from `before` (from `after` for a state's first session in the published model).
    session_start : (T + 1,)
        State-sessions are sorted by session: where each begins.
    own_start, own : (T + 1,), (.,)
        Items voted on in that session alone.
    bridge_start, bridge_row, bridge_item, bridge_vote : (T + 1,), (.,)
        Votes of each session on items that other sessions have too.
    """

    start: I32
    item: I32
    vote: NDArray[np.int8]
    item_start: I32
    item_row: I32
    item_vote: NDArray[np.int8]
    before: I32
    after: I32
    variance: F
    session_start: I32
    own_start: I32
    own: I32
    bridge_start: I32
    bridge_row: I32
    bridge_item: I32
    bridge_vote: NDArray[np.int8]


class State(NamedTuple):
    """Where a chain is: all that has to be saved to go on.

    Attributes
    ----------
    theta, centre : (S,)
        Ideal points, and their means given z (which the published prior of the next session looks at).
    items : (J, 3)
        Discrimination and the two cutpoints.
    random : (2,)
        State of the generator.
    counts : (6,)
        Accepted and tried: items (published: cutpoints), shifts, stretches.
    """

    theta: F
    centre: F
    items: F
    random: NDArray[np.uint64]
    counts: NDArray[np.int64]
