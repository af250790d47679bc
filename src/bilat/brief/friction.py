"""Friction through third states: whom one of a pair arms while the other contends with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bilat import states
from bilat.brief.dossier import Friction
from bilat.checking.judges.dispute import contention
from bilat.checking.thresholds import threshold
from bilat.measures import access
from bilat.measures.catalogue import MEASURES

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.states import State

__all__ = ["friction"]


def friction(bench: Bench, supplier: State, other: State) -> tuple[Friction, ...]:
    """Return third states that `supplier` arms while they contend with `other`, by share of their arms."""
    name = "arms_share"
    year = access.latest_year(bench.record, name, bench.on)
    if year is None:
        return ()
    since = bench.on.year - int(threshold("recent_disputes"))
    possible = _at_odds(bench, other, since)
    rows = []
    for partner in access.partners(bench.record, name, bench.code(supplier.iso3, year), year):
        if partner.value < 0.01 or partner.code in (supplier.code, other.code):
            continue
        third = states.iso3(partner.code, year)
        if third not in possible and possible.isdisjoint(bench.codes(third, since, bench.on.year)):
            continue
        territorial = contention(bench, third, other.iso3, "territorial", since, bench.on.year)
        rival = contention(bench, third, other.iso3, "rivalry", since, bench.on.year)
        holding = [c for c in (territorial, rival) if c.holds]
        if not holding:
            continue
        rows.append(
            Friction(
                third,
                states.name(partner.code, bench.on),
                supplier.iso3,
                other.iso3,
                partner.value,
                year,
                "; ".join(c.said for c in holding),
                tuple(row for c in holding for row in c.rows),
            )
        )
    return tuple(sorted(rows, key=lambda r: -r.share))


def _at_odds(bench: Bench, state: State, since: int) -> set[int | str]:
    """Return codes, and letters, of all that the record or the ledger may know at odds with a state.

    A great supplier has a hundred recipients, of which a few contend with the other: only those are looked at closely.
    """
    until = bench.on.year
    mine = bench.codes(state.iso3, since, until)
    found: set[int | str] = set()
    for name in ("territorial_claim", "rivalry"):
        m = MEASURES[name]
        if m.table not in bench.record.tables:
            continue
        one, two = (
            bench.record.column(m.table, c)
            for c in (("source", "target") if m.tie == "directed" else ("code_a", "code_b"))
        )
        year = bench.record.column(m.table, "year")
        within = (year >= since) & (year <= until)
        for near, far in ((one, two), (two, one)):
            found.update(np.unique(far[within & np.isin(near, mine)]).tolist())
    for claim in bench.ledger.claims:
        if state.iso3 in claim.parties:
            found.update(claim.parties)
    return found
