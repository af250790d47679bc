"""Whether a state was the only one to vote as it did, among all or among the states of a region or group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilat.checking.regions import BLOCKS, states_of
from bilat.checking.rollcalls import Candidate, find_candidates, find_rollcalls
from bilat.checking.rollcalls_full import search_record
from bilat.ledger.matching import plain_symbol

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.propositions import Vote

__all__ = ["others_so"]

_PERMANENT = ("USA", "GBR", "FRA", "RUS", "CHN")


def others_so(bench: Bench, claim: Vote, candidate: Candidate) -> tuple[str, ...] | None:
    """Return the other states that voted as claimed; ``None`` where the record does not have every vote.

    Parameters
    ----------
    claim
        With the states said to be the only ones (``only``) and among whom (``within``).
    """
    inside = _inside(bench, claim.within, candidate)
    if claim.choice == "veto":
        if claim.within not in (None, "permanent"):
            return None
        found = [
            member
            for member in _PERMANENT
            if member not in claim.only
            for one in find_candidates(
                bench,
                claim.model_copy(
                    update={"state": member, "symbol": candidate.symbol, "resolution": candidate.symbol}
                ),
            )[:1]
            if one.choice == "veto"
        ]
        return tuple(found)
    if claim.choice not in ("yes", "no", "abstain", "absent") or (claim.within and inside is None):
        return None
    wanted = plain_symbol(candidate.symbol)
    # the ledger has the votes of those most written about, the full record everybody's
    told = (
        *find_rollcalls(bench, candidate.symbol),
        *search_record(bench, candidate.symbol, candidate.symbol, (), candidate.body, 5),
    )
    for rollcall in told:
        if plain_symbol(rollcall.symbol) != wanted:
            continue
        said = rollcall.votes.get(claim.choice, ())
        others = tuple(s for s in said if s not in claim.only and (inside is None or s in inside))
        if others or len(said) == candidate.counts.get(claim.choice, -1):
            return others
    return None


def _inside(bench: Bench, within: str | None, candidate: Candidate) -> frozenset[str] | None:
    if within is None:
        return None
    if within == "permanent":
        return frozenset(_PERMANENT)
    if within in BLOCKS:
        return frozenset(states_of(within, candidate.date.year))
    return frozenset(bench.members(within, candidate.date)) if bench.is_group(within) else None
