"""State system membership (COW): which states there were, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bilat.sources._common import cow_codes, expect, version_in
from bilat.sources._structure import open_ended, spell
from bilat.sources.base import Problem, Reading, Source, conform, first_of
from bilat.sources.tables import read_table

ID = "cow_states"


def _read(paths: Sequence[Path]) -> Reading:
    path = paths[-1]
    loaded = read_table(path, member="state*.csv") if path.suffix.lower() == ".zip" else read_table(path)
    expect(loaded, "ccode", "statenme", "styear", "stmonth", "stday", "endyear", "endmonth", "endday")
    code = cow_codes(loaded, "ccode")
    begin, finish = spell(loaded)
    loaded.flag(~loaded.bad & ~first_of(code, begin), "the spell was listed before")
    good = ~loaded.bad
    table = conform(
        "system",
        {
            "code": code[good],
            "name": loaded.texts("statenme")[good],
            "start": begin[good],
            "end": open_ended(finish)[good],
        },
        dataset=ID,
    )
    extra = [Problem(p.name, None, "older file of this data set; not read") for p in paths[:-1]]
    version = version_in(loaded.name, r"(20\d\d)\.")
    covers = (1816, int(version)) if version else None
    return Reading({"system": table}, loaded.problems + extra, len(loaded) + loaded.unread, version, covers)


SOURCE = Source(
    id=ID,
    title="State system membership (COW)",
    url="https://correlatesofwar.org/wp-content/uploads/States2024.zip",
    homepage="https://correlatesofwar.org/data-sets/state-system-membership/",
    downloads=("https://correlatesofwar.org/wp-content/uploads/States2024.zip",),
    files=("states2016.csv", "statelist20*.csv", "States20*.zip", "cow_states.parquet"),
    signatures=(frozenset({"stateabb", "ccode", "statenme", "styear", "endyear"}),),
    version="2016",
    covers=(1816, 2016),
    licence="free for research, with citation (Correlates of War terms)",
    citation="Correlates of War Project 2017, State System Membership List, v2016.",
    reader=_read,
    tables=("system",),
    together=False,
    note="States at the end of the list (2016, or 2024 in the later version) are taken as not ended. bilat has its own "
    "dated table of states; this one is for comparison. Hash recorded at first fetch.",
)
