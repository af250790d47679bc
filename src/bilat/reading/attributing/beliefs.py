"""What somebody holds to be so without saying it: "Quill believes that ...", "analysts expect A to sell", "in her opinion".

Beliefs are attributions like speech; wishes and attitudes ("wants", "supports") are not: those are stances, told by the article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bilat import states
from bilat.reading.claims.language.grammar import words
from bilat.reading.claims.language.organisations import organisation_key

if TYPE_CHECKING:
    from datetime import date

    from bilat.reading.attributing.attribution import Attribution

__all__ = ["is_belief"]

_HELD = words("believe think doubt suspect assume reckon suppose imagine consider")
#: Of a state these are stances; of people they say what will be.
_FORESEEN = words("expect fear hope worry agree")
_HOLDING = re.compile(
    r"\b(?:is|are|was|were|am|remains?|seems?|feels?) (?:\w+ly |quite |very |also |still |not )*(?:convinced|confident|sure|certain|persuaded|doubtful|s[ck]eptical|hopeful|optimistic|pessimistic|adamant|of the (?:view|opinion|belief))"
    r"|\b(?:opinion|view|judge?ment|estimation|belief|reckoning|reading)\b|\blikes? to (?:point out|say|recall|note|stress)\b",
    re.IGNORECASE,
)
#: How far "likes to point out" may go on behind its first word.
_FURTHER = 16
#: A clause: "that it will", or the infinitive that "expect" has.
_CLAUSE = re.compile(
    r"\W*(?:that|if|whether)\b|.*\b(?:is|are|was|were|will|would|has|have|had|can|could|may|might|must|should|does|did|do|to|won[’']t|\w+ed|\w+s)\b",
    re.IGNORECASE | re.DOTALL,
)


_WILL = re.compile(r"\b(?:will|would|won[’']t|going to)\b|[’']ll\b")


def is_belief(text: str, attribution: Attribution, on: date | None = None) -> bool:
    """Say whether an attribution that is no speech holds what its source believes.

    What a state or its leader expects, fears or holds to be so is a stance; what they believe will be is a forecast of theirs.

    Examples
    --------
    >>> from bilat.reading.attributing.attribution import Attribution
    >>> def held(source, lemma, rest):
    ...     text = f"{source} {lemma} {rest}"
    ...     at = len(source) + 1
    ...     return is_belief(text, Attribution([(0, at - 1)], [(at, at + len(lemma))], [(at + len(lemma) + 1, len(text))], False, "ccomp", lemma))
    >>> held("Quill", "expect", "Norway to join"), held("Norway", "expect", "Chad to join"), held("Quill", "support", "the plan")
    (True, False, False)
    """
    if not attribution.source or not attribution.content:
        return False
    source = text[slice(*attribution.source[0])].strip()
    start, end = attribution.cue[0]
    cue = text[start : end + _FURTHER]
    held = attribution.lemma in _HELD or bool(_HOLDING.search(cue))
    if not held and attribution.lemma not in _FORESEEN:
        return False
    contents = [text[slice(*c)] for c in attribution.content]
    if _of_a_state(source, on) and not (held and any(map(_WILL.search, contents))):
        return False
    return any(map(_CLAUSE.match, contents))


def _of_a_state(source: str, on: date | None) -> bool:
    name = re.sub(r"^(?:the|both)\s+", "", source, flags=re.IGNORECASE)
    if name.split()[-1:] and name.split()[-1].islower():
        return False  # "Turkish officials"
    return states.resolve(name, on) is not None or organisation_key(name) is not None
