"""What is denied of several: of each of them ("neither A nor B"), or of the whole ("not both")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bilat.propositions import Proposition
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["not_of_all", "several"]

_NOT_BOTH = re.compile(
    r"\b(?:not|n't|never) (?:\w+ ){0,3}?(?:both|all)\b|\b(?:to|with|from) (?:both|all)\b", re.IGNORECASE
)


def not_of_all(m: Marked, drafts: Sequence[Draft]) -> list[Draft]:
    """Mark a denial of the whole: "not both are members" holds where one of them is none.

    Any other denial is of each: "neither A nor B is a member", "A and B are no members", "sold no arms to A or B".
    """
    if not m.search(_NOT_BOTH):
        return list(drafts)
    whole = {"negated": False, "quantifier": "not all"}
    return [
        replace(d, proposition=d.proposition.model_copy(update=whole))
        if d.proposition.negated and several(d.proposition)
        else d
        for d in drafts
    ]


def several(claim: Proposition) -> bool:
    """Say whether a claim says the same of several states in one field, and not of the members of a group."""
    field = {"membership": "states", "arms": "recipients"}.get(claim.kind, "")
    return bool(field) and len(getattr(claim, field)) > 1 and claim.quantifier is None
