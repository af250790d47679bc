"""What pages, figures and JSON show, asked of the API once and kept for the next who needs the same.

A page of a pair has some twenty figures, each an address of its own: all are made from one view. What is kept is kept
under the state of the store and the day: new data, or a new day, make a new answer.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from bilat import api

if TYPE_CHECKING:
    from bilat.brief.dossier import Brief
    from bilat.brief.pairs import PairView
    from bilat.brief.profile import StateProfile
    from bilat.brief.world import GroupLine, WorldView
    from bilat.checking.result import Claim
    from bilat.errors import CoverageError
    from bilat.outlook.families.base import Family
    from bilat.outlook.games.fixing import Setting
    from bilat.outlook.games.playing import Played
    from bilat.outlook.keeping import Kept, Tally
    from bilat.outlook.skill import Scores
    from bilat.outlook.types import Forecast
    from bilat.web.figures import Asked

__all__ = [
    "brief",
    "choices",
    "claims",
    "diary",
    "diary_stamp",
    "families",
    "forecast",
    "groups",
    "holdings",
    "names",
    "no_history",
    "pair",
    "scenario",
    "scenarios",
    "scores",
    "state",
    "world",
]

#: How often a scenario's payoffs are drawn here: enough to see, soon enough for a slider.
_DRAWS = 200

P = ParamSpec("P")
T = TypeVar("T")


def kept(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep the last answers of a function; several threads that ask the same wait for one of them.

    Examples
    --------
    >>> calls = []
    >>> @kept(1)
    ... def twice(x: int) -> int:
    ...     calls.append(x)
    ...     return 2 * x
    >>> twice(2), twice(2), calls
    (4, 4, [2])
    """

    def around(function: Callable[P, T]) -> Callable[P, T]:
        made: OrderedDict[Hashable, T] = OrderedDict()
        making: dict[Hashable, threading.Lock] = {}
        lock = threading.Lock()

        @wraps(function)
        def asked(*args: P.args, **options: P.kwargs) -> T:
            from bilat.record import store_key

            key = (store_key(), date.today(), args, tuple(sorted(options.items())))
            with lock:
                if key in made:
                    made.move_to_end(key)
                    return made[key]
                mine = making.setdefault(key, threading.Lock())
            with mine:
                with lock:
                    if key in made:
                        return made[key]
                try:
                    found = function(*args, **options)
                finally:
                    with lock:
                        making.pop(key, None)
                with lock:
                    made[key] = found
                    while len(made) > most:
                        made.popitem(last=False)
                return found

        return asked

    return around


def pair(q: Asked) -> PairView:
    """Return the view of a pair."""
    return _pair(q.a, q.b, q.on, q.as_of, q.measure)


@kept(64)
def _pair(a: str, b: str, on: date | None, as_of: date | None, measure: str | None) -> PairView:
    return api.pair_view(a, b, on, measure=measure, as_of=as_of)


def no_history(q: Asked) -> CoverageError:
    """Return the error that says why no year of a measure of a pair is known."""
    from bilat.api._opening import bench_of
    from bilat.brief.parts import no_history as why

    shown = brief(q)
    return why(bench_of(q.on, q.as_of), shown.a, shown.b, q.of)


def brief(q: Asked) -> Brief:
    """Return the dossier of a pair."""
    return _pair(q.a, q.b, q.on, q.as_of, None).brief


def state(q: Asked) -> StateProfile:
    """Return the profile of a state."""
    return _state(q.a, q.on, q.as_of, q.measure)


@kept(48)
def _state(a: str, on: date | None, as_of: date | None, measure: str | None) -> StateProfile:
    return api.state_profile(a, on, measure=measure, as_of=as_of)


def world(q: Asked) -> WorldView:
    """Return the world of a year."""
    return _world(q.year, q.on, q.as_of, q.measure)


@kept(100)
def _world(year: int | None, on: date | None, as_of: date | None, measure: str | None) -> WorldView:
    return api.world_view(year, on=on, measure=measure, as_of=as_of)


def groups(q: Asked) -> tuple[GroupLine, ...]:
    """Return the cohesion of groups by year, and of the group of one's own."""
    return _groups(q.group, q.on, q.as_of, q.measure)


@kept(24)
def _groups(
    group: tuple[str, ...], on: date | None, as_of: date | None, measure: str | None
) -> tuple[GroupLine, ...]:
    return api.group_lines(list(group), on=on, measure=measure, as_of=as_of)


@kept(200)
def claims(sentence: str, on: date | None, as_of: date | None) -> tuple[Claim, ...]:
    """Return the propositions of a sentence, judged."""
    return api.ask_claims(sentence, on, as_of=as_of)


@kept(64)
def forecast(question: str, on: date | None) -> Forecast:
    """Return the answer to a question about the future; nothing is written to the diary."""
    return api.outlook_ask(question, on, keep=False)


@kept(1)
def scores() -> list[Scores]:
    """Return the backtests that were kept."""
    return api.outlook_backtest(run=False)


@kept(1)
def families() -> tuple[Family, ...]:
    """Return the families of questions that can be asked."""
    return api.outlook_families()


@kept(1)
def scenarios() -> list[tuple[str, str, str]]:
    """Return name, title and words of the scenarios that come with bilat."""
    from bilat.outlook.games import load, shipped

    return [(n, (found := load(n)).title, found.about) for n in shipped()]


def scenario(
    name: str,
    on: date | None,
    cast: tuple[tuple[str, str], ...] = (),
    fixed: tuple[tuple[str, float], ...] = (),
) -> tuple[Played, tuple[Setting, ...]]:
    """Return a scenario played with some values set, and the values that can be set.

    Raises
    ------
    UnknownNameError
        For a scenario, role or value that there is not.
    """
    from bilat.errors import UnknownNameError
    from bilat.outlook.games import load, shipped
    from bilat.outlook.games.fixing import settings

    if name not in shipped():  # an address never names a file
        raise UnknownNameError("scenario", name[:60], shipped())
    as_drawn = _played(name, on, cast, ())
    played = _played(name, on, cast, fixed) if fixed else as_drawn
    return played, settings(load(name), as_drawn, dict(fixed))


@kept(60)
def _played(
    name: str, on: date | None, cast: tuple[tuple[str, str], ...], fixed: tuple[tuple[str, float], ...]
) -> Played:
    from bilat.checking.opened import opened
    from bilat.outlook.games import load, play
    from bilat.outlook.games.fixing import with_fixed

    day = on or date.today()
    record, _ledger = opened(day)
    return play(with_fixed(load(name), dict(fixed)), record, day, cast=dict(cast), draws=_DRAWS)


def diary() -> tuple[list[Kept], list[Tally]]:
    """Return the diary of forecasts as it stands, the newest first; nothing is resolved or written by looking."""
    from bilat.outlook.diary import Diary
    from bilat.outlook.keeping import kept as forecasts
    from bilat.outlook.keeping import tally

    items = forecasts(Diary().lines())
    return items[::-1], tally(items)


def diary_stamp() -> int:
    """Return what changes when the diary does."""
    from bilat.outlook.diary import Diary

    try:
        return Diary().path.stat().st_mtime_ns
    except OSError:
        return 0


@kept(2)
def choices(grouping: bool = False) -> list[dict[str, str]]:
    """Return the measures that alignment can be shown by."""
    from bilat.brief.chosen import ALIGNMENT, GROUPING
    from bilat.brief.chosen import choices as of
    from bilat.record import open_record

    return [
        {"name": m.name, "label": m.label} for m in of(open_record(), GROUPING if grouping else ALIGNMENT)
    ]


@kept(1)
def names() -> list[tuple[str, str]]:
    """Return ISO3 code and name of every state of today, by name."""
    from bilat import states

    year = date.today().year
    pairs = [(states.iso3(int(c), year), states.name(int(c), year)) for c in states.system(year)]
    return sorted(pairs, key=lambda p: p[1])


@kept(1)
def holdings() -> dict[str, Any]:
    """Return what is here: sources, and what each table covers."""
    from bilat.record.holdings import holdings as of
    from bilat.record.opening import open_record
    from bilat.report import views_json

    record = open_record()
    return {
        "sources": views_json.holdings_json(of()),
        "tables": views_json.coverage_json([record.coverage(t) for t in record.tables]),
    }
