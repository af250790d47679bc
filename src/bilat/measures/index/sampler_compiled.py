"""The draws of `sampler`, compiled.

Draws are the innermost axis, `LANES` at a time, at distances that the compiler knows; how many there are it must not know. Told
both, it writes out sixteen or forty single steps one after the other and none of them together; told neither, it cannot see
that the rows of an array lie apart. So every loop runs over ``lanes``, which is `LANES` and comes from outside, and places
that depend on which input it is are unsigned, for which numba adds no question whether they count from the end. Arrays are handed
on whole, with the year: a view of one is counted in memory at every step, which took longer than the step.

The correction is carried forward from the disturbances, so that no covariance is kept. In the first sweep all draws have the
same weights, and with normal innovations they always have: then one filter serves them all.
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
#: Draws that are stepped together: a fifth of what a pair has, and a year's covariances still lie in the nearest cache.
LANES = 40


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
        LANES,
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
    y,
    seen,
    noise2,
    noise,
    loading,
    phi,
    scale2,
    nu,
    start2,
    normal,
    begin,
    states,
    inputs,
    gammas,
    like,
    lanes,
    out,
):  # pragma: no cover - compiled
    # the length of a tuple is known when compiling: loops over the states are unrolled
    d = len(like)
    columns, t_max, k_max = y.shape
    groups, sweeps = states.shape[:2]
    # by year: states, variances of the innovations, what the inputs carry back
    x, q, r = np.empty((t_max, d * LANES)), np.empty((t_max, d * LANES)), np.empty((t_max, d * LANES))
    # of each input its covariance with the state, its error in units of its variance, and the inverse of that
    shared, own = np.empty((t_max, k_max, (d + 2) * LANES)), np.empty((t_max, k_max, (d + 2) * LANES))
    # covariance below its diagonal; mean, or what is carried; error
    n = d * (d + 1) // 2
    p, m, e = np.empty(n * LANES), np.empty(d * LANES), np.empty(LANES)
    for s in range(columns):
        _share(s, seen, noise2, loading, phi, scale2, start2, begin, like, shared)
        first = sweeps - 1 if normal[s] else 0
        for group in range(groups):
            for sweep in range(first, sweeps):
                p[:] = 0.0
                m[:] = 0.0
                for t in range(t_max):
                    if sweep == first:
                        _begin(q, t, s, start2 if t == 0 else scale2, begin, like, lanes)
                    _free(x, q, t, states, group, sweep, phi, s, like, lanes)
                    _keep(m, phi, s, like, lanes)
                    if sweep > first:
                        _propagate(p, q, t, phi, s, like, lanes)
                    for k in range(k_max):
                        if seen[s, t, k]:
                            load = loading[s, k]
                            _miss(
                                e, x, m, t, inputs, group, sweep, k, load, y[s, t, k], noise[s, t, k], lanes
                            )
                            if sweep == first:
                                _with_shared(m, e, shared, t, k, like, lanes)
                            else:
                                _with_own(p, m, e, own, t, k, load, noise2[s, t, k], like, lanes)
                m[:] = 0.0
                for t in range(t_max - 1, -1, -1):
                    _keep(m, phi, s, like, lanes)
                    for k in range(k_max - 1, -1, -1):
                        if seen[s, t, k]:
                            _back(m, shared if sweep == first else own, t, k, loading[s, k], like, lanes)
                    for b in range(d * lanes):
                        r[t, b] = m[b]
                m[:] = 0.0
                for t in range(t_max):
                    _correct(m, x, q, r, t, phi, s, like, lanes)
                    if sweep < sweeps - 1 and t > 0:
                        _weigh(q, x, t, gammas, group, sweep, phi, scale2, nu, s, like, lanes)
            for t in range(t_max):
                for i in range(d):
                    for b in range(lanes):
                        out[s, t, i, group * LANES + b] = x[t, i * LANES + b]


@njit(**_STEP)
def _share(s, seen, noise2, loading, phi, scale2, start2, begin, like, rows):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Filter with the weights that all draws begin with: the rows of every input, the same in every lane."""
    d = len(like)
    p, z = np.zeros((d, d)), np.empty(d)
    for t in range(seen.shape[1]):
        for i in range(d):
            for j in range(d):
                p[i, j] *= phi[s, i] * phi[s, j]
            p[i, i] += start2[s, i] if t == 0 else scale2[s, i] / begin[s, t, i]
        for k in range(seen.shape[2]):
            if not seen[s, t, k]:
                continue
            for i in range(d):
                z[i] = loading[s, k] * p[0, i] + p[k + 1, i]
            inverse = 1.0 / (loading[s, k] * z[0] + z[k + 1] + noise2[s, t, k])
            for i in range(d):
                rows[t, k, i * LANES : (i + 1) * LANES] = z[i]
                for j in range(d):
                    p[i, j] -= z[i] * inverse * z[j]
            rows[t, k, (d + 1) * LANES :] = inverse


@njit(**_STEP)
def _begin(q, t, s, scale2, begin, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Set a year's variances by the weights that all draws begin with."""
    for i in range(len(like)):
        v = scale2[s, i] / begin[s, t, i]
        for b in range(lanes):
            q[t, i * LANES + b] = v


@njit(**_STEP)
def _free(x, q, t, states, group, sweep, phi, s, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Draw a year of a history that knows no inputs."""
    for i in range(len(like)):
        keep = phi[s, i]
        if t == 0:
            for b in range(lanes):
                x[t, i * LANES + b] = np.sqrt(q[t, i * LANES + b]) * states[group, sweep, t, i * LANES + b]
        else:
            for b in range(lanes):
                v = np.sqrt(q[t, i * LANES + b]) * states[group, sweep, t, i * LANES + b]
                x[t, i * LANES + b] = v + keep * x[t - 1, i * LANES + b]


@njit(**_STEP)
def _keep(m, phi, s, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Let a mean, or what is carried back, fade by a year."""
    for i in range(len(like)):
        keep = phi[s, i]
        for b in range(lanes):
            m[i * LANES + b] *= keep


@njit(**_STEP)
def _propagate(p, q, t, phi, s, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Step the covariance of the difference by a year."""
    d = len(like)
    for i in range(d):
        for j in range(i):
            both = phi[s, i] * phi[s, j]
            for b in range(lanes):
                p[(i * (i + 1) // 2 + j) * LANES + b] *= both
        both = phi[s, i] * phi[s, i]
        for b in range(lanes):
            p[(i * (i + 1) // 2 + i) * LANES + b] = (
                both * p[(i * (i + 1) // 2 + i) * LANES + b] + q[t, i * LANES + b]
            )


@njit(**_STEP)
def _miss(e, x, m, t, inputs, group, sweep, k, load, y, noise, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """How far an input is from what the history and the difference so far make of it."""
    at = (k + 1) * LANES
    for b in range(lanes):
        e[b] = (
            y
            - noise * inputs[group, sweep, t, np.uintp(k * LANES + b)]
            - load * (x[t, b] + m[b])
            - (x[t, np.uintp(at + b)] + m[np.uintp(at + b)])
        )


@njit(**_STEP)
def _with_shared(m, e, rows, t, k, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Take one input in, by a covariance that all draws share."""
    d = len(like)
    for b in range(lanes):
        push = e[b] * rows[t, k, (d + 1) * LANES + b]
        rows[t, k, d * LANES + b] = push
        for i in range(d):
            m[i * LANES + b] += rows[t, k, i * LANES + b] * push


@njit(**_STEP)
def _with_own(p, m, e, rows, t, k, load, noise2, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Take one input in, each draw by its own covariance."""
    d, at = len(like), k + 1
    for i in range(d):
        high, low = max(i, at), min(i, at)
        two = (high * (high + 1) // 2 + low) * LANES
        for b in range(lanes):
            rows[t, k, i * LANES + b] = load * p[i * (i + 1) // 2 * LANES + b] + p[np.uintp(two + b)]
    for b in range(lanes):
        inverse = 1.0 / (load * rows[t, k, b] + rows[t, k, np.uintp(at * LANES + b)] + noise2)
        rows[t, k, (d + 1) * LANES + b] = inverse
        rows[t, k, d * LANES + b] = e[b] * inverse
    for b in range(lanes):
        push, inverse = rows[t, k, d * LANES + b], rows[t, k, (d + 1) * LANES + b]
        for i in range(d):
            z = rows[t, k, i * LANES + b]
            m[i * LANES + b] += z * push
            gain = z * inverse
            for j in range(d):
                if j <= i:
                    p[(i * (i + 1) // 2 + j) * LANES + b] -= gain * rows[t, k, j * LANES + b]


@njit(**_STEP)
def _back(m, rows, t, k, load, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Carry what an input shows back over it."""
    d, at = len(like), (k + 1) * LANES
    for b in range(lanes):
        v = 0.0
        for i in range(d):
            v += rows[t, k, i * LANES + b] * m[i * LANES + b]
        v = rows[t, k, d * LANES + b] - v * rows[t, k, (d + 1) * LANES + b]
        rows[t, k, d * LANES + b] = v
    for b in range(lanes):
        m[b] += load * rows[t, k, d * LANES + b]
    for b in range(lanes):
        m[np.uintp(at + b)] += rows[t, k, d * LANES + b]


@njit(**_STEP)
def _correct(m, x, q, r, t, phi, s, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Add to a year of the free history what the disturbances up to it add."""
    for i in range(len(like)):
        keep = phi[s, i]
        for b in range(lanes):
            v = keep * m[i * LANES + b] + q[t, i * LANES + b] * r[t, i * LANES + b]
            m[i * LANES + b] = v
            x[t, i * LANES + b] += v


@njit(**_STEP)
def _weigh(q, x, t, gammas, group, sweep, phi, scale2, nu, s, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Draw a year's variances, which is the weights of the innovations, given the states."""
    for i in range(len(like)):
        keep, of, least, most = phi[s, i], nu[s, i] * scale2[s, i], scale2[s, i] * 1e-6, scale2[s, i] * 1e6
        for b in range(lanes):
            moved = x[t, i * LANES + b] - keep * x[t - 1, i * LANES + b]
            v = (of + moved * moved) / (2 * gammas[group, sweep, t, i * LANES + b])
            q[t, i * LANES + b] = min(max(v, least), most)
