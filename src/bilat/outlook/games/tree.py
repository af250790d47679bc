"""The tree of a scenario: moves unfolded along every history, and who cannot tell which histories apart."""

from __future__ import annotations

from dataclasses import dataclass

from bilat.outlook.games.faults import ScenarioError
from bilat.outlook.games.model import Scenario

__all__ = ["Infoset", "Node", "Tree", "unfold"]

MAX_NODES = 2_000

History = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A point of the game: a move (``infoset`` is its number), or an outcome (``infoset`` is -1)."""

    name: str
    history: History
    infoset: int
    children: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Infoset:
    """Nodes that a player cannot tell apart.

    ``label`` is their common information, ``move`` the first of their moves, ``after`` what the player has seen.
    """

    label: str
    player: str
    move: str
    after: History
    nodes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The unfolded game; children come after their parents, the first node is the root."""

    nodes: tuple[Node, ...]
    infosets: tuple[Infoset, ...]

    @property
    def perfect(self) -> bool:
        """Whether every player always knows all earlier actions."""
        return all(len(s.nodes) == 1 for s in self.infosets)


def unfold(scenario: Scenario) -> Tree:
    """Unfold a scenario into its tree.

    Raises
    ------
    ScenarioError
        If the tree is too large, or a player would forget what it once did or knew.
    """
    names: list[str] = [scenario.first]
    histories: list[History] = [()]
    children: list[tuple[int, ...]] = []
    at = 0
    while at < len(names):
        here = scenario.moves.get(names[at])
        if here is None:
            children.append(())
        else:
            children.append(tuple(range(len(names), len(names) + len(here.actions))))
            names += here.then
            histories += [(*histories[at], (here.name, a)) for a in here.actions]
        at += 1
        if len(names) > MAX_NODES:
            raise ScenarioError(
                "moves", f"The game unfolds to more than {MAX_NODES} points.", "Use fewer moves or actions."
            )
    keys: dict[tuple[str, History], list[int]] = {}
    for i, (name, history) in enumerate(zip(names, histories, strict=True)):
        if name in scenario.moves:
            move = scenario.moves[name]
            seen = tuple(step for step in history if step[0] not in move.unseen)
            keys.setdefault((move.information, seen), []).append(i)
    infosets = tuple(
        Infoset(label, scenario.moves[names[at[0]]].player, names[at[0]], seen, tuple(at))
        for (label, seen), at in keys.items()
    )
    number = {i: k for k, s in enumerate(infosets) for i in s.nodes}
    nodes = tuple(
        Node(n, h, number.get(i, -1), c)
        for i, (n, h, c) in enumerate(zip(names, histories, children, strict=True))
    )
    tree = Tree(nodes, infosets)
    _check_recall(scenario, tree)
    return tree


def _check_recall(scenario: Scenario, tree: Tree) -> None:
    """Fail where a player cannot tell apart points at which it did, or knew, different things."""
    parent = {child: i for i, node in enumerate(tree.nodes) for child in node.children}

    def own(node: int, player: str) -> tuple[tuple[int, str], ...]:
        lived = []
        while node in parent:
            child, node = node, parent[node]
            infoset = tree.nodes[node].infoset
            if tree.infosets[infoset].player == player:
                lived.append((infoset, tree.nodes[child].history[-1][1]))
        return tuple(lived)

    for infoset in tree.infosets:
        if len({own(i, infoset.player) for i in infoset.nodes}) > 1:
            raise ScenarioError(
                f"moves.{infoset.move}.unseen",
                f"{infoset.player} would forget what it did or knew before.",
                "A player remembers its own moves: leave them, and what it saw at them, out of unseen.",
            )
