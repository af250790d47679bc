"""The Python face: the few functions scripts rely on. Each composes rooms and computes nothing itself.

`bilat` hands them on; docs/api.md lists them all, and nothing else is promised.
"""

from bilat.api.claims import ask, ask_claims, check, check_many, check_text
from bilat.api.forecasts import (
    outlook_ask,
    outlook_backtest,
    outlook_case,
    outlook_families,
    outlook_ledger,
    outlook_verify,
)
from bilat.api.frames import ask_frame, join
from bilat.api.reading import attributions, certainty, event_type, metonymy, read, resolve
from bilat.api.relations import (
    alignment,
    alignment_odds,
    brief,
    dyads,
    friction,
    ideal_points,
    partners,
    votes,
)
from bilat.api.views import group_lines, pair_view, state_profile, world_view

__all__ = [
    "alignment",
    "alignment_odds",
    "ask",
    "ask_claims",
    "ask_frame",
    "attributions",
    "brief",
    "certainty",
    "check",
    "check_many",
    "check_text",
    "dyads",
    "event_type",
    "friction",
    "group_lines",
    "ideal_points",
    "join",
    "metonymy",
    "outlook_ask",
    "outlook_backtest",
    "outlook_case",
    "outlook_families",
    "outlook_ledger",
    "outlook_verify",
    "pair_view",
    "partners",
    "read",
    "resolve",
    "state_profile",
    "votes",
    "world_view",
]
