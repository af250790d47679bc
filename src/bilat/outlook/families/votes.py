"""How a state votes in the General Assembly on a resolution of a kind: yes, abstain, no, absent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import CoverageError, InputError
from bilat.outlook import skill
from bilat.outlook.intervals import dirichlet
from bilat.outlook.types import Case, Condition, Forecast, Known, Question, ReferenceClass, Resolution, Rule

if TYPE_CHECKING:
    from bilat.ledger import RollCall
    from bilat.outlook.asked import Asked
    from bilat.outlook.families.base import Progress
    from bilat.outlook.votes.features import Text
    from bilat.outlook.votes.tables import Tables

__all__ = ["FAMILY", "OUTCOMES", "Votes", "choice_asked", "condition_of", "horizon_of"]

OUTCOMES: tuple[str, ...] = ("yes", "abstain", "no", "absent")
_YEARS = 2
_SHOWN = 12

_CHOICES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "no",
        re.compile(
            r"\bvot\w+ (?:no\b|against)|\bor against\b|\bagainst (?:a|the|any|this)\b|\boppos|\breject|\bveto",
            re.I,
        ),
    ),
    ("abstain", re.compile(r"\babst(?:ain|ention)", re.I)),
    ("absent", re.compile(r"\babsent\b|\bstay away\b|\bnot (?:take part|participate) in the vote", re.I)),
    (
        "yes",
        re.compile(
            r"\bvot\w+ (?:yes\b|for\b|in favou?r)|\bin favou?r\b|\bsupport|\bback(?:s|ing)?\b|\bcondemn\w* ",
            re.I,
        ),
    ),
)
_NEGATED = re.compile(
    r"\b(?:not|never|n't|won't|wouldn't)\s+(?:\w+ ){0,2}?(?:vot|abst|support|back|oppos|reject)", re.I
)
_TOPIC = re.compile(
    r"(?:resolution|text|draft|vote|vot\w+)\b.*?\b(?:on|about|regarding|concerning|condemning|calling for|demanding|deploring|"
    r"against|over|to end|for)\s+(.+)$",
    re.I,
)


_ENVELOPE = re.compile(
    r"^(?:(?:the|a|an|any|this|next|annual|new|un|united nations|general assembly'?s?|draft)\s+)*(?:resolution|text|draft|vote)\s+"
    r"(?:(?:on|about|regarding|concerning|to end|for|against|over|calling for|demanding)\s+)?",
    re.I,
)


def choice_asked(text: str) -> tuple[str, ...]:
    """Return the votes that a clause foresees; none where it asks which of several.

    Examples
    --------
    >>> choice_asked("China would vote against the resolution")
    ('no',)
    >>> choice_asked("will China vote for, against or abstain")
    ()
    >>> choice_asked("India will not vote against the text")
    ('yes', 'abstain', 'absent')
    """
    # "a resolution condemning it" says what is voted on, not how
    head = re.split(r"\b(?:condemning|deploring|demanding|calling)\b", text)[0]
    named = [choice for choice, pattern in _CHOICES if pattern.search(head)]
    if len(named) != 1:
        return ()
    if _NEGATED.search(head):
        return tuple(o for o in OUTCOMES if o != named[0])
    return (named[0],)


def condition_of(asked: Asked) -> Condition | None:
    """Return the condition of a question, its act the first that it names."""
    given = asked.condition
    if given is None:
        return None
    act = next((a for a in ("force", "sanction", "arms", "alliance") if a in given.acts), "other")
    doer, target = (*given.states, None, None)[:2]
    return Condition(given.text, act, doer, target)


def horizon_of(asked: Asked, years: int) -> date:
    """Return the horizon asked for, or some years after the day of the question."""
    if asked.horizon is not None:
        return asked.horizon
    day = asked.on
    return day.replace(year=day.year + years, day=min(day.day, 28))


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
        "own. With the single votes imported, also its votes on the same and on similar titles."
    )
    resolved_by = (
        "The first General Assembly roll call after the day asked, up to the horizon, whose title is of the same "
        "wording class and names the same states: the state's vote in the record."
    )
    examples = (
        "Will India vote for the General Assembly resolution on nuclear disarmament?",
        "Will Brazil abstain on a General Assembly resolution on human rights in Iran?",
    )

    def frame(self, asked: Asked) -> Question | None:
        """Make a question of a sentence on a vote in the Assembly."""
        from bilat.outlook.votes.titles import OTHER, class_of, targets_of

        if "vote" not in asked.outcome.acts or asked.actor is None:
            return None
        if re.search(r"security council|veto", asked.outcome.text, re.I):
            raise InputError(
                "Votes of the Security Council have no reference class in bilat yet.",
                "Ask about the General Assembly.",
            )
        topic = self._topic(asked)
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
            {"title": topic, "class": wording},
        )

    @staticmethod
    def _topic(asked: Asked) -> str:
        """Return what the resolution is about, in the sentence's words."""
        text = asked.outcome.text
        found = _TOPIC.search(text)
        topic = (found[1] if found else text).strip(" .?")
        # "the General Assembly resolution on ..." says nothing of what it is about
        return _ENVELOPE.sub("", topic).strip()

    def base_rate(self, question: Question, known: Known) -> ReferenceClass:
        """Count the state's votes on the wording class."""
        tables = _tables(known)
        row = _row(question, tables)
        return self._own_class(question, known, tables, row)

    def _own_class(self, question: Question, known: Known, tables: Tables, row: int) -> ReferenceClass:
        from bilat.outlook.votes.features import NAMES, Text, packed_features
        from bilat.outlook.votes.tables import CLASS_NAMES

        wording = question.details["class"]
        counts = tables.by_class[CLASS_NAMES.index(wording)][row]
        x = packed_features(tables, [Text(question.details["title"])])[0, row]
        at = NAMES.index("class_yes")
        prior3, away = x[at : at + 3].astype(float), float(x[NAMES.index("class_absent")])
        prior = dict(zip(OUTCOMES, [*(prior3 / prior3.sum() * (1 - away) * 3), away * 3], strict=True))
        named = dict(zip(OUTCOMES, [round(float(c), 1) for c in counts], strict=True))
        means, bounds = dirichlet(named, {o: max(p, 1e-3) for o, p in prior.items()})
        cases = tuple(self._cases(question, known)[:_SHOWN])
        return ReferenceClass(
            f"{question.actor} on “{wording}”",
            f"Votes of {question.actor} on resolutions of the wording class “{wording}” to the end of {tables.year - 1}; a "
            "vote of the last year counts 1, of the year before 0.8, and so on (so counts are not whole numbers); "
            "shrunk by three votes to its votes on the issue. Named below are those the ledger of roll calls holds.",
            named,
            means,
            bounds,
            cases,
            round(sum(named.values())),
        )

    def _everyone(self, question: Question, tables: Tables) -> ReferenceClass:
        from bilat.outlook.votes.tables import CLASS_NAMES

        wording = question.details["class"]
        total = tables.by_class[CLASS_NAMES.index(wording)].sum(0)
        named = dict(zip(OUTCOMES, [round(float(c), 1) for c in total], strict=True))
        means, bounds = dirichlet(named)
        return ReferenceClass(
            f"all states on “{wording}”",
            f"Votes of all members on the same wording class to the end of {tables.year - 1}, weighed in the same way.",
            named,
            means,
            bounds,
            (),
            round(sum(named.values())),
        )

    def _cases(self, question: Question, known: Known) -> list[Case]:
        """Return the ledger's roll calls of the class with a recorded vote of the state, most alike first."""
        from bilat.outlook.votes.titles import Space, class_of, normalise

        rolls: list[tuple[RollCall, str]] = []
        for roll in known.ledger.rollcalls:
            vote = roll.vote_of(question.actor or "")
            if (
                roll.body == "GA"
                and not roll.draft
                and vote in OUTCOMES
                and class_of(roll.title) == question.details["class"]
            ):
                rolls.append((roll, str(vote)))
        if not rolls:
            return []
        plain = [normalise(" ".join((r.title, *r.topics))) for r, _ in rolls]
        alike = Space(plain).similarity([normalise(question.details["title"])], plain)[0]
        out = [
            Case(f"{r.symbol}: {r.title}", r.date, v, "", round(float(s), 3))
            for (r, v), s in zip(rolls, alike, strict=True)
        ]
        return sorted(out, key=lambda c: (-(c.similarity or 0), -c.date.toordinal()))

    def answer(self, question: Question, known: Known) -> Forecast:
        """Answer from the class, and from the trees where they have skill and know nothing of the day asked."""
        from bilat.outlook.votes.features import Text, packed_features
        from bilat.outlook.votes.model import FITTED_TO, four, load

        tables = _tables(known)
        row = _row(question, tables)
        own, everyone = self._own_class(question, known, tables, row), self._everyone(question, tables)
        scores = skill.load(self.id)
        similar = tuple(self._cases(question, known)[:5])
        notes = _notes(question, tables, known)
        text = Text(question.details["title"])
        single = _single_votes(question, text, known)
        classes: tuple[ReferenceClass, ...] = (own, everyone)
        if single is not None:
            classes, similar = (single.reference, own, everyone), single.similar
        base = classes[0]
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
            p = dict(zip(OUTCOMES, single.probabilities, strict=True))
        else:
            x = packed_features(tables, [text])[0, row : row + 1]
            p = dict(zip(OUTCOMES, four(*load("packed").predict(x))[0].tolist(), strict=True))
        # as sure as the votes that the first class counts, and the three it is shrunk by
        strength = base.total + 3
        means, bounds = dirichlet(
            dict.fromkeys(OUTCOMES, 0.0), {o: max(v, 1e-4) * strength for o, v in p.items()}
        )
        said = _skill(scores, "pool" if single else "trees by class")
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


def _tables(known: Known) -> Tables:
    from bilat.outlook.votes.tables import bundled

    return bundled(known.record, known.on.year)


@dataclass(frozen=True)
class _Single:
    """What single votes on the same and on similar titles say: class, nearest cases, the trees by title's answer."""

    reference: ReferenceClass
    similar: tuple[Case, ...]
    probabilities: tuple[float, ...]


def _single_votes(question: Question, text: Text, known: Known) -> _Single | None:
    """Read the state's votes on titles alike, ``None`` where single votes were not imported."""
    from bilat import states
    from bilat.outlook.votes.features import NAMES, POWER, title_features
    from bilat.outlook.votes.matrix import ABSENT, cached
    from bilat.outlook.votes.model import four, load, pool, simple
    from bilat.outlook.votes.tables import Past

    matrix = cached(known.record)
    if matrix is None:
        return None
    past = Past(matrix, question.asked_on.year)
    column = past.matrix.column(states.get(question.actor or "", question.asked_on).code)
    if column is None or not len(past.matrix.ids):
        return None
    cast = past.matrix.votes[:, column]
    similarity = past.space.similarity([text.plain], past.plain)[0]
    weight = similarity**POWER * past.weight
    seen = [weight[cast == v].sum() for v in (1, 2, 3, ABSENT)]
    x = title_features(past, [text])[0, column : column + 1]
    away = float(x[0, NAMES.index("title_absent")])
    kernel = simple(x, "title")
    prior = dict(zip(OUTCOMES, [*(kernel[0] * (1 - away)), away], strict=True))
    counts = dict(zip(OUTCOMES, [round(float(n), 2) for n in seen], strict=True))
    means, bounds = dirichlet(counts, {o: max(p, 1e-3) for o, p in prior.items()})
    names = dict(zip((1, 2, 3, ABSENT), OUTCOMES, strict=True))
    nearest = [
        i for i in np.argsort(-weight, kind="stable")[:40] if int(cast[i]) in names and similarity[i] > 0
    ]
    cases = tuple(
        Case(
            f"{past.matrix.symbols[i]}: {past.matrix.titles[i]}",
            past.matrix.dates[i].astype(date),
            names[int(cast[i])],
            "",
            round(float(similarity[i]), 3),
        )
        for i in nearest
    )
    reference = ReferenceClass(
        f"{question.actor} on titles alike",
        f"Votes of {question.actor} to the end of {past.year - 1} on all titles, each counted by how like the question's its words "
        "are (to the fourth power) and by age (0.8 a year); shrunk to its votes on the wording class.",
        counts,
        means,
        bounds,
        cases[:_SHOWN],
        round(sum(seen)),
    )
    trees, gone = load("titled").predict(x)
    p = four(pool(trees, kernel), gone)[0]
    return _Single(reference, cases[:5], tuple(float(v) for v in p))


def _skill(scores: skill.Scores | None, method: str) -> str:
    """Quote the method that answers, on all titles and on new ones apart."""
    if scores is None:
        return skill.statement(None)
    parts = []
    for split in ("all", "repeated titles", "new titles"):
        own, base = scores.line(method, split), scores.line(scores.base, split)
        if own is not None and base is not None:
            parts.append(f"{split} Brier {own.brier:.3f} (base rate {base.brier:.3f})")
    return f"Backtest 1995-2019 of “{method}”, among votes cast: {'; '.join(parts)}."


def _row(question: Question, tables: Tables) -> int:
    from bilat import states

    state = states.get(question.actor or "", question.asked_on)
    row = tables.column(state.code)
    if row is None or not tables.state[row].sum():
        raise CoverageError(
            f"{state.name} cast no recorded vote in the General Assembly before {question.asked_on.year}.",
            "Ask about a member, on a day after its first votes.",
        )
    return row


def _notes(question: Question, tables: Tables, known: Known) -> tuple[str, ...]:
    notes: tuple[str, ...] = ()
    if tables.year < known.on.year:
        notes += (
            f"Votes by wording class are bundled to the end of {tables.year - 1}; later ones are not counted.",
        )
    if question.condition is not None:
        notes += ("The condition is taken as given; it does not change the reference class of this family.",)
    return notes


FAMILY = Votes()
