"""The pages' twins: the same as JSON, documented in /openapi.json."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Body, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from bilat import api
from bilat.errors import InputError
from bilat.report import as_json, views_json
from bilat.web.asking import AsOf, Group, Measure, On, Year, asked
from bilat.web.reports import check_article, kept_report

if TYPE_CHECKING:
    from bilat.outlook.skill import Scores
    from bilat.outlook.types import Forecast
    from bilat.web.figures import Asked

__all__ = ["forecast_of", "kept_scores", "router"]

router = APIRouter(prefix="/api", tags=["bilat"])


class Article(BaseModel):
    """Return an article to check: its text or its address."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(None, max_length=2_000_000, description="The text, or the HTML, of an article.")
    url: str | None = Field(None, max_length=2000, description="Its public http(s) address.")
    date: str | None = Field(None, max_length=10, description="The day spoken from.")
    outlet: str | None = Field(None, max_length=200)
    as_of: str | None = Field(None, max_length=10)


@router.get("/pair/{a}/{b}")
async def pair(
    request: Request, a: str, b: str, on: On = None, as_of: AsOf = None, measure: Measure = None
) -> dict[str, Any]:
    """Return a pair of states on a day: the dossier, the trajectory, marks, ranks, bridges."""
    q = asked(a, b, on, as_of, measure)
    view = await request.app.state.work.once(
        ("pair", q), lambda: api.pair_view(q.a, q.b, q.on, measure=q.measure, as_of=q.as_of)
    )
    return views_json.pair_json(view)


@router.get("/brief/{a}/{b}")
async def brief(request: Request, a: str, b: str, on: On = None, as_of: AsOf = None) -> dict[str, Any]:
    """Return the dossier of a pair, as ``bilat brief --json`` prints it."""
    q = asked(a, b, on, as_of)
    return as_json.brief_json(
        await request.app.state.work.once(("brief", q), lambda: api.brief(q.a, q.b, q.on, as_of=q.as_of))
    )


@router.get("/state/{state}")
async def state(
    request: Request, state: str, on: On = None, as_of: AsOf = None, measure: Measure = None
) -> dict[str, Any]:
    """Return a state on a day: whom it is aligned with, how it votes, arms out and in."""
    q = asked(state, "", on, as_of, measure)
    profile = await request.app.state.work.once(
        ("state", q), lambda: api.state_profile(q.a, q.on, measure=q.measure, as_of=q.as_of)
    )
    return views_json.profile_json(profile)


@router.get("/partners/{state}")
async def partners(
    request: Request,
    state: str,
    on: On = None,
    as_of: AsOf = None,
    measure: Measure = None,
    limit: Annotated[int, Query(ge=1, le=250)] = 10,
) -> list[dict[str, Any]]:
    """Return a state's partners, ranked on each dimension, as ``bilat partners --json`` prints them."""
    q = asked(state, "", on, as_of, measure)
    rows = await request.app.state.work.once(
        ("partners", q, limit),
        lambda: api.partners(q.a, q.on, measure=q.measure, limit=limit, as_of=q.as_of),
    )
    return as_json.partners_json(rows)


@router.get("/world")
async def world(
    request: Request, year: Year = None, on: On = None, as_of: AsOf = None, measure: Measure = None
) -> dict[str, Any]:
    """Return the world of a year: states in two dimensions, and blocs."""
    q = asked(on=on, as_of=as_of, measure=measure, year=year)
    view = await request.app.state.work.once(
        ("world", q), lambda: api.world_view(q.year, on=q.on, measure=q.measure, as_of=q.as_of)
    )
    return views_json.world_json(view)


@router.get("/groups")
async def groups(
    request: Request, group: Group = None, on: On = None, as_of: AsOf = None, measure: Measure = None
) -> list[dict[str, Any]]:
    """Return the cohesion of groups by year, and of a group of your own."""
    q = asked(on=on, as_of=as_of, measure=measure, group=group)
    lines = await request.app.state.work.once(
        ("groups", q), lambda: api.group_lines(list(q.group), on=q.on, measure=q.measure, as_of=q.as_of)
    )
    return views_json.groups_json(lines)


@router.get("/ask")
async def ask(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=1000)],
    on: On = None,
    as_of: AsOf = None,
) -> dict[str, Any]:
    """Return one claim, judged, as ``bilat ask --json`` prints it."""
    from bilat.checking.asking import merge

    when = asked(on=on, as_of=as_of)
    claims = await request.app.state.work.once(
        ("ask", q, when), lambda: api.ask_claims(q, when.on, as_of=when.as_of)
    )
    return as_json.answer_json("1", claims, merge(claims, when.as_of))


@router.get("/votes")
async def votes(
    request: Request,
    q: Annotated[str, Query(min_length=1, max_length=300)],
    states: Annotated[str | None, Query(max_length=600)] = None,
    on: On = None,
    as_of: AsOf = None,
) -> list[dict[str, Any]]:
    """Return roll calls by words, topic or symbol, as ``bilat votes --json`` prints them."""
    when = asked(on=on, as_of=as_of, group=states)
    rows = await request.app.state.work.run(
        lambda: api.votes(q, list(when.group), on=when.on, as_of=when.as_of)
    )
    return [as_json.rollcall_json(r) for r in rows]


async def forecast_of(request: Request, question: str, when: Asked) -> Forecast:
    """Return the answer to a question about the future; nothing is written to the diary."""
    found: Forecast = await request.app.state.work.once(
        ("outlook", question, when.on), lambda: api.outlook_ask(question, when.on, keep=False)
    )
    return found


async def kept_scores(request: Request) -> list[Scores]:
    """Return the backtests that were kept."""
    found: list[Scores] = await request.app.state.work.once("scores", lambda: api.outlook_backtest(run=False))
    return found


@router.get("/outlook")
async def outlook(
    request: Request, q: Annotated[str, Query(min_length=1, max_length=1000)], on: On = None
) -> dict[str, Any]:
    """Return a forecast, as ``bilat outlook ask --no-ledger --json`` prints it."""
    return (await forecast_of(request, q, asked(on=on))).to_dict()


@router.get("/outlook/families")
async def outlook_families(request: Request) -> list[dict[str, Any]]:
    """Return the families of questions that can be asked."""
    names = ("id", "title", "asks", "reference_class", "model", "resolved_by")
    rows = await request.app.state.work.run(api.outlook_families)
    return [{**{n: getattr(f, n) for n in names}, "examples": list(f.examples)} for f in rows]


@router.get("/outlook/scores")
async def outlook_scores(request: Request) -> list[dict[str, Any]]:
    """Return the backtests that were kept, as ``bilat outlook backtest --kept --json`` prints them."""
    return [s.to_dict() for s in await kept_scores(request)]


@router.post("/check")
async def check(request: Request, article: Annotated[Article, Body()]) -> dict[str, Any]:
    """Check an article, as ``bilat check --json`` prints it; ``id`` finds it again under /check/ID."""
    if bool(article.text) == bool(article.url):
        raise InputError("Neither or both of text and url were given.", "Give one of them.")
    when = asked(on=article.date, as_of=article.as_of)
    identity, report = await check_article(
        request.app.state.work,
        article.text or article.url or "",
        is_address=bool(article.url),
        when=when,
        outlet=article.outlet,
    )
    return {"id": identity, **as_json.report_json(report)}


@router.get("/check/{identity}")
async def checked(request: Request, identity: str) -> dict[str, Any]:
    """Return an article that was checked since this server started."""
    return {"id": identity, **as_json.report_json(kept_report(request.app.state.work, identity))}


@router.get("/data")
async def data(request: Request) -> dict[str, Any]:
    """Return what is here: sources with version, coverage, licence and citation; what each table covers."""
    from bilat.record.holdings import holdings
    from bilat.record.opening import open_record

    def read() -> dict[str, Any]:
        record = open_record()
        return {
            "sources": views_json.holdings_json(holdings()),
            "tables": views_json.coverage_json([record.coverage(t) for t in record.tables]),
        }

    found: dict[str, Any] = await request.app.state.work.once("data", read)
    return found
