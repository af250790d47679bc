"""Did the chains meet, and how much do they know: split R-hat and effective sample size, for all at once.

As in Gelman et al. (2013, 11.4-11.5), with Geyer's initial monotone sequence; no rank normalisation. Agrees with
ArviZ's ``rhat(method="split")`` and ``ess(method="mean")`` (tests/measures/test_idealpoints.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["effective_size", "split_rhat"]

_CHUNK = 512


def _split(draws: NDArray[Any]) -> NDArray[np.float64]:
    """Cut each chain in two halves: (2 chains, half, parameters)."""
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, -half:]]).astype(np.float64)


def split_rhat(draws: NDArray[Any]) -> NDArray[np.float64]:
    """Return R-hat over half chains.

    Parameters
    ----------
    draws : (chains, draws, parameters)

    Returns
    -------
    (parameters,)
        1 where half chains cannot be told apart; NaN where nothing varies.

    Examples
    --------
    >>> x = np.random.default_rng(1).normal(size=(2, 500, 1))
    >>> bool(split_rhat(x)[0] < 1.02)
    True
    """
    out = [_rhat(_split(draws[:, :, k : k + _CHUNK])) for k in range(0, draws.shape[2], _CHUNK)]
    return np.concatenate(out)


def _rhat(x: NDArray[np.float64]) -> NDArray[np.float64]:
    n = x.shape[1]
    within = x.var(1, ddof=1).mean(0)
    between = x.mean(1).var(0, ddof=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        rhat: NDArray[np.float64] = np.sqrt((n - 1) / n + between / within)
    return rhat


def effective_size(draws: NDArray[Any]) -> NDArray[np.float64]:
    """Return the number of independent draws that would give the mean as well.

    Parameters
    ----------
    draws : (chains, draws, parameters)

    Returns
    -------
    (parameters,)
    """
    out = [_size(_split(draws[:, :, k : k + _CHUNK])) for k in range(0, draws.shape[2], _CHUNK)]
    return np.concatenate(out)


def _size(x: NDArray[np.float64]) -> NDArray[np.float64]:
    chains, n, _ = x.shape
    length = 1 << (2 * n - 1).bit_length()
    centred = x - x.mean(1, keepdims=True)
    spectrum = np.fft.rfft(centred, length, axis=1)
    covariance = np.fft.irfft(np.abs(spectrum) ** 2, length, axis=1)[:, :n].mean(0) / n
    within = covariance[0] * n / (n - 1)
    total = covariance[0] + x.mean(1).var(0, ddof=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        rho = 1 - (within - covariance * n / (n - 1)) / total
    rho[0] = 1
    pairs = rho[0 : n - n % 2 : 2] + rho[1:n:2]
    # Geyer: sums of neighbours are positive and fall; stop at the first that is not positive
    positive = np.logical_and.accumulate(pairs > 0, axis=0)
    falling = np.minimum.accumulate(pairs, axis=0)
    tau = -1 + 2 * np.where(positive, falling, 0).sum(0)
    limit = chains * n * np.log10(chains * n)
    size: NDArray[np.float64] = np.minimum(chains * n / np.maximum(tau, 1e-12), limit)
    return size
