"""Random-utility models of a sequential game: each player in turn ends it or hands it on.

Player k (0, 1, ... K-1) either stops, which is outcome k, or goes on; when the last one goes on it is outcome K. With two
players this is the deterrence game of Signorino (1999) and the crisis model of Leblang (2003); with three, the longer
one. Utilities are linear in regressors. What the analyst does not see is an error:

- ``agent``: each player's action carries an error it does not foresee in others nor in itself later on;
- ``private``: each player knows the shock to each of its own payoffs, the others know its distribution only.

References
----------
Signorino 1999, American Political Science Review 93:279-297; Signorino 2003, Political Analysis 11:316-344;
Leblang 2003, International Studies Quarterly 47:533-559.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from bilat.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["ChainGame", "log_likelihood", "probabilities", "simulate"]

_TINY = 1e-300
_MOST_PLAYERS = 3

Design = Mapping[tuple[int, int], "NDArray[np.float64]"]


@dataclass(frozen=True)
class ChainGame:
    """What is estimated.

    Attributes
    ----------
    players
        2 or 3 (1 is an ordinary logit or probit).
    terms
        (player, outcome) to the names of the regressors of that player's utility. A pair that is left out has utility
        0; a player has no say in outcomes before its own move.
    link
        ``logit`` or ``probit``.
    errors
        ``agent`` or ``private`` (probit only).
    """

    players: int
    terms: Mapping[tuple[int, int], tuple[str, ...]]
    link: Literal["logit", "probit"] = "probit"
    errors: Literal["agent", "private"] = "agent"
    slices: dict[tuple[int, int], slice] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        if not 1 <= self.players <= _MOST_PLAYERS:
            raise InputError(f"{self.players} players cannot be estimated.", "Use 1 to 3.")
        if self.errors == "private" and self.link != "probit":
            raise InputError("Private information is estimated with a probit only.", "Use link='probit'.")
        if self.link not in ("logit", "probit") or self.errors not in ("agent", "private"):
            raise InputError(
                f"Unknown link {self.link!r} or errors {self.errors!r}.", "logit, probit; agent, private."
            )
        at = 0
        for (player, outcome), names in self.terms.items():
            if not 0 <= player < self.players or not player <= outcome <= self.players:
                raise InputError(
                    f"Player {player} has no utility of outcome {outcome} that matters.",
                    f"Players are 0 to {self.players - 1}; outcomes of a player its own number to {self.players}.",
                )
            self.slices[player, outcome] = slice(at, at + len(names))
            at += len(names)
        for player in range(self.players):
            own = [set(self.terms.get((player, j), ())) for j in range(player, self.players + 1)]
            if not any(own):
                raise InputError(f"Player {player} has no regressors.", "Give it at least a constant.")
            shared = set.intersection(*own)
            if shared:
                raise InputError(
                    f"{', '.join(sorted(shared))}: in every utility of player {player}, so it cannot be identified.",
                    "Leave it out of one of them.",
                )

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the parameters, in order."""
        return tuple(f"u{p + 1}({j}):{name}" for (p, j), names in self.terms.items() for name in names)

    def design(
        self, columns: Mapping[str, NDArray[np.float64]]
    ) -> dict[tuple[int, int], NDArray[np.float64]]:
        """Return the regressors of each utility, (n, its terms); ``constant`` is a column of ones.

        Raises
        ------
        InputError
            If a column is missing, not of the others' length, or holds what is not a finite number.
        """
        n = len(next(iter(columns.values()))) if columns else 0
        made = {}
        for key, names in self.terms.items():
            parts = []
            for name in names:
                if name != "constant" and name not in columns:
                    raise InputError(f"No column {name!r}.", f"There are {', '.join(columns)}.")
                x = np.ones(n) if name == "constant" else np.asarray(columns[name], float)
                if x.shape != (n,) or not np.isfinite(x).all():
                    raise InputError(
                        f"Column {name!r} has unknown or infinite values, or another length.",
                        "Drop those rows.",
                    )
                parts.append(x)
            made[key] = np.stack(parts, axis=1)
        return made


def _distribution(link: str, z: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the distribution function and the density."""
    from scipy.special import expit, ndtr

    if link == "logit":
        p = np.asarray(expit(z))
        return p, p * (1 - p)
    return np.asarray(ndtr(z)), np.exp(-0.5 * z**2) / np.sqrt(2 * np.pi)


def _backwards(
    game: ChainGame, theta: NDArray[np.float64], x: Design, slopes: bool
) -> tuple[list[NDArray[np.float64]], list[NDArray[np.float64]], list[NDArray[np.float64]]]:
    """Return per player z, P(go on) and, if asked, dz/dtheta (n, parameters), the last player solved first."""
    n = len(next(iter(x.values())))
    k_all, size = game.players, len(theta)
    z: list[NDArray[np.float64]] = [np.empty(0)] * k_all
    p: list[NDArray[np.float64]] = [np.empty(0)] * k_all
    dz: list[NDArray[np.float64]] = [np.empty(0)] * k_all
    dp: list[NDArray[np.float64]] = [np.empty(0)] * k_all
    for k in range(k_all - 1, -1, -1):
        # P(outcome j | player k goes on), for j = k + 1 ... K
        path, dpath = np.ones(n), np.zeros((n, size))
        delta, ddelta = -_utility(game, theta, x, k, k, n), np.zeros((n, size))
        _add_slope(game, x, k, k, ddelta, -np.ones(n))
        square, dsquare = np.ones(n), np.zeros((n, size))
        for j in range(k + 1, k_all + 1):
            last = j == k_all
            here = path if last else path * (1 - p[j])
            utility = _utility(game, theta, x, k, j, n)
            delta += here * utility
            square += here**2
            if slopes:
                dhere = dpath if last else dpath * (1 - p[j])[:, None] - path[:, None] * dp[j]
                ddelta += dhere * utility[:, None]
                _add_slope(game, x, k, j, ddelta, here)
                dsquare += 2 * here[:, None] * dhere
            if not last:
                if slopes:
                    dpath = dpath * p[j][:, None] + path[:, None] * dp[j]
                path = path * p[j]
        if game.link == "logit":
            scale = np.ones(n)
        else:  # two actions' errors, or the shocks to every payoff in sight, each with variance 1
            scale = np.sqrt(square) if game.errors == "private" else np.full(n, np.sqrt(2.0))
        z[k] = delta / scale
        p[k], density = _distribution(game.link, z[k])
        if slopes:
            dz[k] = ddelta / scale[:, None]
            if game.errors == "private":
                dz[k] -= (delta / (2 * scale**3))[:, None] * dsquare
            dp[k] = density[:, None] * dz[k]
    return z, p, dz


def _utility(
    game: ChainGame, theta: NDArray[np.float64], x: Design, player: int, outcome: int, n: int
) -> NDArray[np.float64]:
    at = game.slices.get((player, outcome))
    return np.zeros(n) if at is None else np.asarray(x[player, outcome] @ theta[at])


def _add_slope(
    game: ChainGame,
    x: Design,
    player: int,
    outcome: int,
    into: NDArray[np.float64],
    weight: NDArray[np.float64],
) -> None:
    at = game.slices.get((player, outcome))
    if at is not None:
        into[:, at] += weight[:, None] * x[player, outcome]


def probabilities(game: ChainGame, theta: Sequence[float], x: Design) -> NDArray[np.float64]:
    """Return P(outcome), shape (n, players + 1).

    Examples
    --------
    >>> game = ChainGame(2, {(0, 0): ("constant",), (1, 2): ("constant",)}, link="logit")
    >>> x = game.design({"any": np.zeros(1)})
    >>> probabilities(game, [0.0, 0.0], x).round(2).tolist()
    [[0.5, 0.25, 0.25]]
    """
    _z, p, _dz = _backwards(game, np.asarray(theta, float), x, False)
    path = np.ones(len(p[0]))
    out = []
    for go in p:
        out.append(path * (1 - go))
        path = path * go
    return np.stack([*out, path], axis=1)


def log_likelihood(
    game: ChainGame, theta: NDArray[np.float64], x: Design, outcome: NDArray[np.int64], slopes: bool = True
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return each row's log likelihood (n,) and its gradient (n, parameters; empty without ``slopes``)."""
    from scipy.special import log_expit, log_ndtr

    log_f = log_expit if game.link == "logit" else log_ndtr
    z, p, dz = _backwards(game, theta, x, slopes)
    total = np.zeros(len(outcome))
    gradient = np.zeros((len(outcome), len(theta))) if slopes else np.empty(0)
    for k in range(game.players):
        sign = np.where(outcome > k, 1.0, -1.0)
        moved = outcome >= k
        total += np.where(moved, log_f(sign * z[k]), 0)
        if slopes:
            if game.link == "logit":
                ratio = np.where(outcome > k, 1 - p[k], -p[k])
            else:  # density over probability, in logs: both vanish in the tails
                ratio = sign * np.exp(-0.5 * z[k] ** 2 - 0.5 * np.log(2 * np.pi) - log_ndtr(sign * z[k]))
            gradient += (np.where(moved, ratio, 0))[:, None] * dz[k]
    return total, gradient


def simulate(game: ChainGame, theta: Sequence[float], x: Design, seed: int = 1) -> NDArray[np.int64]:
    """Draw an outcome for each row.

    Examples
    --------
    >>> game = ChainGame(1, {(0, 1): ("constant",)}, link="logit")
    >>> simulate(game, [50.0], game.design({"any": np.zeros(3)})).tolist()
    [1, 1, 1]
    """
    p = probabilities(game, theta, x)
    u = np.random.default_rng(seed).uniform(size=(len(p), 1))
    return np.asarray((u > np.cumsum(p, axis=1)[:, :-1]).sum(axis=1), np.int64)
