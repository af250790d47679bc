"""Stances and pledges: recorded with their holder, never judged true or false."""

from __future__ import annotations

from datetime import date

from bilat.checking.context import Bench
from bilat.checking.rows import fact_row
from bilat.propositions import Pledge, Stance
from bilat.types import Evidence, Verdict

__all__ = ["judge_pledge", "judge_stance"]


def judge_stance(claim: Stance, bench: Bench) -> Verdict:
    """Record a stance: what a state wants is not a fact of the record."""
    holder = bench.name(claim.holder) if claim.holder else "The holder"
    return Verdict(
        "unmeasurable",
        f"Recorded as a stance of {holder}. bilat never judges what a state wants or holds to be its interest; "
        "votes and treaties on the matter would be evidence of it, not proof.",
        as_of=bench.as_of,
    )


def judge_pledge(claim: Pledge, bench: Bench) -> Verdict:
    """Record a pledge, and list what the ledger knows of later conduct between the two."""
    rows: list[Evidence] = []
    if claim.to and not bench.is_group(claim.holder) and not bench.is_group(claim.to):
        rows = _conduct(bench, claim.holder, claim.to, claim.dated or bench.on)
    later = (
        f"The record holds {len(rows)} later dated acts between the two, listed below."
        if rows
        else "The record as used here holds no later dated act on it."
    )
    to = f" to {bench.name(claim.to)}" if claim.to else ""
    return Verdict(
        "unmeasurable",
        f"Recorded as a pledge by {bench.name(claim.holder)}{to}; sincerity is not judged. {later}",
        tuple(rows),
        as_of=bench.as_of,
    )


def _conduct(bench: Bench, holder: str, other: str, since: date) -> list[Evidence]:
    pair = {holder, other}
    rows = []
    for event in bench.ledger.events:
        if event.date >= since and event.target is not None and {event.source, event.target} == pair:
            rows.append(
                fact_row(
                    "events",
                    event.root,
                    event.name,
                    event.date,
                    event.end,
                    bench.on,
                    event.name,
                    event.citation,
                )
            )
    return rows
