"""The pages. Each has a stable address, can be read without scripts, and has its twin under /api."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bilat.web import views
from bilat.web.asking import AsOf, Group, Measure, On, Year, asked
from bilat.web.charts import as_file
from bilat.web.figures import WIDE, pair_figures, shown, state_figures
from bilat.web.guard import COOKIE
from bilat.web.render import drawn, form_token, page
from bilat.web.reports import kept_report

__all__ = ["html", "router"]

router = APIRouter(include_in_schema=False)


async def html(
    request: Request, template: str, make: Callable[[], dict[str, Any]], form: bool = False
) -> HTMLResponse:
    """Return a page, made and written outside of the loop that serves everybody.

    Parameters
    ----------
    form
        It holds a form that is bound to the reader's session: it is then nobody else's page, and not kept.
    """
    more = {"csrf": form_token(request)} if form else {}
    path = request.url.path
    text = await request.app.state.work.run(lambda: page(template, path, **make(), **more))
    answer = HTMLResponse(text)
    if form:
        answer.set_cookie(COOKIE, request.state.session, httponly=True, samesite="strict", path="/")
    return answer


@router.get("/")
async def start(request: Request) -> Response:
    """Return the start page."""
    recent = request.app.state.recent
    return await html(
        request,
        "start.html",
        lambda: {"data": views.holdings(), "names": views.names(), "recent": recent.listed()},
        form=True,
    )


@router.get("/pair")
async def pair_of(request: Request, a: str = "", b: str = "", on: On = None) -> Response:
    """Send a form's two states on to their page."""
    if not a or not b:
        return RedirectResponse("/", 303)
    tail = f"?{urlencode({'on': on})}" if on else ""
    return RedirectResponse(f"/pair/{quote(a, safe='')}/{quote(b, safe='')}{tail}", 303)


@router.get("/pair/{a}/{b}")
async def pair(
    request: Request, a: str, b: str, on: On = None, as_of: AsOf = None, measure: Measure = None
) -> Response:
    """Return the page of a pair."""
    q = asked(a, b, on, as_of, measure)
    heard = request.app.state.heard

    def make() -> dict[str, Any]:
        view = views.pair(q)
        figures, small = pair_figures(view, q)
        return {
            "view": view,
            "q": q,
            "figures": figures,
            "small": small,
            "said": heard.about(view.brief.a.iso3, view.brief.b.iso3, q.on),
            "choices": views.choices(),
            "today": date.today(),
        }

    return await html(request, "pair.html", make)


@router.get("/pair/{a}/{b}/report.html")
async def pair_report(request: Request, a: str, b: str, on: On = None, as_of: AsOf = None) -> Response:
    """Return the dossier as one file to share."""
    q = asked(a, b, on, as_of)
    name = "".join(c for c in f"{a}-{b}" if c.isascii() and (c.isalnum() or c == "-"))
    text = await request.app.state.work.run(lambda: views.pair(q).to_html())
    return as_file(text, f"{name or 'pair'}.html")


@router.get("/state")
async def state_of(name: str = "", on: On = None) -> Response:
    """Send a form's state on to its page."""
    tail = f"?{urlencode({'on': on})}" if on else ""
    return RedirectResponse(f"/state/{quote(name, safe='')}{tail}" if name else "/", 303)


@router.get("/state/{name}")
async def state(
    request: Request, name: str, on: On = None, as_of: AsOf = None, measure: Measure = None
) -> Response:
    """Return the page of a state."""
    from bilat.report.figures import worldmap

    q = asked(name, "", on, as_of, measure)

    def make() -> dict[str, Any]:
        profile = views.state(q)
        tail = urlencode({k: v.isoformat() for k, v in (("on", q.on), ("as_of", q.as_of)) if v})
        drawing = (
            worldmap.state_map(profile, f"?{tail}" if tail else "") if profile.year is not None else None
        )
        return {
            "profile": profile,
            "q": q,
            "world": shown("map", q, drawing) if drawing else None,
            "drawing": drawn(drawing.drawing or "") if drawing else "",
            "key": worldmap.legend(profile.measure.name),
            "figures": state_figures(profile, q),
            "choices": views.choices(),
            "today": date.today(),
        }

    return await html(request, "state.html", make)


@router.get("/world")
async def world(
    request: Request,
    year: Year = None,
    group: Group = None,
    on: On = None,
    as_of: AsOf = None,
    measure: Measure = None,
) -> Response:
    """Return the page of the world in a year."""
    from bilat.report.figures import lines, places, worldmap

    q = asked(on=on, as_of=as_of, measure=measure, year=year, group=group)

    def make() -> dict[str, Any]:
        view, groups = views.world(q), views.groups(replace(q, year=None))
        blocs = worldmap.bloc_map(view)
        return {
            "view": view,
            "q": q,
            "blocs": shown("blocs", q, blocs),
            "drawing": drawn(blocs.drawing or ""),
            "key": worldmap.bloc_legend(view),
            "plane": shown("plane", q, places.plane(view, WIDE)),
            "cohesion": shown(
                "cohesion", q, lines.cohesion(groups, view.measure, view.provenance.source, WIDE)
            ),
            "choices": views.choices(grouping=True),
        }

    return await html(request, "world.html", make)


@router.get("/ask")
async def ask(
    request: Request, q: Annotated[str, Query(max_length=1000)] = "", on: On = None, as_of: AsOf = None
) -> Response:
    """Return one claim, judged."""
    from bilat.checking.asking import merge

    when = asked(on=on, as_of=as_of)
    if not q.strip():
        return RedirectResponse("/", 303)

    def make() -> dict[str, Any]:
        claims = views.claims(q, when.on, when.as_of)
        return {"sentence": q, "when": when, "claims": claims, "verdict": merge(claims, when.as_of, q)}

    return await html(request, "ask.html", make)


@router.get("/check/{identity}")
async def checked(request: Request, identity: str) -> Response:
    """Return an article that was checked: text left, verdicts right."""
    from bilat.report.check_page import pieces

    report = kept_report(request.app.state.work, identity)
    return await html(
        request,
        "checked.html",
        lambda: {"report": report, "pieces": pieces(report), "identity": identity},
    )


@router.get("/check/{identity}/report.html")
async def checked_report(request: Request, identity: str) -> Response:
    """Return the checked article as one file to share."""
    report = kept_report(request.app.state.work, identity)
    return as_file(await request.app.state.work.run(report.to_html), f"checked-{identity[:8]}.html")


@router.get("/data")
async def data(request: Request) -> Response:
    """Return what is here, and what is not."""
    return await html(request, "data.html", lambda: {"data": views.holdings()})
