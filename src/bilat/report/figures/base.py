"""A figure, and the one theme."""

from __future__ import annotations

import csv
import io
import json
import re
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
    "THEME",
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
#: Rules of a page that holds drawings of ours inline.
THEME = (
    f":root{{{';'.join(f'--{c[1:]}:{c}' for c in _DARK)}}}"
    f"@media (prefers-color-scheme:dark){{:root{{{';'.join(f'--{c[1:]}:{d}' for c, d in _DARK.items())}}}}}"
)
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
        return _themed(self._drawn(), self.style)

    def inline(self) -> str:
        """Return the figure as SVG for a page whose style sheet has `THEME`: a page of ours holds no style."""
        svg = self._drawn()
        for colour in _DARK:
            svg = svg.replace(f'"{colour}"', f'"var(--{colour[1:]})"')
        return svg

    def png(self, scale: float = 2.0) -> bytes:
        """Return the figure as PNG on white."""
        import vl_convert

        png: bytes = vl_convert.svg_to_png(_on_white(self._drawn(), self.style), scale=scale)
        return png

    def csv(self) -> str:
        """Return the rows as CSV; an unknown value is an empty cell."""
        out = io.StringIO()
        columns = list(dict.fromkeys(c for row in self.rows for c in row))
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows)
        return out.getvalue()

    def size(self) -> tuple[int, int]:
        """Return width and height in pixels as it will be drawn, so that a page leaves the room."""
        from bilat.report.figures.svg import UnsupportedError, size

        if self.spec is not None:
            try:
                return size(self.spec)
            except UnsupportedError:
                return 720, 320
        head = (self.drawing or "").partition(">")[0]
        found = [re.search(rf' {side}="([0-9.]+)"', head) for side in ("width", "height")]
        wide, high = (round(float(m.group(1))) if m else 320 for m in found)
        return wide, high

    def _drawn(self) -> str:
        """Return the SVG in our light colours: drawn here, or by Vega where it holds what is not drawn here."""
        from bilat.report.figures.svg import UnsupportedError, draw

        if self.drawing is not None:
            return self.drawing
        if self.spec is None:
            raise ValueError(f"Figure {self.name} has neither a drawing nor a specification.")
        try:
            return draw(self.spec)
        except UnsupportedError:
            import vl_convert

            drawn: str = vl_convert.vegalite_to_svg(json.dumps(self.spec))
            return drawn


def _themed(svg: str, rules: str = "") -> str:
    """Turn our colours into variables, so that one SVG serves light and dark."""
    used = [c for c in _DARK if f'"{c}"' in svg]
    light = ";".join(f"--{c[1:]}:{c}" for c in used)
    dark = ";".join(f"--{c[1:]}:{_DARK[c]}" for c in used)
    for colour in used:
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
