"""How far an input wanders after its source has ended: variance measured on earlier years, for bands and for draws.

Yearly innovations are matched to how often an input jumps, which says too little of where it stands ten years on: new pacts,
agreements and exercises come in waves that last, and several inputs of a pair move together. So the variance of forecasts
over one to thirteen years is measured where the outcome is known, and what the model lacks is added as innovations of its own
to an input that is seen no more: an AR(1) with the input's persistence that starts from 0 in the last year known. Values stay as
they are; only what is said of their uncertainty changes.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from bilat.measures.index.statespace import Model, run

__all__ = ["after_end", "grown", "paths", "rates", "since_known", "variance", "wanderings"]

#: Years ahead at which forecasts are looked at, and how many years before its end an input's forecasts begin.
AHEAD = (1, 2, 3, 5, 7, 9, 11, 13)
_BACK = 25
#: Years that the filter has seen before its first forecast.
_FIRST = 5


def since_known(y: np.ndarray) -> np.ndarray:
    """Return the years since each input was last known, (T, K, N): 0 while it is, and before it ever was.

    Examples
    --------
    >>> since_known(np.array([np.nan, 1.0, np.nan, np.nan])[:, None, None])[:, 0, 0].tolist()
    [0, 0, 1, 2]
    """
    year = np.arange(len(y))[:, None, None]
    last = np.maximum.accumulate(np.where(np.isnan(y), -1, year), axis=0)
    return np.where(last >= 0, year - last, 0)


def after_end(y: np.ndarray) -> np.ndarray:
    """Return the years since each input was known for the last time, (T, K, N); 0 up to then.

    Examples
    --------
    >>> after_end(np.array([1.0, np.nan, 2.0, np.nan])[:, None, None])[:, 0, 0].tolist()
    [0, 0, 0, 1]
    """
    known = ~np.isnan(y)
    later = np.logical_or.accumulate(known[::-1], axis=0)[::-1]
    return np.where(later, 0, since_known(y))


def grown(phi: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Return the variance after some years of an AR(1) that starts from 0, in units of its innovations' variance.

    Examples
    --------
    >>> grown(np.array([0.5]), np.array([0, 1, 2])).tolist()
    [0.0, 1.0, 1.25]
    """
    return np.asarray((1 - phi ** (2 * years)) / (1 - phi**2))


def variance(years: np.ndarray, rate: np.ndarray, phi: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return what unseen inputs add to the variance of their weighted sum, (T, N).

    Parameters
    ----------
    years : (T, K, N)
        As from `since_known` or `after_end`.
    rate, phi, weights : (K,)
        Variance of a year's wandering, persistence, and weight in the sum.
    """
    out = np.zeros((years.shape[0], years.shape[2]))
    for k in np.flatnonzero(rate > 0):
        out += weights[k] ** 2 * rate[k] * grown(phi[k], years[:, k])
    return out


def paths(y: np.ndarray, rate: np.ndarray, phi: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """Draw how the inputs of one pair wander after their end, (T, K, draws); 0 up to then.

    As in `sampler`, the random numbers are the same for every pair and specification.

    Parameters
    ----------
    y : (T, K)
    """
    years = after_end(y[:, :, None])[:, :, 0]
    out = np.zeros((*y.shape, draws), dtype=np.float32)
    noise, root = wanderings(*y.shape, draws, seed), np.sqrt(rate).astype(np.float32)
    for k in np.flatnonzero(rate > 0):
        for t in np.flatnonzero(years[:, k]):
            out[t, k] = np.float32(phi[k]) * out[t - 1, k] + root[k] * noise[t, k]
    return out


@lru_cache(maxsize=8)
def wanderings(years: int, inputs: int, draws: int, seed: int) -> np.ndarray:
    """Return the random numbers of `paths`, (years, inputs, draws): the same for every pair."""
    rng = np.random.default_rng([seed, 23, inputs])
    return rng.standard_normal((years, inputs, draws), dtype=np.float32)


def rates(y: np.ndarray, noise2: np.ndarray, model: Model, weights: np.ndarray) -> np.ndarray:
    """Measure the variance that a year adds to each input once it is seen no more, (K,).

    The filter forecasts from every year before an input's end, all inputs being unknown from then on. The squared errors, less what
    the model says of them, are laid on the growth of an AR(1). Errors of a factor's inputs go together: all rates are multiplied by what their
    weighted sum lacks, over what it would if they did not.

    Parameters
    ----------
    y, noise2 : (T, K, N)
        Inputs of the pairs to measure it on, NaN where missing, and the variance of their noise.
    weights : (K,)
        The inputs' weights in the factor.
    """
    done = run(y, noise2, model)
    assert done.cov_now is not None
    t_max, k_max, _ = y.shape
    phi, scale2 = model.phi[:, 0], model.scale2[:, 0]
    show = np.hstack([model.loading, np.eye(k_max)])
    known = ~np.isnan(y).all(axis=2)
    last = np.array([np.flatnonzero(known[:, k])[-1] if known[:, k].any() else -1 for k in range(k_max)])
    lacking, whole, growth = [], [], []
    for ahead in AHEAD:
        error, said, count = np.zeros((3, k_max, k_max))
        shown = show * phi**ahead
        more = (show * scale2 * grown(phi, np.array(ahead))) @ show.T
        for t in range(_FIRST, t_max - ahead):
            miss = y[t + ahead] - shown @ done.mean_now[t]
            used = ~np.isnan(miss) & ~np.isnan(y[t]) & (t >= last - _BACK)[:, None]
            both = used.astype(float)
            miss = np.where(used, miss, 0.0)
            cov = np.einsum("ki,ijn,lj->kln", shown, done.cov_now[t], shown, optimize=True) + more[:, :, None]
            cov[np.arange(k_max), np.arange(k_max)] += noise2[t + ahead]
            error += miss @ miss.T
            count += both @ both.T
            said += np.einsum("kln,kn,ln->kl", cov, both, both, optimize=True)
        lack = (error - said) / np.maximum(count, 1)
        lacking.append(np.diag(lack))
        whole.append(weights @ lack @ weights)
        growth.append(grown(phi[1:], np.array(ahead)))
    grow = np.array(growth)
    rate = np.maximum((np.array(lacking) * grow).sum(axis=0) / (grow**2).sum(axis=0), 0.0)
    alone = grow @ (weights**2 * rate)
    together = (alone @ np.array(whole)) / max(float(alone @ alone), 1e-12)
    return np.asarray(rate * max(float(together), 1.0))
