"""Giving memory back: what an article or a table took while it was made is not kept for the next one."""

from __future__ import annotations

import contextlib
import ctypes
from functools import lru_cache
from typing import Any

__all__ = ["give_back"]


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
