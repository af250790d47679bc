"""The pages' twins: the same as JSON, documented in /openapi.json."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from bilat import api
from bilat.errors import InputError
from bilat.report import as_json, views_json
from bilat.web import views
from bilat.web.asking import AsOf, Group, Measure, On, Year, asked
from bilat.web.reports import check_article, kept_report

__all__ = ["router"]

router = APIRouter(prefix="/api", tags=["bilat"])


class Article(BaseModel):
    """Return an article to check: its text or its address."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(None, max_length=2_000_000, description="The text, or the HTML, of an article.")
    url: str | None = Field(None, max_length=2000, description="Its public http(s) address.")
    date: str | None = Field(None, max_length=10, description="The day spoken from.")
    outlet: str | None = Field(None, max_length=200)
    as_of: str | None = Field(None, max_length=10)


async def _json(request: Request, make: Callable[[], Any]) -> Response:
    """Return JSON, made and written outside of the loop that serves everybody."""
    body: bytes = await request.app.state.work.run(
        lambda: json.dumps(make(), ensure_ascii=False, allow_nan=False).encode()
    )
    return Response(body, media_type="application/json")


@router.get("/pair/{a}/{b}", response_model=dict[str, Any])
async def pair(
    request: Request, a: str, b: str, on: On = None, as_of: AsOf = None, measure: Measure = None
) -> Any:
    """Return a pair of states on a day: the dossier, the trajectory, marks, ranks, bridges."""
    q = asked(a, b, on, as_of, measure)
    return await _json(request, lambda: views_json.pair_json(views.pair(q)))


@router.get("/brief/{a}/{b}", response_model=dict[str, Any])
async def brief(request: Request, a: str, b: str, on: On = None, as_of: AsOf = None) -> Any:
    """Return the dossier of a pair, as ``bilat brief --json`` prints it."""
    q = asked(a, b, on, as_of)
    return await _json(request, lambda: as_json.brief_json(views.brief(q)))


@router.get("/state/{state}", response_model=dict[str, Any])
async def state(
    request: Request, state: str, on: On = None, as_of: AsOf = None, measure: Measure = None
) -> Any:
    """Return a state on a day: whom it is aligned with, how it votes, arms out and in."""
    q = asked(state, "", on, as_of, measure)
    return await _json(request, lambda: views_json.profile_json(views.state(q)))


@router.get("/partners/{state}", response_model=list[dict[str, Any]])
async def partners(
    request: Request,
    state: str,
    on: On = None,
    as_of: AsOf = None,
    measure: Measure = None,
    limit: Annotated[int, Query(ge=1, le=250)] = 10,
) -> Any:
    """Return a state's partners, ranked on each dimension, as ``bilat partners --json`` prints them."""
    q = asked(state, "", on, as_of, measure)
    return await _json(
        request,
        lambda: as_json.partners_json(api.partners(q.a, q.on, measure=q.measure, limit=limit, as_of=q.as_of)),
    )


@router.get("/world", response_model=dict[str, Any])
async def world(
    request: Request, year: Year = None, on: On = None, as_of: AsOf = None, measure: Measure = None
) -> Any:
    """Return the world of a year: states in two dimensions, and blocs."""
    q = asked(on=on, as_of=as_of, measure=measure, year=year)
    return await _json(request, lambda: views_json.world_json(views.world(q)))


@router.get("/groups", response_model=list[dict[str, Any]])
async def groups(
    request: Request, group: Group = None, on: On = None, as_of: AsOf = None, measure: Measure = None
) -> Any:
    """Return the cohesion of groups by year, and of a group of your own."""
    q = asked(on=on, as_of=as_of, measure=measure, group=group)
    return await _json(request, lambda: views_json.groups_json(views.groups(q)))


@router.get("/ask", response_model=dict[str, Any])
async def ask(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=1000)],
    on: On = None,
    as_of: AsOf = None,
) -> Any:
    """Return one claim, judged, as ``bilat ask --json`` prints it."""
    from bilat.checking.asking import merge

    when = asked(on=on, as_of=as_of)

    def make() -> dict[str, Any]:
        claims = views.claims(q, when.on, when.as_of)
        return as_json.answer_json("1", claims, merge(claims, when.as_of, q))

    return await _json(request, make)


@router.get("/votes", response_model=list[dict[str, Any]])
async def votes(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=300)],
    states: Annotated[str | None, Query(max_length=600)] = None,
    on: On = None,
    as_of: AsOf = None,
) -> Any:
    """Return roll calls by words, topic or symbol, as ``bilat votes --json`` prints them."""
    when = asked(on=on, as_of=as_of, group=states)
    return await _json(
        request,
        lambda: [
            as_json.rollcall_json(r) for r in api.votes(q, list(when.group), on=when.on, as_of=when.as_of)
        ],
    )


@router.get("/outlook", response_model=dict[str, Any])
async def outlook(
    request: Request, q: Annotated[str, Query(min_length=1, max_length=1000)], on: On = None
) -> Any:
    """Return a forecast, as ``bilat outlook ask --no-ledger --json`` prints it."""
    when = asked(on=on)
    return await _json(request, lambda: views.forecast(q, when.on).to_dict())


@router.get("/outlook/families", response_model=list[dict[str, Any]])
async def outlook_families(request: Request) -> Any:
    """Return the families of questions that can be asked."""
    names = ("id", "title", "asks", "reference_class", "model", "resolved_by")
    return await _json(
        request,
        lambda: [
            {**{n: getattr(f, n) for n in names}, "examples": list(f.examples)} for f in views.families()
        ],
    )


@router.get("/outlook/scores", response_model=list[dict[str, Any]])
async def outlook_scores(request: Request) -> Any:
    """Return the backtests that were kept, as ``bilat outlook backtest --kept --json`` prints them."""
    return await _json(request, lambda: [s.to_dict() for s in views.scores()])


@router.get("/outlook/scenarios", response_model=list[dict[str, Any]])
async def outlook_scenarios(request: Request) -> Any:
    """Return the scenarios that come with bilat, as ``bilat outlook scenario --json`` lists them."""
    return await _json(
        request,
        lambda: [{"name": n, "title": title, "about": about} for n, title, about in views.scenarios()],
    )


@router.get("/outlook/scenario/{name}", response_model=dict[str, Any])
async def outlook_scenario(request: Request, name: str, on: On = None) -> Any:
    """Return a scenario played on a day; ``state.ROLE=State`` and ``value.NAME=number`` change it."""
    from bilat.web.outlooks import changes, played_json

    when = asked(on=on)
    cast, fixed = changes(request)
    return await _json(request, lambda: played_json(*views.scenario(name, when.on, cast, fixed)))


@router.get("/outlook/ledger", response_model=dict[str, Any])
async def outlook_ledger(request: Request) -> Any:
    """Return the diary of forecasts as ``bilat outlook ledger --json`` prints it, resolving nothing."""

    def make() -> dict[str, Any]:
        items, tallies = views.diary()
        return {"forecasts": [i.to_dict() for i in items[::-1]], "scores": [asdict(t) for t in tallies]}

    return await _json(request, make)


@router.get("/said/{a}/{b}", response_model=list[dict[str, Any]])
async def said(request: Request, a: str, b: str, on: On = None) -> Any:
    """Return the statements about a pair in articles that were checked here."""
    from bilat import states

    when = asked(on=on)
    heard = request.app.state.heard
    return await _json(
        request,
        lambda: [s.to_dict() for s in heard.about(states.get(a).iso3, states.get(b).iso3, when.on, most=100)],
    )


@router.post("/check", response_model=dict[str, Any])
async def check(request: Request, article: Annotated[Article, Body()]) -> Any:
    """Check an article, as ``bilat check --json`` prints it; ``id`` finds it again under /check/ID."""
    if bool(article.text) == bool(article.url):
        raise InputError("Neither or both of text and url were given.", "Give one of them.")
    when = asked(on=article.date, as_of=article.as_of)
    identity, report = await check_article(
        request.app,
        article.text or article.url or "",
        is_address=bool(article.url),
        when=when,
        outlet=article.outlet,
    )
    return await _json(request, lambda: {"id": identity, **as_json.report_json(report)})


@router.get("/check/{identity}", response_model=dict[str, Any])
async def checked(request: Request, identity: str) -> Any:
    """Return an article that was checked since this server started."""
    report = kept_report(request.app.state.work, identity)
    return await _json(request, lambda: {"id": identity, **as_json.report_json(report)})


@router.get("/data", response_model=dict[str, Any])
async def data(request: Request) -> Any:
    """Return what is here: sources with version, coverage, licence and citation; what each table covers."""
    return await _json(request, views.holdings)
