"""How often a permanent member has used its veto: "cast 42 vetoes", "more vetoes than B", "has not used its veto since" (`vote`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bilat.propositions import Comparator, Vote
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.language.quantities import NUMBER, number
from bilat.reading.claims.sentence.marked import Hit, Marked

__all__ = ["CAST", "COUNT", "DRAFTS", "OWN", "PERMANENT", "bound_of", "find"]

OWN = r"(?:its|their|the|a|an|‹\d+›)"
#: Where it was cast, which is nowhere else.
_THERE = r"(?: (?:in|at|inside) (?:the )?(?:UN |U\.N\. |United Nations |⟨\d{1,3}⟩(?:'s)? )?(?:Security Council|Council|UN\b|United Nations|⟨\d{1,3}⟩))?"
_COUNCIL = r"(?:(?:UN |U\.N\. )?(?:Security )?Council |UN |⟨\d{1,3}⟩(?:'s)? )?"
CAST = r"<cast|use|wield|exercise|issue|make|employ|resort to|deploy>"
DRAFTS = r"(?:draft(?: resolution)?s|resolutions|texts|motions|Security Council (?:draft )?resolutions|Council drafts|⟨\d+⟩(?:'s)? (?:drafts|resolutions|draft resolutions))"
COUNT = rf"(?:only |just |exactly |some |about |around |roughly |at least |at most |(?:no|not) (?:more|fewer|less) than |as many as |more than |over |fewer than |less than |nearly |almost |a total of )*(?:{NUMBER}|once|twice|thrice)(?: or (?:more|fewer))?(?: times)?"
#: What vetoes were about: of those the years are not counted apart.
_TOPIC = re.compile(
    r"[^.;,]{0,30}?\b(?:on|over|about|concerning|regarding|against|to (?:protect|shield|defend|block|stop|prevent|save)|in (?:defen[cs]e|support|favou?r) of|on behalf of|that|related to|relating to|for the sake of)\b"
)
#: "For the first time since 1972": one in that year, none between, one now.
_FIRST_SINCE = re.compile(
    r"\bfor the first time since (?P<y>(?:19|20)\d\d)\b|(?:\bits|\bthe|‹\d{1,3}›) first(?: \w+)?(?: veto)? since (?P<z>(?:19|20)\d\d)\b"
)
#: "For the first time in 1970": none before.
_FIRST_EVER = re.compile(r"\bfor the (?:very )?first time(?: ever)?(?= in (?:19|20)\d\d\W*$|\W*$)")
_ONE = re.compile(
    r"\b(?:last|latest|double|joint)\b|\bfirst\b(?! (?:\w+ ){0,2}?since \d| time(?: ever)?(?: in \d{4})?\W*$)",
    re.IGNORECASE,
)
#: "Its veto of 1999 was its first since 1972".
_VETO_OF = r"{P:a} veto (?:of|in) (?:19|20)\d\d (?:is|was)"
_SOME_TIME = re.compile(
    r"[^.;,]{0,20}?\b(?:since|before|until|after|during) (?!\d|¤|the \d|(?:early|late|mid)\b|then\b|[A-Z][a-z]+ \d{4})"
)
PERMANENT = ("USA", "RUS", "CHN", "GBR", "FRA")
_COUNTED = rf"(?:{CAST} (?P<n>{COUNT}) {_COUNCIL}veto(?:e?s)?\b|{CAST} {OWN} (?:right of )?{_COUNCIL}veto(?: power| right)?s?{_THERE} (?P<t>{COUNT})\b|<veto> (?P<d>{COUNT}) {DRAFTS})"
_NONE = rf"(?:{CAST} (?:no|not a single|a single) {_COUNCIL}veto(?:e?s)?\b(?! (?:power|right))|{CAST} {OWN} (?:right of )?{_COUNCIL}veto(?: power| right)?s?\b{_THERE}|<veto> (?:nothing|anything|no (?:{DRAFTS}|draft|resolution|text)|a single (?:draft|resolution)|any {DRAFTS}))"
_THAN = (
    rf"(?:{CAST} (?P<deg>more|fewer) {_COUNCIL}vetoes{_THERE}|{CAST} {OWN} (?:right of )?{_COUNCIL}veto(?: power| right)?s?{_THERE} (?P<deh>more often|less often|more frequently|less frequently|more times|fewer times|more|less)|<veto> (?P<dei>more|fewer) {DRAFTS})"
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
                else tuple(p for p in PERMANENT if p != state)
            )
            if than:
                comparator: Comparator = "more than" if more else "less than"
                yield _draft(m, hit, state, negated=hit.negated, than=than, comparator=comparator)
                return
    for hit in _at_large(m, _COUNTED):
        words = (hit.match["n"] or hit.match["t"] or hit.match["d"]).lower()
        named = re.search(rf"(?:{NUMBER}|once|twice|thrice)(?= or (?:more|fewer)| times$|$)", words)
        count = {"once": 1, "twice": 2, "thrice": 3}.get(named[0]) if named else None
        count = count if count is not None or named is None else int(number(named[0]) or 0)
        if count is None or (named and named[0] in ("a", "an")):
            continue
        for state in _permanent(m, hit):
            yield _draft(m, hit, state, negated=hit.negated, times=count, comparator=bound_of(words))
            return
    first = m.search(_FIRST_SINCE) or m.search(_FIRST_EVER)
    if first is not None:
        yield from _first_since(m, first)
        return
    for hit in _at_large(m, _NONE):
        none = re.search(r"\b(?:no|nothing|not a single)\b", hit.match.group(0)) is not None
        if not (none or hit.negated):
            continue
        for state in _permanent(m, hit):
            yield _draft(m, hit, state, negated=none and hit.negated, times=0, comparator="about")
            return


def _first_since(m: Marked, first: re.Match[str]) -> Iterator[Draft]:
    """Read "in 1999 it used its veto for the first time since 1972": a veto in each of the two years, and none between."""
    told = first.groupdict()
    before = int(told.get("y") or told.get("z") or 0)
    years = {w.since for w in m.windows if w.since == w.until and w.since is not None}
    years |= {int(y) for y in re.findall(r"\b(?:in|of) ((?:19|20)\d\d)\b", m.text)}
    years -= {before}
    who = [(m.codes(hit["a"]), hit.start(), hit.end()) for hit in m.finds(_VETO_OF)]
    for hit in m.hits(rf"{CAST} (?:{OWN} )?(?:first )?{_COUNCIL}veto(?:es)?\b{_THERE}"):
        if not hit.negated and not _TOPIC.match(m.text, hit.match.end()):
            who.append((_permanent(m, hit), hit.group.start, hit.match.end()))
    for states, start, end in who:
        if len(years) != 1 or len(states) != 1 or states[0] not in PERMANENT:
            continue
        now = next(iter(years))
        if now <= before:
            continue
        spans: list[tuple[int | None, int, Comparator, int]] = [
            (now, now, "at least", 1),
            (before + 1 if before else None, now - 1, "about", 0),
        ]
        if before and re.search(rf"\bsince {before}\b", m.source):
            # since a year it had one in, and not since some moment of that year
            spans.append((before, before, "at least", 1))
        for since, until, comparator, count in spans:
            if since is None or since <= until:
                vote = Vote(
                    state=states[0],
                    choice="veto",
                    resolution="",
                    body="SC",
                    times=count,
                    comparator=comparator,
                    since=since,
                    until=until,
                )
                yield Draft(vote, start, max(end, first.end()), "the first veto for years")
        return


def _at_large(m: Marked, pattern: str) -> Iterator[Hit]:
    """Find a pattern where neither a matter follows it nor a time that no calendar here knows ("since Suez")."""
    for hit in m.hits(pattern):
        end = hit.match.end()
        places = re.findall(r" (?:in|at|inside) (?:the )?⟨(\d{1,3})⟩", hit.match.group(0))
        if any(not set(m.codes(n)) <= {"UN", "UNSC"} for n in places):
            continue  # "used its veto in Syria's favour": of one matter
        if not _TOPIC.match(m.text, end) and not _SOME_TIME.match(m.text, end):
            yield hit


def _permanent(m: Marked, hit: Hit) -> tuple[str, ...]:
    """Return the subject, if it is one that can veto, of a verb that tells what was."""
    states = m.subject(hit.group) if hit.group.real else ()
    return states if len(states) == 1 and states[0] in PERMANENT else ()


def bound_of(words: str) -> Comparator:
    """Return how the words for a number bound it.

    Examples
    --------
    >>> bound_of("no more than 12"), bound_of("at least eight")
    ('at most', 'at least')
    """
    if " or more" in words or " or fewer" in words:
        return "at least" if " or more" in words else "at most"
    if bound := re.search(r"\b(?:no|not) (more|fewer|less) than\b", words):
        return "at most" if bound[1] == "more" else "at least"
    if re.search(r"\bmore than|\bover\b", words):
        return "more than"
    if re.search(r"\b(?:fewer|less) than|\bnearly\b|\balmost\b", words):
        return "less than" if "than" in words else "about"
    return (
        "at least"
        if "at least" in words or "as many as" in words
        else "at most"
        if "at most" in words
        else "about"
    )


def _draft(m: Marked, hit: Hit, state: str, *, negated: bool, **fields: Any) -> Draft:
    window = m.window(hit.group.start, hit.match.end())
    vote = Vote(
        state=state, choice="veto", resolution="", body="SC", negated=negated, **fields, **times(window)
    )
    return Draft(vote, hit.group.start, hit.match.end(), "how often it used its veto")
