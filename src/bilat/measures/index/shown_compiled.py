"""What states show of a factor, compiled: the weighted sums that `posterior` makes of draws, to which a test holds them."""

from __future__ import annotations

import numpy as np
from numba import njit

from bilat.measures.idealpoints.compiling import FAST

__all__ = ["shown"]


def shown(
    states: np.ndarray,
    ended: np.ndarray,
    wandering: tuple[np.ndarray, np.ndarray, np.ndarray],
    loading: np.ndarray,
    most: np.ndarray,
    weights: np.ndarray,
    floor: bool,
) -> np.ndarray:
    """Return weighted sums of inputs, (T, draws).

    Parameters
    ----------
    states : (T, d, draws)
    ended : (T, K)
        Where an input is seen no more.
    wandering
        Root of its variance a year and persistence (K,), and random numbers (T, K, draws).
    loading, most, weights : (K,)
        On the common factor; what an input shows at most; in the sum.
    floor
        Whether the sum is no less than 0.
    """
    root, phi, noise = wandering
    out = np.empty((len(states), states.shape[2]), dtype=np.float32)
    numbers = (x.astype(np.float32) for x in (root, phi, loading, most, weights))
    _shown(np.ascontiguousarray(states), ended, *numbers, noise, floor, out)
    return out


@njit(**FAST)
def _shown(  # type: ignore[no-untyped-def]
    states, ended, root, phi, loading, most, weights, noise, floor, out
):  # pragma: no cover - compiled
    t_max, d, n = states.shape
    away = np.zeros((d - 1, n), np.float32)
    for t in range(t_max):
        out[t] = 0.0
        for k in range(d - 1):
            if ended[t, k] and root[k] > 0.0:
                for b in range(n):
                    away[k, b] = phi[k] * away[k, b] + root[k] * noise[t, k, b]
            load, top, weight = loading[k], most[k], weights[k]
            for b in range(n):
                v = load * states[t, 0, b] + states[t, k + 1, b] + away[k, b]
                out[t, b] += weight * min(v, top)
        if floor:
            for b in range(n):
                out[t, b] = max(out[t, b], np.float32(0.0))
