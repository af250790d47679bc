"""The local store: one folder, one pointer file, one lock.

Everything under the folder is written beside its place, flushed to disk and renamed; the pointer file alone says
what counts. So a kill at any moment leaves the old state or the new one, and readers need no lock.

Layout of ``BILAT_HOME`` (by default the platform's folder for user data)::

    pointer.json                          what counts now, the history of vintages, the layout's number
    pointer.format-N.json                 the last pointer of an earlier layout, kept when it was brought forward
    lock                                  held by the one process that writes
    vintages/<source>/<hash>/*.parquet    the tidy tables of one import, never changed
    vintages/<source>/<hash>/vintage.json
    derived/<key>/*.parquet, manifest.json    measure tables computed from one choice of vintages
    downloads/                            files fetched by ``bilat data get``
    tmp/                                  half-made things; removed at the next import
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bilat.errors import StoreError
from bilat.files import held

__all__ = ["FORMAT", "Pointer", "Store", "Taken", "as_store_error", "parsed_history", "sync_folder"]

#: The layout of the store that this version writes. `bilat.record.migrations` brings earlier ones forward.
FORMAT = 2


@dataclass(frozen=True, slots=True)
class Taken:
    """One vintage as the pointer knows it: source, content hash, moment (UTC) it was taken in."""

    source: str
    hash: str
    taken: datetime

    @property
    def day(self) -> date:
        """The day (UTC) it was taken in."""
        return self.taken.date()


@dataclass(frozen=True, slots=True)
class Pointer:
    """What counts: every vintage in the order it was taken in, and the key of the derived tables."""

    history: tuple[Taken, ...] = ()
    derived: str | None = None

    def current(self) -> dict[str, Taken]:
        """Return the newest vintage of each source."""
        return {t.source: t for t in self.history}


def as_store_error(exc: OSError, what: str, path: Path) -> StoreError:
    """Say in plain words why the store cannot be read or written."""
    hints = {
        errno.ENOSPC: "The disk is full: free some space and run it again. What was there before still counts.",
        errno.EDQUOT: "Your quota is used up: free some space and run it again.",
        errno.EFBIG: "A limit on file sizes was hit: raise it and run it again. The old state still counts.",
        errno.EROFS: "The file system is read-only: set BILAT_HOME to a folder you may write to.",
        errno.EACCES: "Check the permissions, or set BILAT_HOME to a folder you may use.",
        errno.EPERM: "Check the permissions, or set BILAT_HOME to a folder you may use.",
        errno.ENOTDIR: "Something that is not a folder is in the way: set BILAT_HOME to another place.",
    }
    return StoreError(
        f"Cannot {what} {path}: {exc.strerror or exc}.",
        hints.get(exc.errno or 0, "Check the folder, or set BILAT_HOME to another one."),
    )


def sync_folder(folder: Path) -> None:
    """Flush a folder's list of names to disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Store:
    """The store in one folder.

    Parameters
    ----------
    home
        The folder; by default ``BILAT_HOME``, else the platform's folder for user data. It need not exist.
    """

    def __init__(self, home: Path | str | None = None) -> None:
        if home is None:
            home = os.environ.get("BILAT_HOME") or None
        if home is None:
            from platformdirs import user_data_dir

            home = user_data_dir("bilat", appauthor=False)
        self.home = Path(home).expanduser()
        #: Whether this object holds the lock.
        self.is_held = False

    @property
    def pointer_file(self) -> Path:
        """The one file that says what counts."""
        return self.home / "pointer.json"

    def folder_of(self, source: str, content: str) -> Path:
        """Return the folder of a vintage."""
        return self.home / "vintages" / source / content

    def derived_folder(self, key: str) -> Path:
        """Return the folder of the measure tables made from the vintages behind `key`."""
        return self.home / "derived" / key

    def stamp(self) -> tuple[str, int, int]:
        """Return what changes when the store does: for caches."""
        try:
            stat = self.pointer_file.stat()
        except OSError:
            return (str(self.home), 0, 0)
        return (str(self.home), stat.st_mtime_ns, stat.st_ino)

    def pointer(self) -> Pointer:
        """Read what counts; an empty pointer where there is no store yet. An earlier layout is brought forward first.

        Raises
        ------
        StoreError
            If the pointer file is there and cannot be read, makes no sense, or is of a later layout; if an earlier
            layout cannot be brought forward.
        """
        body = self.body()
        if body is None:
            return Pointer()
        if body["format"] < FORMAT:
            from bilat.record.migrations import bring_forward

            try:
                body = bring_forward(self)
            except StoreError as exc:
                raise StoreError(
                    f"The store in {self.home} has layout {body['format']} and could not be brought to {FORMAT}: "
                    f"{exc.message}",
                    exc.hint,
                ) from exc
        return Pointer(parsed_history(body), body["derived"])

    def body(self) -> dict[str, Any] | None:
        """Return the pointer file as it stands, of whatever layout; ``None`` where there is no store yet.

        Raises
        ------
        StoreError
            If it cannot be read, makes no sense, or is of a layout that only later versions know.
        """
        try:
            text = self.pointer_file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except OSError as exc:
            raise as_store_error(exc, "read", self.pointer_file) from exc
        except UnicodeDecodeError as exc:
            raise self._corrupt("it is not text") from exc
        try:
            body: dict[str, Any] = json.loads(text)
            number = body["format"]
            if type(number) is not int or number < 1:
                raise self._corrupt(f"its layout is {number!r}, which is no number of one")
            if number > FORMAT:
                raise StoreError(
                    f"The store's pointer file {self.pointer_file} has layout {number}, made by a later version of "
                    f"bilat; this one reads up to {FORMAT}.",
                    "Upgrade bilat, or set BILAT_HOME to another folder. Nothing was changed.",
                )
            parsed_history(body)
            if body["derived"] is not None:
                _plain(body["derived"])
        except (ValueError, KeyError, TypeError, AttributeError) as exc:
            raise self._corrupt(str(exc) or type(exc).__name__) from exc
        return body

    def _corrupt(self, why: str) -> StoreError:
        return StoreError(
            f"The store's pointer file {self.pointer_file} cannot be used: {why}.",
            "The data are still in `vintages`; remove the pointer file and import again.",
        )

    def switch(self, pointer: Pointer) -> None:
        """Make `pointer` what counts, in one step. The caller holds the lock."""
        from bilat.record.opening import builders_revision

        body = {
            "format": FORMAT,
            "derived": pointer.derived,
            "builders": builders_revision(),
            "history": [
                {"source": t.source, "hash": t.hash, "taken": t.taken.isoformat(timespec="microseconds")}
                for t in pointer.history
            ],
        }
        self.write_file(self.pointer_file, json.dumps(body, indent=1))

    def write_file(self, path: Path, text: str) -> None:
        """Write a small file whole or not at all."""
        draft = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            with draft.open("w", encoding="utf-8") as handle:
                handle.write(text)
                handle.flush()
                os.fsync(handle.fileno())
            draft.replace(path)
            sync_folder(path.parent)
        except OSError as exc:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise as_store_error(exc, "write", path) from exc

    @contextmanager
    def writing(self, wait: float = 600.0, waiting: Callable[[], None] | None = None) -> Iterator[None]:
        """Hold the lock while writing; remove what a killed process left behind first.

        Parameters
        ----------
        wait
            Seconds to wait for another process.
        waiting
            Called once if there is one to wait for.

        Raises
        ------
        StoreError
            If the folder cannot be written, or the other process does not end in time.
        """
        with held(
            self.home / "lock",
            str(self.home),
            wait=wait,
            waiting=waiting,
            refused=lambda exc: as_store_error(exc, "write", self.home),
        ):
            self.sweep()
            self.is_held = True
            try:
                yield
            finally:
                self.is_held = False

    def sweep(self) -> None:
        """Remove half-made things. The caller holds the lock, so nobody is making any."""
        tmp = self.home / "tmp"
        if tmp.is_dir() and not tmp.is_symlink():
            shutil.rmtree(tmp, ignore_errors=True)
        for stray in self.home.glob(".*.part"):
            with suppress(OSError):
                stray.unlink()

    @contextmanager
    def staging(self) -> Iterator[Path]:
        """Give a fresh folder to make something in, on the same file system; gone afterwards."""
        tmp = self.home / "tmp"
        try:
            tmp.mkdir(parents=True, exist_ok=True)
            folder = Path(tempfile.mkdtemp(dir=tmp))
        except OSError as exc:
            raise as_store_error(exc, "write", tmp) from exc
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def settle(self, made: Path, place: Path) -> None:
        """Flush a finished folder to disk and rename it into its place."""
        try:
            for path in made.iterdir():
                _sync_file(path)
            sync_folder(made)
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                # left by a process that died before its switch, or damaged: put aside, `sweep` removes it
                place.rename(Path(tempfile.mkdtemp(dir=self.home / "tmp")) / place.name)
            made.rename(place)
            sync_folder(place.parent)
        except OSError as exc:
            raise as_store_error(exc, "write", place) from exc

    def drop_old_derived(self, keep: set[str]) -> None:
        """Remove derived tables that can be computed again and are not in `keep`."""
        folder = self.home / "derived"
        if not folder.is_dir():
            return
        for path in folder.iterdir():
            if path.name not in keep:
                shutil.rmtree(path, ignore_errors=True)


def _plain(name: str) -> str:
    """Return `name` if it is one plain folder name: the pointer must never lead outside the store."""
    if not isinstance(name, str) or not name or not name.replace("_", "").replace("-", "").isalnum():
        raise ValueError(f"{name!r} is not a plain name")
    return name


def parsed_history(body: Mapping[str, Any]) -> tuple[Taken, ...]:
    """Return the vintages that the body of a pointer file names, in the order they were taken in."""
    return tuple(_taken(entry) for entry in body["history"])


def _taken(entry: dict[str, Any]) -> Taken:
    moment = datetime.fromisoformat(entry["taken"])
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return Taken(_plain(entry["source"]), _plain(entry["hash"]), moment)
