"""Which figures a page has, by name and address; made by `bilat.report.figures` from what the API returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

from bilat.errors import CoverageError, UnknownNameError
from bilat.report.figures import Figure, graph, lines, places, worldmap
from bilat.web import views

if TYPE_CHECKING:
    from bilat.brief.pairs import PairView
    from bilat.brief.profile import StateProfile

T = TypeVar("T")

__all__ = ["FIGURES", "NARROW", "Asked", "Shown", "figure", "pair_figures", "shown", "state_figures"]

#: Widths in pixels: a page's column, and a phone's.
WIDE, GRAPH, NARROW = 1000, 560, 350


@dataclass(frozen=True)
class Asked:
    """What an address asks for; the same for pages, figures and JSON."""

    a: str = ""
    b: str = ""
    on: date | None = None
    as_of: date | None = None
    measure: str | None = None
    year: int | None = None
    group: tuple[str, ...] = ()
    of: str = ""
    narrow: bool = False

    def query(self, **changes: str) -> str:
        """Return the query string, or an empty one."""
        parts: dict[str, str] = {}
        for key in ("a", "b", "of", "measure"):
            if value := getattr(self, key):
                parts[key] = value
        for key in ("on", "as_of"):
            if moment := getattr(self, key):
                parts[key] = moment.isoformat()
        if self.year is not None:
            parts["year"] = str(self.year)
        if self.group:
            parts["group"] = ",".join(self.group)
        return urlencode(parts | changes)


@dataclass(frozen=True)
class Shown:
    """A figure on a page: its words and rows, and the address of its drawing without the ending."""

    figure: Figure
    name: str
    query: str
    height: int
    width: int
    interactive: bool


def _width(asked: Asked) -> int:
    return NARROW if asked.narrow else WIDE


def _multiple(asked: Asked) -> Figure:
    found = [h for h in views.pair(asked).brief.histories if h.measure == asked.of]
    if not found:
        raise views.no_history(asked)
    return lines.multiple(found)


def _issues(asked: Asked) -> Figure:
    view = views.pair(asked)
    return places.issues(_need(view.brief.issues, "votes by issue"), 350 if asked.narrow else 520)


def _arms(asked: Asked, out: bool) -> Figure:
    profile = views.state(asked)
    rows = _need(profile.arms_to if out else profile.arms_from, "arms deliveries")
    title = f"Whom {profile.state.name} arms" if out else f"Who arms {profile.state.name}"
    return places.bars("arms-to" if out else "arms-from", title, rows, 350 if asked.narrow else 460)


def _conduct(asked: Asked) -> Figure:
    profile = views.state(asked)
    _need(profile.conduct, "votes")
    return lines.conduct(profile, _width(asked))


def _path(asked: Asked) -> Figure:
    profile = views.state(asked)
    if not profile.path:
        raise CoverageError(
            profile.path_note, "Choose a member of the General Assembly, and a day after its first votes."
        )
    return lines.path(profile, _width(asked))


def _cohesion(asked: Asked) -> Figure:
    view = views.world(replace(asked, year=None))
    found = views.groups(asked)
    return lines.cohesion(found, view.measure, view.provenance.source, _width(asked))


def _world(asked: Asked, draw: Callable[..., Figure], **options: int) -> Figure:
    return draw(views.world(asked), **options)


def _need(rows: tuple[T, ...], what: str) -> tuple[T, ...]:
    if not rows:
        raise CoverageError(f"There are no {what} to show.", "Give another day.")
    return rows


def _forecast(asked: Asked) -> Figure:
    from bilat.report.figures.outlook import forecast

    return forecast(views.forecast(asked.of, asked.on), NARROW if asked.narrow else GRAPH)


def _calibration(asked: Asked) -> Figure:
    from bilat.report.figures.outlook import calibration

    kept = {s.family: s for s in views.scores() if s.curve}
    if asked.of not in kept:
        raise UnknownNameError("family with a calibration curve", asked.of, kept)
    return calibration(kept[asked.of])


#: Name to how it is made.
FIGURES: dict[str, Callable[[Asked], Figure]] = {
    "trajectory": lambda q: lines.trajectory(views.pair(q), _width(q)),
    "multiple": _multiple,
    "friction": lambda q: graph.friction(views.pair(q), NARROW if q.narrow else GRAPH),
    "bridges": lambda q: graph.bridges(views.pair(q), NARROW if q.narrow else GRAPH),
    "issues": _issues,
    "map": lambda q: worldmap.state_map(views.state(q)),
    "conduct": _conduct,
    "arms-to": lambda q: _arms(q, True),
    "arms-from": lambda q: _arms(q, False),
    "path": _path,
    "blocs": lambda q: _world(q, worldmap.bloc_map),
    "plane": lambda q: _world(q, places.plane, width=_width(q)),
    "cohesion": _cohesion,
    "forecast": _forecast,
    "calibration": _calibration,
}


def figure(name: str, asked: Asked) -> Figure:
    """Return a figure.

    Raises
    ------
    UnknownNameError
        For an unknown figure, state or measure.
    """
    if name not in FIGURES:
        raise UnknownNameError("figure", name, FIGURES)
    return FIGURES[name](asked)


def shown(name: str, asked: Asked, made: Figure) -> Shown:
    """Return a figure as a page shows it."""
    width, height = made.size()
    return Shown(made, name, asked.query(), height, width, made.spec is not None)


def pair_figures(view: PairView, asked: Asked) -> tuple[dict[str, Shown], list[Shown]]:
    """Return the figures of a pair by name, and its small multiples."""
    out = {"trajectory": shown("trajectory", asked, lines.trajectory(view, WIDE))}
    if view.brief.friction:
        out["friction"] = shown("friction", asked, graph.friction(view, GRAPH))
    if view.bridges:
        out["bridges"] = shown("bridges", asked, graph.bridges(view, GRAPH))
    if view.brief.issues:
        out["issues"] = shown("issues", asked, places.issues(view.brief.issues, 520))
    small = []
    for measure, group in groupby(view.brief.histories, key=lambda h: h.measure):
        one = Asked(asked.a, asked.b, asked.on, asked.as_of, asked.measure, of=measure)
        small.append(shown("multiple", one, lines.multiple(list(group))))
    return out, small


def state_figures(profile: StateProfile, asked: Asked) -> dict[str, Shown]:
    """Return the figures of a state by name."""
    out = {}
    if profile.conduct:
        out["conduct"] = shown("conduct", asked, lines.conduct(profile, WIDE))
    if profile.path:
        out["path"] = shown("path", asked, lines.path(profile, WIDE))
    for name, rows, title in (
        ("arms-to", profile.arms_to, f"Whom {profile.state.name} arms"),
        ("arms-from", profile.arms_from, f"Who arms {profile.state.name}"),
    ):
        if rows:
            out[name] = shown(name, asked, places.bars(name, title, rows, 460))
    return out
