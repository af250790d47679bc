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
    if until - since + 1 > _WINDOW and (until - since + 1) % _WINDOW == 0:
        added = _added_up(bench, code, since, until, inward)
        if added is not None:
            return [Ranking(since, until, added)]
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


def _added_up(
    bench: Bench, code: int, since: int, until: int, inward: bool
) -> list[tuple[int, float]] | None:
    """Return shares over several five years, each weighted by how much was delivered in it; ``None`` where that is not known."""
    ends = list(range(since + _WINDOW - 1, until + 1, _WINDOW))
    weights = [1.0]
    for end in ends[1:]:
        grown = grown_by(bench.record, code, end - _WINDOW, end, inward=inward)
        if grown is None:
            return None
        weights.append(weights[-1] * grown)
    name = "arms_share" if inward else "arms_export_share"
    sums: dict[int, float] = {}
    for end, weight in zip(ends, weights, strict=True):
        for p in access.partners(bench.record, name, code, end, "in" if inward else "out"):
            sums[p.code] = sums.get(p.code, 0.0) + weight * p.value
    total = sum(weights)
    return sorted(((c, v / total) for c, v in sums.items() if v > 0), key=lambda each: (-each[1], each[0]))


def grown_by(record: Record, code: int, first: int, last: int, *, inward: bool) -> float | None:
    """Return all that a state got (or sold) in the five years to `last` as a multiple of the five years to `first`.

    The pack has shares only. Where a supplier delivered a state nothing in a year nor five years before, its five-year
    sum stayed the same from the year before, so that its share changed only with the whole; the median over all such
    partners, and over those of the state's own partners, tells how the whole moved.
    """
    moved = 1.0
    for year in range(first + 1, last + 1):
        ratios = _idle(record, code, year, inward)
        if inward and sum(w for _r, w in ratios) < _ENOUGH:
            ratios += _through_suppliers(record, code, year)
        if not ratios:
            return None
        moved *= _median(ratios)
    return moved


#: Shares of fewer than so much of the whole are rounded too much to tell how it moved.
_ENOUGH, _LEAST = 0.05, 0.002


def _side(record: Record, code: int, year: int, inward: bool) -> dict[int, tuple[float, float, bool]]:
    """Return by partner the shares of the state's own total and of the partner's, and whether anything came in the year."""
    column = record.column
    mine = (column("arms_year", "target" if inward else "source") == code) & (
        column("arms_year", "year") == year
    )
    own, theirs = ("share_recipient", "share_supplier") if inward else ("share_supplier", "share_recipient")
    names = ("source" if inward else "target", own, theirs, "delivered")
    return {
        int(c): (float(a), float(b), bool(d))
        for c, a, b, d in zip(*(column("arms_year", n)[mine] for n in names), strict=True)
    }


def _idle(record: Record, code: int, year: int, inward: bool) -> list[tuple[float, float]]:
    """Return by how much the whole moved from the year before, by each partner whose sum did not, with the share it had."""
    now, before = (_side(record, code, y, inward) for y in (year, year - 1))
    long_ago = _side(record, code, year - _WINDOW, inward)
    return [
        (before[c][0] / share, share)
        for c, (share, _theirs, delivered) in now.items()
        if share >= _LEAST and c in before and not delivered and not (c in long_ago and long_ago[c][2])
    ]


def _through_suppliers(record: Record, code: int, year: int) -> list[tuple[float, float]]:
    """Return the same by way of each supplier: what moved of its sales is told by its other customers."""
    now, before = (_side(record, code, y, inward=True) for y in (year, year - 1))
    found = []
    for supplier, (share, theirs, _delivered) in sorted(now.items(), key=lambda each: -each[1][0])[:4]:
        if supplier not in before or share < _LEAST or not theirs or not before[supplier][1]:
            continue
        others = _idle(record, supplier, year, inward=False)
        if others:
            sold = _median(others) * theirs / before[supplier][1]
            found.append((sold * before[supplier][0] / share, share))
    return found


def _median(ratios: list[tuple[float, float]]) -> float:
    """Return the median of numbers with weights."""
    ratios = sorted(ratios)
    half, seen = sum(w for _r, w in ratios) / 2, 0.0
    for ratio, weight in ratios:
        seen += weight
        if seen >= half:
            return ratio
    return ratios[-1][0]


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
