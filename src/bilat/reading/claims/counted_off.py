"""Parts of a sentence that are counted off: ranks, years, and how each of several states voted (see `ellipsis`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat.reading.claims.actors import Slot
from bilat.reading.claims.pieces import ACTOR, NEGATIVE, SUPERLATIVE, Found, Piece, as_said

__all__ = ["every_year", "only_more", "ranked", "rolled", "years"]

_NTH = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_RANKED = re.compile(
    rf"^(?P<s>{ACTOR}) (?P<v>[^.;]{{2,140}}?),? (?:and|with|while|but) (?P<x>{ACTOR}) (?:is |was |as )?(?:[⟨‹]\d{{1,3}}[⟩›](?:'s)? |the |a distant |only )?(?P<n>{_NTH})(?:[- ]{SUPERLATIVE}| place)?(?: one)?$"
)
_CHOICE = r"(?:voted (?:yes|no|for|against|in favou?r)|abstained|was (?:for|against|in favou?r)|for|against|in favou?r|said (?:yes|no))(?: it)?"
_ROLL = re.compile(
    rf"^(?:On|In (?:the|a|its) (?:vote|ballot|division|roll call) on|Over) (?P<o>[^,⟨‹]+?),? (?P<list>{ACTOR} {_CHOICE}(?:(?:, and|, while|, but|,| and| while| but|;) {ACTOR} {_CHOICE})+)$"
)
_CHOSE = re.compile(rf"(?P<s>{ACTOR}) (?P<c>{_CHOICE})")
_EVERY_YEAR = re.compile(
    r"^(?P<v>.*?)(?P<t>\b(?P<in>[Ii]n) (?:every|each)(?: single)? year (?:from|between|of) (?P<a>\d{4})(?: to | and | through |[-–])(?P<b>\d{4}))(?P<rest>.*)$"
)
#: "Only A trades more with B than C": A comes first, and C second.
_ONLY_MORE = re.compile(
    rf"^(?P<lead>(?:In|Between|From|During) [^⟨‹,]{{2,40}},? )?(?:[Oo]nly|[Jj]ust) (?P<x>{ACTOR}) (?P<v>[^⟨‹;]{{2,40}}? more [^;]*? than )(?P<a>{ACTOR})(?: (?:did|does|has))?(?P<rest>[^⟨‹;]*)$"
)
_YEARS = re.compile(
    r"^(?P<v>(?:In )?[^;]+?)(?P<in> (?:in|during)) (?P<years>\d{4}(?:,(?: again)?(?: in| during)? \d{4})*,? and(?: again)?(?: in| during)? \d{4})(?P<rest>[^;]*)$"
)


def ranked(text: str, _slots: Sequence[Slot]) -> Found:
    """Read "A is B's largest supplier, and C its second-largest"."""
    m = _RANKED.match(text)
    best = re.search(rf"\b{SUPERLATIVE}\b", m["v"]) if m else None
    if m is None or best is None:
        return []
    at = m.start("v") + best.start()
    first: list[Piece] = [(0, m.end("v"))]
    return as_said(first, [m.span("x"), (m.end("s"), at), m.span("n"), "-", (at, m.end("v"))])


def rolled(text: str, _slots: Sequence[Slot]) -> Found:
    """Read "on X, A voted yes, B abstained and C voted no"."""
    m = _ROLL.match(text)
    if m is None:
        return []
    out: list[list[Piece]] = []
    for each in _CHOSE.finditer(text, m.start("list")):
        choice = each["c"].removesuffix(" it")
        said = " abstained on " if choice == "abstained" else " voted against " if re.search(r"\b(?:no|against)$", choice) else " voted for "  # fmt: skip
        out.append([each.span("s"), said, m.span("o")])
    return as_said(*out)


def years(text: str, _slots: Sequence[Slot]) -> Found:
    """Read "in 1965 and 1971"."""
    m = _YEARS.match(text)
    if m is None:
        return []
    out: list[list[Piece]] = []
    for year in re.finditer(r"\d{4}", m["years"]):
        start, end = (m.start("years") + at for at in year.span())
        out.append([m.span("v"), m.span("in"), " ", (start, end), m.span("rest")])
    return as_said(*out)


def every_year(text: str, _slots: Sequence[Slot]) -> Found:
    """Read "in every year from 2012 to 2018"."""
    m = _EVERY_YEAR.match(text)
    if m is None or not 0 < int(m["b"]) - int(m["a"]) < 16 or NEGATIVE.search(text):
        return []
    out: list[list[Piece]] = []
    for year in range(int(m["a"]), int(m["b"]) + 1):
        out.append([m.span("v"), m.span("in"), f" {year}", m.span("rest")])
    return as_said(*out)


def only_more(text: str, _slots: Sequence[Slot]) -> Found:
    """Read "only A trades more with B than C"."""
    m = _ONLY_MORE.match(text)
    if m is None:
        return []
    lead: list[Piece] = [m.span("lead")] if m["lead"] else []
    more: list[Piece] = [" ", m.span("v")]
    return as_said(
        [*lead, "No country", *more, m.span("x"), m.span("rest")],
        [*lead, "Just one country", *more, m.span("a"), m.span("rest")],
    )
