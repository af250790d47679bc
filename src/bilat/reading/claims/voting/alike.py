"""Voting alike at the United Nations, read from the parts of a sentence where no fixed wording fits.

A share of votes, a comparison of two partners, or a drift: told by how often, by "than", by a verb of moving; and by
whether the words are of likeness ("matched", "the same") or of difference ("opposed", "at odds").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat.propositions import ClosenessComparison, ClosenessTrend, Comparator, VoteShare
from bilat.reading.claims.alignment import two_times
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.language import quantities
from bilat.reading.claims.language.symbols import SYMBOL
from bilat.reading.claims.sentence.marked import Marked
from bilat.reading.claims.voting.shares import elsewhere, issue_of

__all__ = ["find"]

_VOTES = re.compile(
    r"\bvot(?:e|es|ed|ing)\b|\broll[- ]calls?\b|\bballots\b|\bdivisions\b|\bGeneral Assembly\b|\bUNGA\b|\bUN (?:resolutions|positions|record)\b|\bat the UN\b|\bthe Assembly\b",
    re.IGNORECASE,
)
_ONE_VOTE = re.compile(
    r"\b(?:the|a|an|this|that) (?:\d{4} |\w+ )?(?:resolution|draft|vote (?:on|about|demanding|condemning))\b(?!s)|\belections?\b|\breferendum\b|\bparliament\b|\bveto",
    re.IGNORECASE,
)
_LIKE = re.compile(
    r"\bmatch\w*|\bidentical|\bsame\b|\balike\b|\btogether\b|\bagree\w*|\bcoincid\w*|\bsid(?:e|es|ed|ing) with|\boverlap\w*|\bmirror\w*|\becho\w*|\bshar(?:e|es|ed|ing)\b|\bin (?:line|step|lockstep|tandem|harmony|unison)\b"
    r"|\bconcur\w*|\balign\w*|\bwith\b|\blike\b|\bfollow\w*|\bas\b|\bjoin\w*|\bback(?:s|ed|ing)?\b|\bcongruen\w*|\bconsisten\w*",
    re.IGNORECASE,
)
_UNLIKE = re.compile(
    r"\bbr(?:oke|eaks?|eaking|oken) (?:ranks )?with\b|\boppos\w*|\bagainst\b|\bdiffer\w*|\bdisagree\w*|\bopposite\b|\bdiverg\w*|\bat odds\b|\bpart(?:ed)? (?:ways|company)\b|\bsplit\b|\bclash\w*|\bcontradict\w*|\bunlike\b",
    re.IGNORECASE,
)
#: Identical voting is at least 95 in a hundred, "virtually identical" 90.
_IDENTICAL = re.compile(
    r"\bidentical\b|\bindistinguishable\b|\b(?:exactly|virtually|almost|nearly|practically) the same\b"
)
_CLOSER = re.compile(
    r"\b(?:drew|draw(?:s|n|ing)?|grew|grow(?:n|s|ing)?|mov(?:e|es|ed|ing)|came|com(?:e|es|ing)|g[eo]t(?:ten|ting)?|becom\w+|became) (?:\w+ly )?(?:closer|nearer|together|more alike|more similar|more aligned)\b"
    r"|\bconverg\w+|\bnarrow(?:ed|s|ing)?\b|\bmore and more alike\b|\b(?:increasingly|ever more) (?:alike|similar|aligned|close|in (?:line|step))\b"
    r"|\b(?:agreement|alignment|similarity|coincidence|overlap|likeness)\b[^.;]{0,60}\b(?:rose|ris(?:en|ing)|gr(?:ew|own|owing)|increas(?:ed|ing)|climb(?:ed|ing)|improv(?:ed|ing)|strengthen(?:ed|ing)|went up)\b",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\b(?:drift\w*|mov(?:e|es|ed|ing)|gr(?:ew|ow|ows|own|owing)|pull(?:ed|ing)|came) (?:\w+ly )?(?:apart|away|further apart|farther apart|more distant|less alike|less similar)\b|\bdiverg\w+|\bwiden(?:ed|s|ing)?\b|\bdistanc(?:ed|es|ing) (?:itself|themselves)\b"
    r"|\b(?:agreement|alignment|similarity|coincidence|overlap|likeness)\b[^.;]{0,60}\b(?:fell|fall(?:en|ing)|declin(?:ed|ing)|dropp(?:ed|ing)|decreas(?:ed|ing)|shr(?:ank|unk|inking)|weaken(?:ed|ing)|erod(?:ed|ing)|went down)\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\b(?P<near>closer|nearer|more (?:\w+ly |often |frequently )?(?:\w+ )?|oftener)|(?P<far>farther|further|less|fewer|rarer|more distant|more rarely|more seldom)\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:will|would|could|may|might|should|if|unless|whether|plans?|wants?|hopes?|expected|likely|urged?|pledged|promised|vowed|threatened)\b",
    re.IGNORECASE,
)
#: "Even A votes with us more often than B": whom the writer means is not said.
_WHOM = re.compile(r"\b(?:with|against|like|as) (?:us|me|him|her|them|you)\b")
_DOES = re.compile(r"than [⟨‹]\d{1,3}[⟩›](?:'s?)?(?: votes?)? (?:did|does|do|has|had|have|were|was|is|are)\b")
_TURNED: dict[str, Comparator] = {
    "more than": "less than",
    "less than": "more than",
    "at least": "at most",
    "at most": "at least",
}


def find(m: Marked) -> Iterator[Draft]:
    """Find what is said of voting alike; nothing where one resolution is meant or the sentence says what may be."""
    text = m.text
    if (
        not m.first.search(_VOTES)
        or m.first.search(SYMBOL)
        or m.search(_ONE_VOTE)
        or elsewhere(m.first)
        or two_times.set_beside(m)
        or (m.made and not m.search(_VOTES))  # the votes are of another part of the sentence
    ):
        return
    if m.search(_UNREAL) or ";" in text or m.open_question or m.search(_WHOM):
        return
    actors: list[tuple[int, str]] = []
    for hit in re.finditer(r"[⟨‹](\d{1,3})[⟩›]", text):
        actors += [(hit.start(), c) for c in m.codes(hit[1]) if c not in ("UN", "UNSC")]
    codes = list(dict.fromkeys(c for _at, c in actors))
    window = m.window(0, len(text))
    than = re.search(
        r"\bthan\b(?! (?:half|\d|one|two|three|four|five|six|seven|eight|nine|ten|an? |not\b|most))", text
    )
    if len(codes) == 3 and than:
        yield from _compared(m, actors, than.start())
        return
    if len(codes) != 2:
        return
    a, b = codes
    end = len(text.rstrip())
    unlike = bool(m.search(_UNLIKE))
    quantity = quantities.frequency(text)
    if quantity is None and m.search(_IDENTICAL):
        near = re.search(r"\b(?:virtually|almost|nearly|practically|all but) (?:identical|the same)\b", text)
        quantity = quantities.Quantity(0.9 if near else 0.95, "at least", 0, 0)
    moved, apart = m.search(_CLOSER), m.search(_APART)
    if quantity is not None and re.search(r"(?<!than )\b(?:not|never)\b", text):
        return  # "did not agree on more than a fifth": of those, or not of so many?
    if quantity is not None and (unlike or m.search(_LIKE)) and not (moved or (apart and not unlike)):
        share, comparator = quantity.value, quantity.comparator
        if unlike:
            share, comparator = round(1 - share, 3), _TURNED.get(comparator, comparator)
        claim = VoteShare(
            a=a, b=b, share=share, comparator=comparator, issue=issue_of(m.source), **times(window)
        )
        yield Draft(claim, 0, end, "how often they vote alike")
        return
    if bool(moved) != bool(apart):
        negated = bool(re.search(r"\b(?:not|never|no)\b", text))
        trend = ClosenessTrend(
            a=a,
            b=b,
            direction="closer" if moved else "apart",
            dimension="votes",
            negated=negated,
            **times(window),
        )
        yield Draft(trend, 0, end, "votes that moved")


def _compared(m: Marked, actors: list[tuple[int, str]], than: int) -> Iterator[Draft]:
    """Read "more often with B than with C", "nearer to B's than to C's"."""
    text = m.text
    before = list(dict.fromkeys(c for at, c in actors if at < than))
    after = [c for at, c in actors if at > than and c not in before]
    degree = _DEGREE.search(text[:than])
    if len(before) != 2 or len(set(after)) != 1 or degree is None:
        return
    near = degree["near"] is not None
    if _UNLIKE.search(text[:than]):
        near = not near
    negated = bool(re.search(r"\b(?:not|never)\b", text[:than]))
    a, b = before
    if _DOES.match(text, than):
        a, b = b, a  # "matched B's more often than C's did": C's beside A's, with B's
    claim = ClosenessComparison(
        a=a,
        b=b,
        versus=after[0],
        direction="closer" if near else "farther",
        dimension="votes",
        negated=negated,
        **times(m.window(0, len(text))),
    )
    yield Draft(claim, 0, len(text.rstrip()), "votes with one more than with another")
