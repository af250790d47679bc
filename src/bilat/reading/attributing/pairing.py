"""One reporting word as two readers see it: the grammar's candidate and the trained encoder's relation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bilat.reading.attributing.attribution import Attribution, is_speech, rated_candidates
from bilat.reading.deeds.certainty import head_of
from bilat.reading.models.encoder import Relation
from bilat.reading.segment import Segmented

if TYPE_CHECKING:
    from spacy.tokens import Token

    from bilat.reading.parsing.nlp import Piece

__all__ = ["PARTS", "Pair", "Part", "frame_of", "head_place", "pairs"]

Span = tuple[int, int]
Part = Literal["source", "cue", "content"]
PARTS: tuple[Part, ...] = ("source", "cue", "content")


@dataclass(slots=True)
class Pair:
    """What both readers made of one reporting word; one of them may have seen nothing."""

    rule: Attribution | None
    points: float
    relation: Relation | None
    read: Attribution | None

    def spans(self, part: Part, reader: Literal["rule", "read"]) -> list[Span]:
        """Return the spans of a part, as one of the readers has them."""
        found = self.rule if reader == "rule" else self.read
        return list(getattr(found, part)) if found is not None else []

    def seen(self, part: Part) -> list[Span]:
        """Return the encoder's spans of a part, else the grammar's."""
        return self.spans(part, "read") or self.spans(part, "rule")

    @property
    def lemma(self) -> str:
        """The reporting word in its base form."""
        found = self.rule or self.read
        return found.lemma if found is not None else ""

    @property
    def frame(self) -> str:
        """How the content hangs on the cue."""
        found = self.rule or self.read
        return found.frame if found is not None else "-"


def pairs(
    text: str, segmented: Segmented, parsed: Sequence[Piece], relations: Iterable[Relation]
) -> Iterator[tuple[Pair, int]]:
    """Pair the grammar's candidates with the encoder's relations around the same word.

    Yields each pair with the number of the parsed piece that holds its cue.
    """
    found = sorted(relations, key=lambda r: r.cue)
    starts = [r.cue[0] for r in found]
    offsets = [piece.offset for piece in parsed]
    matched: dict[int, Pair] = {}

    def number(offset: int) -> int:
        return max(0, bisect_right(offsets, offset) - 1)

    for rule, points, head in rated_candidates(parsed, segmented):
        at = bisect_right(starts, head) - 1
        if at >= 0 and found[at].cue[0] <= head < found[at].cue[1]:
            held = matched.get(at)
            if held is None or held.points < points:
                matched[at] = Pair(rule, points, found[at], None)
        elif points > -2:
            yield Pair(rule, points, None, None), number(head)
    for i, relation in enumerate(found):
        pair = matched.get(i) or Pair(None, -9.0, relation, None)
        at = number(relation.cue[0])
        pair.read = _read(text, segmented, parsed[at] if parsed else None, relation)
        if pair.rule is not None or pair.read is not None:
            yield pair, at


def _read(text: str, segmented: Segmented, piece: Piece | None, relation: Relation) -> Attribution | None:
    content = sorted(c for c in (_trimmed(text, s) for s in relation.content) if c)
    if not content:
        return None
    lemma = _lemma(piece, relation.cue) or text[slice(*relation.cue)].lower()
    frame = frame_of(text, segmented, relation.cue, content, lemma)
    source = sorted(s for s in (_trimmed(text, s) for s in relation.source) if s)
    head = head_place(piece, source) if piece is not None else None
    return Attribution(source, [relation.cue], content, is_speech(lemma, frame), frame, lemma, head)


def head_place(piece: Piece, source: Sequence[Span]) -> Span | None:
    """Return where the grammatical head of a source stands; ``None`` without one."""
    if not source:
        return None
    token = head_of(piece.doc, source[0][0] - piece.offset, source[0][1] - piece.offset)
    return _place(piece, token) if token is not None else None


def _place(piece: Piece, token: Token) -> Span:
    return piece.offset + token.idx, piece.offset + token.idx + len(token)


def _trimmed(text: str, span: Span) -> Span | None:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _lemma(piece: Piece | None, cue: Span) -> str | None:
    """Return the base form of the verb in a cue; of its head when there is no verb."""
    if piece is None:
        return None
    found = piece.doc.char_span(cue[0] - piece.offset, cue[1] - piece.offset, alignment_mode="expand")
    if found is None:
        return None
    if found.text.lower().startswith("according"):
        return "according"
    verbs = [t for t in found if t.pos_ == "VERB"]
    return (verbs[0] if verbs else found.root).lemma_.lower()


def frame_of(text: str, segmented: Segmented, cue: Span, content: Sequence[Span], lemma: str) -> str:
    """Return how the content hangs on the cue, as the grammar names it."""
    if lemma == "according":
        return "according"
    if text[slice(*cue)] == ":":
        return "colon"
    start, end = content[0]
    last = bisect_left(segmented.quotes, start + 2, key=lambda q: q.start)
    if any(q.start <= start + 1 and q.end >= end - 1 for q in segmented.quotes[max(0, last - 2) : last]):
        return "quote"
    if end <= cue[0]:
        return "left"
    if text[start : start + 3].lower() == "to ":
        return "xcomp"
    return "ccomp" if len(text[start:end].split()) > 3 else "dobj"
