"""Sentences that say the same of others as the sentence before: "So did India and Brazil."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bilat.propositions import Membership, Proposition, Sanction, Vote
from bilat.reading.claims.language.needed import Sieved
from bilat.reading.claims.language.organisations import is_organisation
from bilat.reading.claims.sentence.actors import Slot
from bilat.reading.claims.sentence.pieces import ACTOR, BE, Found, as_said

__all__ = ["echoed", "is_echo", "so_did"]

_SO = re.compile(
    r"\W*(?:And )?[Ss]o (?:did|does|do|has|have|had|is|are|was|were) (?P<who>[^.;?!]{3,160}?)(?:, (?:alone|the only|the first|unlike|as expected|too)\b[^.;?!]{0,60})?[.]?\s*\Z"
)
_MORE = re.compile(r"\b(?:but|while|because|when|which|who|that|in \d{4})\b")


def is_echo(sentence: str) -> bool:
    """Say whether a sentence only says the same of others: read by itself it would say something else.

    Examples
    --------
    >>> is_echo("So did Greece, alone among members of NATO."), is_echo("So Greece joined NATO.")
    (True, False)
    """
    return _SO.match(sentence) is not None


def echoed(sentence: str, before: Sequence[Proposition], on: date) -> list[Proposition]:
    """Return what a sentence says by "so did ...": the claims of the sentence before, of the states it names.

    Only claims of one kind, about votes, memberships or sanctions, are taken over: in others who does what to whom can
    change with the name.

    Examples
    --------
    >>> said = [Vote(state="RUS", choice="abstain", resolution="S/RES/1973")]
    >>> [v.state for v in echoed("So did China, India and Germany.", said, date(2011, 4, 1))]
    ['CHN', 'IND', 'DEU']
    >>> echoed("So did China, but later it changed its mind.", said, date(2011, 4, 1))
    []
    """
    found = _SO.match(sentence)
    if found is None or _MORE.search(found["who"]) or len({p.kind for p in before}) != 1:
        return []
    from bilat import states

    who = tuple(dict.fromkeys(m.state.iso3 for m in states.mentions(found["who"], on)))
    out: list[Proposition] = []
    for claim in before:
        if isinstance(claim, Vote) and not claim.only and not is_organisation(claim.state):
            out += [claim.model_copy(update={"state": state}) for state in who]
        elif isinstance(claim, Membership):
            out += [claim.model_copy(update={"states": who})] if who else []
        elif isinstance(claim, Sanction):
            out += [claim.model_copy(update={"sender": s}) for s in who if s != claim.target]
    return [claim for i, claim in enumerate(out) if claim not in out[:i]]


#: "A abstained, as did B": both did.
_SO_DID = re.compile(
    rf"^(?P<s>{ACTOR})(?:, [^,;⟨]{{2,40}},)? (?P<v>[^;]{{6,160}}?)[,;]? (?:as|and so|so|just as) {BE} (?P<x>{ACTOR})(?=\W*$)"
)


def so_did(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "A abstained, as did B" as two sentences."""
    m = text.match(_SO_DID)
    if m is None:
        return []
    return as_said([m.span("s"), " ", m.span("v")], [m.span("x"), " ", m.span("v")])
