"""The terminal's view of ranked partners, friction and roll calls."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from bilat.report.phrases import number
from bilat.report.terminal import console, simple_table

if TYPE_CHECKING:
    from bilat.brief.dossier import Friction
    from bilat.brief.ranking import PartnerRow
    from bilat.checking.rollcalls import FoundRollCall
    from bilat.measures.index.odds import Odds

__all__ = ["show_friction", "show_odds", "show_partners", "show_rollcalls"]

_WAYS = {"": "", "in": " (from the partner)", "out": " (to the partner)"}


def show_partners(rows: Sequence[PartnerRow]) -> None:
    """Print ranked partners, a table a measure."""
    out = console()
    if not rows:
        out.print(Text("No measure covers that state on that day."))
    for (label, way, year), group in groupby(rows, key=lambda r: (r.label, r.way, r.year)):
        listed = list(group)
        prov = listed[0].provenance
        out.print(Text(f"\n{label}{_WAYS[way]}, {year}", style="bold"))
        table = simple_table("", "partner", "value")
        for row in listed:
            table.add_row(f"{row.rank} of {row.of}", f"{row.name} ({row.iso3})", number(row.value, row.unit))
        out.print(table)
        out.print(
            Text(f"{prov.source} {prov.version}, covers {prov.covers_from}-{prov.covers_to}", style="dim")
        )


def show_odds(rows: Sequence[Odds]) -> None:
    """Print where a year stands on the alignment index and its factors."""
    out = console()
    year, since = rows[0].year, rows[0].since
    out.print(Text(f"\nIs {year} the closest year since {since}?", style="bold"))
    table = simple_table(
        "", "value", "5% to 95%", "P(closest)", "over specifications", "likeliest years", "known"
    )
    for r in rows:
        likely = ", ".join(f"{y} {p:.2f}" for y, p in r.likely)
        p = r.closest
        table.add_row(
            r.name.replace("_", " "),
            f"{r.value:.2f}",
            f"{r.low:.2f} to {r.high:.2f}",
            f"{p.value:.2f}",
            f"{p.low:.2f} to {p.high:.2f}",
            likely,
            f"{r.known:.0%}",
        )
    out.print(table)
    out.print(
        Text(
            "On hostility the closest year is the least hostile. Known: the share of the weight that rests on inputs "
            "known in the year; the model fills in the rest, with its uncertainty.",
            style="dim",
        )
    )


def show_friction(rows: Sequence[Friction]) -> None:
    """Print third states that one of the two arms while the other contends with them."""
    out = console()
    if not rows:
        out.print(Text("No third state is known that one of them arms and the other contends with."))
        return
    table = simple_table("supplier", "arms", "share of its arms", "which contends with", "over")
    for row in rows:
        share = f"{number(row.share, 'share')} ({row.share_year - 4}-{row.share_year})"
        table.add_row(row.supplier, row.third_name, share, row.opponent, row.contention)
    out.print(table)


def show_rollcalls(found: Sequence[FoundRollCall]) -> None:
    """Print roll calls with the votes that are known."""
    out = console()
    if not found:
        out.print(Text("No roll call matches. Try a symbol such as A/RES/68/262, or other words."))
    for roll in found:
        out.print()
        out.print(Text(f"{roll.symbol}  {roll.date.isoformat()}  {roll.title}", style="bold"))
        counts = ", ".join(f"{n} {choice}" for choice, n in roll.counts.items())
        if counts:
            out.print(Padding(Text(f"result: {counts}"), (0, 0, 0, 2)))
        for choice, states in roll.votes.items():
            if states:
                out.print(Padding(Text(f"{choice} ({len(states)} known): {' '.join(states)}"), (0, 0, 0, 2)))
        out.print(Padding(Text(f"{roll.source}; {roll.citation}", style="dim"), (0, 0, 0, 2)))
