"""Two pairs set side by side: "A and B are closer than C and D", "A trades more with B than C does with D".

Read before anything else, and instead of it: a reader that takes three of the four for one state and two partners would
judge another claim.
"""

from __future__ import annotations

import re
from typing import Literal

from bilat.propositions import ClosenessComparison
from bilat.reading.claims.alignment import two_times
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.exchange.flow_parts import ARMS
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find"]

_THAN = re.compile(
    r"\bthan\b|\b(?P<more>exceed(?:s|ed)?|surpass(?:es|ed)?|outstripp?(?:s|ed)?|outweigh(?:s|ed)?|dwarf(?:s|ed)?)\b"
)
_DEGREE = re.compile(
    r"\b(?:(?P<far>farther|further|less|fewer|lower|smaller|worse|weaker|colder|looser|cooler)|(?P<near>closer|nearer|more|greater|larger|bigger|higher|stronger|better|warmer|tighter|friendlier|oftener))\b",
    re.IGNORECASE,
)
#: More of these is farther apart.
_APART = re.compile(
    r"\b(?:disagree\w*|differ(?:s|ed)?|against (?:each other|one another)|opposed (?:each other|one another)|distant|apart|hostil\w+|at odds|quarrel\w*|diverg\w+)\b",
    re.IGNORECASE,
)
_VOTES = re.compile(
    r"\bvot(?:e|es|ed|ing)\b|\broll[- ]calls?\b|\bagree(?:d|s|ment)?\b|\bdisagree\w*|\bsid(?:e|es|ed) ",
    re.IGNORECASE,
)
_TRADE = re.compile(r"\btrad(?:e|es|ed|ing)\b|\bcommerce\b|\bbusiness\b", re.IGNORECASE)
_ONE_WAY = re.compile(
    rf"\b{ARMS}\b|\bexport\w*|\bimport\w*|\bs[eo]ll\b|\bsold\b|\bb(?:uy|ought)\b|\bsurplus\b|\bdeficit\b",
    re.IGNORECASE,
)
_CLOSE = re.compile(
    r"\bclose(?:r|ly|ness)?\b|\bnearer\b|\bapart\b|\bdistant\b|\brelations(?:hip)?\b|\bties\b|\bfriend\w*|\baligned\b|\balignment\b|\bpartners\b|\bhostil\w+|\bfarther\b|\bfurther\b|\blinks\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:will|would|could|may|might|should|shall|if|unless|whether|plans?|wants?|hop(?:es|ed|ing)|expect(?:s|ed)|likely|about to)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|no longer|nor|neither)\b|n't\b", re.IGNORECASE)
_NUMBER = re.compile(r"[⟨‹](\d{1,3})[⟩›]")
#: What may stand between "than" and the second pair, and between its two.
_LED = re.compile(
    r"(?: (?:are|were|was|is|did|does|do|have|has|had|in|the case for|with|between|of|for|the|that|those|they|it|trade|commerce|ties|relations|links|agreement|alignment|voting|votes|level|levels|share|rate|relationship|one|either|both))* ?$"
)
_BETWEEN = re.compile(
    r"^(?:'s?)?(?: (?:was|were|is|are|did|do|does|has|had|have|been|trade[ds]?|trades|vote[ds]?|votes|voting|agree[ds]?|agrees|agreement|ties|relations|links|commerce|alignment|record|UN|sided?|sides|close|business|done|at|the|in|[a-z]+ly))*(?: (?:with|to|from|and|like|towards?|between))?(?: (?:the|that of|those of))* ?$"
)

#: One state's other partners, which are no pair: "than with C or D".
_PARTNERS = re.compile(
    r" (?:with|to|from|like|towards?)(?: the)? ?[⟨‹]\d{1,3}"
    r"(?:[⟩›],?(?: (?:or|and|nor))?(?: (?:with|to|from|like|towards?))?(?: the)? ?[⟨‹]\d{1,3})*"
)


def find(m: Marked) -> list[Draft] | None:
    """Return the comparison of two pairs; nothing where it is one that no kind holds, ``None`` where there is none."""
    than = m.search(_THAN)
    if than is None:
        return None
    text = m.text
    left: list[re.Match[str]] = []
    right: list[re.Match[str]] = []
    for hit in _NUMBER.finditer(text):
        if m.slots[int(hit[1])].ref in ("its", "their", "pair", "it"):
            continue
        (left if hit.start() < than.start() else right).append(hit)
    if len(left) == 2 and right and _PARTNERS.fullmatch(text[than.end() : right[-1].end() - 1]):
        return _with_each(m, than, left, right)
    if not left or not 1 <= len(right) <= 2 or len(left) > 2:
        return None
    pairs = []
    for side in (left, right):
        codes = [c for hit in side for c in m.codes(hit[1])]
        if len(codes) != 2 or len(set(codes)) != 2:
            return None
        pairs.append((codes[0], codes[1]))
    (a, b), (c, d) = pairs
    if not _LED.match(text[than.end() : right[0].start()]):
        return None
    if len(right) == 2 and not _BETWEEN.match(text[right[0].end() : right[1].start()]):
        return None
    shared = {a, b} & {c, d}
    if len(shared) == 2 and next(two_times.find(m), None) is not None:
        return None  # the same two at another time: "than they did in the 1970s"
    if two_times.of_two_times(m, than.start()):
        return []  # each pair at a time of its own
    if len(shared) == 2 or m.open_question or _UNREAL.search(text):
        return []
    body = text[: than.start()]
    how = _how(m, than, body)
    if how is None:
        return []
    dimension, farther = how
    first, other = (a, b), (c, d)
    if shared:
        one = shared.pop()
        first = (one, b if one == a else a)
        other = (d if one == c else c, "")
    claim = ClosenessComparison(
        a=first[0],
        b=first[1],
        versus=other[0],
        beside=other[1] or None,
        direction="farther" if farther else "closer",
        dimension=dimension,
        negated=bool(_NOT.search(body)),
        **times(m.window(0, len(text))),
    )
    return [Draft(claim, 0, len(text.rstrip()), "one pair set beside another")]


def _how(m: Marked, than: re.Match[str], body: str) -> tuple[Literal["votes", "trade"] | None, bool] | None:
    """Return by what two pairs are compared and whether the first is the farther one; ``None`` where no kind holds it."""
    degree = _DEGREE.search(body)
    if degree is None and not than["more"]:
        return None
    dimension: Literal["votes", "trade"] | None
    if m.dimension or _VOTES.search(body):
        dimension = "votes"
    elif _ONE_WAY.search(body):
        return None
    elif _TRADE.search(body):
        dimension = "trade"
    elif _CLOSE.search(body):
        dimension = None
    else:
        return None
    farther = bool(degree and degree["far"])
    apart = _APART.search(body)
    if apart and not (degree and degree["far"] and degree.group(0).lower() in ("farther", "further")):
        farther = not farther
    return dimension, farther


def _with_each(
    m: Marked, than: re.Match[str], left: list[re.Match[str]], right: list[re.Match[str]]
) -> list[Draft] | None:
    """Read "A votes with B more often than with C or D": B beside C, and B beside D."""
    body = m.text[: than.start()]
    how = _how(m, than, body)
    if how is None or m.open_question or _UNREAL.search(body):
        return None
    sides = [[c for hit in side for c in m.codes(hit[1])] for side in (left, right)]
    if len(sides[0]) != 2 or len(sides[1]) < 2 or len({*sides[0], *sides[1]}) != 2 + len(sides[1]):
        return None
    (a, b), others = sides
    drafts = []
    for other in others:
        claim = ClosenessComparison(
            a=a,
            b=b,
            versus=other,
            direction="farther" if how[1] else "closer",
            dimension=how[0],
            negated=bool(_NOT.search(body)),
            **times(m.window(0, len(m.text))),
        )
        drafts.append(Draft(claim, 0, len(m.text.rstrip()), "one partner set beside others"))
    return drafts
