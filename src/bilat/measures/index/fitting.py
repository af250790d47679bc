"""Where the parameters come from: a prior that is argued, and data that count for less than they seem to.

Twenty thousand pairs of two hundred states are not twenty thousand witnesses. A moment counts as if it were seen once
a state, so that the prior of the loadings (mean `PRIOR`, standard deviation 0.15) keeps the factor what its name says.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bilat.measures.index.inputs import DENSE, FACTORS, FIRST, INPUTS, REMEMBERED, Inputs
from bilat.measures.index.parameters import NOISE, Parameters
from bilat.measures.index.unseen import rates

__all__ = ["PRIOR", "engaged", "fit", "noise2", "scaled", "year_effects"]

#: Prior means of the loadings.
PRIOR: dict[str, float] = {
    "votes": 0.8,
    "memberships": 0.5,
    "obligations": 0.6,
    "defence_cooperation": 0.5,
    "exercises": 0.5,
    "arms": 0.6,
    "trade": 0.5,
    "disputes": 0.8,
    "war": 0.6,
    "rivalry": 0.7,
    "claims": 0.5,
    "sanctions": 0.4,
}
_PRIOR_SD = 0.15
_FULL_TIE = 1 / 3  # a full tie (a defence pact, all arms from one hand, a rivalry) is three units
_JUMP = 0.5  # a change by this many units in a year is a jump
_SMOOTH_NU, _JUMPY_NU = 4.0, 2.0
# Ties do not move in step from one year to the next (a pact first, arms years later): what is common moves slowly.
_COMMON_PHI, _COMMON_SCALE, _COMMON_NU = 0.99, 0.03, 3.0
_LEAST_SCALE = 0.03
_BOOTSTRAPS = 50
_WANDERERS = 1500  # pairs on which it is measured how far inputs wander


def year_effects(inputs: Inputs) -> dict[str, np.ndarray]:
    """Return the mean over all pairs of each dense input by year (T,), NaN where nobody has it."""
    out = {}
    for name in DENSE:
        values = inputs.values[name]
        known = ~np.isnan(values)
        count = known.sum(axis=1)
        total = np.where(known, values, 0.0).sum(axis=1)
        out[name] = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return out


def engaged(inputs: Inputs) -> np.ndarray:
    """Say which pairs ever had a tie or a quarrel of weight: a defence pact, arms, agreements, disputes, rivalry."""
    v = inputs.values
    some = np.zeros(len(inputs.pairs.a), dtype=bool)
    for name, least in (("obligations", 0.9), ("arms", 0.1), ("defence_cooperation", 0.1), ("disputes", 0.01),
                        ("rivalry", 0.5), ("claims", 0.1), ("war", 0.01)):  # fmt: skip
        some |= np.nan_to_num(v[name]).max(axis=0) > least
    return some


def scaled(
    inputs: Inputs, effects: dict[str, np.ndarray], scale: dict[str, float], factor: str
) -> np.ndarray:
    """Return a factor's inputs in scaled units, year effects taken out: shape (T, K, N), NaN where unknown."""
    out = np.stack([inputs.values[name] for name in FACTORS[factor]], axis=1)
    for k, name in enumerate(FACTORS[factor]):
        if name in effects:
            out[:, k] -= effects[name][:, None]
        out[:, k] /= scale[name]
    return out


def noise2(inputs: Inputs, scale: dict[str, float], factor: str, votes: float = 1.0) -> np.ndarray:
    """Return the variance of each input's noise in scaled units, shape (T, K, N).

    `votes` is the share of the votes' sampling variance that counts.
    """
    names = FACTORS[factor]
    shape = (*inputs.vote_variance.shape[:1], len(names), inputs.vote_variance.shape[1])
    out = np.broadcast_to(np.array([NOISE[n] ** 2 for n in names])[None, :, None], shape)
    if "votes" in names:
        out = out.copy()
        out[:, names.index("votes")] += votes * np.nan_to_num(inputs.vote_variance) / scale["votes"] ** 2
    return out


def fit(inputs: Inputs, until: int, *, seed: int = 1) -> Parameters:
    """Find the parameters from years up to `until`, by moments of the engaged pairs and the prior of the loadings."""
    rng = np.random.default_rng(seed)
    stop = until - FIRST + 1
    cut = {name: values[:stop] for name, values in inputs.values.items()}
    inputs = replace(
        inputs,
        values=cut,
        vote_variance=inputs.vote_variance[:stop],
        pairs=replace(inputs.pairs, alive=inputs.pairs.alive[:stop]),
    )
    effects = year_effects(inputs)
    which = np.flatnonzero(engaged(inputs))
    some = replace(
        inputs,
        values={n: v[:, which] for n, v in cut.items()},
        vote_variance=inputs.vote_variance[:, which],
        pairs=replace(
            inputs.pairs,
            a=inputs.pairs.a[which],
            b=inputs.pairs.b[which],
            alive=inputs.pairs.alive[:, which],
        ),
    )
    scale = dict.fromkeys(INPUTS, _FULL_TIE)
    for name in FACTORS["positions"]:
        scale[name] = float(np.nanstd(inputs.values[name] - effects[name][:, None]))
    phi, scale2, nu = {}, {}, {}
    common: dict[str, tuple[float, float, float]] = {}
    loading: dict[str, float] = {}
    loading_sd: dict[str, float] = {}
    vote_noise = 1.0
    for factor, names in FACTORS.items():
        y = scaled(some, effects, scale, factor)
        if factor == "positions":
            vote_noise = _repeated(y[:, 0], some.vote_variance / scale["votes"] ** 2)
        noise = noise2(some, scale, factor, vote_noise)
        for k, name in enumerate(names):
            smooth = name in DENSE
            nu[name] = _SMOOTH_NU if smooth else _JUMPY_NU
            phi[name], scale2[name] = _moments(y[:, k], noise[:, k], smooth, name in REMEMBERED)
        mean, sd = _loadings(y, names, np.stack([some.pairs.a, some.pairs.b]), rng)
        loading |= {n: float(v) for n, v in zip(names, mean, strict=True)}
        loading_sd |= {n: float(v) for n, v in zip(names, sd, strict=True)}
        common[factor] = (_COMMON_PHI, _COMMON_SCALE**2, _COMMON_NU)
    found = Parameters(
        until, scale, loading, loading_sd, phi, scale2, nu, common, vote_noise, dict.fromkeys(INPUTS, 0.0)
    )
    of = rng.choice(len(which), min(_WANDERERS, len(which)), replace=False)
    for factor, names in FACTORS.items():
        y = scaled(some, effects, scale, factor)[:, :, of]
        noise = noise2(some, scale, factor, vote_noise)[:, :, of]
        more = rates(y, noise, found.model(factor), found.weights(factor))
        found.unseen.update({n: float(r) for n, r in zip(names, more, strict=True)})
    return found


def _moments(y: np.ndarray, noise: np.ndarray, smooth: bool, fading: bool) -> tuple[float, float]:
    """Return persistence and squared innovation scale of one input, (T, N).

    What is remembered fades for certain until something happens again: the middle year tells by how much, while the
    mean year mixes it with what happens.
    """
    before, after = y[:-1], y[1:]
    ok = ~np.isnan(before) & ~np.isnan(after)
    x, z = before[ok], after[ok]
    weight = 1 / (1 + (noise[:-1][ok] + noise[1:][ok]) / 2)
    top = (weight * x * z).sum()
    phi = float(np.clip(top / max((weight * (x**2 - noise[:-1][ok])).sum(), 1e-9), 0.8, 0.99))
    if fading:
        phi = float(np.median(z[x > 0.1] / x[x > 0.1]))
    if smooth:
        variance, covariance = _changes(y, noise)
        return phi, float(max(variance + 2 * min(covariance, 0.0), 0.001) * (_SMOOTH_NU - 2) / _SMOOTH_NU)
    # t with 2 degrees of freedom: P(|T| > t) = 1 - t / sqrt(2 + t^2); its scale is matched to how often jumps occur
    rate = float(np.clip((np.abs(z - phi * x) > _JUMP).mean(), 1e-4, 0.5))
    t = np.sqrt(2 * (1 - rate) ** 2 / (1 - (1 - rate) ** 2))
    return phi, float(max(_JUMP / t, _LEAST_SCALE) ** 2)


def _changes(y: np.ndarray, noise: np.ndarray) -> tuple[float, float]:
    """Return the variance of yearly changes and the covariance of neighbouring ones, noisy years counting less.

    Noise makes neighbouring changes go against each other: their covariance is minus its variance.
    """
    change = np.diff(y, axis=0)
    product = change[1:] * change[:-1]
    ok = ~np.isnan(product)
    weight = 1 / (0.3 + noise[1:-1][ok]) ** 2
    squares = (change[1:][ok] ** 2 + change[:-1][ok] ** 2) / 2
    return float(np.average(squares, weights=weight)), float(np.average(product[ok], weights=weight))


def _repeated(y: np.ndarray, sampling: np.ndarray) -> float:
    """Return the share of the votes' sampling variance that is noise.

    Resolutions come back every year, so that a year's roll calls are no fresh draw.
    """
    ok = ~np.isnan(y[2:]) & ~np.isnan(y[1:-1]) & ~np.isnan(y[:-2])
    expected = np.average(sampling[1:-1][ok], weights=1 / (0.3 + sampling[1:-1][ok]) ** 2)
    return float(np.clip(-_changes(y, sampling)[1] / expected, 0.05, 1.0))


def _loadings(
    y: np.ndarray, names: tuple[str, ...], states: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Return the loadings' posterior mean and standard deviation.

    One factor is fitted to the second moments of the levels, each counted as if seen on as many pairs as there are
    states. Changes from year to year say little: a pact and the arms that follow it do not come in one year.

    Parameters
    ----------
    y : (T, K, N)
    states : (2, N)
        Codes of each pair, for the bootstrap over states.
    """
    codes = np.unique(states)
    prior = np.array([PRIOR[n] for n in names])
    best = _one_factor(_moment_matrix(y, np.ones(y.shape[2])), prior, len(codes))
    again = []
    for _ in range(_BOOTSTRAPS):
        count = np.bincount(rng.integers(0, len(codes), len(codes)), minlength=len(codes))
        at = np.searchsorted(codes, states)
        again.append(_one_factor(_moment_matrix(y, count[at[0]] * count[at[1]]), prior, len(codes)))
    return best, np.std(again, axis=0)


def _moment_matrix(y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the correlations of the levels about zero (no tie; the world's mean), over what is known in pairs."""
    filled = np.nan_to_num(y)
    known = (~np.isnan(y)).astype(float)
    top = np.einsum("tjn,tkn,n->jk", filled, filled, weight, optimize=True)
    squares = np.einsum("tjn,tkn,n->jk", filled**2, known, weight, optimize=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.nan_to_num(top / np.sqrt(squares * squares.T)))


def _one_factor(moments: np.ndarray, prior: np.ndarray, weight: float) -> np.ndarray:
    """Return loadings that fit the off-diagonal moments and the prior, by coordinate descent."""
    loading = prior.copy()
    off = ~np.eye(len(prior), dtype=bool)
    for _ in range(200):
        before = loading.copy()
        for k in range(len(prior)):
            others = loading[off[k]]
            top = weight * (moments[k, off[k]] * others).sum() + prior[k] / _PRIOR_SD**2
            loading[k] = top / (weight * (others**2).sum() + 1 / _PRIOR_SD**2)
        if np.abs(loading - before).max() < 1e-9:
            break
    return np.asarray(np.clip(loading, 0.0, 0.99))
