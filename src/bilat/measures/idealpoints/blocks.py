"""The votes as blocks, an item in a session each: what the published sampler runs over.

Nearly every member votes on nearly every item of a session. So a block has a place for each state of the session,
in the same order as their ideal points, and what is needed of a vote lies side by side with what is needed of the next:
eight are worked on at once. Who was absent has an empty place.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bilat.measures.idealpoints.state import Design

__all__ = ["LANES", "Blocks", "blocks"]

I64 = NDArray[np.int64]
#: Places of a session come in multiples of this: two registers of eight.
LANES = 16


class Blocks(NamedTuple):
    """Votes by item and session, with empty places.

    Attributes
    ----------
    place : (S,)
        Place of each state-session among all places.
    session_start : (T + 1,)
        Where the places of each session begin.
    item_start : (J + 1,)
        Where the blocks of each item begin.
    session, start : (B,), (B,)
        Session of each block, and where its votes begin.
    vote : (P,)
        1 yes, 2 abstain, 3 no, 0 for an empty place: single precision, to be compared with the rest in one register.
    abstain_start, abstain : (B + 1,), (.,)
        Where the abstentions of each block begin; their places within the session.
    longest, widest
        Most places of an item, of a session.
    """

    place: I64
    session_start: I64
    item_start: I64
    session: I64
    start: I64
    vote: NDArray[np.float32]
    abstain_start: I64
    abstain: I64
    longest: int
    widest: int


def blocks(plan: Design) -> Blocks:
    """Lay votes out in blocks.

    Examples
    --------
    >>> from bilat.measures.idealpoints.data import design, make_items
    >>> state, session = np.array([2, 20, 2, 20, 200]), np.ones(5, int)
    >>> made = make_items(state, session, np.array([1, 1, 2, 2, 2]), np.array([1, 3, 1, 3, 2]))
    >>> laid = blocks(design(made, 0.5))
    >>> laid.vote.reshape(2, 16)[:, :4].tolist(), laid.abstain.tolist()
    ([[1.0, 3.0, 0.0, 0.0], [1.0, 3.0, 2.0, 0.0]], [2])
    """
    sessions = int(plan.session.max()) + 1
    size = np.bincount(plan.session, minlength=sessions)
    padded = -(-size // LANES) * LANES
    session_start = np.concatenate([[0], np.cumsum(padded)])
    # state-sessions are in order of sessions
    first = np.concatenate([[0], np.cumsum(size)])
    place = session_start[plan.session] + np.arange(len(plan.session)) - first[plan.session]
    items = len(plan.item_start) - 1
    item = np.repeat(np.arange(items), np.diff(plan.item_start))
    when = plan.session[plan.item_row].astype(np.int64)
    key, block = np.unique(item * sessions + when, return_inverse=True)
    session = key % sessions
    start = np.concatenate([[0], np.cumsum(padded[session])])
    within = place[plan.item_row] - session_start[when]
    vote = np.zeros(start[-1], np.float32)
    vote[start[block] + within] = plan.item_vote
    item_start = np.searchsorted(key // sessions, np.arange(items + 1))
    abstained = np.flatnonzero(plan.item_vote == 2)
    abstained = abstained[np.lexsort((within[abstained], block[abstained]))]
    return Blocks(
        place=place,
        session_start=session_start,
        item_start=item_start,
        session=session,
        start=start[:-1],
        vote=vote,
        abstain_start=np.searchsorted(block[abstained], np.arange(len(key) + 1)),
        abstain=within[abstained],
        longest=int(np.diff(start[item_start]).max()),
        widest=int(padded.max()),
    )
