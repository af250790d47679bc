"""How often a permanent member has used its veto: "cast 42 vetoes", "more vetoes than B", "has not used its veto since" (`vote`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bilat.propositions import Comparator, Vote
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.marked import Hit, Marked
from bilat.reading.claims.quantities import NUMBER, number

__all__ = ["find"]

_OWN = r"(?:its|their|the|a|an|‹\d+›)"
_CAST = r"<cast|use|wield|exercise|issue|make|employ|resort to|deploy>"
_DRAFTS = r"(?:draft(?: resolution)?s|resolutions|texts|motions|Security Council (?:draft )?resolutions|Council drafts|⟨\d+⟩(?:'s)? (?:drafts|resolutions|draft resolutions))"
_NAMED = rf"(?:only |just |exactly |some |about |around |roughly |at least |at most |more than |over |fewer than |less than |nearly |almost |a total of )*(?:{NUMBER}|once|twice|thrice)(?: times)?"
#: What vetoes were about: of those the years are not counted apart.
_TOPIC = re.compile(
    r"[^.;,]{0,30}?\b(?:on|over|about|concerning|regarding|against|to (?:protect|shield|defend|block|stop|prevent|save)|in (?:defen[cs]e|support|favou?r) of|on behalf of|that|related to|relating to|for the sake of)\b"
)
_ONE = re.compile(r"\b(?:first|last|latest|double|joint)\b", re.IGNORECASE)
_SOME_TIME = re.compile(
    r"[^.;,]{0,20}?\b(?:since|before|until|after|during) (?!\d|¤|the \d|(?:early|late|mid)\b|then\b|[A-Z][a-z]+ \d{4})"
)
_PERMANENT = ("USA", "RUS", "CHN", "GBR", "FRA")
_COUNTED = rf"(?:{_CAST} (?P<n>{_NAMED}) veto(?:e?s)?\b|{_CAST} {_OWN} (?:right of )?veto(?: power| right)?s? (?P<t>{_NAMED})\b|<veto> (?P<d>{_NAMED}) {_DRAFTS})"
_NONE = rf"(?:{_CAST} (?:no|not a single|a single) veto(?:e?s)?\b(?! (?:power|right))|{_CAST} {_OWN} (?:right of )?veto(?: power| right)?s?\b|<veto> (?:nothing|anything|no (?:{_DRAFTS}|draft|resolution|text)|a single (?:draft|resolution)|any {_DRAFTS}))"
_THAN = (
    rf"(?:{_CAST} (?P<deg>more|fewer) vetoes|{_CAST} {_OWN} (?:right of )?veto(?: power| right)?s? (?P<deh>more often|less often|more frequently|less frequently|more times|fewer times|more|less)|<veto> (?P<dei>more|fewer) {_DRAFTS})"
    r"(?P<when>[^.;⟨‹]{0,40}?) than (?:(?:the )?{A:b}|(?P<any>any(?: other)?(?: permanent)?(?: member| country| state| power| government)?))"
)


def find(m: Marked) -> Iterator[Draft]:
    """Find counts of vetoes; nothing where they are of one matter."""
    if "veto" not in m.text or m.search(_ONE) or m.open_question:
        return
    for hit in _at_large(m, _THAN):
        more = (hit.match["deg"] or hit.match["deh"] or hit.match["dei"]).lower().startswith("more")
        for state in _permanent(m, hit):
            than = (
                m.codes(hit.match["b"], without=(state,))
                if hit.match["b"]
                else tuple(p for p in _PERMANENT if p != state)
            )
            if than:
                comparator: Comparator = "more than" if more else "less than"
                yield _draft(m, hit, state, negated=hit.negated, than=than, comparator=comparator)
                return
    for hit in _at_large(m, _COUNTED):
        words = (hit.match["n"] or hit.match["t"] or hit.match["d"]).lower()
        named = re.search(rf"(?:{NUMBER}|once|twice|thrice)(?= times$|$)", words)
        count = {"once": 1, "twice": 2, "thrice": 3}.get(named[0]) if named else None
        count = count if count is not None or named is None else int(number(named[0]) or 0)
        if count is None or (named and named[0] in ("a", "an")):
            continue
        for state in _permanent(m, hit):
            yield _draft(m, hit, state, negated=hit.negated, times=count, comparator=_comparator(words))
            return
    for hit in _at_large(m, _NONE):
        none = re.search(r"\b(?:no|nothing|not a single)\b", hit.match.group(0)) is not None
        if not (none or hit.negated):
            continue
        for state in _permanent(m, hit):
            yield _draft(m, hit, state, negated=none and hit.negated, times=0, comparator="about")
            return


def _at_large(m: Marked, pattern: str) -> Iterator[Hit]:
    """Find a pattern where neither a matter follows it nor a time that no calendar here knows ("since Suez")."""
    for hit in m.hits(pattern):
        end = hit.match.end()
        if not _TOPIC.match(m.text, end) and not _SOME_TIME.match(m.text, end):
            yield hit


def _permanent(m: Marked, hit: Hit) -> tuple[str, ...]:
    """Return the subject, if it is one that can veto, of a verb that tells what was."""
    states = m.subject(hit.group) if hit.group.real else ()
    return states if len(states) == 1 and states[0] in _PERMANENT else ()


def _comparator(words: str) -> Comparator:
    if re.search(r"\bmore than|\bover\b", words):
        return "more than"
    if re.search(r"\b(?:fewer|less) than|\bnearly\b|\balmost\b", words):
        return "less than" if "than" in words else "about"
    return "at least" if "at least" in words else "at most" if "at most" in words else "about"


def _draft(m: Marked, hit: Hit, state: str, *, negated: bool, **fields: Any) -> Draft:
    window = m.window(hit.group.start, hit.match.end())
    vote = Vote(
        state=state, choice="veto", resolution="", body="SC", negated=negated, **fields, **times(window)
    )
    return Draft(vote, hit.group.start, hit.match.end(), "how often it used its veto")
