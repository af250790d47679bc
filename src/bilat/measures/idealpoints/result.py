"""What an estimate says: the posterior of every state-session, and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.measures.idealpoints.diagnostics import effective_size, split_rhat

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.measures.idealpoints.data import Items

__all__ = ["RHAT_LIMIT", "IdealPoints", "shares", "summed_up"]

#: Converged: 99 in 100 state-sessions have a split R-hat below this.
RHAT_LIMIT, _RHAT_SHARE = 1.1, 0.99
#: Sessions that are named where chains are apart; of more, only how many.
_FEW = 8


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
    within : (S,)
        Split R-hat of the points less their session's mean: whether chains agree on who stands where in a session, whatever its level.
    year : (S,)
        Calendar year in which most of the session's roll calls fell; 0 if not known.
    items, votes
        How many items and votes there were.
    settings
        Prior, chains, warm-up, draws, seed.
    seconds
        Time spent sampling, all calls together.
    accepted
        Share of proposals taken: items, state-sessions, shifts, stretches; in two dimensions then shears.
    second
        The second dimension of the same state-sessions, where two were asked for.
    discrimination : (J, 2)
        Posterior means of the discriminations of items on both, where two were asked for.
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
    within: NDArray[np.float64]
    year: NDArray[np.int16]
    items: int
    votes: int
    settings: dict[str, Any]
    seconds: float
    accepted: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
    second: IdealPoints | None = None
    discrimination: NDArray[np.float64] | None = None

    def __len__(self) -> int:
        return len(self.code)

    @property
    def converged(self) -> bool:
        """Whether 99 in 100 state-sessions have an R-hat below 1.1, on both dimensions where there are two."""
        own = bool((self.rhat < RHAT_LIMIT).mean() >= _RHAT_SHARE)
        return own and (self.second is None or self.second.converged)

    @property
    def apart(self) -> list[int]:
        """Sessions in most of whose state-sessions the chains are apart: R-hat of 1.1 or more."""
        sessions = np.unique(self.session)
        far = [np.median(self.rhat[self.session == s]) >= RHAT_LIMIT for s in sessions]
        return [int(s) for s in sessions[far]]

    def only(self, keep: NDArray[np.bool_]) -> IdealPoints:
        """Return some of the state-sessions; items, votes and settings are still those of the whole run."""
        names = ("code", "session", "n", "mean", "sd", "q05", "q95", "rhat", "ess", "within", "year")
        second = None if self.second is None else self.second.only(keep)
        return replace(self, second=second, **{name: getattr(self, name)[keep] for name in names})

    def summary(self) -> str:
        """Say in one line how far the chains may be trusted."""
        good = "converged" if self.converged else "NOT converged"
        both = [f"{good}: {self._diagnosis()}"]
        if self.second is not None:
            both.append(f"second dimension: {self.second._diagnosis()}")
        return "; ".join(both)

    def _diagnosis(self) -> str:
        far = self.apart
        named = "session" if len(far) == 1 else "sessions"
        which = f"{named} {', '.join(map(str, far))}" if len(far) <= _FEW else f"{len(far)} sessions"
        where = f"; apart in most of {which}" if far else ""
        if not (self.rhat < RHAT_LIMIT).mean() >= _RHAT_SHARE:
            where += f"; less their session's mean 99% below {np.quantile(self.within, 0.99):.3f}"
        return (
            f"R-hat median {np.median(self.rhat):.3f}, 99% below {np.quantile(self.rhat, 0.99):.3f}; "
            f"effective draws median {np.median(self.ess):.0f}, 1% below {np.quantile(self.ess, 0.01):.0f}{where}"
        )


def summed_up(
    items: Items,
    kept: NDArray[np.float32],
    settings: dict[str, Any],
    seconds: float,
    accepted: tuple[float, ...],
) -> IdealPoints:
    """Sum up draws (chains, draws, S) that are on their final scale, the West positive."""
    flat = kept.reshape(-1, len(items))
    low, high = np.quantile(flat, [0.05, 0.95], axis=0)
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
        within=_within(items, kept),
        year=year,
        items=len(items.rollcall),
        votes=len(items.vote),
        settings=dict(settings),
        seconds=seconds,
        accepted=accepted,
    )


def _within(items: Items, kept: NDArray[np.float32]) -> NDArray[np.float64]:
    out = np.empty(len(items))
    for session in np.unique(items.session):
        here = np.flatnonzero(items.session == session)
        own = kept[:, :, here].astype(np.float64)
        out[here] = split_rhat(own - own.mean(2, keepdims=True))
    return out


def shares(counts: NDArray[np.int64]) -> list[float]:
    """Return the share of proposals taken from counts of taken and tried in turn.

    Examples
    --------
    >>> shares(np.array([1, 2, 0, 0]))
    [0.5, 0.0]
    """
    return [float(counts[k] / max(counts[k + 1], 1)) for k in range(0, len(counts), 2)]
