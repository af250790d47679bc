"""The folder that a corpus run writes: what it holds, whose it is, which parts are whole."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from bilat.corpus.part import done_marker
from bilat.corpus.tables import TABLES, part_files
from bilat.errors import InputError
from bilat.files import written_whole

__all__ = ["LOCK", "finished", "prepare"]

#: Held by the run that writes the folder.
LOCK = ".lock"

_MANIFEST = "run.json"


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
    elif any(path.name != LOCK and not path.match(f".{_MANIFEST}.*.part") for path in out.iterdir()):
        raise InputError(f"{out} is not empty and holds no run.", "Give a new or empty folder.")
    else:
        with written_whole(manifest) as draft:
            draft.write_text(json.dumps(plan, indent=1), encoding="utf-8")
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
    for folder in (".", *TABLES, "done"):
        for stray in (out / folder).glob(".*.part"):
            stray.unlink()
    for table in TABLES:
        for path in (out / table).glob("part-*.parquet"):
            if int(path.stem.removeprefix("part-")) not in whole:
                path.unlink()
    for part in finished(out).keys() - whole:
        done_marker(out, part).unlink()
