"""The alignment index of a pair on a day: which year counts, and its odds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilat.errors import CoverageError, InputError
from bilat.measures import access
from bilat.measures.index.live import pair_index
from bilat.measures.index.odds import Odds, odds
from bilat.measures.index.table import codes_over_time

if TYPE_CHECKING:
    from bilat.checking.context import Bench

__all__ = ["pair_odds"]


def pair_odds(bench: Bench, a: str, b: str, since: int) -> tuple[Odds, ...]:
    """Return the odds of the last whole year before the day, against every year since `since`.

    Raises
    ------
    InputError
        If both are the same state, or the window is empty.
    CoverageError
        If the index does not reach the pair and year.
    """
    one, two = bench.state(a), bench.state(b)
    if one.iso3 == two.iso3:
        raise InputError(f"{one.name} has no alignment with itself.", "Name two different states.")
    year = access.latest_year(bench.record, "alignment", bench.on)
    if year is None:
        raise CoverageError(
            f"The alignment index does not reach back to {bench.on.year - 1}.",
            "Ask on a later day: `bilat dyads alignment` shows its years.",
        )
    if since > year:
        raise InputError(f"The window {since}-{year} ends before it begins.", "Give an earlier --since.")
    index = pair_index(
        bench.record, codes_over_time(one.iso3, until=year), codes_over_time(two.iso3, until=year)
    )
    found = odds(index, year, since)
    if not found:
        raise CoverageError(
            f"{one.name} and {two.name} were not both in the state system in {year}.",
            "Ask on a day on which both existed: `bilat resolve NAME --on DATE` tells.",
        )
    return found
