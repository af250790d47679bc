"""What the charts of histories share: the axis of years, formats, the shading of what is unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bilat.report.figures.base import SHADE

__all__ = ["format_of", "in_words", "shaded", "year_axis"]


def year_axis(
    first: float,
    last: float,
    field: str = "year",
    labels: bool = True,
    until: float | None = None,
    step: int = 10,
) -> dict[str, Any]:
    """Return the encoding of an axis of years, with ticks each `step` years up to `until`."""
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


def format_of(measure: str, unit: str) -> str:
    """Return the number format of a measure: shares in percent."""
    return "%" if unit == "share" or measure == "agreement" else ",.2~f"


def in_words(unit: str, measure: str, value: float) -> str:
    """Write one value as a reader says it."""
    return (
        f"{100 * value:.0f}%" if format_of(measure, unit) == "%" else f"{value:.2f}".rstrip("0").rstrip(".")
    )


def shaded(spans: Sequence[dict[str, float]], x: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the layer that shades stretches of unknown years; none where there are none."""
    if not spans:
        return []
    return [
        {
            "data": {"values": list(spans)},
            "mark": {"type": "rect", "color": SHADE, "opacity": 0.16},
            "encoding": {"x": {**x, "field": "from"}, "x2": {"field": "to"}},
        }
    ]
