"""How often a permanent member has used its veto, by the counts of each year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bilat.checking.judges.vetoes_on import judge_vetoes_on
from bilat.checking.outcome import Finding, combine, compare, negate
from bilat.checking.words import list_words, plural, span
from bilat.types import Evidence, Verdict

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.propositions import Comparator, Vote

__all__ = ["judge_vetoes"]

#: The counts stand in a table of votes, whose provenance is that of the votes: the list of vetoes has its own.
_TABLE, _LIST = "votes_state_year", "unsc_vetoes"
#: Lists of vetoes differ by what they count: parts of a draft, admissions voted together, elections.
_NEAR = 0.08
#: Who says "more than forty" has counted too: a list with a round number less and a few more bears it out.
_NEAR_BOUND = 0.04
#: Lists that count each admission and each part of a draft have so many more Soviet vetoes in these years than ours has:
#: about 80 and 26 by the tally of Global Policy Forum, which could not be opened when this was written, beside 57 and 19.
_COUNTED_APART = ((1946, 1955, 23), (1956, 1965, 7))
#: So many vetoes of one state a year have been seen of late.
_A_YEAR = 3


def judge_vetoes(claim: Vote, bench: Bench) -> Verdict:
    """Count the vetoes of a state in the window, beside a number or those of others."""
    if claim.with_state or claim.resolution:
        return judge_vetoes_on(claim, bench)
    from bilat.sources import SOURCES

    known = bench.record.coverage(_TABLE).provenance
    column = bench.record.column
    # lists end within a year: of a later one than ours the year of its last veto may not be whole
    seen = int(column(_TABLE, "year")[column(_TABLE, "vetoes") > 0].max(initial=known.covers_from))
    listed = SOURCES[_LIST]
    assert listed.covers is not None
    ours = seen <= listed.covers[1] + 1
    reach = listed.covers[1] if ours else seen - 1
    last = min(bench.on.year, reach)
    first, until = claim.since or known.covers_from, min(claim.until or last, last)
    if claim.times == 0 and claim.since is not None and claim.until is None:
        first += 1  # "no veto since 1989" speaks of the last one
    if first > last or (claim.until is not None and claim.until > last):
        text = f"Vetoes are known to {last}; the claim is about {span(first, claim.until or bench.on.year)}."
        return Verdict("unmeasurable", text, as_of=bench.as_of)
    missing = max(0, bench.on.year - 1 - last) if claim.until is None else 0
    mine = _count(bench, claim.state, first, until)
    when = span(first, until)
    said = f"{bench.name(claim.state)} cast {plural(mine, 'veto', 'vetoes')} in {when}"
    if claim.than:
        theirs = {state: _count(bench, state, first, until) for state in claim.than}
        apart = {s: _apart(s, first, until) for s in (claim.state, *claim.than)}
        more = claim.comparator == "more than"
        each = {
            _beside(mine + a, n + b, more, missing)
            for s, n in theirs.items()
            for a in {0, apart[claim.state]}
            for b in {0, apart[s]}
        }
        if apart[claim.state] and {"supports", "contradicts"} <= each:
            each = {"uncertain"}
        order: tuple[Finding, ...] = ("contradicts", "unknown", "uncertain", "supports")
        finding = min(each, key=order.index)
        said += ", " + list_words([f"{bench.name(s)} {n}" for s, n in theirs.items()])
    else:
        times = claim.times or 0
        counts = {mine, mine + _apart(claim.state, first, until)}
        found = {_counted(n, times, claim.comparator, missing) for n in counts}
        between = min(counts) <= times <= max(counts) and len(counts) > 1
        finding = "uncertain" if len(found) > 1 or (between and "contradicts" in found) else found.pop()
        said += f", claimed {claim.comparator} {times}"
    if missing:
        said += f" (known to {last})"
    rows = (
        Evidence(
            dimension="votes",
            measure="vetoes",
            value=mine,
            year=until,
            source=listed.title,
            version=listed.version if ours else f"imported, to {seen}",
            covers=(known.covers_from, reach),
            text=f"{said}.",
            citation=f"{listed.citation.rstrip('.')}, {listed.homepage}",
        ),
    )
    summary = f"{said}. Lists of vetoes differ by a few, as parts of a draft or admissions voted together count once or each."
    return negate(Verdict(combine([finding]), summary, rows, (), bench.as_of), claim.negated)


def _count(bench: Bench, state: str, first: int, until: int) -> int:
    column = bench.record.column
    codes = bench.codes(state, first, until)
    mine = np.isin(column(_TABLE, "code"), codes)
    years = column(_TABLE, "year")
    return int(column(_TABLE, "vetoes")[mine & (years >= first) & (years <= until)].sum())


def _apart(state: str, first: int, until: int) -> int:
    """Return how many more vetoes other lists have of a state in a stretch of years."""
    return (
        sum(n for low, high, n in _COUNTED_APART if first <= high and until >= low) if state == "RUS" else 0
    )


def _counted(mine: int, times: int, comparator: Comparator, missing: int) -> Finding:
    """Say whether a count is the one claimed; years that are not known can only add to it."""
    near = max(1.0, _NEAR * times) if times > 9 else 0.0
    if comparator in ("about", "exactly"):
        found: Finding = (
            "supports" if mine == times else "uncertain" if abs(mine - times) <= near else "contradicts"
        )
    else:
        found = compare(float(mine), float(times), comparator, 0.0)
        if times > 9 and abs(mine - times) <= max(1.0, _NEAR_BOUND * times):
            found = "uncertain"
    grows = (
        mine > times if comparator in ("about", "exactly", "at most", "less than") else found == "supports"
    )
    return found if not missing or grows else "unknown"


def _beside(mine: int, theirs: int, more: bool, missing: int) -> Finding:
    """Say whether one count is above (or below) another by more than lists of vetoes differ, and more than unknown years may add."""
    apart = mine - theirs if more else theirs - mine
    if (
        abs(apart) <= (_NEAR * max(mine, theirs) if max(mine, theirs) > 9 else 0)
        or abs(apart) <= _A_YEAR * missing
    ):
        return "unknown" if missing else "uncertain" if apart else "contradicts"
    return "supports" if apart > 0 else "contradicts"
