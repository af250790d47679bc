"""Where everything of a chart lies: panels, scales, axes, the room that labels need.

It reads the part of Vega-Lite that our figures use; `bilat.report.figures.svg` draws what was laid out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bilat.report.figures.scales import Linear, label_of, nice

__all__ = [
    "Laid",
    "Row",
    "UnsupportedError",
    "View",
    "axis_of",
    "cut",
    "laid",
    "left_room",
    "marks_of",
    "size",
    "wide",
]

Row = Mapping[str, Any]
Placed = tuple["View", float, tuple[float, str | None]]

_MARKS = frozenset({"rect", "rule", "area", "line", "text", "circle", "point", "bar", "tick"})
_TITLE_ROOM, _HEAD, _TOP_ROOM = 18, 20, 26


class UnsupportedError(Exception):
    """The specification holds something that is not drawn here."""


@dataclass
class View:
    """One panel: its layers with their rows, its size, its scales."""

    width: float
    height: float
    layers: list[tuple[dict[str, Any], dict[str, Any], list[Row]]]
    config: Mapping[str, Any]
    x: Linear | dict[Any, float] | None = None
    y: Linear | dict[Any, float] | None = None
    out: list[str] = field(default_factory=list)

    def channel(self, name: str) -> list[tuple[dict[str, Any], list[Row], str]]:
        """Return every use of a channel that has a field: its encoding, rows, and mark."""
        return [
            (e[name], rows, mark["type"]) for mark, e, rows in self.layers if e.get(name, {}).get("field")
        ]


@dataclass
class Laid:
    """Panels with their places; the size of the whole; where a legend starts."""

    panels: list[tuple[View, float, float, str | None]]
    width: int
    height: int
    legend_at: tuple[float, float]


def size(spec: Mapping[str, Any]) -> tuple[int, int]:
    """Return width and height of what `draw` makes, in pixels, without drawing it."""
    done = laid(spec)
    return done.width, done.height


def laid(spec: Mapping[str, Any]) -> Laid:
    """Return the panels of a specification, placed, and the size of the whole."""
    pad = {"left": 2, "right": 6, "top": 4, "bottom": 2} | dict(spec.get("padding", {}))
    found = _panels(spec)
    left = pad["left"] + max((left_room(v) for v, _, _ in found), default=0.0)
    top = float(pad["top"])
    if any(e.get("color", {}).get("legend") for v, _, _ in found for _, e, _ in v.layers):
        top += _TOP_ROOM
    panels = []
    across = high = 0.0
    for view, column, (down, title) in found:
        x0, y0 = left + column, top + down + _over(view)
        panels.append((view, x0, y0, title))
        across = max(across, x0 + view.width + _right_room(view) + pad["right"])
        high = max(high, y0 + view.height + _below(view) + pad["bottom"])
    return Laid(panels, math.ceil(across), math.ceil(high), (left, float(pad["top"])))


def _panels(spec: Mapping[str, Any]) -> list[Placed]:
    """Return each panel with its place: pixels from the left, from the top, and a title."""
    config = spec.get("config", {})
    data = spec.get("data", {}).get("values", [])
    if "vconcat" in spec:
        out: list[Placed] = []
        at = 0.0
        for part in spec["vconcat"]:
            view = _view(part, data, config)
            out.append((view, 0.0, (at, None)))
            at += _over(view) + view.height + _below(view) + spec.get("spacing", 20)
        return out
    if "facet" in spec:
        return _facets(spec, data, config)
    return [(_view(spec, data, config), 0.0, (0.0, None))]


def _facets(spec: Mapping[str, Any], data: Sequence[Row], config: Mapping[str, Any]) -> list[Placed]:
    by, columns, inner = spec["facet"], int(spec["columns"]), spec["spec"]
    names = list(by.get("sort") or sorted({r[by["field"]] for r in data}))
    whole = _view(inner, data, config)
    out: list[Placed] = []
    for i, name in enumerate(names):
        view = _view(inner, [r for r in data if r[by["field"]] == name], config)
        # one scale for all, so that panels can be compared
        view.x, view.y = whole.x, whole.y
        room = left_room(view) + spec.get("spacing", 20)
        place = (i % columns) * (view.width + room)
        down = (
            (i // columns) * (_HEAD + view.height + _below(view) + spec.get("spacing", 20))
            + _HEAD
            - _over(view)
        )
        out.append((view, place, (down, str(name))))
    return out


def _view(spec: Mapping[str, Any], data: Sequence[Row], config: Mapping[str, Any]) -> View:
    layers = []
    for layer in spec.get("layer", [spec]):
        mark = layer.get("mark")
        mark = {"type": mark} if isinstance(mark, str) else dict(mark or {})
        if mark.get("type") not in _MARKS:
            raise UnsupportedError(f"mark {mark.get('type')!r}")
        rows = layer["data"]["values"] if "data" in layer else data
        layers.append((mark, dict(layer.get("encoding", {})), list(rows)))
    view = View(float(spec["width"]), float(spec["height"]), layers, config)
    view.x = _scale(view, "x", (0.0, view.width))
    view.y = _scale(view, "y", (view.height, 0.0))
    return view


def _scale(view: View, name: str, to: tuple[float, float]) -> Linear | dict[Any, float] | None:
    """Return the scale that the layers share."""
    used = view.channel(name)
    if not used:
        return None
    kind = used[0][0].get("type")
    told: dict[str, Any] = {}
    for e, _, _ in used:
        told |= e.get("scale") or {}
    if kind in ("nominal", "ordinal"):
        order = told.get("domain") or next((e["sort"] for e, _, _ in used if e.get("sort")), None)
        if order is None:
            order = sorted({r[e["field"]] for e, rows, _ in used for r in rows})
        size = abs(to[1] - to[0])
        return {v: (i + 0.5) * size / len(order) for i, v in enumerate(order)}
    if kind != "quantitative":
        raise UnsupportedError(f"type {kind!r} of {name}")
    if "domain" in told:
        low, high = told["domain"]
        if told.get("nice"):
            low, high = nice(low, high)
        return Linear((low, high), to)
    more = view.channel(f"{name}2")
    seen = [
        float(r[e["field"]]) for e, rows, _ in (*used, *more) for r in rows if r.get(e["field"]) is not None
    ]
    if told.get("zero", True):
        seen.append(0.0)
    low, high = (min(seen), max(seen)) if seen else (0.0, 1.0)
    if told.get("nice", True):
        low, high = nice(low, high)
    return Linear((low, high), to)


def axis_of(view: View, name: str) -> dict[str, Any] | None:
    """Return the axis of a channel with the theme's settings, or ``None`` where there is none."""
    given: dict[str, Any] = {}
    title = None
    for e, _, _ in view.channel(name):
        if "axis" in e and e["axis"] is None:
            return None
        given |= e.get("axis") or {}
        title = title or e.get("title")
    if not view.channel(name):
        return None
    theme = {**view.config.get("axis", {}), **view.config.get(f"axis{name.upper()}", {})}
    return {"grid": True, "domain": True, "ticks": True, "labels": True, **theme, **given, "title": title}


def marks_of(view: View, name: str) -> list[tuple[float, str]]:
    """Return position and words of each tick."""
    scale, axis = (view.x if name == "x" else view.y), axis_of(view, name)
    if scale is None or axis is None:
        return []
    if isinstance(scale, dict):
        return [(at, str(v)) for v, at in scale.items()]
    size = view.width if name == "x" else view.height
    at = scale.ticks(int(axis.get("tickCount") or math.ceil(size / 40)), axis.get("values"))
    step = min((b - a for a, b in zip(at, at[1:], strict=False)), default=1.0)
    return [(scale(v), label_of(v, axis.get("format"), step)) for v in at]


def wide(text: str, size: float) -> float:
    """Return about how wide a text is in the fonts we name."""
    narrow = sum(c in "iljtfrI.,:;'|! ()" for c in text)
    broad = sum(c in "%mwMWQO@" for c in text)
    digits = sum(c.isdigit() or c == "−" for c in text)
    rest = len(text) - narrow - broad - digits
    return size * (0.58 * rest + 0.33 * narrow + 0.94 * broad + 0.64 * digits)


def cut(text: str, axis: Mapping[str, Any], size: float) -> str:
    """Cut a label that is longer than the axis allows."""
    # widths are estimates: a label a little over the limit is left whole, the panel moves to make room
    limit = 1.15 * axis.get("labelLimit", 180)
    if wide(text, size) <= limit:
        return text
    while text and wide(text + "…", size) > limit:
        text = text[:-1]
    return text.rstrip() + "…"


def left_room(view: View) -> float:
    """Return the room that the labels of the vertical axis need, left of a panel."""
    axis = axis_of(view, "y")
    if axis is None or not axis["labels"]:
        return 0.0
    size = axis.get("labelFontSize", 11)
    widest = max((wide(cut(w, axis, size), size) for _, w in marks_of(view, "y")), default=0.0)
    beside = float(axis.get("labelPadding", 2)) + (5 if axis["ticks"] else 0)
    return widest + beside + (_TITLE_ROOM if axis["title"] else 0)


def _right_room(view: View) -> float:
    """Return how far the last label of the horizontal axis stands out."""
    axis = axis_of(view, "x")
    if axis is None or not axis["labels"] or not (marks := marks_of(view, "x")):
        return 0.0
    at, words = marks[-1]
    return max(0.0, at + wide(words, axis.get("labelFontSize", 11)) / 2 - view.width - 6)


def _below(view: View) -> float:
    axis = axis_of(view, "x")
    if axis is None or not axis["labels"]:
        return 0.0
    return 18.0 + (_TITLE_ROOM if axis["title"] else 0)


def _over(view: View) -> float:
    """Return the room above a panel: for words set above it, and for the half of a label at its top."""
    words = max(
        (10 - e["y"]["value"] for _, e, _ in view.layers if e.get("y", {}).get("value", 0) < 0), default=0
    )
    axis = axis_of(view, "y")
    half = 5 if axis is not None and axis["labels"] and isinstance(view.y, Linear) else 0
    return float(max(words, half))
