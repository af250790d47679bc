"""Independent states of Gleditsch and Ward: which there were, from when to when, by their own numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.errors import SourceError
from bilat.sources._structure import open_ended
from bilat.sources.base import Problem, Reading, Source, conform, first_of, to_codes
from bilat.sources.loaded import Loaded
from bilat.sources.tables import read_table

ID = "gw_states"
_HEADS = ("gwcode", "stateabb", "statename", "startdate", "enddate")


def _read(paths: Sequence[Path]) -> Reading:
    loaded = read_table(paths[-1], delimiter="\t" if paths[-1].suffix.lower() in (".txt", ".dat") else None)
    number, name, start, end = _columns(loaded)
    loaded.flag(np.isnan(number), "no state number")
    dates = (start, end)
    begin, finish = (loaded.dates(c, "%Y-%m-%d", "%d:%m:%Y", "%d-%m-%Y", "%d.%m.%Y") for c in dates)
    loaded.flag((np.isnat(begin) | np.isnat(finish)) & ~loaded.bad, "no first or last day")
    loaded.flag((finish < begin) & ~loaded.bad, "ends before it begins")
    years = np.where(np.isnat(begin), 1970, finish.astype("datetime64[Y]").astype(np.int64) + 1970)
    code = to_codes(number, "gw", years)
    for value in np.unique(number[(code == 0) & ~loaded.bad]):
        loaded.flag(number == value, f"unknown state {value:g}")
    loaded.flag(~loaded.bad & ~first_of(code, begin), "the spell was listed before")
    good = ~loaded.bad
    table = conform(
        "system",
        {"code": code[good], "name": name[good], "start": begin[good], "end": open_ended(finish)[good]},
        dataset=ID,
    )
    extra = [Problem(p.name, None, "older file of this data set; not read") for p in paths[:-1]]
    return Reading({"system": table}, loaded.problems + extra, len(loaded) + loaded.unread)


def _columns(loaded: Loaded) -> tuple[np.ndarray, np.ndarray, str, str]:
    """Return numbers, names and the columns of dates; the official file has five columns of its own names."""
    if all(loaded.has(c) for c in _HEADS):
        return loaded.numbers("gwcode"), loaded.texts("statename"), "startdate", "enddate"
    columns = loaded.table.column_names
    if len(columns) != len(_HEADS):
        raise SourceError(
            f"{loaded.name} has {len(columns)} columns; expected {', '.join(_HEADS)}.",
            "Get ksgmdw.txt from ksgleditsch.com/data-4.html.",
        )
    return loaded.numbers(columns[0]), loaded.texts(columns[2]), columns[3], columns[4]


SOURCE = Source(
    id=ID,
    title="Independent states (Gleditsch & Ward)",
    url="http://ksgleditsch.com/data/ksgmdw.txt",
    homepage="http://ksgleditsch.com/data-4.html",
    downloads=("https://ksgleditsch.com/data/ksgmdw.txt",),
    files=("ksgmdw.txt", "iisystem.dat", "microstates.txt", "gw_states.parquet"),
    signatures=(frozenset(_HEADS),),
    version="2017",
    covers=(1816, 2017),
    licence="free for research, with citation",
    citation="Gleditsch & Ward 1999, A revised list of independent states, International Interactions 25: 393-413.",
    reader=_read,
    tables=("system",),
    together=False,
    note="Codes are turned to COW numbers by date (Germany 260 is 260 to 1990, then 255). "
    "Hash recorded at first fetch.",
)
