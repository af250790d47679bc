"""The latent variables behind the votes of a block (an item in a session), eight at once.

A vote says that a draw from N(mu, 1) fell below the first cutpoint (yes), between the two (abstain) or above the second
(no). Each is looked at from the side where its probability is that of a left tail, which keeps its digits in single
precision: noes are mirrored, and so are abstentions that lie above mu.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.normal import FAST, exponential_below
from bilat.measures.idealpoints.single import cdf32, log32, quantile32

__all__ = ["draw_z", "log_ratio", "mend_far", "probabilities"]

V = NDArray[np.float32]

_F: Any = np.float32
_ZERO, _ONE, _YES, _ABSTAIN, _NO = _F(0), _F(1), _F(1), _F(2), _F(3)
#: A vote less likely than this counts as this: two of them still have a product in single precision.
_LEAST = _F(1e-18)
#: Beyond the 9 at which the source cuts z.
_WIDE, _Z_MAX = _F(30), _F(9)
#: Votes less likely than Phi of this are drawn again in double precision.
_FAR = -4.0


@njit(inline="always", **FAST)  # type: ignore[untyped-decorator]
def _mirrored(vote: float, mu: float, g1: float, g2: float) -> bool:
    return (vote == _NO) or ((vote == _ABSTAIN) and (g1 + g2 > mu + mu))


@njit(inline="always", **FAST)  # type: ignore[untyped-decorator]
def _top(vote: float, mirrored: bool, mu: float, g1: float, g2: float) -> float:
    """Upper end of where the draw lies, less mu, as seen from the side of the left tail."""
    if mirrored:
        return mu - (g2 if vote == _NO else g1)
    return (g1 if vote == _YES else g2) - mu


@njit(**FAST)  # type: ignore[untyped-decorator]
def _from_left(vote: V, theta: V, beta: float, g1: float, g2: float, out: V, low: V) -> None:
    for j in range(len(out)):
        mu = beta * theta[j]
        mirrored = _mirrored(vote[j], mu, g1, g2)
        p = cdf32(_top(vote[j], mirrored, mu, g1, g2))
        out[j] = p if vote[j] != _ZERO else _ONE
        low[j] = _ZERO


@njit(**FAST)  # type: ignore[untyped-decorator]
def probabilities(
    vote: V, abstain: NDArray[np.int64], theta: V, beta: float, g1: float, g2: float, out: V, low: V
) -> None:
    """Write the probability of each vote of a block, and of what lies to the left of it.

    Parameters
    ----------
    vote, theta : (n,)
        `Blocks.vote` of the block; ideal points of the session's states.
    abstain
        Places of the abstentions.
    beta, g1, g2
        Discrimination and cutpoints, single precision.
    out, low : (n,)
        Filled; 1 and 0 in an empty place.
    """
    _from_left(vote, theta, beta, g1, g2, out, low)
    # a tenth of the votes, picked out: the other nine need no second look-up
    for k in range(len(abstain)):
        j = abstain[k]
        mu = beta * theta[j]
        p = cdf32(mu - g2 if g1 + g2 > mu + mu else g1 - mu)
        low[j] = p
        out[j] -= p


@njit(**FAST)  # type: ignore[untyped-decorator]
def _log_ratio(new: V, new_too: V, old: V, old_too: V) -> float:
    total = _ZERO
    for j in range(len(new)):
        top = max(new[j], _LEAST) * max(new_too[j], _LEAST)
        total += log32(top / (max(old[j], _LEAST) * max(old_too[j], _LEAST)))
    return total


@njit(**FAST)  # type: ignore[untyped-decorator]
def log_ratio(new: V, old: V) -> float:
    """Return the log of the product of new over old probabilities, an even number of them.

    Votes are taken in pairs, which takes half the logarithms.
    """
    half = len(new) // 2
    return _log_ratio(new[:half], new[half:], old[:half], old[half:])


@njit(**FAST)  # type: ignore[untyped-decorator]
def draw_z(
    vote: V, theta: V, beta: float, g1: float, g2: float, p: V, low: V, u: V, z: V
) -> tuple[float, float, float]:
    """Draw the latent z of each vote of a block: N(beta theta, 1) cut to where the vote puts it, and to -9 and 9.

    Parameters
    ----------
    vote, theta, beta, g1, g2
        As for `probabilities`.
    p, low : (n,)
        What `probabilities` wrote.
    u : (n,)
        Uniform draws.
    z : (n,)
        Filled; 0 in an empty place.

    Returns
    -------
    tuple
        Over who voted: sum of squares of theta, sum of theta times z, and how many votes are so unlikely that
        `mend_far` should draw them again.
    """
    square, cross, far = _ZERO, _ZERO, _ZERO
    for j in range(len(z)):
        t = theta[j]
        mu = beta * t
        mirrored = _mirrored(vote[j], mu, g1, g2)
        top = _top(vote[j], mirrored, mu, g1, g2)
        bottom = (mu - g2 if mirrored else g1 - mu) if vote[j] == _ABSTAIN else -_WIDE
        x = max(min(quantile32(low[j] + u[j] * p[j]), top), bottom)
        voted = _ONE if vote[j] != _ZERO else _ZERO
        x = voted * min(max(mu + (-x if mirrored else x), -_Z_MAX), _Z_MAX)
        z[j] = x
        square += voted * t * t
        cross += t * x
        far += voted if top < _F(_FAR) else _ZERO
    return square, cross, far


@njit(**FAST)  # type: ignore[untyped-decorator]
def mend_far(vote: V, theta: V, beta: float, g1: float, g2: float, z: V, random: NDArray[np.uint64]) -> float:
    """Draw votes far out in a tail again, by rejection in double precision; return what that adds to `cross`."""
    more = 0.0
    for j in range(len(z)):
        if vote[j] == _ZERO:
            continue
        mu = beta * theta[j]
        mirrored = _mirrored(vote[j], mu, g1, g2)
        top = np.float64(_top(vote[j], mirrored, mu, g1, g2))
        if top < _FAR:
            x = exponential_below(top, np.float64(g2 - g1) if vote[j] == _ABSTAIN else 1e9, random)
            drawn = _F(min(max(mu + (-x if mirrored else x), -9.0), 9.0))
            more += theta[j] * (drawn - z[j])
            z[j] = drawn
    return more
