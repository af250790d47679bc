"""Smoothed and filtered values of one factor for a few pairs, by compiled code or by the array steps of `statespace`.

The array steps serve thousands of pairs at once; for one pair nearly all of their time is the cost of calling them.
"""

from __future__ import annotations

import numpy as np

from bilat.measures.index.compiled import compiled
from bilat.measures.index.statespace import Model, expected_weights, filtered, run, smoothed

__all__ = ["settled", "trajectory"]


def trajectory(
    y: np.ndarray, noise2: np.ndarray, model: Model, combine: np.ndarray, rounds: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return smoothed mean and variance, filtered mean and variance of ``combine' state`` (4, T, N), and the weights.

    Parameters
    ----------
    y, noise2 : (T, K, N)
        Inputs, NaN where missing, and the variance of their noise.
    rounds
        Rounds in which the weights of the innovations are set to their expectation; (T, d, N), from the last.
    """
    if compiled():
        from bilat.measures.index import single_compiled

        return single_compiled.trajectory(y, noise2, model, combine, rounds)
    before = run(y, noise2, model)
    weights = expected_weights(y, noise2, model, rounds)
    after = run(y, noise2, model, weights, keep_now=False)
    return np.stack([*smoothed(after, model, combine), *filtered(before, combine)]), weights


def settled(y: np.ndarray, noise2: np.ndarray, model: Model, rounds: int) -> np.ndarray:
    """Return the weights of the innovations (T, d, N) after so many rounds."""
    if compiled():
        from bilat.measures.index import single_compiled

        return single_compiled.trajectory(y, noise2, model, np.ones((y.shape[1] + 1, 1)), rounds, False)[1]
    return expected_weights(y, noise2, model, rounds)
