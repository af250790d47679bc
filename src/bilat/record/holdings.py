"""What is here: sources and their state, vintages, whether they are intact, and getting tables out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bilat.errors import InputError, SourceError, StoreError, UnknownNameError
from bilat.files import written_whole
from bilat.record.opening import open_record
from bilat.record.record import PACK, read_manifest
from bilat.record.store import Store, as_store_error
from bilat.record.vintage import Fault, Vintage, load, verify
from bilat.sources import sources

if TYPE_CHECKING:
    import pyarrow as pa

    from bilat.record.record import Record
    from bilat.sources.base import Source

__all__ = ["Holding", "export", "holdings", "verify_store", "vintages"]


@dataclass(frozen=True, slots=True)
class Holding:
    """One source and what of it is here.

    Attributes
    ----------
    source
        The source.
    here
        ``vintage`` if it was imported, ``pack`` if only the measures computed from it are, else ``nothing``.
    version, covers
        Of what is here; of the source as it is known where nothing is.
    taken
        Day it was imported, or the pack was made.
    vintages
        How many times it was imported.
    age_years
        Whole years between the end of what it covers and today: how stale it is.
    """

    source: Source
    here: Literal["vintage", "pack", "nothing"]
    version: str
    covers: tuple[int, int]
    taken: date | None
    vintages: int
    age_years: int


def holdings(home: Path | None = None, today: date | None = None) -> list[Holding]:
    """Return every source with what of it is here, in the order of the registry."""
    store = Store(home)
    pointer = store.pointer()
    current = pointer.current()
    packed = _packed()
    year = (today or date.today()).year
    out = []
    for item in sources().values():
        version, covers, taken = item.version, item.covers, None
        here: Literal["vintage", "pack", "nothing"] = "nothing"
        if item.id in current:
            vintage = load(store, current[item.id])
            here, version, covers, taken = "vintage", vintage.version, vintage.covers, vintage.taken.date()
        elif item.title in packed:
            here, taken = "pack", packed[item.title]
        count = sum(t.source == item.id for t in pointer.history)
        out.append(Holding(item, here, version, covers, taken, count, max(0, year - covers[1])))
    return out


def _packed() -> dict[str, date | None]:
    """Return the titles of sources that the bundled pack rests on, with the day it was made."""
    try:
        manifest = read_manifest(PACK)
    except StoreError:
        return {}
    return {c.provenance.source: c.provenance.retrieved for c in manifest.values()}


def vintages(home: Path | None = None) -> list[Vintage]:
    """Return every vintage in the store in the order in which they were taken in."""
    store = Store(home)
    return [load(store, taken) for taken in store.pointer().history]


def verify_store(home: Path | None = None) -> tuple[int, list[Fault]]:
    """Hash every vintage again: how many there are, and what is not as it was written."""
    store = Store(home)
    seen = {(t.source, t.hash): t for t in store.pointer().history}
    faults = [fault for taken in seen.values() for fault in verify(store, taken)]
    return len(seen), faults


def export(
    target: Path,
    tables: Sequence[str] = (),
    home: Path | None = None,
    as_of: date | None = None,
    form: Literal["csv", "parquet", "dta"] | None = None,
) -> list[Path]:
    """Write tidy or measure tables to a file, or several into a folder.

    Parameters
    ----------
    target
        A file ending in ``.csv``, ``.parquet`` or ``.dta`` for one table; a folder otherwise.
    tables
        Names of tidy or measure tables; every measure table if empty.
    home, as_of
        As for `open_record`.
    form
        Format of the files in a folder; Parquet by default.

    Returns
    -------
    list of Path
        The files written; each appears whole or not at all.

    Raises
    ------
    InputError
        If one file is asked for several tables, or for a format that is not known.
    UnknownNameError
        If a table is not here.
    """
    record = open_record(home, as_of)
    names = list(dict.fromkeys(tables)) or list(record.tables)
    ending = target.suffix.lower().lstrip(".")
    if ending and not target.is_dir():
        if ending not in ("csv", "parquet", "dta"):
            raise InputError(f"Cannot write {target.name}.", "Use .csv, .parquet or .dta, or a folder.")
        if len(names) != 1:
            raise InputError(
                f"One file holds one table; {len(names)} were asked for.", "Name one table, or give a folder."
            )
        return [_write(_table(record, names[0]), target, ending)]
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise as_store_error(exc, "write", target) from exc
    kind = form or "parquet"
    return [_write(_table(record, name), target / f"{name}.{kind}", kind) for name in names]


def _table(record: Record, name: str) -> pa.Table:
    if name in record.tables:
        return record.table(name)
    if name in record.tidy_tables:
        table = record.tidy(name)
        if table is not None:
            return table
    known = (*record.tables, *record.tidy_tables)
    raise UnknownNameError("table", name, known, otherwise=f"One of {', '.join(known)}.")


def _write(table: pa.Table, path: Path, kind: str) -> Path:
    with written_whole(path) as draft:
        if kind == "csv":
            from pyarrow import csv

            csv.write_csv(table, draft)
        elif kind == "parquet":
            import pyarrow.parquet as pq

            pq.write_table(table, draft, compression="zstd")
        else:
            _write_stata(table, draft)
    return path


def _write_stata(table: pa.Table, path: Path) -> None:
    import pandas as pd

    frame = table.to_pandas(date_as_object=False)
    for name in frame.columns:
        column = frame[name]
        if column.dtype == object or str(column.dtype) in ("string", "str"):
            whole = column.dropna()
            if len(whole) and all(isinstance(v, bool) for v in whole):
                frame[name] = column.map({True: 1.0, False: 0.0}).astype(float)
            else:
                frame[name] = column.fillna("").astype(str)
        elif column.dtype == bool:
            frame[name] = column.astype("int8")
        elif str(column.dtype).startswith(("uint", "Int", "UInt")):
            frame[name] = column.astype("float64" if column.isna().any() else "int32")
    dates = {n: "td" for n in frame.columns if pd.api.types.is_datetime64_any_dtype(frame[n])}
    names = {n: re.sub(r"\W", "_", n)[:32] for n in frame.columns}
    if len(set(names.values())) < len(names):
        raise SourceError("Column names are too long for Stata.", "Export as CSV or Parquet.")
    frame.rename(columns=names).to_stata(path, write_index=False, convert_dates=dates, version=118)
