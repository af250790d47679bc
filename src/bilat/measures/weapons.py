"""Kinds of weapon: what the register's descriptions and the words of a text mean by them, as bits of one number."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["KINDS", "MODEL", "described", "named"]

#: The kinds, in the order of their bits: a name, what the register calls it, and what a text does. A description may be of several kinds.
_TABLE: tuple[tuple[str, str, str], ...] = (
    (
        "combat aircraft",
        r"fighter aircraft|FGA|ground-attack aircraft|trainer/combat aircraft|bomber aircraft",
        r"fighters?\b|fighter (?:jets?|planes?|aircraft)|combat (?:jets?|planes?|aircraft)|war ?planes?|jets?\b",
    ),
    ("bombers", r"bomber aircraft", r"bombers?\b"),
    (
        "aircraft",
        r"(?<!anti-)aircraft(?! (?:engine|electro|radar|reconnaissance system|EO|carrier))|^tanker/|helicopter(?! (?:turret|radar))",
        r"(?:military )?(?:aircraft|planes?)\b(?! carrier)",
    ),
    ("transport aircraft", r"transport aircraft", r"transport (?:aircraft|planes?)"),
    ("trainer aircraft", r"trainer", r"(?:training|trainer) (?:aircraft|jets?|planes?)"),
    ("helicopters", r"helicopter(?! (?:turret|radar))", r"helicopters?"),
    ("combat helicopters", r"combat helicopter$", r"(?:attack|combat) helicopters?"),
    ("drones", r"UAV|attack drone|loitering munition", r"drones?\b|UAVs?\b"),
    (
        "armed drones",
        r"armed\)? UAV|attack drone|loitering munition",
        r"(?:armed|attack|combat|strike) (?:drones?|UAVs?)",
    ),
    ("tanks", r"^(?:light )?tank$", r"tanks?\b"),
    (
        "armoured vehicles",
        r"^armoured (?:personnel|recovery|reconnaissance|car|bridge|engineer|supply)[^,]*(?<!turret)$|infantry fighting vehicle$|fire-support vehicle|^(?:light )?tank$|tank destroyer$",
        r"armou?red (?:personnel carriers?|vehicles?|cars?)|military vehicles?|infantry fighting vehicles?",
    ),
    (
        "artillery",
        r"towed gun|self-propelled gun$|rocket launcher$|mortar$|coastal defence gun",
        r"(?:heavy )?artillery\b",
    ),
    ("howitzers", r"towed gun|self-propelled gun$", r"howitzers?"),
    ("mortars", r"mortar$", r"mortars?\b"),
    ("rockets", r"rocket", r"rockets?\b(?: launchers?| artillery)?"),
    (
        "air defence systems",
        r"SAM|anti-aircraft gun|air-defence system|AD system|ABM",
        r"air[- ]defen[cs]e (?:systems?|missiles?|equipment)|missile defen[cs]e systems?|anti-aircraft (?:missiles?|systems?)|surface-to-air missiles?",
    ),
    ("missiles", r"missile(?! boat)|SAM|ASM", r"missiles?(?: systems?)?"),
    ("anti-tank missiles", r"anti-tank", r"anti-tank (?:missiles?|weapons?)"),
    (
        "anti-ship missiles",
        r"anti-ship(?:/[^ ]+)? missile|anti-ship missile|air-to-surface/anti-ship",
        r"anti-ship missiles?",
    ),
    (
        "air-to-air missiles",
        r"air-to-air",
        r"air-to-air missiles?",
    ),
    (
        "surface-to-surface missiles",
        r"surface-to-surface missile|ballistic missile",
        r"(?:ballistic|surface-to-surface|medium-range|intermediate-range) missiles?",
    ),
    ("submarines", r"submarine$", r"submarines?"),
    ("frigates", r"frigate", r"frigates?"),
    ("destroyers", r"^destroyer$", r"destroyers?"),
    ("corvettes", r"corvette", r"corvettes?"),
    ("aircraft carriers", r"aircraft carrier", r"aircraft carriers?"),
    (
        "warships",
        r"frigate|^destroyer$|corvette|aircraft carrier|cruiser|missile boat|torp(?:ed|de)o boat|gunboat|patrol (?:ship|boat)|landing (?:ship|craft)|assault ship|mine(?:sweeper|hunter|layer)|MCM ship|submarine$",
        r"(?:war ?ships?|naval vessels?)",
    ),
    (
        "patrol boats",
        r"patrol (?:boat|ship)|missile boat|gunboat|torpedo boat",
        r"patrol (?:boats?|vessels?|ships?)",
    ),
    ("torpedoes", r"torpedo(?! boat)", r"torpedoe?s?"),
    ("bombs", r"bomb$", r"bombs?\b"),
    ("radars", r"(?<!anti-)radar", r"radars?"),
    ("engines", r"engine$|turbofan|turbojet|turboprop|gas turbine", r"engines?"),
)
KINDS: tuple[str, ...] = tuple(name for name, _description, _words in _TABLE)
_DESCRIBED = tuple(re.compile(description) for _name, description, _words in _TABLE)
_NAMED = tuple(re.compile(rf"\b(?:{words})$", re.IGNORECASE) for _name, _description, words in _TABLE)
#: Too small for the register, which counts major weapons alone.
_UNCOUNTED = re.compile(
    r"\b(?:rifles?|small arms|ammunition|munitions|pistols?|grenades?|bullets|guns)$", re.IGNORECASE
)
#: A model: of which kind it is says less.
MODEL = re.compile(r"\b(?:[A-Z][A-Za-z]{0,3}-?\d+\w*|[A-Z][\w]+-class)\b")


@lru_cache(maxsize=1024)
def described(description: str) -> int:
    """Return the kinds of a description of the register, as bits.

    Examples
    --------
    >>> [k for i, k in enumerate(KINDS) if described("submarine") >> i & 1]
    ['submarines', 'warships']
    >>> [k for i, k in enumerate(KINDS) if described("tank turret") >> i & 1]
    []
    """
    return sum(1 << bit for bit, pattern in enumerate(_DESCRIBED) if pattern.search(description))


@lru_cache(maxsize=1024)
def named(words: str) -> int | None:
    """Return the kinds that words may mean, as bits; 0 for weapons that the register does not count.

    Returns
    -------
    int or None
        ``None`` where the words name a model, or nothing that is known.

    Examples
    --------
    >>> named("rifles"), named("F-16 fighters"), KINDS[(named("anti-tank missiles") or 0).bit_length() - 1]
    (0, None, 'anti-tank missiles')
    """
    if _UNCOUNTED.search(words):
        return 0
    if MODEL.search(words):
        return None
    found = [(len(m.group(0)), bit) for bit, p in enumerate(_NAMED) if (m := p.search(words))]
    if not found:
        return None
    # "attack helicopters" are more than helicopters: the longest words decide
    longest = max(length for length, _bit in found)
    return sum(1 << bit for length, bit in found if length == longest)
