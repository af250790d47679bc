"""The page of a checked article: the text with its claims marked, the verdicts beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilat.report.html import render

if TYPE_CHECKING:
    from bilat.checking.result import Claim, Report

__all__ = ["Piece", "check_html", "pieces"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the article with the claims that cover it, none where it is plain.

    ``begins`` are those of them whose mark begins here: where a link from their verdict leads.
    """

    text: str
    claims: tuple[Claim, ...]
    begins: tuple[Claim, ...]

    @property
    def outcome(self) -> str:
        """The outcome that the stretch is coloured by: that of its claims, ``mixed`` where they differ."""
        found = {c.verdict.outcome for c in self.claims}
        return found.pop() if len(found) == 1 else "mixed"


def pieces(report: Report) -> list[Piece]:
    """Cut the article wherever a claim begins or ends, so that every claim can be reached from what it covers."""
    text = report.article.text
    spans = [(c, max(0, c.span[0]), min(c.span[1], len(text))) for c in report.claims]
    spans = [(c, start, end) for c, start, end in spans if start < end]
    cuts = sorted({0, len(text), *(s for _, s, _ in spans), *(e for _, _, e in spans)})
    out: list[Piece] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        covering = tuple(c for c, s, e in spans if s <= start and end <= e)
        out.append(Piece(text[start:end], covering, tuple(c for c, s, _ in spans if s == start)))
    return out


def check_html(report: Report) -> str:
    """Return the report as one self-contained page, readable without scripts."""
    return render("check.html", report=report, pieces=pieces(report))
