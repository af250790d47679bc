"""ICEWS coded events: counts by directed pair and year in four classes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bilat.sources._fields import codes_of, expect, flag_self, left_out, repeated, whole
from bilat.sources.base import Problem, Reading, Source, conform
from bilat.sources.loaded import Loaded
from bilat.sources.tables import columns_of, read_table

ID = "icews"
_COUNTS = {
    "verbal_cooperation": "verbCoop",
    "material_cooperation": "matlCoop",
    "verbal_conflict": "verbConf",
    "material_conflict": "matlConf",
}
_TIDY = ("i", "j", "year", *_COUNTS.values(), "i_iso3c", "j_iso3c")
_EVENTS = ("Event Date", "Source Country", "CAMEO Code", "Target Country")
# CAMEO root codes 01-05, 06-09, 10-14, 15-20
_CLASS_ENDS = (5, 9, 14, 20)


def _read(paths: Sequence[Path]) -> Reading:
    tidy = [p for p in paths if set(_TIDY) <= set(columns_of(p))]
    if tidy:
        return _dyad_years(tidy[-1])
    parts, problems, rows = [], [], 0
    for path in paths:
        loaded, keys = _events(path)
        parts.append(keys)
        problems += loaded.problems
        rows += len(loaded) + loaded.unread
    keys, inverse = np.unique(np.concatenate(parts, axis=1)[:3], axis=1, return_inverse=True)
    kinds = np.concatenate(parts, axis=1)[3]
    counts = [np.bincount(inverse.ravel()[kinds == k], minlength=keys.shape[1]) for k in range(4)]
    columns: dict[str, Any] = {"source": keys[0], "target": keys[1], "year": keys[2]}
    columns |= dict(zip(_COUNTS, counts, strict=True))
    return Reading({"event_counts": conform("event_counts", columns, dataset=ID)}, problems, rows)


def _dyad_years(path: Path) -> Reading:
    loaded = read_table(path, columns=_TIDY)
    expect(loaded, _TIDY, SOURCE.title)
    year = whole(loaded, "year", 1990)
    source, target = (codes_of(loaded, c, "iso3", year) for c in ("i_iso3c", "j_iso3c"))
    flag_self(loaded, source, target)
    counts = {name: whole(loaded, column, 0, 2**24) for name, column in _COUNTS.items()}
    loaded.flag(repeated(source, target, year) & ~loaded.bad, "repeats a source, target and year")
    ok = ~loaded.bad
    columns: dict[str, Any] = {"source": source[ok], "target": target[ok], "year": year[ok]}
    columns |= {name: values[ok] for name, values in counts.items()}
    problems: list[Problem] = list(loaded.problems)
    table = conform("event_counts", columns, dataset=ID)
    return Reading({"event_counts": table}, problems, len(loaded) + loaded.unread)


def _events(path: Path) -> tuple[Loaded, Any]:
    """Return (4, n): source, target, year and class of every event between two states."""
    loaded = read_table(path, columns=_EVENTS, delimiter="\t", member="events*.tab")
    expect(loaded, _EVENTS, SOURCE.title)
    day = loaded.dates("Event Date")
    loaded.flag(np.isnat(day) & ~loaded.bad, "no date")
    year = np.where(np.isnat(day), 0, day.astype("datetime64[Y]").astype(int) + 1970)
    texts = {c: loaded.texts(c) for c in ("Source Country", "Target Country")}
    nowhere = np.array([a is None or b is None for a, b in zip(*texts.values(), strict=True)], dtype=bool)
    left_out(loaded, nowhere, "source or target has no country")
    domestic = np.array([a is not None and a == b for a, b in zip(*texts.values(), strict=True)], dtype=bool)
    left_out(loaded, domestic, "events within one country")
    kind = _classes(loaded)
    source, target = (
        codes_of(loaded, c, "name", year, known_nonstates=lambda v: v in _TERRITORIES) for c in texts
    )
    flag_self(loaded, source, target)
    ok = ~loaded.bad
    return loaded, np.stack([source[ok], target[ok], year[ok], kind[ok]]).astype(np.int64)


def _classes(loaded: Loaded) -> Any:
    codes = loaded.texts("CAMEO Code")
    root = np.zeros(len(loaded), dtype=np.int64)
    for i, code in enumerate(codes):
        # a code that lost its leading nought would change class: only whole codes count
        if code is not None and re.fullmatch(r"\d{3,4}", code):
            root[i] = int(code[:2])
    loaded.flag(
        ((root < 1) | (root > 20)) & ~loaded.bad,
        "column CAMEO Code: expected three or four digits, 010 to 2042",
    )
    return np.searchsorted(_CLASS_ENDS, root)


_TERRITORIES = frozenset(
    {"Hong Kong", "Macao", "Occupied Palestinian Territory", "Western Sahara", "Puerto Rico", "Greenland"}
)


SOURCE = Source(
    id=ID,
    title="ICEWS coded event data",
    url="https://doi.org/10.7910/DVN/28075",
    homepage="https://dataverse.harvard.edu/dataverse/icews",
    files=("events.[0-9]*.tab", "events.[0-9]*.zip", "icews_dyad_year_quadcounts_*.parquet"),
    signatures=(frozenset(_TIDY), frozenset(_EVENTS) | {"Event ID", "Intensity"}),
    version="dyad-years 2002-2014",
    covers=(2002, 2014),
    licence="free for research with citation; as Harvard Dataverse states",
    citation="Boschee et al. 2015, ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075",
    tables=("event_counts",),
    reader=_read,
    note=(
        "Directed. CAMEO roots 01-05 verbal cooperation, 06-09 material cooperation, 10-14 verbal conflict, "
        "15-20 material conflict. The tidy file has 152 states. News coverage grows over time: compare shares, "
        "not counts."
    ),
)
