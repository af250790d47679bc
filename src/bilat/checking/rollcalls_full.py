"""Finding roll calls in the full record, where it was imported: titles, symbols and every state's vote."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from bilat import states
from bilat.checking.rollcall_index import Entry, index_of
from bilat.checking.rollcalls import Candidate, FoundRollCall
from bilat.checking.seats import seat_note

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.propositions import Vote

__all__ = ["find_in_record", "search_record"]

_NEEDED = 0.6  # of the weight of the telling words must stand in the title
_PERMANENT = frozenset({2, 200, 220, 365, 710})


def _ranked(
    bench: Bench, words: str, symbol: str | None, body: str | None, window: tuple[int, int]
) -> list[tuple[float, Entry]]:
    """Rank roll calls: a symbol decides; else the weight of telling words that stand in the title."""
    index = index_of(bench.record)
    last = (
        min(bench.on, bench.on.replace(year=window[1], month=12, day=31))
        if window[1] < bench.on.year
        else bench.on
    )
    if symbol:
        found = index.by_symbol(symbol)
        return [(1.0, e) for e in found if e.date <= last and e.date.year >= window[0]]
    return index.by_words(words, body, window[0], last, _NEEDED)


def find_in_record(
    bench: Bench, claim: Vote, symbol: str | None, window: tuple[int, int], words: str = ""
) -> list[Candidate]:
    """Return candidates for a claim about a vote, best first, at most twelve; `words` name the resolution."""
    out = []
    index = index_of(bench.record)
    body = claim.body or ("SC" if claim.choice == "veto" else None)
    ranked = _ranked(bench, words or claim.resolution, symbol, body, window)
    fitting = ((s, e) for s, e in ranked if symbol or not _of_another_place(claim.resolution, e, bench.on))
    first = list(islice(fitting, 12))
    if claim.choice == "veto" and not symbol:
        # what was vetoed is a draft, where one fits; what was adopted was not vetoed
        first = [(s, e) for s, e in first if e.draft] or first
    for score, entry in first:
        votes = index.votes(entry)

        def choice(iso3: str | None, votes: dict[int, str] = votes, entry: Entry = entry) -> str | None:
            if not iso3:
                return None
            code = bench.code(iso3, entry.date.year)
            cast = votes.get(code)
            if cast is None and entry.draft and claim.choice == "veto" and code in _PERMANENT:
                # The list of vetoes is whole: a permanent member that it does not name cast none.
                return "no veto"
            return cast

        out.append(
            Candidate(
                symbol=entry.symbol or f"roll call {entry.number}",
                date=entry.date,
                title=entry.title or "no title",
                body=entry.body,
                score=score,
                choice=choice(claim.state),
                other_choice=choice(claim.with_state),
                counts=entry.counts,
                source=_title(entry.dataset),
                version=_version(bench, entry.dataset),
                covers=(entry.date.year, entry.date.year),
                citation=entry.symbol or entry.dataset,
                reason=f"{bench.name(claim.state)} is not among the votes of that roll call.",
                note=seat_note(bench.code(claim.state, entry.date.year), entry.date),
            )
        )
    return out


def _of_another_place(words: str, entry: Entry, on: date) -> bool:
    """Say whether a title names states, and none of those that the words name by their nouns.

    "The Soviet intervention in Afghanistan" is not the one in Hungary, though most of the words stand in its title.
    """
    named = {m.state.iso3 for m in states.mentions(words, on) if m.how == "name"}
    title = entry.title.title() if entry.title.isupper() else entry.title
    theirs = {m.state.iso3 for m in states.mentions(title, entry.date)} if named else set()
    return bool(theirs) and not named & theirs


def _title(dataset: str) -> str:
    from bilat.sources import SOURCES

    source = SOURCES.get(dataset)
    return source.title if source else dataset


def _version(bench: Bench, dataset: str) -> str:
    """Return the data set's version; where it has none, the vintage that was imported."""
    from bilat.sources import SOURCES

    source = SOURCES.get(dataset)
    return (source.version if source else "") or bench.record.vintage_of(dataset) or "version not stated"


def search_record(
    bench: Bench, query: str, symbol: str | None, states_wanted: tuple[str, ...], body: str | None, limit: int
) -> list[FoundRollCall]:
    """Return roll calls of the full record that match a query, with everyone's votes."""
    found = []
    index = index_of(bench.record)
    for _score, entry in _ranked(bench, query, symbol, body, (0, bench.on.year))[:limit]:
        year = entry.date.year
        by_choice: dict[str, list[str]] = {"yes": [], "no": [], "abstain": [], "absent": []}
        for code, cast in index.votes(entry).items():
            iso3 = states.iso3(code, year)
            if not states_wanted or iso3 in states_wanted:
                by_choice["no" if cast == "veto" else cast].append(iso3)
        found.append(
            FoundRollCall(
                entry.symbol or f"roll call {entry.number}",
                entry.date,
                entry.title or "no title",
                entry.body,
                entry.counts,
                {k: tuple(sorted(v)) for k, v in by_choice.items()},
                _title(entry.dataset),
                entry.symbol or entry.dataset,
            )
        )
    return found
