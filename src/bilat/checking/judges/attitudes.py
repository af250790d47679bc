"""Stances and pledges: recorded with their holder, never judged true or false."""

from __future__ import annotations

from datetime import date

from bilat.checking.conduct import acts_between, positions_on
from bilat.checking.context import Bench
from bilat.checking.words import plural
from bilat.propositions import Pledge, Stance
from bilat.types import Evidence, Verdict

__all__ = ["judge_pledge", "judge_stance"]


def judge_stance(claim: Stance, bench: Bench) -> Verdict:
    """Record a stance, and list the positions that the record has on the matter: they are evidence, not proof."""
    holder = bench.name(claim.holder) if claim.holder else "The holder"
    rows: list[Evidence] = []
    if claim.holder and not bench.is_group(claim.holder):
        rows = positions_on(bench, claim.holder, claim.topic, None, bench.on)
    listed = (
        f"{plural(len(rows), 'vote')} on the matter {'is' if len(rows) == 1 else 'are'} listed below, as evidence and not proof."
        if rows
        else "The record as it is here has no vote on the matter; treaties and statements would be evidence, not proof."
    )
    return Verdict(
        "unmeasurable",
        f"Recorded as a stance of {holder}; what a state wants or holds to be its interest is never judged. {listed}",
        tuple(rows),
        _thin(rows),
        bench.as_of,
    )


def _thin(rows: list[Evidence]) -> tuple[str, ...]:
    """Say that few positions are known, where that is so."""
    return (
        ("Fewer than three votes on the matter are known: the record is thin.",)
        if 0 < len(rows) < _ENOUGH
        else ()
    )


def judge_pledge(claim: Pledge, bench: Bench) -> Verdict:
    """Record a pledge, and list later conduct on the matter: votes, and what passed between the two."""
    since = claim.dated or (date(claim.since, 1, 1) if claim.since else bench.on)
    rows: list[Evidence] = []
    if not bench.is_group(claim.holder):
        rows = positions_on(bench, claim.holder, claim.topic, since, bench.on)
        if claim.to and not bench.is_group(claim.to):
            rows += acts_between(bench, claim.holder, claim.to, claim.topic, since)
    later = (
        f"{plural(len(rows), 'later act')} on the matter or between the two {'is' if len(rows) == 1 else 'are'} listed below."
        if rows
        else f"The record as used here holds no later act on it, from {since.isoformat()} to {bench.on.isoformat()}."
    )
    to = f" to {bench.name(claim.to)}" if claim.to else ""
    return Verdict(
        "unmeasurable",
        f"Recorded as a pledge by {bench.name(claim.holder)}{to}; sincerity is not judged. {later}",
        tuple(rows),
        as_of=bench.as_of,
    )


_ENOUGH = 3
