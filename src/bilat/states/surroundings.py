"""Whether a state is meant, from what stands before and after its name.

Every test reads a bounded stretch around the name, so the cost of a mention does not grow with the text.
"""

from __future__ import annotations

import re

from bilat.states.lexicon import Sense, words
from bilat.states.namesakes import is_unknown, known, of_a_person, of_a_thing, of_a_town, thing_after

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
#: What the American state has and the other does not, or has by its adjective ("Georgian voters").
_OF_GEORGIA = re.compile(
    r"(?:'s)? (?:congress(?:man|woman|ional)|senator|gubernatorial|governor|grand jury|voters|primar(?:y|ies)|sheriff|runoff|"
    r"electors|(?:secretary of state|attorney general|lieutenant governor)\b|Senate|House|legislature|statehouse|general assembly|"
    r"General Assembly|district attorney|plantations?|pines|peanuts?|pecans)\b|"
    r" (?:voted|went|flipped|broke) (?:for|to|against) (?:Biden|Trump|Harris|Obama|Romney|McCain|Clinton|Bush|Gore|Kerry|Dole|Reagan|"
    r"Carter|Mondale|Nixon|Wallace|Goldwater|Humphrey)\b"
)
_GOES_ON = re.compile(r" (?:of|parties|members|[A-Z])")
_STYLES = ("Republic", "Kingdom", "Emirate", "Federation")
_INITIAL = re.compile(r"[A-Z]\.$")
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
#: Firms that bear a state's name and are the state's own: "China National Petroleum Corporation", "Russian Railways".
_STATE_FIRM = re.compile(
    r"(?: (?:National|State|General))?(?: \w+){0,2}? (?:Petroleum|Oil|Offshore|Gas|Nuclear|Atomic|Aerospace|Space|Railways?|"
    r"Electric|Hydrocarbons?|Shipbuilding|Grid|Aircraft|Ordnance|Arms|Mint|Post)"
    r"(?: \w+){0,2}? (?:Corporation|Corp|Company|Co|Industries|Agency|Organi[sz]ation)\b| Railways\b"
)
#: Where such firms are private.
_PRIVATE = frozenset({2, 200, 740})


def _previous(flat: str, start: int) -> tuple[str, str]:
    """Return the word before `start` and what separates it (``""`` if none on the same clause)."""
    found = _BEFORE.search(flat, max(0, start - 40), start)
    return (found[1], found[2]) if found else ("", "")


def means_state(flat: str, start: int, end: int, sense: Sense) -> bool:
    """Tell whether the form at ``flat[start:end]`` stands for a state."""
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
    beside = before if sep == " " else ""
    if of_a_person(flat, start, word, beside, after) or of_a_thing(flat, start, word, after, sense.how):
        return False
    if _organisation(after, word) and not states_own(after, sense):
        return False
    if sense.how in ("name", "capital", "alias"):
        if _in_the_union(word, after):
            return False
        of = _OF.search(flat, max(0, start - 40), start)
        if of and of[1] in _HEADS:
            return False
    if sense.how == "capital" and of_a_town(beside, after):
        return False
    if word in ("Georgia", "GEORGIA", "Georgian", "Georgians"):
        return not thing_after(after, words().things) and not _american_georgia(flat, start, end)
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
        if i == 0 and (known(part) or part in w.government) and not _ends_as_organisation(parts):
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
    return any(n in union for n in (name, one, name.rstrip("."), one.rstrip("."), one + "." * (len(one) > 2)))


def _american_georgia(flat: str, start: int, end: int) -> bool:
    """Tell whether the American state of Georgia is meant."""
    if _OF_GEORGIA.match(flat, end):
        return True
    town = _TOWN.search(flat, max(0, start - 40), start)
    if town:
        last = town[1].split()[-1]
        if last in _TOWNS_IN_GEORGIA:
            return True
        if last in _GEORGIAN_TOWNS:
            return False
    if end - start > 7 and flat[end : end + 1] != "s" and flat[start : start + 8].lower() == "georgian":
        return False
    around = flat[max(0, start - 120) : start] + " " + flat[end : end + 120]
    around = around.replace("South Ossetia", "").replace("South Caucasus", "")
    if any(t in around for t in ("Tbilisi", "Ossetia", "Abkhazia", "Caucasus", "Saakashvili")):
        return False
    return any(mark in around for mark in words().us) or any(
        mark in around for mark in (" in the South", " American South", " Deep South", " of the Union")
    )


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
        if nxt and is_unknown(nxt[1]):
            return False  # "ambassador Jonathan Hale"
        return office or (sep == " " and before.endswith("'s"))
    if sep == " " and not office and not before.endswith(("'s", "s'")):
        if before in w.given or before in _PARTICLES or _INITIAL.match(before):
            return False
        if before[:1].isupper() and before not in w.government and not known(before):
            return False
    nxt = _NEXT.match(after, 1) if after.startswith(" ") else None
    short = len(word) <= 4
    return not (short and nxt and nxt[1][0].isupper() and nxt[1] not in w.government and not known(nxt[1]))
