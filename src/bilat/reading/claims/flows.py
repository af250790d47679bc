"""Goods and arms between states, read from the parts of a sentence where no fixed wording fits (`trade`, `arms`).

Every actor gets a part from the words beside it: who sells, who buys, whose trade it is. What is said of the flow is
read apart from that: a rank ("more than any other"), a comparison ("more than from"), a share ("a third of"), growth, a
record, or only that there was some. Order of words does not matter; a sentence in which two readings fit is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from bilat.propositions import Arms, ClosenessComparison, Trade
from bilat.reading.claims import quantities
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.growth import Flow
from bilat.reading.claims.marked import Marked
from bilat.reading.claims.windows import Window

__all__ = ["find"]

Part = Literal["seller", "buyer", "with"]

_ARMS = (
    r"(?:arms|weapons?|weaponry|armaments?|munitions|ammunition|military (?:equipment|hardware|gear|kit|supplies|goods|materiel|aircraft)"
    r"|defen[cs]e (?:equipment|hardware|goods|imports|exports|purchases)|(?:fighter|combat) (?:jets?|aircraft)|warplanes|missiles|tanks|submarines|arsenal|warships|helicopters)"
)
_TRADE = (
    r"(?:trade|trading|commerce|business|exports?|exported|exporting|imports?|imported|importing|goods|merchandise|products|wares|turnover"
    r"|sold|sells|selling|buys|bought|purchases|market|shipments|sales)"
)
_SELL = (
    r"(?:sell|sells|sold|selling|suppl(?:y|ies|ied|ying)|export(?:s|ed|ing)?|ship(?:s|ped|ping)?|deliver(?:s|ed|ing)?|provid(?:e|es|ed|ing)|send(?:s|ing)?|sent"
    r"|furnish(?:es|ed)?|transfer(?:s|red)?|donat(?:e|es|ed)|g[ai]ve[sn]?|arm(?:s|ed|ing)(?= ⟨)|equip(?:s|ped))"
)
_BUY = (
    r"(?:buy|buys|bought|buying|import(?:s|ed|ing)?|purchas(?:e|es|ed|ing)|receiv(?:e|es|ed|ing)|acquir(?:e|es|ed|ing)|get|gets|got|obtain(?:s|ed)?|procur(?:e|es|ed)"
    r"|order(?:s|ed)?|sourc(?:e|es|ed)|t(?:akes|ook|aken|ake)(?: delivery of)?|draws?|drew)"
)
_SUPPLY_NOUN = r"(?:exports?|sales|deliver(?:y|ies)|shipments?|supplies|transfers|suppliers?|arms (?:industry|makers?)|goods|products)"
_DEMAND_NOUN = (
    r"(?:imports?|purchases|acquisitions|arsenal|procurement|needs|market|inventory|armed forces|army)"
)
_UNREAL = re.compile(
    r"\b(?:will|would|could|may|might|should|shall|if|unless|whether|plans?|planned|wants?|wanted|hop(?:es?|ed|ing)|expect(?:s|ed)|likely|urg(?:es?|ed)|call(?:s|ed) (?:on|for)"
    r"|threat\w*|propos\w*|agreed|pledg\w*|promis\w*|vow\w*|offer\w*|consider\w*|seeks?|sought|aims?|intends?|intended|ready|willing|refus\w*|talks|negotiat\w*|discuss\w*|ban(?:s|ned)?|sanction\w*|embargo\w*|stop\w*|suspend\w*|halt\w*)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|no longer|nor|neither|hardly any|without)\b|\bno (?=\w)|\bnone\b", re.IGNORECASE
)
_ANY = r"(?:any|anyone|anybody|all|every|each)(?: of)?(?: (?:the|its|‹\d+›))?(?: other| others)?(?: \w+){0,2}"
_MOST = re.compile(
    rf"\bmore\b[^.;]*?\bthan (?:\w+ )?(?:from |to |with |for |did |does )?(?:{_ANY})\b(?! ⟨)", re.IGNORECASE
)
_NOBODY = re.compile(
    r"\bno (?:other )?(?:single )?(?:country|state|nation|one|partner|supplier|customer|buyer|market|power|government|economy)(?: in the world)?\b",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(
    r"\b(?P<deg>more|less|fewer|larger|bigger|greater|smaller|higher|lower)\b", re.IGNORECASE
)
_EXCEEDS = re.compile(
    r"\b(?:exceed(?:s|ed)?|surpass(?:es|ed)?|outstripp?(?:s|ed)?|outweigh(?:s|ed)?|dwarf(?:s|ed)?|outpac(?:es|ed))\b"
)
#: Trade in one good is not trade as a whole.
_ONE_GOOD = re.compile(
    r"\b(?:oil|gas|crude|petroleum|LNG|coal|grain|wheat|rice|soya|soybeans?|food|beef|fish|wine|tea|coffee|sugar|cotton|textiles?|timber|gold|copper|iron ore|steel|uranium|electricity|cars|chips|semiconductors|machinery|vaccines|fertili[sz]ers?|services)\b",
    re.IGNORECASE,
)
_SLOT = re.compile(r"(?P<open>[⟨‹])(?P<n>\d{1,3})[⟩›]")
_RECORD = re.compile(
    r"\brecord(?: high| level| volume)?\b|\ball-time (?:high|peak|record)\b|\bhighest (?:level )?(?:ever|on record|in history)\b|\bnew (?:high|peak)\b|\bpeaked\b|\bnever (?:been )?(?:higher|greater|larger|traded (?:so|as) much)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Reading:
    """The actors of a sentence by their part, and where they stand."""

    seller: list[tuple[int, str]] = field(default_factory=list)
    buyer: list[tuple[int, str]] = field(default_factory=list)
    partner: list[tuple[int, str]] = field(default_factory=list)
    open: list[tuple[int, str]] = field(default_factory=list)

    def add(self, part: str, at: int, codes: tuple[str, ...]) -> None:
        for code in codes:
            getattr(self, part).append((at, code))


def find(m: Marked) -> Iterator[Draft]:
    """Find flows; nothing where the sentence speaks of what may be, or of more than one thing."""
    text = m.text
    arms = bool(re.search(rf"\b{_ARMS}\b", text, re.IGNORECASE))
    if not arms and not re.search(rf"\b{_TRADE}\b", text, re.IGNORECASE):
        return
    if _UNREAL.search(text) or ";" in text or m.open_question or (not arms and _ONE_GOOD.search(text)):
        return
    read = _parts(m)
    everyone = {c for part in (read.seller, read.buyer, read.partner, read.open) for _at, c in part}
    if not 2 <= len(everyone) <= 6:
        return
    window = m.window(0, len(text))
    for maker in (_rank, _comparison, _share, _growth, _plain):
        found = list(maker(m, read, window, arms))
        if found:
            yield from found
            return


def _parts(m: Marked) -> _Reading:
    text, read = m.text, _Reading()
    hits = list(_SLOT.finditer(text))
    for i, hit in enumerate(hits):
        codes = m.codes(hit["n"])
        if not codes:
            continue
        left = text[hits[i - 1].end() if i else 0 : hit.start()]
        right = text[hit.end() : hits[i + 1].start() if i + 1 < len(hits) else len(text)]
        read.add(_part(left, right, hit["open"] == "⟨"), hit.start(), codes)
    return read


def _part(left: str, right: str, noun: bool) -> str:
    """Return the part of an actor from the words before and after it."""
    near = left[-60:].lower()
    # "China's exports", "Chinese weapons", "Indian imports", "Australia's trade", "Germany's biggest customer"
    own = (
        re.match(
            rf"(?:'s?)?(?: (?!than|from|to|with)[\w-]+){{0,4}}? (?P<w>{_SUPPLY_NOUN}|{_DEMAND_NOUN}|{_ARMS}|trade|commerce|turnover)\b",
            right,
            re.IGNORECASE,
        )
        if right[:2] in ("'s", "' ") or not noun
        else None
    )
    if own:
        word = own["w"].lower()
        if re.fullmatch(_DEMAND_NOUN, word) or re.match(
            rf"(?:'s?)? (?:[\w-]+ )*?{_ARMS} {_DEMAND_NOUN}", right, re.IGNORECASE
        ):
            return "buyer"
        if word in ("trade", "commerce", "turnover"):
            return "partner"
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
    if re.match(rf"{lead} {_SELL}\b", right, re.IGNORECASE) and not re.match(
        rf"{lead} (?:supplied|sold|delivered|provided|sent|shipped|armed|equipped)(?: \w+)* by\b",
        right,
        re.IGNORECASE,
    ):
        passive = re.match(
            rf"^ (?:was|were|is|are|has been|have been|had been) {_SELL}\b", right, re.IGNORECASE
        )
        return "buyer" if passive else "seller"
    if re.match(rf"{lead} {_BUY}\b", right, re.IGNORECASE):
        return "buyer"
    if re.search(rf"\b{_SELL}(?: both)? (?:the )?$", near):
        return "buyer"  # "armed Iraq", "sold Iraq tanks"
    if re.match(
        rf"{lead} (?:trad(?:e|es|ed)|d(?:o|oes|id)(?: \w+)? (?:business|trade))\b", right, re.IGNORECASE
    ):
        return "partner"
    return "open"


def _one(part: list[tuple[int, str]]) -> str | None:
    codes = list(dict.fromkeys(c for _at, c in part))
    return codes[0] if len(codes) == 1 else None


def _draft(m: Marked, claim: Trade | Arms | ClosenessComparison, why: str) -> Draft:
    return Draft(claim, 0, len(m.text.rstrip()), why)


def _rank(m: Marked, read: _Reading, window: Window, arms: bool) -> Iterator[Draft]:
    """Read "more than any other", "no country more than"."""
    text = m.text
    nobody = _NOBODY.search(text)
    most = _MOST.search(text)
    if (not nobody and not most) or quantities.regional(text):
        return
    if nobody:
        # "No country sold more to A than B": the one after "than" is the first, the part is that of "no country".
        than = re.search(r"\bthan (?:the )?⟨(\d{1,3})⟩(?: (?:did|does|has|had|was|is))?", text)
        if not than or not re.search(r"\b(?:more|greater|larger|bigger|as much|so much)\b", text):
            return
        first = m.one(than[1])
        verb = text[nobody.end() :]
        sells = re.match(rf"(?: \w+){{0,2}}? {_SELL}\b", verb, re.IGNORECASE)
        buys = re.match(rf"(?: \w+){{0,2}}? {_BUY}\b", verb, re.IGNORECASE)
        rest = [
            c for part in (read.seller, read.buyer, read.partner, read.open) for at, c in part if c != first
        ]
        other = rest[0] if len(set(rest)) == 1 else None
        if first is None or other is None:
            return
        yield from _ranked(m, other, first, window, arms, sells=bool(sells), buys=bool(buys))
        return
    actor = [(at, c) for part in (read.seller, read.buyer, read.partner, read.open) for at, c in part]
    actor.sort()
    codes = list(dict.fromkeys(c for _at, c in actor))
    if len(codes) != 2:
        return
    subject, other = codes
    buyer, seller = _one(read.buyer), _one(read.seller)
    if arms or read.buyer or read.seller:
        if buyer is None and seller is not None:
            buyer = next(c for c in codes if c != seller)
        if seller is None and buyer is not None:
            seller = next(c for c in codes if c != buyer)
        if buyer is None or seller is None or buyer == seller:
            return
        # the subject ranks its own partners: "A bought more from B than from anyone else", but
        # "A bought more B-made weapons than anyone else" ranks A among B's customers
        by_subject = re.search(r"\bthan (?:from|to|with)\b", text) is not None or re.search(
            r"\b(?:from|to) (?:the )?⟨\d+⟩(?: in \d{4})? than\b", text
        )
        whose = subject if by_subject else other
        yield from _ranked(
            m,
            whose,
            other if by_subject else subject,
            window,
            arms,
            sells=whose == buyer,
            buys=whose == seller,
        )
        return
    yield from _ranked(m, subject, other, window, arms, sells=False, buys=False)


def _ranked(
    m: Marked, whose: str, first: str, window: Window, arms: bool, *, sells: bool, buys: bool
) -> Iterator[Draft]:
    """Make "`first` is the largest partner of `whose`"; ``sells``: others sell to `whose`, ``buys``: they buy from it."""
    if arms:
        if sells == buys:
            return
        relation: Literal["largest supplier", "largest recipient"] = (
            "largest supplier" if sells else "largest recipient"
        )
        supplier, recipient = (first, whose) if sells else (whose, first)
        yield _draft(
            m,
            Arms(supplier=supplier, recipients=(recipient,), relation=relation, **times(window)),
            "more arms than any other",
        )
        return
    flow: Flow = "imports" if sells else "exports" if buys else "total"
    yield _draft(
        m,
        Trade(a=whose, b=first, relation="largest partner", flow=flow, **times(window)),
        "trades more than any other",
    )


def _comparison(m: Marked, read: _Reading, window: Window, arms: bool) -> Iterator[Draft]:
    """Read "A sold more to B than to C", "exports to B were larger than those to C"."""
    text = m.text
    than = re.search(r"\bthan\b", text)
    deg = _MORE_THAN.search(text)
    exceeds = _EXCEEDS.search(text)
    if exceeds and not than:
        deg = than = exceeds
    if not deg or not than or than.start() < deg.start():
        return
    actors = sorted((at, c) for part in (read.seller, read.buyer, read.partner, read.open) for at, c in part)
    after = [c for at, c in actors if at > than.start()]
    before = list(dict.fromkeys(c for at, c in actors if at < than.start()))
    if len(before) != 2 or not after or len(set(after) - set(before)) != 1:
        return
    c = next(x for x in after if x not in before)
    tail = text[than.end() :]
    # "sold more to B than C did": another seller, another comparison, about B's suppliers
    other_subject = re.match(
        r" (?:the )?⟨\d+⟩(?: (?:did|does|has|had|was|sold|bought)\b|\W*$| (?:in|between|from|over|during) (?:\d|the ))",
        tail,
    ) is not None and not re.search(r"\b(?:to|from|with) (?:the )?⟨\d+⟩[^⟨]{0,40}$", text[: than.start()])
    a, b = before
    if other_subject:
        # both a and c deal with b: whose partners are compared is b
        a, b = b, a
    near = deg is exceeds or deg.group(0).lower() in ("more", "larger", "bigger", "greater", "higher")
    sellers, buyers = {x for _at, x in read.seller}, {x for _at, x in read.buyer}
    flow: Flow = "total"
    if (a in sellers and a not in buyers) or (b in buyers and b not in sellers):
        flow = "exports"
    elif (a in buyers and a not in sellers) or (b in sellers and b not in buyers):
        flow = "imports"
    if arms and flow == "total":
        return
    negated = bool(_NOT.search(text[: deg.start()]))
    yield _draft(
        m,
        ClosenessComparison(
            a=a,
            b=b,
            versus=c,
            direction="closer" if near else "farther",
            dimension="arms" if arms else "trade",
            flow=flow,
            negated=negated,
            **times(window),
        ),
        "more with one than with another",
    )


def _share(m: Marked, read: _Reading, window: Window, arms: bool) -> Iterator[Draft]:
    """Read a share of somebody's trade or arms, in any order."""
    text = m.text
    quantity = quantities.share(text)
    actors = sorted((at, c) for part in (read.seller, read.buyer, read.partner, read.open) for at, c in part)
    codes = list(dict.fromkeys(c for _at, c in actors))
    if quantity is None or len(codes) != 2 or not re.search(r"\bof\b|\bshare\b|\baccount", text):
        return
    if re.search(quantities.UP_OR_DOWN, text[: quantity.end], re.IGNORECASE) and re.search(
        r"\bby\b", text[: quantity.end]
    ):
        return
    negated = bool(
        _NOT.search(re.sub(r"\bno (?:more|less|fewer) than\b|\bnot (?:more|less) than\b", "", text))
    )
    made = {"share": quantity.value, "comparator": quantity.comparator, "negated": negated, **times(window)}
    if arms:
        buyer, seller = _one(read.buyer), _one(read.seller)
        if buyer is None and seller is not None:
            buyer = next(c for c in codes if c != seller)
        if seller is None and buyer is not None:
            seller = next(c for c in codes if c != buyer)
        # a share of what one side sells is not a share of what the other gets
        if (
            buyer is None
            or seller is None
            or buyer == seller
            or re.search(
                r"\bof (?:the )?[⟨‹]\d+[⟩›](?:'s?)? (?:\w+ )*?(?:arms |weapons )?(?:exports|sales|deliveries)\b",
                text,
            )
        ):
            return
        yield _draft(
            m, Arms(supplier=seller, recipients=(buyer,), relation="share", **made), "a share of arms"
        )
        return
    owner = re.search(
        r"[⟨‹](?P<n>\d{1,3})[⟩›](?:'s?)? (?:(?:total|overall|foreign|external|goods|whole|merchandise|entire|global) )*(?P<w>trade|commerce|exports?|imports?)\b|(?P<w2>trade|exports?|imports?) of (?:the )?⟨(?P<n2>\d{1,3})⟩",
        text,
    )
    if not owner:
        return
    a = m.one(owner["n"] or owner["n2"])
    b = next((c for c in codes if c != a), None)
    if a is None or b is None:
        return
    word = (owner["w"] or owner["w2"]).lower()
    flow: Flow = (
        "exports" if word.startswith("export") else "imports" if word.startswith("import") else "total"
    )
    yield _draft(m, Trade(a=a, b=b, relation="share", flow=flow, **made), "a share of trade")


def _growth(m: Marked, read: _Reading, window: Window, arms: bool) -> Iterator[Draft]:
    """Read growth and records of what two states trade, in any order."""
    text = m.text
    actors = sorted((at, c) for part in (read.seller, read.buyer, read.partner, read.open) for at, c in part)
    codes = list(dict.fromkeys(c for _at, c in actors))
    if (
        arms
        or len(codes) != 2
        or not re.search(r"\b(?:trade|commerce|exports?|imports?|turnover|sales|purchases)\b", text)
    ):
        return
    a, b = codes
    flow: Flow = "total"
    if not re.search(r"\btrade|commerce|turnover\b", text):
        seller, buyer = _one(read.seller), _one(read.buyer)
        if seller is None and buyer is None:
            return
        if re.search(r"\bimports?\b|\bpurchases\b", text):
            a = buyer or next(c for c in codes if c != seller)
            flow = "imports"
        else:
            a = seller or next(c for c in codes if c != buyer)
            flow = "exports"
        b = next(c for c in codes if c != a)
    negated = bool(_NOT.search(text))
    if _RECORD.search(text):
        negated = bool(re.search(r"\b(?:not|never) (?:hit|reach|set|been (?:a|at)|a record)", text))
        end = window.until
        yield _draft(
            m,
            Trade(
                a=a,
                b=b,
                relation="record",
                flow=flow,
                negated=negated,
                since=window.since if end is None else None,
                until=end,
            ),
            "record trade",
        )
        return
    moved = re.search(quantities.UP_OR_DOWN, text, re.IGNORECASE)
    quantity = quantities.factor(text) if moved else None
    if quantity is None:
        return
    yield _draft(
        m,
        Trade(
            a=a,
            b=b,
            relation="growth",
            flow=flow,
            factor=quantity.value,
            comparator=quantity.comparator,
            negated=negated,
            **times(window),
        ),
        "growth of trade",
    )


def _plain(m: Marked, read: _Reading, window: Window, arms: bool) -> Iterator[Draft]:
    """Read that arms went from one to another, or none did."""
    if (
        not arms
        or quantities.share(m.text)
        or re.search(r"\b(?:more|less|most|largest|biggest|main|leading|top|than)\b", m.text)
    ):
        return
    sellers, buyers = (list(dict.fromkeys(c for _at, c in part)) for part in (read.seller, read.buyer))
    if not sellers or not buyers or set(sellers) & set(buyers) or read.open or read.partner:
        return
    negated = bool(_NOT.search(m.text))
    for seller in sellers:
        yield _draft(
            m,
            Arms(supplier=seller, recipients=tuple(buyers), negated=negated, **times(window)),
            "arms went from one to another",
        )
