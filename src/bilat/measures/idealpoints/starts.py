"""Where chains start: the published sampler where the source starts, the two-sided walk spread apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.measures.idealpoints.data import Items
    from bilat.measures.idealpoints.state import Design

__all__ = ["EAST", "WEST", "carried", "first_guess", "from_poles", "spread_out"]

#: United States, Canada, United Kingdom, Israel; the Soviet Union and East Germany.
WEST, EAST = (2, 20, 200, 666), (365, 265)
_ROUNDS = 6
#: Where the source puts the poles, and how far a latent z may go.
_WEST_AT, _EAST_AT, _Z_MAX, _THETA_MAX = 3.0, -2.0, 9.0, 5.0
#: Cutpoints of an item without an abstention start this far apart.
_GAP = 1e-3


def first_guess(items: Items) -> NDArray[np.float64]:
    """Return a rough ideal point of each state-session, standardised, with the West positive.

    Each item is scored by how its votes go with the present guess, each state-session by how it voted on items so
    scored; a few rounds are enough to start from. Without any of the poles the first principal axis is taken.
    """
    rows, count = len(items), len(items.rollcall)
    centred = items.vote - (np.bincount(items.item, items.vote) / np.bincount(items.item))[items.item]
    theta = np.isin(items.code, WEST).astype(float) - np.isin(items.code, EAST)
    if not theta.any():
        theta = np.bincount(items.row, centred, rows) / items.n
    for n in range(_ROUNDS):
        by_state = theta[items.row]
        size = np.bincount(items.item, minlength=count)
        middle = (np.bincount(items.item, by_state, count) / size)[items.item]
        slope = np.bincount(items.item, centred * (by_state - middle), count)
        slope = slope / np.sqrt(np.bincount(items.item, centred**2, count) * size)
        theta = np.bincount(items.row, centred * slope[items.item], rows)
        theta = theta / np.sqrt(np.bincount(items.row, slope[items.item] ** 2, rows) + 1e-9)
        theta = (theta - theta.mean()) / max(float(theta.std()), 1e-9)
        if n == 0:
            # the poles alone say little in the first round: pull everyone's sessions together
            theta = (
                theta + (np.bincount(items.code, theta) / np.maximum(np.bincount(items.code), 1))[items.code]
            )
    theta = (theta - theta.mean()) / max(float(theta.std()), 1e-9)
    return np.asarray(np.clip(theta, -3, 3), np.float64)


def from_poles(
    items: Items, plan: Design, seed: int, chain: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return where the source starts, with the latent z of every vote drawn anew for each chain.

    Discrimination is 1 where the United States voted further towards no than Moscow, -1 the other way round, else
    0; cutpoints are the shares of votes on a scale from -1 to 1; six states stand at the poles; z is drawn as if all
    ideal points were 0, and the first ideal points come from it.

    Returns
    -------
    theta : (S,)
        Standardised.
    items : (J, 3)
    centre : (S,)
        Means given z, not standardised, as the source keeps them.
    """
    from scipy.special import ndtr, ndtri

    rng = np.random.default_rng([seed, chain, 7])
    count, rows = len(items.rollcall), len(items)
    start = np.zeros((count, 3))
    size = np.bincount(items.item, minlength=count)
    for j in (1, 2):
        start[:, j] = 2.0 * np.bincount(items.item, items.vote <= j, count) / size - 1.0
    code = items.code[items.row]
    votes = np.full((2, count), np.nan)
    for of, state in zip(votes, (WEST[0], EAST[0]), strict=True):
        own = np.flatnonzero(code == state)[::-1]  # of an item that comes back, the first vote counts
        of[items.item[own]] = items.vote[own]
    start[votes[0] > votes[1], 0] = 1.0
    start[votes[0] < votes[1], 0] = -1.0
    low = np.where(items.vote == 1, -np.inf, start[items.item, np.where(items.vote == 3, 2, 1)])
    high = np.where(items.vote == 3, np.inf, start[items.item, np.where(items.vote == 1, 1, 2)])
    p = ndtr(low) + rng.random(len(low)) * (ndtr(high) - ndtr(low))
    z = np.clip(ndtri(p), -_Z_MAX, _Z_MAX)
    pole = _WEST_AT * np.isin(items.code, WEST) + _EAST_AT * np.isin(items.code, EAST)
    other = np.where(plan.before >= 0, plan.before, plan.after)
    lag = np.where(other >= 0, pole[other], 0.0)
    beta = start[items.item, 0]
    precision = np.bincount(items.row, beta * beta, rows) + 1.0 / plan.variance
    centre = (np.bincount(items.row, beta * z, rows) + lag / plan.variance) / precision
    theta = np.clip(centre + rng.normal(size=rows) / np.sqrt(precision), -_THETA_MAX, _THETA_MAX)
    start[:, 2] = np.maximum(start[:, 2], start[:, 1] + _GAP)
    return (theta - theta.mean()) / theta.std(), start, centre


def spread_out(
    theta: NDArray[np.float64], items: Items, seed: int, chain: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return a chain's start: ideal points moved apart by session and state-session, and neutral items.

    Returns
    -------
    theta : (S,)
    items : (J, 3)
        Discrimination 1 towards how the guess leans, cutpoints from the shares of votes.
    """
    rng = np.random.default_rng([seed, chain, 7])
    sessions, number = np.unique(items.session, return_inverse=True)
    away = rng.normal(0, 0.3, len(sessions))[number] + rng.normal(0, 0.3, len(theta))
    count = len(items.rollcall)
    size = np.bincount(items.item, minlength=count)
    mean = np.bincount(items.item, theta[items.row], count) / size
    vote = np.bincount(items.item, items.vote, count) / size
    lean = np.bincount(
        items.item, (items.vote - vote[items.item]) * (theta[items.row] - mean[items.item]), count
    )
    start = np.empty((count, 3))
    start[:, 0] = np.sign(lean)
    from scipy.special import ndtri

    for j in (1, 2):
        share = (np.bincount(items.item, items.vote <= j, count) + 0.5 * j) / (size + 1.5)
        start[:, j] = start[:, 0] * mean + 1.4 * ndtri(share)
    start[:, 1:] = np.clip(start[:, 1:], -6.9, 6.9)
    start[:, 2] = np.maximum(start[:, 2], start[:, 1] + 0.02)
    return np.clip(theta + away, -4.5, 4.5), start


def carried(theta: NDArray[np.float64], before: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return each state's first value in all its sessions.

    Examples
    --------
    >>> carried(np.array([1.0, 2.0, 0.0, 0.0]), np.array([-1, -1, 1, 2])).tolist()
    [1.0, 2.0, 2.0, 2.0]
    """
    out = theta.copy()
    for row in np.flatnonzero(before >= 0):  # rows are in order of sessions
        out[row] = out[before[row]]
    return out
