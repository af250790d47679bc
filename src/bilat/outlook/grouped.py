"""What the members of an organisation did together: past cases, one for each occasion, by how many of them did it.

Two kinds. ``joins``: years in which some state newly sanctioned a target, by how many members that could join did.
``arms``: recipients and years, by how many members delivered arms in the three years from then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bilat import ledger, states
from bilat.outlook.dyadic.kinds import region
from bilat.outlook.sanctioned.joining import JOINS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.outlook.dyadic.lookup import Lookup

__all__ = ["OUTCOMES", "SPAN", "Occasions", "arming", "codes_on", "joining", "level", "nearness"]

#: Ordered: more than half of the members that could, fewer, none.
OUTCOMES: tuple[str, ...] = ("most members", "some members", "no member")
#: Years of the window by kind.
SPAN = {"joins": JOINS.horizon, "arms": 3}
_LEAST = 2  # members that could: a single one is no group


@dataclass(frozen=True)
class Occasions:
    """Past occasions, oldest first.

    Attributes
    ----------
    year, lead, target
        First year of the window; COW codes of the lead (0 for arms) and of the state sanctioned or armed.
    did, able
        How many members did it within the window, of how many that could.
    before
        Index into `OUTCOMES` of what they did in the three years before (arms), else -1.
    """

    year: NDArray[np.int64]
    lead: NDArray[np.int64]
    target: NDArray[np.int64]
    did: NDArray[np.int64]
    able: NDArray[np.int64]
    before: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.year)

    @property
    def outcome(self) -> NDArray[np.int64]:
        """Index into `OUTCOMES`."""
        return level(self.did, self.able)

    def take(self, keep: NDArray[np.bool_] | NDArray[np.intp]) -> Occasions:
        """Return some of them."""
        return Occasions(*(getattr(self, f)[keep] for f in self.__dataclass_fields__))


def level(did: NDArray[np.int64], able: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return which of `OUTCOMES` so many of so many members are.

    Examples
    --------
    >>> level(np.array([3, 2, 0]), np.array([4, 4, 4])).tolist()
    [0, 1, 2]
    """
    return np.where(did == 0, 2, np.where(2 * did > able, 0, 1)).astype(np.int64)


def codes_on(group: str, day: date) -> tuple[int, ...]:
    """Return the COW codes of an organisation's members on a day."""
    found = (states.code_of_iso3(i, day.year) for i in ledger.load().organisation(group).members_on(day))
    return tuple(sorted({c for c in found if c is not None}))


def _first(group: str) -> int:
    return ledger.load().organisation(group).founded.year + 1


@lru_cache(maxsize=16)
def joining(look: Lookup, group: str, until: int) -> Occasions:
    """Return the years in which a target was newly sanctioned and two members or more could join, windows closed by `until`."""
    since = max(_first(group), 1951)
    everybody = {c for year in range(since, until + 1) for c in codes_on(group, date(year, 1, 1))}
    rows = JOINS.build(look, since, until - JOINS.horizon, JOINS.horizon, tuple(sorted(everybody)))
    rows = rows.take(rows.whole)
    inside = np.zeros(len(rows), bool)
    for year in np.unique(rows.year):
        at = rows.year == year
        inside[at] = np.isin(rows.who[at, 0], codes_on(group, date(int(year), 1, 1)))
    rows = rows.take(inside)
    key = (rows.year * 1000 + rows.who[:, 1]) * 1000 + rows.who[:, 2]
    keys, back = np.unique(key, return_inverse=True)
    able, did = np.bincount(back), np.bincount(back, weights=(rows.y == 1).astype(float)).astype(np.int64)
    found = Occasions(keys // 1_000_000, keys // 1000 % 1000, keys % 1000, did, able, np.full(len(keys), -1))
    return found.take(able >= _LEAST)


@lru_cache(maxsize=16)
def arming(look: Lookup, group: str, until: int) -> Occasions:
    """Return every state outside the organisation and year, by how many members delivered arms to it in three years."""
    first, last = look.covers("arms_delivered")
    span = SPAN["arms"]
    parts = []
    for year in range(max(_first(group), first + span), min(until - span, last - span + 1) + 1):
        members = np.array(codes_on(group, date(year, 1, 1)), np.int64)
        system = states.system(year).astype(np.int64)
        others = system[~np.isin(system, members)]
        members = members[np.isin(members, system)]
        if len(members) < _LEAST:
            continue
        after = _deliverers(look, members, others, range(year, year + span))
        before = _deliverers(look, members, others, range(year - span, year))
        able = np.full(len(others), len(members))
        parts.append(
            np.stack(
                [np.full(len(others), year), np.zeros(len(others)), others, after, able, level(before, able)]
            ).astype(np.int64)
        )
    columns = np.concatenate(parts, axis=1) if parts else np.zeros((6, 0), np.int64)
    return Occasions(*columns)


def _deliverers(
    look: Lookup, members: NDArray[np.int64], others: NDArray[np.int64], years: range
) -> NDArray[np.int64]:
    """Return how many members delivered to each state in any of the years."""
    a, b = (x.ravel() for x in np.meshgrid(members, others, indexing="ij"))
    gave = np.zeros(len(a), bool)
    for year in years:
        gave |= look.at("arms_delivered", a, b, np.full(len(a), year)) > 0
    return np.asarray(gave.reshape(len(members), len(others)).sum(axis=0), np.int64)


def nearness(found: Occasions, lead: int, target: int) -> NDArray[np.int64]:
    """Return how like a question's each occasion is: same target 4, same lead 2, same region of the target 1."""
    return np.asarray(
        4 * (found.target == target)
        + 2 * ((found.lead == lead) & (lead > 0))
        + (region(found.target) == region(np.array([target]))[0]),
        np.int64,
    )
