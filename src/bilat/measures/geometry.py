"""From a year's pairs to a picture: a complete matrix of distances, two dimensions, blocs.

Pure functions on arrays. A pair that is not known is never given a distance: states are left out until every pair
of those that stay is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["blocs", "classical_mds", "complete", "matrix", "turned_to"]


def matrix(
    a: NDArray[np.int16], b: NDArray[np.int16], values: NDArray[np.float64]
) -> tuple[NDArray[np.int16], NDArray[np.float64]]:
    """Return the codes, ascending, and the symmetric matrix of values; NaN where unknown, diagonal included.

    Examples
    --------
    >>> codes, m = matrix(np.array([2, 2], np.int16), np.array([20, 70], np.int16), np.array([0.5, 0.1]))
    >>> codes.tolist(), m[0].tolist()
    ([2, 20, 70], [nan, 0.5, 0.1])
    """
    codes = np.unique(np.concatenate([a, b]))
    out = np.full((len(codes), len(codes)), np.nan)
    i, j = np.searchsorted(codes, a), np.searchsorted(codes, b)
    out[i, j] = values
    out[j, i] = values
    return codes.astype(np.int16), out


def complete(distances: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return positions of states among which every distance is known: the one with most gaps goes first.

    Parameters
    ----------
    distances
        Square, symmetric, NaN where unknown; the diagonal is not looked at.
    """
    keep = np.arange(len(distances))
    gaps = np.isnan(distances)
    np.fill_diagonal(gaps, False)
    while len(keep):
        missing = gaps[np.ix_(keep, keep)].sum(axis=1)
        worst = int(missing.argmax())
        if missing[worst] == 0:
            break
        keep = np.delete(keep, worst)
    return keep


def classical_mds(distances: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Place points in two dimensions so that they lie about as far apart as `distances` says.

    Torgerson's scaling: the two first principal coordinates of the doubly centred squared distances.

    Parameters
    ----------
    distances
        Square, symmetric, zero diagonal, no NaN; shape (n, n), n at least 3.

    Returns
    -------
    points
        Shape (n, 2).
    share
        Part of the sum of positive eigenvalues that the two dimensions carry, 0 to 1.

    References
    ----------
    Torgerson 1952, Psychometrika 17:401-419.

    Examples
    --------
    >>> d = np.array([[0.0, 3, 4], [3, 0, 5], [4, 5, 0]])
    >>> p, share = classical_mds(d)
    >>> bool(np.allclose(np.hypot(*(p[1] - p[2])), 5)), round(share, 6)
    (True, 1.0)
    """
    n = len(distances)
    centre = np.eye(n) - 1 / n
    b = -centre @ (distances**2) @ centre / 2
    values, vectors = np.linalg.eigh((b + b.T) / 2)
    top = values[::-1][:2].clip(min=0)
    points = vectors[:, ::-1][:, :2] * np.sqrt(top)
    # an eigenvector's sign is arbitrary: the largest coordinate is made positive
    largest = np.abs(points).argmax(axis=0)
    points *= np.where(points[largest, [0, 1]] < 0, -1, 1)
    positive = values[values > 0].sum()
    return points, float(top.sum() / positive) if positive > 0 else 0.0


def turned_to(
    points: NDArray[np.float64], at: NDArray[np.intp], reference: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Turn and mirror `points` so that those at `at` lie as near as they can to `reference`; distances stay.

    The orthogonal Procrustes rotation about the common centre.

    Parameters
    ----------
    points
        Shape (n, 2).
    at
        Positions of the points that the reference holds too, shape (m,).
    reference
        Where these lay before, shape (m, 2).
    """
    if len(at) < 2:
        return points
    here, there = points[at] - points[at].mean(axis=0), reference - reference.mean(axis=0)
    u, _, vt = np.linalg.svd(here.T @ there)
    return np.asarray(points @ (u @ vt))


def blocs(distances: NDArray[np.float64], fewest: int = 2, most: int = 6) -> tuple[NDArray[np.int64], float]:
    """Group states that vote alike: average linkage, cut where the groups are most distinct.

    Parameters
    ----------
    distances
        Square, symmetric, zero diagonal, no NaN; shape (n, n).
    fewest, most
        The cut with the largest mean silhouette among these numbers of groups is taken.

    Returns
    -------
    labels
        0 for the largest group, and so on; shape (n,).
    silhouette
        Mean silhouette of the cut, -1 to 1: near 0, the groups blend into each other.
    """
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    n = len(distances)
    if n <= fewest:
        return np.zeros(n, dtype=np.int64), 0.0
    tree = linkage(squareform(distances, checks=False), "average")
    best, best_score = np.zeros(n, dtype=np.int64), -2.0
    for k in range(fewest, min(most, n - 1) + 1):
        labels = fcluster(tree, k, "maxclust").astype(np.int64) - 1
        score = _silhouette(distances, labels)
        if score > best_score:
            best, best_score = labels, score
    sizes = np.bincount(best)
    order = np.argsort(-sizes, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank[best].astype(np.int64), best_score


def _silhouette(distances: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    k = int(labels.max()) + 1
    if k < 2:
        return -1.0
    member = np.eye(k)[labels]
    sizes = member.sum(axis=0)
    sums = distances @ member
    own = sizes[labels]
    inside = sums[np.arange(len(labels)), labels] / np.maximum(own - 1, 1)
    means = sums / sizes
    means[np.arange(len(labels)), labels] = np.inf
    outside = means.min(axis=1)
    width = np.where(own > 1, (outside - inside) / np.maximum(np.maximum(outside, inside), 1e-12), 0.0)
    return float(width.mean())
