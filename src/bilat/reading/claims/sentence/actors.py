"""Actors in a sentence: states and organisations, collapsed to one mark each, with lists as one noun phrase.

After marking, "Russian President Vladimir Putin", "the Kremlin" and "Russia" are each one mark ``⟨n⟩``, so is
the list "Vietnam, India and Egypt"; an adjective that qualifies some other noun ("Russian oil") is ``‹n›``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bilat import states
from bilat.reading.claims.language.grammar import Traced
from bilat.reading.claims.language.organisations import find_organisations
from bilat.reading.claims.language.windows import explicit_year, lowered

__all__ = ["Slot", "mark_actors"]

_N, _X, _J = r"⟨(\d{1,3})⟩", r"[⟨‹](\d{1,3})[⟩›]", r"‹(\d{1,3})›"

_HEAD = (
    r"(?:governments?|authorities|leadership|regimes?|leaders?|diplomats?|delegations?|delegates?|representatives?|ambassadors?|envoys?"
    r"|troops|forces|army|armies|navy|navies|military|militaries|air force|warplanes|soldiers|parliament|administrations?|side"
    r"|foreign ministry|foreign ministries|state|states|premiers?|presidents?|prime ministers?|chancellors?|foreign ministers?|defen[cs]e ministers?|foreign secretar(?:y|ies)"
    r"|kings?|emperor|monarch|dictators?|dictatorship|junta|Communist Party|rulers?|policymakers|strongman|Secretary of State|secretary of state|vice president|mission)"
)
_NOT_HEAD = (
    r"(?! (?:aid|assistance|support|equipment|hardware|exports?|imports?|ties|cooperation|alliances?|spending|budget|bases?|presence|intervention"
    r"|action|exercises?|relations|suppl\w+|sales?|technology|power|pact|doctrine|campaign|operations?|strikes?|occupation|invasion|build-?up"
    r"|intelligence|partners?|rival\w*|dispute\w*|debt|bonds?|media|television|news|visit|election|elections|of emergency|of mind|owned|departments?|spokes\w+|agreement|accord)\b)(?!-)"
)
_MOD = (
    r"(?:(?:UN|U\.N\.|military|armed|ground|then|new|former|foreign|permanent|top|senior|communist|Communist|security|central|federal|ruling"
    r"|defen[cs]e|naval|air|special|deputy|Deputy|vice|Vice|military|border|late|then-|Foreign|Prime|Defen[cs]e|revolutionary|socialist) ){0,3}"
)
_NAME = r"(?: (?!Security|General|Human|United|UN\b|On\b|In\b)[A-Z][\w.'-]+){1,3}"
_TITLE = r"(?i:president|prime minister|premier|chancellor|foreign minister|leader|defen[cs]e minister|secretary of state|foreign secretary|king|emperor|dictator|strongman|ambassador|envoy|general secretary)"

_POSSESSED = re.compile(rf"{_X}(?:'s?|-led)? {_MOD}(?i:{_HEAD})\b{_NOT_HEAD}")
_TITLED = re.compile(rf"(?<=[\w⟩] )?{_X}(?:'s)? {_MOD}{_TITLE}(?:{_NAME})(?! ⟨)")
_TITLE_MARK = re.compile(rf"\b(?:the )?(?:{_MOD}){_TITLE} {_N}", re.IGNORECASE)
_SAME = re.compile(r"⟨(\d{1,3})⟩ ⟨(\d{1,3})⟩(?!,? (?:and|or)\b)")
_OF = re.compile(
    rf"\b(?:[Tt]he )?(?:{_MOD})(?i:governments?|peoples?|leaders?|leaderships?|presidents?|prime ministers?|foreign ministers?|delegations?|ambassadors?|representatives?|troops|forces|armies|armed forces|king|Republic|Kingdom) of {_N}"
)
_SEAT = re.compile(
    rf"\b(?:[Tt]he )?(?:[a-z]+ )?(?i:regimes?|governments?|leaders?|leaderships?|authorities|rulers|junta|administration) in {_N}"
)
_DET = re.compile(rf"\b[Tt]he ({_N})")
_ADJ_NOUN = re.compile(
    rf"\b([Tt]he) {_J}(?= (?:has|have|had|did|do|were|was|are|will|would|abstained|vetoed|voted|\w+ed|then|also|never)\b|,|\.|$)"
)

_HALF = {"korea": ("PRK", "KOR"), "vietn": ("VNM", "VDR"), "yemen": ("YEM", "YMD"), "germa": ("DEU", "DDR")}
_HALVES = re.compile(
    r"\b(?:(?:North and South|South and North|East and West|West and East) (?P<name>Korea|Vietnam|Yemen|Germany)|(?:[Tt]he two|[Bb]oth|[Tt]he) (?P<plural>Koreas|Vietnams|Yemens|Germanys|Germanies))\b"
)
_PREFIXES = {
    "sino": "CHN",
    "russo": "RUS",
    "franco": "FRA",
    "anglo": "GBR",
    "indo": "IND",
    "greco": "GRC",
    "italo": "ITA",
    "austro": "AUT",
    "turco": "TUR",
    "americano": "USA",
    "nippo": "JPN",
    "serbo": "SRB",
    "perso": "IRN",
}
_PREFIX = re.compile(rf"\b({'|'.join(_PREFIXES)})[-/]{_X}", re.IGNORECASE)
_COMPOUND = re.compile(rf"{_X}(?:-|–|/| - | – ){_X}(?:(?:-|–|/){_X})?")
_LED = re.compile(r"⟨(\d{1,3})⟩(?=-[a-z])")

#: "Poland's own trade with Russia".
_OWN = re.compile(r"([⟨‹]\d{1,3}[⟩›](?:'s?)?) own(?= [a-z])")
#: What "the two" are called; with their ends.
_SIDES = (
    "countries", "sides", "nations", "states", "powers", "bors", "bours", "capitals", "governments", "leaders", "presidents", "giants",
    "rivals", "allies", "partners", "parties", "peoples", "economies",
)  # fmt: skip
_TWO = re.compile(
    r"\b(?:(?:the|these|those|our) two|both(?: of (?:the|these))?(?: two)?|the) (?:(?:big|great|major|nuclear|nuclear-armed|neighbou?ring|Asian|European|African|Arab|Eurasian|communist|Cold War|former) )*"
    r"(countries|sides|nations|states|powers|neighbou?rs|capitals|governments|leaders|presidents|superpowers|giants|rivals|allies|partners|parties|peoples|economies)\b(?! (?:of|to)\b)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(It|it|They|they|he|He|she|She|Both(?= (?:have|are|were|had|belong|signed|voted|abstained|joined|claim|vetoed))|both(?= (?:have|are|were|had|belong|signed|voted|abstained|joined|claim|vetoed))|[Tt]he country(?!'s)|[Tt]he former)(?= [a-z])"
    # "embargoed it.": what is done to a state, at the end
    r"|(?:(?<=embargoed )|(?<=sanctioned )|(?<=invaded )|(?<=attacked )|(?<=armed )|(?<=boycotted )|(?<=occupied )|(?<=annexed )|(?<=recognised )|(?<=recognized ))(it)(?=[.,;?!]|$)"
)
#: "The two have no pact", "trade between the two", "between them": the pair without a noun.
_PAIR_ALONE = re.compile(
    r"\b(?:(?P<subject>[Tt]he two)(?= (?:have|had|are|were|do|did|belong|share|fought|met|never|also|both|still|then|again|now|remain|each|trade|agree|disagree|claim|sign|vote|normali[sz]e|\w{2,}ed)\b)"
    r"|(?<=between )(?P<object>the two|them)(?=[.,;:?!)]| (?:has|have|is|are|was|were|had|rose|fell|grew|shrank|since|in|by|from|at|more|again|now|today|until|for|that|which|and|began|broke|ended|\w+ed)\b|$))"
)
#: "Neither is a member": said of both, denied of each.
_NEITHER = re.compile(
    r"\b[Nn]either(?: of (?:them|the two(?: countries| states)?)| (?:country|state|side|nation|power|government|neighbou?r))?(?= (?:has|have|is|are|was|were|had|did|does|belongs?|recogni[sz]es|\w{2,}ed)\b)(?![^.;,]{0,40} nor\b)"
)
#: "It left the former in 1973": the first or second of the last two named.
_FORMER = re.compile(
    r"\b[Tt]he (?P<which>former|latter)\b(?=[.,;]|$| (?:in|on|from|to|with|by|at|of|and|but|is|was|has|had|did|does|will|would|never|also|then|later|abstained|left|sold|bought|fought|\w{2,}ed|\w{2,}s)\b)"
)
_ONE_MARK = re.compile(r"[⟨‹](\d{1,3})[⟩›]")
#: "It's also in the Union", "they've signed".
_SHORTENED = re.compile(r"\b(?P<who>[Ii]t|[Tt]hey|[Hh]e|[Ss]he)[’'](?P<verb>s|re|ve)(?= (?P<next>\w+))")
#: "It should be remembered that", "it goes without saying that": nobody is meant.
_EMPTY_IT = re.compile(
    r" (?:should|must|can|may|might|ought to|needs to|has to|bears|is worth|goes) (?:[a-z]+ ){1,4}?that\b"
)
_THEIRS = re.compile(
    r"\b(its|Its|his country's|her country's|their country's|the country's|The country's|his|her|their|Their)(?= [a-z])"
)

#: "All three left the union": a list of so many named before.
_ALL_OF_THEM = re.compile(
    r"\b(?:[Aa]ll|[Tt]he) (?P<n>three|four|five|six|seven|eight)(?: of them| countries| states| nations| governments)?(?= (?:have|had|are|were|did|do|also|later|then|never|belong|claim|share|vote|border|voted|abstained|joined|left|signed|\w{2,}ed)\b)"
)
_COUNTS = dict(zip(["three", "four", "five", "six", "seven", "eight"], range(3, 9), strict=True))

Ref = Literal["pair", "it", "its", "their", "several"]


@dataclass(slots=True)
class Slot:
    """One marked actor or list of actors.

    Attributes
    ----------
    codes
        ISO3 codes or organisation keys; empty for a reference until it is resolved.
    start, end
        Where it stands in the first text.
    how
        ``name``, ``demonym``, ``leader``, ``capital``, ``seat``, ``alias``, ``organisation`` or ``reference``.
    ref
        What kind of reference it is: "the two countries", "it", "its", "their".
    joined
        The word that joins a list: ``and``, ``or``, ``nor``.
    era
        First and last year of a name that is out of use on the day spoken from ("the Soviet Union" in 2020).
    count
        How many states "all three" stands for.
    """

    codes: tuple[str, ...]
    start: int
    end: int
    how: str
    ref: Ref | None = None
    joined: str | None = None
    era: tuple[int, int] | None = None
    count: int | None = None


def mark_actors(traced: Traced, on: date) -> list[Slot]:
    """Collapse every actor of `traced` to a mark and return the slots the marks point to."""
    slots: list[Slot] = []
    _mentions(traced, on, slots)
    text = traced.text
    if (
        not slots
        and not (_names_sides(text) and traced.search(_TWO))
        and not any(traced.search(p) for p in (_PRONOUN, _PAIR_ALONE, _NEITHER))
    ):
        return slots
    traced.sub(_OWN, lambda m: m[1])
    _references(traced, slots)
    _compounds(traced, slots)
    _lists(traced, slots, adjectives=True)
    _grow(traced, slots)
    traced.sub(_DET, lambda m: m.group(1))
    _lists(traced, slots, adjectives=False)
    traced.sub(_SEAT, lambda m: f"⟨{m.group(1)}⟩")
    traced.sub(_OF, lambda m: f"⟨{m.group(m.lastindex or 1)}⟩")
    traced.sub(_SAME, lambda m: _same(slots, int(m[1]), int(m[2])))
    _lists(traced, slots, adjectives=False)
    return slots


def _names_sides(text: str) -> bool:
    """Say whether "the two countries" or the like may stand in a text; the pattern for it is slow to say no."""
    low = lowered(text)
    return any(word in low for word in _SIDES)


def _mentions(traced: Traced, on: date, slots: list[Slot]) -> None:
    text = traced.text
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, int, str, str]] = []
    eras: dict[int, tuple[int, int]] = {}
    halves: list[tuple[int, int, tuple[str, str]]] = []

    def add(start: int, end: int, code: str, how: str) -> None:
        if all(end <= s or start >= e for s, e in taken):
            taken.append((start, end))
            found.append((start, end, code, how))

    year = explicit_year(text)
    days = [on] if year is None or year >= on.year else [date(year, 7, 1), on]
    for half in traced.each(_HALVES):
        # "North and South Korea", "the two Koreas": two states under one noun.
        taken.append(half.span())
        halves.append((half.start(), half.end(), _HALF[(half["name"] or half["plural"]).lower()[:5]]))
    for start, end, key in find_organisations(traced):
        add(start, end, key, "organisation")
    for day in days:
        for m in states.mentions(text, day):
            # "UN" inside "UN Security Council" and so on belong to the organisation.
            of = states.era(m.text, m.state.code, on) if year is None and m.how != "leader" else None
            if of is not None:
                eras[m.start] = of
            add(m.start, m.end, states.iso3(m.state.code, of[1] - 1) if of else m.state.iso3, m.how)
    each: list[tuple[int, int, tuple[str, ...], str]] = [(s, e, (code,), how) for s, e, code, how in found]
    each += [(s, e, codes, "name") for s, e, codes in halves]
    for start, end, codes, how in sorted(each, reverse=True):
        joined = "and" if len(codes) > 1 else None
        slots.append(Slot(codes, *traced.origin(start, end), how, joined=joined, era=eras.get(start)))
        adjective = how == "demonym"
        n = len(slots) - 1
        traced.replace(start, end, f"‹{n}›" if adjective else f"⟨{n}⟩")


def _references(traced: Traced, slots: list[Slot]) -> None:
    def make(ref: Ref, mark: str) -> Callable[[re.Match[str]], str]:
        def inner(m: re.Match[str]) -> str:
            start, end = traced.origin(m.start(), m.end())
            slots.append(Slot((), start, end, "reference", ref))
            return mark.format(len(slots) - 1)

        return inner

    def two(m: re.Match[str]) -> str | None:
        words = m.group(0).lower()
        plain = words.startswith("the ") and not words.startswith("the two")
        if plain and m.group(1).lower() not in ("sides",):
            return None
        return make("pair", "⟨{}⟩")(m)

    def pronoun(m: re.Match[str]) -> str | None:
        word = m.group(0).lower()
        if word == "it" and _EMPTY_IT.match(traced.text, m.end()):
            return None
        if (
            word == "it"
            and re.match(
                r" (?:is|was|would be|will be|may be|has been|seems|is not|was not) (?:not |also |now |clearly |\w+ly )?(?:in|a|an|the|likely|unlikely|possible|clear|true|time|hard|easy|not|believed|thought|said|expected|reported|false|untrue|wrong|incorrect|correct|right|undeniable|indisputable|(?:\w+ ){1,2}that)\b",
                traced.text[m.end() :],
            )
            and not re.match(
                r" (?:is|was) (?:(?:not|also|still|now|already) ){0,2}(?:in(?: the)?|an?|the) (?:[⟨‹]|(?:founding |full )?member|ally|part)",
                traced.text[m.end() :],
            )
        ):
            return None
        ref: Ref = "pair" if word in ("they", "both") else "it"
        return make(ref, "⟨{}⟩")(m)

    def theirs(m: re.Match[str]) -> str:
        ref: Ref = "their" if m.group(1).lower() == "their" else "its"
        return make(ref, "‹{}›")(m)

    def neither(m: re.Match[str]) -> str:
        start, end = traced.origin(m.start(), m.end())
        slots.append(Slot((), start, end, "reference", "pair", joined="nor"))
        return f"neither ⟨{len(slots) - 1}⟩"

    def former(m: re.Match[str]) -> str | None:
        named = list(dict.fromkeys(int(n) for n in _ONE_MARK.findall(m.string[: m.start()])))
        named = [n for n in named if len(slots[n].codes) == 1]
        return f"⟨{named[-2 if m['which'] == 'former' else -1]}⟩" if len(named) > 1 else None

    def several(m: re.Match[str]) -> str:
        start, end = traced.origin(m.start(), m.end())
        slots.append(Slot((), start, end, "reference", "several", joined="and", count=_COUNTS[m["n"]]))
        return f"⟨{len(slots) - 1}⟩"

    if re.search(r"\b(?:[Aa]ll|[Tt]he) (?:three|four|five|six|seven|eight)\b", traced.text):
        traced.sub(_ALL_OF_THEM, several)
    if "former" in traced.text or "latter" in traced.text:
        traced.sub(_FORMER, former)
    traced.sub(_SHORTENED, _written_out)
    if _names_sides(traced.text):
        traced.sub(_TWO, two)
    if "two" in traced.text or "them" in traced.text:
        traced.sub(_PAIR_ALONE, make("pair", "⟨{}⟩"))
    if "either" in traced.text:
        traced.sub(_NEITHER, neither)
    traced.sub(_PRONOUN, pronoun)
    traced.sub(_THEIRS, theirs)


def _written_out(m: re.Match[str]) -> str:
    perfect = m["verb"] == "s" and re.fullmatch(r"been|had|got|never|always|\w{2,}ed", m["next"])
    return f"{m['who']} {'has' if perfect else {'s': 'is', 're': 'are', 've': 'have'}[m['verb']]}"


def _merge(slots: list[Slot], numbers: list[int], how: str, joined: str | None) -> int:
    codes: list[str] = []
    for n in numbers:
        codes += [c for c in slots[n].codes if c not in codes]
    refs = [slots[n].ref for n in numbers if slots[n].ref]
    first, last = min(slots[n].start for n in numbers), max(slots[n].end for n in numbers)
    slots.append(Slot(tuple(codes), first, last, how, refs[0] if refs and not codes else None, joined))
    return len(slots) - 1


def _compounds(traced: Traced, slots: list[Slot]) -> None:
    def prefix(m: re.Match[str]) -> str:
        slots.append(Slot((_PREFIXES[m[1].lower()],), *traced.origin(m.start(1), m.end(1)), "demonym"))
        return f"‹{_merge(slots, [len(slots) - 1, int(m[2])], 'compound', 'and')}›"

    def compound(m: re.Match[str]) -> str | None:
        numbers = [int(g) for g in m.groups() if g]
        if any(slots[n].ref for n in numbers):
            return None
        return f"‹{_merge(slots, numbers, 'compound', 'and')}›"

    traced.sub(_PREFIX, prefix)
    traced.sub(_COMPOUND, compound)
    traced.sub(_LED, lambda m: f"‹{m[1]}›")


def _same(slots: list[Slot], a: int, b: int) -> str | None:
    """Join an actor and its name in apposition: "the Kremlin's ⟨leader⟩ ⟨Putin⟩"."""
    one, two = slots[a], slots[b]
    if one.codes == two.codes and one.codes and not one.ref and not two.ref:
        return f"⟨{_merge(slots, [a, b], two.how, None)}⟩"
    return None


def _grow(traced: Traced, slots: list[Slot]) -> None:
    traced.sub(_TITLED, lambda m: _titled(slots, m))
    traced.sub(_POSSESSED, lambda m: None if slots[int(m[1])].ref in ("its", "their") else f"⟨{m[1]}⟩")
    if any(slot.how == "leader" for slot in slots):
        traced.sub(_TITLE_MARK, lambda m: f"⟨{m[1]}⟩" if slots[int(m[1])].how == "leader" else None)
    traced.sub(_SAME, lambda m: _same(slots, int(m[1]), int(m[2])))
    traced.sub(_ADJ_NOUN, lambda m: f"{m[1]} ⟨{m[2]}⟩")


def _titled(slots: list[Slot], m: re.Match[str]) -> str | None:
    return None if slots[int(m[1])].ref else f"⟨{m[1]}⟩"


_AND = r"(?:,? and|,? or|,? nor|,? as well as|,? along with|,? together with|,? &|,)(?: (?:also|even|later|then|both))?"
_FINITE = (
    r"(?: (?:also|both|later|then|still|never|each|all|now|\w+ly))? (?:has|is|was|does|did|had|will|would|should|voted|abstained|vetoed|sold|sells|bought|buys|joined|left|signed"
    r"|\w{2,}(?<!relat)(?<!bas)ed|imposed|invaded|supplied|supplies|supports|opposes|pledged|wants|fought|met|could|may|might|accused|backed|rejected)\b"
)
_LISTS = {
    mark: re.compile(
        rf"(?P<lead>(?i:\b(?:both|neither|either|between) )(?:the )?)?{mark}(?:(?:,| ) ?(?:the )?{mark})*?(?:(?P<sep>{_AND}) (?:the )?{mark})+"
    )
    for mark in (_J, _N)
}
_OBJECT_LEFT = re.compile(
    r"(?:\b(?:to|with|of|from|against|by|for|on|over|in|at|into|near|towards?|arms|armed|sanctioned|invaded|attacked|supports?|backs?|and) )$"
)


def _lists(traced: Traced, slots: list[Slot], *, adjectives: bool) -> None:
    mark, opening, closing = (_J, "‹", "›") if adjectives else (_N, "⟨", "⟩")
    if traced.text.count(opening) < 2:
        return

    def join(m: re.Match[str]) -> str | None:
        body = m.group(0)[len(m.group("lead") or "") :]
        numbers = [int(n) for n in re.findall(mark, body)]
        if adjectives and any(slots[n].ref for n in numbers):
            return None
        if any(slots[n].ref == "its" for n in numbers):
            return None
        lead = (m.group("lead") or "").strip().lower().split(" ")[0]
        if not lead and any(slots[n].ref in ("pair", "several") for n in numbers[1:]):
            return None  # "... belong to N, and both are members of M": a clause of its own
        after, before = traced.text[m.end() :], traced.text[: m.start()]
        if not lead and not adjectives and re.match(_FINITE, after) and _OBJECT_LEFT.search(before):
            return None
        # "A was allied to B, and C to D": C begins a part of its own
        apart = re.match(r" (to|with|from|in|of|against) (?:the )?⟨", after)
        if not lead and not adjectives and apart and before.endswith(f" {apart[1]} "):
            return None
        # "In 1990 Iraq, Kuwait ..." is no list without a joining word; a comma list needs one somewhere.
        joined_by = re.search(r"\b(?:and|or|nor|as well as|along with|together with)\b|&", body)
        open_end = re.match(r",? (?:and (?:other|several|most|many)|among others)", after)
        if not joined_by and len(numbers) < 3 and not lead and not open_end:
            return None
        joined = "nor" if lead == "neither" or " nor " in body else "or" if " or " in body else "and"
        number = _merge(slots, numbers, slots[numbers[-1]].how, joined)
        keep = "between " if lead == "between" else ""
        if lead == "neither":
            keep = "neither "
        return f"{keep}{opening}{number}{closing}"

    traced.sub(_LISTS[mark], join)
