"""What speaks for a span of a source, cue or content: features that the weights of ``weights/merge.json`` are over.

A feature is a name with a number, 1 where it is a plain yes. What is counted: how sure the encoder is of the words at
both ends, whether the readers agree, and where the ends stand in the sentence: the words there, the marks, the clause
that is cut off.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bilat.reading.attributing.cuefeatures import of_cue
from bilat.reading.attributing.pairing import Pair
from bilat.reading.attributing.spans import Candidates, Spans, Words, cue_candidates, part_candidates
from bilat.reading.segment import Quote, Segmented

if TYPE_CHECKING:
    from bilat.reading.parsing.tokens import Tokens

__all__ = ["Features", "Setting", "choices"]

Span = tuple[int, int]
Features = dict[str, float]
#: Words that are features by themselves at the end of a span; others count by their part of speech.
_WORDS = """to that whether if how what why as for on about with of who which when where at in by against over from like into
    his her their its the a an him himself them it “ " ' `` ''"""
_TELLING = frozenset(_WORDS.split())


@dataclass(slots=True)
class Setting:
    """Where a pair stands: the text, its quotations and sentences, and the tokens around the cue."""

    text: str
    segmented: Segmented
    tokens: Tokens
    pair: Pair
    #: The other attributions that may stand around it.
    others: tuple[Pair, ...] = ()

    @property
    def cue(self) -> Span:
        """The cue as first seen."""
        return self.pair.seen("cue")[0]

    def quotes(self, low: int, high: int) -> Sequence[Quote]:
        """Return the quotations that may touch a stretch."""
        every = self.segmented.quotes
        last = bisect_left(every, high + 1, key=lambda q: q.start)
        first = last
        while first > 0 and first > last - 6:
            first -= 1
        return [q for q in every[first:last] if q.end >= low]


def choices(setting: Setting, part: Literal["source", "cue", "content"]) -> list[tuple[Spans, Features]]:
    """Return the spans that a part of the pair may have, each with its features; in the weights the part stands before each."""
    pair, tokens = setting.pair, setting.tokens
    head = tokens.head_of_cue(setting.cue)
    if part == "cue":
        read, rule, found = cue_candidates(pair, tokens, head, setting.text)
        return [(c, of_cue(setting, c, read, rule, head)) for c in found]
    read, rule, words, found = part_candidates(pair, part, setting.text)
    ranker = _Parts(setting, part, read, rule, words, found, head)
    return [(c, ranker.features(c)) for c in found]


def _step(value: float, width: float, low: int, high: int) -> int:
    return max(low, min(high, math.floor(value / width)))


def _held(value: float, most: float) -> float:
    return max(-most, min(most, value))


@dataclass(slots=True)
class _Other:
    """Another attribution: its cue, how far its content reaches, its source, and where it begins."""

    cue: Span
    low: int
    high: int
    source: list[Span]
    first: int
    frame: str
    #: Before or after the cue in question; "+" where both readers see it, "-" where the grammar alone does.
    kind: str

    @classmethod
    def of(cls, pair: Pair, cue: Span) -> _Other:
        """Return what counts of `pair`, which holds a content, beside the attribution with a cue."""
        own, content, source = pair.seen("cue")[0], pair.seen("content"), pair.seen("source")
        side = "<" if own[0] < cue[0] else ">"
        kind = side + ("-" if pair.read is None else "+" if pair.points > 0 else "")
        first = min([own[0], *(a for a, _ in source)])
        return cls(own, min(content)[0], max(b for _, b in content), source, first, pair.frame, kind)

    def lies(self, start: int, end: int) -> str:
        """Say how a stretch that meets this one's content lies to it."""
        if self.high == end:
            return "same" if self.low == start else "end"
        if self.low == start:
            return "start"
        if start <= self.low and self.high <= end:
            return "whole"
        return "inside" if self.low <= start and end <= self.high else "cut"


class _Parts:
    """Features of the candidates of a source or a content."""

    def __init__(
        self,
        setting: Setting,
        part: Literal["source", "content"],
        read: Spans,
        rule: Spans,
        words: Words,
        found: Candidates,
        head: int | None,
    ) -> None:
        self.setting, self.part, self.read, self.rule = setting, part, read, rule
        self.words, self.found, self.head = words, found, head
        self.lemma, self.frame = setting.pair.lemma, setting.pair.frame
        self.other = setting.pair.seen("content" if part == "source" else "source")
        self.base = words.gain(read)
        self.others = [_Other.of(pair, setting.cue) for pair in setting.others]
        #: Features of an edge of the span alone, which many candidates have in common: by side and word.
        self.edges: dict[tuple[int, int], Features] = {}
        self.rests: dict[tuple[int, str], tuple[int, int, Features]] = {}

    def features(self, spans: Spans) -> Features:
        """Return the features of one candidate."""
        frame, lemma = self.frame, self.lemma
        on: Features = {}
        is_read, is_rule = spans == self.read, spans == self.rule
        on[f"fr={frame}|V={is_read}|R={is_rule}"] = 1
        if is_read:
            on["isV"] = 1
        if is_rule:
            on["isR"] = 1
        if is_read and is_rule:
            on["isVR"] = 1
        if self.rule and not self.read:
            on["noV"] = 1
        if not spans:
            on["none"] = on[f"none|l={lemma}"] = 1
            on[f"none|V={not self.read}|R={not self.rule}"] = 1
            on["none-s"] = max(self.words.odds, default=0.0) / 3
        else:
            self._of_scores(on, spans)
            self._of_tokens(on, spans)
            self._of_marks(on, spans)
            self._of_others(on, spans)
            for how in self.found[spans]:
                on[f"op={how}"] = 1
        return on

    def _of_scores(self, on: Features, spans: Spans) -> None:
        words, frame = self.words, self.frame
        gain = words.gain(spans) - self.base
        on["g"] = on[f"gf={frame}"] = _held(gain / 4, 3)
        on["gs"] = _held(gain, 2)
        on[f"g{_step(gain, 1.5, -8, 3)}"] = 1
        n = min(3, len(spans))
        on[f"n={n}"] = on[f"n={n}|{frame}"] = 1
        on[f"nV={n}{min(3, len(self.read))}{min(3, len(self.rule))}"] = 1
        if self.rule and spans[0][0] == self.rule[0][0]:
            on["sR"] = on[f"sR|{frame}"] = 1
        if self.rule and spans[-1][1] == self.rule[-1][1]:
            on["eR"] = on[f"eR|{frame}"] = 1
        if self.read and spans[0][0] == self.read[0][0]:
            on["sV"] = 1
        if self.read and spans[-1][1] == self.read[-1][1]:
            on["eV"] = 1
        on.update(self._edge_scores(words.at(spans[0][0]), ("lo0", "lo-", "bo0"), 0))
        on.update(self._edge_scores(words.at(spans[-1][1]), ("lo+", "lo1", "bo+"), 1))
        inner = [x for a, b in spans for x in words.odds[words.at(a) : words.at(b)]]
        if inner:
            on["min"] = max(-4.0, min(inner)) / 3

    def _edge_scores(self, k: int, names: tuple[str, str, str], side: int) -> Features:
        """Return what the encoder says of word `k` at an edge of the span and of the word before it."""
        found = self.edges.get((side, k))
        if found is None:
            found = self.edges[side, k] = {}
            odds, begins = self.words.odds, self.words.begins
            for name, of, at, width, low, high in (
                (names[0], odds, k, 1.2, -4, 4),
                (names[1], odds, k - 1, 1.2, -4, 4),
                (names[2], begins, k, 1.5, -5, 3),
            ):
                value = of[at] if 0 <= at < len(of) else -6.0
                found[name] = value / 4
                found[f"{name}{_step(value, width, low, high)}"] = 1
        return found

    def _word(self, i: int) -> str:
        tokens = self.setting.tokens
        return tokens.low[i] if tokens.low[i] in _TELLING else tokens.pos[i]

    def _of_tokens(self, on: Features, spans: Spans) -> None:
        tokens, lemma = self.setting.tokens, self.lemma
        ranges = [r for r in map(tokens.within, spans) if r[1] > r[0]]
        if not ranges:
            on["empty"] = 1
            return
        first, end = ranges[0][0], ranges[-1][1]
        inside = {i for low, high in ranges for i in range(low, high)}
        on.update(self._opening(first))
        if first and tokens.head[first - 1] in inside:
            before = self._word(first - 1)
            on[f"cutL={tokens.dep[first - 1]}"] = on[f"cutL={tokens.dep[first - 1]}|{before}"] = 1
        closing = tokens.low[end - 1] if tokens.mark[end - 1] else "w"
        after = "$"
        if end < len(tokens.starts):
            after = tokens.low[end] if tokens.mark[end] else self._word(end)
        on.update(self._closing(end, closing, after))
        self._of_cut(on, inside, end, after, self._of_rest(on, spans, closing))
        roots = [
            i
            for i in sorted(inside)
            if (not tokens.mark[i] and tokens.head[i] not in inside) or tokens.head[i] == i
        ]
        on[f"roots={min(4, len(roots))}"] = on[f"roots={min(4, len(roots))}|{len(spans)}"] = 1
        for i in roots[:3]:
            where = "cue" if tokens.head[i] == self.head else "top" if tokens.head[i] == i else "out"
            on[f"root={where}|{tokens.dep[i]}"] = 1
        on[f"rootl={lemma}|{tokens.dep[roots[0]] if roots else '-'}"] = 1
        if self.head in inside:
            on["hascue"] = 1
        self._of_gap(on, spans)
        size = sum(high - low for low, high in ranges)
        if self.part == "content":
            on[f"ln={min(6, int(math.log2(1 + size)))}|{self.frame}"] = 1
            return
        on[f"ln={min(8, int(math.log2(1 + size) * 2))}"] = 1
        on[f"srcpos={tokens.pos[end - 1]}|{after}"] = 1
        if roots:
            near = "cue" if tokens.head[roots[0]] == self.head else "no"
            on[f"srcdep={tokens.dep[roots[0]]}|{near}"] = 1
            on[f"srchead={tokens.pos[roots[0]]}|n={min(4, size)}"] = 1
        text = self.setting.text[spans[0][0] : spans[0][1]]
        on[f"commas={min(3, text.count(','))}|{',' if text.endswith(',') else '-'}|{after}"] = 1

    def _opening(self, first: int) -> Features:
        """Return what counts of the first token and the one before it."""
        found = self.edges.get((2, first))
        if found is None:
            opening = self._word(first)
            found = {f"s={opening}": 1, f"s={opening}|{self.frame}": 1, f"sl={opening}|{self.lemma}": 1}
            if first:
                before = self._word(first - 1)
                found[f"pv={before}"] = found[f"pvs={before}|{opening}"] = 1
            self.edges[2, first] = found
        return found

    def _closing(self, end: int, closing: str, after: str) -> Features:
        """Return what counts of the last token and the one after it."""
        found = self.edges.get((3, end))
        if found is None:
            frame = self.frame
            found = {f"e={closing}": 1, f"e={closing}|{frame}": 1}
            found[f"ep={self.setting.tokens.pos[end - 1]}"] = 1
            found[f"nx={after}"] = found[f"en={closing}|{after}"] = found[f"nf={after}|{frame}"] = 1
            self.edges[3, end] = found
        return found

    def _of_rest(self, on: Features, spans: Spans, closing: str) -> int:
        """Count what is left of the sentence after the span; return the sentence's end."""
        end = spans[-1][1]
        found = self.rests.get((end, closing))
        if found is None:
            found = self.rests[end, closing] = self._rest(end, closing)
        start, stop, rest = found
        if start == spans[0][0]:
            on["bos"] = 1
        on.update(rest)
        return stop

    def _rest(self, end: int, closing: str) -> tuple[int, int, Features]:
        """Return where the sentence around an end of a span begins and ends, and what counts of its rest."""
        segmented = self.setting.segmented
        number = segmented.sentence_at(end - 1)
        if number is None:
            return -1, 0, {}
        start, stop = segmented.sentences[number]
        rest = self.setting.text[end:stop].strip()
        words = any(x.isalnum() for x in rest)
        on: Features = {
            f"rest={'none' if not rest else 'more' if words else 'mark'}": 1,
            f"rest={'none' if not rest else 'more' if words or len(rest) > 3 else rest}|{closing}": 1,
        }
        if words:
            on[f"restn={min(5, len(rest.split()) // 3)}"] = 1
        return start, stop, on

    def _of_cut(self, on: Features, inside: set[int], end: int, after: str, stop: int) -> None:
        """Count the clause or phrase that follows the span, and whether it hangs on a word of the span."""
        tokens, many = self.setting.tokens, len(self.setting.tokens.starts)
        j = end
        while j < many and tokens.mark[j] and j < end + 3:
            j += 1
        if j >= many or tokens.starts[j] >= stop:
            return
        where = "in" if tokens.head[j] in inside else "cue" if tokens.head[j] == self.head else "out"
        dep = tokens.dep[j]
        on[f"cut={where}|{dep}"] = on[f"cut={where}|{dep}|{after if j != end else '-'}"] = 1
        on[f"cutw={where}|{tokens.low[j]}"] = on[f"cutf={where}|{dep}|{self.frame}"] = 1
        hanging = 0
        for i in range(j, min(many, j + 25)):
            if tokens.starts[i] >= stop:
                break
            hanging += tokens.head[i] in inside and not tokens.mark[i]
        on[f"hang={min(4, hanging)}"] = 1

    def _of_gap(self, on: Features, spans: Spans) -> None:
        """Count what stands between the cue and the span, and on which side the span is."""
        tokens, (start, end) = self.setting.tokens, self.setting.cue
        if any(a < end and start < b for a, b in spans):
            on["overcue"] = 1
        if any(a < d and c < b for a, b in spans for c, d in self.other):
            on["overother"] = 1
        right = [a for a, _ in spans if a >= end]
        sides = f"{any(b <= start for _, b in spans)}{bool(right)}"
        on[f"side={sides}"] = on[f"side={sides}|{self.frame}"] = 1
        if not right:
            return
        low, high = tokens.at(end), tokens.at(min(right))
        on[f"gap={min(6, max(0, high - low))}"] = 1
        if high - low == 1:
            on[f"gapw={tokens.low[low]}"] = on[f"gapl={tokens.low[low]}|{self.lemma}"] = 1
        elif high - low > 1:
            on[f"gapw={tokens.low[low]}+{'' if high - low > 3 else tokens.low[high - 1]}"] = 1

    def _of_others(self, on: Features, spans: Spans) -> None:
        """Count how the span lies to what the readers see around other cues: whole within it, cut, or next to it."""
        start, end, frame = spans[0][0], spans[-1][1], self.frame
        for other in self.others:
            held = "in" if any(a <= other.cue[0] and other.cue[1] <= b for a, b in spans) else "out"
            if other.low < end and start < other.high:
                kind = other.lies(start, end)
                on[f"o={kind}|{held}"] = on[f"o={kind}|{held}|{other.kind}"] = 1
                on[f"of={kind}|{held}|{frame}"] = 1
            elif held == "in":
                on[f"o=cue{other.kind}"] = on[f"o=cue{other.kind}|{frame}"] = 1
            if any(a < end and start < b for a, b in other.source):
                whole = any(c <= a and b <= d for a, b in other.source for c, d in spans)
                on[f"os={whole}|{held}"] = on[f"os={whole}|{held}|{other.kind}"] = 1
            if 0 <= other.first - end <= 6:
                on[f"onext{other.kind}"] = on[f"onext|{other.frame}"] = 1

    def _of_marks(self, on: Features, spans: Spans) -> None:
        """Count quotation marks and brackets: left open, at the ends, around the ends."""
        said = " ".join(self.setting.text[a:b] for a, b in spans)
        for opening, closing in (("“", "”"), ("``", "''"), ("(", ")")):
            odd = said.count(opening) - said.count(closing)
            if odd:
                on[f"unbal{opening}{max(-1, min(1, odd))}"] = 1
        if said.count('"') % 2:
            on["odd"] = 1
        if said[0] in '“"':
            on["qs"] = 1
        if said[-1] in "”\"'":
            on["qe"] = 1
        start, end = spans[0][0], spans[-1][1]
        for quote in self.setting.quotes(start, end):
            if quote.start < end < quote.end:
                on["endinquote"] = 1
            if quote.end == end:
                on["endsquote"] = 1
            if quote.start == start:
                on["startsquote"] = 1
            if quote.start < start < quote.end:
                on["startinquote"] = 1
