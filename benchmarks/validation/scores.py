"""Logit, average precision, block bootstrap: small and fast, on arrays."""

from __future__ import annotations

import numpy as np

__all__ = ["Weighted", "blocks", "calibration", "logit", "predict"]

_RIDGE = 1e-3


def logit(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Fit a logit by reweighted least squares with a slight ridge; return coefficients, means, deviations."""
    mean = np.average(x, axis=0, weights=weight)
    sd = np.sqrt(np.average((x - mean) ** 2, axis=0, weights=weight))
    sd[sd == 0] = 1.0
    z = np.column_stack([np.ones(len(x)), (x - mean) / sd])
    beta = np.zeros(z.shape[1])
    rate = np.average(y, weights=weight)
    beta[0] = np.log(rate / (1 - rate))
    ridge = _RIDGE * weight.sum() * rate * np.eye(len(beta))
    ridge[0, 0] = 0

    def loss(b: np.ndarray) -> float:
        eta = z @ b
        return float((weight * (np.logaddexp(0, eta) - y * eta)).sum() + b @ ridge @ b / 2)

    now = loss(beta)
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(z @ beta, -30, 30)))
        w = weight * np.maximum(p * (1 - p), 1e-9)
        step = np.linalg.solve((z * w[:, None]).T @ z + ridge, z.T @ (weight * (y - p)) - ridge @ beta)
        size = 1.0
        while (then := loss(beta + size * step)) > now and size > 1e-4:
            size /= 2
        beta = beta + size * step
        if now - then < 1e-7 * abs(now):
            break
        now = then
    return beta, mean, sd


def predict(fit: tuple[np.ndarray, np.ndarray, np.ndarray], x: np.ndarray) -> np.ndarray:
    """Return probabilities."""
    beta, mean, sd = fit
    return np.asarray(1 / (1 + np.exp(-np.clip(beta[0] + ((x - mean) / sd) @ beta[1:], -30, 30))))


class Weighted:
    """Average precision of one set of scores under changing weights: sorted once."""

    def __init__(self, y: np.ndarray, score: np.ndarray) -> None:
        self.order = np.argsort(-score, kind="stable")
        self.y = y[self.order].astype(np.float64)

    def average_precision(self, weight: np.ndarray | None = None) -> float:
        """Return the area under precision and recall, as a step function."""
        w = np.ones(len(self.y)) if weight is None else weight[self.order]
        hit = w * self.y
        found, seen = np.cumsum(hit), np.cumsum(w)
        return float((hit * found / np.maximum(seen, 1e-12)).sum() / max(found[-1], 1e-12))


def blocks(group: np.ndarray, times: int, seed: int) -> list[np.ndarray]:
    """Return bootstrap weights of rows, whole groups drawn together."""
    rng = np.random.default_rng(seed)
    _, at = np.unique(group, return_inverse=True)
    n = int(at.max()) + 1
    return [np.bincount(rng.integers(0, n, n), minlength=n)[at].astype(np.float64) for _ in range(times)]


def calibration(
    y: np.ndarray, p: np.ndarray, edges: tuple[float, ...]
) -> list[tuple[float, float, int, float, float]]:
    """Return (low, high, rows, mean prediction, share that happened) by bin of prediction."""
    out = []
    for low, high in zip(edges[:-1], edges[1:], strict=True):
        inside = (p >= low) & (p < high)
        if inside.any():
            out.append((low, high, int(inside.sum()), float(p[inside].mean()), float(y[inside].mean())))
    return out
