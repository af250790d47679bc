"""Ideal points for rows that somebody else laid out: of a state, and how far apart two stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bilat.errors import InputError
from bilat.measures.joining import Joined, state_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bilat.measures.table import Table

__all__ = ["POINTS", "points_for", "points_source"]

#: What can be joined, and how many states it is of. The points are posterior means; ``_sd`` is how well they are known.
POINTS: dict[str, int] = {"ideal_point": 1, "ideal_point_sd": 1, "ideal_point_distance": 2}
_YEARS = 4096


def points_source(table: Table) -> str:
    """Return where the points come from, in words."""
    prov = table.provenance["value"]
    return f"{prov.source} {prov.version}".strip()


def points_for(
    table: Table, name: str, codes: Sequence[NDArray[np.int16]], year: NDArray[np.int64]
) -> Joined:
    """Return ideal points, or their distances, for rows.

    Parameters
    ----------
    table
        As `bilat.ideal_points` returns it. Of two sessions whose votes fell in the same year, the later one counts.
    name
        One of `POINTS`.
    codes
        COW codes, as many arrays of shape (n,) as `POINTS` says; -1 for nobody.
    year
        Shape (n,); 0 for none.

    Raises
    ------
    InputError
        If nothing of the name can be joined.
    """
    if name not in POINTS or len(codes) != POINTS[name]:
        raise InputError(f"{name!r} is not joined for {len(codes)} states.", f"Use {', '.join(POINTS)}.")
    data = table.to_arrow()
    session = data.column("session").to_numpy()
    # a session whose year is not known has none
    years = np.nan_to_num(data.column("year").to_numpy(zero_copy_only=False), nan=0).astype(np.int64)
    key = data.column("code").to_numpy().astype(np.int64) * _YEARS + years
    order = np.lexsort((session, key))
    key = key[order]
    column = "sd" if name.endswith("_sd") else "value"
    value = data.column(column).to_numpy().astype(np.float64)[order]
    found = []
    for code in codes:
        wanted = code.astype(np.int64) * _YEARS + year
        # the last of a key is that of the latest session
        at = np.maximum(np.searchsorted(key, wanted, side="right") - 1, 0)
        found.append(np.where(key[at] == wanted, value[at], np.nan))
    values = np.abs(found[0] - found[1]) if len(found) == 2 else found[0]
    covers = int(years[years > 0].min()), int(years.max())
    reasons: list[str | None] = [None] * len(values)
    for i in np.flatnonzero(np.isnan(values)):
        if not year[i] or any(code[i] < 0 for code in codes):
            continue
        absent = [int(code[i]) for code, point in zip(codes, found, strict=True) if np.isnan(point[i])]
        reasons[i] = _why(absent, int(year[i]), covers)
    return Joined(values, reasons)


def _why(absent: Sequence[int], year: int, covers: tuple[int, int]) -> str:
    if not covers[0] <= year <= covers[1]:
        return f"Ideal points cover {covers[0]} to {covers[1]}."
    who = " and ".join(state_name(code, year) for code in absent)
    return f"{who} took part in no session of the General Assembly whose roll calls fell mostly in {year}."
