"""The ledger's states in the words of the research data: COW codes, dated names, symbols."""

from __future__ import annotations

import re
from functools import cache

from bilat import states

#: Names of data sets that are not names of states for `bilat.states`, by how they are written there.
SPELLINGS = {
    "antiguabarbuda": "ATG", "bosnia": "BIH", "burkinafaso": "BFA", "capeverde": "CPV", "car": "CAF",
    "congobrazz": "COG", "costarica": "CRI", "czechrep": "CZE", "domrepublic": "DOM", "egermany": "DDR",
    "elsalvador": "SLV", "eqguinea": "GNQ", "etimor": "TLS", "fyromacedonia": "MKD", "guineabissau": "GNB",
    "ivorycoast": "CIV", "marshallis": "MHL", "micronesiafs": "FSM", "newzealand": "NZL", "nokorea": "PRK",
    "nyemen": "YEM", "papuanewguinea": "PNG", "sanmarino": "SMR", "saotome": "STP", "saudiarabia": "SAU",
    "sierraleone": "SLE", "soafrica": "ZAF", "sokorea": "KOR", "solomonis": "SLB", "sosudan": "SSD",
    "srilanka": "LKA", "stkitts": "KNA", "stlucia": "LCA", "stvincent": "VCT", "svietnam": "VDR",
    "syemen": "YMD", "trinidad": "TTO", "uae": "ARE", "uk": "GBR", "usa": "USA", "wgermany": "DEU",
    "wsamoa": "WSM", "yugoslaviaserb": "YUG", "zaire": "COD",
}  # fmt: skip


@cache
def code(iso3: str, year: int) -> int:
    """Return the COW code that letters had in a year; 0 where they had none."""
    return states.code_of_iso3(iso3, year) or 0


@cache
def code_of_spelling(name: str, year: int) -> int:
    """Return the COW code of a name as a data set writes it; 0 where it is no state."""
    name = name.strip()
    if name in SPELLINGS:
        return code(SPELLINGS[name], year)
    return states.code_of_name(name.title(), year) or states.code_of_name(name, year) or 0


def plain(symbol: str) -> str:
    """Return a symbol without blanks and brackets, as the UN Library's dump writes some of them."""
    return re.sub(r"[\[\]\s]", "", symbol)


def pair(a: int, b: int) -> tuple[int, int]:
    """Return two codes, the smaller first."""
    return (a, b) if a < b else (b, a)
