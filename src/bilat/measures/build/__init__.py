"""From tidy tables to measure tables: one module a dimension, one manifest for the folder they go to."""

from __future__ import annotations

import hashlib
import importlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilat.measures.build.base import Builder, Built, measure_table
from bilat.types import Provenance

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["MODULES", "Builder", "Built", "add_alignment", "build_all", "measure_table", "replace_tables"]

#: Builder modules, in the order of building; later ones may read what earlier ones built.
MODULES: tuple[str, ...] = (
    "votes",
    "obligations",
    "arms",
    "trade",
    "conflict",
    "institutions",
    "cooperation",
    "sanctions",
    "events",
    "capabilities",
    "acts",
)

# Columns of a state's letters and the like are few; the rest are counts and shares. zstd at its highest level
# costs seconds once and halves what every user downloads.
_LEVEL = 19
_SPLIT_FROM = 16  # bits


def build_all(
    tidy: Mapping[str, pa.Table],
    meta: Mapping[str, Provenance],
    out: Path,
    progress: Callable[[str], None] | None = None,
    *,
    since: int | None = None,
    only: tuple[str, ...] | None = None,
) -> dict[str, Built]:
    """Build every measure table whose tidy tables are there; write Parquet files and ``manifest.json``.

    Parameters
    ----------
    tidy
        Tidy tables by name; read when asked for.
    meta
        Data set to its provenance.
    out
        Folder to write to; the manifest is written last, so a folder with one is whole.
    progress
        Called with a line of words per table.
    since
        Leave out earlier years.
    only
        Build only these tables.

    Returns
    -------
    dict
        Table name to what was built.
    """
    out.mkdir(parents=True, exist_ok=True)
    done: dict[str, Built] = {}
    entries: dict[str, Any] = {}
    for module_name in MODULES:
        module = importlib.import_module(f"bilat.measures.build.{module_name}")
        for name, built in _run(module, tidy, done, only):
            if progress:
                progress(f"{name}: {built.table.num_rows:,} rows")
            if since is not None:
                built = _cut(built, since)
            done[name] = built
            entries[name] = _write(name, built, meta, out)
    _write_manifest(out, entries)
    if only is None:
        done |= add_alignment(out, progress)
    return done


def replace_tables(
    tidy: Mapping[str, pa.Table],
    meta: Mapping[str, Provenance],
    out: Path,
    only: tuple[str, ...],
    progress: Callable[[str], None] | None = None,
    *,
    since: int | None = None,
) -> dict[str, Built]:
    """Build some tables of a folder anew and leave the others: as `build_all` with ``only``, in a folder that has a manifest."""
    before = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["tables"]
    done = build_all(tidy, meta, out, progress, since=since, only=only)
    entries = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["tables"]
    _write_manifest(out, before | entries)
    return done


def add_alignment(out: Path, progress: Callable[[str], None] | None = None) -> dict[str, Built]:
    """Add the alignment index to a folder of measure tables that has all it needs; else leave it as it is."""
    from bilat.measures.build.alignment import NEEDS, build_alignment

    entries: dict[str, Any] = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["tables"]
    if not set(NEEDS) <= set(entries):
        return {}
    built = build_alignment(out)
    for name, table in built.items():
        if progress:
            progress(f"{name}: {table.table.num_rows:,} rows")
        entries[name] = _write_own(name, table, [entries[n] for n in NEEDS], out)
    _write_manifest(out, entries)
    return built


def _write_manifest(out: Path, entries: dict[str, Any]) -> None:
    draft = out / ".manifest.json.part"
    draft.write_text(json.dumps({"tables": entries}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    draft.replace(out / "manifest.json")


def _run(
    module: Any, tidy: Mapping[str, pa.Table], done: Mapping[str, Built], only: tuple[str, ...] | None
) -> list[tuple[str, Built]]:
    """Run one module: its batch, or its builders one by one; what lacks its tidy tables is left out."""
    needs: dict[str, tuple[str, ...]] = module.NEEDS
    have = {*tidy, *done}
    ready = [n for n, wants in needs.items() if set(wants) <= have and (only is None or n in only)]
    if not ready:
        return []
    wanted = {t for n in ready for t in needs[n]}
    given = {t: done[t].table if t in done else tidy[t] for t in wanted}
    if hasattr(module, "build_tables"):
        return [(n, b) for n, b in module.build_tables(given).items() if n in ready]
    builders: dict[str, Builder] = module.BUILDERS
    return [(n, builders[n](given)) for n in ready]


def _cut(built: Built, since: int) -> Built:
    import pyarrow.compute as pc

    if "year" not in built.table.column_names:
        return built
    kept = built.table.filter(pc.greater_equal(built.table.column("year"), since))
    covers = (max(since, built.covers[0]), built.covers[1])
    return Built(kept, built.datasets, covers, built.codes, built.note)


def _smallest(table: pa.Table, key: tuple[str, ...]) -> bytes:
    """Return the table as Parquet, with dictionaries or with byte streams split, whichever is smaller.

    Small counts beside each other differ in their low bytes only: split, they compress a third better. Few and
    repeated values do better with a dictionary. Both read alike.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    wide = [f.name for f in table.schema if f.name not in key and f.type.bit_width >= _SPLIT_FROM]
    drafts: list[bytes] = []
    for split in (False, True):
        sink = pa.BufferOutputStream()
        pq.write_table(
            table,
            sink,
            compression="zstd",
            compression_level=_LEVEL,
            use_dictionary=[f.name for f in table.schema if f.name not in wide] if split else True,
            column_encoding=dict.fromkeys(wide, "BYTE_STREAM_SPLIT") if split and wide else None,
            write_statistics=False,
            row_group_size=1 << 20,
        )
        drafts.append(sink.getvalue().to_pybytes())
    return min(drafts, key=len)


def _write(name: str, built: Built, meta: Mapping[str, Provenance], out: Path) -> dict[str, Any]:
    used = [meta[d] for d in built.datasets if d in meta]
    if not used:
        raise ValueError(f"Table {name} names no data set that was imported: {built.datasets}.")
    first = used[0]
    provenance = {
        "source": first.source,
        "version": " + ".join(dict.fromkeys(p.version for p in used)),
        "retrieved": first.retrieved.isoformat() if first.retrieved else None,
        "covers_from": built.covers[0],
        "covers_to": built.covers[1],
        "citation": " ".join(dict.fromkeys(p.citation for p in used)),
        "licence": " ".join(dict.fromkeys(p.licence for p in used)),
    }
    return _written(name, built, provenance, out)


def _write_own(name: str, built: Built, inputs: list[dict[str, Any]], out: Path) -> dict[str, Any]:
    """Write a table that bilat makes of other measure tables; its provenance names their sources."""
    used = [entry["provenance"] for entry in inputs]
    provenance = {
        "source": "bilat alignment index",
        "version": f"from the vintages of {max((p['retrieved'] or '' for p in used), default='')}",
        "retrieved": max((p["retrieved"] for p in used if p["retrieved"]), default=None),
        "covers_from": built.covers[0],
        "covers_to": built.covers[1],
        "citation": "bilat, docs/index.md; from " + "; ".join(dict.fromkeys(p["source"] for p in used)),
        "licence": "computed by bilat; each input under its own terms",
    }
    return _written(name, built, provenance, out)


def _written(name: str, built: Built, provenance: dict[str, Any], out: Path) -> dict[str, Any]:
    from bilat.record.schema import MEASURE, key_of

    path = out / f"{name}.parquet"
    path.write_bytes(_smallest(built.table.replace_schema_metadata(None), key_of(MEASURE[name])))
    return {
        "provenance": provenance,
        "codes": sorted(built.codes) if built.codes is not None else None,
        "note": built.note,
        "rows": built.table.num_rows,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }
