"""The work behind a page, in a bounded pool of threads; and what readers gave us to keep while the server runs."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from bilat.errors import BilatError
from bilat.web.settings import Settings

__all__ = ["BusyError", "Work"]

T = TypeVar("T")


class BusyError(BilatError):
    """More work is waiting than may wait."""


class Work:
    """A pool of threads with a bounded queue, and a bounded shelf for checked articles."""

    def __init__(self, settings: Settings, kept: int = 600, bytes_kept: int = 96_000_000) -> None:
        self._pool = ThreadPoolExecutor(settings.workers, thread_name_prefix="bilat-web")
        self._room = settings.workers + settings.waiting
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._most, self._most_bytes, self._bytes = kept, bytes_kept, 0
        self._lock = threading.Lock()
        self._waiting = 0
        self._ended = 0.0

    async def run(self, function: Callable[[], T]) -> T:
        """Run one piece of work in the pool.

        Raises
        ------
        BusyError
            If too much is waiting already.
        """
        if self._waiting >= self._room:
            raise BusyError("Too much is being worked on.", "Try again in a moment.")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, function)
        finally:
            self._waiting -= 1
            self._ended = time.monotonic()

    def idle(self) -> float:
        """Return for how many seconds nobody has waited for a piece of work; 0 while somebody does."""
        return 0.0 if self._waiting else time.monotonic() - self._ended

    def keep(self, key: Hashable, made: Any, size: int) -> None:
        """Keep something of about a size in bytes; the least used goes when there is too much."""
        with self._lock:
            if key in self._kept:
                self._bytes -= self._kept.pop(key)[1]
            self._kept[key] = (made, size)
            self._bytes += size
            while len(self._kept) > self._most or self._bytes > self._most_bytes:
                self._bytes -= self._kept.popitem(last=False)[1][1]

    def get(self, key: Hashable) -> Any | None:
        """Return what is kept under a full key, or ``None``."""
        with self._lock:
            return self._kept[key][0] if key in self._kept else None

    def close(self) -> None:
        """Let what is running end, and start nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
