"""What is only valued: "the sanctions that A imposed on B were justified" says what somebody thinks of them, and no more."""

from __future__ import annotations

import re

from bilat.reading.claims.sentence.marked import Marked

__all__ = ["valued"]

_WORTH = (
    r"(?:un)?(?:just|justified|justifiable|fair|wise|necessary|reasonable|acceptable|warranted|lawful|ethical|successful|popular|helpful|welcome|effective|constitutional)"
    r"|(?:il)?(?:legal|legitimate|logical)|(?:dis)?proportionate|(?:in)?(?:effective|adequate|defensible|excusable|appropriate|sufficient|humane)|(?:im)?(?:moral|prudent|proper)|(?:ir)?(?:responsible|rational)"
    r"|right|wrong|good|bad|cruel|harsh|brutal|toothless|pointless|futile|useless|counterproductive|counter-productive|foolish|shameful|scandalous|disgraceful|regrettable|deplorable|unforgivable|overdue|misguided|mistaken|symbolic|hypocritical|cynical|a (?:mistake|success|failure|disgrace|shame|crime|blunder|farce|scandal|disaster|folly)"
)
_VALUED = re.compile(
    rf"^\W*(?:The|These|Those|All|Such|Any|⟨\d{{1,3}}⟩'s|‹\d{{1,3}}›) [^;.]{{3,120}}? (?:is|are|was|were|has been|have been|had been|seems?|seemed|looks?|looked|proved|remains?|remained)"
    rf"(?: (?:not|never|always|both|entirely|wholly|quite|rather|very|too|so|\w+ly))*? (?:{_WORTH})(?: (?:and|but|or|nor) (?:\w+ly )?\w+)?(?=[.!?\" ]*$)"
)


def valued(m: Marked) -> bool:
    """Say whether all that a sentence says is what something is worth."""
    return m.search(_VALUED) is not None
