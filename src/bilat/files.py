"""Files that a user asks for: each appears whole under its name, or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bilat.errors import StoreError

__all__ = ["written_whole"]


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
