"""The draws of `sampler`, compiled, in single precision.

Draws are the innermost axis, `LANES` at a time, at distances that the compiler knows; how many there are it must not know. Told
both, it writes out sixteen or forty single steps one after the other and none of them together; told neither, it cannot see
that the rows of an array lie apart. So every loop runs over ``lanes``, which is `LANES` and comes from outside, and places
that depend on which input it is are unsigned, for which numba adds no question whether they count from the end. Arrays are handed
on whole, with the year: a view of one is counted in memory at every step, which took longer than the step.

Everything that a year does to a draw stands in one loop, or each loop would cost as much as it does. For that the compiler must
know which input is meant (`_take`, `_back`: a call for each), numbers that are the same in all lanes come in tuples, and covariances and means
share an array, ``w``: of two arrays it asks every time whether they overlap, and of more than a few not at all.

The correction is carried forward from the disturbances, so that no covariance is kept. In the first sweep all draws have the
same weights, and with normal innovations they always have: then one filter serves them all.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Any

import numpy as np
from numba import njit
from numba.cpython.unsafe.tuple import tuple_setitem

from bilat.measures.idealpoints.compiling import FAST
from bilat.measures.index.sampler import LEAST_WEIGHT, MOST_WEIGHT, Bank, Chains

__all__ = ["MOST", "run"]

#: What is called by what is kept need not be kept.
_STEP = FAST | {"cache": False}
#: Draws that are stepped together: a fifth of what a pair has, and a year's covariances still lie in the nearest cache.
LANES = 40
#: Inputs of a factor that there are calls for.
MOST = 5


def run(c: Chains, bank: Bank, dtype: Any = np.float32) -> np.ndarray:
    """Draw the states of every column, many times each: (S, T, d, draws).

    Parameters
    ----------
    dtype
        Precision of every step. The probabilities of thirty pairs were the same to five digits in single and in double precision.
    """
    columns, t_max, k_max = c.y.shape
    assert k_max <= MOST
    draws = bank.states.shape[-1]
    states, inputs, gammas = _lanes(bank)
    out = np.empty((columns, t_max, k_max + 1, len(states) * LANES), dtype=dtype)
    numbers = (c.y, c.noise2, np.sqrt(c.noise2), c.loading, c.phi, c.scale2, c.nu * c.scale2)
    bounds = (c.scale2 / MOST_WEIGHT, c.scale2 / LEAST_WEIGHT)
    begin = c.scale2[:, None] / c.begin
    begin[:, 0] = c.start2
    by_column = (c.seen, *(x.astype(dtype) for x in (*numbers, *bounds, begin)), c.normal)

    def some(part: slice) -> None:
        *given, normal = (x[part] for x in by_column)
        shared = (states, inputs, gammas, (dtype(0),) * (k_max + 1), dtype(1), LANES)
        _sample(*given, normal, *shared, out[part])

    # columns are apart from one another, and compiled code lets other threads run
    half = columns // 2
    if half and _sample.signatures and (pool := _beside(os.getpid())) is not None:
        other = pool.submit(some, slice(half, columns))
        some(slice(0, half))
        other.result()
    else:
        some(slice(0, columns))
    return out[..., :draws]


@lru_cache(maxsize=1)
def _beside(_process: int) -> ThreadPoolExecutor | None:
    """Return a thread of this process for half of the columns; none on a machine of one core.

    A forked process has its parent's objects but not its threads, so each has a pool of its own.
    """
    return ThreadPoolExecutor(1, thread_name_prefix="bilat-draws") if (os.cpu_count() or 1) > 1 else None


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
    seen,
    y,
    noise2,
    noise,
    loading,
    phi,
    scale2,
    tails,
    least,
    most,
    begin,
    normal,
    states,
    inputs,
    gammas,
    like,
    one,
    lanes,
    out,
):  # pragma: no cover - compiled
    # the length of a tuple is known when compiling: loops over the states are unrolled
    d = len(like)
    columns, t_max, k_max = y.shape
    groups, sweeps = states.shape[:2]
    # by year: states, variances of the innovations, what the inputs carry back
    x, q, r = (
        np.empty((t_max, d * LANES), out.dtype),
        np.empty((t_max, d * LANES), out.dtype),
        np.empty((t_max, d * LANES), out.dtype),
    )
    # of each input its covariance with the state, its error in units of its variance, and the inverse of that
    shared = np.empty((t_max, k_max, (d + 2) * LANES), out.dtype)
    own = np.empty((t_max, k_max, (d + 2) * LANES), out.dtype)
    # covariance below its diagonal, then the mean, or what is carried
    w = np.empty((d * (d + 1) // 2 + d) * LANES, out.dtype)
    for s in range(columns):
        _share(s, seen, noise2, loading, phi, begin, like, shared)
        keep, tail = _tuple(phi[s], like), _tuple(tails[s], like)
        low, high = _tuple(least[s], like), _tuple(most[s], like)
        first = sweeps - 1 if normal[s] else 0
        for group in range(groups):
            for sweep in range(first, sweeps):
                rows = shared if sweep == first else own
                w[:] = 0.0
                for t in range(t_max):
                    if sweep == first:
                        _begin(q, t, s, begin, like, lanes)
                    _free(x, q, t, states, group, sweep, keep, like, lanes)
                    _fade(w, keep, like, lanes)
                    if sweep > first:
                        _propagate(w, q, t, keep, like, lanes)
                    for k in range(k_max):
                        if seen[s, t, k]:
                            about = (loading[s, k], y[s, t, k], noise[s, t, k], noise2[s, t, k], one)
                            place = (group, sweep, t)
                            if sweep == first:
                                _miss(w, x, inputs, rows, place, k, about, like, lanes)
                            elif k == 0:
                                _take(w, x, inputs, rows, place, 0, about, like, lanes)
                            elif k == 1:
                                _take(w, x, inputs, rows, place, 1, about, like, lanes)
                            elif k == 2:
                                _take(w, x, inputs, rows, place, 2, about, like, lanes)
                            elif k == 3:
                                _take(w, x, inputs, rows, place, 3, about, like, lanes)
                            else:
                                _take(w, x, inputs, rows, place, 4, about, like, lanes)
                w[:] = 0.0
                for t in range(t_max - 1, -1, -1):
                    _fade(w, keep, like, lanes)
                    for k in range(k_max - 1, -1, -1):
                        if seen[s, t, k]:
                            if k == 0:
                                _back(w, rows, t, 0, loading[s, k], like, lanes)
                            elif k == 1:
                                _back(w, rows, t, 1, loading[s, k], like, lanes)
                            elif k == 2:
                                _back(w, rows, t, 2, loading[s, k], like, lanes)
                            elif k == 3:
                                _back(w, rows, t, 3, loading[s, k], like, lanes)
                            else:
                                _back(w, rows, t, 4, loading[s, k], like, lanes)
                    for b in range(d * lanes):
                        r[t, b] = w[d * (d + 1) // 2 * LANES + b]
                w[:] = 0.0
                for t in range(t_max):
                    _correct(w, x, q, r, t, keep, like, lanes)
                    if sweep < sweeps - 1 and t > 0:
                        _weigh(q, x, t, gammas, group, sweep, keep, tail, low, high, like, lanes)
            for t in range(t_max):
                for i in range(d):
                    for b in range(lanes):
                        out[s, t, i, group * LANES + b] = x[t, i * LANES + b]


@njit(**_STEP)
def _tuple(values, like):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Return the numbers of an array as a tuple as long as another."""
    out = like
    for i in range(len(like)):
        out = tuple_setitem(out, i, values[i])  # type: ignore[call-arg]
    return out


@njit(**_STEP)
def _share(s, seen, noise2, loading, phi, begin, like, rows):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Filter with the weights that all draws begin with: the rows of every input, the same in every lane."""
    d = len(like)
    p, z = np.zeros((d, d)), np.empty(d)
    for t in range(seen.shape[1]):
        for i in range(d):
            for j in range(d):
                p[i, j] *= phi[s, i] * phi[s, j]
            p[i, i] += begin[s, t, i]
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
def _begin(q, t, s, begin, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Set a year's variances by the weights that all draws begin with."""
    for i in range(len(like)):
        v = begin[s, t, i]
        for b in range(lanes):
            q[t, i * LANES + b] = v


@njit(**_STEP)
def _free(x, q, t, states, group, sweep, keep, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Draw a year of a history that knows no inputs."""
    for b in range(lanes):
        for i in range(len(like)):
            v = np.sqrt(q[t, i * LANES + b]) * states[group, sweep, t, i * LANES + b]
            x[t, i * LANES + b] = v if t == 0 else v + keep[i] * x[t - 1, i * LANES + b]


@njit(**_STEP)
def _fade(w, keep, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Let a mean, or what is carried back, fade by a year."""
    d = len(like)
    n = d * (d + 1) // 2
    for b in range(lanes):
        for i in range(d):
            w[np.uintp((n + i) * LANES + b)] *= keep[i]


@njit(**_STEP)
def _propagate(w, q, t, keep, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Step the covariance of the difference by a year."""
    d = len(like)
    for b in range(lanes):
        for i in range(d):
            for j in range(d):
                if j <= i:
                    w[np.uintp((i * (i + 1) // 2 + j) * LANES + b)] *= keep[i] * keep[j]
            w[np.uintp((i * (i + 1) // 2 + i) * LANES + b)] += q[t, np.uintp(i * LANES + b)]


@njit(**_STEP)
def _miss(w, x, inputs, rows, place, k, about, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Take one input in by a covariance that all draws share."""
    d, at = len(like), k + 1
    n = d * (d + 1) // 2
    load, y, noise, _noise2, _one = about
    group, sweep, t = place
    for b in range(lanes):
        e = (
            y
            - noise * inputs[group, sweep, t, np.uintp(k * LANES + b)]
            - load * (x[t, np.uintp(b)] + w[np.uintp(n * LANES + b)])
            - (x[t, np.uintp(at * LANES + b)] + w[np.uintp((n + at) * LANES + b)])
        )
        rows[t, k, np.uintp(d * LANES + b)] = e * rows[t, k, np.uintp((d + 1) * LANES + b)]
    for b in range(lanes):
        push = rows[t, k, np.uintp(d * LANES + b)]
        for i in range(d):
            w[np.uintp((n + i) * LANES + b)] += rows[t, k, np.uintp(i * LANES + b)] * push


@njit(forceinline=True, **_STEP)
def _take(w, x, inputs, rows, place, k, about, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Take one input in, each draw by its own covariance."""
    d, at = len(like), k + 1
    n = d * (d + 1) // 2
    load, y, noise, noise2, one = about
    group, sweep, t = place
    for b in range(lanes):
        for i in range(d):
            high, low = max(i, at), min(i, at)
            two = w[np.uintp((high * (high + 1) // 2 + low) * LANES + b)]
            rows[t, k, np.uintp(i * LANES + b)] = load * w[np.uintp(i * (i + 1) // 2 * LANES + b)] + two
        e = (
            y
            - noise * inputs[group, sweep, t, np.uintp(k * LANES + b)]
            - load * (x[t, np.uintp(b)] + w[np.uintp(n * LANES + b)])
            - (x[t, np.uintp(at * LANES + b)] + w[np.uintp((n + at) * LANES + b)])
        )
        spread = load * rows[t, k, np.uintp(b)] + rows[t, k, np.uintp(at * LANES + b)] + noise2
        inverse = one / spread
        push = e * inverse
        rows[t, k, np.uintp((d + 1) * LANES + b)] = inverse
        rows[t, k, np.uintp(d * LANES + b)] = push
        for i in range(d):
            z = rows[t, k, np.uintp(i * LANES + b)]
            w[np.uintp((n + i) * LANES + b)] += z * push
            gain = z * inverse
            for j in range(d):
                if j <= i:
                    before = w[np.uintp((i * (i + 1) // 2 + j) * LANES + b)]
                    w[np.uintp((i * (i + 1) // 2 + j) * LANES + b)] = (
                        before - gain * rows[t, k, np.uintp(j * LANES + b)]
                    )


@njit(forceinline=True, **_STEP)
def _back(w, rows, t, k, load, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Carry what an input shows back over it."""
    d = len(like)
    n = d * (d + 1) // 2
    for b in range(lanes):
        v = rows[t, k, np.uintp(b)] * w[np.uintp(n * LANES + b)]
        for i in range(1, d):
            v += rows[t, k, np.uintp(i * LANES + b)] * w[np.uintp((n + i) * LANES + b)]
        v = rows[t, k, np.uintp(d * LANES + b)] - v * rows[t, k, np.uintp((d + 1) * LANES + b)]
        w[np.uintp(n * LANES + b)] += load * v
        w[np.uintp((n + k + 1) * LANES + b)] += v


@njit(**_STEP)
def _correct(w, x, q, r, t, keep, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Add to a year of the free history what the disturbances up to it add."""
    d = len(like)
    n = d * (d + 1) // 2
    for b in range(lanes):
        for i in range(d):
            pushed = q[t, np.uintp(i * LANES + b)] * r[t, np.uintp(i * LANES + b)]
            v = keep[i] * w[np.uintp((n + i) * LANES + b)] + pushed
            w[np.uintp((n + i) * LANES + b)] = v
            x[t, np.uintp(i * LANES + b)] += v


@njit(**_STEP)
def _weigh(q, x, t, gammas, group, sweep, keep, tail, least, most, like, lanes):  # type: ignore[no-untyped-def]  # pragma: no cover - compiled
    """Draw a year's variances, which is the weights of the innovations, given the states."""
    for i in range(len(like)):
        fade, of, low, high = keep[i], tail[i], least[i], most[i]
        for b in range(lanes):
            moved = x[t, i * LANES + b] - fade * x[t - 1, i * LANES + b]
            gamma = gammas[group, sweep, t, i * LANES + b]
            v = (of + moved * moved) / (gamma + gamma)
            q[t, i * LANES + b] = min(max(v, low), high)
