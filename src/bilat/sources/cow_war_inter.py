"""Correlates of War inter-state wars, version 4.0."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bilat.sources._disputes import opponents
from bilat.sources._fields import codes_of, expect, flag_self, repeated, whole
from bilat.sources.base import Problem, Reading, Source, conform
from bilat.sources.tables import columns_of, read_table

ID = "cow_war_inter"
_DYADS = ("warnum", "ccode1", "ccode2", "year", "initiator1", "initiator2")
_STATES = ("WarNum", "ccode", "Side", "StartYear1", "EndYear1", "StartYear2", "EndYear2", "Initiator")


def _read(paths: Sequence[Path]) -> Reading:
    path = paths[-1]
    if {"startyear1", "endyear1"} <= {c.lower() for c in columns_of(path)}:
        return _participants(path)
    loaded = read_table(path, columns=_DYADS)
    expect(loaded, _DYADS, SOURCE.title)
    war = whole(loaded, "warnum", 1, 30000)
    year = whole(loaded, "year", 1816)
    one, two = (codes_of(loaded, f"ccode{k}", "cow") for k in (1, 2))
    flag_self(loaded, one, two)
    began = [whole(loaded, f"initiator{k}", 0, 1) for k in (1, 2)]
    loaded.flag(repeated(war, one, two, year) & ~loaded.bad, "repeats a war, pair and year")
    ok = ~loaded.bad
    table = _table(war[ok], one[ok], two[ok], year[ok], began[0][ok], began[1][ok])
    return Reading({"wars": table}, list(loaded.problems), len(loaded) + loaded.unread)


def _participants(path: Path) -> Reading:
    """Read the published list of participants: every opponent whose years overlap."""
    loaded = read_table(path, columns=_STATES)
    expect(loaded, _STATES, SOURCE.title)
    war = whole(loaded, "WarNum", 1, 30000)
    code = codes_of(loaded, "ccode", "cow")
    side = whole(loaded, "Side", 1, 2)
    began = whole(loaded, "Initiator", 1, 2)
    spells = []
    for k in (1, 2):
        # -8: no second spell; -7: still under way when coding ended
        start = whole(loaded, f"StartYear{k}", 1816, missing=() if k == 1 else (-8, -9))
        end = whole(loaded, f"EndYear{k}", 1816, missing=(-7,) if k == 1 else (-7, -8, -9))
        if k == 1:
            loaded.flag((start < 1816) & ~loaded.bad, "no first year")
        end = np.where((start >= 1816) & (end < 1816), SOURCE.covers[1], end)
        spells.append((start, end))
    ok = np.flatnonzero(~loaded.bad)
    columns = []
    for start, end in spells:
        have = ok[start[ok] >= 1816]
        columns.append((have, start[have], end[have]))
    row, start, end = (np.concatenate(c) for c in zip(*columns, strict=True))
    i, j, year = opponents(war[row], side[row] == 1, side[row] == 2, start, end)
    i, j = row[i], row[j]
    differ = code[i] != code[j]
    i, j, year = i[differ], j[differ], year[differ]
    table = _table(war[i], code[i], code[j], year, began[i] == 1, began[j] == 1)
    problems = [
        *loaded.problems,
        Problem(loaded.name, None, "participants only: pairs are all opponents whose years overlap"),
    ]
    return Reading({"wars": table}, problems, len(loaded) + loaded.unread)


def _table(war: Any, one: Any, two: Any, year: Any, began1: Any, began2: Any) -> Any:
    import pyarrow as pa

    a, b = np.minimum(one, two), np.maximum(one, two)
    keep = ~repeated(war, a, b, year)
    only1, only2 = (began1 == 1) & (began2 != 1), (began2 == 1) & (began1 != 1)
    initiator = np.where(only1, one, np.where(only2, two, 0))[keep]
    return conform(
        "wars",
        {
            "war": war[keep],
            "code_a": a[keep],
            "code_b": b[keep],
            "year": year[keep],
            "initiator": pa.array(initiator, mask=initiator == 0),
            "intensity": np.full(int(keep.sum()), 2),
            "type": np.full(int(keep.sum()), "interstate", dtype=object),
        },
        dataset=ID,
    )


SOURCE = Source(
    id=ID,
    title="Inter-State War Data (COW 4.0)",
    url="https://correlatesofwar.org/data-sets/cow-war/",
    homepage="https://correlatesofwar.org/data-sets/cow-war/",
    files=("Inter-StateWarData_v4.0.csv", "cow_war_inter.parquet"),
    signatures=(frozenset(_DYADS) | {"batdeath1", "outcome1"}, frozenset(_STATES)),
    version="4.0",
    covers=(1816, 2007),
    licence="free for research with citation; not to be redistributed",
    citation="Sarkees & Wayman 2010, Resort to War: 1816-2007, CQ Press",
    tables=("wars",),
    reader=_read,
    together=False,
    note="Wars with at least 1,000 battle deaths, to 2007; the last began in 2003.",
)
