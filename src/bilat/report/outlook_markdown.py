"""Backtests as Markdown: docs/outlook.md is this, and nothing in it is typed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bilat.outlook.skill import Line, Scores
    from bilat.outlook.types import Forecast, Resolution

__all__ = ["CASE", "backtests_markdown", "case_markdown"]

#: The question that shows what is and is not known of a first vote on a use of force: sentence and day.
CASE = (
    "If Russia invades Ukraine, will China vote for, against or abstain on a General Assembly resolution condemning it?",
    "2022-02-08",
)

_HEAD = """# Outlook: what the forecasts rest on, and how good they are

Made by one command, `bilat outlook backtest --out docs/outlook.md`, on the imported record; every figure is computed.

`bilat outlook ask "If Russia invades Ukraine, will China abstain on a General Assembly resolution condemning it?"
--on 2022-02-08` finds the family of the question, shows its reference classes with their counts and cases, answers
with a probability for each outcome, says how it will be resolved, and keeps the answer in the diary
(`bilat outlook ledger`). A question outside every family gets no number. A family whose skill is not surely above that
of its base rate answers with the base rate.

Scores: Brier is the sum over outcomes of (p - seen)², 0 to 2; log is -ln p(seen); RPS is the ranked probability score of
ordered outcomes, 0 to 1; ECE is the expected calibration error over all outcomes in ten bins; skill is 1 - Brier / Brier of
the base rate on the same rows, with a 90% interval that draws whole roll calls or episodes, never rows.
"""


def backtests_markdown(scores: Sequence[Scores]) -> str:
    """Return the report of all families."""
    from bilat.outlook.families import family

    parts = [_HEAD]
    for s in scores:
        f = family(s.family)
        parts += [
            f"## {f.title} (`{f.id}`)\n",
            f"Asks {f.asks}\n",
            f"Reference class: {f.reference_class}\n",
            f"Model: {f.model}\n",
            f"Resolved by: {f.resolved_by}\n",
            "Examples:\n\n" + "\n".join(f"- {e}" for e in f.examples) + "\n",
            f"Backtest. {s.design}\n",
            *_tables(s, getattr(f, "kind_names", ())),
            *(f"{n}\n" for n in s.notes if not n.startswith("Answers ")),
        ]
        if s.curve:
            parts.append(_curve(s))
    return "\n".join(parts)


def case_markdown(forecast: Forecast, came: Resolution | None) -> str:
    """Return one question with its competing classes, the blend, and what came about."""
    q = forecast.question
    head = f"| class | n | weight | {' | '.join(q.outcomes)} |\n{'|---' * (3 + len(q.outcomes))}|\n"
    rows = [
        f"| {c.name} | {c.total} | {'' if c.weight is None else f'{c.weight:.2f}'} | "
        + " | ".join(f"{c.probabilities[o]:.2f} ({c.counts[o]:g})" for o in q.outcomes)
        + " |"
        for c in forecast.classes
    ]
    answer = " | ".join(
        f"**{forecast.probabilities[o]:.2f}** ({forecast.intervals[o][0]:.2f} to {forecast.intervals[o][1]:.2f})"
        for o in q.outcomes
    )
    rows.append(f"| answer ({forecast.method}) | | | {answer} |")
    text = f"\n## One case, asked on {q.asked_on}\n\n“{q.text}”\n\n{head}" + "\n".join(rows) + "\n"
    if came is not None:
        brier = sum((p - (o == came.outcome)) ** 2 for o, p in forecast.probabilities.items())
        text += f"\nIt came out: {came.outcome}, {came.date} ({came.evidence.split(',')[0]}). Brier {brier:.3f}.\n"
    return text + f"\n{forecast.skill}\n"


#: Splits with a table of every method, besides a family's kinds; of the others the base rate and the best method are
#: shown (the JSON has all).
_FULL = 3


def _answers(s: Scores, kinds: Sequence[str]) -> str:
    """Say which method answers: of a family of several kinds each kind's own, as its line decides."""
    if not kinds:
        return f"Answers with: **{s.model if s.skilled() else s.base}** (base rate: {s.base}).\n"
    by = "; ".join(f"“{k}” with the **{s.model if s.skilled(k) else s.base}**" for k in kinds)
    return f"Answers {by}. Each kind's own line decides, not the line “all”.\n"


def _tables(s: Scores, kinds: Sequence[str]) -> list[str]:
    out = [_answers(s, kinds)]
    splits = list(dict.fromkeys(x.split for x in s.lines))
    full = [x for x in splits if x in ("all", *kinds)] if kinds else splits[:_FULL]
    full += [x for x in splits if x.endswith("given") or (x == "joins" and not kinds)]
    for split in full:
        lines = [x for x in s.lines if x.split == split]
        out.append(
            f"### {split} ({lines[0].n:,} rows, {lines[0].groups} {s.group}s)\n\n"
            "| method | Brier | log | RPS | ECE | skill | 90% |\n|---|---|---|---|---|---|---|\n"
            + "\n".join(_row(x) for x in lines)
            + "\n"
        )
    rest = [_short(s, split) for split in splits if split not in full]
    if rest:
        out.append(
            f"### Other splits\n\n| split | rows | {s.group}s | base Brier | best method | Brier | log | ECE | skill | 90% |\n"
            "|---|---|---|---|---|---|---|---|---|---|\n" + "\n".join(rest) + "\n"
        )
    return out


def _short(s: Scores, split: str) -> str:
    lines = [x for x in s.lines if x.split == split]
    base, best = lines[0], min(lines, key=lambda x: x.brier)
    base = s.line(s.base, split) or base
    skill = "" if best.skill is None else f"{best.skill:+.3f}"
    span = "" if best.low is None or best.high is None else f"{best.low:+.2f} to {best.high:+.2f}"
    return (
        f"| {split} | {base.n:,} | {base.groups} | {base.brier:.3f} | {best.method} | {best.brier:.3f} | {best.log:.3f} | "
        f"{best.ece:.3f} | {skill} | {span} |"
    )


def _row(x: Line) -> str:
    rps = "" if x.rps is None else f"{x.rps:.3f}"
    skill = "" if x.skill is None else f"{x.skill:+.3f}"
    span = "" if x.low is None or x.high is None else f"{x.low:+.2f} to {x.high:+.2f}"
    return f"| {x.method} | {x.brier:.3f} | {x.log:.3f} | {rps} | {x.ece:.3f} | {skill} | {span} |"


def _curve(s: Scores) -> str:
    rows = "\n".join(f"| {f:.3f} | {o:.3f} | {n:,} |" for f, o, n in s.curve)
    pools = {"votes": "the pool", "support": "the pool"}
    of = pools.get(s.family, "the model" if s.family == "council" else "the model, all its kinds together")
    return f"### Calibration of {of}\n\n| forecast | observed | n |\n|---|---|---|\n{rows}\n"
