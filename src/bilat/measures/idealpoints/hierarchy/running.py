"""Run the chains of the hierarchy over issues and sum them up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bilat.errors import ConvergenceError, InputError, UnknownNameError
from bilat.measures.idealpoints.data import ISSUES, Items, prepare
from bilat.measures.idealpoints.driving import Length, drive
from bilat.measures.idealpoints.hierarchy.cells import NAMES, Cells, issue_masks, lay_out
from bilat.measures.idealpoints.result import IdealPoints, shares, summed_up
from bilat.measures.idealpoints.running import SMOOTH
from bilat.measures.idealpoints.saving import fingerprint
from bilat.measures.idealpoints.starts import WEST, first_guess, spread_out

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from bilat.measures.idealpoints.state import Design

__all__ = [
    "LENGTH",
    "Hierarchy",
    "HierarchyState",
    "fit_hierarchy",
    "hierarchy_starts",
    "hierarchy_step",
    "sample_hierarchy",
]

#: No point of a chain that stays on its scale is as far out.
_FARTHEST = 50.0
#: Sweeps thrown away, draws kept, sweeps for each draw.
LENGTH = (250, 300, 2)
_SCALE, _PERSISTENCE = 0.3, 0.8


class HierarchyState(NamedTuple):
    """Where a chain is: the fields of `State` for cells, then those of `Deviations`."""

    theta: NDArray[np.float64]
    centre: NDArray[np.float64]
    items: NDArray[np.float64]
    random: NDArray[np.uint64]
    counts: NDArray[np.int64]
    factors: NDArray[np.float64]
    variance: NDArray[np.float64]
    value: NDArray[np.float64]
    scale: NDArray[np.float64]
    persistence: NDArray[np.float64]
    issue_factors: NDArray[np.float64]


@dataclass(frozen=True)
class Hierarchy:
    """General points and points on each issue, from one joint posterior and on one scale.

    Attributes
    ----------
    general
        The state's general points: mean 0 and variance 1 over all state-sessions in each draw.
    issues
        Issue to the points of the state-sessions that voted on it, on the scale of the general ones.
    scale, persistence
        Issue to (mean, 5%, 95%) of the standard deviation of deviations, and of their correlation from one session to
        the next.
    """

    general: IdealPoints
    issues: Mapping[str, IdealPoints]
    scale: Mapping[str, tuple[float, float, float]]
    persistence: Mapping[str, tuple[float, float, float]]

    def of(self, issue: str | None) -> IdealPoints:
        """Return the points of an issue, or the general ones.

        Raises
        ------
        UnknownNameError
            For an issue without votes.
        """
        if issue is None:
            return self.general
        if issue not in self.issues:
            raise UnknownNameError(
                "issue", issue, tuple(self.issues), f"One of {', '.join(self.issues) or 'none'}."
            )
        return self.issues[issue]


def fit_hierarchy(votes: pa.Table, links: pa.Table | None, rollcalls: pa.Table, **options: Any) -> Hierarchy:
    """Estimate general points and points on all issues from tidy tables; see `prepare` and `sample_hierarchy`."""
    items = prepare(votes, links, rollcalls)
    return sample_hierarchy(items, issue_masks(items, rollcalls), **options)


def sample_hierarchy(
    items: Items,
    masks: NDArray[np.int64],
    *,
    chains: int = 2,
    warmup: int | None = None,
    draws: int | None = None,
    thin: int | None = None,
    seed: int = 1,
    checkpoint: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Hierarchy:
    """Sample the joint posterior of general points and points on issues.

    Parameters
    ----------
    items
        All votes (`prepare` without an issue).
    masks : (J,)
        Issues of each item as bits (`issue_masks`).
    chains, warmup, draws, thin, seed, checkpoint, progress
        As for `bilat.measures.idealpoints.fit`.

    Raises
    ------
    InputError
        If no item has an issue, or an option makes no sense.
    """
    length = Length.of(LENGTH, warmup, draws, thin)
    if chains < 1:
        raise InputError(f"{chains} chains cannot be summed up.", "Give at least 1 chain.")
    if len(masks) != len(items.rollcall) or not (masks > 0).any():
        raise InputError(
            f"{int((masks > 0).sum())} of {len(items.rollcall)} items have an issue.",
            "Give the issues of each item; use the two-sided walk where there are none.",
        )
    settings = {
        "prior": "hierarchy", "chains": chains, "warmup": length.warmup, "draws": length.draws,
        "thin": length.thin, "seed": seed,
    }  # fmt: skip
    plan, cells = lay_out(items, masks, SMOOTH)
    states = hierarchy_starts(items, plan, cells, seed, chains)
    width = len(items) + len(cells.issue) + 2 * len(NAMES)
    kept = np.zeros((chains, length.draws, width), np.float32)
    key = fingerprint(items, settings | {"masks": masks.tobytes().hex()})
    seconds = drive(states, kept, length, partial(hierarchy_step, plan, cells), key, checkpoint, progress)
    accepted = tuple(shares(np.sum([s.counts for s in states], 0)))
    found = _summed(items, cells, kept, settings, seconds, accepted, items.item, masks)
    if checkpoint is not None:
        checkpoint.unlink(missing_ok=True)
    return found


def hierarchy_starts(
    items: Items, plan: Design, cells: Cells, seed: int, chains: int
) -> list[HierarchyState]:
    """Start chains spread apart in general points, without deviations, with mean 0 and variance 1 over all cells.

    That is what the model holds them to. From elsewhere the first proposals lead far beyond where a vote's curvature is
    known, and a chain stands still until plain steps have brought it back.
    """
    from bilat.measures.idealpoints.normal import seed_state
    from bilat.measures.idealpoints.state import begin

    guess = first_guess(items)
    row_of = np.empty(len(plan.before), np.int64)
    for row in range(len(items)):
        row_of[cells.row_cell[cells.row_start[row] : cells.row_start[row + 1]]] = row
    out = []
    for c in range(chains):
        theta, start = spread_out(guess, items, seed, c)
        at = theta[row_of]
        # items along with them, so that votes are as likely as before
        start[:, 1:] -= start[:, :1] * at.mean()
        start[:, 0] *= at.std()
        state = begin(plan, (at - at.mean()) / at.std(), start, seed_state(seed, c))
        rng = np.random.default_rng([seed, c, 13])
        out.append(
            HierarchyState(
                *state,
                value=np.zeros(len(cells.issue)),
                scale=np.exp(rng.normal(np.log(_SCALE), 0.3, len(NAMES))),
                persistence=np.clip(rng.normal(_PERSISTENCE, 0.1, len(NAMES)), 0.05, 0.95),
                issue_factors=np.zeros((len(NAMES), *state.factors.shape[1:])),
            )
        )
    return out


def hierarchy_step(
    plan: Design, cells: Cells, state: HierarchyState, *, size: int, keep: bool
) -> NDArray[np.float64]:
    """Make `size` sweeps of one chain; see `sweeping.sweep_hierarchy` for what is returned.

    Raises
    ------
    ConvergenceError
        If the chain ran away: points have a spread of 1, and 50 is no point of theirs.
    """
    from bilat.measures.idealpoints.hierarchy.moves import Deviations
    from bilat.measures.idealpoints.hierarchy.sweeping import sweep_hierarchy
    from bilat.measures.idealpoints.likelihood import TAIL
    from bilat.measures.idealpoints.smoother import HOLD
    from bilat.measures.idealpoints.state import State

    rows = len(cells.row_start) - 1
    out = np.zeros((size, rows + len(cells.issue) + 2 * len(state.scale)))
    held = HOLD * len(state.theta) ** 2
    sweep_hierarchy(plan, cells, State(*state[:7]), Deviations(*state[7:]), TAIL, held, out, keep)
    if not np.abs(state.theta).max() < _FARTHEST:
        raise ConvergenceError(
            "The chain ran away: points of the hierarchy over issues left every scale, and nothing was kept.",
            "This should not happen, please report it. An issue by itself: --prior smoother.",
        )
    return out


def _summed(
    items: Items,
    cells: Cells,
    kept: NDArray[np.float32],
    settings: dict[str, object],
    seconds: float,
    accepted: tuple[float, ...],
    item: NDArray[np.int32],
    masks: NDArray[np.int64],
) -> Hierarchy:
    rows, count = len(items), len(cells.issue)
    west = np.isin(items.code, WEST)
    for chain in kept:
        middle = chain[:, :rows].mean(0)
        if west.any() and not west.all() and middle[west].mean() < middle[~west].mean():
            chain[:, : rows + count] *= -1
    general = summed_up(items, kept[:, :, :rows], settings, seconds, accepted)
    issues, scale, persistence = {}, {}, {}
    for k, name in enumerate(NAMES):
        of = np.flatnonzero(cells.issue == k)
        if not len(of):
            continue
        own = (masks[item] & ISSUES[name][0]) != 0
        row = cells.row[of]
        n = np.bincount(items.row[own], minlength=rows)[row].astype(np.int32)
        part = replace(
            items, code=items.code[row], session=items.session[row], n=n,
            vote=items.vote[own], rollcall=items.rollcall[np.unique(item[own])],
        )  # fmt: skip
        points = summed_up(part, kept[:, :, rows + of], settings, seconds, accepted)
        points.settings["issue"] = name
        issues[name] = points
        at = rows + count + k
        scale[name] = _band(kept[:, :, at])
        persistence[name] = _band(kept[:, :, at + len(NAMES)])
        points.settings["scale"], points.settings["persistence"] = (
            round(scale[name][0], 3),
            round(persistence[name][0], 3),
        )
    return Hierarchy(general, issues, scale, persistence)


def _band(draws: NDArray[np.float32]) -> tuple[float, float, float]:
    low, high = np.quantile(draws, [0.05, 0.95])
    return float(draws.mean()), float(low), float(high)
