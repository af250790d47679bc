"""Thompson & Dreyer's strategic rivalries."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.sources._fields import expect
from bilat.sources._rivalries import spans
from bilat.sources.base import Reading, Source
from bilat.sources.tables import read_table

ID = "rivalries_td"
_COLUMNS = ("rivalryno", "rivalryname", "ccode1", "ccode2", "styear", "endyear", "type1", "type2", "type3")


def _read(paths: Sequence[Path]) -> Reading:
    loaded = read_table(paths[-1], columns=_COLUMNS)
    expect(loaded, _COLUMNS, SOURCE.title)
    kinds = np.stack([loaded.texts(f"type{k}") for k in (1, 2, 3)])
    types = np.array(["+".join(t for t in col if t is not None) or None for col in kinds.T], dtype=object)
    table = spans(loaded, "styear", "endyear", loaded.texts("rivalryname"), types, ID)
    return Reading({"rivalries": table}, list(loaded.problems), len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="Handbook of International Rivalries (Thompson & Dreyer)",
    url="https://doi.org/10.4135/9781608712298",
    homepage="https://svmiller.com/peacesciencer/reference/td_rivalries.html",
    files=("td_rivalries.parquet", "td_rivalries.csv"),
    signatures=(frozenset(_COLUMNS),),
    version="2012",
    covers=(1816, 2010),
    licence="published in a book; the list is cited",
    citation="Thompson & Dreyer 2012, Handbook of International Rivalries, CQ Press",
    tables=("rivalries",),
    reader=_read,
    together=False,
    note="Rivalries that end in 2010 were still under way when coding ended. Rivals of before 1816 have no codes.",
)
