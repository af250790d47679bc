"""Family: how a member of the Security Council votes on a draft on some subject; whether it casts its veto."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from bilat import ledger, states
from bilat.errors import CoverageError, InputError
from bilat.outlook import skill
from bilat.outlook.council.backtest import WEIGHT, backtest_council, own_overall
from bilat.outlook.council.drafts import PERMANENT, VOTES, bundled, collect, subject_of
from bilat.outlook.intervals import dirichlet, reference_class
from bilat.outlook.types import Case, Forecast, Known, Question, ReferenceClass, Resolution, Rule
from bilat.outlook.votes.asking import choice_asked, condition_of, horizon_of, topic_of
from bilat.outlook.votes.condemnations import council_episodes

if TYPE_CHECKING:
    from bilat.ledger import RollCall
    from bilat.outlook.asked import Asked
    from bilat.outlook.families.base import Progress

__all__ = ["FAMILY", "Council"]

_COUNCIL = re.compile(r"security council|\bunsc\b|\bveto", re.IGNORECASE)
_FORCE = re.compile(r"invasion|invad|annex|attack|aggression|use of force", re.IGNORECASE)
_YEARS = 2
_SHOWN = 12


class Council:
    """Family `council`."""

    id = "council"
    title = "Votes in the Security Council"
    asks = "how a member of the Security Council votes on a draft on some subject (yes, abstain, no, absent), or whether it vetoes it."
    reference_class = (
        "The member's own votes on all drafts put to the vote in the Council to the end of the year before the question, each "
        "older year weighing 0.9 of the next."
    )
    model = (
        "Its own votes on the subject (a conflict, a state, a theme), shrunk by three votes to its votes on all. On a use of force "
        "also shown, and answering where the member is the one that used it: first votes of the Council on uses of force."
    )
    resolved_by = (
        "The first roll call of the Council after the day asked, up to the horizon, that the ledger of roll calls holds on the "
        "subject: the member's vote. A permanent member's “no” is a veto where the draft had nine votes. Lapses if none is put "
        "to the vote."
    )
    examples = (
        "Will Russia veto a Security Council resolution on Syria?",
        "If Russia invades Ukraine, will China abstain in the Security Council?",
        "Will the United States veto a Security Council resolution on Israeli settlements?",
    )

    def frame(self, asked: Asked) -> Question | None:
        """Make a question of a sentence on a vote in the Council."""
        text = asked.outcome.text
        if not _COUNCIL.search(text) or asked.actor is None or "vote" not in asked.outcome.acts:
            return None
        _check_seat(asked)
        given = asked.condition
        user, target = None, None
        if given is not None and "force" in given.acts and given.states:
            user, target = (*given.states, None)[:2]
        topic = topic_of(text)
        if user is None and _FORCE.search(topic):
            # "a resolution condemning its invasion of Ukraine"
            named = [s for s in asked.outcome.states if s != asked.actor]
            own = re.search(
                r"\bits (?:own )?(?:\w+ )?(?:invasion|annexation|attack|aggression|use of force)", topic
            )
            if own or len(named) > 1:
                user, target = (asked.actor, (*named, None)[0]) if own else (named[0], named[1])
        about = states.name(states.get(target or user, asked.on).code, asked.on) if user else topic
        subject = subject_of(about, asked.on)
        of_actor = states.name(states.get(asked.actor, asked.on).code, asked.on)
        if user is None and subject in (subject_of("", asked.on), of_actor):
            raise InputError(
                f"What the draft is about (“{topic}”) is no subject that the Council's votes are counted by.",
                "Name a state, a conflict or a theme: “on Syria”, “on Israeli settlements”, “on terrorism”.",
            )
        rule = Rule(
            "first vote of the Council",
            f"The first roll call of the Security Council from {asked.on} that the ledger holds on “{subject}”, adopted or not: the "
            f"vote of {asked.actor}; a permanent member's “no” counts as a veto. Lapses if there is none.",
            {"subject": subject},
        )
        foreseen = choice_asked(text)
        return Question(
            self.id,
            asked.text,
            asked.actor,
            user if user != asked.actor else target,
            VOTES,
            asked.on,
            horizon_of(asked, _YEARS),
            rule,
            foreseen,
            condition_of(asked),
            {"subject": subject, "user": user, "topic": topic},
        )

    def base_rate(self, question: Question, known: Known) -> ReferenceClass:
        """Count the member's votes on all subjects."""
        return _counted(question, known, None)

    def answer(self, question: Question, known: Known) -> Forecast:
        """Answer from the subject where the backtest shows skill; on a use of force show the first votes on such."""
        base, own = _counted(question, known, None), _counted(question, known, question.details["subject"])
        classes: list[ReferenceClass] = [base, own]
        scores = skill.load(self.id)
        skilled = scores is not None and scores.skilled()
        chosen, method = (own, "model") if skilled else (base, "base rate")
        notes = [_until(question)]
        user = question.details["user"]
        if user is not None:
            force = _on_force(question, known, own)
            if force is not None:
                classes.append(force)
                chosen, method = force, "base rate"
                notes.append(
                    "First votes on a use of force are a class of their own, which answers: too few to backtest, so read the "
                    "cases."
                )
        if question.condition is not None and user is None:
            notes.append(
                "The condition is taken as given; it does not change the reference class of this family."
            )
        return Forecast(
            question,
            chosen.probabilities,
            chosen.intervals,
            tuple(classes),
            (*(classes[-1].cases[:5] if user else ()), *own.cases)[:5] or base.cases[:5],
            "model" if method == "model" else "base rate",
            skill.statement(scores)
            if method == "model"
            else f"Not backtested as such. {skill.statement(scores)}",
            tuple(notes),
        )

    def resolve(self, question: Question, known: Known) -> Resolution | None:
        """Return the member's vote on the first roll call on the subject that the ledger holds."""
        end = min(question.horizon, known.until)
        for roll in sorted(known.ledger.rollcalls, key=lambda r: r.date):
            if roll.body != "SC" or not question.asked_on <= roll.date <= end:
                continue
            if _subject(roll) != question.rule.params["subject"]:
                continue
            vote = _vote(roll, question.actor or "")
            if vote is None:
                return None
            return Resolution(
                vote, roll.date, f"{roll.symbol}, {roll.date}: {question.actor} {vote}. {roll.citation}"
            )
        return None

    def backtest(self, known: Known, progress: Progress) -> skill.Scores:
        """Score the permanent members' votes since 1972 on the imported votes."""
        return backtest_council(collect(known.record, known.ledger), bundled(), progress)


def _check_seat(asked: Asked) -> None:
    seated = ledger.load().organisation("UNSC").members_on(asked.on)
    if asked.actor not in seated:
        raise InputError(
            f"{asked.actor} was no member of the Security Council on {asked.on}.",
            f"Members that day: {', '.join(seated)}." if seated else "Ask on a day since 1946.",
        )


def _permanent(day: date) -> tuple[str, ...]:
    return tuple(states.iso3(c, day.year) for c in PERMANENT if c != 710 or day >= date(1971, 10, 25))


def _until(question: Question) -> str:
    last = int(bundled().year.max())
    return f"Votes are counted to the end of {min(question.asked_on.year - 1, last)}."


def _counted(question: Question, known: Known, subject: str | None) -> ReferenceClass:
    counts = bundled()
    year = question.asked_on.year
    code = states.get(question.actor or "", question.asked_on).code
    seen = counts.of(code, subject, year, 0.9)
    plain = counts.of(code, subject, year, 1.0)
    if subject is None:
        if not plain.sum():
            raise CoverageError(
                f"{question.actor} has no recorded vote in the Security Council before {year}.",
                "Ask about a permanent member.",
            )
        prior = own_overall(counts, code, year)
        name = f"{question.actor} on all subjects"
        text = (
            f"Votes of {question.actor} on all drafts put to the vote to the end of {year - 1}; a vote of the last year counts 1, of "
            "the year before 0.9, and so on. Named below are the latest that the ledger of roll calls holds."
        )
    else:
        prior = own_overall(counts, code, year)
        name = f"{question.actor} on “{subject}”"
        text = (
            f"Its votes on drafts on “{subject}” ({plain.sum():.0f} known: {', '.join(f'{n:.0f} {v}' for v, n in zip(VOTES, plain, strict=True))}), "
            f"weighed likewise, shrunk by {WEIGHT:g} votes to its votes on all."
        )
    tally = dict(zip(VOTES, (round(float(n), 2) for n in seen), strict=True))
    pseudo = {v: max(WEIGHT * float(q), 1e-3) for v, q in zip(VOTES, prior, strict=True)}
    means, bounds = dirichlet(tally, pseudo)
    cases = _cases(question, known, subject)
    return ReferenceClass(name, text, tally, means, bounds, tuple(cases[:_SHOWN]), round(plain.sum()))


def _cases(question: Question, known: Known, subject: str | None) -> list[Case]:
    out = []
    for roll in known.ledger.rollcalls:
        vote = _vote(roll, question.actor or "")
        if roll.body == "SC" and vote is not None and (subject is None or _subject(roll) == subject):
            out.append(
                Case(f"{roll.symbol}: {roll.title}", roll.date, vote, "not adopted" if roll.draft else "")
            )
    return sorted(out, key=lambda c: c.date, reverse=True)


def _on_force(question: Question, known: Known, subject: ReferenceClass) -> ReferenceClass | None:
    """Count first votes of the Council on uses of force: of permanent members on their own, or the member's on others'."""
    rolls = {r.id: r for r in known.ledger.rollcalls}
    user, actor = question.details["user"], question.actor or ""
    cases = []
    prior: dict[str, float] | None = None
    for e in council_episodes():
        roll = rolls.get(e.rollcall)
        if roll is None:
            continue
        if user == actor:
            if e.user in _permanent(roll.date):
                vote = _vote(roll, e.user)
                cases.append(Case(f"{e.name}: {roll.symbol}", roll.date, str(vote), f"vote of {e.user}"))
        elif actor not in (e.user, e.target) and (vote := _vote(roll, actor)) is not None:
            cases.append(Case(f"{e.name}: {roll.symbol}", roll.date, vote, f"blamed: {e.user}"))
    cases = [c for c in cases if c.outcome in VOTES]
    if not cases:
        return None
    if user == actor:
        name = "permanent members on their own use of force"
        text = "The Council's first vote on each use of force by a permanent member that the ledger holds: that member's vote."
    else:
        name = f"{actor}'s own first votes on uses of force"
        text = (
            f"The Council's first vote on each use of force by another state that the ledger holds: the vote of {actor}; shrunk by "
            f"{WEIGHT:g} votes to its votes on the subject."
        )
        prior = {v: max(WEIGHT * subject.probabilities[v], 1e-3) for v in VOTES}
    return reference_class(name, text, VOTES, cases, prior=prior)


def _subject(roll: RollCall) -> str:
    return subject_of(" ".join((roll.title, *roll.topics)), roll.date)


def _vote(roll: RollCall, iso3: str) -> str | None:
    vote = roll.vote_of(iso3)
    return "no" if vote == "veto" else None if vote is None else str(vote)


FAMILY = Council()
