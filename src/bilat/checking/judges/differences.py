"""The ties of two pairs by one measure, one set beside the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from bilat.checking.context import Bench
from bilat.checking.outcome import Finding, from_probability
from bilat.checking.rows import measure_row
from bilat.checking.thresholds import threshold
from bilat.checking.words import span
from bilat.measures import access
from bilat.measures.catalogue import MEASURES, measure
from bilat.types import Evidence, Observation

if TYPE_CHECKING:
    pass

__all__ = ["seen", "seen_difference"]


def seen(
    bench: Bench, name: str, code: int, partner: int, year: int, way: Literal["out", "in"]
) -> Observation:
    """Look a figure up: of A on B, or of B on A where the side is "in"."""
    return access.observe(bench.record, name, *((partner, code) if way == "in" else (code, partner)), year)


def seen_difference(
    bench: Bench,
    name: str,
    years: tuple[int, int],
    first: tuple[str, str],
    second: tuple[str, str],
    direction: str,
    way: Literal["out", "in"] = "out",
) -> tuple[Finding, str, list[Evidence]]:
    """Compare the ties of two pairs by one measure: in a year, or on average over the years that know both."""
    since, until = min(years), max(years)
    known = []
    for year in range(since, until + 1):
        one, two = (
            seen(bench, name, bench.code(x, year), bench.code(y, year), year, way) for x, y in (first, second)
        )
        if one.value is not None and two.value is not None:
            known.append((one, two))
    rows = [measure_row(one), measure_row(two)]
    if not known or len(known) < threshold("most_years") * (until - since + 1):
        return "unknown", "", rows
    means = [float(np.mean([pair[i].value for pair in known])) for i in (0, 1)]
    gap = (means[0] - means[1]) * (MEASURES[name].closer or 1)
    if direction == "farther":
        gap = -gap
    # Bounds are 5% and 95%: 3.29 standard errors apart.
    widths = [s.high - s.low for pair in known for s in pair if s.low is not None and s.high is not None]
    error = float(np.linalg.norm(widths)) / 3.29 / len(known)
    finding = from_probability(_normal(gap / error)) if error > 0 else _sign(gap)
    label = measure(name).label
    return finding, f"{label} {means[0]:.2f} against {means[1]:.2f} in {span(since, until)}", rows


def _sign(gap: float) -> Finding:
    return "uncertain" if gap == 0 else "supports" if gap > 0 else "contradicts"


def _normal(z: float) -> float:
    from math import erf, sqrt

    return 0.5 * (1 + erf(z / sqrt(2)))
