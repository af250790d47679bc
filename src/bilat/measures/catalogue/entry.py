"""What the catalogue says of a measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["DIMENSIONS", "Measure"]

#: The dimensions in the order in which faces show them.
DIMENSIONS: tuple[str, ...] = (
    "alignment",
    "votes",
    "obligations",
    "arms",
    "trade",
    "disputes",
    "institutions",
    "cooperation",
    "sanctions",
    "events",
    "capabilities",
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Attributes
    ----------
    name
        The word used in the API, the command line and panels.
    dimension
        One of `DIMENSIONS`.
    table, column
        Where it lives.
    tie
        ``dyad`` (undirected), ``directed`` (source to target) or ``state``.
    label, unit
        For people.
    low, high
        Range; ``None`` where unbounded.
    closer
        1 if larger means closer, -1 if larger means farther apart, 0 if neither.
    absent
        Value of a pair without a row inside coverage (sparse tables); ``None`` for dense tables.
    formula, citation
        How it is computed, and the paper.
    """

    name: str
    dimension: str
    table: str
    column: str
    tie: Literal["dyad", "directed", "state"]
    label: str
    unit: str
    low: float | None
    high: float | None
    closer: Literal[-1, 0, 1]
    absent: float | None
    formula: str
    citation: str
