"""Who says what: attributed statements as source, cue and content spans."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from bilat.reading.attributing.candidates import Candidate, candidates, plainly_inverted
from bilat.reading.attributing.cues import ATTITUDE, SPEECH
from bilat.reading.models.encoder import Relation, encode, mode_of
from bilat.reading.models.linear import total
from bilat.reading.segment import Quote, Segmented, segment
from bilat.shown import Shown

if TYPE_CHECKING:
    from spacy.tokens import Token

    from bilat.reading.parsing.nlp import Piece

__all__ = [
    "PLAIN",
    "PLAINLY_SAID",
    "Attribution",
    "attributions",
    "attributions_in",
    "features",
    "is_speech",
    "quoted_tokens",
    "rated_candidates",
]

Span = tuple[int, int]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: What a newspaper calls its own: "The Latest: ..." says nothing of who speaks.
_SECTIONS = _words(
    """latest update updates report reports analysis opinion comment commentary editorial review preview video watch live breaking
    exclusive explainer factbox timeline interview profile feature email newsletter briefing roundup corrected correction"""
)
#: A shorter quotation is a word in marks; only a verb of speech makes it speech.
_SPOKEN = 20
#: Points of what needs no weighing: ", replied Hadrian Voss."
PLAIN = 9.0
#: Words that report speech and mean little else.
PLAINLY_SAID = frozenset({"say", "tell", "add", "note", "predict"})


@dataclass(frozen=True, slots=True)
class Attribution(Shown):
    """One attribution: character spans into the text given.

    Attributes
    ----------
    source, cue, content
        Lists of ``(start, end)``; source is empty when nobody is named ("it is said"); content has several
        spans when the reporting words interrupt it or a quotation goes on after them.
    speech
        Whether the source utters the content; false for beliefs, wishes and attitudes.
    frame
        How the content hangs on the cue: ``quote``, ``left``, ``ccomp``, ``according``, ``colon``, ...
    lemma
        The reporting word, in its base form.
    """

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    speech: bool = True
    frame: str = "ccomp"
    lemma: str = "say"
    #: Where the grammatical head of the source stands; ``None`` without a source.
    head: Span | None = field(default=None, compare=False)


def attributions(text: str, mode: str | None = None) -> list[Attribution]:
    """Return every attribution in `text`, in the order of their cues.

    Parameters
    ----------
    mode
        ``accurate`` uses the trained encoder, ``fast`` the rules alone; by default what `bilat.reading.models.encoder.mode_of`
        says.

    Examples
    --------
    >>> text = "India abstained, an official said."
    >>> found = attributions(text)[0]
    >>> [text[s:e] for s, e in found.content], [text[s:e] for s, e in found.source]
    (['India abstained'], ['an official'])
    """
    from bilat.reading.parsing.nlp import parse

    if not text.strip():
        return []
    segmented = segment(text)
    relations: list[Relation] | None = None
    if mode_of(mode) == "accurate":
        relations = [r for reading in encode(text, segmented) for r in reading.relations]
    return attributions_in(text, segmented, parse(text, segmented), relations)


def attributions_in(
    text: str, segmented: Segmented, parsed: list[Piece], relations: Iterable[Relation] | None = None
) -> list[Attribution]:
    """Return the attributions of a text that is already segmented and parsed.

    Parameters
    ----------
    relations
        What the trained encoder found; ``None`` for the rules alone.
    """
    if relations is not None:
        from bilat.reading.attributing.relations import attributions_of

        found = attributions_of(text, segmented, parsed, relations)
    else:
        found = _by_rules(parsed, segmented)
    found += _headline(text, segmented, found)
    found.sort(key=lambda a: (a.cue[0], a.content))
    return _with_quotations(text, segmented, found)


def _by_rules(parsed: Sequence[Piece], segmented: Segmented) -> list[Attribution]:
    return [a for a, points, _ in rated_candidates(parsed, segmented) if points > 0]


def rated_candidates(
    parsed: Sequence[Piece], segmented: Segmented
) -> Iterator[tuple[Attribution, float, int]]:
    """Yield every candidate of the grammar with its points (above 0: an attribution) and the place of its word."""
    for piece in parsed:
        quoted = quoted_tokens(piece, segmented)
        for sentence in piece.doc.sents:
            for candidate in candidates(sentence, quoted):
                if not candidate.content:
                    continue
                points = total("attribution", features(candidate, quoted))
                if _certain(candidate):
                    points = max(points, 0.5)
                if candidate.frame == "left" and plainly_inverted(candidate.head, sentence) is not None:
                    points = PLAIN
                yield _made(piece, candidate, quoted), points, piece.offset + candidate.head.idx


def quoted_tokens(piece: Piece, segmented: Segmented) -> frozenset[int]:
    """Return the indices of tokens inside quotation marks (marks included)."""
    end = piece.offset + len(piece.text)
    spans = [
        (s - piece.offset, e - piece.offset)
        for q in segmented.quotes
        for s, e in q.spans
        if e > piece.offset and s < end
    ]
    inside: set[int] = set()
    if not spans:
        return frozenset()
    at = 0
    for token in piece.doc:
        while at < len(spans) and spans[at][1] <= token.idx:
            at += 1
        if at < len(spans) and spans[at][0] <= token.idx < spans[at][1]:
            inside.add(token.i)
    return frozenset(inside)


def _certain(c: Candidate) -> bool:
    """Plain reports need no weights: "A said that B", "according to A"."""
    if c.frame == "according":
        return True
    return c.head.lemma_.lower() in PLAINLY_SAID and c.frame in (
        "quote",
        "left",
        "ccomp",
    )


def _made(piece: Piece, c: Candidate, quoted: frozenset[int]) -> Attribution:
    doc, base = piece.doc, piece.offset

    def chars(span: tuple[int, int]) -> Span:
        last = doc[span[1] - 1]
        return base + doc[span[0]].idx, base + last.idx + len(last)

    lemma = c.head.lemma_.lower()
    head = None
    if c.subject is not None:
        head = base + c.subject.idx, base + c.subject.idx + len(c.subject)
    content = sorted(_closed(piece.text, base, chars(s)) for s in c.content)
    return Attribution(
        [chars(c.source)] if c.source else [],
        [chars(c.cue)],
        content,
        is_speech(lemma, c.frame)
        and (c.frame != "quote" or lemma in SPEECH or _quotes(content, c.source is not None)),
        c.frame,
        lemma,
        head,
    )


def _quotes(content: Sequence[Span], sourced: bool) -> bool:
    """Say whether a quotation beside a verb that is not one of speech is long enough, and somebody's."""
    return sourced and sum(end - start for start, end in content) >= _SPOKEN


def is_speech(lemma: str, frame: str) -> bool:
    """Say whether the source utters the content, from the reporting word and how the content hangs on it."""
    if frame in ("according", "colon"):
        return True
    if lemma in ATTITUDE and frame != "quote":
        return False
    return frame in ("quote", "left", "ccomp", "acl") and (lemma in SPEECH or frame == "quote")


def _closed(text: str, base: int, span: Span) -> Span:
    """Take in the marks that close a quotation opened inside the span."""
    inside = text[span[0] - base : span[1] - base]
    end = span[1] - base
    for opening, closing in (("“", "”"), ("«", "»"), ('"', '"')):
        odd = inside.count('"') % 2 == 1 if opening == '"' else inside.count(opening) > inside.count(closing)
        if odd:
            at = text.find(closing, end, end + 3)
            if at >= 0 and not text[end:at].strip(".,?!’' "):
                return span[0], base + at + 1
    return span


# ------------------------------------------------------------------------------------- quotation marks


def _headline(text: str, segmented: Segmented, found: list[Attribution]) -> list[Attribution]:
    """Read "Kremlin: no troops at the border" where it opens the text."""
    if not segmented.sentences:
        return []
    start, end = segmented.sentences[0]
    at = text.find(": ", start, min(end, start + 60))
    if at < 0 or end - at < 12 or (len(segmented.paragraphs) > 1 and segmented.paragraphs[0][1] > end):
        return []
    name = text[start:at]
    words = name.split()
    if words and words[-1].lower() in _SECTIONS:
        return []
    if not 1 <= len(words) <= 5 or not all(w[0].isupper() or w in ("of", "the", "and") for w in words):
        return []
    if any(a.cue[0][0] < end and a.speech for a in found):
        return []
    content = (at + 2, end)
    return [Attribution([(start, at)], [(at, at + 1)], [content], True, "colon", ":", (start, at))]


def _with_quotations(text: str, segmented: Segmented, found: list[Attribution]) -> list[Attribution]:
    """Complete quotations: back to the opening mark, and on to sentences that follow in the same mouth.

    A quotation of several sentences is one statement: “A. B,” he said. “C.” has the content A, B, C.
    """
    out = list(found)
    starts = [q.start for q in segmented.quotes]
    ends = list(accumulate((q.end for q in segmented.quotes), max))
    spoken = [i for i, a in enumerate(out) if a.speech]
    owned: dict[int, int] = {}
    for i in spoken:
        content: list[Span] = []
        for start, end in out[i].content:
            first, last = bisect_left(ends, start + 1), bisect_left(starts, end)
            for k in range(first, last):
                quote = segmented.quotes[k]
                if quote.end - quote.start < 12:
                    continue
                if quote.start < start and end >= quote.end - 2 and out[i].frame in ("left", "quote"):
                    start = quote.start
                if (
                    end <= quote.end
                    and end > quote.spans[-1][0]
                    and start <= quote.start
                    and (out[i].frame != "ccomp" or quote.end - end <= 3)
                ):
                    end = quote.end
                if start <= quote.start and end >= quote.end:
                    owned.setdefault(k, i)
            content.append((start, end))
        out[i] = replace(out[i], content=_merged(content))
    voices: dict[int | None, set[str]] = {}
    for i in spoken:
        said = " ".join(text[a:b] for a, b in out[i].source).lower()
        voices.setdefault(segmented.paragraph_at(out[i].cue[0][0]), set()).add(said.split(",")[0])

    def one_voice(paragraph: int, speaker: int) -> bool:
        """Say whether nobody else speaks in the paragraph before one that is a single quotation."""
        return bool(out[speaker].source) and len(voices.get(paragraph, {""})) <= 1

    # `found` is sorted by cue, so the last speech before a quotation is found by bisection.
    cues = [out[i].cue[0][0] for i in spoken]
    owners = set(owned.values())
    reach: dict[int, int] = {}
    for k, quote in enumerate(segmented.quotes):
        if k in owned or quote.end - quote.start < 20 or not _opens_sentence(segmented, quote.start):
            continue
        before = bisect_left(cues, quote.start) - 1
        if before < 0:
            continue
        last = spoken[before]
        here, there = segmented.paragraph_at(quote.start), segmented.paragraph_at(cues[before])
        if here is None or there is None:
            continue
        there = reach.get(last, there)
        same = here == there and (last in owners or last in reach)
        if same or (here == there + 1 and _is_paragraph(segmented, here, quote) and one_voice(there, last)):
            out[last] = replace(out[last], content=_merged([*out[last].content, (quote.start, quote.end)]))
            reach[last] = here
    return out


def _is_paragraph(segmented: Segmented, number: int, quote: Quote) -> bool:
    start, end = segmented.paragraphs[number]
    return quote.start == start and quote.end >= end - 1


def _opens_sentence(segmented: Segmented, offset: int) -> bool:
    i = segmented.sentence_at(offset)
    return i is not None and segmented.sentences[i][0] == offset


def _merged(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


# -------------------------------------------------------------------------------------------- weights


def _guessed(subject: Token) -> str:
    """Return the kind of name a subject is where the parser looked for no names."""
    return "PERSON" if subject.pos_ == "PROPN" and not subject.doc.has_annotation("ENT_IOB") else "-"


def features(c: Candidate, quoted: frozenset[int]) -> list[str]:
    """Return the features that the weights are over."""
    head, subject = c.head, c.subject
    lemma, frame = head.lemma_.lower(), c.frame
    if subject is None:
        who = "none"
    elif subject.pos_ == "PRON":
        who = f"pron:{subject.lower_}"
    else:
        who = f"{subject.pos_}:{subject.ent_type_ or _guessed(subject)}"
    inside = head.i in quoted
    long = sum(e - s for s, e in c.content)
    return [
        "bias",
        f"l={lemma}",
        f"f={frame}",
        f"lf={lemma}|{frame}",
        f"w={who}",
        f"fw={frame}|{who}",
        f"t={head.tag_}",
        f"d={head.dep_}",
        f"df={head.dep_}|{frame}",
        f"ft={frame}|{head.tag_}",
        f"q={inside}",
        f"qf={inside}|{frame}",
        f"neg={any(x.dep_ == 'neg' for x in head.children)}",
        f"p={c.passive}|{c.source is not None}",
        f"i={c.inherited}|{frame}",
        f"n={min(5, int(math.log2(1 + long)))}|{frame}",
        f"s={subject.lemma_.lower()}" if subject is not None and subject.pos_ == "NOUN" else "s=-",
        f"prev={head.doc[head.i - 1].lower_}" if head.i else "prev=^",
        f"next={head.doc[head.i + 1].lower_}" if head.i + 1 < len(head.doc) else "next=$",
    ]
