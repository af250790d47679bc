"""What is loaded before the address is said, and what while nobody asks for anything.

A server that loads everything at once makes its first reader wait for what most never ask: so what a page of a pair or a
state waits for comes first, and the rest is loaded piece by piece in moments in which no page is being made.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bilat.errors import BilatError
from bilat.web.memory import give_back, settle

if TYPE_CHECKING:
    from fastapi import FastAPI

    from bilat.web.guard import Message
    from bilat.web.judging import Judge
    from bilat.web.settings import Settings
    from bilat.web.work import Work

__all__ = ["in_quiet", "later", "rehearse", "tables", "warm"]

#: Nobody has asked for so long: then the next piece is loaded; at the latest after so long.
_QUIET, _LATEST = 0.4, 30.0
#: Freed memory is handed back so often, in seconds.
_EVERY = 30.0


@contextlib.contextmanager
def tables() -> Iterator[None]:
    """Read the tables of the record beside whatever else is loaded meanwhile.

    Half of the time is spent decoding files, which leaves the interpreter to others.

    Raises
    ------
    StoreError
        At the end, if the record cannot be read.
    """
    from bilat.web import views
    from bilat.web.figures import Asked

    # two states with a long common record touch every table
    with ThreadPoolExecutor(1, thread_name_prefix="bilat-tables") as beside:
        view = beside.submit(lambda: views.pair(Asked("USA", "GBR")))
        yield
        view.result()


def warm() -> None:
    """Load what the first page of a pair, of a state and the start page would wait for: tables, templates, code."""
    from bilat.report.figures import worldmap
    from bilat.web import views
    from bilat.web.figures import Asked, pair_figures
    from bilat.web.render import load_templates

    load_templates()
    q = Asked("USA", "GBR")
    figures, small = pair_figures(views.pair(q), q)
    for one in (*figures.values(), *small):
        one.figure.svg()
    worldmap.state_map(views.state(Asked("USA")))
    views.holdings()
    views.names()
    views.choices()
    views.choices(grouping=True)


def rehearse(app: FastAPI, settings: Settings) -> None:
    """Answer a page to nobody: what a first answer makes once (the chain of middleware, a form) is made by then."""
    from bilat.web.settings import is_loopback

    host = "localhost" if is_loopback(settings.host) else settings.host
    headers = [(b"host", host.encode())]
    if settings.token:
        headers.append((b"authorization", f"Bearer {settings.token}".encode()))
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/check",
        "raw_path": b"/check",
        "root_path": "",
        "scheme": "http",
        "query_string": b"",
        "headers": headers,
        "server": (host, settings.port),
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_message: Message) -> None:
        return

    asyncio.run(app(scope, receive, send))


def _world() -> None:
    from bilat.web import views
    from bilat.web.figures import Asked

    views.world(Asked())
    views.groups(Asked())


def _reading() -> None:
    from bilat.reading.parsing.nlp import pipeline

    pipeline()


def _claims() -> None:
    from bilat.web import views

    views.claims("Finland is a member of NATO.", None, None)


def _outlook() -> None:
    from bilat.web import views

    views.families()
    views.scores()
    for name, _title, _about in views.scenarios():
        views.scenario(name, None)


#: In the order in which readers get there.
_LATER: tuple[Callable[[], None], ...] = (_world, _reading, _claims, _outlook)


def later(work: Work, judge: Judge) -> None:
    """Load the rest in a thread of its own, and last the process that judges articles."""
    pieces = (*_LATER, judge.start)

    def meanwhile() -> None:
        in_quiet(work, pieces)
        while True:  # holes that requests leave between them are closed now and then
            time.sleep(_EVERY)
            give_back()

    threading.Thread(target=meanwhile, name="bilat-warm", daemon=True).start()


def in_quiet(work: Work, pieces: tuple[Callable[[], None], ...]) -> None:
    """Call each piece once nobody has waited for a page for a while; an error is left to who asks for the page."""
    time.sleep(_QUIET)  # who opens the address the moment it is said comes first
    for piece in pieces:
        until = time.monotonic() + _LATEST
        while work.idle() < _QUIET and time.monotonic() < until:
            time.sleep(0.05)
        with contextlib.suppress(BilatError):
            piece()
        settle()
