"""Trade by pair and year: shares of each side's trade, and an index of the pair's own total.

One table a source, never joined: they count different goods, reporters and years.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bilat.measures.build._dyads import (
    MissingDatasetError,
    built_where_there,
    ints,
    one_dataset,
    pack,
    rounded,
    sums,
    unpack,
)
from bilat.measures.build.base import Builder, Built, measure_table

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = [
    "BUILDERS",
    "NEEDS",
    "TradeShares",
    "breaks",
    "build_trade_baci_year",
    "build_trade_dots_year",
    "build_trade_itpde_year",
    "build_trade_year",
    "trade_shares",
]

_TOTAL = (
    "A share divides by all trade that the source records for the state in the year; partners without a figure "
    "are not in it. Current dollars: the index is nominal."
)


#: A flow that falls below this part of the years beside it, or rises above as many times them, breaks its series ...
_BREAK = 5.0
#: ... where the larger of the two is at least this many million dollars: small flows do leap.
_BREAK_FROM = 100.0


@dataclass(frozen=True, slots=True)
class TradeShares:
    """Arrays of one length, a row for each ordered pair and year; NaN is unknown.

    ``key`` is (source, target, year) as `bilat.measures.build._dyads.pack` has them. ``share`` is exports plus
    imports over all trade of the source; it needs both flows, as does ``index``.
    """

    key: NDArray[np.int64]
    share: NDArray[np.float64]
    export_share: NDArray[np.float64]
    import_share: NDArray[np.float64]
    index: NDArray[np.float64]


def trade_shares(
    exporter: NDArray[np.int64],
    importer: NDArray[np.int64],
    year: NDArray[np.int64],
    usd: NDArray[np.float64],
) -> TradeShares:
    """Return trade shares and indices from flows.

    Parameters
    ----------
    exporter, importer, year : (rows,) int
        One row a flow and year.
    usd : (rows,) float
        Any unit; NaN is not known, and never counts as 0.

    Examples
    --------
    >>> a = [np.array(x) for x in ([1, 2, 1], [2, 1, 3], [2000, 2000, 2000], [30.0, 10.0, 60.0])]
    >>> out = trade_shares(*a)
    >>> [(int(t), round(float(s), 2)) for t, s in zip(unpack(out.key)[1], out.share)]
    [(2, 0.4), (3, nan), (1, 1.0), (1, nan)]
    """
    known = ~np.isnan(usd)
    exporter, importer, year, usd = exporter[known], importer[known], year[known], usd[known]
    flow, amount, _ = sums(pack(exporter, importer, year), usd)
    back = pack(importer, exporter, year)
    key = np.union1d(flow, back)
    source, target, when = unpack(key)
    exports = _take(flow, amount, key)
    imports = _take(flow, amount, pack(target, source, when))
    nobody = np.zeros_like(source)
    _, per_state, state = sums(pack(source, nobody, when), np.nan_to_num(exports))
    all_exports = per_state[state]
    _, per_state, state = sums(pack(source, nobody, when), np.nan_to_num(imports))
    all_imports = per_state[state]
    total = exports + imports
    _, pair = np.unique(pack(source, target, nobody), return_inverse=True)
    pair = pair.ravel()
    counted = ~np.isnan(total)
    n = np.bincount(pair, weights=counted)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.bincount(pair, weights=np.nan_to_num(total)) / n
        return TradeShares(
            key,
            total / (all_exports + all_imports),
            exports / all_exports,
            imports / all_imports,
            100.0 * total / np.where(mean > 0, mean, np.nan)[pair],
        )


def breaks(
    exporter: NDArray[np.int64],
    importer: NDArray[np.int64],
    year: NDArray[np.int64],
    usd_m: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Return which flows break their own series: most likely industries that the source lacks, or has too often.

    A flow does if it is less than a fifth of both years beside it, or more than five times both; where only one of them is
    known, the one decides. ITPD-E has some forty a year among large flows: Thailand with Vietnam falls from 11 to 0.7 thousand
    millions in 2016, North Korea gets 9 thousand millions from the United States in 2009. Real halts of a single
    year go as well: what is left out is unknown, and no share is made of it.

    Parameters
    ----------
    exporter, importer, year : (rows,) int
        One row a flow and year.
    usd_m : (rows,) float
        Millions of dollars; NaN is not known.

    Returns
    -------
    (rows,) bool

    Examples
    --------
    >>> flow = np.array([900.0, 10.0, 950.0, 1000.0])
    >>> breaks(np.full(4, 2), np.full(4, 20), np.arange(2001, 2005), flow).tolist()
    [False, True, False, False]
    """
    key = pack(exporter, importer, year)
    order = np.argsort(key, kind="stable")
    broken = np.zeros(len(key), dtype=bool)
    # those with years on both sides first: a year beside a hole is no leap
    for sides in (2, 1):
        known = np.where(broken, np.nan, usd_m)[order]
        before = _take(key[order], known, pack(exporter, importer, year - 1))
        after = _take(key[order], known, pack(exporter, importer, year + 1))
        least, most = np.fmin(before, after), np.fmax(before, after)
        with np.errstate(invalid="ignore"):
            hole = (usd_m * _BREAK < least) & (least >= _BREAK_FROM)
            spike = (usd_m > most * _BREAK) & (usd_m >= _BREAK_FROM)
        broken |= (hole | spike) & (2 - np.isnan(before) - np.isnan(after) >= sides)
    return broken


def _take(
    keys: NDArray[np.int64], values: NDArray[np.float64], wanted: NDArray[np.int64]
) -> NDArray[np.float64]:
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], np.nan)


def _build(name: str, flows: pa.Table, dataset: str, note: str, since: int | None, *, closed: bool) -> Built:
    year = ints(flows, "year")
    usd = np.asarray(flows.column("usd_m").to_numpy(zero_copy_only=False), dtype=np.float64)
    keep = (year >= (since or 0)) & ~np.isnan(usd)
    if not keep.any():
        raise MissingDatasetError(f"Table trade_flows has no usable year from {dataset}.")
    sides = [ints(flows, c)[keep] for c in ("exporter", "importer")]
    out = trade_shares(sides[0], sides[1], year[keep], usd[keep])
    # shares to four digits but five decimals, the index to three digits: finer is noise, and doubles the pack
    shares = (out.share, out.export_share, out.import_share)
    columns = [*(rounded(c, 4, 5) for c in shares), rounded(out.index, 3)]
    some = ~np.all([np.isnan(c) for c in columns], axis=0)  # both totals 0: nothing to divide by
    source, target, when = (x[some] for x in unpack(out.key))
    table = measure_table(
        name,
        {"source": source, "target": target, "year": when}
        | dict(
            zip(("share", "export_share", "import_share", "index"), (c[some] for c in columns), strict=True)
        ),
    )
    codes = frozenset(np.unique(np.concatenate(sides)).tolist()) if closed else None
    return Built(table, (dataset,), (int(year[keep].min()), int(year[keep].max())), codes, f"{note} {_TOTAL}")


def build_trade_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``trade_year`` from COW trade.

    Parameters
    ----------
    tidy
        Tidy tables; needs ``trade_flows`` with the dataset ``cow_trade``.
    since
        First year kept, in shares and in the mean of the index; all by default.
    """
    flows, dataset = one_dataset(tidy, "trade_flows", ("cow_trade",))
    note = "Goods, as the importer reports first (COW)."
    return _build("trade_year", flows, dataset, note, since, closed=False)


def build_trade_itpde_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``trade_itpde_year`` from ITPD-E: goods and services."""
    import pyarrow.compute as pc

    flows, dataset = one_dataset(tidy, "trade_flows", ("itpde",))
    exporter, importer, year = (ints(flows, c) for c in ("exporter", "importer", "year"))
    usd = np.asarray(flows.column("usd_m").to_numpy(zero_copy_only=False), dtype=np.float64)
    flows = flows.filter(pc.invert(breaks(exporter, importer, year, usd)))
    note = (
        "Goods and services (ITPD-E); a flow that is not listed is unknown, and so is one that falls to less than a fifth of "
        "the years beside it, or leaps to more than five times."
    )
    return _build("trade_itpde_year", flows, dataset, note, since, closed=False)


def build_trade_baci_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``trade_baci_year`` from BACI, where the user has imported it: the years after COW's last."""
    flows, dataset = one_dataset(tidy, "trade_flows", ("baci",))
    note = "Goods, both partners' reports reconciled (BACI); a flow that is not listed is unknown."
    return _build("trade_baci_year", flows, dataset, note, since, closed=False)


def build_trade_dots_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``trade_dots_year`` from monthly IMF figures; a year counts if all twelve months are there."""
    import pyarrow as pa
    import pyarrow.compute as pc

    flows, dataset = one_dataset(tidy, "trade_flows", ("imf_dots",))
    months = flows.group_by("year").aggregate([("month", "count_distinct")])
    whole = months.filter(pc.equal(months.column("month_count_distinct"), 12)).column("year")
    flows = flows.filter(pc.is_in(flows.column("year"), pa.chunked_array(whole)))
    # a flow that lacks a month of a whole year is not known for the year
    yearly = flows.group_by(["exporter", "importer", "year"]).aggregate(
        [("usd_m", "sum"), ("usd_m", "count")]
    )
    full = pc.equal(yearly.column("usd_m_count"), 12)
    yearly = yearly.append_column("usd_m", pc.if_else(full, yearly.column("usd_m_sum"), None))
    note = (
        "Goods, as the importer reports first (IMF). The shares are of trade among the reporters in the file "
        "alone, not of all trade. Years that are not whole are left out."
    )
    return _build("trade_dots_year", yearly, dataset, note, since, closed=True)


NEEDS: dict[str, tuple[str, ...]] = {
    "trade_year": ("trade_flows",),
    "trade_itpde_year": ("trade_flows",),
    "trade_baci_year": ("trade_flows",),
    "trade_dots_year": ("trade_flows",),
}
BUILDERS: dict[str, Builder] = {
    "trade_year": build_trade_year,
    "trade_itpde_year": build_trade_itpde_year,
    "trade_baci_year": build_trade_baci_year,
    "trade_dots_year": build_trade_dots_year,
}


def build_tables(tidy: Mapping[str, pa.Table]) -> dict[str, Built]:
    """Build every table whose data set is there."""
    return built_where_there(BUILDERS, NEEDS, tidy)
