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
    """A stretch of the article: plain, or marked by the first claim that covers it."""

    text: str
    claim: Claim | None


def pieces(report: Report) -> list[Piece]:
    """Cut the article at the spans of its claims; overlapping claims share the first one's mark."""
    text = report.article.text
    out: list[Piece] = []
    at = 0
    for claim in sorted(report.claims, key=lambda c: (c.span[0], -c.span[1])):
        start, end = max(claim.span[0], at), min(claim.span[1], len(text))
        if end <= start:
            continue
        if start > at:
            out.append(Piece(text[at:start], None))
        out.append(Piece(text[start:end], claim))
        at = end
    if at < len(text):
        out.append(Piece(text[at:], None))
    return out


def check_html(report: Report) -> str:
    """Return the report as one self-contained page, readable without scripts."""
    return render("check.html", report=report, pieces=pieces(report))
