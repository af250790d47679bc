"""Zeros in a source of trade that are gaps, not trade of nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bilat.measures import access

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.measures.trade_series import TradeSeries

__all__ = ["NEAR", "hole", "unreported"]

#: Years on either side of a zero that tell of it, and the share of trade that is much.
NEAR, _MUCH = 6, 0.02
#: Half of its arms, and the year from which planned economies report their trade.
_HALF, _REPORTED_FROM = 0.5, 1992


def hole(series: TradeSeries, year: int) -> bool:
    """Say whether a zero stands among years of real trade: sources write unreported flows as zeros."""
    near = np.abs(series.years.astype(int) - year) <= NEAR
    return series.share_at(year) == 0 and bool((series.share[near] >= _MUCH).any())


def unreported(bench: Bench, code: int, series: TradeSeries, year: int) -> int | None:
    """Return whose trade with a state the source leaves out in a year; ``None`` where nothing speaks for that.

    Who supplied half of a state's arms traded with it: Moscow with Havana, Ulan Bator and Pyongyang, whose trade the
    sources have as zero for decades. Every share of such a state's trade is then one of less than all of it.
    """
    if year >= _REPORTED_FROM:
        return None
    arms = access.partners(bench.record, "arms_share", code, year, "in")
    shares = dict(series.partners(year))
    return next((p.code for p in arms if p.value >= _HALF and not shares.get(p.code)), None)
