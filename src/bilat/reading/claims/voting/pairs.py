"""Two states in one vote: the same way as another, with it for or against, the two alike or on opposite sides (`vote`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bilat.propositions import Vote, VoteChoice
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.language.organisations import is_organisation
from bilat.reading.claims.language.symbols import TOGETHER
from bilat.reading.claims.sentence.marked import Marked
from bilat.reading.claims.voting.objects import resolution_words

__all__ = ["find"]

_DENIED: dict[str, VoteChoice] = {"yes": "not yes", "no": "not no"}
#: "the Assembly's March 2014 vote"
_SOME = r"(?:[\w']+ ){0,5}?"

#: With whom, and for or against what.
_WITH = (
    rf"<vote> {TOGETHER} (?:and )?(?P<how>for|in favou?r of|against)\b",
    r"<side|stand|line up> (?:with|alongside|beside) {A:b} (?:and )?(?P<how>for|in favou?r of|against)(?= [^;]{0,60}(?:resolution|draft (?:resolution|text|on|condemning|demanding|deploring|calling)\b|[AS]/|ES-\d|\d\d/\d))",
    rf"<vote> {TOGETHER}(?! (?:and )?(?:for|in favou?r|against)\b)(?: (?:on|over))?",
    rf"(?:<side> with|<back|support|follow|join>) {{A:e}} (?:on|over) (?P<on>[^;,]{{3,60}}?) (?:in|at) (?:the|a|its) (?P<vote>{_SOME}vote)(?! (?:on|over)\b)",
    rf"<side> with {{A:c}} (?:in|on) (?:the|a) {_SOME}vote(?: (?:on|over))?",
    rf"<back|support|follow|join> {{A:d}} (?:in|on) (?:the|a) {_SOME}vote(?: (?:on|over))?",
)


def find(m: Marked, voted: Callable[..., Vote | None]) -> Iterator[Draft]:
    """Find "voted the same way as B on X", "sided with B in the vote on X"."""
    read: set[int] = set()
    for pattern in _WITH:
        for hit in m.hits(pattern):
            if not hit.group.real or hit.group.subject is None or hit.match.start() in read:
                continue
            read.add(hit.match.start())
            named = hit.match.groupdict()
            others = m.codes(next((named[n] for n in "bcde" if named.get(n)), None))
            if not others:
                continue
            stop, words = resolution_words(m, hit.match.start(), hit.match.end())
            if named.get("on"):
                # "on C in the 2019 vote": the matter, and the vote that is meant
                matter = m.as_read(*hit.match.span("on"))
                if not re.search(r"\b[A-Z]", matter):
                    continue  # "on sanctions": of many votes
                words = f"{m.as_read(*hit.match.span('vote'))} on {matter}"
                stop = hit.match.end()
            how = named.get("how")
            choice: VoteChoice = "no" if how == "against" else "yes"
            at = hit.match.start()
            for state in m.subject(hit.group):
                if how is not None and hit.negated:
                    # "did not vote with B against it": only what the subject did is told
                    vote = voted(m, state, _DENIED[choice], words, False, at, stop)
                    if vote is not None:
                        yield Draft(vote, hit.group.start, stop, "did not vote so with another")
                    continue
                if hit.negated and len(others) > 1:
                    continue  # not as the two did: whether as one of them is not said
                for other in others:
                    vote = voted(m, state, choice, words, hit.negated, at, stop, other)
                    if vote is not None:
                        yield Draft(vote, hit.group.start, stop, "voted the same way as")
            # "with B against it": alike is not enough, for both did so
            for other in others if how is not None and not hit.negated else ():
                vote = None if is_organisation(other) else voted(m, other, choice, words, False, at, stop)
                if vote is not None:
                    yield Draft(vote, hit.group.start, stop, "the other voted so too")
    pair = (
        r"(?:<vote> (?P<how>alike|together|identically|(?:in )?the same way|differently|on opposite sides|in opposite ways)"
        r"|<cast> (?P<cast>the same|identical|matching|different|differing|opposite|opposing) (?:votes?|ballots?)"
        r"|<take> (?P<took>the same|different|opposite|opposing) (?:sides?|positions?)|<split>(?P<split>)|<be> (?P<side>on (?:the same|opposite) sides?)) (?:on|over|in|of|when)"
    )
    for hit in m.hits(pair):
        subject = m.subject(hit.group)
        if len(subject) == 2 and hit.group.real:
            stop, words = resolution_words(m, hit.match.start(), hit.match.end())
            apart = bool(re.search(r"differ|oppos|split", hit.match.group(0), re.IGNORECASE))
            vote = voted(
                m, subject[0], "yes", words, hit.negated != apart, hit.match.start(), stop, subject[1]
            )
            if vote is not None:
                yield Draft(vote, hit.group.start, stop, "the two voted alike or apart")
                yield from _each_side(m, words, hit.match.end(), voted)


_SIDE = r"(?:(?:vot(?:ed|ing)|was|were|came (?:out|down)|being) )?(?P<{}>for|in favou?r|yes|against|no|abstain(?:ed|ing))(?: (?:it|the (?:text|resolution)))?"
#: "The two split over it: A voted for, B against".
_SIDES = re.compile(
    rf"(?:[:;,] (?:with )?| [—–-] )⟨(?P<a>\d{{1,3}})⟩ {_SIDE.format('x')},? (?:and |while |but |whereas |with )?⟨(?P<b>\d{{1,3}})⟩ {_SIDE.format('y')}(?=\W*$)"
)


def _each_side(m: Marked, words: str, position: int, voted: Callable[..., Vote | None]) -> Iterator[Draft]:
    """Read which side each of two was on, said after that they were on two."""
    sides = _SIDES.search(m.text, position)
    if sides is None:
        return
    for who, how in (("a", "x"), ("b", "y")):
        side = sides[how].lower()
        choice: VoteChoice = (
            "abstain" if side.startswith("abst") else "no" if side in ("against", "no") else "yes"
        )
        for state in m.codes(sides[who]):
            vote = voted(m, state, choice, words, False, position, position)
            if vote is not None:
                yield Draft(vote, sides.start(), sides.end(), "which side it was on")
