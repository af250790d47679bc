"""Markdown views; whatever comes from outside is escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bilat.checking.by_hand import by_hand
from bilat.report.phrases import (
    OUTCOME_WORDS,
    covers_words,
    evidence_value,
    measure_value,
    number,
    source_words,
    speaker_line,
    standing_line,
    style_value,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bilat.brief.dossier import Brief
    from bilat.checking.result import Report

__all__ = ["brief_markdown", "escape", "report_markdown"]


def escape(text: str) -> str:
    r"""Escape text so that Markdown shows it as it is.

    Examples
    --------
    >>> escape("a|b <b>*c*")
    'a\\|b &lt;b&gt;\\*c\\*'
    """
    flat = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_{}\[\]#|!~])", r"\\\1", flat)


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(headings) + " |", "|" + " --- |" * len(headings)]
    lines += ["| " + " | ".join(escape(cell) for cell in row) + " |" for row in rows]
    return [*lines, ""]


def report_markdown(report: Report) -> str:
    """Return a checked article in Markdown."""
    article = report.article
    out = [f"# {escape(article.title or 'Untitled article')}", ""]
    head = [
        article.outlet,
        article.date.isoformat() if article.date else None,
        f"{article.words} words",
        f"judged from {report.on.isoformat()}",
    ]
    out += [escape(" · ".join(x for x in head if x)), ""]
    if not report.claims:
        out += ["No claims about states that bilat can type were found.", ""]
    for claim in report.claims:
        word, mark = OUTCOME_WORDS[claim.verdict.outcome]
        out += [
            f"## {mark} {word}: {claim.kind}",
            "",
            f"> {escape(claim.sentence)}",
            "",
            f"{escape(speaker_line(claim.statement))}",
            "",
        ]
        out += [escape(claim.verdict.summary), ""]
        if claim.evidence:
            out += _table(
                ("evidence", "year", "value", "rank", "source", "covers"),
                (
                    (
                        r.text or r.measure,
                        str(r.year or ""),
                        evidence_value(r),
                        f"{r.rank} of {r.of}" if r.rank else "",
                        source_words(r.source, r.version),
                        covers_words(r.covers),
                    )
                    for r in claim.evidence
                ),
            )
        out += [f"- coverage: {escape(line)}" for line in claim.verdict.coverage]
        hand = by_hand(claim.verdict)
        out += [f"- by hand: {escape(line)}" for line in hand]
        out += [""] if claim.verdict.coverage or hand else []
    out += [f"Note: {escape(note)}" for note in report.notes]
    return "\n".join(out).rstrip() + "\n"


def brief_markdown(brief: Brief) -> str:
    """Return a dossier in Markdown."""
    out = [f"# {escape(brief.a.name)} and {escape(brief.b.name)}, {brief.on.isoformat()}", ""]
    out += _table(
        ("measure", "year", "value", "stands at", "source", "covers"),
        (
            (
                f"{r.label} {r.way}".strip(),
                str(r.observation.year),
                measure_value(r),
                standing_line(r) or (r.observation.reason or ""),
                source_words(r.observation.provenance.source, r.observation.provenance.version),
                f"{r.observation.provenance.covers_from}-{r.observation.provenance.covers_to}",
            )
            for r in brief.measures
        ),
    )
    if brief.treaties:
        out += ["## Treaties", ""]
        out += _table(
            ("treaty", "signed", "ended", "obligation", "on the day"),
            (
                (
                    t.name,
                    t.signed.isoformat(),
                    t.ended.isoformat() if t.ended else "",
                    t.rung_name,
                    "in force" if t.binding else "not in force",
                )
                for t in brief.treaties
            ),
        )
    if brief.friction:
        out += ["## Friction through third states", ""]
        out += _table(
            ("supplier", "arms", "share", "contends with", "over"),
            (
                (f.supplier, f.third_name, number(f.share, "share"), f.opponent, f.contention)
                for f in brief.friction
            ),
        )
    if brief.issues:
        out += ["## Voting by issue", ""]
        out += _table(
            ("issue", "agreement", "S", "roll calls"),
            ((i.label, number(i.agreement, "share"), number(i.s), str(i.n)) for i in brief.issues),
        )
    if brief.styles:
        out += ["## How each acts", ""]
        out += _table(
            ("", brief.a.name, brief.b.name, "years"),
            (
                (s.label, style_value(s, s.a), style_value(s, s.b), f"{s.since}-{s.until}")
                for s in brief.styles
            ),
        )
    if brief.events:
        out += ["## Landmarks", ""] + [f"- {r.year}: {escape(r.text)}" for r in brief.events] + [""]
    out += [f"Note: {escape(note)}" for note in brief.notes]
    return "\n".join(out).rstrip() + "\n"
