"""Thin late years, tested where the truth is known: sources are ended early, as they end today, and the rest is hidden."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from bilat.measures.index.fitting import engaged, fit
from bilat.measures.index.inputs import FACTORS, FIRST, Inputs, Pairs, all_pairs, read_inputs
from bilat.measures.index.live import VOTES, effects_of
from bilat.measures.index.posterior import bands, posterior
from bilat.measures.index.probabilities import closest
from bilat.record import open_record

__all__ = ["Thin", "late_years"]

#: Last known year of each input today, against an index asked about 2021; all are moved back together.
_ENDS = {"memberships": 2014, "obligations": 2018, "defence_cooperation": 2010, "exercises": 2010, "trade": 2014,
         "disputes": 2014, "claims": 2017, "rivalry": 2020}  # fmt: skip
_TODAY, _LONGEST = 2021, 11
#: Years asked about, and how long before each windows for the closest year begin.
_YEARS, _WINDOW = (2000, 2005, 2010), 50
#: Ties of less than this are none.
_NONE = 1e-3
_NAMES = ("alignment", "alignment_without_conflict", *FACTORS)


@dataclass(frozen=True)
class Thin:
    """How well 90% bands of one factor or headline do in thin years.

    Attributes
    ----------
    held
        Year asked about to the share of the draws' bands that hold the truth.
    of_mean, of_table
        Over all years: share of them that hold the mean given the full record instead; share of the table's bands (value and
        1.645 standard deviations) that hold the truth.
    width
        Mean width of the draws' bands.
    """

    held: dict[int, float]
    of_mean: float
    of_table: float
    width: float


def late_years(
    pairs: int = 40, seed: int = 5
) -> tuple[dict[str, Thin], list[tuple[float, float, int, float, float]], int]:
    """Ask about earlier years with sources ended as they end for today's.

    Constants are fitted on the years up to the first end. The truth is not known without error on the full record either: it is one draw of
    the posterior given the full record.

    Returns
    -------
    dict
        Factor or headline to how its bands did.
    list
        P(the year is the closest of its window) on headline and factors, in bins: (low, high, cases, mean P, mean P given
        the full record).
    int
        The pairs asked about for each year.
    """
    record, every, rng = open_record(), all_pairs(), np.random.default_rng(seed)
    effects = effects_of(record)
    whole = read_inputs(record, every)
    guessed, happened = [], []
    seen: dict[str, list[tuple[int, bool, bool, bool, float]]] = {n: [] for n in _NAMES}
    for year in _YEARS:
        p, t = fit(whole, year - _LONGEST), year - FIRST
        old = every.alive[t - _WINDOW + 5 : t + 1].all(axis=0)
        chosen = np.sort(rng.choice(np.flatnonzero(engaged(whole) & old), pairs, replace=False))
        some = Pairs(every.a[chosen], every.b[chosen], np.full_like(every.index, -1), every.alive[:, chosen])
        some.index[some.a, some.b] = some.index[some.b, some.a] = np.arange(len(chosen))
        full = {v: read_inputs(record, some, v) for v in VOTES}
        cut = {
            v: replace(i, values={n: _ended(n, x, year) for n, x in i.values.items()})
            for v, i in full.items()
        }
        mean = {n: b.value for n, b in bands(full["kappa_linear"], effects["kappa_linear"], p).items()}
        table = bands(cut["kappa_linear"], effects["kappa_linear"], p)
        for j in range(len(chosen)):
            drawn = posterior({v: _one(i, j) for v, i in cut.items()}, effects, p, seed=j)
            known = posterior({v: _one(i, j) for v, i in full.items()}, effects, p, seed=1000 + j)
            window = np.flatnonzero((drawn.years >= year - _WINDOW) & (drawn.years <= year) & drawn.alive)
            for name in _NAMES:
                low, high = np.quantile(drawn.of(name)["base"][t], [0.05, 0.95])
                true, band = float(known.of(name)["base"][t, 0]), table[name]
                seen[name].append((
                    year, bool(low - _NONE <= true <= high + _NONE), bool(low - _NONE <= mean[name][t, j] <= high + _NONE),
                    bool(band.low[t, j] - _NONE <= true <= band.high[t, j] + _NONE), float(high - low),
                ))  # fmt: skip
                guessed.append(closest(drawn, window, name)[0].value)
                happened.append(closest(known, window, name)[0].value)
    from benchmarks.validation.scores import calibration

    odds = calibration(np.array(happened), np.array(guessed), (0.0, 0.05, 0.15, 0.3, 0.5, 1.01))
    out = {}
    for name, rows in seen.items():
        of = np.array(rows, dtype=float)
        held = {y: float(of[of[:, 0] == y, 1].mean()) for y in _YEARS}
        out[name] = Thin(held, *(float(of[:, k].mean()) for k in (2, 3, 4)))
    return out, odds, pairs


def _ended(name: str, values: np.ndarray, year: int) -> np.ndarray:
    out = values.copy()
    out[min(_ENDS.get(name, _TODAY) - _TODAY, 0) + year + 1 - FIRST :] = np.nan
    return out


def _one(inputs: Inputs, j: int) -> Inputs:
    pairs = inputs.pairs
    index = np.full_like(pairs.index, -1)
    index[pairs.a[j], pairs.b[j]] = index[pairs.b[j], pairs.a[j]] = 0
    alone = Pairs(pairs.a[j : j + 1], pairs.b[j : j + 1], index, pairs.alive[:, j : j + 1])
    values = {n: v[:, j : j + 1] for n, v in inputs.values.items()}
    return replace(inputs, pairs=alone, values=values, vote_variance=inputs.vote_variance[:, j : j + 1])
