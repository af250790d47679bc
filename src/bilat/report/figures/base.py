"""A figure, and the one theme."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = [
    "BLUE",
    "CATEGORIES",
    "GREY",
    "INK",
    "PAPER",
    "SHADE",
    "VERMILION",
    "Figure",
    "base_spec",
    "runs",
    "unknown_spans",
]

# Okabe & Ito's palette, darkened where thin lines on white would be faint.
BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK = (
    "#0072b2",
    "#d55e00",
    "#008a63",
    "#b0578d",
    "#b07c00",
    "#3f9fd1",
    "#333a42",
)
#: Lines and groups, in order of use.
CATEGORIES: tuple[str, ...] = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK, "#7a6fb0")
INK, GREY, SHADE, PAPER = "#59626e", "#b9bec5", "#8a8f98", "#fdfcfa"

# Inside a page or as an image, an SVG follows the reader's scheme: each colour is a variable with two values.
_DARK: dict[str, str] = {
    BLUE: "#56b4e9",
    VERMILION: "#ff8f4d",
    GREEN: "#3ecf9f",
    PURPLE: "#e08fc0",
    ORANGE: "#f0c04a",
    SKY: "#8fd0f5",
    BLACK: "#e2e4e8",
    "#7a6fb0": "#b3a8ee",
    INK: "#a9b1bb",
    GREY: "#4b525b",
    SHADE: "#7d858f",
    PAPER: "#1b1f24",
}
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes
    ----------
    name
        Short, for file names.
    title, alt
        For people; `alt` says in words what the figure shows.
    source
        The line under it: source, version, years covered.
    rows
        What is drawn, as a table.
    spec
        Vega-Lite specification, or ``None`` where `drawing` is the SVG itself.
    style
        Rules of a drawing's classes; a page that holds the drawing has them in its own style sheet.
    """

    name: str
    title: str
    alt: str
    source: str
    rows: tuple[dict[str, Any], ...]
    spec: Mapping[str, Any] | None = None
    drawing: str | None = None
    style: str = ""

    def svg(self) -> str:
        """Return the figure as SVG that follows the reader's light or dark scheme."""
        return _themed(_rendered(self._text()) if self.drawing is None else self.drawing, self.style)

    def png(self, scale: float = 2.0) -> bytes:
        """Return the figure as PNG on white."""
        import vl_convert

        if self.drawing is not None:
            drawn: bytes = vl_convert.svg_to_png(_on_white(self.drawing, self.style), scale=scale)
            return drawn
        png: bytes = vl_convert.vegalite_to_png(
            {**json.loads(self._text()), "background": "white"}, scale=scale
        )
        return png

    def csv(self) -> str:
        """Return the rows as CSV; an unknown value is an empty cell."""
        out = io.StringIO()
        columns = list(dict.fromkeys(c for row in self.rows for c in row))
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return out.getvalue()

    def _text(self) -> str:
        if self.spec is None:
            raise ValueError(f"Figure {self.name} is drawn by hand: it has no specification.")
        return json.dumps(self.spec)


def _rendered(spec: str) -> str:
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg


def _themed(svg: str, rules: str = "") -> str:
    """Turn our colours into variables, so that one SVG serves light and dark."""
    light = ";".join(f"--{c[1:]}:{c}" for c in _DARK)
    dark = ";".join(f"--{c[1:]}:{d}" for c, d in _DARK.items())
    for colour in _DARK:
        svg = svg.replace(f'"{colour}"', f'"var(--{colour[1:]})"')
    style = f"<style>:root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}{rules}</style>"
    head, _, body = svg.partition(">")
    return f"{head}>{style}{body}"


def _on_white(svg: str, rules: str) -> str:
    head, _, body = svg.partition(">")
    light = rules.partition("@media")[0]
    return f'{head}><style>{light}</style><rect width="100%" height="100%" fill="#fff"/>{body}'


def base_spec(width: int, height: int) -> dict[str, Any]:
    """Return what every specification shares."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "background": None,
        "width": width,
        "height": height,
        "padding": {"left": 2, "right": 6, "top": 4, "bottom": 2},
        "config": {
            "font": _FONT,
            "view": {"stroke": None},
            "axis": {
                "labelColor": INK,
                "titleColor": INK,
                "tickColor": GREY,
                "domainColor": GREY,
                "gridColor": GREY,
                "gridOpacity": 0.45,
                "gridWidth": 0.6,
                "labelFontSize": 11,
                "titleFontSize": 11,
                "titleFontWeight": "normal",
                "labelPadding": 4,
            },
            "axisX": {"grid": False},
            "axisY": {"domain": False, "ticks": False},
            "text": {"font": _FONT, "fontSize": 11, "color": INK},
            "header": {"labelColor": INK, "labelFontSize": 12, "labelFontWeight": "bold", "title": None},
        },
    }


def runs(
    years: Sequence[int],
    values: Sequence[float | None],
    low: Sequence[float | None],
    high: Sequence[float | None],
) -> list[dict[str, Any]]:
    """Return one row per known year, numbered by unbroken run: a line must not bridge unknown years."""
    rows, run, broken = [], 0, True
    low, high = low or (None,) * len(years), high or (None,) * len(years)
    for year, value, lo, hi in zip(years, values, low, high, strict=True):
        if value is None:
            broken = True
            continue
        run += broken
        broken = False
        rows.append({"year": year, "value": value, "low": lo, "high": hi, "run": run})
    return rows


def unknown_spans(years: Sequence[int], values: Sequence[float | None]) -> list[dict[str, float]]:
    """Return the unbroken stretches of unknown years."""
    spans: list[dict[str, float]] = []
    for year, value in zip(years, values, strict=True):
        if value is not None:
            continue
        if spans and spans[-1]["to"] == year - 0.5:
            spans[-1]["to"] = year + 0.5
        else:
            spans.append({"from": year - 0.5, "to": year + 0.5})
    return spans
