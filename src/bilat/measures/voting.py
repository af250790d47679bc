"""How many roll calls a similarity rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bilat.measures.joint import CELLS

if TYPE_CHECKING:
    from bilat.record import Record

__all__ = ["joint_votes", "seldom_seen"]


def joint_votes(record: Record, code: int, year: int) -> dict[int, int]:
    """Return the number of roll calls on which a state and each other state both voted in a year.

    Examples
    --------
    >>> from bilat.record import open_record
    >>> joint_votes(open_record(), 365, 1989)[710]
    111
    """
    table = "votes_year"
    one, two = record.column(table, "code_a"), record.column(table, "code_b")
    rows = np.flatnonzero((record.column(table, "year") == year) & ((one == code) | (two == code)))
    n = sum(record.column(table, c)[rows].astype(np.int64) for c in CELLS)
    others = np.where(one[rows] == code, two[rows], one[rows])
    return dict(zip(others.tolist(), np.asarray(n).tolist(), strict=True))


def seldom_seen(votes: dict[int, int]) -> frozenset[int]:
    """Return the states that were there for less than half as many roll calls as the most frequent partner.

    A similarity over a handful of votes may be anything: such states are not ranked.

    Examples
    --------
    >>> sorted(seldom_seen({2: 80, 20: 78, 572: 13}))
    [572]
    """
    most = max(votes.values(), default=0)
    return frozenset(code for code, n in votes.items() if 2 * n < most)
