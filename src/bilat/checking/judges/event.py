"""Things that happened: checked where the ledger has them, said to be unmeasurable where it does not."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from bilat import states
from bilat.checking.context import Bench
from bilat.checking.judges.exercises import EXERCISE, is_exercise, judge_exercise, of_some_sort
from bilat.checking.outcome import negate
from bilat.checking.rows import fact_row, measure_row
from bilat.checking.words import span
from bilat.dates import MONTHS
from bilat.ledger import War
from bilat.measures import access
from bilat.propositions import Event
from bilat.types import Evidence, Verdict

__all__ = ["judge_event"]

_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "to",
        "and",
        "with",
        "for",
        "by",
        "at",
        "its",
        "their",
        "from",
        "that",
        "it",
        "they",
        "them",
        "he",
        "she",
        "not",
        "no",
        "will",
        "would",
        "between",
        "which",
        "who",
        "was",
        "were",
        "has",
        "had",
        "have",
        "is",
        "are",
        "been",
        "last",
        "this",
        "ago",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "today",
        "yesterday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
) | set(MONTHS)
#: Roots of PLOVER that are of one mind, and those that are not: an agreement is no condemnation.
_KIND_ROOTS = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"})


def judge_event(claim: Event, bench: Bench) -> Verdict:
    """Match actors, direction, date and words against the ledger's events, wars and invasions.

    A landmark list can support a claim; it can never contradict one by silence. The coded disputes can: they are whole.
    """
    scored = sorted(
        ((score, row, name) for row, name, score in _matches(claim, bench) if score > 0), key=lambda x: -x[0]
    )
    who = bench.name(claim.source) + (f" and {bench.name(claim.target)}" if claim.target else "")
    if is_exercise(claim) and (not scored or claim.quantifier is not None or of_some_sort(claim)):
        return judge_exercise(claim, bench)
    if not scored:
        refuted = _refuted(claim, bench)
        if refuted is not None:
            return negate(refuted, claim.negated)
        return Verdict(
            "unmeasurable",
            f"No dated event of {who} that matches “{claim.action}” is in the ledger. The ledger lists landmarks only, so silence says nothing.",
            as_of=bench.as_of,
        )
    top = scored[0][0]
    rows = tuple(row for score, row, _n in scored[:3] if score >= 0.6 * top)
    summary = f"The ledger has it: {scored[0][2]}. Another date or another actor in the claim would change the verdict."
    return negate(Verdict("supported", summary, rows, as_of=bench.as_of), claim.negated)


#: What one army does to another state, which no list of militarised disputes leaves out.
_ARMED = re.compile(r"\b(?:invad|attack|march|land(?:ed|s|ing)? |storm|assault|overr[au]n)", re.IGNORECASE)


_INVADED = re.compile(r"\b(?:invad|march|land(?:ed|s|ing)? |storm)", re.IGNORECASE)
_ENTERED = re.compile(r"\b(?:invad|march|land(?:ed|s|ing)? |overr[au]n|occup|annex|conquer)", re.IGNORECASE)


def _refuted(claim: Event, bench: Bench) -> Verdict | None:
    """Contradict an attack of a year in which the ledger has the opposite one, or no dispute of the two came to arms."""
    since = claim.dated.year if claim.dated else claim.since
    until = claim.dated.year if claim.dated else claim.until
    if (
        claim.target is None
        or since is None
        or until is None
        or claim.root != "ASSAULT"
        or not _ARMED.search(claim.action)
        or bench.is_group(claim.source)
        or bench.is_group(claim.target)
    ):
        return None
    a, b = bench.name(claim.source, until), bench.name(claim.target, until)
    opposite = next(
        (
            e
            for e in bench.ledger.events
            if e.root == "ASSAULT"
            and (e.source, e.target) == (claim.target, claim.source)
            and since <= e.date.year <= until
        ),
        None,
    )
    if opposite is not None:
        row = fact_row(
            "events",
            opposite.root,
            opposite.name,
            opposite.date,
            opposite.end,
            bench.on,
            f"{opposite.name}, {opposite.date.isoformat()}.",
            opposite.citation,
        )
        return Verdict(
            "contradicted",
            f"The ledger has it the other way round: {opposite.name} ({opposite.date:%d %B %Y}). Another date would change the verdict.",
            (row,),
            as_of=bench.as_of,
        )
    war = next(
        (
            w
            for w in bench.ledger.wars
            if claim.target in w.side_a and claim.source in w.side_b and since <= w.start.year <= until
        ),
        None,
    )
    if war is not None and war.start.year == until and "inva" in claim.action.lower():
        row = _war_row(war, bench.on)
        return Verdict(
            "contradicted",
            f"The war that began then was opened by {b}: {war.name} ({war.start:%d %B %Y}). Another date would change the verdict.",
            (row,),
            as_of=bench.as_of,
        )
    seen = [
        access.observe(bench.record, "dispute", bench.code(claim.source, y), bench.code(claim.target, y), y)
        for y in range(since, until + 1)
    ]
    if any(o.value is None or o.value > 0 for o in seen):
        return None
    return Verdict(
        "contradicted",
        f"No militarised dispute of {a} and {b} is coded in {span(since, until)}, and an attack would be one. "
        "Another year, or a dispute that the coders left out, would change the verdict.",
        tuple(measure_row(o, f"No militarised dispute in {o.year}.") for o in seen[:3]),
        as_of=bench.as_of,
    )


def _matches(claim: Event, bench: Bench) -> list[tuple[Evidence, str, float]]:
    words = _words(_nameless(claim.action, bench.on))
    exercise = is_exercise(claim)
    out = []
    for event in bench.ledger.events:
        if event.date > bench.on or not _when(claim, event.date, event.end):
            continue
        if claim.root and (claim.root in _KIND_ROOTS) != (event.root in _KIND_ROOTS):
            continue
        actors = {event.source} | ({event.target} if event.target else set())
        if not _actors(claim, bench, event.source, event.target, actors, event.root):
            continue
        if exercise and not EXERCISE.search(f"{event.name} {' '.join(event.keywords)}"):
            continue
        score = _overlap(words, _words(_nameless(f"{event.name} {' '.join(event.keywords)}", event.date)))
        if claim.root and claim.root == event.root:
            score += 0.3 if score > 0 or claim.dated or claim.since else 0
        if score > 0 and not claim.dated and not claim.since:
            # an event told without a date is a recent one, where words fit several
            score += 0.4 / (1 + (bench.on - event.date).days / 365)
        row = fact_row(
            "events",
            event.root,
            event.name,
            event.date,
            event.end,
            bench.on,
            f"{event.name}, {event.date.isoformat()}.",
            event.citation,
        )
        out.append((row, f"{event.name} ({event.date:%d %B %Y})", score))
    if claim.root in ("ASSAULT", "COERCE") or words & {
        "invaded",
        "invade",
        "invasion",
        "attacked",
        "attack",
        "war",
        "fought",
    }:
        for war in bench.ledger.wars:
            if war.start > bench.on or not _when(claim, war.start, war.end):
                continue
            if _INVADED.search(claim.action) and claim.since is not None and war.start.year < claim.since:
                continue  # that a war was on does not say who marched in later
            # side_a opened the war: an invasion by the attacked side is not this event.
            # a war against many says of the first alone that it was entered
            invaded = war.side_b[:1] if _ENTERED.search(claim.action) else war.side_b
            if _as_members(claim.source, bench) & set(war.side_a) and (
                claim.target is None or claim.target in invaded
            ):
                row = _war_row(war, bench.on)
                out.append((row, f"{war.name} ({war.start:%d %B %Y})", 0.5))
    return out


_RECIPROCAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})


def _actors(claim: Event, bench: Bench, source: str, target: str | None, actors: set[str], root: str) -> bool:
    if claim.target is None:
        return bool(_as_members(claim.source, bench) & actors)
    if root in _RECIPROCAL:
        return {claim.source, claim.target} <= actors
    return source in _as_members(claim.source, bench) and claim.target == target


def _as_members(actor: str, bench: Bench) -> set[str]:
    """Return a state, or a group with those who were ever its members: "NATO bombed" names no single state."""
    if not bench.is_group(actor):
        return {actor}
    return {actor, *(member.iso3 for member in bench.ledger.organisation(actor).members)}


def _war_row(war: War, on: date) -> Evidence:
    said = f"{war.name}, {war.start.isoformat()}."
    return fact_row("disputes", "war", war.name, war.start, war.end, on, said, war.citation)


def _when(claim: Event, start: date, end: date | None) -> bool:
    if claim.dated:
        return abs((claim.dated - start).days) <= 31
    if claim.since and start.year < claim.since and (end is None or end.year < claim.since):
        return False
    return not (claim.until and start.year > claim.until)


@lru_cache(maxsize=4096)
def _nameless(text: str, on: date) -> str:
    """Return the words without the states they name: whom an event is of says nothing of what it was."""
    for mention in reversed(states.mentions(text, on)):
        text = text[: mention.start] + text[mention.end :]
    return text


def _words(text: str) -> set[str]:
    return {_stem(w) for w in re.findall(r"[a-z]+", text.lower()) if w not in _STOP}


def _stem(word: str) -> str:
    for end in ("ation", "sion", "tion", "ed", "es", "ing", "s", "e"):
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word[: -len(end)]
    return word


def _overlap(claimed: set[str], known: set[str]) -> float:
    return len(claimed & known) / len(claimed) if claimed else 0.0
