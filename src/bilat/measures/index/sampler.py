"""Joint draws of one pair's factor under several specifications: the Gibbs sampler of `statespace`.

What is drawn is that of `statespace.draw`: states given the weights of the innovations by simulation and correction (Durbin
& Koopman 2002, Biometrika 89:603-615), weights given states from a Gamma.

The random numbers are drawn once a process and are the same for every pair and specification (common random numbers): a
difference between specifications is then not chance, and half of the work is saved. Draw i of one pair must therefore not be
set beside draw i of another; `posterior.p_closer` does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from bilat.measures.index.compiled import compiled
from bilat.measures.index.single import settled
from bilat.measures.index.statespace import Model, Series

__all__ = ["LEAST_WEIGHT", "MOST_WEIGHT", "Bank", "Chains", "beginnings", "sample"]

#: Innovations with more degrees of freedom than this are taken for normal: their weights are 1.
_NORMAL_FROM = 1000.0
_ROUNDS = 3
#: Weights of the innovations are kept between these.
LEAST_WEIGHT, MOST_WEIGHT = 1e-6, 1e6


@dataclass(frozen=True, eq=False)
class Bank:
    """Random numbers of every sweep, each (sweeps, T, d or K, draws)."""

    states: np.ndarray
    inputs: np.ndarray
    weights: np.ndarray


@dataclass(frozen=True, eq=False)
class Chains:
    """What chains run on, a column for each specification.

    Attributes
    ----------
    y, seen, noise2 : (S, T, K)
        Inputs, 0 where missing; which are there; the variance of their noise.
    loading : (S, K)
    phi, scale2, nu, start2 : (S, d)
    normal : (S,)
        Columns whose innovations are normal.
    begin : (S, T, d)
        Weights of the innovations that chains begin with.
    """

    y: np.ndarray
    seen: np.ndarray
    noise2: np.ndarray
    loading: np.ndarray
    phi: np.ndarray
    scale2: np.ndarray
    nu: np.ndarray
    start2: np.ndarray
    normal: np.ndarray
    begin: np.ndarray


@lru_cache(maxsize=8)
def _bank(nu: tuple[float, ...], t_max: int, draws: int, sweeps: int, seed: int) -> Bank:
    """Draw the numbers for a factor whose innovations have these degrees of freedom."""
    d = len(nu)
    # factors differ in their degrees of freedom or inputs, and must not share numbers
    rng = np.random.default_rng([seed, d, *(round(100 * n) for n in nu)])
    shape = (np.asarray(nu)[:, None] + 1) / 2
    return Bank(
        rng.standard_normal((sweeps, t_max, d, draws), dtype=np.float32),
        rng.standard_normal((sweeps, t_max, d - 1, draws), dtype=np.float32),
        rng.standard_gamma(np.broadcast_to(shape, (sweeps, t_max, d, draws))).astype(np.float32),
    )


def sample(
    y: np.ndarray,
    noise2: np.ndarray,
    model: Model,
    draws: int,
    sweeps: int,
    seed: int = 0,
    dtype: Any = np.float32,
    begin: np.ndarray | None = None,
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
    dtype
        Precision of every step of the chains.
    begin
        As from `beginnings`, where that is worked out already.

    Returns
    -------
    states : (S, T, d, draws)
    """
    normal = _normal(model)
    nu = model.nu[:, int(np.argmin(normal))]
    # drawn in eights: the numbers of a draw depend on how many are drawn
    bank = _bank(tuple(float(n) for n in nu), len(y), -(-draws // 8) * 8, sweeps, seed)
    seen = ~np.isnan(y)
    if begin is None:
        (begin,) = beginnings([Series(y, noise2, model)])

    def columns_first(x: np.ndarray) -> np.ndarray:
        return np.ascontiguousarray(np.moveaxis(x, -1, 0))

    chains = Chains(
        y=columns_first(np.where(seen, y, 0.0)),
        seen=columns_first(seen),
        noise2=columns_first(noise2),
        loading=columns_first(model.loading),
        phi=columns_first(model.phi),
        scale2=columns_first(model.scale2),
        nu=columns_first(model.nu),
        start2=columns_first(model.start2),
        normal=normal,
        begin=columns_first(begin),
    )
    if compiled():
        from bilat.measures.index import sampler_compiled

        found = sampler_compiled.run(chains, bank, dtype)
    else:
        from bilat.measures.index import sampler_arrays

        found = sampler_arrays.run(chains, bank, dtype)
    return np.asarray(found[..., :draws])


def beginnings(series: Sequence[Series]) -> list[np.ndarray]:
    """Return the weights of the innovations that chains begin with, (T, d, S), of each series.

    They are those that variational rounds settle on: from 1, chains need many sweeps to find a break.
    """
    normal = [_normal(s.model) for s in series]
    breaks = [
        Series(
            s.y[..., ~n],
            s.noise2[..., ~n],
            Model(*(x[:, ~n] for x in (s.model.loading, s.model.phi, s.model.scale2, s.model.nu, s.model.start2))),
        )
        for s, n in zip(series, normal, strict=True)
    ]  # fmt: skip
    out = []
    for s, n, weights in zip(series, normal, settled(breaks, _ROUNDS), strict=True):
        begin = np.ones((len(s.y), s.y.shape[1] + 1, s.y.shape[2]))
        begin[..., ~n] = weights
        out.append(begin)
    return out


def _normal(model: Model) -> np.ndarray:
    """Say which columns have normal innovations."""
    return np.asarray((model.nu >= _NORMAL_FROM).all(axis=0))
