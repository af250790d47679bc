"""Major powers (COW): who counted as one, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bilat.sources._common import cow_codes, expect, version_in, whole_years
from bilat.sources.base import Problem, Reading, Source, conform, first_of
from bilat.sources.tables import read_table

ID = "cow_majors"


def _read(paths: Sequence[Path]) -> Reading:
    path = paths[-1]
    loaded = read_table(path, member="majors*.csv") if path.suffix.lower() == ".zip" else read_table(path)
    expect(loaded, "ccode", "styear", "endyear")
    code = cow_codes(loaded, "ccode")
    start, end = whole_years(loaded, "styear", 1816, 2100), whole_years(loaded, "endyear", 1816, 2100)
    loaded.flag((end < start) & ~loaded.bad, "ends before it begins")
    loaded.flag(~loaded.bad & ~first_of(code, start), "the spell was listed before")
    good = ~loaded.bad
    table = conform("majors", {"code": code[good], "start": start[good], "end": end[good]}, dataset=ID)
    extra = [Problem(p.name, None, "older file of this data set; not read") for p in paths[:-1]]
    version = version_in(loaded.name, r"(20\d\d)\.")
    covers = (1816, int(version)) if version else None
    return Reading({"majors": table}, loaded.problems + extra, len(loaded) + loaded.unread, version, covers)


SOURCE = Source(
    id=ID,
    title="Major powers (COW)",
    url="https://correlatesofwar.org/wp-content/uploads/MajorPowers2024.zip",
    homepage="https://correlatesofwar.org/data-sets/state-system-membership/",
    downloads=("https://correlatesofwar.org/wp-content/uploads/MajorPowers2024.zip",),
    files=("majors20*.csv", "MajorPowers20*.zip", "cow_majors.parquet"),
    signatures=(frozenset({"ccode", "styear", "stmonth", "stday", "endyear", "endmonth", "endday"}),),
    version="2016",
    covers=(1816, 2016),
    licence="free for research, with citation (Correlates of War terms)",
    citation="Correlates of War Project 2017, State System Membership List, v2016.",
    reader=_read,
    tables=("majors",),
    together=False,
    note="The last year is where the coders stopped (2016), not an end. Hash recorded at first fetch.",
)
