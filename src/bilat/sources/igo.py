"""Intergovernmental organisations (COW), version 3: who was a member of what, year by year, 1816-2014.

The official file ``igo_year_formatv3.csv`` is wide and tab-separated: one row an organisation and year, one column
a state (1 full member, 2 associate, 3 observer, 0 none, -9 missing, -1 no state). The long form has one row a
membership. Counts by pair and by state, published beside them, are checks of ours, not sources.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import SourceError
from bilat.sources._common import blank, expect, not_needed, whole_years
from bilat.sources.base import Problem, Reading, Source, conform, first_of, to_codes
from bilat.sources.loaded import Loaded
from bilat.sources.tables import columns_of, read_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

ID = "igo"
FIRST, LAST = 1816, 2014
#: How the source's column names run words together.
ALIASES = {
    "antiguabarbuda": 58, "austriahungary": 300, "baden": 267, "bavariaelect": 245, "bosnia": 346,
    "burkinafaso": 439, "capeverde": 402, "car": 482, "congobrazz": 484, "costarica": 94, "czechrep": 316,
    "czechoslovakia": 315, "domrepublic": 42, "egermany": 265, "elsalvador": 92, "eqguinea": 411, "etimor": 860,
    "fyromacedonia": 343, "germany": 255, "guineabissau": 404, "hessegrand": 275, "ivorycoast": 437, "korea": 730,
    "marshallis": 983, "micronesiafs": 987, "myanmar": 775, "newzealand": 920, "nokorea": 731, "nyemen": 678,
    "papalstates": 327, "papuanewguinea": 910, "russia": 365, "sanmarino": 331, "saotome": 403,
    "saudiarabia": 670, "sierraleone": 451, "soafrica": 560, "sokorea": 732, "solomonis": 940, "sosudan": 626,
    "srilanka": 780, "stkitts": 60, "stlucia": 56, "stvincent": 57, "svietnam": 817, "swaziland": 572,
    "syemen": 680, "trinidad": 52, "tuscany": 337, "twosicilies": 329, "uae": 696, "uk": 200, "usa": 2,
    "vietnam": 816, "wgermany": 260, "wsamoa": 990, "yemen": 679, "yugoslaviaserb": 345, "zaire": 490,
    "zanzibar": 511, "hanover": 240, "saxony": 269, "wuerttemburg": 271, "wurttemberg": 271, "modena": 332,
    "parma": 335, "mecklenburg": 280, "hesseelect": 273,
}  # fmt: skip
_ABOUT = frozenset(
    [
        "ioname",
        "orgname",
        "year",
        "sdate",
        "deaddate",
        "dead",
        "integrated",
        "replaced",
        "longorgname",
        "ionum",
        "igocode",
        "version",
        "accuracyofpre1965membershipdates",
        "sourcesandnotes",
        "imputed",
        "political",
        "social",
        "economic",
    ]
)


def _read(paths: Sequence[Path]) -> Reading:
    used = next((p for p in reversed(paths) if _shape(p)), None)
    if used is None:
        raise SourceError(
            f"{', '.join(p.name for p in paths)}: no memberships of COW intergovernmental organisations.",
            "Give igo_year_formatv3.csv (or its zip), or the long table with ioname, year, state, status.",
        )
    loaded = read_table(used)
    organisation, state, year, status, line = _long(loaded) if _shape(used) == "long" else _wide(loaded)
    code = _codes(loaded, state, line)
    known = (code > 0) & (status > 0)
    again = known & ~_first(organisation, code, year)
    loaded.flag(_rows(loaded, line[again]), "the membership was listed before")
    keep = known & ~again
    table = conform(
        "memberships",
        {
            "organisation": organisation[keep],
            "code": code[keep],
            "year": year[keep],
            "status": status[keep],
        },
        dataset=ID,
    )
    problems: list[Problem] = loaded.problems
    problems += not_needed(paths, (used,), "not read: memberships come from another file of this data set")
    return Reading({"memberships": table}, problems, len(loaded) + loaded.unread)


def _shape(path: Path) -> str:
    columns = {c.lower() for c in columns_of(path)}
    if {"ioname", "year", "state", "status"} <= columns:
        return "long"
    return "wide" if {"ioname", "year"} <= columns and len(columns - _ABOUT) > 50 else ""


_Rows = tuple["NDArray[Any]", "NDArray[Any]", "NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.int64]"]


def _long(loaded: Loaded) -> _Rows:
    expect(loaded, "ioname", "year", "state", "status")
    names = loaded.texts("ioname")
    loaded.flag(blank(names), "column ioname: no organisation")
    year = whole_years(loaded, "year", FIRST, 2100)
    status = loaded.numbers("status")
    loaded.flag(~np.isin(status, (-9, -1, 0, 1, 2, 3)) & ~loaded.bad, "column status: not 0 to 3, -1 or -9")
    good = np.flatnonzero(~loaded.bad)
    states = loaded.texts("state")[good]
    return names[good], states, year[good], status[good].astype(np.int64), good.astype(np.int64)


def _wide(loaded: Loaded) -> _Rows:
    """Turn state columns into rows; only memberships (1, 2, 3) are kept."""
    expect(loaded, "ioname", "year")
    names = loaded.texts("ioname")
    loaded.flag(blank(names), "column ioname: no organisation")
    year = whole_years(loaded, "year", FIRST, 2100)
    parts: list[tuple[NDArray[Any], str, NDArray[Any]]] = []
    missing = np.zeros(len(loaded), dtype=np.int64)
    for column in loaded.table.column_names:
        if column.strip().lower() in _ABOUT:
            continue
        status = loaded.numbers(column)
        wrong = ~(np.isin(status, (-9, -1, 0, 1, 2, 3)) | np.isnan(status))
        loaded.flag(wrong & ~loaded.bad, f"column {column}: not 0 to 3, -1 or -9")
        missing += status == -9
        rows = np.flatnonzero(np.isin(status, (1, 2, 3)) & ~loaded.bad)
        parts.append((rows, column.strip().lower(), status[rows]))
    if missing.any():
        loaded.problems.append(
            Problem(
                loaded.name, None, f"{int(missing.sum()):,} memberships are coded as missing (-9): unknown"
            )
        )
    rows = np.concatenate([p[0] for p in parts])
    states = np.concatenate([np.full(len(r), column, dtype=object) for r, column, _ in parts])
    held = np.concatenate([p[2] for p in parts]).astype(np.int64)
    return names[rows], states, year[rows], held, rows.astype(np.int64)


def _codes(loaded: Loaded, state: NDArray[Any], row: NDArray[np.int64]) -> NDArray[np.int64]:
    distinct, where = np.unique(state.astype(str), return_inverse=True)
    codes = to_codes(distinct.astype(object), "name", aliases=ALIASES).astype(np.int64)
    for k in np.flatnonzero(codes == 0):
        loaded.flag(_rows(loaded, row[where == k]), f"unknown state {str(distinct[k])!r}")
    return codes[where]


def _rows(loaded: Loaded, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    out = np.zeros(len(loaded), dtype=bool)
    out[rows] = True
    return out


def _first(organisation: NDArray[Any], code: NDArray[np.int64], year: NDArray[np.int64]) -> NDArray[np.bool_]:
    _, number = np.unique(organisation.astype(str), return_inverse=True)
    return first_of((number.astype(np.int64) * 1024 + code) * 4096 + year)


SOURCE = Source(
    id=ID,
    title="Intergovernmental organisations (COW)",
    url="https://correlatesofwar.org/wp-content/uploads/igo_year_formatv3.zip",
    homepage="https://correlatesofwar.org/data-sets/igos/",
    downloads=("https://correlatesofwar.org/wp-content/uploads/igo_year_formatv3.zip",),
    files=("igo_year_formatv3.*", "cow_igo_*.parquet", "dyadic_formatv3.*", "state_year_formatv3.*"),
    signatures=(
        frozenset({"ioname", "ionum", "year", "state", "status"}),
        frozenset({"ioname", "orgname", "year", "sdate", "ionum", "igocode", "afghanistan", "zimbabwe"}),
    ),
    version="3.0",
    covers=(FIRST, LAST),
    licence="free for research, with citation (Correlates of War terms)",
    citation=(
        "Pevehouse, Nordstrom, McManus & Jamison 2020, Tracking organizations in the world, "
        "Journal of Peace Research 57(3): 492-503."
    ),
    reader=_read,
    tables=("memberships",),
    note="Ends in 2014. Before 1965 a third of the membership dates are known within five years only, and filled in "
    "between. Hash recorded at first fetch.",
)
