"""Which states "the two countries" and "it" stand for, as the text goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

__all__ = ["Focus"]

#: What stands between the states of a list.
_IN_LIST = re.compile(r",?\s+(?:and\s+)?(?:the\s+)?")
#: Between two states, where the first is said to be the other's partner.
_IS_OF = re.compile(r" (?:\w+ )?(?:is|was|remains|remained|became|has been|had been)(?: \w+){0,3} ")
_PARTNER = re.compile(
    r"['’]s? (?:[\w-]+ ){0,4}?(?:partner|supplier|customer|buyer|market|source|client|destination|investor|creditor|patron)\b"
)
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
#: A pronoun that stands for a state or its leader; "it is likely that" stands for nobody.
_IT = re.compile(
    r"\b(?:It|it|He|he|She|she)\b(?! (?:is|was|seems?|appears?|remains?|has been|will be|may be) (?:\w+ ){0,2}?(?:that|to|whether)\b)(?= \w)"
)
#: "Between 2017 and 2021 its chief suppliers were ...": it goes on about the same state.
_ITS = re.compile(r"\b(?:its|Its|his|His|her|Her)\b(?= \w)")
#: What others did to the state in focus.
_TO_IT = re.compile(
    r"\b(?:sold|sells?|gave|gives?|sent|sends?|lent|armed|arms?|supplied|supplies|supply|invaded|attacked|bombed|sanctioned|helped|backed|supported|joined|followed|offered) it\b"
)
#: A sentence about the pair in focus.
_OF_BOTH = re.compile(
    r"\W{0,3}(?:(?:And|But|Yet|So|Since then|Still),? )?(?:Both|Neither|They|The two(?: countries| states| sides)?)\b(?! (?:of|between) )"
)
_OF_THEM = re.compile(r"\b(?:most|many|all|some|half|few) of (?:them|which|whom) \w+\Z")
_TIE = re.compile(
    r"\b(?:[Rr]elations|[Tt]ies|[Ll]inks|[Tt]rade|[Aa]lliance|[Pp]artnership|[Qq]uarrel|[Dd]ispute|[Rr]ivalry|[Ff]riendship|[Tt]alks) with\b"
)
#: The end of the words before a name that is not the first of its list.
_LISTED = re.compile(r",\s+(?:the\s+)?\Z")
#: Where a clause that tells more of a source begins.
_TOLD = re.compile(r", (?:which|who|whose|where)\b")
#: "The Russia-led alliance": the alliance is meant, not the state.
_LED = re.compile(
    r"-(?:led|backed|made|built|run|born|educated|based|sponsored|brokered|mediated|supplied|trained|funded|style)\b"
)
#: "Should India strike, China would veto": the text goes on about whoever acts, not about the condition.
_CONDITION = re.compile(
    r"\W*(?:If|Should|When|After|Before|While|Although|Though|Unless|Once|Since|Because|As|Even if|Were|Had|Despite|Unlike|Like|With|Without)\b[^,;]*, "
)


@dataclass(slots=True)
class Focus:
    """The states last in focus.

    Call `leave` after every sentence. A sentence that names exactly two states sets the pair; one that names
    more takes the two that it joins by "and"; else it keeps the pair if it names both, or takes its two most named
    states so far. `several` is the list of three or more in the sentence before: "all three". `person` is the state whose leader was last named: "he" goes on about him, whatever states are named since.
    """

    on: date | None = None
    pair: tuple[str, str] | None = None
    one: str | None = None
    person: str | None = None
    several: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    seen: tuple[int, int, list[tuple[int, int, str]]] = (-1, -1, [])
    leaders: list[str] = field(default_factory=list)

    def pair_at(self, text: str, start: int, stop: int) -> tuple[str, str] | None:
        """Return the pair in focus at `stop`: two states named earlier in the same sentence come first."""
        named = self._before(text, start, stop) if stop > start else []
        if len(named) == 2:
            return named[0], named[1]
        if (
            len(named) == 1
            and self.one not in (None, named[0])
            and _IT.search(text, start, self.seen[2][0][0])
        ):
            return self.one, named[0]  # "It has no pact with Brazil, but both are members"
        if (
            not named
            and text[max(0, start - 2) : start] == "\n\n"
            and not set(self.pair or ()) <= set(self.last)
        ):
            # a new paragraph goes on about the two whom all the text is about
            self.pair = self._topic() or self.pair
        return self.pair

    def _topic(self) -> tuple[str, str] | None:
        """Return the two states that are named so much more often than any other that the text is about them."""
        ranked = sorted(self.counts, key=lambda s: -self.counts[s])[:3]
        if len(ranked) < 2 or self.counts[ranked[1]] < 4:
            return None
        third = self.counts[ranked[2]] if len(ranked) > 2 else 0
        return (ranked[0], ranked[1]) if 2 * self.counts[ranked[1]] >= 3 * third else None

    def speaking(self, text: str, start: int, stop: int, source: tuple[int, int] | None) -> str | None:
        """Return the one state that a source before `stop` in the sentence names: "Rwanda denies that it ...".

        None where another state stands before the source ("asked about Iran, an American said it ..."); what a clause
        after it names is no matter ("Malaysia, which borders Thailand, said it ...").
        """
        if (
            source is None
            or not start <= source[0] < source[1] <= stop
            or not self._before(text, start, stop)
        ):
            return None
        if self.seen[2][0][0] < source[0]:
            return None
        told = _TOLD.search(text, *source)
        head = told.start() if told else source[1]
        named = {iso3 for _, at, iso3 in self.seen[2] if at <= head}
        return named.pop() if len(named) == 1 else None

    def leave(self, text: str, start: int, end: int) -> None:
        """Take in what a sentence named."""
        named = self.named(text, start, end)
        self.person = self.leaders[-1] if self.leaders else self.person
        for iso3 in named:
            self.counts[iso3] = self.counts.get(iso3, 0) + 1
        if self.pair and _OF_BOTH.match(text, start, end):
            pass  # "Both voted for it, while Togo ...": it goes on about the two
        elif self.one and self.one not in named and _TO_IT.search(text, start, end):
            # "Spain and Turkey sold it some": of whom the text is about, still; of which of two cannot be told
            self.one = self.one if len(self.last) < 2 else None
            return
        elif len(named) == 2:
            self.pair = (named[0], named[1])
        elif (
            len(named) == 1
            and named[0] not in (self.pair or ())
            and text.find(" with", start, end) >= 0
            and _TIE.search(text, start, end)
        ):
            # "Relations with Tokyo are poor": of whom the text is about
            most = max((s for s in self.counts if s != named[0]), key=lambda s: self.counts[s], default=None)
            self.pair = (most, named[0]) if most else None
        elif self._chain(text, start, end):
            pass  # "it turned to Libya, Syria and Chad": a list of three is no pair
        elif len(named) > 2 and (joined := self._joined(text, start, end)) and not self._rather(joined):
            self.pair = joined
        elif len(named) > 2 and (self.pair is None or not set(self.pair) <= set(named)):
            ranked = sorted(named, key=lambda s: (-self.counts[s], named.index(s)))[:2]
            first, second = sorted(ranked, key=named.index)
            self.pair = self.pair if self._rather((first, second)) else (first, second)
        self.several, self.last = self._chain(text, start, end), tuple(named) or self.last
        mentions = self._mentions(text, start, end)
        before = mentions[0][0] if mentions else end
        pronoun = _IT.search(text, start, before) or _ITS.search(text, start, before)
        if named and not (pronoun and self.one):
            # "It signed a pact with Greece": the next "it" is the same. "Most of them Russian" is nobody's name.
            condition = _CONDITION.match(text, start, end)
            acting = [m for m in mentions if condition is None or m[0] >= condition.end()] or mentions
            self.one = next(
                (iso3 for _, until, iso3 in acting if not _OF_THEM.search(text, start, until)), named[0]
            )
            owned = next(
                (b for (_, until, _a), (at, _, b) in pairwise(acting) if _IS_OF.fullmatch(text, until, at)),
                None,
            )
            if owned and _PARTNER.search(text, start, end):
                self.one = owned  # "Germany is Serbia's biggest partner": the next "its" is Serbia's

    def named(self, text: str, start: int, end: int) -> list[str]:
        """Return ISO3 codes of the states that a sentence names, each once, in order."""
        return list(dict.fromkeys(iso3 for _, _, iso3 in self._mentions(text, start, end)))

    def _joined(self, text: str, start: int, end: int) -> tuple[str, str] | None:
        """Return the first two states that "and" alone joins, not as the end of a longer list."""
        mentions = self._mentions(text, start, end)
        for (left, until, a), (begin, _, b) in pairwise(mentions):
            if a != b and _AND.fullmatch(text, until, begin) and not _LISTED.search(text[start:left]):
                return a, b
        return None

    def _rather(self, other: tuple[str, str]) -> bool:
        """Say whether the pair in focus is named so much more often than another that the text goes on about it."""
        if self.pair is None or set(self.pair) == set(other):
            return False
        ours, theirs = set(self.pair) - set(other), set(other) - set(self.pair)
        return min(map(self._count, ours)) > max(map(self._count, theirs))

    def _count(self, iso3: str) -> int:
        return self.counts.get(iso3, 0)

    def _chain(self, text: str, start: int, end: int) -> tuple[str, ...]:
        """Return the longest list of three states or more in a sentence."""
        best: list[str] = []
        chain: list[str] = []
        last = start
        for begin, until, iso3 in self._mentions(text, start, end):
            chain = [*chain, iso3] if chain and _IN_LIST.fullmatch(text, last, begin) else [iso3]
            best, last = max(best, list(dict.fromkeys(chain)), key=len), until
        return tuple(best) if len(best) > 2 else ()

    def _before(self, text: str, start: int, stop: int) -> list[str]:
        end = self.seen[1] if self.seen[0] == start else stop
        return list(dict.fromkeys(iso3 for _, at, iso3 in self._mentions(text, start, end) if at <= stop))

    def _mentions(self, text: str, start: int, end: int) -> list[tuple[int, int, str]]:
        """Return where each mention begins and ends, and its state; the last sentence asked about is kept."""
        if self.seen[:2] != (start, end):
            from bilat.states.scanning import mentions

            sentence = text[start:end]
            named = [m for m in mentions(sentence, self.on) if not _LED.match(sentence, m.end)]
            found = [(start + m.start, start + m.end, m.state.iso3) for m in named]
            self.leaders = [m.state.iso3 for m in named if m.how == "leader"]
            self.seen = (start, end, found)
        return self.seen[2]
