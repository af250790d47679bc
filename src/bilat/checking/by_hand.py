"""How a reader can check a verdict without bilat: where the figure stands, and what to look for there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bilat.checking.rows import LEDGER_SOURCE

if TYPE_CHECKING:
    from bilat.types import Evidence, Verdict

__all__ = ["by_hand"]

_SYMBOL = re.compile(r"[AS]/[A-Z0-9][A-Za-z0-9/.()-]*(?: \(\d{4}\))?")
#: Dimension to what is to be done with its source.
_STEPS: dict[str, str] = {
    "votes": "count the roll calls on which both voted and those with the same vote",
    "obligations": "look for treaties between the two in force in that year and read what they oblige to",
    "arms": "sum the deliveries (trend-indicator values) of the years named, by supplier and recipient",
    "trade": "divide the pair's imports and exports by all of the state's in that year",
    "disputes": "look for disputes of the two that reach into the years named",
    "sanctions": "look for cases with that sender and target whose years cover the day",
    "institutions": "look the state up in the list of members with dates",
    "events": "look the event up by its date",
    "cooperation": "look up the exercises or agreements that both took part in",
}
_SHOWN = 4


def by_hand(verdict: Verdict) -> tuple[str, ...]:
    """Return what to look up, one line a source; empty where the verdict has no evidence.

    Examples
    --------
    >>> import bilat
    >>> by_hand(bilat.ask("India abstained on A/RES/68/262.", on="2015-01-01"))
    ('Open https://undocs.org/A/RES/68/262 or the voting record of A/RES/68/262 in the UN Digital Library.',)
    """
    lines = dict.fromkeys(line for row in verdict.evidence if (line := _line(row)))
    return tuple(lines)[:_SHOWN]


def _line(row: Evidence) -> str:
    symbol = _SYMBOL.search(row.measure) if row.measure.startswith("vote on ") else None
    if symbol:
        plain = symbol[0].replace(" ", "")
        return f"Open https://undocs.org/{plain} or the voting record of {plain} in the UN Digital Library."
    if row.source == LEDGER_SOURCE:
        return f"Look up: {row.citation.rstrip('.')}." if row.citation else ""
    if row.measure == "vetoes":
        return f"In the UN Library's list of vetoes ({row.citation.rsplit(' ', 1)[-1]}): count those that the state cast in the years named."
    step = _STEPS.get(row.dimension)
    when = f" for {row.year}" if row.year else ""
    version = f" {row.version}" if row.version and row.version not in row.source else ""
    return f"In {row.source}{version}{when}: {step}." if step else ""
