"""Giving memory back: what an article or a table took while it was made is not kept for the next one."""

from __future__ import annotations

import contextlib
import ctypes
import gc
from functools import lru_cache
from typing import Any

__all__ = ["frugal", "give_back", "settle"]


# numbers of glibc's malloc.h
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_LARGE, _ARENAS = 256 * 1024, 2


def frugal() -> bool:
    """Make freed memory go back to the system by itself, for a process that runs for long; say whether there was a way.

    Left alone, the C library keeps an arena for each of some sixteen threads, and after the first large piece takes the next
    ones from arenas as well, where they leave holes: what is in use stays the same, and the process grows. A piece of a
    quarter of a megabyte (all pairs of a year) is then a mapping of its own, and is gone when it is freed.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        option = ctypes.CDLL(None).mallopt
        chosen = ((_ARENA_MAX, _ARENAS), (_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, 8 * _LARGE))
        return sum(int(option(name, value)) for name, value in chosen) == len(chosen)
    return False


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
