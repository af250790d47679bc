"""The alignment index as a table: all pairs from the pack, one pair with everything that is known of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat import states
from bilat.errors import CoverageError, InputError
from bilat.measures.index.inputs import FACTORS, FIRST, LAST
from bilat.measures.index.live import pair_index
from bilat.measures.index.posterior import HEADLINES
from bilat.measures.index.shipped import ALIGNMENT, sd_of
from bilat.measures.table import Table

if TYPE_CHECKING:
    from bilat.record import Record

__all__ = ["alignment", "codes_over_time"]

_NAMES = (*HEADLINES, *FACTORS)
_TO_5_PERCENT = 1.645


def codes_over_time(iso3: str, since: int = FIRST, until: int = LAST) -> list[int]:
    """Return every COW code that the letters of a state had between two years, the latest first.

    Examples
    --------
    >>> codes_over_time("DEU")
    [255, 260]
    """
    return list(_codes(iso3, since, until))


@lru_cache(maxsize=4096)
def _codes(iso3: str, since: int, until: int) -> tuple[int, ...]:
    found = (states.code_of_iso3(iso3, year) for year in range(until, since - 1, -1))
    return tuple(dict.fromkeys(code for code in found if code is not None))


def alignment(a: str | None = None, b: str | None = None, *, record: Record | None = None) -> Table:
    """Return the alignment index and its three factors by pair and year.

    Parameters
    ----------
    a, b
        Names, ISO3 letters or codes. Both: that pair, with what is smoothed and what each input adds. One: its
        pairs. None: every pair.
    record
        The record to read; the current one by default.

    Returns
    -------
    Table
        ``iso3_a, iso3_b, code_a, code_b, year, n`` (always null: the index rests on no one count), and for
        `alignment`, `alignment_without_conflict`, `positions`, `commitment`, `hostility` the filtered value (it
        rests on that year and earlier ones) with ``_low`` and ``_high``, its 5% and 95% bounds. For one pair also
        ``_smoothed``, ``_smoothed_low``, ``_smoothed_high`` (every year is used), ``_known`` (share of the weight
        that rests on inputs known in the year) and ``add_*``: what each input adds to its factor.

    Raises
    ------
    UnknownNameError
        For an unknown state.
    InputError
        If both are the same state.
    CoverageError
        If the record has no index.

    Examples
    --------
    >>> t = alignment("Russia", "China").to_pandas().set_index("year")
    >>> bool(t.commitment_smoothed[1955] > t.commitment_smoothed[1985])
    True
    """
    from bilat.record import open_record

    record = record or open_record()
    if ALIGNMENT not in record.tables:
        raise CoverageError(
            "The alignment index is not in this record.",
            "Import every data set it rests on (docs/index.md), or use the bundled pack.",
        )
    if a is None and b is not None:
        a, b = b, None
    prov = record.coverage(ALIGNMENT).provenance
    if a is not None and b is not None:
        columns = _pair(record, a, b)
    else:
        columns = _many(record, a)
    import pyarrow as pa

    labels = {"year": "calendar year"} | {n: f"{n.replace('_', ' ')}, filtered" for n in _NAMES}
    measures = [c for c in columns if c not in ("iso3_a", "iso3_b", "code_a", "code_b", "year", "n")]
    return Table(pa.table(columns), dict.fromkeys(measures, prov), labels)


def _many(record: Record, one: str | None) -> dict[str, Any]:
    """Return filtered values of all pairs, or of one state's."""
    import pyarrow as pa

    code_a, code_b = record.column(ALIGNMENT, "code_a"), record.column(ALIGNMENT, "code_b")
    rows = np.arange(len(code_a))
    if one is not None:
        mine = codes_over_time(states.get(one).iso3)
        rows = np.flatnonzero(np.isin(code_a, mine) | np.isin(code_b, mine))
    year = record.column(ALIGNMENT, "year")[rows]
    columns = _identity(code_a[rows], code_b[rows], year)
    for name in _NAMES:
        value = record.column(ALIGNMENT, name)[rows].astype(np.float64)
        half = _TO_5_PERCENT * sd_of(record, name, rows)
        columns[name] = pa.array(value, from_pandas=True)
        columns[f"{name}_low"], columns[f"{name}_high"] = (pa.array(value + s * half) for s in (-1, 1))
    return columns


def _pair(record: Record, a: str, b: str) -> dict[str, Any]:
    """Return everything known of one pair, for the years in which both exist and the index reaches."""
    import pyarrow as pa

    one, two = states.get(a), states.get(b)
    codes = [codes_over_time(s.iso3) for s in (one, two)]
    if one.iso3 == two.iso3:
        raise InputError(f"{one.name} has no alignment with itself.", "Name two different states.")
    index = pair_index(record, *codes)
    covers = record.coverage(ALIGNMENT).provenance
    inside = (
        index.inputs.pairs.alive[:, 0]
        & (index.years <= covers.covers_to)
        & (index.years >= covers.covers_from)
    )
    years = index.years[inside].astype(np.int16)
    by_year = [[states.code_of_iso3(s.iso3, int(y)) or s.code for y in years] for s in (one, two)]
    pair = np.sort(np.array(by_year, dtype=np.int16).reshape(2, -1), axis=0)
    columns = _identity(pair[0], pair[1], years)
    for name in _NAMES:
        band = index.bands[name]
        half, wide = _TO_5_PERCENT * band.filtered_sd, _TO_5_PERCENT * band.sd
        found = {
            "": band.filtered,
            "_low": band.filtered - half,
            "_high": band.filtered + half,
            "_smoothed": band.value,
            "_smoothed_low": band.value - wide,
            "_smoothed_high": band.value + wide,
            "_known": band.known,
        }
        columns |= {f"{name}{end}": pa.array(v[inside], from_pandas=True) for end, v in found.items()}
    columns |= {f"add_{n}": pa.array(v[inside], from_pandas=True) for n, v in index.contributions.items()}
    return columns


def _identity(code_a: np.ndarray, code_b: np.ndarray, year: np.ndarray) -> dict[str, Any]:
    """Return who is in each row, letters as of the year."""
    import pyarrow as pa

    columns: dict[str, Any] = {}
    for side, codes in (("a", code_a), ("b", code_b)):
        keys, back = np.unique(codes.astype(np.int32) * 10_000 + year, return_inverse=True)
        letters = [states.iso3(int(k // 10_000), int(k % 10_000)) for k in keys]
        columns[f"iso3_{side}"] = pa.array(letters).dictionary_encode().take(pa.array(back))
    columns |= {"code_a": pa.array(code_a, pa.int16()), "code_b": pa.array(code_b, pa.int16())}
    columns |= {"year": pa.array(year, pa.int16()), "n": pa.nulls(len(year), pa.int32())}
    return columns
