"""bilat: an open, local-first workbench for relations between states.

Examples
--------
>>> import bilat
>>> bilat.resolve("Moscow").iso3
'RUS'
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from bilat.api import (
        alignment,
        alignment_odds,
        ask,
        ask_claims,
        ask_frame,
        attributions,
        brief,
        certainty,
        check,
        check_many,
        check_text,
        dyads,
        event_type,
        friction,
        group_lines,
        ideal_points,
        join,
        metonymy,
        outlook_ask,
        outlook_backtest,
        outlook_case,
        outlook_families,
        outlook_ledger,
        outlook_verify,
        pair_view,
        partners,
        read,
        resolve,
        state_profile,
        votes,
        world_view,
    )

__all__ = [
    "__version__",
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


def __getattr__(name: str) -> Any:
    """Load the API on first use: `import bilat` itself costs nothing."""
    if name in __all__:
        return getattr(importlib.import_module("bilat.api"), name)
    raise AttributeError(f"module 'bilat' has no attribute {name!r}")


class _Package(ModuleType):
    """The package: a room of the same name does not hide a function (`bilat.brief` is both)."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    return sorted(__all__)
