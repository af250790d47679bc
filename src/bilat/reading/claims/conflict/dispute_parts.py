"""Relations of a dispute, and drafts of it by pair."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bilat.propositions import Dispute
from bilat.reading.claims.drafts import Draft, times, unordered_pairs
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["Relation", "drafts"]

Relation = Literal["territorial", "militarised", "war", "rivalry", "any"]
_NOW = re.compile(r"\b(?:is|are|remains?)\b[^.;]{0,30}\bat (?:war|peace)\b", re.IGNORECASE)


def drafts(
    m: Marked,
    left: tuple[str, ...],
    right: tuple[str, ...],
    relation: Relation,
    start: int,
    end: int,
    *,
    negated: bool,
    why: str,
    antecedent: int | None = None,
    generic: bool = False,
) -> Iterator[Draft]:
    """Draft a dispute of each pair."""
    when = times(m.window(start, end))
    if (
        relation == "war"
        and when["since"] is None
        and when["until"] is None
        and _NOW.search(m.text[start:end])
    ):
        # "are at war" speaks of the day itself: a war long over does not bear it out
        when |= {"since": m.on.year, "until": m.on.year}
    for a, b in unordered_pairs(left, right):
        yield Draft(
            Dispute(a=a, b=b, relation=relation, negated=negated, **when),
            start,
            end,
            why,
            antecedent=antecedent,
            generic=generic,
        )
