"""Goods and arms between states, read from the parts of a sentence where no fixed wording fits (`trade`, `arms`).

Every actor gets a part from the words beside it: who sells, who buys, whose trade it is. What is said of the flow is
read apart from that: a rank ("more than any other"), a comparison ("more than from"), a share ("a third of"), growth, a
record, or only that there was some. Order of words does not matter; a sentence in which two readings fit is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bilat.propositions import Arms, ClosenessComparison, Trade
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.exchange.arms_parts import draft
from bilat.reading.claims.exchange.flow_parts import (
    ARMS,
    BUY,
    OF_ONE_KIND,
    ONE_GOOD,
    SELL,
    TRADE,
    Reading,
    parts_of,
)
from bilat.reading.claims.exchange.growth import Flow
from bilat.reading.claims.language import quantities
from bilat.reading.claims.language.windows import Window
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find"]

_UNREAL = re.compile(
    r"\b(?:will|would|could|may|might|should|shall|if|unless|whether|plans?|planned|wants?|wanted|hop(?:es?|ed|ing)|expect(?:s|ed)|likely|urg(?:es?|ed)|call(?:s|ed) (?:on|for)"
    r"|threat\w*|propos\w*|agreed|pledg\w*|promis\w*|vow\w*|offer\w*|consider\w*|seeks?|sought|aims?|intends?|intended|ready|willing|refus\w*|talks|negotiat\w*|discuss\w*|ban(?:s|ned)?|sanction\w*|embargo\w*|stop\w*|suspend\w*|halt\w*)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|no longer|nor|neither|hardly any|without)\b|\bno (?=[\w⟨‹])|\bnone\b|\bnothing\b",
    re.IGNORECASE,
)
_ANY = r"(?:any|anyone|anybody|all|every|each)(?: of)?(?: (?:the|its|‹\d+›))?(?: other| others)?(?: \w+){0,2}"
_MOST = re.compile(
    rf"\bmore\b[^.;]*?\bthan (?:\w+ )?(?:from |to |with |for |did |does )?(?![^.;⟨]*\b(?:except|but|save|bar|apart from|other than) ⟨)(?:{_ANY})\b(?! ⟨)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:nobody|no one)\b|\bno (?:other )?(?:single )?(?:country|state|nation|one|partner|supplier|customer|buyer|market|power|government|economy)(?: in the world)?\b",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(
    r"\b(?P<deg>more|less|fewer|larger|bigger|greater|smaller|higher|lower)\b", re.IGNORECASE
)
_EXCEEDS = re.compile(
    r"\b(?:exceed(?:s|ed)?|surpass(?:es|ed)?|outstripp?(?:s|ed)?|outweigh(?:s|ed)?|dwarf(?:s|ed)?|overt(?:akes?|ook)|outpac(?:es|ed))\b"
)
_ARMS = re.compile(rf"\b{ARMS}\b", re.IGNORECASE)
_TRADE = re.compile(rf"\b{TRADE}\b", re.IGNORECASE)
_ARMY = re.compile(r"\b(?:military|army|armed forces|air force|navy)\b")
_RECORD = re.compile(
    r"\brecord(?: high| level| volume)?\b|\ball-time (?:high|peak|record)\b|\bhighest (?:level )?(?:ever|on record|in history)\b|\bnew (?:high|peak)\b|\bpeaked\b|\bnever (?:been )?(?:higher|greater|larger|traded (?:so|as) much)\b",
    re.IGNORECASE,
)


def find(m: Marked) -> Iterator[Draft]:
    """Find flows; nothing where the sentence speaks of what may be, or of more than one thing."""
    text = m.text
    arms = m.search(_ARMS) is not None or (
        # what is sold to an army, or bought by one, is arms
        m.first.search(_ARMY) is not None and not re.search(r"\btrade|\bgoods\b", text)
    )
    if not arms and not m.search(_TRADE):
        return
    if m.search(_UNREAL) or ";" in text or m.open_question or (not arms and m.search(ONE_GOOD)):
        return
    read = parts_of(m)
    everyone = {c for part in (read.seller, read.buyer, read.partner, read.open) for _at, c in part}
    if not 2 <= len(everyone) <= 6:
        return
    window = m.window(0, len(text))
    for maker in (_rank, _comparison, _share, _growth, _plain):
        found = list(maker(m, read, window, arms))
        if found:
            yield from found
            return


def _one(part: list[tuple[int, str]]) -> str | None:
    codes = list(dict.fromkeys(c for _at, c in part))
    return codes[0] if len(codes) == 1 else None


def _draft(m: Marked, claim: Trade | Arms | ClosenessComparison, why: str) -> Draft:
    return Draft(claim, 0, len(m.text.rstrip()), why)


def _rank(m: Marked, read: Reading, window: Window, arms: bool) -> Iterator[Draft]:
    """Read "more than any other", "no country more than"."""
    text = m.text
    nobody = m.search(_NOBODY)
    most = m.search(_MOST)
    if (not nobody and not most) or quantities.regional(text):
        return
    if nobody:
        # "No country sold more to A than B": the one after "than" is the first, the part is that of "no country".
        than = re.search(r"\bthan (?:the )?⟨(\d{1,3})⟩(?: (?:did|does|has|had|was|is))?", text)
        if not than or not re.search(r"\b(?:more|greater|larger|bigger|as much|so much)\b", text):
            return
        first = m.one(than[1])
        verb = text[nobody.end() :]
        sells = re.match(rf"(?: \w+){{0,2}}? {SELL}\b", verb, re.IGNORECASE)
        buys = re.match(rf"(?: \w+){{0,2}}? {BUY}\b", verb, re.IGNORECASE)
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
        if re.search(rf"\bthan (?:{_ANY}|anyone else|anybody else) (?:did|does|do|has|had|have)\b", text):
            by_subject = None
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


def _comparison(m: Marked, read: Reading, window: Window, arms: bool) -> Iterator[Draft]:
    """Read "A sold more to B than to C", "exports to B were larger than those to C"."""
    text = m.text
    than = re.search(r"\bthan\b", text)
    deg = m.search(_MORE_THAN)
    exceeds = m.search(_EXCEEDS)
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
    shared = [x for x in before if x in after]
    if shared:
        # "Sino-Indian trade exceeded Indo-American trade": the one in both pairs
        if arms or len(shared) != 1:
            return
        b = next(x for x in before if x not in shared)
        near = deg is exceeds or deg.group(0).lower() in ("more", "larger", "bigger", "greater", "higher")
        yield _draft(
            m,
            ClosenessComparison(
                a=shared[0],
                b=b,
                versus=c,
                direction="closer" if near else "farther",
                dimension="trade",
                flow=_way(read, shared[0], b),
                negated=bool(_NOT.search(text[: deg.start()])),
                **times(window),
            ),
            "more between one pair than another",
        )
        return
    tail = text[than.end() :]
    # "sold more to B than C did": another seller, another comparison, about B's suppliers
    other_subject = re.match(
        r" (?:the )?⟨\d+⟩ (?:did|does|do|has|had|have|sold|bought)\b", tail
    ) is not None or (
        re.match(r" (?:the )?⟨\d+⟩(?: was\b|\W*$| (?:in|between|from|over|during) (?:\d|the ))", tail)
        is not None
        and not re.search(r"\b(?:to|from|with) (?:the )?⟨\d+⟩[^⟨]{0,40}$", text[: than.start()])
    )
    a, b = before
    if other_subject:
        # both a and c deal with b: whose partners are compared is b
        a, b = b, a
    of = re.search(
        r"\b(?:share|part|portion|proportion|slice|percentage) (?:of|in) (?:the )?[⟨‹](\d{1,3})[⟩›]", text
    )
    if of and m.one(of[1]) in before:
        # "B's share of A's imports exceeded C's": A is the one whose partners are compared
        a = m.one(of[1]) or a
        b = next(x for x in before if x != a)
    near = deg is exceeds or deg.group(0).lower() in ("more", "larger", "bigger", "greater", "higher")
    flow = _way(read, a, b)
    if of and re.search(r"\bimports|purchases|arsenal", text):
        flow = "imports"
    elif of and re.search(r"\bexports|sales", text):
        flow = "exports"
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


def _way(read: Reading, a: str, b: str) -> Flow:
    """Return the flow between two actors by their parts, seen from the first."""
    sellers, buyers = {x for _at, x in read.seller}, {x for _at, x in read.buyer}
    if (a in sellers and a not in buyers) or (b in buyers and b not in sellers):
        return "exports"
    if (a in buyers and a not in sellers) or (b in sellers and b not in buyers):
        return "imports"
    return "total"


def _share(m: Marked, read: Reading, window: Window, arms: bool) -> Iterator[Draft]:
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
            or m.search(OF_ONE_KIND)
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


def _growth(m: Marked, read: Reading, window: Window, arms: bool) -> Iterator[Draft]:
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
    negated = bool(m.search(_NOT))
    if m.search(_RECORD):
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
    moved = re.search(
        rf"{quantities.UP_OR_DOWN}|\bfold\b|\w+fold\b|\btwice as\b|\bdouble what\b|\btimes as\b",
        text,
        re.IGNORECASE,
    )
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


def _plain(m: Marked, read: Reading, window: Window, arms: bool) -> Iterator[Draft]:
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
    for seller in sellers:
        yield from draft(
            m,
            seller,
            tuple(buyers),
            0,
            len(m.text.rstrip()),
            negated=bool(m.search(_NOT)),
            why="arms went from one to another",
        )
