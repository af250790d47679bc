"""The terminal's view of forecasts, families and the diary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bilat.report.terminal import console, simple_table

if TYPE_CHECKING:
    from bilat.outlook.families.base import Family
    from bilat.outlook.keeping import Kept, Tally
    from bilat.outlook.skill import Scores
    from bilat.outlook.types import Forecast, ReferenceClass

__all__ = ["show_diary", "show_families", "show_forecast", "show_scores"]

_CASES = 6


def show_forecast(forecast: Forecast) -> None:
    """Print a forecast: base rate first, then the answer, the cases, the rule and the skill."""
    out = console()
    q = forecast.question
    out.print(q.text)
    out.print(f"family {q.family} · asked on {q.asked_on} · until {q.horizon}\n")
    for found in forecast.classes:
        _show_class(found, forecast)
    table = simple_table("answer", *q.outcomes)
    table.add_row(forecast.method, *(f"{forecast.probabilities[o]:.2f}" for o in q.outcomes))
    bounds = (forecast.intervals[o] for o in q.outcomes)
    table.add_row("90%", *(f"{low:.2f}-{high:.2f}" for low, high in bounds))
    out.print(table)
    if forecast.probability is not None:
        out.print(f"P({' or '.join(q.asked)}) = {forecast.probability:.2f}")
    if forecast.similar:
        out.print("\nmost like it:")
        for case in forecast.similar:
            out.print(f"  {case.date}  {case.outcome:<8} {case.name}{f' ({case.note})' if case.note else ''}")
    out.print(f"\nresolved by: {q.rule.text}")
    out.print(f"skill: {forecast.skill}")
    for note in forecast.notes:
        out.print(f"note: {note}")


def _show_class(found: ReferenceClass, forecast: Forecast) -> None:
    out = console()
    weight = "" if found.weight is None else f" · weight {found.weight:.2f}"
    out.print(f"{found.name} (n {found.total}{weight})")
    out.print(f"  {found.definition}")
    table = simple_table("", *forecast.question.outcomes)
    outcomes = forecast.question.outcomes
    table.add_row("  count", *(f"{found.counts[o]:g}" for o in outcomes))
    table.add_row("  share", *(f"{found.probabilities[o]:.2f}" for o in outcomes))
    table.add_row("  90%", *(f"{low:.2f}-{high:.2f}" for low, high in (found.intervals[o] for o in outcomes)))
    out.print(table)
    for case in found.cases[:_CASES]:
        out.print(f"  {case.date}  {case.outcome:<8} {case.name}")
    if len(found.cases) > _CASES:
        out.print(f"  ... {len(found.cases) - _CASES} more in --json")
    out.print("")


def show_families(families: Sequence[Family]) -> None:
    """Print every family: what it answers, from which class, resolved how."""
    out = console()
    for family in families:
        out.print(f"{family.id}: {family.title}")
        for label, text in (
            ("asks", family.asks),
            ("class", family.reference_class),
            ("model", family.model),
            ("resolved by", family.resolved_by),
        ):
            out.print(f"  {label}: {text}")
        for example in family.examples:
            out.print(f"  e.g. {example}")
        out.print("")


def show_scores(scores: Scores) -> None:
    """Print a backtest."""
    out = console()
    out.print(f"{scores.family}: {scores.design}")
    table = simple_table(
        "split", "method", "n", scores.group + "s", "Brier", "log", "RPS", "ECE", "skill", "90%"
    )
    for x in scores.lines:
        table.add_row(
            x.split,
            x.method,
            f"{x.n:,}",
            str(x.groups),
            f"{x.brier:.3f}",
            f"{x.log:.3f}",
            "" if x.rps is None else f"{x.rps:.3f}",
            f"{x.ece:.3f}",
            "" if x.skill is None else f"{x.skill:+.3f}",
            "" if x.low is None or x.high is None else f"{x.low:+.2f} to {x.high:+.2f}",
        )
    out.print(table)


def show_diary(items: Sequence[Kept], tallies: Sequence[Tally]) -> None:
    """Print the forecasts kept, and the scores of who made them."""
    out = console()
    if not items:
        out.print("The diary is empty: `bilat outlook ask` and `bilat check` write to it.")
        return
    table = simple_table("no", "asked on", "who", "family", "foreseen", "P", "came out", "Brier", "question")
    for item in items:
        asked = item.question["asked"]
        p = item.probabilities
        told = p["foreseen"] if "foreseen" in p else sum(p[o] for o in asked) if asked else None
        table.add_row(
            str(item.seq),
            item.question["asked_on"],
            item.who if item.outlet is None else f"{item.who} ({item.outlet})",
            item.question["family"],
            " or ".join(asked) or "any",
            "" if told is None else f"{told:.2f}",
            item.outcome or "open",
            "" if item.brier is None else f"{item.brier:.3f}",
            item.question["text"],
        )
    out.print(table)
    scores = simple_table("who", "outlet", "family", "written", "forecasts", "resolved", "Brier", "log")
    for t in tallies:
        scores.add_row(
            t.who,
            t.outlet or "",
            t.family,
            "afterwards" if t.hindsight else "before",
            str(t.forecasts),
            str(t.resolved),
            "" if t.brier is None else f"{t.brier:.3f}",
            "" if t.log is None else f"{t.log:.3f}",
        )
    out.print("")
    out.print(scores)
