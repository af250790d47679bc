"""The draws of `sampler`, compiled.

Draws are the innermost axis, `LANES` at a time, and the numbers of a step lie in one flat row at distances that the compiler
knows: only so does it step several draws with one instruction. The correction is carried forward from the disturbances, so
that no covariance is kept. In the first sweep all draws have the same weights, and with normal innovations they always
have: then one filter serves them all.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numba import njit

from bilat.measures.idealpoints.compiling import FAST
from bilat.measures.index.sampler import Bank, Chains

__all__ = ["run"]

#: What is called by what is kept need not be kept.
_STEP = FAST | {"cache": False}
#: Draws that are stepped together.
LANES = 16
#: Kinds of numbers that a year has.
_ROWS = 4


def run(c: Chains, bank: Bank) -> np.ndarray:
    """Draw the states of every column, many times each: (S, T, d, draws)."""
    columns, t_max, k_max = c.y.shape
    draws = bank.states.shape[-1]
    states, inputs, gammas = _lanes(bank)
    out = np.empty((columns, t_max, k_max + 1, len(states) * LANES))
    _sample(
        *(c.y, c.seen, c.noise2, np.sqrt(c.noise2), c.loading, c.phi, c.scale2, c.nu, c.start2),
        *(c.normal, c.begin, states, inputs, gammas),
        (0,) * (k_max + 1),
        out,
    )
    return out[..., :draws]


@lru_cache(maxsize=8)
def _lanes(bank: Bank) -> tuple[np.ndarray, ...]:
    """Return the random numbers in groups of lanes, (groups, sweeps, T, rows * LANES); the last group is filled up."""
    out = []
    for x in (bank.states, bank.inputs, bank.weights):
        *shape, draws = x.shape
        full = np.ones((*shape, -(-draws // LANES) * LANES), dtype=x.dtype)
        full[..., :draws] = x
        grouped = full.reshape(*shape, -1, LANES).transpose(3, 0, 1, 2, 4)
        out.append(np.ascontiguousarray(grouped).reshape(*grouped.shape[:3], -1))
    return tuple(out)


@njit(**FAST)
def _sample(  # type: ignore[no-untyped-def]
    y, seen, noise2, noise, loading, phi, scale2, nu, start2, normal, begin, states, inputs, gammas, like, out
):  # pragma: no cover - compiled
    # the length of a tuple is known when compiling: loops over the states are unrolled
    d = len(like)
    columns, t_max, k_max = y.shape
    groups, sweeps = states.shape[:2]
    # a row for each year: a free history, variances of the innovations, their weights, what the inputs carry back
    h = np.ones(t_max * _ROWS * d * LANES)
    # of each input its covariance with the state, its error in units of its variance, and the inverse of that
    shared, own = np.empty((t_max, k_max, (d + 2) * LANES)), np.empty((t_max, k_max, (d + 2) * LANES))
    # covariance below its diagonal, mean, and a row of the kind above
    n = d * (d + 1) // 2
    w = np.empty((n + 2 * d + 2) * LANES)
    mean, error = n * LANES, (n + 2 * d) * LANES
    for s in range(columns):
        _share(seen[s], noise2[s], loading[s], phi[s], scale2[s], start2[s], begin[s], like, shared)
        first = sweeps - 1 if normal[s] else 0
        for group in range(groups):
            for sweep in range(first, sweeps):
                drawn, noises = states[group, sweep], inputs[group, sweep]
                if sweep == first:
                    _begin(h, t_max, start2[s], scale2[s], begin[s], like)
                _free(h, drawn, phi[s], start2[s], scale2[s], sweep == first, like)
                w[:] = 0.0
                for t in range(t_max):
                    _propagate(w, h, t, phi[s], sweep == first, like)
                    for k in range(k_max):
                        if not seen[s, t, k]:
                            continue
                        load, at, sd, x = loading[s, k], (k + 1) * LANES, noise[s, t, k], y[s, t, k]
                        for b in range(LANES):
                            w[error + b] = x - sd * noises[t, k * LANES + b]
                        for row, place in ((h, t * _ROWS * d * LANES), (w, mean)):
                            for b in range(LANES):
                                w[error + b] -= load * row[place + b] + row[place + at + b]
                        if sweep == first:
                            _with_shared(w, shared[t, k], like)
                        else:
                            _with_own(w, own[t, k], k + 1, load, noise2[s, t, k], like)
                _backward(h, w, shared if sweep == first else own, seen[s], loading[s], phi[s], like)
                _correct(h, w, t_max, phi[s], like)
                if sweep < sweeps - 1:
                    _weigh(h, gammas[group, sweep], phi[s], scale2[s], nu[s], like)
            for t in range(t_max):
                for i in range(d):
                    for b in range(LANES):
                        out[s, t, i, group * LANES + b] = h[(t * _ROWS * d + i) * LANES + b]


@njit(**_STEP)
def _share(  # type: ignore[no-untyped-def]
    seen, noise2, loading, phi, scale2, start2, begin, like, rows
):  # pragma: no cover - compiled
    """Filter with the weights that all draws begin with: the rows of every input, the same in every lane."""
    d = len(like)
    p, z = np.zeros((d, d)), np.empty(d)
    for t in range(seen.shape[0]):
        for i in range(d):
            for j in range(d):
                p[i, j] *= phi[i] * phi[j]
            p[i, i] += start2[i] if t == 0 else scale2[i] / begin[t, i]
        for k in range(seen.shape[1]):
            if not seen[t, k]:
                continue
            for i in range(d):
                z[i] = loading[k] * p[0, i] + p[k + 1, i]
            inverse = 1.0 / (loading[k] * z[0] + z[k + 1] + noise2[t, k])
            for i in range(d):
                rows[t, k, i * LANES : (i + 1) * LANES] = z[i]
                for j in range(d):
                    p[i, j] -= z[i] * inverse * z[j]
            rows[t, k, (d + 1) * LANES :] = inverse


@njit(**_STEP)
def _begin(h, t_max, start2, scale2, begin, like):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Set the weights that all draws begin with."""
    d = len(like)
    for t in range(t_max):
        for i in range(d):
            x = begin[t, i]
            for b in range(LANES):
                h[((t * _ROWS + 2) * d + i) * LANES + b] = x


@njit(**_STEP)
def _free(h, drawn, phi, start2, scale2, first, like):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Draw a history that knows no inputs."""
    d = len(like)
    for i in range(d):
        start, scale = start2[i], scale2[i]
        for t in range(drawn.shape[0]):
            keep, now = phi[i], (t * _ROWS * d + i) * LANES
            if t == 0:
                for b in range(LANES):
                    h[now + d * LANES + b] = start
                    h[now + b] = np.sqrt(start) * drawn[t, i * LANES + b]
            else:
                for b in range(LANES):
                    q = scale / h[now + 2 * d * LANES + b]
                    h[now + d * LANES + b] = q
                    x = keep * h[now - _ROWS * d * LANES + b]
                    h[now + b] = x + np.sqrt(q) * drawn[t, i * LANES + b]


@njit(**_STEP)
def _propagate(w, h, t, phi, first, like):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Step the mean of the difference, and its covariance where the draws have their own."""
    d = len(like)
    n = d * (d + 1) // 2
    for i in range(d):
        keep = phi[i]
        for b in range(LANES):
            w[(n + i) * LANES + b] *= keep
        if not first:
            for j in range(i + 1):
                both = keep * phi[j]
                for b in range(LANES):
                    w[(i * (i + 1) // 2 + j) * LANES + b] *= both
            at, q = (i * (i + 1) // 2 + i) * LANES, ((t * _ROWS + 1) * d + i) * LANES
            for b in range(LANES):
                w[at + b] += h[q + b]


@njit(**_STEP)
def _with_shared(w, row, like):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Take one input in, by a covariance that all draws share."""
    d = len(like)
    n = d * (d + 1) // 2
    for b in range(LANES):
        push = w[(n + 2 * d) * LANES + b] * row[(d + 1) * LANES + b]
        row[d * LANES + b] = push
        for i in range(d):
            w[(n + i) * LANES + b] += row[i * LANES + b] * push


@njit(**_STEP)
def _with_own(w, row, at, load, noise2, like):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Take one input in, each draw by its own covariance."""
    d = len(like)
    n = d * (d + 1) // 2
    for i in range(d):
        high, low = max(i, at), min(i, at)
        one, two, to = i * (i + 1) // 2 * LANES, (high * (high + 1) // 2 + low) * LANES, (n + d + i) * LANES
        for b in range(LANES):
            w[to + b] = load * w[one + b] + w[two + b]
    own = (n + d + at) * LANES
    for b in range(LANES):
        w[(n + 2 * d + 1) * LANES + b] = load * w[(n + d) * LANES + b] + w[own + b] + noise2
    for b in range(LANES):
        inverse = 1.0 / w[(n + 2 * d + 1) * LANES + b]
        push = w[(n + 2 * d) * LANES + b] * inverse
        w[(n + 2 * d) * LANES + b] = push
        w[(n + 2 * d + 1) * LANES + b] = inverse
        for i in range(d):
            z = w[(n + d + i) * LANES + b]
            w[(n + i) * LANES + b] += z * push
            gain = z * inverse
            for j in range(d):
                if j <= i:
                    w[(i * (i + 1) // 2 + j) * LANES + b] -= gain * w[(n + d + j) * LANES + b]
    for x in range((d + 2) * LANES):
        row[x] = w[(n + d) * LANES + x]


@njit(**_STEP)
def _backward(h, w, rows, seen, loading, phi, like):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Carry what the inputs show back: as of before the inputs of every year."""
    d = len(like)
    w[: (d + 1) * LANES] = 0.0
    for t in range(seen.shape[0] - 1, -1, -1):
        for i in range(d):
            keep = phi[i]
            for b in range(LANES):
                w[i * LANES + b] *= keep
        for k in range(seen.shape[1] - 1, -1, -1):
            if not seen[t, k]:
                continue
            load, at = loading[k], (k + 1) * LANES
            _step(w, rows[t, k], like)
            for b in range(LANES):
                w[b] += load * w[d * LANES + b]
            for b in range(LANES):
                w[at + b] += w[d * LANES + b]
        to = (t * _ROWS + 3) * d * LANES
        for x in range(d * LANES):
            h[to + x] = w[x]


@njit(**_STEP)
def _step(w, row, like):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    d = len(like)
    for b in range(LANES):
        x = 0.0
        for i in range(d):
            x += row[i * LANES + b] * w[i * LANES + b]
        w[d * LANES + b] = row[d * LANES + b] - x * row[(d + 1) * LANES + b]


@njit(**_STEP)
def _correct(h, w, t_max, phi, like):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Add to the free history what each disturbance adds."""
    d = len(like)
    w[: d * LANES] = 0.0
    for t in range(t_max):
        for i in range(d):
            keep, now = phi[i], (t * _ROWS * d + i) * LANES
            for b in range(LANES):
                x = keep * w[i * LANES + b] + h[now + d * LANES + b] * h[now + 3 * d * LANES + b]
                w[i * LANES + b] = x
                h[now + b] += x


@njit(**_STEP)
def _weigh(h, gammas, phi, scale2, nu, like):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Draw the weights of the innovations given the states."""
    d = len(like)
    for t in range(1, gammas.shape[0]):
        for i in range(d):
            keep, of, per, now = phi[i], nu[i], 1 / scale2[i], (t * _ROWS * d + i) * LANES
            for b in range(LANES):
                moved = h[now + b] - keep * h[now - _ROWS * d * LANES + b]
                x = gammas[t, i * LANES + b] / ((of + moved * moved * per) / 2)
                h[now + 2 * d * LANES + b] = min(max(x, 1e-6), 1e6)
