"""The latent variable behind a vote."""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.normal import FAST, cdf, exponential_below, quantile, uniform

__all__ = ["draw_z"]

F = NDArray[np.float64]


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_z(mu: float, vote: int, g1: float, g2: float, table: F, random: NDArray[np.uint64]) -> float:
    """Draw the latent z of one vote: N(mu, 1) cut to where the vote puts it.

    Parameters
    ----------
    mu
        Discrimination times ideal point.
    vote
        1 below g1 (yes), 2 between (abstain), 3 above g2 (no).
    table
        `normal.CDF`.
    """
    if vote == 2:
        a, b, sign = g1 - mu, g2 - mu, 1.0
        if a > 0.0:
            # the left tail is where small probabilities keep their digits
            a, b, sign = -b, -a, -1.0
        if b < -5.0:
            return mu + sign * exponential_below(b, b - a, random)
        low = cdf(a, table)
        p = low + uniform(random) * (cdf(b, table) - low)
        # interpolation may step out by 1e-6
        x = quantile(p) if p > 0.0 else a
        return mu + sign * min(max(x, a), b)
    sign = 1.0 if vote == 1 else -1.0
    b = g1 - mu if vote == 1 else mu - g2
    if b < -5.0:
        return mu + sign * exponential_below(b, 1e9, random)
    return mu + sign * min(quantile(uniform(random) * cdf(b, table)), b)
