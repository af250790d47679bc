"""Taking files in: from a folder to vintages and measure tables, switched in at the end in one step."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bilat.errors import InputError, SourceError
from bilat.record.opening import derive, derived_key
from bilat.record.store import Pointer, Store, Taken
from bilat.record.vintage import content_hash, file_hash, load, save, verify

if TYPE_CHECKING:
    from bilat.sources.base import Problem, Source

__all__ = ["MAX_FILES", "Found", "ImportReport", "Imported", "import_files", "import_folder", "scan"]

#: Most files of a folder that are looked at.
MAX_FILES = 20_000
_DEPTH = 8
_TABLES = (".csv", ".tsv", ".tab", ".txt", ".parquet", ".dta", ".zip")

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the folder: whose it is, or why it is nobody's."""

    path: Path
    source: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one source."""

    source: str
    hash: str
    files: tuple[str, ...]
    rows_read: int
    rows: dict[str, int]
    problems: tuple[Problem, ...]
    new: bool
    seconds: float


@dataclass(slots=True)
class ImportReport:
    """What an import did.

    Attributes
    ----------
    imported
        One entry a source, also where the same files were here already (``new`` is false).
    failed
        Source id to the error: its files could not be read; its old vintage, if any, still counts.
    unknown
        Files that no source recognises, with the reason.
    derived
        Key of the measure tables in use afterwards.
    seconds, bytes
        Time taken and size of the files read.
    """

    imported: list[Imported] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    unknown: list[Found] = field(default_factory=list)
    derived: str | None = None
    seconds: float = 0.0
    bytes: int = 0


def scan(folder: Path) -> list[Found]:
    """Say of each file of a folder whose it is. Symbolic links are not followed, hidden files not looked at.

    Raises
    ------
    InputError
        If it is no folder, or holds too many files.
    """
    folder = Path(folder)
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "does not exist"
        raise InputError(f"{folder} {what}.", "Give a folder that holds the data files.")
    from bilat.sources import recognise

    found: list[Found] = []
    for path in _walk(folder):
        if len(found) >= MAX_FILES:
            raise InputError(f"{folder} holds more than {MAX_FILES:,} files.", "Give a smaller folder.")
        if path.is_symlink():
            found.append(Found(path, None, "a symbolic link: not followed"))
        elif not path.is_file():
            found.append(Found(path, None, "not a plain file"))
        elif path.suffix.lower() not in _TABLES:
            found.append(Found(path, None, "not a table (CSV, TSV, Parquet, Stata or zip)"))
        else:
            source = recognise(path)
            reason = "" if source else "neither name nor columns are those of a source"
            found.append(Found(path, source.id if source else None, reason))
    return found


def _walk(folder: Path) -> Iterator[Path]:
    top = len(folder.parts)
    for where, folders, names in os.walk(folder, followlinks=False):
        here = Path(where)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and len(here.parts) - top < _DEPTH)
        for linked in [f for f in folders if (here / f).is_symlink()]:
            folders.remove(linked)
            yield here / linked
        for name in sorted(names):
            if not name.startswith("."):
                yield here / name


def import_folder(
    folder: Path, home: Path | None = None, progress: Progress | None = None, *, wait: float = 600.0
) -> ImportReport:
    """Take in every file of a folder that a source recognises.

    Parameters
    ----------
    folder
        Official files, or the tidy Parquet of the same data, in any arrangement.
    home
        The store.
    progress
        Told of each step.
    wait
        Seconds to wait for another process that is writing.

    Raises
    ------
    InputError
        If the folder holds nothing that a source recognises.
    StoreError
        If the store cannot be written; then nothing has changed.
    """
    found = scan(Path(folder))
    by_source: dict[str, list[Path]] = {}
    for item in found:
        if item.source is not None:
            by_source.setdefault(item.source, []).append(item.path)
    if not by_source:
        raise InputError(
            f"{folder} holds no file of a known source ({len(found)} files looked at).",
            "`bilat data list` shows the sources and the names of their files.",
        )
    report = import_files(by_source, home, progress, wait=wait)
    report.unknown = [f for f in found if f.source is None]
    return report


def import_files(
    files: dict[str, list[Path]],
    home: Path | None = None,
    progress: Progress | None = None,
    *,
    wait: float = 600.0,
) -> ImportReport:
    """Take in files whose source is known: source id to files. One switch at the end.

    A source whose files cannot be read is reported in ``failed``; the others are taken in all the same.
    """
    from bilat.sources import source

    tell = progress or _silent
    started = time.monotonic()
    store = Store(home)
    report = ImportReport()
    with store.writing(wait, lambda: tell("waiting for another process that is writing to the store")):
        pointer = store.pointer()
        history = list(pointer.history)
        for number, (name, paths) in enumerate(files.items(), 1):
            item = source(name)
            tell(f"{number}/{len(files)} {item.title}")
            try:
                taken, imported = _take_in(store, item, _chosen(item, paths), pointer)
            except SourceError as exc:
                report.failed[name] = str(exc)
                continue
            report.bytes += sum(_size(p) for p in paths)
            report.imported.append(imported)
            if taken is not None:
                history.append(taken)
        after = Pointer(tuple(history), pointer.derived)
        current = after.current()
        if current:
            tell("computing the measures")
            key = derive(store, current, tell)
            # the switch: until here nothing that counts has changed
            if history != list(pointer.history) or key != pointer.derived:
                store.switch(Pointer(tuple(history), key))
            store.drop_old_derived({key} | ({pointer.derived} if pointer.derived else set()))
            report.derived = derived_key(current)
    report.seconds = time.monotonic() - started
    return report


def _silent(_message: str) -> None:
    return None


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def _chosen(item: Source, paths: Sequence[Path]) -> list[Path]:
    """Return the files to read: all of them, or the last by name where only one counts."""
    ordered = sorted(paths, key=lambda p: (p.name, str(p)))
    return ordered if item.together else ordered[-1:]


def _take_in(
    store: Store, item: Source, paths: list[Path], pointer: Pointer
) -> tuple[Taken | None, Imported]:
    started = time.monotonic()
    names = tuple(p.name for p in paths)
    try:
        hashes = {str(p): file_hash(p) for p in paths}
    except OSError as exc:
        raise SourceError(
            f"Cannot read {exc.filename}: {exc.strerror}.", "Check that the file is there and may be read."
        ) from exc
    content = content_hash(item.id, hashes)
    same = [t for t in pointer.history if (t.source, t.hash) == (item.id, content)]
    if same and not verify(store, same[-1]):
        old = load(store, same[-1])
        rows = {n: int(t["rows"]) for n, t in old.tables.items()}
        known = Imported(item.id, content, names, old.rows_read, rows, (), False, time.monotonic() - started)
        # the same files again after others in between: they count again from today on
        newest = pointer.current()[item.id].hash == content
        return (None if newest else Taken(item.id, content, datetime.now(UTC))), known
    reading = item.read(paths)
    if not any(t.num_rows for t in reading.tables.values()):
        raise SourceError(f"{', '.join(names)}: no usable row for {item.title}.", _first(reading.problems))
    try:
        changed = [p.name for p in paths if file_hash(p) != hashes[str(p)]]
    except OSError as exc:
        raise SourceError(
            f"Cannot read {exc.filename}: {exc.strerror}.", "Check that the file is there and may be read."
        ) from exc
    if changed:
        raise SourceError(f"{', '.join(changed)} changed while it was read.", "Import again.")
    taken = save(store, item, paths, hashes, reading)
    rows = {name: table.num_rows for name, table in reading.tables.items()}
    problems = tuple(reading.problems)
    seconds = time.monotonic() - started
    return taken, Imported(item.id, content, names, reading.rows_read, rows, problems, True, seconds)


def _first(problems: Sequence[Problem]) -> str | None:
    return f"First problem: {problems[0]}" if problems else None
