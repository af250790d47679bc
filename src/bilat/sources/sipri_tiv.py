"""SIPRI Arms Transfers Database: deliveries by pair and year in trend-indicator values."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.errors import SourceError
from bilat.sources._arms import deliveries, partners_of
from bilat.sources._fields import expect, repeated, whole
from bilat.sources.base import Problem, Reading, Source
from bilat.sources.loaded import Loaded
from bilat.sources.tables import MAX_BYTES, columns_of, read_table

ID = "sipri_tiv"
_TIDY = ("supplier", "recipient", "year", "value")
_TITLE = re.compile(r"TIV of arms exports from (?:the )?(?P<name>.+?),? (?P<first>\d{4})-(?P<last>\d{4})")


def _read(paths: Sequence[Path]) -> Reading:
    tidy = [p for p in paths if set(_TIDY) <= set(columns_of(p))]
    problems: list[Problem] = []
    rows = 0
    parts = []
    for path in tidy[-1:] if tidy else paths:
        loaded = read_table(path, columns=_TIDY) if tidy else _export_table(path)
        expect(loaded, _TIDY, SOURCE.title)
        rows += len(loaded) + loaded.unread
        year = whole(loaded, "year", 1950)
        tiv = loaded.numbers("value")
        loaded.flag(~((tiv >= 0) & np.isfinite(tiv)) & ~loaded.bad, "column value: expected an amount")
        supplier, _ = partners_of(loaded, "supplier", year)
        recipient, _ = partners_of(loaded, "recipient", year)
        names = [np.unique(loaded.texts(c).astype(str), return_inverse=True)[1] for c in _TIDY[:2]]
        loaded.flag(repeated(names[0], names[1], year) & ~loaded.bad, "repeats a pair and year")
        ok = ~loaded.bad
        problems += loaded.problems
        parts.append((supplier[ok], recipient[ok], year[ok], tiv[ok]))
    columns = [np.concatenate(c) for c in zip(*parts, strict=True)]
    table = deliveries(*columns, dataset=ID, approximate=False)
    return Reading({"arms_deliveries": table}, problems, rows)


def _export_table(path: Path) -> Loaded:
    """Read SIPRI's export table of one supplier: a title, notes, a line of years, a line a recipient."""
    import pyarrow as pa

    if path.stat().st_size > min(MAX_BYTES, 50_000_000):
        raise SourceError(
            f"{path.name} is too large for a table of arms exports.", "Give the table as SIPRI exports it."
        )
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    title = _TITLE.search(text)
    lines = list(csv.reader(text.splitlines()))
    head = next(
        (
            i
            for i, cells in enumerate(lines)
            if len(cells) > 2 and all(c.strip().isdecimal() for c in cells[1:-1])
        ),
        None,
    )
    if title is None or head is None:
        raise SourceError(
            f"{path.name} does not look like {SOURCE.title}.",
            "Expected SIPRI's 'TIV of arms exports from ...' table, or the columns " + ", ".join(_TIDY) + ".",
        )
    years = [(k, int(c)) for k, c in enumerate(lines[head]) if c.strip().isdecimal() and len(c.strip()) == 4]
    name = title["name"].strip()
    rows: list[tuple[str, str, int, str]] = []
    where: list[int] = []
    for number, cells in enumerate(lines[head + 1 :], head + 2):
        if not cells or cells[0].strip() in ("", "Total"):
            continue
        for k, year in years:
            # a blank is no delivery; 0 is a delivery below half a million
            if k < len(cells) and cells[k].strip():
                rows.append((name, cells[0].strip(), year, cells[k]))
                where.append(number)
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    kinds = (pa.string(), pa.string(), pa.int64(), pa.string())
    table = pa.table([pa.array(c, t) for c, t in zip(columns, kinds, strict=True)], names=list(_TIDY))
    return Loaded(path.name, table, np.array(where, dtype=np.int64))


SOURCE = Source(
    id=ID,
    title="SIPRI Arms Transfers Database (TIV by pair and year)",
    url="https://armstransfers.sipri.org/ArmsTransfer/ImportExport",
    homepage="https://www.sipri.org/databases/armstransfers",
    files=("TIV-Export-*.csv", "sipri_tiv_dyad_year_*_360info.parquet"),
    signatures=(frozenset(_TIDY) | {"supplier_cown", "recipient_cown"},),
    version="March 2022 release",
    covers=(1950, 2021),
    licence="SIPRI terms: non-commercial use with attribution",
    citation="SIPRI Arms Transfers Database, Stockholm International Peace Research Institute",
    tables=("arms_deliveries",),
    reader=_read,
    note=(
        "Major conventional arms only, in trend-indicator values (volume, not money). 0 is a delivery below "
        "half a unit. Rebels and organisations are kept without a code so that totals are whole."
    ),
)
