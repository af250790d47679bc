"""Joint draws of one pair's factor under several specifications: the Gibbs sampler of `statespace`, compiled.

What is drawn is that of `statespace.draw`: states given the weights of the innovations by simulation and correction (Durbin
& Koopman 2002, Biometrika 89:603-615), weights given states from a Gamma. Here the draws are the innermost axis, some at a
time, so that a step serves several at once and its numbers stay in the processor's first caches; the correction is carried
forward from the disturbances, so that no covariance is kept.

The random numbers are drawn once a process and are the same for every pair and specification (common random numbers): a
difference between specifications is then not chance, and half of the work is saved. Draw i of one pair must therefore not be
set beside draw i of another; `posterior.p_closer` does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numba import njit

from bilat.measures.idealpoints.normal import FAST
from bilat.measures.index.single import trajectory
from bilat.measures.index.statespace import Model

__all__ = ["sample"]

#: Draws that are stepped together.
_TOGETHER = 8
#: Innovations with more degrees of freedom than this are taken for normal: their weights are 1.
_NORMAL_FROM = 1000.0
_ROUNDS = 3


@dataclass(frozen=True)
class _Bank:
    """Random numbers of every sweep, each (sweeps, T, d or K, draws)."""

    states: np.ndarray
    inputs: np.ndarray
    weights: np.ndarray


@lru_cache(maxsize=8)
def _bank(nu: tuple[float, ...], t_max: int, draws: int, sweeps: int, seed: int) -> _Bank:
    """Draw the numbers for a factor whose innovations have these degrees of freedom."""
    d = len(nu)
    # factors differ in their degrees of freedom or inputs, and must not share numbers
    rng = np.random.default_rng([seed, d, *(round(100 * n) for n in nu)])
    shape = (np.asarray(nu)[:, None] + 1) / 2
    return _Bank(
        rng.standard_normal((sweeps, t_max, d, draws), dtype=np.float32),
        rng.standard_normal((sweeps, t_max, d - 1, draws), dtype=np.float32),
        rng.standard_gamma(np.broadcast_to(shape, (sweeps, t_max, d, draws))).astype(np.float32),
    )


def sample(
    y: np.ndarray, noise2: np.ndarray, model: Model, draws: int, sweeps: int, seed: int = 0
) -> np.ndarray:
    """Draw the states of every column (a specification of one pair), many times each.

    Parameters
    ----------
    y, noise2 : (T, K, S)
        Inputs, NaN where missing, and the variance of their noise.
    model
        With S columns; columns differ in their degrees of freedom only by having normal innovations.
    draws, sweeps
        Draws of a column, each the end of a chain of its own of so many sweeps.

    Returns
    -------
    states : (T, d, S, draws)
    """
    t_max, k_max, columns = y.shape
    whole = -(-draws // _TOGETHER) * _TOGETHER
    normal = (model.nu >= _NORMAL_FROM).all(axis=0)
    nu = model.nu[:, int(np.argmin(normal))]
    bank = _bank(tuple(float(n) for n in nu), t_max, whole, sweeps, seed)
    seen = ~np.isnan(y)
    # chains begin at the weights that variational rounds settle on: from 1 they need many sweeps to find a break
    begin = trajectory(y, noise2, model, np.ones((k_max + 1, 1)), _ROUNDS)[1]
    out = np.empty((columns, t_max, k_max + 1, whole))
    _sample(
        *(
            np.ascontiguousarray(x)
            for x in (np.where(seen, y, 0.0).transpose(2, 0, 1), seen.transpose(2, 0, 1))
        ),
        *(np.ascontiguousarray(x) for x in (noise2.transpose(2, 0, 1), np.sqrt(noise2).transpose(2, 0, 1))),
        *(
            np.ascontiguousarray(x.T)
            for x in (model.loading, model.phi, model.scale2, model.nu, model.start2)
        ),
        normal,
        np.ascontiguousarray(begin.transpose(2, 0, 1)),
        bank.states,
        bank.inputs,
        bank.weights,
        out,
    )
    return np.asarray(out.transpose(1, 2, 0, 3)[..., :draws])


@njit(**FAST)
def _sample(  # type: ignore[no-untyped-def]
    y, seen, noise2, noise, loading, phi, scale2, nu, start2, normal, begin, states, inputs, gammas, out
):  # pragma: no cover - compiled
    columns, t_max, k_max = y.shape
    d = k_max + 1
    free = np.empty((t_max, d, _TOGETHER))
    q = np.empty((t_max, d, _TOGETHER))
    r = np.empty((t_max, d, _TOGETHER))
    gain = np.empty((t_max, k_max, d, _TOGETHER))
    push = np.empty((t_max, k_max, _TOGETHER))
    weights = np.empty((t_max, d, _TOGETHER))
    a = np.empty((d, _TOGETHER))
    p = np.empty((d, d, _TOGETHER))
    pz = np.empty((d, _TOGETHER))
    back = np.empty((d, _TOGETHER))
    step = np.empty(_TOGETHER)
    for s in range(columns):
        for first in range(0, states.shape[3], _TOGETHER):
            for t in range(t_max):
                for i in range(d):
                    for b in range(_TOGETHER):
                        weights[t, i, b] = 1.0 if normal[s] else begin[s, t, i]
            for sweep in range(states.shape[0]):
                # a free history, and the spread of every innovation
                for t in range(t_max):
                    for i in range(d):
                        for b in range(_TOGETHER):
                            spread = start2[s, i] if t == 0 else scale2[s, i] / weights[t, i, b]
                            q[t, i, b] = spread
                            x = np.sqrt(spread) * states[sweep, t, i, first + b]
                            free[t, i, b] = x if t == 0 else x + phi[s, i] * free[t - 1, i, b]
                # the filter of what the inputs differ from those of the free history; p below its diagonal
                for t in range(t_max):
                    for i in range(d):
                        for b in range(_TOGETHER):
                            a[i, b] = 0.0 if t == 0 else phi[s, i] * a[i, b]
                        for j in range(i + 1):
                            keep = phi[s, i] * phi[s, j]
                            for b in range(_TOGETHER):
                                p[i, j, b] = 0.0 if t == 0 else keep * p[i, j, b]
                        for b in range(_TOGETHER):
                            p[i, i, b] += q[t, i, b]
                    for k in range(k_max):
                        if not seen[s, t, k]:
                            continue
                        load, at = loading[s, k], k + 1
                        for i in range(d):
                            high, low = max(i, at), min(i, at)
                            for b in range(_TOGETHER):
                                pz[i, b] = load * p[i, 0, b] + p[high, low, b]
                        for b in range(_TOGETHER):
                            inverse = 1.0 / (load * pz[0, b] + pz[at, b] + noise2[s, t, k])
                            shown = (
                                load * free[t, 0, b]
                                + free[t, at, b]
                                + noise[s, t, k] * inputs[sweep, t, k, first + b]
                            )
                            v = y[s, t, k] - shown - load * a[0, b] - a[at, b]
                            push[t, k, b] = v * inverse
                            step[b] = inverse
                        for i in range(d):
                            for b in range(_TOGETHER):
                                gain[t, k, i, b] = pz[i, b] * step[b]
                                a[i, b] += pz[i, b] * push[t, k, b]
                            for j in range(i + 1):
                                for b in range(_TOGETHER):
                                    p[i, j, b] -= gain[t, k, i, b] * pz[j, b]
                # backward
                back[:] = 0.0
                for t in range(t_max - 1, -1, -1):
                    if t < t_max - 1:
                        for i in range(d):
                            for b in range(_TOGETHER):
                                back[i, b] *= phi[s, i]
                    for k in range(k_max - 1, -1, -1):
                        if not seen[s, t, k]:
                            continue
                        for b in range(_TOGETHER):
                            step[b] = push[t, k, b]
                        for i in range(d):
                            for b in range(_TOGETHER):
                                step[b] -= gain[t, k, i, b] * back[i, b]
                        for b in range(_TOGETHER):
                            back[0, b] += loading[s, k] * step[b]
                            back[k + 1, b] += step[b]
                    for i in range(d):
                        for b in range(_TOGETHER):
                            r[t, i, b] = back[i, b]
                # forward: what each disturbance adds to the free history; then the weights
                for i in range(d):
                    for b in range(_TOGETHER):
                        a[i, b] = 0.0
                for t in range(t_max):
                    for i in range(d):
                        for b in range(_TOGETHER):
                            a[i, b] = phi[s, i] * a[i, b] + q[t, i, b] * r[t, i, b]
                            free[t, i, b] += a[i, b]
                if not normal[s]:
                    for t in range(1, t_max):
                        for i in range(d):
                            for b in range(_TOGETHER):
                                moved = free[t, i, b] - phi[s, i] * free[t - 1, i, b]
                                rate = (nu[s, i] + moved * moved / scale2[s, i]) / 2
                                w = gammas[sweep, t, i, first + b] / rate
                                weights[t, i, b] = min(max(w, 1e-6), 1e6)
            for t in range(t_max):
                for i in range(d):
                    for b in range(_TOGETHER):
                        out[s, t, i, first + b] = free[t, i, b]
