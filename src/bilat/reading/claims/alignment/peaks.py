"""A year that stands out among others: "more often in 1951 than in any other year of the 1950s", "peaked in 1986"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bilat.propositions import ClosenessSuperlative
from bilat.reading.claims.alignment.comparison import dimension_of
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find"]

_GATE = re.compile(r"\d{4}")
_Y = r"(?P<y>(?:19|20)\d\d)"
_WITH = r"(?:(?:with|like|alongside|the same way as) {A:b}|together|alike|the same way)"
_OFTEN = r"(?: often| frequently| closely)?"
_ANY = r"than (?:in|at|during) (?:any|all|every|the rest)\b"
_NEAR = r"(?:closer|nearer|warmer|friendlier|better|more (?:closely )?(?:aligned|friendly))"
_FAR = (
    r"(?:farther|further|more distant|more hostile|worse|colder|less (?:closely )?(?:close|aligned|friendly))"
)
_SIDE = r"(?: apart| together| away)?(?: (?:to|with|from|of) {A:b}| (?:to|from) each other)?"
_THEY = r"(?:[⟨‹]\d{1,3}[⟩›] |they |it |the two |the pair )?(?:were |was |had been |did )?"
_CLOSE = r"(?P<deg>closest|nearest|warmest|most friendly|friendliest|most aligned|best|strongest)"
_APART = r"(?P<deg>farthest|furthest|most distant|most hostile|coldest|worst|least close|lowest)"

#: Patterns that begin at a verb; ``deg`` says which end of the scale, ``y`` the year.
_VERBS: tuple[str, ...] = (
    rf"<vote|side|agree|concur>(?: \w+ly)? {_WITH} (?P<deg>more|less){_OFTEN} in {_Y} {_ANY}",
    rf"<vote|side|agree|concur>(?: \w+ly)? (?P<deg>more|less){_OFTEN} {_WITH} in {_Y} {_ANY}",
    rf"<vote|side|agree|concur>(?: \w+ly)? (?:the )?(?P<deg>most|least){_OFTEN} {_WITH} in {_Y}",
    rf"<vote|side|agree|concur>(?: \w+ly)? {_WITH} (?:the )?(?P<deg>most|least){_OFTEN} in {_Y}",
    rf"<agree|concur>(?: \w+ly)? (?:the )?(?P<deg>most|least){_OFTEN} in {_Y}",
    rf"<disagree|differ>(?: with {{A:b}})? (?P<deg>more|less|most|least){_OFTEN} in {_Y}(?= {_ANY}|[.,;]|$)",
    rf"<be|stand|draw|come|vote>(?: \w+ly| much)* (?P<deg>{_NEAR}|{_FAR}){_SIDE} in {_Y} {_ANY}",
    rf"<be|stand|come>(?P<never>) (?P<deg>{_NEAR}|{_FAR}){_SIDE} than {_THEY}in {_Y}",
    rf"<be|stand|come> {_CLOSE}{_SIDE} in {_Y}",
    rf"<be|stand|come> {_APART}{_SIDE} in {_Y}",
)
#: "It was in 1988 that Iran voted least often with ...".
_CLEFT = re.compile(
    rf"\b(?:it was (?:only )?in |the year |that was )?{_Y} (?:that|when|in which|was when|(?:was|is|stands out as) the (?:one |only )?year (?:when|in which|that))\b",
    re.IGNORECASE,
)
_CLEFT_VERBS: tuple[str, ...] = (
    rf"<vote|side|agree|concur>(?: \w+ly)? (?:the )?(?P<deg>most|least){_OFTEN} {_WITH}",
    rf"<vote|side|agree|concur>(?: \w+ly)? {_WITH} (?:the )?(?P<deg>most|least){_OFTEN}",
    rf"<agree|concur>(?: \w+ly)? (?:the )?(?P<deg>most|least){_OFTEN}",
    rf"<be|stand|come> {_CLOSE}{_SIDE}",
    rf"<be|stand|come> {_APART}{_SIDE}",
)
#: "1946 was the year of least agreement between A and B".
_OF_LEAST = (
    rf"\b{_Y} (?:was|is|stands out as|went down as|remains|marked|brought|saw) (?:the )?(?:(?:year|time|moment) of )?(?:the |their |‹\d+› )?(?P<deg>least|most|lowest|highest|closest|greatest|strongest|weakest) (?:UN |voting )?(?:agreement|coincidence|likeness|similarity|alignment)(?: of votes)? (?:between|of) {{A:a}}",
    rf"(?:the )?(?:year|time) of (?:the )?(?P<deg>least|most|lowest|highest|closest|greatest|strongest|weakest) (?:UN |voting )?(?:agreement|coincidence|likeness|similarity|alignment)(?: of votes)? (?:between|of) {{A:a}}[^.;⟨‹]{{0,50}}? (?:was|is|came in) {_Y}",
)
#: "2007 saw A vote least with B".
_SAW = rf"\b{_Y} (?:saw|found) {{A:a}} (?:vote|voting|side|siding|agree|agreeing) (?:the )?(?:(?P<deg>most|least){_OFTEN} {_WITH}|{_WITH.replace('{A:b}', '{A:c}')} (?:the )?(?P<dog>most|least))"
#: "In no year ... did A vote with B less often than in 2019".
_NO_YEAR: tuple[str, ...] = (
    rf"\bin no (?:other |single )?year\b[^;⟨‹]{{0,60}}? (?:did|has|had|have|was|were) {{A:a}} (?:ever )?(?:<vote|side|agree> {_WITH} (?P<deg>more|less){_OFTEN}|(?:<be|stand> )?(?P<way>{_NEAR}|{_FAR}){_SIDE.replace('{A:b}', '{A:c}')}) than in {_Y}",
    rf"\b(?:never|not once|at no (?:time|point)|on no occasion)\b[^;⟨‹]{{0,90}}? (?:did|has|had|have|was|were) {{A:a}} (?:ever )?(?:<vote|side|agree>(?: {_WITH})? (?P<deg>more|less){_OFTEN}|(?:<be|stand> )?(?P<way>{_NEAR}|{_FAR}){_SIDE.replace('{A:b}', '{A:c}')}) than in {_Y}",
    rf"\bin no (?:other |single )?year\b[^;⟨‹]{{0,60}}? (?:did|has|had|have) {{A:a}} (?:ever )?<vote|side|agree>(?: {_WITH})? (?:so|as) (?P<deg>much|often|frequently|closely|little|seldom|rarely|infrequently)(?P<way>(?!x)x)?(?P<c>(?!x)x)? as in {_Y}",
    rf"\b(?:never|not once|at no (?:time|point)|on no occasion)\b[^;⟨‹]{{0,90}}? (?:did|has|had|have) {{A:a}} (?:ever )?<vote|side|agree>(?: {_WITH})? (?:so|as) (?P<deg>much|often|frequently|closely|little|seldom|rarely|infrequently)(?P<way>(?!x)x)?(?P<c>(?!x)x)? as in {_Y}",
    rf"{{A:a}} (?:did|has|have|had) never(?: since)? (?:<vote|side|agree> {_WITH} (?P<deg>more|less){_OFTEN}|(?P<way>(?!x)x)(?P<c>\b)) than in {_Y}",
)
_TIE = r"(?:voting (?:agreement|alignment|coincidence|similarity)|agreement|coincidence|closeness|alignment|relations|ties|the relationship|friendship|rapport)"
_UP = r"(?:<peak|culminate|crest>|(?:<be|stand> at |<reach|hit|attain> )(?:its|their|an?|the|‹\d{1,3}›) (?:all-time |absolute )?(?:peak|high(?:est)?(?: (?:point|level))?|closest|maximum|zenith|best)(?: (?:point )?of (?:the|that) (?:decade|century))?|<be> (?:at its )?(?:highest|greatest|closest|strongest|warmest))"
_DOWN = r"(?:<bottom> out|(?:<be|stand> at |<reach|hit|touch|sink to|fall to> )(?:its|their|an?|the|‹\d{1,3}›) (?:all-time |absolute )?(?:low(?:est)?(?: (?:point|level|ebb))?|bottom|minimum|nadir|worst)(?: (?:point )?of (?:the|that) (?:decade|century))?|<be> (?:at its )?(?:lowest|weakest|coldest|worst))"
_ENDS: tuple[tuple[str, Literal["closest", "farthest"]], ...] = ((_UP, "closest"), (_DOWN, "farthest"))
_DEGREES: tuple[tuple[str, Literal["closest", "farthest"]], ...] = (
    ("most", "closest"),
    ("least", "farthest"),
)
_NOUNS: tuple[tuple[str, Literal["closest", "farthest"]], ...] = tuple(
    (rf"{lead}[^.;⟨‹]{{0,40}}? (?:{verb}) in {_Y}", direction)
    for verb, direction in _ENDS
    for lead in (
        rf"{_TIE} (?:between|of) {{A:a}}",
        rf"{{P:a}} (?:UN )?{_TIE} with {{A:b}}",
        rf"{{P:a}} {_TIE}",
    )
)

_NOUNS += tuple(
    (
        rf"{{P:a}} (?:UN )?votes\b[^.;⟨‹]{{0,40}}? (?:coincided|matched|agreed|overlapped)(?: \w+ly)? (?:the )?{deg}{_OFTEN} in {_Y}",
        direction,
    )
    for deg, direction in _DEGREES
)


def find(m: Marked) -> Iterator[Draft]:
    """Find a year said to be the closest, or the farthest apart, of a window."""
    if not m.search(_GATE) or not re.search(
        r"\bthan\b|\bas in \d|\bmost\b|\bleast\b|est\b|\bpeak|\bcrest|\bculminat|\bhigh|\blow|\bbottom|\bnadir|\bzenith|\bmaximum|\bminimum|\bbest\b|\bworst\b",
        m.text,
    ):
        return
    cleft = m.search(_CLEFT)
    for patterns, year_of in ((_VERBS, None), (_CLEFT_VERBS, cleft)):
        if patterns is _CLEFT_VERBS and cleft is None:
            continue
        for pattern in patterns:
            for hit in m.hits(pattern):
                match, group = hit.match, hit.group
                said = match.groupdict()
                if not group.real or group.subject is None or hit.negated != ("never" in said):
                    continue
                subject = m.subject(group)
                others = m.codes(said.get("b"), without=subject)
                if others and len(subject) == 1:
                    pair = (subject[0], others[0])
                elif len(subject) == 2 and not others:
                    pair = (subject[0], subject[1])
                else:
                    continue
                year = year_of or match
                word = match.group(0).lower()
                apart = re.match(r"disagree|differ", word) is not None
                far = _far(match["deg"]) != apart
                counted = re.match(r"(?:vot|sid|agree|concur|disagree|differ)", word) and not re.search(
                    rf"\b(?:{_NEAR}|{_FAR})\b", word
                )
                yield _draft(
                    m,
                    pair,
                    far,
                    int(year["y"]),
                    (year.start("y"), year.end("y")),
                    min(group.start, match.start()),
                    match.end(),
                    "votes" if counted else None,
                )
                return
    for pattern in _NO_YEAR:
        for match in m.finds(pattern):
            a = m.codes(match["a"])
            b = m.codes(match["b"] or match["c"], without=a)
            pair_ = (a[0], b[0]) if len(a) == 1 and b else a if len(a) == 2 and not b else ()
            if len(pair_) == 2:
                # "in no year less than in 2019": 2019 is the least of all.
                far = _far(match["deg"] or match["way"])
                dimension = "votes" if match["deg"] else None
                yield _draft(m, pair_, far, int(match["y"]), match.span("y"), *match.span(), dimension)
                return
    for pattern in _OF_LEAST:
        for match in m.finds(pattern):
            named = m.codes(match["a"])
            if len(named) == 2 and " not " not in m.text:
                far = match["deg"].lower() in ("least", "lowest", "weakest")
                yield _draft(m, named, far, int(match["y"]), match.span("y"), *match.span(), "votes")
                return
    for match in m.finds(_SAW):
        a = m.codes(match["a"])
        b = m.codes(match["b"] or match["c"], without=a)
        pair_ = (a[0], b[0]) if len(a) == 1 and b else a if len(a) == 2 and not b else ()
        if len(pair_) == 2:
            far = _far(match["deg"] or match["dog"])
            yield _draft(m, pair_, far, int(match["y"]), match.span("y"), *match.span(), "votes")
            return
    for pattern, direction in _NOUNS:
        for match in m.finds(pattern):
            a = m.codes(match["a"])
            b = m.codes(match.groupdict().get("b"), without=a)
            pair_ = (a[0], b[0]) if len(a) == 1 and b else a if len(a) == 2 and not b else ()
            if len(pair_) == 2 and not m.group(match.start()).modal and " not " not in match.group(0):
                words = match.group(0)
                dimension = (
                    "votes"
                    if re.search(r"\b(?:voting|votes|agreement|coincidence)\b", words, re.IGNORECASE)
                    else None
                )
                yield _draft(
                    m,
                    pair_,
                    direction == "farthest",
                    int(match["y"]),
                    match.span("y"),
                    *match.span(),
                    dimension,
                )
                return


def _far(word: str) -> bool:
    return (
        re.fullmatch(
            rf"less|least|little|seldom|rarely|infrequently|{_FAR}|{_APART.replace('?P<deg>', '?:')}",
            word,
            re.IGNORECASE,
        )
        is not None
    )


def _draft(
    m: Marked,
    pair: tuple[str, ...],
    far: bool,
    year: int,
    at: tuple[int, int],
    start: int,
    end: int,
    dimension: str | None,
) -> Draft:
    """Make the claim: the year it names against the window that the sentence names beside it, or all years."""
    beside = [
        w
        for w in m.windows
        if (w.end <= at[0] or w.start >= at[1]) and not w.ever and (w.since is None or w.since != w.until)
    ]
    since = next((w.since for w in beside if w.since is not None), None)
    until = next((w.until for w in beside if w.until is not None), None)
    reach = re.match(
        r",? (?:in|over|of) (?:the|all the) (?:whole|entire|full)? ?(?:period|time|years|stretch|span) (?:up )?(?:to|until) (?P<y>(?:19|20)\d\d)\b",
        m.text[end:],
    )
    if reach and until is None:
        until = int(reach["y"])
    of = re.search(r"\bof (?:the|that) (decade|century)\b", m.text[start : end + 30])
    if since is None and until is None and of:
        size = 10 if of[1] == "decade" else 100
        since, until = year // size * size, year // size * size + size - 1
    named: int | None = year
    if until is None and re.match(
        r"(?: (?:time|year|point|moment))?(?: since| before| in (?:all )?history)\b", m.text[end:]
    ):
        # "Closer in 2022 than at any time since independence": the years up to it, of which it is the last.
        named, until = None, year
    return Draft(
        ClosenessSuperlative(
            a=pair[0],
            b=pair[1],
            direction="farthest" if far else "closest",
            dimension=dimension or dimension_of(m.text[start:end]) or m.dimension,
            year=named,
            since=since,
            until=until,
        ),
        start,
        m.clause_end(end),
        f"{year} against the other years",
    )
