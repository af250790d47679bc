"""Trade: largest partners, shares, growth, records (`trade`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bilat.propositions import Comparator, Trade
from bilat.reading.claims import quantities
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.marked import Marked
from bilat.reading.claims.windows import Window

__all__ = ["find"]

Flow = Literal["total", "exports", "imports"]
Relation = Literal["trades", "largest partner", "growth", "share", "record"]

_GATE = re.compile(r"\btrad(?:e|es|ed|ing)\b|export|import|commerce|\bgoods\b|market", re.IGNORECASE)
_BIG = r"(?:(?:single )?(?:largest|biggest|main|top|leading|principal|primary|chief|most important|number[- ]one|No\. ?1|foremost))"
_PARTNER = r"(?P<w>(?:(?:foreign |overall |bilateral |goods |global )?(?:trading|trade|commercial) partner|export (?:market|destination|customer|partner)|import (?:source|partner|supplier)|source of (?:its |their |‹\d+› )?(?:imports|imported goods)|market for (?:its |their |‹\d+› )?(?:exports|goods)|destination (?:for|of) (?:its |their |‹\d+› )?exports|customer|market|buyer of (?:its |‹\d+› )?exports))"
_ADV = r"(?: still| now| currently| today| by far| also| \w+ly| already)*"


def _flow(words: str) -> Flow:
    low = words.lower()
    if re.search(r"source of|import", low):
        return "imports"
    if re.search(r"export|market|customer|destination", low):
        return "exports"
    return "total"


def find(m: Marked) -> Iterator[Draft]:
    """Find trade claims."""
    if not _GATE.search(m.text) or re.search(
        r"\b(?:arms|weapons?|slave) (?:trade|exports?|imports?)|exports? of (?:arms|weapons)",
        m.text,
        re.IGNORECASE,
    ):
        return
    found = list(_largest(m)) or list(_growth(m)) or list(_shares(m)) or list(_plain(m))
    seen: set[tuple[str, str]] = set()
    for draft in found:
        claim = draft.proposition
        assert isinstance(claim, Trade)
        if (claim.a, claim.b) not in seen:
            seen.add((claim.a, claim.b))
            yield draft


def _draft(
    m: Marked,
    a: str,
    b: str,
    relation: Relation,
    start: int,
    end: int,
    *,
    negated: bool,
    why: str,
    flow: Flow = "total",
    factor: float | None = None,
    share: float | None = None,
    comparator: Comparator = "about",
    window: Window | None = None,
    slot: str | None = None,
) -> Iterator[Draft]:
    if a == b:
        return
    window = window or m.window(start, end)
    yield Draft(
        Trade(
            a=a,
            b=b,
            relation=relation,
            flow=flow,
            factor=factor,
            share=share,
            comparator=comparator,
            negated=negated,
            **times(window),
        ),
        start,
        end,
        why,
        object_slot=int(slot) if slot is not None else None,
    )


def _later(text: str) -> bool:
    """Say whether a rank other than the first is meant."""
    return bool(
        re.search(
            r"\b(?:second|third|fourth|fifth|sixth|two|three|five|\d+(?:nd|rd|th))[- ](?:\w+ )?(?:largest|biggest|most|important)|\bone of\b",
            text,
        )
    )


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
            if not group.real or group.subject is None or _later(hit.match.group(0)):
                continue
            subject = m.subject(group)
            b = subject[0] if len(subject) == 1 else None
            if b is None:
                continue
            for a in m.codes(hit.match["a"], without=(b,)):
                yield from _draft(
                    m,
                    a,
                    b,
                    "largest partner",
                    group.start,
                    hit.match.end(),
                    negated=hit.negated,
                    why="largest trading partner",
                    flow=_flow(
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
            if (
                b is None
                or _later(m.text[max(0, match.start() - 12) : match.end()])
                or " will" in match.group(0)
            ):
                continue
            for a in m.codes(match["a"], without=(b,)):
                yield from _draft(
                    m,
                    a,
                    b,
                    "largest partner",
                    match.start(),
                    match.end(),
                    negated=bool(match["neg"]),
                    why="largest trading partner",
                    flow=_flow(match["w"]),
                )
    for hit in m.hits(
        r"<trade|do>(?: \w+)? more (?:business |trade )?with {A:b} than (?:with )?(?:any|all)(?: \w+){0,2} (?:country|partner|state|nation|one|other)"
    ):
        if hit.group.real:
            for a in m.subject(hit.group):
                for b in m.codes(hit.match["b"], without=(a,)):
                    yield from _draft(
                        m,
                        a,
                        b,
                        "largest partner",
                        hit.group.start,
                        hit.match.end(),
                        negated=hit.negated,
                        why="trades most with",
                    )
    rules: tuple[tuple[str, Flow], ...] = (
        (
            r"<export|sell|send> more (?:\w+ )?to {A:b} than (?:to )?any(?: \w+){0,2} (?:country|market|state|nation|one)",
            "exports",
        ),
        (
            r"<import|buy> more (?:\w+ )?from {A:b} than (?:from )?any(?: \w+){0,2} (?:country|market|state|nation|one)",
            "imports",
        ),
    )
    for pattern, flow in rules:
        for hit in m.hits(pattern):
            if hit.group.real:
                for a in m.subject(hit.group):
                    for b in m.codes(hit.match["b"], without=(a,)):
                        yield from _draft(
                            m,
                            a,
                            b,
                            "largest partner",
                            hit.group.start,
                            hit.match.end(),
                            negated=hit.negated,
                            why="trades most with",
                            flow=flow,
                        )


_TRADE_NP = (
    r"(?:(?:the )?(?:(?:total |overall |annual |bilateral |two-way |mutual |the value of |the volume of |volume of |merchandise |goods |value of |cross-border )*)(?:trade(?: turnover| volumes?| flows?)?|commerce|exports?|imports?|turnover|trade in goods)(?: in goods)?"
    r"(?: between {A:a}| from {A:b} (?:to|into) {A:c}| of {A:d} (?:to|from|with) {A:e}| with {A:f})"
    r"|{P:g} (?:(?:total |overall |annual |bilateral |two-way |goods |merchandise )*)(?:trade(?: turnover| volumes?)?|commerce|exports?|imports?)(?: (?P<dir>to|from|with|into|of goods to|of goods from) {A:h})?"
    r"|(?P<bi>(?:bilateral|two-way|mutual) (?:trade|commerce)(?: turnover| volumes?)?))"
)


def _pair(m: Marked, match: re.Match[str]) -> tuple[str, str, Flow] | None:
    named = match.groupdict()
    words = match.group(0).lower()
    flow: Flow = (
        "exports"
        if re.search(r"\bexport", words)
        else "imports"
        if re.search(r"\bimport", words)
        else "total"
    )
    if named["a"]:
        codes = m.codes(named["a"])
        return (codes[0], codes[1], flow) if len(codes) == 2 else None
    for first, second in (("b", "c"), ("d", "e"), ("g", "h")):
        if named[first] and named[second]:
            left = m.codes(named[first])
            right = m.codes(named[second], without=left)
            if len(left) == 1 and len(right) == 1:
                return left[0], right[0], flow
            return None
    if named["g"]:
        codes = m.codes(named["g"])
        if len(codes) == 2:
            return codes[0], codes[1], flow
        tail = re.match(r"[^.;⟨]{0,25} (?:to|from|with) ⟨(\d{1,3})⟩", m.text[match.end() :])
        right = m.codes(tail[1], without=codes) if tail else ()
        return (codes[0], right[0], flow) if len(codes) == 1 and len(right) == 1 else None
    if named["f"]:
        right = m.codes(named["f"])
        left = m.codes(m.group(match.start()).subject, without=right) or tuple(
            x for x in (m.ctx.focus,) if x and x not in right
        )
        return (left[0], right[0], flow) if left and right else None
    if named["bi"]:
        pairs = [s.codes for s in m.slots if len(s.codes) == 2]
        pair = pairs[0] if pairs else m.ctx.pair
        if pair is None:
            singles = list(
                dict.fromkeys(s.codes[0] for s in sorted(m.slots, key=lambda s: s.start) if len(s.codes) == 1)
            )
            pair = (singles[0], singles[1]) if len(singles) == 2 else None
        return (pair[0], pair[1], flow) if pair else None
    return None


def _growth(m: Marked) -> Iterator[Draft]:
    for match in m.finds(_TRADE_NP):
        pair = _pair(m, match)
        if pair is None:
            continue
        a, b, flow = pair
        end = m.clause_end(match.end())
        rest = m.text[match.end() : end]
        record = re.match(
            r"[^.;]{0,60}?\b(?:record(?: high| level| volume)?|all-time (?:high|peak|record)|highest(?: level)?(?: ever)?|new (?:high|peak)|historic(?:al)? (?:high|peak)|peak(?:ed)?)\b",
            rest,
        )
        moved = re.search(quantities.UP_OR_DOWN, rest, re.IGNORECASE)
        group = m.group(match.end() + (moved.start() if moved else record.end() if record else 0))
        future = re.search(
            r"\b(?:will|would|could|may|might|should|expected to|projected to|aim\w*|target\w*|pledged|agreed to|plan\w*)\b",
            rest[: (moved.start() if moved else len(rest))],
        )
        if future or m.group(match.start()).open:
            continue
        negated = bool(re.match(r"[^.;]{0,15}\b(?:not|never)\b", rest[: moved.start() if moved else 30])) or (
            group.negated and not group.modal
        )
        if record and not (
            moved
            and re.match(r"[^.;]{0,10}(?:to (?:an? |its |their )?)", rest[moved.end() :]) is None
            and quantities.factor(rest) is not None
            and "record" not in rest
        ):
            window = m.window(match.start(), end)
            until = window.until if window.until is not None else None
            since = window.since if window.until is None else None
            yield from _draft(
                m,
                a,
                b,
                "record",
                match.start(),
                end,
                negated=negated,
                why="record trade",
                flow=flow,
                window=Window(0, 0, since, until),
            )
            return
        factor = quantities.factor(rest) if moved else None
        if factor is not None:
            yield from _draft(
                m,
                a,
                b,
                "growth",
                match.start(),
                end,
                negated=negated,
                why="growth of trade",
                flow=flow,
                factor=factor.value,
                comparator=factor.comparator,
            )
            return
    for match in m.finds(
        _TRADE_NP
        + r" <be> (?P<cmp>larger|greater|bigger|higher|smaller|lower) in (?P<y>\d{4}) than in (?P<z>\d{4})"
    ):
        pair = _pair(m, match)
        if pair is not None:
            up = match["cmp"].lower() not in ("smaller", "lower")
            later, earlier = int(match["y"]), int(match["z"])
            yield from _draft(
                m,
                pair[0],
                pair[1],
                "growth",
                match.start(),
                match.end(),
                negated=False,
                why="more trade in one year than in another",
                flow=pair[2],
                factor=1.0,
                comparator="more than" if up == (later > earlier) else "less than",
                window=Window(0, 0, min(later, earlier), max(later, earlier)),
            )
    for hit in m.hits(
        r"<double|triple|quadruple|halve|increase|expand|reduce|cut|boost> (?:its |their |‹\d+› )?(?P<f>trade|exports|imports) (?:with|to|from) {A:b}"
    ):
        if hit.group.real:
            quantity = quantities.factor(
                hit.match.group(0) + m.text[hit.match.end() : m.clause_end(hit.match.end())]
            )
            word = hit.match.group(0).lower()
            if quantity is None:
                down = word.startswith(("reduc", "cut"))
                quantity = quantities.Quantity(1.0, "less than" if down else "more than", 0, 0)
            for a in m.subject(hit.group):
                for b in m.codes(hit.match["b"], without=(a,)):
                    yield from _draft(
                        m,
                        a,
                        b,
                        "growth",
                        hit.group.start,
                        hit.match.end(),
                        negated=hit.negated,
                        why="growth of trade",
                        flow=_flow(hit.match["f"]) if hit.match["f"] != "trade" else "total",
                        factor=quantity.value,
                        comparator=quantity.comparator,
                    )


_TOTAL = r"(?:(?:total |overall |foreign |external |goods |merchandise |global |all |the )*)(?P<f>trade|exports?|imports?|commerce|foreign trade)"


def _shares(m: Marked) -> Iterator[Draft]:
    q = r"(?P<q>[^.;⟨‹]{1,45}?)"
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
                    yield from _draft(
                        m,
                        a,
                        b,
                        "share",
                        hit.group.start,
                        hit.match.end(),
                        negated=hit.negated,
                        why="share of trade",
                        flow=_flow(word) if "trade" not in word and "commerce" not in word else "total",
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
                        yield from _draft(
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
        rf"(?P<q>[^.;,⟨‹]{{1,40}}?) (?:of )?(?:{{P:a}} {_TOTAL}|{_TOTAL.replace('?P<f>', '?P<g>')} of {{A:c}}) (?:<go|come|be|flow|originate|head>|are sent|is conducted|was conducted|are shipped|is done)(?P<neg> not)?(?: still| now)? (?:to|from|with|bought by|sold to|supplied by) {{A:b}}"
    ):
        quantity = quantities.share(match["q"])
        word = match["f"] or match["g"]
        left = m.codes(match["a"] or match["c"])
        if quantity and not m.group(match.start()).modal and not re.match(r"will|would", match.group(0)):
            for a in left:
                for b in m.codes(match["b"], without=(a,)):
                    yield from _draft(
                        m,
                        a,
                        b,
                        "share",
                        match.start(),
                        match.end(),
                        negated=bool(match["neg"]),
                        why="share of trade",
                        flow="total" if re.search("trade|commerce", word) else _flow(word),
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
                        yield from _draft(
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
