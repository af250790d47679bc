"""What bears a state's name and is none: persons, dishes and beasts, teams, ships, bands, tongues, things of a town.

Every test reads a bounded stretch before or after the name.
"""

from __future__ import annotations

import re

from bilat.states.lexicon import How, lexicon, words

__all__ = ["is_unknown", "known", "may_lead", "of_a_person", "of_a_thing", "of_a_town", "thing_after"]

_NEXT = re.compile(r"([^\W\d_](?:[\w'&-]|\.(?=\w))*)")
_INITIAL = re.compile(r"[A-Z]\.$")
_LOWER_NEXT = re.compile(r" [a-z]|'s|-")
_STEP = re.compile(r" ([^\W\d_][\w'-]*)")
_WARES = re.compile(
    r"(?:nuts?|sandwich(?:es)?|pigs?|hats?|peppers?|geese|goose|plates|(?:tea)?cups|dolls|beans|dogs?|cats?|shorts|jerseys|sling)$"
)
#: Trade in a thing is a matter of the state's again: "Japanese car exports", "Danish butter producers".
_TRADE = re.compile(
    r" (?:exports?|imports?|exporters?|importers?|producers?|makers?|growers?|farmers?|industry|industries|market|trade|"
    r"tariffs?|sales|sector|manufacturers?|shipments|subsidies|quotas?|dumping)\b"
)
_PLACES = frozenset(
    ["Mount", "Fort", "Lake", "Port", "Saint", "St.", "New", "Little", "Lady", "Miss", "Camp"]
)
_CIVIL = frozenset(["Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr."])
#: Names of states, towns and tongues that are surnames too: after an unknown capitalised word they are somebody's.
_SURNAMES = frozenset(["Jordan", "Holland", "Ireland", "Israel", "England", "French", "Trinidad", "Brazil"])
#: Words of an age, a part or a creed before such a name are no first names.
_PARTS = re.compile(
    r"^(?:Free|Vichy|Fighting|Greater|Global|Fortress|Team|Eretz|Gaelic|Norman|Tudor|Home|Middle|Rural|Catholic|Protestant|"
    r"Northern|Southern|Bank|Church|Modern|Lula)$|(?:ian|ist|ern|ish|ese|ed|ing|al)$"
)
#: What is called by a name: "HMS Jamaica", "the ferry Estonia", "the band Japan".
_CARRIER = re.compile(
    r"\b(?:USS|HMS|HMAS|HMCS|SS|MV|MS|RMS|USNS|(?:the|The|a|A) (?:[\w-]+ )?(?:ferry|liner|battleship|cruiser|schooner|yacht|"
    r"steamer|steamship|racehorse|river|band|pop group|rock group|boy band|musical|album|song|novel|nightclub)) $"
)
_APART = re.compile(
    r", (?:the|a|an) (?:[\w'-]+ ){0,4}?(?:band|film|movie|song|novel|album|musical|opera|ballet|racehorse|horse|dog|cat|ferry|"
    r"liner|singer|rapper|actress|actor|footballer|supermodel|comedian|magazine|perfume|pop group|rock group|duo|quartet)(?![\w-])"
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
    r"(?:translated?|translates|translating|translation) (?:\w+ )?(?:into|from)(?: the)?|"
    r"(?:written|writes|wrote|said|says|sings|sang|conducted|fluency|lessons?|conversed?) in) (?:\w+ and )?$"
)
_SAID_IN = re.compile(
    r"[\s,.;:!?)\"']|$| (?:at|in|and|or|as|to|with|but|fluently|well|badly|there|than|when|because|on|by)\b"
)
_TONGUES = ("ish", "ese", "an", "ic", "ench", "utch", "reek", "ebrew", "Thai", "ech")
#: A state's team is not the state.
_TEAM = re.compile(
    r"(?:'s)? (?:(?:national|women's|men's|Olympic|youth|junior) ){0,3}(?:football|soccer|rugby|cricket|basketball|hockey|"
    r"volleyball|handball|baseball|softball|tennis|swimming|cycling|rowing|fencing|judo|Olympic) (?:team|squad|side|coach|"
    r"captain|players?|federation|league|stars?|fans?|manager)\b|(?:'s)? (?:women's|men's|national) (?:team|eleven|side|squad)\b|"
    r"(?:'s)? (?:footballers?|cricketers?|sprinters?|swimmers?|gymnasts?|golfers?|cyclists?|skiers?|skaters?|athletes|Olympians?|"
    r"batsm[ae]n|goalkeepers?)\b|(?:'s)? captain [A-Z]"
)
#: What a town has without acting: "the Kuwait City skyline".
_TOWN_THING = re.compile(
    r"(?:'s)? (?:\w+ )?(?:skyline|suburbs?|airport|streets?|traffic|weather|restaurants?|hotels?|nightlife|marathon|metro|"
    r"subway|zoo|museums?|stadium|neighbou?rhoods?|apartments?|taxis?|bars?|cafes?|residents?|commuters?|shoppers?|suburbanites?|hoteliers?|slums?|skyscrapers?|landmarks?|"
    r"cathedral|mosque|market|stock exchange|train station|suburban)\b"
    r"| (?:peace )?(?:accords?|agreements?|treat(?:y|ies)|protocols?|formula|conventions?|charter|pact|final act|round)\b(?! with\b)"
)
_POLISH = re.compile(r" (?:the|your|his|her|their|my|our|a|an|it|up|off)\b")


def known(word: str) -> bool:
    """Tell whether a word begins a form that stands for a state."""
    return word in lexicon().openers


def is_unknown(word: str) -> bool:
    """Tell whether a word has a capital and is neither a state's nor an officer's."""
    return word[0].isupper() and word not in words().government and not known(word)


def may_lead(before: str) -> bool:
    """Tell whether a capitalised word before a capital leaves it the capital."""
    return before in words().government or known(before) or before.endswith(("'s", "s'"))


def thing_after(after: str, things: frozenset[str]) -> bool:
    """Tell whether a thing follows, with a word or two between ("potato salad"), and not the trade in it."""
    position = 0
    for _ in range(3):
        step = _STEP.match(after, position)
        if step is None:
            return False
        position = step.end()
        if step[1] in things:
            return not _TRADE.match(after, position)
        if step[1] not in words().modifiers:
            return False
    return False


def of_a_person(flat: str, start: int, word: str, before: str, after: str) -> bool:
    """Tell whether a name is somebody's: `before` is the word that a single space parts from it, or ``""``."""
    w = words()
    if before:
        if before in w.given or _INITIAL.match(before) or before in _PLACES or before in _CIVIL:
            return True
        if word in w.personal and before in _CALLED:
            return True
        if word in _SURNAMES and is_unknown(before) and not _PARTS.search(before):
            opens = start == len(before) + 1 or flat[start - len(before) - 3 : start - len(before) - 1] in (
                ". ",
                '"',
            )
            if not opens and not before.endswith(("'s", "s'")):
                return True
    if word not in w.personal:
        return False
    if _KIN.match(after):
        return True
    if not after.startswith(" "):
        return False
    nxt = _NEXT.match(after, 1)
    if nxt is None or not nxt[1][0].isupper() or nxt[1].isupper():
        return False
    return nxt[1] not in w.government and not known(nxt[1]) and nxt[1] not in w.organisations


def of_a_thing(flat: str, start: int, word: str, after: str, how: How) -> bool:
    """Tell whether a ware, a beast, a team, a ship, a work or a tongue has its name from the state."""
    w = words()
    if how in ("name", "demonym", "alias") and _TEAM.match(after):
        return True
    if how in ("name", "capital") and (
        _CARRIER.search(flat, max(0, start - 40), start) or _APART.match(after)
    ):
        return True
    if how == "name":
        nxt = _NEXT.match(after, 1) if after.startswith(" ") else None
        return bool(nxt and _WARES.match(nxt[1])) or thing_after(after, w.after_names)
    if how != "demonym":
        return False
    if word == "Polish" and _POLISH.match(after):
        return True
    if word.endswith(_TONGUES) and _SAID_IN.match(after) and _TONGUE.search(flat, max(0, start - 40), start):
        return True
    return thing_after(after, w.things)


def of_a_town(before: str, after: str) -> bool:
    """Tell whether a capital is no more than where something stands, or part of a longer name."""
    if _TOWN_THING.match(after):
        return True
    if before == "the" and not _LOWER_NEXT.match(after):
        return True  # "Feel the Bern"
    if before and before[0].isupper() and not may_lead(before):
        return True
    nxt = _NEXT.match(after, 1) if after.startswith(" ") else None
    # In a line of capitals every word has them: "TEHRAN WARNS".
    return bool(nxt and (nxt[1] in words().things or (is_unknown(nxt[1]) and not nxt[1].isupper())))
