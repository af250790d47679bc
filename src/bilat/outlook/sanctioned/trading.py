"""What becomes of a sanctioned state's trade with those that do not sanction it, and of the same trade without sanctions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat import states
from bilat.outlook.dyadic.kinds import Kind, Rows, bands, region
from bilat.outlook.sanctioned.joining import episodes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.outlook.dyadic.lookup import Lookup

__all__ = ["TRADE", "placebos"]

_AFTER = 3  # years after the onset over which trade is averaged, and before it


def _trade(look: Lookup, first: int, last: int, horizon: int, focus: tuple[int, ...]) -> Rows:
    _p, t, year = episodes(look)
    inside = (year >= max(first, 1955)) & (year <= last)
    return _trade_of(look, t[inside], year[inside], focus)


def _supposed_trade(look: Lookup, first: int, last: int, horizon: int, focus: tuple[int, ...]) -> Rows:
    c, t = focus
    return _trade_rows(look, np.array([c]), np.array([t]), np.array([first]))


def _trade_of(look: Lookup, t: NDArray[np.int64], year: NDArray[np.int64], focus: tuple[int, ...]) -> Rows:
    parts = [np.zeros((3, 0), np.int64)]
    for i in range(len(t)):
        system = states.system(int(year[i])).astype(np.int64)
        c = system[system != t[i]]
        if focus and int(t[i]) not in focus:
            c = c[np.isin(c, focus)]
        parts.append(np.stack([c, np.full(len(c), t[i]), np.full(len(c), year[i])]))
    c, two, when = np.concatenate(parts, axis=1)
    sends = np.max([np.nan_to_num(look.at("sanctions", c, two, when + k)) for k in (-1, 0, 1)], axis=0)
    free = sends == 0
    return _trade_rows(look, c[free], two[free], when[free])


def _trade_rows(look: Lookup, c: NDArray[np.int64], t: NDArray[np.int64], year: NDArray[np.int64]) -> Rows:
    growth = _growth(look, c, t, year)
    own = np.full(len(c), np.nan)
    for when in np.unique(year):
        at = np.flatnonzero(year == when)
        who, back = np.unique(c[at], return_inverse=True)
        own[at] = _medians(look, who, int(when))[back]
    relative = growth - own
    y = np.where(np.isnan(relative), -1, (relative > 0).astype(np.int64))
    b = year - 1
    features = {
        "kappa with the target": look.at("kappa", c, t, b),
        "obligation to the target": look.either(
            "obligation", c, t, np.minimum(b, look.covers("obligation")[1])
        ),
        "share of the target's trade": np.log1p(100 * look.at("trade_share", t, c, b)),
        "share of its own trade": np.log1p(100 * look.at("trade_share", c, t, b)),
        "power": np.log(np.maximum(look.at("cinc", c, c, b), 1e-6)),
        "target's power": np.log(np.maximum(look.at("cinc", t, t, b), 1e-6)),
        "one region": (region(c) == region(t)).astype(float),
        "growth": relative,  # of the outcome itself: shown, never a feature of the model
    }
    return Rows(np.stack([c, t], axis=1), year, y, y >= 0, year + _AFTER, year * 1000 + t, features)


def _medians(look: Lookup, who: NDArray[np.int64], when: int) -> NDArray[np.float64]:
    """Return the growth of each state's median partner, NaN with fewer than ten known; worked out once for a state and year."""
    kept = look.remembered("median growth", "trade_index")
    new = np.array([c for c in who.tolist() if (c, when) not in kept], dtype=np.int64)
    if len(new):
        i, j = np.meshgrid(new, states.system(when).astype(np.int64), indexing="ij")
        other = i.ravel() != j.ravel()
        growth = np.full(i.size, np.nan)
        growth[other] = _growth(look, i.ravel()[other], j.ravel()[other], np.full(int(other.sum()), when))
        table = growth.reshape(i.shape)
        enough = (~np.isnan(table)).sum(axis=1) >= 10
        middle = np.full(len(new), np.nan)
        middle[enough] = np.nanmedian(table[enough], axis=1)
        kept.update({(c, when): m for c, m in zip(new.tolist(), middle.tolist(), strict=True)})
    return np.array([kept[c, when] for c in who.tolist()])


def _growth(look: Lookup, c: NDArray[Any], t: NDArray[Any], year: NDArray[Any]) -> NDArray[np.float64]:
    """Return the log growth of a pair's trade from the three years before an onset to the three years after it.

    NaN unless at least two years of either side are known and above 0.
    """
    sides = []
    for years in (range(-_AFTER, 0), range(1, _AFTER + 1)):
        values = np.stack([look.at("trade_index", c, t, year + k) for k in years])
        values = np.where(values > 0, values, np.nan)
        known = (~np.isnan(values)).sum(axis=0)
        total = np.nansum(values, axis=0)
        sides.append(np.log(np.where(known >= 2, total / np.maximum(known, 1), np.nan)))
    return np.asarray(sides[1] - sides[0])


def placebos(look: Lookup, progress: Callable[[str], None]) -> tuple[str, ...]:
    """Measure the same trade where no sanctions were: the same targets before, and states under none."""
    progress("trade rises: placebos")
    _p, t, year = episodes(look)
    inside = (year >= 1955) & (year + _AFTER <= look.covers("trade_share")[1])
    t, year = t[inside], year[inside]
    real = _trade_of(look, t, year, ())
    faced = _faced(look)
    before = year - 7
    quiet = np.array(
        [faced[a, y - 1800 - 4 : y - 1800 + 4].sum() == 0 for a, y in zip(t, before, strict=True)]
    )
    early = _trade_of(look, t[quiet & (before >= 1955)], before[quiet & (before >= 1955)], ())
    rng = np.random.default_rng(1)
    others_t, others_y = [], []
    for when in year:
        system = states.system(int(when)).astype(np.int64)
        free = system[faced[system, when - 1800 - 4 : when - 1800 + 4].sum(axis=1) == 0]
        if len(free):
            others_t.append(int(rng.choice(free)))
            others_y.append(int(when))
    elsewhere = _trade_of(look, np.array(others_t), np.array(others_y), ())

    def rate(rows: Rows, which: NDArray[np.bool_] | None = None, limit: float = 0.0) -> str:
        known = (rows.y >= 0) if which is None else (rows.y >= 0) & which
        up = (rows.features["growth"][known] > limit).astype(float)
        groups, back = np.unique(rows.group[known], return_inverse=True)
        sums, n = np.bincount(back, weights=up), np.bincount(back)
        drawn = np.random.default_rng(1).multinomial(len(groups), np.full(len(groups), 1 / len(groups)), 1000)
        low, high = np.quantile((drawn @ sums) / (drawn @ n), [0.05, 0.95])
        return f"{up.mean():.2f} (90% {low:.2f} to {high:.2f}; {len(groups)} episodes, {len(up):,} pairs)"

    def size(rows: Rows, which: NDArray[np.bool_] | None = None) -> str:
        known = (rows.y >= 0) if which is None else (rows.y >= 0) & which
        low, middle, high = np.expm1(np.quantile(rows.features["growth"][known], [0.05, 0.5, 0.95])) * 100
        low, middle, high = (round(float(q)) for q in (low, middle, high))  # whole, so that none is "-0"
        return f"{middle:+d}% in the middle case (nine cases of ten between {low:+d}% and {high:+d}%)"

    close = real.features["kappa with the target"] >= 0.6
    fifth = float(np.log(1.2))
    return (
        f"trade rises: of states that do not sanction the target, trade with it grew faster than with their median "
        f"partner in {rate(real)}; of those with kappa 0.6 or more to it in {rate(real, close)}.",
        f"trade rises: placebos: the same targets seven years before, under no new sanctions, {rate(early)}; states under "
        f"no sanctions in the same years, {rate(elsewhere)}.",
        f"trade rises: by how much: trade of states that do not sanction the target, against their median partner, {size(real)}; of "
        f"those with kappa 0.6 or more to it, {size(real, close)}; placebo, states under no sanctions, {size(elsewhere)}.",
        f"trade rises: a fifth faster: {rate(real, None, fifth)}; states under no sanctions, "
        f"{rate(elsewhere, None, fifth)}.",
    )


def _faced(look: Lookup) -> NDArray[np.bool_]:
    """Return whether anybody sanctioned a state in a year, shape (1000, 400) from 1800."""
    out = np.zeros((1000, 400), bool)
    target, year = (look.record.column("sanctions_year", c).astype(np.int64) for c in ("target", "year"))
    out[target, year - 1800] = True
    return out


TRADE = Kind(
    "trade rises",
    "rises",
    "does not rise",
    "For each year in which a target was newly sanctioned: its trade with every state that did not sanction it that "
    "year or the years beside it.",
    "The mean of the pair's trade in the three years after the year, against the three years before it, grew faster "
    "than that of the state's median partner (COW Trade 4.0, to 2014; two known years on either side).",
    4,
    _trade,
    (
        "kappa with the target",
        "obligation to the target",
        "share of the target's trade",
        "share of its own trade",
        "power",
        "target's power",
        "one region",
        "recent rate",
    ),
    {"rule: bands of kappa": lambda f: bands(f["kappa with the target"], 0.0, 0.3, 0.6)},
    "trade of {0} with {1} under sanctions",
    "trade_share",
    True,
    _supposed_trade,
)
