"""How often two states cast each pair of votes together, for all pairs of a period at once.

The 3 x 3 tables of counts of all pairs of a period come from one matrix product: if X has a row a roll call and a
column for each (vote, state), 0 or 1, then X'X holds every one of them. No pair is ever visited on its own. The
product is taken on bits (see `cells_of`).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from bilat.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CELLS", "Period", "Votes", "cells_of", "joint_cells", "pairs_of", "periods_of"]

#: Names of the nine counts, in the order of rows of a cell array: c12 = a yes, b abstains.
CELLS: tuple[str, ...] = tuple(f"c{i}{j}" for i in "123" for j in "123")


@dataclass(frozen=True)
class Votes:
    """Votes as arrays.

    Attributes
    ----------
    state : (votes,) int
        Index of the state, 0 to number of states - 1.
    rollcall : (votes,) int
        Index of the roll call, 0 to number of roll calls - 1.
    vote : (votes,) int
        1 yes, 2 abstain, 3 no. Absences are left out beforehand.
    session, year : (roll calls,) int
        Of each roll call.
    """

    state: NDArray[Any]
    rollcall: NDArray[Any]
    vote: NDArray[Any]
    session: NDArray[Any]
    year: NDArray[Any]


@dataclass(frozen=True)
class Period:
    """Votes of one period with their own numbering of roll calls and states."""

    label: int
    states: NDArray[np.int32]  # ascending
    rollcall: NDArray[np.int32]
    column: NDArray[np.int32]  # (vote - 1) * number of states + state
    rollcalls: int
    start: int  # first row of the output

    @property
    def pairs(self) -> int:
        """Number of pairs of states."""
        return len(self.states) * (len(self.states) - 1) // 2

    @property
    def rows(self) -> slice:
        """Rows of the output that are its."""
        return slice(self.start, self.start + self.pairs)


def _check(votes: Votes) -> None:
    if not (len(votes.state) == len(votes.rollcall) == len(votes.vote)):
        raise InputError(
            "Votes want state, rollcall and vote of one length.",
            "Give three arrays with one entry a vote cast.",
        )
    if len(votes.vote) and not (votes.vote.min() >= 1 and votes.vote.max() <= 3):
        raise InputError(
            "A vote is 1 (yes), 2 (abstain) or 3 (no); leave absences out beforehand.",
            "Recode the votes, or leave the others out.",
        )


def periods_of(votes: Votes, by: str) -> list[Period]:
    """Return the votes period by period, by session or by year."""
    _check(votes)
    if by not in ("session", "year"):
        raise InputError(f"Similarity by {by!r}?", "By session or by year.")
    of_rollcall = np.asarray(votes.session if by == "session" else votes.year).astype(np.int16)
    state = np.asarray(votes.state).astype(np.int32, copy=False)
    rollcall = np.asarray(votes.rollcall).astype(np.int32, copy=False)
    vote = np.asarray(votes.vote)
    label = of_rollcall[rollcall]
    if len(label) and (label[1:] < label[:-1]).any():
        order = np.argsort(label, kind="stable")
        label, state, rollcall, vote = label[order], state[order], rollcall[order], vote[order]
    cuts = np.flatnonzero(np.diff(label)) + 1
    bounds = [0, *cuts.tolist(), len(label)] if len(label) else [0]
    number = np.zeros(int(state.max()) + 1 if len(state) else 0, dtype=np.int32)
    call_number = np.zeros(len(of_rollcall), dtype=np.int32)
    out, start = [], 0
    for lo, hi in pairwise(bounds):
        s, r = state[lo:hi], rollcall[lo:hi]
        states, calls = _present(s, number), _present(r, call_number)
        column = (vote[lo:hi].astype(np.int32) - 1) * np.int32(len(states)) + number[s]
        period = Period(int(label[lo]), states, call_number[r], column, len(calls), start)
        out.append(period)
        start += period.pairs
    return out


def _present(values: NDArray[np.int32], number: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the distinct values, ascending, and write their ranks into `number` (scratch by value)."""
    flag = np.zeros(len(number), dtype=bool)
    flag[values] = True
    found = np.flatnonzero(flag).astype(np.int32)
    number[found] = np.arange(len(found), dtype=np.int32)
    return found


def pairs_of(n: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return all pairs i < j of n, sorted: what `numpy.triu_indices(n, 1)` gives, from two repeats."""
    each = np.arange(n - 1, -1, -1, dtype=np.int32)
    i = np.repeat(np.arange(n, dtype=np.int32), each)
    ends = np.cumsum(each, dtype=np.int32)
    j = np.arange(len(i), dtype=np.int32) - np.repeat(ends - each, each) + i + np.int32(1)
    return i, j


def cells_of(period: Period, i: NDArray[np.int32], j: NDArray[np.int32]) -> list[NDArray[np.float64]]:
    """Return the nine counts of each pair of a period.

    Entry (i, j) of the product X'X of the 0/1 matrix is the number of ones that two columns share. With columns
    packed into words of 64 roll calls that is AND and a bit count: exact, without a BLAS and its threads, and
    only for the pairs i < j.
    """
    size = len(period.states)
    words = -(-period.rollcalls // 64)
    x = np.zeros((3 * size, 64 * words), dtype=np.uint8)
    x.ravel()[period.column * np.int32(64 * words) + period.rollcall] = 1
    packed = np.packbits(x, axis=1).view(np.uint64)
    bits = np.ascontiguousarray(packed.reshape(3, size, words).transpose(0, 2, 1))  # vote, word, state
    left, right = bits.take(i, axis=2), bits.take(j, axis=2)
    out = []
    both = np.empty(len(i), dtype=np.uint64)
    for v in range(3):
        for w in range(3):
            count = np.zeros(len(i))
            for k in range(words):
                count += np.bitwise_count(np.bitwise_and(left[v, k], right[w, k], out=both))
            out.append(count)
    return out


def joint_cells(
    votes: Votes, by: Literal["session", "year"]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int16], NDArray[np.uint16]]:
    """Count joint votes of all pairs by period.

    Parameters
    ----------
    votes
        The votes.
    by
        ``"session"`` or ``"year"``.

    Returns
    -------
    a, b : (pairs,) int32
        Indices of states, a < b; sorted by period, a, b; pairs with at least one roll call in common.
    period : (pairs,) int16
    cells : (9, pairs) uint16
        Counts in the order of `CELLS`.

    Examples
    --------
    >>> v = Votes(np.array([0, 1]), np.array([0, 0]), np.array([1, 3]), np.array([1]), np.array([1946]))
    >>> a, b, session, cells = joint_cells(v, "session")
    >>> dict(zip(CELLS, cells[:, 0].tolist()))["c13"]
    1
    """
    firsts, seconds, labels, tables = [], [], [], []
    for period in periods_of(votes, by):
        i, j = pairs_of(len(period.states))
        cells = np.array(cells_of(period, i, j))
        met = cells.sum(axis=0) > 0
        if cells.max(initial=0) > np.iinfo(np.uint16).max:
            raise InputError("More than 65,535 roll calls in one period.", "Give shorter periods.")
        firsts.append(period.states[i[met]])
        seconds.append(period.states[j[met]])
        labels.append(np.full(int(met.sum()), period.label, dtype=np.int16))
        tables.append(cells[:, met].astype(np.uint16))
    if not firsts:
        none = np.empty(0, dtype=np.int32)
        return none, none, none.astype(np.int16), np.empty((9, 0), dtype=np.uint16)
    return (
        np.concatenate(firsts),
        np.concatenate(seconds),
        np.concatenate(labels),
        np.concatenate(tables, axis=1),
    )
