"""The terminal's view of a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from bilat.report.phrases import measure_value, number, source_words, standing_line, style_value
from bilat.report.terminal import console, simple_table

if TYPE_CHECKING:
    from bilat.brief.dossier import Brief

__all__ = ["show_brief", "spark"]

_BARS = "▁▂▃▄▅▆▇█"


def spark(values: tuple[float | None, ...], low: float, high: float) -> str:
    """Draw a history in one line; a dot is an unknown year, never a low one.

    Examples
    --------
    >>> spark((0.0, None, 1.0), 0.0, 1.0)
    '▁·█'
    """
    span = (high - low) or 1.0
    return "".join("·" if v is None else _BARS[min(7, max(0, int(8 * (v - low) / span)))] for v in values)


def show_brief(brief: Brief) -> None:
    """Print the dossier of a pair."""
    out = console()
    out.print(Text(f"{brief.a.name} and {brief.b.name}, {brief.on:%d %B %Y}", style="bold"))
    if brief.as_of:
        out.print(Text(f"as known on {brief.as_of:%d %B %Y}"))
    out.print()
    table = simple_table("measure", "year", "value", "stands at", "source")
    for row in brief.measures:
        seen, prov = row.observation, row.observation.provenance
        table.add_row(
            f"{row.label} {row.way}".strip(),
            str(seen.year),
            measure_value(row),
            standing_line(row) or (seen.reason or ""),
            f"{source_words(prov.source, prov.version)} ({prov.covers_from}-{prov.covers_to})",
        )
    out.print(table)
    if brief.histories:
        out.print(Text("\nHistory since 1946 (· unknown)", style="bold"))
        table = simple_table("measure", "", "range")
        for line in brief.histories:
            known = [v for v in line.values if v is not None]
            table.add_row(
                f"{line.label} {line.way}".strip(),
                spark(line.values, min(known), max(known)),
                f"{number(min(known), line.unit)} to {number(max(known), line.unit)}, {line.years[0]}-{line.years[-1]}",
            )
        out.print(table)
    if brief.treaties:
        out.print(Text("\nTreaties", style="bold"))
        table = simple_table("treaty", "signed", "in force", "ended", "obligation", "on the day")
        for t in brief.treaties:
            table.add_row(
                t.name,
                t.signed.isoformat(),
                t.in_force.isoformat() if t.in_force else "",
                t.ended.isoformat() if t.ended else "",
                t.rung_name,
                "in force" if t.binding else "not in force",
            )
        out.print(table)
    if brief.friction:
        out.print(Text("\nFriction through third states", style="bold"))
        table = simple_table("supplier", "arms", "share of its arms", "which contends with", "over")
        for f in brief.friction[:12]:
            table.add_row(
                f.supplier,
                f.third_name,
                f"{number(f.share, 'share')} ({f.share_year - 4}-{f.share_year})",
                f.opponent,
                f.contention,
            )
        out.print(table)
    if brief.issues:
        first = brief.issues[0]
        out.print(Text(f"\nVoting by issue, {first.since}-{first.until}, closest first", style="bold"))
        table = simple_table("issue", "agreement", "S", "roll calls")
        for i in brief.issues:
            table.add_row(i.label, number(i.agreement, "share"), number(i.s), str(i.n))
        out.print(table)
    if brief.styles:
        out.print(Text("\nHow each acts", style="bold"))
        table = simple_table("", brief.a.name, brief.b.name, "years", "source")
        for s in brief.styles:
            table.add_row(s.label, style_value(s, s.a), style_value(s, s.b), f"{s.since}-{s.until}", s.source)
        out.print(table)
    if brief.events:
        out.print(Text("\nLandmarks", style="bold"))
        for mark in brief.events:
            out.print(Text(f"  {mark.year}  {mark.text}"))
    for note in brief.notes:
        out.print(Text(f"Note: {note}"))
