"""Balances of trade: surpluses and deficits, and what one sells another set beside what it buys from it (`trade`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat.propositions import Trade
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.exchange.flow_parts import ARMS
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find"]

_GATE = re.compile(
    r"\bsurplus|\bdeficit|\bbalance of trade|\btrade balance|\b(?:more|less|exceed\w*|larger|greater|smaller|higher|lower|outweigh\w*|outstrip\w*|surpass\w*)\b[^.;]*\b(?:than|import|export|purchase|sale)",
    re.IGNORECASE,
)
_ARMS = re.compile(rf"\b{ARMS}\b", re.IGNORECASE)
_KIND = r"(?:(?:an?|its|the|large|huge|big|small|modest|chronic|persistent|substantial|sizeable|sizable|growing|record|slight|net|overall|bilateral|goods|merchandise|visible|commercial|trade|trading|‹\d+›) )*"
_ADV = r"(?: \w+ly| still| also| always| usually)*"
_GOODS = r"(?: (?:goods|products|merchandise|in value))*"
_SELL, _BUY = "export|sell|ship|send", "import|buy|purchase|receive|get|take"
_SOLD, _BOUGHT = (
    r"(?:exports?|exported|sells?|sold|ships?|shipped|sends?|sent)",
    r"(?:imports?|imported|buys?|bought|purchases?|purchased|receives?|received|got|gets|takes?|took)",
)
_IT = r"(?:it|they|⟨\d{1,3}⟩|‹\d{1,3}›)"
_MORE = r"(?P<deg>more|less)"
_OVER = r"(?P<deg>exceed(?:s|ed)?|outweigh(?:s|ed)?|outstripp?(?:s|ed)?|surpass(?:es|ed)?|fell short of|falls? short of|(?:was|were|is|are)(?: (?:far|much|slightly|considerably))? (?:more|less|larger|greater|bigger|higher|smaller|lower) than)"
_LESS = re.compile(r"\b(?:less|short|smaller|lower)\b", re.IGNORECASE)
#: Patterns that begin at a verb: whose surplus it is is the subject, or the other where ``deg`` or ``w`` says so.
_VERBS = (
    rf"<run|have|record|post|enjoy|register|show|maintain|carry|hold>{_ADV}(?P<no> no)? {_KIND}(?P<w>surplus|deficit)(?:es|s)? (?:(?:in (?:its |their |‹\d+› )?(?:goods |merchandise )?trade )?(?:with|against|towards?|over|vis-[aà]-vis) {{A:b}}|in (?:its |their |‹\d+› )?(?:goods |merchandise )?trade with {{A:c}})",
    rf"<be>{_ADV} in (?:trade )?(?P<w>surplus|deficit) (?:in (?:its |their |‹\d+› )?trade )?(?:with|against|towards?) {{A:b}}",
)
_SELLS = (
    rf"<{_SELL}>(?: (?:far|much|slightly|considerably))? {_MORE}{_GOODS} to {{A:b}}{{T}} than (?:{_IT} )?(?:did |does )?(?:{_BOUGHT}\b|from (?:it|‹\d+›|⟨\d+⟩))",
    rf"<{_SELL}> {{A:b}}(?: (?:far|much|slightly|considerably))? {_MORE}{_GOODS}{{T}} than (?:{_IT} )?{_BOUGHT}\b",
)
_BUYS = (
    rf"<{_BUY}>(?: (?:far|much|slightly|considerably))? {_MORE}{_GOODS} from {{A:b}}{{T}} than (?:{_IT} )?(?:{_SOLD}\b|to (?:it|‹\d+›|⟨\d+⟩))",
)
#: "A's exports to B exceeded its imports from it."
_NOUNS = (
    (
        rf"{{P:a}} (?:exports|sales) to {{A:b}}{{T}} {_OVER} (?:(?:its|their|‹\d+›|⟨\d+⟩'s?) )?(?:imports|purchases)\b",
        False,
    ),
    (
        rf"{{P:a}} (?:imports|purchases) from {{A:b}}{{T}} {_OVER} (?:(?:its|their|‹\d+›|⟨\d+⟩'s?) )?(?:exports|sales)\b",
        True,
    ),
)
_FAVOUR = r"(?:trade balance|balance of trade) (?:between|of) {A:a}{T} (?:<be|run|lie|stand|tilt|remain>(?: \w+ly| heavily)* in {P:b} favou?r|<favour|favor> {A:c})"


def find(m: Marked) -> Iterator[Draft]:
    """Find whose trade with whom was in surplus: a deficit is the other's surplus."""
    if not m.search(_GATE) or _ARMS.search(m.text):
        return
    for patterns, bought in ((_VERBS, False), (_SELLS, False), (_BUYS, True)):
        for pattern in patterns:
            for hit in m.hits(pattern):
                said = hit.match.groupdict()
                subject = m.subject(hit.group)
                other = m.one(said["b"] or said.get("c"), without=subject)
                if not hit.group.real or other is None:
                    continue
                turned = bought
                turned ^= said.get("w", "").lower() == "deficit" or (said.get("deg") or "").lower() == "less"
                negated = hit.negated != bool(said.get("no"))
                for a in subject:
                    if a != other:
                        yield _draft(m, (a, other), turned, negated, hit.group.start, hit.match.end())
                return
    for pattern, bought in _NOUNS:
        for match in m.finds(pattern):
            one = m.one(match["a"])
            two = m.one(match["b"], without=(one,) if one else ())
            if one and two and not m.group(match.start()).modal:
                turned = bought != bool(_LESS.search(match["deg"]))
                yield _draft(m, (one, two), turned, " not " in match.group(0), match.start(), match.end())
                return
    for match in m.finds(_FAVOUR):
        pair = m.codes(match["a"])
        whose = m.one(match["b"] or match["c"])
        if len(pair) == 2 and whose in pair and not m.group(match.start()).modal:
            other = pair[0] if whose == pair[1] else pair[1]
            yield _draft(m, (whose, other), False, " not " in match.group(0), match.start(), match.end())
            return


def _draft(m: Marked, pair: tuple[str, str], turned: bool, negated: bool, start: int, end: int) -> Draft:
    a, b = pair[::-1] if turned else pair
    claim = Trade(a=a, b=b, relation="surplus", negated=negated, **times(m.window(start, end)))
    return Draft(claim, start, end, "a balance of trade")
