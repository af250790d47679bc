"""Family: who joins sanctions, and what the target's trade with the others does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

from bilat import states
from bilat.errors import InputError
from bilat.outlook.dyadic.family import PairFamily, make_question
from bilat.outlook.dyadic.kinds import Kind, Rows, bands, region, within
from bilat.outlook.dyadic.lookup import Lookup, lookup_of
from bilat.outlook.types import Condition

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.outlook.asked import Asked
    from bilat.outlook.types import Question

__all__ = ["FAMILY", "episodes"]

_SOURCE = "Global Sanctions Data Base 3 (GSDB), to 2022."
_EVERYBODY = 100  # senders: only a decision of the Security Council binds so many
_AFTER = 3  # years after the onset over which trade is averaged, and before it

_found: WeakKeyDictionary[Lookup, tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]] = (
    WeakKeyDictionary()
)


def episodes(look: Lookup) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return (lead, target, year) of every year in which some state newly sanctioned a target.

    The lead is the most powerful of the new senders by capability share of the year before. Years in which more than 100
    states sanction the target, that year or the next, are left out: the Security Council binds every member.
    """
    if look not in _found:
        source, target, year = (
            look.record.column("sanctions_year", c).astype(np.int64) for c in ("source", "target", "year")
        )
        on = look.record.column("sanctions_year", "types") > 0
        source, target, year = source[on], target[on], year[on]
        new = look.at("sanctions", source, target, year - 1) == 0
        crowd = np.bincount(target * 400 + year - 1800, minlength=400_000)
        slot = target * 400 + year - 1800
        new &= (crowd[slot] <= _EVERYBODY) & (crowd[slot + 1] <= _EVERYBODY)
        source, target, year = source[new], target[new], year[new]
        power = np.nan_to_num(look.at("cinc", source, source, year - 1))
        order = np.lexsort((source, -power, target, year))
        keys = (target * 400 + year)[order]
        first = np.ones(len(order), bool)
        first[1:] = keys[1:] != keys[:-1]
        lead = order[first]
        _found[look] = (source[lead], target[lead], year[lead])
    return _found[look]


def _joins(look: Lookup, first: int, last: int, horizon: int, focus: tuple[int, ...]) -> Rows:
    p, t, year = episodes(look)
    inside = (year >= max(first, look.covers("sanctions")[0] + 1)) & (year <= last)
    return _thirds(look, p[inside], t[inside], year[inside], horizon, focus)


def _thirds(
    look: Lookup,
    p: NDArray[np.int64],
    t: NDArray[np.int64],
    year: NDArray[np.int64],
    horizon: int,
    focus: tuple[int, ...],
) -> Rows:
    parts = [np.zeros((4, 0), np.int64)]
    for i in range(len(p)):
        system = states.system(int(year[i])).astype(np.int64)
        c = system[(system != p[i]) & (system != t[i])]
        if focus and not {int(p[i]), int(t[i])} & set(focus):
            c = c[np.isin(c, focus)]
        parts.append(np.stack([c, np.full(len(c), p[i]), np.full(len(c), t[i]), np.full(len(c), year[i])]))
    c, one, two, when = np.concatenate(parts, axis=1)
    free = look.at("sanctions", c, two, when - 1) == 0
    return _join_rows(look, c[free], one[free], two[free], when[free], horizon)


def _supposed_join(look: Lookup, first: int, last: int, horizon: int, focus: tuple[int, ...]) -> Rows:
    c, p, t = (np.array([x]) for x in focus)
    return _join_rows(look, c, p, t, np.array([first]), horizon)


def _join_rows(
    look: Lookup,
    c: NDArray[np.int64],
    p: NDArray[np.int64],
    t: NDArray[np.int64],
    year: NDArray[np.int64],
    horizon: int,
) -> Rows:
    y, whole, decided = within(lambda k: look.at("sanctions", c, t, year + k), year, horizon)
    b = year - 1
    treaty = np.minimum(b, look.covers("obligation")[1])
    features = {
        "kappa with the lead": look.at("kappa", c, p, b),
        "kappa with the target": look.at("kappa", c, t, b),
        "kappa of lead and target": look.at("kappa", p, t, b),
        "joined the lead's others": _together(look, c, p, b),
        "obligation to the lead": look.either("obligation", c, p, treaty),
        "obligation to the target": look.either("obligation", c, t, treaty),
        "trade with the lead": np.log1p(100 * look.at("trade_share", c, p, b)),
        "trade with the target": np.log1p(100 * look.at("trade_share", c, t, b)),
        "power": np.log(np.maximum(look.at("cinc", c, c, b), 1e-6)),
        "target's power": np.log(np.maximum(look.at("cinc", t, t, b), 1e-6)),
        "sanctions sent": np.log1p(look.state_total("sanctions", c, b)),
        "senders already": np.log1p(look.state_total("sanctions", t, b, received=True)),
        "region of the target": (region(c) == region(t)).astype(float),
    }
    return Rows(np.stack([c, p, t], axis=1), year, y, whole, decided, year * 1000 + t, features)


def _together(look: Lookup, c: NDArray[Any], p: NDArray[Any], year: NDArray[Any]) -> NDArray[np.float64]:
    """Return the share of the targets a lead sanctions that the other sanctions too; NaN where the lead has none."""
    out = np.full(len(c), np.nan)
    source, target, when = (
        look.record.column("sanctions_year", x).astype(np.int64) for x in ("source", "target", "year")
    )
    for t in np.unique(year):
        at = when == t
        if not at.any():
            continue
        sends = np.zeros((1000, 1000), np.float32)
        sends[source[at], target[at]] = 1
        sends[:, sends.sum(axis=0) > _EVERYBODY] = 0
        inside = np.flatnonzero(year == t)
        for lead in np.unique(p[inside]):
            rows = inside[p[inside] == lead]
            n = sends[lead].sum()
            if n:
                out[rows] = (sends[c[rows]] @ sends[lead]) / n
    return out


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
        system = states.system(int(when)).astype(np.int64)
        who = np.unique(c[at])
        i, j = np.meshgrid(who, system, indexing="ij")
        other = i.ravel() != j.ravel()
        all_growth = np.full(i.size, np.nan)
        all_growth[other] = _growth(look, i.ravel()[other], j.ravel()[other], np.full(int(other.sum()), when))
        table = all_growth.reshape(i.shape)
        enough = (~np.isnan(table)).sum(axis=1) >= 10
        middle = np.full(len(who), np.nan)
        middle[enough] = np.nanmedian(table[enough], axis=1)
        own[at] = middle[np.searchsorted(who, c[at])]
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


def _placebos(look: Lookup, progress: Callable[[str], None]) -> tuple[str, ...]:
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

    close = real.features["kappa with the target"] >= 0.6
    fifth = float(np.log(1.2))
    return (
        f"trade rises: of states that do not sanction the target, trade with it grew faster than with their median "
        f"partner in {rate(real)}; of those with kappa 0.6 or more to it in {rate(real, close)}.",
        f"trade rises: placebos: the same targets seven years before, under no new sanctions, {rate(early)}; states under "
        f"no sanctions in the same years, {rate(elsewhere)}.",
        f"trade rises: a fifth faster: {rate(real, None, fifth)}; states under no sanctions, "
        f"{rate(elsewhere, None, fifth)}.",
    )


def _faced(look: Lookup) -> NDArray[np.bool_]:
    """Return whether anybody sanctioned a state in a year, shape (1000, 400) from 1800."""
    out = np.zeros((1000, 400), bool)
    target, year = (look.record.column("sanctions_year", c).astype(np.int64) for c in ("target", "year"))
    out[target, year - 1800] = True
    return out


KINDS = (
    Kind(
        "joins",
        "joins",
        "does not join",
        "For each year in which some state newly sanctioned a target: every other state that did not sanction it the year "
        "before. The lead is the most powerful new sender. Targets that more than 100 states sanction (Security Council) "
        "are left out.",
        f"Any sanction of the state against the target in that year or the next. {_SOURCE}",
        2,
        _joins,
        (
            "kappa with the lead",
            "kappa with the target",
            "kappa of lead and target",
            "joined the lead's others",
            "obligation to the lead",
            "obligation to the target",
            "trade with the lead",
            "trade with the target",
            "power",
            "target's power",
            "sanctions sent",
            "senders already",
            "region of the target",
            "recent rate",
        ),
        {
            "rule: bands of kappa with the lead": lambda f: bands(f["kappa with the lead"], 0.0, 0.3, 0.6),
            "rule: joined the lead's others": lambda f: bands(f["joined the lead's others"], 0.2, 0.5, 0.8),
        },
        "{0} beside {1} against {2}",
        "sanctions",
        True,
        _supposed_join,
    ),
    Kind(
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
    ),
)

_NOT = re.compile(r"\b(?:not|never|no)\b|n't\b|\brefus", re.IGNORECASE)
_FALL = re.compile(r"\b(?:fall|less|declin|drop|shrink|cut|fewer|reduc)", re.IGNORECASE)


def _frame(asked: Asked, family: PairFamily) -> Question | None:
    out, given = asked.outcome, asked.condition
    actor = asked.actor
    if actor is None or out.acts & {"vote", "alliance"}:
        return None
    sanctioned = given is not None and "sanction" in given.acts
    if "sanction" in out.acts:
        return _frame_join(asked, family, actor)
    if "trade" in out.acts and sanctioned and given is not None and given.states:
        target = given.states[-1]
        if target == actor:
            target = next((s for s in (*out.states, *given.states) if s != actor), "")
        if not target:
            return None
        kind = family.kind("trade rises")
        falls = bool(_FALL.search(out.text)) ^ bool(_NOT.search(out.text))
        lead = given.states[0] if len(given.states) > 1 else None
        condition = Condition(given.text, "sanction", lead, target)
        return make_question(asked, family, kind, (actor, target), kind.no if falls else kind.yes, condition)
    return None


def _frame_join(asked: Asked, family: PairFamily, actor: str) -> Question | None:
    out, given = asked.outcome, asked.condition
    others = [s for s in out.states if s != actor]
    lead: str | None = None
    if given is not None and "sanction" in given.acts and len(given.states) > 1:
        lead, target = given.states[0], given.states[1]
    elif given is not None and "force" in given.acts and given.states and not others:
        target = given.states[0]
    elif len(others) > 1:
        lead, target = others[0], others[-1]
    elif others:
        target = others[0]
    elif asked.target is not None:
        target = asked.target
    else:
        raise InputError(
            "The question names no target of sanctions.", "Write: Will Japan join sanctions against Russia?"
        )
    lead = lead or ("USA" if "USA" not in (actor, target) else None)
    if lead is None or actor in (lead, target):
        return None
    _refuse_senders(asked, actor, target)
    kind = family.kind("joins")
    foreseen = kind.no if _NOT.search(out.text) else kind.yes
    condition = Condition(given.text if given else f"{lead} sanctions {target}", "sanction", lead, target)
    return make_question(asked, family, kind, (actor, lead, target), foreseen, condition)


def _refuse_senders(asked: Asked, actor: str, target: str) -> None:
    """Fail where a state sanctions the target already: it cannot join."""
    from bilat.outlook.types import Known

    record = Known.at(asked.on).record
    look = lookup_of(record)
    year = min(asked.on.year - 1, look.covers("sanctions")[1])
    a, b = (np.array([states.get(s, asked.on).code]) for s in (actor, target))
    if look.at("sanctions", a, b, np.array([year]))[0] > 0:
        raise InputError(
            f"{actor} sanctioned {target} already in {year}, so it cannot join.",
            "Ask about a state that does not, or on an earlier day.",
        )


FAMILY = PairFamily(
    "sanctions",
    "Sanctions joined, and trade after them",
    "whether a state will join sanctions against another, or its trade with a sanctioned state will rise",
    "states that could join new sanctions against a target (joins), states that do not sanction it, by their trade with it "
    "(trade rises), 1951-2022 and 1955-2014",
    "ridge logistic regression on votes, common targets, obligations, trade, power, region and the rate of the last years, "
    "fitted on windows closed before the question",
    "the Global Sanctions Data Base, and COW trade, in the years of the window, while they cover them",
    (
        "Will India join sanctions against Russia?",
        "If the United States sanctions Turkey, will Japan join the sanctions?",
        "If the United States sanctions Iran, will China buy more from Iran?",
    ),
    KINDS,
    _frame,
    ("joins: Where the question names no lead, the United States is taken to lead the sanctions.",),
    _placebos,
)
