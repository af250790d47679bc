"""How a state voted on a named resolution."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bilat.checking.context import Bench
from bilat.checking.groups import enough
from bilat.checking.judges.vetoes import judge_vetoes
from bilat.checking.judges.vote_counts import judge_count
from bilat.checking.only import others_so
from bilat.checking.outcome import combine, negate
from bilat.checking.rollcalls import EVERY, Candidate, find_candidates, names_a_place, normal_symbol
from bilat.checking.thresholds import threshold
from bilat.checking.words import list_words
from bilat.propositions import Vote
from bilat.types import Evidence, Outcome, Verdict

if TYPE_CHECKING:
    from bilat.checking.outcome import Finding

__all__ = ["judge_vote"]

_PAST = {
    "yes": "voted yes",
    "no": "voted no",
    "abstain": "abstained",
    "absent": "did not vote",
    "veto": "vetoed it",
    "no veto": "cast no veto on it",
}
#: A body whose votes are not in the record; a resolution may also be about it ("suspended it from the Human Rights Council").
_ELSEWHERE = re.compile(
    r"\b(?<!from the )(?<!from )(?:(?:of|at|in|by|before) (?:the )?(?:UN |UN's |United Nations |U\.N\. )?|\A(?:an? |the )?(?:UN |U\.N\. )?)(?P<body>Human Rights Council|HRC|Commission on Human Rights|Human Rights Commission|Board of Governors|IAEA|UNESCO|World Health Assembly|WHO|OPCW|ECOSOC|Economic and Social Council|European Parliament|Council of Europe|OAS|Organization of American States|African Union|Arab League|International Labour Organi[sz]ation|ILO|World Trade Organi[sz]ation|WTO)\b(?= (?:resolution|vote|motion|censure)|[^.;]{0,20}\bresolution|[^\w]|\Z)(?! (?:membership|seat|of))"
)


def judge_vote(claim: Vote, bench: Bench) -> Verdict:
    """Find the roll call, then compare the vote; several candidates are each judged."""
    if claim.times is not None or claim.than:
        return judge_vetoes(claim, bench)
    if elsewhere := _ELSEWHERE.search(claim.resolution):
        return Verdict(
            "unmeasurable",
            f"The vote is said to be of {elsewhere['body']}; the record holds votes of the General Assembly and the Security Council.",
            as_of=bench.as_of,
        )
    if claim.state == "UN" and claim.quantifier:
        return negate(judge_count(claim, bench), claim.negated)
    if bench.is_group(claim.state):
        return negate(_group(claim, bench), claim.negated)
    candidates = find_candidates(bench, claim)
    if not candidates:
        return Verdict(
            "unmeasurable",
            f"No roll call matches “{claim.resolution}” in the record as it is here. "
            "`bilat data get` would add every roll call; a symbol such as A/RES/68/262 finds one surely.",
            as_of=bench.as_of,
        )
    who = bench.name(claim.state)
    near = [c for c in candidates if c.score >= threshold("candidate_score") * candidates[0].score]
    # A vote in the Council on which the state did not sit is not the one that is meant, if there is another.
    near = [c for c in near if c.seated] or near
    findings = [_finding(claim, c) for c in near]
    rows = tuple(_row(c, who) for c in near[:4])
    if not (claim.since or claim.dated) and not names_a_place(claim.resolution, bench.on):
        # "The resolution condemning the invasion", with no name in it: news means the one of these days.
        lately = [c for c in near if (bench.on - c.date).days <= 366 * threshold("lately")]
        near = lately or near
        findings = [_finding(claim, c) for c in near]
    if len(near) > 1 and EVERY.search(claim.resolution):
        return negate(_each(claim, bench, near), claim.negated)
    vague = _vague_draft(claim)
    if vague and any("/RES/" not in c.symbol for c in near):
        near = [c for c in near if "/RES/" not in c.symbol]  # a draft that is one still
        findings = [_finding(claim, c) for c in near]
    best, found = near[0], findings[0]
    # The best match decides; where several fit as well, they must agree.
    rivals = {
        f for c, f in zip(near, findings, strict=True) if (vague or c.score == best.score) and f != "unknown"
    }
    outcome = combine([found]) if len(rivals) < 2 else "unmeasurable"
    if vague and "/RES/" in best.symbol and outcome in ("supported", "contradicted"):
        return Verdict(
            "unmeasurable",
            f"The words name a draft and no day: {best.symbol} of {best.date:%d %B %Y}, which was adopted, is the nearest "
            "to them in the record, and another may be meant. A symbol or a date in the claim would settle it.",
            rows,
            as_of=bench.as_of,
        )
    title = f"{best.symbol} of {best.date:%d %B %Y} ({best.title.rstrip('.')})"
    if outcome == "unmeasurable" and rivals:
        summary = f"The words fit {len(near)} roll calls equally well, and {who} did not vote alike on them. A symbol or a date in the claim would settle it."
    elif not best.seated and claim.choice not in ("absent", "no veto", "not yes", "not no") and _named(claim):
        outcome = "contradicted"
        summary = f"The roll call is {title}. {best.reason} Another resolution would have to be meant."
    elif best.choice is None:
        summary = f"The roll call is {title}, but the record does not say how {who} voted. {best.reason}"
    else:
        summary = f"The roll call is {title}: {who} {_PAST[best.choice]}. {_result(best)}"
    if claim.only and outcome == "supported":
        also = others_so(bench, claim, best)
        where = f" in {claim.within}" if claim.within else ""
        if also is None:
            outcome = "unmeasurable"
            summary += f" Whether no other{where} voted so cannot be told from the record as it is here."
        elif also:
            outcome = "contradicted"
            summary += f" So did {list_words(tuple(bench.name(o) for o in also[:4]))}{where}."
        else:
            summary += f" No other{where} voted so."
    if best.note:
        summary += f" {best.note}"
        if not _taiwan(claim):
            outcome = _not_its_vote(outcome)
    if len(near) > 1:
        others = list_words((c.symbol for c in near[1:4]), "or")
        summary += f" The words could also mean {others}, judged below."
    return negate(Verdict(outcome, summary, rows, as_of=bench.as_of), claim.negated)


def _each(claim: Vote, bench: Bench, candidates: list[Candidate]) -> Verdict:
    """Judge "abstained on every resolution about it": one vote otherwise contradicts; those found must all bear it out."""
    who = bench.name(claim.state)
    findings = [_finding(claim, c) for c in candidates]
    known = [(c, f) for c, f in zip(candidates, findings, strict=True) if f != "unknown" and not c.note]
    against = [c for c, f in known if f == "contradicts"]
    outcome: Outcome = "unmeasurable"
    if against:
        outcome = "contradicted"
    elif len(known) > 1 and not any(c.note for c in candidates):
        outcome = "supported"
    shown = against[:8] or [c for c, _f in known]
    others = f"; otherwise: {list_words(c.symbol for c in against[:6])}" if against else ""
    summary = (
        f"Of the {len(known)} roll calls that the words fit and in which {who}'s vote is recorded, "
        f"{len(known) - len(against)} went as claimed{others}. A roll call that is not in the record as it is here could differ."
    )
    return Verdict(outcome, summary, tuple(_row(c, who) for c in shown[:8]), as_of=bench.as_of)


def _group(claim: Vote, bench: Bench) -> Verdict:
    """Judge "most of NATO voted for": the members on the day of the vote, one by one, then how many."""
    first = next(iter(bench.members(claim.state)), None)
    found = find_candidates(bench, claim.model_copy(update={"state": first})) if first else []
    if not found:
        return Verdict(
            "unmeasurable",
            f"No roll call matches “{claim.resolution}”, or {claim.state} had no members on the day. "
            "A symbol such as A/RES/68/262 finds one surely.",
            as_of=bench.as_of,
        )
    day = found[0].date
    excepted: list[str] = []
    by_finding: dict[Finding, list[str]] = {"supports": [], "contradicts": [], "unknown": []}
    rows: list[Evidence] = []
    for member in bench.members(claim.state, day):
        one = claim.model_copy(
            update={"state": member, "symbol": found[0].symbol, "resolution": found[0].symbol}
        )
        best = next(iter(find_candidates(bench, one)), None)
        finding = _finding(one, best) if best else "unknown"
        name = bench.name(member, day)
        if member in claim.besides:
            if (finding == "supports") != (claim.quantifier == "none"):
                excepted.append(name)  # or it is not known of it
            continue
        by_finding[finding].append(name)
        if best and (finding == "contradicts" or len(rows) < 3):
            rows.append(_row(best, name))
    low, unknown = len(by_finding["supports"]), len(by_finding["unknown"])
    against = by_finding["contradicts"]
    n = low + unknown + len(against)
    outcome = combine([enough(claim.quantifier or "all", claim.members, low, unknown, n)])
    if excepted and outcome == "supported":
        outcome = "unmeasurable"  # it holds of the others, but those excepted are no exception
    others = f"; otherwise: {list_words(against[:6])}" if against else ""
    if claim.besides:
        others += f"; not counting {list_words(tuple(bench.name(b, day) for b in claim.besides))}"
    missing = f"; {unknown} not recorded" if unknown else ""
    summary = (
        f"The roll call is {found[0].symbol} of {day:%d %B %Y} ({found[0].title.rstrip('.')}): of {n} members of "
        f"{claim.state} on that day {low} did as claimed{others}{missing}. "
        "Members who joined later do not count, and another reading of how many could differ."
    )
    return Verdict(outcome, summary, tuple(rows[:12]), as_of=bench.as_of)


def _vague_draft(claim: Vote) -> bool:
    """Say whether "the draft on the war" is all that is told: drafts came to nothing, and of one matter there were many."""
    timed = claim.since or claim.until or claim.dated or re.search(r"\b(?:19|20)\d\d\b", claim.resolution)
    draft = re.search(r"\bdrafts?\b", claim.resolution)
    return bool(draft and not timed and not claim.symbol and not normal_symbol(claim.resolution))


def _named(claim: Vote) -> bool:
    """Say whether the words name one resolution, or the Council, so that no vote elsewhere can be meant."""
    return claim.body == "SC" or bool(claim.symbol or normal_symbol(claim.resolution))


def _taiwan(claim: Vote) -> bool:
    return claim.state in ("TWN",)


def _not_its_vote(outcome: Outcome) -> Outcome:
    """Return the outcome where another government cast the vote: nothing firm can be said of this one."""
    return "unmeasurable" if outcome in ("supported", "contradicted") else outcome


def _finding(claim: Vote, candidate: Candidate) -> Finding:
    actual = candidate.choice
    wanted = candidate.other_choice if claim.with_state else claim.choice
    if actual is None or wanted is None:
        return "unknown"
    if actual == "no veto" and (claim.with_state or wanted != "veto"):
        # The list of vetoes says who cast one, not how the others voted.
        return "unknown"
    if claim.with_state:
        # A veto is a no vote: the two voted the same way.
        same = {"veto": "no"}
        return "supports" if same.get(actual, actual) == same.get(wanted, wanted) else "contradicts"
    holds = {
        "yes": actual == "yes",
        "no": actual in ("no", "veto"),
        "abstain": actual == "abstain",
        "absent": actual == "absent",
        "veto": actual == "veto",
        "no veto": actual != "veto",
        "not yes": actual != "yes",
        "not no": actual not in ("no", "veto"),
    }[wanted]
    return "supports" if holds else "contradicts"


def _result(candidate: Candidate) -> str:
    if not candidate.counts:
        return "A recorded vote in another form of words would change this."
    yes, no, abstain = (candidate.counts.get(k, 0) for k in ("yes", "no", "abstain"))
    return f"The result was {yes} in favour, {no} against, {abstain} abstaining."


def _row(candidate: Candidate, who: str) -> Evidence:
    said = _PAST.get(candidate.choice or "", "vote not recorded")
    return Evidence(
        dimension="votes",
        measure=f"vote on {candidate.symbol}",
        value=candidate.choice,
        year=candidate.date.year,
        source=candidate.source,
        version=candidate.version,
        covers=candidate.covers,
        text=f"{candidate.symbol}, {candidate.date.isoformat()}, {candidate.title}: {who} {said}.",
        citation=candidate.citation,
    )
