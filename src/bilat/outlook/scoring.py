"""Scores of probability forecasts: pure functions on arrays.

``p`` is (n, k), each row a distribution over k outcomes; ``y`` is (n,), the index of what came about; ``group`` is
(n,), the roll call or episode a row belongs to. Rows of one group hang together, so that the bootstrap draws groups.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "Bin",
    "brier",
    "calibration",
    "ece",
    "log_score",
    "mean_interval",
    "ranked_probability",
    "skill",
    "skill_interval",
]

_FLOOR = 1e-6


def _checked(p: ArrayLike, y: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    probs, seen = np.asarray(p, float), np.asarray(y)
    if probs.ndim != 2 or len(probs) != len(seen):
        raise ValueError(f"p must be (n, k) and y (n,); got {probs.shape} and {seen.shape}.")
    if len(probs) and (not np.allclose(probs.sum(1), 1, atol=1e-5) or probs.min() < -1e-9):
        raise ValueError("Every row of p must be a distribution: not negative, sum 1.")
    return probs, seen.astype(np.int64)


def brier(p: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
    """Return each row's Brier score, sum over outcomes of (p - seen)^2: 0 best, 2 worst (Brier 1950).

    Divide by two for the two-outcome form that runs to 1 (`ece` and tables say which is used).

    Examples
    --------
    >>> brier([[0.7, 0.2, 0.1]], [0]).round(2).tolist()
    [0.14]
    """
    probs, seen = _checked(p, y)
    hit = probs[np.arange(len(seen)), seen]
    return np.asarray((probs**2).sum(1) - 2 * hit + 1)


def log_score(p: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
    """Return each row's log score, -ln p(seen): 0 best; p is floored at 1e-6.

    Examples
    --------
    >>> log_score([[0.5, 0.5]], [1]).round(3).tolist()
    [0.693]
    """
    probs, seen = _checked(p, y)
    return np.asarray(-np.log(np.maximum(probs[np.arange(len(seen)), seen], _FLOOR)))


def ranked_probability(p: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
    """Return each row's ranked probability score over ordered outcomes, divided by k - 1: 0 best, 1 worst.

    Sum over the first k - 1 outcomes of (cumulative p - cumulative seen)^2 (Epstein 1969; Murphy 1971).

    Examples
    --------
    >>> ranked_probability([[0.2, 0.3, 0.5]], [2]).round(3).tolist()
    [0.145]
    """
    probs, seen = _checked(p, y)
    k = probs.shape[1]
    came = (seen[:, None] <= np.arange(k - 1)).astype(float)
    return np.asarray(((probs.cumsum(1)[:, :-1] - came) ** 2).sum(1) / (k - 1))


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin of a calibration curve: forecasts in [low, high), their mean, and how often it came about."""

    low: float
    high: float
    n: int
    forecast: float
    observed: float


def calibration(p: ArrayLike, y: ArrayLike, bins: int = 10) -> tuple[Bin, ...]:
    """Return the calibration curve over all outcomes pooled: each (row, outcome) is one yes-or-no forecast.

    Bins are of equal width; empty ones are left out.
    """
    probs, seen = _checked(p, y)
    flat = probs.ravel()
    came = (np.arange(probs.shape[1]) == seen[:, None]).ravel()
    place = np.minimum((flat * bins).astype(np.int64), bins - 1)
    out = []
    for b in range(bins):
        inside = place == b
        n = int(inside.sum())
        if n:
            out.append(
                Bin(b / bins, (b + 1) / bins, n, float(flat[inside].mean()), float(came[inside].mean()))
            )
    return tuple(out)


def ece(p: ArrayLike, y: ArrayLike, bins: int = 10) -> float:
    """Return the expected calibration error: mean |forecast - observed| over the bins, weighted by their n.

    Over all outcomes pooled (classwise), ten bins of equal width.
    """
    curve = calibration(p, y, bins)
    total = sum(b.n for b in curve)
    return sum(b.n * abs(b.forecast - b.observed) for b in curve) / total if total else float("nan")


def skill(scores: ArrayLike, reference: ArrayLike) -> float:
    """Return 1 - mean(scores) / mean(reference): 0 no better than the reference, 1 perfect, negative worse."""
    base = float(np.mean(np.asarray(reference, float)))
    return 1 - float(np.mean(np.asarray(scores, float))) / base if base else float("nan")


def mean_interval(
    scores: ArrayLike, group: ArrayLike, draws: int = 1000, seed: int = 1
) -> tuple[float, float]:
    """Return the 90% bootstrap interval of the mean score, drawing whole groups."""
    return _bootstrap([np.asarray(scores, float)], group, lambda s: s[0], draws, seed)


def skill_interval(
    scores: ArrayLike, reference: ArrayLike, group: ArrayLike, draws: int = 1000, seed: int = 1
) -> tuple[float, float]:
    """Return the 90% bootstrap interval of the skill, drawing whole groups."""
    rows = [np.asarray(scores, float), np.asarray(reference, float)]
    return _bootstrap(rows, group, lambda s: 1 - s[0] / s[1], draws, seed)


def _bootstrap(
    rows: list[NDArray[np.float64]],
    group: ArrayLike,
    statistic: Callable[[list[NDArray[Any]]], NDArray[Any]],
    draws: int,
    seed: int,
) -> tuple[float, float]:
    """Draw groups with replacement; `statistic` gets the sum over drawn rows of each score, divided by their number."""
    _ids, back = np.unique(np.asarray(group), return_inverse=True)
    groups = int(back.max()) + 1 if len(back) else 0
    if groups < 2:
        return float("nan"), float("nan")
    sums = [np.bincount(back, weights=r, minlength=groups) for r in rows]
    sizes = np.bincount(back, minlength=groups).astype(float)
    drawn = np.random.default_rng(seed).multinomial(groups, np.full(groups, 1 / groups), size=draws)
    n = drawn @ sizes
    values = statistic([drawn @ s / n for s in sums])
    low, high = np.quantile(values, [0.05, 0.95])
    return float(low), float(high)
