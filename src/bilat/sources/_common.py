"""What the sources on treaties, institutions and structure share: dates in parts, states by number."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import SourceError
from bilat.sources.base import Problem, to_codes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.sources.loaded import Loaded

__all__ = [
    "assemble",
    "blank",
    "cow_codes",
    "expect",
    "find",
    "leave_out",
    "named",
    "names_to_codes",
    "not_needed",
    "parts",
    "version_in",
    "whole_years",
    "with_columns",
]


def named(loaded: Loaded, *names: str) -> str:
    """Return the first of `names` that the file has as a column; ``SourceError`` names what was expected."""
    for name in names:
        if loaded.has(name):
            return name
    raise SourceError(
        f"{loaded.name} has no column {' or '.join(names)}; it has {', '.join(loaded.table.column_names[:12])}.",
        "Get the file again, or give the one the source describes.",
    )


def expect(loaded: Loaded, *names: str) -> None:
    """Raise ``SourceError`` unless the file has all of these columns (case ignored)."""
    missing = [n for n in names if not loaded.has(n)]
    if missing:
        raise SourceError(
            f"{loaded.name} lacks column{'s' if len(missing) > 1 else ''} {', '.join(missing)}; "
            f"expected {', '.join(names)}.",
            "Get the file again, or give the one the source describes.",
        )


def find(paths: Sequence[Path], *stems: str) -> Path | None:
    """Return the last path whose name contains one of `stems` (case ignored), or ``None``."""
    hits = [p for p in paths if any(s.lower() in p.name.lower() for s in stems)]
    return hits[-1] if hits else None


def with_columns(paths: Sequence[Path], *wanted: set[str]) -> Path | None:
    """Return the last path (no archive) that has all columns of one of the sets `wanted`, or ``None``."""
    from bilat.sources.tables import columns_of

    for path in reversed(paths):
        if path.suffix.lower() != ".zip":
            have = {c.lower() for c in columns_of(path)}
            if any({c.lower() for c in names} <= have for names in wanted):
                return path
    return None


def not_needed(paths: Sequence[Path], used: Sequence[Path | None], why: str) -> list[Problem]:
    """Return a note for every path that was not used."""
    return [Problem(p.name, None, why) for p in paths if p not in used]


def cow_codes(loaded: Loaded, column: str) -> NDArray[np.int16]:
    """Return (rows,) COW codes of a column of COW numbers; 0, flagged, where unknown or missing."""
    values = loaded.numbers(column)
    missing = np.isnan(values)
    loaded.flag(missing & ~loaded.bad, f"column {column}: no state")
    distinct, where = np.unique(np.where(missing, -1.0, values), return_inverse=True)
    codes = to_codes(np.where(distinct < 0, np.nan, distinct), "cow")
    out = codes[where]
    for value in distinct[(codes == 0) & (distinct >= 0)]:
        loaded.flag(values == value, f"column {column}: unknown state {value:g}")
    return out


def blank(texts: NDArray[Any]) -> NDArray[np.bool_]:
    """Mark the texts that are null."""
    return np.fromiter((t is None for t in texts), dtype=bool, count=len(texts))


def leave_out(loaded: Loaded, mask: NDArray[Any], why: str) -> None:
    """Mark rows as bad with one problem for all: rows that are right but about no state."""
    rows = np.flatnonzero(mask & ~loaded.bad)
    if len(rows):
        loaded.problems.append(
            Problem(
                loaded.name, int(loaded.lines[rows[0]]), f"{why}: left out ({len(rows)} rows, this the first)"
            )
        )
        loaded.bad[rows] = True


def names_to_codes(
    loaded: Loaded, column: str, aliases: Mapping[str, int], territories: Collection[str]
) -> NDArray[np.int16]:
    """Return (rows,) COW codes of a column of names, as states are named today.

    Rows of `territories` are left out with one problem each; unknown names are flagged.
    """
    names = loaded.texts(column)
    loaded.flag(blank(names) & ~loaded.bad, f"column {column}: no state")
    distinct, where = np.unique(np.array([n or "" for n in names]), return_inverse=True)
    wanted = np.array([None if n in territories or not n else n for n in distinct.tolist()], dtype=object)
    codes = to_codes(wanted, "name", aliases=aliases)
    for k in np.flatnonzero(codes == 0):
        name = str(distinct[k])
        if name in territories:
            leave_out(loaded, where == k, f"{name} is no state of its own")
        elif name:
            loaded.flag(where == k, f"column {column}: unknown state {name!r}")
    return codes[where]


def assemble(
    year: NDArray[Any], month: NDArray[Any], day: NDArray[Any], *, last: bool = False
) -> NDArray[np.datetime64]:
    """Make dates of years, months and days; an unknown (or impossible) part is the first, or last, it can be.

    Parameters
    ----------
    year, month, day : (rows,) float
        NaN, 0 or negative where unknown; no year, no date.
    last
        Fill unknown parts with the end of the month or year, not the beginning.

    Returns
    -------
    (rows,) datetime64[D]

    Examples
    --------
    >>> assemble(np.array([1945.0]), np.array([2.0]), np.array([np.nan]), last=True)[0]
    np.datetime64('1945-02-28')
    """
    y, m, d = (
        np.nan_to_num(np.asarray(a, dtype=np.float64), nan=0.0).astype(np.int64) for a in (year, month, day)
    )
    known = y > 0
    m_known, d_known = (m >= 1) & (m <= 12), d >= 1
    m = np.where(m_known, m, 12 if last else 1)
    first = (np.where(known, y, 1970) - 1970) * 12 + (m - 1)
    begin = first.astype("datetime64[M]").astype("datetime64[D]")
    length = ((first + 1).astype("datetime64[M]").astype("datetime64[D]") - begin).astype(np.int64)
    d = np.where(d_known & m_known, np.minimum(d, length), length if last else 1)
    out: NDArray[np.datetime64] = begin + (d - 1).astype("timedelta64[D]")
    out[~known] = np.datetime64("NaT")
    return out


def parts(loaded: Loaded, *columns: str) -> tuple[NDArray[np.float64], ...]:
    """Return columns of numbers, with 0 and negative codes (``-9`` and the like) as NaN."""
    out = []
    for column in columns:
        values = loaded.numbers(column)
        out.append(np.where(values > 0, values, np.nan))
    return tuple(out)


def version_in(name: str, pattern: str) -> str | None:
    r"""Return the version in a file name: the groups of `pattern`, joined by a point; ``None`` if not there.

    Examples
    --------
    >>> version_in("desta_list_of_treaties_02_03_dyads.csv", r"_0?(\d+)_0?(\d+)_")
    '2.3'
    """
    found = re.search(pattern, name, re.IGNORECASE)
    return ".".join(found.groups()) if found else None


def whole_years(loaded: Loaded, column: str, low: int, high: int) -> NDArray[np.int64]:
    """Return (rows,) years; rows outside `low` to `high` are flagged."""
    values = loaded.numbers(column)
    wrong = ~((values >= low) & (values <= high) & (values == np.floor(values)))
    loaded.flag(wrong & ~loaded.bad, f"column {column}: not a year from {low} to {high}")
    return np.where(wrong, low, values).astype(np.int64)
