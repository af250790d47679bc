"""Threat and Imposition of Economic Sanctions (TIES), version 4: impositions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bilat.sources._fields import expect, repeated, whole
from bilat.sources._groups import members
from bilat.sources.base import Problem, Reading, Source, conform, to_codes
from bilat.sources.loaded import Loaded
from bilat.sources.tables import read_table

ID = "ties"
_COLUMNS = ("caseid", "startyear", "endyear", "primarysender", "targetstate")
_TRIMMED, _OFFICIAL = "sancstartyear", "sancimpositionstartyear"
_EU = 1000


def _read(paths: Sequence[Path]) -> Reading:
    loaded = read_table(paths[-1])
    expect(loaded, _COLUMNS, SOURCE.title)
    case = whole(loaded, "caseid", 1, 10**12)
    loaded.flag(repeated(case) & ~loaded.bad, "repeats a case")
    threatened = whole(loaded, "startyear", 1900)
    if loaded.has("imposition"):
        loaded.bad |= whole(loaded, "imposition", 0, 1) == 0  # a threat alone is no sanction
    begin = threatened if not loaded.has(_TRIMMED) else whole(loaded, _TRIMMED, 1900)
    if loaded.has(_OFFICIAL):
        begin = _first_years(loaded, threatened)
    end = whole(loaded, "endyear", 1900, 3000, missing=(-9,))
    open_end = (end >= 3000) | (end < 1900)
    loaded.flag(~open_end & (end < begin) & ~loaded.bad, "ends before it begins")
    sides = [_side(loaded, c, begin) for c in ("primarysender", "targetstate")]
    ok = np.flatnonzero(~loaded.bad)
    rows: list[tuple[int, int, int, str | None]] = []
    for i in ok:
        year = int(begin[i])
        codes = [members("EU", year) if s[i] == _EU else frozenset({int(s[i])}) for s in sides]
        group = "EU" if sides[0][i] == _EU else None
        rows += [(int(i), s, t, group) for s in sorted(codes[0]) for t in sorted(codes[1]) if s != t]
    return _reading(loaded, rows, case, begin, end, open_end)


def _reading(loaded: Loaded, rows: list[Any], case: Any, begin: Any, end: Any, open_end: Any) -> Reading:
    import pyarrow as pa

    at = np.array([r[0] for r in rows], dtype=np.int64)
    # case numbers are dates with a counter (ten digits): numbered in order to fit the table
    number = np.unique(case, return_inverse=True)[1] + 1
    table = conform(
        "sanction_cases",
        {
            "case": number[at],
            "sender": np.array([r[1] for r in rows], dtype=np.int64),
            "target": np.array([r[2] for r in rows], dtype=np.int64),
            "group": np.array([r[3] for r in rows], dtype=object),
            "begin": begin[at],
            "end": pa.array(end[at], mask=open_end[at]),
        },
        dataset=ID,
    )
    problems: list[Problem] = list(loaded.problems)
    return Reading({"sanction_cases": table}, problems, len(loaded) + loaded.unread)


def _first_years(loaded: Loaded, otherwise: Any) -> Any:
    """Return the first of a list of years such as ``1990,1992``."""
    out = np.array(otherwise)
    wrong = np.zeros(len(loaded), dtype=bool)
    for i, text in enumerate(loaded.texts(_OFFICIAL, ("", "-9", "."))):
        if text is not None:
            head = str(text).split(",")[0].strip().removesuffix(".0")
            if head.isdecimal() and len(head) == 4:
                out[i] = int(head)
            else:
                wrong[i] = True
    loaded.flag(wrong & ~loaded.bad, f"column {_OFFICIAL}: expected years")
    return out


def _side(loaded: Loaded, column: str, years: Any) -> Any:
    numbers = whole(loaded, column, 1, 1000)
    codes = np.array(to_codes(np.where(numbers == _EU, 2, np.maximum(numbers, 0)), "cow"), dtype=np.int64)
    codes[numbers == _EU] = _EU
    loaded.flag((codes == 0) & ~loaded.bad, f"column {column}: unknown state")
    before = (codes == _EU) & np.array([not members("EU", int(y)) for y in years], dtype=bool)
    loaded.flag(before & ~loaded.bad, f"column {column}: the European Communities did not exist yet")
    return codes


SOURCE = Source(
    id=ID,
    title="Threat and Imposition of Sanctions (TIES 4.0)",
    url="https://sanctions.web.unc.edu/",
    homepage="https://sanctions.web.unc.edu/",
    files=("TIESv4*.csv", "TIESv4*.dta", "ties_v41_impositions_*.parquet"),
    signatures=(frozenset(_COLUMNS),),
    version="4.0 (impositions)",
    covers=(1945, 2005),
    licence="free for research with citation",
    citation=(
        "Morgan, Bapat & Kobayashi 2014, Threat and imposition of economic sanctions 1945-2005, Conflict "
        "Management and Peace Science 31:541-558"
    ),
    tables=("sanction_cases",),
    reader=_read,
    together=False,
    note=(
        "Begun 1945-2005. Primary sender only; 1000 is the European Community, expanded to its members. An end "
        "year of 3000 is open, or unknown: no end is given. Kinds of sanction are not read. No measure rests "
        "on it: a cross-check of GSDB."
    ),
)
