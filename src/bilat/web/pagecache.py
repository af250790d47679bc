"""Answers kept whole: a page that was made once is sent again without being made again.

Every page is the same for everybody who may read it (forms, which are not, set a cookie or say no-store), and the same
until the store or the day changes. So it is kept under its address, the state of the store and the day: compressed, with
a tag that a browser sends back to be told that nothing changed. Those who ask for a page that is being made wait for it.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date

from bilat.web.guard import App, Message, Receive, Scope, Send

__all__ = ["PageCache"]

_LEVEL = 5
_SMALL = 1_000
_TEXT = (b"text/", b"application/json", b"image/svg")


@dataclass(frozen=True, slots=True)
class _Answer:
    """A whole answer; ``body`` is compressed where ``zipped``."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    zipped: bool
    tag: bytes

    @property
    def size(self) -> int:
        return len(self.body) + 600


class PageCache:
    """ASGI middleware, inside the guard.

    Parameters
    ----------
    bytes_kept
        How much is kept; the least used goes first.
    also
        Given the path, part of the key besides the store and the day.
    seen
        Told the path of every page that was sent well.
    """

    def __init__(
        self,
        app: App,
        bytes_kept: int = 64_000_000,
        also: Callable[[str], Hashable] = lambda _path: None,
        seen: Callable[[str], None] = lambda _path: None,
    ) -> None:
        self.app, self._most, self._also, self._seen = app, bytes_kept, also, seen
        self._kept: OrderedDict[Hashable, _Answer] = OrderedDict()
        self._making: dict[Hashable, asyncio.Future[None]] = {}
        self.bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request: from what is kept where it can be."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        from bilat.record import store_key

        key = (
            store_key(),
            date.today(),
            self._also(scope["path"]),
            scope["path"],
            scope.get("query_string", b""),
        )
        if key not in self._kept and key in self._making and scope["method"] == "GET":
            await asyncio.shield(self._making[key])
        if (found := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            await self._send(scope, send, found)
            return
        if scope["method"] == "HEAD":
            await self.app(scope, receive, send)
            return
        mine = self._making.setdefault(key, asyncio.get_running_loop().create_future())
        try:
            await self._make(key, scope, receive, send)
        finally:
            if self._making.get(key) is mine:
                del self._making[key]
            if not mine.done():
                mine.set_result(None)

    async def _make(self, key: Hashable, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        parts: list[bytes] = []

        async def taken(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            body = b"".join(parts)
            names = {k.lower() for k, _ in start["headers"]}
            told = next((v for k, v in start["headers"] if k.lower() == b"cache-control"), b"")
            if (
                start["status"] != 200
                or b"set-cookie" in names
                or b"no-store" in told
                or b"immutable" in told
            ):
                await send(start)
                await send({"type": "http.response.body", "body": body})
                return
            answer = await asyncio.get_running_loop().run_in_executor(None, _whole, start, body)
            self._keep(key, answer)
            await self._send(scope, send, answer)

        await self.app(scope, receive, taken)

    def _keep(self, key: Hashable, answer: _Answer) -> None:
        if key in self._kept:
            self.bytes -= self._kept.pop(key).size
        self._kept[key] = answer
        self.bytes += answer.size
        while self.bytes > self._most and len(self._kept) > 1:
            self.bytes -= self._kept.popitem(last=False)[1].size

    async def _send(self, scope: Scope, send: Send, answer: _Answer) -> None:
        asked = dict(scope["headers"])
        self._seen(scope["path"])
        headers = [*answer.headers, (b"etag", answer.tag), (b"vary", b"accept-encoding")]
        if answer.tag in asked.get(b"if-none-match", b""):
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        body = answer.body
        if answer.zipped:
            if b"gzip" in asked.get(b"accept-encoding", b""):
                headers.append((b"content-encoding", b"gzip"))
            else:
                body = gzip.decompress(body)
        headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _whole(start: Message, body: bytes) -> _Answer:
    headers = [(k.lower(), v) for k, v in start["headers"] if k.lower() not in (b"content-length", b"etag")]
    kind = next((v for k, v in headers if k == b"content-type"), b"")
    zipped = len(body) > _SMALL and kind.startswith(_TEXT)
    if not any(k == b"cache-control" for k, _ in headers):
        # kept by the browser, and asked about before it is shown again
        headers.append((b"cache-control", b"private, no-cache"))
    tag = b'"' + hashlib.sha256(body).hexdigest()[:20].encode() + b'"'
    return _Answer(tuple(headers), gzip.compress(body, _LEVEL, mtime=0) if zipped else body, zipped, tag)
