"""Thompson, Sakuwa & Suhas's strategic rivalries, 1494-2020."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.sources._fields import expect
from bilat.sources._rivalries import spans
from bilat.sources.base import Reading, Source
from bilat.sources.tables import read_table

ID = "rivalries_tss"
_TYPES = ("positional", "spatial", "ideological", "interventionary")
_COLUMNS = ("tssr_id", "rivalry", "ccode1", "ccode2", "start", "end", *_TYPES)


def _read(paths: Sequence[Path]) -> Reading:
    loaded = read_table(paths[-1], columns=_COLUMNS)
    expect(loaded, _COLUMNS, SOURCE.title)
    marks = np.stack([loaded.numbers(t) == 1 for t in _TYPES])
    types = np.array(
        ["+".join(t for t, m in zip(_TYPES, col, strict=True) if m) or None for col in marks.T], dtype=object
    )
    table = spans(loaded, "start", "end", loaded.texts("rivalry"), types, ID)
    return Reading({"rivalries": table}, list(loaded.problems), len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="Strategic rivalries (Thompson, Sakuwa & Suhas)",
    url="https://doi.org/10.1007/978-981-16-6671-1",
    homepage="https://svmiller.com/peacesciencer/reference/tss_rivalries.html",
    files=("tss_rivalries.parquet", "tss_rivalries.csv"),
    signatures=(frozenset(_COLUMNS),),
    version="2021",
    covers=(1816, 2020),
    licence="published in a book; the list is cited",
    citation=(
        "Thompson, Sakuwa & Suhas 2021, Analyzing Strategic Rivalries in World Politics: Types of Rivalry, "
        "Regional Variation, and Escalation/De-escalation, Springer"
    ),
    tables=("rivalries",),
    reader=_read,
    together=False,
    note="Rivalries that end in 2020 were still under way when coding ended. Coded in hindsight.",
)
