"""The outlook: conditional forecasts from reference classes, scored.

`ask` frames a question, finds its family and answers with probabilities, the classes they rest on, how it will be
resolved and what a backtest says of the family's skill. Every question asked is kept in the diary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bilat.outlook.answering import ask, frame
    from bilat.outlook.types import (
        Case,
        Condition,
        Forecast,
        Known,
        Question,
        ReferenceClass,
        Resolution,
        Rule,
    )

__all__ = [
    "Case",
    "Condition",
    "Forecast",
    "Known",
    "Question",
    "ReferenceClass",
    "Resolution",
    "Rule",
    "ask",
    "frame",
]

_ANSWERING = ("ask", "frame")


def __getattr__(name: str) -> Any:
    """Load what is asked for: a face that only lists families needs no model."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    module = importlib.import_module(f"bilat.outlook.{'answering' if name in _ANSWERING else 'types'}")
    return getattr(module, name)
