"""Fast mode: which sentences are worth parsing, and what is read of the others without a parse.

A sentence is parsed if it holds a word that could report, or if a quotation begins or ends in it beside words of the writer's;
and, later, if a claim about states was found in it. All others are the article's own voice.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from bilat.reading.attributing.cues import may_report

if TYPE_CHECKING:
    from bilat.reading.segment import Segmented

__all__ = ["certainty_of_words", "left_over", "worth_parsing"]

Span = tuple[int, int]

#: A shorter quotation is a word in marks, not speech.
_SPOKEN = 20
_WORD = re.compile(r"[^\W\d_]{2,}")
_LETTERS = re.compile(r"[^\W\d_]")
_LOWER = re.compile(r"\b[a-z]{2,}")


def worth_parsing(text: str, segmented: Segmented) -> list[int]:
    """Return the numbers of the sentences in which somebody may be reported.

    Examples
    --------
    >>> from bilat.reading.segment import segment
    >>> text = "The river rose. It will fall again, she said. Boats lay still."
    >>> worth_parsing(text, segment(text))
    [1]
    """
    marks = sorted(
        at
        for quote in segmented.quotes
        if quote.end - quote.start >= _SPOKEN
        for at in (quote.start, quote.end - 1)
    )
    wholes = [(s, e) for quote in segmented.quotes for s, e in quote.spans]
    ends = [e for _, e in wholes]

    def outside(start: int, end: int) -> bool:
        """Say whether words of a sentence stand outside every quotation: only they can say whose it is."""
        at = start
        for low, high in wholes[bisect_right(ends, start) :]:
            if low >= end:
                break
            if low > at and _LETTERS.search(text, at, low):
                return True
            at = max(at, high)
        return at < end and bool(_LETTERS.search(text, at, end))

    return [
        number
        for number, (start, end) in enumerate(segmented.sentences)
        if may_report(text[start:end])
        or (bisect_left(marks, start) < bisect_left(marks, end) and outside(start, end))
    ]


def left_over(text: str, start: int, end: int, taken: Sequence[Span]) -> Iterator[Span]:
    """Yield the stretches of a sentence that are not taken, trimmed, if they hold words enough for a clause.

    ``taken`` is sorted and without overlap.
    """
    at = start
    first = max(0, bisect_left(taken, (start, start)) - 1)
    for low, high in taken[first:]:
        if low >= end:
            break
        if high > at:
            if low > at:
                yield from _clause(text, at, low)
            at = max(at, high)
    if at < end:
        yield from _clause(text, at, end)


def _clause(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and (text[start].isspace() or text[start] in ",;:.—–-)”"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:.—–("):
        end -= 1
    inside = text[start:end]
    words = len(list(islice(_WORD.finditer(inside), 3)))
    if (words == 3 or (words == 2 and _TWO_WORDS.fullmatch(inside))) and _LOWER.search(inside):
        yield start, end


#: A clause of two words that says how a state voted.
_TWO_WORDS = re.compile(r"[A-Z][\w’'-]+ (?:abstained|vetoed|dissented|objected)")


#: Fitted to what the linear model makes of 740 sentences of narration in training articles. Beside each pattern, words of
#: which one stands in every text that it matches: they are quicker to look for.
_SIGNS: tuple[tuple[re.Pattern[str], frozenset[str], float], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), frozenset(words.split()), weight)
    for pattern, words, weight in (
        (r"\b(?:will|shall|going to|'ll)\b", "will shall going ll", -0.2),
        (r"\b(?:would|could|may|might|can|should|must)\b", "would could may might can should must", -0.4),
        (r"\b(?:not|never|no|n't|neither|nor|none)\b|n't\b", "not never no t neither nor none", -1.4),
        (r"\b(?:if|unless|whether)\b|\?", "if unless whether ?", -0.35),
    )
)
_WORD_OR_QUESTION = re.compile(r"\w+|\?")
_PLAIN = 2.8


def certainty_of_words(text: str) -> float:
    """Return how sure a clause is by its words alone, -3 to 3: modals, negation and conditions each take off.

    Examples
    --------
    >>> certainty_of_words("The river rose") > certainty_of_words("The river may rise")
    True
    """
    held = frozenset(_WORD_OR_QUESTION.findall(text.casefold()))
    score = _PLAIN + sum(
        weight for pattern, words, weight in _SIGNS if not words.isdisjoint(held) and pattern.search(text)
    )
    return round(max(-3.0, min(3.0, score)), 2)
