"""Gibler, Miller & Little's militarised interstate disputes (GML), version 2.2.1."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bilat.sources._disputes import PARTICIPANTS, directed_columns, from_participants, read_directed
from bilat.sources._fields import expect
from bilat.sources.base import Reading, Source
from bilat.sources.tables import read_table

ID = "gml"
#: The columns that tell the file of every dispute from that of one a pair and year.
_ONSETS = ("midonset", "gmlmidonset")


def _read(paths: Sequence[Path]) -> Reading:
    found = read_directed(paths, _ONSETS, SOURCE.title, ID)
    if found is not None:
        return found
    loaded = read_table(paths[-1], columns=PARTICIPANTS)
    if not loaded.has("ccode"):
        expect(loaded, directed_columns(_ONSETS[0]), SOURCE.title)
    expect(loaded, PARTICIPANTS, SOURCE.title)
    table = from_participants(loaded, ID)
    return Reading({"disputes": table}, list(loaded.problems), len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="Militarized interstate disputes (GML 2.2.1)",
    url="https://svmiller.com/gml-mid-data/",
    homepage="https://svmiller.com/gml-mid-data/",
    files=(
        "gml-ddy-*.csv",
        "gml-midb-*.csv",
        "gml-dirdisp-*.csv",
        "gml_dirdisp.parquet",
        "gml_mid_ddydisps.parquet",
    ),
    signatures=(
        frozenset(directed_columns(_ONSETS[0])) | {"midongoing"},
        frozenset(directed_columns(_ONSETS[1])),
    ),
    version="2.2.1",
    covers=(1816, 2010),
    licence="free for research with citation",
    citation=(
        "Gibler, Miller & Little 2016, An Analysis of the Militarized Interstate Dispute (MID) Dataset, "
        "1816-2001, International Studies Quarterly 60:719-730"
    ),
    tables=("disputes",),
    reader=_read,
    note=(
        "Ends in 2010. Hostility is the higher of the pair's own levels, war (5) only where both reached it; fatalities likewise are the states' own in the whole dispute. The file of one "
        "dispute a pair and year leaves out about one row in ten; the full one is preferred."
    ),
)
