"""Giving memory back: what an article or a table took while it was made is not kept for the next one."""

from __future__ import annotations

import contextlib
import ctypes
import gc
from functools import lru_cache
from typing import Any

__all__ = ["give_back", "settle"]


@lru_cache(maxsize=1)
def _trim() -> Any | None:
    """Return glibc's way to hand free memory back; ``None`` where the C library has none."""
    with contextlib.suppress(OSError, AttributeError, TypeError):
        return ctypes.CDLL(None).malloc_trim
    return None


def give_back() -> bool:
    """Hand freed memory back to the system, in a few milliseconds; say whether there was a way.

    The C library keeps what was freed for later. After an article that is a hundred megabytes and more.
    """
    trim = _trim()
    return trim is not None and bool(trim(0))


def settle() -> None:
    """Take what is loaded by now for good: the collector of garbage passes it by from here on.

    Tables, templates and code are a million objects that stay. Looking through all of them again held everybody up for a
    tenth of a second, now and then in the middle of a page; of what comes and goes afterwards it is soon through.
    """
    gc.collect()
    gc.freeze()
    give_back()
