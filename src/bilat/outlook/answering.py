"""From a sentence or a proposition to an answered question: the one way every face takes."""

from __future__ import annotations

import json
from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from bilat.errors import InputError
from bilat.outlook.asked import Asked, take_apart, take_proposition
from bilat.outlook.families import families, family
from bilat.outlook.types import Known

if TYPE_CHECKING:
    from bilat.outlook.types import Forecast, Question, Resolution
    from bilat.propositions import Forecast as Foreseen
    from bilat.record import Record

__all__ = ["answered", "ask", "frame", "frame_proposition", "resolve"]

#: Answers kept for each record: an article's forecasts are judged, shown and kept, each from the same answer.
_MOST = 64
_answers: WeakKeyDictionary[Record, OrderedDict[tuple[date, str], Forecast]] = WeakKeyDictionary()
_answering = Lock()


def frame(sentence: str, on: date, horizon: date | None = None) -> Question:
    """Make a typed question from a sentence.

    Raises
    ------
    InputError
        If it fits no family (the message names those that are near), or its condition cannot be.
    """
    return _frame(take_apart(sentence, on, horizon))


def frame_proposition(claim: Foreseen, on: date) -> Question:
    """Make a typed question from a `forecast` proposition.

    Raises
    ------
    InputError
        As `frame`.
    """
    return _frame(take_proposition(claim, on))


def _frame(asked: Asked) -> Question:
    _check_condition(asked)
    for found in families():
        question = found.frame(asked)
        if question is not None:
            return question
    near = sorted(families(), key=lambda f: -len(asked.acts & _acts(f.asks)))
    listed = "; ".join(f"{f.id}: {f.asks}" for f in near[:3])
    raise InputError(
        "The question fits no family that bilat has a reference class for, so it gets no number.",
        f"Near are {listed} `bilat outlook families` lists all.",
    )


def _acts(text: str) -> frozenset[str]:
    from bilat.outlook.asked import ACTS

    return frozenset(act for act, pattern in ACTS.items() if pattern.search(text))


def _check_condition(asked: Asked) -> None:
    """Refuse conditions that cannot be."""
    from bilat import states

    given = asked.condition
    if given is None:
        return
    # none named ("after an invasion, Beijing would stand by Moscow") is for the families to judge
    if "force" in given.acts and len(given.states) == 1:
        raise InputError(
            f"The condition “{given.text}” needs two states, who against whom; it names one.",
            "Write for instance: If Russia invades Ukraine, ...",
        )
    for iso3 in given.states:
        state = states.get(iso3, asked.on)
        if not states.is_member(state.code, asked.on):
            raise InputError(
                f"The condition “{given.text}” cannot come about: {state.name} was not a state on {asked.on}.",
                "Ask about states of that day, or on another day (--on).",
            )


def ask(sentence: str, on: date, horizon: date | None = None) -> Forecast:
    """Answer a question asked in a sentence, from what was known the evening before.

    Raises
    ------
    InputError
        As `frame`.
    """
    question = frame(sentence, on, horizon)
    return answered(question, on)


def answered(question: Question, on: date) -> Forecast:
    """Answer a question by what was known the evening before a day; the last few answers from a record are kept.

    Raises
    ------
    CoverageError
        If its family has no case for it on that day.
    """
    known = Known.at(on)
    key = (on, json.dumps(question.to_dict(), sort_keys=True))
    with _answering:
        kept = _answers.setdefault(known.record, OrderedDict())
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    answer = family(question.family).answer(question, known)
    with _answering:
        kept[key] = answer
        if len(kept) > _MOST:
            kept.popitem(last=False)
    return answer


def resolve(question: Question, known: Known) -> Resolution | None:
    """Say how a question came out by what is known, or ``None`` while it is open."""
    return family(question.family).resolve(question, known)
