"""A kind of question over pairs and years: its risk set, what came of it, what was known a year before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat import states
from bilat.outlook.dyadic.lookup import Lookup, Only

if TYPE_CHECKING:
    from numpy.typing import NDArray


__all__ = ["REGIONS", "Kind", "Rows", "above", "bands", "region", "row_in", "rows_of", "within"]

#: First COW code beyond each region; the last is Oceania.
REGIONS: tuple[tuple[int, str], ...] = (
    (200, "Americas"),
    (400, "Europe"),
    (600, "Africa"),
    (700, "Middle East"),
    (900, "Asia"),
    (1000, "Oceania"),
)


@dataclass(frozen=True)
class Rows:
    """Cases of a risk set, one row each.

    Attributes
    ----------
    who
        (n, 2 or 3) COW codes: the pair, and where there is one the third state.
    year
        (n,) first year in which the outcome can come about; features are of the year before.
    y
        (n,) 1 it came about within the horizon, 0 it did not, -1 not known (yet).
    whole
        (n,) whether every year of the window is known. Only such rows are counted and fitted: of windows that are still
        open just those are decided in which it has come about.
    decided
        (n,) the year that decided it: of the event, or the window's last.
    group
        (n,) rows that hang together: the year, or the episode.
    features
        Name to (n,) values, NaN where unknown.
    """

    who: NDArray[np.int64]
    year: NDArray[np.int64]
    y: NDArray[np.int64]
    whole: NDArray[np.bool_]
    decided: NDArray[np.int64]
    group: NDArray[np.int64]
    features: dict[str, NDArray[np.float64]]

    def __len__(self) -> int:
        return len(self.year)

    def matrix(self, names: tuple[str, ...]) -> NDArray[np.float64]:
        """Return features as (n, k)."""
        if not names:
            return np.zeros((len(self), 0))
        return np.stack([self.features[n] for n in names], axis=1)

    def take(self, which: NDArray[Any]) -> Rows:
        """Return some of the rows."""
        return Rows(
            self.who[which],
            self.year[which],
            self.y[which],
            self.whole[which],
            self.decided[which],
            self.group[which],
            {k: v[which] for k, v in self.features.items()},
        )


@dataclass(frozen=True)
class Kind:
    """One kind of question within a family.

    Attributes
    ----------
    name
        As in the skill file's splits.
    yes, no
        The two outcomes in words.
    definition
        The reference class, exactly.
    rule
        How it is resolved, exactly.
    horizon
        Years of the window the model is fitted for.
    build
        From the lookup, first and last year, horizon and states in focus (none: all) to rows.
    features
        What the model sees; none: there is no model.
    rules
        Simple rules: name to a function that sorts rows (by their features) into numbered groups; the rule forecasts a
        group's past frequency.
    sentence
        A case in words, ``{0}`` and on are the states' names.
    measure
        The measure that resolves it: where its source ends, questions stay open.
    ordered
        Whether the order of the states matters.
    suppose
        As ``build``, for the question's own row, whose condition is supposed and not in the record; ``build`` if none.
    by_year
        Whether every pair of states is a case, whose features are of the year before and outcome of the window: then the rows of a
        window that had closed are the same whatever was known later, and are built once for each state (`histories`).
    """

    name: str
    yes: str
    no: str
    definition: str
    rule: str
    horizon: int
    build: Callable[[Lookup, int, int, int, tuple[int, ...]], Rows]
    features: tuple[str, ...]
    rules: Mapping[str, Callable[[Mapping[str, NDArray[np.float64]]], NDArray[np.int64]]]
    sentence: str
    measure: str
    ordered: bool
    suppose: Callable[[Lookup, int, int, int, tuple[int, ...]], Rows] | None = None
    by_year: bool = False

    @property
    def outcomes(self) -> tuple[str, str]:
        """Both outcomes."""
        return self.yes, self.no

    def case(self, rows: Rows, i: int) -> str:
        """Name a row."""
        year = int(rows.year[i])
        return f"{self.sentence.format(*(states.name(int(c), year) for c in rows.who[i]))}, {year}"


def region(code: NDArray[Any]) -> NDArray[np.int64]:
    """Return the number of each state's region in `REGIONS`."""
    return np.searchsorted(np.array([limit for limit, _name in REGIONS]), code, side="right")


def bands(x: NDArray[np.float64], *edges: float) -> NDArray[np.int64]:
    """Return in which band each value lies, the lowest 0; unknown is a band of its own.

    Examples
    --------
    >>> bands(np.array([-0.1, 0.3, np.nan]), 0.0, 0.3).tolist()
    [0, 2, 3]
    """
    place = np.searchsorted(np.array(edges), x, side="right")
    return np.where(np.isnan(x), len(edges) + 1, place).astype(np.int64)


def above(x: NDArray[np.float64], limit: float = 0.0) -> NDArray[np.float64]:
    """Return 1 where a value is above a limit, 0 where not, NaN where it is unknown."""
    return np.where(np.isnan(x), np.nan, (x > limit).astype(float))


def within(
    happened: Callable[[int], NDArray[np.float64]], year: NDArray[np.int64], horizon: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
    """Return whether and when something happened within a window of years.

    Parameters
    ----------
    happened
        From 0, 1, ... years into the window to (n,) values: above 0 it did, 0 it did not, NaN unknown.

    Returns
    -------
    tuple
        1, 0 or -1 (unknown: some year is not known and no known one has it); whether every year is known; and the
        year that decided it.
    """
    y = np.zeros(len(year), np.int64)
    whole = np.ones(len(year), bool)
    decided = year + horizon - 1
    for k in range(horizon):
        value = happened(k)
        whole &= ~np.isnan(value)
        fresh = (value > 0) & (y <= 0)
        decided = np.where(fresh, year + k, decided)
        y = np.where(fresh, 1, np.where((y == 0) & np.isnan(value), -1, y))
    return y, whole, decided


def rows_of(
    kind: Kind, lookup: Lookup, year: int, horizon: int, who: tuple[int, ...], suppose: bool = True
) -> Rows | None:
    """Return the one row of a pair (or pair and third state) in a year, ``None`` if it is not in the risk set."""
    build = kind.suppose if suppose and kind.suppose is not None else kind.build
    return row_in(kind, build(lookup, year, year, horizon, Only(who)), who)


def row_in(kind: Kind, rows: Rows, who: tuple[int, ...]) -> Rows | None:
    """Return the row of a pair (or pair and third state) among those of one year."""
    # an undirected pair may be named in either order; a directed one, or a third state, may not
    wanted = [who] if kind.ordered else [who, who[::-1]]
    at = [i for w in wanted for i in np.flatnonzero((rows.who == np.array(w)).all(axis=1))]
    return rows.take(np.array(at[:1])) if at else None
