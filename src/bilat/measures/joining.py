"""Measures for rows that somebody else laid out: any pairs, any years, in any order, as often as they like.

The panel (`bilat.measures.panel`) has its own rows; here the rows are given. Values and silence are those of
`bilat.measures.access`, for many rows at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bilat import states
from bilat.errors import InputError, UnknownNameError
from bilat.measures.joint import CELLS, SIMILARITIES, similarity
from bilat.measures.reasons import why_no_vote, why_unknown

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.measures.catalogue import Measure
    from bilat.record import Record
    from bilat.types import Coverage

__all__ = ["Joined", "Named", "codes_of", "explained", "state_name", "values_for", "years_of"]

_BASE, _YEARS = 1000, 4096
_SHOWN = 20


@dataclass(frozen=True)
class Joined:
    """One column: ``values``, shape (n,), NaN where unknown; ``reasons``, why, ``None`` where known."""

    values: NDArray[np.float64]
    reasons: list[str | None]


@dataclass(frozen=True)
class Named:
    """States named by rows: ``codes``, shape (n,), -1 where no state is meant; ``reasons``, why not."""

    codes: NDArray[np.int16]
    reasons: list[str | None]


def codes_of(
    names: Sequence[object], years: NDArray[np.int64], column: str, *, gw: bool = False, keep: bool = False
) -> Named:
    """Return the COW code that each row names in its year.

    Parameters
    ----------
    names
        Names, ISO3 letters or numbers of states; ``None`` and NaN name none.
    years
        Shape (n,); 0 where none is given.
    column
        What the names' column is called, for the error.
    gw
        Numbers are those of Gleditsch and Ward, not of COW.
    keep
        A name that is not known is a reason rather than an error.

    Raises
    ------
    UnknownNameError
        For names that are not known: all of them at once, each with how often it occurs and the nearest names.

    Examples
    --------
    >>> codes_of(["Germany", "DEU", 365], np.array([1975, 2000, 1980]), "state").codes.tolist()
    [260, 255, 365]
    """
    codes = np.full(len(names), -1, dtype=np.int16)
    reasons: list[str | None] = [None] * len(names)
    known: dict[tuple[str | float | None, int], int | UnknownNameError | None] = {}
    unknown: dict[str, tuple[int, UnknownNameError]] = {}
    for i, (name, year) in enumerate(zip(names, years.tolist(), strict=True)):
        key = (name if isinstance(name, str | float | int | None) else str(name), year)
        if key not in known:
            known[key] = _code(*key, gw)
        found = known[key]
        if isinstance(found, int):
            codes[i] = found
        elif found is None:
            reasons[i] = f"No state is given in {column!r}."
        else:
            reasons[i] = f"{found.message} {found.hint}" if found.hint else found.message
            said = str(name)
            unknown[said] = (unknown[said][0] + 1 if said in unknown else 1, found)
    if unknown and not keep:
        raise _all_unknown(unknown, column)
    return Named(codes, reasons)


def _code(name: str | float | None, year: int, gw: bool) -> int | UnknownNameError | None:
    if name is None or name != name or (isinstance(name, str) and not name.strip()):
        return None
    on = date(year, 12, 31) if year else None
    # numbers come as floats from a column with gaps
    text = str(int(name)) if isinstance(name, float) and name.is_integer() else str(name)
    try:
        if gw and text.strip().isdigit():
            found = states.code_of_gw(int(text), year or None)
            return found if found is not None else UnknownNameError("Gleditsch-Ward number", text)
        return states.get(text, on).code
    except UnknownNameError as exc:
        return exc


def _all_unknown(unknown: dict[str, tuple[int, UnknownNameError]], column: str) -> UnknownNameError:
    parts = []
    for name, (rows, error) in list(unknown.items())[:_SHOWN]:
        near = f": {', '.join(error.suggestions)}?" if error.suggestions else ""
        parts.append(f"{name!r} ({rows} row{'s' if rows > 1 else ''}{near})")
    more = f", and {len(unknown) - _SHOWN} more" if len(unknown) > _SHOWN else ""
    first = next(iter(unknown.values()))[1]
    first.message = (
        f"{len(unknown)} of the states named in {column!r} are not known: {', '.join(parts)}{more}."
    )
    first.hint = (
        'Mend them: a name in English, an ISO3 code or a COW number. Or pass unknown="keep": these rows are then kept '
        "without values, and say why."
    )
    first.args = (f"{first.message} {first.hint}",)
    return first


def values_for(record: Record, m: Measure, codes: list[NDArray[np.int16]], year: NDArray[np.int64]) -> Joined:
    """Return a measure for rows: of one state each, or of a pair (from the first to the second where directed).

    Parameters
    ----------
    codes
        COW codes, one or two arrays of shape (n,); -1 for nobody, which is left to `explained`.
    year
        Shape (n,); 0 for none.

    Examples
    --------
    >>> from bilat.measures.catalogue import measure
    >>> from bilat.record import open_record
    >>> both = [np.array([2, 2], dtype=np.int16), np.array([20, 20], dtype=np.int16)]
    >>> values_for(open_record(), measure("war"), both, np.array([1980, 1900])).values.tolist()
    [0.0, nan]
    """
    if m.tie == "state":
        return _singles(record, m, codes[0], year)
    return _pairs(record, m, codes[0], codes[1], year)


def explained(
    joined: Joined, named: Sequence[Named], years: NDArray[np.int64], column: str
) -> list[str | None]:
    """Return why each value of a column is not known: that a row names no state or year goes before the record's word.

    Parameters
    ----------
    named
        Whom the column is of.
    column
        What the column of years is called.
    """
    out: list[str | None] = list(joined.reasons)
    for i in np.flatnonzero(np.isnan(joined.values)):
        mine = next((who.reasons[i] for who in named if who.reasons[i]), None)
        out[i] = mine or (out[i] if years[i] else f"No year is given in {column!r}.")
    return out


def _pairs(
    record: Record, m: Measure, a: NDArray[np.int16], b: NDArray[np.int16], year: NDArray[np.int64]
) -> Joined:
    directed = m.tie == "directed"
    one, two = ("source", "target") if directed else ("code_a", "code_b")
    x, y = (a, b) if directed else (np.minimum(a, b), np.maximum(a, b))
    table = record.column(m.table, one), record.column(m.table, two), record.column(m.table, "year")
    at = _rows(_key(*table), _key(x, y, year))
    covers = record.coverage(m.table)
    inside = _inside(covers, year) & (a >= 0) & (b >= 0) & (a != b)
    hit = np.flatnonzero((at >= 0) & inside)
    values = np.full(len(a), np.nan)
    shared = np.zeros(len(a), dtype=np.int64)
    if m.name in SIMILARITIES:
        record.columns(m.table, CELLS)
        cells = np.stack([record.column(m.table, c)[at[hit]] for c in CELLS], axis=-1)
        values[hit] = similarity(cells.reshape(-1, 3, 3), m.name)
        shared[hit] = cells.sum(axis=-1, dtype=np.int64)
    else:
        values[hit] = record.column(m.table, m.column)[at[hit]]
    silent = inside & (at < 0)
    reasons: list[str | None] = [None] * len(a)
    why: dict[tuple[int, int, int], str | None] = {}
    for i in np.flatnonzero(np.isnan(values)):
        if a[i] < 0 or b[i] < 0 or not year[i]:
            continue
        row = (int(a[i]), int(b[i]), int(year[i]))
        if row not in why:
            why[row] = _why(covers, m, *row, int(shared[i]))
        if why[row] is None and m.absent is not None and silent[i]:
            values[i] = m.absent
        else:
            source = covers.provenance.source
            reasons[i] = why[row] or f"{source} has no figure for the pair in {row[2]}."
    return Joined(values, reasons)


def _why(covers: Coverage, m: Measure, a: int, b: int, year: int, shared: int) -> str | None:
    if a == b:
        return f"A state has no {m.label} with itself."
    if m.name in SIMILARITIES:
        return why_no_vote(covers, a, b, year, shared)
    return why_unknown(covers, a, b, year)


def _singles(record: Record, m: Measure, code: NDArray[np.int16], year: NDArray[np.int64]) -> Joined:
    covers = record.coverage(m.table)
    key = _key(record.column(m.table, "code"), np.int16(0), record.column(m.table, "year"))
    at = _rows(key, _key(code, np.int16(0), year))
    hit = np.flatnonzero((at >= 0) & _inside(covers, year) & (code >= 0))
    values = np.full(len(code), np.nan)
    values[hit] = record.column(m.table, m.column)[at[hit]]
    reasons: list[str | None] = [None] * len(code)
    for i in np.flatnonzero(np.isnan(values) & (code >= 0) & (year != 0)):
        who, when = int(code[i]), int(year[i])
        reasons[i] = why_unknown(covers, who, who, when) or (
            f"{covers.provenance.source} has no figure for {state_name(who, when)} in {when}."
        )
    return Joined(values, reasons)


@lru_cache(maxsize=4096)
def state_name(code: int, year: int) -> str:
    """Return the name of a state in a year."""
    return states.name(code, year)


def _inside(covers: Coverage, year: NDArray[np.int64]) -> NDArray[np.bool_]:
    prov = covers.provenance
    return np.asarray((year >= prov.covers_from) & (year <= prov.covers_to))


def _key(
    a: NDArray[np.int16] | np.int16, b: NDArray[np.int16] | np.int16, year: NDArray[np.int64]
) -> NDArray[np.int64]:
    pair = a.astype(np.int64) * _BASE + b
    return np.asarray(pair * _YEARS + year)


def _rows(keys: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return where each wanted key stands among the keys, -1 where it does not."""
    if not len(keys):
        return np.full(len(wanted), -1, dtype=np.intp)
    order = None if (np.diff(keys) >= 0).all() else np.argsort(keys, kind="stable")
    ordered = keys if order is None else keys[order]
    at = np.minimum(np.searchsorted(ordered, wanted), len(keys) - 1)
    found = ordered[at] == wanted
    return np.where(found, at if order is None else order[at], -1)


def years_of(values: Sequence[object], column: str) -> NDArray[np.int64]:
    """Return the year that each row gives; 0 where it gives none.

    Whole numbers, their digits, dates and moments are years.

    Raises
    ------
    InputError
        For anything else, with the first of it.

    Examples
    --------
    >>> years_of([1990, "1991", 1992.0, date(1993, 5, 1), None], "year").tolist()
    [1990, 1991, 1992, 1993, 0]
    """
    years = np.zeros(len(values), dtype=np.int64)
    known: dict[object, int] = {}
    for i, value in enumerate(values):
        if value not in known:
            known[value] = _year(value, column, i)
        years[i] = known[value]
    return years


def _year(value: object, column: str, row: int) -> int:
    if value is None or value != value or (isinstance(value, str) and not value.strip()):
        return 0
    moment = getattr(value, "year", None)
    text = str(moment if isinstance(moment, int) else value).strip().removesuffix(".0")
    if text.isascii() and text.isdigit() and len(text) == 4 and int(text) > 0:
        return int(text)
    raise InputError(
        f"Row {row + 1} of {column!r} holds {str(value)[:40]!r}, which is no year.",
        "Give years as whole numbers of four digits, or dates.",
    )
