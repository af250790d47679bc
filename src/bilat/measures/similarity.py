"""Similarity of votes: agreement, S, Scott's pi and Cohen's kappa for all pairs of states at once.

Everything follows from one 3 x 3 table of counts per pair (`bilat.measures.jointvotes`): how often a cast vote i
while b cast vote j (1 yes, 2 abstain, 3 no; absent is missing).

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
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from bilat.errors import InputError
from bilat.measures.jointvotes import Period, Votes, cells_of, pairs_of, periods_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "NAMES",
    "NO_EXPECTED_DISAGREEMENT",
    "NO_OVERLAP",
    "REASONS",
    "Similarity",
    "from_cells",
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

NO_OVERLAP, NO_EXPECTED_DISAGREEMENT = 1, 2
#: Why a value is NaN, by the codes of `Similarity.reason`.
REASONS: dict[int, str] = {
    NO_OVERLAP: "no roll call on which both voted",
    NO_EXPECTED_DISAGREEMENT: "both cast the same single vote throughout: no disagreement to expect by chance",
}

#: Workers; numpy releases the lock inside its loops and products.
_THREADS = 2


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
        Counts in the order of `bilat.measures.jointvotes.CELLS`, for one pair or any array of pairs.
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
    periods = periods_of(votes, by)
    total = sum(p.pairs for p in periods)
    a, b = np.empty(total, dtype=np.int32), np.empty(total, dtype=np.int32)
    label, n = np.empty(total, dtype=np.int16), np.empty(total, dtype=np.uint16)
    values = np.empty((len(NAMES), total))

    def work(period: Period) -> None:
        rows = period.rows
        i, j = pairs_of(len(period.states))
        period.states.take(i, out=a[rows])
        period.states.take(j, out=b[rows])
        label[rows] = period.label
        n[rows] = _fill(cells_of(period, i, j), NAMES, values[:, rows])

    # the largest first, so that no worker ends alone with a long one
    with ThreadPoolExecutor(_THREADS) as pool:
        list(pool.map(work, sorted(periods, key=lambda p: -p.pairs)))
    return Similarity(a, b, label, n, values)
