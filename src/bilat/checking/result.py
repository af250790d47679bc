"""What checking hands to the faces: claims with verdicts, and the report of an article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from bilat.propositions import Proposition
from bilat.shown import Shown
from bilat.types import Outcome, Statement, Verdict

if TYPE_CHECKING:
    from bilat.types import Evidence

__all__ = ["Article", "Claim", "Report"]


@dataclass(frozen=True, slots=True)
class Article:
    """The article as read: ``text`` is the cleaned text that every span points into."""

    title: str | None
    outlet: str | None
    date: date | None
    words: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Claim(Shown):
    """A proposition found in a text (or asked), who says it, and the verdict."""

    id: str
    sentence: str
    span: tuple[int, int]
    statement: Statement | None
    proposition: Proposition
    verdict: Verdict

    @property
    def kind(self) -> str:
        """The proposition's kind."""
        return self.proposition.kind

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The verdict's evidence."""
        return self.verdict.evidence

    def to_dict(self) -> dict[str, Any]:
        """Return the claim as the documented JSON."""
        from bilat.report.as_json import claim_json

        return claim_json(self)


@dataclass(frozen=True, slots=True)
class Report:
    """An article, checked.

    ``untyped`` holds the statements that could not be typed, each with the reason.
    """

    article: Article
    claims: tuple[Claim, ...]
    on: date
    as_of: date | None
    untyped: tuple[tuple[Statement, str], ...] = ()
    notes: tuple[str, ...] = ()

    def counts(self) -> dict[Outcome, int]:
        """Return how many claims came out which way."""
        return dict(Counter(claim.verdict.outcome for claim in self.claims))

    def to_dict(self) -> dict[str, Any]:
        """Return the report as the documented JSON."""
        from bilat.report.as_json import report_json

        return report_json(self)

    def to_html(self) -> str:
        """Return a self-contained HTML page."""
        from bilat.report.check_page import check_html

        return check_html(self)

    def to_markdown(self) -> str:
        """Return the report in Markdown."""
        from bilat.report.as_markdown import report_markdown

        return report_markdown(self)

    def _repr_html_(self) -> str:
        return self.to_html()
