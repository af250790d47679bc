"""The part of the page on network forms: what was tried for the aims that are missed, how it was chosen, what came out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.validation.forecasting import BASES, REPORTED, Result
from benchmarks.validation.network import FORMS, RANK

__all__ = ["chosen_form", "network"]

Key = tuple[str, str, bool, str]
_SPAN = f"{REPORTED[0][0]}-{REPORTED[-1][1]}"
_VOTES = ("S", "kappa", "ideal-point distance")
_COLUMNS = [(r, b) for r in (True, False) for b in BASES]


def chosen_form(chosen: Mapping[tuple[str, bool, str], float], of: str) -> str:
    """Return the form that was best on the years of choosing: the mean over relevant and all pairs, strong base.

    Parameters
    ----------
    of
        ``"headline"``: forms of the index; ``"without"``: without conflict inputs; ``"all"``: of the factors.
    """
    starts = {"headline": "index", "without": "without conflict", "all": "factors"}[of]
    names = [n for n in FORMS if n.startswith(starts)]
    return max(names, key=lambda n: chosen["strong", True, n] + chosen["strong", False, n])


def network(found: Mapping[Key, Result], chosen: Mapping[Any, float]) -> str:
    """Return the section, from results on the years reported and average precision on the years of choosing."""
    lines = [
        "## State effects, network positions, change\n",
        "Tried for the aims that are missed. A factor's yearly matrix of pairs is taken apart as additive and multiplicative effects do (Hoff 2005): a mean, an effect "
        f"of each state (ties have no direction here, so sender and receiver effects are one), a product of latent positions of {RANK} dimensions, a rest; besides, how "
        "differently the two stand to third parties, and whether their friends and foes are the same (mean product of ties); change over one and five years. "
        "All of it from filtered values up to the year before. Each row adds to the base; 1985-1994, where forms are chosen, in brackets.\n",
        "| | relevant, strong | relevant, plain | all, strong | all, plain |",
        "|---|---|---|---|---|",
    ]
    for name in ("alignment index", "three factors", *FORMS):
        cells = []
        for relevant, base in _COLUMNS:
            r = found.get(("dispute onset", base, relevant, name))
            early = chosen.get((base, relevant, name))
            cells.append(f"{r.average_precision:.3f} ({early:.3f})" if r and early is not None else "")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    lines += [
        "\nThe aims with the forms that were best on 1985-1994 (strong base, mean of relevant and all pairs); the smallest lead over the measures named:\n",
        "| aim | form | relevant, strong | relevant, plain | all, strong | all, plain |",
        "|---|---|---|---|---|---|",
    ]
    for aim, of, rivals, least in (
        ("headline at least 20% over each vote measure", "headline", _VOTES, 0.20),
        ("headline no worse than dispute history", "headline", ("dispute history",), 0.0),
        ("without conflict inputs at least 12% over each vote measure", "without", _VOTES, 0.12),
        ("all dimensions together at least 40% over each vote measure", "all", _VOTES, 0.40),
    ):
        form = chosen_form(chosen, of)
        cells = []
        for relevant, base in _COLUMNS:
            one = found.get(("dispute onset", base, relevant, form))
            if one is None:
                cells.append("")
                continue
            below = max(found["dispute onset", base, relevant, v].average_precision for v in rivals)
            lead = one.average_precision / below - 1
            cells.append(f"{lead:+.1%} {'met' if lead >= least else 'missed'}")
        lines.append(f"| {aim} | {form} | {' | '.join(cells)} |")
    lines.append(
        "\nWhich form is reported follows from the years of choosing alone. The likely reason why none of it helps over the strong base: with peace years and "
        "capabilities known, which states quarrel much is known already, and where a pair stands among third parties moves slowly, while onsets do not. "
        "Three latent dimensions were set beforehand; other numbers, and boosted trees over these features, were not tried.\n"
    )
    return "\n".join(lines) + "\n"
