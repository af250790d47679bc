"""The state-space model of one factor, for many pairs at once: filter, smoother, joint draws.

State of a pair: ``d = 1 + K`` numbers, the common factor and what is peculiar to each of ``K`` inputs. Each follows
its own AR(1); input ``k`` shows ``loading_k * common + peculiar_k`` plus noise. Pairs are the last axis of every
array, so that one step serves all of them; inputs are taken one at a time, so that no matrix is inverted and one
that is missing is just left out (Durbin & Koopman 2012, Time Series Analysis by State Space Methods, ch. 4.9, 6.4).

Innovations are Student-t: normal with variance ``scale2 / w`` given weights ``w`` drawn from a Gamma, so that a break
is a year of small weight. Given the weights everything is exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["Model", "Pass", "Series", "draw", "expected_weights", "filtered", "run", "smoothed"]


@dataclass(frozen=True)
class Model:
    """Parameters of one factor; the last axis is 1, or as many as there are pairs.

    Attributes
    ----------
    loading : (K, 1 or pairs)
    phi, scale2, nu, start2 : (1 + K, 1 or pairs)
        Persistence, squared scale and degrees of freedom of the innovations, variance in the first year; the
        common factor first.
    """

    loading: np.ndarray
    phi: np.ndarray
    scale2: np.ndarray
    nu: np.ndarray
    start2: np.ndarray


@dataclass(frozen=True)
class Series:
    """Inputs of a factor and their model.

    Attributes
    ----------
    y, noise2 : (T, K, N)
        Inputs, NaN where missing, and the variance of their noise.
    model
    """

    y: np.ndarray
    noise2: np.ndarray
    model: Model


@dataclass(frozen=True)
class Pass:
    """What a forward pass keeps: before the inputs of each year, and of each input's step.

    ``mean`` (T, d, N), ``cov`` (T, d, d, N) of the state before the year's inputs; ``mean_now`` and ``cov_now`` after
    them; ``error``, ``precision`` (T, K, N) and ``gain`` (T, K, d, N), all zero where the input is missing.
    """

    mean: np.ndarray
    cov: np.ndarray
    mean_now: np.ndarray
    cov_now: np.ndarray | None
    error: np.ndarray
    precision: np.ndarray
    gain: np.ndarray
    seen: np.ndarray


def run(
    y: np.ndarray,
    noise2: np.ndarray,
    model: Model,
    weights: np.ndarray | None = None,
    *,
    keep_now: bool = True,
) -> Pass:
    """Filter forward.

    Parameters
    ----------
    y : (T, K, N)
        Inputs, NaN where missing.
    noise2 : (T, K, N)
        Variance of each input's noise.
    weights : (T, d, N)
        Weights of the innovations into each year; 1 if ``None``.
    keep_now
        Keep the covariances after each year's inputs too.
    """
    t_max, k_max, n = y.shape
    d = k_max + 1
    seen = ~np.isnan(y)
    any_seen = seen.any(axis=2)
    filled = np.where(seen, y, 0.0)
    mean, cov = np.empty((t_max, d, n)), np.empty((t_max, d, d, n))
    mean_now = np.empty((t_max, d, n))
    cov_now = np.empty((t_max, d, d, n)) if keep_now else None
    error, precision = np.zeros((t_max, k_max, n)), np.zeros((t_max, k_max, n))
    gain = np.zeros((t_max, k_max, d, n))
    a = np.zeros((d, n))
    p = np.zeros((d, d, n))
    at = np.arange(d)
    p[at, at] = model.start2
    decay = model.phi[:, None] * model.phi[None, :]
    for t in range(t_max):
        if t:
            a = model.phi * a
            p = decay * p
            p[at, at] += model.scale2 if weights is None else model.scale2 / weights[t]
        mean[t], cov[t] = a, p
        p = p.copy()
        for k in range(k_max):
            if not any_seen[t, k]:
                continue
            load = model.loading[k]
            pz = load * p[0] + p[k + 1]
            inverse = seen[t, k] / (load * pz[0] + pz[k + 1] + noise2[t, k])
            g = pz * inverse
            v = filled[t, k] - load * a[0] - a[k + 1]
            error[t, k], precision[t, k], gain[t, k] = v * seen[t, k], inverse, g
            a = a + g * v
            p -= g[:, None] * pz[None, :]
        mean_now[t] = a
        if cov_now is not None:
            cov_now[t] = p
    return Pass(mean, cov, mean_now, cov_now, error, precision, gain, any_seen)


def _back(done: Pass, model: Model, *, second: bool) -> tuple[np.ndarray, np.ndarray | None]:
    """Return the backward recursions r (T, d, N) and N (T, d, d, N), each as of before the year's inputs."""
    t_max, k_max, n = done.error.shape
    d = k_max + 1
    r = np.zeros((d, n))
    big = np.zeros((d, d, n)) if second else None
    all_r = np.empty((t_max, d, n))
    all_big = np.empty((t_max, d, d, n)) if second else None
    decay = model.phi[:, None] * model.phi[None, :]
    for t in range(t_max - 1, -1, -1):
        if t < t_max - 1:
            r = model.phi * r
            if big is not None:
                big = decay * big
        for k in range(k_max - 1, -1, -1):
            if not done.seen[t, k]:
                continue
            g, load = done.gain[t, k], model.loading[k]
            step = done.error[t, k] * done.precision[t, k] - (g * r).sum(axis=0)
            r[0] += load * step
            r[k + 1] += step
            if big is not None:
                ng = (big * g[None]).sum(axis=1)
                middle = done.precision[t, k] + (g * ng).sum(axis=0)
                # big - z ng' - ng z' + middle z z', z being the loading at 0 and 1 at k + 1
                big[0] -= load * ng
                big[k + 1] -= ng
                big[:, 0] -= load * ng
                big[:, k + 1] -= ng
                big[0, 0] += load * load * middle
                big[0, k + 1] += load * middle
                big[k + 1, 0] += load * middle
                big[k + 1, k + 1] += middle
        all_r[t] = r
        if all_big is not None:
            all_big[t] = big
    return all_r, all_big


def filtered(done: Pass, combine: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and variance of ``combine' state`` given the inputs up to each year, each (T, N).

    Parameters
    ----------
    combine : (d, 1 or N)
    """
    assert done.cov_now is not None
    mean = (combine * done.mean_now).sum(axis=1)
    variance = np.einsum("tijn,in,jn->tn", done.cov_now, *_both(combine, mean.shape[1]))
    return mean, np.maximum(variance, 0.0)


def smoothed(done: Pass, model: Model, combine: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and variance of ``combine' state`` given every input, each (T, N)."""
    r, big = _back(done, model, second=True)
    assert big is not None
    c = np.broadcast_to(combine, (combine.shape[0], r.shape[2]))
    pc = (done.cov * c[None, None]).sum(axis=2)
    mean = (c * done.mean).sum(axis=1) + (pc * r).sum(axis=1)
    variance = (pc * c).sum(axis=1) - np.einsum("tin,tijn,tjn->tn", pc, big, pc)
    return mean, np.maximum(variance, 0.0)


def _both(combine: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    c = np.broadcast_to(combine, (combine.shape[0], n))
    return c, c


def expected_weights(y: np.ndarray, noise2: np.ndarray, model: Model, rounds: int = 3) -> np.ndarray:
    """Return the weights of the innovations (T, d, N) that variational rounds settle on.

    Each round smooths and sets every weight to its expectation given the expected squared innovation.
    """
    weights = np.ones((y.shape[0], y.shape[1] + 1, y.shape[2]))
    at = np.arange(weights.shape[1])
    for _ in range(rounds):
        r, big = _back(run(y, noise2, model, weights, keep_now=False), model, second=True)
        assert big is not None
        q = model.scale2 / weights
        squared = (q * r) ** 2 + q - q * q * big[:, at, at]
        weights = (model.nu + 1) / (model.nu + np.maximum(squared, 0.0) / model.scale2)
        weights[0] = 1.0
    return weights


def draw(
    y: np.ndarray, noise2: np.ndarray, model: Model, rng: np.random.Generator, sweeps: int = 8
) -> tuple[np.ndarray, np.ndarray]:
    """Draw the states of every column from their joint posterior: Gibbs over states and weights.

    Each column is a chain of its own: to draw a pair many times, repeat its column.

    Returns
    -------
    states : (T, d, N)
    weights : (T, d, N)
        The last sweep's.
    """
    t_max, k_max, n = y.shape
    d = k_max + 1
    weights = np.ones((t_max, d, n))
    states = np.zeros((t_max, d, n))
    full = np.broadcast_to(model.nu, (d, n))
    for _ in range(sweeps):
        states = _states(y, noise2, model, weights, rng)
        innovation = states[1:] - model.phi * states[:-1]
        rate = (full + innovation**2 / model.scale2) / 2
        weights[1:] = rng.gamma(np.broadcast_to((full + 1) / 2, rate.shape)) / rate
        np.clip(weights, 1e-6, 1e6, out=weights)
    return states, weights


def _states(
    y: np.ndarray, noise2: np.ndarray, model: Model, weights: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Draw states given weights: simulate freely, then correct by the smoother of the difference."""
    t_max, k_max, n = y.shape
    d = k_max + 1
    free = rng.standard_normal((t_max, d, n))
    free[0] *= np.sqrt(model.start2)
    free[1:] *= np.sqrt(model.scale2 / weights[1:])
    for t in range(1, t_max):
        free[t] += model.phi * free[t - 1]
    shown = model.loading * free[:, :1] + free[:, 1:] + rng.standard_normal(y.shape) * np.sqrt(noise2)
    done = run(y - shown, noise2, model, weights, keep_now=False)
    r, _ = _back(done, model, second=False)
    return np.asarray(free + done.mean + np.einsum("tijn,tjn->tin", done.cov, r))
