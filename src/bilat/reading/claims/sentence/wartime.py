"""A war that only says when: "armed A while it was at war with B" is of the years of that war, by the ledger."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat.ledger import War
from bilat.reading.claims.language.grammar import ACTOR, Traced
from bilat.reading.claims.sentence.actors import Slot

__all__ = ["put_wars"]

_WHILE = re.compile(
    rf",? (?:while|when|as|even as|at a time when|at the time when) (?P<who>{ACTOR}) (?:was|were)(?: still| itself| then)? "
    rf"(?:at war|fighting(?: an? \w+ war| a war)?|waging war|locked in (?:an? )?(?:\w+ )?war)(?: with| against| on)? (?P<foe>{ACTOR})(?=[,.;?!]|$)"
)
_DURING = re.compile(
    rf",? (?:during|throughout|in the course of) (?P<who>[⟨‹]\d{{1,3}}[⟩›])(?:'s?)? (?:\w+ )?war (?:with|against|on) (?P<foe>{ACTOR})(?=[,.;?!]|$)"
)
#: "Armed both A and B during their war": the war of the two named together last.
_THEIR_WAR = re.compile(
    r",? (?:during|throughout|in the course of) (?P<own>‹\d{1,3}›|their) (?:\w+ )?war(?: with each other| of \d{4}(?:-\d{2,4})?)?(?=[,.;?!]|$)"
)


def put_wars(traced: Traced, slots: Sequence[Slot]) -> None:
    """Put the years of a war for a clause that dates another claim by it.

    Whose war it was may be left to a pronoun: it is that of the state named last before it which fought the other.
    Where the ledger has no such war, or several, the words stay as they are.
    """
    if " war" not in traced.text and " fighting" not in traced.text:
        return
    traced.sub(_THEIR_WAR, lambda m: _of_two(m, slots))
    for pattern in (_WHILE, _DURING):
        traced.sub(pattern, lambda m: _years(m, slots))


def _years(m: re.Match[str], slots: Sequence[Slot]) -> str | None:
    from bilat.ledger import load

    numbers = [int(n) for n in re.findall(r"⟨(\d{1,3})⟩", m.string[: m.start()])]
    before = [(n, slots[n]) for n in numbers if slots[n].ref is None]
    who, foes = slots[_number(m["who"])], slots[_number(m["foe"])].codes
    named = {code for _n, slot in before for code in slot.codes} - set(foes)
    if len(foes) != 1 or len(named) < 2:
        return None  # the war itself is what is said
    wars: list[War] = []
    fighter: int | None = None
    for number, slot in reversed(before) if who.ref else [(_number(m["who"]), who)]:
        wars = [
            war
            for war in load().wars
            if any(
                set(foes) & set(b) and set(slot.codes) - set(foes) & set(a)
                for a, b in ((war.side_a, war.side_b), (war.side_b, war.side_a))
            )
        ]
        fighter = number
        if wars:
            break
    if len(wars) == 1 and wars[0].end is not None:
        first, last = wars[0].start.year, wars[0].end.year
        return f" in {first}" if first == last else f" between {first} and {last}"
    return (
        m[0].replace(m["who"], f"⟨{fighter}⟩", 1) if wars and who.ref and m["who"].startswith("⟨") else None
    )


def _of_two(m: re.Match[str], slots: Sequence[Slot]) -> str | None:
    """Return the years of the one war that the last two named together fought against each other."""
    from bilat.ledger import load

    pairs = [slots[int(n)].codes for n in re.findall(r"⟨(\d{1,3})⟩", m.string[: m.start()])]
    two = next((codes for codes in reversed(pairs) if len(codes) == 2), None)
    if two is None:
        return None
    wars = [w for w in load().wars if any(two[i] in w.side_a and two[1 - i] in w.side_b for i in (0, 1))]
    if len(wars) != 1 or wars[0].end is None:
        return None
    return f" between {wars[0].start.year} and {wars[0].end.year}"


def _number(mark: str) -> int:
    return int(re.sub(r"\D", "", mark))
