"""Ridge logistic regression with unknown values: numpy, exact gradients, cluster-robust uncertainty.

Unknown features are set to their mean and flagged by an indicator, so that a row is never dropped and "not known" can
have its own weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Logit", "fit"]

_RIDGE = 1.0
_STEPS = 40


@dataclass(frozen=True)
class Logit:
    """A fitted model.

    Attributes
    ----------
    names
        The features, (k,).
    mean, scale
        By which they are standardised, (k,).
    weights
        Intercept, k features, and one per feature that is unknown in some row: (1 + k + m,).
    covariance
        Of the weights, robust to rows of one group hanging together.
    gaps
        Numbers of the features that have an indicator.
    """

    names: tuple[str, ...]
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    covariance: NDArray[np.float64]
    gaps: tuple[int, ...]

    def design(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the design matrix of features (n, k)."""
        unknown = np.isnan((x - self.mean) / self.scale)
        columns = [np.ones((len(x), 1)), self.place(x)]
        return np.concatenate([*columns, unknown[:, list(self.gaps)].astype(float)], axis=1)

    def predict(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return P(yes), shape (n,)."""
        return _expit(self.design(x) @ self.weights)

    def interval(self, x: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the 90% interval of P(yes) from the weights' uncertainty."""
        d = self.design(x)
        middle = d @ self.weights
        spread = 1.6449 * np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", d, self.covariance, d), 0))
        return _expit(middle - spread), _expit(middle + spread)

    def place(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return features (n, k) in the model's units: standardised, at most 5 from the mean, the mean where unknown."""
        z = (x - self.mean) / self.scale
        return np.asarray(np.clip(np.where(np.isnan(z), 0.0, z), -5, 5))

    def distance(self, placed: NDArray[np.float64], one: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how far rows lie from one (k,), features weighed by what they matter; `placed` is from `place`."""
        k = len(self.names)
        weight = np.abs(self.weights[1 : k + 1])
        weight = weight / (weight.sum() or 1.0)
        gap = placed - self.place(one[None])
        return np.asarray(np.sqrt((gap**2) @ weight))

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return {
            "names": list(self.names),
            "gaps": list(self.gaps),
            **{
                key: np.round(getattr(self, key), 6).tolist()
                for key in ("mean", "scale", "weights", "covariance")
            },
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Logit:
        """Read it back."""
        arrays = {k: np.array(data[k], float) for k in ("mean", "scale", "weights", "covariance")}
        return cls(tuple(data["names"]), gaps=tuple(data["gaps"]), **arrays)


def fit(
    names: tuple[str, ...],
    x: NDArray[np.float64],
    y: NDArray[Any],
    group: NDArray[Any],
    most: int = 30_000,
    seed: int = 1,
) -> Logit | None:
    """Fit by iteratively reweighted least squares; ``None`` with fewer than ten rows of either outcome.

    Parameters
    ----------
    x, y, group
        (n, k) features with NaN where unknown; (n,) 0 or 1; (n,) the group a row hangs together with.
    most
        Of the commoner outcome at most so many rows are used, weighted up to the whole (King & Zeng 2001, Political
        Analysis 9:137-163).

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> x = rng.normal(size=(4000, 1))
    >>> y = (rng.uniform(size=4000) < 1 / (1 + np.exp(-(x[:, 0] - 1)))).astype(int)
    >>> model = fit(("x",), x, y, np.arange(4000))
    >>> bool(abs(model.weights[1] / model.scale[0] - 1) < 0.15)
    True
    """
    ones, zeros = np.flatnonzero(y == 1), np.flatnonzero(y == 0)
    if min(len(ones), len(zeros)) < 10:
        return None
    rng = np.random.default_rng(seed)
    weight = np.ones(len(y))
    rows = [ones, zeros]
    for i, some in enumerate(rows):
        if len(some) > most:
            rows[i] = rng.choice(some, most, replace=False)
            weight[some] = len(some) / most
    used = np.sort(np.concatenate(rows))
    x, y, group, weight = x[used], y[used].astype(float), group[used], weight[used]
    known = ~np.isnan(x)
    counts = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, x, 0).sum(axis=0) / counts
    scale = np.sqrt((np.where(known, x - mean, 0) ** 2).sum(axis=0) / counts)
    scale = np.where(scale > 1e-9, scale, 1.0)
    missing = (~known).mean(axis=0)
    gaps = tuple(int(k) for k in np.flatnonzero((missing > 0.005) & (missing < 0.995)))
    blank = Logit(names, mean, scale, np.zeros(0), np.zeros((0, 0)), gaps)
    d = blank.design(x)
    w = np.zeros(d.shape[1])
    w[0] = np.log(np.average(y, weights=weight) / (1 - np.average(y, weights=weight)))
    penalty = np.full(len(w), _RIDGE)
    penalty[0] = 1e-8
    for _step in range(_STEPS):
        p = _expit(d @ w)
        gradient = d.T @ (weight * (y - p)) - penalty * w
        hessian = (d * (weight * p * (1 - p))[:, None]).T @ d + np.diag(penalty)
        change = np.linalg.solve(hessian, gradient)
        # halve the step until the penalised likelihood rises: a full one may overshoot with rare outcomes
        before, size = _objective(d, y, weight, penalty, w), 1.0
        while size > 1e-6 and _objective(d, y, weight, penalty, w + size * change) < before:
            size /= 2
        w = w + size * change
        if np.abs(size * change).max() < 1e-6:
            break
    p = _expit(d @ w)
    bread = np.linalg.inv((d * (weight * p * (1 - p))[:, None]).T @ d + np.diag(penalty))
    _ids, back = np.unique(group, return_inverse=True)
    scores = np.zeros((int(back.max()) + 1, len(w)))
    np.add.at(scores, back, d * (weight * (y - p))[:, None])
    return Logit(names, mean, scale, w, bread @ (scores.T @ scores) @ bread, gaps)


def _objective(
    d: NDArray[np.float64],
    y: NDArray[np.float64],
    weight: NDArray[np.float64],
    penalty: NDArray[np.float64],
    w: NDArray[np.float64],
) -> float:
    z = d @ w
    return float(weight @ (y * z - np.logaddexp(0, z)) - 0.5 * (penalty * w) @ w)


def _expit(x: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.special import expit

    return np.asarray(expit(x))
