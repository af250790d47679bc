"""JSON of what the pages show: pairs, states, the world, groups; documented in docs/web.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bilat.report.as_json import brief_json, partners_json

if TYPE_CHECKING:
    from bilat.brief.pairs import PairView
    from bilat.brief.profile import StateProfile
    from bilat.brief.world import GroupLine, WorldView
    from bilat.record.holdings import Holding
    from bilat.types import Coverage, Provenance

__all__ = ["coverage_json", "groups_json", "holdings_json", "pair_json", "profile_json", "world_json"]


def pair_json(view: PairView) -> dict[str, Any]:
    """Return a pair: the dossier of ``bilat brief --json`` and what its page adds."""
    s = view.standing
    return brief_json(view.brief) | {
        "alignment": {
            "measure": view.measure.name,
            "label": view.measure.label,
            "year": view.year,
            "value": s.value if s else None,
            "low": s.observation.low if s else None,
            "high": s.observation.high if s else None,
            "percentile": s.percentile if s else None,
            "rank": s.rank if s else None,
            "of": s.of if s else None,
            "rank_in_history": s.rank_in_history if s else None,
            "of_years": s.of_years if s else None,
            "years": list(view.line.years),
            "values": list(view.line.values),
            "lows": list(view.line.low),
            "highs": list(view.line.high),
            "reasons": {str(year): why for year, why in view.reasons.items()},
            "source": view.line.source,
            "covers": list(view.line.covers),
        },
        "places": [
            {"of_state": p.of_state, "partner": p.partner, "rank": p.rank, "of": p.of} for p in view.places
        ],
        "marks": [
            {
                "number": m.number,
                "kind": m.kind,
                "label": m.label,
                "start": m.start.isoformat(),
                "until": m.until.isoformat() if m.until else None,
                "citation": m.citation,
            }
            for m in view.marks
        ],
        "bridges": [{"iso3": b.iso3, "name": b.name, "to_a": b.to_a, "to_b": b.to_b} for b in view.bridges],
    }


def profile_json(profile: StateProfile) -> dict[str, Any]:
    """Return the profile of a state."""
    return {
        "state": {"iso3": profile.state.iso3, "code": profile.state.code, "name": profile.state.name},
        "on": profile.on.isoformat(),
        "as_of": profile.as_of.isoformat() if profile.as_of else None,
        "alignment": {
            "measure": profile.measure.name,
            "label": profile.measure.label,
            "year": profile.year,
            "states": [
                {
                    "iso3": a.iso3,
                    "name": a.name,
                    "value": a.value,
                    "votes": a.votes,
                    "rank": a.rank,
                    "of": a.of,
                }
                for a in profile.aligned
            ],
            **_provenance(profile.provenance),
        },
        "conduct": {
            "years": [
                {
                    "year": c.year,
                    "votes": c.votes,
                    "dissent": [c.dissent, c.dissent_low, c.dissent_high],
                    "abstain": [c.abstain, c.abstain_low, c.abstain_high],
                    "vetoes": c.vetoes,
                }
                for c in profile.conduct
            ],
            **(_provenance(profile.conduct_provenance) if profile.conduct_provenance else {}),
        },
        "partners": partners_json(profile.partners),
        "arms_to": partners_json(profile.arms_to),
        "arms_from": partners_json(profile.arms_from),
        "ideal_points": [
            {"session": p.session, "year": p.year, "value": p.value, "low": p.low, "high": p.high}
            for p in profile.path
        ],
        "ideal_points_note": profile.path_note or None,
    }


def world_json(view: WorldView) -> dict[str, Any]:
    """Return the world of a year."""
    return {
        "year": view.year,
        "measure": view.measure.name,
        "label": view.measure.label,
        "places": [
            {"iso3": p.iso3, "name": p.name, "x": round(p.x, 5), "y": round(p.y, 5), "bloc": p.bloc}
            for p in view.places
        ],
        "left_out": list(view.left_out),
        "share": view.share,
        "silhouette": view.distinct,
        "years": list(view.years),
        **_provenance(view.provenance),
    }


def groups_json(lines: Sequence[GroupLine]) -> list[dict[str, Any]]:
    """Return the cohesion of groups."""
    return [
        {
            "key": g.key,
            "name": g.name,
            "years": list(g.years),
            "values": list(g.values),
            "low": list(g.low),
            "high": list(g.high),
            "pairs": list(g.pairs),
        }
        for g in lines
    ]


def holdings_json(rows: Sequence[Holding]) -> list[dict[str, Any]]:
    """Return every source with what of it is here."""
    return [
        {
            "id": h.source.id,
            "title": h.source.title,
            "here": h.here,
            "version": h.version,
            "covers": list(h.covers),
            "taken": h.taken.isoformat() if h.taken else None,
            "age_years": h.age_years,
            "licence": h.source.licence,
            "citation": h.source.citation,
            "homepage": h.source.homepage,
        }
        for h in rows
    ]


def coverage_json(rows: Sequence[Coverage]) -> list[dict[str, Any]]:
    """Return what each measure table covers."""
    return [
        {
            "table": c.table,
            **_provenance(c.provenance),
            "states": len(c.codes) if c.codes is not None else None,
            "note": c.note,
        }
        for c in rows
    ]


def _provenance(p: Provenance) -> dict[str, Any]:
    return {
        "source": p.source,
        "version": p.version,
        "covers": [p.covers_from, p.covers_to],
        "citation": p.citation,
        "licence": p.licence,
    }
