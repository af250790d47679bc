"""Diehl, Goertz & Gallegos's peace scale, version 3.1."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.sources._fields import codes_of, expect, flag_self, repeated, whole
from bilat.sources.base import Reading, Source, conform
from bilat.sources.loaded import Loaded
from bilat.sources.tables import read_table

ID = "peace_data"
_COLUMNS = ("dyad", "yearmonth", "peacelevel")


def _read(paths: Sequence[Path]) -> Reading:
    import pyarrow as pa

    loaded = read_table(paths[-1], columns=_COLUMNS)
    expect(loaded, _COLUMNS, SOURCE.title)
    # a dyad is the first code times 1000 plus the second
    dyad = whole(loaded, "dyad", 2003, 999_999)
    halves = pa.table({"one": np.where(dyad > 0, dyad // 1000, 0), "two": np.where(dyad > 0, dyad % 1000, 0)})
    parts = Loaded(loaded.name, halves, loaded.lines)
    parts.bad = loaded.bad.copy()
    sides = [codes_of(parts, c, "cow") for c in ("one", "two")]
    flag_self(parts, *sides)
    year = whole(loaded, "yearmonth", 1900)
    level = loaded.numbers("peacelevel")
    loaded.flag(~(level >= 0) & ~loaded.bad, "column peacelevel: expected 0 to 1, or 9 for not coded")
    # 9 stands for "not coded"; a yearly mean that took 9s in is above 1 and says nothing
    off = (level > 1) & ~loaded.bad
    loaded.note(off, "peacelevel is above 1 (months not coded are 9): level left unknown")
    a, b = np.minimum(*sides), np.maximum(*sides)
    bad = loaded.bad | parts.bad
    again = repeated(a, b, year) & ~bad
    loaded.flag(again, "repeats a pair and year")
    ok = ~(bad | again)
    table = conform(
        "peace_scale",
        {"code_a": a[ok], "code_b": b[ok], "year": year[ok], "level": np.where(off, np.nan, level)[ok]},
        dataset=ID,
    )
    return Reading({"peace_scale": table}, loaded.problems + parts.problems, len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="Peace scale 3.1 (Diehl, Goertz & Gallegos)",
    url="https://sites.google.com/site/paulfdiehl/data",
    homepage="https://doi.org/10.1177/0738894219870288",
    files=("peacedata*dyadyear*.csv", "peace_data_*_dyadyear.parquet"),
    signatures=(frozenset(_COLUMNS),),
    version="3.1",
    covers=(1900, 2020),
    licence="free for research with citation",
    citation=(
        "Diehl, Goertz & Gallegos 2021, Peace data: Concept, measurement, patterns, and research agenda, "
        "Conflict Management and Peace Science 38:605-624"
    ),
    tables=("peace_scale",),
    reader=_read,
    together=False,
    note=(
        "0 severe rivalry, 0.25 lesser rivalry, 0.5 negative peace, 0.75 warm peace, 1 security community. The "
        "column called yearmonth is a year. 9 is not coded."
    ),
)
