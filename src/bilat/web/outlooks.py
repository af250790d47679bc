"""The outlook: questions and what answers rest on, the scoreboard, the diary, scenarios with their sliders."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from bilat.errors import BilatError, InputError, UnknownNameError
from bilat.web import views
from bilat.web.asking import On, asked
from bilat.web.figures import GRAPH, NARROW, shown
from bilat.web.pages import html
from bilat.web.render import drawn

if TYPE_CHECKING:
    from bilat.outlook.games.fixing import Setting
    from bilat.outlook.games.playing import Played

__all__ = ["changes", "router"]

router = APIRouter(include_in_schema=False)

_MOST_CHANGES = 40


@router.get("/outlook")
async def outlook(
    request: Request, q: Annotated[str, Query(max_length=1000)] = "", on: On = None
) -> Response:
    """Return a forecast with what it rests on, what can be asked, the scoreboard and the diary."""
    from bilat.report.figures.outlook import forecast

    when = asked(on=on, of=q)
    made, problem = None, None
    if q.strip():
        try:
            made = await request.app.state.work.run(lambda: views.forecast(q, when.on))
        except BilatError as exc:
            problem = exc

    def make() -> dict[str, Any]:
        return {
            "q": q,
            "when": when,
            "made": made,
            "problem": problem,
            "chart": shown("forecast", when, forecast(made, GRAPH)) if made else None,
            "families": views.families(),
            "scores": views.scores(),
            "scenarios": views.scenarios(),
            "diary": views.diary(),
        }

    answer = await html(request, "outlook.html", make)
    if problem is not None:
        answer.status_code = 400
    return answer


@router.get("/outlook/scores/{family}")
async def score(request: Request, family: str) -> Response:
    """Return how a family's questions of the past were forecast: every method and split, calibration."""
    from bilat.report.figures.outlook import calibration

    def make() -> dict[str, Any]:
        known = {s.family: s for s in views.scores()}
        if family not in known:
            raise UnknownNameError("family of questions", family[:60], known)
        found = known[family]
        titles = {f.id: f.title for f in views.families()}
        return {
            "s": found,
            "title": titles.get(family, family),
            "curve": shown("calibration", asked(of=family), calibration(found)) if found.curve else None,
        }

    return await html(request, "score.html", make)


def changes(request: Request) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, float], ...]]:
    """Return the roles (``state.ROLE=State``) and values (``value.NAME=number``) that an address changes.

    Raises
    ------
    InputError
        For a value that is no number, or too many of them.
    """
    cast: dict[str, str] = {}
    fixed: dict[str, float] = {}
    for key, given in request.query_params.multi_items():
        kind, _, name = key.partition(".")
        text = given.strip()[:80]
        if not text or not name:
            continue
        if kind == "state":
            cast[name] = text
        elif kind == "value":
            try:
                fixed[name] = float(text)
            except ValueError:
                raise InputError(f"{text!r} is no number for {name!r}.", "Write it as 0.4.") from None
    if len(cast) + len(fixed) > _MOST_CHANGES:
        raise InputError("That sets too many values.", f"Set at most {_MOST_CHANGES}.")
    return tuple(sorted(cast.items())), tuple(sorted(fixed.items()))


@router.get("/outlook/scenario/{name}")
async def scenario(request: Request, name: str, on: On = None) -> Response:
    """Return a scenario, played on a day, with the values that can be moved."""
    from bilat.report.figures.outlook import endings

    when = asked(on=on)
    cast, fixed = changes(request)

    def make() -> dict[str, Any]:
        played, settings = views.scenario(name, when.on, cast, fixed)
        by_player = {
            role: [c for c in played.choices if c.player == role] for role in played.scenario.players
        }
        return {
            "played": played,
            "settings": [(s, _step(s)) for s in settings],
            "narrow": drawn(endings(played, NARROW).inline()),
            "figure": endings(played, GRAPH),
            "drawing": drawn(endings(played, GRAPH).inline()),
            "by_player": by_player,
            "when": when,
            "changed": bool(fixed),
            "names": views.names(),
            "today": date.today(),
            "query": str(request.url.query),
        }

    return await html(request, "scenario.html", make)


def _step(setting: Setting) -> float:
    """Return a step of a slider: a two-hundredth of its range, rounded down to 1, 2 or 5 of a power of ten."""
    from bilat.report.figures.scales import ticks

    found = ticks(setting.low, setting.high, 100)
    return round(found[1] - found[0], 9) if len(found) > 1 else 0.01


def played_json(played: Played, settings: tuple[Setting, ...]) -> dict[str, Any]:
    """Return a played scenario as JSON, with what can be set."""
    from dataclasses import asdict

    from bilat.report.scenario_views import scenario_json

    return {**scenario_json(played), "settings": [asdict(s) for s in settings]}
