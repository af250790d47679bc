"""Rankings and maps of points: issues, partners, the world in two dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bilat.report.figures.base import BLUE, CATEGORIES, INK, Figure, base_spec
from bilat.report.phrases import number

if TYPE_CHECKING:
    from bilat.brief.dossier import IssueRow
    from bilat.brief.ranking import PartnerRow
    from bilat.brief.world import WorldView

__all__ = ["bars", "issues", "plane"]

#: States named on the two-dimensional map: large, or much written about, most looked for first.
_NAMED = [
    "USA",
    "CHN",
    "RUS",
    "IND",
    "GBR",
    "FRA",
    "ISR",
    "BRA",
    "IRN",
    "ZAF",
    "JPN",
    "UKR",
    "TUR",
    "DEU",
    "PAK",
    "SAU",
    "EGY",
    "PRK",
    "CUB",
    "AUS",
    "MEX",
    "IDN",
    "NGA",
    "CAN",
    "VEN",
    "POL",
    "YUG",
    "ARG",
    "SWE",
    "KOR",
    "DZA",
    "HUN",
    "CHL",
    "VNM",
]


def bars(name: str, title: str, rows: Sequence[PartnerRow], width: int = 420) -> Figure:
    """Return partners as bars with their values at the end."""
    data = [{"name": r.name, "value": r.value, "label": number(r.value, r.unit)} for r in rows]
    return _bars(
        name,
        title,
        data,
        f"{rows[0].provenance.source} ({rows[0].provenance.version}); {rows[0].label}, {rows[0].year}.",
        tuple(
            {"iso3": r.iso3, "name": r.name, "value": r.value, "rank": r.rank, "year": r.year} for r in rows
        ),
        width,
    )


def issues(rows: Sequence[IssueRow], width: int = 420) -> Figure:
    """Return voting agreement by issue as dots on a line from 0 to 100%."""
    data = [
        {
            "name": i.label,
            "value": i.agreement,
            "low": i.low,
            "high": i.high,
            "label": f"{number(i.agreement, 'share')} of {i.n}",
        }
        for i in rows
    ]
    return _bars(
        "issues",
        f"Same vote, by issue, {rows[0].since}–{rows[0].until}",
        data,
        f"{rows[0].source}. Share of roll calls, both voting, with the same vote, of how many; lines: 5% to 95%.",
        tuple(
            {
                "issue": i.issue,
                "label": i.label,
                "agreement": i.agreement,
                "low": i.low,
                "high": i.high,
                "s": i.s,
                "n": i.n,
            }
            for i in rows
        ),
        width,
        top=1.2,
    )


def _bars(
    name: str,
    title: str,
    data: list[dict[str, Any]],
    source: str,
    rows: tuple[dict[str, Any], ...],
    width: int,
    top: float | None = None,
) -> Figure:
    spec = base_spec(width - 190, 22 * len(data))
    # a reader's font may be wider than the one measured here: room for the names
    spec["padding"] = {"left": 34, "right": 30, "top": 4, "bottom": 2}
    highest = top if top is not None else 1.25 * max(d["value"] for d in data)
    x = {
        "field": "value",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, highest], "nice": False},
    }
    y = {
        "field": "name",
        "type": "nominal",
        "sort": [d["name"] for d in data],
        "title": None,
        "axis": {"domain": False, "ticks": False, "labelLimit": 170, "labelFontSize": 12},
    }
    spec["data"] = {"values": [{**d, "end": d.get("high") or d["value"]} for d in data]}
    spec["layer"] = [
        {"mark": {"type": "bar", "color": BLUE, "height": 9, "opacity": 0.85}, "encoding": {"x": x, "y": y}},
        {
            "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 12},
            "encoding": {"x": {**x, "field": "end"}, "y": y, "text": {"field": "label"}},
        },
    ]
    if any(d.get("low") is not None for d in data):
        spec["layer"].insert(
            1,
            {
                "mark": {"type": "rule", "color": INK, "strokeWidth": 1.6},
                "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y},
            },
        )
    said = "; ".join(f"{d['name']} {d['label']}" for d in data[:5])
    return Figure(name, title, f"{title}: {said}.", source, rows, spec)


def plane(view: WorldView, width: int = 720) -> Figure:
    """Return states as points: near each other where they vote alike; colour and shape by bloc."""
    rows: list[dict[str, Any]] = [
        {
            "iso3": p.iso3,
            "name": p.name,
            "x": p.x,
            "y": p.y,
            "bloc": f"bloc {p.bloc}",
            "label": "",
        }
        for p in view.places
    ]
    left, right = min(p.x for p in view.places), max(p.x for p in view.places)
    low, high = min(p.y for p in view.places), max(p.y for p in view.places)
    pad = 0.05 * (right - left)
    height = round(width * (high - low + 2 * pad) / (right - left + 2 * pad))
    _label(rows, width / (right - left + 2 * pad))
    blocs = sorted({r["bloc"] for r in rows})
    x = {
        "field": "x",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [left - pad, right + pad], "nice": False},
    }
    y = {
        "field": "y",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [low - pad, high + pad], "nice": False},
    }
    colour = {
        "field": "bloc",
        "type": "nominal",
        "legend": {"orient": "top", "title": None, "labelColor": INK, "symbolSize": 70},
        "scale": {"domain": blocs, "range": list(CATEGORIES[: len(blocs)])},
    }
    spec = base_spec(width, height)
    spec["data"] = {"values": rows}
    spec["layer"] = [
        {
            "mark": {"type": "point", "filled": True, "size": 46, "opacity": 0.75},
            "encoding": {
                "x": x,
                "y": y,
                "color": colour,
                "shape": {
                    "field": "bloc",
                    "type": "nominal",
                    "legend": {"orient": "top", "title": None, "labelColor": INK},
                    "scale": {"domain": blocs},
                },
                "tooltip": [{"field": "name"}, {"field": "bloc"}],
            },
        },
        {
            "mark": {"type": "text", "dy": -9, "fontSize": 11, "fontWeight": "bold"},
            "encoding": {"x": x, "y": y, "text": {"field": "label"}},
        },
    ]
    p = view.provenance
    return Figure(
        "plane",
        f"The world in {view.year}, by how states vote",
        f"{len(rows)} states placed so that those that vote alike lie near each other; {len(blocs)} blocs. "
        f"The two directions carry {100 * view.share:.0f}% of the differences.",
        f"{p.source}, covers {p.covers_from}–{p.covers_to}. Classical scaling of 1 − {view.measure.label}; the two "
        f"directions carry {100 * view.share:.0f}% of the differences. Axes have no meaning of their own.",
        tuple({k: r[k] for k in ("iso3", "name", "x", "y", "bloc")} for r in rows),
        spec,
    )


def _label(rows: list[dict[str, Any]], scale: float) -> None:
    """Name states where there is room: a name that would cover another is left to the table."""
    taken: list[tuple[float, float]] = []
    by_iso3 = {r["iso3"]: r for r in rows}
    for iso3 in _NAMED:
        row = by_iso3.get(iso3)
        if row is None:
            continue
        x, y = row["x"] * scale, row["y"] * scale
        if all(abs(x - u) > 30 or abs(y - v) > 13 for u, v in taken):
            row["label"] = iso3
            taken.append((x, y))
