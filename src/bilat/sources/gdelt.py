"""GDELT: composite tone of events by undirected pair and month, 2018 to February 2024."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.sources._fields import TERRITORIES, codes_of, expect, flag_self, repeated, whole
from bilat.sources.base import Reading, Source, conform
from bilat.sources.tables import read_table

ID = "gdelt"
_COLUMNS = ("yyyymm", "iso3_a", "iso3_b", "score_sum", "days_with_events", "negative_days")


def _read(paths: Sequence[Path]) -> Reading:
    loaded = read_table(paths[-1], columns=_COLUMNS)
    expect(loaded, _COLUMNS, SOURCE.title)
    stamp = whole(loaded, "yyyymm", 197901, 210012)
    year, month = stamp // 100, stamp % 100
    loaded.flag(((month < 1) | (month > 12)) & ~loaded.bad, "column yyyymm: no such month")
    sides = [
        codes_of(loaded, c, "iso3", np.maximum(year, 0), known_nonstates=lambda v: v in TERRITORIES)
        for c in ("iso3_a", "iso3_b")
    ]
    flag_self(loaded, *sides)
    score = loaded.numbers("score_sum")
    loaded.flag(~np.isfinite(score) & ~loaded.bad, "column score_sum: expected a number")
    days = whole(loaded, "days_with_events", 1, 31)
    negative = whole(loaded, "negative_days", 0, 31)
    loaded.flag((negative > days) & ~loaded.bad, "more negative days than days")
    # pairs are not always in one order in this file
    a, b = np.minimum(*sides), np.maximum(*sides)
    loaded.flag(repeated(a, b, stamp) & ~loaded.bad, "repeats a pair and month")
    ok = ~loaded.bad
    table = conform(
        "event_tone",
        {
            "code_a": a[ok],
            "code_b": b[ok],
            "year": year[ok],
            "month": month[ok],
            "score": score[ok],
            "days": days[ok],
            "negative_days": negative[ok],
        },
        dataset=ID,
    )
    return Reading({"event_tone": table}, list(loaded.problems), len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="GDELT tone by pair and month",
    url="https://www.gdeltproject.org/data.html",
    homepage="https://www.gdeltproject.org/",
    files=("gdelt_undirected_dyad_month_*.parquet", "gdelt_undirected_dyad_month_*.csv"),
    signatures=(frozenset(_COLUMNS),),
    version="January 2018 to February 2024",
    covers=(2018, 2023),
    licence="GDELT: free for any use with citation",
    citation="Leetaru & Schrodt 2013, GDELT: Global Data on Events, Location and Tone, 1979-2012, ISA convention",
    tables=("event_tone",),
    reader=_read,
    together=False,
    note=(
        "Undirected; a composite of cooperation and conflict summed over days, derived from GDELT, on a scale "
        "of its own: never joined to ICEWS. 2024 has two months. Serbia, Montenegro, Slovenia and others are "
        "not in the file."
    ),
)
