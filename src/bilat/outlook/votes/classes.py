"""The reference classes of a vote in the Assembly: own votes on the class and on titles alike, everybody's, what was announced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from bilat.errors import CoverageError
from bilat.outlook.intervals import dirichlet
from bilat.outlook.types import Case, Known, Question, ReferenceClass
from bilat.outlook.votes.asking import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bilat.ledger import RollCall
    from bilat.outlook.votes.features import Text
    from bilat.outlook.votes.tables import Tables

__all__ = [
    "Single",
    "announced_class",
    "cases_of",
    "everyone_class",
    "given_codes",
    "own_class",
    "row_of",
    "single_votes",
    "tables_of",
]

_SHOWN = 12


def own_class(question: Question, known: Known, tables: Tables, row: int) -> ReferenceClass:
    """Count the state's votes on the wording class."""
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
    cases = tuple(cases_of(question, known)[:_SHOWN])
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


def everyone_class(question: Question, tables: Tables) -> ReferenceClass:
    """Count all members' votes on the wording class."""
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


def cases_of(question: Question, known: Known) -> list[Case]:
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


def tables_of(known: Known) -> Tables:
    """Return the bundled counts for the year of the question."""
    from bilat.outlook.votes.tables import bundled

    return bundled(known.record, known.on.year)


def row_of(question: Question, tables: Tables) -> int:
    """Return the row of the question's state.

    Raises
    ------
    CoverageError
        If it has cast no vote before.
    """
    from bilat import states

    state = states.get(question.actor or "", question.asked_on)
    row = tables.column(state.code)
    if row is None or not tables.state[row].sum():
        raise CoverageError(
            f"{state.name} cast no recorded vote in the General Assembly before {question.asked_on.year}.",
            "Ask about a member, on a day after its first votes.",
        )
    return row


@dataclass(frozen=True)
class Single:
    """What single votes on titles alike say: class, nearest cases, the trees' answer without and with announced votes."""

    reference: ReferenceClass
    similar: tuple[Case, ...]
    probabilities: tuple[float, ...]
    knowing: tuple[float, ...]


def single_votes(question: Question, text: Text, known: Known) -> Single | None:
    """Read the state's votes on titles alike, ``None`` where single votes were not imported."""
    from bilat import states
    from bilat.outlook.votes.announced import announced_features
    from bilat.outlook.votes.features import NAMES, POWER, title_features
    from bilat.outlook.votes.matrix import ABSENT, cached
    from bilat.outlook.votes.model import four, load, load_said, pool, predict_said, simple
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
    all_x = title_features(past, [text])[0]
    x = all_x[column : column + 1]
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
    knowing, given = p, given_codes(question)
    if given:
        said = announced_features(past.matrix.codes, past.tables.company, all_x, given)
        knowing = four(predict_said(load_said("titled"), x, said[column : column + 1]), gone)[0]
    return Single(reference, cases[:5], tuple(map(float, p)), tuple(map(float, knowing)))


def given_codes(question: Question) -> dict[int, int]:
    """Return the votes that the question takes as announced, by COW code, absences left out."""
    from bilat import states

    given: Mapping[str, str] = question.details.get("given", {})
    return {
        states.get(iso3, question.asked_on).code: OUTCOMES.index(vote) + 1
        for iso3, vote in given.items()
        if vote in OUTCOMES[:3]
    }


def announced_class(question: Question, text: Text, tables: Tables, row: int) -> ReferenceClass:
    """Move the state's votes on the class by how the announced votes of its company surprise."""
    from bilat.outlook.votes.announced import announced_features, by_company
    from bilat.outlook.votes.features import NAMES, packed_features

    x = packed_features(tables, [text])[0]
    said = announced_features(tables.codes, tables.company, x, given_codes(question))
    away = float(x[row, NAMES.index("class_absent")])
    cast = by_company(x[row : row + 1], said[row : row + 1])[0]
    p = dict(zip(OUTCOMES, [*(cast * (1 - away)), away], strict=True))
    given: Mapping[str, str] = question.details["given"]
    counts = {o: float(sum(v == o for v in given.values())) for o in OUTCOMES}
    # as sure as so many votes, and the three that the class itself is shrunk by
    strength = sum(counts.values()) + 3
    means, bounds = dirichlet(
        dict.fromkeys(OUTCOMES, 0.0), {o: max(v, 1e-4) * strength for o, v in p.items()}
    )
    named = ", ".join(f"{k} {v}" for k, v in list(given.items())[:12])
    more = f" and {len(given) - 12} more" if len(given) > 12 else ""
    return ReferenceClass(
        "announced votes",
        f"Taken as announced: {named}{more}. The votes of {question.actor} on the wording class, moved by how far each announced "
        "vote is from what the announcer did before on the class, by how alike the two voted in the eight years before.",
        counts,
        means,
        bounds,
        (),
        len(given),
    )
