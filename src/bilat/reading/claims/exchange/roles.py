"""Ranks of suppliers, customers and partners, read from the parts of a sentence (`arms`, `trade`, `closeness.comparison`).

A noun of a part in an exchange ("supplier", "customer", "partner") with a superlative belongs to somebody ("India's",
"of India") and is somebody: the other actor, where nothing but a verb of being, adverbs and times lies between. With a
comparative ("the bigger partner") the third actor is what it is compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bilat.propositions import Arms, ClosenessComparison, Trade
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.exchange.flow_parts import ARMS
from bilat.reading.claims.exchange.growth import Flow
from bilat.reading.claims.language import quantities
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find"]

_BEST = (
    r"(?:(?:by far|far and away|easily|overall|single|very) )*(?P<sup>largest|biggest|top|main|chief|leading|principal|primary|prime|premier|foremost|greatest|best|number[- ]one"
    r"|No\. ?1|most (?:important|significant|valuable)|dominant|pre-?eminent|larger|bigger|greater|smaller|more (?:important|significant|valuable)|heaviest|keenest)"
)
_SELLER = (
    r"suppliers?|providers?|sources?|sellers?|vendors?|armou?rers?|purveyors?|furnishers?|exporters?|origins?"
)
_BUYER = r"customers?|clients?|buyers?|purchasers?|recipients?|importers?|(?:export )?markets?|outlets?|destinations?|takers?"
_PARTNER = r"(?:trading|trade|commercial|business) (?:partners?|counterparts?)"
_NOUN = re.compile(
    rf"\b{_BEST} (?:(?!of\b|to\b|for\b|than\b)[\w-]+ ){{0,3}}?(?:(?P<partner>{_PARTNER})|(?P<buyer>{_BUYER})|(?P<seller>{_SELLER}))\b",
    re.IGNORECASE,
)
_OWNER_LEFT = re.compile(
    r"[⟨‹](?P<n>\d{1,3})[⟩›](?:'s?)? (?:(?:own|by far|far and away) )?(?:the )?(?:\w+ly )?$"
)
_THINGS = rf"(?:(?:(?:imported|foreign|new|modern|major|heavy|outside|external|overseas|all|the) )*(?:{ARMS}|imports?|exports?|goods|merchandise|trade)(?: and \w+)? )"
_OWNER_RIGHT = re.compile(
    rf" (?:(?:of|for|to|in|among) {_THINGS}?)?(?:of|for|to|in|among) (?:the )?[⟨‹](?P<n>\d{{1,3}})[⟩›]",
    re.IGNORECASE,
)
#: What may lie between the one who has the part and the words for it.
_LINK = re.compile(
    r"^(?:'s)?(?:[ ,]|\b(?:is|are|was|were|be|been|being|has|have|had|remain(?:s|ed)?|stay(?:s|ed)?|becom(?:e|es|ing)|became|rank(?:s|ed)?|count(?:s|ed)?|figur(?:es|ed)|stand(?:s)?|stood|serv(?:es|ed)|act(?:s|ed)|emerged|proved|turned"
    r"|constitut(?:es|ed)|represent(?:s|ed)|form(?:s|ed)|as|into|to|the|an?|not|never|no|longer|still|now|also|already|again|once|then|long|both|among|one|of|in|on|during|between|over|throughout|from|since|until|for|at|by|and|far|away|end|early|late|mid"
    r"|imports?|exports?|goods|weaponry|merchandise|years?|decades?|century|period|time|today|alone|it|which|that|who|its|their|\w+ly|\d{4}s?(?:[-–]\d{2,4})?|arms|weapons|trade)\b)*$",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:will|would|could|may|might|should|shall|if|unless|whether|plans?|wants?|wanted|hop(?:es?|ed|ing)|expect(?:s|ed)|likely|urg(?:es?|ed)|threat\w*|propos\w*|pledg\w*|promis\w*|vow\w*|offer\w*|seeks?|sought|aims?|intends?"
    r"|regard\w*|consider\w*|sees?|saw|view\w*|calls?|called|potential\w*|possible|predict\w*|poised|ambition\w*|rival\w*|replac\w*|overt\w+|surpass\w*|displac\w*)\b",
    re.IGNORECASE,
)
#: A customer for one good, or of something else, is not a partner in trade.
_OTHER = re.compile(
    r"\b(?:oil|gas|crude|petroleum|LNG|coal|energy|electricity|grain|wheat|rice|soya|soybeans?|food|beef|fish|wine|tea|coffee|sugar|cotton|textiles?|timber|gold|copper|iron|steel|uranium|cars?|chips|semiconductors|machinery|vaccines|fertili[sz]ers?|services"
    r"|aid|loans?|credit|capital|invest\w+|tourists?|tourism|students|migrants?|refugees|labou?r|remittances|troops|donors?|drugs|information|news|intelligence|water|growth|income|instability|support|bananas?)\b",
    re.IGNORECASE,
)
_ARMS = re.compile(rf"\b{ARMS}\b|\barmou?rers?\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|no longer|neither|nor)\b(?! (?:only|merely|just)\b)", re.IGNORECASE)
_CONTRAST = re.compile(
    r",? ?(?:and )?(?:not|rather than|instead of|than|ahead of) (?:the )?⟨(?P<c>\d{1,3})⟩,?"
)
_SECOND_TO = re.compile(
    r"\b(?:second|next) only to ⟨(?P<c>\d{1,3})⟩ (?:as|among|in the list of) (?P<np>(?:(?:an?|the|its|their|⟨\d{1,3}⟩'s?|‹\d{1,3}›) )?)(?=[\w‹⟨])|\bsecond only to ⟨(?P<c2>\d{1,3})⟩ (?=among\b)"
)


def find(m: Marked) -> Iterator[Draft]:
    """Find who is whose largest supplier, customer or partner."""
    text = m.text
    if m.search(_UNREAL) or ";" in text or m.open_question or "unlike" in text.lower():
        return
    first = m.search(_SECOND_TO)
    noun = m.search(_NOUN)
    if first and not noun:
        noun = re.search(
            rf"(?P<sup>)(?:(?P<partner>{_PARTNER})|(?P<buyer>{_BUYER})|(?P<seller>{_SELLER}))\b", text
        )
    if noun is None:
        return
    contrast = None if first else m.search(_CONTRAST)
    ahead = m.one((first["c"] or first["c2"]) if first else contrast["c"] if contrast else None)
    skip = first or contrast
    arms = m.search(_ARMS) is not None
    if not arms and (
        m.search(_OTHER) or (noun["seller"] and not re.search(r"\bimport|\bgoods\b|\bexporter", text))
    ):
        return
    left = _OWNER_LEFT.search(text[: noun.start()])
    right = _OWNER_RIGHT.match(text, noun.end())
    owner_hit, start, end = None, noun.start(), noun.end()
    if left:
        owner_hit, start = left["n"], left.start()
    elif right:
        owner_hit, end = right["n"], right.end()
    owner = m.one(owner_hit) if owner_hit else None
    if owner is None or quantities.regional(text[end:]):
        return
    others = []
    for hit in re.finditer(r"⟨(\d{1,3})⟩", text):
        if (skip and skip.start() <= hit.start() < skip.end()) or start <= hit.start() < end:
            continue
        others += [(hit, c) for c in m.codes(hit[1]) if c not in (owner, ahead)]
    fillers = list(dict.fromkeys(c for _h, c in others))
    # "A and B are among its five largest": both are; else one alone is the largest
    several = len(fillers) > 1 and ahead is None and bool(m.rank(0, len(text)).get("within"))
    if len({h.start() for h, _c in others}) != 1 or not (several or len(others) == 1):
        return
    hit = others[0][0]
    between = text[hit.end() : start] if hit.end() <= start else text[end : hit.start()]
    if skip:
        between = between.replace(skip.group(0), " ")
    if not _LINK.match(between) or not re.search(
        r"\b(?:is|are|was|were|been|be|remain|stay|becom|became|rank|stood|stand|serv|act|emerg|prov|figur|count|constitut|represent|form|turned)",
        between,
    ):
        return
    for filler in fillers:
        yield from _drafts(m, owner, filler, ahead, noun, arms=arms, second=first is not None)


def _drafts(
    m: Marked, owner: str, filler: str, ahead: str | None, noun: re.Match[str], *, arms: bool, second: bool
) -> Iterator[Draft]:
    text = m.text
    stop = len(text.rstrip())
    window = times(m.window(0, len(text)))
    word = (noun["sup"] or "").lower()
    comparative = word in ("larger", "bigger", "greater", "smaller") or word.startswith("more ")
    body = _CONTRAST.sub(" ", text)
    negated = bool(_NOT.search(body))
    flow: Flow = "total" if noun["partner"] else "exports" if noun["buyer"] else "imports"
    if comparative:
        if ahead is None or (arms and flow == "total"):
            return
        yield Draft(
            ClosenessComparison(
                a=owner,
                b=filler,
                versus=ahead,
                direction="farther" if word == "smaller" else "closer",
                dimension="arms" if arms else "trade",
                flow=flow,
                negated=negated,
                **window,
            ),
            0,
            stop,
            "a larger partner than another",
        )
        return
    if arms and flow == "total":
        return
    rank = {"rank": 2} if second else m.rank(0, stop)
    yield _ranked(m, owner, filler, flow, arms=arms, negated=negated, rank=rank, window=window)
    if second and ahead is not None and not negated:
        yield _ranked(m, owner, ahead, flow, arms=arms, negated=False, rank={}, window=window)


def _ranked(
    m: Marked,
    owner: str,
    filler: str,
    flow: Flow,
    *,
    arms: bool,
    negated: bool,
    rank: dict[str, int],
    window: dict[str, object],
) -> Draft:
    stop = len(m.text.rstrip())
    if not arms:
        claim = Trade(
            a=owner, b=filler, relation="largest partner", flow=flow, negated=negated, **rank, **window
        )
        return Draft(claim, 0, stop, "a partner's rank")
    relation: Literal["largest supplier", "largest recipient"] = (
        "largest supplier" if flow == "imports" else "largest recipient"
    )
    supplier, recipient = (filler, owner) if flow == "imports" else (owner, filler)
    made = Arms(
        supplier=supplier, recipients=(recipient,), relation=relation, negated=negated, **rank, **window
    )
    return Draft(made, 0, stop, "a rank among suppliers or customers")
