"""What will or would happen, under what condition (`forecast`). Never judged true or false."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bilat.propositions import Forecast
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.language.clauses import clause_end
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["ABLE", "BOUND", "conditions", "find", "suppositions"]

_GATE = re.compile(
    r"\b(?:will|would|shall|could|may|might|going to|likel(?:y|ier)|unlikely|expected to|set to|poised to|about to|bound to|should|were|if|unless|until|in the event|in case|expects?|plans?|sees?|threaten(?:s|ed)|offer(?:s|ed)|pledged?|vow(?:s|ed)|promis(?:es|ed)|(?:certain|sure|due|destined) to|heading|headed|matter of time|question of time|cannot|can not|faces?|chances?|odds|probability|likelihood)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?P<modal>will|would|shall|(?:is|are) (?:not|never|now|still) (?:going|likely|expected|set|about) to|(?:is|are) (?:going|set|likely|likelier|unlikely|very likely|highly likely|more likely|less likely|expected|poised|about|certain|sure|almost certain|bound|due|destined|projected|predicted|forecast) to(?! (?:the )?[⟨‹])|cannot|can not|could|(?-i:may)|might)\b(?P<adv>(?: (?:also|still|not|never|then|soon|eventually|probably|almost certainly|certainly|no longer|likely|even|again|simply|almost|only|\w+ly))*)",
    re.IGNORECASE,
)
_CONDITIONS = (
    re.compile(
        r"\b(?P<c>[Ii]n (?:the event|case) (?:of|that) [^,.;]{2,120}?)(?=,|\.|;|$| (?:⟨\d+⟩ )?(?:will|would|could|may|might|is likely)\b)"
    ),
    re.compile(
        r"\b(?P<c>(?:[Ii]f(?! (?:anything|need be|ever|so)\b,)|[Uu]nless|[Ee]ven if|[Oo]nly if|[Pp]rovided(?: that)?|[Aa]s long as|[Oo]nce|[Ww]hen|[Ss]o long as|[Ii]n case|[Aa]ssuming|[Ss]upposing|[Ss]hould|[Aa]s soon as|[Tt]he moment(?= (?!of\b))|[Ww]henever|[Oo]n (?:the )?condition that) [^,;.]{3,140}?)(?=,|\.|;|$| then\b| (?:⟨\d+⟩ )(?:will|would|is likely|could|may|might)\b| (?:will|would|can|could) ⟨)"
    ),
    re.compile(
        r"^\W*(?P<c>(?:Were|Had) (?:(?:⟨\d+⟩|‹\d+› \w+|it|they|he|she) |(?:the|an?|its|their|his|her|these|those|no) (?:[\w-]+ ){1,6}?)[^,;.]{3,140}?)(?=,)"
    ),
    re.compile(r"^\W*(?P<c>Suppose (?:that )?[^:;.]{3,140}?)(?=:|, )"),
    re.compile(
        r"(?:^\W*|, )(?P<c>(?:[Bb]arring|[Aa]bsent|[Gg]iven) (?!by\b|to\b|the fact\b)[^,;.]{3,120}?)(?=,)"
    ),
    re.compile(r"\b(?P<c>[Ii]n (?:return|exchange) for [^,;.]{3,120}?)(?=,|\.|;|$)"),
    re.compile(r"\b(?P<c>(?:[Uu]ntil|[Bb]efore|[Ww]ithout) [^,;.]{3,120}?)(?=,|\.|;|$)"),
)
_WANT = re.compile(
    r"^ (?:not )?(?:prefer|like|rather|love|want|welcome|have (?:been|\w+ed)\b|later|go on to|become the|come to (?!(?:the|its|their|his|her) |[⟨‹]))",
    re.IGNORECASE,
)
#: What a speaker will not talk about says nothing of states: "would not rule it out", "will not comment".
_TALK = re.compile(
    r" (?:not )?(?:rule (?:\S+ ){0,4}?(?:out|in)|comment|elaborate|be drawn|be quoted|speculate|discuss|confirm|say(?: more)?(?: (?:whether|if|how|when|why|what|who|which|where)\b|[.,;]|$))\b"
)
#: "The will of the king" is no future, "in those days A would send oil" a habit of the past.
_NOUN = re.compile(r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Pp]olitical|[Gg]ood|[Ff]ree|of) $|(?<=⟩'s )$")
_HABIT = re.compile(r"\b[Ii]n (?:those|these) (?:days|years|times)\b|\bused to\b")
_HORIZON = re.compile(
    r"\bby (?:the end of )?(?P<y>20\d\d)\b|\b(?:within|in) (?:the )?(?:next )?(?P<n>\d+|two|three|five|ten) years\b|\bnext (?P<next>year)\b|\bin (?P<in>20\d\d)\b"
)
_AHEAD = re.compile(
    r"\b(?:[Bb]efore (?:the (?:decade|year|century) is (?:out|over)|long)|sooner or later|by the end of the (?:decade|century)|within (?:a few|\w+) (?:years|decades)|soon|next|future|eventually|by 20\d\d|tomorrow|one day|years? from now)\b"
)
_PRESENT = re.compile(r" (?:not )?(?:be|have|include|seem|appear|belong|own|possess)\b| not\b")
_SUPPOSED = re.compile(
    r"\b(?:if|unless|should|were|had|in the event|in case|assuming|provided)\b", re.IGNORECASE
)
_PROVIDED = re.compile(r"provided (?!that\b)")
_AHEAD_OF = re.compile(r"\b(?:will|would|could|may|might|shall|pledged?|promise[sd]?|agreed?)\b")
_IN_TIME = re.compile(r"(?:when|once|until|before|without)\b", re.IGNORECASE)
_NUMBERS = {"two": 2, "three": 3, "five": 5, "ten": 10}
_SHALL_NOT = re.compile(r"\b(?:not|never|no longer|unlikely)\b", re.IGNORECASE)


#: "The chance of a war between A and B within a year": what is foreseen without a verb.
_CHANCE = re.compile(
    r"\b(?:chances?|odds|probability|likelihood) of (?P<what>(?:an? |the |another |further |open |direct |renewed )*(?:[⟨‹][^.;,]{0,60}?)?(?:war|conflict|clash(?:es)?|attack|invasion|strike|confrontation|fighting|hostilities|blockade|alliance|pact|treaty|sanctions|annexation)\b"
    r"(?:(?! (?:at|is|are|was|were|has|have|to be|as) )[^.;,])*)"
)


def _chances(m: Marked, conditions: list[tuple[int, int]]) -> Iterator[Draft]:
    for match in m.each(_CHANCE):
        start, stop = match.span("what")
        actors = list(dict.fromkeys(_actors(m, start, stop)))
        if actors:
            yield Draft(
                Forecast(
                    actor=actors[0],
                    target=actors[1] if len(actors) > 1 else None,
                    condition=next((m.words(s, e) for s, e in conditions), None),
                    outcome=m.words(start, stop),
                    horizon=_horizon(m, start, stop),
                ),
                start,
                stop,
                "the chance of it is given",
            )


def find(m: Marked) -> Iterator[Draft]:
    """Find forecasts; a clause gives at most one."""
    if not m.search(_GATE):
        return
    ends: list[int] = []
    found = conditions(m)
    for other in (*_chances(m, found), *_without_modal(m, found)):
        ends.append(other.end)
        yield other
    for match in m.each(_MODAL):
        at = match.start()
        if any(at < e for e in ends):
            continue
        if any(s <= at < e for s, e in found):
            continue
        draft = _one(m, match, found)
        if draft is not None:
            ends.append(draft.end)
            yield draft


def conditions(m: Marked) -> list[tuple[int, int]]:
    """Return the spans of the conditional clauses, in order of the patterns."""
    found: list[tuple[int, int]] = []
    for pattern in _CONDITIONS:
        for match in m.each(pattern):
            span = match.span("c")
            if _PROVIDED.match(m.text, span[0]) and not _AHEAD_OF.search(m.text, 0, span[0]):
                continue  # "A provided the weapons" supposes nothing
            if all(span[1] <= s or span[0] >= e for s, e in found):
                found.append(span)
    return found


def suppositions(m: Marked) -> list[tuple[int, int]]:
    """Return the spans of what is only supposed ("if A joins B"): nothing in them is claimed."""
    if not m.search(_SUPPOSED):
        return []
    return [c for c in conditions(m) if not _IN_TIME.match(m.text, c[0])]


#: Why of a threat, offer or promise under a condition: it stands beside the pledge.
BOUND = "says what is promised or threatened under a condition"
#: Why of what somebody was able to do in a year gone by: neither a fact nor a forecast.
ABLE = "says what could be done then"
_EXPECTED = re.compile(
    r"\b(?:expects?|sees?|foresees?|predicts?|forecasts?) [⟨‹](?P<actor>\d{1,3})[⟩›](?:'s \w+)? (?:to [a-z]\w+|(?!during|king|being)[a-z]{3,}ing)\b"
)
_PLANNED = re.compile(
    r"⟨(?P<actor>\d{1,3})⟩ (?:now |still |also |\w+ly )?(?:(?P<open>plans|is planning|are planning|prepares|is preparing|is gearing up)|(?P<bound>threatens|threatened|offers|offered|vows|vowed|pledges|pledged|promises|promised)) to [a-z]\w+"
)
_HEADING = re.compile(
    r"⟨(?P<actor>\d{1,3})⟩ (?:(?:is|are) (?:now |again |\w+ly )?(?:heading|headed|on course|bound) for|faces? (?:(?:an?|another|further|many|several|at least) )?(?:\w+ )?(?:years?|decades?|months|generations?) of) \w+"
)
_TIED = re.compile(r"(?:only )?(?:if|in case|in the event|unless|on|provided|should)\b", re.IGNORECASE)
_ONLY_TIME = re.compile(
    r"\b(?:only |just )?a (?:matter|question) of time (?:before|until) ⟨(?P<actor>\d{1,3})⟩ [a-z]\w+"
)


def _without_modal(m: Marked, conditions: list[tuple[int, int]]) -> Iterator[Draft]:
    """Find what is foreseen in other words: "expects A to", "plans to", "are heading for", "a matter of time before".

    What is threatened, offered or promised is a forecast only under a condition.
    """
    taken: list[tuple[int, int]] = []
    for pattern in (_EXPECTED, _PLANNED, _HEADING, _ONLY_TIME):
        for match in m.each(pattern):
            if any(s <= match.start() < e for s, e in (*conditions, *taken)):
                continue
            bound = pattern is _PLANNED and match["bound"]
            condition = next((m.words(s, e) for s, e in conditions), None)
            if bound and not (condition and _TIED.match(condition)):
                continue
            actors = m.codes(match["actor"])
            start = m.text.rfind("⟨", 0, match.start("actor") + 1)
            start = max(start, m.text.rfind("‹", 0, match.start("actor") + 1))
            stop = _stop(m, match.end(), conditions)
            outcome = m.words(start, stop)
            if not actors or len(outcome.split()) < 2:
                continue
            others = (*actors[1:], *(c for c in _actors(m, match.end(), stop) if c not in actors))
            taken.append((start, stop))
            yield Draft(
                Forecast(
                    actor=actors[0],
                    target=others[0] if others else None,
                    condition=condition,
                    outcome=outcome,
                    horizon=_horizon(m, match.start(), stop),
                ),
                start,
                stop,
                BOUND if bound else "says what is expected or planned",
            )


def _one(m: Marked, match: re.Match[str], conditions: list[tuple[int, int]]) -> Draft | None:
    modal = match["modal"].lower()
    after = m.text[match.end() :]
    if _NOUN.search(m.text, 0, match.start()) or (modal == "would" and m.search(_HABIT)):
        return None
    if (_WANT.match(after) and modal == "would" and not (conditions and after.startswith(" have "))) or (
        re.match(r" have ", after) and modal in ("may", "might", "could") and not conditions
    ):
        return None
    if (modal in ("cannot", "can not") and not conditions) or _TALK.match(after):
        return None
    if (
        modal in ("could", "may", "might")
        and not conditions
        and not m.search(_AHEAD)
        and _PRESENT.match(after)
    ):
        # About the present: "may be allies" keeps its kind; only eventive verbs look ahead.
        return None
    if (
        modal == "could"
        and not conditions
        and not m.search(_AHEAD)
        and re.match(r"(?: not\b| never\b|[^,.;]{0,25}\bneither\b)", after)
    ):
        # "Could give up neither" says what somebody is able to do, not what will happen.
        return None
    if modal == "would" and _UNWISE.match(after):
        return None
    group = m.group(match.end() + 1 if after.startswith(" ") else match.end())
    if modal == "would" and re.match(
        r" (?:not )?(?:be|have been) (?:in|not in|against|contrary to) [⟨‹].{1,8}interest", after
    ):
        return None
    subject = m.subject(group) if group.subject is not None else ()
    clause_low = m.clause_start(group.start)
    for s, e in conditions:
        if s <= clause_low < e or clause_low <= s < group.start:
            clause_low = max(clause_low, e) if e <= match.start() else clause_low
    start = group.start if group.subject is not None else min(max(clause_low, 0), match.start())
    # "A sells arms to B, so this will hurt both": only the consequence is foreseen
    consequence = re.search(r", (?:so|and so|thus|hence|therefore|meaning)\b", m.text[start : match.start()])
    if consequence:
        start += consequence.end()
    possessed: tuple[str, ...] = ()
    if not subject:
        near = m.text[max(clause_low, match.start() - 110) : match.start()]
        cut = max(
            (
                b.end()
                for b in re.finditer(
                    r"[,:;\"] |\b(?:said|says|that|whether|and|but|saying|declared|warned|believes?|thinks?)\b ",
                    near,
                )
            ),
            default=0,
        )
        clause_low = max(clause_low, match.start() - 110) + cut
        lead = m.text[clause_low : match.start()]
        for found in re.finditer(r"[⟨‹](\d{1,3})[⟩›]", lead):
            possessed += tuple(c for c in m.codes(found[1]) if c not in possessed)
        subject = possessed[:1]
        start = clause_low
    stop = _stop(m, match.end(), conditions)
    inside = (*possessed[1:2], *_actors(m, match.end(), stop))
    actor = subject[0] if subject else None
    target = next((c for c in inside if c != actor and c not in subject), None)
    if len(subject) >= 2 and target is None:
        target = subject[1]
    if actor is None and target is None:
        return None
    condition = None
    for low, high in conditions:
        if low < match.start() or low < stop + 60:
            condition = m.words(low, high)
            break
    outcome = m.words(start, stop)
    if not outcome or len(outcome.split()) < 2:
        return None
    negated = bool(
        _SHALL_NOT.search(match["adv"]) or modal.endswith("unlikely to") or re.match(r" not\b", after)
    )
    return Draft(
        Forecast(
            actor=actor,
            target=target,
            condition=condition,
            outcome=outcome,
            horizon=_horizon(m, match.start(), stop),
            negated=negated,
        ),
        start,
        stop,
        ABLE if _was_able(m, match, conditions) else f"what {modal} happen",
    )


def _was_able(m: Marked, modal: re.Match[str], conditions: list[tuple[int, int]]) -> bool:
    """Say whether "could" speaks of a year gone by."""
    if modal["modal"].lower() != "could" or conditions or m.search(_AHEAD):
        return False
    then = m.window(modal.start(), modal.end())
    return then.until is not None and then.until < m.on.year


#: What somebody thinks of a step: "it would be unwise to".
_UNWISE = re.compile(
    r" (?:not )?(?:be|have been) (?:\w+ )?(?:(?:an? |the )?(?:(?:grave|serious|historic|terrible|great|big) )?(?:un)?(?:wise|fair|just|reasonable|thinkable|acceptable)\b|(?:an? )?(?:\w+ )?(?:mistake|error|folly|blunder)\b"
    r"|foolish|reckless|dangerous|naive|wrong|right|better|best|irresponsible|premature|prudent|sensible|absurd|immoral|advisable) ?(?:for|to|if|of|not)?\b"
)


def _stop(m: Marked, end: int, conditions: list[tuple[int, int]]) -> int:
    stop = clause_end(m.text, end)
    for low, _high in conditions:
        if end < low < stop:
            stop = low
    cut = re.search(r", (?:according to|said|says|he|she|for example)\b", m.text[end:stop])
    return end + cut.start() if cut else stop


def _actors(m: Marked, start: int, stop: int) -> tuple[str, ...]:
    return tuple(c for f in re.finditer(r"[⟨‹](\d{1,3})[⟩›]", m.text[start:stop]) for c in m.codes(f[1]))


def _horizon(m: Marked, start: int, stop: int) -> date | None:
    found = _HORIZON.search(m.text, start, stop)
    if found is None:
        return None
    if found["n"]:
        return date(
            m.on.year + _NUMBERS.get(found["n"], int(found["n"]) if found["n"].isdecimal() else 0), 12, 31
        )
    if found["next"]:
        return date(m.on.year + 1, 12, 31)
    year = int(found["y"] or found["in"])
    return date(year, 12, 31) if year >= m.on.year else None
