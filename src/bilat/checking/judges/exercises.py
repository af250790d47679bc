"""Joint military exercises: the counts by pair and year, where the ledger has no dated one."""

from __future__ import annotations

import re

from bilat.checking.context import Bench
from bilat.checking.groups import judge_members
from bilat.checking.outcome import negate
from bilat.checking.rows import measure_row
from bilat.checking.words import span, year_spans
from bilat.measures import access
from bilat.propositions import Event
from bilat.types import Observation, Verdict

__all__ = ["EXERCISE", "is_exercise", "judge_exercise", "of_some_sort"]

_MEASURE = "exercises"
#: Within so many years of the one named exercises have been held "since" it.
_BEGUN = 1
EXERCISE = re.compile(r"\b(?:exercis\w+|drill\w*|man(?:oe|e)uv\w+|war[- ]?games?)\b", re.IGNORECASE)
_TRAINED = re.compile(
    r"\b(?:train(?:s|ed|ing)?|practi[sc](?:e|es|ed|ing))\b.*\b(?:together|jointly|with|alongside|joint|combined)\b",
    re.IGNORECASE,
)
_PATROL = re.compile(r"\bpatrol", re.IGNORECASE)
_ARM = re.compile(
    r"\b(?:naval|nav(?:y|ies)|air|aerial|maritime|amphibious|airborne|anti-?\s?\w+|counter-?\w+|submarine|nuclear|missile|tank|artillery|live-fire|peacekeeping|winter|arctic|at sea)\b"
)
#: What the counts do not say of an exercise: of what arm it was, which of them, where, how many.
_PARTICULAR = re.compile(
    r"\b(?:first|second|third|last|only|annual|regular\w*|frequent\w*|repeated\w*|largest|biggest|major|large-scale|small-scale|huge|massive|secret|new|another|since the war"
    r"|two|three|four|five|six|seven|eight|nine|ten|several|dozens?|many|\d{1,3}(?= (?:joint|exercis|military|drill))"
    r"|trilateral|bilateral|at sea|named|dubbed|called|code-?named|January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|fall|off the)\b"
)
_PLACE = re.compile(
    r"\b(?:in|on|near|off) (?:the )?(?!\d|(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|the \d|years?\b|(?:early|late|mid)\b|which\b|that\b|order\b|response\b|spite\b|fact\b|turn\b|all\b|any\b|no\b|an?\b|joint\b|military\b|common\b|tandem\b|concert\b|at least\b|some\b|combined\b|exercises?\b)[A-Z]"
)
_PAST = re.compile(
    r"(?:\w+ed|\w+ing|held|took|ran|began|had|did|was|were|met|saw|undertook|came)\b", re.IGNORECASE
)
_EVERY = re.compile(r"\b(?:every|each) (?:single )?year\b|\byear after year\b|\bannually\b", re.IGNORECASE)


def is_exercise(claim: Event) -> bool:
    """Say whether what is claimed to have happened is a joint exercise of two armies."""
    return (
        claim.root == "COOPERATE"
        and claim.target is not None
        and not _PATROL.search(claim.action)
        and bool(EXERCISE.search(claim.action) or _TRAINED.search(claim.action))
    )


def of_some_sort(claim: Event) -> bool:
    """Say whether the claim names the arm that exercised, or the place."""
    return bool(_ARM.search(claim.action) or _PLACE.search(claim.action))


def judge_exercise(claim: Event, bench: Bench) -> Verdict:
    """Judge that two states held a joint exercise, by the counts of the years that the claim names.

    Zero in every one of them contradicts, as the source means to have them all, unless it is a year alone between others with
    exercises; years that it does not cover leave it open.
    """
    assert claim.target is not None
    if claim.quantifier is not None:
        counted = judge_members(claim, bench, judge_exercise)
        if counted is not None:
            return counted
    if bench.is_group(claim.source) or bench.is_group(claim.target):
        return _open(claim, bench, "joint exercises are counted by pairs of states, not of groups")
    seen = _observed(claim, bench)
    open_since = claim.since is not None and claim.until is None and claim.dated is None
    if open_since and claim.negated and len(seen) > 1:
        seen = seen[1:]  # what has not happened since 1995 may have happened in 1995
    held = [o for o in seen if o.value]
    none = [o for o in seen if o.value == 0]
    when = span(seen[0].year, seen[-1].year) if seen else ""
    pair = _pair(claim, bench)
    closed = claim.dated is not None or claim.since is not None
    gaps = _gaps(claim, bench, none)
    if _EVERY.search(claim.action) and closed:
        none = [o for o in none if o.year not in gaps]
        if none:
            return _none(claim, bench, none, f"{pair}, {when}: none is coded in {year_spans([o.year for o in none])}")  # fmt: skip
        if len(held) < len(seen) or not seen:
            return _open(claim, bench, f"{pair}: the count does not cover every year claimed")
    if held:
        years = year_spans([o.year for o in held])
        rows = tuple(
            measure_row(o, f"{o.value:g} joint exercise{'s' if o.value != 1 else ''} in {o.year}.")
            for o in held[:3]
        )
        said = f"{pair}: joint exercises are coded in {years}"
        if claim.dated is not None or _PARTICULAR.search(claim.action) or of_some_sort(claim):
            return Verdict(
                "unmeasurable",
                f"{said}, without their place, day, arm or order: whether it was the one claimed is not said.",
                rows,
                as_of=bench.as_of,
            )
        if open_since and not claim.negated and held[0].year > seen[0].year + _BEGUN:
            return Verdict(
                "unmeasurable",
                f"{said}, of which the first is not of the year claimed.",
                rows,
                as_of=bench.as_of,
            )
        if not closed and claim.until is None and _present(claim) and seen[-1].year < bench.on.year - 1:
            return Verdict(
                "unmeasurable",
                f"{said}; the count ends before the day spoken from.",
                rows,
                as_of=bench.as_of,
            )
        summary = f"{said}. Other years would change the verdict."
        return negate(Verdict("supported", summary, rows, as_of=bench.as_of), claim.negated)
    if closed and seen and len(none) == len(seen) and gaps:
        years = year_spans(sorted(gaps))
        return _open(
            claim,
            bench,
            f"{pair}: no joint exercise is coded in {when}, but some are in the years before and after {years}, and the press reports that the source goes by may have missed those between",
        )
    if closed and seen and len(none) == len(seen) and seen[-1].year >= _last(claim, bench):
        return _none(claim, bench, none, f"{pair}: no joint exercise is coded in {when}")
    return _open(claim, bench, f"{pair}: no joint exercise is coded in the years known, and others are outside the count")  # fmt: skip


def _gaps(claim: Event, bench: Bench, none: list[Observation]) -> set[int]:
    """Return the years without exercises that lie alone between years with them: the source has likely missed some."""
    empty = {o.year for o in none}
    covers = bench.record.coverage("exercises_year").provenance

    def held(year: int) -> bool:
        a, b = bench.code(claim.source, year), bench.code(claim.target or "", year)
        return bool(access.observe(bench.record, _MEASURE, a, b, year).value)

    inside = [y for y in sorted(empty) if covers.covers_from < y < covers.covers_to]
    return {y for y in inside if not {y - 1, y + 1} & empty and held(y - 1) and held(y + 1)}


def _none(claim: Event, bench: Bench, none: list[Observation], said: str) -> Verdict:
    summary = (
        f"{said}. The source means to have every exercise of the years that it covers, from press reports; "
        "one that the press did not report may be missing."
    )
    rows = tuple(measure_row(o, f"No joint exercise in {o.year}.") for o in none[:3])
    return negate(Verdict("contradicted", summary, rows, as_of=bench.as_of), claim.negated)


def _open(claim: Event, bench: Bench, said: str) -> Verdict:
    covers = bench.record.coverage("exercises_year").provenance
    return Verdict(
        "unmeasurable",
        f"{said[0].upper()}{said[1:]}. The count runs from {covers.covers_from} to {covers.covers_to}; for other years "
        "the ledger lists landmarks only, so silence says nothing.",
        as_of=bench.as_of,
    )


def _pair(claim: Event, bench: Bench) -> str:
    year = _last(claim, bench)
    return f"{bench.name(claim.source, year)} and {bench.name(claim.target or '', year)}"


def _last(claim: Event, bench: Bench) -> int:
    until = claim.dated.year if claim.dated else claim.until
    return min(until, bench.on.year) if until is not None else bench.on.year


def _observed(claim: Event, bench: Bench) -> list[Observation]:
    """Return what is known of the years claimed: all of them, or, without a first year, those that the source covers."""
    covers = bench.record.coverage("exercises_year").provenance
    first = claim.dated.year if claim.dated else claim.since
    since = first if first is not None else covers.covers_from
    until = _last(claim, bench) if first is not None else min(_last(claim, bench), covers.covers_to)
    out = []
    for year in range(max(since, covers.covers_from - 1), min(until, covers.covers_to + 1) + 1):
        a, b = bench.code(claim.source, year), bench.code(claim.target or "", year)
        if a != b:
            out.append(access.observe(bench.record, _MEASURE, a, b, year))
    return out


def _present(claim: Event) -> bool:
    """Say whether the verb is one of now: "hold joint exercises"."""
    return not _PAST.match(claim.action)
