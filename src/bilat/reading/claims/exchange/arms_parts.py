"""The words of arms supply, and a draft of it: what plain, ranked and shared supply are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bilat.propositions import Arms, ClosenessComparison, Comparator
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.language import quantities
from bilat.reading.claims.sentence.marked import Marked

__all__ = [
    "ARMS",
    "BIG",
    "CLIENT",
    "FEW",
    "GATE",
    "GIVE",
    "GOODS",
    "MORE_THAN",
    "NONE",
    "PAST",
    "SOURCE",
    "TAKE",
    "WEAPON",
    "Relation",
    "draft",
]

WEAPON = (
    r"(?:arms|(?:anti-aircraft |naval |field )guns|weapons?(?: systems?)?|weaponry|armaments?|munitions|ammunition|missiles?(?: systems?| defen[cs]e systems?)?|tanks|drones|rockets|artillery|rifles|howitzers|torpedoes|bombs"
    r"|(?:fighter|combat|military|war) ?(?:jets?|planes?|aircraft)|warplanes|jets|fighters|bombers|helicopters|submarines|frigates|warships|corvettes|destroyers|air[- ]defen[cs]e systems?"
    r"|military (?:equipment|hardware|gear|supplies|technology|materiel|goods|vehicles|kit)|defen[cs]e (?:equipment|hardware|goods|articles|systems)|armou?red vehicles|small arms|lethal aid|S-[34]00s?(?: \w+)?|F-\d+s?|MiG-?\d*s?|Su-\d+s?)"
)
_OF_A_KIND = re.compile(
    r"\b(?:(?:(?:armed|guided|attack|cruise|ballistic|[a-z]+-to-[a-z]+|anti-[a-z]+|[a-z]+-range|[a-z]+-powered|[A-Z][a-z]+-class|light|heavy|transport) )?(?:missiles?(?: systems?| defen[cs]e systems?)?|tanks|drones|rockets|artillery|rifles|howitzers|torpedoes|bombs|(?:anti-aircraft|naval|field) guns|helicopters|submarines|frigates|warships|corvettes|destroyers|bombers|small arms|ammunition|munitions"
    r"|(?:fighter|combat|military|war) ?(?:jets?|planes?|aircraft)|warplanes|jets|fighters|air[- ]defen[cs]e systems?|armou?red vehicles|military vehicles)|S-[34]00s?|F-\d+s?|MiG-?\d*s?|Su-\d+s?)\b",
    re.IGNORECASE,
)
_OF_ANY_KIND = re.compile(
    r"(?<!small )\b(?:arms|weapons?|weaponry|armaments?|military (?:equipment|hardware|gear|supplies|technology|materiel|goods|kit)|defen[cs]e (?:equipment|hardware|goods|articles)|lethal aid)\b",
    re.IGNORECASE,
)
#: Weapons with the words that may stand before them.
GOODS = rf"(?:(?:any|no|some|more|most of its|new|modern|advanced|heavy|lethal|its|their|his|the|first|many|armed|unmanned|guided|precision|long-range|short-range|secondhand|second-hand|large|significant|sophisticated|offensive|defensive|conventional|small|light|used|surplus|billions of dollars(?: worth)? (?:of|in)|\$?[\d.]+ (?:million|billion)(?: dollars)?(?: worth)? (?:of|in)|\d+|dozens of|hundreds of|thousands of|a lot of|quantities of|S-300|S-400|F-16|F-35|anti-tank|anti-aircraft|ballistic|cruise|surface-to-air|air[- ]defen[cs]e|attack|combat|military|Patriot|Javelin|Leopard|‹\d+›(?:-(?:made|built))?) ){{0,4}}{WEAPON}(?:(?:,| and|, and| or) (?:\w+ ){{0,2}}{WEAPON})*"

MORE_THAN = re.compile(r"\b(?:more|fewer|less) (?!than\b)[^.;]*?\bthan\b")
NONE = re.compile(r"\bno (?:more )?(?:\w+ ){0,2}", re.IGNORECASE)
FEW = re.compile(r"\b(?P<not>not |no |quite )?(?<!a )(?:few|little|hardly any|scarcely any)\b")
GATE = re.compile(rf"\b(?:{WEAPON}|arm(?:s|ed|ing)?|supplier|armed)\b", re.IGNORECASE)
GIVE = r"<sell|supply|export|ship|provide|deliver|send|transfer|give|lend|donate|offer|furnish>"
TAKE = r"<buy|purchase|import|acquire|procure|get|receive|obtain|source|order>"
BIG = r"(?:largest|biggest|main|top|leading|principal|primary|chief|foremost|most important|number[- ]one|No\. ?1|single largest|single biggest|dominant)"
ARMS = r"(?:arms|weapons?|weaponry|military(?: equipment| hardware)?|defen[cs]e(?: equipment)?)"
SOURCE = r"(?:suppliers?|sources?|providers?|sellers?|vendor|exporters?)"
CLIENT = r"(?:recipients?|buyers?|customers?|importers?|clients?|purchasers?|markets?|destinations?)"
PAST = r"<be|remain|become>"

Relation = Literal["supplies", "largest supplier", "largest recipient", "share", "share of exports"]


def draft(
    m: Marked,
    supplier: str,
    recipients: tuple[str, ...],
    start: int,
    end: int,
    *,
    negated: bool,
    why: str,
    relation: Relation = "supplies",
    share: float | None = None,
    comparator: Comparator = "about",
    slot: str | int | None = None,
    ceased: bool = False,
) -> Iterator[Draft]:
    """Draft one supply; nothing where nobody receives it, or where the rank is one of a region."""
    recipients = tuple(r for r in recipients if r != supplier)
    ranked = relation in ("largest supplier", "largest recipient")
    if ranked and quantities.regional(m.text[end:]):
        where = quantities.region(m.text[end:])
        if where is not None and len(recipients) == 1:
            bought = relation == "largest supplier"
            a, b = (recipients[0], supplier) if bought else (supplier, recipients[0])
            first = ClosenessComparison(
                a=a,
                b=b,
                among=(where,),
                dimension="arms",
                flow="imports" if bought else "exports",
                negated=negated,
                **m.rank(start, end),
                **times(m.window(start, end)),
            )
            yield Draft(first, start, end, f"{why} in a region")
        return
    if not recipients:
        return
    if relation == "supplies" and (few := FEW.search(m.text, start, end)):
        # "sold it few weapons": a small part of what it received; "no few" and "not a few" are left alone
        if negated or few["not"]:
            return
        relation, share, comparator = "share", 0.1, "at most"
    window = m.window(start, end)
    kinds = [k.group(0) for k in _OF_A_KIND.finditer(m.text, start, end)] if relation == "supplies" else []
    proposition = Arms(
        supplier=supplier,
        recipients=recipients,
        relation=relation,
        share=share,
        comparator=comparator,
        negated=negated,
        ceased=ceased,
        weapon=" and ".join(kinds) if kinds and not _OF_ANY_KIND.search(m.text, start, end) else None,
        **(m.rank(start, end) if ranked else {}),
        **times(window),
    )
    yield Draft(proposition, start, end, why, object_slot=int(slot) if slot is not None else None)
