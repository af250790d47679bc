"""Columns of dyadic data sets: whole numbers in range, states, repeats, all checked at once.

Large files are looked up once per distinct value (and year), not once per row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from bilat.errors import SourceError
from bilat.sources.base import Problem, to_codes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.sources.loaded import Loaded

__all__ = ["TERRITORIES", "codes_of", "expect", "flag_self", "left_out", "look_up", "repeated", "whole"]

FIRST_YEAR, LAST_YEAR = 1400, 2100

# ISO letters of dependencies and customs territories that trade and news files list beside states
_TERRITORIES = """
ABW AIA ANT ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG HMD IMN IOT
JEY MAC MNP MSR MTQ MYT NCL NFK NIU PCN PRI PUS PYF REU SGS SHN SPM SXM TCA TKL UMI VAT VGB VIR WLF
"""
TERRITORIES = frozenset(_TERRITORIES.split())


def expect(loaded: Loaded, columns: Sequence[str], title: str) -> None:
    """Raise a `SourceError` that names what is missing and what was expected."""
    missing = [c for c in columns if not loaded.has(c)]
    if missing:
        raise SourceError(
            f"{loaded.name} does not look like {title}: no column {', '.join(missing)}.",
            f"Expected the columns {', '.join(columns)}; found {', '.join(loaded.table.column_names[:12])}.",
        )


def whole(
    loaded: Loaded,
    column: str,
    low: int = FIRST_YEAR,
    high: int = LAST_YEAR,
    *,
    missing: Sequence[int] | None = None,
) -> NDArray[np.int64]:
    """Return (rows,) whole numbers; rows outside ``low``-``high`` are flagged.

    Parameters
    ----------
    missing
        Values that stand for "not known" (``-9``): they, and blanks, become ``low - 1`` and are not flagged.
        Where ``None``, a blank is a fault.
    """
    values = loaded.numbers(column)
    known = ~np.isnan(values)
    if missing is not None:
        known &= ~np.isin(values, missing)
    fits = known & np.isfinite(values) & (values == np.floor(values)) & (values >= low) & (values <= high)
    wrong = ~fits & (known if missing is not None else np.ones(len(values), dtype=bool))
    loaded.flag(wrong & ~loaded.bad, f"column {column}: expected a whole number from {low} to {high}")
    out = np.full(len(values), low - 1, dtype=np.int64)
    out[fits] = values[fits].astype(np.int64)
    return out


def look_up(
    values: NDArray[Any],
    kind: Literal["cow", "iso3", "gw", "name"],
    years: NDArray[Any] | None = None,
    aliases: Mapping[str, int] = MappingProxyType({}),
) -> tuple[NDArray[np.int16], NDArray[np.int64], NDArray[Any]]:
    """Look states up once per distinct (value, year).

    Returns
    -------
    codes : (rows,) int16
        COW codes, 0 where unknown.
    which : (rows,) int64
        Index of each row's value in `distinct`; -1 where there is none.
    distinct : (n,) object
    """
    import pyarrow as pa

    encoded = pa.array(values, from_pandas=True).dictionary_encode()
    distinct = np.asarray(encoded.dictionary.to_pylist(), dtype=object)
    which = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    codes = np.zeros(len(values), dtype=np.int16)
    if years is None:
        table = to_codes(distinct, kind, aliases=aliases)
        known = which >= 0
        codes[known] = table[which[known]]
        return codes, which, distinct
    span = LAST_YEAR + 2
    # A year beyond them all would spill into the next value and look up another state.
    inside = (years >= 0) & (years < span)
    keys, inverse = np.unique(np.where(inside, which * span + years, -1), return_inverse=True)
    wanted = keys // span >= 0
    table = np.zeros(len(keys), dtype=np.int16)
    table[wanted] = to_codes(distinct[keys[wanted] // span], kind, keys[wanted] % span, aliases=aliases)
    return table[inverse], which, distinct


def codes_of(
    loaded: Loaded,
    column: str,
    kind: Literal["cow", "iso3", "gw", "name"],
    years: NDArray[Any] | None = None,
    *,
    aliases: Mapping[str, int] = MappingProxyType({}),
    known_nonstates: Callable[[str], bool] | None = None,
) -> NDArray[np.int16]:
    """Return (rows,) COW codes; rows without a state are flagged and 0.

    Values that `known_nonstates` accepts (rebels, dependencies, organisations) get one problem a value that
    counts its rows; any other unknown value gets one a row.
    """
    values = loaded.numbers(column) if kind in ("cow", "gw") else loaded.texts(column)
    if kind in ("cow", "gw"):
        odd = ~np.isnan(values) & ~((values >= 1) & (values <= 9999) & (values == np.floor(values)))
        loaded.flag(odd & ~loaded.bad, f"column {column}: no state number")
        values = np.where(odd, np.nan, values)
    codes, which, distinct = look_up(values, kind, years, aliases)
    loaded.flag((which < 0) & ~loaded.bad, f"column {column}: no state given")
    unknown = (codes == 0) & (which >= 0)
    for i in np.unique(which[unknown]):
        rows = unknown & (which == i)
        value = distinct[i]
        shown = int(value) if isinstance(value, float) else value
        if known_nonstates is not None and known_nonstates(str(value)):
            left_out(loaded, rows, f"column {column}: {shown!r} is no state")
        else:
            loaded.flag(rows & ~loaded.bad, f"column {column}: unknown state {shown!r}")
    return codes


def left_out(loaded: Loaded, rows: NDArray[np.bool_], why: str) -> None:
    """Mark rows as not used, with one problem that counts them and gives the first line."""
    rows = rows & ~loaded.bad
    if rows.any():
        first = int(loaded.lines[int(np.argmax(rows))])
        loaded.problems.append(Problem(loaded.name, first, f"{why}; {int(rows.sum()):,} rows left out"))
        loaded.bad |= rows


def repeated(*columns: NDArray[Any]) -> NDArray[np.bool_]:
    """Mark every row that repeats an earlier combination of `columns`.

    Examples
    --------
    >>> repeated(np.array([1, 1, 2]), np.array([5, 5, 5])).tolist()
    [False, True, False]
    """
    order = np.lexsort(columns[::-1])  # stable: the first of equals stays first
    same = np.ones(max(len(order) - 1, 0), dtype=bool)
    for column in columns:
        ordered = np.asarray(column)[order]
        same &= ordered[1:] == ordered[:-1]
    out = np.zeros(len(order), dtype=bool)
    out[order[1:]] = same
    return out


def flag_self(loaded: Loaded, a: NDArray[Any], b: NDArray[Any]) -> None:
    """Flag rows in which a state is paired with itself."""
    loaded.flag((a == b) & (a > 0) & ~loaded.bad, "both states are the same")
