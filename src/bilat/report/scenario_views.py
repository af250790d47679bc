"""Views of a played scenario: JSON and the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from bilat.report.terminal import console, simple_table

if TYPE_CHECKING:
    from bilat.outlook.games import Played
    from bilat.outlook.games.playing import Choice

__all__ = ["scenario_json", "show_scenario"]


def scenario_json(played: Played) -> dict[str, Any]:
    """Return a played scenario as the documented JSON (docs/scenarios.md)."""
    return {
        "scenario": played.scenario.name,
        "title": played.scenario.title,
        "on": played.on.isoformat(),
        "states": {role: s.iso3 for role, s in played.cast.items()},
        "draws": played.draws,
        "seed": played.seed,
        "method": played.method,
        "values": [
            {
                "name": s.name,
                "text": s.text,
                "measure": s.measure,
                "year": s.year,
                "value": s.value,
                "known": s.known,
                "distribution": s.draw.name,
                "numbers": list(s.draw.numbers),
            }
            for s in played.sourced
        ],
        "choices": [_choice_json(c) for c in played.choices],
        "outcomes": [
            {
                "name": e.name,
                "subgame_perfect": e.best,
                "quantal_response": e.logit,
                "low": e.low,
                "high": e.high,
            }
            for e in played.endings
        ],
        "notes": list(played.notes),
    }


def _choice_json(choice: Choice) -> dict[str, Any]:
    return {
        "move": choice.move,
        "player": choice.player,
        "after": [{"move": m, "action": a} for m, a in choice.after],
        "reached": {"subgame_perfect": choice.reached_best, "quantal_response": choice.reached_logit},
        "ties": choice.ties,
        "actions": [
            {
                "name": a.name,
                "subgame_perfect": a.best,
                "quantal_response": a.logit,
                "low": a.low,
                "high": a.high,
            }
            for a in choice.actions
        ],
        "sensitive_to": [
            {"value": d.value, "action": d.action, "share": d.share, "direction": d.direction}
            for d in choice.drivers
        ],
        "flips": [
            {"value": f.value, "median": f.median, "at": f.at, "before": f.before, "after": f.after}
            for f in choice.flips
        ],
    }


def show_scenario(played: Played) -> None:
    """Print a played scenario."""
    out = console()
    out.print(Text(f"{played.scenario.title}, on {played.on}", style="bold"))
    out.print(Text(", ".join(f"{role}: {s.name}" for role, s in played.cast.items())))
    out.print(Text(f"{played.method}.", style="dim"))
    for choice in played.choices:
        after = "; ".join(f"{move}: {action}" for move, action in choice.after) or "at the start"
        out.print()
        out.print(
            Text(f"{played.cast[choice.player].name} ({choice.player}), {choice.move}", style="bold"),
            Text(
                f"  {after}. Reached in {choice.reached_best:.0%} of draws in subgame-perfect play, "
                f"with probability {choice.reached_logit:.2f} in the quantal response."
            ),
            sep="\n",
        )
        table = simple_table("", "best in", "quantal response", "90% of draws")
        for a in choice.actions:
            table.add_row(a.name, f"{a.best:.0%}", f"{a.logit:.2f}", f"{a.low:.2f} to {a.high:.2f}")
        out.print(table)
        if choice.drivers:
            listed = ", ".join(
                f"{d.value} {d.share:.0%} ({'raises' if d.direction > 0 else 'lowers'} {d.action})"
                for d in choice.drivers
            )
            out.print(Text(f"  hangs on: {listed}"))
        for f in choice.flips[:3]:
            out.print(
                Text(
                    f"  turns from {f.before} to {f.after} if {f.value} goes from {f.median:.3g} to {f.at:.3g}"
                )
            )
        if choice.ties:
            out.print(Text(f"  equally good actions in {choice.ties} draws: taken as an even mix"))
    out.print()
    table = simple_table("outcome", "best in", "quantal response", "90% of draws")
    for e in sorted(played.endings, key=lambda e: -e.logit):
        table.add_row(e.name, f"{e.best:.0%}", f"{e.logit:.2f}", f"{e.low:.2f} to {e.high:.2f}")
    out.print(table)
    out.print(Text("values", style="bold"))
    for s in played.sourced:
        numbers = ", ".join(f"{n:.3g}" for n in s.draw.numbers)
        out.print(Text(f"  {s.name}: {s.text} [{s.draw.name} {numbers}]"))
    for note in played.notes:
        out.print(Text(note, style="dim"))
