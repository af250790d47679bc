"""Windows of time in a sentence: "since 2014", "in the last 70 years", "under Trump", "between 1946 and 1950".

Conventions, where English is vague:

- "since the Cold War", "since the fall of the Soviet Union": from 1991; "during the Cold War": 1947 to 1989;
- "in the last N years": from the day's year minus N; "in recent years": from ten years before, as territorial
  disputes are looked at; "in decades": twenty years;
- "in the early 1960s" 1960-63, "mid" 1964-66, "late" 1967-69;
- a leader's term runs over the calendar years it touches;
- "until 1990" and "before 1990" end in 1989; "by 1990" ends in 1990.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bilat.dates import MONTHS
from bilat.reading.claims.language.eras import (
    ANY_DURING,
    ANY_SINCE,
    DURING_MOMENT,
    SINCE_MOMENT,
    WAR_WORDS,
)
from bilat.reading.claims.language.needed import Sieved
from bilat.reading.claims.language.quantities import NUMBER, number

__all__ = ["YEAR", "Window", "explicit_year", "find", "holds", "lowered", "years_of"]


@dataclass(frozen=True, slots=True)
class Window:
    """A window and where it stands in the text it was found in.

    ``bare`` marks a year that only qualifies a noun ("the 1962 war"); ``ever`` one without bounds ("ever",
    "in history"). ``month`` is set where a month was named.
    """

    start: int
    end: int
    since: int | None = None
    until: int | None = None
    dated: date | None = None
    month: int | None = None
    bare: bool = False
    ever: bool = False


_SHORT = {name[:3]: i for name, i in MONTHS.items()} | {"sept": 9}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_MONTH_STARTS = tuple(name[:3].capitalize() for name in MONTHS)
YEAR = r"(?:18[1-9]\d|19\d\d|20\d\d)"
_DASH = r"\s?[-–—]\s?"

_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH}),? ({YEAR})\b")
_MONTH_FIRST = re.compile(rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?,? ({YEAR})\b")
_ISO = re.compile(rf"\b({YEAR})-(\d\d)-(\d\d)\b")
_PAIR = re.compile(
    rf"\b(?:(?i:between|from|in|during|over|of) )?(?:the years )?(?:{_MONTH} )?({YEAR})(?:(?: and | to | until | through ){rf'(?:{_MONTH} )?'}"
    rf"|{_DASH})({YEAR}|\d\d)\b"
)
_DECADE = re.compile(
    r"\b(?:(?i:in|during|over|throughout|of) )?(?:(?i:the) )?(early |mid-?|late |first half of |second half of )?(?:the )?((?:18|19|20)\d0)s\b"
)
#: "In the 1960s and 1970s", "from the late 1950s to the early 1960s".
_DECADES = re.compile(
    r"\b(?:(?i:in|during|over|throughout|of|from|between) )?(?:the )?(?P<p>early |mid-?|late )?(?P<a>(?:18|19|20)\d0)s(?: and | to | through | until |[-–])(?:the )?(?P<q>early |mid-?|late )?(?P<b>(?:18|19|20)\d0)s\b"
)
_SINCE_DECADE = re.compile(r"\b[Ss]ince (?:the )?(early |mid-?|late )?((?:18|19|20)\d0)s\b")
_SINCE_YEAR = re.compile(
    rf"\b(?:ever )?(?i:since|from|after|starting in|beginning in)(?:(?: its| their| his| her)? (?:independence|liberation|partition|unification|reunification|foundation) in)?(?: (?:the )?(?:early|late|mid|start of|end of|beginning of))?(?: {_MONTH},?)? (?P<y>{YEAR})\b(?!s)(?: (?:on|onwards?))?"
)
#: "Since the border war of 1979", "since the 1979 revolution", "since its treaty with B in 1971".
_SINCE_EVENT = re.compile(
    rf"\b[Ss]ince (?:the|an?|its|their|his|her|[⟨‹]\d{{1,3}}[⟩›](?:'s)?) (?:(?:[\w'⟨⟩‹›-]+ ){{0,6}}?(?:of|in) (?:{_MONTH},? )?)?({YEAR})\b(?!s)"
)
_UNTIL_YEAR = re.compile(
    rf"\b((?i:until|till|before|prior to|up to|by|through))(?: the end of)?(?: {_MONTH})? ({YEAR})\b(?!s)"
)
_IN_YEAR = re.compile(
    rf"\b(?P<prep>(?i:in|during|throughout|of|as of|at the end of|on|back in|late in|early in|over))(?: (?:early|late|mid|the year|the (?:spring|summer|autumn|winter|end|start) of|the (?:first|second) half of))?"
    rf"(?:[ -](?P<m>{_MONTH}),?)?[ -](?P<y>{YEAR})\b(?!s|[-/])"
)
_BARE_YEAR = re.compile(rf"(?<![/\d.-])\b({YEAR})\b(?![/\d-])")
_LAST_N = re.compile(
    rf"\b(?:(?:in|over|for|during|within|of) )?(?:at least |almost |nearly |about |around |some |more than |over )?(?:the )?(?:last|past|previous|preceding) "
    rf"({NUMBER}|few|several|couple of|half|quarter|three quarters of a) ?(?:of a |a )?(year|decade|century|centurie|generation)s?\b",
    re.IGNORECASE,
)
_LAST_ONE = re.compile(
    r"\b(?:in|over|for|during|within|of) the (?:last|past) (year|decade|century|generation)\b", re.IGNORECASE
)
_IN_N = re.compile(
    rf"\b(?:in|for) (?:at least |almost |nearly |about |around |some |more than |over |the better part of )?({NUMBER}|half|a quarter|many|several) ?(?:of )?(?:a )?(year|decade|century|centurie|generation)s?\b(?! time)",
    re.IGNORECASE,
)
_IN_DECADES = re.compile(
    r"\b(?:in|for)(?: (?!recent|the)\w+)? (years|decades|generations|centuries)\b", re.IGNORECASE
)
_RECENT = re.compile(
    r"\b(?:in|over|of|during) (?:the )?(?:more )?recent (?:years|times)\b|\brecently\b", re.IGNORECASE
)
_EVER = re.compile(
    r"\bthan ever(?: before)?\b|\bever(?: before)?\b|\bin (?:all |living |modern |recorded |their |its )?(?:history|memory)\b|\ball-time\b"
    r"|\bof all time\b|\bnever before\b",
    re.IGNORECASE,
)
_THIS_YEAR = re.compile(r"\b(this|last) year\b", re.IGNORECASE)
_MONTH_ONLY = re.compile(rf"\b(?:[Ii]n|[Ll]ast|[Tt]his) ({_MONTH})\b(?! ?\d)")


def _span(part: str, decade: int) -> tuple[int, int]:
    part = (part or "").strip().lower().rstrip("-")
    low, high = {
        "early": (0, 3),
        "mid": (4, 6),
        "late": (7, 9),
        "first half of": (0, 4),
        "second half of": (5, 9),
    }.get(part, (0, 9))
    return decade + low, decade + high


def _month(word: str) -> int:
    return _SHORT[
        word.rstrip(".").lower()[:4]
        if word.lower().startswith("sept") and len(word) < 6
        else word.lower()[:3]
    ]


def _make_day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def years_of(word: str, unit: str) -> int:
    """Return how many years "two decades", "a few years", "half a century" are."""
    unit = unit.lower()
    size = 10 if unit == "decade" else 100 if unit.startswith("centur") else 25 if unit == "generation" else 1
    word = word.lower()
    if word in ("few", "several", "many"):
        return 5 * size if size == 1 else 3 * size
    if word.startswith("couple"):
        return 2 * size
    if word == "half":
        return size // 2
    if word in ("quarter", "a quarter"):
        return size // 4
    if word.startswith("three quarters"):
        return size * 3 // 4
    value = number(word)
    return int((value or 1) * size)


def find(text: Sieved | str, on: date) -> list[Window]:
    """Return the windows of a text, left to right, none overlapping another.

    Examples
    --------
    >>> [(w.since, w.until) for w in find("closer than at any time in the last 40 years", date(2020, 1, 1))]
    [(1980, None)]
    >>> [(w.since, w.until) for w in find("voted together in the late 1980s", date(2020, 1, 1))]
    [(1987, 1989)]
    """
    taken: list[Window] = []
    for window in _candidates(Sieved.of(text), on):
        if all(window.end <= w.start or window.start >= w.end for w in taken):
            taken.append(window)
    return sorted(taken, key=lambda w: w.start)


#: What every year, decade and span of years holds.
_FOUR = re.compile(r"1[89]\d\d|20\d\d")


def lowered(text: str) -> str:
    """Return `text` in small letters, as a pattern that ignores case sees it: most patterns need a word that is not there."""
    return text.lower().replace("ſ", "s").replace("\u212a", "k")


def holds(text: str, *words: str) -> bool:
    """Say whether a text holds one of several words: cheaper than a pattern that is not there."""
    return any(word in text for word in words)


def _candidates(text: Sieved, on: date) -> Iterator[Window]:
    dated = _FOUR.search(text.text) is not None
    low = lowered(text.text)
    if dated:
        yield from _days(text)
        yield from _pairs(text)
    yield from _moments(text, low, on)
    if dated:
        yield from _years(text)
    yield from _relative(text, low, on)
    if dated:
        for m in text.each(_BARE_YEAR):
            if re.search(r"[Rr]esolution $|\bNo\. $", text.text[: m.start()]):
                continue
            year = int(m[1])
            yield Window(m.start(), m.end(), year, year, bare=True)


def _days(text: Sieved) -> Iterator[Window]:
    for pattern, y, mo, d in ((_DAY_FIRST, 3, 2, 1), (_MONTH_FIRST, 3, 1, 2)):
        for m in text.each(pattern):
            day = _make_day(m[y], _month(m[mo]), m[d])
            if day:
                yield Window(m.start(), m.end(), day.year, day.year, day, day.month)
    for m in text.each(_ISO):
        day = _make_day(m[1], int(m[2]) if 1 <= int(m[2]) <= 12 else 1, m[3])
        if day:
            yield Window(m.start(), m.end(), day.year, day.year, day, day.month)


def _pairs(text: Sieved) -> Iterator[Window]:
    for m in text.each(_PAIR):
        first = int(m[1])
        last = int(m[2]) if len(m[2]) == 4 else first // 100 * 100 + int(m[2])
        if last >= first:
            yield Window(m.start(), m.end(), first, last)
    for m in text.each(_DECADES):
        low, high = _span(m["p"], int(m["a"]))[0], _span(m["q"], int(m["b"]))[1]
        if low < high and (int(m["b"]) - int(m["a"]) == 10 or " and " not in m.group()):
            yield Window(m.start(), m.end(), low, high)
    for m in text.each(_SINCE_DECADE):
        yield Window(m.start(), m.end(), _span(m[1], int(m[2]))[0])
    for m in text.each(_DECADE):
        low, high = _span(m[1], int(m[2]))
        yield Window(m.start(), m.end(), low, high)


_TERM_MARK = re.compile(r"\bduring ¤(\d{4})-(\d{4})¤")
_CENTURY = re.compile(
    r"\b(?:(?:in|during|throughout|over|for (?:most|much|all|the whole) of|most of|much of|of) )?the (?:(?P<half>first|second) half of the )?(?P<n>nineteenth|twentieth|twenty-first|19th|20th|21st) century\b",
    re.IGNORECASE,
)


_DECADE_OF = re.compile(
    r"\b(?:(?:in|during|throughout|over|for (?:most|much|all) of) )?the (?P<which>first|opening|second|last|final|closing) decade of (?P<n>(?:the )?(?:nineteenth|twentieth|twenty-first|19th|20th|21st|new|present|current)|this) (?:century|millennium)\b",
    re.IGNORECASE,
)


def _centuries(text: Sieved, on: date) -> Iterator[Window]:
    for m in text.each(_DECADE_OF):
        century = re.sub(r"^the ", "", m["n"].lower())
        begins = {"nineteenth": 1800, "19th": 1800, "twentieth": 1900, "20th": 1900}.get(century, 2000)
        low = begins + {"first": 0, "opening": 0, "second": 10}.get(m["which"].lower(), 90)
        if low + 9 <= on.year:
            yield Window(m.start(), m.end(), low, low + 9)
    for m in text.each(_CENTURY):
        name = m["n"].lower()
        first = {"nineteenth": 1801, "19th": 1801, "twentieth": 1901, "20th": 1901}.get(name, 2001)
        low, high = {"first": (0, 49), "second": (50, 99)}.get((m["half"] or "").lower(), (0, 99))
        last = first + high
        if re.search(r"\b[Ss]ince $", text.text[: m.start()]):
            # "since the nineteenth century": from its end at the latest
            yield Window(m.start() - len("since "), m.end(), min(last, on.year))
        elif first + low <= on.year:
            yield Window(m.start(), m.end(), first + low, last if last < on.year else None)


def _moments(text: Sieved, small: str, on: date) -> Iterator[Window]:
    if "century" in small:
        yield from _centuries(text, on)
    if holds(small, "since ", "after ", "following "):
        for pattern, year in SINCE_MOMENT if text.search(ANY_SINCE) else ():
            for m in text.each(pattern):
                yield Window(m.start(), m.end(), year)
    if holds(small, *WAR_WORDS):
        for pattern, low, high in DURING_MOMENT if text.search(ANY_DURING) else ():
            for m in text.each(pattern):
                yield Window(m.start(), m.end(), low, high)
    for m in text.each(_TERM_MARK):
        low, high = int(m[1]), int(m[2])
        if low <= on.year:
            yield Window(m.start(), m.end(), low, high if high < on.year else None)


def _years(text: Sieved) -> Iterator[Window]:
    for m in text.each(_SINCE_YEAR):
        yield Window(m.start(), m.end(), int(m["y"]))
    for m in text.each(_SINCE_EVENT):
        yield Window(m.start(), m.end(), int(m[1]))
    for m in text.each(_UNTIL_YEAR):
        last = int(m[2]) - (0 if m[1].lower() in ("by", "through", "up to") else 1)
        yield Window(m.start(), m.end(), None, last)
    for m in text.each(_IN_YEAR):
        year = int(m["y"])
        month = _month(m["m"]) if m["m"] else None
        yield Window(
            m.start(), m.end(), year, year, month=month, bare=m["prep"].lower() == "of" and not m["m"]
        )


def _relative(text: Sieved, small: str, on: date) -> Iterator[Window]:
    if holds(small, "year", "decade", "centur", "generation"):
        yield from _spans_of_years(text, on)
    if "recent" in small:
        for m in text.each(_RECENT):
            yield Window(m.start(), m.end(), on.year - 10)
    if " year" in small:
        for m in text.each(_THIS_YEAR):
            year = on.year - (m[1].lower() == "last")
            yield Window(m.start(), m.end(), year, year)
    if holds(text.text, *_MONTH_STARTS):
        for m in text.each(_MONTH_ONLY):
            month = _month(m[1])
            year = on.year if date(on.year, month, 1) <= on + timedelta(days=1) else on.year - 1
            # "the war of 1982 ended in June": of that year
            named = set(re.findall(rf"\b{YEAR}\b(?![/\d-])", text.text))
            if len(named) == 1 and m[0][:2].lower() == "in":
                year = int(named.pop())
            yield Window(m.start(), m.end(), year, year, month=month)
    if holds(small, "ever", "history", "memory", "all-time", "all time"):
        for m in text.each(_EVER):
            yield Window(m.start(), m.end(), ever=True)


def _spans_of_years(text: Sieved, on: date) -> Iterator[Window]:
    for m in text.each(_LAST_N):
        yield Window(m.start(), m.end(), on.year - years_of(m[1], m[2]))
    for m in text.each(_LAST_ONE):
        yield Window(m.start(), m.end(), on.year - years_of("one", m[1]))
    for m in text.each(_IN_N):
        yield Window(m.start(), m.end(), on.year - years_of(m[1], m[2]))
    for m in text.each(_IN_DECADES):
        size = {"years": 5, "decades": 20, "generations": 50, "centuries": 200}[m[1].lower()]
        yield Window(m.start(), m.end(), on.year - size)


_NAMED_YEAR = re.compile(rf"(?<![/\d.-])({YEAR})(?![/\d])")


def explicit_year(text: str) -> int | None:
    """Return the one four-digit year or decade a text speaks of, for reading names as of then.

    Examples
    --------
    >>> explicit_year("West Germany joined in 1955.")
    1955
    """
    named = _NAMED_YEAR.search(text)
    return int(named[1]) if named else None
