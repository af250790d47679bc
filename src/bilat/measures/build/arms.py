"""Shares of arms by pair and year: deliveries over the five years that end in the year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from bilat import states
from bilat.measures.build._dyads import built_where_there, ints, one_dataset, pack, rounded, sums, unpack
from bilat.measures.build._years import in_system
from bilat.measures.build.base import Builder, Built, measure_table
from bilat.measures.weapons import described

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = [
    "BUILDERS",
    "NEEDS",
    "WINDOW",
    "build_arms_approx_year",
    "build_arms_kinds_year",
    "build_arms_year",
    "trailing_shares",
]

#: Years in a window, the year itself and those before it.
WINDOW = 5
_WINDOWS = (
    "A share covers the deliveries of the year and the four before it; in the first four years of coverage, "
    "and of a state, those that there are. Major conventional arms, in SIPRI trend-indicator values."
)


def trailing_shares(
    supplier: NDArray[np.int64],
    recipient: NDArray[np.int64],
    year: NDArray[np.int64],
    tiv: NDArray[np.float64],
    last: int,
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Return shares over trailing windows, both ways.

    Parameters
    ----------
    supplier, recipient : (rows,) int
        Codes; 0 for a partner that is no state (it counts in totals only).
    year, tiv : (rows,)
        Year and volume.
    last
        Last year of coverage.

    Returns
    -------
    key : (n,) int
        (supplier, recipient, year) as `bilat.measures.build._dyads.pack` has them.
    of_recipient, of_supplier : (n,) float
        Share of all that the recipient got, of all that the supplier delivered; NaN where that is nothing
        (all deliveries below half a unit).
    delivered : (n,) bool
        Whether anything was delivered in the year itself.

    Examples
    --------
    >>> a = [np.array(x) for x in ([1, 2], [3, 3], [2000, 2003], [30.0, 10.0])]
    >>> key, of_recipient, of_supplier, delivered = trailing_shares(*a, last=2004)
    >>> [(int(y), float(s)) for y, s in zip(unpack(key)[2], of_recipient)]  # doctest: +ELLIPSIS
    [(2000, 1.0), (2001, 1.0), (2002, 1.0), (2003, 0.75), (2004, 0.75), (2003, 0.25), (2004, 0.25)]
    """
    row = np.repeat(np.arange(len(year)), WINDOW)
    window = year[row] + np.tile(np.arange(WINDOW), len(year))
    inside = window <= last
    row, window = row[inside], window[inside]
    s, r, amount = supplier[row], recipient[row], tiv[row]
    nobody = np.zeros_like(s)
    _, got, got_by = sums(pack(nobody, r, window), amount)
    _, gave, gave_by = sums(pack(s, nobody, window), amount)
    key, total, which = sums(pack(s, r, window), amount)
    first = np.zeros(len(key), dtype=np.int64)
    first[which] = np.arange(len(which))  # any row of the key: its totals are the same
    now = np.bincount(which, weights=window == year[row], minlength=len(key)) > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        of_recipient = total / got[got_by[first]]
        of_supplier = total / gave[gave_by[first]]
    states = (s[first] > 0) & (r[first] > 0)
    return key[states], of_recipient[states], of_supplier[states], now[states]


def _build(
    name: str,
    dataset: str,
    note: str,
    tidy: Mapping[str, pa.Table],
    since: int | None,
    covers: tuple[int, int],
) -> Built:
    table, _ = one_dataset(tidy, "arms_deliveries", (dataset,))
    year = ints(table, "year")
    first, last = max(covers[0], int(year.min())), int(year.max())
    keep = year >= first
    key, of_recipient, of_supplier, delivered = trailing_shares(
        ints(table, "supplier")[keep],
        ints(table, "recipient")[keep],
        year[keep],
        np.asarray(table.column("tiv").to_numpy())[keep],
        last,
    )
    source, target, when = unpack(key)
    # a share outlives the delivery, but not the states
    alive = delivered | (in_system(source, when) & in_system(target, when))
    alive &= when >= (since or first)
    columns = {
        "source": source[alive],
        "target": target[alive],
        "year": when[alive],
        "share_recipient": rounded(of_recipient[alive]),
        "share_supplier": rounded(of_supplier[alive]),
        "delivered": delivered[alive],
    }
    return Built(
        measure_table(name, columns),
        (dataset,),
        (max(first, since or first), last),
        None,
        f"{note} {_WINDOWS}",
    )


def build_arms_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``arms_year`` from SIPRI's deliveries by pair and year.

    Parameters
    ----------
    tidy
        Tidy tables; needs ``arms_deliveries`` with the dataset ``sipri_tiv``.
    since
        First year kept; all by default.
    """
    return _build("arms_year", "sipri_tiv", "Deliveries as SIPRI gives them.", tidy, since, (1950, 9999))


def build_arms_approx_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``arms_approx_year`` from the trade register, each order spread over its delivery years."""
    note = "An approximation: each order of the trade register is spread evenly over its years of delivery."
    return _build("arms_approx_year", "sipri_register", note, tidy, since, (1950, 9999))


def build_arms_kinds_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``arms_kinds_year`` from the orders of the trade register: which kinds of weapon came in a year.

    An order counts in every year from its first delivery to its last.
    """
    table, _ = one_dataset(tidy, "arms_orders", ("sipri_register",))
    first, last = (
        np.asarray(table.column(c).to_numpy(zero_copy_only=False), dtype=np.float64)
        for c in ("first_delivery", "last_delivery")
    )
    kinds = np.array([described(d or "") for d in table.column("description").to_pylist()], dtype=np.int64)
    kept = np.flatnonzero(np.isfinite(first) & (kinds > 0))
    spans = (last - first + 1)[kept].astype(np.int64)
    row = np.repeat(kept, spans)
    year = first[row].astype(np.int64) + np.arange(len(row)) - np.repeat(np.cumsum(spans) - spans, spans)
    begin = since or 1950
    row, year = row[year >= begin], year[year >= begin]
    supplier, recipient = (_then(ints(table, side)[row], year) for side in ("supplier", "recipient"))
    key = pack(supplier, recipient, year)
    order = np.argsort(key, kind="stable")
    firsts = np.flatnonzero(np.r_[True, np.diff(key[order]) > 0])
    source, target, when = unpack(key[order][firsts])
    columns = {
        "source": source,
        "target": target,
        "year": when,
        "kinds": np.bitwise_or.reduceat(kinds[row][order], firsts),
    }
    note = "Kinds of weapon by the descriptions of the trade register; an order counts from its first delivery to its last."
    return Built(
        measure_table("arms_kinds_year", columns), ("sipri_register",), (begin, int(year.max())), None, note
    )


def _then(code: NDArray[np.int64], year: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the codes that the states have in the year: what West Germany ordered until 1990 came to Germany after."""
    both = np.stack([code, year], axis=1)
    distinct, which = np.unique(both, axis=0, return_inverse=True)
    now = [states.code_of_iso3(states.iso3(int(c), 1990), int(y)) or int(c) for c, y in distinct]
    return np.asarray(now, dtype=np.int64)[which.ravel()]


NEEDS: dict[str, tuple[str, ...]] = {
    "arms_year": ("arms_deliveries",),
    "arms_approx_year": ("arms_deliveries",),
    "arms_kinds_year": ("arms_orders",),
}
BUILDERS: dict[str, Builder] = {
    "arms_year": build_arms_year,
    "arms_approx_year": build_arms_approx_year,
    "arms_kinds_year": build_arms_kinds_year,
}


def build_tables(tidy: Mapping[str, pa.Table]) -> dict[str, Built]:
    """Build every table whose data set is there."""
    return built_where_there(BUILDERS, NEEDS, tidy)
