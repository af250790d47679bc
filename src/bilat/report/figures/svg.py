"""Our charts as SVG: the part of Vega-Lite that our figures use, drawn here in milliseconds and a few kilobytes.

The specification stays the one source: Vega draws the same in the browser when a reader explores a chart. Anything
that is not known here raises `UnsupportedError`, and the caller lets Vega draw it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from markupsafe import escape

from bilat.report.figures.layout import (
    Laid,
    Row,
    UnsupportedError,
    View,
    axis_of,
    cut,
    laid,
    left_room,
    marks_of,
    size,
    wide,
)
from bilat.report.figures.scales import Linear

__all__ = ["UnsupportedError", "draw", "size"]


def draw(spec: Mapping[str, Any]) -> str:
    """Return the SVG of a specification.

    Raises
    ------
    UnsupportedError
        If the specification holds something that is not drawn here.
    """
    done = laid(spec)
    parts: list[str] = []
    _legend(done, parts)
    for view, x0, y0, title in done.panels:
        if title is not None:
            parts.append(
                f'<text x="{_n(x0 + view.width / 2)}" y="{_n(y0 - 7)}" text-anchor="middle" font-size="12" '
                f'font-weight="bold" fill="{_ink(view)}">{escape(title)}</text>'
            )
        parts.append(f'<g transform="translate({_n(x0)} {_n(y0)})">')
        _axes(view)
        for mark, encoding, rows in view.layers:
            _mark(view, mark, encoding, rows)
        parts += view.out
        parts.append("</g>")
    font = str(spec.get("config", {}).get("font", "sans-serif")).replace('"', "'")
    w, h = done.width, done.height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}" '
        f'font-family="{font}" font-size="11">{"".join(parts)}</svg>'
    )


def _axes(view: View) -> None:
    out = view.out
    for name in ("y", "x"):
        axis = axis_of(view, name)
        if axis is None:
            continue
        ink, line = axis.get("labelColor", "#000"), axis.get("gridColor", "#ddd")
        size = axis.get("labelFontSize", 11)
        marks = marks_of(view, name)
        if axis["grid"] and not isinstance(view.x if name == "x" else view.y, dict):
            d = "".join(
                f"M0 {_n(at)}H{_n(view.width)}" if name == "y" else f"M{_n(at)} 0V{_n(view.height)}"
                for at, _ in marks
            )
            out.append(
                f'<path d="{d}" stroke="{line}" stroke-opacity="{axis.get("gridOpacity", 1)}" '
                f'stroke-width="{axis.get("gridWidth", 1)}"/>'
            )
        if axis["domain"]:
            d = f"M0 {_n(view.height)}H{_n(view.width)}" if name == "x" else f"M0 0V{_n(view.height)}"
            out.append(f'<path d="{d}" stroke="{axis.get("domainColor", line)}"/>')
        if axis["ticks"]:
            d = "".join(
                f"M{_n(at)} {_n(view.height)}v5" if name == "x" else f"M0 {_n(at)}h-5" for at, _ in marks
            )
            out.append(f'<path d="{d}" stroke="{axis.get("tickColor", line)}"/>')
        pad = axis.get("labelPadding", 2) + (5 if axis["ticks"] else 0)
        if axis["labels"]:
            anchor = "middle" if name == "x" else "end"
            words = "".join(
                f'<text x="{_n(at)}" y="{_n(view.height + pad + 9)}">{escape(w)}</text>'
                if name == "x"
                else f'<text x="{_n(-pad)}" y="{_n(at + size * 0.35)}">{escape(cut(w, axis, size))}</text>'
                for at, w in marks
            )
            out.append(f'<g fill="{ink}" font-size="{size}" text-anchor="{anchor}">{words}</g>')
        if axis["title"]:
            where = (
                f'x="{_n(view.width / 2)}" y="{_n(view.height + pad + 26)}"'
                if name == "x"
                else f'transform="translate({_n(-left_room(view) + 10)} {_n(view.height / 2)})rotate(-90)"'
            )
            out.append(f'<text {where} text-anchor="middle" fill="{ink}">{escape(axis["title"])}</text>')


def _mark(view: View, mark: Mapping[str, Any], e: Mapping[str, Any], rows: list[Row]) -> None:
    """Draw one layer."""
    kind = mark["type"]
    if kind in ("line", "area"):
        for part in _grouped(e, rows):
            (_line if kind == "line" else _area)(view, mark, e, part)
        return
    drawers = {"rect": _rect, "bar": _rect, "rule": _rule, "tick": _tick, "text": _text}
    for row in rows:
        if any(row.get(c["field"], 0) is None for c in e.values() if isinstance(c, dict) and "field" in c):
            continue  # a value that is unknown is not drawn
        drawers.get(kind, _symbol)(view, mark, e, row)


def _grouped(e: Mapping[str, Any], rows: list[Row]) -> list[list[Row]]:
    keys = [e[c]["field"] for c in ("color", "detail", "strokeDash") if e.get(c, {}).get("field")]
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[k] for k in keys), []).append(row)
    return list(groups.values())


def _at(view: View, e: Mapping[str, Any], name: str, row: Row, default: float | None = None) -> float:
    """Return the pixel of a row on a channel."""
    channel = e.get(name)
    if channel is None:
        if default is None:
            raise UnsupportedError(f"no channel {name}")
        return default
    if "value" in channel:
        return float(channel["value"])
    scale = view.x if name[0] == "x" else view.y
    value = row[channel["field"]]
    if isinstance(scale, dict):
        return scale[value]
    if scale is None:
        raise UnsupportedError(f"no scale for {name}")
    return scale(float(value))


def _of_scale(e: Mapping[str, Any], name: str, row: Row, default: Any) -> Any:
    """Return what a nominal scale (colour, dash, shape) has for a row."""
    channel = e.get(name)
    if channel is None or "field" not in channel:
        return default
    scale = channel.get("scale", {})
    if "domain" not in scale:
        raise UnsupportedError(f"{name} without a domain")
    at = list(scale["domain"]).index(row[channel["field"]])
    given = scale.get("range") or _SHAPES
    return given[at % len(given)]


def _ink(view: View) -> str:
    return str(view.config.get("text", {}).get("color", "#333"))


def _line(view: View, mark: Mapping[str, Any], e: Mapping[str, Any], rows: list[Row]) -> None:
    known = [r for r in rows if r.get(e["x"]["field"]) is not None and r.get(e["y"]["field"]) is not None]
    points = [(_at(view, e, "x", r), _at(view, e, "y", r)) for r in known]
    if not points:
        return
    colour = _of_scale(e, "color", known[0], mark.get("color", _ink(view)))
    dash = mark.get("strokeDash") or _of_scale(e, "strokeDash", known[0], None)
    # a year alone is a dot: without a round end it would not be seen
    alone = ' stroke-linecap="round"' if len(points) == 1 else ""
    broken = "" if not dash or 0 in dash else f' stroke-dasharray="{" ".join(str(d) for d in dash)}"'
    if mark.get("interpolate") == "step":  # halfway between two years it changes
        halves = [((x + u) / 2, y, v) for (x, y), (u, v) in zip(points, points[1:], strict=False)]
        steps = "".join(f"H{_n(x)}V{_n(v)}" for x, _, v in halves)
        d = f"M{_n(points[0][0])} {_n(points[0][1])}{steps}H{_n(points[-1][0])}" + ("h0" if alone else "")
    else:
        d = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) + ("h0" if alone else "")
    view.out.append(
        f'<path class="line" d="{d}" fill="none" stroke="{colour}" stroke-width="{mark.get("strokeWidth", 2)}"{alone}{broken} '
        f'stroke-linejoin="round"/>'
    )
    if point := mark.get("point"):
        across = 2 * math.sqrt((point.get("size", 60) if isinstance(point, dict) else 60) / math.pi)
        dots = "".join(f"M{_n(x)} {_n(y)}h0" for x, y in points)
        view.out.append(
            f'<path d="{dots}" stroke="{colour}" stroke-width="{_n(across)}" stroke-linecap="round"/>'
        )


def _area(view: View, mark: Mapping[str, Any], e: Mapping[str, Any], rows: list[Row]) -> None:
    """Draw a band; where one of its sides is unknown it has a gap."""
    sides = (e["y"]["field"], e["y2"]["field"])
    run: list[Row] = []
    for row in [*rows, None]:
        if row is not None and all(row.get(s) is not None for s in sides):
            run.append(row)
            continue
        if run:
            xs = [_at(view, e, "x", r) for r in run]
            lows, highs = [_at(view, e, "y", r) for r in run], [_at(view, e, "y2", r) for r in run]
            if len(run) == 1:  # a year alone has a band as wide as a mark
                xs, lows, highs = [xs[0] - 1.5, xs[0] + 1.5], lows * 2, highs * 2
            there = "L".join(f"{_n(x)} {_n(y)}" for x, y in zip(xs, highs, strict=True))
            back = "L".join(f"{_n(x)} {_n(y)}" for x, y in zip(xs[::-1], lows[::-1], strict=True))
            colour = _of_scale(e, "color", run[0], mark.get("color", _ink(view)))
            view.out.append(
                f'<path class="area" d="M{there}L{back}Z" fill="{colour}" fill-opacity="{mark.get("opacity", 1)}"/>'
            )
        run = []


def _rect(view: View, mark: Mapping[str, Any], e: Mapping[str, Any], row: Row) -> None:
    colour = _of_scale(e, "color", row, mark.get("color", _ink(view)))
    zero = view.x(0.0) if isinstance(view.x, Linear) else 0.0
    x0, x1 = sorted((_at(view, e, "x", row), _at(view, e, "x2", row, zero)))
    y, high = 0.0, view.height
    if "y" in e:
        high = float(
            mark.get("height", view.height / max(len(view.y or {1: 1}) if isinstance(view.y, dict) else 1, 1))
        )
        y = _at(view, e, "y", row) - high / 2
    view.out.append(
        f'<rect x="{_n(x0)}" y="{_n(y)}" width="{_n(x1 - x0)}" height="{_n(high)}" fill="{colour}" '
        f'fill-opacity="{mark.get("opacity", 1)}"/>'
    )


def _rule(view: View, mark: Mapping[str, Any], e: Mapping[str, Any], row: Row) -> None:
    if "x" in e and "x2" in e:
        d = f"M{_n(_at(view, e, 'x', row))} {_n(_at(view, e, 'y', row))}H{_n(_at(view, e, 'x2', row))}"
    elif "x" in e:
        d = f"M{_n(_at(view, e, 'x', row))} 0V{_n(view.height)}"
    else:
        d = f"M0 {_n(_at(view, e, 'y', row))}H{_n(view.width)}"
    dash = mark.get("strokeDash")
    view.out.append(
        f'<path d="{d}" stroke="{mark.get("color", _ink(view))}" stroke-width="{mark.get("strokeWidth", 1)}" '
        f'stroke-opacity="{mark.get("opacity", 1)}"'
        f"{f' stroke-dasharray={chr(34)}{dash[0]} {dash[1]}{chr(34)}' if dash else ''}/>"
    )


def _tick(view: View, mark: Mapping[str, Any], e: Mapping[str, Any], row: Row) -> None:
    half = mark.get("height", 16) / 2
    x, y = _at(view, e, "x", row), _at(view, e, "y", row)
    view.out.append(
        f'<path d="M{_n(x)} {_n(y - half)}V{_n(y + half)}" stroke="{mark.get("color", _ink(view))}" '
        f'stroke-width="{mark.get("thickness", 1)}"/>'
    )


def _text(view: View, mark: Mapping[str, Any], e: Mapping[str, Any], row: Row) -> None:
    words = str(row[e["text"]["field"]])
    if not words:
        return
    size = mark.get("fontSize", 11)
    lift = {"bottom": -0.2, "top": 0.8, "middle": 0.35}.get(mark.get("baseline", "middle"), 0.35)
    anchor = {"left": "start", "right": "end"}.get(mark.get("align", "center"), "middle")
    x = _at(view, e, "x", row, view.width / 2) + mark.get("dx", 0)
    y = _at(view, e, "y", row, view.height / 2) + mark.get("dy", 0) + lift * size
    bold = f' font-weight="{mark["fontWeight"]}"' if "fontWeight" in mark else ""
    view.out.append(
        f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" font-size="{size}"{bold} '
        f'fill="{_of_scale(e, "color", row, mark.get("color", _ink(view)))}">{escape(words)}</text>'
    )


#: Vega's shapes in order, for a size of area 1: path commands with the half width put in for r.
_SHAPES = (
    "circle",
    "square",
    "cross",
    "diamond",
    "triangle-up",
    "triangle-down",
    "triangle-right",
    "triangle-left",
)


def _symbol(view: View, mark: Mapping[str, Any], e: Mapping[str, Any], row: Row) -> None:
    size = float(mark.get("size", 30))
    if (by := e.get("size")) and "field" in by:
        most = max(
            (r[by["field"]] for _, e2, rows in view.layers if e2.get("size") == by for r in rows), default=1
        )
        small, large = by["scale"]["range"]
        size = small + (large - small) * row[by["field"]] / most
    view.out.append(
        _shape(
            _of_scale(e, "shape", row, "circle"),
            _at(view, e, "x", row),
            _at(view, e, "y", row),
            size,
            _of_scale(e, "color", row, mark.get("color", _ink(view))),
            mark.get("opacity", 0.7),
            str(row.get("name") or ""),
        )
    )


def _shape(kind: str, x: float, y: float, size: float, colour: str, opacity: float, title: str = "") -> str:
    said = f"<title>{escape(title)}</title>" if title else ""
    look = f'fill="{colour}" fill-opacity="{opacity}"'
    if kind == "circle":
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(math.sqrt(size / math.pi))}" {look}>{said}</circle>'
    r = math.sqrt(size) / 2
    if kind == "square":
        d = f"m{_n(-r)} {_n(-r)}h{_n(2 * r)}v{_n(2 * r)}h{_n(-2 * r)}z"
    elif kind == "cross":
        s, arm = r * 0.4, r * 1.15 - r * 0.4
        d = f"m{_n(-s)} {_n(-s - arm)}" + "".join(
            f"{c}{_n(v)}"
            for c, v in zip(
                "hvhvhvhvhvhv",
                (2 * s, arm, arm, 2 * s, -arm, arm, -2 * s, -arm, -arm, -2 * s, arm, -arm),
                strict=True,
            )
        )
        d += "z"
    elif kind == "diamond":
        r *= 1.35
        d = f"m0 {_n(-r)}l{_n(r)} {_n(r)}l{_n(-r)} {_n(r)}l{_n(-r)} {_n(-r)}z"
    else:
        turn = {"triangle-up": 0, "triangle-right": 90, "triangle-down": 180, "triangle-left": 270}[kind]
        r *= 1.25
        corners = [
            (r * math.sin(math.radians(turn + a)), -r * math.cos(math.radians(turn + a)))
            for a in (0, 120, 240)
        ]
        (x0, y0), (x1, y1), (x2, y2) = corners
        d = f"m{_n(x0)} {_n(y0)}l{_n(x1 - x0)} {_n(y1 - y0)}l{_n(x2 - x1)} {_n(y2 - y1)}z"
    return f'<path d="M{_n(x)} {_n(y)}{d}" {look}>{said}</path>'


def _legend(done: Laid, out: list[str]) -> None:
    """Draw the one legend that a figure may have, above its panels."""
    x, top = done.legend_at
    for mark, e, _ in (layer for view, *_ in done.panels for layer in view.layers):
        told = e.get("color", {}).get("legend")
        if not told:
            continue
        for value in e["color"]["scale"]["domain"]:
            row = {e["color"]["field"]: value}
            shape, colour = _of_scale(e, "shape", row, "circle"), _of_scale(e, "color", row, "")
            out.append(
                _shape(shape, x + 5, top + 7, told.get("symbolSize", 70), colour, mark.get("opacity", 1))
            )
            out.append(
                f'<text x="{_n(x + 14)}" y="{_n(top + 11)}" fill="{told.get("labelColor")}">{escape(value)}</text>'
            )
            x += 26 + wide(str(value), 11)
        return


def _n(value: float) -> str:
    """Write a pixel with one decimal at most."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text
