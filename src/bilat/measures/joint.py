"""Similarity of two states' votes from their joint counts.

A pair's joint counts are the 3 x 3 table of how often one voted i and the other j (1 yes, 2 abstain, 3 no) on
roll calls on which both voted. Every function takes them as an array of shape (..., 3, 3) and broadcasts.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bilat.measures.jointvotes import CELLS
from bilat.measures.similarity import NAMES, from_cells

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["CELLS", "SIMILARITIES", "interval", "posterior_draws", "similarity"]

#: Numbers of an array of draws that is kept at most: two megabytes.
_KEPT_NUMBERS = 250_000
#: The nine measures, in the order of the documentation.
SIMILARITIES: tuple[str, ...] = NAMES


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
    cells = np.moveaxis(c.reshape(*c.shape[:-2], 9), -1, 0)
    values: NDArray[np.float64] = from_cells(cells, [measure])[0]
    return values


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
    if measure == "agreement":
        # cells of a Dirichlet distribution that are added up have one too: two numbers a year in place of nine
        same = np.trace(c, axis1=-2, axis2=-1)
        both = np.stack([same + 3 / 9, c.sum(axis=(-2, -1)) - same + 6 / 9], axis=-1)
        gammas = np.random.default_rng(seed).standard_gamma(np.broadcast_to(both, (draws, *both.shape)))
        out: NDArray[np.float64] = gammas[..., 0] / gammas.sum(axis=-1)
    else:
        drawn = _gammas if draws * c.size <= _KEPT_NUMBERS else _gammas.__wrapped__
        out = similarity(drawn(c.tobytes(), c.shape, draws, seed), measure)
    out[:, c.sum(axis=(-2, -1)) == 0] = np.nan
    return out


# a claim looks at a pair's years by two measures, one after the other: both are of the same draws
@lru_cache(maxsize=4)
def _gammas(counts: bytes, shape: tuple[int, ...], draws: int, seed: int) -> NDArray[np.float32]:
    """Draw Gamma numbers for counts and a prior weight of 1/9 each, shape (draws, *shape).

    Single precision is a third faster, and seven digits of a draw are five more than its chance leaves.
    """
    c = np.frombuffer(counts).reshape(shape) + 1 / 9
    found = np.random.default_rng(seed).standard_gamma(
        np.broadcast_to(c, (draws, *shape)).astype(np.float32), dtype=np.float32
    )
    found.setflags(write=False)
    return found


def interval(
    counts: ArrayLike, measure: str, draws: int = 1000, seed: int = 0
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the 5% and 95% points of a similarity measure's posterior, shape (years,) each.

    The share of like votes is a sum of cells, and a sum of the cells of a Dirichlet distribution has a Beta distribution:
    agreement's points are exact. Those of the other measures are read off draws; see `posterior_draws`.

    Parameters
    ----------
    counts
        Joint counts, shape (years, 3, 3).

    Examples
    --------
    >>> low, high = interval([[[8, 1, 0], [0, 1, 0], [0, 0, 0]]], "agreement")
    >>> round(float(low[0]), 2), round(float(high[0]), 2)
    (0.65, 0.98)
    """
    if measure == "agreement":
        from scipy.special import betaincinv

        c = np.asarray(counts, dtype=np.float64)
        n, same = c.sum(axis=(-2, -1)), np.trace(c, axis1=-2, axis2=-1)
        low, high = (betaincinv(same + 1 / 3, n - same + 2 / 3, q) for q in (0.05, 0.95))
        return np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)
    drawn = posterior_draws(counts, measure, draws, seed)
    # the same numbers either way; without NaN to leave out they come in one pass
    quantile = np.nanquantile if np.isnan(drawn).any() else np.quantile
    low, high = quantile(drawn, [0.05, 0.95], axis=0)
    return low, high
