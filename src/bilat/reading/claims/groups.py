"""Members of a group as voters: "all NATO members abstained", "most of the BRICS countries", "no EU state".

The words around the group are taken out, so that the group stands as the subject, and how many is kept beside it.
"""

from __future__ import annotations

import re
from typing import Literal

from bilat.reading.claims.grammar import Traced

__all__ = ["Quantifier", "mark_members"]

Quantifier = Literal["all", "most", "some", "none"]

_HOW_MANY: tuple[tuple[str, Quantifier], ...] = (
    (r"all(?: of)?|every(?: one of)?|each(?: of)?|every single", "all"),
    (r"most(?: of)?|a majority of|the majority of|more than half of|over half of", "most"),
    (r"some(?: of)?|several(?: of)?|at least one(?: of)?|a few(?: of)?", "some"),
    (r"none of|no|not one(?: of)?|not a single", "none"),
)
_WORDS = "|".join(words for words, _q in _HOW_MANY)
_NOUN = r"(?:members?|member[- ]states?|member countr(?:y|ies)|countr(?:y|ies)|states?|nations?|governments?|partners?|allies|powers)"
_VOTES = r"(?=,? (?:\w+ ){0,3}?(?:vot(?:e|ed|es|ing)|abstain(?:ed|s)?|support(?:ed|s)?|oppos(?:ed|es)|back(?:ed|s)?|reject(?:ed|s)?|cast|vetoed|were absent|was absent|skipped|endorsed)\b)"
_MEMBERS = re.compile(
    rf"\b(?P<q>{_WORDS}) (?:the )?(?:\w+ )?(?:[⟨‹](?P<n>\d{{1,3}})[⟩›](?:'s?)?(?: {_NOUN}|(?<= of the ⟨\d⟩)|(?<= of ⟨\d⟩))|{_NOUN} (?:of|in) ⟨(?P<m>\d{{1,3}})⟩){_VOTES}",
    re.IGNORECASE,
)


def mark_members(traced: Traced) -> dict[int, Quantifier]:
    """Put the group for "all members of the group" and return how many are meant, by slot.

    Examples
    --------
    >>> text = Traced("Most of the ⟨0⟩ countries abstained on it")
    >>> mark_members(text), text.text
    ({0: 'most'}, '⟨0⟩ abstained on it')
    """
    found: dict[int, Quantifier] = {}

    def put(m: re.Match[str]) -> str:
        number = int(m["n"] or m["m"])
        found[number] = next(q for words, q in _HOW_MANY if re.fullmatch(words, m["q"], re.IGNORECASE))
        return f"⟨{number}⟩"

    traced.sub(_MEMBERS, put)
    return found
