"""Quantities in words: shares ("a third", "30% of the time", "most"), factors ("doubled"), how often.

Conventions: "most" and "mainly" are more than half; "the vast majority", "almost all" at least four fifths;
"rarely" less than a quarter, "almost never" less than a tenth, "usually" and "often" more than half,
"almost always" at least four fifths, "always" at least 95 in a hundred.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from bilat.propositions import Comparator
from bilat.reading.claims.language.needed import Sieved

__all__ = ["NUMBER", "Quantity", "factor", "frequency", "in_figures", "number", "region", "regional", "share"]

_WORDS = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
    "a": 1,
    "an": 1,
    "a hundred": 100,
}
# the longest first: "nineteen" begins with "nine"
_UNITS = "|".join(
    sorted((w for w in _WORDS if w not in ("a", "an", "a hundred")), key=lambda w: (-len(w), w))
)
#: A number in figures or words.
NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d+)?|(?:{_UNITS})(?:[- ](?:{_UNITS}))?|a|an)"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A share or factor with its comparator, and where it stands in the text."""

    value: float
    comparator: Comparator
    start: int
    end: int


def number(text: str) -> float | None:
    """Return a number written in figures or words.

    Examples
    --------
    >>> number("twenty-five"), number("12.5")
    (25.0, 12.5)
    """
    text = text.strip().lower()
    try:
        return float(text.replace(",", "."))
    except ValueError:
        pass
    if text in _WORDS:
        return float(_WORDS[text])
    total = 0
    for part in re.split(r"[- ]", text):
        if part not in _WORDS:
            return None
        total = total * _WORDS[part] if part == "hundred" and total else total + _WORDS[part]
    return float(total)


_COMPARE: tuple[tuple[str, Comparator], ...] = (
    (r"at least|no (?:less|fewer) than|not less than|as much as|a minimum of|fully|a good", "at least"),
    (r"at most|no more than|not more than|up to|a maximum of", "at most"),
    (r"exactly|precisely", "exactly"),
    (
        r"more than|over|above|well over|upwards of|in excess of|exceed(?:ed|ing|s)?|topp(?:ed|ing)|surpass(?:ed|es|ing)|greater than|higher than|better than",
        "more than",
    ),
    (r"less than|under|below|fewer than|not even|short of|lower than|smaller than", "less than"),
    (
        r"about|around|roughly|approximately|some|nearly|almost|close to|circa|just over|just under|an estimated|barely|scarcely|a mere|only|just|a little (?:over|under)|slightly (?:more|less) than",
        "about",
    ),
)
_PREFIX = rf"(?P<cmp>{'|'.join(p for p, _ in _COMPARE)})"
_FRACTION = r"(?P<frac>(?:(?:one|two|three|four|five|six|seven|eight|nine)[- ]|a |an )?(?:half|thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|twentieths?)(?! (?:century|decade|year|world|term|time\b|party|country|state|place|largest|biggest|highest|of (?:the |that )?(?:\d{4}s|decade|century|year|war))))"
_OUT_OF = rf"(?<![A-Za-z\d])(?P<num>{NUMBER}) (?:(?:UN |Assembly |General |recorded |[⟨‹]\d{{1,3}}[⟩›](?:'s)? )*(?:votes?|times?|cases?|occasions?|instances?|roll[- ]calls?|resolutions?|divisions?|ballots?) )?(?:in|out of|of(?= every | (?:ten|five|four|three|six|eight|nine|twenty|\d{{1,3}})\b))(?: every)? (?P<den>{NUMBER})(?!\d)(?! (?:years?|decades?|members|states|countries|nations))"
_PERCENT = rf"(?P<pct>{NUMBER}) ?(?:%|per ?cent\b|percent\b|pc\b)"
_SHARE = re.compile(rf"(?:{_PREFIX} )?(?:{_PERCENT}|{_OUT_OF}|{_FRACTION}\b)", re.IGNORECASE)
_DENOMINATORS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
}
_VAGUE_WORDS: tuple[tuple[str, float, Comparator], ...] = (
    (
        r"(?:almost|nearly|virtually|practically) (?:all|every|the entire|the whole)|the (?:vast|overwhelming|great) (?:majority|bulk)|the lion's share",
        0.8,
        "at least",
    ),
    (r"(?:almost|virtually|practically) no(?:ne)?\b", 0.1, "less than"),
    (r"(?:all|the whole|the entirety) of", 0.95, "at least"),
    (
        r"the (?:bulk|majority|larger part|greater part)|a (?:large |clear )?majority|most|mostly|mainly|largely|primarily|predominantly|chiefly|principally",
        0.5,
        "more than",
    ),
    (r"a (?:small )?minority", 0.5, "less than"),
)


_VAGUE = tuple(
    (re.compile(rf"\b(?:{words})", re.IGNORECASE), value, comparator)
    for words, value, comparator in _VAGUE_WORDS
)
#: "85 to 95 percent", "between 40% and 50%": the middle is about right.
_RANGE = re.compile(
    rf"(?:(?:between|from|somewhere between) )?(?P<low>{NUMBER}) ?(?:%|per ?cent|percent)?(?: ?(?:to|and|-|–|or) ?)(?P<high>{NUMBER}) ?(?:%|per ?cent\b|percent\b)",
    re.IGNORECASE,
)
_WIDEST = 0.2


def _range(text: Sieved) -> Quantity | None:
    for m in text.each(_RANGE):
        low, high = number(m["low"]), number(m["high"])
        if low is not None and high is not None and 0 < high - low <= 100 * _WIDEST and high <= 100:
            return Quantity(round((low + high) / 200, 3), "about", m.start(), m.end())
    return None


def share(text: str) -> Quantity | None:
    """Return the first share named in a text.

    Examples
    --------
    >>> share("in more than two thirds of votes")
    Quantity(value=0.667, comparator='more than', start=3, end=23)
    """
    sieved = Sieved(text)
    best: Quantity | None = _range(sieved)
    if best is not None:
        return best
    for m in sieved.each(_SHARE):
        value = _value(m)
        if value is not None and 0 <= value <= 1:
            best = _bounded(text, Quantity(round(value, 3), comparator_of(m["cmp"]), m.start(), m.end()))
            break
    for pattern, value, comparator in _VAGUE:
        v = sieved.search(pattern)
        if v and re.match(r" (?:important|powerful|of the (?:day|year))", text[v.end() :]):
            continue
        if v and (best is None or v.start() < best.start):
            best = Quantity(value, comparator, v.start(), v.end())
    return best


#: "A quarter or more", "40% at most": what follows the quantity makes it a bound.
_OR_MORE = re.compile(
    r",? (?:or|and) (?:more|over|higher|better|above|up)\b|,? at (?:the )?(?:very )?least\b", re.IGNORECASE
)
_OR_LESS = re.compile(
    r",? or (?:less|fewer|lower|under|below)\b|,? at (?:the )?(?:very )?most\b", re.IGNORECASE
)


def _bounded(text: str, found: Quantity) -> Quantity:
    for pattern, comparator in ((_OR_MORE, "at least"), (_OR_LESS, "at most")):
        after = pattern.match(text, found.end)
        if after and found.comparator == "about":
            return Quantity(found.value, cast(Comparator, comparator), found.start, after.end())
    return found


def _value(m: re.Match[str]) -> float | None:
    if m["pct"]:
        value = number(m["pct"])
        return None if value is None else value / 100
    if m["num"]:
        top, bottom = number(m["num"]), number(m["den"])
        if top is None or not bottom or top > bottom:
            return None
        return top / bottom
    words = re.split(r"[- ]", m["frac"].lower())
    bottom_word = words[-1].rstrip("s")
    top = number(words[0]) if len(words) > 1 else 1.0
    return (top or 1.0) / _DENOMINATORS["half" if bottom_word == "half" else bottom_word]


def comparator_of(words: str | None) -> Comparator:
    """Return the comparison that words before a number make; "about" where there are none."""
    if not words:
        return "about"
    for pattern, comparator in _COMPARE:
        if re.fullmatch(pattern, words, re.IGNORECASE):
            return comparator
    return "about"


_PARTS_OF_THE_WORLD = (
    r"(?:(?:South|North|East|West|Central|Southeast|South-East|Sub-Saharan|sub-Saharan|Latin|Eastern|Western|Northern|Southern)[- ]?)*"
    r"(?:Asia|Europe|Africa|America|the Americas|the (?:Western Hemisphere|Middle East|region|Arab world|Muslim world|Islamic world|Gulf|Pacific|Caribbean|Balkans|Caucasus|Baltic|continent|developing world|Global South|neighbou?rhood|hemisphere|Levant|Maghreb|Sahel|Horn)|Oceania)"
)
_REGION = re.compile(
    rf",? (?:in|within|among|across|of|on) (?:all of |the whole of |the rest of )?(?P<where>{_PARTS_OF_THE_WORLD})\b"
)
_THAN_REGION = re.compile(
    rf"\bthan (?:from |to |with )?(?:all (?:of )?|the whole of |the rest of )?{_PARTS_OF_THE_WORLD}\b"
)
#: Regions whose states are known, by the names that ranks within them have.
_KNOWN = {
    "the Western Hemisphere": "Americas",
    "the Americas": "Americas",
    "Latin America": "Latin America",
    "South America": "South America",
    "the Caribbean": "Caribbean",
    "Europe": "Europe",
    "Africa": "Africa",
    "the Middle East": "Middle East",
    "Asia": "Asia",
    "the Gulf": "GCC",
    "the Arab world": "Arab League",
}


def regional(text: str) -> bool:
    """Say whether a rank is one within a region only, which no ranking of all partners answers.

    Examples
    --------
    >>> regional(" in Asia in 2012"), regional(" in 2012")
    (True, False)
    """
    return _REGION.match(text) is not None or _THAN_REGION.search(text) is not None


def region(text: str) -> str | None:
    """Return the region, or group, within which a rank is one, if its states are known.

    Examples
    --------
    >>> region(" in Africa in 2012"), region(" in Central Asia"), region(" in 2012")
    ('Africa', None, None)
    """
    found = _REGION.match(text)
    return _KNOWN.get(found["where"]) if found else None


_OFTEN_WORDS: tuple[tuple[str, float, Comparator], ...] = (
    (r"all but (?:an? )?(?:handful|few|couple)", 0.9, "at least"),
    (
        r"(?:almost|nearly|virtually|practically) (?:always|every time)|overwhelmingly|(?:the )?vast majority",
        0.8,
        "at least",
    ),
    (r"(?:almost|virtually|practically|hardly|scarcely) (?:never|ever)", 0.1, "less than"),
    (r"(?:in )?(?:almost|nearly|virtually) (?:all|every)", 0.8, "at least"),
    (
        r"(?:in |on )?every (?:second|other) (?:one|time|vote|ballot|roll[- ]call|division|resolution)",
        0.5,
        "about",
    ),
    (r"in (?:all|every)", 0.95, "at least"),
    (
        r"most of the time|more (?:[\w⟨⟩‹›]+ ){0,3}than not|more often than not|(?:in|on) (?:most|the majority of)|usually|mostly|generally|normally|typically|often|frequently|regularly|routinely|consistently|tends? to|a majority",
        0.5,
        "more than",
    ),
    (r"rarely|seldom|infrequently|not often|occasionally", 0.25, "less than"),
    (r"always|invariably|in lockstep|without exception|every time", 0.95, "at least"),
    (r"never", 0.05, "less than"),
)


_OFTEN = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), value, comparator)
    for words, value, comparator in _OFTEN_WORDS
)


def in_figures(text: str) -> bool:
    """Say whether a text names a share in figures or as a fraction.

    Examples
    --------
    >>> in_figures("on more than a tenth of votes"), in_figures("almost never")
    (True, False)
    """
    return _SHARE.search(text) is not None


def frequency(text: str) -> Quantity | None:
    """Return how often something happens, in figures or in words.

    Examples
    --------
    >>> frequency("rarely votes with")
    Quantity(value=0.25, comparator='less than', start=0, end=6)
    """
    exact = _SHARE.search(text)
    if exact is not None:
        found = share(text)
        if found is not None:
            return found
    sieved = Sieved(text)
    for pattern, value, comparator in _OFTEN:
        m = sieved.search(pattern)
        if m:
            return Quantity(value, comparator, m.start(), m.end())
    return None


_FACTORS: tuple[tuple[str, float], ...] = (
    (r"quintupl(?:ed|es|ing|e)", 5.0),
    (r"quadrupl(?:ed|es|ing|e)", 4.0),
    (r"tripl(?:ed|es|ing|e)|trebl(?:ed|es|ing|e)", 3.0),
    (r"doubl(?:ed|es|ing|e)", 2.0),
    (r"halv(?:ed|es|ing|e)", 0.5),
)
_TIMES = re.compile(
    rf"(?P<n>{NUMBER})(?:[- ]?fold\b|[- ]times\b)|by a factor of (?P<f>{NUMBER})", re.IGNORECASE
)
#: "a threefold increase", "more than twice as high as".
_FOLD = re.compile(
    rf"(?:{_PREFIX} )?(?:(?P<n>{NUMBER})[- ]?fold (?:\w+ )?(?:increase|rise|growth|jump|expansion|decrease|decline|fall|drop|reduction)|(?:(?P<m>twice|double)|(?P<n2>{NUMBER}) times) (?:as (?:high|large|big|great|much)|higher|larger|bigger|greater|what it (?:was|had been)))",
    re.IGNORECASE,
)
_UP = r"grow(?:n|s|ing)?|grew|ris(?:e|es|en|ing)|rose|increas(?:e|es|ed|ing)|climb(?:ed|s|ing)?|jump(?:ed|s)?|surg(?:ed|es|e)|soar(?:ed|s)?|expand(?:ed|s)?|boom(?:ed|s)?|gone up|went up|picked up|swell(?:ed)?|swollen|risen|multipl(?:y|ied|ies)|balloon(?:ed|s)?|mushroom(?:ed|s)?|(?:sky)?rocket(?:ed|s)?|shot up"
_DOWN = r"fall(?:en|s|ing)?|fell|declin(?:e|es|ed|ing)|drop(?:ped|s)?|decreas(?:e|es|ed)|shr(?:ank|unk|ink|inks)|plung(?:ed|es|e)|plummet(?:ed|s)?|collaps(?:ed|es|e)|contract(?:ed|s)?|slump(?:ed|s)?|gone down|went down|dwindl(?:ed|es)|tumbled"
_BY = re.compile(
    rf"by (?:{_PREFIX} )?(?:{_PERCENT}|{_FRACTION}\b)|(?:{_PREFIX.replace('cmp', 'cmq')} )?(?P<pct2>{NUMBER}) ?(?:%|per ?cent\b|percent\b)",
    re.IGNORECASE,
)
UP_OR_DOWN = rf"\b(?:{_UP}|{_DOWN}|{'|'.join(p for p, _ in _FACTORS)})\b"


def factor(text: str) -> Quantity | None:
    """Return the factor by which something grew: 2 for "doubled", 1.5 for "rose by half".

    Plain "grew" is more than 1, plain "fell" less than 1.

    Examples
    --------
    >>> factor("more than doubled")
    Quantity(value=2.0, comparator='more than', start=0, end=17)
    >>> factor("fell by 20%").value
    0.8
    """
    fold = _FOLD.search(text)
    if fold:
        value_of = number(fold["n"] or fold["n2"]) if fold["n"] or fold["n2"] else 2.0
        if value_of and value_of > 1:
            up_again = not re.search(
                r"decrease|decline|fall|drop|reduction|lower|smaller|less", fold.group(0)
            )
            value_of = value_of if up_again else round(1 / value_of, 4)
            return Quantity(value_of, comparator_of(fold["cmp"]), fold.start(), fold.end())
    for words, value in _FACTORS:
        m = re.search(rf"(?:{_PREFIX} )?\b(?:{words})\b", text, re.IGNORECASE)
        if m:
            comparator = comparator_of(m["cmp"])
            if value < 1:
                comparator = _TURNED.get(comparator, comparator)  # more than halved: to less than half
            return Quantity(value, comparator, m.start(), m.end())
    up, down = (
        re.search(rf"\b(?:{_UP})\b", text, re.IGNORECASE),
        re.search(rf"\b(?:{_DOWN})\b", text, re.IGNORECASE),
    )
    moved = up or down
    if moved is None:
        return None
    times = _TIMES.search(text, moved.end())
    if times and up:
        value_of = number(times["n"] or times["f"])
        if value_of:
            said = re.search(rf"{_PREFIX} $", text[: times.start()], re.IGNORECASE)
            return Quantity(
                value_of, comparator_of(said["cmp"] if said else None), moved.start(), times.end()
            )
    by = _BY.search(text, moved.end())
    if by and by.start() - moved.end() < 25:
        step = (number(by["pct2"]) or 0) / 100 if by["pct2"] else _step(by)
        if step:
            comparator = comparator_of(by["cmq"] if by["pct2"] else by["cmp"])
            if not up:
                comparator = _TURNED.get(comparator, comparator)  # down by more than 80% is to less than 20%
            return Quantity(round(1 + step if up else 1 - step, 4), comparator, moved.start(), by.end())
    return Quantity(1.0, "more than" if up else "less than", moved.start(), moved.end())


_TURNED: dict[Comparator, Comparator] = {
    "more than": "less than",
    "less than": "more than",
    "at least": "at most",
    "at most": "at least",
}


def _step(m: re.Match[str]) -> float:
    if m["pct"]:
        return (number(m["pct"]) or 0) / 100
    words = re.split(r"[- ]", m["frac"].lower())
    bottom = words[-1].rstrip("s")
    top = number(words[0]) if len(words) > 1 else 1.0
    return (top or 1.0) / _DENOMINATORS["half" if bottom == "half" else bottom]
