"""Growth and records of trade, and what the trade family shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bilat.propositions import ClosenessComparison, Comparator, Trade
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.language import quantities
from bilat.reading.claims.language.windows import Window
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["Flow", "Relation", "draft", "flow_of", "growth"]

Flow = Literal["total", "exports", "imports"]
Relation = Literal["trades", "largest partner", "growth", "share", "record"]


def flow_of(words: str) -> Flow:
    """Return the flow that words name, seen from the state whose trade it is."""
    low = words.lower()
    if re.search(r"source of|import", low):
        return "imports"
    if re.search(r"export|market|customer|destination", low):
        return "exports"
    return "total"


def draft(
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
    """Make a trade proposition, unless both sides are one state."""
    if a == b:
        return
    window = window or m.window(start, end)
    if relation == "largest partner" and quantities.regional(m.text[end:]):
        where = quantities.region(m.text[end:])
        if where is not None:
            first = ClosenessComparison(
                a=a,
                b=b,
                among=(where,),
                dimension="trade",
                flow=flow,
                negated=negated,
                **m.rank(start, end),
                **times(window),
            )
            yield Draft(first, start, end, f"{why} in a region")
        return
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
            **(m.rank(start, end) if relation == "largest partner" else {}),
            **times(window),
        ),
        start,
        end,
        why,
        object_slot=int(slot) if slot is not None else None,
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


def growth(m: Marked) -> Iterator[Draft]:
    """Find "trade has doubled since", "exports fell by a third", "hit a record"."""
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
            yield from draft(
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
        if factor is not None and re.match(r"[^.;]{0,15}\bnot even\b", rest):
            negated = False  # "did not even double": less than double is all the denial there is
        if factor is not None:
            yield from draft(
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
            yield from draft(
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
    yield from _in_two_years(m)
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
                    yield from draft(
                        m,
                        a,
                        b,
                        "growth",
                        hit.group.start,
                        hit.match.end(),
                        negated=hit.negated,
                        why="growth of trade",
                        flow=flow_of(hit.match["f"]) if hit.match["f"] != "trade" else "total",
                        factor=quantity.value,
                        comparator=quantity.comparator,
                    )


_WAYS: tuple[tuple[str, Flow], ...] = (
    (r"<trade>", "total"),
    (r"<export|sell>", "exports"),
    (r"<import|buy>", "imports"),
)


def _in_two_years(m: Marked) -> Iterator[Draft]:
    """Find "A traded more with B in 1999 than in 1989"."""
    for verb, flow in _WAYS:
        for hit in m.hits(
            rf"{verb} (?P<cmp>more|less)(?: (?:goods|with each other|with one another))?(?: (?:with|to|from) {{A:b}})? in (?P<y>\d{{4}}) than (?:(?:it|they|‹\d+›|⟨\d+⟩) (?:had|did|was|were) )?in (?P<z>\d{{4}})"
        ):
            left = m.subject(hit.group)
            right = m.codes(hit.match["b"], without=left) if hit.match["b"] else left[1:]
            if not hit.group.real or len(right) != 1 or len(left) != (1 if hit.match["b"] else 2):
                continue
            up, later, earlier = hit.match["cmp"].lower() == "more", int(hit.match["y"]), int(hit.match["z"])
            yield from draft(
                m,
                left[0],
                right[0],
                "growth",
                hit.group.start,
                hit.match.end(),
                negated=hit.negated,
                why="more trade in one year than in another",
                flow=flow,
                factor=1.0,
                comparator="more than" if up == (later > earlier) else "less than",
                window=Window(0, 0, min(later, earlier), max(later, earlier)),
            )
