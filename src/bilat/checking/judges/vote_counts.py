"""How many states voted in some way on a resolution, by the result of the roll call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilat.checking.groups import enough
from bilat.checking.outcome import Finding, combine
from bilat.checking.rollcalls import find_candidates
from bilat.checking.thresholds import threshold
from bilat.types import Evidence, Verdict

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.propositions import Vote

__all__ = ["judge_count"]

_SAID = {"yes": "in favour", "no": "against", "abstain": "abstaining"}
#: Votes announced in the hall and those of the record differ by a few: delegations correct theirs afterwards.
_NEAR = 0.03


def judge_count(claim: Vote, bench: Bench) -> Verdict:
    """Compare the number claimed with the result; where several roll calls fit as well, they must agree."""
    # whose vote is looked up along with the roll call does not matter here
    one = claim.model_copy(update={"state": "USA"})
    candidates = [c for c in find_candidates(bench, one) if claim.choice in c.counts]
    if not candidates:
        return Verdict(
            "unmeasurable",
            f"No roll call with its result matches “{claim.resolution}” in the record as it is here.",
            as_of=bench.as_of,
        )
    near = [c for c in candidates if c.score >= threshold("candidate_score") * candidates[0].score]
    best = near[0]
    found = {_found(claim, c.counts[claim.choice]) for c in near if c.score == best.score}
    finding: Finding = found.pop() if len(found) == 1 else "uncertain"
    count = best.counts[claim.choice]
    said = f"{count} {_SAID[claim.choice]}"
    rows = (
        Evidence(
            dimension="votes",
            measure=f"result of {best.symbol}",
            value=count,
            year=best.date.year,
            source=best.source,
            version=best.version,
            covers=best.covers,
            text=f"{best.symbol}, {best.date.isoformat()}, {best.title}: {said}.",
            citation=best.citation,
        ),
    )
    summary = (
        f"The roll call is {best.symbol} of {best.date:%d %B %Y} ({best.title.rstrip('.')}): {said}, claimed "
        f"{claim.quantifier} {claim.members}. Votes that delegations corrected afterwards could change a count by a few."
    )
    return Verdict(combine([finding]), summary, rows, as_of=bench.as_of)


def _found(claim: Vote, count: int) -> Finding:
    assert claim.quantifier is not None
    wanted = claim.members or 1
    finding = enough(claim.quantifier, wanted, count, 0, 193)
    # a small number is known exactly, and so is the bound that is met
    close = abs(count - wanted) <= _NEAR * wanted
    return "uncertain" if finding == "contradicts" and close else finding
