"""The words of the outlook: questions, reference classes, forecasts, resolutions, scores.

All are immutable. A probability never stands alone: a `Forecast` without a `ReferenceClass` cannot be made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from bilat.errors import InputError
from bilat.shown import Shown

if TYPE_CHECKING:
    from bilat.ledger import Ledger
    from bilat.record import Record

__all__ = [
    "Case",
    "Condition",
    "Forecast",
    "Known",
    "Question",
    "ReferenceClass",
    "Resolution",
    "Rule",
    "plain",
]

_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Known:
    """What was known on a day: the record and the ledger, both cut to the evening before.

    Families read nothing else, so that a forecast cannot see what came after it.

    Attributes
    ----------
    record, ledger
        Cut to `until`.
    on
        The day the question is asked.
    """

    record: Record
    ledger: Ledger
    on: date

    @property
    def until(self) -> date:
        """The last day of which anything is known: the day before the question."""
        return self.on - timedelta(days=1)

    @classmethod
    def at(cls, on: date) -> Known:
        """Open record and ledger as known on the evening before `on`; the same day twice is opened once."""
        from bilat.record import store_key

        return _known(on, store_key())


@lru_cache(maxsize=4)
def _known(on: date, store: tuple[str, int, int]) -> Known:
    from bilat import ledger
    from bilat.record import open_record

    until = on - timedelta(days=1)
    return Known(open_record(as_of=until), ledger.load().known_by(until), on)


@dataclass(frozen=True, slots=True)
class Condition:
    """What is taken to have happened first.

    ``act`` is one word: ``force``, ``sanction``, ``arms``, ``alliance`` or ``other``; ``actor`` does it to
    ``target`` (ISO3).
    """

    text: str
    act: str
    actor: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """How a question is resolved from the record: exact, and carried out by machine.

    Attributes
    ----------
    id
        Name of the procedure in the question's family.
    text
        The same in words, complete: which table, which rows, which value gives which outcome.
    params
        What the procedure needs besides the question.
    """

    id: str
    text: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Question:
    """A typed question about the future.

    Attributes
    ----------
    family
        Id of the family that answers it.
    text
        The sentence it was made from.
    actor, target
        The state whose conduct is asked about, and the state it is directed at (ISO3); ``None`` if none.
    outcomes
        Every way it can come out: exclusive and exhaustive, in order where they are ordered.
    asked
        The outcome the sentence foresees, ``None`` where it asks for the whole distribution; several are one
        event ("not no").
    condition
        What is taken to have happened first; ``None`` if nothing.
    asked_on
        Only what was known by the evening before counts.
    horizon
        Last day on which the outcome can come about.
    rule
        How it is resolved.
    details
        What the family needs: issue, title words, side, ...

    Raises
    ------
    InputError
        If the horizon lies before the day it is asked, or the outcomes foreseen are not outcomes.
    """

    family: str
    text: str
    actor: str | None
    target: str | None
    outcomes: tuple[str, ...]
    asked_on: date
    horizon: date
    rule: Rule
    asked: tuple[str, ...] = ()
    condition: Condition | None = None
    details: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.horizon < self.asked_on:
            raise InputError(
                f"The horizon {self.horizon} lies before the day of the question, {self.asked_on}.",
                "Ask about a later day, or on an earlier one.",
            )
        strange = set(self.asked) - set(self.outcomes)
        if strange or len(set(self.outcomes)) < 2:
            raise InputError(
                f"A question needs two or more different outcomes, and foresees some of them; got {self.outcomes} and {self.asked}.",
                "Take the outcomes asked about from those that are possible.",
            )

    def to_dict(self) -> dict[str, Any]:
        """Return the question as the documented JSON."""
        out: dict[str, Any] = plain(asdict(self))
        return out

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Question:
        """Make a question from the documented JSON, as the diary keeps it.

        Raises
        ------
        InputError
            If a field is missing or of another kind.
        """
        try:
            given = data["condition"]
            return cls(
                family=str(data["family"]),
                text=str(data["text"]),
                actor=data["actor"],
                target=data["target"],
                outcomes=tuple(data["outcomes"]),
                asked_on=date.fromisoformat(data["asked_on"]),
                horizon=date.fromisoformat(data["horizon"]),
                rule=Rule(**data["rule"]),
                asked=tuple(data["asked"]),
                condition=Condition(**given) if given else None,
                details=dict(data["details"]),
            )
        except (KeyError, TypeError, ValueError) as exc:
            raise InputError(f"Not a question: {exc}.", "docs/json.md shows the fields.") from None


@dataclass(frozen=True, slots=True)
class Case:
    """A past case of a reference class.

    ``similarity`` (0-1) says how like the question it is, where the class weighs its cases.
    """

    name: str
    date: date
    outcome: str
    note: str = ""
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """Past cases that a probability rests on.

    Attributes
    ----------
    name, definition
        What it is called, and which cases are in it, exactly.
    counts
        Cases by outcome; every outcome of the question is there, with 0 if it never came about. They may be
        weighted (not whole numbers) where the definition says so.
    probabilities, intervals
        By outcome, with 90% bounds.
    cases
        The cases: all of a small class, the latest or nearest of a large one (``total`` says how many).
    weight
        Its share in the answer's blend; ``None`` where the answer is not a blend.
    total
        Number of cases (episodes where rows of one episode hang together).
    """

    name: str
    definition: str
    counts: Mapping[str, float]
    probabilities: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    cases: tuple[Case, ...]
    total: int
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Forecast(Shown):
    """An answer: a probability for each outcome, the classes it rests on, and what is known of the skill.

    Raises
    ------
    ValueError
        If there is no reference class, or the probabilities are not a distribution over the outcomes.
    """

    question: Question
    probabilities: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    classes: tuple[ReferenceClass, ...]
    similar: tuple[Case, ...]
    method: Literal["base rate", "model"]
    skill: str
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.classes:
            raise ValueError("A forecast needs a reference class: never a number without its class.")
        values = [self.probabilities[o] for o in self.question.outcomes]
        if min(values) < 0 or abs(sum(values) - 1) > _TOLERANCE or len(values) != len(self.probabilities):
            raise ValueError(f"Not a distribution over {self.question.outcomes}: {self.probabilities}.")

    @property
    def probability(self) -> float | None:
        """P(what the sentence foresees); ``None`` where it asks for the whole distribution."""
        asked = self.question.asked
        return sum(self.probabilities[o] for o in asked) if asked else None

    def to_dict(self) -> dict[str, Any]:
        """Return the forecast as the documented JSON."""
        out: dict[str, Any] = plain(asdict(self))
        out["probability"] = self.probability
        return out


@dataclass(frozen=True, slots=True)
class Resolution(Shown):
    """How a question came out: the outcome, the day it was known, and the row of the record that says so."""

    outcome: str
    date: date
    evidence: str


def plain(value: Any) -> Any:
    """Turn dates into text and tuples into lists, all the way down, for JSON.

    Examples
    --------
    >>> plain({"on": date(2022, 2, 8), "cases": (1, 2)})
    {'on': '2022-02-08', 'cases': [1, 2]}
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value
