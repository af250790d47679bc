"""Why a value is not known, in words: outside coverage, not a state, no roll call in common."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bilat import states

if TYPE_CHECKING:
    from bilat.types import Coverage

__all__ = ["why_no_vote", "why_unknown"]

_CHINA, _SEAT_OF_CHINA = 710, 1971


@lru_cache(maxsize=512)
def _members(year: int) -> frozenset[int]:
    return frozenset(int(c) for c in states.system(year))


def why_unknown(covers: Coverage, a: int, b: int, year: int) -> str | None:
    """Return why a value cannot be known, or ``None`` if silence means absence."""
    prov = covers.provenance
    if not covers.has_year(year):
        return f"{prov.source} covers {prov.covers_from}-{prov.covers_to}."
    for code in (a, b):
        if covers.codes is not None and code not in covers.codes:
            return f"{prov.source} does not cover {states.name(code, year)}."
        if code not in _members(year):
            return f"{states.name(code, year)} was not in the state system in {year}."
    return None


def why_no_vote(covers: Coverage, a: int, b: int, year: int, n: int) -> str:
    """Return why a vote measure has no value, `n` being the roll calls on which both voted."""
    prov = covers.provenance
    if not covers.has_year(year):
        return f"Roll calls cover {prov.covers_from}-{prov.covers_to}."
    if n:
        return f"Both voted always the same way in {year}: chance agreement leaves nothing to measure."
    if _CHINA in (a, b) and year <= _SEAT_OF_CHINA:
        return "Taipei held China's seat at the United Nations until October 1971."
    for code in (a, b):
        if code not in _members(year):
            return f"{states.name(code, year)} was not in the state system in {year}."
    return f"No roll call of {year} on which both voted."
