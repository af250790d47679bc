"""The app: routes, errors, what is kept; everything behind `bilat.web.guard`."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import AsyncIterator, Hashable
from functools import lru_cache
from importlib import resources
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

from bilat import __version__
from bilat.errors import BilatError, CoverageError, UnknownNameError
from bilat.web.guard import Guard
from bilat.web.pagecache import PageCache
from bilat.web.settings import Settings, is_loopback
from bilat.web.work import BusyError, Work

__all__ = ["create_app", "static_file"]

_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "json": "application/json"}
_STATIC = ("bilat.css", "bilat.js", "icon.svg")


@lru_cache(maxsize=8)
def static_file(name: str) -> tuple[bytes, str]:
    """Return one of our own files with the first letters of its hash.

    Raises
    ------
    UnknownNameError
        For a file that is not one of ours.
    """
    if name not in _STATIC:
        raise UnknownNameError("file", name, _STATIC)
    data = resources.files("bilat.web").joinpath("static", name).read_bytes()
    if name == "bilat.css":
        from bilat.report.figures.base import THEME
        from bilat.report.figures.worldmap import STYLE

        # a drawing inside a page may hold no style of its own
        data += (THEME + STYLE).encode()
    return data, hashlib.sha256(data).hexdigest()[:12]


@lru_cache(maxsize=1)
def _vega() -> bytes:
    """Return Vega, Vega-Lite and Vega-Embed as the installed package has them: no other server is asked."""
    import vl_convert

    bundle: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return bundle.encode()


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the web app.

    Examples
    --------
    >>> create_app().title
    'bilat'
    """
    from bilat.checking.heard import Heard, file_of
    from bilat.web import charts, forms, outlooks, pages, twins
    from bilat.web.judging import Judge, judge
    from bilat.web.recent import Recent, pair_of
    from bilat.web.views import diary_stamp

    chosen = settings or Settings()
    work = Work(chosen)
    heard = Heard(file_of() if chosen.keep else None)
    recent = Recent(private=is_loopback(chosen.host) and chosen.token is None)

    def also(path: str) -> Hashable:
        """Return what a page shows besides the record: what was read of a pair, the diary."""
        if path.startswith(("/outlook", "/api/outlook")):
            return diary_stamp()
        pair = pair_of(path)
        return heard.stamp(*pair) if pair else None

    @contextlib.asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        work.close()
        if isinstance(app.state.judge, Judge):
            app.state.judge.close()

    app = FastAPI(
        title="bilat",
        version=__version__,
        summary="Relations between states: the record, the measures, claims checked against them.",
        description="Every page has its twin under /api with the same JSON as the command line's --json. A value "
        "outside coverage is null with a reason, never 0.",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.settings = chosen
    app.state.work = work
    app.state.judge = judge
    app.state.heard = heard
    app.state.recent = recent
    for part in (twins, pages, charts, forms, outlooks):
        app.include_router(part.router)

    @app.get("/static/{name}", include_in_schema=False)
    def static(name: str) -> Response:
        data, _ = static_file(name)
        return Response(
            data,
            media_type=_TYPES[name.rsplit(".", 1)[-1]],
            headers={"cache-control": "public, max-age=31536000, immutable"},
        )

    @app.get("/vega.js", include_in_schema=False)
    async def vega() -> Response:
        return Response(
            await work.run(_vega),
            media_type="text/javascript",
            headers={"cache-control": "private, max-age=86400"},
        )

    @app.exception_handler(BilatError)
    async def refused(request: Request, exc: BilatError) -> Response:
        return _problem(request, _status(exc), exc.message, exc.hint or "", type(exc).__name__)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, exc: RequestValidationError) -> Response:
        first = exc.errors()[0] if exc.errors() else {}
        where = ".".join(str(x) for x in first.get("loc", ())[1:])
        said = f"{where or 'The request'} cannot be used: {first.get('msg', 'it is not as expected')}."
        return _problem(request, 422, said, "See /openapi.json for what is expected.", "InputError")

    @app.exception_handler(HTTPException)
    async def missing(request: Request, exc: HTTPException) -> Response:
        if exc.status_code == 404:
            return _problem(request, 404, "There is no such page.", "Start at /.", "NotFound")
        return _problem(request, exc.status_code, str(exc.detail), "", "HTTPException")

    # the guard last, so that it wraps everything else, errors included
    app.add_middleware(PageCache, bytes_kept=chosen.bytes_kept, also=also, seen=recent.saw)
    app.add_middleware(Guard, settings=chosen)
    return app


def _status(exc: BilatError) -> int:
    if isinstance(exc, BusyError):
        return 503
    return 404 if isinstance(exc, UnknownNameError | CoverageError) else 400


def _problem(request: Request, status: int, message: str, hint: str, kind: str) -> Response:
    """Answer with an error in the one shape: JSON to programs, a page to people."""
    headers = {"retry-after": "2"} if status == 503 else None
    path = request.url.path
    to_programs = path.startswith(("/api/", "/chart/", "/static/")) and not path.endswith(".html")
    if to_programs or path == "/openapi.json":
        body: dict[str, Any] = {"error": kind, "message": message, "hint": hint}
        return JSONResponse(json.loads(json.dumps(body)), status, headers=headers)
    from bilat.web.render import page

    return HTMLResponse(page("problem.html", path, message=message, hint=hint), status, headers=headers)
