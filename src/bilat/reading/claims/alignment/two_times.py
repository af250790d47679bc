"""The votes of two states at one time set beside those at another: "more often in 2015 than in 1995"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat.propositions import ClosenessSuperlative
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.language.windows import Window
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find", "now", "of_two_times", "set_beside", "then"]

_GATE = re.compile(r"\bthan\b[^.;]*\d{4}")
#: "Not once in the 1990s more than in 1991" is of all the years of the one time.
_NEVER = re.compile(
    r"\b(?:never|not once|at no (?:time|point)|on no occasion|in no (?:other )?year)\b", re.IGNORECASE
)
_OFTEN = r"(?: often| frequently| closely)?"
_WITH = r"(?:(?:with|like|alongside|the same way as) {A:b}|together|alike|the same way|identically)"
_NEAR = r"(?:closer|nearer|more (?:closely )?aligned|more alike|more similar)"
_FAR = r"(?:farther|further|more distant|less (?:closely )?(?:close|aligned|alike|similar))"
_TIE = r"(?:voting (?:agreement|alignment|coincidence|similarity)|agreement|coincidence of votes|coincidence)"
#: Patterns that begin at a verb; ``deg`` says which way.
_VERBS = (
    rf"<vote|side|agree|concur|align>(?: \w+ly)? (?P<deg>more|less){_OFTEN}(?: {_WITH})?",
    rf"<vote|side|agree|concur|align>(?: \w+ly)? {_WITH} (?P<deg>more|less){_OFTEN}",
    r"<vote>(?: \w+ly)? (?P<deg>more|less)(?: (?:alike|similarly))? (?:to|as) {A:b}",
    rf"<cast> (?:the same|identical|matching) votes?(?: (?:as|to) {{A:b}})? (?P<deg>more|less){_OFTEN}",
    rf"<be|stand|vote>(?: \w+ly| much)* (?P<deg>{_NEAR}|{_FAR})(?: together| apart)?(?: (?:to|with|from) {{A:b}}| to each other)?",
)
_NOUNS = (
    rf"{_TIE} (?:between|of) {{A:a}}(?: (?:in|at) the [\w ]{{2,20}}?)? <be|stand>(?: \w+ly| much)* (?P<deg>higher|greater|stronger|closer|lower|smaller|weaker)",
    rf"{{P:a}} (?:UN )?{_TIE} with {{A:b}}(?:,? (?:in|at) (?:the )?(?:[⟨‹]\d{{1,3}}[⟩›](?:'s?)?|[\w ]{{2,20}}?)(?: votes| voting)?,?)? <be|stand>(?: \w+ly| much)* (?P<deg>higher|greater|stronger|closer|lower|smaller|weaker)",
)
#: Of ties where the sentence names votes as what they are measured by.
_RELATIONS = rf"(?:relations|ties|the relationship|links) (?:between|of) {{A:a}} <be|stand>(?: \w+ly| much)* (?P<deg>{_NEAR}|{_FAR})"
_LESS = re.compile(rf"less|{_FAR}|lower|smaller|weaker", re.IGNORECASE)
#: What may stand between "than" and the other time.
_DID = re.compile(
    r"than (?:(?:they|it|the two|⟨(?P<who>\d{1,3})⟩|‹\d{1,3}›)(?: (?:and|with|like) ⟨(?P<whom>\d{1,3})⟩)? )?(?:(?:did|had|were|was|had been|had done) )?(?:the case )?"
)

_TWO_TIMES = re.compile(
    r"\b(?:more|less)(?: often| frequently)? (?:in|during) (?:the )?(?:\w+ )?\d{4}s? than (?:in|during) (?:the )?(?:\w+ )?\d{4}"
    r"|\b(?:in|during|between|from) (?:the )?(?:\w+ )?\d{4}s?[^.;]{0,60} than [⟨‹]\d{1,3}[⟩›](?: (?:and|with|like) [⟨‹]\d{1,3}[⟩›])? (?:did|had|were|was) (?:in|during|between|from) (?:the )?(?:\w+ )?\d{4}"
)


def set_beside(m: Marked) -> bool:
    """Say whether a sentence sets two times side by side, so that it says no share of either, even where `find` reads nothing."""
    return m.search(_TWO_TIMES) is not None


def find(m: Marked) -> Iterator[Draft]:
    """Find two times set side by side, where the sentence is of votes."""
    if not m.search(_GATE) or _NEVER.search(m.text):
        return
    for pattern in _VERBS:
        for hit in m.hits(pattern):
            group, match = hit.group, hit.match
            if not group.real or group.subject is None:
                continue
            counted = re.match(r"(?:vot|cast|sid|agree|concur|align)", match.group(0), re.IGNORECASE)
            if not counted and m.dimension != "votes":
                continue
            yield from _draft(m, m.subject(group), match, group.start, hit.negated)
            return
    for pattern in (*_NOUNS, _RELATIONS) if m.dimension == "votes" else _NOUNS:
        for match in m.finds(pattern):
            if not m.group(match.start()).modal:
                yield from _draft(m, m.codes(match["a"]), match, match.start(), " not " in match.group(0))
            return


def _draft(
    m: Marked, left: tuple[str, ...], match: re.Match[str], start: int, negated: bool
) -> Iterator[Draft]:
    right = m.codes(match.groupdict().get("b"), without=left)
    pair = (
        (left[0], right[0])
        if len(left) == 1 and len(right) == 1
        else left
        if len(left) == 2 and not right
        else ()
    )
    than = m.text.find("than ", match.end())
    times = _times(m, than)
    if len(pair) != 2 or than < 0 or times is None or not _of_the_same(m, pair, right, than):
        return
    one, other = times
    far = _LESS.fullmatch(match["deg"]) is not None
    yield Draft(
        ClosenessSuperlative(
            a=pair[0],
            b=pair[1],
            direction="farthest" if far else "closest",
            dimension="votes",
            since=one.since,
            until=one.until,
            beside=(other.since or 0, other.until or 0),
            negated=negated,
        ),
        start,
        m.clause_end(max(match.end(), other.end)),
        "one time against another",
    )


def _of_the_same(m: Marked, pair: tuple[str, ...], right: tuple[str, ...], than: int) -> bool:
    """Say whether what comes after "than" is of the same two states: "than B did" sets another pair beside them."""
    led = _DID.match(m.text, than)
    who = [c for name in ("who", "whom") for c in m.codes(led[name])] if led else []
    return not who or set(who) == set(pair) or (bool(right) and who == [pair[0]])


def of_two_times(m: Marked, than: int) -> bool:
    """Say whether there is a time with two ends before "than" and another behind it."""
    full = [w for w in m.windows if w.since is not None and w.until is not None]
    return any(w.end <= than for w in full) and any(w.start > than for w in full)


def _times(m: Marked, than: int) -> tuple[Window, Window] | None:
    """Return the time spoken of and the one that comes right after "than"; both have two ends."""
    full = [w for w in m.windows if w.since is not None and w.until is not None]
    led = _DID.match(m.text, than) if than >= 0 else None
    other = next((w for w in full if led and 0 <= w.start - led.end() <= 4), None)
    mine = [w for w in full if w.end <= than]
    return (mine[-1], other) if other is not None and len(mine) == 1 else None


def then(m: Marked, match: re.Match[str], window: Window) -> bool:
    """Say whether what comes after "than" is one period of the past."""
    than = m.text.find("than", match.start(), match.end())
    return (
        than >= 0
        and window.since is not None
        and window.until is not None
        and window.start >= than
        and not re.search(r"\b(?:any|ever|before)\b", m.text[than : match.end() + 15])
    )


def now(m: Marked, match: re.Match[str], past: Window) -> int | None:
    """Return the year that stands before "than": "were closer in 1995 than in 1975"."""
    than = m.text.find("than", match.start(), match.end())
    named = [
        w
        for w in m.windows
        if w.end <= than and w.since and w.since == w.until and w.since > (past.since or 0)
    ]
    return named[-1].until if len(named) == 1 else None
