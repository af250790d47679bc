"""Reading the record: measure tables, their coverage, the ledger.

A `Record` is a view at one moment. Measure tables come from the derived tables of the local store where data
were imported, from the bundled pack otherwise; callers cannot tell the difference, save by the provenance.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import StoreError, UnknownNameError
from bilat.types import Coverage, Provenance

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["PACK", "Record", "read_manifest"]

#: The folder of the bundled pack.
PACK = Path(__file__).resolve().parent.parent / "pack"


def read_manifest(folder: Path) -> dict[str, Coverage]:
    """Read ``manifest.json`` of a folder of measure tables: table name to coverage."""
    path = folder / "manifest.json"
    try:
        raw: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise StoreError(
            f"Cannot read {path}: {exc}.", "Reinstall bilat, or remove BILAT_HOME and import again."
        ) from exc
    out = {}
    for table, entry in raw["tables"].items():
        prov = dict(entry["provenance"])
        prov["retrieved"] = date.fromisoformat(prov["retrieved"]) if prov["retrieved"] else None
        codes = entry.get("codes")
        out[table] = Coverage(
            table, Provenance(**prov), frozenset(codes) if codes is not None else None, entry.get("note", "")
        )
    return out


class Record:
    """The record as of one moment.

    Parameters
    ----------
    folder
        Folder of measure tables with its ``manifest.json``; the bundled pack by default.
    as_of
        Only facts known by this day count; ``None`` for everything.

    Notes
    -----
    Use `bilat.record.open_record` to get the right folder for the current store.
    """

    def __init__(self, folder: Path = PACK, as_of: date | None = None) -> None:
        self.folder = folder
        self.as_of = as_of
        self._columns: dict[tuple[str, str], NDArray[Any]] = {}

    @cached_property
    def _coverages(self) -> dict[str, Coverage]:
        return read_manifest(self.folder)

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the measure tables that are here."""
        return tuple(self._coverages)

    def coverage(self, table: str) -> Coverage:
        """Return what `table` covers, with its provenance."""
        try:
            return self._coverages[table]
        except KeyError:
            raise UnknownNameError("table", table, self._coverages) from None

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """Return a measure table, sorted by its key."""
        import pyarrow.parquet as pq

        self.coverage(name)
        try:
            return pq.read_table(self.folder / f"{name}.parquet", columns=columns, memory_map=True)
        except OSError as exc:
            raise StoreError(f"Cannot read table {name}: {exc}.") from exc

    def column(self, table: str, name: str) -> NDArray[Any]:
        """Return one column as a NumPy array (read once, then kept)."""
        key = (table, name)
        if key not in self._columns:
            array = self.table(table, [name]).column(name).to_numpy(zero_copy_only=False)
            array.setflags(write=False)
            self._columns[key] = np.asarray(array)
        return self._columns[key]
