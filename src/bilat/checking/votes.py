"""Voting agreement of states and of groups over a window, roll calls pooled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bilat.measures import access

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.types import Observation

__all__ = ["pooled_agreement", "stretches"]


def pooled_agreement(
    bench: Bench, a: str, b: str, since: int, until: int, issue: str | None = None
) -> Observation | None:
    """Return the share of equal votes over a window; for a group, the mean over its members of that time.

    Germany is followed across 1990, and so is any state whose code changed: each stretch counts with its roll calls.
    """
    total = same = 0.0
    last: Observation | None = None
    pieces: list[Observation] = []
    for x in bench.members(a):
        for y in bench.members(b):
            if x == y:
                continue
            for first, end, one, two in stretches(bench, x, y, since, until):
                seen = access.agreement_between(bench.record, one, two, first, end, issue)
                last = last or seen
                if seen.value is not None and seen.n:
                    pieces.append(seen)
                    total += seen.n
                    same += seen.n * seen.value
    if len(pieces) == 1:
        return pieces[0]
    if not pieces:
        return last
    # Bounds of pooled pieces are those of a share of that many roll calls.
    from scipy.special import betaincinv

    low, high = betaincinv(same + 0.5, total - same + 0.5, [0.05, 0.95])
    return replace(pieces[-1], value=same / total, low=float(low), high=float(high), n=int(total))


def stretches(bench: Bench, a: str, b: str, since: int, until: int) -> list[tuple[int, int, int, int]]:
    """Return the stretches of a window in which both codes stay the same."""
    found: list[tuple[int, int, int, int]] = []
    for year in range(since, until + 1):
        one, two = bench.code(a, year), bench.code(b, year)
        if one == two:
            continue
        if found and found[-1][2:] == (one, two) and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year, one, two)
        else:
            found.append((year, year, one, two))
    return found
