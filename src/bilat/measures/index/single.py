"""Smoothed and filtered values of the factors of a few pairs, by compiled code or by the array steps of `statespace`.

The array steps serve thousands of pairs at once; for one pair nearly all of their time is the cost of calling them. So all factors are
stepped together: one with fewer inputs than another is given some that nobody ever saw, which leave the others as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bilat.measures.index.compiled import compiled
from bilat.measures.index.statespace import Model, Series, expected_weights, filtered, run, smoothed

__all__ = ["settled", "trajectories"]


def trajectories(series: Sequence[Series], combine: Sequence[np.ndarray], rounds: int) -> list[np.ndarray]:
    """Return smoothed mean and variance, filtered mean and variance of ``combine' state``, (4, T, N), of each series.

    Parameters
    ----------
    combine
        Of each series, (1 + K, 1 or N).
    rounds
        Rounds in which the weights of the innovations are set to their expectation.
    """
    if compiled():
        from bilat.measures.index import single_compiled

        return [
            single_compiled.trajectory(s.y, s.noise2, s.model, c, rounds)[0]
            for s, c in zip(series, combine, strict=True)
        ]
    whole = _together(series)
    states = whole.y.shape[1] + 1
    every = np.concatenate(
        [_filled(np.broadcast_to(c, (len(c), s.y.shape[2])), states, 0.0) for s, c in zip(series, combine, strict=True)],
        axis=1,
    )  # fmt: skip
    before = run(whole.y, whole.noise2, whole.model)
    weights = expected_weights(whole.y, whole.noise2, whole.model, rounds)
    after = run(whole.y, whole.noise2, whole.model, weights, keep_now=False)
    found = np.stack([*smoothed(after, whole.model, every), *filtered(before, every)])
    return [found[:, :, columns] for columns in _columns(series)]


def settled(series: Sequence[Series], rounds: int) -> list[np.ndarray]:
    """Return the weights of the innovations (T, d, N) after so many rounds, of each series."""
    if compiled():
        from bilat.measures.index import single_compiled

        return [
            single_compiled.trajectory(s.y, s.noise2, s.model, np.ones((s.y.shape[1] + 1, 1)), rounds, False)[1]
            for s in series
        ]  # fmt: skip
    whole = _together(series)
    weights = expected_weights(whole.y, whole.noise2, whole.model, rounds)
    return [weights[:, : s.y.shape[1] + 1, columns] for s, columns in zip(series, _columns(series), strict=True)]  # fmt: skip


def _together(series: Sequence[Series]) -> Series:
    """Return series of several factors as the columns of one."""
    inputs = max(s.y.shape[1] for s in series)

    def joined(values: Sequence[np.ndarray], size: int, fill: float) -> np.ndarray:
        wide = [np.broadcast_to(v, (len(v), s.y.shape[2])) for v, s in zip(values, series, strict=True)]
        return np.concatenate([_filled(v, size, fill) for v in wide], axis=1)

    models = [s.model for s in series]
    return Series(
        np.concatenate([_filled(s.y, inputs, np.nan) for s in series], axis=2),
        np.concatenate([_filled(s.noise2, inputs, 1.0) for s in series], axis=2),
        Model(
            joined([m.loading for m in models], inputs, 0.0),
            joined([m.phi for m in models], inputs + 1, 0.0),
            joined([m.scale2 for m in models], inputs + 1, 1.0),
            joined([m.nu for m in models], inputs + 1, 1.0),
            joined([m.start2 for m in models], inputs + 1, 1.0),
        ),
    )


def _filled(values: np.ndarray, size: int, fill: float) -> np.ndarray:
    """Return an array with so many entries along its last axis but one."""
    shape = (*values.shape[:-2], size - values.shape[-2], values.shape[-1])
    return np.concatenate([values, np.full(shape, fill)], axis=-2)


def _columns(series: Sequence[Series]) -> list[slice]:
    ends = np.cumsum([s.y.shape[2] for s in series])
    return [slice(int(end) - s.y.shape[2], int(end)) for s, end in zip(series, ends, strict=True)]
