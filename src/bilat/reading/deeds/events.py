"""What one actor does to another: the PLOVER root of the event, and its quad class.

A linear model over the words between source and target in the parse and around them, and over our own list of what
verbs and nouns do (`doing`). Weights were trained on the PLOVER sentences (train) by packbuild/reading/train_events.py. In
accurate mode the trained encoder's scores are added.
"""

from __future__ import annotations

from dataclasses import dataclass

from bilat.errors import InputError
from bilat.reading.deeds.doing import event_features
from bilat.reading.models.linear import table, totals
from bilat.shown import Shown

__all__ = ["QUADS", "EventType", "event_type"]

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

    from bilat.reading.deeds.certainty import sentences_around
    from bilat.reading.models.encoder import mark, mode_of
    from bilat.reading.models.encoder import share as share_of
    from bilat.reading.parsing.nlp import pipeline

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
