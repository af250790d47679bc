"""The world in a year: a map of states in two dimensions, blocs, and the cohesion of groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from bilat import states
from bilat.brief.chosen import GROUPING, chosen_measure
from bilat.brief.parts import FIRST_YEAR
from bilat.errors import InputError
from bilat.measures import access, geometry
from bilat.measures.cohesion import cohesion
from bilat.shown import Shown

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.checking.context import Bench
    from bilat.measures.catalogue import Measure
    from bilat.types import Provenance

__all__ = ["GROUPS", "GroupLine", "Placed", "WorldView", "group_lines", "world_view"]

#: Organisations whose cohesion is followed, by key of the ledger.
GROUPS: tuple[str, ...] = ("NATO", "EU", "G7", "BRICS", "SCO", "ASEAN", "AU")

_USA = 2
_FEWEST = 5


@dataclass(frozen=True, slots=True)
class Placed:
    """A state on the two-dimensional map, with the number of its bloc (1 is the largest)."""

    iso3: str
    name: str
    x: float
    y: float
    bloc: int


@dataclass(frozen=True, slots=True)
class GroupLine(Shown):
    """A group's cohesion by year; ``None`` where unknown. ``low`` and ``high``: middle 80% of its pairs."""

    key: str
    name: str
    years: tuple[int, ...]
    values: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    pairs: tuple[int, ...]


@dataclass(frozen=True)
class WorldView(Shown):
    """The world in a year.

    Attributes
    ----------
    places
        States of which every pair with the others shown is known.
    left_out
        Names of states that voted but of which some pair is unknown.
    share
        Part of the differences between states that the two dimensions carry.
    distinct
        Mean silhouette of the blocs: near 0, they blend into each other.
    years
        First and last year that can be asked for.
    """

    year: int
    measure: Measure
    places: tuple[Placed, ...]
    left_out: tuple[str, ...]
    share: float
    distinct: float
    years: tuple[int, int]
    provenance: Provenance


def world_view(bench: Bench, year: int | None = None, measure: str | None = None) -> WorldView:
    """Return the map of states of a year: the last complete one unless said.

    Raises
    ------
    InputError
        If the measure does not cover the year, with the years it covers.
    """
    m = chosen_measure(measure, bench.record, GROUPING)
    provenance = bench.record.coverage(m.table).provenance
    last = access.latest_year(bench.record, m.name, bench.on)
    first = max(FIRST_YEAR, provenance.covers_from)
    if last is None:
        raise InputError(f"{m.label} is not known by {bench.on}.", "Give a later day.")
    wanted = year if year is not None else last
    if not first <= wanted <= last:
        raise InputError(
            f"{m.label} is not known for {wanted}.",
            f"It is known from {first} to {last}: give a year of those.",
        )
    codes, points, distances, out = _layout(bench, m, wanted)
    labels, distinct = geometry.blocs(distances)
    reference = _reference(bench, m, last) if wanted != last else None
    points = _turned(codes, points, reference)
    _, share = geometry.classical_mds(distances) if len(codes) >= 3 else (points, 0.0)
    return WorldView(
        wanted,
        m,
        tuple(
            Placed(states.iso3(int(c), wanted), states.name(int(c), wanted), float(x), float(y), int(g) + 1)
            for c, (x, y), g in zip(codes, points, labels, strict=True)
        ),
        tuple(states.name(int(c), wanted) for c in out),
        share,
        distinct,
        (first, last),
        provenance,
    )


def _layout(
    bench: Bench, m: Measure, year: int
) -> tuple[NDArray[np.int16], NDArray[np.float64], NDArray[np.float64], NDArray[np.int16]]:
    section = access.cross_section(bench.record, m.name, year)
    codes, values = geometry.matrix(section.a, section.b, section.values)
    distances = (m.high if m.high is not None else 1.0) - values
    np.fill_diagonal(distances, 0.0)
    keep = geometry.complete(distances)
    if len(keep) < _FEWEST:
        raise InputError(f"Too few states have known pairs in {year}.", "Give another year.")
    distances = distances[np.ix_(keep, keep)]
    points, _ = geometry.classical_mds(distances)
    return codes[keep], points, distances, np.delete(codes, keep)


def _reference(bench: Bench, m: Measure, last: int) -> tuple[NDArray[np.int16], NDArray[np.float64]]:
    codes, points, _, _ = _layout(bench, m, last)
    return codes, _turned(codes, points, None)


def _turned(
    codes: NDArray[np.int16],
    points: NDArray[np.float64],
    reference: tuple[NDArray[np.int16], NDArray[np.float64]] | None,
) -> NDArray[np.float64]:
    """Turn the map so that years can be compared: like the last year's, which has the United States right."""
    if reference is not None:
        both, here, there = np.intersect1d(codes, reference[0], return_indices=True)
        if len(both) > 1:
            return geometry.turned_to(points, here, reference[1][there])
    at = np.flatnonzero(codes == _USA)
    if len(at) and points[at[0], 0] < 0:
        points = points * np.array([-1.0, 1.0])
    return points


def group_lines(
    bench: Bench,
    measure: str | None = None,
    custom: Sequence[str] = (),
    keys: Sequence[str] = GROUPS,
) -> tuple[GroupLine, ...]:
    """Return the cohesion of groups year by year, from 1946 or their founding to the last complete year.

    Parameters
    ----------
    custom
        States (names, ISO3) of one more group, the same in every year.
    keys
        Organisations of the ledger.

    Raises
    ------
    UnknownNameError
        For an unknown state or organisation.
    """
    m = chosen_measure(measure, bench.record, GROUPING)
    last = access.latest_year(bench.record, m.name, bench.on)
    first = max(FIRST_YEAR, bench.record.coverage(m.table).provenance.covers_from)
    if last is None:
        return ()
    lines = []
    for key in keys:
        body = bench.ledger.organisation(key)
        since = max(first, body.founded.year)
        until = last if body.dissolved is None else min(last, body.dissolved.year - 1)
        members = {y: _codes(bench.members(body.key, date(y, 12, 31)), y) for y in range(since, until + 1)}
        lines.append(_line(bench, m, body.key, body.name, members))
    if custom:
        wanted = [states.get(c, bench.on).iso3 for c in custom]
        members = {y: _codes(wanted, y) for y in range(first, last + 1)}
        lines.append(_line(bench, m, "custom", ", ".join(dict.fromkeys(wanted)), members))
    return tuple(lines)


def _codes(iso3: Sequence[str], year: int) -> NDArray[np.int16]:
    found = [states.code_of_iso3(x, year) for x in iso3]
    return np.array(sorted({c for c in found if c is not None}), dtype=np.int16)


def _line(bench: Bench, m: Measure, key: str, name: str, members: dict[int, NDArray[np.int16]]) -> GroupLine:
    made = cohesion(bench.record, m.name, members)

    def plain(values: NDArray[np.float64]) -> tuple[float | None, ...]:
        return tuple(None if np.isnan(v) else float(v) for v in values)

    return GroupLine(
        key,
        name,
        tuple(int(y) for y in made.years),
        plain(made.mean),
        plain(made.low),
        plain(made.high),
        tuple(int(p) for p in made.pairs),
    )
