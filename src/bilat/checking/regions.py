"""Regions by the blocks of numbers that the Correlates of War list gives them; the Middle East with North Africa."""

from __future__ import annotations

from functools import lru_cache

from bilat import states

__all__ = ["BLOCKS", "states_of"]

#: Egypt has its number in the Middle East.
BLOCKS: dict[str, tuple[tuple[int, int], ...]] = {
    "Americas": ((2, 199),),
    "Latin America": ((40, 42), (70, 99), (100, 165)),
    "South America": ((100, 165),),
    "Caribbean": ((31, 60),),
    "Europe": ((200, 395),),
    "Africa": ((402, 626), (651, 651)),
    "Middle East": ((600, 626), (630, 698)),
    "Asia": ((700, 990),),
}


@lru_cache(maxsize=256)
def states_of(region: str, year: int) -> tuple[str, ...]:
    """Return the states of a region in a year, by their letters.

    Examples
    --------
    >>> len(states_of("South America", 1990)), "EGY" in states_of("Africa", 1990)
    (12, True)
    """
    return tuple(
        states.iso3(code, year)
        for code in states.system(year).tolist()
        if any(low <= code <= high for low, high in BLOCKS[region])
    )
