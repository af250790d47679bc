"""Run the chains side by side, save where they are, and sum up what they say."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from bilat.errors import ConvergenceError, InputError, StoreError
from bilat.measures.idealpoints.blocks import Blocks, blocks
from bilat.measures.idealpoints.data import Items, anchored, design, prepare
from bilat.measures.idealpoints.diagnostics import effective_size, split_rhat
from bilat.measures.idealpoints.gathering import gather
from bilat.measures.idealpoints.saving import fingerprint, load, save
from bilat.measures.idealpoints.starts import EAST, WEST, carried, first_guess, from_poles, spread_out

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from bilat.measures.idealpoints.state import Design, State
    from bilat.record.record import Record

__all__ = ["LENGTHS", "IdealPoints", "Prior", "estimate", "fit", "sample"]

Prior = Literal["published", "smoother"]
#: Mean and standard deviation of state-sessions that are known already; NaN for the others.
Anchor = tuple["NDArray[np.float64]", "NDArray[np.float64]"]

#: Largest variance of a step between sessions (Bailey, Strezhnev & Voeten 2017: 0.5).
SMOOTH = 0.5
#: Sweeps thrown away, draws kept, sweeps for each draw: the published sampler goes slowly.
LENGTHS: dict[str, tuple[int, int, int]] = {"published": (1500, 1167, 3), "smoother": (200, 600, 1)}
#: Sweeps between looks at the clock, at progress, at the checkpoint.
_BLOCK = 25
#: Converged: 99 in 100 state-sessions have a split R-hat below this.
RHAT_LIMIT, _RHAT_SHARE = 1.1, 0.99
_SAVE_EVERY_S = 20.0


@dataclass(frozen=True)
class IdealPoints:
    """The posterior of every state-session.

    Attributes
    ----------
    code, session, n : (S,)
        COW number, session of the Assembly, votes used; sorted by session and code.
    mean, sd, q05, q95 : (S,)
        Posterior mean, standard deviation, 5% and 95% quantiles. Over all state-sessions each draw has mean 0 and
        variance 1; the West is positive.
    rhat, ess : (S,)
        Split R-hat, and effective sample size of the mean.
    year : (S,)
        Calendar year in which most of the session's roll calls fell; 0 if not known.
    items, votes
        How many items and votes there were.
    settings
        Prior, chains, warm-up, draws, seed.
    seconds
        Time spent sampling, all calls together.
    accepted
        Share of proposals taken: items, state-sessions, shifts, stretches.
    """

    code: NDArray[np.int16]
    session: NDArray[np.int16]
    n: NDArray[np.int32]
    mean: NDArray[np.float64]
    sd: NDArray[np.float64]
    q05: NDArray[np.float64]
    q95: NDArray[np.float64]
    rhat: NDArray[np.float64]
    ess: NDArray[np.float64]
    year: NDArray[np.int16]
    items: int
    votes: int
    settings: dict[str, Any]
    seconds: float
    accepted: tuple[float, float, float, float] = field(default=(0.0, 0.0, 0.0, 0.0))

    def __len__(self) -> int:
        return len(self.code)

    @property
    def converged(self) -> bool:
        """Whether 99 in 100 state-sessions have an R-hat below 1.1."""
        return bool((self.rhat < RHAT_LIMIT).mean() >= _RHAT_SHARE)

    def only(self, keep: NDArray[np.bool_]) -> IdealPoints:
        """Return some of the state-sessions; items, votes and settings are still those of the whole run."""
        names = ("code", "session", "n", "mean", "sd", "q05", "q95", "rhat", "ess", "year")
        return replace(self, **{name: getattr(self, name)[keep] for name in names})

    def summary(self) -> str:
        """Say in one line how far the chains may be trusted."""
        good = "converged" if self.converged else "NOT converged"
        return (
            f"{good}: R-hat median {np.median(self.rhat):.3f}, 99% below {np.quantile(self.rhat, 0.99):.3f}; "
            f"effective draws median {np.median(self.ess):.0f}, 1% below {np.quantile(self.ess, 0.01):.0f}"
        )


def fit(
    votes: pa.Table,
    links: pa.Table | None,
    rollcalls: pa.Table,
    *,
    issue: str | None = None,
    prior: Prior = "published",
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
        which lets later sessions speak about earlier ones too.
    chains, warmup, draws, thin, seed
        Chains run side by side on as many cores; sweeps thrown away in each, draws kept, and sweeps for each draw
        kept. By default as many as the bundled estimates had (`LENGTHS`); 1 sweep for a draw where `draws` is given.
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
    items = prepare(votes, links, rollcalls, issue)
    points = sample(
        items, prior=prior, chains=chains, warmup=warmup, draws=draws, thin=thin, seed=seed,
        checkpoint=checkpoint, progress=progress,
    )  # fmt: skip
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

    prior = options.setdefault("prior", "published")
    tidy = {name: record.tidy(name) for name in ("votes", "rollcalls", "rollcall_repeats")}
    votes, links, rollcalls = gather(tidy, absent)
    target = (folder or store_folder()) / file_name(issue, prior)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise StoreError(f"Cannot write to {target.parent}: {exc.strerror}.", "Check the folder.") from exc
    points = fit(votes, links, rollcalls, issue=issue, checkpoint=target.with_suffix(".run.npz"), **options)
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
    usual = LENGTHS[prior]
    warmup = usual[0] if warmup is None else warmup
    thin = (usual[2] if draws is None else 1) if thin is None else thin
    draws = usual[1] if draws is None else draws
    if chains < 1 or warmup < 1 or draws < 8 or thin < 1:
        raise InputError(
            f"{chains} chains of {warmup} + {draws} x {thin} sweeps cannot be summed up.",
            "Give at least 1 chain, 1 sweep of warm-up, 8 draws and 1 sweep for each.",
        )
    settings = {
        "prior": prior, "chains": chains, "warmup": warmup, "draws": draws, "thin": thin, "seed": seed,
    }  # fmt: skip
    if anchor is not None and prior != "smoother":
        raise InputError("Only the two-sided walk can be anchored.", "Use prior='smoother'.")
    plan = design(items, SMOOTH)
    if anchor is not None:
        plan = anchored(plan, *anchor)
    key = fingerprint(items, settings)
    laid = blocks(plan) if prior == "published" else None
    states = _starts(items, plan, prior, seed, chains, anchor is not None)
    kept = np.zeros((chains, draws, len(items)), np.float32)
    done, spent = 0, 0.0
    if checkpoint is not None and checkpoint.is_file():
        done, spent = load(checkpoint, key, states, kept)
    began = saved = time.perf_counter()
    total = warmup + draws * thin
    block = max(_BLOCK // thin, 1) * thin  # a draw that is kept ends a block or lies within it
    with ThreadPoolExecutor(min(chains, os.cpu_count() or 1)) as pool:
        while done < total:
            warm = done < warmup
            size = min(_BLOCK if warm else block, (warmup if warm else total) - done)
            step = partial(
                _run,
                plan,
                laid,
                prior=prior,
                size=size,
                keep=not warm,
                held=anchor is None,
            )
            made = list(pool.map(step, states))
            if not warm:
                at = (done - warmup) // thin
                for c, drawn in enumerate(made):
                    kept[c, at : at + size // thin] = drawn[thin - 1 :: thin]
            done += size
            if progress is not None:
                progress(done, total)
            now = time.perf_counter()
            if checkpoint is not None and now - saved > _SAVE_EVERY_S and done < total:
                save(
                    checkpoint,
                    key,
                    states,
                    kept[:, : max(done - warmup, 0) // thin],
                    done,
                    spent + now - began,
                )
                saved = now
    seconds = spent + time.perf_counter() - began
    points = _sum_up(items, kept, states, settings, seconds, anchor is None)
    if checkpoint is not None:
        checkpoint.unlink(missing_ok=True)
    return points


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
    plan: Design, laid: Blocks | None, state: State, prior: Prior, size: int, keep: bool, held: bool
) -> NDArray[np.float64]:
    from bilat.measures.idealpoints.likelihood import TAIL

    out = np.zeros((size, len(state.theta)))
    if prior == "published":
        from bilat.measures.idealpoints.published import sweep_published

        assert laid is not None
        sweep_published(plan, laid, state, out, keep)
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
    flat = kept.reshape(-1, len(items))
    low, high = np.quantile(flat, [0.05, 0.95], axis=0)
    counts = np.sum([s.counts for s in states], 0)
    year = np.array([items.first_year.get(s, 0) for s in items.session.tolist()], np.int16)
    return IdealPoints(
        code=items.code,
        session=items.session,
        n=items.n,
        mean=flat.mean(0, dtype=np.float64),
        sd=flat.std(0, ddof=1, dtype=np.float64),
        q05=low.astype(np.float64),
        q95=high.astype(np.float64),
        rhat=split_rhat(kept),
        ess=effective_size(kept),
        year=year,
        items=len(items.rollcall),
        votes=len(items.vote),
        settings=dict(settings),
        seconds=seconds,
        accepted=tuple(float(counts[k] / max(counts[k + 1], 1)) for k in (0, 2, 4, 6)),  # type: ignore[arg-type]
    )
