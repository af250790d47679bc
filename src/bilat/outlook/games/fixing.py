"""Setting values of a scenario by hand: this is so, the rest as the file has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bilat.errors import InputError, UnknownNameError
from bilat.outlook.games.drawing import sample
from bilat.outlook.games.model import Draw, Scenario, Value

if TYPE_CHECKING:
    from bilat.outlook.games.playing import Played

__all__ = ["Setting", "settings", "with_fixed"]


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that can be set: the range that its distribution (and prior) reach, where it stands now.

    ``now`` is the number it was set to, or ``None`` while it is drawn; ``middle`` is its median as drawn.
    """

    name: str
    why: str
    text: str
    low: float
    high: float
    middle: float
    now: float | None


def with_fixed(scenario: Scenario, numbers: Mapping[str, float]) -> Scenario:
    """Return the scenario with some values set to a number.

    Raises
    ------
    UnknownNameError
        For a value that the scenario does not have.
    InputError
        For an expression, which follows from other values, or a number that is none.

    Examples
    --------
    >>> from bilat.outlook.games import load
    >>> with_fixed(load("clash"), {"cost": 0.4}).values["cost"].draw
    Draw(name='fixed', numbers=(0.4,))
    """
    values = dict(scenario.values)
    for name, number in numbers.items():
        if name not in values:
            raise UnknownNameError("value of the scenario", name, values)
        if values[name].expression is not None:
            raise InputError(
                f"{name!r} follows from other values and cannot be set.", "Set the values it rests on."
            )
        if not np.isfinite(number) or abs(number) > 1e6:
            raise InputError(f"{number} is no number that {name!r} can take.", "Give one within its range.")
        values[name] = Value(
            name, values[name].why, draw=Draw("fixed", (float(number),)), within=values[name].within
        )
    return replace(scenario, values=values)


def settings(scenario: Scenario, as_drawn: Played, fixed: Mapping[str, float]) -> tuple[Setting, ...]:
    """Return the values that can be set, with their ranges: where half of a percent of draws lies beyond each end.

    Parameters
    ----------
    scenario, as_drawn
        The scenario as its file has it, and played so.
    fixed
        The numbers that values are set to now.
    """
    found = []
    for s in as_drawn.sourced:
        value = scenario.values[s.name]
        drawn = sample(s.draw, np.random.default_rng(0), 2_000, s.within)
        reach = [drawn]
        if value.prior is not None:
            reach.append(sample(value.prior, np.random.default_rng(0), 2_000, s.within))
        low = min(float(np.quantile(x, 0.005)) for x in reach)
        high = max(float(np.quantile(x, 0.995)) for x in reach)
        if s.name in fixed:
            low, high = min(low, fixed[s.name]), max(high, fixed[s.name])
        if low == high:  # known exactly, with no prior: half as much to half as much again
            spread = 0.5 * abs(low) or 0.5
            low, high = low - spread, high + spread
        found.append(
            Setting(s.name, value.why, s.text, low, high, float(np.median(drawn)), fixed.get(s.name))
        )
    return tuple(found)
