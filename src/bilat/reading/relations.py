"""Attributions by two readers: the grammar over the parse, and the trained encoder. One table of weights decides.

Each candidate of the grammar is paired with what the encoder found around the same reporting word. Whether there is an
attribution, and whose source, cue and content are kept where they differ, is decided by weights over how sure both are
(``weights/merge.json``, made by packbuild/reading/train_merge.py).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bilat.reading.attribution import PLAIN, Attribution, is_speech, rated_candidates
from bilat.reading.certainty import head_of
from bilat.reading.encoder import Relation
from bilat.reading.linear import total
from bilat.reading.segment import Segmented

if TYPE_CHECKING:
    from spacy.tokens import Token

    from bilat.reading.nlp import Piece

__all__ = ["PARTS", "Pair", "attributions_of", "choice_features", "decision_features", "pairs"]

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


def attributions_of(
    text: str, segmented: Segmented, parsed: Sequence[Piece], relations: Iterable[Relation]
) -> list[Attribution]:
    """Return the attributions that both readers together make likely, in the order of their cues."""
    rated = []
    for pair in pairs(text, segmented, parsed, relations):
        score = total("merge", decision_features(pair))
        if score <= 0 and pair.rule is not None and (pair.rule.frame == "according" or pair.points >= PLAIN):
            score = 0.01  # "according to A" needs no weighing
        if score > 0:
            rated.append((score, _chosen(text, segmented, pair)))
    rated.sort(key=lambda r: -r[0])
    kept: list[Attribution] = []
    taken: set[int] = set()
    for _, attribution in rated:
        cue = range(*attribution.cue[0])
        if attribution.content and taken.isdisjoint(cue):
            taken.update(cue)
            kept.append(attribution)
    return kept


def pairs(
    text: str, segmented: Segmented, parsed: Sequence[Piece], relations: Iterable[Relation]
) -> Iterator[Pair]:
    """Pair the grammar's candidates with the encoder's relations around the same word."""
    found = sorted(relations, key=lambda r: r.cue)
    starts = [r.cue[0] for r in found]
    offsets = [piece.offset for piece in parsed]
    matched: dict[int, Pair] = {}
    for rule, points, head in rated_candidates(parsed, segmented):
        at = bisect_right(starts, head) - 1
        if at >= 0 and found[at].cue[0] <= head < found[at].cue[1]:
            held = matched.get(at)
            if held is None or held.points < points:
                matched[at] = Pair(rule, points, found[at], None)
        elif points > -2:
            yield Pair(rule, points, None, None)
    for i, relation in enumerate(found):
        pair = matched.get(i) or Pair(None, -9.0, relation, None)
        at = bisect_right(offsets, relation.cue[0]) - 1
        pair.read = _read(text, segmented, parsed[at] if at >= 0 else None, relation)
        if pair.rule is not None or pair.read is not None:
            yield pair


# ------------------------------------------------------------------------------------------- weighing


def _step(value: float, width: float, low: int, high: int) -> int:
    return max(low, min(high, math.floor(value / width)))


def decision_features(pair: Pair) -> list[str]:
    """Return the features that say whether there is an attribution."""
    odds = _step(pair.relation.score, 0.7, -6, 9) if pair.relation is not None and pair.read else -9
    points = _step(pair.points, 0.7, -6, 7) if pair.rule is not None else -9
    frame = pair.rule.frame if pair.rule is not None else "-"
    out = [
        "bias",
        f"o={odds}",
        f"p={points}",
        f"op={odds // 2}|{points // 2}",
        f"f={frame}",
        f"fo={frame}|{odds // 3}",
    ]
    out += [f"o>{k}" for k in range(-6, odds + 1)] + [f"p>{k}" for k in range(-6, points + 1)]
    for part in PARTS:
        a, b = pair.spans(part, "rule"), pair.spans(part, "read")
        out.append(
            f"{part}={'same' if a == b and a else 'both' if a and b else 'rule' if a else 'read' if b else '-'}"
        )
    return out


def choice_features(pair: Pair, part: Part) -> list[str]:
    """Return the features that say whether to keep the grammar's spans of a part (else the encoder's)."""
    a, b = pair.spans(part, "rule"), pair.spans(part, "read")
    relation, rule = pair.relation, pair.rule
    assert relation is not None
    assert rule is not None
    gain = _gain(relation, part, a, b)
    step = _step(gain, 1.0, -8, 8)
    start = "same" if a and b and a[0][0] == b[0][0] else "rule" if a and b and a[0][0] < b[0][0] else "read"
    end = (
        "same" if a and b and a[-1][1] == b[-1][1] else "rule" if a and b and a[-1][1] > b[-1][1] else "read"
    )
    shape = f"{min(3, len(a))}{min(3, len(b))}"
    names = [
        "bias",
        f"g={step}",
        *(f"g>{k}" for k in range(-8, step + 1)),
        f"f={rule.frame}",
        f"se={start}|{end}",
        f"n={shape}",
        f"seg={start}|{end}|{step // 3}",
        f"fg={rule.frame}|{step // 3}",
    ]
    return [f"{part}:{name}" for name in names]


def _gain(relation: Relation, part: Part, a: list[Span], b: list[Span]) -> float:
    """Return by how much the encoder finds the spans `a` likelier than `b`; 0 for cues."""
    if part == "cue":
        return 0.0
    column = 0 if part == "source" else 1
    gain = 0.0
    for start, (_, *inside) in zip(relation.starts, relation.logs, strict=True):
        in_a = any(s <= start < e for s, e in a)
        in_b = any(s <= start < e for s, e in b)
        if in_a != in_b:
            gain += inside[column] if in_a else -inside[column]
    return gain


def _chosen(text: str, segmented: Segmented, pair: Pair) -> Attribution:
    if pair.rule is None or pair.read is None:
        only = pair.rule or pair.read
        assert only is not None
        return only
    parts: dict[Part, list[Span]] = {}
    for part in PARTS:
        a, b = pair.spans(part, "rule"), pair.spans(part, "read")
        keep = not b or (
            bool(a)
            and (
                a == b
                or pair.rule.frame == "according"
                or pair.points >= PLAIN
                or total("merge", choice_features(pair, part)) > 0
            )
        )
        parts[part] = a if keep else b
    lemma = pair.rule.lemma
    frame = pair.rule.frame
    if parts["content"] != pair.rule.content:
        frame = _frame(text, segmented, parts["cue"][0], parts["content"], lemma)
    head = pair.rule.head if parts["source"] == pair.rule.source else pair.read.head
    return Attribution(
        parts["source"], parts["cue"], parts["content"], is_speech(lemma, frame), frame, lemma, head
    )


# ------------------------------------------------------------------------------- the encoder's relations


def _read(text: str, segmented: Segmented, piece: Piece | None, relation: Relation) -> Attribution | None:
    content = sorted(c for c in (_trimmed(text, s) for s in relation.content) if c)
    if not content:
        return None
    lemma = _lemma(piece, relation.cue) or text[slice(*relation.cue)].lower()
    frame = _frame(text, segmented, relation.cue, content, lemma)
    source = sorted(s for s in (_trimmed(text, s) for s in relation.source) if s)
    head = None
    if source and piece is not None:
        token = head_of(piece.doc, source[0][0] - piece.offset, source[0][1] - piece.offset)
        head = _place(piece, token) if token is not None else None
    return Attribution(source, [relation.cue], content, is_speech(lemma, frame), frame, lemma, head)


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


def _frame(text: str, segmented: Segmented, cue: Span, content: Sequence[Span], lemma: str) -> str:
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
