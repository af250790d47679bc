"""What a question on a vote asks: which votes it foresees, on what, until when, given whose announced votes."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from bilat.outlook.types import Condition

if TYPE_CHECKING:
    from bilat.outlook.asked import Asked

__all__ = [
    "OUTCOMES",
    "announced_in",
    "choice_asked",
    "condition_of",
    "horizon_of",
    "names_topic",
    "topic_of",
]

OUTCOMES: tuple[str, ...] = ("yes", "abstain", "no", "absent")

_CHOICES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "no",
        re.compile(
            r"\bvot\w+ (?:no\b|against)|\bor against\b|\bagainst (?:a|the|any|this)\b|\boppos|\breject|\bveto",
            re.I,
        ),
    ),
    ("abstain", re.compile(r"\babst(?:ain|ention)", re.I)),
    ("absent", re.compile(r"\babsent\b|\bstay away\b|\bnot (?:take part|participate) in the vote", re.I)),
    (
        "yes",
        re.compile(
            r"\bvot\w+ (?:yes\b|for\b|in favou?r)|\bin favou?r\b|\bsupport|\bback(?:s|ing)?\b|\bcondemn\w* ",
            re.I,
        ),
    ),
)
_NEGATED = re.compile(
    r"\b(?:not|never|n't|won't|wouldn't)\s+(?:\w+ ){0,2}?(?:vot|abst|support|back|oppos|reject)", re.I
)
_TOPIC = re.compile(
    r"(?:resolution|text|draft|vote|vot\w+)\b.*?\b(?:on|about|regarding|concerning|condemning|calling for|demanding|deploring|"
    r"against|over|to end|for)\s+(.+)$",
    re.I,
)


_ENVELOPE = re.compile(
    r"^(?:(?:the|a|an|any|this|next|annual|new|un|united nations|general assembly'?s?|draft)\s+)*(?:resolution|text|draft|vote)\s+"
    r"(?:(?:on|about|regarding|concerning|to end|for|against|over|calling for|demanding)\s+)?",
    re.I,
)


def choice_asked(text: str) -> tuple[str, ...]:
    """Return the votes that a clause foresees; none where it asks which of several.

    Examples
    --------
    >>> choice_asked("China would vote against the resolution")
    ('no',)
    >>> choice_asked("will China vote for, against or abstain")
    ()
    >>> choice_asked("India will not vote against the text")
    ('yes', 'abstain', 'absent')
    """
    # "a resolution condemning it" says what is voted on, not how
    head = re.split(r"\b(?:condemning|deploring|demanding|calling)\b", text)[0]
    named = [choice for choice, pattern in _CHOICES if pattern.search(head)]
    if len(named) != 1:
        return ()
    if _NEGATED.search(head):
        return tuple(o for o in OUTCOMES if o != named[0])
    return (named[0],)


def condition_of(asked: Asked) -> Condition | None:
    """Return the condition of a question, its act the first that it names."""
    given = asked.condition
    if given is None:
        return None
    act = next((a for a in ("force", "sanction", "arms", "alliance") if a in given.acts), "other")
    doer, target = (*given.states, None, None)[:2]
    return Condition(given.text, act, doer, target)


def horizon_of(asked: Asked, years: int) -> date:
    """Return the horizon asked for, or some years after the day of the question."""
    if asked.horizon is not None:
        return asked.horizon
    day = asked.on
    return day.replace(year=day.year + years, day=min(day.day, 28))


def names_topic(text: str) -> bool:
    """Say whether a clause says what is voted on."""
    return _TOPIC.search(_SPONSORED.sub("", text)) is not None


def topic_of(text: str) -> str:
    """Return what a resolution is about, in the words of a clause.

    Examples
    --------
    >>> topic_of("will India vote for the General Assembly resolution on nuclear disarmament")
    'nuclear disarmament'
    """
    text = _SPONSORED.sub("", text)
    found = _TOPIC.search(text)
    topic = (found[1] if found else text).strip(" .?")
    # "the General Assembly resolution on ..." says nothing of what it is about
    return _ENVELOPE.sub("", topic).strip()


_SAID = re.compile(
    r"\b(?P<no>(?:vot(?:e|es|ed|ing) )?(?:no|against)|oppos\w*|reject\w*)\b|\b(?P<abstain>abst(?:ain\w*|ention))"
    r"|\b(?P<yes>(?:vot(?:e|es|ed|ing) )?(?:yes|for|in favou?r)|support\w*|back(?:s|ed|ing)?)\b|\b(?P<absent>absent|stays? away)\b",
    re.IGNORECASE,
)
_SPONSORED = re.compile(
    r"\b(?:co-?)?(?:sponsored|drafted|tabled|submitted|proposed|introduced) by [^,;]*?"
    r"(?=\s(?:on|about|regarding|concerning|condemning|against|to end)\b|[,;]|$)",
    re.IGNORECASE,
)
_SPONSOR = re.compile(
    r"\b(?:co-?)?(?:sponsored|drafted|tabled|submitted|proposed|introduced) by\b", re.IGNORECASE
)


def announced_in(asked: Asked) -> dict[str, str]:
    """Return the votes that a question takes as announced, by state: those its condition names, and sponsors as yes.

    An organisation stands for its members of the day.

    Examples
    --------
    >>> from datetime import date
    >>> from bilat.outlook.asked import take_apart
    >>> q = "If Russia votes no and the United States and France yes, will India abstain on a resolution on Syria?"
    >>> announced_in(take_apart(q, date(2015, 5, 1)))
    {'RUS': 'no', 'USA': 'yes', 'FRA': 'yes'}
    """
    out: dict[str, str] = {}
    given = asked.condition
    if given is not None and "vote" in given.acts:
        events: list[tuple[int, str, tuple[str, ...]]] = [
            (m.start(), str(m.lastgroup), ()) for m in _SAID.finditer(given.text)
        ]
        events += [(at, "", who) for at, who in _voters(given.text, asked.on)]
        waiting: list[str] = []
        for _at, vote, who in sorted(events):
            if vote:
                out.update(dict.fromkeys(waiting, vote))
                waiting = []
            else:
                waiting += who
    for text in (asked.outcome.text, given.text if given else ""):
        found = _SPONSOR.search(text)
        if found is not None:
            rest = re.split(r"[,;]| on | about | regarding | condemning ", text[found.end() :])[0]
            for _at, who in _voters(rest, asked.on):
                out.update(dict.fromkeys(who, "yes"))
    return out


def _voters(text: str, on: date) -> list[tuple[int, tuple[str, ...]]]:
    """Return the states and organisations (as their members) that a text names, with their places."""
    from bilat import states
    from bilat.outlook.asked import organisations_in

    found = [(m.start, (m.state.iso3,)) for m in states.mentions(text, on)]
    return sorted([*found, *((at, o.members_on(on)) for at, o in organisations_in(text, on))])
