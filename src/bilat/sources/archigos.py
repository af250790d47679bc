"""Effective leaders (Archigos 4.1): who led which state, from when to when, 1840-2015."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.sources._common import blank, expect, named
from bilat.sources._structure import open_ended
from bilat.sources.base import Problem, Reading, Source, conform, to_codes
from bilat.sources.tables import read_table

ID = "archigos"
FIRST, LAST = 1840, 2015


def _read(paths: Sequence[Path]) -> Reading:
    path = paths[-1]
    loaded = read_table(path, delimiter="\t" if path.suffix.lower() == ".txt" else None)
    expect(loaded, "leader", "startdate", "enddate")
    number = loaded.numbers(named(loaded, "gwcode", "ccode"))  # Archigos calls Gleditsch-Ward numbers ccode
    loaded.flag(np.isnan(number), "no state number")
    begin, finish = loaded.dates("startdate"), loaded.dates("enddate")
    loaded.flag((np.isnat(begin) | np.isnat(finish)) & ~loaded.bad, "no first or last day")
    loaded.flag((finish < begin) & ~loaded.bad, "left before entering office")
    name = loaded.texts("leader")
    loaded.flag(blank(name) & ~loaded.bad, "column leader: no name")
    years = np.where(np.isnat(begin), 1970, begin.astype("datetime64[Y]").astype(np.int64) + 1970)
    code = to_codes(number, "gw", years)
    for value in np.unique(number[(code == 0) & ~loaded.bad]):
        loaded.flag(number == value, f"unknown state {value:g}")
    # two leaders who entered on one day (one stood in for hours): the one who stayed longer has the day
    order = np.lexsort((-finish.astype(np.int64), begin.astype(np.int64), code))
    same = np.zeros(len(loaded), dtype=bool)
    same[order[1:]] = (code[order][1:] == code[order][:-1]) & (begin[order][1:] == begin[order][:-1])
    loaded.flag(same & ~loaded.bad, "another leader entered the same day and stayed longer")
    good = ~loaded.bad
    table = conform(
        "leaders",
        {"code": code[good], "name": name[good], "start": begin[good], "end": open_ended(finish)[good]},
        dataset=ID,
    )
    extra = [Problem(p.name, None, "older file of this data set; not read") for p in paths[:-1]]
    return Reading({"leaders": table}, loaded.problems + extra, len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="Archigos: political leaders",
    url="http://ksgleditsch.com/data/1March_Archigos_4.1.txt",
    homepage="http://ksgleditsch.com/archigos.html",
    downloads=("https://ksgleditsch.com/data/1March_Archigos_4.1.txt",),
    files=("*Archigos_4.1*.txt", "Archigos_4.1*.dta", "archigos*.csv", "archigos.parquet"),
    signatures=(frozenset({"obsid", "leadid", "leader", "startdate", "enddate", "entry", "exit"}),),
    version="4.1",
    covers=(FIRST, LAST),
    licence="free for research, with citation",
    citation="Goemans, Gleditsch & Chiozza 2009, Introducing Archigos, Journal of Peace Research 46(2): 269-283.",
    reader=_read,
    tables=("leaders",),
    together=False,
    note="Ends on 31 December 2015: leaders in office then are taken as not ended. Hash recorded at first fetch.",
)
