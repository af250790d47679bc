"""How deliveries of arms of one stretch of years compare with those of another (`arms` with a factor)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat.propositions import Arms, Comparator
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.exchange.arms_parts import ARMS
from bilat.reading.claims.language import quantities
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["grown"]

_FLOW = r"(?:deliveries|exports|sales|shipments|transfers|supplies)"
_YEARS = r"(?:(?:in|of|during|over|for|between|from|with) )?(?:the years )?¤?(?P<{a}>(?:19|20)\d\d)(?:[-–]| (?:to|and|through) )(?P<{b}>(?:19|20)\d\d|\d\d)¤?"
_COMPARE = r"(?P<cmp>at least|no less than|not less than|more than|well over|over|at most|no more than|not more than|less than|under|well under|about|around|roughly|nearly|almost|some|only|just)"
_TIMES = r"(?P<n>twice|double|triple|half|(?:a|one|two) thirds?|(?:a|one|three) quarters?|(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) times)"
_BESIDE = re.compile(
    rf"^(?:,? {_YEARS.format(a='a', b='b')})?,? (?:was|were|came to|amounted to|stood at|reached)(?: worth)?"
    rf"(?:(?: {_COMPARE})? {_TIMES}(?: as (?:large|big|high|great|much|many)(?: as)?| the (?:level|volume|amount|size)(?: of)?)?(?: of)?| (?P<more>(?:\w+ly |far |much )?(?:larger|bigger|higher|greater|more) than)| (?P<less>(?:\w+ly |far |much )?(?:smaller|lower|less|fewer) than))"
    rf" (?:those|that|they were|they had been|the (?:level|volume|amount|figure))?,? ?{_YEARS.format(a='c', b='d')}"
)
_MOVED = re.compile(
    rf"^(?P<how>[^.;⟨]{{3,60}}?) (?:between|from) {_YEARS.format(a='c', b='d')} (?:and|to) (?:the years )?{_YEARS.format(a='a', b='b')}"
)
_OF = re.compile(rf"(?:^|[ ,]){_YEARS.format(a='a', b='b')},? (?:the )?$")
#: The same with the years in front: "Between 2011-2015 and 2016-2020, A's deliveries to B fell by half".
_LEAD = re.compile(
    rf"(?:[Bb]etween|[Ff]rom) {_YEARS.format(a='c', b='d')} (?:and|to) (?:the years )?{_YEARS.format(a='a', b='b')},? (?:the )?$"
)
_HOW = re.compile(r"^(?P<how>[^.;⟨]{3,60}?)(?=[.,;]|$)")
_WORDS = {"twice": 2.0, "double": 2.0, "triple": 3.0, "half": 0.5}
_MOST, _LEAST_YEARS = 30, 3


def grown(m: Marked) -> Iterator[Draft]:
    """Find "A's arms deliveries to B in 2012-2016 were less than half those in 2002-2006", "fell by half between".

    Single years are left out: deliveries are lumpy, and one year tells little of how they moved.
    """
    for pattern in (
        rf"{{P:a}} {ARMS} {_FLOW} to {{A:b}}",
        rf"{{P:a}} {_FLOW} of {ARMS} to {{A:b}}",
        rf"\b(?:the )?{_FLOW} of {ARMS} from {{A:a}} to {{A:b}}",
        rf"\b{ARMS} {_FLOW} (?:from|by) {{A:a}} to {{A:b}}",
        rf"{{P:b}} {ARMS} (?:imports|purchases) from {{A:a}}",
        rf"{{P:b}} (?:imports|purchases) of {ARMS} from {{A:a}}",
    ):
        for match in m.finds(pattern):
            rest = m.text[match.end() :]
            told = _BESIDE.match(rest)
            moved = None if told else _MOVED.match(rest)
            before = m.text[: match.start()]
            lead = None if told or moved else _LEAD.search(before)
            found = told or moved or lead
            how = moved or (_HOW.match(rest) if lead else None)
            if found is None or m.group(match.end() + 2).open:
                continue
            of = found if found["a"] else _OF.search(before)
            quantity = _beside(told) if told else _moved(how["how"]) if how else None
            if of is None or quantity is None:
                continue
            later, earlier = _stretch(of["a"], of["b"]), _stretch(found["c"], found["d"])
            supplier, recipient = m.one(match["a"]), m.one(match["b"])
            if (
                later is None
                or earlier is None
                or supplier is None
                or recipient is None
                or supplier == recipient
            ):
                continue
            factor, comparator, negated = quantity
            claim = Arms(
                supplier=supplier,
                recipients=(recipient,),
                relation="growth",
                factor=factor,
                comparator=comparator,
                beside=earlier,
                since=later[0],
                until=later[1],
                negated=negated,
            )
            end = match.end() + (told or moved or how or found).end()
            yield Draft(claim, match.start(), end, "arms of one time beside another")
            return


def _stretch(first: str, last: str) -> tuple[int, int] | None:
    low, high = int(first), int(last if len(last) == 4 else first[:2] + last)
    return (low, high) if _LEAST_YEARS - 1 <= high - low <= _MOST else None


def _beside(found: re.Match[str]) -> tuple[float, Comparator, bool] | None:
    if found["more"] or found["less"]:
        return 1.0, "more than" if found["more"] else "less than", False
    words = found["n"]
    value = _WORDS.get(words)
    if value is None:
        value = quantities.number(words.removesuffix(" times")) if words.endswith("times") else _part(words)
    said = found["cmp"] or ""
    return None if not value else (value, quantities.comparator_of(said), False)


def _part(words: str) -> float | None:
    upper, lower = words.replace("one ", "a ").split(" ", 1)
    return {"a": 1, "two": 2, "three": 3}[upper] / {"third": 3, "quarter": 4}[lower.rstrip("s")]


def _moved(how: str) -> tuple[float, Comparator, bool] | None:
    quantity = quantities.factor(how)
    if quantity is None or re.search(r"\bnot even\b", how):
        return None
    return quantity.value, quantity.comparator, bool(re.search(r"\b(?:not|never)\b", how))
