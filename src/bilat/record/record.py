"""Reading the record: measure tables, their coverage, the ledger.

A `Record` is a view at one moment. Measure tables come from the derived tables of the local store where data
were imported, from the bundled pack otherwise; callers cannot tell the difference, save by the provenance.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import StoreError, UnknownNameError
from bilat.record.arrays import as_array, read_file
from bilat.types import Coverage, Provenance

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["PACK", "Record", "last_closed_session", "last_complete_year", "read_manifest"]

#: The folder of the bundled pack.
PACK = Path(__file__).resolve().parent.parent / "pack"
_CHUNK = 32_768


def read_manifest(folder: Path) -> dict[str, Coverage]:
    """Read ``manifest.json`` of a folder of measure tables: table name to coverage."""
    path = folder / "manifest.json"
    try:
        at = path.stat()
        return dict(_manifest(path, at.st_mtime_ns, at.st_size))
    except (OSError, ValueError) as exc:
        raise StoreError(
            f"Cannot read {path}: {exc}.", "Reinstall bilat, or remove BILAT_HOME and import again."
        ) from exc


# a record is opened for every day that is spoken from, and none of them changes what its tables cover
@lru_cache(maxsize=4)
def _manifest(path: Path, _changed: int, _size: int) -> dict[str, Coverage]:
    raw: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    out = {}
    for table, entry in raw["tables"].items():
        prov = dict(entry["provenance"])
        prov["retrieved"] = date.fromisoformat(prov["retrieved"]) if prov["retrieved"] else None
        codes = entry.get("codes")
        out[table] = Coverage(
            table, Provenance(**prov), frozenset(codes) if codes is not None else None, entry.get("note", "")
        )
    return out


def _decimal(values: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return single-precision numbers as the decimals that were written: 0.107, not 0.10700000077."""
    out = np.empty(len(values))
    # what a column of a million takes besides itself would be fetched from memory at every step
    for start in range(0, len(values), _CHUNK):
        wide = values[start : start + _CHUNK].astype(np.float64)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            scale = 10.0 ** (6 - np.floor(np.log10(np.abs(wide))))
            out[start : start + _CHUNK] = np.where(np.isfinite(scale), np.round(wide * scale) / scale, wide)
    return out


class Record:
    """The record as of one moment.

    Parameters
    ----------
    folder
        Folder of measure tables with its ``manifest.json``; the bundled pack by default.
    as_of
        Only facts known by this day count; ``None`` for everything. A row of a year counts once the year has
        ended, a row of a session of the Assembly once the session has closed; coverage ends there too.
    tidy
        Tidy table to the Parquet files of the vintages in use; empty with the pack alone.
    notes
        What a reader must know of this choice of vintages, in words.
    behind
        Folder of measure tables that answer where `folder` lacks a table: somebody who imports one source keeps
        the bundled pack for the rest. Provenance says which is which.

    Notes
    -----
    Use `bilat.record.open_record` to get the right folder for the current store.
    """

    def __init__(
        self,
        folder: Path = PACK,
        as_of: date | None = None,
        *,
        tidy: Mapping[str, Sequence[Path]] | None = None,
        notes: tuple[str, ...] = (),
        behind: Path | None = None,
    ) -> None:
        self.folder = folder
        self.behind = behind
        self.as_of = as_of
        self.notes = notes
        self._tidy_files = dict(tidy or {})
        self._columns: dict[tuple[str, str], NDArray[Any]] = (
            _columns_of(folder, behind, _stamp(folder, behind)) if as_of is None else {}
        )
        self._known: dict[str, NDArray[np.bool_]] = {}

    @cached_property
    def stamp(self) -> tuple[object, ...]:
        """What changes when a table of the record does, whatever the day it is cut to."""
        return (self.folder, self.behind, *_stamp(self.folder, self.behind))

    @cached_property
    def whole(self) -> Record:
        """The same tables, not cut to a day: what is read once serves every day."""
        if self.as_of is None:
            return self
        return Record(self.folder, tidy=self._tidy_files, behind=self.behind)

    @cached_property
    def _folders(self) -> dict[str, Path]:
        """Return the folder of each measure table."""
        found = dict.fromkeys(read_manifest(self.behind), self.behind) if self.behind is not None else {}
        return found | dict.fromkeys(read_manifest(self.folder), self.folder)

    @cached_property
    def _coverages(self) -> dict[str, Coverage]:
        found = read_manifest(self.behind) if self.behind is not None else {}
        found |= read_manifest(self.folder)
        if self.as_of is None:
            return found
        return {name: _until(c, self.as_of) for name, c in found.items()}

    @property
    def known_through(self) -> int | None:
        """The last year that had ended by `as_of`; ``None`` where everything counts."""
        return None if self.as_of is None else last_complete_year(self.as_of)

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the measure tables that are here."""
        return tuple(self._coverages)

    @property
    def tidy_tables(self) -> tuple[str, ...]:
        """Names of the tidy tables that were imported."""
        return tuple(sorted(self._tidy_files))

    def coverage(self, table: str) -> Coverage:
        """Return what `table` covers, with its provenance."""
        try:
            return self._coverages[table]
        except KeyError:
            raise UnknownNameError("table", table, self._coverages) from None

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """Return a measure table, sorted by its key."""
        import pyarrow as pa

        table = self._read(name, columns)
        known = self._known_rows(name)
        return table if known is None else table.filter(pa.array(known))

    def column(self, table: str, name: str) -> NDArray[Any]:
        """Return one column as a NumPy array (read once, then kept)."""
        key = (table, name)
        if key not in self._columns:
            known = self._known_rows(table)
            if known is not None:
                array = self.whole.column(table, name)
                # a day after all of it needs no copy of its own
                array = array if known.all() else array[known]
            else:
                array = as_array(self._read(table, [name]).column(name))
                if array.dtype == np.float32:
                    array = _decimal(array)
            array.setflags(write=False)
            self._columns[key] = array
        return self._columns[key]

    def columns(self, table: str, names: Sequence[str]) -> None:
        """Read several columns in one go, so that `column` finds them: a file is opened and decoded once."""
        missing = [n for n in names if (table, n) not in self._columns]
        if len(missing) < 2:
            return
        if self._known_rows(table) is not None:
            self.whole.columns(table, missing)
            return
        read = self._read(table, missing)
        for name in missing:
            array = as_array(read.column(name))
            array = _decimal(array) if array.dtype == np.float32 else array
            array.setflags(write=False)
            self._columns[table, name] = array

    def _read(self, name: str, columns: list[str] | None) -> pa.Table:
        import pyarrow as pa

        self.coverage(name)
        folder = self._folders[name]
        try:
            return read_file(folder / f"{name}.parquet", columns)
        except (OSError, pa.ArrowException) as exc:
            raise StoreError(
                f"Cannot read table {name} in {folder}: {exc}.",
                "Run `bilat data verify`, and import again what it names.",
            ) from exc

    def _known_rows(self, name: str) -> NDArray[np.bool_] | None:
        """Return which rows were known by `as_of`; ``None`` for all."""
        from bilat.record.schema import MEASURE

        if self.as_of is None or name not in MEASURE:
            return None
        if name not in self._known:
            names = MEASURE[name].names
            if "year" in names:
                known = self.whole.column(name, "year") <= last_complete_year(self.as_of)
            elif "session" in names:
                known = self.whole.column(name, "session") <= last_closed_session(self.as_of)
            else:
                raise StoreError(
                    f"Table {name} has neither year nor session: it cannot be cut to a day.",
                    "Open the record without `as_of`, or read another table.",
                )
            self._known[name] = np.asarray(known)
        return self._known[name]

    def tidy(self, name: str) -> pa.Table | None:
        """Return a tidy table of the imported data, cut to what was dated by `as_of`; ``None`` if none was."""
        from bilat.record.tidy import read_tidy

        return read_tidy(name, self._tidy_files, self.as_of)

    def vintage_of(self, dataset: str) -> str | None:
        """Return the short content hash of the vintage of a data set in use; ``None`` if it was not imported."""
        for paths in self._tidy_files.values():
            for path in paths:
                if path.parent.parent.name == dataset:
                    return f"vintage {path.parent.name[:8]}"
        return None

    def sql(self, query: str, params: Sequence[Any] | Mapping[str, Any] = ()) -> pa.Table:
        """Answer one SELECT over the tidy and the measure tables, each a view of its name.

        Parameters
        ----------
        query
            One SELECT statement of DuckDB's SQL; values go in as ``?`` or ``$name``, never into the text.
        params
            The values.

        Raises
        ------
        InputError
            If it is not one SELECT, or DuckDB cannot answer it.
        """
        from bilat.record.query import select

        loaders: dict[str, Callable[[], pa.Table | None]] = {
            n: partial(self.tidy, n) for n in self._tidy_files
        }
        loaders |= {n: partial(self.table, n) for n in self.tables}
        return select(query, params, loaders)


def _stamp(folder: Path, behind: Path | None) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when a file of the folders does."""
    found: list[tuple[str, int, int]] = []
    for root in (folder, behind):
        if root is not None and root.is_dir():
            with os.scandir(root) as files:
                stats = [(file.name, file.stat()) for file in files]
            found += sorted((name, s.st_mtime_ns, s.st_size) for name, s in stats)
    return tuple(found)


@lru_cache(maxsize=2)
def _columns_of(
    folder: Path, behind: Path | None, stamp: tuple[tuple[str, int, int], ...]
) -> dict[tuple[str, str], NDArray[Any]]:
    """Return the columns read so far from folders as they are: records of many days share them."""
    return {}


def _until(coverage: Coverage, day: date) -> Coverage:
    """Return a coverage that ends with what was known by a day; of a table by session it counts sessions."""
    from bilat.record.schema import MEASURE

    schema = MEASURE.get(coverage.table)
    by_session = schema is not None and "session" in schema.names
    last = last_closed_session(day) if by_session else last_complete_year(day)
    ends = min(coverage.provenance.covers_to, last)
    return replace(coverage, provenance=replace(coverage.provenance, covers_to=ends))


def last_complete_year(day: date) -> int:
    """Return the last calendar year that had ended by the end of `day`.

    Examples
    --------
    >>> last_complete_year(date(2022, 2, 8)), last_complete_year(date(2021, 12, 31))
    (2021, 2021)
    """
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def last_closed_session(day: date) -> int:
    """Return the last regular session of the General Assembly that had closed by `day`.

    Session s opens in September of 1945 + s and closes in mid-September of the next year.

    Examples
    --------
    >>> last_closed_session(date(2022, 2, 8)), last_closed_session(date(2022, 9, 20))
    (75, 76)
    """
    return day.year - 1946 - ((day.month, day.day) < (9, 15))
