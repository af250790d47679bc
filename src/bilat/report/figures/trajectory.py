"""The trajectory of a pair: its line with band and gaps, its treaties and events in lanes below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bilat.report.figures.axes import format_of, in_words, shaded, year_axis
from bilat.report.figures.base import (
    BLUE,
    GREY,
    INK,
    PAPER,
    VERMILION,
    Figure,
    base_spec,
    runs,
    unknown_spans,
)

if TYPE_CHECKING:
    from datetime import date

    from bilat.brief.pairs import Mark, PairView

__all__ = ["trajectory"]

_KIND_COLOURS = {"treaty": BLUE, "war": VERMILION, "event": INK}


def _decimal(day: date) -> float:
    return round(day.year + (day.timetuple().tm_yday - 1) / 366, 3)


def trajectory(view: PairView, width: int = 720) -> Figure:
    """Return the alignment of a pair over time: line, 90% band, unknown years shaded, treaties and events below."""
    line = view.line
    rows = runs(line.years, line.values, line.low, line.high)
    first, last = line.years[0] - 0.5, line.years[-1] + (4.5 if width > 500 else 9.0)
    x = year_axis(first, last, until=line.years[-1])
    low, high = _domain(rows)
    y = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [low, high], "nice": True},
        "axis": {"format": format_of(line.measure, line.unit), "tickCount": 5},
    }
    layers = shaded(unknown_spans(line.years, line.values), x)
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
                "data": {"values": [{**end, "label": in_words(line.unit, line.measure, end["value"])}]},
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
    x = {**year_axis(first, last, "at", labels=False), "axis": None}
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
