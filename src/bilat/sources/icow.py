"""Issue Correlates of War: territorial claims, version 1.01, as extended to 2017."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bilat.errors import SourceError
from bilat.sources._fields import codes_of, expect, flag_self, repeated, whole
from bilat.sources.base import Problem, Reading, Source, conform
from bilat.sources.loaded import Loaded
from bilat.sources.tables import columns_of, read_table

ID = "icow"
#: The ``dataset`` of the claim dyad-years that others made of the same claims.
ID_YEARS = "icow_years"
_CLAIMS = ("claimdy", "name", "chal", "tgt", "begclaim", "endclaim", "icowsal")
_YEARS = ("date", "sourceNum", "tarNum", "dispute")


def _read(paths: Sequence[Path]) -> Reading:
    import pyarrow as pa

    claims = [p for p in paths if {"begclaim", "endclaim"} <= set(columns_of(p))]
    years = [p for p in paths if set(_YEARS) <= set(columns_of(p)) and p not in claims]
    tables: list[pa.Table] = []
    problems: list[Problem] = []
    rows = 0
    for path, reader in ((claims[-1:], _claims), (years[-1:], _dyad_years)):
        for p in path:
            table, loaded = reader(p)
            tables.append(table)
            problems += loaded.problems
            rows += len(loaded) + loaded.unread
    if not tables:
        raise SourceError(
            f"{', '.join(p.name for p in paths)}: this does not look like {SOURCE.title}.",
            f"Expected the columns {', '.join(_CLAIMS)}, or {', '.join(_YEARS)}.",
        )
    return Reading({"claims": pa.concat_tables(tables).combine_chunks()}, problems, rows)


def _claims(path: Path) -> tuple[Any, Loaded]:
    import pyarrow as pa

    loaded = read_table(path, columns=_CLAIMS)
    expect(loaded, _CLAIMS, SOURCE.title)
    start = _year(loaded, "begclaim", "the claim has no beginning")
    end = _year(loaded, "endclaim", None)
    challenger, target = (codes_of(loaded, c, "cow") for c in ("chal", "tgt"))
    flag_self(loaded, challenger, target)
    loaded.flag((end > 0) & (end < start) & ~loaded.bad, "ends before it begins")
    loaded.note((end == 0) & ~loaded.bad, "no end given: whether it still stands is unknown")
    claim = whole(loaded, "claimdy", 1, 2**31 - 1, missing=())
    salience = whole(loaded, "icowsal", 0, 12, missing=(-9,))
    again = repeated(claim, challenger, target, start)
    loaded.flag(again & ~loaded.bad, "repeats a claim, its parties and first year")
    ok = ~loaded.bad
    table = conform(
        "claims",
        {
            "claim": pa.array(claim[ok], mask=claim[ok] < 1),
            "name": loaded.texts("name")[ok],
            "challenger": challenger[ok],
            "target": target[ok],
            "start": start[ok],
            "end": pa.array(end[ok], mask=end[ok] == 0),
            "salience": pa.array(salience[ok], mask=salience[ok] < 0),
        },
        dataset=ID,
    )
    return table, loaded


def _year(loaded: Loaded, column: str, absent: str | None) -> Any:
    """Return the years of a column of YYYYMM; 0 where blank. A lost digit is mended where only one year fits."""
    values = loaded.numbers(column)
    blank = np.isnan(values) | np.isin(values, (-9, -8))
    if absent is not None:
        loaded.flag(blank & ~loaded.bad, absent)
    out = np.zeros(len(values), dtype=np.int64)
    whole_number = ~blank & (values == np.floor(values))
    month = np.where(whole_number, values, 0).astype(np.int64)
    full = whole_number & (month >= 181600) & (month <= 210099)
    out[full] = month[full] // 100
    # YYYYM: the leading nought of the month was lost
    short = whole_number & (month >= 18160) & (month <= 21009)
    out[short] = month[short] // 10
    loaded.note(
        short & ~loaded.bad, f"column {column}: five digits, read as a year and one digit of the month"
    )
    loaded.flag(~blank & ~full & ~short & ~loaded.bad, f"column {column}: expected YYYYMM")
    return out


def _dyad_years(path: Path) -> tuple[Any, Loaded]:
    """Read claim dyad-years as spans: the pair had at least one claim from start to end."""
    import pyarrow as pa

    loaded = read_table(path, columns=_YEARS)
    expect(loaded, _YEARS, SOURCE.title)
    year = whole(loaded, "date", 1816)
    sides = [codes_of(loaded, c, "cow") for c in ("sourceNum", "tarNum")]
    flag_self(loaded, *sides)
    there = whole(loaded, "dispute", 0, 1)
    ok = np.flatnonzero(~loaded.bad & (there == 1))
    a, b = np.minimum(*sides)[ok], np.maximum(*sides)[ok]
    order = np.lexsort((year[ok], b, a))
    order = order[~repeated(a[order], b[order], year[ok][order])]
    a, b, y = a[order], b[order], year[ok][order]
    if not len(y):
        raise SourceError(f"{loaded.name}: no usable row.", f"First problem: {(*loaded.problems, 'none')[0]}")
    new = np.ones(len(y), dtype=bool)
    new[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1]) | (y[1:] != y[:-1] + 1)
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(y)) - 1
    table = conform(
        "claims",
        {
            "claim": pa.nulls(len(first)),
            "challenger": a[first],
            "target": b[first],
            "start": y[first],
            "end": y[last],
        },
        dataset=ID_YEARS,
    )
    return table, loaded


SOURCE = Source(
    id=ID,
    title="ICOW territorial claims 1.01, extended to 2017",
    url="https://www.paulhensel.org/icowterr.html",
    homepage="https://www.paulhensel.org/icowterr.html",
    files=(
        "ICOWprov*.csv",
        "ICOW Territorial Provisional*.csv",
        "icow_territorial_claims_*.parquet",
        "icow_ext2017_claim_dyad_year_*.parquet",
    ),
    signatures=(frozenset(_CLAIMS), frozenset(_YEARS)),
    version="1.01, extended to 2017",
    covers=(1816, 2017),
    licence="free for research with citation",
    citation=(
        "Frederick, Hensel & Macaulay 2017, The Issue Correlates of War Territorial Claims Data, 1816-2001, "
        "Journal of Peace Research 54:99-108"
    ),
    tables=("claims",),
    reader=_read,
    note=(
        "ICOW itself ends in 2001; the extension carries claims to 2017 (end 201799: still standing). Eleven "
        "claims have no end: from their second year on, whether they stand is unknown, not none."
    ),
)
