"""Where chains start: by reciprocal averaging from the poles of the Assembly, spread apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.measures.idealpoints.data import Items

__all__ = ["WEST", "carried", "first_guess", "spread_out"]

#: United States, Canada, United Kingdom, Israel; the Soviet Union and East Germany.
WEST, EAST = (2, 20, 200, 666), (365, 265)
_ROUNDS = 6


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
