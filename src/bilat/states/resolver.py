"""The state that a short mention means."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from bilat.states.lexicon import lexicon, plain, words
from bilat.states.lookup import state_on
from bilat.states.scanning import flatten, scan
from bilat.states.surroundings import means_state
from bilat.states.table import State, key, pick, table

__all__ = ["resolve"]

_MAX = 400
_EDGES = re.compile(r"^[\s\"'“”‘’(\[«]+|[\s\"'“”‘’)\],.;:!?»]+$")
_POSSESSIVE = re.compile(r"(?:'s|s')$")
_ARTICLE = re.compile(r"^(?:[Tt]he|[Aa]n?|[Bb]oth|[Oo]ur|[Tt]heir|[Ii]ts|Mr\.?|Mrs\.?|Ms\.?)\s+")
_WORDS = re.compile(r"[^\W\d_][\w.&'-]*")

#: A state that only qualifies: the head of the phrase is another.
_QUALIFIES = re.compile(
    r"^-(?:backed|based|born|funded|sponsored|style|speaking|made|language|trained|aligned|allied|owned|occupied|"
    r"linked|supplied|educated|inspired|controlled|held|armed|built|friendly|dominated|administered|majority)\b"
)
_LED = re.compile(
    r"^-led\b(?! (?:coalition|forces?|troops|strikes?|air|invasion|government|administration|raid))"
)
_AGAINST = re.compile(r"\b(?:anti|pro|non|un|post|pre|trans|inter|neo)-$", re.IGNORECASE)
#: A middle initial: "Leonid I. Brezhnev".
_MIDDLE = re.compile(r"(?<=[a-z]) (?:[A-Z]\. )+(?=[A-Z])")
#: Past a preposition or a comma, what follows no longer bears on whom the phrase means.
_PAST = frozenset(
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
_PLACE = re.compile(
    r"\b(?:in|at|near|to|from|outside|around|through|across|of|via|towards?|into|for|leaving|inside) (?:central |downtown )?$"
)
_GONE = re.compile(r"\bex-(?:Soviet|Yugoslav)s?$")
_BETWEEN = re.compile(
    r"^(?:'s)?(?:[\w\s'-]*?)\b(?:to|in|on|for|with|at|from|towards?|against|near|about|over|by|into|of|who|which|that|"
    r"vows|says|said|met|visited|wants|is|was)\b",
    re.IGNORECASE,
)

#: An opening word that may describe a state ("Nuclear-armed North Korea").
_ADJECTIVE = re.compile(r"(?:ing|ed|al|ous|ern|ive|ic|ary|ful|less|ian|ist|ly)$")
#: Bodies that are no state and act for themselves, whatever state is named after them.
#: A surname that is first of all a language.
_TONGUES = frozenset({"English"})
#: A firm of a state, in words: its own name may follow or go before ("the French oil company Total").
_FIRMS = frozenset(
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
    ]
)
#: Those who act for a state, named by where they sit.
_RULERS = frozenset(
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
_BODIES = re.compile(
    r"\b(?:U\.?N\.?|United Nations|EU|European (?:Union|Commission|Parliament|Council)|NATO|African Union|Arab League|"
    r"ASEAN|IMF|IAEA|OPEC|OSCE|Taliban|Hezbollah|Hizbollah|Hamas|Boko Haram|[Aa]l-Qaeda|[Aa]l-Qaida|[Aa]l-Shabaab|"
    r"Islamic State|ISIS|ISIL|Daesh|PKK|World Bank|Red Cross|Amnesty International|Human Rights Watch)(?![\w-])"
)
#: People of a state who do not speak for it.
_OTHERS = re.compile(
    r"^(?:'s)?(?: (?!fighting\b|against\b|and\b|on\b|in\b|for\b|with\b|to\b|over\b|at\b|of\b|by\b)[\w-]+){0,3}? "
    r"(?:opposition|rebels?|insurgents?|separatists?|secessionists?|guerrillas?|militants?|dissidents?|exiles?|refugees?|"
    r"protesters?|protestors|demonstrators|activists?|jihadists?|terrorists?|militias?|warlords?|mafia|cartels?|gangs?|"
    r"migrants?|diaspora|expatriates?|prisoners?|journalists?|reporters?|scientists?|scholars?|professor|companies)\b"
)

#: Lower-case words that are something else without a capital.
_LOWER_OTHER = frozenset(
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
_NOT_SLIPS = frozenset(
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


def resolve(text: str, on: date | None = None) -> State | None:
    """Return the state that a short mention means, or ``None`` when none is meant.

    Parameters
    ----------
    text
        A name, demonym, capital, seat, leader or phrase: "the Kremlin", "Germany's chancellor", "Bush".
    on
        Day of the mention; today if not given. It decides whose leader, capital or name it is. Without it a leader
        of any time counts, unless two states had one of that name.

    Returns
    -------
    State or None
        ``None`` for people, places, things and organisations that only carry a state's name ("Michael Jordan",
        "South China Sea", "China Daily"), for two states at once ("Sino-Russian"), and where it cannot be told.

    Examples
    --------
    >>> from datetime import date
    >>> resolve("the Kremlin").iso3, resolve("Bush", date(2003, 3, 20)).iso3
    ('RUS', 'USA')
    >>> resolve("Turkish delight") is None, resolve("Sino-Russian") is None
    (True, True)
    """
    flat = flatten(text[: _MAX + 1])
    flat = " ".join(flat.split())
    if len(flat) > _MAX:
        return None
    code = _whole(flat, on)
    if code is None:
        flat = _EDGES.sub("", flat)
        code = _whole(flat, on)
    if code is None:
        code = _phrase(flat, on)
    if code is None and _MIDDLE.search(flat):
        return resolve(_MIDDLE.sub(" ", flat), on)
    return state_on(code, on or date.today()) if code else None


def _whole(flat: str, on: date | None) -> int | None:
    """Return the code of a mention that is nothing but a known form; 0 for a blocking phrase."""
    forms = lexicon().forms
    stem = _ARTICLE.sub("", flat)
    for form in dict.fromkeys((flat, stem, _POSSESSIVE.sub("", stem), plain(_POSSESSIVE.sub("", stem)))):
        if form in forms:
            if form.isascii() and form.isalpha() and form.isupper() and form != flat and len(form) < 3:
                continue
            sense = lexicon().meaning(form, on)
            if sense and form == flat and form in _TONGUES:
                return 0  # a tongue, and a surname without its office
            if sense and sense.unsafe and sense.how == "alias" and form == flat:
                return 0  # "Emirates" without its article is an airline
            return sense.code if sense else 0
    low = _POSSESSIVE.sub("", stem)
    if low and low.islower() and low not in _LOWER_OTHER:
        cased = next(
            (f for f in (low.title(), low.capitalize(), low.upper()) if f in forms and (len(low) > 3)), None
        )
        if cased:
            sense = lexicon().meaning(cased, on)
            return sense.code if sense else 0
    return None


def _phrase(flat: str, on: date | None) -> int | None:
    found = [(s, e, sense) for s, e, sense in scan(flat, on) if means_state(flat, s, e, sense)]
    found = [
        f
        for f in found
        if not (
            _GONE.search(flat[: f[1]])
            or _QUALIFIES.match(flat[f[1] :])
            or _LED.match(flat[f[1] :])
            or _AGAINST.search(flat[: f[0]])
        )
    ]
    if found and (_OTHERS.match(flat[found[0][1] :]) or _BODIES.search(flat[: found[0][0]])):
        return None
    if not found:
        return None if any(not sense.unsafe for _, _, sense in scan(flat, on)) else _slip(flat, on)
    if (
        found[0][2].how == "capital"
        and _PLACE.search(flat[: found[0][0]])
        and not _rules(flat[: found[0][0]])
    ):
        return None
    if not _is_head(flat, found[0][0], found[-1][1], [(s, e) for s, e, _ in found]):
        return None
    codes = list(dict.fromkeys(sense.code for _, _, sense in found))
    if len(codes) == 1:
        return codes[0]
    # "the Chinese embassy in Moscow" is China's; "Russia and China" and "US-China" are two.
    end, nxt = found[0][1], next(f for f in found if f[2].code != codes[0])
    return codes[0] if _BETWEEN.match(flat[end : nxt[0]]) and " and " not in flat[end : nxt[0]] else None


def _rules(before: str) -> bool:
    """Tell whether the words before a capital name those who rule from it ("the leadership in Beijing")."""
    w = words()
    return any(
        m[0] in w.government or m[0].lower().rstrip(".") in w.titles or m[0].lower() in _RULERS
        for m in _WORDS.finditer(before)
    )


def _is_head(flat: str, first: int, last: int, spans: list[tuple[int, int]]) -> bool:
    """Tell whether what stands beside the state's name leaves the phrase about the state."""
    w = words()
    spoken = False
    position = 0
    # "Anna Berg, the Norwegian defence minister": the name belongs to the office that follows.
    named = flat.rfind(", ", 0, first)
    said = [_POSSESSIVE.sub("", m[0]).lower() for m in _WORDS.finditer(flat, named)] if named > 0 else []
    if any(word in w.titles or word in _FIRMS for word in said):
        return True
    for match in _WORDS.finditer(flat):
        start, word = match.start(), match[0]
        inside = any(s <= start < e for s, e in spans)
        if inside:
            position += 1
            if word in w.government or word.endswith("'s") or flat[match.end() : match.end() + 2] == "'s":
                spoken = True
            continue
        if position and (word in _PAST or flat[start - 2 : start] == ", "):
            spoken = True
            continue
        bare = _POSSESSIVE.sub("", word).rstrip(".")
        if word in w.government or bare.lower() in w.titles or bare in w.government or bare in _FIRMS:
            spoken = True
            continue
        if not word[0].isupper():
            continue
        if spoken or (start == 0 and _ADJECTIVE.search(word)):
            continue
        if position and start < last:
            continue
        return False
    return True


@lru_cache(maxsize=1)
def _names_by_letter() -> dict[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    for name in table().by_name:
        if len(name) > 4 and not name.isdigit():
            out.setdefault(name[0], []).append(name)
    return {letter: tuple(names) for letter, names in out.items()}


def _slip(flat: str, on: date | None) -> int | None:
    """Return the code of a full name with a small slip, where only one state is that near."""
    wanted = key(_POSSESSIVE.sub("", _ARTICLE.sub("", flat)))
    if wanted in _LOWER_OTHER and flat[-1].islower() and wanted in flat:
        return None  # "the turkey"
    if not (5 <= len(wanted) <= 40 and wanted.replace(" ", "").isalpha()) or wanted in _NOT_SLIPS:
        return None
    if wanted.title() in words().given:
        return None
    from rapidfuzz.distance import OSA

    allowed = 1 if len(wanted) < 9 else 2
    near: dict[int, int] = {}
    for name in _names_by_letter().get(wanted[0], ()):
        if len(wanted) < 6 and sorted(wanted) != sorted(name):
            continue  # in so short a name only letters in the wrong order are a slip ("Lybia")
        distance = 1 if len(wanted) < 6 else OSA.distance(wanted, name, score_cutoff=allowed)
        if distance <= allowed:
            code = pick(table().by_name[name], on or date.today())
            near[code] = min(distance, near.get(code, allowed))
    return next(iter(near)) if len(near) == 1 else None
