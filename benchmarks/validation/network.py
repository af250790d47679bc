"""What a pair's place among all others adds: state effects, latent positions, third parties, and recent change.

Everything is computed year by year from filtered values, so that a year's rests on that year and earlier ones. A factor's
yearly matrix y is taken apart as additive and multiplicative effects do (Hoff 2005): y(i, j) = m + a(i) + a(j) + u(i)' L u(j) + rest.
Ties have no direction here, so a state's sender and receiver effects are one.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bilat.measures.index.inputs import Pairs

__all__ = ["FORMS", "RANK", "additive", "changes", "features", "latent", "third_parties"]

#: Dimensions of the latent positions.
RANK = 3
_ROUNDS = 8
_OF = ("alignment", "alignment_without_conflict", "positions", "commitment", "hostility")
_FACTORS = ("positions", "commitment", "hostility")
_PLACE = ("low effect", "high effect")
_NETWORK = ("latent", "profile distance", "third parties")
_CHANGE = ("change of one year", "change of five years")


def _named(kinds: tuple[str, ...], factors: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{k} of {f}" for f in factors for k in kinds)


#: What is added to a base; chosen among on the years before 1995.
FORMS: dict[str, tuple[str, ...]] = {
    "index, state effects removed": ("removed of alignment",),
    "index and state effects": ("alignment", *_named(_PLACE, ("alignment",))),
    "index and network": ("alignment", *_named(_NETWORK, ("alignment",))),
    "index, effects, network": ("alignment", *_named((*_PLACE, *_NETWORK), ("alignment",))),
    "factors and state effects": (*_FACTORS, *_named(_PLACE, _FACTORS)),
    "factors and network": (*_FACTORS, *_named(_NETWORK, _FACTORS)),
    "factors and change": (*_FACTORS, *_named(_CHANGE, _FACTORS)),
    "factors, effects, network, change": (*_FACTORS, *_named((*_PLACE, *_NETWORK, *_CHANGE), _FACTORS)),
    "without conflict: index, effects, network": (
        "alignment_without_conflict",
        *_named((*_PLACE, *_NETWORK), ("alignment_without_conflict",)),
    ),
    "without conflict: factors, effects, network, change": (
        *_FACTORS[:2],
        *_named((*_PLACE, *_NETWORK, *_CHANGE), _FACTORS[:2]),
    ),
}


def additive(y: np.ndarray) -> tuple[float, np.ndarray]:
    """Return mean and state effects of a symmetric matrix with NaN where nothing is known (n, n).

    Examples
    --------
    >>> a = np.array([1.0, 0.0, -1.0, 0.0])
    >>> y = 2 + a[:, None] + a[None, :]
    >>> np.fill_diagonal(y, np.nan)
    >>> mean, effects = additive(y)
    >>> round(mean, 3), effects.round(3).tolist()
    (2.0, [1.0, 0.0, -1.0, 0.0])
    """
    known = ~np.isnan(y)
    filled = np.where(known, y, 0.0)
    count = known.sum(1).astype(float)
    mean = filled.sum() / max(known.sum(), 1)
    rest = filled.sum(1) - mean * count
    # least squares with a slight ridge, so that a state with one known partner has no wild effect
    effects = np.linalg.solve(np.diag(count + 1e-3) + known, rest)
    middle = float(effects.mean())
    return float(mean + 2 * middle), effects - middle


def latent(rest: np.ndarray, rank: int = RANK) -> np.ndarray:
    """Return u(i)' L u(j) of what additive effects leave, (n, n): eigenvectors, what is unknown filled by the fit itself."""
    known = ~np.isnan(rest)
    fit = np.zeros_like(rest)
    for _ in range(_ROUNDS):
        value, vector = np.linalg.eigh(np.where(known, rest, fit))
        top = np.argsort(-np.abs(value))[:rank]
        fit = (vector[:, top] * value[top]) @ vector[:, top].T
    return np.asarray(fit)


def third_parties(y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how differently two states stand to all others (root mean square), and the mean product of their ties."""
    known = (~np.isnan(y)).astype(float)
    v = np.nan_to_num(y)
    count = np.maximum(known @ known, 1.0)
    product = v @ v / count
    square = (v * v) @ known
    distance = np.sqrt(np.maximum((square + square.T) / count - 2 * product, 0.0))
    return distance, product


def changes(values: np.ndarray, years: int) -> np.ndarray:
    """Return the change over some years, (T, N); 0 where the earlier value is not known."""
    out = np.zeros_like(values)
    out[years:] = values[years:] - values[:-years]
    return np.nan_to_num(out)


def features(found: Mapping[str, np.ndarray], pairs: Pairs) -> dict[str, np.ndarray]:
    """Return features of pairs and years, (T, N) each, from filtered factors and headlines (T, N)."""
    out: dict[str, np.ndarray] = {}
    for name in _OF:
        values = np.where(pairs.alive, found[name], np.nan)
        parts = {k: np.full(values.shape, np.nan, np.float32) for k in (*_PLACE, "removed", *_NETWORK)}
        for t in range(len(values)):
            here = np.flatnonzero(~np.isnan(values[t]))
            codes, at = np.unique(np.concatenate([pairs.a[here], pairs.b[here]]), return_inverse=True)
            i, j = at[: len(here)], at[len(here) :]
            y = np.full((len(codes), len(codes)), np.nan)
            y[i, j] = y[j, i] = values[t, here]
            mean, effects = additive(y)
            rest = y - mean - effects[:, None] - effects[None, :]
            distance, product = third_parties(y - mean)
            for kind, of in zip(
                (*_PLACE, "removed", *_NETWORK),
                (
                    np.minimum.outer(effects, effects),
                    np.maximum.outer(effects, effects),
                    rest,
                    latent(rest),
                    distance,
                    product,
                ),
                strict=True,
            ):
                parts[kind][t, here] = of[i, j]
        out |= {f"{k} of {name}": v for k, v in parts.items()}
        for kind, years in zip(_CHANGE, (1, 5), strict=True):
            out[f"{kind} of {name}"] = changes(np.asarray(found[name], np.float32), years)
    return out
