"""Stretches of a sentence: what of it a statement holds, joined to one string that knows where its characters stood."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["joined", "meet", "within"]

Span = tuple[int, int]

#: "that", where a clause of reported speech begins.
_LINK = re.compile(
    r"(?:^|(?<=\band )|(?<=\bbut ))that\s+(?=(?:the|it|they|he|she|its|their|no|both|neither|if)\b|[A-Z“\"])"
)


def meet(a: Span, b: Span) -> bool:
    """Say whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def within(content: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """Return the parts of the content inside a sentence, if there are words enough for a claim."""
    parts = tuple((max(s, start), min(e, end)) for s, e in content if s < end and start < e)
    return parts if sum(e - s for s, e in parts) >= 12 else ()


def joined(text: str, parts: Sequence[Span]) -> tuple[str, Sequence[int]]:
    """Join the parts of an interrupted sentence; return the string and each character's place in the text.

    The "that" of reported speech is left out: what follows is a clause of its own.
    """
    if len(parts) == 1 and text.find("that", *parts[0]) < 0:
        return text[slice(*parts[0])], range(*parts[0])
    letters: list[str] = []
    places: list[int] = []
    for start, end in parts:
        if letters:
            letters.append(" ")
            places.append(start)
        at = start
        for link in _LINK.finditer(text, start, end):
            letters += text[at : link.start()]
            places += range(at, link.start())
            at = link.end()
        letters += text[at:end]
        places += range(at, end)
    return "".join(letters), places
