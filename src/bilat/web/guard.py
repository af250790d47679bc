"""The door: who may ask, how much at once, how large, how long; and the headers of every answer."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from bilat.web.settings import Settings

__all__ = ["CSP", "Guard", "csrf_token"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Nothing but our own files; no inline script or style; no frame around us.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: An SVG or a report of ours carries its own style, and never a script.
CSP_DOCUMENT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"

_HEADERS: tuple[tuple[str, str], ...] = (
    ("x-content-type-options", "nosniff"),
    # not no-referrer: a form would then come from Origin null, and could not be told from a foreign one
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()"),
)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
COOKIE, TOKEN_COOKIE = "bilat_form", "bilat_token"


def csrf_token(secret: bytes, session: str) -> str:
    """Return the token that a form of a session must carry."""
    return hmac.new(secret, session.encode(), hashlib.sha256).hexdigest()


class _TooLarge(Exception):  # noqa: N818 - a signal, not an error anybody sees
    pass


class Guard:
    """ASGI middleware around the app.

    It refuses, in this order: a foreign Host header (400), a missing token (401), a foreign Origin on anything that
    is not read-only (403), more requests than may be served at once (503), a body that is too large (413); and cuts
    off work that takes too long (504).
    """

    def __init__(self, app: App, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.serving = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _answer(scope, send, *refusal)
            return
        if self.serving >= self.settings.at_once:
            await _answer(scope, send, 503, "Too many requests at once.", "Try again in a moment.")
            return
        self.serving += 1
        try:
            await self._serve(scope, receive, send)
        finally:
            self.serving -= 1

    def _refusal(
        self, scope: Scope, headers: dict[str, str]
    ) -> tuple[int, str, str] | tuple[int, str, str, list[tuple[str, str]]] | None:
        settings = self.settings
        host = headers.get("host", "")
        if not settings.allows_host(host):
            return 400, "This server does not go by that name.", "Use the address that `bilat serve` printed."
        if settings.token is not None:
            given = _given_token(scope, headers)
            if given is None or not hmac.compare_digest(given.encode(), settings.token.encode()):
                return (
                    401,
                    "A token is needed.",
                    "Open the address with ?token=... as `bilat serve` was given it.",
                )
            if (into := _without_token(scope)) is not None:
                cookie = f"{TOKEN_COOKIE}={given}; HttpOnly; SameSite=Strict; Path=/"
                return 303, "Welcome.", "", [("location", into), ("set-cookie", cookie)]
        origin = headers.get("origin")
        foreign = origin is not None and urlsplit(origin).netloc != host
        site = headers.get("sec-fetch-site", "same-origin")
        if scope["method"] not in _SAFE and (foreign or site not in ("same-origin", "none")):
            return 403, "This came from another site.", "Send it from bilat's own page."
        length = headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > 15 or int(length) > settings.max_body:
            return 413, "That is too large.", f"At most {settings.max_body // 1000:,} kB are read."
        return None

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        taken = 0
        started = over = False

        async def bounded() -> Message:
            nonlocal taken, over
            message = await receive()
            if message["type"] == "http.request":
                taken += len(message.get("body", b""))
                if taken > self.settings.max_body:
                    over = True
                    raise _TooLarge
            return message

        async def dressed(message: Message) -> None:
            nonlocal started
            if over and not started:
                return  # the app takes it for a broken body; the answer is below
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = _dressed(list(message.get("headers", [])))
            await send(message)

        try:
            async with asyncio.timeout(self.settings.seconds):
                await self.app(scope, bounded, dressed)
        except _TooLarge:
            over = True
        except TimeoutError:
            if not started:
                await _answer(scope, send, 504, "That took too long.", "Give a shorter text, or try again.")
        except Exception:  # the last wall: no traceback goes out, and the server goes on
            logging.getLogger("bilat.web").exception("internal error at %s", scope["path"])
            if not started:
                await _answer(
                    scope, send, 500, "That is a bug of bilat.", "The server's log has the details."
                )
        if over and not started:
            await _answer(scope, send, 413, "That is too large.", "Give one article at a time.")


def _dressed(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    have = {k.lower() for k, _ in headers}
    for name, value in (*_HEADERS, ("content-security-policy", CSP)):
        if name.encode() not in have:
            headers.append((name.encode(), value.encode()))
    if b"cache-control" not in have:
        headers.append((b"cache-control", b"no-store"))
    return headers


def _given_token(scope: Scope, headers: dict[str, str]) -> str | None:
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return str(value.strip())
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    if query.get("token"):
        return str(query["token"][0])
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(TOKEN_COOKIE)
    except CookieError:
        return None
    return str(cookie.value) if cookie is not None else None


def _without_token(scope: Scope) -> str | None:
    """Return the address without its token, so that it stays out of histories and logs; ``None`` if it has none."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    if "token" not in query or scope["method"] != "GET":
        return None
    rest = urlencode({k: v for k, v in query.items() if k != "token"}, doseq=True)
    path = "/" + str(scope["path"]).lstrip("/\\")
    return path + (f"?{rest}" if rest else "")


async def _answer(
    scope: Scope, send: Send, status: int, message: str, hint: str, extra: list[tuple[str, str]] | None = None
) -> None:
    """Answer in the one shape of errors, without the app."""
    body = json.dumps({"error": "Refused", "message": message, "hint": hint}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    headers += [(k.encode(), v.encode("latin-1")) for k, v in extra or []]
    if status == 503:
        headers.append((b"retry-after", b"2"))
    if status == 413:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": _dressed(headers)})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
