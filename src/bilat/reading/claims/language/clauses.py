"""Clauses on the marked surface: where one starts and ends, and which actors stand where subjects stand."""

from __future__ import annotations

import re

from bilat.reading.claims.language.grammar import words

__all__ = ["BEFORE_SUBJECTS", "PREPOSITIONS", "clause_end", "clause_start", "last_word", "subject_slots"]

PREPOSITIONS = words(
    "of in to with from for on at by against over near between into toward towards about under around "
    "through across behind beyond despite within among amid upon onto like unlike besides than as via "
    "per"
)
#: What may stand right before a subject.
BEFORE_SUBJECTS = words(
    ', and but that because while when if as although though whereas since so ; : " said says yet or '
    "only even then where after before until unless whether only - – — ( nor both neither saying says"
)
_END = re.compile(
    r"[;?!]|\. |\.$| [—–] |, (?:which|who|while|but|although|though|whereas|because|yet|so|nor|making|leaving|prompting|despite|and (?:⟨|has|have|did|was|were|is|are|will|would|had)|⟨\d{1,3}⟩ (?:has|is|was|did|had|will|would|abstained|voted|said))"
    r"| (?:but|while|whereas|although|though|because|even though|despite the fact|until|unless)\b(?! \d)(?! (?:early|late|mid)?-? ?\d{4})| and ⟨\d{1,3}⟩ (?:has|is|was|did|had|will|would|abstained|voted|vetoed|joined|signed|sold|bought|supported|opposed|said|imposed)\b"
    r"|,? and (?:has|have|had|is|was|were|are|did|does|will|would)\b"
)
_START = re.compile(
    r"[;?!] |\. | [—–] |, (?:which|who|while|but|although|though|whereas|because|yet|so|nor|both of which|and)\b| (?:but|while|whereas|although|though|because|that)\b"
)


def last_word(left: str) -> str:
    """Return the last word of what stands to the left, or its last mark."""
    m = re.search(r"[\w'-]+$|[^\w\s]$", left[-40:])
    return m.group(0) if m else ""


def subject_slots(text: str) -> list[int]:
    """Return the slots that stand where subjects stand, left to right.

    Examples
    --------
    >>> subject_slots("⟨0⟩ sold arms to ⟨1⟩, but ⟨2⟩ objected")
    [0, 2]
    """
    found = []
    for slot in re.finditer(r"⟨(\d{1,3})⟩", text):
        before = last_word(text[: slot.start()].rstrip()).lower()
        after = re.match(r",? ?([\w']+)", text[slot.end() :])
        word = after[1].lower() if after else ""
        if (
            (not before or before in BEFORE_SUBJECTS)
            and word
            and word not in PREPOSITIONS
            and word not in ("and", "or", "s")
        ):
            found.append(int(slot[1]))
    return found


def clause_end(text: str, position: int) -> int:
    """Return where the clause at `position` ends."""
    m = _END.search(text, position)
    return m.start() if m else len(text)


def clause_start(text: str, position: int) -> int:
    """Return where the clause at `position` starts."""
    last = 0
    for m in _START.finditer(text, 0, position):
        last = m.end()
    return last
