"""Who arms whom (`arms`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from bilat.propositions import Arms, Comparator
from bilat.reading.claims import quantities
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.marked import Marked

__all__ = ["GOODS", "find"]

_WEAPON = (
    r"(?:arms|weapons?(?: systems?)?|weaponry|armaments?|munitions|ammunition|missiles?(?: systems?| defen[cs]e systems?)?|tanks|drones|rockets|artillery|rifles|howitzers|torpedoes|bombs"
    r"|(?:fighter|combat|military|war) ?(?:jets?|planes?|aircraft)|warplanes|jets|fighters|bombers|helicopters|submarines|frigates|warships|corvettes|destroyers|air[- ]defen[cs]e systems?"
    r"|military (?:equipment|hardware|gear|supplies|technology|materiel|goods|vehicles|kit)|defen[cs]e (?:equipment|hardware|goods|articles|systems)|armou?red vehicles|small arms|lethal aid|S-[34]00s?(?: \w+)?|F-\d+s?|MiG-?\d*s?|Su-\d+s?)"
)
#: Weapons with the words that may stand before them.
GOODS = rf"(?:(?:any|no|some|more|most of its|new|modern|advanced|heavy|lethal|its|their|his|the|first|many|armed|unmanned|guided|precision|long-range|short-range|secondhand|second-hand|large|significant|sophisticated|offensive|defensive|conventional|small|light|used|surplus|billions of dollars(?: worth)? (?:of|in)|\$?[\d.]+ (?:million|billion)(?: dollars)?(?: worth)? (?:of|in)|\d+|dozens of|hundreds of|thousands of|a lot of|quantities of|S-300|S-400|F-16|F-35|anti-tank|anti-aircraft|ballistic|cruise|surface-to-air|air[- ]defen[cs]e|attack|combat|military|Patriot|Javelin|Leopard|‹\d+›(?:-(?:made|built))?) ){{0,4}}{_WEAPON}(?:(?:,| and|, and| or) (?:\w+ ){{0,2}}{_WEAPON})*"

_MORE_THAN = re.compile(r"\b(?:more|fewer|less) (?!than\b)[^.;]*?\bthan\b")
_NONE = re.compile(r"\bno (?:more )?(?:\w+ ){0,2}", re.IGNORECASE)
_GATE = re.compile(rf"\b(?:{_WEAPON}|arm(?:s|ed|ing)?|supplier|armed)\b", re.IGNORECASE)
_GIVE = r"<sell|supply|export|ship|provide|deliver|send|transfer|give|lend|donate|offer|furnish>"
_TAKE = r"<buy|purchase|import|acquire|procure|get|receive|obtain|source|order>"
_BIG = r"(?:largest|biggest|main|top|leading|principal|primary|chief|foremost|most important|number[- ]one|No\. ?1|single largest|single biggest|dominant)"
_ARMS = r"(?:arms|weapons?|weaponry|military(?: equipment| hardware)?|defen[cs]e(?: equipment)?)"
_SOURCE = r"(?:suppliers?|sources?|providers?|sellers?|vendor|exporters?)"
_CLIENT = r"(?:recipients?|buyers?|customers?|importers?|clients?|purchasers?|markets?|destinations?)"
_PAST = r"<be|remain|become>"

Relation = Literal["supplies", "largest supplier", "largest recipient", "share"]


def find(m: Marked) -> Iterator[Draft]:
    """Find arms supply."""
    if not m.search(_GATE):
        return
    found = list(_ranked(m)) or list(_relied(m)) or _together(m, list(_shared(m)))
    if not found and not _MORE_THAN.search(m.text):
        # "bought more arms from A than from any other" is more than that it bought some
        found = list(_plain(m))
    yield from found


def _together(m: Marked, drafts: list[Draft]) -> list[Draft]:
    """Let suppliers named in one breath have their share together: "most of its weapons from A and B"."""
    joined: list[Draft] = []
    for draft in drafts:
        arms, last = draft.proposition, joined[-1] if joined else None
        before = last.proposition if last else None
        if (
            last is not None
            and isinstance(arms, Arms)
            and isinstance(before, Arms)
            and (last.start, last.end) == (draft.start, draft.end)
            and before.model_copy(update={"supplier": arms.supplier, "jointly": ()}) == arms
            and not re.search(
                r"\b(?:each|apiece|respectively|or|neither|nor)\b", m.text[draft.start : draft.end + 30]
            )
        ):
            joint = before.model_copy(update={"jointly": (*before.jointly, arms.supplier)})
            joined[-1] = replace(last, proposition=joint)
        else:
            joined.append(draft)
    return joined


def _draft(
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
    recipients = tuple(r for r in recipients if r != supplier)
    ranked = relation in ("largest supplier", "largest recipient")
    if not recipients or (ranked and quantities.regional(m.text[end:])):
        return
    window = m.window(start, end)
    proposition = Arms(
        supplier=supplier,
        recipients=recipients,
        relation=relation,
        share=share,
        comparator=comparator,
        negated=negated,
        ceased=ceased,
        **(m.rank(start, end) if ranked else {}),
        **times(window),
    )
    yield Draft(proposition, start, end, why, object_slot=int(slot) if slot is not None else None)


def _plain(m: Marked) -> Iterator[Draft]:
    for pattern in (
        rf"{_GIVE} {GOODS}(?: [\w-]+){{0,3}}? (?:both )?(?:to|for) (?:both )?{{A:b}}",
        rf"{_GIVE} (?:both )?{{A:b}} (?:with )?{GOODS}",
        r"(?:<arm>|<equip> (?=⟨\d+⟩ with)) (?:both )?{A:b}",
        rf"<be> (?:also )?(?:an?|the|another|one of) (?:\w+ ){{0,3}}{_ARMS} {_SOURCE} (?:to|of|for) {{A:b}}",
        rf"<be> (?:an?|the|another) (?:\w+ ){{0,2}}{_SOURCE} of {_ARMS} (?:to|for) {{A:b}}",
        r"<sign|conclude|agree|strike|have> (?:an?|the) (?:\w+ ){0,2}arms (?:deal|contract|agreement) (?:to (?:sell|supply) [^.;⟨]{0,30}(?:to )?){A:b}",
        rf"<approve|make|conduct> {GOODS} (?:sales?|transfers?|deliver(?:y|ies)|exports?) to {{A:b}}",
    ):
        for hit in m.hits(pattern):
            if not hit.group.real or hit.group.subject is None or hit.group.passive:
                continue
            before = m.text[: hit.group.start].rstrip()
            stopped = re.search(r"\b(?:stop|stopped|stops|ceased|halted|suspended|ended)$", before)
            refused = re.search(r"\b(?:banned|refused)$", before)
            for supplier in m.subject(hit.group):
                recipients = m.codes(hit.match["b"], without=(supplier,))
                yield from _draft(
                    m,
                    supplier,
                    recipients,
                    hit.group.start,
                    hit.match.end(),
                    negated=hit.negated != bool(stopped or refused or _NONE.search(hit.match.group(0))),
                    why="supplies arms to",
                    slot=hit.match["b"],
                    ceased=bool(stopped) and not hit.negated,
                )
    for pattern in (
        rf"<stop|cease|halt|suspend|end|ban|cut> (?:off )?(?:all )?(?:(?:selling|supplying|exporting|shipping|sending|delivering) {GOODS}|(?:its |their |‹\d+› )?{GOODS} (?:sales|exports|deliveries|transfers|shipments|supplies)) to {{A:b}}",
        r"<stop|cease|quit> arming {A:b}",
        rf"<halt|suspend|stop|end> (?:its |their |‹\d+› )?{_ARMS} (?:sales|exports|deliveries|transfers|shipments|supplies) to {{A:b}}",
    ):
        for hit in m.hits(pattern):
            if hit.group.real:
                for supplier in m.subject(hit.group):
                    yield from _draft(
                        m,
                        supplier,
                        m.codes(hit.match["b"]),
                        hit.group.start,
                        hit.match.end(),
                        negated=not hit.negated,
                        why="stopped supplying",
                        slot=hit.match["b"],
                        ceased=not hit.negated,  # "has not stopped" says that it supplies
                    )
    for pattern in (
        rf"{_TAKE} {GOODS}(?: [\w-]+){{0,3}}? (?:both )?from (?:both )?{{A:a}}",
        rf"{_TAKE} (?:[\w-]+ ){{0,2}}{{J:a}}(?:-(?:made|built|supplied|designed))? {GOODS}",
        rf"<be> (?:an? |the |one of )?(?:\w+ ){{0,2}}{_CLIENT} (?:of|for) {{P:a}} {_ARMS}",
        rf"<rely|depend> (?:\w+ )?on {{A:a}} (?:for|as a source of) (?:its |their |‹\d+› )?{GOODS}",
        r"<rely|depend> (?:\w+ )?on {P:a} " + GOODS,
    ):
        for hit in m.hits(pattern):
            if (
                not hit.group.real
                or hit.group.subject is None
                or (hit.group.passive and "<be>" not in pattern[:4])
            ):
                continue
            recipients = m.subject(hit.group)
            for supplier in m.codes(hit.match["a"], without=recipients):
                yield from _draft(
                    m,
                    supplier,
                    recipients,
                    hit.group.start,
                    hit.match.end(),
                    negated=hit.negated != bool(_NONE.search(hit.match.group(0))),
                    why="buys arms from",
                )
    for match in m.finds(
        rf"\b(?:armed|equipped|supplied with {GOODS}|sold {GOODS}|provided with {GOODS}|given {GOODS}|supplied) by {{A:a}}"
    ):
        group = m.group(match.start())
        if (
            group.passive
            and group.real
            and group.subject is not None
            and (match.group(0).lower() != "supplied by" or m.search(_GATE))
        ):
            if match.group(0).lower().startswith(("supplied by", "equipped by")) and not re.search(
                rf"\b{_ARMS}\b", m.text
            ):
                continue
            for supplier in m.codes(match["a"]):
                yield from _draft(
                    m,
                    supplier,
                    m.subject(group),
                    group.start,
                    match.end(),
                    negated=group.negated,
                    why="armed by",
                )
    yield from _nominal(m)


def _nominal(m: Marked) -> Iterator[Draft]:
    deals = r"(?:sales?|deliver(?:y|ies)|exports?|transfers?|shipments?|supplies|supply|aid|deals?)"
    for pattern in (
        rf"{{P:a}} {GOODS} {deals} to {{A:b}}",
        rf"{{P:a}} (?:{deals} of )?{GOODS} (?:(?:flowed|went|go|flow|have gone|reached|were (?:sold|delivered|sent|shipped)|are (?:sold|delivered)) )to {{A:b}}",
        rf"{GOODS} {deals} (?:from|by) {{A:a}} to {{A:b}}",
        rf"{GOODS} from {{A:a}} (?:(?:still |now |also )?<go|flow|find their way>|have gone|are (?:sold|delivered|shipped)) to {{A:b}}",
        rf"\b(?:sales?|deliver(?:y|ies)|exports?|transfers?|shipments?|supply) of {GOODS} (?:from|by) {{A:a}} to {{A:b}}",
        rf"\b{GOODS} <be> (?:sold|supplied|delivered|exported|shipped|sent|provided) (?:to {{A:b}} by {{A:a}}|by {{A:c}} to {{A:d}})",
    ):
        for match in m.finds(pattern):
            named = match.groupdict()
            supplier_slot, recipient_slot = named.get("a") or named.get("c"), named.get("b") or named.get("d")
            negated = bool(
                re.search(
                    r"\b(?:no|never|without|not)\b",
                    m.text[m.clause_start(match.start()) : match.start() + 30],
                    re.IGNORECASE,
                )
            )
            negated = negated or match.group(0).lower().startswith("no ")
            negated = negated or bool(
                re.match(r"[^.;]{0,30}\b(?:stopped|ended|ceased|never|not)\b", m.text[match.end() :])
            )
            if m.group(match.start()).modal or re.match(r" (?:will|would|should)\b", m.text[match.end() :]):
                continue
            for supplier in m.codes(supplier_slot):
                yield from _draft(
                    m,
                    supplier,
                    m.codes(recipient_slot),
                    match.start(),
                    match.end(),
                    negated=negated,
                    why="arms supply as a noun",
                    slot=recipient_slot,
                )


def _ranked(m: Marked) -> Iterator[Draft]:
    """Find "is B's largest arms supplier", "is the biggest buyer of A's weapons"."""
    for pattern, supplying in (
        (
            rf"{_PAST} (?:still |now |also |by far )?(?:the )?{{P:b}} {_BIG} (?:foreign |external )?(?:{_ARMS} )?{_SOURCE}(?: of {_ARMS})?(?! of (?!{_ARMS}))",
            True,
        ),
        (
            rf"{_PAST} (?:still |now |by far )?(?:the )?{_BIG} (?:foreign )?{_ARMS} {_SOURCE} (?:to|of|for) {{A:b}}",
            True,
        ),
        (
            rf"{_PAST} (?:still |now |by far )?(?:the )?{_BIG} (?:foreign )?{_SOURCE} of (?:foreign |imported |modern )?{_ARMS} (?:to|for|in) {{A:b}}",
            True,
        ),
        (rf"{_PAST} (?:still |now |by far )?(?:the )?{_BIG} {_SOURCE} of {{P:b}} {_ARMS}", True),
        (rf"{_PAST} (?:still |now |by far )?(?:the )?{{P:b}} {_BIG} {_ARMS} {_CLIENT}", False),
        (
            rf"{_PAST} (?:still |now |by far )?(?:the )?{_BIG} (?:foreign |overseas )?{_CLIENT} (?:of|for) (?:the )?{{P:b}} {_ARMS}(?: exports| industry| makers| manufacturers| exporters)?",
            False,
        ),
        (rf"{_PAST} (?:still |now |by far )?(?:the )?{{P:b}} {_BIG} {_CLIENT} (?:of|for) {_ARMS}", False),
        (rf"<buy|receive|import> more (?:of )?{{P:b}} {_ARMS} than any(?: other)?", False),
        (rf"<sell|supply|export> more {_ARMS} to {{A:b}} than any(?: other)?", True),
        (rf"<buy|receive|import> more {{P:b}} {_ARMS} than any(?: other)?", False),
        (
            rf"<overtake|replace|surpass|displace|pass|supplant> ⟨\d{{1,3}}⟩ (?:as|to become) (?:the )?{{P:b}} {_BIG} (?:foreign )?(?:{_ARMS} {_SOURCE}|{_SOURCE} of {_ARMS})",
            True,
        ),
    ):
        for hit in m.hits(pattern):
            if not hit.group.real or not re.search(rf"\b{_ARMS}\b|\barms\b", m.text):
                continue
            subject = m.subject(hit.group)
            one = subject[0] if len(subject) == 1 else None
            other = m.codes(hit.match["b"], without=subject)
            if one is None or not other:
                continue
            yield from _rank(
                m, one, other, hit.group.start, hit.match.end(), supplying=supplying, negated=hit.negated
            )
    for pattern, supplying in (
        (
            rf"{{P:b}} {_BIG} (?:foreign )?(?:{_ARMS} {_SOURCE}|{_SOURCE} of {_ARMS}){{T}} (?:<be|remain>|has been|had been)(?: (?P<neg>not))?(?: \w+ly| still| now| also)? {{A:a}}",
            True,
        ),
        (
            rf"(?:the )?{_BIG} (?:foreign )?(?:{_ARMS} {_SOURCE} (?:to|of|for)|{_SOURCE} of {_ARMS} (?:to|for)) {{A:b}}{{T}} (?:<be|remain>|has been)(?: (?P<neg>not))?(?: still| now)? {{A:a}}",
            True,
        ),
        (
            rf"{{P:b}} {_BIG} (?:{_ARMS} {_CLIENT}|{_CLIENT} (?:of|for) {_ARMS}){{T}} (?:<be|remain>|has been)(?: (?P<neg>not))?(?: still| now)? {{A:a}}",
            False,
        ),
    ):
        for match in m.finds(pattern):
            one = m.one(match["a"])
            other = m.codes(match["b"], without=(one,) if one else ())
            if one and other and not m.group(match.start()).modal:
                yield from _rank(
                    m, one, other, match.start(), match.end(), supplying=supplying, negated=bool(match["neg"])
                )


def _relied(m: Marked) -> Iterator[Draft]:
    """Find "relied on A as its largest source of arms", "had A as its main supplier"."""
    for hit in m.hits(
        rf"<rely|depend|count|have|see|regard>(?: heavily| mainly)?(?: on| upon)? {{A:a}} (?:as|for) (?:its |their |the |‹\d+› )?{_BIG} (?:foreign )?(?:{_ARMS} {_SOURCE}|{_SOURCE} of (?:‹\d+› |its )?{_ARMS})"
    ):
        recipients = m.subject(hit.group)
        supplier = m.one(hit.match["a"], without=recipients)
        if hit.group.real and supplier and recipients:
            yield from _rank(
                m, supplier, recipients, hit.group.start, hit.match.end(), supplying=True, negated=hit.negated
            )


def _rank(
    m: Marked, one: str, other: tuple[str, ...], start: int, end: int, *, supplying: bool, negated: bool
) -> Iterator[Draft]:
    if supplying:
        yield from _draft(
            m,
            one,
            other,
            start,
            end,
            negated=negated,
            why="largest arms supplier",
            relation="largest supplier",
        )
    else:
        for supplier in other:
            yield from _draft(
                m,
                supplier,
                (one,),
                start,
                end,
                negated=negated,
                why="largest recipient of arms",
                relation="largest recipient",
            )


_IMPORTS = rf"(?:(?:total |foreign |major |new |imported )*{_ARMS}(?: imports?| purchases| supplies| acquisitions| deliveries)?|military imports|defen[cs]e imports|imports of (?:major )?{_ARMS}|arsenal|military hardware)"


def _shared(m: Marked) -> Iterator[Draft]:
    """Find "supplied 60% of B's arms imports", "bought most of its weapons from A"."""
    for pattern in (
        rf"(?:<supply|provide|make|deliver|sell> (?:up )?|<account> for |<be> (?:responsible for|the source of) )(?P<q>(?:[^.;⟨‹]|\.(?=\d)){{1,45}}?) (?:of )?(?:the )?(?:{{P:b}} {_IMPORTS}|{_IMPORTS} (?:of|to|by|imported by|delivered to|sold to|received by) {{A:c}})",
        rf"<supply|provide> {{A:b}} with (?P<q>(?:[^.;⟨‹]|\.(?=\d)){{1,45}}?) of (?:‹\d+› |its |their )?{_IMPORTS}",
    ):
        for hit in m.hits(pattern):
            quantity = quantities.share(hit.match["q"])
            slot = hit.match.groupdict().get("c") or hit.match["b"]
            if quantity and hit.group.real:
                for supplier in m.subject(hit.group):
                    yield from _draft(
                        m,
                        supplier,
                        m.codes(slot, without=(supplier,)),
                        hit.group.start,
                        hit.match.end(),
                        negated=hit.negated,
                        why="share of arms imports",
                        relation="share",
                        share=quantity.value,
                        comparator=quantity.comparator,
                        slot=slot,
                    )
    for pattern in (
        rf"{_TAKE} (?P<q>(?:[^.;⟨‹]|\.(?=\d)){{1,40}}?) of (?:‹\d+› |its |their |the )?{_IMPORTS}[^.;⟨‹]{{0,25}}? from {{A:a}}",
        rf"<rely|depend> (?:\w+ )?on {{A:a}} for (?P<q>(?:[^.;⟨‹]|\.(?=\d)){{1,40}}?) of (?:‹\d+› |its |their )?{_IMPORTS}",
        rf"{_TAKE} (?:‹\d+› |its |their )?{_IMPORTS} (?P<q>mainly|mostly|largely|primarily|chiefly|predominantly|almost exclusively|almost entirely|overwhelmingly|principally) from {{A:a}}",
        rf"(?P<q>mainly|mostly|largely|primarily|chiefly|predominantly|principally) {_TAKE} (?:‹\d+› |its |their )?{_IMPORTS} from {{A:a}}",
    ):
        for hit in m.hits(pattern):
            words = hit.match["q"]
            quantity = quantities.share("almost all" if re.match(r"almost e|overwh", words) else words)
            group = hit.group
            if quantity and group.real and group.subject is not None:
                recipients = m.subject(group)
                for supplier in m.codes(hit.match["a"], without=recipients):
                    yield from _draft(
                        m,
                        supplier,
                        recipients,
                        group.start,
                        hit.match.end(),
                        negated=hit.negated,
                        why="share of arms imports",
                        relation="share",
                        share=quantity.value,
                        comparator=quantity.comparator,
                    )
    for match in m.finds(
        rf"{{P:b}} {_IMPORTS} <come|be>(?: bought)? (?P<q>mainly|mostly|largely|primarily|chiefly|predominantly|principally|overwhelmingly|almost exclusively|almost entirely) (?:bought |supplied )?(?:from|by|in) {{A:a}}"
    ):
        quantity = quantities.share("almost all" if re.match(r"almost|overwh", match["q"]) else match["q"])
        if quantity and not m.group(match.start()).modal:
            for supplier in m.codes(match["a"]):
                yield from _draft(
                    m,
                    supplier,
                    m.codes(match["b"]),
                    match.start(),
                    match.end(),
                    negated=False,
                    why="share of arms imports",
                    relation="share",
                    share=quantity.value,
                    comparator=quantity.comparator,
                )
    for match in m.finds(
        rf"(?P<q>(?:[^.;,⟨‹]|\.(?=\d)){{1,40}}?) of (?:all |the )*(?:major )?{_ARMS}(?: that| which)? {{A:b}}(?: has| had)? (?:<receive|import|buy|acquire|purchase|get|procure|take>)(?: in)?{{T}}(?:,? (?:<come>|<be>(?: (?:supplied|made|built|delivered))?|<originate>|had come|has come|have come))(?P<neg> not)? (?:(?:from|by|in) {{A:a}}|{{J:x}})"
    ):
        quantity = quantities.share(match["q"])
        if quantity and not m.group(match.start()).modal:
            for supplier in m.codes(match["a"] or match["x"]):
                yield from _draft(
                    m,
                    supplier,
                    m.codes(match["b"]),
                    match.start(),
                    match.end(),
                    negated=bool(match["neg"]),
                    why="share of the arms received",
                    relation="share",
                    share=quantity.value,
                    comparator=quantity.comparator,
                )
    for match in m.finds(
        rf"(?P<q>(?:[^.;,⟨‹]|\.(?=\d)){{1,40}}?)(?: of)? (?:the )?(?:{{P:b}} {_IMPORTS}|{_IMPORTS} (?:of|in|to|imported by|bought by) {{A:c}}){{T}}(?: <be>(?P<neg> not)?| <come>(?P<neh>)| <originate>)?(?: \w+ly)? (?:from|supplied by|provided by|made (?:in|by)|of|by) {{A:a}}"
    ):
        quantity = quantities.share(match["q"])
        recipients = m.codes(match["b"] or match["c"])
        if quantity and recipients and not m.group(match.start()).modal:
            for supplier in m.codes(match["a"]):
                yield from _draft(
                    m,
                    supplier,
                    recipients,
                    match.start(),
                    match.end(),
                    negated=bool(match["neg"]),
                    why="share of arms imports",
                    relation="share",
                    share=quantity.value,
                    comparator=quantity.comparator,
                )
