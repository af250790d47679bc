"""Family: who joins sanctions, and what the target's trade with the others does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from bilat import states
from bilat.errors import InputError
from bilat.outlook.dyadic.family import PairFamily, make_question
from bilat.outlook.dyadic.lookup import lookup_of
from bilat.outlook.sanctioned.joining import JOINS
from bilat.outlook.sanctioned.trading import TRADE, placebos
from bilat.outlook.types import Condition

if TYPE_CHECKING:
    from datetime import date

    from bilat.outlook.asked import Asked
    from bilat.outlook.types import Question

__all__ = ["FAMILY"]

_NOT = re.compile(r"\b(?:not|never|no)\b|n't\b|\brefus", re.IGNORECASE)
_FALL = re.compile(r"\b(?:fall|less|declin|drop|shrink|cut|fewer|reduc)", re.IGNORECASE)


def _frame(asked: Asked, family: PairFamily) -> Question | None:
    out, given = asked.outcome, asked.condition
    actor = asked.actor
    if actor is None or out.acts & {"vote", "alliance"}:
        return None
    sanctioned = given is not None and "sanction" in given.acts
    if "sanction" in out.acts:
        return _frame_join(asked, family, actor)
    if "trade" in out.acts and "arms" not in out.acts and not sanctioned and asked.target is not None:
        raise InputError(
            "Trade has a reference class only after new sanctions: how a third state's trade with the target went on.",
            "Write: If the United States sanctions Russia, will China's trade with Russia rise?",
        )
    if "trade" in out.acts and sanctioned and given is not None and given.states:
        if len(given.states) == 1 and _names_sender(given.text, asked.on):
            raise InputError(
                f"The condition “{given.text}” says who sanctions, and not whom.",
                "Write: If the United States sanctions Russia, will China's trade with Russia rise?",
            )
        target = given.states[-1]
        if target == actor:
            target = next((s for s in (*out.states, *given.states) if s != actor), "")
        if not target:
            return None
        kind = family.kind("trade rises")
        falls = bool(_FALL.search(out.text)) ^ bool(_NOT.search(out.text))
        lead = given.states[0] if len(given.states) > 1 else None
        condition = Condition(given.text, "sanction", lead, target)
        return make_question(asked, family, kind, (actor, target), kind.no if falls else kind.yes, condition)
    return None


def _names_sender(text: str, on: date) -> bool:
    """Say whether the one state that a condition names sanctions, rather than is sanctioned."""
    if re.search(r"\bsanctions? by\b|\bimposed by\b", text):
        return True
    verb = re.search(r"\bsanctions?\b|\bimpos", text)
    named = states.mentions(text, on)
    return verb is not None and bool(named) and named[0].start < verb.start()


def _frame_join(asked: Asked, family: PairFamily, actor: str) -> Question | None:
    out, given = asked.outcome, asked.condition
    others = [s for s in out.states if s != actor]
    lead: str | None = None
    if given is not None and "sanction" in given.acts and len(given.states) > 1:
        lead, target = given.states[0], given.states[1]
    elif given is not None and "force" in given.acts and given.states and not others:
        target = given.states[0]
    elif len(others) > 1:
        lead, target = others[0], others[-1]
    elif others:
        target = others[0]
    elif asked.target is not None:
        target = asked.target
    else:
        raise InputError(
            "The question names no target of sanctions.", "Write: Will Japan join sanctions against Russia?"
        )
    if lead is None and given is not None and "sanction" in given.acts:
        lead = _strongest(given.text, asked, {actor, target})
    lead = lead or ("USA" if "USA" not in (actor, target) else None)
    if lead is None or actor in (lead, target):
        return None
    _refuse_senders(asked, actor, target)
    kind = family.kind("joins")
    foreseen = kind.no if _NOT.search(out.text) else kind.yes
    condition = Condition(given.text if given else f"{lead} sanctions {target}", "sanction", lead, target)
    return make_question(asked, family, kind, (actor, lead, target), foreseen, condition)


def _strongest(text: str, asked: Asked, apart: set[str]) -> str | None:
    """Return the most powerful member of an organisation that the condition names as sender, ``None`` if it names none."""
    from bilat.outlook.asked import organisations_in
    from bilat.outlook.types import Known

    named = organisations_in(text, asked.on)
    members = [m for m in named[0][1].members_on(asked.on) if m not in apart] if named else []
    if not members:
        return None
    codes = np.array([states.get(m, asked.on).code for m in members])
    look = lookup_of(Known.at(asked.on).record)
    year = min(asked.on.year - 1, look.covers("cinc")[1])
    power = np.nan_to_num(look.at("cinc", codes, codes, np.full(len(codes), year)))
    return members[int(power.argmax())]


def _refuse_senders(asked: Asked, actor: str, target: str) -> None:
    """Fail where a state sanctions the target already: it cannot join."""
    from bilat.outlook.types import Known

    record = Known.at(asked.on).record
    look = lookup_of(record)
    year = min(asked.on.year - 1, look.covers("sanctions")[1])
    a, b = (np.array([states.get(s, asked.on).code]) for s in (actor, target))
    if look.at("sanctions", a, b, np.array([year]))[0] > 0:
        raise InputError(
            f"{actor} sanctioned {target} already in {year}, so it cannot join.",
            "Ask about a state that does not, or on an earlier day.",
        )


FAMILY = PairFamily(
    "sanctions",
    "Sanctions joined, and trade after them",
    "whether a state will join sanctions against another, or its trade with a sanctioned state will rise",
    "states that could join new sanctions against a target (joins), states that do not sanction it, by their trade with it "
    "(trade rises), 1951-2022 and 1955-2014",
    "ridge logistic regression on votes, common targets, obligations, trade, power, region and the rate of the last years, "
    "fitted on windows closed before the question",
    "the Global Sanctions Data Base, and COW trade, in the years of the window, while they cover them",
    (
        "Will India join sanctions against Russia?",
        "If the United States sanctions Turkey, will Japan join the sanctions?",
        "If the United States sanctions Iran, will China buy more from Iran?",
    ),
    (JOINS, TRADE),
    _frame,
    (
        "trade rises: The record holds a pair's trade as a whole, both ways: of oil, gas or single goods it says nothing.",
        "joins: Where the question names no lead, the United States is taken to lead the sanctions.",
    ),
    placebos,
)
