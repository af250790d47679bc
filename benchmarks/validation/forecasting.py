"""Out of sample: fit on the years before a block, predict the block, from what was known a year earlier."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.validation.data import Panel
from benchmarks.validation.network import FORMS
from benchmarks.validation.scores import Weighted, blocks, logit, predict
from bilat.measures.index.inputs import FACTORS, INPUTS

__all__ = ["BASES", "CHOOSING", "MODELS", "REPORTED", "Result", "forecast", "interval", "random_folds"]

#: Blocks (first, last year): forms are chosen on the first two, figures are of the others.
CHOOSING = ((1985, 1989), (1990, 1994))
REPORTED = ((1995, 1999), (2000, 2004), (2005, 2009), (2010, 2014))
_FIRST = 1950
_NEGATIVES = 120_000

_PLAIN = ("land", "contiguous", "log distance", "majors", "both majors", "stronger", "weaker")
BASES: dict[str, tuple[str, ...]] = {
    "strong": (*_PLAIN, "peace years", "log peace years", "recent peace", "ever"),
    "plain": _PLAIN,
}
#: What is added to the base.
MODELS: dict[str, tuple[str, ...]] = {
    "base alone": (),
    "S": ("S",),
    "kappa": ("kappa",),
    "ideal-point distance": ("ideal-point distance",),
    "rivalry": ("rivalry",),
    "dispute history": ("dispute history",),
    "z-mean": ("z-mean",),
    "z-mean without rivalry": ("z-mean without rivalry",),
    "z-mean without conflict": ("z-mean without conflict",),
    "alignment index": ("alignment",),
    "index without rivalry": ("alignment without rivalry",),
    "index without conflict": ("alignment_without_conflict",),
    "positions": ("positions",),
    "commitment": ("commitment",),
    "hostility": ("hostility",),
    "three factors": tuple(FACTORS),
    "all inputs": tuple(f"input {n}" for n in INPUTS),
    "all inputs, boosted trees": (
        *(f"input {n}" for n in INPUTS),
        "ideal-point distance",
        "S",
        *FACTORS,
    ),
}


@dataclass(frozen=True)
class Result:
    """Predictions of one model over the blocks it was asked for."""

    rows: np.ndarray
    y: np.ndarray
    p: np.ndarray

    @property
    def average_precision(self) -> float:
        """Area under precision and recall."""
        return Weighted(self.y, self.p).average_precision()


def _matrix(panel: Panel, names: tuple[str, ...], rows: np.ndarray, fill: dict[str, float]) -> np.ndarray:
    """Return features, an unknown one being the training mean with a column of its own that says so."""
    columns = []
    for name in names:
        v = panel.x[name][rows]
        unknown = np.isnan(v)
        columns.append(np.where(unknown, fill[name], v))
        if fill[f"{name}?"]:
            columns.append(unknown.astype(np.float32))
    return np.column_stack(columns).astype(np.float64)


def _fills(panel: Panel, names: tuple[str, ...], rows: np.ndarray) -> dict[str, float]:
    out = {}
    for name in names:
        v = panel.x[name][rows]
        out[name] = float(np.nanmean(v)) if (~np.isnan(v)).any() else 0.0
        out[f"{name}?"] = float(np.isnan(v).mean() > 0.001)
    return out


def _fit_predict(
    panel: Panel, names: tuple[str, ...], y: np.ndarray, train: np.ndarray, test: np.ndarray, trees: bool
) -> np.ndarray:
    fill = _fills(panel, names, train)
    rng = np.random.default_rng(1)
    negative = train[y[train] == 0]
    weight = 1.0
    if len(negative) > _NEGATIVES:
        weight = len(negative) / _NEGATIVES
        negative = rng.choice(negative, _NEGATIVES, replace=False)
    positive = train[y[train] == 1]
    rows = np.concatenate([positive, negative])
    weights = np.concatenate([np.ones(len(positive)), np.full(len(negative), weight)])
    x, target = _matrix(panel, names, rows, fill), y[rows].astype(np.float64)
    z = _matrix(panel, names, test, fill)
    if not trees:
        return predict(logit(x, target, weights), z)
    import lightgbm

    settings = {"objective": "binary", "learning_rate": 0.03, "num_leaves": 15, "min_data_in_leaf": 200,
                "lambda_l2": 10.0, "feature_fraction": 0.5, "num_threads": 1, "verbose": -1, "seed": 1}  # fmt: skip
    model = lightgbm.train(settings, lightgbm.Dataset(x, target, weight=weights), 250)
    return np.asarray(model.predict(z))


def forecast(
    panel: Panel,
    outcome: str,
    model: str,
    base: str,
    relevant: bool,
    spans: tuple[tuple[int, int], ...] = REPORTED,
) -> Result:
    """Predict the blocks, each from a fit on all earlier years."""
    y = panel.outcome[outcome]
    usable = ~np.isnan(y) & (panel.year >= _FIRST)
    if relevant:
        usable &= panel.relevant
    names = (*BASES[base], *(MODELS | FORMS)[model])
    rows, predicted = [], []
    for first, last in spans:
        train = np.flatnonzero(usable & (panel.year < first))
        test = np.flatnonzero(usable & (panel.year >= first) & (panel.year <= last))
        rows.append(test)
        predicted.append(_fit_predict(panel, names, y, train, test, "trees" in model))
    at = np.concatenate(rows)
    return Result(at, y[at].astype(np.float64), np.concatenate(predicted))


def random_folds(panel: Panel, outcome: str, model: str, base: str, relevant: bool) -> float:
    """Return average precision with random folds, as published comparisons test: a year is then in training too."""
    y = panel.outcome[outcome]
    usable = np.flatnonzero(~np.isnan(y) & (panel.year >= REPORTED[0][0]) & (panel.relevant | (not relevant)))
    fold = np.random.default_rng(2).integers(0, 5, len(usable))
    p = np.empty(len(usable))
    names = (*BASES[base], *MODELS[model])
    for k in range(5):
        p[fold == k] = _fit_predict(panel, names, y, usable[fold != k], usable[fold == k], "trees" in model)
    return Weighted(y[usable].astype(np.float64), p).average_precision()


def interval(panel: Panel, one: Result, other: Result, by: str, times: int = 200) -> tuple[float, float]:
    """Return the 5% and 95% bounds of one's relative lead over the other, by pairs or by years drawn anew."""
    group = panel.pair[one.rows] if by == "pair" else panel.year[one.rows]
    a, b = Weighted(one.y, one.p), Weighted(other.y, other.p)
    leads = []
    for weight in blocks(group, times, seed=3):
        below = b.average_precision(weight)
        leads.append(a.average_precision(weight) / below - 1 if below > 0 else np.nan)
    low, high = np.nanquantile(leads, [0.05, 0.95])
    return float(low), float(high)
