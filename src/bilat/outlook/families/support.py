"""What other states do when one uses force against another: how they vote on it, and whether they join in.

Four reference classes compete for a vote: all states' votes on condemnations by their tie to the state blamed; all
states' first votes on a use of force; the state's own first votes; its own votes on earlier texts that blame the same
state. The answer shows all four. How they are weighed is fitted on earlier episodes only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bilat.errors import InputError
from bilat.outlook import skill
from bilat.outlook.types import Forecast, Known, Question, ReferenceClass, Resolution, Rule
from bilat.outlook.votes.asking import choice_asked, condition_of, horizon_of
from bilat.outlook.votes.competing import (
    VOTES,
    blend,
    bounds_of,
    competing,
    past_episodes,
    strength,
    weigh,
    wide,
)
from bilat.outlook.votes.wars import JOINS, joined, model_of, similar_to, tied

if TYPE_CHECKING:
    from bilat.outlook.asked import Asked
    from bilat.outlook.families.base import Progress
    from bilat.outlook.skill import Scores

__all__ = ["FAMILY", "Support"]

_YEARS = 1
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
        "how well each foresaw the episodes before. It answers only if that beats the base rate in the backtest. For joining: ridge "
        "logistic regression on obligations, votes, disputes, trade, power and region, fitted on the wars before, under the same rule."
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
            return joined(known)
        return wide(known)

    def answer(self, question: Question, known: Known) -> Forecast:
        """Show the competing classes; answer with their pool only if the backtest shows skill."""
        scores = skill.load(self.id)
        if question.details["what"] == "join":
            return self._joins(question, known)
        classes = competing(question.actor or "", question.details["user"], known)
        weights = weigh(known)
        shown = tuple(_weighted(c, weights.get(key, 0.0)) for key, c in classes.items())
        pooled = blend({k: c.probabilities for k, c in classes.items()}, weights)
        own = [case for key in ("own first", "own on state") if key in classes for case in classes[key].cases]
        similar = tuple(dict.fromkeys((*own, *classes["first"].cases)))[:5]
        notes = _notes(pooled, weights, len(past_episodes(known)))
        if scores is not None and scores.skilled():
            # as wide as the class that says least: the pool is no surer than the votes it rests on
            bounds = bounds_of(pooled, strength(classes, weights))
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

    def _joins(self, question: Question, known: Known) -> Forecast:
        """Answer who joins: all states at all wars, and those with the same pacts; a model only if it has skill."""
        from bilat import states

        base, scores = joined(known), skill.load(self.id)
        classes: tuple[ReferenceClass, ...] = (base,)
        notes, similar = ["The class holds every state at every war, near or far."], base.cases[:5]
        p, bounds, method = base.probabilities, base.intervals, "base rate"
        if question.details["target"] is not None:
            actor, user, target = (
                states.get(i, question.asked_on).code
                for i in (question.actor or "", question.details["user"], question.details["target"])
            )
            classes = (base, tied(actor, user, target, known))
            similar = similar_to(actor, user, target, known) or similar
            model = model_of(actor, user, target, known)
            if model is not None:
                line = scores.line("ties", "joins") if scores else None
                if line is not None and line.low is not None and line.low > 0:
                    (p, bounds, said), method = model, "model"
                    notes.append(said)
                else:
                    would = ", ".join(f"{o} {model[0][o]:.2f}" for o in JOINS)
                    notes.append(
                        f"A model of ties, not surely better than the base rate, would say {would}. {model[2]}"
                    )
        return Forecast(
            question,
            p,
            bounds,
            classes,
            similar,
            "model" if method == "model" else "base rate",
            _skill_of_joins(scores),
            tuple(notes),
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
        for episode, roll in past_episodes(known, end):
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


def _skill_of_joins(scores: Scores | None) -> str:
    base = scores.line("all states at all wars", "joins") if scores else None
    own = scores.line("ties", "joins") if scores else None
    if base is None or own is None or own.skill is None or own.low is None or own.high is None:
        return "Not backtested: the base rate answers."
    sure = "" if own.low > 0 else ", not surely above 0: the base rate answers"
    return (
        f"Backtest (joins): Brier {own.brier:.4f} of the model of ties against {base.brier:.4f} for the base rate over {base.groups} wars; "
        f"skill {own.skill:.2f} (90% {own.low:.2f} to {own.high:.2f}){sure}. Log score {own.log:.3f} against {base.log:.3f}."
    )


def _weighted(found: ReferenceClass, weight: float) -> ReferenceClass:
    from dataclasses import replace

    return replace(found, weight=round(weight, 4))


def _notes(pooled: Mapping[str, float], weights: Mapping[str, float], n: int) -> tuple[str, ...]:
    said = ", ".join(f"{v} {pooled[v]:.2f}" for v in VOTES)
    shares = ", ".join(f"{k} {w:.2f}" for k, w in weights.items())
    return (
        f"The pool of the competing classes would say {said} (weights {shares}, fitted on the {n} episodes before).",
        f"First votes on a use of force are few ({n} episodes): read the classes, not the third decimal.",
    )


FAMILY = Support()
