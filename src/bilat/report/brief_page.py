"""The page of a dossier, with a chart per dimension."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bilat.report.html import render

if TYPE_CHECKING:
    from bilat.brief.dossier import Brief, HistoryLine

__all__ = ["brief_html"]


def brief_html(brief: Brief) -> str:
    """Return the dossier as one self-contained page, readable without scripts."""
    from markupsafe import Markup

    from bilat.report.charts import history_svg

    charts = []
    for _measure, group in groupby(brief.histories, key=lambda h: h.measure):
        lines: list[HistoryLine] = list(group)
        # The markup is ours, rendered from numbers: no text from outside is in it.
        charts.append((lines, Markup(history_svg(lines))))  # noqa: S704
    return render("brief.html", brief=brief, charts=charts)
