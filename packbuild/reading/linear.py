"""Logistic regression by L-BFGS on sparse binary features, and the JSON it is kept in."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit, logsumexp

__all__ = [
    "Rows",
    "fit_choice",
    "fit_logistic",
    "fit_ridge",
    "fit_softmax",
    "fit_yes",
    "matrix",
    "write_weights",
]


def matrix(rows: Sequence[Sequence[str]], vocabulary: dict[str, int]) -> csr_matrix:
    """Return the (n, features) matrix of ones."""
    indices, starts = [], [0]
    for names in rows:
        indices += sorted({vocabulary[x] for x in names if x in vocabulary})
        starts.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(rows), len(vocabulary)))


def fit_logistic(
    data: Sequence[tuple[Sequence[str], bool]], vocabulary: dict[str, int], l2: float
) -> np.ndarray:
    """Return weights (features,) that minimise log-loss + l2/2 |w|^2."""
    x = matrix([f for f, _ in data], vocabulary)
    y = np.array([1.0 if label else 0.0 for _, label in data])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        value = np.logaddexp(0, z).sum() - y @ z + l2 / 2 * w @ w
        return value, x.T @ (expit(z) - y) + l2 * w

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x


class Rows:
    """Many rows of features (name to number), kept small."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self._indices, self._values, self._starts = array("i"), array("f"), array("q", [0])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def add(self, features: dict[str, float]) -> None:
        """Append one row."""
        for name, value in features.items():
            self._indices.append(self.names.setdefault(name, len(self.names)))
            self._values.append(value)
        self._starts.append(len(self._indices))

    def matrix(self) -> csr_matrix:
        """Return the (rows, names) matrix."""
        parts = (np.array(self._values, dtype=float), np.array(self._indices), np.array(self._starts))
        return csr_matrix(parts, shape=(len(self), len(self.names)))


def fit_yes(x: csr_matrix, y: np.ndarray, l2: float) -> np.ndarray:
    """Return weights (features,) that minimise log-loss + l2/2 |w|^2 for rows `x` that are right where `y` is 1."""

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        return np.logaddexp(0, z).sum() - y @ z + l2 / 2 * w @ w, x.T @ (expit(z) - y) + l2 * w

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x


def fit_choice(x: csr_matrix, sizes: np.ndarray, right: np.ndarray, l2: float) -> np.ndarray:
    """Return weights (features,) under which the right one of each group's candidates is the likeliest.

    Rows `x` are the candidates, group after group; `sizes` (groups,) says how many, `right` (groups,) which is right. The
    loss is the softmax's log-loss within the groups + l2/2 |w|^2.
    """
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    gold = starts + right
    truth = np.zeros(x.shape[0])
    truth[gold] = 1.0

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        top = np.maximum.reduceat(z, starts)
        e = np.exp(z - np.repeat(top, sizes))
        sums = np.add.reduceat(e, starts)
        value = (np.log(sums) + top - z[gold]).sum() + l2 / 2 * w @ w
        return value, x.T @ (e / np.repeat(sums, sizes) - truth) + l2 * w

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x


def fit_softmax(
    rows: Sequence[Sequence[str]], labels: np.ndarray, classes: int, vocabulary: dict[str, int], l2: float
) -> np.ndarray:
    """Return weights (features, classes) of multinomial logistic regression."""
    x = matrix(rows, vocabulary)
    onehot = np.eye(classes)[labels]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(x.shape[1], classes)
        z = x @ w
        value = logsumexp(z, axis=1).sum() - (z * onehot).sum() + l2 / 2 * flat @ flat
        p = np.exp(z - logsumexp(z, axis=1, keepdims=True))
        return value, (x.T @ (p - onehot) + l2 * w).ravel()

    start = np.zeros(x.shape[1] * classes)
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x.reshape(-1, classes)


def fit_ridge(
    rows: Sequence[Sequence[str]], y: np.ndarray, vocabulary: dict[str, int], l2: float
) -> np.ndarray:
    """Return weights (features,) that minimise a smooth absolute error + l2/2 |w|^2 (robust to odd labels)."""
    x = matrix(rows, vocabulary)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        r = x @ w - y
        root = np.sqrt(r * r + 0.05)
        return root.sum() + l2 / 2 * w @ w, x.T @ (r / root) + l2 * w

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x


def write_weights(
    path: Path,
    vocabulary: dict[str, int],
    weights: np.ndarray,
    trained_on: str,
    smallest: float,
    **more: object,
) -> None:
    """Write weights as JSON, rounded; those smaller than `smallest` are dropped. What else the model holds is `more`."""
    kept = {
        name: (round(float(weights[i]), 3) if weights.ndim == 1 else [round(float(v), 2) for v in weights[i]])
        for name, i in vocabulary.items()
        if np.abs(weights[i]).max() >= smallest
    }
    path.parent.mkdir(exist_ok=True)
    body = {"trained_on": trained_on, **more, "weights": kept}
    path.write_text(json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(kept)} features, {path.stat().st_size / 1000:.0f} kB")
