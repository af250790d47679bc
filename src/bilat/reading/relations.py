"""Attributions from what the trained encoder found, with the grammar's word on how they hang together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bilat.reading.attribution import Attribution, is_speech
from bilat.reading.certainty import head_of
from bilat.reading.encoder import Relation
from bilat.reading.segment import Segmented

if TYPE_CHECKING:
    from spacy.tokens import Token

    from bilat.reading.nlp import Piece

__all__ = ["attributions_of"]

Span = tuple[int, int]


def attributions_of(
    text: str, segmented: Segmented, parsed: Sequence[Piece], relations: Iterable[Relation]
) -> list[Attribution]:
    """Return the relations that have a content as attributions.

    Parameters
    ----------
    parsed
        The parse of the same text: it gives the base form of the cue and the head of the source.
    """
    offsets = [piece.offset for piece in parsed]
    out: list[Attribution] = []
    for relation in relations:
        content = sorted(c for c in (_trimmed(text, s) for s in relation.content) if c)
        if not content:
            continue
        at = bisect_right(offsets, relation.cue[0]) - 1
        piece = parsed[at] if at >= 0 else None
        lemma = _lemma(piece, relation.cue) or text[slice(*relation.cue)].lower()
        frame = _frame(text, segmented, relation.cue, content, lemma)
        source = sorted(s for s in (_trimmed(text, s) for s in relation.source) if s)
        head = _token(piece, source[0]) if source and piece is not None else None
        out.append(
            Attribution(
                source,
                [relation.cue],
                content,
                is_speech(lemma, frame),
                frame,
                lemma,
                (piece.offset + head.idx, piece.offset + head.idx + len(head))
                if head is not None and piece is not None
                else None,
            )
        )
    return out


def _trimmed(text: str, span: Span) -> Span | None:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _token(piece: Piece | None, span: Span) -> Token | None:
    if piece is None:
        return None
    return head_of(piece.doc, span[0] - piece.offset, span[1] - piece.offset)


def _lemma(piece: Piece | None, cue: Span) -> str | None:
    """Return the base form of the verb in a cue; of its head when there is no verb."""
    if piece is None:
        return None
    found = piece.doc.char_span(cue[0] - piece.offset, cue[1] - piece.offset, alignment_mode="expand")
    if found is None:
        return None
    verbs = [t for t in found if t.pos_ == "VERB"]
    if found.text.lower().startswith("according"):
        return "according"
    return (verbs[0] if verbs else found.root).lemma_.lower()


def _frame(text: str, segmented: Segmented, cue: Span, content: Sequence[Span], lemma: str) -> str:
    """Return how the content hangs on the cue, as the grammar names it."""
    if lemma == "according":
        return "according"
    if text[slice(*cue)] == ":":
        return "colon"
    start, end = content[0]
    if any(q.start <= start + 1 and q.end >= end - 1 for q in segmented.quotes):
        return "quote"
    if end <= cue[0]:
        return "left"
    opening = text[start : start + 8].lower()
    if opening.startswith(("that ", "whether ", "if ", "how ", "why ", "what ")):
        return "ccomp"
    if opening.startswith("to "):
        return "xcomp"
    return "ccomp" if _is_clause(text[start:end]) else "dobj"


def _is_clause(content: str) -> bool:
    return len(content.split()) > 3
