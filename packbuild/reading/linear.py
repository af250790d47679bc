"""Logistic regression by L-BFGS on sparse binary features, and the JSON it is kept in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit, logsumexp

__all__ = ["fit_logistic", "fit_ridge", "fit_softmax", "matrix", "write_weights"]


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
    path: Path, vocabulary: dict[str, int], weights: np.ndarray, trained_on: str, smallest: float
) -> None:
    """Write weights as JSON, rounded; those smaller than `smallest` are dropped."""
    kept = {
        name: (round(float(weights[i]), 3) if weights.ndim == 1 else [round(float(v), 2) for v in weights[i]])
        for name, i in vocabulary.items()
        if np.abs(weights[i]).max() >= smallest
    }
    path.parent.mkdir(exist_ok=True)
    body = {"trained_on": trained_on, "weights": kept}
    path.write_text(json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(kept)} features, {path.stat().st_size / 1000:.0f} kB")
