"""How competing reference classes are weighed: by how well each foresaw earlier episodes.

Each episode weighs the same, whatever the number of states that voted; two episodes' worth of equal weights is put in
before, so that few episodes cannot decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.outlook.votes.condemnations import BANDS, Episode, band_of, blamed, bundled, kappa_with
from bilat.outlook.votes.titles import normalise

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.outlook.types import Known

__all__ = ["KEYS", "VOTES", "EpisodeRows", "ledger_rows", "pooled", "stacked"]

#: The competing classes in the order of the arrays.
KEYS: tuple[str, ...] = ("first", "band", "own first", "own on state")
VOTES: tuple[str, ...] = ("yes", "abstain", "no", "absent")
#: Episodes' worth of equal weights put in before.
_PRIOR = 2.0
_JEFFREYS = 0.5
_OWN_SINCE = 1992
_OWN_YEARS = 10


@dataclass(frozen=True)
class EpisodeRows:
    """One episode: what each class foresaw of each state that voted, and how it voted.

    Attributes
    ----------
    name
        Of the episode.
    year
        Of the vote.
    p : (states, len(KEYS), 4)
        Probabilities by class; NaN where a class has no case.
    y : (states,)
        Index into `VOTES`.
    code : (states,)
        COW codes.
    """

    name: str
    year: int
    p: NDArray[np.float64]
    y: NDArray[np.int64]
    code: NDArray[np.int64]

    def take(self, keep: NDArray[np.bool_]) -> EpisodeRows:
        """Return some of the states."""
        return EpisodeRows(self.name, self.year, self.p[keep], self.y[keep], self.code[keep])


def ledger_rows(
    past: Sequence[tuple[Episode, Any]],
    known: Known,
    votes: Mapping[str, Mapping[str, str]] | None = None,
) -> list[EpisodeRows]:
    """Make the rows of every episode that has one before it, each class as it stood the evening before the vote.

    Parameters
    ----------
    past
        Episodes and their roll calls, oldest first.
    votes
        Votes by symbol and ISO3 where single votes were imported; the ledger's own otherwise.
    """
    from bilat import states

    cast = [_votes_of(roll, votes) for _, roll in past]
    condemned = bundled(known.until)
    texts = _texts(known)
    out = []
    for i, (episode, roll) in enumerate(past):
        if not i:
            continue
        wide = np.mean([_shares(r, v) for (_, r), v in zip(past[:i], cast[:i], strict=True)], axis=0)
        banded = _by_band([r for r in condemned if r["date"] < roll.date])
        kappa: dict[int, float] = {}
        user = states.code_of_iso3(episode.user, roll.date.year)
        if user is not None and known.record.coverage("votes_year").has_year(roll.date.year - 1):
            kappa = kappa_with(known.record, user, roll.date.year - 1)
        actors = [a for a in cast[i] if a not in (episode.user, episode.target)]
        p = np.full((len(actors), len(KEYS), len(VOTES)), np.nan)
        for j, actor in enumerate(actors):
            p[j, 0] = wide
            code = states.code_of_iso3(actor, roll.date.year)
            if code in kappa:
                p[j, 1] = banded[int(band_of(np.array([kappa[code]]))[0])]
            own = [
                v[actor]
                for (e, r), v in zip(past[:i], cast[:i], strict=True)
                if r.date.year >= _OWN_SINCE and actor in v and actor not in (e.user, e.target)
            ]
            p[j, 2] = _jeffreys(own)
            mine = [
                vote
                for day, who, vote_of in texts
                if who == episode.user
                and day < roll.date
                and day.year >= roll.date.year - _OWN_YEARS
                and (vote := vote_of(actor)) in VOTES
            ]
            p[j, 3] = _jeffreys(mine)
        y = np.array([VOTES.index(cast[i][a]) for a in actors], np.int64)
        codes = [states.code_of_iso3(a, roll.date.year) or 0 for a in actors]
        out.append(EpisodeRows(episode.name, roll.date.year, p, y, np.array(codes, np.int64)))
    return out


def _votes_of(roll: Any, votes: Mapping[str, Mapping[str, str]] | None) -> dict[str, str]:
    if votes is not None and roll.symbol in votes:
        return dict(votes[roll.symbol])
    return {a: v for v in VOTES for a in getattr(roll, v)}


def _shares(roll: Any, cast: Mapping[str, str]) -> NDArray[np.float64]:
    """Return the shares of all members: by the totals of the roll call, absent the rest."""
    from bilat import ledger

    members = len(ledger.load().organisation("UN").members_on(roll.date))
    counted = [float(roll.counts.get(v, 0)) for v in VOTES[:3]]
    total = np.array([*counted, max(members - sum(counted), 0.0)])
    return np.asarray(total / total.sum())


def _texts(known: Known) -> list[tuple[Any, str, Any]]:
    """Return day, state blamed and votes of the ledger's roll calls that blame a state."""
    out = []
    for roll in known.ledger.rollcalls:
        if roll.body != "GA" or roll.draft:
            continue
        hit = blamed(roll.title, normalise(roll.title), roll.date.year)
        if hit is not None:
            out.append((roll.date, hit[0], roll.vote_of))
    return out


def _by_band(rows: Sequence[Mapping[str, Any]]) -> NDArray[np.float64]:
    counts = np.zeros((len(BANDS), len(VOTES)))
    for row in rows:
        counts[row["band"]] += [row[v] for v in VOTES]
    known = counts.sum(1) > 0
    shares = (counts + _JEFFREYS) / (counts + _JEFFREYS).sum(1, keepdims=True)
    return np.where(known[:, None], shares, np.nan)


def _jeffreys(votes: Sequence[str]) -> NDArray[np.float64]:
    if not votes:
        return np.full(len(VOTES), np.nan)
    counts = np.array([votes.count(v) for v in VOTES], float) + _JEFFREYS
    return np.asarray(counts / counts.sum())


def stacked(rows: Sequence[EpisodeRows]) -> dict[str, float]:
    """Return the weights that would have foreseen the episodes best: log score of the pool, mean over each episode.

    A class without a case for a state leaves its weight to the others, so that a vote says nothing of the weight of
    a class that was not there.

    Examples
    --------
    >>> stacked([])
    {'first': 0.25, 'band': 0.25, 'own first': 0.25, 'own on state': 0.25}
    """
    from scipy.optimize import minimize
    from scipy.special import log_softmax

    k = len(KEYS)
    hit = [np.nan_to_num(r.p[np.arange(len(r.y)), :, r.y]) for r in rows if len(r.y)]
    there = [(~np.isnan(r.p[:, :, 0])).astype(float) for r in rows if len(r.y)]

    def loss(x: NDArray[np.float64]) -> float:
        logs = log_softmax(x)
        w = np.exp(logs)
        fit = sum(float(np.log((h @ w) / (t @ w)).mean()) for h, t in zip(hit, there, strict=True))
        return -fit - _PRIOR / k * float(logs.sum())

    weights = np.full(k, 1 / k)
    if hit:
        found = minimize(loss, np.zeros(k), method="L-BFGS-B")
        weights = np.exp(log_softmax(found.x))
    return {key: round(float(w), 4) for key, w in zip(KEYS, weights, strict=True)}


def pooled(p: NDArray[np.float64], weights: Mapping[str, float]) -> NDArray[np.float64]:
    """Return the pool (states, 4) of classes (states, len(KEYS), 4), leaving out those that are NaN."""
    there = ~np.isnan(p[:, :, 0])
    share = np.array([weights[k] for k in KEYS]) * there
    share = share / share.sum(1, keepdims=True)
    return np.asarray((share[:, :, None] * np.nan_to_num(p)).sum(1))
