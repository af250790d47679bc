"""A vintage: the tidy tables of one import of one source, with the hashes of what went in and came out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilat import __version__
from bilat.errors import StoreError
from bilat.record.store import Store, Taken, as_store_error
from bilat.types import Provenance

if TYPE_CHECKING:
    from bilat.sources.base import Reading, Source

__all__ = [
    "MAX_PROBLEMS",
    "Fault",
    "Vintage",
    "content_hash",
    "file_hash",
    "load",
    "provenance",
    "save",
    "verify",
]

#: Problems that are kept in a vintage's description; the rest are counted.
MAX_PROBLEMS = 2000
#: Changes when readers change what they make of the same files, so that a new import makes a new vintage.
_READERS = 1


@dataclass(frozen=True, slots=True)
class Vintage:
    """What ``vintage.json`` says.

    Attributes
    ----------
    source, hash, taken, bilat
        Which source, hash of the files that went in, moment (UTC), version of bilat that read them.
    version, covers
        The source's version and first and last year, as the source module states them.
    files
        Name, size and SHA-256 of each file that went in.
    tables
        Tidy table to its rows and SHA-256.
    rows_read, problems, problem_count
        Rows of the files; those left out or corrected (the first `MAX_PROBLEMS`), and how many.
    """

    source: str
    hash: str
    taken: datetime
    bilat: str
    version: str
    covers: tuple[int, int]
    files: tuple[dict[str, Any], ...]
    tables: dict[str, dict[str, Any]]
    rows_read: int
    problems: tuple[dict[str, Any], ...]
    problem_count: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a stored vintage."""

    source: str
    hash: str
    message: str


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def content_hash(source: str, hashes: Mapping[str, str]) -> str:
    """Return the name of the vintage made from files (name to SHA-256): 20 hex digits."""
    lines = [source, str(_READERS), *(f"{h}" for h in sorted(hashes.values()))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:20]


def save(
    store: Store, source: Source, paths: Sequence[Path], hashes: Mapping[str, str], reading: Reading
) -> Taken:
    """Write a vintage into its place; it counts only once the pointer names it. The caller holds the lock."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    now = datetime.now(UTC)
    content = content_hash(source.id, hashes)
    with store.staging() as folder:
        tables = {}
        for name, table in reading.tables.items():
            path = folder / f"{name}.parquet"
            try:
                pq.write_table(table, path, compression="zstd", compression_level=6)
            except (OSError, pa.ArrowException) as exc:
                raise _disk(exc, path) from exc
            tables[name] = {"rows": table.num_rows, "sha256": file_hash(path)}
        body = {
            "source": source.id,
            "hash": content,
            "taken": now.isoformat(timespec="microseconds"),
            "bilat": __version__,
            "version": reading.version or source.version,
            "covers": list(reading.covers or source.covers),
            "files": [{"name": p.name, "bytes": p.stat().st_size, "sha256": hashes[str(p)]} for p in paths],
            "tables": tables,
            "rows_read": reading.rows_read,
            "problem_count": len(reading.problems),
            "problems": [
                {"file": p.file, "line": p.line, "message": p.message}
                for p in reading.problems[:MAX_PROBLEMS]
            ],
        }
        store.write_file(folder / "vintage.json", json.dumps(body, ensure_ascii=False, indent=1))
        store.settle(folder, store.folder_of(source.id, content))
    return Taken(source.id, content, now)


def _disk(exc: BaseException, path: Path) -> StoreError:
    if isinstance(exc, OSError):
        return as_store_error(exc, "write", path)
    return StoreError(f"Cannot write {path}: {exc}.", "Check the disk, then run it again.")


def load(store: Store, taken: Taken) -> Vintage:
    """Read a vintage's description.

    Raises
    ------
    StoreError
        If it is gone or damaged.
    """
    path = store.folder_of(taken.source, taken.hash) / "vintage.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Vintage(
            raw["source"],
            raw["hash"],
            taken.taken,
            raw["bilat"],
            raw["version"],
            (int(raw["covers"][0]), int(raw["covers"][1])),
            tuple(raw["files"]),
            dict(raw["tables"]),
            int(raw["rows_read"]),
            tuple(raw["problems"]),
            int(raw["problem_count"]),
        )
    except OSError as exc:
        raise as_store_error(exc, "read", path) from exc
    except (ValueError, KeyError, TypeError, IndexError) as exc:
        raise StoreError(
            f"Vintage {taken.source}/{taken.hash} is damaged: {exc}.", "Import the same files again."
        ) from exc


def provenance(source: Source, taken: Taken | None) -> Provenance:
    """Return the provenance of figures that rest on a vintage of `source`."""
    return Provenance(
        source.title,
        source.version,
        taken.day if taken else None,
        *source.covers,
        source.citation,
        source.licence,
    )


def verify(store: Store, taken: Taken) -> list[Fault]:
    """Hash a vintage's tables again and say what is not as it was written."""
    faults = []
    try:
        vintage = load(store, taken)
    except StoreError as exc:
        return [Fault(taken.source, taken.hash, exc.message)]
    folder = store.folder_of(taken.source, taken.hash)
    for name, entry in vintage.tables.items():
        try:
            found = file_hash(folder / f"{name}.parquet")
        except OSError as exc:
            faults.append(Fault(taken.source, taken.hash, f"table {name} cannot be read: {exc.strerror}"))
            continue
        if found != entry["sha256"]:
            faults.append(Fault(taken.source, taken.hash, f"table {name} is not as it was written"))
    return faults
