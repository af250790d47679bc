"""Who sanctions whom."""

from __future__ import annotations

from datetime import date

from bilat.checking.context import Bench
from bilat.checking.outcome import Finding, combine, negate
from bilat.checking.sanctions import regimes_between, sanctions_between
from bilat.measures import access
from bilat.propositions import Sanction
from bilat.types import Verdict

__all__ = ["judge_sanction"]

#: The first year of coded episodes.
_FIRST_EPISODES = 1950
#: Within so many years of the one named sanctions have begun "since" it.
_BEGUN = 1


def judge_sanction(claim: Sanction, bench: Bench) -> Verdict:
    """Judge "imposed sanctions on B over X" on the day, or over the window that the claim names."""
    day = claim.dated or (
        date(claim.until, 12, 31) if claim.until and claim.until < bench.on.year else bench.on
    )
    if claim.change == "lifted":
        return _lifted(claim, bench, day)
    finding, said, rows = sanctions_between(
        bench, claim.sender, claim.target, day, claim.since, claim.type, claim.issue
    )
    findings = [finding]
    if finding == "supports" and claim.since and claim.until is None and not claim.dated:
        # "since 1995", where they began years later: there were some, and not since then
        begun = date(claim.since + _BEGUN, 12, 31)
        early, _said, _rows = sanctions_between(
            bench, claim.sender, claim.target, min(begun, day), claim.since, claim.type, claim.issue
        )
        if early == "contradicts":
            findings.append(early)
            said += f"; none by the end of {begun.year}"
    window = f"{claim.since} to {day:%d %B %Y}" if claim.since else f"{day:%d %B %Y}"
    summary = (
        f"{bench.name(claim.target)}, {window}: {said}. "
        "Measures below the threshold of a sanctions episode, such as single listings, may be missing."
    )
    return negate(Verdict(combine(findings), summary, tuple(rows), as_of=bench.as_of), claim.negated)


def _lifted(claim: Sanction, bench: Bench, day: date) -> Verdict:
    """Judge that sanctions were lifted: there were some, and the year after there are none.

    Episodes are coded by year, and the year in which one ends is coded as under sanctions. So what was lifted in a year is looked
    for in that year and the one before, and its end is seen in the year after.
    """
    year = claim.dated.year if claim.dated else claim.until
    end = min(date(year, 12, 31), bench.on) if year else day
    since = year - 1 if year else _FIRST_EPISODES
    finding, said, rows = sanctions_between(
        bench, claim.sender, claim.target, end, since, claim.type, claim.issue
    )
    summary = f"{bench.name(claim.target)}, {since} to {end.year}: {said}"
    findings = [finding]
    if finding == "contradicts":
        summary += ", so there were none to lift"
    elif finding == "supports":
        later = min(date(year + 1, 12, 31), bench.on) if year else day
        last = access.latest_year(bench.record, "sanctions", later)
        if year and (later.year <= year or last is None or last <= year):
            findings = ["unknown"]
            summary += f"; whether they went on after {year} is not in the record by the day spoken from"
        else:
            after, said, more = sanctions_between(
                bench, claim.sender, claim.target, later, None, claim.type, claim.issue
            )
            turned: dict[Finding, Finding] = {"supports": "contradicts", "contradicts": "supports"}
            findings = [turned.get(after, "unknown")]
            ended = [
                r.name
                for r in regimes_between(bench, claim.sender, claim.target)
                if r.end is not None and since <= r.end.year <= end.year
            ]
            if after == "supports" and ended:
                findings.append("supports")  # some were, others were not
                summary += f"; ended: {', '.join(ended)}"
            summary += f". {later:%d %B %Y}: {said}"
            rows = [*rows, *more]
    summary += (
        ". Measures below the threshold of a sanctions episode, such as single listings, may be missing."
    )
    return negate(Verdict(combine(findings), summary, tuple(rows), as_of=bench.as_of), claim.negated)
