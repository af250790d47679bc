"""What `bilat.measures.access` hands out: histories, cross-sections, standings, partners."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bilat.measures.catalogue import Measure
    from bilat.types import Observation, Provenance

__all__ = ["CrossSection", "History", "Partner", "Standing"]


@dataclass(frozen=True)
class History:
    """A pair's values on one measure, year by year.

    Attributes
    ----------
    years
        Consecutive years, shape (n,).
    values
        NaN where unknown, shape (n,).
    n
        Roll calls behind each value, or ``None``.
    reasons
        Year to why it is unknown.
    bounds
        Works out ``low`` and ``high``; ``None`` where the measure has no interval.
    """

    measure: Measure
    years: NDArray[np.int16]
    values: NDArray[np.float64]
    provenance: Provenance
    n: NDArray[np.int64] | None = None
    reasons: dict[int, str] = field(default_factory=dict)
    bounds: Callable[[], tuple[NDArray[np.float64], NDArray[np.float64]]] | None = None

    @cached_property
    def _interval(self) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
        # drawn only when somebody looks: most readers of a history want the values alone
        return None if self.bounds is None else self.bounds()

    @property
    def low(self) -> NDArray[np.float64] | None:
        """The 5% bounds, shape (n,), or ``None`` where the measure has no interval."""
        return None if self._interval is None else self._interval[0]

    @property
    def high(self) -> NDArray[np.float64] | None:
        """The 95% bounds, shape (n,), or ``None`` where the measure has no interval."""
        return None if self._interval is None else self._interval[1]


@dataclass(frozen=True)
class CrossSection:
    """Every pair with a known value in one year: ``a``, ``b`` codes and ``values``, each shape (pairs,).

    For a directed measure ``a`` is the source.
    """

    a: NDArray[np.int16]
    b: NDArray[np.int16]
    values: NDArray[np.float64]


@dataclass(frozen=True)
class Standing:
    """Where a pair's value stands in a year; everything but ``observation`` is ``None`` if it is unknown.

    ``percentile`` (0-100) and ``rank`` (1 is the closest) are among the ``of`` pairs known that year;
    ``rank_in_history`` among the ``of_years`` years known for the pair up to that year.
    """

    observation: Observation
    value: float | None
    percentile: float | None = None
    rank: int | None = None
    of: int | None = None
    rank_in_history: int | None = None
    of_years: int | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner of a state: its code, the value, its rank among ``of``; equal values share a rank."""

    code: int
    value: float
    rank: int
    of: int
