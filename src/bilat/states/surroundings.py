"""Whether a state is meant, from what stands before and after its name.

Every test reads a bounded stretch around the name, so the cost of a mention does not grow with the text.
"""

from __future__ import annotations

import re

from bilat.states.lexicon import Sense, lexicon, words

__all__ = ["american_text", "means_state", "states_own"]

_BEFORE = re.compile(r"([^\W\d_][\w.'-]*)( |, )$")
_NEXT = re.compile(r"([^\W\d_](?:[\w'&-]|\.(?=\w))*)")
_RUN = re.compile(r"(?: (?:[A-Z][\w.&-]*|of|and|for|the)(?=[\s,.;:!?)'\"]|$)){1,6}")
_OF = re.compile(r"\b([A-Z][\w-]*) of (?:the )?$")
_UNION = re.compile(r", ([A-Z][\w.]*(?: [A-Z]\w+)?)")
_TOWN = re.compile(r"([A-Z][\w'-]+(?: [A-Z][\w'-]+)?), $")

#: Heads whose "of X" is a school, a treaty or an office of a town, not the government of X.
_HEADS = frozenset(
    [
        "University",
        "College",
        "Bishop",
        "Archbishop",
        "Mayor",
        "Treaty",
        "Battle",
        "Siege",
        "Museum",
        "Institute",
        "School",
        "Church",
        "Diocese",
        "Port",
        "City",
        "Patriarch",
        "Lord-Mayor",
        "Duke",
        "Earl",
        "Tower",
        "Opera",
        "Hospital",
        "Society",
        "Academy",
        "Tribune",
        "Times",
        "Convention",
        "Declaration",
    ]
)
_AMERICAN = (
    "Republican",
    "Democrat",
    "G.O.P.",
    "GOP",
    "Congressman",
    "Sen. ",
    "primary election",
    "swing state",
)
_CAUCASIAN = (
    *(
        "Tbilisi",
        "Ossetia",
        "Abkhazia",
        "Caucasus",
        "Saakashvili",
        "Moscow",
        "Russia",
        "Ukrain",
        "Armenia",
        "Georgians",
    ),
    *("Azerbaijan", "Kremlin", "NATO", "Moldova", "Georgian"),
)
_GEORGIAN_TOWNS = frozenset(
    ["Tbilisi", "Batumi", "Kutaisi", "Gori", "Poti", "Zugdidi", "Rustavi", "Telavi", "Tskhinvali", "Sukhumi"]
)
_TOWNS_IN_GEORGIA = frozenset(["Athens", "Rome", "Cairo", "Dublin", "Vienna", "Berlin", "Damascus"])
_GOES_ON = re.compile(r" (?:of|parties|members|[A-Z])")
_WARES = re.compile(
    r"(?:nuts?|sandwich(?:es)?|pigs?|hats?|peppers?|geese|goose|plates|(?:tea)?cups|dolls|beans|dogs?|cats?|shorts|jerseys|sling)$"
)
_STYLES = ("Republic", "Kingdom", "Emirate", "Federation")
_INITIAL = re.compile(r"[A-Z]\.$")
_LOWER_NEXT = re.compile(r" [a-z]|'s|-")
_COURTESY = frozenset(["Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Sir", "Madame"])
_PARTICLES = frozenset(
    [
        "dos",
        "da",
        "de",
        "del",
        "della",
        "di",
        "du",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "ben",
        "el",
        "la",
        "le",
    ]
)
#: What is called by a name, or is somebody's, is a person ("my neighbour Jordan"; "a man named Chad").
_CALLED = frozenset(
    [
        "named",
        "called",
        "nicknamed",
        "christened",
        "neighbour",
        "neighbor",
        "friend",
        "brother",
        "sister",
        "cousin",
        "uncle",
        "aunt",
        "son",
        "daughter",
        "nephew",
        "niece",
        "husband",
        "wife",
        "boyfriend",
        "girlfriend",
        "roommate",
        "teammate",
        "classmate",
        "colleague",
        "boy",
        "girl",
        "actor",
        "actress",
        "singer",
        "rapper",
        "guitarist",
        "drummer",
        "baby",
        "mum",
        "dad",
    ]
)
#: Only a person has a wife, a mother, a mind of his own.
_KIN = re.compile(
    r" scored (?:[\w-]+ (?:points|goals|runs|times)|twice|the winning|a (?:goal|hat-trick|try|century))\b|"
    r"(?:'s| and| \w+(?:ed|s|old|aid))? (?:his|her) (?:wife|husband|mother|father|mum|dad|brother|sister|son|daughter|boyfriend|"
    r"girlfriend|friends?|parents|homework|hair|dog|teacher|boss|fianc[eé]e?|kids|children|classmates?|roommates?|cat|"
    r"bicycle|bike|guitar|diary|shoes|bedroom|grand\w+|aunt|uncle|cousins?|lawyer)\b"
)
#: A tongue, not a people: "speaks fluent Portuguese", "translated into Polish", "a lesson in Chinese".
_TONGUE = re.compile(
    r"\b(?:(?:speak|speaks|speaking|spoke|spoken|fluent|fluently|broken|learn|learns|learning|learnt|learned|teach|teaches|"
    r"taught|study|studied|studying|conversational)(?: (?:some|in|fluent|broken|good|little|no|his|her))?|"
    r"(?:translated?|translates|translating|translation) (?:\w+ )?(?:into|from)|"
    r"(?:written|writes|wrote|said|says|sings|sang|conducted|fluency|lessons?|conversed?) in) (?:\w+ and )?$"
)
_TONGUES = ("ish", "ese", "an", "ic", "ench", "utch", "reek", "ebrew", "Thai", "ech")
#: Firms that bear a state's name and are the state's own: "China National Petroleum Corporation", "Russian Railways".
_STATE_FIRM = re.compile(
    r"(?: (?:National|State|General))?(?: \w+){0,2}? (?:Petroleum|Oil|Offshore|Gas|Nuclear|Atomic|Aerospace|Space|Railways?|"
    r"Electric|Hydrocarbons?|Shipbuilding|Grid|Aircraft|Ordnance|Arms|Mint|Post)"
    r"(?: \w+){0,2}? (?:Corporation|Corp|Company|Co|Industries|Agency|Organi[sz]ation)\b| Railways\b"
)
#: A state's team is not the state.
_TEAM = re.compile(
    r"(?:'s)? (?:(?:national|women's|men's|Olympic|youth|junior) ){0,3}(?:football|soccer|rugby|cricket|basketball|hockey|"
    r"volleyball|handball|baseball|softball|tennis|swimming|cycling|rowing|fencing|judo|Olympic) (?:team|squad|side|coach|"
    r"captain|players?|federation|league|stars?|fans?)\b|(?:'s)? (?:women's|men's) (?:team|eleven|side)\b"
)
#: What a town has without acting: "the Kuwait City skyline".
_TOWN_THING = re.compile(
    r"(?:'s)? (?:\w+ )?(?:skyline|suburbs?|airport|streets?|traffic|weather|restaurants?|hotels?|nightlife|marathon|metro|"
    r"subway|zoo|museums?|stadium|neighbou?rhoods?|apartments?|taxis?|bars?|cafes?|residents|slums?|skyscrapers?|landmarks?|"
    r"cathedral|mosque|market|stock exchange|train station|suburban)\b"
)
#: Where such firms are private.
_PRIVATE = frozenset({2, 200, 740})
_POLISH = re.compile(r" (?:the|your|his|her|their|my|our|a|an|it|up|off)\b")


def _previous(flat: str, start: int) -> tuple[str, str]:
    """Return the word before `start` and what separates it (``""`` if none on the same clause)."""
    found = _BEFORE.search(flat, max(0, start - 40), start)
    return (found[1], found[2]) if found else ("", "")


def means_state(flat: str, start: int, end: int, sense: Sense) -> bool:
    """Tell whether the form at ``flat[start:end]`` stands for a state."""
    w = words()
    word = flat[start:end]
    after = flat[end : end + 90]
    if word in ("US", "USA", "UK", "UAE") or word.startswith(("U.S", "U.K")):
        return not (word == "US" and _shouted(flat, start, end)) and not _organisation(after, word)
    before, sep = _previous(flat, start)
    if sense.unsafe and sense.how == "alias":
        return flat[max(0, start - 4) : start].lower() == "the " and not _GOES_ON.match(after)
    if sense.how == "alias" and after.startswith(" of ") and word.endswith(_STYLES):
        return False  # "the People's Republic of South Yemen"
    if sense.how == "leader":
        return _means_leader(flat, word, before, sep, after, sense)
    if sense.how == "seat":
        return not sense.unsafe and not _organisation(after, word)
    if before and sep == " ":
        if before in w.given or _INITIAL.match(before):
            return False
        if before in (
            "Mount",
            "Fort",
            "Lake",
            "Port",
            "Saint",
            "St.",
            "New",
            "Little",
            "Lady",
            "Miss",
            "Camp",
        ):
            return False
        if word in w.personal and before in _CALLED:
            return False
    if word in w.personal and _KIN.match(after):
        return False
    if _person(word, after):
        return False
    if _organisation(after, word) and not states_own(after, sense):
        return False
    if sense.how in ("name", "capital", "alias"):
        if _in_the_union(word, after):
            return False
        of = _OF.search(flat, max(0, start - 40), start)
        if of and of[1] in _HEADS:
            return False
    if sense.how in ("name", "demonym", "alias") and _TEAM.match(after):
        return False
    if sense.how == "capital":
        if _TOWN_THING.match(after):
            return False
        if before == "the" and sep == " " and not _LOWER_NEXT.match(after):
            return False  # "Feel the Bern"
        if before and sep == " " and before[0].isupper() and not _may_lead(before):
            return False
        nxt = _NEXT.match(after, 1) if after.startswith(" ") else None
        if nxt and (nxt[1] in w.things or _is_unknown(nxt[1])):
            return False
    if word in ("Georgia", "GEORGIA", "Georgian", "Georgians"):
        nxt = _NEXT.match(after, 1) if after.startswith(" ") else None
        return not (nxt and nxt[1] in w.things) and not _american_georgia(flat, start, end)
    if sense.how == "demonym":
        if word == "Polish" and _POLISH.match(after):
            return False
        if (
            word.endswith(_TONGUES)
            and not after[:2].strip(" ,.;:!?)\"'")
            and _TONGUE.search(flat, max(0, start - 40), start)
        ):
            return False
        nxt = _NEXT.match(after, 1) if after.startswith(" ") else None
        return not (nxt and nxt[1] in w.things)
    if sense.how == "name":
        nxt = _NEXT.match(after, 1) if after.startswith(" ") else None
        return not (nxt and _WARES.match(nxt[1]))
    return True


def states_own(after: str, sense: Sense) -> bool:
    """Tell whether the organisation named after a state is a firm that the state owns."""
    return (
        sense.how in ("name", "alias", "demonym")
        and sense.code not in _PRIVATE
        and bool(_STATE_FIRM.match(after))
    )


def _shouted(flat: str, start: int, end: int) -> bool:
    """Tell whether "US" stands in a line of capitals, where it may be the pronoun."""
    around = flat[max(0, start - 12) : start].split()[-1:] + flat[end : end + 12].split()[:1]
    letters = [a for a in around if len(a) > 1 and a.isalpha()]
    return bool(letters) and all(a.isupper() for a in letters)


def _known(word: str) -> bool:
    return word in lexicon().openers


def _is_unknown(word: str) -> bool:
    """Tell whether a word has a capital and is neither a state's nor an officer's."""
    return word[0].isupper() and word not in words().government and not _known(word)


def _may_lead(before: str) -> bool:
    """Tell whether a capitalised word before a capital leaves it the capital."""
    return before in words().government or _known(before) or before.endswith(("'s", "s'"))


def _person(word: str, after: str) -> bool:
    """Tell whether a name that is also a first name has a surname after it."""
    if word not in words().personal or not after.startswith(" "):
        return False
    nxt = _NEXT.match(after, 1)
    if nxt is None or not nxt[1][0].isupper() or nxt[1].isupper():
        return False
    return nxt[1] not in words().government and not _known(nxt[1]) and nxt[1] not in words().organisations


def _organisation(after: str, word: str) -> bool:
    """Tell whether the capitalised run that goes on after the name makes it an organisation."""
    run = _RUN.match(after)
    if run is None:
        return False
    parts = run[0].split()
    w = words()
    for i, part in enumerate(parts):
        bare = part.rstrip(".,")
        if bare in w.organisations or part in w.organisations:
            return True
        if part in ("of", "and", "for", "the"):
            return False
        # A second state or an officer begins something else: "US Secretary", "Russia China".
        if i == 0 and (_known(part) or part in w.government) and not _ends_as_organisation(parts):
            return False
        if i >= 4:
            return False
    return False


def _ends_as_organisation(parts: list[str]) -> bool:
    names = [p.rstrip(".,") for p in parts if p not in ("of", "and", "for", "the")]
    return names[-1] in words().organisations


def _in_the_union(word: str, after: str) -> bool:
    """Tell whether an American state follows ("Paris, Texas"; "Athens, Georgia")."""
    found = _UNION.match(after)
    if found is None:
        return False
    name, one = found[1], found[1].split()[0]
    if one.rstrip(".") == "Georgia":
        return word in _TOWNS_IN_GEORGIA
    union = words().union
    return any(n in union for n in (name, one, name.rstrip("."), one.rstrip(".")))


def _american_georgia(flat: str, start: int, end: int) -> bool:
    """Tell whether the American state of Georgia is meant."""
    town = _TOWN.search(flat, max(0, start - 40), start)
    if town:
        last = town[1].split()[-1]
        if last in _GEORGIAN_TOWNS:
            return False
    if end - start > 7 and flat[end : end + 1] != "s" and flat[start : start + 8].lower() == "georgian":
        return False
    around = flat[max(0, start - 120) : start] + " " + flat[end : end + 120]
    around = around.replace("South Ossetia", "").replace("South Caucasus", "")
    if any(t in around for t in ("Tbilisi", "Ossetia", "Abkhazia", "Caucasus", "Saakashvili")):
        return False
    return any(mark in around for mark in words().us) or " in the South" in around


def american_text(flat: str) -> bool:
    """Tell whether a text that mentions Georgia is about American politics and nothing near the Caucasus."""
    return any(m in flat for m in _AMERICAN) and not any(m in flat for m in _CAUCASIAN)


def _means_leader(flat: str, word: str, before: str, sep: str, after: str, sense: Sense) -> bool:
    if (
        _organisation(after, word)
        or after.startswith((" Jr", " family", " Sr"))
        or _in_the_union(word, after)
    ):
        return False
    if " " in word:
        return True
    w = words()
    office = sep == " " and before.rstrip(".").lower() in w.titles and before not in _COURTESY
    if sense.unsafe:
        nxt = _NEXT.match(after, 1) if after.startswith(" ") else None
        if nxt and _is_unknown(nxt[1]):
            return False  # "ambassador Jonathan Hale"
        return office or (sep == " " and before.endswith("'s"))
    if sep == " " and not office and not before.endswith(("'s", "s'")):
        if before in w.given or before in _PARTICLES or _INITIAL.match(before):
            return False
        if before[:1].isupper() and before not in w.government and not _known(before):
            return False
    nxt = _NEXT.match(after, 1) if after.startswith(" ") else None
    short = len(word) <= 4
    return not (short and nxt and nxt[1][0].isupper() and nxt[1] not in w.government and not _known(nxt[1]))
