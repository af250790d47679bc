"""The draws of `sampler`, by array steps: the same numbers as the compiled code, some times slower, and nothing to load.

A step serves the draws of all specifications at once, and of a covariance only what is below its diagonal is worked out.
"""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from bilat.measures.index.sampler import Bank, Chains
from bilat.measures.index.statespace import Model
from bilat.measures.index.statespace import run as filter_run

__all__ = ["run"]


def run(c: Chains, bank: Bank) -> np.ndarray:
    """Draw the states of every column, many times each: (S, T, d, draws)."""
    columns, t_max, k_max = c.y.shape
    out = np.empty((columns, t_max, k_max + 1, bank.states.shape[-1]))
    for normal in (False, True):
        some = np.flatnonzero(c.normal == normal)
        if len(some):
            part = replace(c, **{f.name: getattr(c, f.name)[some] for f in fields(c)})
            # with normal innovations the weights stay 1, and no sweep knows of the one before
            first = len(bank.states) - 1 if normal else 0
            out[some] = _sweeps(part, bank, first).transpose(2, 0, 1, 3)
    return out


def _sweeps(c: Chains, bank: Bank, first: int) -> np.ndarray:
    """Run some columns from a sweep to the last: states (T, d, S, draws)."""
    loading, phi, scale2, nu, start2 = (x.T for x in (c.loading, c.phi, c.scale2, c.nu, c.start2))
    y, seen, noise2 = (x.transpose(1, 2, 0) for x in (c.y, c.seen, c.noise2))
    begin = c.begin.transpose(1, 2, 0)
    shared = filter_run(
        np.where(seen, y, np.nan), noise2, Model(loading, phi, scale2, nu, start2), begin, keep_now=False
    )
    load, keep = loading[:, :, None], phi[:, :, None]
    q = (scale2 / begin)[..., None]
    q[0] = start2[..., None]
    gain, precision = shared.gain[..., None], shared.precision[..., None]
    last = len(bank.states) - 1
    for sweep in range(first, last + 1):
        states = np.sqrt(q) * bank.states[sweep][:, :, None]
        for t in range(1, len(states)):
            states[t] += keep * states[t - 1]
        noise = np.sqrt(noise2)[..., None] * bank.inputs[sweep][:, :, None]
        error = y[..., None] - load * states[:, :1] - states[:, 1:] - noise
        if sweep > first:
            gain, precision = _covariances(q, seen, noise2, load, keep)
        push = _pushes(error, gain, precision, seen, load, keep)
        states += _correction(push, gain, q, seen, load, keep)
        if sweep < last:
            moved = states[1:] - keep * states[:-1]
            rate = (nu[..., None] + moved * moved / scale2[..., None]) / 2
            weights = np.clip(bank.weights[sweep][1:, :, None] / rate, 1e-6, 1e6)
            q = np.concatenate([np.broadcast_to(start2[..., None], weights.shape[1:])[None],
                                scale2[..., None] / weights])  # fmt: skip
    return np.asarray(states)


def _covariances(
    q: np.ndarray, seen: np.ndarray, noise2: np.ndarray, load: np.ndarray, keep: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Filter the covariance of each draw: gains (T, K, d, S, draws), precisions (T, K, S, draws), 0 where nothing is seen."""
    t_max, k_max, _columns = seen.shape
    d, shape = k_max + 1, q.shape[2:]
    gain, precision = np.zeros((t_max, k_max, d, *shape)), np.zeros((t_max, k_max, *shape))
    p, product, held = np.zeros((d, d, *shape)), np.empty((d, *shape)), np.empty((d, *shape))
    both = keep[:, None] * keep[None]
    there = np.asarray(seen.any(axis=2))
    for t in range(t_max):
        for i in range(d):
            p[i, : i + 1] *= both[i, : i + 1]
            p[i, i] += q[t, i]
        for k in np.flatnonzero(there[t]):
            at = k + 1
            np.multiply(load[k], p[:, 0], out=product)
            product[:at] += p[at, :at]
            product[at:] += p[at:, at]
            np.multiply(load[k], product[0], out=held[0])
            held[0] += product[at]
            held[0] += noise2[t, k][:, None]
            inverse = np.divide(seen[t, k][:, None], held[0], out=precision[t, k])
            g = np.multiply(product, inverse, out=gain[t, k])
            for i in range(d):
                p[i, : i + 1] -= np.multiply(g[i], product[: i + 1], out=held[: i + 1])
    return gain, precision


def _pushes(
    error: np.ndarray,
    gain: np.ndarray,
    precision: np.ndarray,
    seen: np.ndarray,
    load: np.ndarray,
    keep: np.ndarray,
) -> np.ndarray:
    """Filter forward: what each input is off by, in units of its variance, (T, K, S, draws)."""
    push = np.zeros_like(error)
    mean = np.zeros((gain.shape[2], *error.shape[2:]))
    there = np.asarray(seen.any(axis=2))
    for t in range(len(error)):
        mean *= keep
        for k in np.flatnonzero(there[t]):
            off = error[t, k] - load[k] * mean[0] - mean[k + 1]
            np.multiply(off, precision[t, k], out=push[t, k])
            mean += gain[t, k] * off
    return push


def _correction(
    push: np.ndarray, gain: np.ndarray, q: np.ndarray, seen: np.ndarray, load: np.ndarray, keep: np.ndarray
) -> np.ndarray:
    """Carry what the inputs show back, and forward again from the disturbances: what is added to a free history."""
    t_max = len(push)
    back = np.zeros((gain.shape[2], *push.shape[2:]))
    out = np.empty((t_max, *back.shape))
    there = np.asarray(seen.any(axis=2))
    for t in range(t_max - 1, -1, -1):
        if t < t_max - 1:
            back *= keep
        for k in np.flatnonzero(there[t])[::-1]:
            step = push[t, k] - np.einsum("i...,i...->...", gain[t, k], back)
            back[0] += load[k] * step
            back[k + 1] += step
        np.multiply(q[t], back, out=out[t])
    for t in range(1, t_max):
        out[t] += keep * out[t - 1]
    return out
