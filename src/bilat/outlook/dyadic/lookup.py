"""Measures for many pairs and years at once; NaN where nothing is known, as `bilat.measures.access` has it for one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat import states
from bilat.measures.catalogue import Measure, measure
from bilat.measures.joint import CELLS, SIMILARITIES, similarity

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bilat.record import Record

__all__ = ["Lookup", "Only", "lookup_of", "pairs_of"]

_YEAR0, _YEARS, _CODES = 1800, 400, 1000
_FEW = 100  # so few are sooner searched for one by one


class Lookup:
    """Reads a record by sorted keys, each column once."""

    def __init__(self, record: Record) -> None:
        self.record = record
        # coverage decides what is known by the day: the columns themselves serve every day
        self._kept, self._totals, self._remembered = _columns_of(record.stamp)

    def covers(self, name: str) -> tuple[int, int]:
        """Return the first and last year for which a measure's silence means absence."""
        prov = self.record.coverage(_measure(name).table).provenance
        return prov.covers_from, prov.covers_to

    def remembered(self, what: str, name: str) -> dict[tuple[int, int], float]:
        """Return what was worked out so far by state and year from one measure, for the years that it covers here."""
        covers = self.record.coverage(_measure(name).table)
        return self._remembered.setdefault((what, *self.covers(name), covers.codes), {})

    def at(self, name: str, a: NDArray[Any], b: NDArray[Any], year: NDArray[Any]) -> NDArray[np.float64]:
        """Return a measure of pairs; for a directed one `a` is the source.

        NaN outside coverage, and where a state was not in the system that year.
        """
        m = _measure(name)
        one, two = a.astype(np.int64), b.astype(np.int64)
        if m.tie == "dyad":
            one, two = np.minimum(one, two), np.maximum(one, two)
        elif m.tie == "state":
            two = np.zeros_like(one)
        column = self._column(name)
        when = year.astype(np.int64)
        place, found = column.find(one, two, when)
        out = np.full(len(when), np.nan)
        out[found] = column.take(place[found])
        covers = self.record.coverage(m.table)
        first, last = covers.provenance.covers_from, covers.provenance.covers_to
        inside = (year >= first) & (year <= last)
        if covers.codes is not None:
            known = _among(covers.codes)
            inside &= known[one] & (known[two] | (m.tie == "state"))
        if m.absent is not None:
            out[~found & inside] = m.absent
        there = _members()
        inside &= there[one, when - _YEAR0]
        if m.tie != "state":
            inside &= there[two, when - _YEAR0]
        out[~inside] = np.nan
        return out

    def either(self, name: str, a: NDArray[Any], b: NDArray[Any], year: NDArray[Any]) -> NDArray[np.float64]:
        """Return the larger of a directed measure's two directions, NaN only where neither is known."""
        return np.fmax(self.at(name, a, b, year), self.at(name, b, a, year))

    def years_with(
        self, name: str, a: NDArray[Any], b: NDArray[Any], year: NDArray[Any], back: int
    ) -> NDArray[np.float64]:
        """Return in how many of the `back` years up to `year` a measure was above 0.

        NaN where the source does not cover all of those years; years before a state existed count as none.
        """
        n = np.sum([self.at(name, a, b, year - k) > 0 for k in range(back)], axis=0).astype(float)
        first, last = self.covers(name)
        return np.where((year - back + 1 >= first) & (year <= last), n, np.nan)

    def state_total(
        self, name: str, code: NDArray[Any], year: NDArray[Any], received: bool = False
    ) -> NDArray[np.float64]:
        """Return in how many ties of a sparse measure a state is in a year: as source, as target, or as either side."""
        counts = self._counts(name, received)
        out = counts[code.astype(np.int64) * _YEARS + year.astype(np.int64) - _YEAR0].astype(float)
        first, last = self.covers(name)
        return np.where((year >= first) & (year <= last), out, np.nan)

    def _counts(self, name: str, received: bool) -> NDArray[np.int64]:
        key = (name, received)
        if key not in self._totals:
            m = _measure(name)
            column = self.record.whole.column
            one = ("target" if received else "source") if m.tie == "directed" else "code_a"
            who = column(m.table, one).astype(np.int64)
            when = column(m.table, "year").astype(np.int64)
            on = column(m.table, m.column) > 0
            places = who[on] * _YEARS + when[on] - _YEAR0
            if m.tie == "dyad":
                other = column(m.table, "code_b").astype(np.int64)
                places = np.concatenate([places, other[on] * _YEARS + when[on] - _YEAR0])
            self._totals[key] = np.bincount(places, minlength=_CODES * _YEARS)
        return self._totals[key]

    def _column(self, name: str) -> _Column:
        if name not in self._kept:
            m = _measure(name)
            cols = {"dyad": ("code_a", "code_b"), "directed": ("source", "target"), "state": ("code",)}[m.tie]
            named = CELLS if name in SIMILARITIES else (m.column,)
            self.record.whole.columns(m.table, (*cols, "year", *named))
            column = self.record.whole.column
            two = column(m.table, cols[1]) if len(cols) > 1 else 0
            keys = _key(column(m.table, cols[0]), two, column(m.table, "year"))
            if name in SIMILARITIES:
                cells = [column(m.table, c) for c in CELLS]
                self._kept[name] = _Column(keys, lambda rows: _similarities(cells, rows, name))
            else:
                values = column(m.table, m.column)
                self._kept[name] = _Column(keys, lambda rows: values[rows].astype(np.float64))
        return self._kept[name]


def _similarities(cells: list[NDArray[Any]], rows: NDArray[np.int64], name: str) -> NDArray[np.float64]:
    counts = np.stack([c[rows] for c in cells], axis=-1).astype(np.float64)
    return similarity(counts.reshape(-1, 3, 3), name)


def _measure(name: str) -> Measure:
    """Return a measure, or a column that no panel shows: any delivery of arms, the index of a pair's trade."""
    if name == "arms_delivered":
        return replace(measure("arms_share"), name=name, column="delivered")
    if name == "trade_index":
        return replace(measure("trade_share"), name=name, column="index")
    return measure(name)


@cache
def _members() -> NDArray[np.bool_]:
    """Return whether a code was a state's in a year, shape (1000, 400) from 1800."""
    there = np.zeros((_CODES, _YEARS), bool)
    for year in range(1816, _YEAR0 + _YEARS):
        there[states.system(year).astype(np.int64), year - _YEAR0] = True
    return there


def _key(a: NDArray[Any], b: NDArray[Any] | int, year: NDArray[Any]) -> NDArray[np.int64]:
    # in place: of a million rows, room for each step would take longer than the step
    out = a.astype(np.int64)
    out *= _CODES
    out += b
    out *= _YEARS
    out += year
    out -= _YEAR0
    return out


def _changes(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say where a number is not that before it."""
    out = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=out[1:])
    return out


# one for each set of states that a source covers
@lru_cache(maxsize=64)
def _among(codes: frozenset[int]) -> NDArray[np.bool_]:
    """Return whether a code is one of these, shape (1000,)."""
    out = np.zeros(_CODES, bool)
    out[list(codes)] = True
    return out


@cache
def _numbers() -> NDArray[np.int64]:
    """Return a number for every code that was ever a state's, 0 for all others: of pairs of them a table can be made."""
    out = np.zeros(_CODES, np.int64)
    codes = np.flatnonzero(_members().any(axis=1))
    out[codes] = np.arange(1, len(codes) + 1)
    return out


class _Column:
    """A column sorted by key, and where the rows of each pair of states begin.

    A pair's rows are mostly one for each year, so that a year is found by counting from the pair's first; only where there are
    gaps is it searched for. Numbers are made when they are first asked for: a question looks at a thirtieth of all votes.
    """

    def __init__(
        self, keys: NDArray[np.int64], make: Callable[[NDArray[np.int64]], NDArray[np.float64]]
    ) -> None:
        # most tables are written in this order
        rows = np.arange(len(keys)) if (keys[1:] >= keys[:-1]).all() else np.argsort(keys, kind="stable")
        keys = keys[rows]
        first = _changes(keys)  # of rows with the same key
        if not first.all():
            keys, rows = keys[first], rows[first]
        self.keys, self._rows, self._make = keys, rows, make
        self._values, self._made = np.empty(len(keys)), np.zeros(len(keys), bool)
        numbers = _numbers()
        self._side = int(numbers.max()) + 1
        pairs = keys // _YEARS
        starts = np.flatnonzero(_changes(pairs))
        ends = np.append(starts[1:], len(keys))
        pairs = pairs[starts]
        self._start = np.zeros((self._side, self._side), np.int32)
        self._count = np.zeros((self._side, self._side), np.int32)
        at = numbers[pairs // _CODES], numbers[pairs % _CODES]
        self._start[at], self._count[at] = starts, ends - starts

    def take(self, places: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the numbers at some places."""
        wanted = ~self._made[places]
        if wanted.any():
            new = places[wanted]
            self._values[new] = self._make(self._rows[new])
            self._made[new] = True
        return self._values[places]

    def find(
        self, one: NDArray[np.int64], two: NDArray[np.int64], year: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the place of each pair and year, and whether it is there."""
        place = np.zeros(len(year), np.int64)
        found = np.zeros(len(year), bool)
        if not len(self.keys):
            return place, found
        if len(year) < _FEW:
            wanted = _key(one, two, year)
            place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
            return place, self.keys[place] == wanted
        numbers = _numbers()
        pair = numbers[one] * self._side + numbers[two]
        count = self._count.ravel()[pair]
        some = np.flatnonzero(count)
        start = self._start.ravel()[pair[some]].astype(np.int64)
        wanted = _key(one[some], two[some], year[some])
        ahead = wanted - self.keys[start]
        last = count[some] - 1
        guess = start + np.clip(ahead, 0, last)
        hit = self.keys[guess] == wanted
        # a gap is behind the guess: before it, and not before the pair's first
        gap = np.flatnonzero(~hit & (ahead > 0))
        if len(gap):
            guess[gap] = np.minimum(np.searchsorted(self.keys, wanted[gap]), len(self.keys) - 1)
            hit[gap] = self.keys[guess[gap]] == wanted[gap]
        place[some], found[some] = guess, hit
        return place, found


_Kept = tuple[
    dict[str, _Column],
    dict[tuple[str, bool], "NDArray[np.int64]"],
    dict[tuple[object, ...], dict[tuple[int, int], float]],
]


@lru_cache(maxsize=2)
def _columns_of(stamp: tuple[object, ...]) -> _Kept:
    """Return the sorted columns, the totals of states and what else was made so far of a store as it is."""
    return {}, {}, {}


@lru_cache(maxsize=4)
def lookup_of(record: Record) -> Lookup:
    """Return the lookup of a record, kept for the last few records."""
    return Lookup(record)


class Only(tuple[int, ...]):
    """States in focus where nothing but the pairs that they make with each other is wanted."""

    __slots__ = ()


def pairs_of(
    first: int, last: int, directed: bool, focus: tuple[int, ...] = ()
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return every pair of states in the system, year by year: first codes, second codes, years.

    Parameters
    ----------
    directed
        Both orders; else the smaller code first.
    focus
        Only pairs with one of these states, where given; of `Only` these, pairs of them with each other.

    Examples
    --------
    >>> a, b, year = pairs_of(1950, 1950, False, (710,))
    >>> bool(((a == 710) | (b == 710)).all()), set(year.tolist())
    (True, {1950})
    """
    parts: list[NDArray[np.int64]] = []
    for year in range(first, last + 1):
        system = states.system(year).astype(np.int64)
        if isinstance(focus, Only):
            mine = system[np.isin(system, focus)]
            i, j = np.repeat(mine, len(mine)), np.tile(mine, len(mine))
            keep = (i != j) if directed else (i < j)
            i, j = i[keep], j[keep]
        elif focus:
            # rows and columns of those states only, in the order that the whole square has
            mine = (system[:, None] == np.array(focus)).any(axis=1)
            wanted = mine[:, None] | mine
            wanted &= ~np.eye(len(system), dtype=bool) if directed else ~np.tri(len(system), dtype=bool)
            row, across = np.nonzero(wanted)
            i, j = system[row], system[across]
        else:
            one, two = np.meshgrid(system, system, indexing="ij")
            keep = (one != two) if directed else (one < two)
            i, j = one[keep], two[keep]
        parts.append(np.stack([i, j, np.full(len(i), year)]))
    if not parts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
    a, b, when = np.concatenate(parts, axis=1)
    return a, b, when
