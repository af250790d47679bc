"""Run the chains side by side, save where they are, and sum up what they say."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from bilat.errors import ConvergenceError, InputError, StoreError
from bilat.measures.idealpoints.blocks import Blocks, blocks
from bilat.measures.idealpoints.data import Items, anchored, check_model, design, prepare
from bilat.measures.idealpoints.driving import Length, drive
from bilat.measures.idealpoints.gathering import gather
from bilat.measures.idealpoints.result import IdealPoints, shares, summed_up
from bilat.measures.idealpoints.saving import fingerprint
from bilat.measures.idealpoints.starts import EAST, WEST, carried, first_guess, from_poles, spread_out

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from bilat.measures.idealpoints.lifting import Lifts
    from bilat.measures.idealpoints.state import Design, State
    from bilat.record.record import Record

__all__ = ["LENGTHS", "IdealPoints", "Prior", "estimate", "fit", "sample"]

Prior = Literal["published", "smoother", "hierarchy"]
#: Mean and standard deviation of state-sessions that are known already; NaN for the others.
Anchor = tuple["NDArray[np.float64]", "NDArray[np.float64]"]

#: Largest variance of a step between sessions (Bailey, Strezhnev & Voeten 2017: 0.5).
SMOOTH = 0.5
#: Sweeps thrown away, draws kept, sweeps for each draw: what fits into a minute on two cores. The published sampler goes slowly:
#: the levels of sessions 1 to 5 may not have met by then, nor in three times as many sweeps (docs/ideal-points.md).
LENGTHS: dict[str, tuple[int, int, int]] = {"published": (1500, 1167, 3), "smoother": (200, 600, 1)}


def fit(
    votes: pa.Table,
    links: pa.Table | None,
    rollcalls: pa.Table,
    *,
    issue: str | None = None,
    prior: Prior = "published",
    dimensions: int = 1,
    smooth: float = SMOOTH,
    lift: bool = False,
    chains: int = 2,
    warmup: int | None = None,
    draws: int | None = None,
    thin: int | None = None,
    seed: int = 1,
    checkpoint: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> IdealPoints:
    """Estimate ideal points of states from their votes.

    Parameters
    ----------
    votes, rollcalls, links
        Tidy ``votes``, ``rollcalls`` and ``rollcall_repeats`` of one data set (see `prepare`).
    issue
        ``None`` for all votes, or one of the issues of `prepare`.
    prior
        ``"published"``: each session leans on the one before, as in the source. ``"smoother"``: a random walk,
        which lets later sessions speak about earlier ones too. ``"hierarchy"``: that walk for a state's general point,
        and its deviations on each issue, all issues estimated together on one scale.
    dimensions
        1, or 2 (of the two-sided walk only): the second is the `second` of what is returned.
    smooth
        Largest variance of a step between sessions, of ``"published"`` only (the others learn it): 0.5 as in the paper;
        the published file of the nuclear issue looks like 0.1.
    lift
        Move each session's level by itself too (``"published"`` only). The source does not: its levels of early sessions, and of those
        with few repeated items, remember where chains started. With it chains meet, and intervals say how little is known of these levels.
    chains, warmup, draws, thin, seed
        Chains run side by side on as many cores; sweeps thrown away in each, draws kept, and sweeps for each draw
        kept. By default as in `LENGTHS`; 1 sweep for a draw where `draws` is given.
    checkpoint
        A file to save to on the way and to go on from; removed when done.
    progress
        Called with sweeps done and sweeps in all.

    Raises
    ------
    InputError
        If there is too little to estimate, or an option makes no sense.
    StoreError
        If the checkpoint belongs to other data or settings.
    """
    check_model(prior, dimensions, issue)
    _check_smooth(smooth, prior)
    _check_lift(lift, prior)
    options: dict[str, Any] = {
        "chains": chains, "warmup": warmup, "draws": draws, "thin": thin, "seed": seed,
        "checkpoint": checkpoint, "progress": progress,
    }  # fmt: skip
    if prior == "hierarchy":
        from bilat.measures.idealpoints.hierarchy import fit_hierarchy

        return fit_hierarchy(votes, links, rollcalls, **options).of(issue)
    items = prepare(votes, links, rollcalls, issue)
    if dimensions == 2:
        from bilat.measures.idealpoints.plane import sample_plane

        points = sample_plane(items, **options)
    else:
        points = sample(items, prior=prior, smooth=smooth, lift=lift, **options)
    points.settings["issue"] = issue
    return points


def estimate(
    record: Record,
    issue: str | None = None,
    *,
    folder: Path | None = None,
    absent: str = "missing",
    **options: Any,
) -> tuple[IdealPoints, Path]:
    """Estimate from the imported votes and leave the table in the store, for `ideal_points` to read.

    The hierarchy leaves the tables of all issues, and the general one.
    Interrupted, the next call with the same options goes on where this one was saved last.

    Parameters
    ----------
    record
        With the tidy tables of `unvotes` (votes, roll calls) and `bsv_matches` (repeats); sessions after those are
        taken from `unga_cow` where it is there.
    folder
        Where to write; by default the store's folder of own estimates.
    absent
        ``"missing"``, or ``"abstain"`` to count absences as abstentions (with `unga_iso3`).
    options
        As for `fit`.

    Raises
    ------
    CoverageError
        If the votes were not imported.
    ConvergenceError
        If the chains did not meet; the table is written all the same, and says so.
    """
    from bilat.measures.idealpoints.table import file_name, store_folder, write

    prior, dimensions = options.setdefault("prior", "published"), options.setdefault("dimensions", 1)
    check_model(prior, dimensions, issue)
    tidy = {name: record.tidy(name) for name in ("votes", "rollcalls", "rollcall_repeats")}
    votes, links, rollcalls = gather(tidy, absent)
    target = (folder or store_folder()) / file_name(issue, prior, dimensions)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise StoreError(f"Cannot write to {target.parent}: {exc.strerror}.", "Check the folder.") from exc
    if prior == "hierarchy":
        from bilat.measures.idealpoints.hierarchy import fit_hierarchy

        target = target.with_name(file_name(None, prior))
        chosen = {k: v for k, v in options.items() if k not in ("prior", "dimensions")}
        every = fit_hierarchy(votes, links, rollcalls, checkpoint=target.with_suffix(".run.npz"), **chosen)
        for name in (None, *every.issues):
            every.of(name).settings["absent"] = absent
            write(every.of(name), target.with_name(file_name(name, prior)))
        points, target = every.of(issue), target.with_name(file_name(issue, prior))
    else:
        points = fit(
            votes, links, rollcalls, issue=issue, checkpoint=target.with_suffix(".run.npz"), **options
        )
        points.settings["absent"] = absent
        write(points, target)
    if not points.converged:
        raise ConvergenceError(
            f"The chains did not meet ({points.summary()}). What there is was kept in {target}.",
            "Run it again with more sweeps: --draws.",
        )
    return points, target


def sample(
    items: Items,
    *,
    prior: Prior = "published",
    smooth: float = SMOOTH,
    lift: bool = False,
    chains: int = 2,
    warmup: int | None = None,
    draws: int | None = None,
    thin: int | None = None,
    seed: int = 1,
    checkpoint: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    anchor: Anchor | None = None,
) -> IdealPoints:
    """Sample the posterior of prepared items; see `fit`.

    With an `anchor` (mean and standard deviation of what is known already, NaN for the others) level and scale are
    the anchor's and nothing is standardised; for the two-sided walk only.
    """
    if prior not in ("published", "smoother"):
        raise InputError(f"Unknown prior {prior!r}.", "Use 'published' or 'smoother'.")
    length = Length.of(LENGTHS[prior], warmup, draws, thin)
    if chains < 1:
        raise InputError(f"{chains} chains cannot be summed up.", "Give at least 1 chain.")
    settings: dict[str, Any] = {
        "prior": prior, "chains": chains, "warmup": length.warmup, "draws": length.draws, "thin": length.thin,
        "seed": seed,
    }  # fmt: skip
    if anchor is not None and prior != "smoother":
        raise InputError("Only the two-sided walk can be anchored.", "Use prior='smoother'.")
    _check_smooth(smooth, prior)
    _check_lift(lift, prior)
    if smooth != SMOOTH:
        settings["smooth"] = smooth
    if lift:
        settings["lift"] = True
    plan = design(items, smooth)
    if anchor is not None:
        plan = anchored(plan, *anchor)
    key = fingerprint(items, settings)
    laid = _laid(plan, lift) if prior == "published" else None
    states = _starts(items, plan, prior, seed, chains, anchor is not None)
    kept = np.zeros((chains, length.draws, len(items)), np.float32)
    step = partial(_run, plan, laid, prior=prior, held=anchor is None)
    seconds = drive(states, kept, length, step, key, checkpoint, progress)
    points = _sum_up(items, kept, states, settings, seconds, anchor is None)
    if checkpoint is not None:
        checkpoint.unlink(missing_ok=True)
    return points


def _check_smooth(smooth: float, prior: str) -> None:
    if not smooth > 0 or (smooth != SMOOTH and prior != "published"):
        raise InputError(
            f"A largest variance of {smooth} a step cannot be used with the prior {prior!r}.",
            "Give one above 0, with prior='published'; the two-sided models learn how far states step.",
        )


def _check_lift(lift: bool, prior: str) -> None:
    if lift and prior != "published":
        raise InputError(
            f"Levels cannot be lifted with the prior {prior!r}.",
            "Use prior='published'; the other models move all levels at once.",
        )


def _laid(plan: Design, lift: bool) -> tuple[Blocks, Lifts]:
    from bilat.measures.idealpoints.lifting import lifts, no_lifts

    return blocks(plan), lifts(plan) if lift else no_lifts()


def _starts(items: Items, plan: Design, prior: Prior, seed: int, chains: int, known: bool) -> list[State]:
    from bilat.measures.idealpoints.normal import seed_state
    from bilat.measures.idealpoints.state import begin

    out = []
    if prior == "published" and np.isin(items.code, WEST[0]).any() and np.isin(items.code, EAST[0]).any():
        for c in range(chains):
            theta, start, centre = from_poles(items, plan, seed, c)
            out.append(begin(plan, theta, start, seed_state(seed, c))._replace(centre=centre))
        return out
    guess = first_guess(items)
    for c in range(chains):
        theta, start = spread_out(guess, items, seed, c)
        if known:
            theta = carried(plan.origin, plan.before)
        out.append(begin(plan, theta, start, seed_state(seed, c)))
    return out


def _run(
    plan: Design,
    laid: tuple[Blocks, Lifts] | None,
    state: State,
    *,
    prior: Prior,
    held: bool,
    size: int,
    keep: bool,
) -> NDArray[np.float64]:
    from bilat.measures.idealpoints.likelihood import TAIL

    out = np.zeros((size, len(state.theta)))
    if prior == "published":
        from bilat.measures.idealpoints.published import sweep_published

        assert laid is not None
        sweep_published(plan, laid[0], state, laid[1], TAIL, out, keep)
    else:
        from bilat.measures.idealpoints.smoother import HOLD, sweep_smoother

        sweep_smoother(plan, state, TAIL, HOLD * len(state.theta) ** 2 if held else 0.0, out, keep)
    return out


def _sum_up(
    items: Items,
    kept: NDArray[np.float32],
    states: list[State],
    settings: dict[str, Any],
    seconds: float,
    turn: bool,
) -> IdealPoints:
    west = np.isin(items.code, WEST)
    for c in range(len(kept)):
        # the model does not know left from right: each chain is turned as a whole
        middle = kept[c].mean(0)
        if turn and west.any() and middle[west].mean() < middle[~west].mean():
            kept[c] *= -1
    counts = np.sum([s.counts for s in states], 0)
    return summed_up(items, kept, settings, seconds, tuple(shares(counts)))
