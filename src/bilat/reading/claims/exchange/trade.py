"""Trade: largest partners, shares, growth, records (`trade`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bilat.propositions import ClosenessComparison, Trade
from bilat.reading.claims.bounds import beyond
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.exchange import balance, passing
from bilat.reading.claims.exchange.flow_parts import ARMS, ONE_GOOD, together
from bilat.reading.claims.exchange.growth import Flow, draft, flow_of, growth
from bilat.reading.claims.language import quantities
from bilat.reading.claims.sentence.marked import Hit, Marked

__all__ = ["find"]


_GATE = re.compile(
    r"\b(?:buys?|bought|sells?|sold) more\b|\btrad(?:e|es|ed|ing)\b|export|import|commerce|\bgoods\b|market|\b(?:biggest|largest|main|top|best) customer\b",
    re.IGNORECASE,
)
_BIG = r"(?:(?:single )?(?:largest|biggest|main|top|leading|principal|primary|chief|most important|number[- ]one|No\. ?1|foremost))"
_PARTNER = r"(?P<w>(?:(?:foreign |overall |bilateral |goods |global )?(?:trading|trade|commercial) partner|export (?:market|destination|customer|partner)|import (?:source|partner|supplier)|source of (?:its |their |‹\d+› )?(?:imports|imported goods)|market for (?:its |their |‹\d+› )?(?:exports|goods)|destination (?:for|of) (?:its |their |‹\d+› )?exports|customer|market|buyer of (?:its |‹\d+› )?exports))"
_ADV = r"(?: still| now| currently| today| by far| also| \w+ly| already)*"


def find(m: Marked) -> Iterator[Draft]:
    """Find trade claims."""
    if not m.search(_GATE) or re.search(
        r"\b(?:arms|weapons?|slave) (?:trade|exports?|imports?)|exports? of (?:arms|weapons)",
        m.text,
        re.IGNORECASE,
    ):
        return
    if any(True for _one in balance.find(m)):
        return  # the two flows of one pair are no share, rank or growth
    found = (
        list(_largest(m))
        or list(passing.find(m))
        or list(_nobody(m))
        or list(growth(m))
        or together(m, _shares(m))
        or list(_makes_up(m))
        or list(_plain(m))
    )
    seen: set[tuple[str, str]] = set()
    for one in found:
        claim = one.proposition
        assert isinstance(claim, Trade | ClosenessComparison)
        if ONE_GOOD.search(m.text, one.start, m.clause_end(one.end)):
            continue
        if isinstance(claim, ClosenessComparison) or (claim.a, claim.b) not in seen:
            seen.add((claim.a, claim.b))
            yield one
            yield from _not_yet(m, one)


def _largest(m: Marked) -> Iterator[Draft]:
    for pattern in (
        rf"<be|become|remain|make>{_ADV} (?:the )?{{P:a}} {_BIG} {_PARTNER}",
        rf"<be|become|remain>{_ADV} (?:the )?{_BIG} {_PARTNER} (?:of|for|to) {{A:a}}(?: exports| goods)?",
        rf"<be|become|remain>{_ADV} (?:the )?{_BIG} (?P<w>source of) {{P:a}} imports",
        rf"<be|become|remain>{_ADV} (?:the )?{_BIG} (?P<w>market|destination) (?:for|of) {{P:a}} (?:exports|goods)",
        rf"<overtake|replace|surpass|displace|pass|supplant|succeed|dethrone> {{A:x}} (?:as|to become) (?:the )?{{P:a}} {_BIG} {_PARTNER}",
        rf"<overtake|replace|surpass|displace|pass|supplant|succeed> {{A:x}} (?:as|to become) (?:the )?{_BIG} {_PARTNER} (?:of|for) {{A:a}}",
    ):
        for hit in m.hits(pattern):
            group = hit.group
            if not group.real or group.subject is None:
                continue
            subject = m.subject(group)
            b = subject[0] if len(subject) == 1 else None
            if b is None:
                continue
            for a in m.codes(hit.match["a"], without=(b,)):
                yield from _before(m, hit, a, b)
                yield from draft(
                    m,
                    a,
                    b,
                    "largest partner",
                    group.start,
                    hit.match.end(),
                    negated=hit.negated,
                    why="largest trading partner",
                    flow=flow_of(
                        hit.match.group(0)[-40:]
                        if "of ‹" in hit.match.group(0)
                        else hit.match["w"] + (" imports" if hit.match.group(0).endswith("imports") else "")
                    ),
                )
    for pattern in (
        rf"{{P:a}} {_BIG} {_PARTNER}{{T}}(?:,| was| is| remains| remained| became| has been| had been| will)(?: (?P<neg>not|never|no longer))?{_ADV} {{A:b}}",
        rf"(?:the )?{_BIG} {_PARTNER} (?:of|for) {{A:a}}{{T}} (?:<be|remain>|has been)(?: (?P<neg>not|no longer))?{_ADV} {{A:b}}",
    ):
        for match in m.finds(pattern):
            b = m.one(match["b"])
            if b is None or " will" in match.group(0):
                continue
            for a in m.codes(match["a"], without=(b,)):
                yield from draft(
                    m,
                    a,
                    b,
                    "largest partner",
                    match.start(),
                    match.end(),
                    negated=bool(match["neg"]),
                    why="largest trading partner",
                    flow=flow_of(match["w"]),
                )
    rules: tuple[tuple[str, Flow], ...] = (
        (
            r"<trade|do>(?: \w+)? more (?:business |trade )?with {A:b}{T} than (?:with )?(?:any|all)(?: \w+){0,2} (?:country|partner|state|nation|one|other)",
            "total",
        ),
        (
            r"<export|sell|send> more (?:\w+ )?to {A:b}{T} than (?:to )?(?:any|all)(?: \w+){0,2} (?:country|market|state|nation|one)",
            "exports",
        ),
        (
            r"<import|buy> more (?:\w+ )?from {A:b}{T} than (?:from )?(?:any|all)(?: \w+){0,2} (?:country|market|state|nation|one|partner)",
            "imports",
        ),
    )
    for pattern, flow in rules:
        for hit in m.hits(pattern):
            if hit.group.real and not re.search(rf"\b{ARMS}\b", hit.match.group(0), re.IGNORECASE):
                # "sold more to B than any other country did" ranks the sellers to B, not A's customers
                turned = re.match(r" (?:did|does|do|has|had|have)\b", m.text[hit.match.end() :])
                way: Flow = {"exports": "imports", "imports": "exports"}.get(flow, flow) if turned else flow  # type: ignore[assignment]
                for a in m.subject(hit.group):
                    for b in m.codes(hit.match["b"], without=(a,)):
                        yield from draft(
                            m,
                            b if turned else a,
                            a if turned else b,
                            "largest partner",
                            hit.group.start,
                            hit.match.end(),
                            negated=hit.negated,
                            why="trades most with",
                            flow=way,
                        )


def _before(m: Marked, hit: Hit, a: str, b: str) -> Iterator[Draft]:
    """Say with "overtook C in 2009" that the year before C was still ahead."""
    ahead = m.one(hit.match.groupdict().get("x"))
    start, end = hit.group.start, hit.match.end()
    when = m.window(start, end)
    if ahead is None or hit.negated or when.since is None or when.since != when.until:
        return
    year = when.since - 1
    yield Draft(
        ClosenessComparison(
            a=a, b=ahead, versus=b, dimension="trade", flow=flow_of(hit.match["w"]), since=year, until=year
        ),
        start,
        end,
        "the one overtaken was ahead the year before",
    )


_BECAME = re.compile(r"\b(?:became|becoming)\b")
_BY = re.compile(r"\bby (?:the end of |early |late )?\d{4}")


def _not_yet(m: Marked, found: Draft) -> Iterator[Draft]:
    """Say with "became the largest partner in 2009" that the year before it was not."""
    claim = found.proposition
    if not isinstance(claim, Trade) or claim.relation != "largest partner" or claim.negated:
        return
    words = beyond.clause(m, found)
    if claim.since is None or claim.since != claim.until or _BY.search(words) or not _BECAME.search(words):
        return
    year = claim.since - 1
    update = {"since": year, "until": year, "dated": None, "negated": True}
    yield replace(found, proposition=claim.model_copy(update=update), why="not yet the year before")


def _nobody(m: Marked) -> Iterator[Draft]:
    """Find "no country traded more with A than B"."""
    for match in m.finds(
        r"\b(?:no|no other) (?:other )?(?:country|state|nation|partner) (?:<trade|do>(?: more)? (?:more )?(?:business |trade )?with|<export|sell> more to|<import|buy> more from) {A:a}{T} than {A:b}"
    ):
        b = m.one(match["b"])
        word = match.group(0).lower()
        # What others sell to A is what A imports.
        flow: Flow = (
            "imports"
            if re.search(r"export|s[eo]ll|sold", word)
            else "exports"
            if re.search(r"import|buy|bought", word)
            else "total"
        )
        if b is not None:
            for a in m.codes(match["a"], without=(b,)):
                yield from draft(
                    m,
                    a,
                    b,
                    "largest partner",
                    match.start(),
                    match.end(),
                    negated=False,
                    why="nobody trades more with it",
                    flow=flow,
                )


_TOTAL = r"(?:(?:total |overall |foreign |external |goods |merchandise |global |all |the )*)(?P<f>trade|exports?|imports?|commerce|foreign trade)\b"


def _shares(m: Marked) -> Iterator[Draft]:
    q = r"(?P<q>(?:[^.;⟨‹]|\.(?=\d)){1,45}?)"
    for pattern in (
        rf"<account> for {q} of (?:{{P:a}} {_TOTAL}|{_TOTAL.replace('?P<f>', '?P<g>')} (?:of|by) {{A:c}})",
        rf"<take|buy|absorb|receive|purchase|supply|provide|represent|make up|constitute|be|handle|have|get> {q} of {{P:a}} {_TOTAL}",
        rf"<be> the (?:source|destination|market) (?:of|for) {q} of {{P:a}} {_TOTAL}",
    ):
        for hit in m.hits(pattern):
            quantity = quantities.share(hit.match["q"])
            if quantity is None or not hit.group.real or hit.group.subject is None:
                continue
            subject = m.subject(hit.group)
            slot = hit.match["a"] or hit.match.groupdict().get("c")
            word = hit.match["f"] or hit.match.groupdict().get("g") or "trade"
            for b in subject:
                for a in m.codes(slot, without=(b,)):
                    yield from draft(
                        m,
                        a,
                        b,
                        "share",
                        hit.group.start,
                        hit.match.end(),
                        negated=hit.negated,
                        why="share of trade",
                        flow=flow_of(word) if "trade" not in word and "commerce" not in word else "total",
                        share=quantity.value,
                        comparator=quantity.comparator,
                    )
    rules: tuple[tuple[str, Flow], ...] = (
        (
            rf"<send|ship|sell|export> {q} of (?:its|their|‹\d+›) (?:exports?|goods|products) to {{A:b}}",
            "exports",
        ),
        (
            rf"<get|buy|receive|import|source|draw|take> {q} of (?:its|their|‹\d+›) (?:imports?|imported goods|goods) from {{A:b}}",
            "imports",
        ),
        (
            rf"<do|conduct> {q} of (?:its|their|‹\d+›) (?:\w+ )?(?:trade|business|commerce) with {{A:b}}",
            "total",
        ),
        (rf"<rely|depend> on {{A:b}} for {q} of (?:its|their|‹\d+›) exports?", "exports"),
        (rf"<rely|depend> on {{A:b}} for {q} of (?:its|their|‹\d+›) imports?", "imports"),
        (rf"<rely|depend> on {{A:b}} for {q} of (?:its|their|‹\d+›) (?:\w+ )?trade", "total"),
    )
    for pattern, flow in rules:
        for hit in m.hits(pattern):
            quantity = quantities.share(hit.match["q"])
            if quantity and hit.group.real:
                for a in m.subject(hit.group):
                    for b in m.codes(hit.match["b"], without=(a,)):
                        yield from draft(
                            m,
                            a,
                            b,
                            "share",
                            hit.group.start,
                            hit.match.end(),
                            negated=hit.negated,
                            why="share of trade",
                            flow=flow,
                            share=quantity.value,
                            comparator=quantity.comparator,
                        )
    for match in m.finds(
        rf"(?P<q>(?:[^.;,⟨‹]|\.(?=\d)){{1,40}}?) (?:of )?(?:{{P:a}} {_TOTAL}|{_TOTAL.replace('?P<f>', '?P<g>')} of {{A:c}}){{T}} (?:<go|come|be|flow|originate|head>|are sent|is conducted|was conducted|are shipped|is done)(?P<neg> not)?(?: still| now)? (?:to|from|with|bought by|sold to|supplied by) {{A:b}}"
    ):
        quantity = quantities.share(match["q"])
        word = match["f"] or match["g"]
        left = m.codes(match["a"] or match["c"])
        if quantity and not m.group(match.start()).modal and not re.match(r"will|would", match.group(0)):
            for a in left:
                for b in m.codes(match["b"], without=(a,)):
                    yield from draft(
                        m,
                        a,
                        b,
                        "share",
                        match.start(),
                        match.end(),
                        negated=bool(match["neg"]),
                        why="share of trade",
                        flow="total" if re.search("trade|commerce", word) else flow_of(word),
                        share=quantity.value,
                        comparator=quantity.comparator,
                    )


def _makes_up(m: Marked) -> Iterator[Draft]:
    """Find "trade with B makes up 30% of A's trade"."""
    for match in m.finds(
        rf"(?P<n>trade with|exports to|imports from|sales to) {{A:b}} <make up|account for|represent|constitute|be|equal>{{T}} (?P<q>(?:[^.;⟨‹]|\.(?=\d)){{1,45}}?) of {{P:a}} {_TOTAL}"
    ):
        quantity = quantities.share(match["q"])
        b = m.one(match["b"])
        if quantity and b and not m.group(match.start()).modal:
            own = m.codes(match["a"])
            if own == (b,):
                # "B's trade with A made up a tenth of A's trade": of A's, with B
                doer = re.search(r"[⟨‹](\d{1,3})[⟩›](?:'s?)? (?:\w+ )?$", m.text[: match.start()])
                if (
                    doer is None
                    or (b := m.one(doer[1], without=own)) is None
                    or "trade" not in match["n"].lower()
                ):
                    continue
            for a in (x for x in own if x != b):
                flow = flow_of(match["n"]) if "trade" not in match["n"].lower() else "total"
                yield from draft(
                    m,
                    a,
                    b,
                    "share",
                    match.start(),
                    match.end(),
                    negated=" not " in match.group(0),
                    why="share of trade",
                    flow=flow,
                    share=quantity.value,
                    comparator=quantity.comparator,
                )


def _plain(m: Marked) -> Iterator[Draft]:
    for pattern in (
        r"<trade> with {A:b}(?! more| less|[^.;]{0,30} than)",
        r"<have|conduct|do> (?P<no>no |any |little |some |direct )*trade with {A:b}",
        r"<export|import>(?: \w+){0,3} (?:to|from) {A:b}",
    ):
        for hit in m.hits(pattern):
            if hit.group.real and hit.group.subject is not None:
                negated = hit.negated != bool(re.search(r" no ", hit.match.group(0)))
                word = hit.match.group(0).lower()
                rest = m.text[hit.match.end() : m.clause_end(hit.match.end())]
                if re.search(r"\b(?:more|less|fewer|most|arms|weapons?|none)\b", word) or re.search(
                    r"\bthan\b", rest
                ):
                    # a comparison, or another kind of goods: not that there was trade
                    continue
                if word.startswith(("export", "import")) and re.search(
                    r"\b(?:oil|gas|grain|wheat|coal|terror|revolution|democracy|ideology|electricity|gold)\b",
                    word,
                ):
                    continue
                flow: Flow = (
                    "exports"
                    if word.startswith("export")
                    else "imports"
                    if word.startswith("import")
                    else "total"
                )
                for a in m.subject(hit.group):
                    for b in m.codes(hit.match["b"], without=(a,)):
                        yield from draft(
                            m,
                            a,
                            b,
                            "trades",
                            hit.group.start,
                            hit.match.end(),
                            negated=negated,
                            why="trades with",
                            flow=flow,
                            slot=hit.match["b"],
                        )
