"""Maximum likelihood for the sequential games: exact gradients, standard errors from the Hessian or the scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from bilat.errors import ConvergenceError, InputError
from bilat.outlook.strategic.game import ChainGame, log_likelihood

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Estimate", "estimate"]

_STEP = 1e-5
_GRADIENT = 1e-4  # per row times n: where the search may stop


@dataclass(frozen=True)
class Estimate:
    """An estimated game.

    Attributes
    ----------
    game
        The model.
    values, errors
        (k,) estimates and standard errors, in the order of ``game.parameters``.
    covariance
        (k, k), from the Hessian, the outer product of the scores, or the sandwich of both, as ``method`` says.
    log_likelihood, null
        At the estimate, and of the outcomes' plain shares.
    n
        Rows.
    """

    game: ChainGame
    values: NDArray[np.float64]
    errors: NDArray[np.float64]
    covariance: NDArray[np.float64]
    log_likelihood: float
    null: float
    n: int
    method: str

    @property
    def table(self) -> list[tuple[str, float, float, float]]:
        """Rows of (parameter, estimate, standard error, z)."""
        return [
            (name, float(v), float(s), float(v / s))
            for name, v, s in zip(self.game.parameters, self.values, self.errors, strict=True)
        ]


def estimate(
    game: ChainGame,
    columns: Mapping[str, ArrayLike],
    outcome: ArrayLike,
    *,
    covariance: Literal["hessian", "opg", "sandwich"] = "hessian",
    start: ArrayLike | None = None,
) -> Estimate:
    """Estimate a game by maximum likelihood.

    Parameters
    ----------
    columns
        Regressor to (n,) values.
    outcome
        (n,) outcome of each row: 0 the first player stopped, ... K all went on.
    covariance
        Where standard errors come from.
    start
        Where the search begins; all 0 by default.

    Raises
    ------
    InputError
        If an outcome never comes about, or parameters cannot be told apart.
    ConvergenceError
        If the search does not come to rest.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> game = ChainGame(1, {(0, 1): ("constant", "x")}, link="logit")
    >>> x = rng.normal(size=2000)
    >>> went = (rng.uniform(size=2000) < 1 / (1 + np.exp(-(0.5 + x)))).astype(int)
    >>> bool(abs(estimate(game, {"x": x}, went).values - [0.5, 1.0]).max() < 0.2)
    True
    """
    from scipy.optimize import minimize

    y = np.asarray(outcome)
    x = game.design({k: np.asarray(v, float) for k, v in columns.items()})
    n = len(y)
    if not n or any(len(part) != n for part in x.values()):
        raise InputError("Outcomes and regressors differ in length, or there are none.", "One row each.")
    if not np.isin(y, np.arange(game.players + 1)).all():
        raise InputError(f"Outcomes must be 0 to {game.players}.", "0: the first player stopped.")
    y = y.astype(np.int64)
    counts = np.bincount(y, minlength=game.players + 1)
    if (counts == 0).any():
        raise InputError(
            f"Outcome {int(np.flatnonzero(counts == 0)[0])} never comes about: nothing can be learnt of who would stop.",
            "Check the coding, or estimate a shorter game.",
        )
    size = len(game.parameters)

    def loss(theta: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = log_likelihood(game, theta, x, y)
        return -float(value.sum()) / n, -slope.sum(axis=0) / n

    begin = np.zeros(size) if start is None else np.asarray(start, float)
    found = minimize(loss, begin, jac=True, method="BFGS", options={"maxiter": 2000, "gtol": 1e-7})
    theta = np.asarray(found.x)
    value, scores = log_likelihood(game, theta, x, y)
    if not np.isfinite(value).all() or np.abs(scores.sum(axis=0)).max() > _GRADIENT * n:
        raise ConvergenceError(
            f"The search stopped with a gradient of {np.abs(scores.sum(axis=0)).max():.2g}.",
            "Scale the regressors, or look for one that separates the outcomes.",
        )
    hessian = _hessian(game, theta, x, y)
    worst = np.linalg.cond(hessian)
    if not np.isfinite(worst) or worst > 1e12 or np.linalg.eigvalsh(hessian).min() <= 0:
        raise InputError(
            "Some parameters cannot be told apart with these data.", f"Look at {_confused(game, hessian)}."
        )
    inverse = np.linalg.inv(hessian)
    outer = scores.T @ scores
    if covariance == "hessian":
        matrix = inverse
    elif covariance == "opg":
        matrix = np.linalg.inv(outer)
    else:
        matrix = inverse @ outer @ inverse
    shares = counts / n
    return Estimate(
        game,
        theta,
        np.sqrt(np.diag(matrix)),
        np.asarray(matrix, np.float64),
        float(value.sum()),
        float((counts * np.log(shares)).sum()),
        n,
        covariance,
    )


def _hessian(
    game: ChainGame,
    theta: NDArray[np.float64],
    x: Mapping[tuple[int, int], NDArray[np.float64]],
    y: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return minus the second derivatives, by central differences of the exact gradient."""
    rows = []
    for k in range(len(theta)):
        step = np.zeros(len(theta))
        step[k] = _STEP * max(1.0, abs(theta[k]))
        up = log_likelihood(game, theta + step, x, y)[1].sum(axis=0)
        down = log_likelihood(game, theta - step, x, y)[1].sum(axis=0)
        rows.append(-(up - down) / (2 * step[k]))
    full = np.stack(rows)
    return np.asarray((full + full.T) / 2)


def _confused(game: ChainGame, hessian: NDArray[np.float64]) -> str:
    """Name the parameters in the flattest direction."""
    direction = np.linalg.eigh(hessian)[1][:, 0]
    return ", ".join(game.parameters[i] for i in np.argsort(-np.abs(direction))[:3])
