"""How often two states vote together."""

from __future__ import annotations

from bilat.checking.context import Bench
from bilat.checking.outcome import about, combine, compare, negate
from bilat.checking.rows import measure_row
from bilat.checking.seats import seats_over
from bilat.checking.thresholds import lag, threshold
from bilat.checking.votes import pooled_agreement
from bilat.checking.words import percent, span
from bilat.measures import access
from bilat.propositions import VoteShare
from bilat.types import Verdict

__all__ = ["judge_share"]


def judge_share(claim: VoteShare, bench: Bench) -> Verdict:
    """Judge "votes with B x% of the time" by agreement over the window (the last five whole years if none)."""
    last = access.latest_year(bench.record, "agreement", bench.on) or bench.on.year - 1
    until = min(claim.until or last, last) if claim.until or claim.since else last
    since = claim.since or (claim.until or last) - (0 if claim.until else int(threshold("recent")) - 1)
    a, b = bench.name(claim.a, until), bench.name(claim.b, until)
    if since > until:
        return Verdict(
            "unmeasurable",
            f"Roll calls are complete to {last}, and the claim is about {a} and {b} from {since} on. "
            "Votes of that time would be needed to judge it.",
            coverage=(f"Roll calls are complete to {last}.",),
            as_of=bench.as_of,
        )
    observed = pooled_agreement(bench, claim.a, claim.b, since, until, claim.issue)
    if observed is None or observed.value is None:
        return Verdict(
            "unmeasurable",
            f"Voting agreement of {a} and {b} in {span(since, until)} is unknown. "
            f"{(observed.reason if observed else None) or 'Votes of that time would be needed to judge it.'}",
            (measure_row(observed),) if observed else (),
            as_of=bench.as_of,
        )
    window = span(since, until)
    interval = (
        f", 90% interval {percent(observed.low)}-{percent(observed.high)}"
        if observed.low is not None and observed.high is not None
        else ""
    )
    found = f"{a} and {b} cast the same vote on {percent(observed.value)} of {observed.n} roll calls on which both voted in {window}{interval}."
    row = measure_row(observed, found)
    share = claim.share if claim.share is not None else 0.5
    comparator = claim.comparator if claim.share is not None else "more than"
    finding = compare(observed.value, share, comparator, about(share))
    near = "that is near it, but not within a quarter of it; " if finding == "uncertain" else ""
    summary = f"{found} The claim says {comparator} {percent(share)}; {near}absences are left out, and counting only important votes or one issue would change the figure."
    coverage = seats_over((claim.a, claim.b), since)
    if claim.until and claim.until > last:
        coverage = (
            *coverage,
            f"Roll calls are complete to {last}.",
        )
        if claim.until - last > lag(claim.until, bench.on):
            finding = "unknown"
    return negate(Verdict(combine([finding]), summary, (row,), coverage, bench.as_of), claim.negated)
