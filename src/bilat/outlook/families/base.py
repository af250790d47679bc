"""What every family of questions is: its reference class, its model, its resolution, its backtest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from bilat.outlook.asked import Asked
    from bilat.outlook.skill import Scores
    from bilat.outlook.types import Forecast, Known, Question, ReferenceClass, Resolution

__all__ = ["Family", "Progress"]

Progress = Callable[[str], None]


@runtime_checkable
class Family(Protocol):
    """A family of questions.

    Attributes
    ----------
    id, title
        The name used in files and on the command line; what people read.
    asks
        Which questions belong to it, in one sentence: shown where a question fits no family.
    reference_class
        Which past cases its base rate counts, exactly.
    model
        What is fitted on top of the base rate, and on which years; "none" where there is no model.
    resolved_by
        The rule that resolves its questions, in words.
    examples
        Sentences that it answers.
    """

    id: str
    title: str
    asks: str
    reference_class: str
    model: str
    resolved_by: str
    examples: tuple[str, ...]

    def frame(self, asked: Asked) -> Question | None:
        """Make a typed question, or return ``None`` where the question is not of this family.

        Raises
        ------
        InputError
            Where it is of this family, and cannot be asked as it stands.
        """
        ...

    def base_rate(self, question: Question, known: Known) -> ReferenceClass:
        """Count the reference class as known by the evening before the question."""
        ...

    def answer(self, question: Question, known: Known) -> Forecast:
        """Answer: base rate first, then the model's adjustment where the backtest shows skill."""
        ...

    def resolve(self, question: Question, known: Known) -> Resolution | None:
        """Say how it came out by what is known, or ``None`` while that is open.

        Past the horizon without a decision in the record it stays open unless the record covers the horizon.
        """
        ...

    def backtest(self, known: Known, progress: Progress) -> Scores:
        """Score the family's methods with rolling origin on the imported record.

        Raises
        ------
        CoverageError
            If the record lacks the tables it needs, with what to import.
        """
        ...
