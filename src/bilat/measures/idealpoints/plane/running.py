"""Run the chains of the two-dimensional model and sum them up on the reported directions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bilat.errors import InputError
from bilat.measures.idealpoints.data import Items, design
from bilat.measures.idealpoints.driving import Length, drive
from bilat.measures.idealpoints.plane.turning import residual_axis, sign, turn
from bilat.measures.idealpoints.result import IdealPoints, shares, summed_up
from bilat.measures.idealpoints.running import SMOOTH, sample
from bilat.measures.idealpoints.saving import fingerprint
from bilat.measures.idealpoints.starts import first_guess, spread_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.measures.idealpoints.plane.state import PlaneState
    from bilat.measures.idealpoints.state import Design

__all__ = ["LENGTH", "plane_starts", "plane_step", "sample_plane", "turned"]

#: Sweeps thrown away, draws kept, sweeps for each draw; and of the one-dimensional run that the first axis is laid along.
LENGTH, LINE = (300, 400, 2), (150, 250, 1)
#: How far chains start from one another on the second axis, by session and by state-session.
_APART = 0.3


def sample_plane(
    items: Items,
    *,
    chains: int = 2,
    warmup: int | None = None,
    draws: int | None = None,
    thin: int | None = None,
    seed: int = 1,
    checkpoint: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    line: NDArray[np.float64] | None = None,
) -> IdealPoints:
    """Sample two-dimensional ideal points of prepared items; see `bilat.measures.idealpoints.fit`.

    Parameters
    ----------
    line : (S,)
        One-dimensional ideal points that the first dimension is laid along; by default a run of the two-sided walk on
        the same votes.

    Returns
    -------
    IdealPoints
        The first dimension, with the second as its `second`. Both have mean 0 and variance 1 in each draw and are
        uncorrelated over all state-sessions; the first is the direction nearest to `line`; the second
        is positive in the South (`turning.SOUTH`).

    Raises
    ------
    InputError
        If an option makes no sense.
    """
    length = Length.of(LENGTH, warmup, draws, thin)
    if chains < 1:
        raise InputError(f"{chains} chains cannot be summed up.", "Give at least 1 chain.")
    settings = {
        "prior": "smoother", "dimensions": 2, "chains": chains, "warmup": length.warmup, "draws": length.draws,
        "thin": length.thin, "seed": seed,
    }  # fmt: skip
    before = 0.0
    if line is None:
        one = sample(
            items, prior="smoother", chains=chains, warmup=LINE[0], draws=LINE[1], thin=LINE[2], seed=seed
        )
        line, before = one.mean, one.seconds
    plan = design(items, SMOOTH)
    states = plane_starts(items, plan, seed, chains)
    kept = np.zeros((chains, length.draws, len(items) + len(items.rollcall), 2), np.float32)
    seconds = drive(
        states, kept, length, partial(plane_step, plan), fingerprint(items, settings), checkpoint, progress
    )
    accepted = tuple(shares(np.sum([s.counts for s in states], 0)))
    discrimination = turned(kept, line, items.code)
    rows = len(items)
    second = summed_up(items, kept[:, :, :rows, 1], settings, 0.0, accepted)
    first = summed_up(items, kept[:, :, :rows, 0], settings, before + seconds, accepted)
    first.settings["r_with_one_dimension"] = round(float(np.corrcoef(first.mean, line)[0, 1]), 4)
    if checkpoint is not None:
        checkpoint.unlink(missing_ok=True)
    return replace(first, second=second, discrimination=discrimination)


def plane_starts(items: Items, plan: Design, seed: int, chains: int) -> list[PlaneState]:
    """Start each chain from rough axes, moved apart by session and state-session, and turned by an angle of its own."""
    from bilat.measures.idealpoints.normal import seed_state
    from bilat.measures.idealpoints.plane.state import begin

    guess = first_guess(items)
    other, load = residual_axis(items.row, items.item, items.vote, guess, items.code)
    _, number = np.unique(items.session, return_inverse=True)
    out = []
    for c in range(chains):
        rng = np.random.default_rng([seed, c, 11])
        first, line_items = spread_out(guess, items, seed, c)
        away = rng.normal(0, _APART, number.max() + 1)[number] + rng.normal(0, _APART, len(items))
        angle = rng.uniform(0, 2 * np.pi)
        rotate = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        start = np.zeros((len(line_items), 4))
        start[:, :2] = np.column_stack([line_items[:, 0], load]) @ rotate
        start[:, 2:] = line_items[:, 1:]
        theta = np.column_stack([first, other + away]) @ rotate
        out.append(begin(plan, theta, start, seed_state(seed, c)))
    return out


def plane_step(plan: Design, state: PlaneState, *, size: int, keep: bool) -> NDArray[np.float64]:
    """Make `size` sweeps of one chain and return ideal points, then discriminations: (size, S + J, 2)."""
    from bilat.measures.idealpoints.likelihood import TAIL
    from bilat.measures.idealpoints.plane.state import MOVES
    from bilat.measures.idealpoints.plane.sweeping import sweep_plane
    from bilat.measures.idealpoints.smoother import HOLD

    out = np.zeros((size, len(state.theta) + len(state.items), 2))
    sweep_plane(plan, state, MOVES, TAIL, HOLD * len(state.theta) ** 2, out, keep)
    return out


def turned(
    kept: NDArray[np.float32], line: NDArray[np.float64], code: NDArray[np.int16]
) -> NDArray[np.float64]:
    """Turn all draws to the reported directions, in place, and return the mean discriminations on them.

    Parameters
    ----------
    kept : (chains, draws, S + J, 2)
        Ideal points, then discriminations.
    line, code : (S,)

    Returns
    -------
    (J, 2)
    """
    rows = len(line)
    reference: NDArray[np.float64] | None = None
    for chain in kept:
        for draw in chain:
            points, to = turn(draw[:rows].astype(np.float64), line)
            loads = draw[rows:].astype(np.float64) @ np.linalg.inv(to).T
            reference = points[:, 1] if reference is None else reference
            flip = np.array([1.0, 1.0 if points[:, 1] @ reference >= 0 else -1.0])
            draw[:rows], draw[rows:] = points * flip, loads * flip
    kept[..., 1] *= sign(kept[:, :, :rows, 1].mean((0, 1), dtype=np.float64), code)
    mean: NDArray[np.float64] = kept[:, :, rows:].mean((0, 1), dtype=np.float64)
    return mean
