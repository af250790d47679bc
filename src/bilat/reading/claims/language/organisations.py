"""Names of organisations in text: those of the ledger, found longest first."""

from __future__ import annotations

import re
from functools import lru_cache

from bilat.reading.claims.language.needed import Sieved

__all__ = ["ON_ITS_BEHALF", "find_organisations", "is_organisation", "organisation_key"]

#: Organisations that sentences name and the ledger need not hold; a judge then says that it does not know them.
_ALSO: dict[str, tuple[str, ...]] = {
    "EU": ("Brussels",),
    "UN": ("United Nations", "U.N.", "UN Security Council", "the Security Council", "UNSC"),
    "EEC": ("European Economic Community", "Common Market"),
    "Warsaw Pact": ("Warsaw Treaty Organization", "Warsaw Treaty Organisation"),
    "NAM": ("Non-Aligned Movement", "Nonaligned Movement"),
    "WTO": ("World Trade Organization", "World Trade Organisation"),
    "IMF": ("International Monetary Fund",),
    "OECD": (),
    "OAS": ("Organization of American States", "Organisation of American States"),
    "OSCE": (),
    "CIS": ("Commonwealth of Independent States",),
    "EAEU": ("Eurasian Economic Union",),
    "GCC": (
        "Gulf Cooperation Council",
        "Gulf monarchies",
        "Gulf monarchy",
        "Gulf countries",
        "Gulf country",
        "Gulf state",
        "Gulf states",
        "Gulf Arab states",
    ),
    "Arab League": ("League of Arab States",),
    "OIC": ("Organisation of Islamic Cooperation", "Organization of the Islamic Conference"),
    "ECOWAS": (),
    "SEATO": (),
    "CENTO": ("Baghdad Pact",),
    "Comecon": ("COMECON", "CMEA"),
    "Commonwealth": ("Commonwealth of Nations",),
    "Council of Europe": (),
    "Mercosur": ("MERCOSUR",),
    "APEC": (),
    "AIIB": ("Asian Infrastructure Investment Bank",),
    "ICC": ("International Criminal Court",),
    "League of Nations": (),
    "ANZUS": (),
    "Five Eyes": (),
    "EFTA": (),
    "NAFTA": (),
    "RCEP": (),
    "CPTPP": (),
    "TPP": ("Trans-Pacific Partnership",),
    "ICJ": (),
    "OPEC+": (),
}


#: "Part of an ⟨African Union⟩ mission".
ON_ITS_BEHALF = re.compile(
    r"(?:'s)?[ -](?:led )?(?:\w+ ){0,2}?(?:missions?|forces?|operations?|contingents?|peacekeep\w+|delegations?|observers?|monitors|deployments?|taskforce|task force|programmes?|programs?|projects?|talks)\b"
)


@lru_cache(maxsize=1)
def _names() -> tuple[re.Pattern[str], dict[str, str]]:
    from bilat.ledger import load

    keys: dict[str, str] = {}
    for organisation in load().organisations:
        for name in (organisation.key, organisation.name, *organisation.aliases):
            keys.setdefault(name, organisation.key)
    known = {k.casefold() for k in keys}
    for key, names in _ALSO.items():
        for name in (key, *names):
            if name.casefold() not in known:
                keys[name] = keys.get(key, key)
    # A name in small letters ("the axis") is a word like any other.
    usable = [n for n in keys if n[:1].isupper() or n[:4] == "the "]
    plain = sorted({n.removeprefix("the ").removeprefix("The ") for n in usable}, key=lambda n: (-len(n), n))
    for name in list(keys):
        keys.setdefault(name.removeprefix("the ").removeprefix("The "), keys[name])
    return re.compile(rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, plain))})(?![\w/])"), keys


#: Regions whose states are counted: by the adjective before "states", with a word for how many before it.
_REGIONS = {
    "African": "Africa",
    "European": "Europe",
    "Latin American": "Latin America",
    "South American": "South America",
    "Caribbean": "Caribbean",
}
_OF_REGION = re.compile(
    rf"\b(?:[Nn]o|[Nn]one of the|[Nn]ot (?:one|a single|all|every)|[Ee]very|[Aa]ll|[Mm]ost(?: of the)?|[Ff]ew|[Hh]ardly any|[Ss]everal|[Ss]ome|[Aa]t least (?:\w+|\d+)|[Mm]ore than half(?: of)?(?: the)?|(?:[Tt]he|[Aa]) (?:vast |great |large )?majority of"
    r"|(?:[Ee]xactly |[Oo]nly |[Jj]ust )?(?:\d{1,2}|(?:[Tt](?:wo|hree|en|welve|hirteen|wenty|hirty)|[Ff](?:our|ive|ourteen|ifteen|orty|ifty)|[Ss](?:ix|even|ixteen|eventeen)|[Ee](?:ight|leven|ighteen)|[Nn](?:ine|ineteen))(?:-(?:one|two|three|four|five|six|seven|eight|nine))?))"
    rf" (?P<r>{'|'.join(_REGIONS)})(?= (?:states?|countr(?:y|ies)|nations?|governments?|members?)\b)"
)


def find_organisations(text: Sieved | str) -> list[tuple[int, int, str]]:
    """Return ``(start, end, key)`` of every organisation named in a text, and of regions whose states are counted."""
    pattern, keys = _names()
    sieved = Sieved.of(text)
    text = sieved.text
    regions = [(*m.span("r"), _REGIONS[m["r"]]) for m in sieved.each(_OF_REGION)]
    return regions + [
        (m.start(), m.end(), keys[m.group(0)])
        for m in sieved.each(pattern)
        if not _ELSEWHERE.match(text, m.start())
        and not (
            m.group(0) == "Brussels"
            and _PLACE.search(text[: m.start()])
            and not _OF_BRUSSELS.search(text[: m.start()])
        )
    ]


#: Words that look like an organisation's name and are part of another.
_ELSEWHERE = re.compile(
    r"(?:the )?(?:West (?=[A-Z])(?!European Union)|Quad (?=bike)|Commonwealth (?=of (?!Nations|Independent))|Gulf (?=War|of ))|Brussels (?=Treaty|Pact|sprout|lace)"
)
#: "Sanctions from Brussels" are the Union's.
_OF_BRUSSELS = re.compile(r"\b(?:sanctions|embargo|measures|restrictions)(?: \w+)? (?:from|of|by) $")
_PLACE = re.compile(r"\b(?:in|at|to|from|near|outside|around|of|through|via|between)(?: \w+)? $")


def organisation_key(name: str) -> str | None:
    """Return the key of an organisation by any of its names."""
    return _names()[1].get(name)


@lru_cache(maxsize=4096)
def is_organisation(code: str) -> bool:
    """Say whether an actor code is an organisation's key rather than a state's ISO3.

    Examples
    --------
    >>> is_organisation("NATO"), is_organisation("FRA")
    (True, False)
    """
    return code in set(_names()[1].values()) or code in _REGIONS.values()
