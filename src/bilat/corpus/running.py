"""A run over a corpus: parts handed to processes, counted as they come back, taken up again after a kill.

The stream is cut into parts of so many articles. A part is one unit of work: its tables are written by the process
that reads it, and its marker last. A second run over the same folder skips parts with a marker, so every article
is read once and none is lost. If a process dies, its parts are read again one by one, each in a process of
its own, and an article that ends the process is put among the failures.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bilat.corpus.articles import Article, Collection
from bilat.corpus.folder import LOCK, finished, prepare
from bilat.corpus.part import Settings, current_file, work
from bilat.errors import InputError
from bilat.files import held

__all__ = ["Progress", "Summary", "parts_of", "run", "worker_pool"]

#: Attempts at a part before the whole run gives up: each loses at least one article to the failures.
_ATTEMPTS = 50
#: The last parts are a sixteenth of what is left, down to five articles: what a process waits for at the end is short.
_SHARE, _SMALLEST = 16, 5
#: Kept out of the workers: their libraries must not start threads of their own on the same cores.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. ``total`` is ``None`` where it cannot be told quickly; seconds count this run only."""

    articles: int
    failures: int
    claims: int
    words: int
    seconds: float
    total: int | None
    now: int

    @property
    def rate(self) -> float:
        """Articles a second, in this run."""
        return self.now / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds to go at this rate, where the total is known."""
        if self.total is None or self.rate <= 0:
            return None
        return max(0.0, self.total - self.articles - self.failures) / self.rate


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run holds when it is done: counts over all its parts, and those read by this call."""

    out: Path
    parts: int
    articles: int
    failures: int
    statements: int
    claims: int
    words: int
    seconds: float
    parts_now: int


def run(
    collection: Collection,
    out: Path,
    settings: Settings,
    *,
    workers: int | None = None,
    part_size: int = 100,
    restart: bool = False,
    engine: Literal["local", "ray"] = "local",
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Read (or check) every article of a collection into tables under `out`.

    Parameters
    ----------
    collection
        From `bilat.corpus.collect`.
    out
        A new folder, or one with an unfinished run of the same plan, which is taken up where it stopped.
    workers
        Processes; as many as there are cores by default. 0 reads in this process, where an article that ends
        the process ends the run.
    part_size
        Articles a part at most: what is lost and read again if the machine dies.
    restart
        Throw away what the folder holds of an earlier run.
    engine
        ``local`` for processes here, ``ray`` for a Ray cluster (the one that ``RAY_ADDRESS`` names, or a local one),
        all of whose nodes must see `out` and the files of the collection.
    progress
        Called when a part is done.

    Raises
    ------
    InputError
        If the folder holds something else, or a number makes no sense.
    StoreError
        If another run holds the folder, or it cannot be written.

    Notes
    -----
    Memory does not grow with the corpus: at most two parts a worker are in flight, and a part's rows leave
    with its files.
    """
    if part_size < 1:
        raise InputError(f"A part of {part_size} articles cannot be read.", "Give 1 or more.")
    count = workers if workers is not None else (os.cpu_count() or 1)
    if count < 0:
        raise InputError(f"There is no such thing as {count} workers.", "Give 1 or more.")
    plan: dict[str, Any] = {
        "sources": collection.fingerprint(),
        "settings": settings.to_dict() | {"text_column": collection.text_column},
        "part size": part_size,
        "parts": "smaller towards the end",
        "record": _record_key() if settings.judged else None,
    }
    began = time.monotonic()
    with held(out / LOCK, str(out)):
        prepare(out, plan, restart=restart)
        before = finished(out)
        total = collection.count()
        tally = _Tally(before, total, began, progress)
        todo = ((n, part) for n, part in parts_of(collection, part_size, total) if n not in before)
        if engine == "ray":
            from bilat.corpus.clusters import spread_on_ray

            spread_on_ray(
                todo,
                out,
                settings,
                workers,
                tally.add,
                lambda step: _alone(out, *step, settings),
                lambda: finished(out),
            )
        elif count == 0:
            for number, part in todo:
                tally.add(number, work(out, number, part, settings))
        else:
            _spread(todo, out, settings, count, tally)
        parts = finished(out)
    return Summary(
        out, len(parts), **tally.sums(), seconds=time.monotonic() - began, parts_now=len(parts) - len(before)
    )


def parts_of(
    articles: Iterator[Article] | Collection, size: int, total: int | None = None
) -> Iterator[tuple[int, list[Article]]]:
    """Cut a stream into numbered parts: of `size`, and smaller ones towards the end where the total is known.

    Parts of one size leave a worker without work while another reads the last: with fifteen for two workers, a fifteenth of
    the time. The cuts hang on the size and the total alone, so that a run taken up again, with other workers, finds them as they were.

    Examples
    --------
    >>> stream = iter([Article(str(i), "text") for i in range(5)])
    >>> [(number, [a.key for a in part]) for number, part in parts_of(stream, 2)]
    [(0, ['0', '1']), (1, ['2', '3']), (2, ['4'])]
    """
    part: list[Article] = []
    number = read = 0
    wanted = _next_size(size, total)
    for article in articles:
        part.append(article)
        if len(part) == wanted:
            yield number, part
            read += wanted
            number, part = number + 1, []
            wanted = _next_size(size, None if total is None else total - read)
    if part:
        yield number, part


def _next_size(size: int, left: int | None) -> int:
    """Return how many articles the next part has, with so many left to cut.

    Examples
    --------
    >>> [_next_size(100, left) for left in (None, 5_000, 800, 20)]
    [100, 100, 50, 5]
    """
    return size if left is None else max(min(size, _SMALLEST), min(size, left // _SHARE))


class _Tally:
    """Counts over all parts, and tells them."""

    def __init__(
        self,
        parts: dict[int, dict[str, int]],
        total: int | None,
        began: float,
        progress: Callable[[Progress], None] | None,
    ) -> None:
        self.parts = dict(parts)
        self.total, self.began, self.progress, self.now = total, began, progress, 0

    def add(self, number: int, counted: dict[str, int]) -> None:
        self.parts[number] = counted
        self.now += counted["articles"] + counted["failures"]
        if self.progress:
            sums = self.sums()
            sums.pop("statements")
            self.progress(
                Progress(**sums, seconds=time.monotonic() - self.began, total=self.total, now=self.now)
            )

    def sums(self) -> dict[str, int]:
        keys = ("articles", "failures", "statements", "claims", "words")
        return {key: sum(part.get(key, 0) for part in self.parts.values()) for key in keys}


def _spread(
    todo: Iterator[tuple[int, list[Article]]], out: Path, settings: Settings, count: int, tally: _Tally
) -> None:
    """Hand parts to processes, two a process in flight; parts of a process that died are read alone."""
    flying: dict[Future[dict[str, int]], tuple[int, list[Article]]] = {}
    pool = worker_pool(count)
    more = True
    try:
        while more or flying:
            while more and len(flying) < 2 * count:
                step = next(todo, None)
                if step is None:
                    more = False
                    break
                flying[pool.submit(work, out, step[0], step[1], settings)] = step
            done, _waiting = wait(flying, return_when=FIRST_COMPLETED)
            broken: list[tuple[int, list[Article]]] = []
            for future in done:
                step = flying.pop(future)
                try:
                    tally.add(step[0], future.result())
                except BrokenProcessPool:
                    broken.append(step)
            if broken:
                # One death breaks every future of the pool; whatever is not done yet is read alone.
                broken += flying.values()
                flying.clear()
                pool.shutdown(wait=True, cancel_futures=True)
                done_already = finished(out)
                for number, part in broken:
                    counted = done_already.get(number) or _alone(out, number, part, settings)
                    tally.add(number, counted)
                pool = worker_pool(count)
    finally:
        # On Ctrl-C nobody waits for half-read parts: they are read again next time.
        for process in list((getattr(pool, "_processes", None) or {}).values()) if flying else []:
            process.terminate()
        pool.shutdown(wait=True, cancel_futures=True)


def _alone(out: Path, number: int, part: list[Article], settings: Settings) -> dict[str, int]:
    """Read a part in a process of its own, leaving out each article that ends the process."""
    lost: set[int] = set()
    for _attempt in range(min(_ATTEMPTS, len(part) + 1)):
        with ProcessPoolExecutor(1, mp_context=_context(), initializer=_begin) as single:
            try:
                return single.submit(work, out, number, part, settings, frozenset(lost)).result()
            except BrokenProcessPool:
                culprit = _position(out, number)
                if culprit is None or culprit in lost:
                    break
                lost.add(culprit)
    return work(out, number, part, settings, frozenset(range(len(part))))


def _position(out: Path, number: int) -> int | None:
    with suppress(OSError, ValueError):
        return int(current_file(out, number).read_text())
    return None


def worker_pool(count: int) -> ProcessPoolExecutor:
    """Return so many processes that keep to one thread each and leave Ctrl-C to the caller."""
    return ProcessPoolExecutor(count, mp_context=_context(), initializer=_begin)


def _context() -> multiprocessing.context.BaseContext:
    # Not fork: the caller may hold threads (a server, a notebook), and a forked lock is a deadlock.
    return multiprocessing.get_context("spawn")


def _begin() -> None:
    import gc
    import signal

    gc.set_threshold(50_000, 20, 50)  # as in the command line: what is loaded stays

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    for name in _THREADS:
        os.environ[name] = "1"
    from bilat.measures.index.compiled import expect_many

    expect_many()


def _record_key() -> list[Any]:
    from bilat.record import store_key

    return list(store_key())
