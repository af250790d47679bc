"""What states show of a factor, compiled: the weighted sums that `posterior` makes of draws, to which a test holds them."""

from __future__ import annotations

import numpy as np
from numba import njit

from bilat.measures.idealpoints.compiling import FAST

__all__ = ["shown"]


def shown(
    states: np.ndarray,
    columns: np.ndarray,
    ended: np.ndarray,
    wandering: tuple[np.ndarray, np.ndarray, np.ndarray],
    loading: np.ndarray,
    most: np.ndarray,
    weights: np.ndarray,
    floor: bool,
) -> np.ndarray:
    """Return weighted sums of inputs, (R, T, draws).

    Parameters
    ----------
    states : (S, T, d, draws)
    columns : (R,)
        Of which states each row is.
    ended : (S, T, K)
        Where an input is seen no more.
    wandering
        Root of its variance a year (R, K), persistence (K,), and random numbers (T, K, draws).
    loading, most : (K,)
        On the common factor; what an input shows at most.
    weights : (R, K)
        In the sum.
    floor
        Whether the sum is no less than 0.
    """
    root, phi, noise = wandering
    out = np.empty((len(columns), states.shape[1], states.shape[3]), dtype=np.float32)
    numbers = (x.astype(np.float32) for x in (root, phi, loading, most, weights))
    _shown(np.ascontiguousarray(states), columns, np.ascontiguousarray(ended), *numbers, noise, floor, out)
    return out


@njit(**FAST)
def _shown(  # type: ignore[no-untyped-def]
    states, columns, ended, root, phi, loading, most, weights, noise, floor, out
):  # pragma: no cover - compiled
    _columns, t_max, d, n = states.shape
    away = np.empty((d - 1, n), np.float32)
    for row in range(len(columns)):
        s = columns[row]
        away[:] = 0.0
        for t in range(t_max):
            out[row, t] = 0.0
            for k in range(d - 1):
                if ended[s, t, k] and root[row, k] > 0.0:
                    for b in range(n):
                        away[k, b] = phi[k] * away[k, b] + root[row, k] * noise[t, k, b]
                load, top, weight = loading[k], most[k], weights[row, k]
                for b in range(n):
                    v = load * states[s, t, 0, b] + states[s, t, k + 1, b] + away[k, b]
                    out[row, t, b] += weight * min(v, top)
            if floor:
                for b in range(n):
                    out[row, t, b] = max(out[row, t, b], np.float32(0.0))
