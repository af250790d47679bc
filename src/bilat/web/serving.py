"""Running the app: one process, bounded, stopped gracefully."""

from __future__ import annotations

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
    threading.Thread(target=warm, name="bilat-warm", daemon=True).start()
    made.run(sockets=[sock])


def warm() -> None:
    """Load what the first reader would wait for: the record, the charts' renderer, the reader of articles."""
    import vl_convert

    from bilat import api
    from bilat.reading.nlp import pipeline

    api.pair_view("USA", "GBR")
    api.world_view()
    api.group_lines()
    vl_convert.vegalite_to_svg({"data": {"values": [{"a": 1}]}, "mark": "point"})
    pipeline()
