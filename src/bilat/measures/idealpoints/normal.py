"""The normal distribution in compiled form: tails, truncated draws, and a generator that can be saved.

numba's own generator keeps its state hidden in each thread. A chain that is to go on after an interruption,
with the very numbers it would have drawn, needs the state in its own hands: xoroshiro128+ in two words.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.compiling import FAST

__all__ = [
    "FAST",
    "exponential_below",
    "gamma",
    "normal",
    "quantile",
    "seed_state",
    "uniform",
]


def seed_state(seed: int, chain: int) -> NDArray[np.uint64]:
    """Return the state of an independent generator for a chain.

    Examples
    --------
    >>> seed_state(1, 0).shape
    (2,)
    """
    return np.random.SeedSequence([seed, chain]).generate_state(2, np.uint64).astype(np.uint64)


@njit(**FAST)  # type: ignore[untyped-decorator]
def uniform(state: NDArray[np.uint64]) -> float:
    """Draw from (0, 1), never an end point."""
    s0, s1 = state[0], state[1]
    out = s0 + s1
    s1 ^= s0
    state[0] = ((s0 << np.uint64(24)) | (s0 >> np.uint64(40))) ^ s1 ^ (s1 << np.uint64(16))
    state[1] = (s1 << np.uint64(37)) | (s1 >> np.uint64(27))
    return (np.float64(np.int64(out >> np.uint64(12))) + 0.5) * 2.220446049250313e-16


@njit(**FAST)  # type: ignore[untyped-decorator]
def quantile(p: float) -> float:
    """Return the normal quantile of p by Acklam's rational approximation, relative error 1.2e-9."""
    if p < 0.02425 or p > 0.97575:
        low = p if p < 0.5 else 1.0 - p
        q = math.sqrt(-2.0 * math.log(low))
        top = ((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q
        top = ((top - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783
        below = (7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996
        below = (below * q + 3.754408661907416) * q + 1.0
        return top / below if p < 0.5 else -top / below
    q = p - 0.5
    r = q * q
    top = ((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02) * r
    top = (((top + 1.383577518672690e02) * r - 3.066479806614716e01) * r + 2.506628277459239) * q
    below = ((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02) * r
    below = (below + 6.680131188771972e01) * r - 1.328068155288572e01
    return top / (below * r + 1.0)


@njit(**FAST)  # type: ignore[untyped-decorator]
def normal(state: NDArray[np.uint64]) -> float:
    """Draw a standard normal."""
    return quantile(uniform(state))


@njit(**FAST)  # type: ignore[untyped-decorator]
def gamma(shape: float, state: NDArray[np.uint64]) -> float:
    """Draw from the gamma distribution of scale 1, shape at least 1 (Marsaglia & Tsang 2000)."""
    d = shape - 1.0 / 3.0
    c = 1.0 / math.sqrt(9.0 * d)
    while True:
        x = normal(state)
        v = (1.0 + c * x) ** 3
        if v > 0.0 and math.log(uniform(state)) < 0.5 * x * x + d * (1.0 - v + math.log(v)):
            return d * v


@njit(**FAST)  # type: ignore[untyped-decorator]
def exponential_below(b: float, width: float, state: NDArray[np.uint64]) -> float:
    """Draw a standard normal cut to (b - width, b), b well below 0, by exponential rejection (Robert 1995)."""
    reach = -math.expm1(b * width) if b * width > -700.0 else 1.0
    while True:
        e = -math.log1p(-uniform(state) * reach) / -b
        if uniform(state) <= math.exp(-0.5 * e * e):
            return b - e
