"""Who arms whom (`arms`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.exchange.arms_growth import grown
from bilat.reading.claims.exchange.arms_parts import (
    ARMS,
    BIG,
    CLIENT,
    GATE,
    GIVE,
    GOODS,
    MORE_THAN,
    NONE,
    PAST,
    SOURCE,
    TAKE,
    draft,
)
from bilat.reading.claims.exchange.arms_shares import shared, together
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find"]


def find(m: Marked) -> Iterator[Draft]:
    """Find arms supply."""
    if not m.search(GATE):
        return
    found = list(grown(m)) or list(_ranked(m)) or list(_relied(m)) or together(m, list(shared(m)))
    if not found and not m.search(MORE_THAN):
        # "bought more arms from A than from any other" is more than that it bought some
        found = list(_plain(m))
    yield from found


def _plain(m: Marked) -> Iterator[Draft]:
    for pattern in (
        rf"{GIVE} {GOODS}(?: [\w-]+){{0,3}}? (?:both )?(?:to|for) (?:both )?{{A:b}}",
        rf"{GIVE} (?:both )?{{A:b}} (?:with )?{GOODS}",
        r"(?:<arm>|<equip> (?=⟨\d+⟩ with)) (?:both )?{A:b}",
        rf"<be> (?:also )?(?:an?|the|another|one of) (?:\w+ ){{0,3}}{ARMS} {SOURCE} (?:to|of|for) {{A:b}}",
        rf"<be> (?:an?|the|another) (?:\w+ ){{0,2}}{SOURCE} of {ARMS} (?:to|for) {{A:b}}",
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
                yield from draft(
                    m,
                    supplier,
                    recipients,
                    hit.group.start,
                    hit.match.end(),
                    negated=hit.negated != bool(stopped or refused or NONE.search(hit.match.group(0))),
                    why="supplies arms to",
                    slot=hit.match["b"],
                    ceased=bool(stopped) and not hit.negated,
                )
    for pattern in (
        rf"<stop|cease|halt|suspend|end|ban|cut> (?:off )?(?:all )?(?:(?:selling|supplying|exporting|shipping|sending|delivering) {GOODS}|(?:its |their |‹\d+› )?{GOODS} (?:sales|exports|deliveries|transfers|shipments|supplies)) to {{A:b}}",
        r"<stop|cease|quit> arming {A:b}",
        rf"<halt|suspend|stop|end> (?:its |their |‹\d+› )?{ARMS} (?:sales|exports|deliveries|transfers|shipments|supplies) to {{A:b}}",
    ):
        for hit in m.hits(pattern):
            if hit.group.real:
                for supplier in m.subject(hit.group):
                    yield from draft(
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
        rf"{TAKE} {GOODS}(?: [\w-]+){{0,3}}? (?:both )?from (?:both )?{{A:a}}",
        rf"{TAKE} (?:[\w-]+ ){{0,2}}{{J:a}}(?:-(?:made|built|supplied|designed))? {GOODS}",
        rf"<be> (?:an? |the |one of )?(?:\w+ ){{0,2}}{CLIENT} (?:of|for) {{P:a}} {ARMS}",
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
            if m.slots[int(hit.match["a"])].ref is not None and "{J:a}" in pattern:
                continue  # "they buy their weapons": whose they are then, not who sold them
            recipients = m.subject(hit.group)
            for supplier in m.codes(hit.match["a"], without=recipients):
                yield from draft(
                    m,
                    supplier,
                    recipients,
                    hit.group.start,
                    hit.match.end(),
                    negated=hit.negated != bool(NONE.search(hit.match.group(0))),
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
            and (match.group(0).lower() != "supplied by" or m.search(GATE))
        ):
            if match.group(0).lower().startswith(("supplied by", "equipped by")) and not re.search(
                rf"\b{ARMS}\b", m.text
            ):
                continue
            for supplier in m.codes(match["a"]):
                yield from draft(
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
                yield from draft(
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
            rf"{PAST} (?:still |now |also |by far )?(?:the )?{{P:b}} {BIG} (?:foreign |external )?(?:{ARMS} )?{SOURCE}(?: of (?:major |heavy |foreign |imported )?{ARMS})?(?! of (?!{ARMS}|major|heavy|foreign|imported))",
            True,
        ),
        (
            rf"{PAST} (?:still |now |by far )?(?:the )?{BIG} (?:foreign )?{ARMS} {SOURCE} (?:to|of|for) {{A:b}}",
            True,
        ),
        (
            rf"{PAST} (?:still |now |by far )?(?:the )?{BIG} (?:foreign )?{SOURCE} of (?:foreign |imported |modern )?{ARMS} (?:to|for|in) {{A:b}}",
            True,
        ),
        (rf"{PAST} (?:still |now |by far )?(?:the )?{BIG} {SOURCE} of {{P:b}} {ARMS}", True),
        (rf"{PAST} (?:still |now |by far )?(?:the )?{{P:b}} {BIG} {ARMS} {CLIENT}", False),
        (
            rf"{PAST} (?:still |now |by far )?(?:the )?{BIG} (?:foreign |overseas )?{CLIENT} (?:of|for) (?:the )?{{P:b}} {ARMS}(?: exports| industry| makers| manufacturers| exporters)?",
            False,
        ),
        (rf"{PAST} (?:still |now |by far )?(?:the )?{{P:b}} {BIG} {CLIENT} (?:of|for) {ARMS}", False),
        (rf"<buy|receive|import> more (?:of )?{{P:b}} {ARMS} than any(?: other)?", False),
        (rf"<sell|supply|export> more {ARMS} to {{A:b}} than any(?: other)?", True),
        (rf"<buy|receive|import> more {{P:b}} {ARMS} than any(?: other)?", False),
        (
            rf"<overtake|replace|surpass|displace|pass|supplant> ⟨\d{{1,3}}⟩ (?:as|to become) (?:the )?{{P:b}} {BIG} (?:foreign )?(?:{ARMS} {SOURCE}|{SOURCE} of {ARMS})",
            True,
        ),
    ):
        for hit in m.hits(pattern):
            if not hit.group.real or not re.search(rf"\b{ARMS}\b|\barms\b", m.text):
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
            rf"{{P:b}} {BIG} (?:foreign )?(?:{ARMS} {SOURCE}|{SOURCE} of (?:major |heavy |foreign |imported )?{ARMS}){{T}} (?:<be|remain>|has been|had been)(?: (?P<neg>not))?(?: \w+ly| still| now| also)? {{A:a}}",
            True,
        ),
        (
            rf"(?:the )?{BIG} (?:foreign )?(?:{ARMS} {SOURCE} (?:to|of|for)|{SOURCE} of (?:major )?{ARMS} (?:to|for)) {{A:b}}{{T}} (?:<be|remain>|has been)(?: (?P<neg>not))?(?: still| now)? {{A:a}}",
            True,
        ),
        (
            rf"{{P:b}} {BIG} (?:{ARMS} {CLIENT}|{CLIENT} (?:of|for) {ARMS}){{T}} (?:<be|remain>|has been)(?: (?P<neg>not))?(?: still| now)? {{A:a}}",
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
        rf"<rely|depend|count|have|see|regard>(?: heavily| mainly)?(?: on| upon)? {{A:a}} (?:as|for) (?:its |their |the |‹\d+› )?{BIG} (?:foreign )?(?:{ARMS} {SOURCE}|{SOURCE} of (?:‹\d+› |its )?{ARMS})"
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
        yield from draft(
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
            yield from draft(
                m,
                supplier,
                (one,),
                start,
                end,
                negated=negated,
                why="largest recipient of arms",
                relation="largest recipient",
            )
