"""The probability that a year holds the maximum of a measure of votes, from its sampling distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from bilat.measures.catalogue import measure
from bilat.measures.joint import SIMILARITIES, posterior_draws
from bilat.measures.rows import DRAWS, joint_counts, pair_seed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.record import Record

__all__ = ["p_maximum"]

_FEW_YEARS = 12
_NEAR = 0.04
#: Draws of a first look, and how many standard deviations apart years must lie to be told apart by it.
_LOOK, _APART = 48, 2.5
#: Probabilities drawn last: a claim made twice, or about the same pair in another sentence, is not drawn anew.
_MOST_KEPT = 4096
_maxima: WeakKeyDictionary[Record, dict[tuple[object, ...], float | None]] = WeakKeyDictionary()


def p_maximum(
    record: Record, name: str, a: int, b: int, year: int, since: int, until: int | None = None
) -> float | None:
    """Return P(`year` holds the window's maximum), or ``None`` where the measure has no sampling distribution.

    The window runs from `since` to `year`, or to `until`. Each year's value is drawn from its posterior given that year's
    joint votes; the probability is the share of draws in which `year` is the largest.
    """
    if name not in SIMILARITIES or since > year:
        return None
    kept = _maxima.setdefault(record, {})
    last = year if until is None else max(year, until)
    key = (name, a, b, year, since, last)
    if key in kept:
        return kept[key]
    found = _p_maximum(record, name, a, b, year, since, last)
    if len(kept) >= _MOST_KEPT:
        kept.pop(next(iter(kept)), None)
    kept[key] = found
    return found


def _p_maximum(record: Record, name: str, a: int, b: int, year: int, since: int, last: int) -> float | None:
    m = measure(name)
    years = np.arange(since, last + 1, dtype=np.int16)
    counts = joint_counts(record, m.table, a, b, years)
    known = counts.sum(axis=(1, 2)) > 0
    if not known[year - since] or known.sum() < 2:
        return None
    held = counts[known]
    at = int(known[: year - since].sum())
    if len(held) > _FEW_YEARS:
        # Years that come nowhere near the top in a first look cannot hold the maximum: most of a long window.
        look = posterior_draws(held, name, _LOOK, pair_seed(a, b))
        look = look[~np.isnan(look).any(axis=1)]
        if len(look) < 2:
            return None
        middle, spread = look.mean(axis=0), _APART * look.std(axis=0, ddof=1)
        near = middle + spread >= (middle - spread).max()
        if not near[at]:
            return 0.0
        held, at = held[near], int(near[:at].sum())
    found = _share_of_maxima(held, at, name, DRAWS, pair_seed(a, b))
    if found is not None and any(abs(found - limit) < _NEAR for limit in (0.1, 0.9)):
        # where a verdict hangs on it, four times as many draws: a standard error of half a point
        found = _share_of_maxima(held, at, name, 4 * DRAWS, pair_seed(a, b))
    return found


def _share_of_maxima(held: NDArray[np.float64], at: int, name: str, draws: int, seed: int) -> float | None:
    """Return in which share of draws the year at a place is the largest."""
    drawn = posterior_draws(held, name, draws, seed)
    whole = ~np.isnan(drawn).any(axis=1)
    if not whole.any():
        return None
    return float((drawn[whole].argmax(axis=1) == at).mean())
