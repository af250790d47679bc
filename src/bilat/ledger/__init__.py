"""The ledger: hand-written, cited landmark facts, and their reader.

Roll calls, treaties, wars, events, sanctions regimes, territorial disputes, organisations. Each stands in
its own TOML file beside this module, written as a fact of the public record with its citation; docs/ledger.md
says how it was verified. It lists landmarks: silence of the ledger never means that something did not happen.
"""

from __future__ import annotations

from bilat.ledger.facts import (
    Event,
    Member,
    Organisation,
    Regime,
    RollCall,
    TerritorialClaim,
    Treaty,
    War,
)
from bilat.ledger.ledger import KNOWN_TO, Ledger, load

__all__ = [
    "KNOWN_TO",
    "Event",
    "Ledger",
    "Member",
    "Organisation",
    "Regime",
    "RollCall",
    "TerritorialClaim",
    "Treaty",
    "War",
    "load",
]
