"""The profile of one state on a day: whom it is aligned with, how it votes, whom it arms and who arms it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from bilat import states
from bilat.brief.chosen import chosen_measure
from bilat.brief.ranking import rank_partners
from bilat.errors import BilatError
from bilat.measures import access
from bilat.measures.cohesion import share_interval
from bilat.measures.voting import joint_votes, seldom_seen
from bilat.shown import Shown

if TYPE_CHECKING:
    from bilat.brief.ranking import PartnerRow
    from bilat.checking.context import Bench
    from bilat.measures.catalogue import Measure
    from bilat.states import State
    from bilat.types import Provenance

__all__ = ["Aligned", "Conduct", "PathPoint", "StateProfile", "state_profile"]


@dataclass(frozen=True, slots=True)
class Aligned:
    """Another state's alignment with the state; rank 1 is the closest.

    ``rank`` is ``None`` for a state that shared less than half of the roll calls: a similarity over a handful of
    votes may be anything. ``votes`` is ``None`` where the measure does not rest on votes.
    """

    iso3: str
    name: str
    value: float
    votes: int | None
    rank: int | None
    of: int


@dataclass(frozen=True, slots=True)
class Conduct:
    """How a state voted in a year: shares of its recorded votes with 5% and 95% bounds; ``None`` is unknown."""

    year: int
    votes: int
    dissent: float | None
    dissent_low: float | None
    dissent_high: float | None
    abstain: float | None
    abstain_low: float | None
    abstain_high: float | None
    vetoes: int


@dataclass(frozen=True, slots=True)
class PathPoint:
    """An ideal point of a session of the General Assembly with its 5% and 95% quantiles."""

    session: int
    year: int
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class StateProfile(Shown):
    """Everything a page of a state shows.

    ``aligned`` is of ``year``, closest first; ``path_note`` says why ``path`` is empty.
    """

    state: State
    on: date
    as_of: date | None
    measure: Measure
    year: int | None
    aligned: tuple[Aligned, ...]
    provenance: Provenance
    conduct: tuple[Conduct, ...]
    conduct_provenance: Provenance | None
    partners: tuple[PartnerRow, ...]
    arms_to: tuple[PartnerRow, ...]
    arms_from: tuple[PartnerRow, ...]
    path: tuple[PathPoint, ...]
    path_note: str


def state_profile(bench: Bench, name: str, measure: str | None = None, limit: int = 10) -> StateProfile:
    """Return the profile of a state on the bench's day.

    Parameters
    ----------
    name
        A name, ISO3 or COW code.
    limit
        How many partners, recipients and suppliers are listed.

    Raises
    ------
    UnknownNameError
        For an unknown state or measure.
    """
    state = states.get(name, bench.on)
    m = chosen_measure(measure, bench.record)
    year = access.latest_year(bench.record, m.name, bench.on)
    aligned: tuple[Aligned, ...] = ()
    if year is not None:
        aligned = _aligned(bench, m, bench.code(state.iso3, year), year)
    conduct, conduct_provenance = _conduct(bench, state)
    path, note = _path(bench, state)
    arms = rank_partners(bench, state.iso3, "arms_share", limit)
    exports = rank_partners(bench, state.iso3, "arms_export_share", limit)
    return StateProfile(
        state=state,
        on=bench.on,
        as_of=bench.as_of,
        measure=m,
        year=year,
        aligned=aligned,
        provenance=bench.record.coverage(m.table).provenance,
        conduct=conduct,
        conduct_provenance=conduct_provenance,
        partners=rank_partners(bench, state.iso3, None, limit),
        arms_to=tuple(r for r in exports if r.way == "out"),
        arms_from=tuple(r for r in arms if r.way == "in"),
        path=path,
        path_note=note,
    )


def _aligned(bench: Bench, m: Measure, code: int, year: int) -> tuple[Aligned, ...]:
    found = access.partners(bench.record, m.name, code, year)
    votes = joint_votes(bench.record, code, year) if m.dimension == "votes" else {}
    few = seldom_seen(votes)
    ranked = [p.value for p in found if p.code not in few]
    return tuple(
        Aligned(
            states.iso3(p.code, year),
            states.name(p.code, year),
            p.value,
            votes.get(p.code),
            None if p.code in few else 1 + sum(m.closer * v > m.closer * p.value for v in ranked),
            len(ranked),
        )
        for p in found
    )


def _conduct(bench: Bench, state: State) -> tuple[tuple[Conduct, ...], Provenance | None]:
    table = "votes_state_year"
    if table not in bench.record.tables:
        return (), None
    record = bench.record
    provenance = record.coverage(table).provenance
    year = record.column(table, "year")
    rows = np.flatnonzero(
        (record.column(table, "code") == state.code)
        & (year < bench.on.year)
        & (year >= provenance.covers_from)
        & (year <= provenance.covers_to)
    )
    rows = rows[np.argsort(year[rows])]
    n, dissent, abstain = (record.column(table, c)[rows].astype(float) for c in ("n", "dissent", "abstain"))
    vetoes = record.column(table, "vetoes")[rows]
    bounds = [*share_interval(dissent, n), *share_interval(abstain, n)]
    out = []
    for i, row in enumerate(rows):
        voted = n[i] > 0
        d_low, d_high, a_low, a_high = (float(x[i]) if voted else None for x in bounds)
        out.append(
            Conduct(
                int(year[row]),
                int(n[i]),
                float(dissent[i] / n[i]) if voted else None,
                d_low,
                d_high,
                float(abstain[i] / n[i]) if voted else None,
                a_low,
                a_high,
                int(vetoes[i]),
            )
        )
    return tuple(out), provenance


def _path(bench: Bench, state: State) -> tuple[tuple[PathPoint, ...], str]:
    """Return a state's ideal points to the day: the published model's where they are here, else the two-sided walk's."""
    from bilat.measures.idealpoints.table import ideal_points

    if bench.as_of is not None:
        return (
            (),
            "Ideal points are estimated from all votes, later ones too: they are not shown as known on a day.",
        )
    table, why = None, ""
    for prior in ("published", "smoother"):
        try:
            table = ideal_points(prior=prior).to_arrow()
            break
        except BilatError as exc:
            why = why or str(exc)
    if table is None:
        return (), why
    columns = {c: table.column(c).to_pylist() for c in ("code", "session", "year", "value", "low", "high")}
    codes = bench.codes(state.iso3, 1946, bench.on.year)
    points = [
        PathPoint(s, y, v, lo, hi)
        for c, s, y, v, lo, hi in zip(*columns.values(), strict=True)
        if c in codes and y is not None and y < bench.on.year
    ]
    if not points:
        return (), f"No ideal point of {state.name} is known by {bench.on.isoformat()}."
    return tuple(sorted(points, key=lambda p: p.session)), ""
