"""Histories: small multiples, cohesion, conduct, the ideal-point path; the trajectory of a pair has a module of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from bilat.report.figures.axes import format_of, in_words, shaded, year_axis
from bilat.report.figures.base import BLUE, CATEGORIES, VERMILION, Figure, base_spec, runs, unknown_spans
from bilat.report.figures.layout import wide
from bilat.report.figures.trajectory import trajectory
from bilat.report.phrases import way_words

if TYPE_CHECKING:
    from bilat.brief.dossier import HistoryLine
    from bilat.brief.profile import StateProfile
    from bilat.brief.world import GroupLine
    from bilat.measures.catalogue import Measure

__all__ = ["cohesion", "conduct", "multiple", "path", "trajectory"]


#: Units that are counted or coded by the year.
_LEVELS = ("rung", "hostility level", "exercises", "types")


def multiple(lines: Sequence[HistoryLine], width: int = 300) -> Figure:
    """Return one small multiple: a measure's history, both directions where it has two."""
    first = lines[0]
    x = year_axis(first.years[0] - 0.5, first.years[-1] + 0.5, step=20)
    zero = first.unit != ""
    rows = [
        {**r, "way": way_words(line.way) or line.label, "run": f"{line.way}{r['run']}"}
        for line in lines
        for r in runs(line.years, line.values, line.low, line.high)
    ]
    y = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"zero": zero},
        "axis": {"format": format_of(first.measure, first.unit), "tickCount": 3},
    }
    ways = list(dict.fromkeys(way_words(line.way) or line.label for line in lines))
    colour = {
        "field": "way",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": ways, "range": list(CATEGORIES[: len(ways)])},
    }
    detail = {"field": "run", "type": "nominal"}
    layers = shaded(_common(lines), x)
    if any(r["low"] is not None for r in rows):
        layers.append(
            {
                "data": {"values": rows},
                "mark": {"type": "area", "opacity": 0.2},
                "encoding": {
                    "x": x,
                    "y": {**y, "field": "low"},
                    "y2": {"field": "high"},
                    "color": colour,
                    "detail": detail,
                },
            }
        )
    layers.append(
        {
            "data": {"values": rows},
            "mark": {
                "type": "line",
                "strokeWidth": 1.7,
                # a level holds for its year: a slope between two would say something in between
                **({"interpolate": "step"} if first.unit in _LEVELS else {"point": {"size": 7}}),
            },
            "encoding": {
                "x": x,
                "y": y,
                "color": colour,
                "detail": detail,
                # broken, so that a line under it shows through
                "strokeDash": {
                    "field": "way",
                    "type": "nominal",
                    "legend": None,
                    "scale": {"domain": ways, "range": [[1, 0], [3, 4]][: len(ways)]},
                },
            },
        }
    )
    if len(ways) > 1:
        layers += _named_above(ways, colour, width, lift=4, size=11)
    spec = base_spec(width, 110)
    spec["layer"] = layers
    ends = ", ".join(
        f"{way_words(line.way) + ' ' if line.way else ''}{in_words(line.unit, line.measure, known[-1][1])} in {known[-1][0]}"
        for line in lines
        if (known := [(y, v) for y, v in zip(line.years, line.values, strict=True) if v is not None])
    )
    return Figure(
        first.measure,
        first.label[0].upper() + first.label[1:],
        f"{first.label} from {first.years[0]} to {first.years[-1]}: {ends or 'unknown'}.",
        f"{first.source}, covers {first.covers[0]}–{first.covers[1]}.",
        tuple(
            {"year": y, "way": line.way or None, line.measure: v}
            for line in lines
            for y, v in zip(line.years, line.values, strict=True)
        ),
        spec,
    )


def _named_above(
    ways: Iterable[str], colour: dict[str, Any], width: int, *, lift: int, size: int
) -> list[dict[str, Any]]:
    """Name the lines above the drawing in their colours, where no line can run through the words.

    Side by side where that fits, else one under the other.
    """
    words = list(ways)
    # bold is a little wider than what is estimated
    rooms = [1.1 * wide(word, size) + 14 for word in words]
    beside = sum(rooms) <= width
    return [
        {
            "data": {"values": [{"way": way}]},
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "bottom",
                "fontWeight": "bold",
                "fontSize": size,
            },
            "encoding": {
                "x": {"value": 4 + (round(sum(rooms[:i])) if beside else 0)},
                "y": {"value": -lift - (0 if beside else (size + 3) * (len(words) - 1 - i))},
                "text": {"field": "way"},
                "color": colour,
            },
        }
        for i, way in enumerate(words)
    ]


def _common(lines: Sequence[HistoryLine]) -> list[dict[str, float]]:
    """Return the stretches unknown in every direction: known in one is drawn, and its gap shows in the other."""
    either = [
        next((v for v in vs if v is not None), None) for vs in zip(*(ln.values for ln in lines), strict=True)
    ]
    return unknown_spans(lines[0].years, either)


def cohesion(lines: Sequence[GroupLine], measure: Measure, source: str, width: int = 720) -> Figure:
    """Return a panel a group: mean over its pairs of members, with the middle 80% of pairs."""
    rows = [
        {**r, "group": line.key if line.key != "custom" else line.name}
        for line in lines
        for r in runs(line.years, line.values, line.low, line.high)
    ]
    named = {line.key if line.key != "custom" else line.name: line for line in lines}
    names = [n for n, line in named.items() if any(v is not None for v in line.values)]
    empty = [n for n in named if n not in names]
    years = [y for line in lines for y in line.years]
    x = year_axis(min(years), max(years), step=20)
    y = {"field": "value", "type": "quantitative", "title": None, "axis": {"format": ",.1f", "tickCount": 4}}
    detail = {"field": "run", "type": "nominal"}
    layers = [
        {
            "mark": {"type": "area", "color": BLUE, "opacity": 0.18},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "detail": detail},
        },
        {
            "mark": {"type": "line", "color": BLUE, "strokeWidth": 2},
            "encoding": {"x": x, "y": y, "detail": detail},
        },
    ]
    columns = 4 if width > 500 else 2
    each = (width - 44 * columns) // columns
    spec = base_spec(each, 96)
    for key in ("width", "height"):
        del spec[key]
    spec |= {
        "data": {"values": rows},
        "facet": {"field": "group", "type": "nominal", "sort": names, "title": None},
        "columns": columns,
        "spacing": 14,
        "spec": {"width": each, "height": 96, "layer": layers},
    }
    last = [
        f"{n} {line.values[-1]:.2f}"
        for n, line in named.items()
        if line.values and line.values[-1] is not None
    ]
    return Figure(
        "cohesion",
        "How alike the members of groups vote",
        f"Mean {measure.label} among members of {', '.join(names)}. In the last year: {', '.join(last)}.",
        f"{source}. Mean {measure.label} over pairs of members; band: middle 80% of the pairs."
        + (f" Unknown, fewer than three pairs: {'; '.join(empty)}." if empty else ""),
        tuple({k: r[k] for k in ("group", "year", "value", "low", "high")} for r in rows),
        spec,
    )


def conduct(profile: StateProfile, width: int = 720) -> Figure:
    """Return how a state votes: shares against the majority and abstaining, with 90% intervals; vetoes as ticks."""
    seen = profile.conduct
    ways = {"against the majority": "dissent", "abstaining": "abstain"}
    years = list(range(seen[0].year, seen[-1].year + 1))
    by_year = {c.year: c for c in seen}
    rows, table = [], []
    for way, key in ways.items():
        pick = [by_year.get(y) for y in years]
        values = [getattr(c, key) if c else None for c in pick]
        low = [getattr(c, f"{key}_low") if c else None for c in pick]
        high = [getattr(c, f"{key}_high") if c else None for c in pick]
        rows += [{**r, "way": way, "run": f"{way}{r['run']}"} for r in runs(years, values, low, high)]
    for c in seen:
        table.append(
            {
                "year": c.year,
                "votes": c.votes,
                "against the majority": c.dissent,
                "abstaining": c.abstain,
                "vetoes": c.vetoes,
            }
        )
    x = year_axis(years[0] - 0.5, years[-1] + 0.5)
    y = {"field": "value", "type": "quantitative", "title": None, "axis": {"format": "%", "tickCount": 4}}
    colour = {
        "field": "way",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(ways), "range": [VERMILION, BLUE]},
    }
    detail = {"field": "run", "type": "nominal"}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": rows},
            "mark": {"type": "area", "opacity": 0.16},
            "encoding": {
                "x": x,
                "y": {**y, "field": "low"},
                "y2": {"field": "high"},
                "color": colour,
                "detail": detail,
            },
        },
        {
            "data": {"values": rows},
            "mark": {"type": "line", "strokeWidth": 2},
            "encoding": {"x": x, "y": y, "color": colour, "detail": detail},
        },
    ]
    layers += _named_above(ways, colour, width, lift=5, size=12)
    spec = base_spec(width, 220)
    spec["layer"] = layers
    prov = profile.conduct_provenance
    return Figure(
        "conduct",
        f"How {profile.state.name} votes in the General Assembly",
        f"Shares of {profile.state.name}'s votes from {seen[0].year} to {seen[-1].year}: against the majority, "
        f"{_percent(seen[-1].dissent)} in {seen[-1].year}; abstaining, {_percent(seen[-1].abstain)}.",
        f"{prov.source if prov else ''}. Bands: 5% to 95%.",
        tuple(table),
        spec,
    )


def _percent(value: float | None) -> str:
    return "unknown" if value is None else f"{100 * value:.0f}%"


def path(profile: StateProfile, width: int = 720) -> Figure:
    """Return a state's ideal points over the sessions, with their 5% and 95% quantiles."""
    seen = {p.year: p for p in profile.path}
    years = list(range(min(seen), max(seen) + 1))
    pick = [seen.get(y) for y in years]
    rows = runs(
        years,
        [p.value if p else None for p in pick],
        [p.low if p else None for p in pick],
        [p.high if p else None for p in pick],
    )
    x = year_axis(years[0] - 0.5, years[-1] + 0.5)
    detail = {"field": "run", "type": "nominal"}
    y = {"field": "value", "type": "quantitative", "title": None, "axis": {"tickCount": 4}}
    spec = base_spec(width, 200)
    spec["data"] = {"values": rows}
    spec["layer"] = [
        {
            "mark": {"type": "area", "color": BLUE, "opacity": 0.2},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "detail": detail},
        },
        {
            "mark": {"type": "line", "color": BLUE, "strokeWidth": 2, "point": {"size": 10}},
            "encoding": {"x": x, "y": y, "detail": detail},
        },
    ]
    return Figure(
        "path",
        f"Where {profile.state.name} stands in the General Assembly",
        f"Ideal point of {profile.state.name} from {rows[0]['value']:.2f} in {rows[0]['year']} to {rows[-1]['value']:.2f} in {rows[-1]['year']}; the West is positive.",
        "Ideal points after Bailey, Strezhnev & Voeten 2017, estimated by bilat; the West is positive. Band: 5% to 95%.",
        tuple(
            {"year": p.year, "session": p.session, "value": p.value, "low": p.low, "high": p.high}
            for p in profile.path
        ),
        spec,
    )
