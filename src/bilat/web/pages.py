"""The pages. Each has a stable address, can be read without scripts, and has its twin under /api."""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import replace
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bilat import api
from bilat.errors import BilatError, InputError
from bilat.web.asking import AsOf, Group, Measure, On, Year, asked
from bilat.web.figures import GRAPH, WIDE, figure, pair_figures, shown, state_figures
from bilat.web.guard import COOKIE, CSP_DOCUMENT, csrf_token
from bilat.web.render import drawn, page, session_of
from bilat.web.reports import check_article, kept_report

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

Text = Annotated[str, Form(max_length=2_000_000)]
Short = Annotated[str, Form(max_length=300)]

_DRAWINGS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def _html(request: Request, template: str, **values: Any) -> HTMLResponse:
    answer = HTMLResponse(page(request, template, **values))
    answer.set_cookie(COOKIE, request.state.session, httponly=True, samesite="strict", path="/")
    return answer


def _guarded(request: Request, token: str) -> None:
    """Refuse a form that is not from one of our own pages.

    Raises
    ------
    InputError
        If its token does not belong to the reader's session.
    """
    expected = csrf_token(request.app.state.settings.secret, session_of(request))
    if not hmac.compare_digest(token.encode(), expected.encode()):
        raise InputError(
            "The form is too old, or not from this server.", "Load the page again and send it anew."
        )


async def _choices(request: Request, grouping: bool = False) -> list[dict[str, str]]:
    def read() -> list[dict[str, str]]:
        from bilat.brief.chosen import ALIGNMENT, GROUPING, choices
        from bilat.record import open_record

        found = choices(open_record(), GROUPING if grouping else ALIGNMENT)
        return [{"name": m.name, "label": m.label} for m in found]

    found: list[dict[str, str]] = await request.app.state.work.once(("choices", grouping), read)
    return found


async def _names(request: Request) -> list[tuple[str, str]]:
    def read() -> list[tuple[str, str]]:
        from bilat import states

        year = date.today().year
        pairs = [(states.iso3(int(c), year), states.name(int(c), year)) for c in states.system(year)]
        return sorted(pairs, key=lambda p: p[1])

    found: list[tuple[str, str]] = await request.app.state.work.once("names", read)
    return found


async def _data(request: Request) -> dict[str, Any]:
    from bilat.web.twins import data

    return await data(request)


@router.get("/")
async def start(request: Request) -> Response:
    """Return the start page."""
    return _html(request, "start.html", data=await _data(request), names=await _names(request))


@router.post("/go")
async def go(
    request: Request, q: Text = "", csrf: Short = "", on: Short = "", outlet: Short = ""
) -> Response:
    """Send on to what was typed: a pair, a state, a sentence, an address, an article."""
    from bilat.brief.intent import intent_of

    _guarded(request, csrf)
    when = asked(on=on)
    meant = await request.app.state.work.run(lambda: intent_of(q, when.on))
    tail = f"?{urlencode({'on': on})}" if on else ""
    match meant.kind:
        case "pair":
            return RedirectResponse(f"/pair/{meant.states[0]}/{meant.states[1]}{tail}", 303)
        case "state":
            return RedirectResponse(f"/state/{meant.states[0]}{tail}", 303)
        case "sentence":
            asking = {"q": meant.text} | ({"on": on} if on else {})
            return RedirectResponse(f"/ask?{urlencode(asking)}", 303)
        case "nothing":
            return RedirectResponse("/", 303)
    identity, _ = await check_article(
        request.app.state.work,
        meant.text,
        is_address=meant.kind == "address",
        when=when,
        outlet=outlet or None,
    )
    return RedirectResponse(f"/check/{identity}", 303)


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
    view = await request.app.state.work.once(
        ("pair", q), lambda: api.pair_view(q.a, q.b, q.on, measure=q.measure, as_of=q.as_of)
    )
    figures, small = pair_figures(view, q)
    return _html(
        request,
        "pair.html",
        view=view,
        q=q,
        figures=figures,
        small=small,
        choices=await _choices(request),
        today=date.today(),
    )


@router.get("/pair/{a}/{b}/report.html")
async def pair_report(request: Request, a: str, b: str, on: On = None, as_of: AsOf = None) -> Response:
    """Return the dossier as one file to share."""
    q = asked(a, b, on, as_of)

    def make() -> str:
        return api.brief(q.a, q.b, q.on, as_of=q.as_of).to_html()

    name = "".join(c for c in f"{a}-{b}" if c.isascii() and (c.isalnum() or c == "-"))
    return _file(await request.app.state.work.once(("report", q), make), f"{name or 'pair'}.html")


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
    profile = await request.app.state.work.once(
        ("state", q), lambda: api.state_profile(q.a, q.on, measure=q.measure, as_of=q.as_of)
    )
    tail = urlencode({k: v.isoformat() for k, v in (("on", q.on), ("as_of", q.as_of)) if v})
    world = worldmap.state_map(profile, f"?{tail}" if tail else "") if profile.year is not None else None
    return _html(
        request,
        "state.html",
        profile=profile,
        q=q,
        world=shown("map", q, world) if world else None,
        drawing=drawn(world.drawing or "") if world else "",
        figures=state_figures(profile, q),
        choices=await _choices(request),
        today=date.today(),
    )


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
    work = request.app.state.work
    view = await work.once(
        ("world", q), lambda: api.world_view(q.year, on=q.on, measure=q.measure, as_of=q.as_of)
    )
    groups = await work.once(
        ("groups", replace(q, year=None)),
        lambda: api.group_lines(list(q.group), on=q.on, measure=q.measure, as_of=q.as_of),
    )
    blocs = worldmap.bloc_map(view)
    return _html(
        request,
        "world.html",
        view=view,
        q=q,
        blocs=shown("blocs", q, blocs),
        drawing=drawn(blocs.drawing or ""),
        plane=shown("plane", q, places.plane(view, WIDE)),
        cohesion=shown("cohesion", q, lines.cohesion(groups, view.measure, view.provenance.source, WIDE)),
        choices=await _choices(request, grouping=True),
    )


@router.get("/ask")
async def ask(
    request: Request, q: Annotated[str, Query(max_length=1000)] = "", on: On = None, as_of: AsOf = None
) -> Response:
    """Return one claim, judged."""
    from bilat.checking.asking import merge

    when = asked(on=on, as_of=as_of)
    if not q.strip():
        return RedirectResponse("/", 303)
    claims = await request.app.state.work.once(
        ("ask", q, when), lambda: api.ask_claims(q, when.on, as_of=when.as_of)
    )
    return _html(request, "ask.html", sentence=q, when=when, claims=claims, verdict=merge(claims, when.as_of))


@router.get("/check")
async def check(request: Request) -> Response:
    """Return the form to check an article."""
    return _html(
        request, "check_form.html", problem=None, given=dict.fromkeys(("text", "url", "on", "outlet"), "")
    )


@router.post("/check")
async def check_posted(
    request: Request,
    text: Text = "",
    url: Annotated[str, Form(max_length=2000)] = "",
    on: Short = "",
    outlet: Short = "",
    csrf: Short = "",
) -> Response:
    """Check the article of the form, then show it under its own address."""
    _guarded(request, csrf)
    try:
        given = url.strip() or text
        if not given.strip():
            raise InputError(
                "There is nothing to check.", "Paste the text of an article, or give its address."
            )
        identity, _ = await check_article(
            request.app.state.work,
            given,
            is_address=bool(url.strip()),
            when=asked(on=on),
            outlet=outlet or None,
        )
    except BilatError as exc:
        kept = {"text": text, "url": url, "on": on, "outlet": outlet}
        answer = _html(request, "check_form.html", problem=exc, given=kept)
        answer.status_code = 400
        return answer
    return RedirectResponse(f"/check/{identity}", 303)


@router.get("/check/{identity}")
async def checked(request: Request, identity: str) -> Response:
    """Return an article that was checked: text left, verdicts right."""
    from bilat.report.check_page import pieces

    report = kept_report(request.app.state.work, identity)
    return _html(request, "checked.html", report=report, pieces=pieces(report), identity=identity)


@router.get("/check/{identity}/report.html")
async def checked_report(request: Request, identity: str) -> Response:
    """Return the checked article as one file to share."""
    report = kept_report(request.app.state.work, identity)
    return _file(await request.app.state.work.run(report.to_html), f"checked-{identity[:8]}.html")


@router.get("/outlook")
async def outlook(
    request: Request, q: Annotated[str, Query(max_length=1000)] = "", on: On = None
) -> Response:
    """Return a forecast with what it rests on, what can be asked, and the scoreboard."""
    from bilat.report.figures.outlook import calibration, forecast
    from bilat.web.twins import forecast_of, kept_scores

    when = asked(on=on, of=q)
    made, problem = None, None
    if q.strip():
        try:
            made = await forecast_of(request, q, when)
        except BilatError as exc:
            problem = exc
    answer = _html(
        request,
        "outlook.html",
        q=q,
        when=when,
        made=made,
        problem=problem,
        chart=shown("forecast", when, forecast(made, GRAPH)) if made else None,
        families=await request.app.state.work.run(api.outlook_families),
        scores=[
            (s, shown("calibration", asked(of=s.family), calibration(s)) if s.curve else None)
            for s in await kept_scores(request)
        ],
    )
    if problem is not None:
        answer.status_code = 400
    return answer


@router.get("/data")
async def data(request: Request) -> Response:
    """Return what is here, and what is not."""
    return _html(request, "data.html", data=await _data(request))


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
    """Return a figure: as SVG, PNG, CSV, or as its Vega-Lite specification."""
    if kind not in _DRAWINGS:
        raise InputError(f"A figure is not made as {kind[:10]!r}.", f"Use {', '.join(_DRAWINGS)}.")
    q = asked(a, b, on, as_of, measure, year, group, of, narrow)

    def make() -> str | bytes:
        import json

        made = figure(name, q)
        match kind:
            case "svg":
                return made.svg()
            case "png":
                return made.png()
            case "csv":
                return made.csv()
        return json.dumps(made.spec)

    body = await asyncio.shield(request.app.state.work.once(("chart", name, kind, q), make))
    headers = {"cache-control": "private, max-age=300"}
    if kind == "svg":
        headers["content-security-policy"] = CSP_DOCUMENT
    if save or kind == "csv":
        headers["content-disposition"] = f'attachment; filename="bilat-{name}.{kind}"'
    return Response(body, media_type=_DRAWINGS[kind], headers=headers)


def _file(text: str, name: str) -> Response:
    return Response(
        text,
        media_type="text/html; charset=utf-8",
        headers={
            "content-disposition": f'attachment; filename="{name}"',
            "content-security-policy": CSP_DOCUMENT,
        },
    )
