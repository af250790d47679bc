"""What somebody who typed something wants: a pair, a state, an address, a sentence or an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bilat import states
from bilat.errors import UnknownNameError

__all__ = ["Intent", "intent_of"]

#: More than this is an article, not a sentence.
_SENTENCE = 320
#: Words that may stand between two names and say no more than "these two".
_JOINTS = frozenset({"and", "vs", "vs.", "v", "v.", "versus", "with", "/", "-", "–", "—", "&", ",", ";", "x"})


@dataclass(frozen=True, slots=True)
class Intent:
    """What was meant; ``states`` holds ISO3 codes of a pair or of one state."""

    kind: Literal["pair", "state", "address", "sentence", "article", "nothing"]
    text: str
    states: tuple[str, ...] = ()


def intent_of(text: str, on: date | None = None) -> Intent:
    """Say what a text typed into one box asks for.

    Examples
    --------
    >>> intent_of("Russia and China").states, intent_of("india").kind
    (('RUS', 'CHN'), 'state')
    >>> intent_of("Finland is a member of NATO.").kind
    'sentence'
    """
    from bilat.reading.pages.page import is_url

    plain = text.strip()
    if not plain:
        return Intent("nothing", "")
    if is_url(plain):
        return Intent("address", plain)
    if len(plain) > _SENTENCE or plain.count("\n") > 1:
        return Intent("article", plain)
    if (one := _whole(plain, on)) is not None:
        return Intent("state", plain, (one.iso3,))
    pair = _pair(plain, on)
    if pair is not None:
        return Intent("pair", plain, pair)
    return Intent("sentence", plain)


def _whole(text: str, on: date | None) -> states.State | None:
    """Return the state that the whole text names, and nothing but it."""
    try:
        return states.get(text, on)
    except UnknownNameError:
        pass
    bare = text.removeprefix("the ").removeprefix("The ").strip(" .?!")
    found = states.mentions(text, on)
    if len(found) == 1 and len(found[0].text.removeprefix("the ")) >= len(bare):
        return found[0].state
    return None


def _pair(text: str, on: date | None) -> tuple[str, str] | None:
    words = text.split()
    if len(words) > 12:
        return None
    for at in range(1, len(words)):
        left, right = words[:at], words[at:]
        if left[-1].lower() in _JOINTS:
            left = left[:-1]
        elif right[0].lower() in _JOINTS:
            right = right[1:]
        if not left or not right:
            continue
        one = _whole(" ".join(left).strip(",;"), on)
        two = _whole(" ".join(right).strip(",;"), on)
        if one is not None and two is not None and one.code != two.code:
            return one.iso3, two.iso3
    return None
