"""Running the app: one process, bounded, stopped gracefully."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from bilat.errors import InputError
from bilat.web.settings import Settings

if TYPE_CHECKING:
    import uvicorn

__all__ = ["run", "server", "warm"]


def server(settings: Settings) -> uvicorn.Server:
    """Return a server of the app that keeps no log of what was asked."""
    import uvicorn

    from bilat.web.app import create_app

    return uvicorn.Server(
        uvicorn.Config(
            create_app(settings),
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
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((settings.host.strip("[]"), settings.port))
    except OSError as exc:
        sock.close()
        raise InputError(
            f"bilat cannot listen on {settings.host}:{settings.port}: {exc.strerror or exc}.",
            "Another program has the port, or the address is not this machine's: give another --port or --host.",
        ) from exc
    made = server(settings)
    said(f"http://{settings.host}:{settings.port}/")
    threading.Thread(target=warm, args=(settings,), name="bilat-warm", daemon=True).start()
    made.run(sockets=[sock])


def warm(settings: Settings) -> None:
    """Ask for what every reader asks for, then load what the first article would wait for."""
    import http.client

    from bilat.reading.nlp import pipeline

    host = settings.host.strip("[]")
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - where to ask, not where to listen
    headers = {"Authorization": f"Bearer {settings.token}"} if settings.token else {}
    for path in ("/", "/pair/USA/GBR", "/chart/trajectory.svg?a=USA&b=GBR", "/world", "/data"):
        with contextlib.suppress(OSError, http.client.HTTPException):
            line = http.client.HTTPConnection(here, settings.port, timeout=settings.seconds)
            line.request("GET", path, headers=headers)
            line.getresponse().read()
            line.close()
    pipeline()
