"""The reference classes that compete for a question on a use of force, and how they are weighed.

All states' votes on condemnations by their tie to the state blamed; all states' first votes on a use of force; the
state's own first votes; its own votes on earlier texts that blame the same state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from bilat.errors import InputError
from bilat.outlook.intervals import dirichlet, reference_class
from bilat.outlook.types import Case, Known, ReferenceClass
from bilat.outlook.votes.condemnations import BANDS, Episode, band_of, bundled, episodes, kappa_with

__all__ = ["VOTES", "blend", "bounds_of", "competing", "past_episodes", "strength", "weigh", "wide"]

VOTES: tuple[str, ...] = ("yes", "abstain", "no", "absent")
#: Own first votes count from here: before, Assembly and blocs were others.
_OWN_SINCE = 1992


def past_episodes(known: Known, until: date | None = None) -> list[tuple[Episode, Any]]:
    """Return the episodes whose vote was taken by what is known, with their roll calls, oldest first."""
    rolls = {r.id: r for r in known.ledger.rollcalls}
    end = until or known.until
    found = [
        (e, rolls[e.rollcall]) for e in episodes() if e.rollcall in rolls and rolls[e.rollcall].date <= end
    ]
    return sorted(found, key=lambda pair: pair[1].date)


def wide(known: Known) -> ReferenceClass:
    """All members' first votes: by the totals of each roll call; the interval goes by episode."""
    import numpy as np

    past = past_episodes(known)
    rows, cases = [], []
    for episode, roll in past:
        members = _members(roll.date)
        cast = [roll.counts.get(v, 0) for v in ("yes", "abstain", "no")]
        rows.append([*cast, max(members - sum(cast), 0)])
        cases.append(
            Case(
                f"{episode.name}: {roll.symbol}",
                roll.date,
                max(VOTES, key=lambda v, r=rows[-1]: r[VOTES.index(v)]),  # type: ignore[misc]
                f"{cast[0]} yes, {cast[2]} no, {cast[1]} abstentions of {members} members",
            )
        )
    if not rows:
        raise InputError(
            f"No first vote on a use of force had been taken by {known.until}.", "Ask on a day after 1956."
        )
    array = np.array(rows, float)
    shares = array / array.sum(1, keepdims=True)
    means = shares.mean(0)
    # rows of one episode hang together: the interval draws episodes
    rng = np.random.default_rng(1)
    drawn = shares[rng.integers(0, len(shares), (2000, len(shares)))].mean(1)
    low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
    total = array.sum(0)
    return ReferenceClass(
        "all states, first votes on a use of force",
        "Votes of all members on the Assembly's first vote on each use of force, each episode weighing the same; counts "
        "are votes, the interval draws episodes. A case's outcome is the commonest vote.",
        dict(zip(VOTES, total.tolist(), strict=True)),
        dict(zip(VOTES, (means / means.sum()).tolist(), strict=True)),
        {v: (float(a), float(b)) for v, a, b in zip(VOTES, low, high, strict=True)},
        tuple(reversed(cases)),
        len(rows),
    )


def _members(day: date) -> int:
    """Return how many members the United Nations had, by the ledger."""
    from bilat import ledger

    return len(ledger.load().organisation("UN").members_on(day))


def competing(actor: str, user: str, known: Known) -> dict[str, ReferenceClass]:
    """Return the competing classes by key; those without a case are left out."""
    out: dict[str, ReferenceClass] = {"first": wide(known)}
    banded = _banded(actor, user, known)
    if banded is not None:
        out["band"] = banded
    first = [
        Case(f"{e.name}: {r.symbol}", r.date, str(r.vote_of(actor)), f"blamed: {e.user}")
        for e, r in past_episodes(known)
        if r.date.year >= _OWN_SINCE and r.vote_of(actor) in VOTES and actor not in (e.user, e.target)
    ]
    if first:
        out["own first"] = reference_class(
            f"{actor}'s own first votes on uses of force",
            f"First votes of the Assembly on a use of force since {_OWN_SINCE} in which the vote of {actor} is recorded in the "
            "ledger, whoever used it.",
            VOTES,
            first,
        )
    on_state = _on_state(actor, user, known)
    if on_state:
        out["own on state"] = reference_class(
            f"{actor}'s own votes on texts that blame {user}",
            f"Roll calls of the Assembly in the ledger that blame {user} for a use of force or for human rights where it "
            f"rules, with the vote of {actor}, in the ten years before.",
            VOTES,
            on_state,
        )
    return out


def _banded(actor: str, user: str, known: Known) -> ReferenceClass | None:
    """All states' votes on condemnations, by states as near to the state blamed as this one."""
    from bilat import states
    from bilat.measures.access import latest_year

    one, other = states.get(actor, known.on).code, states.get(user, known.on).code
    year = latest_year(known.record, "kappa", known.until)
    if year is None:
        return None
    kappa = kappa_with(known.record, other, year).get(one)
    if kappa is None:
        return None
    import numpy as np

    band = int(band_of(np.array([kappa]))[0])
    rows = [r for r in bundled(known.until) if r["band"] == band]
    if not rows:
        return None
    counts = {v: float(sum(r[v] for r in rows)) for v in VOTES}
    means, _ = dirichlet(counts)
    shares = np.array([[r[v] for v in VOTES] for r in rows], float)
    shares = shares[shares.sum(1) > 0]
    rng = np.random.default_rng(1)
    drawn = shares[rng.integers(0, len(shares), (2000, len(shares)))].sum(1)
    low, high = np.quantile(drawn / drawn.sum(1, keepdims=True), [0.05, 0.95], axis=0)
    cases = [
        Case(
            f"{r['symbol']} on {states.name(states.get(r['blamed'], r['date']).code, r['date'])}",
            r["date"],
            max(VOTES, key=lambda v, r=r: r[v]),  # type: ignore[misc]
            f"{r['yes']} yes, {r['abstain']} abstained, {r['no']} no, {r['absent']} absent in the band",
        )
        for r in rows
        if sum(r[v] for v in VOTES)
    ]
    return ReferenceClass(
        f"condemnations, {BANDS[band][1]}",
        f"Votes since 1976 on resolutions that blame a state (for force, or human rights in it; standing items on Israel "
        f"left out) by states whose kappa with it the year before was in the band of {actor} and {user} in {year}, the last year known "
        f"({kappa:.2f}). The interval draws resolutions.",
        counts,
        means,
        {v: (float(a), float(b)) for v, a, b in zip(VOTES, low, high, strict=True)},
        tuple(sorted(cases, key=lambda c: c.date, reverse=True)[:20]),
        len(shares),
    )


def _on_state(actor: str, user: str, known: Known) -> list[Case]:
    from bilat.outlook.votes.condemnations import blamed
    from bilat.outlook.votes.titles import normalise

    out = []
    for roll in known.ledger.rollcalls:
        if roll.body != "GA" or roll.draft or roll.date.year < known.on.year - 10:
            continue
        hit = blamed(roll.title, normalise(roll.title), roll.date.year)
        vote = roll.vote_of(actor)
        about = hit is not None and (hit[0] == user or ("crimea" in roll.title.lower() and user == "RUS"))
        if about and vote in VOTES:
            out.append(Case(f"{roll.symbol}: {roll.title}", roll.date, str(vote)))
    return out


@lru_cache(maxsize=8)
def weigh(known: Known) -> dict[str, float]:
    """Fit the weights of the competing classes on the episodes known: see `bilat.outlook.votes.pooling`."""
    from bilat.outlook.votes.pooling import ledger_rows, stacked

    return stacked(ledger_rows(past_episodes(known), known))


def blend(
    classes: Mapping[str, Mapping[str, float]], weights: Mapping[str, float], outcomes: Sequence[str] = VOTES
) -> dict[str, float]:
    """Return the linear pool; weights of classes that are missing go to the others in proportion."""
    total = sum(weights.get(k, 0.0) for k in classes)
    if total <= 0:
        return dict(classes["first"])
    return {o: sum(weights.get(k, 0.0) * p[o] for k, p in classes.items()) / total for o in outcomes}


def strength(classes: Mapping[str, ReferenceClass], weights: Mapping[str, float]) -> float:
    """Return how many cases a pool is worth: no more than those of the classes it rests on, thirty each at most."""
    return max(sum(weights.get(k, 0.0) * min(c.total, 30) for k, c in classes.items()), 1.0)


def bounds_of(p: Mapping[str, float], strength: float) -> dict[str, tuple[float, float]]:
    """Return 90% bounds of probabilities that are worth so many cases."""
    _means, bounds = dirichlet(dict.fromkeys(p, 0.0), {o: max(v, 1e-3) * strength for o, v in p.items()})
    return bounds
