"""Arms deliveries over the window a claim names: exact where deliveries were imported, else by five-year shares.

The bundled pack holds shares over five years only. A window of another length is read from the full record where it
was imported; with the pack, the five-year spans that fill it must agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from bilat.measures import access

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.checking.context import Bench
    from bilat.record import Record

__all__ = ["delivered_years", "in_source", "rankings"]

_WINDOW = 5
_Flows = tuple["NDArray[np.int16]", "NDArray[np.int16]", "NDArray[np.int16]", "NDArray[np.float64]"]
_KEPT: WeakKeyDictionary[Record, _Flows | None] = WeakKeyDictionary()


def delivered_years(bench: Bench, supplier: int, recipient: int) -> NDArray[np.int16]:
    """Return the years in which anything was delivered."""
    record = bench.record
    mine = (record.column("arms_year", "source") == supplier) & (
        record.column("arms_year", "target") == recipient
    )
    mine &= record.column("arms_year", "delivered").astype(bool)
    return np.asarray(record.column("arms_year", "year")[mine])


def in_source(bench: Bench, code: int) -> bool:
    """Say whether a state delivered or received anything in any year: else the source may not have it at all."""
    record = bench.record
    return any(bool((record.column("arms_year", side) == code).any()) for side in ("source", "target"))


class Ranking(NamedTuple):
    """A state's suppliers (or customers) with their shares, the largest first, and the years the shares are of."""

    since: int
    until: int
    shares: list[tuple[int, float]]


def rankings(bench: Bench, code: int, since: int, until: int, *, inward: bool) -> list[Ranking]:
    """Return a state's suppliers (or customers) in a window.

    One ranking where the window can be read exactly; several, of five years each from its end back, where it can not.
    Those may begin up to four years before the window, or leave out up to three years of it: each says its own years.
    """
    if until - since + 1 != _WINDOW:
        exact = _exact(bench, code, since, until, inward)
        if exact is not None:
            return [Ranking(since, until, exact)]
    name = "arms_share" if inward else "arms_export_share"
    ends = list(range(until, min(since + _WINDOW - 2, until - 1), -_WINDOW))
    return [
        Ranking(
            end - _WINDOW + 1,
            end,
            [
                (p.code, p.value)
                for p in access.partners(bench.record, name, code, end, "in" if inward else "out")
                if p.value > 0
            ],
        )
        for end in ends
    ]


def _exact(bench: Bench, code: int, since: int, until: int, inward: bool) -> list[tuple[int, float]] | None:
    flows = _flows(bench.record)
    if flows is None:
        return None
    supplier, recipient, year, tiv = flows
    mine = ((recipient if inward else supplier) == code) & (year >= since) & (year <= until) & (tiv > 0)
    total = float(tiv[mine].sum())
    if total == 0:
        return []
    others, which = np.unique((supplier if inward else recipient)[mine], return_inverse=True)
    sums = np.bincount(which.ravel(), weights=tiv[mine])
    order = np.lexsort((others, -sums))
    return [(int(others[i]), float(sums[i]) / total) for i in order if others[i] > 0]


def _flows(record: Record) -> _Flows | None:
    if record not in _KEPT:
        table = record.tidy("arms_deliveries") if "arms_deliveries" in record.tidy_tables else None
        if table is not None:
            import pyarrow.compute as pc

            table = table.filter(pc.equal(table.column("dataset"), "sipri_tiv"))
        _KEPT[record] = (
            None
            if table is None or not table.num_rows
            else (
                table.column("supplier").to_numpy(),
                table.column("recipient").to_numpy(),
                table.column("year").to_numpy(),
                table.column("tiv").to_numpy(),
            )
        )
    return _KEPT[record]
