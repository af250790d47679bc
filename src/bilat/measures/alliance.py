"""Similarity of alliance portfolios: Signorino and Ritter's S over what states owe one another in a year.

Each state's row holds its obligation to every state of the system, itself included (a state owes itself the
most). Two states are alike if their rows are alike.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from bilat.errors import CoverageError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from bilat.record.record import Record

__all__ = ["alliance_matrix", "alliance_rank", "alliance_s", "alliance_similarity"]

TOP = 3


def alliance_rank(
    defence: ArrayLike,
    offence: ArrayLike,
    neutrality: ArrayLike,
    nonaggression: ArrayLike,
    consultation: ArrayLike,
) -> NDArray[np.int8]:
    """Rank obligations as the alliance-similarity literature does: 3, 2, 1 or 0.

    3 defence or offence; 2 neutrality or consultation; 1 nonaggression alone; 0 nothing. This is not bilat's
    ladder of obligations (`bilat.measures.catalogue`), which puts nonaggression above consultation.

    Parameters
    ----------
    defence, offence, neutrality, nonaggression, consultation : (rows,) bool

    Returns
    -------
    (rows,) int8

    References
    ----------
    Chiba, Johnson & Leeds 2015, Journal of Politics 77:968-982; Miller, fpsim (ATOP 5.1).

    Examples
    --------
    >>> alliance_rank([True, False], [False] * 2, [False] * 2, [True, True], [False] * 2).tolist()
    [3, 1]
    """
    d, o, n, p, c = (
        np.asarray(x, dtype=bool) for x in (defence, offence, neutrality, nonaggression, consultation)
    )
    return np.where(d | o, 3, np.where(n | c, 2, np.where(p, 1, 0))).astype(np.int8)


def alliance_matrix(
    codes: NDArray[np.integer], source: NDArray[np.integer], target: NDArray[np.integer], rank: ArrayLike
) -> NDArray[np.float64]:
    """Lay obligations out as a matrix, row owes column; a state owes itself the most.

    Parameters
    ----------
    codes : (states,)
        States of the system, sorted.
    source, target, rank : (rows,)
        Who owes whom how much. Rows about other states are left out.

    Returns
    -------
    (states, states) float64
    """
    codes = np.asarray(codes)
    out = np.zeros((len(codes), len(codes)))
    inside = np.isin(source, codes) & np.isin(target, codes)
    i, j = np.searchsorted(codes, source[inside]), np.searchsorted(codes, target[inside])
    np.maximum.at(out, (i, j), np.asarray(rank, dtype=np.float64)[inside])
    np.fill_diagonal(out, TOP)
    return out


def alliance_similarity(
    obligations: NDArray[np.floating], *, squared: bool = True, top: float = TOP
) -> NDArray[np.float64]:
    """Return S for every pair of rows of an obligation matrix.

    With squared distances S = 1 - 2 sum (x - z)^2 / (n top^2), with absolute ones 1 - 2 sum |x - z| / (n top),
    n the number of states; every state counts the same.

    Parameters
    ----------
    obligations : (states, states)
        Row owes column, from 0 to `top`; see `alliance_matrix`.
    squared
        Squared or absolute distances.
    top
        Largest possible obligation.

    Returns
    -------
    (states, states) float64
        1 on the diagonal, -1 for complete opposites.

    Raises
    ------
    ValueError
        If the matrix is empty, not square, or holds values outside 0 to `top`.

    References
    ----------
    Signorino & Ritter 1999, International Studies Quarterly 43:115-144.

    Examples
    --------
    >>> m = np.array([[3.0, 0.0], [3.0, 3.0]])
    >>> alliance_similarity(m)[0, 1]
    np.float64(0.0)
    """
    x = np.asarray(obligations, dtype=np.float64)
    if x.ndim != 2 or x.shape[0] != x.shape[1] or not x.size:
        raise ValueError(f"An obligation matrix is square and not empty; got shape {x.shape}.")
    if not ((x >= 0) & (x <= top)).all():
        raise ValueError(f"Obligations run from 0 to {top:g}.")
    n = len(x)
    if squared:
        norm = (x * x).sum(axis=1)
        distance = norm[:, None] + norm[None, :] - 2.0 * (x @ x.T)
        return np.asarray(1.0 - 2.0 * distance / (n * top * top))
    # |x - z| over whole ranks is a sum over thresholds of disagreements, so products do here too
    total = np.zeros((n, n))
    levels = np.unique(x)
    for low, high in pairwise(levels.tolist()):
        above = (x >= high).astype(np.float64)
        size = above.sum(axis=1)
        total += (high - low) * (size[:, None] + size[None, :] - 2.0 * (above @ above.T))
    return np.asarray(1.0 - 2.0 * total / (n * top))


def alliance_s(
    record: Record, year: int, *, squared: bool = True
) -> tuple[NDArray[np.int16], NDArray[np.float64]]:
    """Return S of alliance portfolios for all pairs of states in `year`, from the table of obligations.

    Parameters
    ----------
    record
        From `bilat.record.open_record`.
    year
        Inside the coverage of obligations.
    squared
        Squared or absolute distances.

    Returns
    -------
    codes : (states,) int16
    s : (states, states) float64

    Raises
    ------
    CoverageError
        If the year is not covered: no treaties known is not no treaties.
    """
    from bilat import states

    coverage = record.coverage("obligations_year")
    if not coverage.has_year(year):
        first, last = coverage.provenance.covers_from, coverage.provenance.covers_to
        raise CoverageError(
            f"Obligations are known for {first}-{last}, not for {year}.", "Ask for a year within them."
        )
    rows = record.column("obligations_year", "year") == year
    column = {
        c: record.column("obligations_year", c)[rows]
        for c in ("source", "target", "defence", "offence", "neutrality", "nonaggression", "consultation")
    }
    # a kind that the source does not code (offence in COW) is null there: not known to be owed
    flags = [np.equal(column[c], True) for c in list(column)[2:]]
    codes = states.system(year)
    matrix = alliance_matrix(codes, column["source"], column["target"], alliance_rank(*flags))
    return codes, alliance_similarity(matrix, squared=squared)
