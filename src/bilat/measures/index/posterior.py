"""One pair, or a few: the joint posterior of its factors and headline over all years, under several specifications.

A factor is what the stated weights make of its inputs, were they all known: inputs that are known count as they are,
save their noise, those that are not come from the model. So the index is a weighted mean of scaled inputs where
everything is known, and has a band where it is not.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from bilat.measures.index.compiled import compiled
from bilat.measures.index.fitting import noise2, scaled
from bilat.measures.index.inputs import FACTORS, FIRST, LAST, Inputs
from bilat.measures.index.parameters import FACTOR_WEIGHTS, WEIGHTS, Parameters
from bilat.measures.index.sampler import beginnings, sample
from bilat.measures.index.single import trajectories
from bilat.measures.index.specifications import RESTLESS, SPECIFICATIONS, series_of, stacked
from bilat.measures.index.statespace import Series, expected_weights, filtered, run, smoothed
from bilat.measures.index.unseen import after_end, paths, since_known, variance, wanderings
from bilat.measures.kept import Kept

__all__ = [
    "HEADLINES",
    "SPECIFICATIONS",
    "Bands",
    "Drawn",
    "Posterior",
    "bands",
    "known_share",
    "posterior",
]

#: Names of the headline index with and without conflict inputs.
HEADLINES: tuple[str, ...] = ("alignment", "alignment_without_conflict")

_FULL = 3.0
_FEW = 32  # pairs that go one by one
_CHUNK = 1000  # pairs at a time: a step's arrays stay in the processor's cache
#: Draws of hostility, half a megabyte each: many pairs never quarrelled, and no other factor's inputs are those of another pair.
_kept: Kept[Drawn] = Kept(128)


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
class Drawn:
    """Draws of a factor or headline; specifications that leave it alone share a row.

    Attributes
    ----------
    values : (R, T, draws)
    rows
        Specification to its row.
    """

    values: np.ndarray
    rows: dict[str, int]

    def __getitem__(self, specification: str) -> np.ndarray:
        """Return the draws under a specification, (T, draws)."""
        found: np.ndarray = self.values[self.rows[specification]]
        return found


@dataclass(frozen=True)
class Posterior:
    """Joint draws of a pair.

    Attributes
    ----------
    years : (T,)
    alive : (T,)
        Years in which both states were in the system.
    draws
        Factor to its draws, and each headline that was asked for.
    """

    years: np.ndarray
    alive: np.ndarray
    draws: dict[str, Drawn]

    def of(self, name: str) -> Drawn:
        """Return the draws of a factor or headline; a headline's are added up when it is first asked for."""
        if name not in self.draws:
            self.draws[name] = _headline(name, self.draws)
        return self.draws[name]


def _headline(name: str, factors: dict[str, Drawn]) -> Drawn:
    """Add up the factors' draws under every specification."""
    out = np.empty((len(SPECIFICATIONS), *factors["positions"].values.shape[1:]), dtype=np.float32)
    for total, specification in zip(out, SPECIFICATIONS, strict=True):
        double = specification.removesuffix(" double") if specification.endswith(" double") else None
        total[:] = 0
        for factor, weight in headline_weights(double)[name].items():
            total += weight * factors[factor][specification]
    return Drawn(out, {specification: row for row, specification in enumerate(SPECIFICATIONS)})


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
    series = {
        factor: Series(
            scaled(inputs, effects, parameters.scale, factor),
            noise2(inputs, parameters.scale, factor, parameters.vote_noise),
            parameters.model(factor),
        )
        for factor in FACTORS
    }
    few = _few(series, parameters) if smooth and len(inputs.pairs.a) <= _FEW else None
    out: dict[str, Bands] = {}
    for factor, mine in series.items():
        y, wandering = mine.y, parameters.wandering(factor)
        found = np.full((4, *inputs.pairs.alive.shape), np.nan)
        for start in range(0, y.shape[2], _CHUNK):
            part = slice(start, start + _CHUNK)
            found[..., part] = few[factor] if few else _many(mine, part, parameters.combine(factor), smooth)
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


def _few(series: dict[str, Series], parameters: Parameters) -> dict[str, np.ndarray]:
    """Return smoothed value and sd, filtered value and sd, (4, T, N), of every factor."""
    found = trajectories(list(series.values()), [parameters.combine(f) for f in series], rounds=2)
    for values in found:
        values[1::2] = np.sqrt(values[1::2])
    return dict(zip(series, found, strict=True))


def _many(series: Series, part: slice, combine: np.ndarray, smooth: bool) -> np.ndarray:
    """Return what `_few` does, of some columns of a factor; without `smooth` the first two are the last two."""
    y, noise, model = series.y[..., part], series.noise2[..., part], series.model
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
    series = {factor: series_of(inputs, effects, parameters, factor) for factor in FACTORS}
    together = {factor: stacked(list(mine.values())) for factor, mine in series.items()}
    # array steps take all factors at once; compiled code has no need to, and draws of hostility may be there already
    begin = {} if compiled() else dict(zip(together, beginnings(list(together.values())), strict=True))
    out: dict[str, Drawn] = {}
    for factor, mine in together.items():
        names = list(series[factor])

        def draw(factor: str = factor, mine: Series = mine, names: list[str] = names) -> Drawn:
            states = sample(mine.y, mine.noise2, mine.model, draws, sweeps, seed, begin=begin.get(factor))
            return _drawn(states, mine.y, names, parameters, factor, seed)

        if factor == "hostility":
            # draws from the same numbers are the same where another pair had the same inputs
            key = (factor, draws, sweeps, seed, _fingerprint(mine))
            out[factor] = _kept.get(parameters, key, draw)
        else:
            out[factor] = draw()
    return Posterior(np.arange(FIRST, LAST + 1), inputs["kappa_linear"].pairs.alive[:, 0], out)


def _fingerprint(series: Series) -> bytes:
    seen = hashlib.blake2b(digest_size=16)
    seen.update(series.y.tobytes())
    seen.update(series.noise2.tobytes())
    return seen.digest()


def _drawn(
    states: np.ndarray, y: np.ndarray, names: list[str], parameters: Parameters, factor: str, seed: int
) -> Drawn:
    """Return what the states (S, T, d, draws) of the specifications named show of a factor; those not named are as the base."""
    # many pairs are kept; the noise of a draw is far above the last bits of a number
    states = states.astype(np.float32, copy=False)
    base, k = names.index("base"), len(FACTORS[factor])
    # what is shown of each specification's states, then what other weights show of the base's
    columns = [*range(len(names)), base]
    rate, phi = parameters.wandering(factor)
    rates = np.stack([rate * RESTLESS.get(names[c], 1.0) for c in columns])
    weights = np.stack([parameters.weights(factor)] * len(names) + [np.full(k, 1 / k)])
    values = _shown(states, columns, y, (rates, phi), parameters, factor, weights, seed)
    values = np.concatenate([values, states[base : base + 1, :, 0]])
    rows = {name: row for row, name in enumerate((*names, "equal weights", "latent"))}
    return Drawn(values, {name: rows.get(name, base) for name in SPECIFICATIONS})


def _shown(
    states: np.ndarray,
    columns: list[int],
    y: np.ndarray,
    wandering: tuple[np.ndarray, np.ndarray],
    parameters: Parameters,
    factor: str,
    weights: np.ndarray,
    seed: int,
) -> np.ndarray:
    """Return the weighted sums of the inputs that states show, (R, T, draws); those seen no more have wandered.

    Parameters
    ----------
    states : (S, T, d, draws)
    columns
        Of which of them each row is.
    y : (T, K, S)
    wandering
        Variance a year of each row's inputs, (R, K), and their persistence, (K,).
    weights : (R, K)
    """
    rates, phi = wandering
    if not compiled():
        draws = states.shape[-1]
        rows = (
            _summed(states[c], paths(y[:, :, c], rate, phi, draws, seed), parameters, factor, mine)
            for c, rate, mine in zip(columns, rates, weights, strict=True)
        )
        return np.stack(list(rows))
    from bilat.measures.index.shown_compiled import shown

    loading, most = _loading_and_most(parameters, factor)
    ended = after_end(y).transpose(2, 0, 1) > 0
    random = (np.sqrt(rates), phi, wanderings(*y.shape[:2], states.shape[-1], seed))
    return shown(states, np.array(columns), ended, random, loading, most, weights, factor != "positions")


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
