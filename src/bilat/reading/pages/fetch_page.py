"""Fetch one page over HTTP(S), from public addresses only, within bounds of size and time.

A URL may come from anybody, so it must not reach into the machine or its network: every address that the name
resolves to is checked, the connection goes to a checked address (the name is not resolved again), and so after
every redirect. Proxies of the environment are not used: they would resolve the name themselves.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, quote, urljoin

from bilat.addresses import address_parts, port_of, public_addresses, shown
from bilat.errors import FetchError

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

__all__ = ["MAX_PAGE_BYTES", "Fetched", "fetch"]

#: Largest page, before and after decompression.
MAX_PAGE_BYTES = 10_000_000
_REDIRECTS = 5
_CONNECT_SECONDS = 10.0
_READ_SECONDS = 15.0
_ALL_SECONDS = 45.0
_TYPES = ("text/", "application/xhtml+xml", "application/xml", "application/pdf", "message/rfc822")
_SAVE = "Save the page in your browser and give the file."


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: ``url`` after redirects."""

    url: str
    body: bytes
    content_type: str | None


def fetch(url: str, *, allow_loopback: bool = False, seconds: float = _ALL_SECONDS) -> Fetched:
    """Fetch a page.

    Parameters
    ----------
    url
        http or https, without user name or password.
    allow_loopback
        Allow this machine's own addresses (127.0.0.0/8, ::1); nothing else private.
    seconds
        For everything together, redirects included.

    Raises
    ------
    FetchError
        If the address is refused, or the page cannot be had within the bounds.
    """
    deadline = time.monotonic() + seconds
    for _ in range(_REDIRECTS + 1):
        parts = address_parts(url)
        addresses = public_addresses(parts.hostname or "", port_of(parts), allow_loopback=allow_loopback)
        with _response(parts, addresses, deadline) as (response, expired):
            if response.status in (301, 302, 303, 307, 308):
                target = response.headers.get("Location")
                if not target:
                    raise FetchError(f"{shown(url)} redirects to nowhere.", _SAVE)
                url = _following(url, target)
                continue
            if response.status != 200:
                raise FetchError(
                    f"{shown(url)} answers with status {response.status}, not 200.", _hint(response.status)
                )
            kind = response.headers.get("Content-Type")
            if kind and not kind.strip().lower().startswith(_TYPES):
                raise FetchError(f"{shown(url)} is {kind.split(';')[0]}, not a page of text.", _SAVE)
            return Fetched(url, _body(response, url, deadline, expired), kind)
    raise FetchError(f"{shown(url)} redirects more than {_REDIRECTS} times.", _SAVE)


def _following(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError:
        raise FetchError(f"{shown(url)} redirects to something that is no address.", _SAVE) from None


def _hint(status: int) -> str:
    if status in (401, 402, 403, 429, 451):
        return "The site does not give this page to programs. " + _SAVE
    return "Check the address."


@contextlib.contextmanager
def _response(
    parts: SplitResult, addresses: list[str], deadline: float
) -> Iterator[tuple[BaseHTTPResponse, threading.Event]]:
    """Open the page at the first checked address that answers; a timer cuts the line at the deadline."""
    from urllib3 import Timeout
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.exceptions import HTTPError

    host, port = parts.hostname or "", port_of(parts)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    target = path + (f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?[]')}" if parts.query else "")
    name = f"[{host}]" if ":" in host else host.encode("idna").decode() if not host.isascii() else host
    headers = {
        "Host": name if parts.port is None else f"{name}:{port}",
        "User-Agent": "bilat (reads one article for its user)",
        "Accept": "text/html, text/plain;q=0.9, application/xhtml+xml;q=0.9",
        "Accept-Encoding": "gzip, identity",
        "Connection": "close",
    }
    problem: Exception | None = None
    for address in addresses[:4]:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        timeout = Timeout(connect=min(_CONNECT_SECONDS, left), read=min(_READ_SECONDS, left))
        connection: Any
        if parts.scheme.lower() == "https":
            connection = HTTPSConnection(
                address, port, timeout=timeout.connect_timeout, server_hostname=name, assert_hostname=name
            )
        else:
            connection = HTTPConnection(address, port, timeout=timeout.connect_timeout)
        expired = threading.Event()
        # http.client lets go of the socket once the headers of a closing connection are read: keep our own hold.
        line: list[socket.socket] = []
        timer = threading.Timer(left, _cut, (line, expired))
        timer.daemon = True
        timer.start()
        try:
            try:
                connection.connect()
                line.append(connection.sock)
                connection.sock.settimeout(timeout.read_timeout)
                connection.request(
                    "GET", target, headers=headers, preload_content=False, decode_content=False
                )
                response = connection.getresponse()
            except (HTTPError, OSError, ValueError) as err:
                problem = err
                if expired.is_set():
                    break
                continue
            yield response, expired
            return
        finally:
            timer.cancel()
            connection.close()
    if problem is None or time.monotonic() >= deadline:
        raise FetchError(f"{parts.hostname} did not answer in time.", "Try again later. " + _SAVE)
    raise FetchError(f"{parts.hostname} cannot be reached: {problem}.", "Check the address and the network.")


def _cut(line: list[socket.socket], expired: threading.Event) -> None:
    expired.set()
    for sock in line:
        with contextlib.suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def _body(response: BaseHTTPResponse, url: str, deadline: float, expired: threading.Event) -> bytes:
    """Read and unpack the body; both sizes are bounded."""
    from urllib3.exceptions import HTTPError

    coding = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"{shown(url)} is packed as {coding!r}, which bilat did not ask for.", _SAVE)
    unpack = (
        zlib.decompressobj(47) if "gzip" in coding else zlib.decompressobj() if coding == "deflate" else None
    )
    out = bytearray()
    taken = 0
    try:
        for chunk in response.stream(65_536, decode_content=False):
            if time.monotonic() > deadline:
                raise FetchError(f"{shown(url)} did not arrive in time.", "Try again later. " + _SAVE)
            taken += len(chunk)
            out += unpack.decompress(chunk, MAX_PAGE_BYTES + 1 - len(out)) if unpack else chunk
            if max(taken, len(out)) > MAX_PAGE_BYTES:
                raise FetchError(f"{shown(url)} is larger than {MAX_PAGE_BYTES // 1_000_000} MB.", _SAVE)
    except zlib.error:
        raise FetchError(f"{shown(url)} is packed in a way that cannot be unpacked.", _SAVE) from None
    except (HTTPError, OSError) as err:
        late = expired.is_set() or time.monotonic() >= deadline
        why = "did not arrive in time" if late else f"broke off: {err}"
        raise FetchError(f"{shown(url)} {why}.", "Try again later. " + _SAVE) from None
    if expired.is_set():
        raise FetchError(f"{shown(url)} did not arrive in time.", "Try again later. " + _SAVE)
    if unpack is not None and not unpack.eof:
        raise FetchError(f"{shown(url)} broke off before its end.", "Try again. " + _SAVE)
    return bytes(out)
