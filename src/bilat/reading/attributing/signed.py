"""Quotations that are signed: "“We won.” — Ada Quill, minister" in a paragraph of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat.reading.attributing.attribution import Attribution
from bilat.reading.segment import Segmented

__all__ = ["with_signed"]

_SIGNED = re.compile(
    r"(?:[A-Z][A-Za-z ]{2,20}: )?(?P<said>[“\"][^“”\"]{20,}[”\"])\s*(?P<dash>[—–-]{1,2})\s*(?P<who>[A-Z][^\n.;:!?]*(?:\.[^\n;:!?]{1,60})?)\Z"
)


def with_signed(text: str, segmented: Segmented, found: Sequence[Attribution]) -> list[Attribution]:
    """Give signed quotations to those who sign them, whatever else was found there.

    What takes its source from one paragraph and its cue from a later one is left out: a name that ends a paragraph
    says nothing of the next.
    """
    kept = [a for a in found if not _apart(segmented, a)]
    for start, end in segmented.paragraphs:
        signed = _SIGNED.match(text[start:end])
        if signed is None or len(signed["who"].split()) > 14:
            continue
        said, dash, who = ((start + a, start + b) for a, b in map(signed.span, ("said", "dash", "who")))
        kept = [a for a in kept if not any(start <= s < end for s, _ in (*a.source, *a.cue, *a.content))]
        kept.append(Attribution([who], [dash], [said], True, "colon", ":", who))
    return sorted(kept, key=lambda a: a.cue[0][0])


def _apart(segmented: Segmented, a: Attribution) -> bool:
    if not a.source or a.source[0][0] > a.cue[0][0]:
        return False
    return segmented.paragraph_at(a.source[0][0]) != segmented.paragraph_at(a.cue[0][0])
