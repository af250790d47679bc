"""One pair, or a few: the joint posterior of its factors and headline over all years, under several specifications.

A factor is what the stated weights make of its inputs, were they all known: inputs that are known count as they are,
save their noise, those that are not come from the model. So the index is a weighted mean of scaled inputs where
everything is known, and has a band where it is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bilat.measures.index.compiled import compiled
from bilat.measures.index.fitting import noise2, scaled
from bilat.measures.index.inputs import FACTORS, FIRST, LAST, Inputs
from bilat.measures.index.parameters import FACTOR_WEIGHTS, WEIGHTS, Parameters
from bilat.measures.index.sampler import sample
from bilat.measures.index.single import trajectory
from bilat.measures.index.statespace import Model, expected_weights, filtered, run, smoothed
from bilat.measures.index.unseen import after_end, paths, since_known, variance, wanderings
from bilat.measures.kept import Kept

__all__ = [
    "HEADLINES",
    "SPECIFICATIONS",
    "Bands",
    "Posterior",
    "bands",
    "known_share",
    "posterior",
]

#: Names of the headline index with and without conflict inputs.
HEADLINES: tuple[str, ...] = ("alignment", "alignment_without_conflict")

#: Specification to what it changes.
SPECIFICATIONS: dict[str, str] = {
    "base": "stated weights, linear kappa, year effects, Student-t innovations",
    "latent": "the common factor of the inputs instead of their weighted sum",
    "equal weights": "inputs of a factor count alike",
    "positions double": "positions count twice in the headline",
    "commitment double": "commitment counts twice in the headline",
    "hostility double": "hostility counts twice in the headline",
    "plain kappa": "votes by plain kappa",
    "quadratic kappa": "votes by quadratic kappa",
    "no year effects": "what the whole world does in a year is left in",
    "normal innovations": "no allowance for breaks",
    "restless": "innovations twice as large",
    "calm": "innovations half as large",
    "carried forward": "an input that has ended stays as it last was",
}
#: Specification to how many times the variance of innovations is taken.
_RESTLESS = {"restless": 4.0, "calm": 0.25}
_NORMAL = 1e4
_LOW, _HIGH = 5, 95
_FULL = 3.0
_FEW = 32  # pairs that go one by one
_CHUNK = 1000  # pairs at a time: a step's arrays stay in the processor's cache
#: Draws of hostility, half a megabyte each: many pairs never quarrelled, and no other factor's inputs are those of another pair.
_kept: Kept[dict[str, np.ndarray]] = Kept(128)


@dataclass(frozen=True)
class Bands:
    """A factor's or headline's trajectory, each array (years,): 5% and 95% bounds around the mean.

    ``filtered`` is what was known by the end of each year, ``value`` uses later years too; ``known`` is the share of
    the weight that rests on inputs known that year. Outside the years in which both states exist all is NaN.
    """

    value: np.ndarray
    sd: np.ndarray
    filtered: np.ndarray
    filtered_sd: np.ndarray
    known: np.ndarray

    @property
    def low(self) -> np.ndarray:
        """5% bound."""
        return self.value - 1.645 * self.sd

    @property
    def high(self) -> np.ndarray:
        """95% bound."""
        return self.value + 1.645 * self.sd


@dataclass(frozen=True)
class Posterior:
    """Joint draws of a pair.

    Attributes
    ----------
    years : (T,)
    alive : (T,)
        Years in which both states were in the system.
    draws
        Specification to factor or headline to draws, (T, draws).
    """

    years: np.ndarray
    alive: np.ndarray
    draws: dict[str, dict[str, np.ndarray]]


@dataclass(frozen=True)
class _Data:
    """A specification's inputs and model of one factor, for one pair."""

    y: np.ndarray
    noise2: np.ndarray
    model: Model


def known_share(inputs: Inputs) -> dict[str, np.ndarray]:
    """Return the share of each factor's weight that rests on known inputs, and of the headlines': (T, pairs)."""
    out = {
        factor: sum(
            (WEIGHTS[n] * ~np.isnan(inputs.values[n]) for n in names),
            start=np.zeros(inputs.pairs.alive.shape),
        )
        for factor, names in FACTORS.items()
    }
    for name, weights in headline_weights().items():
        out[name] = np.asarray(sum(abs(w) * out[f] for f, w in weights.items()))
    return out


def bands(
    inputs: Inputs, effects: dict[str, np.ndarray], parameters: Parameters, *, smooth: bool = True
) -> dict[str, Bands]:
    """Return the trajectory of every factor and headline for all the pairs given, each array (T, pairs).

    Without `smooth` only the filtered values are worked out; value and sd are then theirs.
    """
    share = known_share(inputs)
    out: dict[str, Bands] = {}
    for factor in FACTORS:
        y = scaled(inputs, effects, parameters.scale, factor)
        noise = noise2(inputs, parameters.scale, factor, parameters.vote_noise)
        model, combine = parameters.model(factor), parameters.combine(factor)
        wandering = parameters.wandering(factor)
        found = np.full((4, *inputs.pairs.alive.shape), np.nan)
        for start in range(0, y.shape[2], _CHUNK):
            part = slice(start, start + _CHUNK)
            found[..., part] = _trajectory(y[..., part], noise[..., part], model, combine, smooth)
            for n, years in ((1, after_end if smooth else since_known), (3, since_known)):
                more = variance(years(y[..., part]), *wandering, parameters.weights(factor))
                found[n, :, part] = np.sqrt(found[n, :, part] ** 2 + more)
        if factor != "positions":
            # no tie is less than none, and none is more than a full one in everything
            found[::2] = np.clip(found[::2], 0.0, _FULL)
        found[:, ~inputs.pairs.alive] = np.nan
        out[factor] = Bands(found[0], found[1], found[2], found[3], share[factor])
    for name, weights_of in headline_weights().items():
        parts = [(w, out[f]) for f, w in weights_of.items()]
        out[name] = Bands(
            np.asarray(sum(w * p.value for w, p in parts)),
            np.sqrt(sum((w * p.sd) ** 2 for w, p in parts)),
            np.asarray(sum(w * p.filtered for w, p in parts)),
            np.sqrt(sum((w * p.filtered_sd) ** 2 for w, p in parts)),
            share[name],
        )
    return out


def _trajectory(
    y: np.ndarray, noise: np.ndarray, model: Model, combine: np.ndarray, smooth: bool
) -> np.ndarray:
    """Return smoothed value and sd, filtered value and sd, shape (4, T, N)."""
    if smooth and y.shape[2] <= _FEW:
        found, _weights = trajectory(y, noise, model, combine, rounds=2)
        found[1::2] = np.sqrt(found[1::2])
        return found
    before = filtered(run(y, noise, model), combine)
    after = before
    if smooth:
        weights = expected_weights(y, noise, model, rounds=2)
        after = smoothed(run(y, noise, model, weights, keep_now=False), model, combine)
    return np.stack([after[0], np.sqrt(after[1]), before[0], np.sqrt(before[1])])


def headline_weights(double: str | None = None) -> dict[str, dict[str, float]]:
    """Return the factors' weights in each headline, one factor counting twice if asked for.

    Examples
    --------
    >>> headline_weights("positions")["alignment_without_conflict"]
    {'positions': 0.5, 'commitment': 0.5}
    """
    raw = {f: w * (2 if f == double else 1) for f, w in FACTOR_WEIGHTS.items()}
    out = {}
    for name, factors in (
        ("alignment", tuple(FACTORS)),
        ("alignment_without_conflict", ("positions", "commitment")),
    ):
        total = sum(abs(raw[f]) for f in factors)
        out[name] = {f: raw[f] / total for f in factors}
    return out


def posterior(
    inputs: dict[str, Inputs],
    effects: dict[str, dict[str, np.ndarray]],
    parameters: Parameters,
    *,
    draws: int = 200,
    sweeps: int = 3,
    seed: int = 0,
) -> Posterior:
    """Draw a pair's whole history under every specification.

    Parameters
    ----------
    inputs, effects
        By the vote measure: ``kappa_linear``, ``kappa``, ``kappa_quadratic``; of one pair.
    draws
        Draws a specification.
    sweeps
        Gibbs sweeps before a draw is taken; each draw is a chain of its own.
    seed
        Of the random numbers, which are the same for every pair and specification.
    """
    out: dict[str, dict[str, np.ndarray]] = {}
    for factor in FACTORS:
        data = _data(inputs, effects, parameters, factor)
        if factor == "hostility":
            found = _shared_draws(data, parameters, factor, draws, sweeps, seed)
        else:
            found = _draws(data, parameters, factor, draws, sweeps, seed)
        for name, values in found.items():
            out.setdefault(name, {})[factor] = values
    for name in SPECIFICATIONS:
        # what a specification leaves alone is as in the base
        parts = out["base"] | out.get(name, {})
        double = name.removesuffix(" double") if name.endswith(" double") else None
        whole = {
            headline: np.asarray(sum(w * parts[f] for f, w in weights.items()))
            for headline, weights in headline_weights(double).items()
        }
        out[name] = parts | whole
    some = inputs["kappa_linear"]
    return Posterior(np.arange(FIRST, LAST + 1), some.pairs.alive[:, 0], {n: out[n] for n in SPECIFICATIONS})


def _shared_draws(
    data: dict[str, _Data], parameters: Parameters, factor: str, draws: int, sweeps: int, seed: int
) -> dict[str, np.ndarray]:
    """Draw a factor, unless another pair had the same inputs: draws from the same numbers are then the same."""
    seen = hashlib.blake2b(digest_size=16)
    for d in data.values():
        seen.update(d.y.tobytes())
        seen.update(d.noise2.tobytes())
    key = (factor, draws, sweeps, seed, seen.digest())
    return _kept.get(parameters, key, lambda: _draws(data, parameters, factor, draws, sweeps, seed))


def _draws(
    data: dict[str, _Data], parameters: Parameters, factor: str, draws: int, sweeps: int, seed: int
) -> dict[str, np.ndarray]:
    """Draw a factor under every specification that touches it: (T, draws) each."""
    states = sample(
        np.concatenate([d.y for d in data.values()], axis=2),
        np.concatenate([d.noise2 for d in data.values()], axis=2),
        _stack([d.model for d in data.values()]),
        draws,
        sweeps,
        seed,
    )
    out: dict[str, np.ndarray] = {}
    rate, phi = parameters.wandering(factor)
    for i, name in enumerate(data):
        # many pairs are kept; the noise of a draw is far above the last bits of a number
        mine = states[:, :, i].astype(np.float32, copy=False)
        y, rates = data[name].y[:, :, 0], rate * _RESTLESS.get(name, 1.0)
        out[name] = _shown(mine, y, (rates, phi), parameters, factor, parameters.weights(factor), seed)
        if name == "base":
            k = len(FACTORS[factor])
            out["latent"] = mine[:, 0]
            out["equal weights"] = _shown(mine, y, (rates, phi), parameters, factor, np.full(k, 1 / k), seed)
    return out


def _shown(
    states: np.ndarray,
    y: np.ndarray,
    wandering: tuple[np.ndarray, np.ndarray],
    parameters: Parameters,
    factor: str,
    weights: np.ndarray,
    seed: int,
) -> np.ndarray:
    """Return the weighted sum of the inputs (T, K) that states (T, d, draws) show; those seen no more have wandered."""
    rate, phi = wandering
    if not compiled():
        away = paths(y, rate, phi, states.shape[2], seed)
        return _summed(states, away, parameters, factor, weights)
    from bilat.measures.index.shown_compiled import shown

    loading, most = _loading_and_most(parameters, factor)
    ended = after_end(y[:, :, None])[:, :, 0] > 0
    random = (np.sqrt(rate), phi, wanderings(*y.shape, states.shape[2], seed))
    return shown(states, ended, random, loading, most, weights, factor != "positions")


def _loading_and_most(parameters: Parameters, factor: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the loadings of a factor's inputs, and what each shows at most: no tie is more than full."""
    names = FACTORS[factor]
    bounded = factor != "positions"
    most = [_FULL if bounded and n != "trade" else np.inf for n in names]
    return np.array([parameters.loading[n] for n in names]), np.array(most)


def _summed(
    states: np.ndarray, away: np.ndarray, parameters: Parameters, factor: str, weights: np.ndarray
) -> np.ndarray:
    """Return the weighted sum of the inputs that the states show: no tie is more than full, no sum less than none.

    `away` is how far inputs that are seen no more have wandered (`unseen.paths`).

    Inputs may go below zero each: cutting them there would add up to a tie where there is none.
    """
    loading, most = (x.astype(states.dtype)[:, None] for x in _loading_and_most(parameters, factor))
    weights = weights.astype(states.dtype)
    shown = loading * states[:, :1]
    shown += states[:, 1:]
    shown += away
    if factor == "positions":
        return np.asarray(np.einsum("k,tkn->tn", weights, shown))
    np.minimum(shown, most, out=shown)
    return np.asarray(np.maximum(np.einsum("k,tkn->tn", weights, shown), 0.0))


def _data(
    inputs: dict[str, Inputs], effects: dict[str, dict[str, np.ndarray]], parameters: Parameters, factor: str
) -> dict[str, _Data]:
    """Return the data and model of the specifications that touch a factor."""
    base_model = parameters.model(factor)

    def one(votes: str, with_effects: bool = True) -> tuple[np.ndarray, np.ndarray]:
        taken = (
            effects[votes]
            if with_effects
            else {n: np.full_like(e, np.nanmean(e)) for n, e in effects[votes].items()}
        )
        y = scaled(inputs[votes], taken, parameters.scale, factor)
        return y, noise2(inputs[votes], parameters.scale, factor, parameters.vote_noise)

    y, noise = one("kappa_linear")
    out = {
        "base": _Data(y, noise, base_model),
        "normal innovations": _Data(y, noise, _normal(base_model)),
        **{
            name: _Data(y, noise, replace(base_model, scale2=times * base_model.scale2))
            for name, times in _RESTLESS.items()
        },
        "carried forward": _Data(_carried(y), noise, base_model),
    }
    if factor == "positions":
        out["plain kappa"] = _Data(*one("kappa"), base_model)
        out["quadratic kappa"] = _Data(*one("kappa_quadratic"), base_model)
    if factor != "hostility":
        out["no year effects"] = _Data(*one("kappa_linear", False), base_model)
    return out


def _normal(model: Model) -> Model:
    """Return the model with normal innovations of the same variance (of t's scale where it has none)."""
    variance = np.where(
        model.nu > 2, model.scale2 * model.nu / np.maximum(model.nu - 2, 1e-9), 4 * model.scale2
    )
    return replace(model, scale2=variance, nu=np.full_like(model.nu, _NORMAL))


def _carried(y: np.ndarray) -> np.ndarray:
    """Return inputs with the last known value in every later year, (T, K, 1)."""
    out = y.copy()
    for k in range(y.shape[1]):
        known = np.flatnonzero(~np.isnan(y[:, k, 0]))
        if len(known):
            out[known[-1] + 1 :, k] = y[known[-1], k]
    return out


def _stack(models: Sequence[Model]) -> Model:
    def joined(of: Callable[[Model], np.ndarray]) -> np.ndarray:
        return np.concatenate([of(m) for m in models], axis=1)

    return Model(
        joined(lambda m: m.loading),
        joined(lambda m: m.phi),
        joined(lambda m: m.scale2),
        joined(lambda m: m.nu),
        joined(lambda m: m.start2),
    )
