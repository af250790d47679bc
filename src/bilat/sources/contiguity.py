"""Direct contiguity (COW): which states touch by land or water, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.sources._common import cow_codes, expect, named
from bilat.sources._structure import open_ended, year_month
from bilat.sources.base import Problem, Reading, Source, conform, first_of
from bilat.sources.tables import read_table

ID = "contiguity"


def _read(paths: Sequence[Path]) -> Reading:
    path = paths[-1]
    loaded = read_table(path, member="contdir.csv") if path.suffix.lower() == ".zip" else read_table(path)
    first, second = named(loaded, "state1no", "ccode1"), named(loaded, "state2no", "ccode2")
    expect(loaded, "conttype")
    one, two = cow_codes(loaded, first), cow_codes(loaded, second)
    if loaded.has("begin"):
        begin, finish = year_month(loaded, "begin"), year_month(loaded, "end", last=True)
    else:
        expect(loaded, "stdate", "enddate")
        begin, finish = loaded.dates("stdate"), loaded.dates("enddate")
    loaded.flag((np.isnat(begin) | (finish < begin)) & ~loaded.bad, "no first day, or ends before it begins")
    kind = loaded.numbers("conttype")
    loaded.flag(~np.isin(kind, range(6)) & ~loaded.bad, "column conttype: not 0 to 5")
    loaded.flag((one == two) & ~loaded.bad, "a state does not touch itself")
    a, b = np.minimum(one, two), np.maximum(one, two)
    # the tidy file has each pair in both directions: one is enough
    mirrored = (one > two) & ~loaded.bad & ~first_of(a, b, begin)
    loaded.flag(~loaded.bad & ~mirrored & ~first_of(one, two, begin), "the spell was listed before")
    good = ~loaded.bad & first_of(a, b, begin)
    table = conform(
        "contiguity",
        {
            "code_a": a[good],
            "code_b": b[good],
            "type": kind[good],
            "start": begin[good],
            "end": open_ended(finish)[good],
        },
        dataset=ID,
    )
    extra = [Problem(p.name, None, "older file of this data set; not read") for p in paths[:-1]]
    return Reading({"contiguity": table}, loaded.problems + extra, len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="Direct contiguity (COW)",
    url="https://correlatesofwar.org/wp-content/uploads/DirectContiguity320.zip",
    homepage="https://correlatesofwar.org/data-sets/direct-contiguity/",
    downloads=("https://correlatesofwar.org/wp-content/uploads/DirectContiguity320.zip",),
    files=("DirectContiguity3*.zip", "contdir.csv", "cow_contdir.parquet"),
    signatures=(
        frozenset({"state1no", "state2no", "conttype", "begin", "end"}),
        frozenset({"ccode1", "ccode2", "conttype", "stdate", "enddate"}),
    ),
    version="3.2",
    covers=(1816, 2016),
    licence="free for research, with citation (Correlates of War terms)",
    citation="Stinnett, Tir, Schafer, Diehl & Gochman 2002, Conflict Management and Peace Science 19(2): 58-66.",
    reader=_read,
    tables=("contiguity",),
    together=False,
    note="Type 1 is land, 2 to 5 up to 12, 24, 150 and 400 miles of water, 0 none of these: not a scale of distance. "
    "Days are not known, only months. Hash recorded at first fetch.",
)
