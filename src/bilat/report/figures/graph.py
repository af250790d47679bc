"""Third states between two: friction and bridges, drawn as a graph that can be read line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import escape

from bilat.report.figures.base import BLUE, INK, VERMILION, Figure

if TYPE_CHECKING:
    from bilat.brief.dossier import Friction
    from bilat.brief.pairs import PairView

__all__ = ["bridges", "friction"]

_ROW = 44
_MOST = 10


def friction(view: PairView, width: int = 720) -> Figure:
    """Return third states that one of the two arms while the other contends with them."""
    rows = view.brief.friction[:_MOST]
    a, b = view.brief.a, view.brief.b
    lines = []
    for f in rows:
        left = f.supplier == a.iso3
        share = f"{100 * f.share:.0f}% of its arms"
        dispute = _short(f, width)
        lines.append(
            (f.third_name, share if left else dispute, dispute if left else share, left, not left, f.share)
        )
    said = "; ".join(f"{f.supplier} supplies {100 * f.share:.0f}% of {f.third_name}'s arms" for f in rows[:4])
    return Figure(
        "friction",
        f"Friction between {a.name} and {b.name} through third states",
        f"Graph: {said or 'no friction known'}; the other of the two contends with each.",
        "Blue: arms delivered, share of the recipient's, five years (SIPRI). Orange, broken: rivalry or territorial "
        "dispute (ledger, rivalry data).",
        tuple(
            {
                "supplier": f.supplier,
                "third": f.third,
                "name": f.third_name,
                "share": f.share,
                "year": f.share_year,
                "opponent": f.opponent,
                "contention": f.contention,
            }
            for f in view.brief.friction
        ),
        drawing=_draw(a.name, b.name, lines, width),
    )


def bridges(view: PairView, width: int = 720) -> Figure:
    """Return third states that are close to both."""
    a, b = view.brief.a, view.brief.b
    lines = [
        (g.name, f"{g.to_a:.2f}", f"{g.to_b:.2f}", True, True, max(min(g.to_a, g.to_b), 0.0))
        for g in view.bridges
    ]
    p = view.line
    return Figure(
        "bridges",
        f"Bridges between {a.name} and {b.name}",
        "Graph: third states closest to both: " + ", ".join(g.name for g in view.bridges) + ".",
        f"{p.source}, covers {p.covers[0]}–{p.covers[1]}. {p.label[0].upper()}{p.label[1:]} of each third state with "
        f"the two, {view.year}; ordered by the weaker tie.",
        tuple({"iso3": g.iso3, "name": g.name, "to_a": g.to_a, "to_b": g.to_b} for g in view.bridges),
        drawing=_draw(a.name, b.name, lines, width),
    )


def _short(f: Friction, width: int) -> str:
    """Return what is contended over in two short lines, the second under the tie; the table has it in full."""
    room = 19 if width > 500 else 14
    lines: list[str] = [""]
    for word in f.contention.split(";")[0].split("(")[0].split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            if len(lines) == 2:
                lines[-1] = lines[-1].rstrip(",") + " …"
                break
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def _draw(a: str, b: str, lines: Sequence[tuple[str, str, str, bool, bool, float]], width: int) -> str:
    """Draw a row a third state: name in the middle, a tie to each side, solid and blue or broken and orange."""
    height = _ROW * max(len(lines), 1) + 10
    middle, half = width / 2, 66 if width > 500 else 46
    size = 13 if width > 500 else 11
    left_x, right_x = (84, width - 84) if width > 500 else (58, width - 58)
    y_mid = height / 2
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="system-ui, sans-serif" font-size="{size}">'
    ]
    for side, name, anchor, x in ((-1, a, "end", left_x - 8), (1, b, "start", right_x + 8)):
        del side
        for i, part in enumerate(_wrapped(name, 9 if width > 500 else 7)):
            out.append(
                f'<text x="{x}" y="{y_mid + 5 + 15 * i}" text-anchor="{anchor}" font-weight="bold" fill="{INK}">'
                f"{escape(part)}</text>"
            )
    for i, (third, left, right, left_solid, right_solid, weight) in enumerate(lines):
        y = 10 + _ROW * i + _ROW / 2
        for x0, x1, words, solid in (
            (left_x, middle - half, left, left_solid),
            (right_x, middle + half, right, right_solid),
        ):
            colour = BLUE if solid else VERMILION
            thick = 1.2 + 6 * weight if solid else 1.6
            turn, bend = x0 + (x1 - x0) * 0.24, x0 + (x1 - x0) * 0.12
            out.append(
                f'<path d="M{x0} {y_mid:g}C{bend:g} {y_mid:g} {bend:g} {y:g} {turn:g} {y:g}L{x1:g} {y:g}" fill="none" '
                f'stroke="{colour}" stroke-width="{thick:.1f}" stroke-opacity=".75"'
                f"{'' if solid else ' stroke-dasharray=' + chr(34) + '4 3' + chr(34)}/>"
            )
            anchor, at = ("end", x1 - 4) if x1 < middle else ("start", x1 + 4)
            for line, part in enumerate(words.split("\n")):
                out.append(
                    f'<text x="{at:g}" y="{y - 6 + 19 * line:g}" text-anchor="{anchor}" fill="{colour}" '
                    f'font-size="{size - 1.5}">{escape(part)}</text>'
                )
        out.append(
            f'<text x="{middle:g}" y="{y + 4:g}" text-anchor="middle" font-weight="600" fill="{INK}">{escape(third)}</text>'
        )
    out.append("</svg>")
    return "".join(out)


def _wrapped(name: str, room: int) -> list[str]:
    """Break a long name at a space."""
    if len(name) <= room or " " not in name:
        return [name]
    words = name.split()
    first = words[0]
    at = 1
    while at < len(words) - 1 and len(first) + 1 + len(words[at]) <= room:
        first += f" {words[at]}"
        at += 1
    return [first, " ".join(words[at:])]
