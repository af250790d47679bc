"""How a state votes in the General Assembly on a resolution of a kind: yes, abstain, no, absent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bilat.errors import InputError
from bilat.outlook import skill
from bilat.outlook.intervals import dirichlet
from bilat.outlook.types import Forecast, Known, Question, ReferenceClass, Resolution, Rule
from bilat.outlook.votes.asking import (
    OUTCOMES,
    announced_in,
    choice_asked,
    condition_of,
    horizon_of,
    names_topic,
    topic_of,
)
from bilat.outlook.votes.classes import (
    announced_class,
    cases_of,
    everyone_class,
    given_codes,
    own_class,
    row_of,
    single_votes,
    tables_of,
)

if TYPE_CHECKING:
    from bilat.outlook.asked import Asked
    from bilat.outlook.families.base import Progress
    from bilat.outlook.votes.tables import Tables

__all__ = ["FAMILY", "Votes"]

_YEARS = 2
_SHOWN = 12


class Votes:
    """Family `votes`."""

    id = "votes"
    title = "Votes in the General Assembly"
    asks = "how a state votes on a General Assembly resolution of some kind (yes, abstain, no, absent)."
    reference_class = (
        "The state's own votes on General Assembly resolutions of the same wording class to the end of the year "
        "before the question, each older year weighing 0.8 of the next; shrunk to its votes on the issue, and those to "
        "all its votes."
    )
    model = (
        "Gradient-boosted trees on the state's votes by class and issue, how its company (states that vote as it does) "
        "voted, its agreement with fourteen states and with the state named in the title; absence has trees of its "
        "own. With the single votes imported, also its votes on the same and on similar titles. Where the question takes votes "
        "of other states as announced, or names sponsors, trees that know those, by company."
    )
    resolved_by = (
        "The first General Assembly roll call after the day asked, up to the horizon, whose title is of the same "
        "wording class and names the same states: the state's vote in the record."
    )
    examples = (
        "Will India vote for the General Assembly resolution on nuclear disarmament?",
        "Will Brazil abstain on a General Assembly resolution on human rights in Iran?",
        "Given that Russia votes no and the United States yes, will India abstain on a General Assembly resolution on human "
        "rights in Iran?",
    )

    def frame(self, asked: Asked) -> Question | None:
        """Make a question of a sentence on a vote in the Assembly."""
        from bilat.outlook.votes.titles import OTHER, class_of, targets_of

        if "vote" not in asked.outcome.acts or asked.actor is None:
            return None
        given = announced_in(asked)
        if given.get(asked.actor) is not None:
            raise InputError(
                f"The question takes the vote of {asked.actor} as announced and asks for it.",
                "Ask about another state, or leave its vote out of the condition.",
            )
        topic = topic_of(asked.outcome.text)
        if given and asked.condition is not None and not names_topic(asked.outcome.text):
            # "If Russia votes no on a resolution on Syria, will China ...?"
            topic = topic_of(asked.condition.text)
        wording = class_of(topic)
        if wording == OTHER:
            raise InputError(
                f"What the resolution is about (“{topic}”) fits no wording class, so there is nothing to count.",
                "Name it as a title would: “nuclear disarmament”, “human rights in Iran”, “the embargo against Cuba”.",
            )
        targets = [t for t in targets_of(topic) if t != asked.actor]
        text = (
            f"The first General Assembly roll call from {asked.on} whose title is of the wording class “{wording}”"
            + (f" and names {', '.join(targets)}" if targets else "")
            + f": the vote of {asked.actor} in the record (a member that does not vote is absent)."
            + (" Lapses if the votes taken as announced are cast otherwise." if given else "")
        )
        return Question(
            self.id,
            asked.text,
            asked.actor,
            targets[0] if targets else None,
            OUTCOMES,
            asked.on,
            horizon_of(asked, _YEARS),
            Rule("first vote of the class", text, {"class": wording, "targets": targets}),
            choice_asked(asked.outcome.text),
            condition_of(asked),
            {"title": topic, "class": wording, **({"given": given} if given else {})},
        )

    def base_rate(self, question: Question, known: Known) -> ReferenceClass:
        """Count the state's votes on the wording class."""
        tables = tables_of(known)
        row = row_of(question, tables)
        return own_class(question, known, tables, row)

    def answer(self, question: Question, known: Known) -> Forecast:
        """Answer from the class, and from the trees where they have skill and know nothing of the day asked."""
        from bilat.outlook.votes.announced import announced_features
        from bilat.outlook.votes.features import Text, packed_features
        from bilat.outlook.votes.model import FITTED_TO, four, load, load_said, predict_said

        tables = tables_of(known)
        row = row_of(question, tables)
        own, everyone = own_class(question, known, tables, row), everyone_class(question, tables)
        scores = skill.load(self.id)
        similar = tuple(cases_of(question, known)[:5])
        notes = _notes(question, tables, known)
        text = Text(question.details["title"])
        given = bool(given_codes(question))
        single = single_votes(question, text, known)
        classes: tuple[ReferenceClass, ...] = (own, everyone)
        if single is not None:
            classes, similar = (single.reference, own, everyone), single.similar
        base = classes[0]
        by = "announced, by title" if single else "announced, by class"
        heard = given and scores is not None and scores.beats(by, "key votes given")
        if given:
            classes = (*classes, announced_class(question, text, tables, row))
            if not heard:
                notes += (
                    "What the announced votes would do to it is shown as a class; no kept backtest shows its skill, so it does not "
                    "answer.",
                )
        if question.asked_on.year <= FITTED_TO or scores is None or not scores.skilled():
            if scores is not None and scores.skilled():
                notes += (
                    f"The fitted trees have seen votes to the end of {FITTED_TO}, so for a question asked earlier the "
                    "base rate answers.",
                )
            said = _skill(scores, "titles alike" if single else "state by wording class")
            return Forecast(
                question, base.probabilities, base.intervals, classes, similar, "base rate", said, notes
            )
        if single is not None:
            p = dict(zip(OUTCOMES, single.knowing if heard else single.probabilities, strict=True))
        else:
            x = packed_features(tables, [text])[0]
            cast, away = load("packed").predict(x[row : row + 1])
            if heard:
                told = announced_features(tables.codes, tables.company, x, given_codes(question))
                cast = predict_said(load_said("packed"), x[row : row + 1], told[row : row + 1])
            p = dict(zip(OUTCOMES, four(cast, away)[0].tolist(), strict=True))
        # as sure as the votes that the first class counts, and the three it is shrunk by
        strength = base.total + 3
        means, bounds = dirichlet(
            dict.fromkeys(OUTCOMES, 0.0), {o: max(v, 1e-4) * strength for o, v in p.items()}
        )
        said = _skill(scores, by if heard else "pool" if single else "trees by class")
        return Forecast(question, means, bounds, classes, similar, "model", said, notes)

    def resolve(self, question: Question, known: Known) -> Resolution | None:
        """Return the state's vote on the first roll call of the class that the ledger or the record holds."""
        from bilat.outlook.votes.titles import class_of, targets_of

        wanted: Mapping[str, Any] = question.rule.params
        for roll in sorted(known.ledger.rollcalls, key=lambda r: r.date):
            if (
                roll.body != "GA"
                or roll.draft
                or not question.asked_on <= roll.date <= min(question.horizon, known.until)
            ):
                continue
            if class_of(roll.title) != wanted["class"]:
                continue
            if not set(wanted["targets"]) <= set(targets_of(" ".join((roll.title, *roll.topics)))):
                continue
            vote = roll.vote_of(question.actor or "")
            given = question.details.get("given", {})
            if any(roll.vote_of(who) not in (None, said) for who, said in given.items()):
                return None  # it came otherwise than taken as announced
            if vote in OUTCOMES:
                return Resolution(
                    str(vote),
                    roll.date,
                    f"{roll.symbol}, {roll.date}: {question.actor} {vote}. {roll.citation}",
                )
            return None  # the vote that decides is known, the state's own is not
        return None

    def backtest(self, known: Known, progress: Progress) -> skill.Scores:
        """Score every method over 1995-2019 on the imported votes."""
        from bilat.outlook.votes.backtest import backtest_votes
        from bilat.outlook.votes.matrix import from_record

        return backtest_votes(from_record(known.record), progress=progress)


def _skill(scores: skill.Scores | None, method: str) -> str:
    """Quote the method that answers, on all titles and on new ones apart."""
    if scores is None:
        return skill.statement(None)
    parts = []
    splits = ("all", "repeated titles", "new titles")
    if method.startswith("announced"):
        splits = ("key votes given", "repeated titles, key votes given", "new titles, key votes given")
    for split in splits:
        own, base = scores.line(method, split), scores.line(scores.base, split)
        if own is not None and base is not None:
            parts.append(f"{split} Brier {own.brier:.3f} (base rate {base.brier:.3f})")
    if not parts:
        return f"The backtest has no figures for “{method}”."
    years = "2010-2019" if method.startswith("announced") else "1995-2019"
    return f"Backtest {years} of “{method}”, among votes cast: {'; '.join(parts)}."


def _notes(question: Question, tables: Tables, known: Known) -> tuple[str, ...]:
    notes: tuple[str, ...] = ()
    if tables.year < known.on.year:
        notes += (
            f"Votes by wording class are bundled to the end of {tables.year - 1}; later ones are not counted.",
        )
    if question.details.get("given"):
        notes += (
            "Announced votes are taken as given; what they do was measured with those of three great powers.",
        )
    elif question.condition is not None:
        notes += ("The condition is taken as given; it does not change the reference class of this family.",)
    return notes


FAMILY = Votes()
