"""Territorial disputes, militarised disputes, wars, rivalries: yearly codings and the ledger's named ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from bilat.checking.context import Bench
from bilat.checking.dimensions import pair_series
from bilat.checking.outcome import Finding, after_since, combine, negate
from bilat.checking.rows import fact_row, measure_row
from bilat.checking.thresholds import threshold
from bilat.checking.words import list_words, span, year_spans
from bilat.dates import FIRST_DAY
from bilat.measures import access
from bilat.propositions import Dispute
from bilat.types import Evidence, Verdict

__all__ = ["MEASURES_OF", "Contention", "contention", "judge_dispute"]

#: What a word claims: the measures that answer it.
MEASURES_OF: dict[str, tuple[str, ...]] = {
    "territorial": ("territorial_claim",),
    "militarised": ("dispute",),
    "war": ("war",),
    "rivalry": ("rivalry",),
    "any": ("territorial_claim", "dispute", "war", "rivalry"),
}


_SHORT = "and no war in the list of wars"
#: What the list has beside wars, by its name.
_LESS = re.compile(r"\b(?:clash(?:es)?|skirmish(?:es)?|incidents?|standoff|raids?|crisis)\b")


@dataclass(frozen=True)
class Contention:
    """What the record knows of a contention between two states in a window.

    ``holds`` is ``None`` when no source covers enough of the window to say no.
    """

    holds: bool | None
    names: tuple[str, ...]
    said: str
    rows: tuple[Evidence, ...]
    coverage: tuple[str, ...]


def contention(bench: Bench, a: str, b: str, relation: str, since: int, until: int) -> Contention:
    """Look for a contention of two states in a window of years."""
    rows: list[Evidence] = []
    coverage: list[str] = []
    names: list[str] = []
    years: dict[str, list[int]] = {}
    covered_to_end = False
    for name in MEASURES_OF[relation]:
        series = pair_series(bench, name, a, b, since, until)
        known = series.known
        hits = [int(y) for y in series.years if (series.at(int(y)) or 0) > 0]
        if hits:
            years[name] = hits
            rows.append(
                measure_row(
                    access.observe(bench.record, name, series.a, series.b, hits[-1]),
                    f"{name.replace('_', ' ')} in {year_spans(hits)}.",
                )
            )
        if len(known) == 0 or int(known.max()) < until:
            end = int(known.max()) if len(known) else None
            coverage.append(
                f"{name.replace('_', ' ')}: covered to {end}."
                if end
                else f"{name.replace('_', ' ')}: {next(iter(series.reasons.values()), 'not covered in the window')}."
            )
        else:
            covered_to_end = True
        if not hits and len(known):
            rows.append(
                measure_row(
                    access.observe(bench.record, name, series.a, series.b, int(known.max())),
                    "none in the years covered",
                )
            )
    facts = _facts(bench, a, b, relation, since, until)
    rows = [row for row, _name in facts] + rows
    less = [name for _row, name in facts if relation == "war" and _LESS.search(name)]
    facts = [fact for fact in facts if fact[1] not in less]
    names = [name for _row, name in facts]
    if relation == "war" and (years or less) and not facts:
        # the coded years begin at 25 deaths; of those who fought less than a war it is open whether they were at war
        coded = (
            [f"armed conflict of 25 deaths a year or more coded for {year_spans(years['war'])}"]
            if years
            else []
        )
        fought = f"{list_words([*less[:4], *coded])}, {_SHORT}"
        return Contention(None, (), fought, tuple(rows), tuple(coverage))
    wide = {war.name for war in bench.ledger.wars if len(war.side_a) + len(war.side_b) > 2}
    if relation == "militarised" and names and not years and covered_to_end and wide.issuperset(names):
        # who fought whom, and until when, in a war of many is not told by its sides
        said = f"{list_words(names[:4])} had many parties, and no dispute of these two is coded"
        return Contention(None, (), said, tuple(rows), tuple(coverage))
    if facts or years:
        parts = [f"{list_words(names[:6])}" if names else ""] + [
            f"{k.replace('_', ' ')} coded for {year_spans(v)}" for k, v in years.items()
        ]
        return Contention(True, tuple(names), "; ".join(p for p in parts if p), tuple(rows), tuple(coverage))
    said = f"no {relation if relation != 'any' else ''} dispute in the years covered".replace("  ", " ")
    return Contention(False if covered_to_end else None, (), said, tuple(rows), tuple(coverage))


def _facts(bench: Bench, a: str, b: str, relation: str, since: int, until: int) -> list[tuple[Evidence, str]]:
    out = []
    if relation in ("territorial", "any"):
        for claim in bench.ledger.claims:
            if (
                a in claim.parties
                and b in claim.parties
                and not (relation == "territorial" and {a, b} & set(claim.backers))
                and _overlaps(bench, claim.start, claim.end, since, until)
            ):
                out.append(
                    (
                        fact_row(
                            "disputes",
                            "territorial dispute",
                            claim.name,
                            claim.start,
                            claim.end,
                            bench.on,
                            f"{claim.name}.",
                            claim.citation,
                        ),
                        claim.name,
                    )
                )
    if relation in ("war", "militarised", "any"):
        for war in bench.ledger.wars:
            across = (a in war.side_a and b in war.side_b) or (b in war.side_a and a in war.side_b)
            if across and _overlaps(bench, war.start, war.end, since, until):
                out.append(
                    (
                        fact_row(
                            "disputes",
                            "war",
                            war.name,
                            war.start,
                            war.end,
                            bench.on,
                            f"{war.name}.",
                            war.citation,
                        ),
                        war.name,
                    )
                )
    return out


def _overlaps(bench: Bench, start: date, end: date | None, since: int, until: int) -> bool:
    """Say whether a fact reaches into a window; one without an end is known to last to the horizon only."""
    return start <= bench.on and start.year <= until and (end or bench.horizon).year >= since


#: Coders date the beginning of a rivalry within so many years of one another.
_DATED_WITHIN = 2


def _begins_later(claim: Dispute, bench: Bench, since: int, until: int) -> str:
    """Say so if a rivalry claimed since a year, or from one to another, is coded only from later on."""
    if claim.relation != "rivalry" or claim.since is None or since + _DATED_WITHIN >= until:
        return ""
    if bench.is_group(claim.a) or bench.is_group(claim.b):
        return ""
    first = contention(bench, claim.a, claim.b, "rivalry", since, since + _DATED_WITHIN)
    if first.holds is not False:
        return ""
    return (
        f"None is coded in {span(since, since + _DATED_WITHIN)}, so whether it goes back as far is left open."
    )


def _counted(claim: Dispute, found: Contention) -> Finding | None:
    """Compare how many wars are said to have been with those that have a name; lists differ by one or two small ones."""
    if claim.relation != "war" or claim.members is None or not found.holds:
        return None
    wanted, known = claim.members, len(found.names)
    if known >= wanted and (claim.quantifier == "at least" or known == wanted):
        return "supports"
    return "contradicts" if known < wanted - 1 or known > wanted + 1 else "uncertain"


def judge_dispute(claim: Dispute, bench: Bench) -> Verdict:
    """Judge "have territorial disputes", "fought a war in 1979", "are rivals"."""
    until = min(claim.until or bench.on.year, bench.on.year)
    # wars between states are in the ledger since 1816, in the data since 1946
    since = claim.since or (1816 if claim.relation == "war" else until - int(threshold("recent_disputes")))
    since = after_since(claim, since, until)
    found = [
        contention(bench, x, y, claim.relation, since, until)
        for x in bench.members(claim.a)
        for y in bench.members(claim.b)
        if x != y
    ]
    holding = [c for c in found if c.holds]
    best = holding[0] if holding else found[0] if found else None
    if best is None:
        return Verdict("unmeasurable", "The two sides of the claim are the same state.", as_of=bench.as_of)
    if since < FIRST_DAY.year and not best.holds:
        if claim.relation == "war":
            before = "wars between states from 1816 to 1945: the ledger's list."
        else:
            # before the record only wars are listed: nothing found there is not nothing there
            best = replace(best, holds=None)
            before = f"The record begins in {FIRST_DAY.year}; before it only wars are known."
        best = replace(best, coverage=(*best.coverage, before))
    a, b = bench.name(claim.a, until), bench.name(claim.b, until)
    summary = f"{a} and {b}, {span(since, until)}: {best.said}. "
    short = best.holds is None and _SHORT in best.said
    if late := _begins_later(claim, bench, since, until) if best.holds else "":
        summary += late
    elif short:
        summary += "A war is usually counted from a thousand deaths in battle, so it is left open."
    elif best.holds is None:
        summary += "The sources do not cover the whole window, so absence cannot be claimed; the ledger lists landmark disputes only."
    else:
        summary += "Another definition of dispute, or another window, could change it."
    counted = _counted(claim, best)
    outcome = combine(
        [
            counted
            if counted
            else "uncertain"
            if late
            else "unknown"
            if best.holds is None
            else "supports"
            if best.holds
            else "contradicts"
        ]
    )
    rows = tuple(r for c in (holding or [best])[:4] for r in c.rows)
    return negate(Verdict(outcome, summary, rows, best.coverage, bench.as_of), claim.negated)
