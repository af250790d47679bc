"""Membership, read from the parts of a sentence where no fixed wording fits (`membership`).

One organisation, one state or list of states, one way of belonging (founding, joining, leaving, being in or outside).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from bilat.propositions import Membership
from bilat.reading.claims.bonds import membership
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.language.organisations import ON_ITS_BEHALF, is_organisation
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find"]

Change = Literal["is", "joined", "left", "founded"]

_WAYS_IN_WORDS: tuple[tuple[str, Change], ...] = (
    (
        r"found(?:ers?|ing (?:members?|states?|nations?|fathers?))|charter members?|original (?:members?|signator\w+)|co-?found\w+",
        "founded",
    ),
    (
        r"(?<!be )(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )(?<!being )left(?! (?:without|outside|out|alone|behind|with|isolated|to|of)\b)|le(?:aves?|aving)|withdr\w+|quit\w*|exit(?:s|ed)?|pull(?:s|ed) out|walk(?:s|ed) out|depart(?:s|ed|ure)|expel\w*|expulsion|resign\w*|ceased to be|former members?",
        "left",
    ),
    (
        r"join(?:s|ed|ing)?|acced\w+|accession|admi(?:tted|ssion|ts)|enter(?:s|ed)|entry|adher\w+|entrant|newcomer|took (?:up )?(?:its|their) (?:place|seat)|(?:became|become|becoming) (?:an? |the )?(?:\w+ )*member",
        "joined",
    ),
    (r"outside|not part of|non-members?", "is"),
    (
        r"members?(?:hip)?|belong(?:s|ed|ing)?|part of|within|inside|ranks|counts? among|counted among|numbered among|sits? (?:in|on)|seat|fold|club",
        "is",
    ),
)
_WAYS = tuple((re.compile(rf"\b(?:{words})\b", re.IGNORECASE), change) for words, change in _WAYS_IN_WORDS)
_UNREAL = re.compile(
    r"\b(?:will|would|could|may|might|should|shall|if|unless|whether|plans?|wants?|wanted|hop(?:es?|ed|ing)|expect(?:s|ed)|likely|urg\w+|threat\w*|propos\w*|pledg\w*|promis\w*|vow\w*|offer\w*|seeks?|sought|seeking|aims?|intend\w*|appl(?:y|ied|ies|ication|ying)"
    r"|consider\w*|mull\w*|contemplat\w*|ponder\w*|weigh(?:s|ed|ing)|close to|clos(?:er|ing) (?:to|in)|near(?:s|ed|ing|ly)|almost|verge|brink|prepar\w*|interest\w*|discuss\w*|debat\w*|explor\w*|sound(?:s|ed) out|abstain\w*|bids?|candida\w+|aspir\w+|observers?|associate|partner\w*|dialogue|talks|negotiat\w*|invit\w*|block\w*|veto\w*|oppos\w*|support\w*|campaign\w*|suspend\w*|summit|meeting|mission|forces?|troops|sanction\w*|favou?r\w*|insist\w*|lobb\w*|push\w*|deserv\w*|argu\w*|prefer\w*|welcom\w*|itself|reform\w*|refer\w*|resent\w*|regret\w*|lament\w*|bemoan\w*|complain\w*|env(?:y|ies|ied)|covet\w*|den(?:y|ies|ied)|vote\w*|lead\w*|chair\w*|presiden\w*|headquarter\w*|between|against)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"[⟨‹]\d{1,3}[⟩›](?:'s?)? (?:\w+ ){0,2}(?:neighbou?rs?|allies|ally|partners?|rivals?|clients?|colon(?:y|ies)|provinces?|enemies|enemy|patrons?|customers?|suppliers?)\b|\bneighbou?rs of [⟨‹]",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|no longer|neither|nor|without|outside)\b|\bnon-|\bno (?=member)", re.IGNORECASE
)


def find(m: Marked) -> Iterator[Draft]:
    """Find one membership."""
    text = m.text
    if m.parts and not m.made:
        # a part of the sentence says it whole, with a time of its own: "A, a member by 1990, was spared"
        said_apart = [d for part in m.parts for d in (*membership.find(part), *find(part))]
        if said_apart:
            yield replace(said_apart[0], start=0, end=len(text.rstrip()))
            return
    if m.search(_OF_OTHERS):
        return  # A's neighbours are not A
    if m.search(_UNREAL) or ";" in text or m.open_question:
        return
    organisations: list[str] = []
    states: list[tuple[int, tuple[str, ...]]] = []
    for hit in re.finditer(r"[⟨‹](\d{1,3})[⟩›]", text):
        codes = m.codes(hit[1])
        if ON_ITS_BEHALF.match(m.source, m.slots[int(hit[1])].end):
            return  # "as part of an African Union mission": no member by that
        organisations += [c for c in codes if is_organisation(c) and c not in organisations]
        own = tuple(c for c in codes if not is_organisation(c))
        if own:
            states.append((hit.start(), own))
    if "UNSC" in organisations and re.search(r"\b(?:permanent|elected|rotating)\b", text):
        return  # of which kind of seat, `membership` says
    if len(organisations) != 1 or len({s for _at, s in states}) != 1 or m.members:
        return
    said = [change for pattern, change in _WAYS if m.search(pattern)]
    if (
        not said
        or ("left" in said and "joined" in said)
        or len(re.findall(r"\b(?:who|which|that|while|but|although)\b", text)) > 1
    ):
        return
    change = said[0]
    negated = len(_NOT.findall(text)) % 2 == 1
    window = m.window(0, len(text))
    claim = Membership(
        states=states[0][1],
        organisation=organisations[0],
        change=change,
        negated=negated,
        **times(window),
    )
    yield Draft(claim, 0, len(text.rstrip()), f"membership, from its parts: {change}")
