"""What the joint draws of a pair say: that a year is its closest, that it drifts apart, that it is closer than another.

Every probability is a share of joint draws, averaged over specifications.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from bilat.measures.index.posterior import Posterior

__all__ = ["Probability", "closest", "closest_years", "p_closer", "p_trend"]


@dataclass(frozen=True)
class Probability:
    """A probability averaged over specifications, and its range over them."""

    value: float
    low: float
    high: float
    by_specification: dict[str, float]


def _averaged(by: dict[str, float]) -> Probability:
    values = list(by.values())
    return Probability(float(np.mean(values)), min(values), max(values), by)


def closest(
    result: Posterior,
    window: np.ndarray,
    name: str,
    direction: Literal["closest", "farthest"] = "closest",
    at: int = -1,
) -> tuple[Probability, np.ndarray]:
    """Return P(a year of the window is its closest, or farthest), and that of every year, averaged over specifications.

    Less hostile is closer. `window` holds positions of years; `at` is the place in it of the year meant, the last if none is.
    """
    sign = (-1.0 if name == "hostility" else 1.0) * (1.0 if direction == "closest" else -1.0)
    drawn = result.of(name)
    shares = closest_years(sign * drawn.values[:, _span(window)])
    by = {s: float(shares[row, at]) for s, row in drawn.rows.items()}
    return _averaged(by), shares[list(drawn.rows.values())].mean(axis=0)


def closest_years(values: np.ndarray) -> np.ndarray:
    """Return the share of draws in which each year is the largest, ties split: (..., years, draws) to (..., years).

    Examples
    --------
    >>> closest_years(np.array([[1.0, 0.0], [1.0, 2.0]]))
    array([0.25, 0.75])
    """
    best = values == values.max(axis=-2, keepdims=True)
    ties = best.sum(axis=-2, keepdims=True, dtype=np.int16)
    shares: np.ndarray = (best if ties.max() == 1 else best / ties.astype(np.float64)).mean(axis=-1)
    return shares


def p_closer(
    one: Posterior, other: Posterior, year: int, name: str = "alignment", since: int | None = None
) -> Probability:
    """Return P(the first pair is closer than the second in a year, or on average since one); for hostility, less hostile.

    Every draw of the one is set beside every draw of the other but its own twin, which came from the same random numbers.
    """
    t = int(np.flatnonzero(one.years == year)[0])
    at = slice(t if since is None else int(np.flatnonzero(one.years == since)[0]), t + 1)
    sign = -1.0 if name == "hostility" else 1.0
    mine, its = one.of(name), other.of(name)
    by = {s: _share_above(sign * mine[s][at].mean(0), sign * its[s][at].mean(0)) for s in mine.rows}
    return _averaged(by)


def _share_above(a: np.ndarray, b: np.ndarray) -> float:
    """Return how often a number of one series is above one of the other that stands in another place.

    Examples
    --------
    >>> _share_above(np.array([1.0, 5.0]), np.array([2.0, 3.0]))
    0.5
    """
    above = np.searchsorted(np.sort(b), a).sum() - (a > b).sum()
    return float(above / (len(a) * (len(a) - 1)))


def p_trend(result: Posterior, since: int, until: int, name: str = "alignment") -> Probability:
    """Return P(the slope over the window is below 0): drifting apart; for hostility, growing less hostile."""
    window = np.flatnonzero((result.years >= since) & (result.years <= until) & result.alive)
    x = result.years[window] - result.years[window].mean()
    drawn = result.of(name)
    falling = (x @ drawn.values[:, _span(window)] < 0).mean(axis=-1)
    return _averaged({s: float(falling[row]) for s, row in drawn.rows.items()})


def _span(window: np.ndarray) -> np.ndarray | slice:
    """Return positions as a slice where they have no gap: nothing is copied then."""
    whole = len(window) > 0 and window[-1] - window[0] == len(window) - 1
    return slice(int(window[0]), int(window[-1]) + 1) if whole else window
