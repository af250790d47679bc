"""Files that a user asks for: each appears whole under its name, or not at all."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bilat.errors import StoreError

__all__ = ["held", "written_whole"]


@contextmanager
def written_whole(path: str | Path) -> Iterator[Path]:
    """Give a place beside `path` to write to; rename it to `path` once it is complete.

    A symbolic link stays one: what it points to is replaced. A device or pipe is written to directly.

    Raises
    ------
    StoreError
        If it cannot be written; what stood at `path` before is untouched.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     place = Path(folder) / "note.txt"
    ...     with written_whole(place) as draft:
    ...         _ = draft.write_text("whole")
    ...     place.read_text()
    'whole'
    """
    try:
        if "\x00" in str(path):
            raise StoreError(f"Cannot write {str(path)!r}: no file is called so.", "Give another name.")
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise StoreError(f"Cannot write {path}: it is a folder.", "Give the name of a file.")
        if target.exists() and not target.is_file():
            yield target
            return
        draft = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            yield draft
            with draft.open("rb+") as written:
                os.fsync(written.fileno())  # a machine that dies must not leave an empty file under the name
            draft.replace(target)
        except BaseException:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
    except OSError as exc:
        why = os.strerror(exc.errno) if exc.errno else str(exc)
        raise StoreError(
            f"Cannot write {path}: {why}.", "Check the folder, its permissions and the disk."
        ) from exc


@contextmanager
def held(
    lock: Path,
    what: str,
    *,
    wait: float = 0.0,
    waiting: Callable[[], None] | None = None,
    refused: Callable[[OSError], StoreError] | None = None,
) -> Iterator[None]:
    """Hold a lock file, so that one process at a time writes; it is free again when the process ends, however it ends.

    Parameters
    ----------
    lock
        The file; made where it is not there, never followed if it is a link. Or a folder that is there: then nothing
        is made in it.
    what
        What is being written, for the message.
    wait
        Seconds to wait for another process.
    waiting
        Called once if there is one to wait for.
    refused
        Says in the caller's words why the file cannot be made.

    Raises
    ------
    StoreError
        If the file cannot be made, or the other process does not end in time.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, held(Path(folder) / "lock", folder):
    ...     (Path(folder) / "lock").exists()
    True
    """
    import fcntl

    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        how = os.O_RDONLY if lock.is_dir() else os.O_RDWR | os.O_CREAT
        handle = os.open(lock, how | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    except OSError as exc:
        plain = StoreError(
            f"Cannot write {lock.parent}: {exc.strerror}.", "Check the folder, its permissions and the disk."
        )
        raise (refused(exc) if refused else plain) from exc
    try:
        deadline, told = time.monotonic() + wait, False
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise StoreError(
                        f"Another process is writing to {what}.", "Wait until it is done, then run it again."
                    ) from None
                if not told and waiting is not None:
                    waiting()
                told = True
                time.sleep(0.02)
        yield
    finally:
        os.close(handle)  # also frees the lock
