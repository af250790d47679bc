"""Who joins a war: all states at every war and use of force of the ledger, by their ties to the two sides.

The first state of a side is its principal. Ties are those of the year before; a model is fitted on the wars known, so
that nothing needs to be kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.dates import FIRST_DAY
from bilat.outlook.dyadic.kinds import region
from bilat.outlook.dyadic.logit import Logit, fit
from bilat.outlook.dyadic.lookup import Lookup, lookup_of
from bilat.outlook.intervals import dirichlet
from bilat.outlook.types import Case, Known, ReferenceClass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.ledger import War
    from bilat.outlook.skill import Line

__all__ = ["FEATURES", "JOINS", "joined", "model_of", "score_joins", "similar_to", "tied"]

JOINS: tuple[str, ...] = ("for the user", "for the target", "stays out")
FEATURES: tuple[str, ...] = (
    "obligation to the friend",
    "obligation to the foe",
    "kappa with the friend",
    "kappa with the foe",
    "disputes with the foe",
    "trade with the friend",
    "power",
    "region of the friend",
    "region of the foe",
)
BASE, MODEL = "all states at all wars", "ties"
_TIED = "rule: defence pact"
_FIRST = 15  # wars before the first that is scored
_WEIGHT = 10.0  # cases of the wider class that a narrower one is shrunk to


@dataclass(frozen=True)
class _Rows:
    """Third states at wars: features towards side a as friend, and towards side b; 0 joined a, 1 joined b, 2 stayed out."""

    a: NDArray[np.float64]
    b: NDArray[np.float64]
    y: NDArray[np.int64]
    war: NDArray[np.int64]
    who: NDArray[np.int64]

    def take(self, keep: NDArray[Any]) -> _Rows:
        return _Rows(*(getattr(self, f)[keep] for f in self.__dataclass_fields__))


def _ties(
    look: Lookup, c: NDArray[np.int64], friend: NDArray[np.int64], foe: NDArray[np.int64], year: int
) -> NDArray[np.float64]:
    """Return `FEATURES` of states towards a friend and a foe, known the year before, (n, k)."""
    when = np.full(len(c), year - 1)
    treaty = np.minimum(when, look.covers("obligation")[1])
    return np.stack(
        [
            look.either("obligation", c, friend, treaty),
            look.either("obligation", c, foe, treaty),
            look.at("kappa", c, friend, when),
            look.at("kappa", c, foe, when),
            np.log1p(look.years_with("dispute", c, foe, when, 10)),
            np.log1p(100 * look.at("trade_share", c, friend, when)),
            np.log(np.maximum(look.at("cinc", c, c, when), 1e-6)),
            (region(c) == region(friend)).astype(float),
            (region(c) == region(foe)).astype(float),
        ],
        axis=1,
    )


@lru_cache(maxsize=4)
def _rows(known: Known) -> tuple[_Rows, tuple[War, ...]]:
    from bilat import states

    look = lookup_of(known.record)
    # What is said of states' ties begins in 1946; earlier wars are not comparable.
    wars = tuple(
        sorted((w for w in known.ledger.wars if w.start.year >= FIRST_DAY.year), key=lambda w: w.start)
    )
    parts: list[tuple[NDArray[Any], ...]] = []
    for n, war in enumerate(wars):
        year = war.start.year
        sides = [
            np.array([c for c in (states.code_of_iso3(i, year) for i in side) if c is not None], np.int64)
            for side in (war.side_a, war.side_b)
        ]
        if not len(sides[0]) or not len(sides[1]):
            continue
        one, two = sides[0][0], sides[1][0]
        system = states.system(year).astype(np.int64)
        c = system[(system != one) & (system != two)]
        first, second = np.full(len(c), one), np.full(len(c), two)
        y = np.where(np.isin(c, sides[0]), 0, np.where(np.isin(c, sides[1]), 1, 2))
        parts.append(
            (
                _ties(look, c, first, second, year),
                _ties(look, c, second, first, year),
                y,
                np.full(len(c), n),
                c,
            )
        )
    return _Rows(*(np.concatenate(column) for column in zip(*parts, strict=True))), wars


def joined(known: Known) -> ReferenceClass:
    """Count all members of the system at each war of the ledger since 1946."""
    rows, wars = _rows(known)
    cases = []
    for n in np.unique(rows.war):
        war, y = wars[int(n)], rows.y[rows.war == n]
        a, b = int((y == 0).sum()), int((y == 1).sum())
        outcome = JOINS[0] if a else JOINS[1] if b else JOINS[2]
        cases.append(Case(war.name, war.start, outcome, f"{a} with the first side, {b} with the second"))
    counts = {o: float((rows.y == i).sum()) for i, o in enumerate(JOINS)}
    means, bounds = dirichlet(counts)
    return ReferenceClass(
        BASE,
        "Every state of the system at every war and use of force of the ledger, by the side it is listed on; the first "
        "state of a side is its principal. A case's outcome is the first side that anyone joined.",
        counts,
        means,
        bounds,
        tuple(sorted(cases, key=lambda c: c.date, reverse=True)[:20]),
        len(cases),
    )


def _band(x: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return 0 without a defence pact with either, 1 with the friend alone, 2 with the foe alone, 3 with both."""
    friend, foe = (np.nan_to_num(x[:, k]) == 3 for k in (0, 1))
    return np.asarray(friend.astype(np.int64) + 2 * foe.astype(np.int64))


_BANDS = (
    "no defence pact with either side",
    "a defence pact with the one that used force",
    "a defence pact with its target",
    "defence pacts with both sides",
)


def tied(actor: int, user: int, target: int, known: Known) -> ReferenceClass:
    """Count states with the same defence pacts with the two sides, shrunk by ten cases to all."""
    rows, wars = _rows(known)
    own = _own(actor, user, target, known)
    band = int(_band(own)[0])
    some = rows.take(_band(rows.a) == band)
    wide = joined(known)
    counts = {o: float((some.y == i).sum()) for i, o in enumerate(JOINS)}
    means, bounds = dirichlet(counts, {o: max(_WEIGHT * wide.probabilities[o], 1e-3) for o in JOINS})
    order = np.lexsort((-some.war, some.y))[:20]
    return ReferenceClass(
        f"states with {_BANDS[band]}",
        "Of the states at all wars those with the same treaty ties to the two principals the year before (ATOP), shrunk by ten "
        "cases to all states. Named are those that joined, the latest first.",
        counts,
        means,
        bounds,
        tuple(_case(some, wars, int(i)) for i in order),
        len(some.y),
    )


def _own(actor: int, user: int, target: int, known: Known) -> NDArray[np.float64]:
    one = (np.array([actor]), np.array([user]), np.array([target]))
    return _ties(lookup_of(known.record), *one, known.on.year)


def _case(rows: _Rows, wars: tuple[War, ...], i: int) -> Case:
    from bilat import states

    war = wars[int(rows.war[i])]
    return Case(f"{states.name(int(rows.who[i]), war.start)} at {war.name}", war.start, JOINS[int(rows.y[i])])


def _fitted(rows: _Rows) -> Logit | None:
    """Fit joining a side on ties to it and to the other; either side of every war is a row."""
    x = np.concatenate([rows.a, rows.b])
    y = np.concatenate([rows.y == 0, rows.y == 1]).astype(np.int64)
    return fit(FEATURES, x, y, np.concatenate([rows.war, rows.war]))


def _three(model: Logit, a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    p = np.stack([model.predict(a), model.predict(b)], axis=1)
    p = p / np.maximum(p.sum(axis=1, keepdims=True) + 1e-3, 1.0)
    return np.column_stack([p, 1 - p.sum(axis=1)])


def model_of(
    actor: int, user: int, target: int, known: Known
) -> tuple[dict[str, float], dict[str, tuple[float, float]], str] | None:
    """Return the model's answer, its 90% bounds, and what moves it; ``None`` with too few wars to fit."""
    rows, _wars = _rows(known)
    model = _fitted(rows)
    if model is None:
        return None
    a, b = _own(actor, user, target, known), _own(actor, target, user, known)
    p = dict(zip(JOINS, _three(model, a, b)[0].tolist(), strict=True))
    bounds = {}
    for name, x in ((JOINS[0], a), (JOINS[1], b)):
        low, high = model.interval(x)
        bounds[name] = (min(float(low[0]), p[name]), max(float(high[0]), p[name]))
    least = max(0.0, 1 - bounds[JOINS[0]][1] - bounds[JOINS[1]][1])
    bounds[JOINS[2]] = (least, 1 - bounds[JOINS[0]][0] - bounds[JOINS[1]][0])
    d = model.design(a)[0]
    pushes = sorted(
        (
            (float(d[k + 1] * model.weights[k + 1]), n)
            for k, n in enumerate(FEATURES)
            if not np.isnan(a[0, k])
        ),
        key=lambda q: -abs(q[0]),
    )[:4]
    said = "; ".join(f"{n} moves the log-odds by {push:+.2f}" for push, n in pushes)
    return p, bounds, f"The model was fitted on {len(np.unique(rows.war))} wars before: for the user, {said}."


def similar_to(actor: int, user: int, target: int, known: Known) -> tuple[Case, ...]:
    """Return the five states at past wars whose ties were most like."""
    rows, wars = _rows(known)
    model = _fitted(rows)
    if model is None:
        return ()
    gap = model.distance(model.place(rows.a), _own(actor, user, target, known)[0])
    order = np.lexsort((-rows.war, gap))
    first: list[int] = []
    for i in order:
        if int(rows.war[i]) not in {int(rows.war[j]) for j in first}:  # one case a war
            first.append(int(i))
        if len(first) == 5:
            break
    return tuple(_case(rows, wars, i) for i in first)


def score_joins(known: Known) -> list[Line]:
    """Score every war from those before it: all states, the majority, defence pacts, the model."""
    from bilat.outlook.skill import score_methods

    rows, wars = _rows(known)
    names = (BASE, "always the majority", _TIED, MODEL)
    p = {m: np.full((len(rows.y), 3), np.nan) for m in names}
    for n in np.unique(rows.war)[_FIRST:]:
        now, before = np.flatnonzero(rows.war == n), np.flatnonzero(rows.war < n)
        past = rows.take(before)
        base = (np.bincount(past.y, minlength=3) + 0.5) / (len(past.y) + 1.5)
        p[BASE][now] = base
        p["always the majority"][now] = [1e-3, 1e-3, 1 - 2e-3]
        bands, own = _band(past.a), _band(rows.a[now])
        for band in np.unique(own):
            seen = np.bincount(past.y[bands == band], minlength=3)
            p[_TIED][now[own == band]] = (seen + _WEIGHT * base) / (seen.sum() + _WEIGHT)
        model = _fitted(past)
        p[MODEL][now] = base if model is None else _three(model, rows.a[now], rows.b[now])
    done = ~np.isnan(p[BASE][:, 0])
    year = np.array([w.start.year for w in wars])[rows.war]
    lines: list[Line] = []
    for split, keep in (("joins", done), ("joins, since 1990", done & (year >= 1990))):
        some = {m: v[keep] for m, v in p.items()}
        lines += score_methods(some, rows.y[keep], rows.war[keep], BASE, split=split)
    return lines
