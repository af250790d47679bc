"""Playing a scenario: payoffs drawn many times, each draw solved, and what the answer hangs on.

In every draw the players know the payoffs; the draws are our own uncertainty about them. So a share is "in so many
of the worlds the file allows", not a measured frequency: no backtest stands behind a scenario.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from bilat.errors import InputError
from bilat.outlook.games.drawing import Sourced, central, compute, roles, sample, source_values
from bilat.outlook.games.faults import ScenarioError
from bilat.outlook.games.model import CHANCE, Scenario
from bilat.outlook.games.sensitivity import Driver, Flip, drivers, flips, vary
from bilat.outlook.games.solve import Play, backward, by_gambit, reach
from bilat.outlook.games.tree import Tree, unfold
from bilat.shown import Shown

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.record import Record
    from bilat.states import State

__all__ = ["Action", "Choice", "Ending", "Played", "play"]

MAX_DRAWS = 20_000
MAX_GAMBIT_DRAWS = 1_000
_LARGEST = 1e6
_DRAWS, _GAMBIT_DRAWS = 1_000, 300
_GRID, _GAMBIT_GRID = 401, 15

Values = Mapping[str, "NDArray[np.float64]"]


@dataclass(frozen=True, slots=True)
class Action:
    """One action at one information set: its share in subgame-perfect play, its mean logit probability and 90% range."""

    name: str
    best: float
    logit: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Choice:
    """What a player does at one of its information sets.

    ``after`` is what it has seen (move, action); ``reached_best`` and ``reached_logit`` are P(the game gets there);
    ``ties`` counts draws in which two actions were equally good.
    """

    move: str
    player: str
    after: tuple[tuple[str, str], ...]
    actions: tuple[Action, ...]
    reached_best: float
    reached_logit: float
    ties: int
    drivers: tuple[Driver, ...]
    flips: tuple[Flip, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """An outcome: P in subgame-perfect play and in the logit quantal response, with its 90% range over draws."""

    name: str
    best: float
    logit: float
    low: float
    high: float


@dataclass(frozen=True)
class Played(Shown):
    """A scenario played on a day.

    Attributes
    ----------
    cast
        Role to state.
    sourced
        Every value drawn, and where it comes from.
    choices
        One per information set of a player, in the order of the tree.
    endings
        One per outcome.
    method
        How it was solved, in words.
    """

    scenario: Scenario
    on: date
    cast: dict[str, State]
    sourced: tuple[Sourced, ...]
    draws: int
    seed: int
    choices: tuple[Choice, ...]
    endings: tuple[Ending, ...]
    method: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Solver:
    """The game ready to be solved for any set of values."""

    scenario: Scenario
    tree: Tree

    def inputs(self, drawn: Values) -> tuple[dict[str, NDArray[np.float64]], dict[str, NDArray[np.float64]]]:
        values = compute(self.scenario, drawn)
        n = len(next(iter(drawn.values())))
        payoffs = {}
        for name, by_player in self.scenario.outcomes.items():
            rows = []
            for player, expression in by_player.items():
                row = np.broadcast_to(expression.evaluate(values), (n,))
                _sensible(row, f"outcomes.{name}.{player}")
                rows.append(row)
            payoffs[name] = np.stack(rows)
        return payoffs, _chances(self.scenario, values, n)

    def play(self, drawn: Values, weight: NDArray[np.float64] | None) -> Play:
        payoffs, chances = self.inputs(drawn)
        solver = backward if self.tree.perfect else by_gambit
        return solver(self.tree, self.scenario.players, payoffs, chances, weight)


def play(
    scenario: Scenario,
    record: Record,
    on: date,
    *,
    cast: Mapping[str, str] | None = None,
    draws: int | None = None,
    seed: int = 1,
) -> Played:
    """Play a scenario on a day.

    Parameters
    ----------
    record
        Cut to what was known on the day (``open_record(as_of=on)``); later years are not looked at either way.
    cast
        Role to another state than the file's.
    draws
        How often payoffs are drawn: 1,000 by default; 300, and at most 1,000, where a player does not see an earlier
        move, since pygambit then solves every draw.

    Raises
    ------
    ScenarioError
        If a measure is unknown and has no prior, or payoffs make no sense.

    Examples
    --------
    >>> from bilat.outlook.games import load
    >>> from bilat.record import open_record
    >>> day = date(2022, 2, 8)
    >>> played = play(load("invasion"), open_record(as_of=day), day, draws=50)
    >>> round(sum(e.logit for e in played.endings), 6)
    1.0
    """
    tree = unfold(scenario)
    most = MAX_DRAWS if tree.perfect else MAX_GAMBIT_DRAWS
    draws = draws if draws is not None else (_DRAWS if tree.perfect else _GAMBIT_DRAWS)
    if not 20 <= draws <= most:
        raise InputError(f"{draws} draws were asked for; 20 to {most:,} can be made.", "Use --draws 1000.")
    states = roles(scenario, on, cast or {})
    sourced = source_values(scenario, record, on, states)
    rng = np.random.default_rng(seed)
    drawn = {s.name: sample(s.draw, rng, draws, s.within) for s in sourced.values()}
    weight = sample(scenario.rationality, rng, draws, (0.0, np.inf))
    solver = _Solver(scenario, tree)
    if not drawn:
        drawn = {"": np.zeros(draws)}  # nothing is uncertain but the rationality
    _stakes(scenario, solver.inputs(drawn)[0])
    best, logit = solver.play(drawn, None), solver.play(drawn, weight)
    # P(the game gets there), over the draws: an outcome may be reached along several histories
    got_best, got_logit = reach(tree, best), reach(tree, logit)
    inputs = {k: v for k, v in drawn.items() if np.ptp(v) > 0} | {"rationality": weight}
    middle = central(drawn)
    varied = vary(middle, drawn, lambda x: solver.play(x, None), _GRID if tree.perfect else _GAMBIT_GRID)
    choices = []
    for k, infoset in enumerate(tree.infosets):
        if infoset.player == CHANCE:
            continue
        names = scenario.moves[infoset.move].actions
        nodes = list(infoset.nodes)
        choices.append(
            Choice(
                infoset.label,
                infoset.player,
                infoset.after,
                tuple(_action(n, best.choices[k][i], logit.choices[k][i]) for i, n in enumerate(names)),
                float(got_best[nodes].sum(axis=0).mean()),
                float(got_logit[nodes].sum(axis=0).mean()),
                int(best.ties[k]),
                drivers(names, logit.choices[k], inputs),
                flips(names, k, middle, varied),
            )
        )
    return Played(
        scenario,
        on,
        states,
        tuple(sourced.values()),
        draws,
        seed,
        tuple(choices),
        tuple(_ending(n, tree, got_best, got_logit) for n in scenario.outcomes),
        _method(tree, draws),
        _notes(sourced),
    )


def _action(name: str, best: NDArray[np.float64], logit: NDArray[np.float64]) -> Action:
    low, high = np.quantile(logit, [0.05, 0.95])
    return Action(name, float(best.mean()), float(logit.mean()), float(low), float(high))


def _ending(name: str, tree: Tree, best: NDArray[np.float64], logit: NDArray[np.float64]) -> Ending:
    at = [i for i, node in enumerate(tree.nodes) if node.name == name]
    p = logit[at].sum(axis=0)
    low, high = np.quantile(p, [0.05, 0.95])
    return Ending(name, float(best[at].sum(axis=0).mean()), float(p.mean()), float(low), float(high))


def _method(tree: Tree, draws: int) -> str:
    how = (
        "backward induction (every player sees all earlier moves)"
        if tree.perfect
        else "pygambit: the limit of the logit branch, a sequential equilibrium, and the agent quantal response"
    )
    return f"{draws:,} draws of the payoffs, each solved by {how}"


def _notes(sourced: Mapping[str, Sourced]) -> tuple[str, ...]:
    notes = ["Shares are over the worlds the file allows; no backtest stands behind a scenario."]
    priors = [s.name for s in sourced.values() if not s.known]
    if priors:
        notes.append(f"Not known on the day, so the file's prior stands in: {', '.join(priors)}.")
    sure = [s.name for s in sourced.values() if s.measure and s.known and s.draw.numbers[1] == 0]
    if sure:
        notes.append(f"Taken as exact, the measure having no interval and the file no sd: {', '.join(sure)}.")
    return tuple(notes)


def _sensible(row: NDArray[np.float64], path: str) -> None:
    wrong = ~np.isfinite(row)
    if wrong.any():
        raise ScenarioError(
            path,
            f"The payoff is not a finite number in {int(wrong.sum())} of {len(row)} draws.",
            "Look for a division by 0, the log or root of a negative number, a power too large.",
        )
    if np.abs(row).max() > _LARGEST:
        raise ScenarioError(
            path,
            f"The payoff reaches {np.abs(row).max():.3g}; at most {_LARGEST:g} makes sense.",
            "Scale payoffs so that the largest stake is about 1.",
        )


def _stakes(scenario: Scenario, payoffs: Mapping[str, NDArray[np.float64]]) -> None:
    """Fail where a player gains the same whatever happens: its moves would mean nothing."""
    table = np.stack(list(payoffs.values()))  # outcomes, players, draws
    for k, player in enumerate(scenario.players):
        if len(table) > 1 and np.ptp(table[:, k], axis=0).max() < 1e-12:
            raise ScenarioError(
                f"outcomes.{next(iter(payoffs))}.{player}",
                f"{player} gains the same in every outcome.",
                "Give it something to win or lose, or leave it out of players.",
            )


def _chances(scenario: Scenario, values: Values, n: int) -> dict[str, NDArray[np.float64]]:
    found = {}
    for move in scenario.moves.values():
        if not move.probabilities:
            continue
        p = np.stack([np.broadcast_to(e.evaluate(values), (n,)) for e in move.probabilities])
        path = f"moves.{move.name}.probabilities"
        if not np.isfinite(p).all() or p.min() < -1e-9 or p.max() > 1 + 1e-9:
            raise ScenarioError(
                path, "A probability is not between 0 and 1 in some draw.", "Use clip(x, 0, 1)."
            )
        if np.abs(p.sum(axis=0) - 1).max() > 1e-6:
            raise ScenarioError(
                path, "The probabilities do not add up to 1 in some draw.", "Write p and 1 - p."
            )
        found[move.name] = np.clip(p, 0, 1)
    return found
