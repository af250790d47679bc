"""What a scenario is: its values, moves and outcomes, checked when they are read (`scenario`)."""

from __future__ import annotations

from dataclasses import dataclass

from bilat.outlook.games.expression import Expression

__all__ = ["CHANCE", "DISTRIBUTIONS", "RATIONALITY", "Draw", "Move", "Scenario", "Value"]

#: The player of moves that nobody decides.
CHANCE = "chance"


#: Distribution to the names of its numbers.
DISTRIBUTIONS: dict[str, tuple[str, ...]] = {
    "fixed": ("value",),
    "normal": ("mean", "standard deviation"),
    "uniform": ("low", "high"),
    "loguniform": ("low", "high"),
    "triangular": ("low", "mode", "high"),
    "beta": ("a", "b"),
}


@dataclass(frozen=True, slots=True)
class Draw:
    """A distribution: one of `DISTRIBUTIONS` and its numbers."""

    name: str
    numbers: tuple[float, ...]


#: How strictly players follow their payoffs, where the file does not say.
RATIONALITY = Draw("loguniform", (1.0, 10.0))


@dataclass(frozen=True, slots=True)
class Value:
    """A named number of the scenario.

    Exactly one of ``measure`` (with ``of``, the roles it is looked up for), ``draw`` and ``expression`` is set.
    ``prior`` stands in where the measure is not known; ``sd`` is its uncertainty where it has no interval.
    """

    name: str
    why: str
    measure: str | None = None
    of: tuple[str, ...] = ()
    prior: Draw | None = None
    sd: float | None = None
    draw: Draw | None = None
    expression: Expression | None = None
    within: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A choice of a player, or of chance with ``probabilities``.

    ``then`` names, for each action, the next move or the outcome. ``unseen`` names earlier moves whose action the
    player does not know when it moves; moves with the same ``information`` look alike to it.
    """

    name: str
    player: str
    actions: tuple[str, ...]
    then: tuple[str, ...]
    unseen: tuple[str, ...] = ()
    information: str = ""
    probabilities: tuple[Expression, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A checked scenario.

    Attributes
    ----------
    states
        Role to the state's name as written.
    players
        The roles that move, in the file's order.
    values
        Name to value, in an order in which each rests on earlier ones only.
    outcomes
        Outcome to player to payoff.
    rationality
        Of the logit choice: the weight of payoffs, drawn anew each time.
    """

    name: str
    title: str
    about: str
    states: dict[str, str]
    players: tuple[str, ...]
    values: dict[str, Value]
    moves: dict[str, Move]
    outcomes: dict[str, dict[str, Expression]]
    first: str
    rationality: Draw
