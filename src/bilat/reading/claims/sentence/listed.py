"""Parts of a sentence that list what each of several did: how each voted, and the share that each had (see `ellipsis`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat.reading.claims.language.needed import Sieved
from bilat.reading.claims.sentence.actors import Slot
from bilat.reading.claims.sentence.pieces import ACTOR, AND, NEGATIVE, Found, Piece, Put, as_said, replaced

__all__ = ["quarters", "voted"]

_HOW = r"(?:for|against|in favou?r of|yes (?:on|to)|no (?:on|to))"
#: "A voted for, and B against, the resolution".
_VOTED = re.compile(
    rf"^(?P<lead>(?:In|On|During) [^⟨‹,]{{2,40}},? )?(?P<s>{ACTOR}) (?P<v>voted (?P<p>{_HOW})|abstained(?P<z>))(?: on)?{AND} (?P<x>{ACTOR})(?: voted)? (?P<q>{_HOW}|abstained(?: on)?),? (?P<o>(?:the |a |an |resolution |[AS]/)[^;]+)$"
)
_SHARE = r"(?:(?:just |only |about |some |around |roughly |nearly |almost |over |more than |less than |at least |under )*(?:\d+(?:\.\d+)?(?: ?%| per ?cent\b)|an? (?:third|quarter|fifth|tenth|half)|half|two[- ]thirds|three[- ]quarters))"
#: "A supplied 70% of B's arms, C 14% and D 7%".
_QUARTERS = re.compile(
    rf"^(?P<lead>(?:In|During|Between|From|By) [^⟨‹,]{{2,40}},? )?(?P<s>{ACTOR}) (?P<v>[a-z][^⟨‹;,]*? ?(?P<q>{_SHARE}) (?:of|from) [^;]*?)(?P<rest>(?:{AND} {ACTOR}(?: (?:for|with|took|had))? {_SHARE})+)$"
)
#: "A supplied 14% and B 7% of C's arms".
_BEFORE = re.compile(
    rf"^(?P<lead>(?:In|During|Between|From|By) [^⟨‹,]{{2,40}},? )?(?P<s>{ACTOR}) (?P<v>[a-z][^⟨‹;,]*? ?(?P<q>{_SHARE}))(?P<rest>(?:{AND} {ACTOR}(?: (?:for|with|took|had))? {_SHARE})+),? (?P<o>of [^;]+)$"
)
_EACH = re.compile(rf"(?P<x>{ACTOR})(?: (?:for|with|took|had))? (?P<q>{_SHARE})")


def voted(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "A voted for, and B against, the resolution"."""
    m = text.match(_VOTED)
    if m is None or NEGATIVE.search(m["v"]):
        return []
    lead: list[Piece] = [m.span("lead")] if m["lead"] else []
    first: Piece = "abstained on" if m["z"] is not None else m.span("v")
    second: Piece = "abstained on" if m["q"].startswith("abst") else f"voted {m['q']}"
    return as_said(
        [*lead, m.span("s"), " ", first, " ", m.span("o")],
        [*lead, m.span("x"), " ", second, " ", m.span("o")],
    )


def quarters(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "A supplied 70% of B's arms, C 14% and D 7%"."""
    m = text.match(_QUARTERS) or text.match(_BEFORE)
    if m is None or NEGATIVE.search(m["v"]):
        return []
    start = m.end("lead") if m["lead"] else 0
    tail: list[Piece] = [" ", m.span("o")] if m.re is _BEFORE else []
    lead: list[Piece] = [m.span("lead")] if m["lead"] else []
    out: list[list[Piece]] = [[*lead, (start, m.end("v")), *tail]]
    for each in _EACH.finditer(text.text, m.start("rest"), m.end("rest")):
        put: list[Put] = [(*m.span("s"), each.span("x")), (*m.span("q"), each.span("q"))]
        out.append([*lead, *replaced(start, m.end("v"), put), *tail])
    return as_said(*out)
