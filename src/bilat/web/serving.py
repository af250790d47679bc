"""Running the app: one process, bounded, stopped gracefully."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from bilat.errors import InputError
from bilat.web.memory import frugal, settle
from bilat.web.settings import Settings

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

__all__ = ["run", "server"]

_BACKLOG = 2048


def server(settings: Settings) -> uvicorn.Server:
    """Return a server of the app that keeps no log of what was asked."""
    from bilat.web.app import create_app

    return _server(create_app(settings), settings)


def _server(app: FastAPI, settings: Settings) -> uvicorn.Server:
    import uvicorn

    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            limit_concurrency=4 * settings.at_once,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=5,
            h11_max_incomplete_event_size=64_000,
        )
    )


def run(settings: Settings, said: Callable[[str], None]) -> None:
    """Serve until told to stop.

    Parameters
    ----------
    said
        Told the address once the port is ours.

    Raises
    ------
    InputError
        If the port cannot be had.
    """
    frugal()
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    sock = listening(family)
    try:
        sock.bind((settings.host.strip("[]"), settings.port))
    except OSError as exc:
        sock.close()
        raise InputError(
            f"bilat cannot listen on {settings.host}:{settings.port}: {exc.strerror or exc}.",
            "Another program has the port, or the address is not this machine's: give another --port or --host.",
        ) from exc
    # a thread that works hands over after a millisecond, so that nobody waits for another's new page
    sys.setswitchinterval(0.001)
    from bilat.web import warming

    with warming.tables():
        from bilat.web.app import create_app
        from bilat.web.judging import Judge

        app = create_app(settings)
        app.state.judge = judge = Judge()
        made = _server(app, settings)
    warming.warm()
    warming.rehearse(app, settings)
    settle()
    sock.listen(_BACKLOG)  # who asks from now on waits in line, and is not refused
    said(f"http://{settings.host}:{settings.port}/")
    warming.later(app.state.work, judge)
    made.run(sockets=[sock])


def listening(family: int) -> socket.socket:
    """Return a socket to listen with.

    It is told to be TCP by name: asyncio sends small packets at once only on sockets that say so, and on others the last part of
    an answer waits 40 ms for the reader's acknowledgement.
    """
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return sock
