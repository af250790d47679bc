"""From a sentence, or a `forecast` proposition, to its condition and its outcome, with the states in each.

This is the shared ground under every family: it settles who does what to whom, and no more. Each family then
says whether the question is one of its own (`Family.frame`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from bilat.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    from bilat.ledger import Organisation
    from bilat.propositions import Forecast as Foreseen

__all__ = ["ACTS", "Asked", "Clause", "organisations_in", "take_apart", "take_proposition"]

_LIMIT = 2_000

#: Act to the words that name it; a clause may name several.
ACTS: dict[str, re.Pattern[str]] = {
    act: re.compile(rf"\b(?:{words})", re.IGNORECASE)
    for act, words in {
        "vote": r"vot(?:e|es|ed|ing)\b|abstain|abstention|veto|General Assembly|Security Council|resolution",
        "condemn": r"condemn|deplor|denounc|censur|demand\w* (?:\w+ ){0,3}withdraw",
        "force": r"invad|invasion|attack|annex|occup(?:y|ies|ied|ation)|bomb|air ?strikes?\b|strikes? (?:on|against)|"
        r"uses? (?:of )?(?:military )?force|military (?:action|intervention|operation)|incursion|"
        r"goes? to war|wages? war|seiz(?:e|es|ed|ure)|blockad",
        "sanction": r"sanction|embargo|boycott|export controls?\b",
        "arms": r"arm(?:s|ing)?\b|weapon|missile|fighter jets?\b|warplane|tanks?\b|munition|ammunition|warship|frigate|submarine|helicopter|military (?:aid|equipment|supplies)",
        "trade": r"trad(?:e|es|ing)\b|buy|import|export|purchas|sell|oil\b|gas\b|grain",
        "alliance": r"all(?:y|ies|iance)\b|alli(?:ed|ances)\b|defen[cs]e (?:pact|treaty)|mutual[- ]defen[cs]e|"
        r"nonaggression|non-aggression|treaty|pact\b|partnership|break(?:s|ing)? with\b",
        "dispute": r"dispute|clash|skirmish|confront|standoff|stand-off|escalat|war\b|military conflict",
        "support": r"support|back(?:s|ed|ing)?\b|side(?:s|d)? with|stand(?:s)? (?:by|with)|help|assist|oppos|against",
        "join": r"join|enter|take(?:s)? part|intervene",
    }.items()
}

_LEAD = r"(?:if|should|given(?: that)?|in the (?:event|case) (?:of|that)|in case(?: of)?|once|when|after|were|supposing|suppose|provided that|assuming)"
#: A condition may hold commas itself where the outcome opens like a question.
_LISTED = re.compile(
    rf"^\s*{_LEAD}\s+(?P<cond>.+?)\s*[,;]\s*(?:then\s+)?"
    r"(?P<out>(?:will|would|does|do|could|can|might|may|is|are|how)\b.+)$",
    re.IGNORECASE | re.DOTALL,
)
_FIRST = re.compile(
    rf"^\s*{_LEAD}\s+(?P<cond>[^,;]+?)\s*[,;]\s*(?:then\s+)?(?P<out>.+)$", re.IGNORECASE | re.DOTALL
)
_LAST = re.compile(
    r"^\s*(?P<out>.+?),?\s+(?:even )?(?:if|should|in the (?:event|case) (?:of|that)|in case(?: of)?|once|after|provided that)\s+(?P<cond>[^,;]+)$",
    re.IGNORECASE | re.DOTALL,
)
_GIVEN_LAST = re.compile(r"^\s*(?P<out>.+?),?\s+given(?: that)?\s+(?P<cond>.+)$", re.IGNORECASE | re.DOTALL)
_PRONOUN = re.compile(r"^\s*(?:it|he|she|they|moscow's forces)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z]{3,}\b")
_NOT_NAMES = frozenset(
    [
        "General",
        "Assembly",
        "Security",
        "Council",
        "United",
        "Nations",
        "Resolution",
        "President",
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Russian",
        "Chinese",
        "Union",
        "Community",
        "Will",
        "Would",
        "Does",
        "Should",
    ]
)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: its text, the states it names (ISO3, in order, each once), the acts it speaks of."""

    text: str
    states: tuple[str, ...]
    acts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart, before any family has looked at it.

    Attributes
    ----------
    text
        The whole sentence.
    outcome, condition
        The clause asked about and the clause taken as given (``None`` if there is none).
    actor, target
        Whose conduct is asked about and, where the outcome clause or the condition says so, towards whom.
    on
        The day it is asked.
    horizon
        The day by which, where the sentence or the caller says so.
    group
        Key of the organisation whose members' conduct is asked about ("Will the EU ...", "Will NATO members ...").
    """

    text: str
    outcome: Clause
    condition: Clause | None
    actor: str | None
    target: str | None
    on: date
    horizon: date | None = None
    group: str | None = None

    @property
    def acts(self) -> frozenset[str]:
        """The acts of both clauses."""
        return self.outcome.acts | (self.condition.acts if self.condition else frozenset())


def take_apart(sentence: str, on: date, horizon: date | None = None) -> Asked:
    """Take a sentence apart into condition and outcome.

    Raises
    ------
    InputError
        If there is no sentence, or it names no state.
    UnknownNameError
        If it names a state that does not exist, with the nearest.

    Examples
    --------
    >>> q = take_apart("If Russia invades Ukraine, will China abstain?", date(2022, 2, 8))
    >>> q.actor, q.condition.states, sorted(q.condition.acts)
    ('CHN', ('RUS', 'UKR'), ['force'])
    """
    text = " ".join(sentence.split())
    if not text or len(text) > _LIMIT:
        raise InputError(
            "No question was given." if not text else f"The question is longer than {_LIMIT} characters.",
            'Ask one in a sentence: bilat outlook ask "If Russia invades Ukraine, will China abstain?" --on 2022-02-08',
        )
    bare = text.rstrip(" ?.!")
    found = _LISTED.match(bare) or _FIRST.match(bare) or _GIVEN_LAST.match(bare) or _LAST.match(bare)
    condition, outcome = (found["cond"], found["out"]) if found else (None, bare)
    return _asked(text, condition, outcome, None, None, on, horizon)


def take_proposition(claim: Foreseen, on: date) -> Asked:
    """Take a `forecast` proposition apart; the states it names fill in for pronouns.

    Raises
    ------
    InputError
        If it names no state.
    """
    condition = claim.condition and re.sub(rf"^\s*{_LEAD}\s+", "", claim.condition, flags=re.IGNORECASE)
    outcome = claim.outcome.rstrip(" ?.!")
    whole = f"If {condition}, {outcome}" if condition else outcome
    # the reader may leave the condition at the head of the outcome, without its "if"
    inside = _FIRST.match(f"if {outcome}") if condition else None
    if condition and inside and inside["cond"].strip() == condition.strip():
        outcome, whole = inside["out"], f"If {outcome}"
        return _asked(whole, condition, outcome, None, None, on, claim.horizon)
    return _asked(whole, condition, outcome, claim.actor, claim.target, on, claim.horizon)


def _asked(
    text: str,
    condition: str | None,
    outcome: str,
    actor: str | None,
    target: str | None,
    on: date,
    horizon: date | None,
) -> Asked:
    out = _clause(outcome, on)
    given = _clause(condition, on) if condition else None
    group = _group(outcome, on)
    named = list(out.states)
    if group is not None:
        actor = None
    elif not named and actor:
        named = [actor]
    if given and len(given.states) == 1 and condition and _PRONOUN.match(condition) and named:
        # "China would support Russia if it invades Ukraine": the state last named before acts
        other = target or (named[1] if len(named) > 1 else named[0])
        given = Clause(given.text, (other, *given.states), given.acts)
    elif given and len(given.states) == 1 and "force" in given.acts:
        # "Will NATO members arm Ukraine if Russia invades?": the other state of the sentence is whom it is against
        others = [s for s in named if s not in given.states]
        others = others if group is not None else others[1:]
        if len(others) == 1:
            given = Clause(given.text, (*given.states, others[0]), given.acts)
    if not named and group is None and not (given and given.states):
        _unknown(text, on)
        raise InputError(
            "The question names no state.", "Name who does what: “Will India vote for ...”, “If Russia ...”."
        )
    _unknown(text, on)
    if group is not None:
        at = next((s for s in named), None) or (given.states[0] if given and given.states else None)
        return Asked(text, out, given, None, at, on, horizon, group)
    doer = named[0] if named else None
    at = next((s for s in named[1:] if s != doer), None) or (target if target != doer else None)
    if at is None and given and given.states and given.states[0] != doer:
        at = given.states[0]
    return Asked(text, out, given, doer, at, on, horizon)


#: Not whose conduct is asked about, whatever the place in the sentence.
_FORUMS = frozenset(["UN", "UNSC"])


def organisations_in(text: str, on: date) -> list[tuple[int, Organisation]]:
    """Return the organisations of the day that a text names, with their places, first come first.

    Examples
    --------
    >>> [(at, o.key) for at, o in organisations_in("will NATO or the European Union act", date(2022, 2, 8))]
    [(5, 'NATO'), (17, 'EU')]
    """
    found: dict[int, Organisation] = {}
    lower = text.lower()
    for small, bare, organisation in _organisations():
        # most names are not there: to look for their letters takes a tenth of what the pattern takes
        if small not in lower or organisation.founded > on:
            continue
        at = _named(bare).search(text)
        if at is not None:
            found.setdefault(at.start(), organisation)
    return sorted(found.items(), key=lambda pair: pair[0])


@cache
def _organisations() -> tuple[tuple[str, str, Organisation], ...]:
    """Return the names of the ledger's organisations, in small letters and as they are."""
    from bilat import ledger

    names = (
        (name.removeprefix("the "), organisation)
        for organisation in ledger.load().organisations
        if organisation.key not in _FORUMS
        for name in (organisation.key, organisation.name, *organisation.aliases)
    )
    return tuple((bare.lower(), bare, organisation) for bare, organisation in names)


@cache
def _named(bare: str) -> re.Pattern[str]:
    """Return the pattern of an organisation's name: made for the few whose letters are there."""
    return re.compile(rf"(?<!\w){re.escape(bare)}(?!\w)", 0 if len(bare) < 6 else re.IGNORECASE)


def _group(text: str, on: date) -> str | None:
    """Return the organisation whose conduct a clause asks about: named before any state, and no forum."""
    from bilat import states

    first = min((m.start for m in states.mentions(text, on)), default=len(text))
    return next((o.key for at, o in organisations_in(text, on) if at < first), None)


def _clause(text: str, on: date) -> Clause:
    from bilat import states

    found = tuple(dict.fromkeys(m.state.iso3 for m in states.mentions(text, on)))
    acts = frozenset(act for act, pattern in ACTS.items() if pattern.search(text))
    return Clause(text.strip(), found, acts)


def _unknown(text: str, on: date) -> None:
    """Refuse a capitalised word that is nearly the name of a state but is none."""
    from bilat import states

    spans = [(m.start, m.end) for m in states.mentions(text, on)]
    strange = [
        word[0]
        for word in _CAPITAL.finditer(text)
        if word[0] not in _NOT_NAMES and not any(a < word.end() and word.start() < b for a, b in spans)
    ]
    # two hundred names are looked up only for a sentence with a word that may be one
    names = [states.name(int(code), on) for code in states.system(on.year)] if strange else []
    for word in strange:
        near = _near(word, names)
        if near:
            raise UnknownNameError("state", word, near)


def _near(word: str, names: list[str]) -> list[str]:
    from rapidfuzz import fuzz

    return [n for n in names if fuzz.ratio(word, n) >= 75]
