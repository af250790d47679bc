"""How many wars two states fought, and which was the last: "three wars since 1947", "at war twice", "last fought in 1973"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bilat.propositions import Dispute
from bilat.reading.claims.bounds.beyond import clause
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.language.quantities import NUMBER, number
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["wars_counted"]

_WARS = re.compile(
    rf"\b(?P<least>at least |no fewer than |more than |over )?(?:(?P<n>{NUMBER})(?: [a-z-]+){{0,2}}? (?:wars|times)|(?P<twice>twice))\b"
)
_MANY = re.compile(
    r"\b(?:several|many|numerous|countless|dozens of|a dozen|a number of)(?: [a-z-]+){0,2}? wars\b"
)

#: "Their last war was in 1973": and none since.
_LAST = re.compile(r"\b(?:last|latest|most recent) (?:(?:\w+ )?war|fought|went to war|were at war)\b")


def wars_counted(m: Marked, drafts: Sequence[Draft]) -> list[Draft]:
    """Give claims of wars the number of them; what has no number ("many wars") is left out."""
    out: list[Draft] = []
    for draft in drafts:
        claim = draft.proposition
        if not (
            isinstance(claim, Dispute)
            and claim.relation == "war"
            and not claim.negated
            and claim.quantifier is None
        ):
            out.append(draft)
            continue
        words = clause(m, draft)
        if _MANY.search(words):
            continue
        found = _WARS.search(words)
        count = 2 if found and found["twice"] else int(number(found["n"]) or 0) if found else 0
        if found and count > 1:
            more = (found["least"] or "").strip() in ("more than", "over")
            update = {"quantifier": "at least" if found["least"] else "exactly", "members": count + more}
            draft = replace(draft, proposition=claim.model_copy(update=update))
        out.append(draft)
        if claim.since is not None and claim.since == claim.until and _LAST.search(words):
            after = {"negated": True, "until": None, "dated": None}
            out.append(replace(draft, proposition=claim.model_copy(update=after)))
    return out
