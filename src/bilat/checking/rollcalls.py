"""Finding the roll call that words mean, in the ledger and in the full record where it was imported."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bilat import states
from bilat.checking.rollcall_names import as_titled, of_the_ban, of_the_month
from bilat.checking.seats import seat_note
from bilat.checking.thresholds import threshold
from bilat.dates import MONTHS
from bilat.ledger.matching import plain_symbol
from bilat.shown import Shown

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.ledger import RollCall
    from bilat.ledger.facts import Body
    from bilat.propositions import Vote

__all__ = [
    "EVERY",
    "Candidate",
    "FoundRollCall",
    "find_candidates",
    "find_rollcalls",
    "names_a_place",
    "normal_symbol",
]


_MONTH = "|".join(MONTHS)
_DAY_OF_YEAR = re.compile(
    rf"\b(?:(?P<a>{_MONTH}) (?P<d>\d{{1,2}})|(?P<e>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<b>{_MONTH}))(?:st|nd|rd|th)?\b(?!,? \d{{4}})",
    re.IGNORECASE,
)
#: "Every UN vote on it", "all resolutions": many are meant, not one; of no use in finding them.
EVERY = re.compile(
    r"\b(?:every(?: single)?|each|all)(?= (?:\w+ ){0,3}?(?:votes?|resolutions?|roll[- ]calls?|texts?|drafts?|motions?)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A roll call that may be meant, with the vote of the state asked about.

    ``choice`` is ``None`` when the record does not hold that state's vote; ``reason`` then says why. ``seated`` is
    false where the state is known to have had no vote: it was not on the Council that day.
    """

    symbol: str
    date: date
    title: str
    body: str
    score: float
    choice: str | None
    other_choice: str | None
    counts: dict[str, int]
    source: str
    version: str
    covers: tuple[int, int]
    citation: str
    reason: str = ""
    note: str = ""
    seated: bool = True


@dataclass(frozen=True, slots=True)
class FoundRollCall(Shown):
    """A roll call that matches a query, with the votes that are known, by choice."""

    symbol: str
    date: date
    title: str
    body: str
    counts: dict[str, int]
    votes: dict[str, tuple[str, ...]]
    source: str
    citation: str


_SYMBOL = re.compile(
    r"\b(?P<full>[AS]/(?:RES/)?[A-Z0-9./-]*\d[A-Z0-9./()-]*(?-i: [A-H](?![\w/'-]))?)|\b(?P<ga>(?:ES-)?\d{1,2}/\d{1,3}(?:[A-Z]|(?-i: [A-H](?![\w'-])))?)\b",
    re.IGNORECASE,
)


def normal_symbol(text: str) -> str | None:
    """Return a UN symbol in its official form, if `text` holds one.

    Examples
    --------
    >>> normal_symbol("resolution 68/262")
    'A/RES/68/262'
    >>> normal_symbol("vetoed S/2014/189")
    'S/2014/189'
    >>> normal_symbol("a resolution on Crimea") is None
    True
    """
    sc = re.search(r"\b(?:Security Council|UNSC|SC)\s+(?:[Rr]esolution\s+)?(\d{2,4})\b", text)
    if sc:
        return f"S/RES/{sc.group(1)}"
    match = _SYMBOL.search(text)
    if not match:
        return None
    if match.group("ga"):
        return f"A/RES/{match.group('ga').upper().replace(' ', '')}"
    return match.group("full").upper().rstrip(".,)")


def find_candidates(bench: Bench, claim: Vote) -> list[Candidate]:
    """Return roll calls that the claim may mean, best first.

    A symbol in the words decides; otherwise words, topic, body and date are matched in the ledger, then in
    the titles of the full record where it was imported.
    """
    symbol = claim.symbol or normal_symbol(claim.resolution)
    words = (
        claim.resolution if symbol and symbol in claim.resolution else f"{claim.resolution} {symbol or ''}"
    )
    words = EVERY.sub("", words if symbol else of_the_ban(words))
    plain, words = words, _capitals_named(words, bench.on)
    if claim.choice == "veto":
        words += " veto"  # what was vetoed is not what was adopted
    window = (claim.since or 0, claim.until or bench.on.year)
    day = claim.dated or _last_such_day(claim.resolution, bench.on)

    def in_ledger(words: str) -> list[Candidate]:
        return [
            _from_ledger(rollcall, score, claim, bench.on)
            for rollcall, score in bench.ledger.find_rollcalls(words, on=claim.dated, body=claim.body)
            if (_same_symbol(rollcall.symbol, symbol) if symbol else score >= threshold("rollcall_score"))
            and rollcall.date <= bench.on
            and window[0] <= rollcall.date.year <= window[1]
        ]

    found = in_ledger(words)
    if not found and day and not symbol:
        # "The March 2 resolution": the day is all the words say.
        found = [
            _from_ledger(r, 1.0, claim, bench.on)
            for r in bench.ledger.rollcalls
            if r.date == day and claim.body in (None, r.body)
        ]
    from bilat.checking.rollcalls_full import find_in_record

    said = " ".join(dict.fromkeys((claim.resolution, *_when(claim))))

    def in_record(words: str) -> list[Candidate]:
        fits = find_in_record(bench, claim, symbol, window, words)
        return fits if symbol else [c for c in fits if of_the_month(said, c.date)]

    found = found if symbol else [c for c in found if of_the_month(said, c.date)]
    # a title may have the adjective: "the Comorian island"; and other words than writers use
    for tried in dict.fromkeys((words, plain)):
        found = found or in_record(tried)
    for tried in () if symbol else dict.fromkeys(map(as_titled, (words, plain))):
        found = found or [c for c in in_ledger(tried) if of_the_month(said, c.date)] or in_record(tried)
    if day and not symbol and len(found) > 1:
        # A day in the words may be that of what is voted on; where one was voted on that day, it is the one meant.
        found = [c for c in found if c.date == day] or found
    # The ledger has the votes of those most written about; the full record, where it was imported, everybody's.
    found = [
        next(
            (
                replace(full, score=c.score)
                for full in find_in_record(bench, claim, c.symbol, window)
                if full.choice is not None
            ),
            c,
        )
        if c.choice is None and c.seated
        else c
        for c in found
    ]
    return sorted(found, key=lambda c: -c.score)


def _when(claim: Vote) -> tuple[str, ...]:
    """Return the year told apart from the words that name the resolution, so that two years are seen to be two."""
    return tuple(str(y) for y in (claim.since, claim.until) if y and str(y) not in claim.resolution)


def names_a_place(words: str, on: date) -> bool:
    """Say whether words about a resolution hold a symbol, a year or the name of a state or of somebody from it."""
    return bool(
        normal_symbol(words) or re.search(r"\b\d{2,4}\b|[a-z] [A-Z]", words) or states.mentions(words, on)
    )


def _capitals_named(words: str, on: date) -> str:
    """Put the state's name for its capital or demonym, by which no resolution is called: "condemn Moscow", "Cuban embargo"."""
    for mention in reversed(states.mentions(words, on)):
        if mention.how in ("capital", "demonym"):
            words = words[: mention.start] + mention.state.name + words[mention.end :]
    return words


def _last_such_day(words: str, on: date) -> date | None:
    """Return the day that "March 2" or "2 March" means when said on a day: the last one before it."""
    written = _DAY_OF_YEAR.search(words)
    if not written:
        return None
    number = MONTHS[(written["a"] or written["b"]).lower()]
    for year in (on.year, on.year - 1):
        try:
            day = date(year, number, int(written["d"] or written["e"]))
        except ValueError:
            return None
        if day <= on:
            return day
    return None


def _same_symbol(have: str, want: str) -> bool:
    return plain_symbol(have) == plain_symbol(want)


def _from_ledger(rollcall: RollCall, score: float, claim: Vote, on: date) -> Candidate:
    choice = rollcall.vote_of(claim.state)
    reason = ""
    note = seat_note(states.get(claim.state, on).code, rollcall.date)
    # All who vote in the Council are recorded, so who is not there was no member; a seat held by another is noted.
    seated = choice is not None or rollcall.body != "SC" or not rollcall.complete or bool(note)
    name = states.get(claim.state, on).name
    if not seated:
        reason = f"{name} was not a member of the Security Council on that day, so it had no vote."
    elif choice is None:
        reason = f"The ledger does not record {name}'s position on it; it may not have been a member."
    return Candidate(
        symbol=rollcall.symbol,
        date=rollcall.date,
        title=rollcall.title,
        body=rollcall.body,
        score=score,
        choice=choice,
        other_choice=rollcall.vote_of(claim.with_state) if claim.with_state else None,
        counts=dict(rollcall.counts),
        source="bilat ledger",
        version=rollcall.citation,
        covers=(rollcall.date.year, rollcall.date.year),
        citation=rollcall.citation,
        reason=reason,
        note=note,
        seated=seated,
    )


def find_rollcalls(
    bench: Bench, query: str, states_wanted: tuple[str, ...] = (), body: Body | None = None, limit: int = 5
) -> list[FoundRollCall]:
    """Return roll calls that match words or a symbol, best first: the ledger's, then the full record's.

    Parameters
    ----------
    states_wanted
        ISO3 codes to show; all when empty.
    """
    symbol = normal_symbol(query)
    found: list[FoundRollCall] = []
    for rollcall, _score in bench.ledger.find_rollcalls(query, on=None, body=body):
        if rollcall.date > bench.on or (symbol and not _same_symbol(rollcall.symbol, symbol)):
            continue
        votes = {
            choice: tuple(s for s in getattr(rollcall, choice) if not states_wanted or s in states_wanted)
            for choice in ("yes", "no", "abstain", "absent")
        }
        found.append(
            FoundRollCall(
                rollcall.symbol,
                rollcall.date,
                rollcall.title,
                rollcall.body,
                dict(rollcall.counts),
                votes,
                "bilat ledger",
                rollcall.citation,
            )
        )
    from bilat.checking.rollcalls_full import search_record

    known = {plain_symbol(r.symbol) for r in found}
    found += [
        r
        for r in search_record(bench, query, symbol, states_wanted, body, limit)
        if plain_symbol(r.symbol) not in known
    ]
    return found[:limit]
