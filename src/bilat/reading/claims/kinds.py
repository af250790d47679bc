"""The modules that read the kinds of claims, imported at once: from a package itself they would be looked up anew each time."""

from __future__ import annotations

from bilat.reading.claims.alignment import closeness, four
from bilat.reading.claims.bonds import belonging, membership, obligation, ties, triadic
from bilat.reading.claims.bounds import beyond
from bilat.reading.claims.conflict import dispute, event, sanction
from bilat.reading.claims.exchange import arms, balance, flows, roles, trade
from bilat.reading.claims.intent import attitudes, forecast
from bilat.reading.claims.voting import alike, casting, votes

__all__ = [
    "alike",
    "arms",
    "attitudes",
    "balance",
    "belonging",
    "beyond",
    "casting",
    "closeness",
    "dispute",
    "event",
    "flows",
    "forecast",
    "four",
    "membership",
    "obligation",
    "roles",
    "sanction",
    "ties",
    "trade",
    "triadic",
    "votes",
]
