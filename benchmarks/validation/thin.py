"""Thin late years, tested where the truth is known: sources are ended early, as they end today, and the rest is hidden."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bilat.measures.index.fitting import engaged
from bilat.measures.index.inputs import FACTORS, FIRST, Inputs, Pairs, all_pairs, read_inputs
from bilat.measures.index.live import VOTES, effects_of
from bilat.measures.index.parameters import load
from bilat.measures.index.posterior import bands, posterior
from bilat.measures.index.probabilities import closest
from bilat.record import open_record

__all__ = ["late_years"]

#: Last known year of each input today, against an index asked about 2021; each is moved back by 11 years.
_ENDS = {"memberships": 2014, "obligations": 2018, "defence_cooperation": 2010, "exercises": 2010, "trade": 2014,
         "disputes": 2014, "claims": 2017, "rivalry": 2020}  # fmt: skip
_BACK, _YEAR, _SINCE = 11, 2010, 1960
_NAMES = ("alignment", "alignment_without_conflict", *FACTORS)


def late_years(
    pairs: int = 100, seed: int = 5
) -> tuple[dict[str, tuple[float, float]], list[tuple[float, float, int, float, float]]]:
    """Ask about 2010 with sources ended as they end for 2021.

    Returns
    -------
    dict
        Factor or headline to the share of 90% bands that hold what the full record gives, and the mean width.
    list
        P(2010 is the closest since 1960) on headline and factors, in bins: (low, high, cases, mean P, mean P given the
        full record).
    """
    record, every, rng = open_record(), all_pairs(), np.random.default_rng(seed)
    p, effects = load(), effects_of(record)
    whole = read_inputs(record, every)
    old = every.alive[1965 - FIRST : _YEAR - FIRST + 1].all(axis=0)
    chosen = np.sort(rng.choice(np.flatnonzero(engaged(whole) & old), pairs, replace=False))
    some = Pairs(every.a[chosen], every.b[chosen], np.full_like(every.index, -1), every.alive[:, chosen])
    some.index[some.a, some.b] = some.index[some.b, some.a] = np.arange(len(chosen))
    full = {v: read_inputs(record, some, v) for v in VOTES}
    cut = {v: replace(i, values={n: _ended(n, x) for n, x in i.values.items()}) for v, i in full.items()}
    true = {n: b.value for n, b in bands(full["kappa_linear"], effects["kappa_linear"], p).items()}
    guessed, happened = [], []
    inside: dict[str, list[bool]] = {n: [] for n in _NAMES}
    width: dict[str, list[float]] = {n: [] for n in _NAMES}
    t = _YEAR - FIRST
    for j in range(len(chosen)):
        one = {v: _one(i, j) for v, i in cut.items()}
        drawn = posterior(one, effects, p, draws=60, sweeps=4, seed=j)
        known = posterior(
            {v: _one(i, j) for v, i in full.items()}, effects, p, draws=60, sweeps=4, seed=1000 + j
        )
        window = np.flatnonzero((drawn.years >= _SINCE) & (drawn.years <= _YEAR) & drawn.alive)
        for name in _NAMES:
            low, high = np.quantile(drawn.draws["base"][name][t], [0.05, 0.95])
            inside[name].append(bool(low - 1e-3 <= true[name][t, j] <= high + 1e-3))
            width[name].append(float(high - low))
            guessed.append(closest(drawn, window, name)[0].value)
            happened.append(closest(known, window, name)[0].value)
    from benchmarks.validation.scores import calibration

    table = calibration(np.array(happened), np.array(guessed), (0.0, 0.05, 0.15, 0.3, 0.5, 1.01))
    return {n: (float(np.mean(inside[n])), float(np.mean(width[n]))) for n in _NAMES}, table


def _ended(name: str, values: np.ndarray) -> np.ndarray:
    out = values.copy()
    out[_YEAR + 1 - FIRST :] = np.nan
    if name in _ENDS:
        out[_ENDS[name] - _BACK + 1 - FIRST :] = np.nan
    return out


def _one(inputs: Inputs, j: int) -> Inputs:
    pairs = inputs.pairs
    index = np.full_like(pairs.index, -1)
    index[pairs.a[j], pairs.b[j]] = index[pairs.b[j], pairs.a[j]] = 0
    alone = Pairs(pairs.a[j : j + 1], pairs.b[j : j + 1], index, pairs.alive[:, j : j + 1])
    values = {n: v[:, j : j + 1] for n, v in inputs.values.items()}
    return replace(inputs, pairs=alone, values=values, vote_variance=inputs.vote_variance[:, j : j + 1])
