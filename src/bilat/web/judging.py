"""Judging articles in a process of its own.

An article takes a second of computing in one thread, and only one thread of a process computes at a time: judged in
the server itself, it would hold up every page asked for meanwhile. The server that `run` starts therefore hands articles to
a second process; an app made by itself (in tests, in another server) judges in its own threads.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilat.errors import BilatError, StoreError
from bilat.web.memory import frugal, give_back, settle

if TYPE_CHECKING:
    from datetime import date

    from bilat.checking.result import Report

__all__ = ["Article", "Judge", "judge"]

_LOWER = 2


@dataclass(frozen=True)
class Article:
    """An article to judge: its text or address, the day spoken from, the day known by, its outlet."""

    given: str
    is_address: bool
    on: date | None
    as_of: date | None
    outlet: str | None


def judge(article: Article) -> Report:
    """Judge an article here and now.

    Raises
    ------
    InputError
        If it cannot be used.
    FetchError
        If the address is refused or cannot be fetched.
    """
    from bilat import api

    if article.is_address:
        return api.check(
            article.given,
            article.on,
            article.outlet,
            as_of=article.as_of,
            from_source=True,
            allow_loopback=False,
        )
    return api.check_text(article.given, article.on, article.outlet, as_of=article.as_of)


def _begin() -> None:
    """Watch over the server's life, and load what the first article would wait for."""
    frugal()
    # Ctrl-C reaches every process of a terminal: the server stops by it, and this one by the server's end
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_server, name="bilat-server-watch", daemon=True).start()
    with contextlib.suppress(BilatError):
        judge(Article("Finland is a member of NATO, the minister said.", False, None, None, None))
    settle()
    if hasattr(os, "nice"):
        os.nice(_LOWER)  # on a small machine, pages go before articles


def _end_with_the_server() -> None:
    """End this process when the server has ended, however it did.

    A server stopped by a signal, or killed, runs nothing at its end: nobody would tell this process, which would wait
    for articles for ever, with its memory and the server's open files.
    """
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os._exit(0)


def _told(article: Article) -> Report | BilatError:
    """Judge, and return an error of ours rather than raise it: raised, it would lose its parts on the way back."""
    try:
        return judge(article)
    except BilatError as exc:
        exc.__traceback__ = exc.__cause__ = exc.__context__ = None
        return exc
    finally:
        give_back()


class Judge:
    """One process that judges articles, started when it is needed, and anew where it died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed = False
        self._pool: ProcessPoolExecutor | None = None

    def start(self) -> None:
        """Start the process where it does not run yet; the first article does so as well."""
        with self._lock:
            if self._pool is None and not self._closed:
                self._pool = self._begun()

    @staticmethod
    def _begun() -> ProcessPoolExecutor:
        # spawned: the server has threads, which a fork would leave in the middle of what they do
        pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_begin)
        pool.submit(int)  # the process starts with the first thing asked
        return pool

    def __call__(self, article: Article) -> Report:
        """Judge an article in the other process; see `judge`.

        Raises
        ------
        StoreError
            If the process ended before it had judged, or the server is being stopped.
        """
        try:
            told = self._submit(article).result()
        except BrokenProcessPool as exc:
            with self._lock:
                self._pool = None
            self.start()
            raise StoreError(
                "The process that judges articles ended before it had judged this one.",
                "Try again; if it happens again, the article may be too large for this machine's memory.",
            ) from exc
        if isinstance(told, BilatError):
            raise told
        return told

    def _submit(self, article: Article) -> Future[Report | BilatError]:
        self.start()
        with self._lock:
            if self._pool is None:
                raise StoreError(
                    "The server is being stopped.", "Start it again, and give the article again."
                )
            return self._pool.submit(_told, article)

    def close(self) -> None:
        """Let the process end; nothing more is judged."""
        with self._lock:
            self._closed = True
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
