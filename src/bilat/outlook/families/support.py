"""What other states do when one uses force against another: how they vote on it, and whether they join in.

Four reference classes compete for a vote: all states' votes on condemnations by their tie to the state blamed; all
states' first votes on a use of force; the state's own first votes; its own votes on earlier texts that blame the same
state. The answer shows all four. How they are weighed is fitted on earlier episodes only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bilat.errors import InputError
from bilat.outlook import skill
from bilat.outlook.families.votes import choice_asked, condition_of, horizon_of
from bilat.outlook.intervals import dirichlet, reference_class
from bilat.outlook.types import Case, Forecast, Known, Question, ReferenceClass, Resolution, Rule
from bilat.outlook.votes.condemnations import BANDS, Episode, band_of, bundled, episodes, kappa_with

if TYPE_CHECKING:
    from bilat.outlook.asked import Asked
    from bilat.outlook.families.base import Progress
    from bilat.outlook.skill import Scores

__all__ = ["FAMILY", "Support"]

VOTES: tuple[str, ...] = ("yes", "abstain", "no", "absent")
JOINS: tuple[str, ...] = ("for the user", "for the target", "stays out")
_YEARS = 1
#: Own first votes count from here: before, Assembly and blocs were others.
_OWN_SINCE = 1992
_JOIN = re.compile(r"\b(?:join|enter|intervene|send troops|fight|go(?:es)? to war|take part)\b", re.I)
_SIDE = re.compile(
    r"\b(?:support|back|side with|stand (?:by|with)|help|oppos|against|turn on|distance)", re.I
)
_OPPOSED = re.compile(
    r"\b(?:oppos|against|turn on|distance|condemn|not (?:support|back|side|stand|help)|never (?:support|back))",
    re.I,
)


class Support:
    """Family `support`."""

    id = "support"
    title = "Support when a state uses force against another"
    asks = (
        "what a state does when another uses force against a third: votes for, abstains or votes against a General "
        "Assembly resolution condemning it; supports it; joins the war."
    )
    reference_class = (
        "All members' first votes in the Assembly on a use of force by one state against another (the ledger's roll "
        "calls, listed in data/force.toml) as known by the evening before; for joining, all members at each interstate "
        "war of the ledger since 1946."
    )
    model = (
        "A pool of four reference classes (condemnations by band of kappa with the state blamed; all states' first "
        "votes; the state's own first votes since 1992; its own votes on texts that blame the same state), weighed by "
        "how well each foresaw the episodes before. It answers only if that beats the base rate in the backtest."
    )
    resolved_by = (
        "The first General Assembly vote that the ledger lists on that use of force (data/force.toml) after the day "
        "asked and up to the horizon: the state's vote. “Supports” is read as voting no, “opposes” as voting yes. For "
        "joining: the sides of the ledger's war."
    )
    examples = (
        "If Russia invades Ukraine, will China vote for, against or abstain on a General Assembly resolution condemning it?",
        "If Russia invades Ukraine, China would support Russia.",
        "If China attacks Taiwan, will Japan join the war?",
    )

    def frame(self, asked: Asked) -> Question | None:
        """Make a question of a sentence whose condition is a use of force by one state against another."""
        given = asked.condition
        if given is None or "force" not in given.acts or asked.actor is None:
            return None
        if (
            asked.outcome.acts & {"sanction", "arms", "trade", "alliance"}
            and "vote" not in asked.outcome.acts
        ):
            return None  # other families ask about those
        text = asked.outcome.text
        votes, joins, sides = "vote" in asked.outcome.acts, _JOIN.search(text), _SIDE.search(text)
        if not (votes or joins or sides or "condemn" in asked.outcome.acts):
            return None
        user, target = (*given.states, None)[:2] if given.states else (asked.target, None)
        if user is None:
            return None
        if asked.actor in (user, target):
            raise InputError(
                f"{asked.actor} is a side of the use of force, not a third state.",
                "Ask what another state would do.",
            )
        horizon = horizon_of(asked, _YEARS)
        base: dict[str, Any] = {"user": user, "target": target}
        if joins and not votes:
            rule = Rule(
                "sides of the war",
                f"The first interstate war or use of force of the ledger that begins from {asked.on} to {horizon} with "
                f"{user} and {target or 'any state'} on opposite sides: the side on which {asked.actor} is listed; else it stays out. "
                "Lapses if there is none.",
                base,
            )
            side = (
                () if sides is None else (("for the target",) if _OPPOSED.search(text) else ("for the user",))
            )
            return Question(
                self.id,
                asked.text,
                asked.actor,
                user,
                JOINS,
                asked.on,
                horizon,
                rule,
                side or ("for the user", "for the target"),
                condition_of(asked),
                {"what": "join", **base},
            )
        rule = Rule(
            "first vote on the use of force",
            f"The first General Assembly vote on a use of force by {user} against {target or 'any state'} that the ledger lists from "
            f"{asked.on} to {horizon}: the vote of {asked.actor}; a member that does not vote is absent. Lapses if there "
            "is none." + ("" if votes else " Supporting is read as voting no, opposing as voting yes."),
            base,
        )
        if votes:
            foreseen = choice_asked(text)
        else:
            foreseen = ("yes",) if _OPPOSED.search(text) or "condemn" in asked.outcome.acts else ("no",)
        return Question(
            self.id,
            asked.text,
            asked.actor,
            user,
            VOTES,
            asked.on,
            horizon,
            rule,
            foreseen,
            condition_of(asked),
            {"what": "vote", **base},
        )

    def base_rate(self, question: Question, known: Known) -> ReferenceClass:
        """Count all members' first votes on a use of force; for joining, all members at all wars."""
        if question.details["what"] == "join":
            return _joins(known)
        return _wide(known)

    def answer(self, question: Question, known: Known) -> Forecast:
        """Show the competing classes; answer with their pool only if the backtest shows skill."""
        scores = skill.load(self.id)
        if question.details["what"] == "join":
            base = _joins(known)
            note = (
                "No model of joining is kept; the class holds every member at every war, near or far from it."
            )
            return Forecast(
                question,
                base.probabilities,
                base.intervals,
                (base,),
                base.cases[:5],
                "base rate",
                "Not backtested: the base rate answers.",
                (note,),
            )
        classes = competing(question.actor or "", question.details["user"], known)
        weights = weigh(known)
        shown = tuple(_weighted(c, weights.get(key, 0.0)) for key, c in classes.items())
        pooled = blend({k: c.probabilities for k, c in classes.items()}, weights)
        own = [case for key in ("own first", "own on state") if key in classes for case in classes[key].cases]
        similar = tuple(dict.fromkeys((*own, *classes["first"].cases)))[:5]
        notes = _notes(pooled, weights, len(_past(known)))
        if scores is not None and scores.skilled():
            # as wide as the class that says least: the pool is no surer than the votes it rests on
            bounds = _bounds(pooled, _strength(classes, weights))
            return Forecast(question, pooled, bounds, shown, similar, "model", _skill(scores), notes)
        base = classes["first"]
        return Forecast(
            question,
            base.probabilities,
            base.intervals,
            shown,
            similar,
            "base rate",
            _skill(scores),
            notes,
        )

    def resolve(self, question: Question, known: Known) -> Resolution | None:
        """Return the vote on the first listed roll call, or the side in the first war."""
        actor, user, target = question.actor or "", question.details["user"], question.details["target"]
        end = min(question.horizon, known.until)
        if question.details["what"] == "join":
            for war in sorted(known.ledger.wars, key=lambda w: w.start):
                sides = (set(war.side_a), set(war.side_b))
                if not question.asked_on <= war.start <= end:
                    continue
                for mine, other in (sides, sides[::-1]):
                    if user in mine and (target in other if target else other):
                        out = (
                            "for the user"
                            if actor in mine
                            else "for the target"
                            if actor in other
                            else "stays out"
                        )
                        return Resolution(out, war.start, f"{war.name}, {war.start}. {war.citation}")
            return None
        for episode, roll in _past(known, end):
            same = episode.user == user and target in (None, episode.target)
            if same and roll.date >= question.asked_on:
                vote = roll.vote_of(actor)
                if vote in VOTES:
                    return Resolution(
                        str(vote), roll.date, f"{roll.symbol}, {roll.date}: {actor} {vote}. {roll.citation}"
                    )
                return None
        return None

    def backtest(self, known: Known, progress: Progress) -> Scores:
        """Forecast each first vote from the episodes before it, all members, full votes where imported."""
        from bilat.outlook.votes.force_backtest import backtest_force

        return backtest_force(known, progress)


def _past(known: Known, until: date | None = None) -> list[tuple[Episode, Any]]:
    """Return the episodes whose vote was taken by what is known, oldest first."""
    rolls = {r.id: r for r in known.ledger.rollcalls}
    end = until or known.until
    found = [
        (e, rolls[e.rollcall]) for e in episodes() if e.rollcall in rolls and rolls[e.rollcall].date <= end
    ]
    return sorted(found, key=lambda pair: pair[1].date)


def _wide(known: Known) -> ReferenceClass:
    """All members' first votes: by the totals of each roll call; the interval goes by episode."""
    import numpy as np

    past = _past(known)
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


def _joins(known: Known) -> ReferenceClass:
    """All members of the system at each war of the ledger since 1946 that had sides of one state at its start."""
    from bilat import states

    cases: list[Case] = []
    total = 0
    counts = dict.fromkeys(JOINS, 0.0)
    for war in known.ledger.wars:
        third = len(states.system(war.start.year)) - 2
        for_user, for_target = len(war.side_a) - 1, len(war.side_b) - 1
        counts["for the user"] += for_user
        counts["for the target"] += for_target
        counts["stays out"] += third - for_user - for_target
        total += 1
        outcome = "for the user" if for_user else "for the target" if for_target else "stays out"
        cases.append(
            Case(
                war.name, war.start, outcome, f"{for_user} with the first side, {for_target} with the second"
            )
        )
    means, bounds = dirichlet(counts)
    return ReferenceClass(
        "all states at all wars",
        "Every state of the system at every war and use of force of the ledger, by the side it is listed on; the first "
        "state of a side is its principal. A case's outcome is the first side that anyone joined.",
        counts,
        means,
        bounds,
        tuple(sorted(cases, key=lambda c: c.date, reverse=True)[:20]),
        total,
    )


def competing(actor: str, user: str, known: Known) -> dict[str, ReferenceClass]:
    """Return the competing classes by key; those without a case are left out."""
    out: dict[str, ReferenceClass] = {"first": _wide(known)}
    banded = _banded(actor, user, known)
    if banded is not None:
        out["band"] = banded
    first = [
        Case(f"{e.name}: {r.symbol}", r.date, str(r.vote_of(actor)), f"blamed: {e.user}")
        for e, r in _past(known)
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

    return stacked(ledger_rows(_past(known), known))


def blend(
    classes: Mapping[str, Mapping[str, float]], weights: Mapping[str, float], outcomes: Sequence[str] = VOTES
) -> dict[str, float]:
    """Return the linear pool; weights of classes that are missing go to the others in proportion."""
    total = sum(weights.get(k, 0.0) for k in classes)
    if total <= 0:
        return dict(classes["first"])
    return {o: sum(weights.get(k, 0.0) * p[o] for k, p in classes.items()) / total for o in outcomes}


def _skill(scores: Scores | None) -> str:
    """Quote the backtest, and that of the episodes since 1992 apart: they are few."""
    late = scores.line(scores.model, "since 1992") if scores else None
    if late is None or late.skill is None or late.low is None or late.high is None:
        return skill.statement(scores)
    sure = "" if late.low > 0 else ": not surely above 0"
    return skill.statement(
        scores,
        caveats=[
            f"Since 1992 alone {late.skill:.2f} ({late.low:.2f} to {late.high:.2f}) over {late.groups} episodes{sure}."
        ],
    )


def _weighted(found: ReferenceClass, weight: float) -> ReferenceClass:
    from dataclasses import replace

    return replace(found, weight=round(weight, 4))


def _strength(classes: Mapping[str, ReferenceClass], weights: Mapping[str, float]) -> float:
    return max(sum(weights.get(k, 0.0) * min(c.total, 30) for k, c in classes.items()), 1.0)


def _bounds(p: Mapping[str, float], strength: float) -> dict[str, tuple[float, float]]:
    _means, bounds = dirichlet(dict.fromkeys(p, 0.0), {o: max(v, 1e-3) * strength for o, v in p.items()})
    return bounds


def _notes(pooled: Mapping[str, float], weights: Mapping[str, float], n: int) -> tuple[str, ...]:
    said = ", ".join(f"{v} {pooled[v]:.2f}" for v in VOTES)
    shares = ", ".join(f"{k} {w:.2f}" for k, w in weights.items())
    return (
        f"The pool of the competing classes would say {said} (weights {shares}, fitted on the {n} episodes before).",
        f"First votes on a use of force are few ({n} episodes): read the classes, not the third decimal.",
    )


FAMILY = Support()
