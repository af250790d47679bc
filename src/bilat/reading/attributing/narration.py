"""The article's own voice: what it says outside everything that it attributes, and acts that read like attributions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bilat.reading.quick import left_over
from bilat.types import Statement

if TYPE_CHECKING:
    from bilat.reading.attributing.attribution import Attribution
    from bilat.reading.parsing.nlp import Piece
    from bilat.reading.segment import Segmented

__all__ = ["is_act", "narration"]

Span = tuple[int, int]

_VERB = ("VERB", "AUX")
#: Doing by saying: what is announced, signed or claimed in a noun is done by its doer and told by the article.
_ACT = re.compile(
    r"\b(?:announc|declar|propos|support|unveil|launch|claim|pledg|promis|offer|threaten|demand|reject|sign|agree)\w*\b",
    re.IGNORECASE,
)


#: "Claim the islets that ...": land is claimed, whatever its relative clause says.
_CLAIMS_A_THING = re.compile(
    r"(?:also |both |still )?claim(?:s|ed)? (?:the |its |their |an? |some |all |most |parts? of )+(?:\w+ ){0,3}?(?:islands?|islets?|reefs?|shoals?|rocks|waters|territor\w+|land|seabed|province|region|peninsula|strip|valley|archipelago|sea)\b",
    re.IGNORECASE,
)

#: What the writer says of a source in passing: "Malaysia, which disputes islands with China, said ...".
_OF_SOURCE = re.compile(
    r"(?P<who>[^,]+), (?:which|who) (?P<told>(?!(?:the|an?|its|their|his|her|he|she|it|they|we|in|on|at) )[a-z][^;]+?),? *\Z"
)

#: "Turkey, a member of NATO since 1952, said ...": read whole, as a sentence without its "is".
_SOURCE_IS = re.compile(
    r"[^,]+, (?:then |now |once |still )?(?:an?|the|its|[A-Z][\w-]+['’]s) [^,;]*\b(?:members?|ally|allies|supplier|partner|customer|buyer|rival|signatory|neighbou?r)\b[^,;]*?(?=,? *\Z)"
)


def is_act(text: str, parsed: list[Piece], attribution: Attribution) -> bool:
    """Say whether an attribution tells of an act: "they announced a partnership", where no clause is said.

    As a statement it would be half a sentence; told by the article, it is an event with its doer.
    """
    start, end = attribution.cue[0]
    if not _ACT.search(text, start, end):
        return False
    if _CLAIMS_A_THING.match(text, start):
        return True
    for piece in parsed:
        for s, e in attribution.content:
            if s >= piece.offset + len(piece.text) or e <= piece.offset:
                continue
            for token in piece.doc:
                if s <= piece.offset + token.idx < e and token.pos_ in _VERB:
                    return False
    return True


def narration(
    text: str, segmented: Segmented, parsed: list[Piece], spoken: list[Attribution]
) -> list[Statement]:
    """Return what the article says in its own voice: clauses outside every attributed content.

    Parameters
    ----------
    text, segmented, parsed
        The article, its sentences, and those that were parsed.
    spoken
        Attributions that are statements of others.
    """
    told = [of_source for a in spoken if (of_source := _of_source(text, a))]
    taken = _union(
        [span for a in spoken for part in (a.content, a.source, a.cue) for span in part]
        + [s.span for s in told]
    )
    out = told + [
        Statement(None, (), None, "narration", (span,), span, text[span[0] : span[1]], certainty=0.0)
        for start, end in _unparsed(segmented, parsed)
        for span in left_over(text, start, end, taken)
    ]
    for piece in parsed:
        for sentence in piece.doc.sents:
            parts: list[list[int]] = []
            for token in sentence:
                at = piece.offset + token.idx
                if token.is_space or _inside(taken, at):
                    parts.append([])
                    continue
                if not parts:
                    parts.append([])
                parts[-1].append(token.i)
            for part in parts:
                tokens = [piece.doc[i] for i in part]
                words = [t for t in tokens if t.is_alpha]
                if len(words) < 2 or not any(t.pos_ in _VERB for t in tokens):
                    continue
                while tokens and (
                    (tokens[0].is_punct and tokens[0].text not in "“\"'‘(") or tokens[0].dep_ == "cc"
                ):
                    tokens = tokens[1:]
                while tokens and (
                    tokens[-1].text in (",", ";", ":", ".", "—", "–") or tokens[-1].dep_ == "cc"
                ):
                    tokens = tokens[:-1]
                if len(tokens) < 2:
                    continue
                span = piece.span(tokens)
                out.append(
                    Statement(
                        None, (), None, "narration", (span,), span, text[span[0] : span[1]], certainty=0.0
                    )
                )
    return out


def _of_source(text: str, attribution: Attribution) -> Statement | None:
    """Return what a relative clause says of a source, up to its end or the cue, with the source as its subject."""
    if not attribution.source:
        return None
    start, end = attribution.source[0]
    cue = attribution.cue[0][0]
    said = any(end <= s < cue for s, _ in attribution.content)
    stop = cue if end <= cue and not said else end
    m = _SOURCE_IS.match(text, start, stop)
    if m is not None:
        return Statement(None, (), None, "narration", (m.span(),), m.span(), m[0], certainty=0.0)
    m = _OF_SOURCE.fullmatch(text, start, stop)
    if m is None:
        return None
    content = (m.span("who"), m.span("told"))
    whole = f"{m['who']} … {m['told']}"
    return Statement(None, (), None, "narration", content, (start, m.end("told")), whole, certainty=0.0)


def _unparsed(segmented: Segmented, parsed: list[Piece]) -> list[Span]:
    """Return the sentences outside every parsed piece."""
    held = [(piece.offset, piece.offset + len(piece.text)) for piece in parsed]
    return [sentence for sentence in segmented.sentences if not _inside(held, sentence[0])]


def _union(spans: Sequence[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _inside(union: list[Span], at: int) -> bool:
    i = bisect_right(union, at, key=lambda span: span[0]) - 1
    return i >= 0 and at < union[i][1]
