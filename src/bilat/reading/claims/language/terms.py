"""Times in other words, put into years before actors are marked: "under Reagan", "in the seventies", "in the same period"."""

from __future__ import annotations

import re
from datetime import date

from bilat.reading.claims.language.eras import BEFORE_MOMENT, COUNTED, DURING_MOMENT, TERMS, WAR_WORDS
from bilat.reading.claims.language.grammar import Traced
from bilat.reading.claims.language.quantities import NUMBER
from bilat.reading.claims.language.windows import YEAR, holds, lowered, years_of

__all__ = ["SAME_TIME", "mark_terms"]

_TERM_NAMES = "|".join(sorted(map(re.escape, TERMS), key=len, reverse=True))
#: "Armed both sides in the Iran-Iraq War": both states, at that time.
_BOTH_SIDES = re.compile(
    r"\b[Bb]oth (?:sides|belligerents|parties|combatants) (?:of|in|to) the (?P<a>[A-Z]\w+)[-–](?P<b>[A-Z]\w+) [Ww]ar\b"
)
_UNDER = re.compile(
    rf"\b(?i:under|during|in the (?:years|days|time|era) of)(?: \w+)? (?:the )?(?:President |Prime Minister |Chancellor |Donald |Joe |Barack |Ronald |Bill |Jimmy |Richard |Vladimir |Mikhail |Boris |Nikita |Margaret |Angela |Narendra |Recep Tayyip |Hugo )*"
    rf"(?P<who>{_TERM_NAMES})(?:'s? (?:first )?(?:presidency|term|rule|tenure|leadership|years))?(?: (?:administration|presidency|years|era))?\b"
)
_SINCE_LEADER = re.compile(
    rf"\b[Ss]ince (?:(?:President|Vladimir|Donald|Joe|Narendra) )*(?P<who>{_TERM_NAMES}) (?:came to power|took (?:office|power)|became)"
)
#: "The seventies", "the nineteen-seventies", "the '70s".
_TENS = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]
_WORD_DECADE = re.compile(
    rf"\b(?P<the>[Tt]he (?:early |mid-?|late )?)(?:nineteen[- ])?(?:(?P<w>{'|'.join(_TENS)})|['’]?(?P<n>[2-9]0)s)\b"
)
#: "In the ten years before 2016", "in the five years after Reagan".
_YEARS_BEFORE = re.compile(
    rf"\b(?:[Ii]n|[Oo]ver|[Dd]uring) the (?P<n>{NUMBER}) (?P<unit>years|decades) (?P<side>before|after|to|until|up to|through|ending(?: in| with)?) (?:(?:President |Prime Minister )?(?P<who>{_TERM_NAMES})\b(?:'s (?:presidency|rule|term|time))?|(?P<y>{YEAR})\b)"
)
#: "The largest enlargement since its foundation in 1949": a year that the largest is counted from.
_SINCE_FOUNDED = re.compile(
    r"(?P<most>\b(?:largest|biggest|greatest|first|most|worst|lowest|highest|longest|only|record)\b[^.;,]{0,80}?),? since (?:its|the|their) (?:\w+ )?(?:foundation|founding|creation|inception|establishment|formation)(?: in \d{4})?"
)
#: "Since the end of 1989" is since 1990.
_SINCE_ITS_END = re.compile(rf"\b(?P<s>[Ss]ince) (?:the )?(?:very )?(?:end|close) of (?P<y>{YEAR})\b(?!s)")
_IN_MONTH = re.compile(
    r"\b[Ii]n (?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?! \d)"
)
#: The time that another sentence spoke of.
SAME_TIME = re.compile(
    r"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Tt]hroughout|[Ww]ithin) (?:the (?:very )?same|th(?:is|at|ese|ose)(?: very| same)?) (?:(?:\w+-)?(?:two|three|four|five|six|seven|eight|nine|ten|\d+)(?:-year)? )?(?:period|years|decade|time span|timespan|span|stretch|timeframe|interval)\b"
)


def mark_terms(
    traced: Traced, on: date, window: tuple[int, int] | None = None, year: int | None = None
) -> None:
    """Put a leader's years for "under Reagan" before actors are marked: there the leader is a time, not an actor.

    `window` are the years for "in the same period"; "the seventies" are the last before the day spoken from.
    `year` is the one of the sentence before: "in April it had voted".
    """

    def years_before(m: re.Match[str]) -> str | None:
        count = years_of(m["n"], m["unit"].removesuffix("s"))
        low, high = TERMS[m["who"]] if m["who"] else (int(m["y"]), int(m["y"]))
        # "the five years to 1996" take 1996 in; those before or until it do not
        taken = m["side"] not in ("before", "until")
        first, last = (
            (high + 1, high + count) if m["side"] == "after" else (low - count + taken, low - 1 + taken)
        )
        return f"during ¤{first}-{last}¤"

    def decade(m: re.Match[str]) -> str | None:
        tens = 10 * (_TENS.index(m["w"]) + 2) if m["w"] else int(m["n"])
        year = on.year - (on.year - tens) % 100
        return f"{m['the']}{year}s"

    def years(m: re.Match[str]) -> str:
        low, high = TERMS[m["who"]]
        return f"during ¤{low}-{high}¤"

    small = lowered(traced.text)
    if year is not None and " had " in small and not re.search(r"\d{4}", traced.text):
        traced.sub(_IN_MONTH, lambda m: f"{m[0]} {year}")
    if " since " in small:
        traced.sub(_SINCE_FOUNDED, lambda m: m["most"])
    if " years " in small or " decade" in small:
        traced.sub(_YEARS_BEFORE, years_before)
    if "ties" in small or "0s" in small:
        traced.sub(_WORD_DECADE, decade)
    if window is not None and holds(
        small, " period", " years", " decade", "span", " stretch", "timeframe", "interval"
    ):
        traced.sub(SAME_TIME, lambda _m: f"during ¤{window[0]}-{window[1]}¤")
    if "both " in small and traced.sub(
        _BOTH_SIDES, lambda m: f"{m['a']} and {m['b']} during the {m['a']}-{m['b']} War"
    ):
        small = lowered(traced.text)
    if holds(small, "under", "during", "in the "):
        traced.sub(_UNDER, years)
    since = "since " in small
    if since and (" of " in small):
        traced.sub(_SINCE_ITS_END, lambda m: f"{m['s']} {int(m['y']) + 1}")
    if since:
        for pattern, year in COUNTED:
            traced.sub(pattern, lambda m, year=year: f"since {m['y'] or year}")  # type: ignore[misc]
    if holds(small, *WAR_WORDS):
        if holds(small, "before ", "prior to ", "until ", "eve of "):
            for pattern, low in BEFORE_MOMENT:
                traced.sub(pattern, lambda _m, low=low: f"before {low}")  # type: ignore[misc]
        for pattern, low, high in DURING_MOMENT:
            traced.sub(pattern, lambda _m, low=low, high=high: f"during ¤{low}-{high}¤")  # type: ignore[misc]
    if since:
        traced.sub(_SINCE_LEADER, lambda m: f"since {TERMS[m['who']][0]}")
