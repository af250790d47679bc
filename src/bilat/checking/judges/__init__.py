"""One judge per kind of proposition. `JUDGES` is the one list; every kind of `bilat.propositions` is in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bilat.checking.context import Bench
from bilat.checking.judges.arms import judge_arms
from bilat.checking.judges.attitudes import judge_pledge, judge_stance
from bilat.checking.judges.comparison import judge_comparison
from bilat.checking.judges.dispute import judge_dispute
from bilat.checking.judges.event import judge_event
from bilat.checking.judges.forecast import judge_forecast
from bilat.checking.judges.membership import judge_membership
from bilat.checking.judges.obligation import judge_obligation
from bilat.checking.judges.sanction import judge_sanction
from bilat.checking.judges.share import judge_share
from bilat.checking.judges.superlative import judge_superlative
from bilat.checking.judges.trade import judge_trade
from bilat.checking.judges.trend import judge_trend
from bilat.checking.judges.triadic import judge_triadic
from bilat.checking.judges.vote import judge_vote
from bilat.types import Verdict

__all__ = ["JUDGES"]

#: Kind to judge. Each takes its own proposition type; the registry cannot say so to the type checker.
JUDGES: dict[str, Callable[[Any, Bench], Verdict]] = {
    "closeness.superlative": judge_superlative,
    "closeness.trend": judge_trend,
    "closeness.comparison": judge_comparison,
    "obligation": judge_obligation,
    "vote": judge_vote,
    "vote.share": judge_share,
    "arms": judge_arms,
    "trade": judge_trade,
    "dispute": judge_dispute,
    "sanction": judge_sanction,
    "membership": judge_membership,
    "event": judge_event,
    "triadic": judge_triadic,
    "stance": judge_stance,
    "pledge": judge_pledge,
    "forecast": judge_forecast,
}
