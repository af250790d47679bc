"""How often drafts on one state were vetoed, by one permanent member or by two together, by the list of vetoes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bilat import states
from bilat.checking.outcome import Finding, combine, compare, negate
from bilat.checking.rollcall_index import Entry, index_of
from bilat.checking.words import plural, span
from bilat.types import Evidence, Verdict

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.propositions import Vote

__all__ = ["judge_vetoes_on"]

#: Topics of the list that may be of any state of a region.
_REGION = re.compile(r"\b(?:Middle East|Africa|Asia|Balkans|America|Gulf|Peace and Security)\b")
#: So many vetoes of one state a year have been seen of late.
_A_YEAR = 3


def judge_vetoes_on(claim: Vote, bench: Bench) -> Verdict:
    """Count the drafts that all of them vetoed; those whose topic does not name the state may be about it."""
    drafts = [e for e in index_of(bench.record).entries if e.draft and e.date <= bench.on]
    if not drafts:
        text = "Which drafts were vetoed is not in the record as it is here. `bilat data get` would add the list."
        return Verdict("unmeasurable", text, as_of=bench.as_of)
    known = (min(e.date.year for e in drafts), max(e.date.year for e in drafts))
    first, until = claim.since or known[0], min(claim.until or bench.on.year, bench.on.year)
    missing = max(0, until - known[1] - (claim.until is None))
    who = [claim.state, *([claim.with_state] if claim.with_state else [])]
    cast = [e for e in drafts if first <= e.date.year <= until and _all_did(e, who, bench)]
    place = next((s.state.iso3 for s in states.mentions(claim.resolution, bench.on)), None)
    if claim.resolution and place is None:
        return Verdict("unmeasurable", f"{claim.resolution} is no state of the list.", as_of=bench.as_of)
    sure = [e for e in cast if place is None or place in _named(e)]
    maybe = [e for e in cast if e not in sure and (not _named(e) or _REGION.search(e.title))]
    low = len(sure)
    high = low + len(maybe) + _A_YEAR * missing
    times = claim.times or 0
    each = {_found(n, times, claim.comparator) for n in (low, high)}
    finding: Finding = each.pop() if len(each) == 1 else "uncertain"
    # one more or less by what is counted apart, or by what a topic names
    if finding == "contradicts" and place and low - 1 <= times <= high + 1:
        finding = "uncertain"
    if finding == "contradicts" and claim.comparator in ("about", "exactly") and low < times < high:
        finding = "uncertain"
    names = " and ".join(bench.name(s) for s in who)
    about = f" on {claim.resolution}" if place else ""
    said = f"{names} vetoed {plural(low, 'draft')}{' together' if claim.with_state else ''}{about} in {span(first, until)}"
    if maybe:
        said += f", and {plural(len(maybe), 'draft')} whose topic in the list may be the same"
    rows = tuple(
        Evidence(
            dimension="votes",
            measure=f"veto of {e.symbol}",
            value="veto",
            year=e.date.year,
            source="list of vetoes",
            version=bench.record.vintage_of(e.dataset) or "version not stated",
            covers=known,
            text=f"{e.symbol}, {e.date.isoformat()}, {e.title}.",
            citation=e.symbol,
        )
        for e in (*sure, *maybe)[:12]
    )
    summary = f"{said}, claimed {claim.comparator} {times}. Lists of vetoes differ by a few."
    return negate(Verdict(combine([finding]), summary, rows, as_of=bench.as_of), claim.negated)


def _all_did(entry: Entry, who: list[str], bench: Bench) -> bool:
    return all(entry.votes.get(bench.code(s, entry.date.year) or -1) == "veto" for s in who)


def _named(entry: Entry) -> set[str]:
    return {m.state.iso3 for m in states.mentions(entry.title, entry.date)}


def _found(count: int, times: int, comparator: str) -> Finding:
    if comparator in ("about", "exactly"):
        return "supports" if count == times else "contradicts"
    return compare(float(count), float(times), comparator, 0.0)  # type: ignore[arg-type]
