"""Paragraphs, quotations and sentences of a text, as character spans. No model: rules, linear time.

A full stop inside a quotation ends a sentence for the parser, but not the statement: a quotation keeps all its
sentences together (see `bilat.reading.attributing.attribution`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from bilat.reading.pages.dateline import DATELINE

__all__ = ["ABBREVIATIONS", "OPENING_WORDS", "Quote", "Segmented", "segment"]

Span = tuple[int, int]

#: A sentence longer than this is cut at a space: no writer means it, and the parser's time is bounded.
_LONGEST_SENTENCE = 2_000


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ABBREVIATIONS = _words("""mr mrs ms dr prof gen lt col maj capt sgt adm cmdr brig rev hon sen rep gov pres amb min st sr jr messrs
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun vs etc inc ltd co corp bros no nos
    art arts sec vol pp p ed eds fig dept univ assn govt intl approx est al cf e.g i.e ave blvd rd ft mt
    u.s u.k u.n e.u u.s.s.r u.s.a u.a.e d.c p.m a.m n.y p.r.c r.o.c""")
#: Abbreviations that can close a sentence; they do when the next word usually opens one.
_MAY_END = _words("u.s u.k u.n e.u u.s.s.r u.s.a u.a.e d.c p.m a.m inc ltd co corp etc jr sr n.y")
OPENING_WORDS = _words("""the a an in on at it its he she they we i you this that these those but and or so yet for as if when while
    however after before since although though there here his her their our my by with from to not no what who
    why how both some many most one two last according meanwhile still also now then""")
_BOUNDARY = re.compile(r"(?:[.!?]+|…)(?:['’]?[\"”’»)\]]|''|'(?!\w))*(?=\s)|\n\s*\n")
#: The hour before an entry of a running report: "17:42 — The result is in", "5.42pm GMT: ...".
_STAMP = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?\s*(?:—|–|-|:|\|)\s+(?=[A-Z“\"])")
_WORD_BEFORE = re.compile(r"([\w.&-]+)\.$")
_OPENING = "([{—–-/“‘«\"'"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: marks included in ``span``; several spans when it runs over paragraphs.

    ``closed`` is false when no closing mark was found; the quotation then ends with its paragraph.
    """

    spans: tuple[Span, ...]
    closed: bool = True

    @property
    def start(self) -> int:
        """Offset of the opening mark."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Offset after the last mark."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class Segmented:
    """The structure of a text: every span lies in it; sentences do not overlap and are in order."""

    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    quotes: tuple[Quote, ...]
    #: Spans of datelines such as "KYIV, March 2 (Reuters) —", which belong to no sentence.
    datelines: tuple[Span, ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False, compare=False)
    _openings: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def sentence_at(self, offset: int) -> int | None:
        """Return the index of the sentence that holds `offset`."""
        i = bisect_right(self._starts, offset) - 1
        return i if i >= 0 and offset < self.sentences[i][1] else None

    def paragraph_at(self, offset: int) -> int | None:
        """Return the index of the paragraph that holds `offset`."""
        i = bisect_right(self._openings, offset) - 1
        return i if i >= 0 and offset < self.paragraphs[i][1] else None


def segment(text: str) -> Segmented:
    """Split `text` into paragraphs, quotations and sentences.

    Examples
    --------
    >>> text = '“It is near. It is not here,” he said. She left.'
    >>> [text[s:e] for s, e in segment(text).sentences]
    ['“It is near.', 'It is not here,” he said.', 'She left.']
    >>> [text[q.start:q.end] for q in segment(text).quotes]
    ['“It is near. It is not here,”']
    """
    paragraphs = tuple(
        (m.start() + len(m.group()) - len(m.group().lstrip()), m.start() + len(m.group().rstrip()))
        for m in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+", text)
        if m.group().strip()
    )
    sentences: list[Span] = []
    datelines: list[Span] = []
    for start, end in paragraphs:
        dateline = DATELINE.match(text, start, end) or _STAMP.match(text, start, end)
        if dateline and dateline.end() < end:
            datelines.append((start, dateline.end()))
            start = dateline.end()
        sentences += _sentences(text, start, end)
    return Segmented(
        paragraphs,
        tuple(sentences),
        _quotes(text, paragraphs),
        tuple(datelines),
        tuple(s for s, _ in sentences),
        tuple(s for s, _ in paragraphs),
    )


def _sentences(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    begin = start
    for match in _BOUNDARY.finditer(text, start, end):
        stop = match.end()
        if stop >= end or not _ends(text, match.start(), stop, end):
            continue
        found += _bounded(text, begin, stop)
        begin = stop
    found += _bounded(text, begin, end)
    return found


def _bounded(text: str, start: int, end: int) -> list[Span]:
    """Trim the span, and cut it at spaces if it is too long to be a sentence."""
    out: list[Span] = []
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        stop = end
        if end - start > _LONGEST_SENTENCE:
            cut = text.rfind(" ", start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
            stop = cut if cut > start else start + _LONGEST_SENTENCE
        last = stop
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            out.append((start, last))
        start = stop
    return out


def _ends(text: str, at: int, stop: int, end: int) -> bool:
    """Say whether the mark at `at` (with its closing marks up to `stop`) ends a sentence."""
    following = text[stop : min(end, stop + 40)].lstrip()
    if not following:
        return True
    first = following[0]
    opened = following.lstrip(_OPENING + " ")
    after = opened[0] if opened else ""
    if first.islower() or (after.islower() and first not in "\"“‘'"):
        return False
    if text[at] != ".":
        # "?" or "!" inside a quotation, then "he asked": the sentence goes on.
        return not first.islower()
    word = _WORD_BEFORE.search(text[max(0, at - 24) : at + 1])
    if word and stop == at + 1:
        lower = word.group(1).lower().rstrip(".")
        next_word = re.match(r"[\w'’]+", opened)
        opens = bool(next_word) and next_word is not None and next_word.group().lower() in OPENING_WORDS
        if lower in _MAY_END:
            return opens or first in '“"‘'
        if lower in ABBREVIATIONS:
            return lower == "no" and not (after.isdigit())
        if len(lower) == 1 and lower.isalpha() and lower != "i":
            return opens  # an initial, as in "J. Smith"
    return True


# ------------------------------------------------------------------------------------------- quotations


def _quotes(text: str, paragraphs: tuple[Span, ...]) -> tuple[Quote, ...]:
    """Pair quotation marks paragraph by paragraph; an open quotation goes on when the next one opens again."""
    found: list[Quote] = []
    running: list[Span] = []
    for start, end in paragraphs:
        spans, open_at = _paragraph_quotes(text, start, end)
        if running:
            first = spans[0][0] if spans else open_at
            if first == start:
                if spans:
                    found.append(Quote((*running, spans[0])))
                    spans = spans[1:]
                    running = []
                else:
                    running.append((start, end))
                    continue
            else:
                found.append(Quote(tuple(running), closed=False))
                running = []
        found += [Quote((s,)) for s in spans]
        if open_at is not None:
            running = [(open_at, end)]
    if running:
        found.append(Quote(tuple(running), closed=False))
    return tuple(sorted(found, key=lambda q: q.start))


# Each way begins with its mark, so that what is none is passed over quickly.
_MARKS = re.compile(r"“|”|\"|«|»|''|``|‘(?=\w)|’(?<=[.,!?…\w]’)(?!\w)|'(?<!\w')(?=\w)|'(?<=[.,!?…]')(?!\w)")


def _paragraph_quotes(text: str, start: int, end: int) -> tuple[list[Span], int | None]:
    """Return the closed quotations of one paragraph and the offset of one left open.

    Single marks count only outside double ones and only when they close after punctuation: an apostrophe
    never does.
    """
    spans: list[Span] = []
    open_at: int | None = None
    single: int | None = None
    for match in _MARKS.finditer(text, start, end):
        mark, at, stop = match.group(), match.start(), match.end()
        if mark in ("‘", "'") and open_at is None and single is None and _opens(text, at, stop, start):
            single = at
            continue
        if mark in ("’", "'"):
            if single is not None and open_at is None and text[at - 1] in ".,!?…" and at - single > 3:
                spans.append((single, stop))
                single = None
            continue
        if mark == "‘":
            continue
        opening = mark in ("“", "«", "``") or (mark in ('"', "''") and _opens(text, at, stop, start))
        if open_at is None:
            if opening:
                open_at = at
                single = None
        elif mark in ("”", "»", '"', "''") and not (opening and mark == "“"):
            # A straight mark closes whatever its spacing, so that one stray mark costs one quotation.
            spans.append((open_at, stop))
            open_at = None
    return spans, open_at


def _opens(text: str, at: int, stop: int, start: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[stop] if stop < len(text) else " "
    return (before.isspace() or before in "([{—–-/“‘") and not after.isspace()
