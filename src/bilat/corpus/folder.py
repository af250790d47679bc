"""The folder that a corpus run writes: what it holds, whose it is, which parts are whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from bilat.corpus.part import TABLES, done_marker, part_files
from bilat.errors import InputError, StoreError

__all__ = ["finished", "held", "prepare"]

_MANIFEST = "run.json"


@contextmanager
def held(out: Path) -> Iterator[None]:
    """Hold the folder for one run at a time; a second one is refused.

    Raises
    ------
    StoreError
        If another process holds it, or it cannot be written.
    """
    import fcntl

    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = os.open(out / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    except OSError as exc:
        raise StoreError(
            f"Cannot write to {out}: {exc.strerror}.", "Give a folder you may write to."
        ) from exc
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(
                f"Another run writes to {out}.", "Wait for it, or give another folder with --out."
            ) from None
        yield
    finally:
        os.close(handle)


def prepare(out: Path, plan: dict[str, Any], *, restart: bool) -> None:
    """Make the folder ready for a run: a new one, the rest of the same one, or a restart.

    Parameters
    ----------
    plan
        Sources, settings and part size; a run goes on only where all of it is the same.

    Raises
    ------
    InputError
        If the folder holds another run, or something else.
    """
    manifest = out / _MANIFEST
    if restart:
        for name in (*TABLES, "done", "work"):
            shutil.rmtree(out / name, ignore_errors=True)
        with suppress(FileNotFoundError):
            manifest.unlink()
    if manifest.exists():
        try:
            before = json.loads(manifest.read_text(encoding="utf-8"))
        except ValueError:
            before = {}
        changed = [key for key in plan if before.get(key) != plan[key]]
        if changed:
            raise InputError(
                f"{out} holds a run with other {' and '.join(changed)}.",
                "Give another folder, or --restart to throw that run away.",
            )
    elif any(path.name != ".lock" for path in out.iterdir()):
        raise InputError(f"{out} is not empty and holds no run.", "Give a new or empty folder.")
    else:
        draft = out / f".{_MANIFEST}.part"
        draft.write_text(json.dumps(plan, indent=1), encoding="utf-8")
        draft.replace(manifest)
    _sweep(out)


def finished(out: Path) -> dict[int, dict[str, int]]:
    """Return what was counted in every part that is whole."""
    found = {}
    for path in sorted((out / "done").glob("[0-9]*.json")):
        with suppress(ValueError):
            entry = json.loads(path.read_text(encoding="utf-8"))
            found[int(path.stem)] = {key: int(value) for key, value in entry.items() if key != "part"}
    return found


def _sweep(out: Path) -> None:
    """Remove what a killed run left: drafts, and tables of parts without their marker."""
    whole = {part for part in finished(out) if all(p.exists() for p in part_files(out, part).values())}
    for folder in (*TABLES, "done"):
        for stray in (out / folder).glob(".*.part"):
            stray.unlink()
    for table in TABLES:
        for path in (out / table).glob("part-*.parquet"):
            if int(path.stem.removeprefix("part-")) not in whole:
                path.unlink()
    for part in finished(out).keys() - whole:
        done_marker(out, part).unlink()
