"""Minimum distance between states, kilometres (CShapes 2.0, by COW code, from the peacesciencer package)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.sources._common import cow_codes, expect, whole_years
from bilat.sources.base import Problem, Reading, Source, conform
from bilat.sources.tables import read_table

ID = "distance"
FIRST, LAST = 1886, 2019
_HALF_WAY_ROUND = 20_040.0


def _read(paths: Sequence[Path]) -> Reading:
    loaded = read_table(paths[-1])
    expect(loaded, "ccode1", "ccode2", "year", "mindist")
    one, two = cow_codes(loaded, "ccode1"), cow_codes(loaded, "ccode2")
    year = whole_years(loaded, "year", FIRST, 2100)
    km = loaded.numbers("mindist")
    loaded.flag(~((km >= 0) & (km <= _HALF_WAY_ROUND)) & ~loaded.bad, "column mindist: no distance on Earth")
    loaded.flag((one == two) & ~loaded.bad, "a state has no distance to itself")
    a, b = np.minimum(one, two).astype(np.int64), np.maximum(one, two).astype(np.int64)
    _, first = np.unique((a * 4096 + b) * 4096 + year, return_index=True)
    again = np.ones(len(loaded), dtype=bool)
    again[first] = False
    loaded.flag(again & ~loaded.bad, "the pair was listed before in this year")
    good = ~loaded.bad
    table = conform(
        "distance",
        {"code_a": a[good], "code_b": b[good], "year": year[good], "km": km[good]},
        dataset=ID,
    )
    extra = [Problem(p.name, None, "older file of this data set; not read") for p in paths[:-1]]
    return Reading({"distance": table}, loaded.problems + extra, len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="Minimum distance between states (CShapes 2.0)",
    url="https://svmiller.com/peacesciencer/",
    homepage="https://icr.ethz.ch/data/cshapes/",
    files=("cow_mindist.*",),
    signatures=(frozenset({"ccode1", "ccode2", "year", "mindist"}),),
    version="CShapes 2.0, peacesciencer 1.2",
    covers=(FIRST, LAST),
    licence="CC BY-NC-SA 4.0 (CShapes)",
    citation=(
        "Schvitz, Girardin, Ruegger, Weidmann, Cederman & Gleditsch 2022, "
        "Journal of Conflict Resolution 66(1): 144-161."
    ),
    reader=_read,
    tables=("distance",),
    together=False,
    note="As borders ran on 1 January of the year. No official file by year but the data of an R package. "
    "Hash recorded at first fetch.",
)
