"""Who belongs to which organisation, joined or left it, and when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bilat.checking.context import Bench
from bilat.checking.outcome import Finding, combine, negate, of_several
from bilat.checking.rows import fact_row
from bilat.checking.words import list_words
from bilat.errors import UnknownNameError
from bilat.propositions import Membership
from bilat.types import Evidence, Verdict

if TYPE_CHECKING:
    from bilat.ledger import Member, Organisation

__all__ = ["judge_membership"]


def judge_membership(claim: Membership, bench: Bench) -> Verdict:
    """Judge membership on the day; "joined in" and "left in" by the dates themselves."""
    try:
        organisation = bench.ledger.organisation(claim.organisation)
    except UnknownNameError as exc:
        return Verdict(
            "unmeasurable",
            f"{exc.message} The ledger holds the members of {len(bench.ledger.organisations)} organisations.",
            as_of=bench.as_of,
        )
    day = claim.dated or (
        date(claim.until, 12, 31) if claim.until and claim.until < bench.on.year else bench.on
    )
    gone = organisation.dissolved
    if (
        claim.since is not None
        and claim.until is None
        and not claim.dated
        and gone is not None
        and gone <= day
    ):
        # "a member from 1955", of what is no more: until its end
        claim = claim.model_copy(update={"until": gone.year})
        day = gone - timedelta(days=1)
    if not claim.states:
        return negate(_size(claim, bench, organisation, day), claim.negated)
    findings: list[Finding] = []
    rows: list[Evidence] = []
    said: list[str] = []
    for iso3 in claim.states:
        finding, text, more = _one(claim, bench, organisation, iso3, day)
        findings.append(finding)
        said.append(text)
        rows += more
    # "Both are members" is false when one of them is not: that is a contradiction, not a mixture.
    outcome = combine([of_several(findings, claim)])
    summary = f"{organisation.name}: {list_words(said)}. A date before joining or after leaving would turn the verdict."
    denied = claim.negated or claim.quantifier == "not all"
    return negate(Verdict(outcome, summary, tuple(rows), as_of=bench.as_of), denied)


def _size(claim: Membership, bench: Bench, organisation: Organisation, day: date) -> Verdict:
    """Judge how many members an organisation had on a day."""
    members = organisation.members_on(day)
    n, wanted = len(members), claim.members or 1
    holds = n >= wanted if claim.quantifier == "at least" else n == wanted
    finding: Finding = "unknown" if day > bench.horizon else "supports" if holds else "contradicts"
    summary = (
        f"{organisation.name} had {n} members on {day:%d %B %Y}; the claim says {claim.quantifier} {wanted}. "
        "Another day, or counting associates and observers, would change the number."
    )
    last = max((m for m in organisation.members if m.joined <= day), key=lambda m: m.joined, default=None)
    rows = (
        (
            fact_row(
                "institutions",
                f"membership of {organisation.key}",
                "member",
                last.joined,
                last.left,
                bench.on,
                f"{bench.name(last.iso3, day)}, the last to join before that day: {last.joined.isoformat()}.",
                organisation.citation,
            ),
        )
        if last
        else ()
    )
    return Verdict(combine([finding]), summary, rows, as_of=bench.as_of)


def _one(
    claim: Membership, bench: Bench, organisation: Organisation, iso3: str, day: date
) -> tuple[Finding, str, list[Evidence]]:
    who = bench.name(iso3, day)
    spells = [m for m in organisation.members if m.iso3 == iso3]
    rows = [
        fact_row(
            "institutions",
            f"membership of {organisation.key}",
            "member",
            m.joined,
            m.left,
            bench.on,
            f"{who}: joined {m.joined.isoformat()}" + (f", left {m.left.isoformat()}." if m.left else "."),
            organisation.citation,
        )
        for m in spells
    ]
    # "joined in 2004" has both ends; "had left by 2000" only the last, "left after 2000" only the first
    window = (claim.since, claim.until)
    if claim.change in ("joined", "founded"):
        dates = [m.joined for m in spells if m.joined <= bench.on]
        verb = "joined"
    elif claim.change == "left":
        dates = [m.left for m in spells if m.left is not None and m.left <= bench.on]
        verb = "left"
    elif claim.past:
        was = [m for m in spells if m.joined <= day]
        if not was and bench.as_of is not None and bench.as_of < day:
            return (
                "unknown",
                f"whether {who} was ever a member by {day:%d %B %Y} was {_open(bench.as_of)}",
                rows,
            )
        times = list_words(f"from {m.joined.year}" + (f" to {m.left.year}" if m.left else "") for m in was)
        return (
            ("supports" if was else "contradicts"),
            f"{who} was {f'a member {times}' if was else f'never a member by {day.year}'}",
            rows,
        )
    else:
        first = date(claim.since, 12, 31) if claim.since is not None and claim.since < day.year else day
        # "has been a member since 1995": then as well as now
        last = claim.until is not None and claim.dated is None and claim.until == day.year
        # "was in it from 1975 to 1995", "in 1995": on some day of that last year
        member = all(
            any(
                m.on(d) or (d is day and last and _in_year(m, day.year, span=claim.since != claim.until))
                for m in spells
            )
            for d in (first, day)
        )
        if member and claim.negated and not any(m.on(day) for m in spells):
            return "uncertain", f"{who} was a member in a part of {day.year}", rows
        if not member and bench.as_of is not None and bench.as_of < day:
            # It may have joined between the two days.
            return "unknown", f"whether {who} was a member on {day:%d %B %Y} was {_open(bench.as_of)}", rows
        return (
            ("supports" if member else "contradicts"),
            f"{who} was {'' if member else 'not '}a member on {day:%d %B %Y}"
            + (
                f", and from {first.year}"
                if member and first != day
                else f", or not from {first.year}"
                if first != day
                else ""
            ),
            rows,
        )
    if claim.change == "founded":
        dates = [d for d in dates if d.year == organisation.founded.year]
    inside = [d for d in dates if (window[0] or 0) <= d.year <= (window[1] or 9999)]
    if not inside and bench.as_of is not None and bench.as_of < bench.on:
        return "unknown", f"whether {who} {verb} by {bench.on:%d %B %Y} was {_open(bench.as_of)}", rows
    text = (
        f"{who} {verb} on {list_words(f'{d:%d %B %Y}' for d in dates)}"
        if dates
        else f"{who} never {verb} by {bench.on:%d %B %Y}"
    )
    if not inside and claim.change == "left" and any(d.year - 1 == claim.until for d in dates):
        return "uncertain", f"{text}; notice is often given a year before", rows
    return ("supports" if inside else "contradicts"), text, rows


def _in_year(spell: Member, year: int, *, span: bool) -> bool:
    """Say whether a spell holds at the start of a year, or ends in it where it is the end of the span claimed."""
    return spell.on(date(year, 1, 1)) or (span and spell.left is not None and spell.left.year == year)


def _open(as_of: date) -> str:
    return f"not known by {as_of:%d %B %Y}"
