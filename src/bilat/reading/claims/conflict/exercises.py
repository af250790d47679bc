"""Joint military exercises of two states (`event`, with the root COOPERATE).

An exercise is joint where two states stand on the same side of it: both are its subject, or one takes part "with" the other.
What is held against, near or without a state is no exercise with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat.propositions import Event
from bilat.reading.claims.drafts import Draft, times, unordered_pairs
from bilat.reading.claims.language.lately import day_told
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["WHY", "find"]

_ROOT = "COOPERATE"
WHY = "joint exercise"

_NAMES = r"(?:exercises?|drills?|man(?:oe|e)uv(?:re|er)s?|war[- ]?games?)"
#: Words before the exercise: of what sort it is, whose, how many.
_WORD = r"(?:(?!(?:with|against|of|in|on|at|for|and|or|to|by|from|near|without|its|their|that|which)\b)[\w'-]+|‹\d{1,3}›|[⟨‹]\d{1,3}[⟩›](?:'s?)?|its|their)"
_NP = rf"(?P<np>(?:{_WORD}(?:,|,? and)? ){{0,7}}?(?:{_NAMES}|(?:joint|combined|bilateral|common) (?:\w+ ){{0,2}}?training(?: {_NAMES})?))\b"
_FORCES = r"(?:(?:own|armed|naval|air|ground|land|special|military|regular|allied) )*(?:forces?|troops|soldiers|sailors|airmen|army|armies|navy|navies|air forces?|military|militaries|units|marines|warships|ships|vessels|paratroopers|fleets?|counterparts?|ones)"
#: "Troops of", "the forces of": whose they are is with whom.
_THOSE = rf"(?:the |those |that |units |elements |some )*(?:(?:of|from) )?(?:the )?(?:{_FORCES} (?:of|from) )?(?:the )?"
_SIDE = r"(?:(?:together|jointly|along|side by side|in tandem|in concert) )?(?:with|alongside|beside)"
_WITH = rf"{_SIDE} {_THOSE}{{P:b}}"
#: Places, times and names between the exercise and with whom it was; nothing that turns it.
_BETWEEN = r"(?:,? (?!(?:against|without|near|off|aimed|simulating|that|which|who|after|before|because|despite|but|while|as|to)\b)(?:(?!\b(?:against|without|with|alongside|near|off|aimed|that|which|who|but|while)\b)(?:[^.;⟨‹]|(?<=in )⟨\d{1,3}⟩|(?<=off )⟨\d{1,3}⟩)){1,60}?)??"
_HELD = r"<hold|conduct|stage|carry out|run|organise|organize|mount|undertake|launch|begin|start|complete|finish|conclude|wrap up|resume|perform|have|do|execute|kick off|open|host|share>"
_JOINED = r"<take part|participate|engage|join|join forces|cooperate|co-operate|collaborate|be involved|be engaged|be partners|be participants|train|drill|work|come together|team up|meet|figure|partner>"
_TOGETHER = r"(?:together|jointly|in common|side by side|in tandem|alongside (?:each other|one another)|with (?:each other|one another))"
_PAIRED: tuple[str, ...] = (
    # "held a joint exercise with B"
    rf"{_HELD} {_NP}{_BETWEEN}(?: {_WITH})?",
    # "took part with B in a joint exercise", "took part in a joint exercise with B"
    rf"{_JOINED}(?: (?:{_TOGETHER}|\w+ly))?(?: {_SIDE} {_THOSE}{{P:c}}(?: {_FORCES})?)? (?:in|for|on|at|during) {_NP}{_BETWEEN}(?: {_WITH})?",
    # "joined B in a joint exercise", "joined B's troops for exercises"
    rf"<join> {_THOSE}{{P:b}}(?: {_FORCES})? (?:in|for|on|at) {_NP}",
    # "exercised together", "trained with B"
    rf"<exercise|train|drill|practise|practice|manoeuvre|maneuver>(?: (?:{_TOGETHER}|militarily|at sea|regularly|\w+ly))*(?P<np>)(?: (?:in|on|at|off) [^.;,⟨‹]{{1,30}}?)? {_WITH}",
    rf"<exercise|train|drill|practise|practice|manoeuvre|maneuver>(?: (?:militarily|regularly|at sea))*(?P<np>) {_TOGETHER}",
)
#: "Joint exercises of A and B took place", "were held by A and B", "there were no joint exercises between A and B".
_HAPPENED = r"(?:(?:(?:was|were|is|are|has been|have been|had been) (?P<not2>not |never )?(?:ever )?(?:held|conducted|staged|carried out|run|organi[sz]ed|mounted|undertaken|completed))|(?P<not3>did not |never )?(?:take|takes|took|taken|taking) place|happened|occurred|began|started|ended)"
_OF_TWO = rf"(?:(?:between|of|by|with|involving|among|from|for) {_THOSE}⟨(?P<a>\d{{1,3}})⟩(?: (?:and|with) {_THOSE}⟨(?P<b>\d{{1,3}})⟩)?)"
_NOMINAL: tuple[str, ...] = (
    rf"\b{_NP}{_BETWEEN} {_OF_TWO},? (?:[^.;,⟨‹]{{1,40}}? )??{_HAPPENED}",
    rf"\b{_NP}(?: [^.;,⟨‹]{{1,40}}?)?? {_HAPPENED}(?: [^.;,⟨‹]{{1,40}}?)?? {_OF_TWO}",
    rf"(?:\bthere (?:was|were|is|are|has been|have been|had been)(?P<not> not| never)?|\b(?:saw|witnessed|sees|brought)) {_NP}{_BETWEEN} {_OF_TWO}",
    rf"\b(?P<np>(?:[\w-]+ ){{0,3}}?[⟨‹](?P<a>\d{{1,3}})[⟩›](?:-[⟨‹](?P<b>\d{{1,3}})[⟩›])?(?:'s?)? (?:joint |combined |common )(?:\w+ ){{0,3}}?{_NAMES})(?: [^.;,⟨‹]{{1,40}}?)?? {_HAPPENED}",
)
#: "With B, A held joint exercises": with whom, put first.
_BEFORE = re.compile(
    r"(?:^|[,;] )\W*(?:(?:together|along|jointly|side by side) )?(?:with|alongside) (?:the )?⟨(?P<b>\d{1,3})⟩,? (?:in \d{4},? )?\Z",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\b(?:joint|combined|bilateral|multilateral|multinational|trilateral|common|shared)\b", re.IGNORECASE
)
_MILITARY = re.compile(
    r"\b(?:military|naval|navy|army|air|maritime|war|field|live-fire|amphibious|airborne|anti-\w+|counter-\w+|defen[cs]e|combat|command|submarine|missile|tank|artillery|landing|ground|land|sea|fleet|marine|paratroop\w*|peacekeeping|nuclear|winter|cold-weather)\b|\bwar[- ]?games?\b|\bman(?:oe|e)uv",
    re.IGNORECASE,
)
#: What is exercised by others than armies, and exercises that are none.
_OTHER = re.compile(
    r"\b(?:rescue|disaster|relief|police|cyber\w*|economic|trade|budget\w*|fiscal|mapping|planning|drafting|diplomatic|fire|earthquake|evacuation|medical|health|coast ?guards?|school|academic|customs|border|balancing|accounting|legal|branding|public relations|electoral|political|oil|offshore|separate|rival|own|respective|competing|unilateral|simultaneous|parallel|planned|proposed|possible|future|cancelled|postponed|upcoming)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(r"\b(?:planned|scheduled|proposed|postponed|cancell?ed|called off)\b", re.IGNORECASE)
#: "More exercises than", "fewer", "the largest number of": how many is another claim.
_HOW_MANY = re.compile(
    r"\b(?:more|fewer|less|most|many|few|half|twice|double|triple|enough|number|hardly|fewest|majority)\b(?! or less)",
    re.IGNORECASE,
)
_AT_LEAST_ONE = re.compile(
    r"\b(?:at least one|one or more|more than one|at least an?)\b|\bmany\b(?! (?:as|more))", re.IGNORECASE
)
_COMPARED = re.compile(
    r"\b(?:than|as (?:often|many|frequently) as|twice as|times as|no more|no fewer)\b", re.IGNORECASE
)
_NO = re.compile(
    r"^(?:no|not a single|not one|not any|zero|neither|none of the|never an?)\b|^(?:at )?no\b", re.IGNORECASE
)
_NO_BEFORE = re.compile(r"\b(?:no|never|not (?:one|a single)) \Z", re.IGNORECASE)
_NEITHER_TIME = re.compile(r"\bneither (?:in|during|before|after|then)\b", re.IGNORECASE)
#: An exercise of something, or in it, that no army holds.
_OF_THE_MIND = re.compile(
    r"\A (?:of|in) (?:\w+ )?(?:power|futility|diplomacy|democracy|self-\w+|propaganda|restraint|rhetoric|nation-building|state-building|relations|hypocrisy|deception|rights?|sovereignty|authority|jurisdiction|control|influence|vetoe?s?|planning|persuasion|statecraft)\b",
    re.IGNORECASE,
)
#: What is taken back or left out after it was said: only a part made whole has that.
_TAKEN_BACK = re.compile(
    r"\A[^.;]{0,80}?\b(?:but not|but never|except|other than|apart from|not counting|and not)\b"
)
#: "Russia's and India's navies": the first of two owners.
_ALSO = re.compile(r"[⟨‹](?P<a>\d{1,3})[⟩›](?:'s?)?(?:,| and|, and) (?:the )?\Z")
#: Each of them for itself.
_APART = re.compile(
    r"\b(?:separately|each (?!other)|individually|respectively|on (?:its|their) own|independently|apart from each other)\b"
)
#: "Trained together" of others than armies, for other ends.
_NO_ARMY = re.compile(
    r"\b(?:athletes|teams?|doctors|students|police(?:men)?|pilots for|astronauts|cosmonauts|engineers|diplomats|teachers|scientists|firefighters|nurses|players|gymnasts|skiers|swimmers|squads?|veto|restraint|caution|influence|power|patience|control|rights?|authority)\b",
    re.IGNORECASE,
)
_EVERY_YEAR = re.compile(
    r"\b(?:every|each) (?:single )?year\b|\byear after year\b|\bannually\b", re.IGNORECASE
)
#: Which of their exercises it was.
_TURN = re.compile(r"\bfor the (?:very )?(?:first|second|third|last) time\b", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:not|never) (?:as )?yet\b|\byet to\b|\bstill (?:not|never)\b", re.IGNORECASE)


def find(m: Marked) -> Iterator[Draft]:
    """Find joint exercises, pair by pair."""
    yield from _held(m)
    yield from _nominal(m)


def _held(m: Marked) -> Iterator[Draft]:
    for pattern in _PAIRED:
        for hit in m.hits(pattern):
            match, group = hit.match, hit.group
            what = match["np"] or ""
            heard = match.group(0)
            if not group.real or group.subject is None or (group.passive and " in " not in heard):
                continue
            number = match["b"] if "b" in match.groupdict() else None
            number = number or match.groupdict().get("c")
            if not _is_one(m, what, heard, match.start(), match.end(), together=pattern in _PAIRED[3:]):
                continue
            subject = m.subject(group)
            if number is None:
                first = _BEFORE.search(m.text, 0, group.start)
                number = first["b"] if first else None
            elif not _of_forces(m, number, match.end()):
                continue
            targets = m.codes(number, without=subject) if number else ()
            joint = bool(number) or pattern == _PAIRED[-1] or _JOINT.search(what) or " together" in heard
            if not joint and (not _MILITARY.search(what) or " both " in f" {m.text.lower()}"):
                continue
            also = _ALSO.search(m.text, 0, group.start)
            if also:
                subject = tuple(dict.fromkeys((*m.codes(also["a"]), *subject)))
            negated = hit.negated != bool(_NO.match(what))
            yield from _pairs(
                m,
                subject,
                targets,
                negated,
                group.start,
                match.end(),
                match.start(),
                slots=(group.subject, number),
            )


def _nominal(m: Marked) -> Iterator[Draft]:
    for pattern in _NOMINAL:
        for match in m.finds(pattern):
            named = match.groupdict()
            what = match["np"]
            if (
                m.group(match.start()).modal
                or _planned(m, match.start(), match.end())
                or not _is_one(m, what, match.group(0), match.start(), match.end(), together=False)
            ):
                continue
            first, second = m.codes(match["a"]), m.codes(named["b"]) if named["b"] else ()
            denied = bool(_NO.match(what) or _NO_BEFORE.search(m.text, 0, match.start()))
            denied = denied != any(named.get(name) for name in ("not", "not2", "not3"))
            yield from _pairs(
                m,
                first,
                second,
                denied,
                match.start(),
                match.end(),
                match.start(),
                slots=(match["a"], named["b"]),
            )


def _planned(m: Marked, start: int, end: int) -> bool:
    """Say whether what a noun names was not held: planned, or called off."""
    return (
        re.search(
            r"\b(?:will|would|could|may|might|should|if|unless|plan\w*|propos\w*|cancel\w*|postpon\w*|called off|scrapped|suspend\w*|expected|due|calls? for)\b",
            m.text[m.clause_start(start) : m.clause_end(end)],
        )
        is not None
    )


def _is_one(m: Marked, what: str, heard: str, start: int, end: int, *, together: bool) -> bool:
    """Say whether words name an exercise of armies, and neither how many nor of each alone."""
    clause = m.text[m.clause_start(start) : m.clause_end(end)]
    if _APART.search(clause) or _COMPARED.search(clause) or _PLANNED.search(heard):
        return False
    if (
        _NEITHER_TIME.search(m.text)
        or _TAKEN_BACK.search(m.text[end:])
        or _OF_THE_MIND.search(m.text[end:])
        or _OF_THE_MIND.search(heard[heard.find(what) + len(what) :])
    ):
        return False
    if together:
        low, high = m.traced.origin(m.clause_start(start), m.clause_end(end))
        return not _NO_ARMY.search(m.source[low:high])
    counted = _HOW_MANY.search(_AT_LEAST_ONE.sub("", what))
    named = _JOINT.search(what) or _MILITARY.search(what) or re.search(r"\b(?:with|alongside)\b", heard)
    return not counted and not _OTHER.search(what) and bool(named)


def _of_forces(m: Marked, number: str, end: int) -> bool:
    """Say whether "with A's" goes on to its armies: with its neighbours or clients is not with it."""
    found = list(re.finditer(rf"([⟨‹]){number}[⟩›]('s?)?", m.text[:end]))
    if not found:
        return True
    last = found[-1]
    if last[1] == "⟨" and not last[2]:
        return True
    after = m.text[last.end() :]
    if re.match(rf" {_FORCES}\b", after):
        return True
    # "with the Russians", "with the Chinese": no noun follows
    return last[2] is None and re.match(r"(?:[.,;:?!)]|$| (?:in|on|at|from|between|since|during|until|before|after|for|off|and|but|that|this|last)\b)", after) is not None  # fmt: skip


def _pairs(
    m: Marked,
    first: tuple[str, ...],
    second: tuple[str, ...],
    negated: bool,
    start: int,
    end: int,
    verb: int,
    *,
    slots: tuple[int | str | None, int | str | None],
) -> Iterator[Draft]:
    if second:
        pairs = list(unordered_pairs(first, second))
    elif len(first) >= 2:
        pairs = list(unordered_pairs(first))
        if len(first) > 2 and negated:
            return  # "A, B and C held none": two of them may have
    else:
        return
    if len(pairs) > 1 and not negated and any(_or(m, slot) for slot in slots):
        return  # "with B or C": one of them is enough
    stop = m.clause_end(end)
    action = m.words(verb, min(stop, end + 140)) or m.words(verb, end)
    if _EVERY_YEAR.search(m.text, m.clause_start(start), stop) and not _EVERY_YEAR.search(action):
        action += ", every year"
    turn = _TURN.search(m.text, m.clause_start(start), stop)
    if turn and turn[0].lower() not in action.lower():
        action += f", {turn[0].lower()}"
    when = times(m.window(start, end))
    not_yet = _NOT_YET.search(m.text, m.clause_start(start), stop) or _NOT_YET.search(m.source)
    if negated and not_yet and when["since"] == when["until"]:
        when["since"] = None  # "had not yet in 1995": nor in any year before
    if m.ctx.on is not None and not any(when.values()):
        when["dated"] = day_told(m.words(start, stop), m.ctx.on)
    for a, b in pairs:
        claim = Event(source=a, target=b, action=action[:200], root=_ROOT, negated=negated, **when)
        yield Draft(claim, start, stop, WHY)


def _or(m: Marked, number: int | str | None) -> bool:
    if number is None:
        return False
    slot = m.slots[int(number)]
    return re.search(r"\bor\b", m.source[slot.start : slot.end]) is not None
