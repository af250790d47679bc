"""UCDP/PRIO Armed Conflict Dataset: which states fought each other, 1946 to the last whole year."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bilat.sources._fields import expect, look_up, repeated, whole
from bilat.sources.base import Problem, Reading, Source, conform
from bilat.sources.loaded import Loaded
from bilat.sources.tables import read_table

ID = "ucdp_acd"
_SIDES = ("gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd")
_COLUMNS = ("conflict_id", "year", *_SIDES, "intensity_level", "type_of_conflict")
# official numbers, and the words of the tidy file
_INTERSTATE = ("2", "interstate")
_INTERNATIONAL = ("4", "II", "internationalized intrastate")
_OTHER = ("1", "3", "extrasystemic", "intrastate")


def _read(paths: Sequence[Path]) -> Reading:
    import pyarrow as pa

    loaded = read_table(paths[-1], columns=_COLUMNS)
    expect(loaded, _COLUMNS, SOURCE.title)
    conflict = whole(loaded, "conflict_id", 1, 2**31 - 1)
    year = whole(loaded, "year", 1946)
    intensity = whole(loaded, "intensity_level", 1, 2)
    kind = loaded.texts("type_of_conflict").astype(str)
    loaded.flag(
        ~np.isin(kind, [*_INTERSTATE, *_INTERNATIONAL, *_OTHER]) & ~loaded.bad, "unknown type of conflict"
    )
    wanted = ~loaded.bad & np.isin(kind, [*_INTERSTATE, *_INTERNATIONAL])
    between = np.isin(kind, _INTERSTATE)
    sides = {c: _numbers(loaded, c, wanted) for c in _SIDES}
    pairs: list[tuple[int, int, int, str]] = []
    for i in np.flatnonzero(wanted & ~loaded.bad).tolist():
        a, a2, b, b2 = (sides[c][i] for c in _SIDES)
        if between[i]:
            met = [(x, y, "interstate") for x in a for y in b + b2] + [
                (x, y, "interstate") for x in a2 for y in b
            ]
            met += [(x, y, "supporters") for x in a2 for y in b2]
        else:
            # the government and its supporters against states that support the rebels with troops
            met = [(x, y, "internationalised") for x in a + a2 for y in b2]
        pairs += [(i, x, y, t) for x, y, t in met]
    return _table(loaded, pairs, conflict, year, intensity, pa)


def _table(loaded: Loaded, pairs: list[Any], conflict: Any, year: Any, intensity: Any, pa: Any) -> Reading:
    row = np.array([p[0] for p in pairs], dtype=np.int64)
    codes = []
    for k in (1, 2):
        numbers = np.array([float(p[k]) for p in pairs])
        found, _, _ = look_up(numbers, "gw", year[row])
        unknown = found == 0
        bad = np.zeros(len(loaded), dtype=bool)
        bad[row[unknown]] = True
        names = sorted({int(n) for n in numbers[unknown]})
        loaded.flag(bad & ~loaded.bad, f"unknown Gleditsch-Ward number among {names}")
        codes.append(found)
    kind = np.array([p[3] for p in pairs], dtype=object)
    ok = ~loaded.bad[row] & (codes[0] > 0) & (codes[1] > 0) & (codes[0] != codes[1])
    row, kind = row[ok], kind[ok]
    a, b = np.minimum(*codes)[ok], np.maximum(*codes)[ok]
    rank = np.array([_RANK[k] for k in kind], dtype=np.int64)
    # one row a conflict, pair and year: the closest relation, the higher intensity
    order = np.lexsort((-intensity[row], rank, year[row], b, a, conflict[row]))
    row, a, b, kind = row[order], a[order], b[order], kind[order]
    keep = ~repeated(conflict[row], a, b, year[row])
    table = conform(
        "wars",
        {
            "war": conflict[row][keep],
            "code_a": a[keep],
            "code_b": b[keep],
            "year": year[row][keep],
            "intensity": intensity[row][keep],
            "type": kind[keep],
        },
        dataset=ID,
    )
    problems: list[Problem] = list(loaded.problems)
    return Reading({"wars": table}, problems, len(loaded) + loaded.unread)


_RANK = {"interstate": 0, "internationalised": 1, "supporters": 2}


def _numbers(loaded: Loaded, column: str, wanted: Any) -> list[list[int]]:
    """Return the numbers of each row: one in the tidy file, a list with commas in the official one."""
    out: list[list[int]] = []
    wrong = np.zeros(len(loaded), dtype=bool)
    for i, text in enumerate(loaded.texts(column)):
        parts = [] if text is None else [p.strip() for p in str(text).split(",") if p.strip()]
        try:
            out.append([int(float(p)) for p in parts])
        except (ValueError, OverflowError):
            out.append([])
            wrong[i] = wanted[i]
    loaded.flag(wrong & ~loaded.bad, f"column {column}: expected Gleditsch-Ward numbers")
    return out


SOURCE = Source(
    id=ID,
    title="UCDP/PRIO Armed Conflict Dataset",
    url="https://ucdp.uu.se/downloads/",
    homepage="https://ucdp.uu.se/downloads/",
    files=("UcdpPrioConflict_v*.csv", "ucdp-prio-acd-*-csv.zip", "ucdp_acd.parquet"),
    signatures=(frozenset(_COLUMNS),),
    version="25.1",
    covers=(1946, 2024),
    licence="CC BY 4.0",
    citation=(
        "Gleditsch et al. 2002, Armed Conflict 1946-2001: A New Dataset, Journal of Peace Research 39:615-637; "
        "Davies et al. 2025, Organized violence 1989-2024, Journal of Peace Research 62"
    ),
    tables=("wars",),
    reader=_read,
    together=False,
    note=(
        "At least 25 battle deaths a year. Gleditsch-Ward numbers. Interstate conflicts by primary parties and "
        "those who fought beside them; internationalised ones only where states stood on both sides."
    ),
)
