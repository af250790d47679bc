"""The terminal's view of a checked article, an answer, a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bilat.checking.by_hand import by_hand
from bilat.report.phrases import OUTCOME_WORDS, covers_words, evidence_value, speaker_line

if TYPE_CHECKING:
    from bilat.checking.result import Claim, Report
    from bilat.reading import Document
    from bilat.types import Evidence, Verdict

__all__ = ["console", "show_answer", "show_document", "show_report", "simple_table"]

_STYLE = {
    "supported": "bold green",
    "contradicted": "bold red",
    "mixed": "bold yellow",
    "unmeasurable": "bold cyan",
    "forecast": "bold magenta",
}

#: Rows of evidence shown under a claim; the JSON and HTML views have them all.
_ROWS = 8


class _Harmless(Console):
    """A console that drops control characters: text from outside must not move the cursor or hide lines."""

    def print(self, *objects: Any, **options: Any) -> None:
        """Print after dropping control characters from what came from outside."""
        super().print(*(_harmless(o) for o in objects), **options)


class _HarmlessTable(Table):
    """A table that drops control characters from its cells."""

    def add_row(self, *cells: Any, **options: Any) -> None:
        """Add a row of strings."""
        super().add_row(*(_CONTROL.sub("", str(cell)) for cell in cells), **options)


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _harmless(thing: Any) -> Any:
    if isinstance(thing, Text):
        thing.plain = _CONTROL.sub("", thing.plain)
    elif isinstance(thing, Padding):
        thing.renderable = _harmless(thing.renderable)
    return thing


def console() -> Console:
    """Return a console that wraps at the window, or at 100 columns into a file."""
    out = _Harmless(highlight=False, markup=False, emoji=False)
    return out if out.is_terminal else _Harmless(highlight=False, markup=False, emoji=False, width=100)


def simple_table(*headings: str) -> Table:
    """Return an unruled table whose long cells fold."""
    table = _HarmlessTable(box=None, header_style="dim", padding=(0, 2, 0, 0), pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def show_report(report: Report) -> None:
    """Print an article's claims with verdicts and evidence."""
    out = console()
    article = report.article
    head = " · ".join(
        x
        for x in (
            article.outlet,
            article.date.isoformat() if article.date else None,
            f"{article.words} words",
        )
        if x
    )
    out.print(Text(article.title or "Untitled article", style="bold"))
    out.print(
        Text(
            f"{head} · judged from {report.on.isoformat()}"
            + (f", as of {report.as_of.isoformat()}" if report.as_of else "")
        )
    )
    if not report.claims:
        out.print(Text("\nNo claims about states that bilat can type were found.", style="bold"))
    for claim in report.claims:
        out.print()
        _claim(out, claim)
    if report.claims:
        counted = ", ".join(f"{n} {OUTCOME_WORDS[k][0]}" for k, n in report.counts().items())
        out.print(Text(f"\n{len(report.claims)} claims: {counted}.", style="bold"))
    if report.untyped:
        out.print(
            Text(
                f"{len(report.untyped)} statements could not be typed (`bilat read` lists them with the reasons)."
            )
        )
    for note in report.notes:
        out.print(Text(f"Note: {note}"))


def _claim(out: Console, claim: Claim) -> None:
    word, mark = OUTCOME_WORDS[claim.verdict.outcome]
    line = Text()
    line.append(f"{mark} {word.upper()}", style=_STYLE[claim.verdict.outcome])
    line.append(f"  {claim.kind}", style="dim")
    if claim.verdict.probability is not None:
        line.append(f"  P {claim.verdict.probability:.2f}", style="dim")
    out.print(line)
    out.print(Padding(Text(claim.sentence.strip(), style="italic"), (0, 0, 0, 2)))
    if claim.statement is not None:
        out.print(Padding(Text(f"— {speaker_line(claim.statement)}"), (0, 0, 0, 2)))
    _verdict(out, claim.verdict)


def _verdict(out: Console, verdict: Verdict) -> None:
    out.print(Padding(Text(verdict.summary), (0, 0, 0, 2)))
    if verdict.evidence:
        out.print(Padding(_evidence(verdict.evidence[:_ROWS]), (0, 0, 0, 2)))
    if len(verdict.evidence) > _ROWS:
        out.print(
            Padding(
                Text(
                    f"and {len(verdict.evidence) - _ROWS} more rows (--json or --html shows all)", style="dim"
                ),
                (0, 0, 0, 2),
            )
        )
    for line in verdict.coverage:
        out.print(Padding(Text(f"coverage: {line}", style="dim"), (0, 0, 0, 2)))
    for line in by_hand(verdict):
        out.print(Padding(Text(f"by hand: {line}", style="dim"), (0, 0, 0, 2)))


def _evidence(rows: Sequence[Evidence]) -> Table:
    table = simple_table("measure", "year", "value", "rank", "source")
    for row in rows:
        rank = f"{row.rank} of {row.of}" if row.rank is not None and row.of is not None else ""
        table.add_row(
            row.text or row.measure,
            str(row.year or ""),
            evidence_value(row),
            rank,
            f"{row.source} ({covers_words(row.covers)})",
        )
    return table


def show_answer(sentence: str, claims: Sequence[Claim], verdict: Verdict) -> None:
    """Print the answer to one asked claim."""
    out = console()
    if len(claims) == 1:
        _claim(out, claims[0])
        return
    word, mark = OUTCOME_WORDS[verdict.outcome]
    out.print(Text(f"{mark} {word.upper()}", style=_STYLE[verdict.outcome]))
    out.print(Padding(Text(sentence.strip(), style="italic"), (0, 0, 0, 2)))
    if not claims:
        _verdict(out, verdict)
    for claim in claims:
        out.print()
        _claim(out, claim)


def show_document(document: Document) -> None:
    """Print an article's statements and propositions, unjudged."""
    out = console()
    out.print(Text(document.title or "Untitled article", style="bold"))
    for said in document.statements:
        out.print()
        out.print(Text(speaker_line(said), style="bold"))
        out.print(Padding(Text(said.text.strip(), style="italic"), (0, 0, 0, 2)))
        inside = [f for f in document.propositions if f.statement is said]
        for found in inside:
            fields = found.proposition.model_dump(mode="json", exclude_defaults=True)
            fields.pop("kind", None)
            out.print(Padding(Text(f"{found.proposition.kind}: {fields}"), (0, 0, 0, 2)))
    for said, reason in document.untyped:
        out.print(Text(f"untyped: {said.text.strip()[:100]} ({reason})", style="dim"))
