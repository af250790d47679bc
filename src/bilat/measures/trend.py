"""Straight lines and ranks: what a trend and a monotone relation take, without loading scipy.stats for it (a second)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["rank_correlation", "ranks", "slope"]

_HIGHEST_RHO = 0.9


def slope(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    """Return the least-squares slope, and P(slope > 0) with errors inflated for AR(1) residuals.

    Parameters
    ----------
    x, y
        Shape (n,), at least three; `x` not all equal.

    Examples
    --------
    >>> line, p = slope(np.arange(5.0), np.array([0.0, 1.1, 1.9, 3.2, 3.9]))
    >>> round(line, 2), round(p, 3)
    (0.99, 1.0)
    """
    from scipy.special import stdtr

    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    sxx, sxy, _, syy = np.cov(x, y, bias=True).flat
    line = sxy / sxx
    free = len(x) - 2
    r = 0.0 if syy == 0 else float(np.clip(sxy / np.sqrt(sxx * syy), -1.0, 1.0))
    error = 0.0 if free < 1 else float(np.sqrt((1 - r**2) * syy / sxx / free))
    if error == 0:
        return float(line), 1.0 if line > 0 else 0.0 if line < 0 else 0.5
    residual = y - (y.mean() - line * x.mean() + line * x)
    squares = float((residual**2).sum())
    rho = float((residual[1:] * residual[:-1]).sum()) / squares if squares > 0 else 0.0
    rho = float(np.clip(rho, 0.0, _HIGHEST_RHO))
    return float(line), float(stdtr(free, line / (error * np.sqrt((1 + rho) / (1 - rho)))))


def ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ranks from 1; equal values share the mean of theirs.

    Examples
    --------
    >>> ranks(np.array([10.0, 30.0, 10.0])).tolist()
    [1.5, 3.0, 1.5]
    """
    _, at, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.asarray((last - (count - 1) / 2)[at])


def rank_correlation(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Return Spearman's correlation, -1 to 1; NaN where one of them never varies.

    Examples
    --------
    >>> round(rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([1.0, 8.0, 27.0])), 6)
    1.0
    """
    with np.errstate(invalid="ignore"):
        return float(np.corrcoef(ranks(x), ranks(y))[0, 1])
