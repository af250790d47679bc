"""The terminal's view of many checked articles."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from bilat.report.terminal import console, simple_table

if TYPE_CHECKING:
    from bilat.checking.tally import ClaimTally

__all__ = ["show_tally"]

_SHOWN = 15


def show_tally(found: ClaimTally) -> None:
    """Print who claimed what and how often it held, then claims that contradict each other."""
    out = console()
    left = f"; {found.left_out:,} could not be read (--out names them)" if found.left_out else ""
    out.print(Text(f"{found.articles:,} articles{left}"))
    if not found.rows:
        out.print(Text("No claims about states were found in these articles."))
    for by, group in groupby(found.rows, key=lambda r: r.by):
        out.print(Text(f"\nBy {by}", style="bold"))
        table = simple_table(
            "", "claims", "supported", "contradicted", "mixed", "cannot tell", "open", "held"
        )
        for row in list(group)[:_SHOWN]:
            held = "" if row.held is None else f"{row.held:.0%}"
            figures = (row.claims, row.supported, row.contradicted, row.mixed, row.unmeasurable, row.forecast)
            table.add_row(row.name, *map(str, figures), held)
        out.print(table)
    several = [m for m in found.merged if len(m.articles) > 1]
    if several:
        out.print(Text("\nIn more than one article", style="bold"))
    for m in several[:_SHOWN]:
        out.print(Text(f"{len(m.articles)} articles, {m.outcome}: {m.sentence}"))
    if found.contradictions:
        out.print(Text("\nContradicting each other", style="bold"))
    for one, other in found.contradictions[:_SHOWN]:
        out.print(Text(f"{', '.join(one.speakers)}: {one.sentence} ({one.outcome})"))
        out.print(Text(f"  against {', '.join(other.speakers)}: {other.sentence} ({other.outcome})"))
