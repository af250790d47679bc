"""Which directions of the plane are reported: the first nearest to the one-dimensional solution, the second uncorrelated.

The model does not tell one pair of axes from another. Every draw is therefore turned by itself: centred and brought to
covariance 1 over all state-sessions; its first axis laid along the direction that correlates most with
the one-dimensional ideal points of the same votes; the second at right angles, which here means uncorrelated over all
state-sessions. The sign of the second is that of the reference draw, and the reference's by a rule of its own (`sign`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["SOUTH", "residual_axis", "sign", "turn"]

#: The second dimension is positive where these are: India, Brazil, Egypt, Nigeria, Indonesia. Without any of them,
#: where it is skewed to.
SOUTH = (750, 140, 651, 475, 850)


def turn(
    drawn: NDArray[np.float64], line: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return one draw on the reported axes, and the map that brought it there.

    Parameters
    ----------
    drawn : (S, 2)
        Ideal points on any axes.
    line : (S,)
        One-dimensional ideal points.

    Returns
    -------
    turned : (S, 2)
        Mean 0, variance 1, uncorrelated; the first correlates with `line` as much as any direction can.
    to : (2, 2)
        ``turned = (drawn - mean) @ to``; discriminations turn by the transpose of its inverse.

    Examples
    --------
    >>> x = np.random.default_rng(1).normal(size=(50, 2))
    >>> turned, to = turn(x, x[:, 0])
    >>> np.allclose(np.cov(turned.T, bias=True), np.eye(2)), np.allclose(turned, (x - x.mean(0)) @ to)
    (True, True)
    """
    centred = drawn - drawn.mean(0)
    value, vector = np.linalg.eigh(centred.T @ centred / len(centred))
    whiten = vector @ np.diag(value**-0.5) @ vector.T
    along = whiten.T @ (centred.T @ (line - line.mean()))
    along = along / max(float(np.hypot(*along)), 1e-300)
    to = whiten @ np.column_stack([along, [-along[1], along[0]]])
    return centred @ to, to


def sign(second: NDArray[np.float64], code: NDArray[np.int16]) -> float:
    """Return 1, or -1 where the second dimension has to be reversed: `SOUTH` is positive.

    Examples
    --------
    >>> sign(np.array([-1.0, 2.0]), np.array([750, 2], np.int16))
    -1.0
    """
    south = np.isin(code, SOUTH)
    where = second[south].mean() - second[~south].mean() if south.any() and not south.all() else 0.0
    if where == 0.0:
        where = (second**3).sum()
    return -1.0 if where < 0 else 1.0


def residual_axis(
    row: NDArray[np.int32],
    item: NDArray[np.int32],
    vote: NDArray[np.int8],
    line: NDArray[np.float64],
    code: NDArray[np.int16],
    rounds: int = 12,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return a rough second dimension to start from: the leading axis of votes after the first, by power iteration.

    A state has one place in all its sessions. Sessions by themselves would disagree on the direction: around 1990 little is
    left after the first axis, and a chain that starts with the second one way before and the other way after stays so.

    Parameters
    ----------
    row, item, vote : (V,)
    line, code : (S,)
        One-dimensional ideal points, and states.

    Returns
    -------
    axis : (S,)
        Standardised, uncorrelated with `line`.
    load : (J,)
        Correlation of each item's votes, after the first axis, with it.
    """
    count, rows = int(item.max()) + 1, len(line)
    size = np.bincount(item, minlength=count)
    centred = vote - (np.bincount(item, vote, count) / size)[item]
    x = line[row] - (np.bincount(item, line[row], count) / size)[item]
    slope = np.bincount(item, centred * x, count) / np.maximum(np.bincount(item, x * x, count), 1e-9)
    rest = centred - slope[item] * x
    rest = rest / np.sqrt(np.bincount(item, rest**2, count) / size + 1e-9)[item]

    def settle(axis: NDArray[np.float64]) -> NDArray[np.float64]:
        axis = (np.bincount(code, axis) / np.maximum(np.bincount(code), 1))[code]
        axis = axis - axis.mean()
        axis = axis - line * (axis @ line) / (line @ line)
        return np.asarray(np.clip(axis / max(float(axis.std()), 1e-9), -3.0, 3.0), np.float64)

    axis, load = settle(np.random.default_rng(7).normal(size=int(code.max()) + 1)[code]), np.zeros(count)
    for _ in range(rounds):
        load = np.bincount(item, rest * axis[row], count) / size
        weight = np.sqrt(np.bincount(row, (load**2)[item], rows) + 1e-9)
        axis = settle(np.bincount(row, rest * load[item], rows) / weight)
    return axis, load
