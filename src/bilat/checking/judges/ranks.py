"""Places in a ranking: who is ranked, and whether a place is the one claimed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bilat.checking.context import Bench
from bilat.checking.outcome import Finding
from bilat.propositions import ClosenessComparison

if TYPE_CHECKING:
    pass

__all__ = ["rank_finding", "within"]


def within(claim: ClosenessComparison, bench: Bench, day: date) -> set[int]:
    """Return the codes of those among whom B is ranked, empty for all; B is one of them, from wherever it is.

    "More with Canada than with any Latin American state" sets Canada beside those of Latin America.
    """
    allowed = {bench.code(x, day.year) for actor in claim.among for x in bench.members(actor, day)}
    return allowed | {bench.code(claim.b, day.year)} if allowed else allowed


def rank_finding(rank: int, tied: int, claimed: int, within: bool) -> Finding:
    """Say whether a place in a ranking is the one claimed; ties that reach across it leave it open.

    Examples
    --------
    >>> rank_finding(2, 0, 2, False), rank_finding(1, 0, 3, True), rank_finding(1, 4, 1, False)
    ('supports', 'supports', 'uncertain')
    """
    if within:
        return "supports" if rank + tied <= claimed else "uncertain" if rank <= claimed else "contradicts"
    if rank <= claimed <= rank + tied:
        return "uncertain" if tied else "supports"
    return "contradicts"
