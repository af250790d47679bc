"""Words that decide which state a short mention means, and which words mean none."""

from __future__ import annotations

import re

__all__ = [
    "ADJECTIVE",
    "AGAINST",
    "BETWEEN",
    "BODIES",
    "ENVOYS",
    "FIRMS",
    "GONE",
    "LED",
    "LOWER_OTHER",
    "MIDDLE",
    "NOT_SLIPS",
    "OTHERS",
    "PAST",
    "PLACE",
    "QUALIFIES",
    "RULERS",
    "SAID",
    "TONGUES",
]

#: A state that only qualifies: the head of the phrase is another.
QUALIFIES = re.compile(
    r"^-(?:backed|based|born|funded|sponsored|style|speaking|made|language|trained|aligned|allied|owned|occupied|"
    r"linked|supplied|educated|inspired|controlled|held|armed|built|friendly|dominated|administered|majority)\b"
)
LED = re.compile(
    r"^-led\b(?! (?:coalition|forces?|troops|strikes?|air|invasion|government|administration|raid))"
)
AGAINST = re.compile(r"\b(?:anti|pro|non|un|post|pre|trans|inter|neo)-$", re.IGNORECASE)
#: A middle initial: "Leonid I. Brezhnev".
MIDDLE = re.compile(r"(?<=[a-z]) (?:[A-Z]\. )+(?=[A-Z])")
#: Past a preposition or a comma, what follows no longer bears on whom the phrase means.
PAST = frozenset(
    {
        "in",
        "on",
        "near",
        "at",
        "from",
        "against",
        "based",
        "over",
        "by",
        "with",
        "for",
        "after",
        "before",
        "during",
    }
    | {"who", "which", "that", "fighting", "backing", "supporting"}
)
#: A town where something is or happens does not act: "signed in Hanoi", "a flight to Tokyo".
PLACE = re.compile(
    r"\b(?:in|at|near|to|from|outside|around|through|across|of|via|towards?|into|for|leaving|inside) (?:central |downtown )?$"
)
#: A leader's surname that is an everyday word is his when it speaks: "May said the talks had failed".
SAID = re.compile(r" (?:said|says|told|announced|warned|insisted|added|met|vowed|urged|rejected)\b")
#: Those whom a state sends to another.
ENVOYS = re.compile(r"\b(?:ambassadors?|embass(?:y|ies)|envoys?|consuls?|consulates?|missions?|diplomats?)\b")
GONE = re.compile(r"\bex-(?:Soviet|Yugoslav)s?$")
BETWEEN = re.compile(
    r"^(?:'s)?(?:[\w\s'-]*?)\b(?:to|in|on|for|with|at|from|towards?|against|near|about|over|by|into|of|who|which|that|"
    r"vows|says|said|met|visited|wants|is|was)\b",
    re.IGNORECASE,
)

#: An opening word that may describe a state ("Nuclear-armed North Korea").
ADJECTIVE = re.compile(r"(?:ing|ed|al|ous|ern|ive|ic|ary|ful|less|ian|ist|ly)$")
#: Bodies that are no state and act for themselves, whatever state is named after them.
#: A surname that is first of all a language.
TONGUES = frozenset({"English"})
#: A firm of a state, in words: its own name may follow or go before ("the French oil company Total").
FIRMS = frozenset(
    [
        "company",
        "firm",
        "giant",
        "group",
        "airline",
        "carrier",
        "bank",
        "carmaker",
        "manufacturer",
        "conglomerate",
        "operator",
        "producer",
        "monopoly",
        "utility",
        "refiner",
        "shipbuilder",
        "supplier",
        "maker",
        "brewer",
        "lender",
        "insurer",
        "retailer",
        "developer",
        "exporter",
        "miner",
        "trader",
        "contractor",
        "startup",
    ]
)
#: Those who act for a state, named by where they sit.
RULERS = frozenset(
    [
        "government",
        "governments",
        "leadership",
        "leaders",
        "leader",
        "regime",
        "rulers",
        "junta",
        "officials",
        "official",
        "authorities",
        "policymakers",
        "ministry",
        "ministries",
        "minister",
        "parliament",
        "cabinet",
        "administration",
        "embassy",
        "ambassador",
        "envoy",
        "diplomats",
        "diplomat",
        "establishment",
        "elite",
        "court",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "lawmakers",
        "generals",
        "army",
        "military",
        "support",
        "backing",
        "aid",
        "pressure",
        "criticism",
        "warning",
        "orders",
        "signals",
        "help",
        "ally",
        "allies",
        "enemies",
        "ties",
        "relations",
        "talks",
        "agreement",
        "with",
    ]
)
BODIES = re.compile(
    r"\b(?:U\.?N\.?|United Nations|EU|European (?:Union|Commission|Parliament|Council)|NATO|African Union|Arab League|"
    r"ASEAN|IMF|IAEA|OPEC|OSCE|Taliban|Hezbollah|Hizbollah|Hamas|Boko Haram|[Aa]l-Qaeda|[Aa]l-Qaida|[Aa]l-Shabaab|"
    r"Islamic State|ISIS|ISIL|Daesh|PKK|World Bank|Red Cross|Amnesty International|Human Rights Watch)(?![\w-])"
)
#: People of a state who do not speak for it.
OTHERS = re.compile(
    r"^(?:'s)?(?: (?!the\b|its\b|all\b|some\b|fighting\b|against\b|and\b|on\b|in\b|for\b|with\b|to\b|over\b|at\b|of\b|by\b)[\w-]+){0,3}? "
    r"(?:opposition|rebels?|insurgents?|separatists?|secessionists?|guerrillas?|militants?|dissidents?|exiles?|refugees?|"
    r"protesters?|protestors|demonstrators|activists?|jihadists?|terrorists?|militias?|warlords?|mafia|cartels?|gangs?|"
    r"migrants?|diaspora|expatriates?|prisoners?|journalists?|reporters?|scientists?|scholars?|professor|companies)\b"
)

#: Lower-case words that are something else without a capital.
LOWER_OTHER = frozenset(
    [
        "china",
        "turkey",
        "polish",
        "jordan",
        "chad",
        "guinea",
        "us",
        "may",
        "brits",
        "male",
        "cuba",
        "georgia",
        "holland",
        "chile",
        "japan",
        "jersey",
        "states",
        "kremlin",
        "swiss",
        "major",
        "brown",
        "rice",
        "bush",
        "ford",
        "hunt",
        "fox",
        "gore",
        "pence",
        "moon",
        "park",
        "key",
        "straw",
        "cook",
        "hague",
        "abe",
        "dominican",
        "malay",
        "thai",
        "finn",
        "finns",
        "dane",
        "danes",
        "pole",
        "poles",
        "turk",
        "turks",
        "lao",
        "mali",
        "niger",
        "oman",
        "peru",
        "benin",
        "togo",
    ]
)
#: Proper names one slip away from a state's.
NOT_SLIPS = frozenset(
    [
        "columbia",
        "siberia",
        "iberia",
        "granada",
        "jordon",
        "indiana",
        "australis",
        "australasia",
        "germania",
        "syriac",
        "sardinia",
        "macedon",
        "romana",
        "hungry",
        "francia",
        "georgina",
        "guinean",
        "iranic",
        "niagara",
        "nigella",
        "armada",
        "liberal",
        "liberty",
        "serbs",
        "albany",
        "alabama",
        "algebra",
        "austral",
        "bahama",
        "belgrade",
        "bolivar",
        "burundian",
        "canadia",
        "mauritanian",
        "mexicana",
        "mongol",
        "monroe",
        "morocco's",
        "norman",
        "norwich",
        "osman",
        "palatine",
        "pakhtun",
        "panda",
        "persia",
        "poland's",
        "samara",
        "samsung",
        "senegalia",
        "sicily",
        "somaliland",
        "swansea",
        "taiwania",
        "tanzanite",
        "uganda's",
        "vanua",
        "yemenis",
        "zambian",
        "zimbabwean",
        "indonesian",
        "slovonia",
    ]
)
