"""Similarity of two states' votes from their joint counts.

A pair's joint counts are the 3 x 3 table of how often one voted i and the other j (1 yes, 2 abstain, 3 no) on
roll calls on which both voted. Every function takes them as an array of shape (..., 3, 3) and broadcasts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["CELLS", "SIMILARITIES", "posterior_draws", "similarity"]

#: Columns of the vote tables, row by row of the 3 x 3 table.
CELLS: tuple[str, ...] = tuple(f"c{i}{j}" for i in "123" for j in "123")

_DISTANCE = np.abs(np.subtract.outer(np.arange(3), np.arange(3))).astype(float)
_WEIGHTS = {"nominal": (_DISTANCE > 0).astype(float), "linear": _DISTANCE / 2, "quadratic": _DISTANCE**2 / 4}

#: The nine measures, in the order of the documentation.
SIMILARITIES: tuple[str, ...] = (
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


def similarity(counts: ArrayLike, measure: str) -> NDArray[np.float64]:
    """Return one similarity measure from joint counts.

    Parameters
    ----------
    counts
        Joint counts (or probabilities), shape (..., 3, 3).
    measure
        One of `SIMILARITIES`.

    Returns
    -------
    ndarray
        Shape (...); NaN where the measure is undefined: no roll call in common, or, for kappa and pi, no
        disagreement expected by chance (both voted always the same way).

    Notes
    -----
    Agreement is the share on the diagonal; S = 1 - sum|x - z| / n and its squared twin 1 - sum(x - z)^2 / 2n
    (Signorino & Ritter 1999); kappa and pi are 1 - observed / expected disagreement, the expectation taken from
    each side's own margins (kappa) or from the pooled ones (pi), with nominal, linear or quadratic weights
    (Häge 2011, Political Analysis 19:287-305).

    Examples
    --------
    >>> float(similarity([[8, 1, 0], [0, 1, 0], [0, 0, 0]], "agreement"))
    0.9
    """
    c = np.asarray(counts, dtype=np.float64)
    n = c.sum(axis=(-2, -1))
    with np.errstate(divide="ignore", invalid="ignore"):
        p = c / n[..., None, None]
        if measure == "agreement":
            return np.asarray(np.trace(p, axis1=-2, axis2=-1))
        if measure == "s":
            return np.asarray(1 - (p * _DISTANCE).sum(axis=(-2, -1)))
        if measure == "s2":
            return np.asarray(1 - (p * _DISTANCE**2).sum(axis=(-2, -1)) / 2)
        kind, _, weight = measure.partition("_")
        w = _WEIGHTS[weight or "nominal"]
        row, column = p.sum(axis=-1), p.sum(axis=-2)
        if kind == "pi":
            row = column = (row + column) / 2
        observed = (p * w).sum(axis=(-2, -1))
        expected = np.einsum("...i,ij,...j->...", row, w, column)
        return np.where(expected > 1e-12, 1 - observed / expected, np.nan)


def posterior_draws(counts: ArrayLike, measure: str, draws: int = 1000, seed: int = 0) -> NDArray[np.float64]:
    """Draw a similarity measure from its posterior, roll calls taken as exchangeable.

    The nine cell probabilities have a Dirichlet posterior with prior weight 1/9 each: together one roll call,
    so that the prior moves nothing where there are dozens.

    Parameters
    ----------
    counts
        Joint counts, shape (years, 3, 3).

    Returns
    -------
    ndarray
        Shape (draws, years); NaN in years without a roll call in common.
    """
    c = np.asarray(counts, dtype=np.float64)
    rng = np.random.default_rng(seed)
    gamma = rng.standard_gamma(np.broadcast_to(c + 1 / 9, (draws, *c.shape)))
    out = similarity(gamma, measure)
    out[:, c.sum(axis=(-2, -1)) == 0] = np.nan
    return out
