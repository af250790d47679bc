"""Klein, Goertz & Diehl's enduring rivalries (version 5): which disputes form one rivalry."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.sources._fields import codes_of, expect, flag_self, repeated, whole
from bilat.sources.base import Reading, Source, conform
from bilat.sources.tables import read_table

ID = "rivalries_kgd"
_COLUMNS = ("RIVALA", "RIVALB", "RIVALRY", "RIVNUMB", "RIVTYP2", "DISPUTE")
_TYPES = {1: "isolated", 2: "rivalry"}


def _read(paths: Sequence[Path]) -> Reading:
    loaded = read_table(paths[-1], columns=_COLUMNS)
    expect(loaded, _COLUMNS, SOURCE.title)
    sides = [codes_of(loaded, c, "cow") for c in ("RIVALA", "RIVALB")]
    flag_self(loaded, *sides)
    kind = whole(loaded, "RIVTYP2", 1, 2)
    number = whole(loaded, "RIVNUMB", 1, 2**31 - 1)
    # a row is a dispute; a rivalry has several
    ok = np.flatnonzero(~loaded.bad)
    ok = ok[~repeated(number[ok])]
    table = conform(
        "rivalries",
        {
            "code_a": np.minimum(*sides)[ok],
            "code_b": np.maximum(*sides)[ok],
            "type": np.array([_TYPES[int(k)] for k in kind[ok]], dtype=object),
            "name": np.array([f"KGD rivalry {n}" for n in number[ok]], dtype=object),
        },
        dataset=ID,
        unique=False,  # the file has no years, and a pair may have had several rivalries
    )
    return Reading({"rivalries": table}, list(loaded.problems), len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="International Rivalries 5.0 (Klein, Goertz & Diehl)",
    url="https://doi.org/10.1177/0022343306063935",
    homepage="https://doi.org/10.1177/0022343306063935",
    files=("riv500*.csv", "riv5web*.csv", "kgd_rivalries_riv500.parquet"),
    signatures=(frozenset(_COLUMNS),),
    version="5.00",
    covers=(1816, 2001),
    licence="free for research with citation",
    citation="Klein, Goertz & Diehl 2006, The New Rivalry Dataset, Journal of Peace Research 43:331-348",
    tables=("rivalries",),
    reader=_read,
    together=False,
    note=(
        "One row a dispute, without years: rivalries are read with their type (isolated conflict, or a rivalry "
        "of several disputes) and without first and last year. No measure rests on it."
    ),
)
