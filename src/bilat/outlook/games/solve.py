"""Solving the tree for many draws of payoffs at once: subgame-perfect play and the logit quantal response.

With perfect information both follow from backward induction, computed here for all draws in one pass. Where a player
does not see an earlier move, pygambit solves each draw: the limit of the logit branch (a sequential equilibrium) and
the agent quantal response at the draw's rationality.

References
----------
McKelvey & Palfrey 1998, Experimental Economics 1:9-41; Turocy 2005, Games and Economic Behavior 51:243-263.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import ConvergenceError
from bilat.outlook.games.model import CHANCE
from bilat.outlook.games.tree import Tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Play", "backward", "by_gambit", "reach"]

#: Payoffs nearer than this count as equal: the player is then taken to mix evenly.
TIE = 1e-9
# how the logit branch is traced: three times as fast as pygambit's own choice, equal to four decimals
_STEPS = {"first_step": 0.2, "max_accel": 2.0}
_REGRET = 1e-6  # of an approximate equilibrium, as a share of the range of payoffs


@dataclass(frozen=True)
class Play:
    """How the game is played: for each information set P(action), shape (actions, draws); ties per set."""

    choices: tuple[NDArray[np.float64], ...]
    ties: NDArray[np.int64]


def backward(
    tree: Tree,
    players: tuple[str, ...],
    payoffs: Mapping[str, NDArray[np.float64]],
    chances: Mapping[str, NDArray[np.float64]],
    rationality: NDArray[np.float64] | None,
) -> Play:
    """Play a game of perfect information from its end.

    Parameters
    ----------
    payoffs
        Outcome to array of shape (players, draws).
    chances
        Move of chance to probabilities of shape (actions, draws).
    rationality
        Weight of payoffs per draw for the logit quantal response; ``None`` for best replies (subgame-perfect).
    """
    everywhere = [True] * len(tree.nodes)
    return _induce(tree, players, payoffs, chances, rationality, everywhere)[0]


def _induce(
    tree: Tree,
    players: tuple[str, ...],
    payoffs: Mapping[str, NDArray[np.float64]],
    chances: Mapping[str, NDArray[np.float64]],
    rationality: NDArray[np.float64] | None,
    where: list[bool],
) -> tuple[Play, list[NDArray[np.float64]]]:
    """Solve the nodes of ``where`` backwards; return the play there and every such node's worth."""
    worth: list[NDArray[np.float64]] = [np.empty(0)] * len(tree.nodes)
    choices: list[NDArray[np.float64]] = [np.empty(0)] * len(tree.infosets)
    ties = np.zeros(len(tree.infosets), np.int64)
    for i in range(len(tree.nodes) - 1, -1, -1):
        node = tree.nodes[i]
        if not where[i]:
            continue
        if node.infoset < 0:
            worth[i] = payoffs[node.name]
            continue
        infoset = tree.infosets[node.infoset]
        ahead = np.stack([worth[c] for c in node.children])  # actions, players, draws
        if infoset.player == CHANCE:
            p = chances[infoset.move]
        else:
            mine = ahead[:, players.index(infoset.player)]
            p = _best(mine) if rationality is None else _logit(mine, rationality)
            if rationality is None:
                ties[node.infoset] = int((p.max(axis=0) < 1).sum())
        choices[node.infoset] = p
        worth[i] = np.einsum("ad,apd->pd", p, ahead)
    return Play(tuple(choices), ties), worth


def _best(values: NDArray[np.float64]) -> NDArray[np.float64]:
    best = values >= values.max(axis=0) - TIE
    return np.asarray(best / best.sum(axis=0))


def _logit(values: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.special import softmax

    return np.asarray(softmax(weight * values, axis=0))


def reach(tree: Tree, play: Play) -> NDArray[np.float64]:
    """Return P(node is reached), shape (nodes, draws)."""
    draws = max(c.shape[1] for c in play.choices)
    p = np.zeros((len(tree.nodes), draws))
    p[0] = 1
    for i, node in enumerate(tree.nodes):
        for k, child in enumerate(node.children):
            p[child] = p[i] * play.choices[node.infoset][k]
    return p


def by_gambit(
    tree: Tree,
    players: tuple[str, ...],
    payoffs: Mapping[str, NDArray[np.float64]],
    chances: Mapping[str, NDArray[np.float64]],
    rationality: NDArray[np.float64] | None,
) -> Play:
    """Play any game with pygambit, draw by draw; parameters as `backward`.

    Parts of the tree in which everything is seen are solved first, for all draws at once: play in a subgame does not
    hang on how it was reached. pygambit solves what is left.

    Raises
    ------
    ConvergenceError
        If the logit branch cannot be followed for a draw.
    """
    open_ = _open(tree)
    done, worth = _induce(tree, players, payoffs, chances, rationality, open_)
    if open_[0]:
        return done
    draws = worth[-1].shape[1]
    game = _Game(tree, players, open_)
    choices = list(done.choices)
    for k in game.infosets:
        infoset = tree.infosets[k]
        if infoset.player == CHANCE:
            choices[k] = chances[infoset.move]
        else:
            choices[k] = np.zeros((len(tree.nodes[infoset.nodes[0]].children), draws))
    for d in range(draws):
        game.set(worth, chances, d)
        for k, p in game.solve(None if rationality is None else float(rationality[d]), d).items():
            choices[k][:, d] = p
    return Play(tuple(choices), done.ties)


def _open(tree: Tree) -> list[bool]:
    """Return for each node whether everything is seen from it on, and it is seen itself."""
    found = [True] * len(tree.nodes)
    for i in range(len(tree.nodes) - 1, -1, -1):
        node = tree.nodes[i]
        alone = node.infoset < 0 or len(tree.infosets[node.infoset].nodes) == 1
        found[i] = alone and all(found[c] for c in node.children)
    return found


class _Game:
    """What is left of the tree, written for pygambit in Gambit's own format, payoffs filled in for each draw.

    Players and actions go by their numbers there, so that no label of a scenario can break the format.
    """

    def __init__(self, tree: Tree, players: tuple[str, ...], solved: list[bool]) -> None:
        self._tree, self._players, self._solved = tree, players, solved
        self._number: dict[int, int] = {}
        self._at: dict[tuple[str, ...], int] = {}
        counts: dict[str, int] = {}
        for path, i in self._walk():
            if solved[i]:
                continue
            k = tree.nodes[i].infoset
            self._at[path] = k
            if k not in self._number:
                player = tree.infosets[k].player
                counts[player] = self._number[k] = counts.get(player, 0) + 1
        self._game: Any = None

    @property
    def infosets(self) -> tuple[int, ...]:
        """Numbers of the information sets that are left."""
        return tuple(self._number)

    def _walk(self) -> Iterator[tuple[tuple[str, ...], int]]:
        """Every node that is left, parents first, with the numbers of the actions that lead to it."""
        stack: list[tuple[tuple[str, ...], int]] = [((), 0)]
        while stack:
            path, i = stack.pop()
            yield path, i
            if not self._solved[i]:
                children = self._tree.nodes[i].children
                stack += [((*path, str(a)), c) for a, c in reversed(list(enumerate(children)))]

    def set(
        self, worth: list[NDArray[np.float64]], chances: Mapping[str, NDArray[np.float64]], draw: int
    ) -> None:
        """Set the payoffs and the probabilities of chance of one draw."""
        import io

        import pygambit

        names = " ".join(f'"{k}"' for k in range(len(self._players)))
        lines = [f'EFG 2 R "" {{ {names} }}']
        for number, (_path, i) in enumerate(self._walk(), 1):
            if self._solved[i]:
                payoffs = ", ".join(f"{float(worth[i][k, draw]):.15g}" for k in range(len(self._players)))
                lines.append(f't "" {number} "" {{ {payoffs} }}')
                continue
            node = self._tree.nodes[i]
            infoset = self._tree.infosets[node.infoset]
            if infoset.player == CHANCE:
                # gambit wants probabilities that add up to one exactly: hand over exact fractions
                exact = [Fraction(float(p)).limit_denominator(10**9) for p in chances[infoset.move][:, draw]]
                exact[-1] = 1 - sum(exact[:-1], Fraction(0))
                actions = " ".join(f'"{a}" {p}' for a, p in enumerate(exact))
                lines.append(f'c "" {self._number[node.infoset]} "" {{ {actions} }} 0')
            else:
                actions = " ".join(f'"{a}"' for a in range(len(node.children)))
                player = self._players.index(infoset.player) + 1
                lines.append(f'p "" {player} {self._number[node.infoset]} "" {{ {actions} }} 0')
        self._game = pygambit.read_efg(io.BytesIO("\n".join(lines).encode()))

    def solve(self, weight: float | None, draw: int) -> dict[int, list[float]]:
        """Return P(action) by information set, chance left out."""
        import pygambit

        if weight is None:
            result = pygambit.nash.logit_solve(self._game, use_strategic=False, maxregret=_REGRET, **_STEPS)
            found = result.equilibrium if result.success else None
        else:
            traced = pygambit.qre.logit_solve_lambda(self._game, lam=[weight], use_strategic=False, **_STEPS)
            found = traced[0].profile if traced else None
        if found is None:
            raise ConvergenceError(
                f"pygambit found no play for draw {draw + 1}.", "Check payoffs that differ by orders of size."
            )
        return {
            self._at[tuple(step.action for step in history)]: [float(p) for _action, p in mixed]
            for behaviour in found
            for history, mixed in behaviour
        }
