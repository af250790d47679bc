"""What a choice hangs on: the share of its variance that each value explains, and what would turn it.

References
----------
Saltelli et al. 2008, Global Sensitivity Analysis: first-order indices; here estimated from the given draws by bins,
with the one-way analysis-of-variance correction for the noise within bins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bilat.measures.trend import rank_correlation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.outlook.games.solve import Play

__all__ = ["Driver", "Flip", "drivers", "first_order", "flips", "vary"]

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Driver:
    """A value that moves a choice.

    ``share`` is its first-order share of the variance of P(``action``), 0-1; ``direction`` is the rank correlation
    with it, -1 to 1.
    """

    value: str
    action: str
    share: float
    direction: float


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest change of one value, the others at their medians, that changes the best action."""

    value: str
    median: float
    at: float
    before: str
    after: str


def first_order(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """Return the share of the variance of `y` that `x` alone explains, 0 to 1.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> x, z = rng.normal(size=(2, 20_000))
    >>> round(first_order(x, 2 * x + z), 2)
    0.8
    """
    n = len(y)
    bins = int(np.clip(n // 40, 2, 50))
    if n < 8 or np.ptp(y) < 1e-12 or np.ptp(x) < 1e-12:
        return 0.0
    groups = np.array_split(y[np.argsort(x, kind="stable")], bins)
    total = float(((y - y.mean()) ** 2).sum())
    within = sum(float(((g - g.mean()) ** 2).sum()) for g in groups)
    between = total - within
    return float(np.clip((between - (bins - 1) * within / (n - bins)) / total, 0, 1))


def drivers(
    actions: tuple[str, ...], choice: NDArray[np.float64], inputs: Mapping[str, NDArray[np.float64]]
) -> tuple[Driver, ...]:
    """Rank the values by what they explain of the action that varies most; `choice` is (actions, draws)."""
    k = int(choice.var(axis=1).argmax())
    y = choice[k]
    found = []
    for name, x in inputs.items():
        share = first_order(x, y)
        if share >= 0.01:
            found.append(Driver(name, actions[k], share, rank_correlation(x, y)))
    return tuple(sorted(found, key=lambda d: -d.share)[:_SHOWN])


def vary(
    middle: Mapping[str, float],
    drawn: Mapping[str, NDArray[np.float64]],
    solve: Callable[[Mapping[str, NDArray[np.float64]]], Play],
    points: int,
) -> dict[str, tuple[NDArray[np.float64], Play]]:
    """Vary each value over the span of its draws, the others at their medians.

    Parameters
    ----------
    solve
        From values (name to array) to subgame-perfect play.
    points
        How finely each value is varied.

    Returns
    -------
    dict
        Value to (where it was set, the play there).
    """
    found = {}
    for name, x in drawn.items():
        if np.ptp(x) < 1e-12:
            continue
        grid = np.sort(np.append(np.linspace(x.min(), x.max(), points - 1), middle[name]))
        values = {k: np.full(points, v) for k, v in middle.items()} | {name: grid}
        found[name] = (grid, solve(values))
    return found


def flips(
    actions: tuple[str, ...],
    infoset: int,
    middle: Mapping[str, float],
    varied: Mapping[str, tuple[NDArray[np.float64], Play]],
) -> tuple[Flip, ...]:
    """Return what turns the best action at one information set, the nearest (in the value's own span) first."""
    found = []
    for name, (grid, play) in varied.items():
        best = play.choices[infoset].argmax(axis=0)
        start = int(np.searchsorted(grid, middle[name]))
        turned = np.flatnonzero(best != best[start])
        if len(turned):
            at = turned[np.abs(grid[turned] - grid[start]).argmin()]
            distance = abs(grid[at] - grid[start]) / (grid[-1] - grid[0])
            flip = Flip(name, float(grid[start]), float(grid[at]), actions[best[start]], actions[best[at]])
            found.append((distance, flip))
    return tuple(f for _distance, f in sorted(found, key=lambda pair: pair[0])[:_SHOWN])
