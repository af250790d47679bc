"""What the pages of the web app show, for notebooks too: a pair, a state, the world, groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilat.api._opening import Day, bench_of

if TYPE_CHECKING:
    from bilat.brief.pairs import PairView
    from bilat.brief.profile import StateProfile
    from bilat.brief.world import GroupLine, WorldView

__all__ = ["group_lines", "pair_view", "state_profile", "world_view"]


def pair_view(a: str, b: str, on: Day = None, *, measure: str | None = None, as_of: Day = None) -> PairView:
    """Return what a page of a pair shows: the dossier, the trajectory with its marks, ranks, bridges."""
    from bilat.brief import make_brief
    from bilat.brief.pairs import pair_view as view

    bench = bench_of(on, as_of)
    return view(bench, make_brief(a, b, bench.on, bench.record, bench.ledger, bench.as_of), measure)


def state_profile(
    state: str, on: Day = None, *, measure: str | None = None, as_of: Day = None, limit: int = 10
) -> StateProfile:
    """Return the profile of a state: whom it is aligned with, how it votes, arms out and in."""
    from bilat.brief.profile import state_profile as profile

    return profile(bench_of(on, as_of), state, measure, limit)


def world_view(
    year: int | None = None, *, on: Day = None, measure: str | None = None, as_of: Day = None
) -> WorldView:
    """Return the world of a year: states in two dimensions, and blocs."""
    from bilat.brief.world import world_view as view

    return view(bench_of(on, as_of), year, measure)


def group_lines(
    custom: list[str] | None = None, *, on: Day = None, measure: str | None = None, as_of: Day = None
) -> tuple[GroupLine, ...]:
    """Return the cohesion of NATO, EU, G7, BRICS, SCO, ASEAN and AU, and of a group of one's own, by year."""
    from bilat.brief.world import group_lines as lines

    return lines(bench_of(on, as_of), measure, custom or ())
