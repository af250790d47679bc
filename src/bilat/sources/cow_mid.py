"""Correlates of War militarised interstate disputes, version 5.0."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bilat.sources._disputes import PARTICIPANTS, directed_columns, from_participants, read_directed
from bilat.sources._fields import expect
from bilat.sources.base import Problem, Reading, Source
from bilat.sources.tables import read_table

ID = "cow_mid"
#: The columns that tell the file of every dispute from that of one a pair and year.
_ONSETS = ("disponset", "cowmidonset")


def _read(paths: Sequence[Path]) -> Reading:
    found = read_directed(paths, _ONSETS, SOURCE.title, ID)
    if found is not None:
        return found
    loaded = read_table(paths[-1], columns=PARTICIPANTS, member="MIDB*")
    expect(loaded, PARTICIPANTS, SOURCE.title)
    table = from_participants(loaded, ID)
    problems = [
        *loaded.problems,
        Problem(loaded.name, None, "participants only: pairs are all opponents whose years overlap"),
    ]
    return Reading({"disputes": table}, problems, len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="Militarized Interstate Disputes (COW MID 5.0)",
    url="https://correlatesofwar.org/data-sets/mids/",
    homepage="https://correlatesofwar.org/data-sets/mids/",
    files=(
        "MIDB 5.0.csv",
        "MID-5-Data-and-Supporting-Materials.zip",
        "cow_mid_dirdisps.parquet",
        "cow_mid_ddydisps.parquet",
    ),
    signatures=(
        frozenset(directed_columns(_ONSETS[0])),
        frozenset(directed_columns(_ONSETS[1])),
        frozenset(PARTICIPANTS) | {"stabb", "revstate"},
    ),
    version="5.0",
    covers=(1816, 2014),
    licence="free for research with citation; not to be redistributed",
    citation=(
        "Palmer et al. 2022, The MID5 Dataset, 2011-2014: Procedures, coding rules, and description, "
        "Conflict Management and Peace Science 39:470-482"
    ),
    tables=("disputes",),
    reader=_read,
    note="Ends in 2014. Fatalities are unknown in about one row in seven. Differs from GML: never joined to it.",
)
