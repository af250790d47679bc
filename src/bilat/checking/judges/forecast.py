"""Forecasts: never judged true or false; given the outlook's probability, its class and how it will be resolved."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bilat import __version__
from bilat.checking.context import Bench
from bilat.errors import BilatError, UnknownNameError
from bilat.propositions import Forecast
from bilat.types import Evidence, Verdict

if TYPE_CHECKING:
    from bilat.outlook.types import Forecast as Answer
    from bilat.outlook.types import ReferenceClass, Resolution

__all__ = ["judge_forecast"]

_DIMENSION = "outlook"
#: "Would have joined": in a past that was not, unless a year is named by which it will have.
_COUNTERFACTUAL = re.compile(
    r"\bwould(?: (?:not|never|also|still|have|\w+ly))*? (?:not )?have (?!to\b|an?\b|the\b|no\b|its\b|their\b)\w+"
)
_BY_THEN = re.compile(r"\bby (?:the end of |early |late |mid-)?(?:\w+ )?(\d{4})\b")


def judge_forecast(claim: Forecast, bench: Bench) -> Verdict:
    """Answer a forecast from what was known the evening before it was made; say apart whether it has come true."""
    from bilat.outlook.answering import answered, frame_proposition, resolve
    from bilat.outlook.types import Known

    if (
        claim.condition
        and _COUNTERFACTUAL.search(claim.outcome)
        and not any(int(year) > bench.on.year for year in _BY_THEN.findall(claim.outcome))
    ):
        return Verdict(
            "unmeasurable",
            "It says what would have come about in a past that was not. No record tells of that, and nothing to come can settle it.",
            as_of=bench.as_of,
        )
    condition = f" under the condition “{claim.condition.strip(' .,“”')}”" if claim.condition else ""
    try:
        question = frame_proposition(claim, bench.on)
        made = bench.horizon + timedelta(days=1) if bench.horizon < bench.on else bench.on
        answer = answered(question, made)
    except BilatError as exc:
        why = (
            "It is about an organisation, and the families of questions are about states."
            if isinstance(exc, UnknownNameError)
            else exc.message
        )
        return Verdict(
            "forecast",
            f"An open forecast{condition}: recorded, not judged. No probability is given: {why}",
            as_of=bench.as_of,
        )
    known = Known(bench.record, bench.ledger, (bench.as_of or date.today()) + timedelta(days=1))
    came = resolve(question, known)
    rows = tuple(_class_row(c, answer) for c in answer.classes)
    if came is not None:
        rows = (_came_row(came, answer), *rows)
    return Verdict(
        "forecast",
        _summary(answer, condition, came),
        rows,
        (f"Resolved by: {question.rule.text}", f"Skill: {answer.skill}", *answer.notes),
        bench.as_of,
        answer.probability,
    )


def _summary(answer: Answer, condition: str, came: Resolution | None) -> str:
    q = answer.question
    base = answer.classes[0]
    if answer.probability is None:
        said = ", ".join(f"{o} {answer.probabilities[o]:.2f}" for o in q.outcomes)
        head = f"A forecast{condition}, not judged: P({said})"
    else:
        head = f"A forecast{condition}, not judged: P({' or '.join(q.asked)}) = {answer.probability:.2f}"
    cases = f"by the {answer.method}, from “{base.name}” ({base.total} cases)"
    if len(answer.classes) > 1:
        cases += f" and {len(answer.classes) - 1} more classes"
    text = f"{head} on what was known the evening before, {cases}."
    if came is None:
        return f"{text} Still open; asked until {q.horizon}."
    if not q.asked:
        return f"{text} Since then: {came.outcome} ({came.date})."
    return f"{text} Since then it {'came true' if came.outcome in q.asked else 'did not come true'} ({came.date})."


def _class_row(found: ReferenceClass, answer: Answer) -> Evidence:
    q = answer.question
    asked = q.asked or (max(q.outcomes, key=lambda o: answer.probabilities[o]),)
    value = sum(found.probabilities[o] for o in asked)
    low, high = found.intervals[asked[0]] if len(asked) == 1 else (None, None)
    counts = ", ".join(f"{o} {found.counts[o]:g}" for o in q.outcomes)
    years = [c.date.year for c in found.cases] or [q.asked_on.year]
    weight = "" if found.weight is None else f"; weight {found.weight:.2f}"
    return Evidence(
        dimension=_DIMENSION,
        measure=f"P({' or '.join(asked)})",
        value=value,
        low=low,
        high=high,
        source=f"bilat outlook, family {q.family}",
        version=__version__,
        covers=(min(years), max(years)),
        text=f"{found.name}: {counts} ({found.total} cases{weight})",
        citation=found.definition,
    )


def _came_row(came: Resolution, answer: Answer) -> Evidence:
    asked = answer.question.asked
    true = "" if not asked else "; came true" if came.outcome in asked else "; did not come true"
    return Evidence(
        dimension=_DIMENSION,
        measure="what came about",
        value=came.outcome,
        year=came.date.year,
        source="bilat ledger",
        version=came.evidence,
        covers=(came.date.year, came.date.year),
        text=f"{came.outcome}, {came.date}{true}",
        citation=came.evidence,
    )
