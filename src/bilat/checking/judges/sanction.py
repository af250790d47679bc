"""Who sanctions whom."""

from __future__ import annotations

from datetime import date

from bilat.checking.context import Bench
from bilat.checking.outcome import combine, negate
from bilat.checking.sanctions import sanctions_between
from bilat.propositions import Sanction
from bilat.types import Verdict

__all__ = ["judge_sanction"]


def judge_sanction(claim: Sanction, bench: Bench) -> Verdict:
    """Judge "imposed sanctions on B over X" on the day, or over the window that the claim names."""
    day = claim.dated or (
        date(claim.until, 12, 31) if claim.until and claim.until < bench.on.year else bench.on
    )
    finding, said, rows = sanctions_between(
        bench, claim.sender, claim.target, day, claim.since, claim.type, claim.issue
    )
    window = f"{claim.since} to {day:%d %B %Y}" if claim.since else f"{day:%d %B %Y}"
    summary = (
        f"{bench.name(claim.target)}, {window}: {said}. "
        "Measures below the threshold of a sanctions episode, such as single listings, may be missing."
    )
    return negate(Verdict(combine([finding]), summary, tuple(rows), as_of=bench.as_of), claim.negated)
