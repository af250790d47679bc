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

__all__ = [
    "Fuller",
    "Ranking",
    "delivered",
    "delivered_years",
    "grown_by",
    "in_source",
    "rankings",
    "with_left_out",
]

_WINDOW = 5
_Flows = tuple["NDArray[np.int16]", "NDArray[np.int16]", "NDArray[np.int16]", "NDArray[np.float64]"]
_REGISTER = "arms_approx_year"
_CODES: WeakKeyDictionary[Record, dict[str, frozenset[int]]] = WeakKeyDictionary()
_KEPT: WeakKeyDictionary[Record, _Flows | None] = WeakKeyDictionary()


def delivered_years(bench: Bench, supplier: int, recipient: int) -> NDArray[np.int16]:
    """Return the years in which anything was delivered; by the trade register where the source lacks one of the two."""
    record = bench.record
    both = all(_in(record, "arms_year", code) for code in (supplier, recipient))
    table = "arms_year" if both or _REGISTER not in record.tables else _REGISTER
    mine = (record.column(table, "source") == supplier) & (record.column(table, "target") == recipient)
    mine &= record.column(table, "delivered").astype(bool)
    return np.asarray(record.column(table, "year")[mine])


def in_source(bench: Bench, code: int) -> bool:
    """Say whether a state delivered or received anything in any year: else the sources may not have it at all."""
    return any(_in(bench.record, table, code) for table in ("arms_year", _REGISTER))


def _in(record: Record, table: str, code: int) -> bool:
    kept = _CODES.setdefault(record, {})
    if table not in kept:
        sides = [record.column(table, c) for c in ("source", "target")] if table in record.tables else []
        kept[table] = frozenset(np.unique(np.concatenate(sides)).tolist()) if sides else frozenset()
    return code in kept[table]


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
    ends = list(range(until, min(since + _WINDOW - 2, until - 1), -_WINDOW))
    if not _in(bench.record, "arms_year", code) and _in(bench.record, _REGISTER, code):
        return [
            Ranking(end - _WINDOW + 1, end, _by_register(bench.record, code, end, inward)) for end in ends
        ]
    if until - since + 1 != _WINDOW:
        exact = _exact(bench, code, since, until, inward)
        if exact is not None:
            return [Ranking(since, until, exact)]
    name = "arms_share" if inward else "arms_export_share"
    if until - since + 1 > _WINDOW and (until - since + 1) % _WINDOW == 0:
        added = _added_up(bench, code, since, until, inward)
        if added is not None:
            return [Ranking(since, until, added)]
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


class Fuller(NamedTuple):
    """Rankings with a partner that their source does not have, and the share that the register gives it."""

    rankings: list[Ranking]
    code: int
    year: int
    share: float


def with_left_out(bench: Bench, code: int, found: list[Ranking], *, inward: bool) -> Fuller | None:
    """Put in the partners that the source lacks (West Germany), with their shares by the trade register.

    Returns
    -------
    Fuller or None
        ``None`` where none is lacking. The partner told of is the one with the largest share.
    """
    record = bench.record
    if _REGISTER not in record.tables or not _in(record, "arms_year", code):
        return None
    out: list[Ranking] = []
    most = (0.0, 0, 0)
    for ranking in found:
        lacking = [
            (c, v)
            for c, v in _by_register(record, code, ranking.until, inward)
            if not _in(record, "arms_year", c)
        ]
        rest = 1.0 - sum(v for _c, v in lacking)
        most = max([most, *((v, c, ranking.until) for c, v in lacking)])
        all_ = [*((c, v * rest) for c, v in ranking.shares), *lacking]
        out.append(ranking._replace(shares=sorted(all_, key=lambda each: (-each[1], each[0]))))
    return Fuller(out, most[1], most[2], most[0]) if most[0] > 0 else None


def _by_register(record: Record, code: int, year: int, inward: bool) -> list[tuple[int, float]]:
    """Return the shares of the five years to `year` by the trade register, the largest first."""
    sides = ("target", "source", "share_recipient") if inward else ("source", "target", "share_supplier")
    own, other, share = (record.column(_REGISTER, c) for c in sides)
    mine = (own == code) & (record.column(_REGISTER, "year") == year) & (share > 0)
    found = zip(other[mine].tolist(), share[mine].tolist(), strict=True)
    return sorted(((int(c), float(v)) for c, v in found), key=lambda each: (-each[1], each[0]))


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


def delivered(bench: Bench, supplier: int, recipient: int, since: int, until: int) -> float | None:
    """Return how much was delivered in a window, in trend-indicator values; ``None`` where only shares are here."""
    flows = _flows(bench.record)
    if flows is None:
        return None
    sellers, buyers, year, tiv = flows
    return float(
        tiv[
            (sellers == supplier) & (buyers == recipient) & (year >= since) & (year <= until) & (tiv > 0)
        ].sum()
    )


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
