"""The dyad-year panel: every pair of states in the system, any measures, unknown where nothing is known.

Rows are laid out by arithmetic: year, then the first state, then the second, so that the row of a pair is computed
and not looked up. A measure's table is scattered into its column in one assignment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from bilat import states as room
from bilat.errors import InputError
from bilat.measures.catalogue import Measure, measure
from bilat.measures.joint import CELLS, SIMILARITIES, similarity
from bilat.measures.table import Table

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from bilat.record import Record
    from bilat.types import Provenance

__all__ = ["dyads"]

_CODES = 1000
_CHUNK = 250_000  # joint counts turned into measures at a time, to bound memory


@dataclass(frozen=True)
class _Layout:
    """Where each pair's row is.

    ``place[year - first, code]`` numbers the states of a year (-1: not in the system), ``size`` counts them,
    ``offset`` is the year's first row.
    """

    first: int
    place: NDArray[np.int16]
    size: NDArray[np.int64]
    offset: NDArray[np.int64]
    rows: int
    directed: bool

    def row(self, a: NDArray[Any], b: NDArray[Any], year: NDArray[Any]) -> NDArray[np.int64]:
        """Return the row of each (a, b, year), -1 where the panel has none."""
        t = year.astype(np.int64) - self.first
        inside = (t >= 0) & (t < len(self.size))
        t = np.where(inside, t, 0)
        i, j = self.place[t, a].astype(np.int64), self.place[t, b].astype(np.int64)
        n = self.size[t]
        if self.directed:
            at = i * (n - 1) + j - (j > i)
        else:
            # pairs (0,1), (0,2), ..., (1,2), ...: row i starts after i rows of shrinking length
            at = i * n - i * (i + 1) // 2 + j - i - 1
        known = inside & (i >= 0) & (j >= 0) & ((i < j) | (self.directed & (i != j)))
        return np.asarray(np.where(known, self.offset[t] + at, -1))


def dyads(
    measures: list[str],
    *,
    states: list[str] | None = None,
    since: int | None = None,
    until: int | None = None,
    by: Literal["year", "session"] = "year",
    directed: bool = False,
    paragraphs: bool = False,
    record: Record | None = None,
) -> Table:
    """Build the panel.

    Parameters
    ----------
    measures
        Names from `bilat.measures.catalogue`.
    states
        Only dyads among these states (names, ISO3, codes); all states of the system if ``None``.
    since, until
        First and last year (or session); 1946 to the end of the longest coverage by default.
    by
        ``year``, or ``session`` of the General Assembly (vote measures only).
    directed
        Both orders of every pair, as (a, b) from a to b; otherwise ``code_a < code_b``.
    paragraphs
        Count votes on paragraphs and amendments after 1989 too (by year).
    record
        The record to read; the current one by default.

    Returns
    -------
    Table
        ``iso3_a, iso3_b, code_a, code_b``, ``year`` or ``session``, ``n`` (roll calls on which both voted; null
        where votes are not asked for), and a column per measure. In an undirected panel a directed measure
        gives two, ``_ab`` and ``_ba``; a measure of states gives ``_a`` and ``_b``. What is not known is null.

    Raises
    ------
    UnknownNameError
        For an unknown measure or state.
    InputError
        For no measure, reversed years, or a measure that is not kept by session.

    Examples
    --------
    >>> panel = dyads(["agreement"], states=["Russia", "China"], since=2015, until=2016)
    >>> len(panel)
    2
    """
    from bilat.record import open_record

    if by not in ("year", "session"):
        raise InputError(f"by={by!r} is not known.", "Use by='year' or by='session'.")
    record = record or open_record()
    wanted = [measure(name) for name in dict.fromkeys(measures)]
    if not wanted:
        raise InputError("No measure was asked for.", "`bilat dyads` lists the measures.")
    codes = _wanted_codes(states)
    if by == "session":
        return _by_session(record, wanted, codes, since, until, directed)
    covers = [record.coverage(m.table).provenance for m in wanted]
    first = since if since is not None else max(1946, min(p.covers_from for p in covers))
    last = until if until is not None else max(p.covers_to for p in covers)
    if first > last:
        raise InputError(
            f"The first year {first} is after the last year {last}.", "Give the earlier year first."
        )
    layout = _layout(first, last, codes, directed)
    columns = _identity(layout, last)
    provenance: dict[str, Provenance] = {}
    labels: dict[str, str] = {}
    votes = [m for m in wanted if m.name in SIMILARITIES]
    vote_columns = _votes(record, votes, layout, paragraphs) if votes else {}
    columns["n"] = vote_columns.pop("n", _nulls(layout.rows))
    for m in wanted:
        named = (
            {m.name: vote_columns[m.name]} if m.name in vote_columns else _columns(record, m, layout, columns)
        )
        columns |= named
        provenance |= dict.fromkeys(named, record.coverage(m.table).provenance)
        labels |= dict.fromkeys(named, m.label)
    import pyarrow as pa

    return Table(pa.table(columns), provenance, labels)


def _wanted_codes(names: list[str] | None) -> frozenset[int] | None:
    """Return the codes of named states, with every code that the same letters ever had."""
    if names is None:
        return None
    found: set[int] = set()
    for name in names:
        state = room.get(name)
        found.add(state.code)
        found |= {
            c
            for y in range(1946, date.today().year + 1)
            if (c := room.code_of_iso3(state.iso3, y)) is not None
        }
    return frozenset(found)


def _layout(first: int, last: int, codes: frozenset[int] | None, directed: bool) -> _Layout:
    years = last - first + 1
    place = np.full((years, _CODES), -1, dtype=np.int16)
    size = np.zeros(years, dtype=np.int64)
    for t in range(years):
        members = room.system(first + t)
        if codes is not None:
            members = members[np.isin(members, list(codes))]
        place[t, members] = np.arange(len(members))
        size[t] = len(members)
    pairs = size * (size - 1) // (1 if directed else 2)
    offset = np.concatenate([[0], np.cumsum(pairs)])
    return _Layout(first, place, size, offset[:-1], int(offset[-1]), directed)


def _identity(layout: _Layout, last: int) -> dict[str, Any]:
    """Return who is in each row: letters, codes, year."""
    code_a, code_b = np.empty(layout.rows, np.int16), np.empty(layout.rows, np.int16)
    year = np.empty(layout.rows, np.int16)
    letters: list[str] = []
    numbers: dict[str, int] = {}
    iso_a, iso_b = np.empty(layout.rows, np.int16), np.empty(layout.rows, np.int16)
    for t in range(last - layout.first + 1):
        members = np.flatnonzero(layout.place[t] >= 0)
        names = [room.iso3(int(c), layout.first + t) for c in members]
        for name in names:
            if name not in numbers:
                numbers[name] = len(letters)
                letters.append(name)
        number = np.array([numbers[name] for name in names], dtype=np.int16)
        if layout.directed:
            i, j = np.nonzero(~np.eye(len(members), dtype=bool))
        else:
            i, j = np.triu_indices(len(members), 1)
        span = slice(layout.offset[t], layout.offset[t] + len(i))
        code_a[span], code_b[span] = members[i], members[j]
        iso_a[span], iso_b[span] = number[i], number[j]
        year[span] = layout.first + t
    import pyarrow as pa

    def words(index: NDArray[np.int16]) -> pa.DictionaryArray:
        return pa.DictionaryArray.from_arrays(pa.array(index), pa.array(letters, pa.string()))

    return {
        "iso3_a": words(iso_a),
        "iso3_b": words(iso_b),
        "code_a": pa.array(code_a),
        "code_b": pa.array(code_b),
        "year": pa.array(year),
    }


def _nulls(rows: int) -> pa.Array:
    import pyarrow as pa

    return pa.nulls(rows, pa.int32())


def _array(values: NDArray[Any], known: NDArray[np.bool_]) -> pa.Array:
    import pyarrow as pa

    return pa.array(values, mask=~known)


def _columns(record: Record, m: Measure, layout: _Layout, identity: dict[str, Any]) -> dict[str, pa.Array]:
    """Return the column or columns of one measure."""
    if m.tie == "state":
        return _state_columns(record, m, layout, identity)
    one, two = ("source", "target") if m.tie == "directed" else ("code_a", "code_b")
    a, b, year = (record.column(m.table, c) for c in (one, two, "year"))
    values = record.column(m.table, m.column)
    forward = (a, b)
    if m.tie == "directed" and not layout.directed:
        return {
            f"{m.name}_ab": _scatter(record, m, layout, forward, year, values, identity),
            f"{m.name}_ba": _scatter(record, m, layout, (b, a), year, values, identity),
        }
    both_ways = m.tie == "dyad" and layout.directed
    return {m.name: _scatter(record, m, layout, forward, year, values, identity, both_ways)}


def _scatter(
    record: Record,
    m: Measure,
    layout: _Layout,
    pair: tuple[NDArray[Any], NDArray[Any]],
    year: NDArray[Any],
    values: NDArray[Any],
    identity: dict[str, Any],
    both_ways: bool = False,
) -> pa.Array:
    """Put a table's values into the rows of the panel; silence inside coverage is the measure's ``absent``."""
    whole = values.dtype.kind in "iub"
    out = np.zeros(layout.rows, dtype=np.int16 if whole else np.float64)
    known = np.zeros(layout.rows, dtype=bool)
    if m.absent is not None:
        known |= _silence_means_absence(record, m, layout, identity)
        out[known] = m.absent
    covers = record.coverage(m.table).provenance
    covered = (year >= covers.covers_from) & (year <= covers.covers_to)
    for x, y in (pair, pair[::-1]) if both_ways else (pair,):
        at = layout.row(x, y, year)
        hit = (at >= 0) & covered
        out[at[hit]] = values[hit]
        known[at[hit]] = True
    if not whole:
        known &= ~np.isnan(out)
    return _array(out, known)


def _silence_means_absence(
    record: Record, m: Measure, layout: _Layout, identity: dict[str, Any]
) -> NDArray[np.bool_]:
    covers = record.coverage(m.table)
    year = identity["year"].to_numpy()
    inside = (year >= covers.provenance.covers_from) & (year <= covers.provenance.covers_to)
    if covers.codes is not None:
        covered = np.zeros(_CODES, dtype=bool)
        covered[list(covers.codes)] = True
        inside &= covered[identity["code_a"].to_numpy()] & covered[identity["code_b"].to_numpy()]
    return np.asarray(inside)


def _state_columns(
    record: Record, m: Measure, layout: _Layout, identity: dict[str, Any]
) -> dict[str, pa.Array]:
    years = len(layout.size)
    grid = np.full((years, _CODES), np.nan)
    t = record.column(m.table, "year").astype(np.int64) - layout.first
    inside = (t >= 0) & (t < years)
    grid[t[inside], record.column(m.table, "code")[inside]] = record.column(m.table, m.column)[inside]
    t = identity["year"].to_numpy().astype(np.int64) - layout.first
    out = {}
    for side in ("a", "b"):
        values = grid[t, identity[f"code_{side}"].to_numpy()]
        out[f"{m.name}_{side}"] = _array(values, ~np.isnan(values))
    return out


def _votes(record: Record, wanted: list[Measure], layout: _Layout, paragraphs: bool) -> dict[str, pa.Array]:
    """Return ``n`` and the vote measures, from joint counts laid into the panel's rows."""
    counts = np.zeros((layout.rows, 9), dtype=np.uint16)
    tables = ["votes_year", "votes_paragraphs_year"] if paragraphs else ["votes_year"]
    covers = record.coverage("votes_year").provenance
    for table in tables:
        a, b, year = (record.column(table, c) for c in ("code_a", "code_b", "year"))
        # A year that the source holds only in part is outside coverage.
        whole = (year >= covers.covers_from) & (year <= covers.covers_to)
        ways = ((a, b, False), (b, a, True)) if layout.directed else ((a, b, False),)
        for x, y, turned in ways:
            at = layout.row(x, y, year)
            hit = (at >= 0) & whole
            for k, cell in enumerate(CELLS):
                column = (k % 3) * 3 + k // 3 if turned else k
                counts[at[hit], column] += record.column(table, cell)[hit]
    n = counts.sum(axis=1, dtype=np.int32)
    out = {"n": _array(n, n > 0)}
    for m in wanted:
        values = _similarity(counts, m.name)
        out[m.name] = _array(values, ~np.isnan(values))
    return out


def _similarity(counts: NDArray[np.uint16], name: str) -> NDArray[np.float64]:
    out = np.empty(len(counts))
    for start in range(0, len(counts), _CHUNK):
        span = slice(start, start + _CHUNK)
        out[span] = similarity(counts[span].reshape(-1, 3, 3), name)
    return out


def _by_session(
    record: Record,
    wanted: list[Measure],
    codes: frozenset[int] | None,
    since: int | None,
    until: int | None,
    directed: bool,
) -> Table:
    """Return pairs that voted together in a session of the Assembly."""
    import pyarrow as pa

    table = "votes_session"
    other = [m.name for m in wanted if m.name not in SIMILARITIES]
    if other:
        raise InputError(
            f"{', '.join(other)}: kept by year, not by session.", "Use by='year', or vote measures only."
        )
    covers = record.coverage(table).provenance
    first, last = (
        since if since is not None else covers.covers_from,
        until if until is not None else covers.covers_to,
    )
    if first > last:
        raise InputError(
            f"The first session {first} is after the last {last}.", "Give the earlier one first."
        )
    a, b, session = (record.column(table, c) for c in ("code_a", "code_b", "session"))
    keep = (session >= first) & (session <= last)
    if codes is not None:
        keep &= np.isin(a, list(codes)) & np.isin(b, list(codes))
    at = np.flatnonzero(keep)
    a, b, session = a[at], b[at], session[at]
    counts = np.stack([record.column(table, c)[at] for c in CELLS], axis=1)
    if directed:
        turned = counts.reshape(-1, 3, 3).transpose(0, 2, 1).reshape(-1, 9)
        a, b = np.concatenate([a, b]), np.concatenate([b, a])
        session, counts = np.concatenate([session, session]), np.concatenate([counts, turned])
    order = np.lexsort((b, a, session))
    a, b, session, counts = a[order], b[order], session[order], counts[order]
    opened = session.astype(np.int64) + 1945  # the session opens in September of this year
    columns: dict[str, Any] = {
        "iso3_a": pa.array(room.iso3_array(a, opened)).dictionary_encode(),
        "iso3_b": pa.array(room.iso3_array(b, opened)).dictionary_encode(),
        "code_a": pa.array(a),
        "code_b": pa.array(b),
        "session": pa.array(session),
        "n": pa.array(counts.sum(axis=1, dtype=np.int32)),
    }
    for m in wanted:
        values = _similarity(counts, m.name)
        columns[m.name] = _array(values, ~np.isnan(values))
    names = [m.name for m in wanted]
    return Table(pa.table(columns), dict.fromkeys(names, covers), {m.name: m.label for m in wanted})
