"""Capitals of the states of the COW system, with dates and coordinates (from the peacesciencer package)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.sources._common import cow_codes, expect
from bilat.sources._structure import open_ended
from bilat.sources.base import Problem, Reading, Source, conform, first_of
from bilat.sources.tables import read_table

ID = "cow_capitals"


def _read(paths: Sequence[Path]) -> Reading:
    loaded = read_table(paths[-1])
    expect(loaded, "ccode", "capital", "stdate", "enddate", "lat", "lng")
    code = cow_codes(loaded, "ccode")
    begin, finish = loaded.dates("stdate"), loaded.dates("enddate")
    loaded.flag((np.isnat(begin) | (finish < begin)) & ~loaded.bad, "no first day, or ends before it begins")
    lat, lon = loaded.numbers("lat"), loaded.numbers("lng")
    loaded.flag(~((np.abs(lat) <= 90) & (np.abs(lon) <= 180)) & ~loaded.bad, "not a place on Earth")
    loaded.flag(~loaded.bad & ~first_of(code, begin), "the spell was listed before")
    good = ~loaded.bad
    table = conform(
        "capitals",
        {
            "code": code[good],
            "name": loaded.texts("capital")[good],
            "start": begin[good],
            "end": open_ended(finish)[good],
            "lat": lat[good],
            "lon": lon[good],
        },
        dataset=ID,
    )
    extra = [Problem(p.name, None, "older file of this data set; not read") for p in paths[:-1]]
    return Reading({"capitals": table}, loaded.problems + extra, len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="Capitals of COW states (peacesciencer)",
    url="https://svmiller.com/peacesciencer/",
    homepage="https://svmiller.com/peacesciencer/reference/cow_capitals.html",
    files=("cow_capitals.*", "capitals.csv"),
    signatures=(frozenset({"ccode", "capital", "stdate", "enddate", "lat", "lng"}),),
    version="peacesciencer 1.2",
    covers=(1816, 2024),
    licence="GPL-2 (package)",
    citation="Miller 2022, peacesciencer, Conflict Management and Peace Science 39(6): 755-779.",
    reader=_read,
    tables=("capitals",),
    together=False,
    note="No official file but the data of an R package. Hash recorded at first fetch.",
)
