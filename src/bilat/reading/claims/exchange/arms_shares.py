"""Which share of a state's arms somebody supplies: "60% of B's imports", "most of its weapons from A and C"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bilat.propositions import Arms
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.exchange.arms_parts import ARMS, TAKE, draft
from bilat.reading.claims.language import quantities
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["shared", "together"]

_IMPORTS = rf"(?:(?:total |foreign |major |new |imported )*{ARMS}(?: imports?| purchases| supplies| acquisitions| deliveries)?|military imports|defen[cs]e imports|imports of (?:major )?{ARMS}|arsenal|military hardware)"


_MAINLY = r"(?:mainly|mostly|largely|primarily|chiefly|predominantly|principally|overwhelmingly|exclusively|almost exclusively|almost entirely)"


def _share(
    m: Marked,
    supplier: str,
    recipients: tuple[str, ...],
    start: int,
    end: int,
    *,
    negated: bool,
    quantity: quantities.Quantity,
    slot: str | int | None = None,
    exports: bool = False,
) -> Iterator[Draft]:
    return draft(
        m,
        supplier,
        recipients,
        start,
        end,
        negated=negated,
        why=f"share of arms {'exports' if exports else 'imports'}",
        relation="share of exports" if exports else "share",
        share=quantity.value,
        comparator=quantity.comparator,
        slot=slot,
    )


def shared(m: Marked) -> Iterator[Draft]:
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
                    yield from _share(
                        m,
                        supplier,
                        m.codes(slot, without=(supplier,)),
                        hit.group.start,
                        hit.match.end(),
                        negated=hit.negated,
                        quantity=quantity,
                        slot=slot,
                    )
    for pattern in (
        rf"{TAKE} (?P<q>(?:[^.;⟨‹]|\.(?=\d)){{1,40}}?) of (?:‹\d+› |its |their |the )?{_IMPORTS}[^.;⟨‹]{{0,25}}? from {{A:a}}",
        rf"<rely|depend> (?:\w+ )?on {{A:a}} for (?P<q>(?:[^.;⟨‹]|\.(?=\d)){{1,40}}?) of (?:‹\d+› |its |their )?{_IMPORTS}",
        rf"{TAKE} (?:‹\d+› |its |their )?{_IMPORTS} (?P<q>mainly|mostly|largely|primarily|chiefly|predominantly|almost exclusively|almost entirely|overwhelmingly|principally) from {{A:a}}",
        rf"(?P<q>mainly|mostly|largely|primarily|chiefly|predominantly|principally) {TAKE} (?:‹\d+› |its |their )?{_IMPORTS} from {{A:a}}",
    ):
        for hit in m.hits(pattern):
            words = hit.match["q"]
            quantity = quantities.share("almost all" if re.match(r"almost e|overwh", words) else words)
            group = hit.group
            if quantity and group.real and group.subject is not None:
                recipients = m.subject(group)
                for supplier in m.codes(hit.match["a"], without=recipients):
                    yield from _share(
                        m,
                        supplier,
                        recipients,
                        group.start,
                        hit.match.end(),
                        negated=hit.negated,
                        quantity=quantity,
                    )
    for hit in m.hits(
        rf"<sell|export|deliver|supply|ship|send> (?P<q>(?:[^.;⟨‹]|\.(?=\d)){{1,40}}?) of (?:all )?(?:‹\d+› |its |their )(?:total |foreign )?{ARMS}(?: exports| sales| deliveries)? to {{A:b}}"
    ):
        quantity, group = quantities.share(hit.match["q"]), hit.group
        if quantity and group.real and group.subject is not None:
            for supplier in m.subject(group):
                recipients = m.codes(hit.match["b"], without=(supplier,))
                at = (group.start, hit.match.end())
                yield from _share(
                    m, supplier, recipients, *at, negated=hit.negated, quantity=quantity, exports=True
                )
    for pattern in (
        rf"(?:<take|buy|receive|absorb|get|purchase> |<account> for |<be> (?:the destination of |behind ))(?P<q>(?:[^.;⟨‹]|\.(?=\d)){{1,40}}?) (?:of )?(?:the |all )?{{P:a}} (?:total )?{ARMS} (?:exports|sales|deliveries)",
    ):
        for hit in m.hits(pattern):
            quantity, group = quantities.share(hit.match["q"]), hit.group
            if quantity and group.real and group.subject is not None:
                recipients = m.subject(group)
                for supplier in m.codes(hit.match["a"], without=recipients):
                    at = (group.start, hit.match.end())
                    yield from _share(
                        m, supplier, recipients, *at, negated=hit.negated, quantity=quantity, exports=True
                    )
    for match in m.finds(
        rf"(?P<q>(?:[^.;,⟨‹]|\.(?=\d)){{1,40}}?)(?: of)? (?:the |all )?{{P:a}} (?:total )?{ARMS} (?:exports|sales|deliveries){{T}} (?:<go>|<be> (?:sent|destined|delivered|shipped|sold)|went|have gone)(?: (?:to|for)) {{A:b}}"
    ):
        quantity = quantities.share(match["q"])
        if quantity and not m.group(match.start()).modal:
            for supplier in m.codes(match["a"]):
                recipients = m.codes(match["b"], without=(supplier,))
                yield from _share(
                    m, supplier, recipients, *match.span(), negated=False, quantity=quantity, exports=True
                )
    for match in m.finds(rf"\b(?:armed|equipped)(?: with weapons)? (?P<q>{_MAINLY}) by {{A:a}}"):
        quantity = quantities.share(
            "almost all" if re.match(r"almost|overwh|exclus", match["q"]) else match["q"]
        )
        group = m.group(match.start())
        if quantity and group.passive and group.real and group.subject is not None:
            for supplier in m.codes(match["a"]):
                yield from _share(
                    m,
                    supplier,
                    m.subject(group),
                    group.start,
                    match.end(),
                    negated=group.negated,
                    quantity=quantity,
                )
    for match in m.finds(
        rf"{{P:b}} {_IMPORTS} <come|be>(?: bought)? (?P<q>mainly|mostly|largely|primarily|chiefly|predominantly|principally|overwhelmingly|almost exclusively|almost entirely) (?:bought |supplied )?(?:from|by|in) {{A:a}}"
    ):
        quantity = quantities.share("almost all" if re.match(r"almost|overwh", match["q"]) else match["q"])
        if quantity and not m.group(match.start()).modal:
            for supplier in m.codes(match["a"]):
                yield from _share(
                    m,
                    supplier,
                    m.codes(match["b"]),
                    match.start(),
                    match.end(),
                    negated=False,
                    quantity=quantity,
                )
    for match in m.finds(
        rf"(?P<q>(?:[^.;,⟨‹]|\.(?=\d)){{1,40}}?) of (?:all |the )*(?:major )?{ARMS}(?: that| which)? {{A:b}}(?: has| had)? (?:<receive|import|buy|acquire|purchase|get|procure|take>)(?: in)?{{T}}(?:,? (?:<come>|<be>(?: (?:supplied|made|built|delivered))?|<originate>|had come|has come|have come))(?P<neg> not)? (?:(?:from|by|in) {{A:a}}|{{J:x}})"
    ):
        quantity = quantities.share(match["q"])
        if quantity and not m.group(match.start()).modal:
            for supplier in m.codes(match["a"] or match["x"]):
                yield from _share(
                    m,
                    supplier,
                    m.codes(match["b"]),
                    match.start(),
                    match.end(),
                    negated=bool(match["neg"]),
                    quantity=quantity,
                )
    for match in m.finds(
        rf"(?P<q>(?:[^.;,⟨‹]|\.(?=\d)){{1,40}}?)(?: of)? (?:the )?(?:{{P:b}} {_IMPORTS}|{_IMPORTS} (?:of|in|to|imported by|bought by) {{A:c}}){{T}}(?: <be>(?P<neg> not)?| <come>(?P<neh>)| <originate>)?(?: \w+ly)? (?:from|supplied by|provided by|made (?:in|by)|of|by) {{A:a}}"
    ):
        quantity = quantities.share(match["q"])
        recipients = m.codes(match["b"] or match["c"])
        if quantity and recipients and not m.group(match.start()).modal:
            for supplier in m.codes(match["a"]):
                yield from _share(
                    m,
                    supplier,
                    recipients,
                    match.start(),
                    match.end(),
                    negated=bool(match["neg"]),
                    quantity=quantity,
                )


def together(m: Marked, drafts: list[Draft]) -> list[Draft]:
    """Let suppliers named in one breath have their share together: "most of its weapons from A and B"."""
    joined: list[Draft] = []
    for found in drafts:
        arms, last = found.proposition, joined[-1] if joined else None
        before = last.proposition if last else None
        if (
            last is not None
            and isinstance(arms, Arms)
            and isinstance(before, Arms)
            and (last.start, last.end) == (found.start, found.end)
            and before.model_copy(update={"supplier": arms.supplier, "jointly": ()}) == arms
            and not re.search(
                r"\b(?:each|apiece|respectively|or|neither|nor)\b", m.text[found.start : found.end + 30]
            )
        ):
            joint = before.model_copy(update={"jointly": (*before.jointly, arms.supplier)})
            joined[-1] = replace(last, proposition=joint)
        else:
            joined.append(found)
    return joined
