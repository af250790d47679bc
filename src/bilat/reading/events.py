"""What one actor does to another: the PLOVER root of the event, and its quad class.

A linear model over the words between source and target in the parse and around them. Weights were trained on the
PLOVER sentences (train) by packbuild/reading/train_events.py. In accurate mode the trained encoder's scores are added.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bilat.errors import InputError
from bilat.reading.linear import table, totals
from bilat.shown import Shown

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["QUADS", "EventType", "event_features", "event_type"]

Span = tuple[int, int]

#: Quad class of each root: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
QUADS: dict[str, int] = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "COOPERATE": 2,
    "AID": 2,
    "YIELD": 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "REJECT": 3,
    "THREATEN": 3,
    "PROTEST": 4,
    "SANCTION": 4,
    "MOBILIZE": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}


@dataclass(frozen=True, slots=True)
class EventType(Shown):
    """A PLOVER root and its quad class (1-4); ``probability`` is the model's share for the root."""

    root: str
    quad: int
    probability: float = 1.0


def event_type(text: str, source: Span, target: Span, mode: str | None = None) -> EventType:
    """Return what the source does to the target.

    Parameters
    ----------
    text
        A sentence, or a text that holds it.
    source, target
        Character spans of the two actors.

    Raises
    ------
    InputError
        If a span does not lie in the text or holds no word.

    Examples
    --------
    >>> event_type("France condemned Ruritania for the attack.", (0, 6), (17, 26)).quad
    3
    """
    import math

    from bilat.reading.certainty import sentences_around
    from bilat.reading.encoder import mark, mode_of
    from bilat.reading.encoder import share as share_of
    from bilat.reading.nlp import pipeline

    for start, end in (source, target):
        if not (0 <= start < end <= len(text)) or not text[start:end].strip():
            raise InputError(
                f"The span {start}-{end} holds no word of the text (length {len(text)}).",
                "Give character offsets, 0 <= start < end <= len(text).",
            )
    low, high = sentences_around(text, min(source[0], target[0]), max(source[1], target[1]))
    doc = pipeline()(text[low : min(high, low + 20_000)])
    actor, other = (source[0] - low, source[1] - low), (target[0] - low, target[1] - low)
    sums = totals("events", event_features(doc, actor, other))
    if mode_of(mode) == "accurate":
        # Both score the roots in the order of their names.
        weight = share_of("events")
        sums = [
            a + weight * float(b) for a, b in zip(sums, mark(doc.text, [actor, other], "event"), strict=True)
        ]
    best = max(range(len(sums)), key=sums.__getitem__)
    share = 1 / sum(math.exp(s - sums[best]) for s in sums)
    root: str = table("events")["classes"][best]
    return EventType(root, QUADS[root], round(share, 3))


def event_features(doc: Doc, source: Span, target: Span) -> list[str]:
    """Return the features of a marked pair."""
    from bilat.reading.certainty import head_of

    out = ["bias"]
    a, b = head_of(doc, *source), head_of(doc, *target)
    marked = {t.i for t in doc for s, e in (source, target) if t.idx < e and s < t.idx + len(t)}
    words = [t for t in doc if t.i not in marked and not t.is_punct and not t.is_space]
    out += [f"b={t.lemma_.lower()}" for t in words if not t.is_stop]
    if a is None or b is None:
        return out
    first, second = min(a.i, b.i), max(a.i, b.i)
    out.append(f"order={a.i < b.i}")
    between = [t for t in words if first < t.i < second]
    out += [f"m={t.lemma_.lower()}" for t in between]
    out += [f"mm={x.lemma_.lower()}_{y.lemma_.lower()}" for x, y in pairwise(between)]
    path = _path(a, b)
    verbs = [t for t in path if t.pos_ in ("VERB", "AUX", "NOUN") and t.i not in marked]
    out += [f"p={t.lemma_.lower()}" for t in verbs]
    out += [f"pv={t.lemma_.lower()}" for t in verbs if t.pos_ == "VERB"]
    governor = a
    while governor.pos_ != "VERB" and governor.head != governor:
        governor = governor.head
    out.append(f"g={governor.lemma_.lower()}")
    out += [f"gx={c.lower_}" for c in governor.children if c.dep_ in ("aux", "neg", "prt", "auxpass")]
    out += [
        f"go={c.lemma_.lower()}" for c in governor.children if c.dep_ in ("dobj", "xcomp", "ccomp", "attr")
    ]
    out += [f"gp={governor.lemma_.lower()}_{c.lower_}" for c in governor.children if c.dep_ == "prep"]
    out += [f"up={b.dep_}|{b.head.lemma_.lower()}", f"side={a.dep_}|{b.dep_}"]
    for step in (1, 2):
        if b.left_edge.i - step >= 0:
            out.append(f"t-{step}={doc[b.left_edge.i - step].lower_}")
        if a.i + step < len(doc):
            out.append(f"s{step}={doc[a.i + step].lemma_.lower()}")
    return out


def _path(a: Token, b: Token) -> list[Token]:
    """Return the tokens on the way from `a` to `b` through the parse."""
    up = [a, *a.ancestors]
    down = [b, *b.ancestors]
    shared = {t.i for t in up} & {t.i for t in down}
    out = []
    for chain in (up, down):
        for token in chain:
            out.append(token)
            if token.i in shared:
                break
    return out
