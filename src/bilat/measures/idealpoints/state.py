"""The arrays of the sampler: what stays from sweep to sweep, and where a chain is."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Design", "State", "begin"]

F = NDArray[np.float64]
I32 = NDArray[np.int32]


class Design(NamedTuple):
    """What does not change from sweep to sweep.

    Attributes
    ----------
    start, item, vote : (S + 1,), (V,), (V,)
        Votes by state-session, sorted by kind of vote: where each begins; item and vote (1, 2, 3).
    abstain, no : (S,), (S,)
        Where the abstentions and the noes of a state-session begin.
    item_start, item_row, item_vote : (J + 1,), (V,), (V,)
        The same votes by item, sorted by kind of vote: where each begins; state-session and vote.
    item_abstain, item_no : (J,), (J,)
        Where the abstentions and the noes of an item begin.
    item_kind : (J,)
        0 with yes and no among its votes, 1 without a no, 2 without a yes: one cutpoint is free on one side.
    before, after : (S,)
        The same state's earlier and later state-session, -1 for none.
    variance : (S,)
        Of the step from `before` (from `after` for a state's first session in the published model).
    origin, origin_precision : (S,), (S,)
        Normal prior of a state's first session in the two-sided model.
    session : (S,)
        Number of the session, from 0.
    share_start, share_session, share : (J + 1,), (.,), (.,)
        Sessions of each item, and their shares of its votes.
    bridge, bridge_start : (B,), (B + 1,)
        Items of several sessions, and where their cells (an item in a session) begin.
    cell_session, cell_share, cell_start, cell_row, cell_vote
        Cells: session, share of the item's votes, where its votes begin; their state-session and vote.
    """

    start: I32
    item: I32
    vote: NDArray[np.int8]
    abstain: I32
    no: I32
    item_start: I32
    item_row: I32
    item_vote: NDArray[np.int8]
    item_abstain: I32
    item_no: I32
    item_kind: NDArray[np.int8]
    before: I32
    after: I32
    variance: F
    origin: F
    origin_precision: F
    session: I32
    share_start: I32
    share_session: I32
    share: F
    bridge: I32
    bridge_start: I32
    cell_session: I32
    cell_share: F
    cell_start: I32
    cell_row: I32
    cell_vote: NDArray[np.int8]


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
    counts : (8,)
        Accepted and tried: items (published: cutpoints), state-sessions, shifts, stretches.
    factors : (2, T, T)
        Cholesky factors of the precision with which levels and stretches are proposed.
    variance : (S,)
        Of the steps, as the chain has it now: `Design.variance` times one factor for all.
    """

    theta: F
    centre: F
    items: F
    random: NDArray[np.uint64]
    counts: NDArray[np.int64]
    factors: F
    variance: F


def begin(plan: Design, theta: F, items: F, random: NDArray[np.uint64]) -> State:
    """Return a chain that stands at these ideal points and items."""
    sessions = int(plan.session.max()) + 1
    return State(
        theta=theta.copy(),
        centre=theta.copy(),
        items=items.copy(),
        random=random,
        counts=np.zeros(8, np.int64),
        factors=np.zeros((2, sessions, sessions)),
        variance=plan.variance.copy(),
    )
