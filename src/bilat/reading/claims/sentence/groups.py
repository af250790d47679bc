"""Members of a group: "all NATO members", "most of the BRICS countries", "no EU state", "at least three Gulf states".

The words around the group are taken out, so that the group stands as one actor, and how many is kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilat.propositions import Quantifier
from bilat.reading.claims.language.grammar import Traced
from bilat.reading.claims.language.organisations import is_organisation
from bilat.reading.claims.language.quantities import NUMBER, number

if TYPE_CHECKING:
    from bilat.reading.claims.sentence.actors import Slot

__all__ = ["Members", "Quantifier", "mark_members"]


@dataclass(frozen=True, slots=True)
class Members:
    """How many members of a group are meant; ``number`` with "at least", "at most" and "exactly".

    ``bare``: no word says how many ("NATO members"); of shares and ranks that means all of them added up.
    """

    how_many: Quantifier
    number: int | None = None
    bare: bool = False


_HOW_MANY: tuple[tuple[str, Quantifier], ...] = (
    (r"not (?:all|every(?: one)?|each)(?: of)?", "not all"),
    (r"(?:almost |nearly |virtually )?(?:all|every(?: one)?|each|every single(?: one)?)(?: of)?", "all"),
    (
        r"(?:the )?(?:vast |great |overwhelming |large |clear )?(?:most|majority|bulk)(?: of)?|an? (?:large |clear |vast |overwhelming )?majority of|(?:more than|over) half of",
        "most",
    ),
    (
        r"(?:only )?(?:an? (?:small )?minority of|a few(?: of)?|few(?: of)?)|(?:less|fewer) than half of|hardly any(?: of)?",
        "few",
    ),
    (r"some(?: of)?|several(?: of)?|at least one(?: of)?|one or more(?: of)?|any of", "some"),
    (r"none of|no|not one(?: of)?|not a single(?: one of)?|not any(?: of)?", "none"),
    (
        rf"(?:no|not) more than {NUMBER}(?: of)?|(?:at most|up to|fewer than|less than) {NUMBER}(?: of)?",
        "at most",
    ),
    (
        rf"(?:at least|(?:no|not) (?:fewer|less) than|as many as|more than|over) {NUMBER}(?: of)?|{NUMBER} or more(?: of)?",
        "at least",
    ),
    (rf"(?:(?:exactly |only |just )(?!an? )|(?!an? |one\b)){NUMBER}(?: of)?", "exactly"),
)
_WORDS = "|".join(words for words, _q in _HOW_MANY)
_NOUN = r"(?:members?|all(?:y|ies)|member[- ]states?|member countr(?:y|ies)|countr(?:y|ies)|states?|nations?|governments?|monarch(?:y|ies)|economies|powers|capitals)"
_KIND = r"(?:other |current |European |full |founding |then-|the )*"
_MEMBERS = re.compile(
    rf"\b(?P<q>{_WORDS}) (?:the )?{_KIND}(?:\w+ )?(?:[⟨‹](?P<n>\d{{1,3}})[⟩›](?:'s?)?(?: (?P<noun>{_NOUN}))?(?![\w'-])|{_NOUN} (?:of|in|belonging to|from|within|inside) (?:the )?⟨(?P<m>\d{{1,3}})⟩)",
    re.IGNORECASE,
)
#: "Almost three members": how many is not said.
_ABOUT = re.compile(
    r"\b(?:almost|nearly|about|around|roughly|approximately|close to|some|than) $", re.IGNORECASE
)
#: "NATO members abstained", with no word for how many: most of them.
_BARE = re.compile(
    r"(?<![\w⟩›] )(?<!\d )[⟨‹](?P<n>\d{1,3})[⟩›] (?:members|member[- ]states|member countries|countries|states|nations|governments)\b(?! (?:⟨|such as|like|including|[A-Z]))"
)
_PLURAL = re.compile(r"(?:s|BRICS|West|state|country|nation|monarchy)$")


def mark_members(traced: Traced, slots: Sequence[Slot], source: str) -> dict[int, Members]:
    """Put the group for "all members of the group" and return how many are meant, by slot.

    Parameters
    ----------
    slots
        The actors of the sentence: only organisations have members.
    source
        The sentence before marking.

    Examples
    --------
    >>> from bilat.reading.claims.sentence.actors import Slot
    >>> text = Traced("Most of the ⟨0⟩ countries abstained on it")
    >>> found = mark_members(text, [Slot(("NATO",), 0, 4, "organisation")], "NATO")
    >>> found[0].how_many, text.text
    ('most', '⟨0⟩ abstained on it')
    """
    found: dict[int, Members] = {}

    def a_group(n: int) -> bool:
        slot = slots[n]
        return len(slot.codes) == 1 and is_organisation(slot.codes[0]) and slot.codes[0] not in ("UN", "UNSC")

    def put(m: re.Match[str]) -> str | None:
        n = int(m["n"] or m["m"])
        if not a_group(n):
            return None
        if m["m"] and re.search(
            r"\b(?:is|are|was|were|be|been|becom\w+|became|remain\w*)(?: \w+)? $", traced.text[: m.start()]
        ):
            # "are all members of the group" speaks of the subject
            return None
        if m["n"] and not m["noun"]:
            # "most of the BRICS", "all the Gulf states": the name itself is a plural, or "of" comes before it
            # (a noun that grew into the mark, "EU states", stands behind it in the source)
            name = source[slots[n].start : slots[n].end]
            if re.match(rf"(?:'s?)? {_NOUN}\b", source[slots[n].end :]):
                name += " states"
            if not (_PLURAL.search(name) or m["q"].lower().endswith(" of")):
                return None
        words = m["q"].lower()
        how_many = next(q for pattern, q in _HOW_MANY if re.fullmatch(pattern, words, re.IGNORECASE))
        value = None
        if how_many in ("at least", "at most", "exactly"):
            named = re.search(
                rf"(?:\bthan |\bleast |\bmost |\bto |\bas |\bover |exactly |only |just )?({NUMBER})(?: of| or more)?$",
                words,
            )
            value = int(number(named[1]) or 1) if named else 1
            # more than three are at least four, fewer than three at most two
            value += (words.startswith(("more", "over"))) - (words.startswith(("fewer", "less")))
            if value < 1 or _ABOUT.search(traced.text, 0, m.start()):
                return None
        found[n] = Members(how_many, value)
        return f"⟨{n}⟩"

    def bare(m: re.Match[str]) -> str | None:
        n = int(m["n"])
        if not a_group(n) or n in found:
            return None
        found[n] = Members("most", bare=True)
        return f"⟨{n}⟩"

    if not any(map(a_group, range(len(slots)))):
        return found
    traced.sub(_MEMBERS, put)
    traced.sub(_BARE, bare)
    return found
