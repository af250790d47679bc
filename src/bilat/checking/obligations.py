"""The obligation ladder between two states on a day: dated treaties of the ledger first, then ATOP years.

The ledger knows days and renewals but only landmark treaties; ATOP knows every treaty to 2018 but only years.
A rung is known when either says so; "none" is claimed only where ATOP covers the year.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from bilat.checking.votes import stretches
from bilat.measures import access

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.ledger import Treaty
    from bilat.types import Observation

__all__ = [
    "RUNGS",
    "Standing",
    "bound_since",
    "partners_by_rung",
    "rung_name",
    "rung_on",
    "rungs_by_year",
    "strongest_years",
]

#: The ladder: rung to its name.
RUNGS: tuple[str, ...] = (
    "no obligation",
    "consultation",
    "nonaggression or neutrality",
    "a defence pact",
)


def rung_name(rung: int | float) -> str:
    """Return the name of a rung.

    Examples
    --------
    >>> rung_name(3)
    'a defence pact'
    """
    return RUNGS[int(rung)]


@dataclass(frozen=True)
class Standing:
    """What binds a pair: the rung (``None`` if unknown), the treaties and observations that say so."""

    rung: int | None
    treaties: tuple[Treaty, ...] = ()
    observations: tuple[Observation, ...] = ()
    years: tuple[int, ...] = field(default=())
    reason: str = ""


def rung_on(bench: Bench, a: str, b: str, on: date) -> Standing:
    """Return the rung between two states in force on a day, either way."""
    treaties = tuple(
        sorted(
            (t for t in _treaties(bench, a, b) if t.binds(a, b, on)), key=lambda t: (-t.rung, len(t.parties))
        )
    )
    if on > bench.horizon:
        # A treaty known to stand then may have lapsed since, and another may have been signed.
        return Standing(
            None, treaties, (), (), f"What bound them is known only up to {bench.horizon:%d %B %Y}."
        )
    year = on.year
    covers = bench.record.coverage("obligations_year")
    reason = ""
    observations: tuple[Observation, ...] = ()
    if covers.has_year(year):
        observations = _observe(bench, a, b, year)
    else:
        reason = (
            f"ATOP covers {covers.provenance.covers_from}-{covers.provenance.covers_to}; "
            f"for {year} only treaties of the ledger are known."
        )
        last = covers.provenance.covers_to
        if year > last:
            observations = _observe(bench, a, b, last)
    # A document without obligations does not show that there are none: only ATOP's coverage can.
    rungs = [t.rung for t in treaties if t.rung > 0]
    if covers.has_year(year):
        rungs += [int(o.value) for o in observations if o.value is not None]
    if (
        not rungs
        and observations
        and all(o.value == 0 for o in observations)
        and year > covers.provenance.covers_to
    ):
        # No treaty known by either; said as of the last covered year, never assumed to carry on.
        return Standing(None, (), observations, (), reason)
    return Standing(max(rungs) if rungs else None, treaties, observations, (), reason)


def rungs_by_year(bench: Bench, a: str, b: str, since: int, until: int) -> dict[int, int]:
    """Return the highest rung of the pair in each year of a window of which it is known, by the ledger or by ATOP."""
    by_year: dict[int, int] = {}
    treaties = _treaties(bench, a, b)
    coded = _coded_rungs(bench, a, b, since, until)
    for year in range(since, until + 1):
        rungs = [t.rung for t in treaties if _bound_in(t, a, b, year)]
        if bench.record.coverage("obligations_year").has_year(year):
            rungs += coded.get(year, [])
        if rungs:
            by_year[year] = max(rungs)
    return by_year


def strongest_years(bench: Bench, a: str, b: str, since: int, until: int) -> Standing:
    """Return the highest rung the pair reached in a window, with the years and treaties of it."""
    by_year = rungs_by_year(bench, a, b, since, until)
    treaties = _treaties(bench, a, b)
    if not by_year:
        return Standing(None, reason="no year of the window is covered")
    top = max(by_year.values())
    years = tuple(y for y, r in by_year.items() if r == top)
    of_peak = tuple(t for t in treaties if t.rung == top and any(_bound_in(t, a, b, y) for y in years))
    return Standing(top, of_peak if top else (), (), years)


def partners_by_rung(bench: Bench, state: str, on: date, rung: int) -> dict[str, tuple[Treaty, ...]]:
    """Return the states that `state` is bound to at `rung` or higher on a day, by the ledger's treaties."""
    out: dict[str, list[Treaty]] = {}
    for treaty in bench.ledger.treaties:
        if state in treaty.parties and treaty.rung >= rung:
            for other in treaty.parties:
                if treaty.binds(state, other, on):
                    out.setdefault(other, []).append(treaty)
    return {k: tuple(v) for k, v in out.items()}


def _treaties(bench: Bench, a: str, b: str) -> list[Treaty]:
    return [t for t in bench.ledger.treaties if a in t.parties and b in t.parties]


def bound_since(treaty: Treaty, a: str, b: str, on: date) -> date:
    """Return the day from which a treaty bound the two, as of a day on which it did."""
    joined = [
        max(
            (spell.joined for spell in treaty.spells if spell.iso3 == iso3 and spell.joined <= on), default=on
        )
        for iso3 in (a, b)
    ]
    return max(*joined, treaty.in_force or treaty.signed)


def _bound_in(treaty: Treaty, a: str, b: str, year: int) -> bool:
    """Say whether a treaty bound the two at the start or the end of a year."""
    return treaty.binds(a, b, date(year, 1, 1)) or treaty.binds(a, b, date(year, 12, 31))


def _coded_rungs(bench: Bench, a: str, b: str, since: int, until: int) -> dict[int, list[int]]:
    """Return the rungs coded for each year of a window, either way."""
    found: dict[int, list[int]] = {}
    for first, last, x, y in stretches(bench, a, b, since, until):
        for one, two in ((x, y), (y, x)):
            seen = access.history(bench.record, "obligation", one, two, first, last)
            for year, value in zip(seen.years, seen.values, strict=True):
                if not np.isnan(value):
                    found.setdefault(int(year), []).append(int(value))
    return found


def _observe(bench: Bench, a: str, b: str, year: int) -> tuple[Observation, ...]:
    x, y = bench.code(a, year), bench.code(b, year)
    if x == y:
        return ()
    return (
        access.observe(bench.record, "obligation", x, y, year),
        access.observe(bench.record, "obligation", y, x, year),
    )
