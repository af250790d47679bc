"""Charts: one theme, colour-blind safe; uncertainty drawn, unknown left blank and shaded, a source line under each.

Altair makes the specification, vl-convert renders it here and offline, so that pages hold plain SVG.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bilat.brief.dossier import HistoryLine

__all__ = ["history_chart", "history_png", "history_svg"]

# Okabe & Ito's palette: told apart by every common kind of colour vision.
_BLUE, _VERMILION, _GREY = "#0072B2", "#D55E00", "#8a8f98"

_INK = "#6b7280"  # readable on white and on near-black


def history_chart(lines: Sequence[HistoryLine]) -> Any:
    """Return an Altair chart of a measure's history; two lines for the two directions.

    Parameters
    ----------
    lines
        One line, or the two directions of the same measure.
    """
    import altair as alt

    first = lines[0]
    rows, gaps = [], []
    for line in lines:
        low = line.low or (None,) * len(line.years)
        high = line.high or (None,) * len(line.years)
        # A segment per unbroken run: a line must not bridge unknown years.
        run = 0
        for year, value, lo, hi in zip(line.years, line.values, low, high, strict=True):
            if value is None:
                run += 1
                continue
            rows.append(
                {
                    "year": year,
                    "value": value,
                    "low": lo,
                    "high": hi,
                    "way": line.way or line.label,
                    "run": f"{line.way}{run}",
                }
            )
        unknown = [y for y, v in zip(line.years, line.values, strict=True) if v is None]
        gaps += [{"from": y - 0.5, "to": y + 0.5} for y in unknown] if line is first else []
    ways = list(dict.fromkeys(line.way or line.label for line in lines))
    colour = alt.Color(
        "way:N",
        scale=alt.Scale(domain=ways, range=[_BLUE, _VERMILION][: len(ways)]),
        legend=alt.Legend(title=None, orient="top", labelColor=_INK) if len(ways) > 1 else None,
    )
    start, end = first.years[0], first.years[-1]
    # every layer needs the same scale, or the shaded years would pull the axis down to the year 0
    scale = alt.Scale(domain=[start - 0.5, end + 0.5], nice=False, zero=False)
    x = alt.X("year:Q", title=None, scale=scale, axis=alt.Axis(format="d", tickCount=8))
    y_format = "%" if first.unit == "share" or first.measure == "agreement" else ",.3~f"
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(zero=first.unit != ""),
        axis=alt.Axis(format=y_format, tickCount=4),
    )
    data = alt.InlineData(values=rows)
    layers = []
    if gaps:
        layers.append(
            alt.Chart(alt.InlineData(values=gaps))
            .mark_rect(color=_GREY, opacity=0.14)
            .encode(x=alt.X("from:Q", title=None, scale=scale), x2="to:Q")
        )
    if any(r["low"] is not None for r in rows):
        layers.append(
            alt.Chart(data)
            .mark_area(opacity=0.22)
            .encode(x=x, y=alt.Y("low:Q"), y2="high:Q", color=colour, detail="run:N")
        )
    layers.append(alt.Chart(data).mark_line(strokeWidth=1.8).encode(x=x, y=y, color=colour, detail="run:N"))
    layers.append(alt.Chart(data).mark_point(size=9, filled=True, opacity=0.9).encode(x=x, y=y, color=colour))
    return (
        alt.layer(*layers)
        .properties(width=430, height=120, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_INK,
            tickColor=_INK,
            domainColor=_INK,
            gridColor=_GREY,
            gridOpacity=0.25,
            labelFontSize=10,
        )
        .configure(font="system-ui, sans-serif")
    )


def history_svg(lines: Sequence[HistoryLine]) -> str:
    """Return the chart as SVG markup."""
    return _svg(history_chart(lines).to_json())


def history_png(lines: Sequence[HistoryLine], scale: float = 2.0) -> bytes:
    """Return the chart as PNG."""
    import vl_convert

    png: bytes = vl_convert.vegalite_to_png(history_chart(lines).to_json(), scale=scale)
    return png


@lru_cache(maxsize=64)
def _svg(spec: str) -> str:
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg
