"""Similarity of votes: agreement, S, Scott's pi and Cohen's kappa for all pairs of states at once.

Everything follows from one 3 x 3 table of counts per pair: how often a cast vote i while b cast vote j
(1 yes, 2 abstain, 3 no; absent is missing). The tables of all pairs of a period come from one matrix product:
if X has a row a roll call and a column for each (vote, state), 0 or 1, then X'X holds every one of them. No
pair is ever visited on its own. The product is taken on bits (see `_cells`).

With x, z the two votes and n the roll calls on which both voted, w(x, z) a weight of disagreement:

- agreement = share with x = z;
- S = 1 - sum|x - z| / n, and its squared twin S2 = 1 - sum (x - z)^2 / (2 n) (Signorino & Ritter 1999);
- kappa, pi = 1 - observed / expected disagreement; expected from each state's own margins (Cohen), or from
  the margins of both pooled (Scott); w = [x != z], |x - z| or (x - z)^2 (Häge 2011).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from bilat.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "CELLS",
    "NAMES",
    "NO_EXPECTED_DISAGREEMENT",
    "NO_OVERLAP",
    "REASONS",
    "Similarity",
    "Votes",
    "from_cells",
    "joint_cells",
    "similarity",
]

#: The nine measures, in the order of rows of `Similarity.values`.
NAMES: tuple[str, ...] = (
    "agreement",
    "s",
    "s2",
    "kappa",
    "kappa_linear",
    "kappa_quadratic",
    "pi",
    "pi_linear",
    "pi_quadratic",
)

#: Names of the nine counts, in the order of rows of a cell array: c12 = a yes, b abstains.
CELLS: tuple[str, ...] = tuple(f"c{i}{j}" for i in "123" for j in "123")

NO_OVERLAP, NO_EXPECTED_DISAGREEMENT = 1, 2
#: Why a value is NaN, by the codes of `Similarity.reason`.
REASONS: dict[int, str] = {
    NO_OVERLAP: "no roll call on which both voted",
    NO_EXPECTED_DISAGREEMENT: "both cast the same single vote throughout: no disagreement to expect by chance",
}

#: Workers; numpy releases the lock inside its loops and products.
_THREADS = 2


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
class Similarity:
    """The nine measures of all pairs and periods, sorted by period, a, b.

    Attributes
    ----------
    a, b : (pairs,) int32
        Indices of the two states, a < b. Every pair of states that voted in the period has a row.
    period : (pairs,) int16
        Session or calendar year.
    n : (pairs,) uint16
        Roll calls on which both voted; may be 0.
    values : (9, pairs) float64
        In the order of `NAMES`; NaN where undefined (see `reason`).
    """

    a: NDArray[np.int32]
    b: NDArray[np.int32]
    period: NDArray[np.int16]
    n: NDArray[np.uint16]
    values: NDArray[np.float64]

    def __getitem__(self, name: str) -> NDArray[np.float64]:
        """Return one measure by its name, shape (pairs,)."""
        row: NDArray[np.float64] = self.values[NAMES.index(name)]
        return row

    def reason(self, name: str) -> NDArray[np.uint8]:
        """Return why a value is NaN (codes of `REASONS`; 0 where it is a number), shape (pairs,)."""
        codes = np.where(np.isnan(self[name]), NO_EXPECTED_DISAGREEMENT, 0).astype(np.uint8)
        codes[self.n == 0] = NO_OVERLAP
        return codes


def from_cells(
    cells: NDArray[Any] | Sequence[NDArray[Any]], names: Iterable[str] = NAMES
) -> NDArray[np.float64]:
    """Return measures from joint counts.

    Parameters
    ----------
    cells : (9, ...) int or float
        Counts in the order of `CELLS`, for one pair or any array of pairs.
    names
        Measures wanted.

    Returns
    -------
    (len(names), ...) float64
        NaN where undefined: no roll call in common, or (kappa, pi) no disagreement expected.

    Examples
    --------
    Ten common votes, two of them yes against abstention, one yes against no:

    >>> from_cells(np.array([[5], [2], [1], [0], [0], [0], [0], [0], [2]]), ["agreement", "s", "kappa"]).round(3)
    array([[0.7  ],
           [0.6  ],
           [0.444]])
    """
    wanted = tuple(names)
    unknown = [w for w in wanted if w not in NAMES]
    if unknown:
        raise InputError(
            f"No vote measure {', '.join(unknown)}; there are {', '.join(NAMES)}.", "Take one of these."
        )
    counts = [np.asarray(c, dtype=np.float64) for c in cells]
    if len(counts) != 9:
        raise InputError(
            f"A table of joint votes has 9 cells; got {len(counts)}.",
            "Give the counts of the pairs of votes, row by row.",
        )
    shape = counts[0].shape
    out = np.empty((len(wanted), counts[0].size))
    _fill([c.ravel() for c in counts], wanted, out)
    return out.reshape(len(wanted), *shape)


def _fill(
    c: list[NDArray[np.float64]], names: Sequence[str], out: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Write measures of cells into `out`, shape (measures, pairs); return n.

    Counts are whole, so every sum below is exact and 0 means 0; 0 / 0 is NaN. Dividing, not multiplying by
    1 / n, keeps 49 / 49 at 1.
    """
    c11, c12, c13, c21, c22, c23, c31, c32, c33 = c
    off1 = c12 + c21 + c23 + c32  # votes one step apart
    off2 = c13 + c31  # yes against no
    same = c11 + c22 + c33
    n = same + off1 + off2
    linear = off1 + 2.0 * off2
    squared = off1 + 4.0 * off2
    with np.errstate(divide="ignore", invalid="ignore"):
        observed: dict[str, NDArray[np.float64]] = {"": n - same, "_linear": linear, "_quadratic": squared}
        if any(name.startswith("kappa") for name in names):
            r1, r3 = c11 + c12 + c13, c31 + c32 + c33
            r2 = n - r1 - r3
            k1, k3 = c11 + c21 + c31, c13 + c23 + c33
            k2 = n - k1 - k3
            near = r2 * (k1 + k3) + (r1 + r3) * k2
            far = r1 * k3 + r3 * k1
            kappa = {"": near + far, "_linear": near + 2.0 * far, "_quadratic": near + 4.0 * far}
        if any(name.startswith("pi") for name in names):
            # pooled margins, doubled: q1 + q2 + q3 = 2 n
            q1 = 2.0 * c11 + c12 + c21 + off2
            q3 = 2.0 * c33 + c23 + c32 + off2
            q2 = 2.0 * n - q1 - q3
            near_q = (q1 + q3) * q2 * 0.5
            far_q = q1 * q3 * 0.5
            pi = {"": near_q + far_q, "_linear": near_q + 2.0 * far_q, "_quadratic": near_q + 4.0 * far_q}
        for row, name in zip(out, names, strict=True):
            if name == "agreement":
                np.divide(same, n, out=row)
            elif name == "s":
                np.subtract(1.0, np.divide(linear, n, out=row), out=row)
            elif name == "s2":
                np.subtract(1.0, np.divide(squared, 2.0 * n, out=row), out=row)
            else:
                kind, _, weight = name.partition("_")
                weight = f"_{weight}" if weight else ""
                expected = kappa[weight] if kind == "kappa" else pi[weight]
                # 0 / 0 is NaN: the observed disagreement is 0 too wherever the expected one is
                np.divide(np.multiply(n, observed[weight], out=row), expected, out=row)
                np.subtract(1.0, row, out=row)
    return n


@dataclass(frozen=True)
class _Period:
    """Votes of one period with their own numbering of roll calls and states."""

    label: int
    states: NDArray[np.int32]  # ascending
    rollcall: NDArray[np.int32]
    column: NDArray[np.int32]  # (vote - 1) * number of states + state
    rollcalls: int
    start: int  # first row of the output

    @property
    def pairs(self) -> int:
        return len(self.states) * (len(self.states) - 1) // 2

    @property
    def rows(self) -> slice:
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


def _periods(votes: Votes, by: str) -> list[_Period]:
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
        period = _Period(int(label[lo]), states, call_number[r], column, len(calls), start)
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


def _pairs(n: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return all pairs i < j of n, sorted: what `numpy.triu_indices(n, 1)` gives, from two repeats."""
    each = np.arange(n - 1, -1, -1, dtype=np.int32)
    i = np.repeat(np.arange(n, dtype=np.int32), each)
    ends = np.cumsum(each, dtype=np.int32)
    j = np.arange(len(i), dtype=np.int32) - np.repeat(ends - each, each) + i + np.int32(1)
    return i, j


def _cells(period: _Period, i: NDArray[np.int32], j: NDArray[np.int32]) -> list[NDArray[np.float64]]:
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
    for period in _periods(votes, by):
        i, j = _pairs(len(period.states))
        cells = np.array(_cells(period, i, j))
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


def similarity(votes: Votes, by: Literal["session", "year"] = "session") -> Similarity:
    """Return the nine measures for all pairs of states by session or calendar year.

    Parameters
    ----------
    votes
        The votes; roll calls of every kind that is in them count.
    by
        ``"session"`` or ``"year"``.

    Raises
    ------
    InputError
        If a vote is not 1, 2 or 3, or arrays differ in length.

    References
    ----------
    Signorino & Ritter 1999, International Studies Quarterly 43:115-144.
    Häge 2011, Political Analysis 19:287-305.

    Examples
    --------
    >>> v = Votes(np.array([0, 1, 0, 1]), np.array([0, 0, 1, 1]), np.array([1, 1, 3, 2]),
    ...           np.array([1, 1]), np.array([1946, 1946]))
    >>> similarity(v)["agreement"].tolist()
    [0.5]
    """
    periods = _periods(votes, by)
    total = sum(p.pairs for p in periods)
    a, b = np.empty(total, dtype=np.int32), np.empty(total, dtype=np.int32)
    label, n = np.empty(total, dtype=np.int16), np.empty(total, dtype=np.uint16)
    values = np.empty((len(NAMES), total))

    def work(period: _Period) -> None:
        rows = period.rows
        i, j = _pairs(len(period.states))
        period.states.take(i, out=a[rows])
        period.states.take(j, out=b[rows])
        label[rows] = period.label
        n[rows] = _fill(_cells(period, i, j), NAMES, values[:, rows])

    # the largest first, so that no worker ends alone with a long one
    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(work, sorted(periods, key=lambda p: -p.pairs)))
    return Similarity(a, b, label, n, values)
