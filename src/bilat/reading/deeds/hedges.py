"""Words that leave an event open or undone whatever else is said: "allegedly", "almost", "denied that", "would have".

The trained models see such words too seldom to weigh each; what they say together with the event is plain grammar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["LIMITS", "limited", "limits_of"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEARSAY = _words("allegedly reportedly supposedly purportedly ostensibly apparently")
_MAYBE = _words("perhaps maybe possibly probably presumably potentially conceivably")
_NEAR = _words("almost nearly")
_BELIEVED = _words("say believe think allege report rumour rumor suspect presume assume suppose consider")
_FAILED = _words("fail refuse decline neglect")
_UNREAL = _words("pretend deny disprove refute")
_DOUBTED = _words("unlikely doubtful questionable unclear uncertain")
_LACK = _words("evidence sign proof indication reason suggestion")
_NOBODY = _words("nobody none neither")

#: How sure at most (-3 to 3) an event is of which this is said: near what the annotators of the UW sentences gave, at the median, where
#: they had some; they take hearsay for likely, and what was denied or nearly done for open.
LIMITS: dict[str, float] = {
    "hearsay": 2.0,
    "maybe": 2.0,
    "near": 0.0,
    "believed": 2.0,
    "failed": -2.0,
    "unreal": 0.5,
    "doubted": 0.5,
    "lack": -0.4,
    "nobody": -2.0,
    "unmet": 0.5,
    "asked": 0.5,
    "yet": -1.2,
}


def limited(event: Token, score: float) -> float:
    """Return a score that is no higher than what is said of the event allows."""
    return min([score, *(LIMITS[name] for name in limits_of(event))])


def limits_of(event: Token) -> list[str]:
    """Return what is said of an event that keeps it from being sure."""
    out = []
    own = list(event.children)
    adverbs = {c.lower_ for c in own if c.dep_ in ("advmod", "neg")}
    denied = any(c.dep_ == "neg" for c in own)
    for name, listed in (("hearsay", _HEARSAY), ("maybe", _MAYBE), ("near", _NEAR)):
        if adverbs & listed and not denied:
            out.append(name)
    if event.pos_ not in ("VERB", "AUX"):
        return out
    if any(c.dep_ in ("nsubj", "nsubjpass") and _empty(c) for c in own):
        out.append("nobody")
    helpers = [c.lower_ for c in own if c.dep_ in ("aux", "auxpass")]
    if "would" in helpers and "have" in helpers:
        out.append("unmet")
    if helpers[:1] == ["had"] and _inverted(event, "had"):
        out.append("unmet")
    if event.dep_ == "ROOT" and event.sent[-1].text == "?" and helpers and _inverted(event, helpers[0]):
        out.append("asked")
    return out + _above(event)


def _above(event: Token) -> list[str]:
    """Return what the word above an event says of it."""
    above, link = event.head, event.dep_
    if above == event:
        return []
    denied = any(c.dep_ == "neg" for c in above.children)
    lemma = above.lemma_.lower()
    passive = any(c.dep_ == "auxpass" for c in above.children)
    out = []
    if link == "xcomp":
        if passive and lemma in _BELIEVED:
            out.append("believed")
        if lemma in _FAILED and not denied:
            out.append("failed")
        if lemma == "have" and any(c.lower_ == "yet" for c in above.children):
            out.append("yet")
    if link in ("ccomp", "xcomp"):
        if lemma in _UNREAL and not denied:
            out.append("unreal")
        if lemma in _DOUBTED or any(c.dep_ == "acomp" and c.lower_ in _DOUBTED for c in above.children):
            out.append("doubted")
    if link in ("acl", "ccomp") and lemma in _LACK and any(c.lower_ == "no" for c in above.children):
        out.append("lack")
    return out


def _empty(subject: Token) -> bool:
    return subject.lower_ in _NOBODY or (
        subject.lower_ == "one" and any(c.lower_ == "no" for c in subject.children)
    )


def _inverted(event: Token, helper: str) -> bool:
    """Tell whether a helping verb stands before the subject: "Had they known", "Did they go"."""
    subjects = [c.i for c in event.children if c.dep_ in ("nsubj", "nsubjpass", "expl")]
    helpers = [c.i for c in event.children if c.lower_ == helper]
    return bool(subjects and helpers) and helpers[0] < subjects[0]
