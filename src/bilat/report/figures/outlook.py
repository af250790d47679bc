"""Forecasts: each outcome's probability with its interval, and how well what was forecast came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bilat.report.figures.base import BLUE, GREY, INK, Figure, base_spec

if TYPE_CHECKING:
    from bilat.outlook.games import Played
    from bilat.outlook.skill import Scores
    from bilat.outlook.types import Forecast

__all__ = ["calibration", "endings", "forecast"]


def forecast(made: Forecast, width: int = 560) -> Figure:
    """Return the probability of each outcome with its 90% interval; the base rate is a tick."""
    q = made.question
    base = made.classes[0]
    rows: list[dict[str, Any]] = [
        {
            "outcome": o,
            "probability": made.probabilities[o],
            "low": made.intervals[o][0],
            "high": made.intervals[o][1],
            "base rate": base.probabilities[o],
        }
        for o in q.outcomes
    ]
    spec = _dots(rows, width, "base rate")
    said = ", ".join(f"{r['outcome']} {100 * r['probability']:.0f}%" for r in rows)
    return Figure(
        "forecast",
        "How likely each outcome is",
        f"Probabilities: {said}.",
        f"Dot: the answer ({made.method}); bar: 90% interval; tick: base rate of {base.name}, n {base.total}.",
        tuple(rows),
        spec,
    )


def endings(played: Played, width: int = 560) -> Figure:
    """Return the probability of each outcome of a scenario, with the middle 90% of its draws."""
    rows: list[dict[str, Any]] = [
        {
            "outcome": e.name.replace("_", " "),
            "probability": e.logit,
            "low": e.low,
            "high": e.high,
            "best": e.best,
        }
        for e in sorted(played.endings, key=lambda e: -e.logit)
    ]
    said = ", ".join(f"{r['outcome']} {100 * r['probability']:.0f}%" for r in rows)
    return Figure(
        "endings",
        "How it may end",
        f"Probabilities: {said}.",
        f"Dot: quantal response, the players leaning to what pays; bar: 90% of {played.draws} draws; tick: share of "
        "draws in which it follows from best play. Assumptions of the file, not measured frequencies.",
        tuple(rows),
        _dots(rows, width, "best"),
    )


def _dots(rows: list[dict[str, Any]], width: int, tick: str) -> dict[str, Any]:
    """Return dots on a line from 0 to 1, each with its interval and a tick to compare it with."""
    x = {
        "field": "probability",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, 1]},
        "axis": {"format": "%", "tickCount": 5, "grid": True},
    }
    y = {
        "field": "outcome",
        "type": "nominal",
        "sort": [r["outcome"] for r in rows],
        "title": None,
        "axis": {"labelFontSize": 13, "labelPadding": 10, "domain": False, "ticks": False},
    }
    spec = base_spec(width - 170, 30 * len(rows))
    spec["padding"] = {"left": 8, "right": 44, "top": 4, "bottom": 2}
    spec["data"] = {
        "values": [
            # what is written stands clear of the bar and of the tick
            {**r, "label": f"{100 * r['probability']:.0f}%", "clear": max(r["high"], r[tick])}
            for r in rows
        ]
    }
    spec["layer"] = [
        {
            "mark": {"type": "rule", "color": BLUE, "strokeWidth": 5, "opacity": 0.3},
            "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y},
        },
        {
            "mark": {"type": "tick", "color": INK, "thickness": 1.5, "height": 16},
            "encoding": {"x": {**x, "field": tick}, "y": y},
        },
        {"mark": {"type": "circle", "color": BLUE, "size": 90, "opacity": 1}, "encoding": {"x": x, "y": y}},
        {
            "mark": {
                "type": "text",
                "align": "left",
                "dx": 9,
                "fontWeight": "bold",
                "color": BLUE,
                "fontSize": 12,
            },
            "encoding": {"x": {**x, "field": "clear"}, "y": y, "text": {"field": "label"}},
        },
    ]
    return spec


def calibration(scores: Scores, width: int = 350) -> Figure:
    """Return how often what was forecast came about, by what was forecast; on the line is perfect."""
    rows: list[dict[str, Any]] = [{"forecast": f, "observed": o, "n": n} for f, o, n in scores.curve]
    x = {
        "field": "forecast",
        "type": "quantitative",
        "title": "forecast",
        "scale": {"domain": [0, 1]},
        "axis": {"format": "%", "tickCount": 5},
    }
    y = {
        "field": "observed",
        "type": "quantitative",
        "title": "came about",
        "scale": {"domain": [0, 1]},
        "axis": {"format": "%", "tickCount": 5},
    }
    spec = base_spec(width - 70, width - 90)
    spec["layer"] = [
        {
            "data": {"values": [{"forecast": 0, "observed": 0}, {"forecast": 1, "observed": 1}]},
            "mark": {"type": "line", "color": GREY, "strokeDash": [3, 3]},
            "encoding": {"x": x, "y": y},
        },
        {
            "data": {"values": rows},
            "mark": {"type": "line", "color": BLUE, "strokeWidth": 1.5},
            "encoding": {"x": x, "y": y},
        },
        {
            "data": {"values": rows},
            "mark": {"type": "circle", "color": BLUE, "opacity": 0.9},
            "encoding": {
                "x": x,
                "y": y,
                "size": {"field": "n", "type": "quantitative", "legend": None, "scale": {"range": [20, 260]}},
                "tooltip": [{"field": "n"}],
            },
        },
    ]
    return Figure(
        "calibration",
        f"Calibration of {scores.family}",
        f"How often what was forecast came about: {len(rows)} bins of forecasts.",
        "Backtest of past cases, each forecast from what was known before it; larger dots rest on more cases.",
        tuple(rows),
        spec,
    )
