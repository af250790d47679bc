"""Linear models kept as JSON: a table of feature weights, and their sums."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

__all__ = ["table", "total", "totals", "weighed"]


@lru_cache(maxsize=8)
def table(name: str) -> dict[str, Any]:
    """Return what ``weights/NAME.json`` holds: ``weights`` and how they were trained."""
    file = resources.files("bilat.reading") / "weights" / f"{name}.json"
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def total(name: str, features: Iterable[str]) -> float:
    """Return the sum of the weights of `features` in a one-column table."""
    weights = table(name)["weights"]
    # In the order given: a set's order, and with it the last digit of the sum, changes from process to process.
    return _added(weights.get(f, 0.0) for f in dict.fromkeys(features))


def weighed(name: str, features: Mapping[str, float], part: str = "") -> float:
    """Return the sum of the weights of `features` in a one-column table, each times the feature's number.

    With `part`, of the features that have its name and a colon before theirs.
    """
    weights = _of_part(name, part) if part else table(name)["weights"]
    found = 0.0
    for feature, value in features.items():
        if feature in weights:
            found += value * weights[feature]
    return found


@lru_cache(maxsize=8)
def _of_part(name: str, part: str) -> dict[str, float]:
    weights: dict[str, float] = table(name)["weights"]
    lead = f"{part}:"
    return {
        feature.removeprefix(lead): weight for feature, weight in weights.items() if feature.startswith(lead)
    }


def totals(name: str, features: Iterable[str]) -> list[float]:
    """Return the sums of the weights of `features` in a table with a column per class."""
    found = table(name)
    sums = [0.0] * len(found["classes"])
    for feature in dict.fromkeys(features):
        row = found["weights"].get(feature)
        if row:
            sums = [a + b for a, b in zip(sums, row, strict=True)]
    return sums


def _added(numbers: Iterable[float]) -> float:
    """Return the sum, one number after the other: `sum` itself carries the rounding along from Python 3.12 on."""
    found = 0.0
    for number in numbers:
        found += number
    return found
