"""How the sampler is compiled, and that no compiled code outlives the source it came from.

numba keeps compiled code beside the source and looks only at the file a function is in, not at the files of what it
calls: a function that was mended went on running in its old form inside its callers. So what was kept is thrown away
when any file that it may call is newer.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

__all__ = ["FAST", "forget_stale"]

FAST: dict[str, Any] = {
    "cache": True,
    "nogil": True,
    "error_model": "numpy",
    "fastmath": {"contract", "reassoc", "nsz", "arcp"},
}


def forget_stale(folder: Path) -> int:
    """Remove numba's indices below a folder that are older than the sources they may have been compiled from; return how many.

    Functions call others of their own folder and of those above it, up to `folder`, not of those below. Only an index beside the source
    can be stale: where that folder cannot be written to, nobody edits the source either.
    """
    newest = {folder.parent: 0.0}
    gone = 0
    for place in (folder, *sorted(p for p in folder.rglob("*") if p.is_dir() and p.name != "__pycache__")):
        newest[place] = max(newest[place.parent], *(f.stat().st_mtime for f in place.glob("*.py")), 0.0)
        for index in place.glob("__pycache__/*.nbi"):
            # another process may be doing the same
            with contextlib.suppress(OSError):
                if index.stat().st_mtime < newest[place]:
                    index.unlink()
                    gone += 1
    return gone


forget_stale(Path(__file__).parent)
