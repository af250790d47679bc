"""Rolling origin over pairs and years: each year is forecast from windows that had closed before it, no other.

For the year o every method sees the rows whose outcome window ended by o - 1, and features of o - 1. The base rate is
the share of such windows in which it came about; rules are the same within groups; the model is fitted anew each year.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.outlook.dyadic.kinds import REGIONS, Kind, Rows, region
from bilat.outlook.dyadic.logit import Logit, fit
from bilat.outlook.skill import Line, score_methods

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "BASE",
    "MODEL",
    "Rolled",
    "add_recent_rate",
    "closed",
    "lines_of",
    "origins",
    "recent_rate",
    "roll",
    "yearly_counts",
]

BASE, MODEL, MAJORITY = "base rate", "model", "always the majority"
_RECENT = 5
_LEAST_TRAINING = 10  # years of closed windows before the first forecast


@dataclass(frozen=True)
class Rolled:
    """Forecasts of every row from its first origin on.

    ``methods`` maps a name to P(yes), aligned with ``rows`` (those with a known outcome only).
    """

    kind: Kind
    rows: Rows
    methods: dict[str, NDArray[np.float64]]


def closed(rows: Rows, horizon: int, origin: int) -> NDArray[np.bool_]:
    """Return which rows' windows had ended before an origin, with a known outcome."""
    return np.asarray((rows.year + horizon <= origin) & rows.whole)


def yearly_counts(rows: Rows) -> list[tuple[int, int, int]]:
    """Return (year, came about, of) for every year with a known outcome."""
    known = rows.whole
    years = np.unique(rows.year[known])
    return [
        (int(t), int((rows.y[known & (rows.year == t)] == 1).sum()), int((known & (rows.year == t)).sum()))
        for t in years
    ]


def recent_rate(counts: list[tuple[int, int, int]], origin: int, horizon: int) -> float:
    """Return the log-odds over the last five closed years before an origin, NaN without any."""
    last = [(yes, n) for year, yes, n in counts if origin - horizon - _RECENT < year <= origin - horizon]
    n = sum(c for _y, c in last)
    if not n:
        return float("nan")
    yes = sum(y for y, _c in last)
    return float(np.log((yes + 0.5) / (n - yes + 0.5)))


def add_recent_rate(rows: Rows, horizon: int) -> list[tuple[int, int, int]]:
    """Add the feature ``recent rate`` to rows; return the yearly counts it rests on."""
    counts = yearly_counts(rows)
    by_year = {int(t): recent_rate(counts, int(t), horizon) for t in np.unique(rows.year)}
    rows.features["recent rate"] = np.array([by_year[int(t)] for t in rows.year])
    return counts


def roll(kind: Kind, rows: Rows, progress: Callable[[str], None], since: int | None = None) -> Rolled:
    """Forecast every year from the years before it.

    Parameters
    ----------
    rows
        With the feature ``recent rate``.
    since
        First year forecast; ten years of closed windows after the first row by default.
    """
    h = kind.horizon
    first = since or int(rows.year.min()) + h + _LEAST_TRAINING
    groups = {name: rule(rows.features) for name, rule in kind.rules.items()}
    names = [BASE, MAJORITY, *groups, *([MODEL] if kind.features else [])]
    p = {name: np.full(len(rows), np.nan) for name in names}
    x = rows.matrix(kind.features)
    for origin in range(first, int(rows.year.max()) + 1):
        now = np.flatnonzero((rows.year == origin) & rows.whole)
        train = np.flatnonzero(closed(rows, h, origin))
        if not len(now) or len(train) < 20:
            continue
        seen = rows.y[train]
        base = (seen.sum() + 0.5) / (len(seen) + 1)
        p[BASE][now] = base
        p[MAJORITY][now] = float(base > 0.5)
        for name, group in groups.items():
            size = int(group.max()) + 1
            n = np.bincount(group[train], minlength=size)
            yes = np.bincount(group[train], weights=seen.astype(float), minlength=size)
            p[name][now] = ((yes + base) / (n + 1))[group[now]]
        if kind.features:
            model = fit(kind.features, x[train], seen, rows.group[train])
            p[MODEL][now] = model.predict(x[now]) if model is not None else base
        if origin % 10 == 0:
            progress(f"{kind.name}: {origin}")
    done = ~np.isnan(p[BASE])
    return Rolled(kind, rows.take(done), {name: v[done] for name, v in p.items()})


def lines_of(rolled: Rolled) -> list[Line]:
    """Score a kind: over all, by decade, by region of the (second) state."""
    kind, rows = rolled.kind, rolled.rows
    both = {name: np.stack([p, 1 - p], axis=1) for name, p in rolled.methods.items()}
    y = 1 - rows.y  # the index of the outcome: 0 is yes
    out = score_methods(both, y, rows.group, BASE, split=kind.name)
    places = region(rows.who[:, 1])
    splits: list[tuple[str, NDArray[Any]]] = [
        (f"{kind.name}, {d}s", rows.year // 10 * 10 == d) for d in np.unique(rows.year // 10 * 10)
    ]
    splits += [(f"{kind.name}, {name}", places == i) for i, (_code, name) in enumerate(REGIONS)]
    for name, inside in splits:
        if inside.sum() >= 50:
            some = {k: v[inside] for k, v in both.items()}
            out += score_methods(some, y[inside], rows.group[inside], BASE, split=name, draws=300)
    return out


def origins(kind: Kind, rows: Rows, every: int = 5) -> dict[int, Logit]:
    """Fit the model that answers, as of every fifth year: a question is answered by the last before it."""
    if not kind.features:
        return {}
    x = rows.matrix(kind.features)
    last = int(rows.year.max()) + kind.horizon
    first = int(rows.year.min()) + kind.horizon + _LEAST_TRAINING
    found = {}
    for origin in sorted({*range(first + (-first) % every, last, every), last}):
        train = closed(rows, kind.horizon, origin)
        model = fit(kind.features, x[train], rows.y[train], rows.group[train])
        if model is not None:
            found[origin] = model
    return found
