"""What a page of a pair shows beyond the dossier: the trajectory with its marks, ranks, bridges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from bilat import states
from bilat.brief.chosen import chosen_measure
from bilat.brief.dossier import HistoryLine
from bilat.brief.parts import FIRST_YEAR
from bilat.measures import access
from bilat.measures.catalogue import MEASURES
from bilat.measures.voting import joint_votes, seldom_seen
from bilat.shown import Shown

if TYPE_CHECKING:
    from bilat.brief.dossier import Brief
    from bilat.checking.context import Bench
    from bilat.measures.catalogue import Measure
    from bilat.measures.views import History, Partner, Standing
    from bilat.states import State

__all__ = ["Bridge", "Mark", "PairView", "Place", "line_of", "pair_view"]

#: How many bridges are listed.
_BRIDGES = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """A treaty or an event of the pair, to be set on its trajectory; ``until`` is ``None`` while it lasts."""

    number: int
    kind: str
    label: str
    start: date
    until: date | None
    spans: bool
    citation: str


@dataclass(frozen=True, slots=True)
class Bridge:
    """A third state close to both: its alignment with each."""

    iso3: str
    name: str
    to_a: float
    to_b: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where one of the two stands among the other's partners: rank 1 is the closest."""

    of_state: str
    partner: str
    rank: int
    of: int


@dataclass(frozen=True)
class PairView(Shown):
    """Everything a page of a pair shows.

    ``standing`` is of ``year``, the last year known by the day; both ``None`` where none is.
    """

    brief: Brief
    measure: Measure
    line: HistoryLine
    reasons: dict[int, str]
    year: int | None
    standing: Standing | None
    places: tuple[Place, ...]
    marks: tuple[Mark, ...]
    bridges: tuple[Bridge, ...]

    def to_html(self) -> str:
        """Return the dossier with the trajectory, ranks and bridges as one self-contained HTML page."""
        from bilat.report.brief_page import brief_html

        return brief_html(self.brief, self)


def line_of(h: History, way: str = "") -> HistoryLine:
    """Return a history as a line for a chart, bounds included."""

    def nullable(values: np.ndarray | None) -> tuple[float | None, ...]:
        return () if values is None else tuple(None if np.isnan(v) else float(v) for v in values)

    m, p = h.measure, h.provenance
    return HistoryLine(
        m.dimension,
        m.name,
        m.label,
        m.unit,
        way,
        tuple(int(y) for y in h.years),
        nullable(h.values),
        nullable(h.low),
        nullable(h.high),
        (p.covers_from, p.covers_to),
        p.source,
    )


def pair_view(bench: Bench, brief: Brief, measure: str | None = None) -> PairView:
    """Return the page of a pair whose dossier was made on the same bench.

    Parameters
    ----------
    measure
        The measure shown as alignment; see `bilat.brief.chosen`.
    """
    a, b = brief.a, brief.b
    m = chosen_measure(measure, bench.record)
    line, reasons = _over_time(bench, m, a, b)
    known = [y for y, v in zip(line.years, line.values, strict=True) if v is not None]
    year = known[-1] if known else None
    return PairView(
        brief=brief,
        measure=m,
        line=line,
        reasons=reasons,
        year=year,
        standing=access.standing(
            bench.record, m.name, bench.code(a.iso3, year), bench.code(b.iso3, year), year
        )
        if year is not None
        else None,
        places=_places(bench, m.name, a, b, year) if year is not None else (),
        marks=_marks(bench, brief),
        bridges=_bridges(bench, m.name, a, b, year) if year is not None else (),
    )


def _over_time(bench: Bench, m: Measure, a: State, b: State) -> tuple[HistoryLine, dict[int, str]]:
    """Return a pair's history across changes of code (West Germany, then Germany), with why years are unknown."""
    last = bench.on.year - 1
    parts = [
        access.history(bench.record, m.name, x, y, FIRST_YEAR, last)
        for x in bench.codes(a.iso3, FIRST_YEAR, last)
        for y in bench.codes(b.iso3, FIRST_YEAR, last)
        if x != y
    ]
    lines = [line_of(h) for h in parts]
    line, reasons = lines[0], dict(parts[0].reasons)
    for more in lines[1:]:
        fill = [v is None for v in line.values]
        line = replace(
            line,
            values=_filled(line.values, more.values, fill),
            low=_filled(line.low, more.low, fill),
            high=_filled(line.high, more.high, fill),
        )
    known = {y for y, v in zip(line.years, line.values, strict=True) if v is not None}
    return line, {y: why for y, why in reasons.items() if y not in known}


def _filled(
    first: tuple[float | None, ...], second: tuple[float | None, ...], fill: list[bool]
) -> tuple[float | None, ...]:
    if not first or not second:
        return first or second
    return tuple(b if f else a for a, b, f in zip(first, second, fill, strict=True))


def _places(bench: Bench, name: str, a: State, b: State, year: int) -> tuple[Place, ...]:
    found = []
    for one, two in ((a, b), (b, a)):
        ranked = _partners(bench, name, bench.code(one.iso3, year), year)
        mine = [p.value for p in ranked if p.code == bench.code(two.iso3, year)]
        if mine:
            found.append(Place(one.name, two.name, 1 + sum(p.value > mine[0] for p in ranked), len(ranked)))
    return tuple(found)


def _partners(bench: Bench, name: str, code: int, year: int) -> list[Partner]:
    """Return partners that shared enough roll calls with the state to be ranked."""
    found = access.partners(bench.record, name, code, year)
    if MEASURES[name].dimension != "votes":
        return found
    few = seldom_seen(joint_votes(bench.record, code, year))
    return [p for p in found if p.code not in few]


def _marks(bench: Bench, brief: Brief) -> tuple[Mark, ...]:
    """Return treaties and events of the pair from 1946 to the day, in order of time, numbered."""
    pair = {brief.a.iso3, brief.b.iso3}
    found: list[tuple[str, str, date, date | None, bool, str]] = [
        ("treaty", t.name, t.in_force or t.signed, t.ended, True, t.citation) for t in brief.treaties
    ]
    for war in bench.ledger.wars:
        sides = (set(war.side_a), set(war.side_b))
        opposed = any(brief.a.iso3 in x and brief.b.iso3 in y for x, y in (sides, sides[::-1]))
        if opposed and war.start <= bench.on:
            found.append(("war", war.name, war.start, war.end or war.start, True, war.citation))
    for e in bench.ledger.events:
        start = e.date
        if {e.source, e.target} == pair and start <= bench.on:
            found.append(("event", e.name, start, e.end, False, e.citation))
    found = [f for f in found if (f[3] or bench.on) >= date(FIRST_YEAR, 1, 1)]
    found.sort(key=lambda f: (f[2], f[1]))
    return tuple(Mark(i + 1, *f) for i, f in enumerate(found))


def _bridges(bench: Bench, name: str, a: State, b: State, year: int) -> tuple[Bridge, ...]:
    """Return third states closest to both: ordered by the weaker of their two ties."""
    to_a = {p.code: p.value for p in _partners(bench, name, bench.code(a.iso3, year), year)}
    to_b = {p.code: p.value for p in _partners(bench, name, bench.code(b.iso3, year), year)}
    both = [c for c in to_a.keys() & to_b.keys() if c not in (a.code, b.code)]
    both.sort(key=lambda c: (-min(to_a[c], to_b[c]), c))
    return tuple(
        Bridge(states.iso3(c, year), states.name(c, year), to_a[c], to_b[c]) for c in both[:_BRIDGES]
    )
