"""Where chains are, on disk: saved on the way, so that an interrupted run goes on with the very numbers."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import StoreError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.measures.idealpoints.data import Items

__all__ = ["fingerprint", "load", "save"]


def fingerprint(items: Items, settings: dict[str, Any]) -> str:
    """Return what tells one run from another: votes and settings."""
    digest = hashlib.sha256(repr(sorted(settings.items())).encode())
    for array in (items.code, items.session, items.row, items.item, items.vote):
        digest.update(array.tobytes())
    return digest.hexdigest()


def save(
    path: Path,
    key: str,
    states: Sequence[Any],
    kept: NDArray[np.float32],
    done: int,
    seconds: float,
) -> None:
    """Write beside the place, then rename: the file is whole or the old one."""
    arrays: dict[str, Any] = {
        "key": np.array(key),
        "done": np.array(done),
        "seconds": np.array(seconds),
        "kept": kept,
    }
    for c, state in enumerate(states):
        arrays.update({f"{name}_{c}": value for name, value in state._asdict().items()})
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as file:
            np.savez(file, **arrays)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as exc:
        draft.unlink(missing_ok=True)
        raise StoreError(f"Cannot save {path}: {exc.strerror}.", "Check the folder and the disk.") from exc


def load(path: Path, key: str, states: Sequence[Any], kept: NDArray[np.float32]) -> tuple[int, float]:
    """Put the chains back to where they were saved; return sweeps done and seconds spent."""
    try:
        with np.load(path, allow_pickle=False) as saved:
            if str(saved["key"]) != key:
                raise StoreError(
                    f"{path} was saved by a run on other votes or with other settings.",
                    "Remove it, or give another file.",
                )
            for c, state in enumerate(states):
                for name, value in state._asdict().items():
                    value[...] = saved[f"{name}_{c}"]
            have = saved["kept"]
            kept[:, : have.shape[1]] = have
            return int(saved["done"]), float(saved["seconds"])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as exc:
        raise StoreError(f"Cannot read the saved run {path}: {exc}.", "Remove it and start afresh.") from exc
