"""What is denied of several: of each of them, or of the whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.marked import Marked

__all__ = ["each_denied"]

_NOT_BOTH = re.compile(
    r"\b(?:not|n't|never) (?:\w+ ){0,3}?(?:both|all)\b|\b(?:to|with|from) (?:both|all)\b", re.IGNORECASE
)


def each_denied(m: Marked, drafts: Sequence[Draft]) -> list[Draft]:
    """Deny of each of several what is denied of them: "neither A nor B is a member", "sold no arms to A or B".

    A denial of the whole ("it is not true that A and B are members", "not both") holds where one of them is none, and stays one.
    """
    out: list[Draft] = []
    for draft in drafts:
        claim = draft.proposition
        field = {"membership": "states", "arms": "recipients"}.get(claim.kind, "")
        several = getattr(claim, field) if field else ()
        if claim.negated and len(several) > 1 and claim.quantifier is None and not m.search(_NOT_BOTH):
            out += [replace(draft, proposition=claim.model_copy(update={field: (one,)})) for one in several]
        else:
            out.append(draft)
    return out
