"""Gibler, Miller & Little's militarised interstate disputes (GML), version 2.2.1."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bilat.sources._disputes import PARTICIPANTS, directed_columns, from_directed, from_participants
from bilat.sources._fields import expect
from bilat.sources.base import Problem, Reading, Source
from bilat.sources.tables import columns_of, read_table

ID = "gml"
_FULL, _TRIMMED = "midonset", "gmlmidonset"


def _read(paths: Sequence[Path]) -> Reading:
    # every dispute of a pair and year, else one dispute a pair and year, else the participants
    named = {p: set(columns_of(p)) for p in paths}
    for onset in (_FULL, _TRIMMED):
        for path in reversed(paths):
            if onset in named[path]:
                loaded = read_table(path, columns=directed_columns(onset))
                expect(loaded, directed_columns(onset), SOURCE.title)
                table = from_directed(loaded, onset, ID)
                problems = list(loaded.problems)
                if onset == _TRIMMED:
                    problems.append(
                        Problem(
                            loaded.name, None, "has one dispute a pair and year; further ones are not in it"
                        )
                    )
                return Reading({"disputes": table}, problems, len(loaded) + loaded.unread)
    loaded = read_table(paths[-1], columns=PARTICIPANTS)
    if not loaded.has("ccode"):
        expect(loaded, directed_columns(_FULL), SOURCE.title)
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
        frozenset(directed_columns(_FULL)) | {"midongoing"},
        frozenset(directed_columns(_TRIMMED)),
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
