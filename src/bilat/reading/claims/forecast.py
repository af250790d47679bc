"""What will or would happen, under what condition (`forecast`). Never judged true or false."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bilat.propositions import Forecast
from bilat.reading.claims.clauses import clause_end
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.marked import Marked

__all__ = ["conditions", "find", "suppositions"]

_GATE = re.compile(
    r"\b(?:will|would|shall|could|may|might|going to|likely|unlikely|expected to|set to|poised to|about to|bound to|should|were|if|unless|until|in the event|in case)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?P<modal>will|would|shall|(?:is|are) (?:going|set|likely|unlikely|very likely|highly likely|more likely|less likely|expected|poised|about|certain|sure|almost certain|bound|due|destined|projected|predicted|forecast) to|could|(?-i:may)|might)\b(?P<adv>(?: (?:also|still|not|never|then|soon|eventually|probably|almost certainly|certainly|no longer|likely|even|again|simply|almost|only|\w+ly))*)",
    re.IGNORECASE,
)
_CONDITIONS = (
    re.compile(
        r"\b(?P<c>[Ii]n (?:the event|case) (?:of|that) [^,.;]{2,120}?)(?=,|\.|;|$| (?:⟨\d+⟩ )?(?:will|would|could|may|might|is likely)\b)"
    ),
    re.compile(
        r"\b(?P<c>(?:[Ii]f|[Uu]nless|[Ee]ven if|[Oo]nly if|[Pp]rovided (?:that)?|[Aa]s long as|[Oo]nce|[Ww]hen|[Ss]o long as|[Ii]n case|[Aa]ssuming|[Ss]hould) [^,;.]{3,140}?)(?=,|\.|;|$| then\b| (?:⟨\d+⟩ )(?:will|would|is likely|could|may|might)\b)"
    ),
    re.compile(r"(?:^|, )(?P<c>(?:[Ww]ere|[Hh]ad) ⟨\d+⟩ (?:to )?[^,;.]{3,140}?)(?=,|\.|;|$)"),
    re.compile(r"\b(?P<c>(?:[Uu]ntil|[Bb]efore|[Ww]ithout) [^,;.]{3,120}?)(?=,|\.|;|$)"),
)
_WANT = re.compile(
    r"^ (?:not )?(?:prefer|like|rather|love|want|welcome|have (?:been|\w+ed)\b|later|go on to|become the|come to)",
    re.IGNORECASE,
)
_HORIZON = re.compile(
    r"\bby (?:the end of )?(?P<y>20\d\d)\b|\b(?:within|in) (?:the )?(?:next )?(?P<n>\d+|two|three|five|ten) years\b|\bnext (?P<next>year)\b|\bin (?P<in>20\d\d)\b"
)
_AHEAD = re.compile(r"\b(?:soon|next|future|eventually|by 20\d\d|tomorrow|one day|years? from now)\b")
_PRESENT = re.compile(r" (?:not )?(?:be|have|include|seem|appear|belong|own|possess)\b| not\b")
_SUPPOSED = re.compile(
    r"\b(?:if|unless|should|were|had|in the event|in case|assuming|provided)\b", re.IGNORECASE
)
_IN_TIME = re.compile(r"(?:when|once|until|before|without)\b", re.IGNORECASE)
_NUMBERS = {"two": 2, "three": 3, "five": 5, "ten": 10}
_SHALL_NOT = re.compile(r"\b(?:not|never|no longer|unlikely)\b", re.IGNORECASE)


def find(m: Marked) -> Iterator[Draft]:
    """Find forecasts; a clause gives at most one."""
    if not _GATE.search(m.text):
        return
    ends: list[int] = []
    found = conditions(m)
    for match in _MODAL.finditer(m.text):
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
        for match in pattern.finditer(m.text):
            span = match.span("c")
            if all(span[1] <= s or span[0] >= e for s, e in found):
                found.append(span)
    return found


def suppositions(m: Marked) -> list[tuple[int, int]]:
    """Return the spans of what is only supposed ("if A joins B"): nothing in them is claimed."""
    if not _SUPPOSED.search(m.text):
        return []
    return [c for c in conditions(m) if not _IN_TIME.match(m.text, c[0])]


def _one(m: Marked, match: re.Match[str], conditions: list[tuple[int, int]]) -> Draft | None:
    modal = match["modal"].lower()
    after = m.text[match.end() :]
    if (_WANT.match(after) and modal == "would") or (
        re.match(r" (?:have )", after) and modal in ("may", "might", "could", "will")
    ):
        return None
    if (
        modal in ("could", "may", "might")
        and not conditions
        and not _AHEAD.search(m.text)
        and _PRESENT.match(after)
    ):
        # About the present: "may be allies" keeps its kind; only eventive verbs look ahead.
        return None
    if (
        modal == "could"
        and not conditions
        and not _AHEAD.search(m.text)
        and re.match(r"(?: not\b| never\b|[^,.;]{0,25}\bneither\b)", after)
    ):
        # "Could give up neither" says what somebody is able to do, not what will happen.
        return None
    group = m.group(match.end() + 1 if after.startswith(" ") else match.end())
    if modal == "would" and re.match(r" (?:not )?(?:be|have been) (?:in|not in) [⟨‹].{1,8}interest", after):
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
        f"what {modal} happen",
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
            m.on.year + _NUMBERS.get(found["n"], int(found["n"]) if found["n"].isdigit() else 0), 12, 31
        )
    if found["next"]:
        return date(m.on.year + 1, 12, 31)
    year = int(found["y"] or found["in"])
    return date(year, 12, 31) if year >= m.on.year else None
