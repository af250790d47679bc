"""What a state did on a matter, before or after a day: votes, treaties, sanctions, wars, dated events, arms.

Nothing here judges sincerity or intent: it lists the record beside a pledge or a stance, and says where it is thin.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from bilat.checking.deliveries import delivered_years
from bilat.checking.rows import LEDGER_SOURCE, fact_row, measure_row
from bilat.checking.sanctions import regimes_between
from bilat.checking.thresholds import threshold
from bilat.checking.words import year_spans
from bilat.measures import access
from bilat.types import Evidence

if TYPE_CHECKING:
    from bilat.checking.context import Bench

__all__ = ["acts_between", "positions_on"]

_SAID = {
    "yes": "voted yes",
    "no": "voted no",
    "abstain": "abstained",
    "absent": "did not vote",
    "veto": "vetoed it",
}
_SHOWN = 6


def positions_on(bench: Bench, holder: str, topic: str, since: date | None, until: date) -> list[Evidence]:
    """Return how a state voted on roll calls that the topic's words fit, the latest first."""
    rows = []
    for rollcall, score in bench.ledger.find_rollcalls(topic):
        choice = rollcall.vote_of(holder)
        if score < threshold("rollcall_score") or choice is None:
            continue
        if rollcall.date > until or (since is not None and rollcall.date < since):
            continue
        rows.append(
            (
                rollcall.date,
                Evidence(
                    dimension="votes",
                    measure=f"vote on {rollcall.symbol}",
                    value=choice,
                    year=rollcall.date.year,
                    source=LEDGER_SOURCE,
                    version=rollcall.citation,
                    covers=(rollcall.date.year, rollcall.date.year),
                    text=f"{rollcall.symbol}, {rollcall.date.isoformat()}, {rollcall.title}: {_SAID[choice]}.",
                    citation=rollcall.citation,
                ),
            )
        )
    rows.sort(key=lambda pair: pair[0], reverse=True)
    return [row for _day, row in rows[:_SHOWN]]


def acts_between(bench: Bench, holder: str, other: str, topic: str, since: date) -> list[Evidence]:
    """Return what passed between two states from a day on: events, treaties, sanctions, wars, arms delivered."""
    pair = {holder, other}
    found: list[tuple[date, Evidence]] = []

    def add(dimension: str, measure: str, begun: date, ended: date | None, text: str, citation: str) -> None:
        if since <= begun <= bench.on:
            row = fact_row(dimension, measure, None, begun, ended, bench.on, text, citation)
            found.append((begun, row))

    for event in bench.ledger.events:
        if event.target is not None and {event.source, event.target} == pair:
            add("events", event.root, event.date, event.end, event.name, event.citation)
    for treaty in bench.ledger.treaties:
        if len(treaty.parties) <= 12 and pair <= set(treaty.parties):
            add(
                "obligations",
                "treaty",
                treaty.signed,
                treaty.ended,
                f"{treaty.name}, signed.",
                treaty.citation,
            )
    for one, two in ((holder, other), (other, holder)):
        for regime in regimes_between(bench, one, two):
            add("sanctions", "sanctions regime", regime.start, regime.end, f"{regime.name}.", regime.citation)
    for war in bench.ledger.wars:
        if (holder in war.side_a and other in war.side_b) or (other in war.side_a and holder in war.side_b):
            add("disputes", "war", war.start, war.end, f"{war.name}.", war.citation)
    rows = [row for _day, row in sorted(found, key=lambda p: p[0])][:_SHOWN]
    if re.search(
        r"\b(?:arms?|weapons?|military|defen[cs]e|equip\w*|missiles?|jets?|tanks?)\b", topic, re.IGNORECASE
    ):
        rows += _arms(bench, holder, other, since)
    return rows


def _arms(bench: Bench, holder: str, other: str, since: date) -> list[Evidence]:
    last = access.latest_year(bench.record, "arms_share", bench.on)
    if last is None or last < since.year:
        return []
    a, b = bench.code(holder, last), bench.code(other, last)
    years = [int(y) for y in delivered_years(bench, a, b) if since.year <= y <= last]
    seen = access.observe(bench.record, "arms_share", a, b, last)
    said = f"arms delivered in {year_spans(years)}" if years else f"no arms delivered in {since.year}-{last}"
    return [measure_row(seen, f"{bench.name(holder)} to {bench.name(other)}: {said}.")]
