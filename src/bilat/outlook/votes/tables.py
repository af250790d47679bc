"""How states voted by wording class and issue, and in whose company, at the end of a year.

`Tables` is all that the packed model needs. It is counted from single votes (`Past`) where they were imported, or
read from the bundled file of decayed counts and the pack's tables of pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bilat.errors import CoverageError, StoreError
from bilat.outlook.votes.matrix import ABSENT, Matrix
from bilat.outlook.votes.titles import CLASSES, OTHER, Space, class_of

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from bilat.record import Record

__all__ = [
    "CELLS",
    "CLASS_NAMES",
    "DECAY",
    "FILE",
    "Past",
    "Tables",
    "absence",
    "bundled",
    "company_of",
    "pack_rows",
    "shrink",
]

#: Each year that passes leaves this share of a vote's weight.
DECAY = 0.8
CLASS_NAMES: tuple[str, ...] = (*CLASSES, OTHER)
#: Cells of the bundled file: the wording classes, then the six issues and none of them.
CELLS: tuple[str, ...] = (*CLASS_NAMES, "me", "nu", "di", "hr", "co", "ec", "no issue")
FILE = Path(__file__).parents[1] / "data" / "votes_by_class.parquet"
#: The bundled counts are whole tenths.
_STEP = 0.1
#: Years of votes that say with whom a state votes.
SPAN = 8
#: How much company counts: agreement enters as this power, so that near neighbours weigh most.
_POWER = 12.0
_STATE_WEIGHT = 8.0


def shrink(counts: NDArray[np.float64], towards: NDArray[np.float64], weight: float) -> NDArray[np.float64]:
    """Return shares of `counts` (..., k) shrunk to the distribution `towards` with `weight` pseudo-counts.

    Examples
    --------
    >>> shrink(np.array([3.0, 1.0]), np.array([0.5, 0.5]), 4.0).tolist()
    [0.625, 0.375]
    """
    return np.asarray((counts + weight * towards) / (counts.sum(-1, keepdims=True) + weight))


def absence(counts: NDArray[np.float64], towards: NDArray[np.float64], weight: float) -> NDArray[np.float64]:
    """Return the share of absences among (states, 4) counts of yes, abstain, no, absent, shrunk."""
    return np.asarray((counts[..., 3] + weight * towards) / (counts.sum(-1) + weight))


@dataclass(frozen=True)
class Tables:
    """Decayed counts of the votes before a year.

    Attributes
    ----------
    year
        The year to be forecast: only earlier votes are counted.
    codes : (states,)
        COW codes, ascending.
    cells : (len(CELLS), states, 4)
        Yes, abstain, no, absent; the last year's votes weigh 1, those before it 0.8, ...
    last : (states, 4)
        The last year's alone.
    company : (states, states)
        How like two states voted in the last eight years, 0 to 1.
    """

    year: int
    codes: NDArray[np.int64]
    cells: NDArray[np.float64]
    last: NDArray[np.float64]
    company: NDArray[np.float64]

    @property
    def by_class(self) -> NDArray[np.float64]:
        """Counts by wording class, (classes, states, 4)."""
        return self.cells[: len(CLASS_NAMES)]

    @property
    def by_issue(self) -> NDArray[np.float64]:
        """Counts by issue, (7, states, 4)."""
        return self.cells[len(CLASS_NAMES) :]

    @cached_property
    def state(self) -> NDArray[np.float64]:
        """Counts over all roll calls, (states, 4)."""
        return np.asarray(self.by_class.sum(0))

    @cached_property
    def overall(self) -> NDArray[np.float64]:
        """Shares of yes, abstain, no over all states."""
        cast = self.state[:, :3].sum(0)
        return np.asarray(cast / max(cast.sum(), 1e-9))

    @cached_property
    def state_share(self) -> NDArray[np.float64]:
        """Each state's shares, shrunk to all states', (states, 3)."""
        return shrink(self.state[:, :3], self.overall, _STATE_WEIGHT)

    @cached_property
    def absent(self) -> NDArray[np.float64]:
        """Each state's share of absences."""
        return absence(self.state, np.full(len(self.codes), 0.1), 4.0)

    @cached_property
    def absent_last(self) -> NDArray[np.float64]:
        """The same in the last year alone."""
        return absence(self.last, self.absent, 2.0)

    @cached_property
    def peers(self) -> NDArray[np.float64]:
        """Weights of a state's company, (states, states); none of itself."""
        weights: NDArray[np.float64] = self.company**_POWER
        np.fill_diagonal(weights, 0)
        return weights

    def column(self, code: int) -> int | None:
        """Return the column of a state, ``None`` if it never voted."""
        place = int(np.searchsorted(self.codes, code))
        return place if place < len(self.codes) and self.codes[place] == code else None


class Past:
    """Single votes before a year, for what needs them: titles, and the counts of `Tables`."""

    def __init__(self, matrix: Matrix, year: int, since: int = 1971) -> None:
        self.year = year
        self.matrix = m = matrix.rows((matrix.years < year) & (matrix.years >= since))
        self.age = (year - m.years).astype(float)
        self.weight = DECAY ** (self.age - 1)
        # (rollcalls, states) for each of yes, abstain, no, absent
        self.seen = np.stack([(m.votes == v).astype(np.float32) for v in (1, 2, 3, ABSENT)])
        self.classes = np.array([CLASS_NAMES.index(class_of(t)) for t in m.titles], np.int64)
        self.plain = list(m.plain)

    @cached_property
    def space(self) -> Space:
        """The titles as vectors."""
        return Space(self.plain)

    def counts(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return weighted counts (k, states, 4) for k weightings (k, rollcalls)."""
        w = weights.astype(np.float32)
        return np.stack([w @ seen for seen in self.seen], -1).astype(np.float64)

    @cached_property
    def tables(self) -> Tables:
        """The counts by class and issue."""
        m = self.matrix
        by_class = [(self.classes == c) * self.weight for c in range(len(CLASS_NAMES))]
        by_issue = [((m.issues >> b) & 1) * self.weight for b in range(6)]
        cells = self.counts(np.array([*by_class, *by_issue, (m.issues == 0) * self.weight]))
        last = self.counts((self.age == 1)[None].astype(float))[0]
        recent = self.age <= SPAN
        w = np.sqrt(self.weight[recent]).astype(np.float32)[:, None]
        yes, abstain, no = (s[recent] * w for s in self.seen[:3])
        far, near = yes.T @ no, (yes + no).T @ abstain
        both = (yes + abstain + no).T @ (yes + abstain + no)
        return Tables(self.year, m.codes, cells, last, company_of(both, far + far.T + 0.5 * (near + near.T)))


def company_of(both: NDArray[np.float32], distance: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return 1 - mean distance of joint votes (a half between neighbours), shrunk to 0.5 by five votes."""
    return np.asarray((both - distance + 2.5) / (both + 5.0), np.float64)


def pack_rows(matrix: Matrix, since: int, until: int) -> pa.Table:
    """Make the bundled file: decayed counts at the end of every year from `since` to `until`."""
    import pyarrow as pa

    parts: list[dict[str, NDArray[np.int64]]] = []
    for year in range(since, until + 1):
        cells = np.round(Past(matrix, year + 1).tables.cells / _STEP)
        cell, state, _ = np.nonzero(cells)
        pairs = np.unique(np.stack([cell, state]), axis=1)
        values = cells[pairs[0], pairs[1]].astype(np.int64)
        parts.append(
            {
                "year": np.full(pairs.shape[1], year),
                "cell": pairs[0],
                "code": matrix.codes[pairs[1]],
                **{name: values[:, i] for i, name in enumerate(("yes", "abstain", "no", "absent"))},
            }
        )
    columns = {k: np.concatenate([p[k] for p in parts]) for k in parts[0]}
    types = {"year": pa.int16(), "cell": pa.int8(), "code": pa.int16()}
    order = np.lexsort((columns["year"], columns["code"], columns["cell"]))
    table = pa.table({k: pa.array(v[order], types.get(k, pa.uint16())) for k, v in columns.items()})
    return table.replace_schema_metadata({"cells": "|".join(CELLS)})


@lru_cache(maxsize=1)
def _file() -> pa.Table:
    from bilat.record.arrays import read_file

    table = read_file(FILE)
    if (table.schema.metadata or {}).get(b"cells", b"").decode() != "|".join(CELLS):
        raise StoreError(
            f"{FILE} was made with other wording classes.", "Make it again: python -m packbuild.outlook DATA."
        )
    return table


@lru_cache(maxsize=4)
def bundled(record: Record, year: int) -> Tables:
    """Read the tables for a year from the bundled counts and the pairs' joint votes of the record.

    Past the last bundled year the latest one is used, and the year of the tables says which.

    Raises
    ------
    CoverageError
        If the year lies before the bundled counts.
    """
    from bilat.measures.access import latest_year
    from bilat.record.arrays import as_array

    table = _file()
    years = as_array(table.column("year"))
    at = min(year - 1, int(years.max()))
    if at < int(years.min()) + 1:
        raise CoverageError(
            f"Votes by wording class are bundled from {years.min()}; {year} lies too early for them.",
            f"Ask on a day from {int(years.min()) + 2} on.",
        )
    codes = np.unique(as_array(table.column("code"))).astype(np.int64)
    now, before = _at(table, years, codes, at), _at(table, years, codes, at - 1)
    last = np.maximum(now - DECAY * before, 0)[: len(CLASS_NAMES)].sum(0)
    latest = latest_year(record, "agreement", _new_year(year))
    if latest is None:
        raise CoverageError(
            f"The record has no votes before {year}.", "Ask about a later day: the first votes are of 1946."
        )
    return Tables(at + 1, codes, now, last, _company(record, codes, min(latest, year - 1)))


def _new_year(year: int):  # type: ignore[no-untyped-def]
    from datetime import date

    return date(year, 1, 1)


def _at(
    table: pa.Table, years: NDArray[np.int16], codes: NDArray[np.int64], year: int
) -> NDArray[np.float64]:
    from bilat.record.arrays import as_array

    rows = np.flatnonzero(years == year)
    part = table.take(rows)
    out = np.zeros((len(CELLS), len(codes), 4))
    cell = as_array(part.column("cell"))
    state = np.searchsorted(codes, as_array(part.column("code")))
    for i, name in enumerate(("yes", "abstain", "no", "absent")):
        out[cell, state, i] = as_array(part.column(name)) * _STEP
    return out


def _company(record: Record, codes: NDArray[np.int64], until: int) -> NDArray[np.float64]:
    """Return the company at the end of a year from the pairs' joint votes."""
    year = record.column("votes_year", "year").astype(np.int64)
    keep = (year <= until) & (year > until - SPAN)
    a = record.column("votes_year", "code_a")[keep].astype(np.int64)
    b = record.column("votes_year", "code_b")[keep].astype(np.int64)
    known = np.isin(a, codes) & np.isin(b, codes)
    weight = DECAY ** (until - year[keep][known]).astype(float)
    i, j = np.searchsorted(codes, a[known]), np.searchsorted(codes, b[known])
    both, distance = np.zeros((2, len(codes), len(codes)), np.float32)
    for x in (1, 2, 3):
        for z in (1, 2, 3):
            n = record.column("votes_year", f"c{x}{z}")[keep][known] * weight
            np.add.at(both, (i, j), n)
            np.add.at(distance, (i, j), n * abs(x - z) / 2)
    own = np.eye(len(codes), dtype=np.float32) * 1000
    return company_of(both + both.T + own, distance + distance.T)
