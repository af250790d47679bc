"""Who joins sanctions: every state that could, at each year in which a target was newly sanctioned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

from bilat import states
from bilat.outlook.dyadic.kinds import Kind, Rows, bands, region, within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.outlook.dyadic.lookup import Lookup

__all__ = ["JOINS", "SOURCE", "episodes"]

SOURCE = "Global Sanctions Data Base 3 (GSDB), to 2022."
_EVERYBODY = 100  # senders: only a decision of the Security Council binds so many

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


JOINS = Kind(
    "joins",
    "joins",
    "does not join",
    "For each year in which some state newly sanctioned a target: every other state that did not sanction it the year "
    "before. The lead is the most powerful new sender. Targets that more than 100 states sanction (Security Council) "
    "are left out.",
    f"Any sanction of the state against the target in that year or the next. {SOURCE}",
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
)
