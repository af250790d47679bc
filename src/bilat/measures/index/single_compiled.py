"""What `single` does, compiled, pair by pair: the recursions of `statespace`, to which a test holds them."""

from __future__ import annotations

import numpy as np
from numba import njit

from bilat.measures.idealpoints.compiling import FAST
from bilat.measures.index.statespace import Model

__all__ = ["trajectory"]


def trajectory(
    y: np.ndarray, noise2: np.ndarray, model: Model, combine: np.ndarray, rounds: int, smooth: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Return what `single.trajectory` does; without `smooth` only the weights and filtered values are worked out."""
    t_max, k_max, n = y.shape
    d = k_max + 1

    def column(values: np.ndarray, size: int) -> np.ndarray:
        # a copy, so that what is compiled sees one kind of array only
        return np.array(np.broadcast_to(values, (size, n)).T, order="C")

    out, weights = np.empty((n, 4, t_max)), np.empty((n, t_max, d))
    _trajectory(
        np.ascontiguousarray(y.transpose(2, 0, 1)),
        np.ascontiguousarray(noise2.transpose(2, 0, 1)),
        column(model.loading, k_max),
        *(column(x, d) for x in (model.phi, model.scale2, model.nu, model.start2, combine)),
        rounds,
        smooth,
        out,
        weights,
    )
    return np.asarray(out.transpose(1, 2, 0)), np.asarray(weights.transpose(1, 2, 0))


@njit(**FAST)
def _trajectory(  # type: ignore[no-untyped-def]
    y, noise2, loading, phi, scale2, nu, start2, combine, rounds, smooth, out, all_weights
):  # pragma: no cover - compiled
    n, t_max, k_max = y.shape
    d = k_max + 1
    mean, cov = np.empty((t_max, d)), np.empty((t_max, d, d))
    push, precision = np.empty((t_max, k_max)), np.empty((t_max, k_max))
    gain = np.empty((t_max, k_max, d))
    a, p, pz = np.empty(d), np.empty((d, d)), np.empty(d)
    r, big, ng, pc = np.empty(d), np.empty((d, d)), np.empty(d), np.empty(d)
    for s in range(n):
        weights = all_weights[s]
        weights[:] = 1.0
        for turn in range(rounds + 1 if smooth else rounds):
            a[:] = 0.0
            p[:] = 0.0
            for i in range(d):
                p[i, i] = start2[s, i]
            for t in range(t_max):
                if t:
                    for i in range(d):
                        a[i] *= phi[s, i]
                        for j in range(d):
                            p[i, j] *= phi[s, i] * phi[s, j]
                        p[i, i] += scale2[s, i] / weights[t, i]
                mean[t] = a
                cov[t] = p
                for k in range(k_max):
                    if np.isnan(y[s, t, k]):
                        continue
                    load = loading[s, k]
                    for i in range(d):
                        pz[i] = load * p[i, 0] + p[i, k + 1]
                    inverse = 1.0 / (load * pz[0] + pz[k + 1] + noise2[s, t, k])
                    v = y[s, t, k] - load * a[0] - a[k + 1]
                    push[t, k], precision[t, k] = v * inverse, inverse
                    for i in range(d):
                        gain[t, k, i] = pz[i] * inverse
                        a[i] += gain[t, k, i] * v
                    for i in range(d):
                        for j in range(d):
                            p[i, j] -= gain[t, k, i] * pz[j]
                if turn == 0:
                    # with all weights 1, as long as nothing later is known
                    total, spread = 0.0, 0.0
                    for i in range(d):
                        total += combine[s, i] * a[i]
                        for j in range(d):
                            spread += combine[s, i] * combine[s, j] * p[i, j]
                    out[s, 2, t], out[s, 3, t] = total, max(spread, 0.0)
            r[:] = 0.0
            big[:] = 0.0
            for t in range(t_max - 1, -1, -1):
                if t < t_max - 1:
                    for i in range(d):
                        r[i] *= phi[s, i]
                        for j in range(d):
                            big[i, j] *= phi[s, i] * phi[s, j]
                for k in range(k_max - 1, -1, -1):
                    if np.isnan(y[s, t, k]):
                        continue
                    load, at = loading[s, k], k + 1
                    step = push[t, k]
                    middle = precision[t, k]
                    for i in range(d):
                        step -= gain[t, k, i] * r[i]
                        ng[i] = 0.0
                        for j in range(d):
                            ng[i] += big[i, j] * gain[t, k, j]
                    for i in range(d):
                        middle += gain[t, k, i] * ng[i]
                    r[0] += load * step
                    r[at] += step
                    for i in range(d):
                        big[0, i] -= load * ng[i]
                        big[at, i] -= ng[i]
                    for i in range(d):
                        big[i, 0] -= load * ng[i]
                        big[i, at] -= ng[i]
                    big[0, 0] += load * load * middle
                    big[0, at] += load * middle
                    big[at, 0] += load * middle
                    big[at, at] += middle
                if turn < rounds:
                    for i in range(d):
                        q = scale2[s, i] / weights[t, i]
                        squared = (q * r[i]) ** 2 + q - q * q * big[i, i]
                        new = (nu[s, i] + 1) / (nu[s, i] + max(squared, 0.0) / scale2[s, i])
                        weights[t, i] = new if t else 1.0
                else:
                    total, spread = 0.0, 0.0
                    for i in range(d):
                        pc[i] = 0.0
                        for j in range(d):
                            pc[i] += cov[t, i, j] * combine[s, j]
                    for i in range(d):
                        total += combine[s, i] * mean[t, i] + pc[i] * r[i]
                        spread += pc[i] * combine[s, i]
                        for j in range(d):
                            spread -= pc[i] * big[i, j] * pc[j]
                    out[s, 0, t], out[s, 1, t] = total, max(spread, 0.0)
