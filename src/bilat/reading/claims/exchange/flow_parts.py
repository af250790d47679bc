"""Who sells, who buys, whose trade it is: the part of each actor, from the words beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from bilat.propositions import Trade
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["ARMS", "BUY", "OF_ONE_KIND", "ONE_GOOD", "SELL", "TRADE", "Reading", "parts_of", "together"]

Part = Literal["seller", "buyer", "with"]

ARMS = (
    r"(?:arms|weapons?|weaponry|armaments?|munitions|ammunition|military (?:equipment|hardware|gear|kit|supplies|goods|materiel|aircraft)"
    r"|defen[cs]e (?:equipment|hardware|goods|imports|exports|purchases)|(?:fighter|combat) (?:jets?|aircraft)|warplanes|missiles|tanks|submarines|arsenal|warships|helicopters)"
)
TRADE = (
    r"(?:trade|trading|commerce|business|exports?|exported|exporting|imports?|imported|importing|goods|merchandise|products|wares|turnover"
    r"|sold|sells|selling|buys|bought|purchases|market|shipments|sales)"
)
SELL = (
    r"(?:sell|sells|sold|selling|suppl(?:y|ies|ied|ying)|export(?:s|ed|ing)?|ship(?:s|ped|ping)?|deliver(?:s|ed|ing)?|provid(?:e|es|ed|ing)|send(?:s|ing)?|sent"
    r"|furnish(?:es|ed)?|transfer(?:s|red)?|donat(?:e|es|ed)|g[ai]ve[sn]?|arm(?:s|ed|ing)(?= ⟨)|equip(?:s|ped))"
)
BUY = (
    r"(?:buy|buys|bought|buying|import(?:s|ed|ing)?|purchas(?:e|es|ed|ing)|receiv(?:e|es|ed|ing)|acquir(?:e|es|ed|ing)|get|gets|got|obtain(?:s|ed)?|procur(?:e|es|ed)"
    r"|order(?:s|ed)?|sourc(?:e|es|ed)|t(?:akes|ook|aken|ake)(?: delivery of)?|draws?|drew)"
)
#: Trade in one good is not trade as a whole.
ONE_GOOD = re.compile(
    r"\b(?:oil|gas|energy|fuel|crude|natural resources|raw materials|rare earths|minerals|medicines|meat|dairy|crops|components|petroleum|LNG|coal|grain|wheat|rice|soya|soybeans?|food|beef|fish|wine|tea|coffee|sugar|cotton|textiles?|timber|gold|copper|iron ore|steel|uranium|electricity|cars|chips|semiconductors|machinery|vaccines|fertili[sz]ers?|(?<!goods and )services)\b",
    re.IGNORECASE,
)
_SUPPLY_NOUN = r"(?:exports?|sales|deliver(?:y|ies)|shipments?|supplies|transfers|suppliers?|arms (?:industry|makers?)|goods|products)"
_DEMAND_NOUN = (
    r"(?:imports?|purchases|acquisitions|arsenal|procurement|needs|market|inventory|armed forces|army)"
)
_SLOT = re.compile(r"(?P<open>[⟨‹])(?P<n>\d{1,3})[⟩›]")


#: "Nearly all of its tanks": a share of one kind of weapon is not a share of all.
OF_ONE_KIND = re.compile(
    r"\b(?:of|all) (?:of )?(?:its |their |the |‹\d+› |⟨\d+⟩'s? )*(?:\w+ ){0,2}?(?:tanks|aircraft|planes|jets|fighters|bombers|helicopters|missiles|rockets|submarines|ships|warships|frigates|artillery|drones|rifles|radars|vehicles|engines|ammunition|small arms)\b"
)


@dataclass(slots=True)
class Reading:
    """The actors of a sentence by their part, and where they stand."""

    seller: list[tuple[int, str]] = field(default_factory=list)
    buyer: list[tuple[int, str]] = field(default_factory=list)
    partner: list[tuple[int, str]] = field(default_factory=list)
    open: list[tuple[int, str]] = field(default_factory=list)

    def add(self, part: str, at: int, codes: tuple[str, ...]) -> None:
        """Put actors at a place under their part."""
        for code in codes:
            getattr(self, part).append((at, code))


def parts_of(m: Marked) -> Reading:
    """Give every actor of a sentence its part."""
    text, read = m.text, Reading()
    hits = list(_SLOT.finditer(text))
    for i, hit in enumerate(hits):
        codes = m.codes(hit["n"])
        if not codes:
            continue
        left = text[hits[i - 1].end() if i else 0 : hit.start()]
        right = text[hit.end() : hits[i + 1].start() if i + 1 < len(hits) else len(text)]
        read.add(_part(left, right, hit["open"] == "⟨"), hit.start(), codes)
    owner = re.search(
        rf"⟨(\d{{1,3}})⟩'s? (?:[\w-]+ ){{0,3}}?{ARMS}\b[^⟨‹]*\b(?:came?|comes?|coming|stem(?:s|med)?|derived?|originat\w+|(?:is|are|was|were) (?:\w+ )?(?:bought|imported|purchased|supplied|made)) (?:\w+ )?(?:from|by|in) ",
        text,
    )
    if owner and len(read.seller) == 2:
        # "Vietnam's tanks came from Russia": whose they are got them
        mine = m.codes(owner[1])
        read.buyer += [(at, c) for at, c in read.seller if c in mine]
        read.seller = [(at, c) for at, c in read.seller if c not in mine]
    return read


def _part(left: str, right: str, noun: bool) -> str:
    """Return the part of an actor from the words before and after it."""
    near = left[-60:].lower()
    # "China's exports", "Chinese weapons", "Indian imports", "Australia's trade", "Germany's biggest customer"
    own = (
        re.match(
            rf"(?:'s?|-(?:made|built|supplied|origin))?(?: (?!than|from|to|with)[\w-]+){{0,4}}? (?P<w>{_SUPPLY_NOUN}|{_DEMAND_NOUN}|{ARMS}|trade|commerce|turnover)\b",
            right,
            re.IGNORECASE,
        )
        if right[:2] in ("'s", "' ") or not noun or re.match(r"-(?:made|built|supplied)", right)
        else None
    )
    if own:
        word = own["w"].lower()
        if re.fullmatch(_DEMAND_NOUN, word) or re.match(
            rf"(?:'s?)? (?:[\w-]+ )*?{ARMS} {_DEMAND_NOUN}", right, re.IGNORECASE
        ):
            return "buyer"
        if word in ("trade", "commerce", "turnover"):
            return "partner"
        if re.fullmatch(ARMS, word) and re.match(
            r"(?:'s?)? (?:[\w-]+ )*?(?:imported|foreign|foreign-made|purchased|acquired|incoming) ",
            right,
            re.IGNORECASE,
        ):
            return "buyer"
        if re.match(r"suppliers?", word) and right[:1] == "'":
            return "buyer"
        return "seller"
    if re.search(
        r"\b(?:exports?|sales|shipments|deliver(?:y|ies)|supplies|transfers|goods|products|arms|weapons) (?:of|by) (?:the )?$",
        near,
    ):
        return "seller"
    if re.search(r"\b(?:imports?|purchases) (?:of|by) (?:the )?$", near):
        return "buyer"
    if re.search(r"\b(?:bought|imported|purchased|received|acquired|taken) by (?:the )?$", near):
        return "buyer"
    if re.search(
        r"\b(?:from|supplied by|sold by|delivered by|provided by|made by|made in|exported by|shipped by|originat\w+ in|of) (?:the )?$",
        near,
    ) and not re.search(r"\btrade of (?:the )?$", near):
        return "seller"
    if re.search(r"\b(?:to|into|for|reach(?:ed|es)?) (?:the )?$", near):
        return "buyer"
    if re.search(r"\b(?:with|between|through|via|of|and) (?:the )?$", near):
        return "partner"
    # the subject of a verb: "China sold", "India has bought"
    lead = r"^(?:,? (?:has|have|had|was|were|is|are|did|does|do|still|also|then|now|never|not|\w+ly|in \d{4}(?:[–-]\d{2,4})?,?))*"
    if re.match(rf"{lead} {SELL}\b", right, re.IGNORECASE) and not re.match(
        rf"{lead} (?:supplied|sold|delivered|provided|sent|shipped|armed|equipped)(?: \w+)* by\b",
        right,
        re.IGNORECASE,
    ):
        passive = re.match(
            rf"^ (?:was|were|is|are|has been|have been|had been) {SELL}\b", right, re.IGNORECASE
        )
        return "buyer" if passive else "seller"
    if re.match(rf"{lead} {BUY}\b", right, re.IGNORECASE):
        return "buyer"
    if re.search(
        rf"\b{SELL}(?: both)?(?: the)?(?: (?!to|from|with|by|for|of|in|on|more|less|arms|weapons)[a-z-]+)? $",
        near,
    ):
        return "buyer"  # "armed Iraq", "sold Iraq tanks"
    if re.match(
        rf"{lead} (?:trad(?:e|es|ed)|d(?:o|oes|id)(?: \w+)? (?:business|trade))\b", right, re.IGNORECASE
    ):
        return "partner"
    return "open"


#: What is said of each partner apart.
_EACH = re.compile(r"\b(?:each|apiece|respectively|or|neither|nor|both)\b")


def together(m: Marked, drafts: Iterable[Draft]) -> list[Draft]:
    """Let partners named in one breath have their share together: "B and C account for a third of A's trade"."""
    joined: list[Draft] = []
    for found in drafts:
        claim, last = found.proposition, joined[-1] if joined else None
        before = last.proposition if last else None
        if (
            last is not None
            and isinstance(claim, Trade)
            and isinstance(before, Trade)
            and claim.relation == "share"
            and (last.start, last.end) == (found.start, found.end)
            and before.model_copy(update={"b": claim.b, "jointly": ()}) == claim
            and not _EACH.search(m.text, found.start, found.end + 30)
        ):
            joint = before.model_copy(update={"jointly": (*before.jointly, claim.b)})
            joined[-1] = replace(last, proposition=joint)
        else:
            joined.append(found)
    return joined
