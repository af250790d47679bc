"""What the rules of `ellipsis` are written with: pieces of a sentence, and the words that join its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat.reading.claims.language.organisations import is_organisation
from bilat.reading.claims.sentence.actors import Slot

__all__ = [
    "ACTOR",
    "AND",
    "BE",
    "NEGATIVE",
    "PREP",
    "SUPERLATIVE",
    "WHEN",
    "Found",
    "Piece",
    "Put",
    "as_said",
    "entered",
    "organised",
    "replaced",
]

#: A span of the sentence, or words between spans.
Piece = tuple[int, int] | str
#: What stands in the text, and what is put for it.
Put = tuple[int, int, Piece]
#: The parts a rule finds: pieces, whether denied, whether denied too where the sentence is.
Found = list[tuple[list[Piece], bool, bool]]

ACTOR = r"⟨\d{1,3}⟩"
PREP = r"(?:with|to|from|in|of|against|for|on|by|over)"
WHEN = r"(?:in|since|during|from|between|until|by|throughout) (?:the |early |late )?[^.,;⟨‹ ]{0,12} ?\d{4}(?:s|-\d{2,4})?(?: (?:and|to) \d{4})?"
AND = r"(?:,? (?:and|but|while|whereas|though|although)|[,;](?: and| but)?)"
SUPERLATIVE = (
    r"(?:largest|biggest|closest|leading|main|most important|top|principal|strongest|most significant)"
)
BE = r"(?:did|does|do|has|have|had|is|are|was|were)"
#: Verbs that a second part may begin with: forms that are no plural nouns.
VERBS = (
    r"(?:sells|sold|buys|bought|supplied|imported|exported|imports|voted|votes|abstained|vetoed|joined|left|signed|imposed|imposes|fought|fights|invaded|attacked|opposed|opposes|supported|is|are|was|were|has|have|had|does|did"
    r"|(?:supplies|exports|provides|delivers)(?= (?:most|more|half|about|around|some|over|nearly|almost|less|an?|the|two|three|four|its|\d))"
    r"|became|remains|remained|belongs|trades|traded|armed|arms|sanctioned|annexed|occupied|occupies|withdrew|recognised|recognized|severed|broke|sent|gave|gets|got|took|takes|holds|held|maintains|maintained|keeps|kept|drew|depends|depended|sided|sides|delivered|provided|received|shipped|claimed|claims)"
)
NEGATIVE = re.compile(r"\b(?:not|never|no|none|neither|nor|no longer)\b")


DATED = re.compile(rf" (?P<t>{WHEN})")


def as_said(*pieces: Sequence[Piece]) -> Found:
    """Return parts that the sentence says, none of them denied."""
    return [(list(each), False, False) for each in pieces]


def replaced(low: int, high: int, put: list[Put]) -> list[Piece]:
    """Return the pieces of ``text[low:high]`` with other spans of the text put for some of its own."""
    out: list[Piece] = []
    for start, end, span in sorted(put):
        out += [(low, start), span]
        low = end
    return [*out, (low, high)]


def organised(slots: Sequence[Slot], mark: str) -> bool:
    """Say whether a mark stands for an organisation."""
    codes = slots[int(mark[1:-1])].codes
    return bool(codes) and is_organisation(codes[0])


_ENTERED = re.compile(
    r"\b(?:joined|left|entered|quit|rejoined|withdrew from|belongs to|acceded to|was (?:admitted to|expelled from)) (?P<it>[⟨‹](?P<n>\d{1,3})[⟩›])"
)


def entered(text: str, slots: Sequence[Slot], first: tuple[int, int], second: tuple[int, int]) -> list[Piece]:
    """Return the second clause with the body of the first for "it": "A joined N, and B left it"."""
    it = _ENTERED.search(text, *second)
    bodies = [m for m in re.finditer(ACTOR, text[: first[1]]) if organised(slots, m[0])]
    if it is None or not bodies or slots[int(it["n"])].ref != "it":
        return []
    return [(second[0], it.start("it")), bodies[-1].span(), (it.end("it"), second[1])]
