"""From findings to one outcome: the only place where supported, contradicted and mixed are decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bilat.checking.thresholds import threshold
from bilat.propositions import Arms, Comparator, Dispute, Proposition
from bilat.types import Outcome, Verdict

__all__ = [
    "Finding",
    "about",
    "after_since",
    "combine",
    "compare",
    "from_probability",
    "negate",
    "of_several",
]

Finding = Literal["supports", "contradicts", "uncertain", "unknown"]


def from_probability(p: float) -> Finding:
    """Turn the probability that a claim holds into a finding.

    Examples
    --------
    >>> from_probability(0.95), from_probability(0.5), from_probability(0.02)
    ('supports', 'uncertain', 'contradicts')
    """
    if p >= threshold("supported_at"):
        return "supports"
    if p <= threshold("contradicted_at"):
        return "contradicts"
    return "uncertain"


def combine(findings: Sequence[Finding]) -> Outcome:
    """Combine the findings of several dimensions.

    Unknown ones do not count; uncertain ones alone are unmeasurable; both ways is mixed.

    Examples
    --------
    >>> combine(["supports", "unknown", "contradicts"])
    'mixed'
    >>> combine(["unknown"])
    'unmeasurable'
    """
    known = [f for f in findings if f != "unknown"]
    for_, against = known.count("supports"), known.count("contradicts")
    if for_ and against:
        return "mixed"
    if for_:
        return "supported"
    if against:
        return "contradicted"
    return "unmeasurable"


def of_several(findings: Sequence[Finding], claim: Proposition) -> Finding:
    """Return what is found of several states together: of all of them, or, where it is denied of each, of any.

    One that nobody knows leaves it open, unless another decides. The denial itself is still to be turned round.

    Examples
    --------
    >>> from bilat.propositions import Membership
    >>> both = Membership(states=("NOR", "SWE"), organisation="NATO")
    >>> of_several(["supports", "contradicts"], both)
    'contradicts'
    >>> of_several(["supports", "contradicts"], both.model_copy(update={"negated": True}))
    'supports'
    """
    decides: Finding = "supports" if claim.negated or claim.quantifier == "some" else "contradicts"
    if decides in findings:
        return decides
    open_ = [f for f in findings if f in ("unknown", "uncertain")]
    return open_[0] if open_ else findings[0]


def compare(value: float, claimed: float, comparator: Comparator, tolerance: float) -> Finding:
    """Compare a measured value with a claimed one.

    Examples
    --------
    >>> compare(0.33, 0.30, "about", 0.05), compare(0.2, 0.5, "at least", 0.05)
    ('supports', 'contradicts')

    A small share that is within `share_about` of the one claimed but not within a part of it is neither.

    >>> compare(0.07, 0.10, "about", about(0.10)), compare(0.03, 0.10, "about", about(0.10))
    ('uncertain', 'contradicts')
    """
    if comparator == "about" and tolerance < abs(value - claimed) <= threshold("share_about"):
        return "uncertain"
    holds = {
        "about": abs(value - claimed) <= tolerance,
        "exactly": abs(value - claimed) <= tolerance / 5,
        "at least": value >= claimed,
        "more than": value > claimed,
        "at most": value <= claimed,
        "less than": value < claimed,
    }[comparator]
    return "supports" if holds else "contradicts"


def after_since(claim: Arms | Dispute, since: int, until: int) -> int:
    """Return the first year to look at: what has *not* happened since 1995 may have happened in 1995.

    Examples
    --------
    >>> after_since(Dispute(a="PER", b="ECU", negated=True, since=1995), 1995, 2008)
    1996
    >>> after_since(Dispute(a="PER", b="ECU", since=1995), 1995, 2008)
    1995
    """
    open_ended = claim.negated and claim.since == since and claim.until is None
    return since + 1 if open_ended and since < until else since


def about(claimed: float) -> float:
    """Return how far a share may be from the one claimed and still be "about" it.

    Examples
    --------
    >>> about(0.4), about(0.08)
    (0.05, 0.02)
    """
    return min(threshold("share_about"), threshold("share_about_small") * claimed)


def negate(verdict: Verdict, negated: bool) -> Verdict:
    """Turn a verdict round for a negated proposition: only firm verdicts and the probability change."""
    if not negated:
        return verdict
    turned: dict[Outcome, Outcome] = {"supported": "contradicted", "contradicted": "supported"}
    return Verdict(
        outcome=turned.get(verdict.outcome, verdict.outcome),
        summary=f"The claim is a denial. {verdict.summary}",
        evidence=verdict.evidence,
        coverage=verdict.coverage,
        as_of=verdict.as_of,
        probability=None if verdict.probability is None else 1 - verdict.probability,
    )
