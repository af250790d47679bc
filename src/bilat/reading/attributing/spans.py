"""Spans that a source, a cue or a content may have: those of both readers, and their neighbours.

A reader often finds an attribution and misses one end of it by a clause or a word. So ends are moved to where the
encoder's scores allow it, the two readers' ends are crossed, and pieces are dropped, joined or added; which of these
spans is kept is for the weights to say (`bilat.reading.attributing.spanfeatures`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal

from bilat.reading.attributing.pairing import Pair

if TYPE_CHECKING:
    from bilat.reading.models.encoder import Relation
    from bilat.reading.parsing.tokens import Tokens

__all__ = ["Candidates", "Spans", "Words", "cue_candidates", "neat", "part_candidates"]

Span = tuple[int, int]
Spans = tuple[Span, ...]
#: Spans, each with the ways in which it came about.
Candidates = dict[Spans, set[str]]
#: Words by which an end is moved at most.
_FAR = 30
#: Log-odds below which a word outside the content starts no further piece of it, and those that its edges shed.
_FAINT, _WEAK = -2.2, -0.7


class Words:
    """The words of a window with the encoder's log-odds that each is in the source (or content), and running sums."""

    def __init__(self, relation: Relation, part: Literal["source", "content"]) -> None:
        column = 1 if part == "source" else 2
        self.starts: Sequence[int] = relation.starts
        self.ends: Sequence[int] = relation.ends
        self.odds = [row[column] for row in relation.logs]
        self.begins = [row[column + 2] for row in relation.logs]
        self.sums = [0.0, *accumulate(self.odds)]

    def at(self, offset: int) -> int:
        """Return the number of the first word that starts at a character or after it."""
        return bisect_left(self.starts, offset)

    def gain(self, spans: Spans) -> float:
        """Return the sum of the log-odds of the words in `spans`."""
        return sum(self.sums[self.at(b)] - self.sums[self.at(a)] for a, b in spans)

    def ends_near(self, k: int, low: int, high: int, most: int) -> list[int]:
        """Return the likeliest other places for an end before word `k`."""
        near = (j for j in range(max(low, k - _FAR), min(high, k + _FAR) + 1) if j != k)
        return sorted(near, key=lambda j: (-self.sums[j], -j))[:most]

    def starts_near(self, k: int, low: int, high: int, most: int) -> list[int]:
        """Return the likeliest other places for a start at word `k`."""
        near = (j for j in range(max(low, k - _FAR), min(high, k + _FAR) + 1) if j != k)
        return sorted(near, key=lambda j: (self.sums[j], -j))[:most]


def neat(text: str, spans: Sequence[Span]) -> Spans:
    """Return `spans` in order, without space at their ends, and with the second stroke of a closing ''."""
    out = []
    for start, end in spans:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start and text[end - 1] == "'" and text[end : end + 1] == "'":
            end += 1
        if end > start:
            out.append((start, end))
    return tuple(sorted(out))


def part_candidates(
    pair: Pair, part: Literal["source", "content"], text: str
) -> tuple[Spans, Spans, Words, Candidates]:
    """Return the encoder's spans of a part, the grammar's, the window's words, and all candidates.

    The pair must hold a relation. A source has at most one span, and may have none; a content has at least one.
    """
    assert pair.relation is not None
    read, rule = neat(text, pair.spans(part, "read")), neat(text, pair.spans(part, "rule"))
    words = Words(pair.relation, part)
    out: Candidates = {}

    def add(spans: Sequence[Span], how: str) -> None:
        found = neat(text, spans)
        if part == "source" and len(found) > 1:
            return
        if (found or part == "source") and all(b <= c for (_, b), (c, _) in pairwise(found)):
            out.setdefault(found, set()).add(how)

    add(read, "V")
    add(rule, "R")
    if part == "source":
        add((), "none")
    for spans, how in _moved(words, read, "V", 7, 6):
        add(spans, how)
    if rule and read and rule != read:
        if rule[0][0] < read[0][1]:
            add(((rule[0][0], read[0][1]), *read[1:]), "RsVe")
        if read[-1][0] < rule[-1][1]:
            add((*read[:-1], (read[-1][0], rule[-1][1])), "VsRe")
        for spans, how in _moved(words, rule, "R", 3, 3):
            add(spans, how)
    elif rule and not read:
        for spans, how in _moved(words, rule, "R", 5, 4):
            add(spans, how)
    if part == "content":
        for span in _further(words, read, pair.relation.cue):
            add((*read, span), "more")
    return read, rule, words, out


def _moved(words: Words, base: Spans, name: str, ends: int, starts: int) -> list[tuple[Spans, str]]:
    """Return `base` with one end moved, or with a piece dropped or joined; each with how it came about."""
    if not base:
        return []
    out: list[tuple[Spans, str]] = []
    n = len(words.starts)
    first, first_end = words.at(base[0][0]), words.at(base[0][1])
    last, last_end = words.at(base[-1][0]), words.at(base[-1][1])
    for j in words.ends_near(last_end, last + 1, n, ends):
        out.append(((*base[:-1], (base[-1][0], words.ends[j - 1])), name + "end"))
    for j in words.starts_near(first, 0, first_end - 1, starts):
        out.append((((words.starts[j], base[0][1]), *base[1:]), name + "start"))
    if len(base) > 1:
        out.append((base[:-1], name + "droplast"))
        out.append((base[1:], name + "dropfirst"))
        out.append((((base[0][0], base[-1][1]),), name + "join"))
        for j in words.ends_near(first_end, first + 1, last, 3):
            out.append((((base[0][0], words.ends[j - 1]), *base[1:]), name + "end0"))
        for j in words.starts_near(last, first_end, last_end - 1, 3):
            out.append(((*base[:-1], (words.starts[j], base[-1][1])), name + "start1"))
    return out


def _further(words: Words, held: Spans, cue: Span) -> list[Span]:
    """Return up to two stretches outside `held` that may be content too, also without their weak edges."""
    runs: list[tuple[float, int, int]] = []
    start = None
    for i, at in enumerate(words.starts):
        free = words.odds[i] > _FAINT and not cue[0] <= at < cue[1] and not any(a <= at < b for a, b in held)
        if free and start is None:
            start = i
        elif not free and start is not None:
            runs.append((words.sums[i] - words.sums[start], start, i))
            start = None
    if start is not None:
        runs.append((words.sums[-1] - words.sums[start], start, len(words.starts)))
    out = []
    for _, low, high in sorted(runs, reverse=True)[:2]:
        out.append((words.starts[low], words.ends[high - 1]))
        while low < high and words.odds[low] < _WEAK:
            low += 1
        while high > low and words.odds[high - 1] < _WEAK:
            high -= 1
        if high > low:
            out.append((words.starts[low], words.ends[high - 1]))
    return out


def cue_candidates(
    pair: Pair, tokens: Tokens, head: int | None, text: str
) -> tuple[Spans, Spans, Candidates]:
    """Return the encoder's cue, the grammar's, and all candidates: words around the head, and shorter or longer cues."""
    read = neat(text, pair.spans("cue", "read") or ([pair.relation.cue] if pair.relation else []))
    rule = neat(text, pair.spans("cue", "rule"))
    out: Candidates = {}
    for spans, how in ((read, "V"), (rule, "R")):
        if spans:
            out.setdefault(spans, set()).add(how)
    if head is None:
        return read, rule, out

    def add(first: int, last: int, how: str) -> None:
        out.setdefault(((tokens.starts[first], tokens.ends[last]),), set()).add(how)

    n = len(tokens.starts)
    for a in range(max(0, head - 4), head + 1):
        if any(tokens.mark[i] for i in range(a, head)):
            continue
        for b in range(head, min(n, head + 6)):
            if b > head and tokens.mark[b]:
                break
            add(a, b, "w")
    low, high = tokens.within((read or rule)[0])
    for b in range(high, min(n, high + 3)):
        if not tokens.mark[b]:
            add(low, b, "Ve")
    for b in range(low + 1, high):
        add(low, b - 1, "Vc")
    for a in range(low + 1, high):
        add(a, high - 1, "Vs")
    return read, rule, out
