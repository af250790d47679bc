"""The state that a short mention means."""

from __future__ import annotations

import re
from datetime import date

from bilat.states.lexicon import How, lexicon, plain, words
from bilat.states.lookup import state_on
from bilat.states.phrases import (
    ACTS,
    ACTS_ALONE,
    ACTS_ON,
    ADJECTIVE,
    AGAINST,
    BESIDE,
    BETWEEN,
    BODIES,
    DEALINGS,
    ENVOYS,
    EPOCHS,
    FELL,
    FIRMS,
    GOES_ON,
    GONE,
    HIT,
    LED,
    LOWER_OTHER,
    MIDDLE,
    MOTION,
    NO_VERB,
    OTHERS,
    PARTS,
    PAST,
    PLACE,
    QUALIFIES,
    RULERS,
    SAID,
    SOME_STATE,
    TONGUES,
    TWO,
    VERB,
)
from bilat.states.scanning import flatten, scan
from bilat.states.slips import slipped_leader, slipped_name, slipped_word
from bilat.states.surroundings import means_state, states_own
from bilat.states.table import State

__all__ = ["resolve"]

_MAX = 400
_EDGES = re.compile(r"^[\s\"'“”‘’(\[«]+|[\s\"'“”‘’)\],.;:!?»]+$")
_POSSESSIVE = re.compile(r"(?:'s|s')$")
_ARTICLE = re.compile(r"^(?:[Tt]he|[Aa]n?|[Bb]oth|[Oo]ur|[Tt]heir|[Ii]ts|Mr\.?|Mrs\.?|Ms\.?)\s+")
_NAMES = re.compile(r"([A-Z][a-z]+) [A-Z][a-z]+ ([A-Z][a-z]+)")
_CIVIL = re.compile(r"(?:Mr|Mrs|Ms)\b\.?")
#: A chamber that many states have, but that means one of them when nothing else is said.
_ALONE = {"Congress": 2}
_WORDS = re.compile(r"[^\W\d_][\w.&'-]*")


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
        code = _opening(flat, on) or _phrase(flat, on)
    if code is None and MIDDLE.search(flat):
        return resolve(MIDDLE.sub(" ", flat), on)
    if code is None and (full := _NAMES.fullmatch(flat)) is not None:
        # "Pierre Elliott Trudeau", but not a son or a namesake that the lists do not hold.
        sense = lexicon().meaning(f"{full[1]} {full[2]}", on)
        code = sense.code if sense and sense.how == "leader" else None
    return state_on(code, on or date.today()) if code else None


def _whole(flat: str, on: date | None) -> int | None:
    """Return the code of a mention that is nothing but a known form; 0 for a blocking phrase."""
    forms = lexicon().forms
    stem = _ARTICLE.sub("", flat)
    if flat in _ALONE:
        return _ALONE[flat]
    for form in dict.fromkeys((flat, stem, _POSSESSIVE.sub("", stem), plain(_POSSESSIVE.sub("", stem)))):
        if form in forms:
            if form.isascii() and form.isalpha() and form.isupper() and form != flat and len(form) < 3:
                continue
            sense = lexicon().meaning(form, on)
            if sense and form == flat and form in TONGUES:
                return 0  # a tongue, and a surname without its office
            if sense and sense.how != "leader" and _CIVIL.match(flat):
                return 0  # "Mr. Poland"
            if sense and sense.unsafe and sense.how == "alias" and form == flat:
                return 0  # "Emirates" without its article is an airline
            return sense.code if sense else 0
    low = _POSSESSIVE.sub("", stem)
    if low and low.islower() and low not in LOWER_OTHER:
        cased = next(
            (f for f in (low.title(), low.capitalize(), low.upper()) if f in forms and (len(low) > 3)), None
        )
        if cased:
            sense = lexicon().meaning(cased, on)
            return sense.code if sense else 0
    return None


def _opening(flat: str, on: date | None) -> int | None:
    """Return the code of an epithet in small letters that something is said of: "the world's largest democracy wants"."""
    parts = _ARTICLE.sub("", flat, count=1).split(" ")
    for n in range(min(7, len(parts) - 1), 1, -1):
        form = " ".join(parts[:n])
        if (
            form[0].islower()
            and form in lexicon().forms
            and VERB.match(parts[n - 1] + " " + parts[n], len(parts[n - 1]) + 1)
        ):
            sense = lexicon().meaning(form, on)
            return sense.code if sense else None
    return None


def _phrase(flat: str, on: date | None) -> int | None:
    some = SOME_STATE.match(flat)
    if some and VERB.match(flat, some.end()):
        return None
    found = [
        (s, e, sense)
        for s, e, sense in scan(flat, on)
        if means_state(flat, s, e, sense)
        or (s == 0 and sense.how == "leader" and SAID.match(flat[e:]))
        or (sense.unsafe and sense.how == "seat" and _seat(flat, s, e))
    ]
    if found and states_own(flat[found[0][1] :], found[0][2]):
        return found[0][2].code
    found = [
        f
        for f in found
        if not (
            GONE.search(flat[: f[1]])
            or PARTS.match(flat, f[0])
            or QUALIFIES.match(flat[f[1] :])
            or LED.match(flat[f[1] :])
            or AGAINST.search(flat[: f[0]])
        )
    ]
    if found and (
        _others(flat[found[0][1] :], found[0][2].how)
        or BODIES.search(flat[: found[0][0]])
        or TWO.search(flat)
    ):
        return None
    if not found:
        known = any(not sense.unsafe and sense.how != "leader" for _, _, sense in scan(flat, on))
        return None if known else _slip(flat, on)
    spans = [(s, e) for s, e, _ in found]
    found = [
        f
        for f in found
        if not (f[2].how == "capital" and (_is_place(flat[: f[0]]) or FELL.match(flat, f[1])))
        and (f[2].how == "leader" or not BESIDE.match(flat[f[1] :]))
    ]
    if not found:
        return None
    if not _is_head(flat, found[0][0], spans[-1][1], spans, found[0][2].how == "demonym"):
        # "Columbia's President Juan Manuel Santos"
        right = slipped_word(flat) if all(sense.how == "leader" for _, _, sense in found) else None
        return _phrase(right, on) if right else None
    codes = list(dict.fromkeys(sense.code for _, _, sense in found))
    if len(codes) == 1:
        return codes[0]
    if set(codes) == {484, 490} and flat[found[0][0] : found[0][1]] in ("Congo", "Congolese"):
        # The smaller Congo, said so by its capital; but an envoy sent there is the other's.
        return 490 if ENVOYS.search(flat) else 484
    # "the Chinese embassy in Moscow" is China's; "Russia and China" and "US-China" are two.
    end, nxt = found[0][1], next(f for f in found if f[2].code != codes[0])
    between = flat[end - 1 : nxt[0]]
    if ACTS_ON.match(between[1:]):
        return codes[0]
    verb = VERB.search(between)
    if verb:
        return None if " and " in between[: verb.start()] else codes[0]
    return codes[0] if BETWEEN.match(flat[end : nxt[0]]) and " and " not in between else None


def _others(after: str, how: How) -> bool:
    """Tell whether people of a state are meant that do not speak for it, and not those whom it acts on."""
    if not OTHERS.match(after) or ACTS.match(after):
        return False
    # "Laos bans opposition": after a name there is a verb; after an adjective it may be "exiled" or "armed".
    verb = how not in ("demonym", "leader") and (VERB.match("x" + after, 2) or ACTS_ALONE.match(after))
    return not verb


def _seat(flat: str, start: int, end: int) -> bool:
    """Tell whether a seat that is an everyday word too is meant: "the Diet", not "Diet Coke"."""
    the = flat[max(0, start - 4) : start].lower() == "the "
    return (the and not GOES_ON.match(flat[end:])) or (start == 0 and bool(VERB.match(flat, end + 1)))


def _is_place(before: str) -> bool:
    """Tell whether a capital is where something is: not of those who rule from it ("the leadership in Beijing")."""
    place = PLACE.search(before)
    if place is None:
        return bool(HIT.search(before))
    head = (place["head"] or "").rstrip(".")
    low = head.lower()
    if low in RULERS or (head[:1].isupper() and place.start() > 0 and head in words().government):
        return False
    if place["where"] in ("to", "from", "for", "into", "toward", "towards"):
        return not head or bool(MOTION.search(before[: place.end("head")]))
    return not (place["where"] == "of" and low in DEALINGS)


def _firm(word: str) -> bool:
    return word in FIRMS or word.endswith("maker")  # chipmaker, carmaker


def _is_head(flat: str, first: int, last: int, spans: list[tuple[int, int]], adjective: bool) -> bool:
    """Tell whether what stands beside the state's name leaves the phrase about the state."""
    w = words()
    spoken, shouted = False, flat.isupper()
    position = 0
    # "Anna Berg, the Norwegian defence minister": the name belongs to the office that follows.
    named = flat.rfind(", ", 0, first)
    said = [_POSSESSIVE.sub("", m[0]).lower() for m in _WORDS.finditer(flat, named)] if named > 0 else []
    if any(word in w.titles or _firm(word) for word in said):
        return True
    for match in _WORDS.finditer(flat):
        start, word = match.start(), match[0]
        inside = any(s <= start < e for s, e in spans)
        if inside:
            position += 1
            if word in w.government or word.endswith("'s") or flat[match.end() : match.end() + 2] == "'s":
                spoken = True
            continue
        if position and (
            word in PAST
            or flat[start - 2 : start] in (", ", ": ")
            or VERB.match(flat, start)
            or (word.islower() and word.endswith("s") and word not in NO_VERB)
            or shouted
            # "French Mirages bombed the column"
            or (adjective and word.endswith("s") and VERB.match(flat, match.end() + 1))
        ):
            spoken = True
            continue
        bare = _POSSESSIVE.sub("", word).rstrip(".")
        bare = (
            bare.rpartition("-")[2] if bare.startswith(("Vice-", "Ex-", "Then-", "Deputy-", "Co-")) else bare
        )
        if start == 0 and word in ("The", "A", "An"):
            continue
        if word in w.government or bare.lower() in w.titles or bare in w.government or _firm(bare):
            spoken = True
            continue
        if not word[0].isupper():
            continue
        if spoken or (start == 0 and (word in EPOCHS or ADJECTIVE.search(word))):
            continue
        if bare != word and match.end() + 1 == first:
            continue  # "Thatcher's Britain"
        if position and start < last:
            continue
        return False
    return True


def _slip(flat: str, on: date | None) -> int | None:
    """Return the code of a mention with a small slip of spelling."""
    bare = _POSSESSIVE.sub("", _ARTICLE.sub("", flat))
    code = slipped_name(bare, on) or slipped_leader(bare, on)
    if code is not None:
        return code
    right = slipped_word(flat)
    return _phrase(right, on) if right else None
