"""The world coloured by alignment: our own drawing, so that it needs no script and every state is a link."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from bilat.report.figures.base import Figure

if TYPE_CHECKING:
    from bilat.brief.profile import StateProfile
    from bilat.brief.world import WorldView

__all__ = [
    "BORDERS",
    "STYLE",
    "bloc_legend",
    "bloc_map",
    "class_of",
    "geometry",
    "legend",
    "state_map",
    "thresholds",
]

#: Said under every map.
BORDERS = "The map shows today's borders, whatever the year (Natural Earth, public domain)."

_THRESHOLDS: dict[str, tuple[float, ...]] = {
    "agreement": (0.3, 0.45, 0.6, 0.7, 0.8, 0.9),
    "s": (0.2, 0.4, 0.55, 0.7, 0.8, 0.9),
    "alignment": (-0.5, -0.25, -0.05, 0.15, 0.4, 0.8),
    "alignment_without_conflict": (-0.5, -0.25, -0.05, 0.15, 0.4, 0.8),
    "positions": (-1.5, -0.75, -0.25, 0.25, 0.75, 1.5),
}
_KAPPA = (-0.1, 0.05, 0.2, 0.4, 0.6, 0.8)

# Orange to blue through a pale middle: told apart by every common kind of colour vision, and in print.
STYLE = """
.map .sea{fill:none}.map path,.map circle{stroke:#fdfcfa;stroke-width:.45}.map .land{fill:#e3e0d9}
.map .m0{fill:#a84f04}.map .m1{fill:#dd8428}.map .m2{fill:#f3c286}.map .m3{fill:#dcdfe0}
.map .m4{fill:#a6c6e3}.map .m5{fill:#4f90c9}.map .m6{fill:#134d8b}.map .self{fill:#22262b}
.map .none{fill:url(#hatch)}.map .g1{fill:#0072b2}.map .g2{fill:#d55e00}.map .g3{fill:#008a63}
.map .g4{fill:#b0578d}.map .g5{fill:#b07c00}.map .g6{fill:#3f9fd1}
.map text{font:11px system-ui,sans-serif;fill:#59626e}.map .key{stroke:none}
@media (prefers-color-scheme:dark){.map path,.map circle{stroke:#1b1f24}.map .land{fill:#333941}
.map .m3{fill:#8b9197}.map .m2{fill:#c99a62}.map .m4{fill:#7ba6cd}.map .m5{fill:#4f9ad6}.map .m6{fill:#8fd0ff}
.map .m0{fill:#ff9d5c}.map .m1{fill:#e0832c}.map .self{fill:#f4f2ee}.map text{fill:#a9b1bb}
.map .g1{fill:#56b4e9}.map .g2{fill:#ff8f4d}.map .g3{fill:#3ecf9f}.map .g4{fill:#e08fc0}.map .g5{fill:#f0c04a}}
"""
_HATCH = (
    '<defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="4" height="4" fill="#8a8f98" fill-opacity=".12"/>'
    '<rect width="1" height="4" fill="#8a8f98" fill-opacity=".55"/></pattern></defs>'
)


@lru_cache(maxsize=1)
def geometry() -> dict[str, Any]:
    """Return the map: width, height, ``land`` that is no state's, and each state's path (and dot, if small)."""
    text = resources.files("bilat.web").joinpath("static/world.json").read_text(encoding="utf-8")
    made: dict[str, Any] = json.loads(text)
    return made


def thresholds(measure: str) -> tuple[float, ...]:
    """Return the six values between the seven colours of a measure; the same in every year."""
    return _THRESHOLDS.get(measure, _KAPPA)


def class_of(value: float | None, measure: str) -> str:
    """Return the class of a value: ``m0`` (farthest) to ``m6`` (closest), or ``none`` where it is unknown.

    Examples
    --------
    >>> class_of(0.95, "kappa_linear"), class_of(None, "kappa_linear")
    ('m6', 'none')
    """
    return "none" if value is None else f"m{sum(value >= t for t in thresholds(measure))}"


def legend(measure: str) -> list[tuple[str, str]]:
    """Return class and words of each colour, farthest first."""
    cuts = thresholds(measure)
    said = [f"{cut:g}".replace("-", "−") for cut in cuts]
    words = [
        f"below {said[0]}",
        *(f"{a} to {b}" for a, b in zip(said, said[1:], strict=False)),
        f"{said[-1]} and above",
    ]
    return [(f"m{i}", w) for i, w in enumerate(words)]


def bloc_legend(view: WorldView) -> list[tuple[str, str]]:
    """Return class and words of each bloc's colour, the largest first."""
    sizes = Counter(p.bloc for p in view.places)
    return [(f"g{min(b, 6)}", f"bloc {b} ({sizes[b]})") for b in sorted(sizes)]


def state_map(profile: StateProfile, query: str = "") -> Figure:
    """Return the world coloured by alignment with a state; unknown is hatched.

    Parameters
    ----------
    query
        Appended to the link of each state.
    """
    name = profile.measure.name
    values = {a.iso3: a for a in profile.aligned if a.rank is not None}
    classes = {x: class_of(a.value, name) for x, a in values.items()} | {profile.state.iso3: "self"}
    titles = {x: f"{a.name}: {a.value:.2f}" for x, a in values.items()} | {
        profile.state.iso3: profile.state.name
    }
    links = {x: f"/pair/{profile.state.iso3}/{x}{query}" for x in values}
    p = profile.provenance
    closest = ", ".join(a.name for a in profile.aligned if a.rank is not None and a.rank <= 5)
    return Figure(
        "map",
        f"Alignment with {profile.state.name}, {profile.year}",
        f"World map of {profile.measure.label} with {profile.state.name} in {profile.year}. Closest: {closest}.",
        f"{p.source}, covers {p.covers_from}–{p.covers_to}. {profile.measure.label[0].upper()}{profile.measure.label[1:]}. "
        f"Hatched: unknown, or too few votes shared. {BORDERS}",
        tuple(
            {
                "iso3": a.iso3,
                "name": a.name,
                "value": a.value,
                "rank": a.rank,
                "votes": a.votes,
                "year": profile.year,
            }
            for a in profile.aligned
        ),
        style=STYLE,
        drawing=_draw(classes, titles, links, legend(name)),
    )


def bloc_map(view: WorldView, query: str = "") -> Figure:
    """Return the world coloured by bloc."""
    classes = {p.iso3: f"g{min(p.bloc, 6)}" for p in view.places}
    titles = {p.iso3: f"{p.name}: bloc {p.bloc}" for p in view.places}
    links = {p.iso3: f"/state/{p.iso3}{query}" for p in view.places}
    blocs = sorted({p.bloc for p in view.places})
    sizes = {b: sum(p.bloc == b for p in view.places) for b in blocs}
    prov = view.provenance
    return Figure(
        "blocs",
        f"Blocs in {view.year}",
        f"World map of {len(blocs)} blocs of states that voted alike in {view.year}, of "
        f"{', '.join(str(sizes[b]) for b in blocs)} states.",
        f"{prov.source}, covers {prov.covers_from}–{prov.covers_to}. Average linkage of 1 − {view.measure.label}, cut "
        f"where groups are most distinct (mean silhouette {view.distinct:.2f}; near 0 they blend). {BORDERS}",
        tuple({"iso3": p.iso3, "name": p.name, "bloc": p.bloc, "year": view.year} for p in view.places),
        style=STYLE,
        drawing=_draw(classes, titles, links, bloc_legend(view)),
    )


def _draw(
    classes: Mapping[str, str],
    titles: Mapping[str, str],
    links: Mapping[str, str],
    key: list[tuple[str, str]],
) -> str:
    world = geometry()
    width, height = world["width"], world["height"] + 34
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}">',
        _HATCH,
        f'<path class="land" d="{world["land"]}"/>',
    ]
    dots: list[str] = []
    for iso3, place in world["states"].items():
        kind = classes.get(iso3, "none")
        title = escape(titles.get(iso3, f"{iso3}: unknown"))
        shape = (
            f'<path class="{kind}" id="map-{iso3}" d="{place["d"]}"><title>{title}</title></path>'
            if place["d"]
            else ""
        )
        dot = ""
        if "dot" in place:
            x, y = place["dot"]
            dot = f'<circle class="{kind}" id="dot-{iso3}" cx="{x:g}" cy="{y:g}" r="2.7"><title>{title}</title></circle>'
        for mark, to in ((shape, out), (dot, dots)):
            if mark:
                # the list under the map holds the same links: a keyboard need not walk through 190 shapes
                link = escape(links[iso3]) if iso3 in links else None
                to.append(f'<a href="{link}" tabindex="-1">{mark}</a>' if link else mark)
    out += [*dots, '<g class="legend">']
    x = 8.0
    for kind, words in [*key, ("none", "unknown")]:
        out.append(
            f'<rect class="{kind} key" x="{x:g}" y="{height - 20:g}" width="16" height="11"/>'
            f'<text x="{x + 21:g}" y="{height - 10:g}">{escape(words)}</text>'
        )
        x += 34 + 6.1 * len(words)
    out.append("</g></svg>")
    return "".join(out)
