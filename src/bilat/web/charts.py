"""Figures and whole reports as files: SVG, PNG, CSV, Vega-Lite, one HTML file; and a figure's own page with its table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from bilat.errors import InputError
from bilat.web.asking import AsOf, Group, Measure, On, Year, asked
from bilat.web.figures import Asked, figure, shown
from bilat.web.guard import CSP_DOCUMENT
from bilat.web.render import page

if TYPE_CHECKING:
    from bilat.report.figures import Figure

__all__ = ["as_file", "router"]

router = APIRouter(include_in_schema=False)

_DRAWINGS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
}


@router.get("/chart/{name}.{kind}")
async def chart(
    request: Request,
    name: str,
    kind: str,
    a: Annotated[str, Query(max_length=80)] = "",
    b: Annotated[str, Query(max_length=80)] = "",
    on: On = None,
    as_of: AsOf = None,
    measure: Measure = None,
    year: Year = None,
    group: Group = None,
    of: Annotated[str, Query(max_length=1000)] = "",
    narrow: bool = False,
    save: bool = False,
) -> Response:
    """Return a figure: as SVG, PNG, CSV, as its Vega-Lite specification, or as a page with its table."""
    if kind not in _DRAWINGS:
        raise InputError(f"A figure is not made as {kind[:10]!r}.", f"Use {', '.join(_DRAWINGS)}.")
    q = asked(a, b, on, as_of, measure, year, group, of, narrow)

    def make() -> str | bytes:
        made = figure(name, q)
        match kind:
            case "svg":
                return made.svg()
            case "png":
                return made.png()
            case "csv":
                return made.csv()
            case "html":
                return _page(name, made, q)
        return json.dumps(made.spec)

    body = await request.app.state.work.run(make)
    headers = {"cache-control": "private, max-age=300"}
    if kind == "svg":
        headers["content-security-policy"] = CSP_DOCUMENT
    if save or kind == "csv":
        headers["content-disposition"] = f'attachment; filename="bilat-{name}.{kind}"'
    return Response(body, media_type=_DRAWINGS[kind], headers=headers)


def _page(name: str, made: Figure, q: Asked) -> str:
    """Return the page of a figure: the drawing, and all that is drawn as a table."""
    return page(
        "figure.html",
        f"/chart/{name}",
        shown=shown(name, q, made),
        columns=list(dict.fromkeys(c for row in made.rows for c in row)),
        back=_back(name, q),
    )


def _back(name: str, q: Asked) -> tuple[str, str] | None:
    """Return address and name of the page that a figure is part of."""
    if name in ("blocs", "plane", "cohesion"):
        return f"/world?{q.query()}", "The world"
    if name in ("forecast", "calibration"):
        return ("/outlook" if name == "forecast" else f"/outlook/scores/{quote(q.of, safe='')}"), "Outlook"
    states = [quote(x, safe="") for x in (q.a, q.b) if x]
    kind = {1: "state", 2: "pair"}.get(len(states))
    tail = q.query(a="", b="", of="")
    return (f"/{kind}/{'/'.join(states)}?{tail}", f"The {kind}") if kind else None


def as_file(text: str, name: str) -> Response:
    """Return a page to save under a name."""
    return Response(
        text,
        media_type="text/html; charset=utf-8",
        headers={
            "content-disposition": f'attachment; filename="{name}"',
            "content-security-policy": CSP_DOCUMENT,
        },
    )
