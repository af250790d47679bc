"""The page of a dossier: the same figures as the web page of the pair, in one file that needs nothing else."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bilat.report.html import render

if TYPE_CHECKING:
    from markupsafe import Markup

    from bilat.brief.dossier import Brief
    from bilat.brief.pairs import PairView
    from bilat.report.figures import Figure

__all__ = ["brief_html"]


def brief_html(brief: Brief, view: PairView | None = None) -> str:
    """Return the dossier as one self-contained page, readable without scripts.

    Parameters
    ----------
    view
        What the web page shows beyond the dossier: the trajectory with its marks, ranks, bridges.
    """
    from bilat.report.figures import graph, lines, places
    from bilat.report.figures.base import THEME
    from bilat.report.figures.trajectory import trajectory

    small = [
        lines.multiple(list(group), 330) for _, group in groupby(brief.histories, key=lambda h: h.measure)
    ]
    issues = places.issues(brief.issues, 560) if brief.issues else None
    bridges = graph.bridges(view, 560) if view is not None and view.bridges else None
    friction = graph.friction(view, 560) if view is not None and brief.friction else None
    line = trajectory(view, 1000) if view is not None and view.year is not None else None
    return render(
        "brief.html",
        brief=brief,
        view=view,
        theme=_ours(THEME),
        trajectory=_drawn(line),
        small=[_drawn(f) for f in small],
        issues=_drawn(issues),
        third=[_drawn(f) for f in (friction, bridges) if f is not None],
    )


def _drawn(figure: Figure | None) -> tuple[Figure, Markup] | None:
    return None if figure is None else (figure, _ours(figure.inline()))


def _ours(text: str) -> Markup:
    """Return a drawing or rules of ours as markup: names in a drawing are escaped where it is drawn."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704
