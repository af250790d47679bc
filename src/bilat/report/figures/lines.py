"""Histories: the trajectory of a pair with its marks, small multiples, cohesion, conduct, the ideal-point path."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bilat.report.figures.base import (
    BLUE,
    CATEGORIES,
    GREY,
    INK,
    PAPER,
    SHADE,
    VERMILION,
    Figure,
    base_spec,
    runs,
    unknown_spans,
)

if TYPE_CHECKING:
    from datetime import date

    from bilat.brief.dossier import HistoryLine
    from bilat.brief.pairs import Mark, PairView
    from bilat.brief.profile import StateProfile
    from bilat.brief.world import GroupLine
    from bilat.measures.catalogue import Measure

__all__ = ["cohesion", "conduct", "multiple", "path", "trajectory"]

_KIND_COLOURS = {"treaty": BLUE, "war": VERMILION, "event": INK}


def _decimal(day: date) -> float:
    return round(day.year + (day.timetuple().tm_yday - 1) / 366, 3)


def _x(
    first: float,
    last: float,
    field: str = "year",
    labels: bool = True,
    until: float | None = None,
    step: int = 10,
) -> dict[str, Any]:
    end = last if until is None else until
    return {
        "field": field,
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [first, last], "nice": False, "zero": False},
        "axis": {
            "format": "d",
            "values": [y for y in range(1900, 2100, step) if first <= y <= end],
            "labels": labels,
            "ticks": labels,
            "domain": labels,
        },
    }


def _format(measure: str, unit: str) -> str:
    return "%" if unit == "share" or measure == "agreement" else ",.2~f"


def _words(unit: str, measure: str, value: float) -> str:
    return f"{100 * value:.0f}%" if _format(measure, unit) == "%" else f"{value:.2f}".rstrip("0").rstrip(".")


def _shade(spans: Sequence[dict[str, float]], x: dict[str, Any]) -> list[dict[str, Any]]:
    if not spans:
        return []
    return [
        {
            "data": {"values": list(spans)},
            "mark": {"type": "rect", "color": SHADE, "opacity": 0.16},
            "encoding": {"x": {**x, "field": "from"}, "x2": {"field": "to"}},
        }
    ]


def trajectory(view: PairView, width: int = 720) -> Figure:
    """Return the alignment of a pair over time: line, 90% band, unknown years shaded, treaties and events below."""
    line = view.line
    rows = runs(line.years, line.values, line.low, line.high)
    first, last = line.years[0] - 0.5, line.years[-1] + (4.5 if width > 500 else 9.0)
    x = _x(first, last, until=line.years[-1])
    low, high = _domain(rows)
    y = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [low, high], "nice": True},
        "axis": {"format": _format(line.measure, line.unit), "tickCount": 5},
    }
    layers = _shade(unknown_spans(line.years, line.values), x)
    if low < 0 < high:
        layers.append(
            {
                "data": {"values": [{"y": 0}]},
                "mark": {"type": "rule", "color": INK, "strokeWidth": 0.8},
                "encoding": {"y": {"field": "y", "type": "quantitative"}},
            }
        )
    marked = [m for m in _placed(view.marks, first, last) if not m["spans"]]
    if marked:
        layers.append(
            {
                "data": {"values": marked},
                "mark": {"type": "rule", "color": GREY, "strokeDash": [2, 3], "strokeWidth": 0.8},
                "encoding": {"x": {**x, "field": "at"}},
            }
        )
    if any(r["low"] is not None for r in rows):
        layers.append(
            {
                "data": {"values": rows},
                "mark": {"type": "area", "color": BLUE, "opacity": 0.2},
                "encoding": {
                    "x": x,
                    "y": {**y, "field": "low"},
                    "y2": {"field": "high"},
                    "detail": {"field": "run", "type": "nominal"},
                },
            }
        )
    layers.append(
        {
            "data": {"values": rows},
            "mark": {"type": "line", "color": BLUE, "strokeWidth": 2.2, "point": {"size": 12, "color": BLUE}},
            "encoding": {
                "x": x,
                "y": y,
                "detail": {"field": "run", "type": "nominal"},
                "tooltip": [{"field": "year"}, {"field": "value", "format": ".3f"}],
            },
        }
    )
    if rows:
        end = rows[-1]
        layers.append(
            {
                "data": {"values": [{**end, "label": _words(line.unit, line.measure, end["value"])}]},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "dx": 7,
                    "fontSize": 14,
                    "fontWeight": "bold",
                    "color": BLUE,
                },
                "encoding": {"x": x, "y": y, "text": {"field": "label"}},
            }
        )
    spec = base_spec(width, 300)
    main = {"width": width, "height": 280 if width > 500 else 220, "layer": layers}
    for key in ("width", "height"):
        del spec[key]
    spec |= {"vconcat": [main, *_lane(view.marks, first, last, width)], "spacing": 6}
    a, b = view.brief.a.name, view.brief.b.name
    if rows:
        said = f" from {rows[0]['year']} to {rows[-1]['year']}; {rows[-1]['value']:.2f} in {rows[-1]['year']}"
    else:
        said = ", no year of which is known"
    return Figure(
        "trajectory",
        f"Alignment of {a} and {b}",
        f"Line of {line.label} between {a} and {b}{said}. {len(view.marks)} treaties and events are marked.",
        f"{line.source}, covers {line.covers[0]}–{line.covers[1]}. {line.label[0].upper()}{line.label[1:]}."
        f"{' Band: 5% to 95%.' if line.low else ''} Shaded: unknown.",
        tuple(
            {"year": r["year"], line.measure: r["value"], "low": r["low"], "high": r["high"]} for r in rows
        ),
        spec,
    )


def _domain(rows: Sequence[dict[str, Any]]) -> tuple[float, float]:
    seen = [v for r in rows for v in (r["value"], r["low"], r["high"]) if v is not None]
    if not seen:
        return 0.0, 1.0
    pad = 0.06 * (max(seen) - min(seen) or 1.0)
    return min(seen) - pad, max(seen) + pad


def _placed(marks: Sequence[Mark], first: float, last: float) -> list[dict[str, Any]]:
    """Return marks with decimal years, each in the first lane where its number has room."""
    ends: list[float] = []
    room = (last - first) / 34
    out = []
    for m in marks:
        start = max(_decimal(m.start), first)
        until = last if m.until is None else min(_decimal(m.until), last)
        end = until if m.spans else start
        lane = next((i for i, busy in enumerate(ends) if start - room > busy), len(ends))
        busy = max(end, start + room / 2)
        if lane == len(ends):
            ends.append(busy)
        else:
            ends[lane] = busy
        out.append(
            {
                "number": str(m.number),
                "at": start,
                "until": max(end, start + 0.2),
                "lane": lane,
                "spans": m.spans,
                "kind": m.kind,
                "label": m.label,
            }
        )
    return out


def _lane(marks: Sequence[Mark], first: float, last: float, width: int) -> list[dict[str, Any]]:
    """Return the strip under a trajectory: treaties and wars as bars, events as dots, each with its number."""
    placed = _placed(marks, first, last)
    if not placed:
        return []
    lanes = max(p["lane"] for p in placed) + 1
    x = {**_x(first, last, "at", labels=False), "axis": None}
    y = {
        "field": "lane",
        "type": "ordinal",
        "axis": None,
        "scale": {"domain": list(range(lanes)), "padding": 0},
    }
    colour = {
        "field": "kind",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(_KIND_COLOURS), "range": list(_KIND_COLOURS.values())},
    }
    tip = [{"field": "number"}, {"field": "label"}]
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": [p for p in placed if p["spans"]]},
            "mark": {"type": "bar", "height": 3, "opacity": 0.55},
            "encoding": {"x": x, "x2": {"field": "until"}, "y": y, "color": colour, "tooltip": tip},
        },
        {
            "data": {"values": placed},
            "mark": {"type": "circle", "size": 190, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": colour, "tooltip": tip},
        },
        {
            "data": {"values": placed},
            "mark": {
                "type": "text",
                "fontSize": 9.5,
                "fontWeight": "bold",
                "color": PAPER,
                "baseline": "middle",
                "dy": 0.5,
            },
            "encoding": {"x": x, "y": y, "text": {"field": "number"}},
        },
    ]
    return [{"width": width, "height": 19 * lanes, "layer": layers}]


def multiple(lines: Sequence[HistoryLine], width: int = 300) -> Figure:
    """Return one small multiple: a measure's history, both directions where it has two."""
    first = lines[0]
    x = _x(first.years[0] - 0.5, first.years[-1] + 0.5, step=20)
    zero = first.unit != ""
    rows = [
        {**r, "way": line.way or line.label, "run": f"{line.way}{r['run']}"}
        for line in lines
        for r in runs(line.years, line.values, line.low, line.high)
    ]
    y = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"zero": zero},
        "axis": {"format": _format(first.measure, first.unit), "tickCount": 3},
    }
    ways = list(dict.fromkeys(line.way or line.label for line in lines))
    colour = {
        "field": "way",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": ways, "range": list(CATEGORIES[: len(ways)])},
    }
    detail = {"field": "run", "type": "nominal"}
    layers = _shade(_common(lines), x)
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
            "mark": {"type": "line", "strokeWidth": 1.7, "point": {"size": 7}},
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
        layers += [
            {
                "data": {"values": [{"way": way}]},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "bottom",
                    "fontWeight": "bold",
                    "fontSize": 11,
                },
                "encoding": {
                    "x": {"value": 4 + 110 * i},
                    "y": {"value": -4},
                    "text": {"field": "way"},
                    "color": colour,
                },
            }
            for i, way in enumerate(ways)
        ]
    spec = base_spec(width, 110)
    spec["layer"] = layers
    ends = ", ".join(
        f"{line.way + ' ' if line.way else ''}{_words(line.unit, line.measure, known[-1][1])} in {known[-1][0]}"
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
    names = [line.key if line.key != "custom" else line.name for line in lines]
    years = [y for line in lines for y in line.years]
    x = _x(min(years), max(years), step=20)
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
        for n, line in zip(names, lines, strict=True)
        if line.values and line.values[-1] is not None
    ]
    return Figure(
        "cohesion",
        "How alike the members of groups vote",
        f"Mean {measure.label} among members of {', '.join(names)}. In the last year: {', '.join(last)}.",
        f"{source}. Mean {measure.label} over pairs of members; band: middle 80% of the pairs.",
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
    x = _x(years[0] - 0.5, years[-1] + 0.5)
    y = {"field": "value", "type": "quantitative", "title": None, "axis": {"format": "%", "tickCount": 4}}
    colour = {
        "field": "way",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(ways), "range": [VERMILION, BLUE]},
    }
    detail = {"field": "run", "type": "nominal"}
    ends = [[r for r in rows if r["way"] == way][-1] for way in ways]
    above = ends[0]["value"] >= ends[1]["value"]
    ends = [{**e, "dy": -9 if (i == 0) == above else 14} for i, e in enumerate(ends)]
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
    layers += [
        {
            "data": {"values": [e]},
            "mark": {"type": "text", "align": "right", "dy": e["dy"], "fontWeight": "bold", "fontSize": 12},
            "encoding": {"x": x, "y": y, "text": {"field": "way"}, "color": colour},
        }
        for e in ends
    ]
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
    x = _x(years[0] - 0.5, years[-1] + 0.5)
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
