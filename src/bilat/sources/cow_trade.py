"""Correlates of War bilateral trade, version 4.0."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.sources._fields import codes_of, expect, flag_self, repeated, whole
from bilat.sources.base import Reading, Source, conform
from bilat.sources.tables import read_table

ID = "cow_trade"
_COLUMNS = ("ccode1", "ccode2", "year", "flow1", "flow2")


def _read(paths: Sequence[Path]) -> Reading:
    loaded = read_table(paths[-1], columns=_COLUMNS)
    expect(loaded, _COLUMNS, SOURCE.title)
    year = whole(loaded, "year", 1816)
    first = codes_of(loaded, "ccode1", "cow")
    second = codes_of(loaded, "ccode2", "cow")
    flag_self(loaded, first, second)
    flows = []
    for column in ("flow1", "flow2"):
        flow = loaded.numbers(column)
        flow[flow == -9] = np.nan
        loaded.flag(
            ~loaded.bad & ~np.isnan(flow) & ~((flow >= 0) & np.isfinite(flow)),
            f"column {column}: expected millions of dollars, or -9 for missing",
        )
        flows.append(flow)
    low, high = np.minimum(first, second), np.maximum(first, second)
    # some copies give each pair twice, once from either side: the mirror must say the same
    swapped = first > second
    into_low = np.where(swapped, flows[1], flows[0])
    into_high = np.where(swapped, flows[0], flows[1])
    order = np.lexsort((swapped, loaded.bad, year, high, low))
    again = np.zeros(len(order), dtype=bool)
    again[order] = repeated(low[order], high[order], year[order])
    origin = order[np.maximum.accumulate(np.where(again[order], 0, np.arange(len(order))))]
    partner = np.empty(len(order), dtype=np.int64)
    partner[order] = origin
    equal = np.ones(len(order), dtype=bool)
    for flow in (into_low, into_high):
        equal &= (flow == flow[partner]) | (np.isnan(flow) & np.isnan(flow[partner]))
    mirror = again & equal & (swapped != swapped[partner])
    loaded.flag(again & ~mirror & ~loaded.bad, "repeats the pair and year of another row")
    ok = ~loaded.bad & ~mirror
    # flow1 is what the first state imports from the second
    table = conform(
        "trade_flows",
        {
            "exporter": np.concatenate([high[ok], low[ok]]),
            "importer": np.concatenate([low[ok], high[ok]]),
            "year": np.concatenate([year[ok]] * 2),
            "usd_m": np.concatenate([into_low[ok], into_high[ok]]),
        },
        dataset=ID,
    )
    return Reading({"trade_flows": table}, list(loaded.problems), len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="COW Trade 4.0 (dyadic)",
    url="https://correlatesofwar.org/data-sets/bilateral-trade/",
    homepage="https://correlatesofwar.org/data-sets/bilateral-trade/",
    files=("Dyadic_COW_4.0.csv", "COW_Trade_4.0.zip", "cow_trade_v4_ddy_*.parquet"),
    signatures=(frozenset({"ccode1", "ccode2", "year", "flow1", "flow2", "smoothflow1", "smoothflow2"}),),
    version="4.0",
    covers=(1870, 2014),
    licence="free for research with citation; not to be redistributed",
    citation=(
        "Barbieri, Keshk & Pollins 2009, Trading Data, Conflict Management and Peace Science 26:471-491; "
        "Barbieri & Keshk 2016, COW Trade Data Set 4.0"
    ),
    tables=("trade_flows",),
    reader=_read,
    together=False,
    note="Goods, millions of current dollars, as the importer reports first. -9 is missing, 0 is no trade.",
)
