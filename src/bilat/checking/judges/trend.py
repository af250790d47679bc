"""Which way a tie is moving: a straight line over the window, on every dimension and on the index."""

from __future__ import annotations

import numpy as np

from bilat.checking.alignment import overall, trend_part
from bilat.checking.context import Bench
from bilat.checking.dimensions import CLOSENESS, pair_series
from bilat.checking.outcome import Finding, combine, from_probability, negate
from bilat.checking.rows import measure_row
from bilat.checking.seats import seats_over
from bilat.checking.thresholds import lag
from bilat.measures import access
from bilat.measures.catalogue import measure
from bilat.measures.trend import slope
from bilat.propositions import ClosenessTrend
from bilat.types import Evidence, Verdict

__all__ = ["judge_trend"]

#: So far from even the chance of a rise in counted votes must be to say which way they lean.
_LEAN = 0.2


def judge_trend(claim: ClosenessTrend, bench: Bench) -> Verdict:
    """Fit a straight line over the window on every dimension; P(slope has the claimed sign)."""
    since = claim.since or bench.on.year - 10
    until = min(claim.until or bench.on.year, bench.on.year)
    want = 1 if claim.direction == "closer" else -1
    findings: list[Finding] = []
    said: list[str] = []
    rows: list[Evidence] = []
    coverage = list(seats_over((claim.a, claim.b), claim.since or 1950)) if claim.dimension == "votes" else []
    first_probability: float | None = None
    wanted = {claim.dimension: CLOSENESS[claim.dimension]} if claim.dimension in CLOSENESS else CLOSENESS
    # A claim about votes is one about counted votes; of closeness at large, chance is taken out.
    named = CLOSENESS["votes"] if claim.dimension == "votes" else [names[-1] for names in wanted.values()]
    for name in named:
        series = pair_series(bench, name, claim.a, claim.b, since, until)
        label = measure(name).label
        known = ~np.isnan(series.values)
        if known.sum() < 4:
            coverage.append(
                f"{label}: {int(known.sum())} years known in {since}-{until}, at least 4 are needed."
            )
            findings.append("unknown")
            continue
        x, y = series.years[known].astype(float), series.sign * series.values[known]
        last = int(x[-1])
        if np.ptp(y) == 0:
            said.append(f"{label} did not move ({int(x[0])}-{last})")
            findings.append(
                "unknown"
                if min(until, bench.on.year - 1) - last > lag(claim.until, bench.on)
                else "uncertain"
            )
            continue
        rise, probability = slope(x, y)
        p = probability if want > 0 else 1 - probability
        stale = min(until, bench.on.year - 1) - last > lag(claim.until, bench.on)
        finding: Finding = "unknown" if stale else from_probability(p)
        if stale:
            coverage.append(f"{label} ends in {last}: shown as of then, not carried on.")
        elif first_probability is None:
            first_probability = p
        findings.append(finding)
        said.append(
            f"{label} {'rose' if rise > 0 else 'fell' if rise < 0 else 'did not move'} ({int(x[0])}-{last}, P {p:.2f})"
        )
        rows += [
            measure_row(access.observe(bench.record, name, series.a, series.b, year))
            for year in (int(x[0]), last)
        ]
    index = None
    if claim.dimension not in CLOSENESS:
        index = trend_part(bench, claim.a, claim.b, since, until, want)
    if index:
        said.insert(0, index.said)
        rows = [*index.rows, *rows]
        coverage = [*index.coverage, *coverage]
        first_probability = index.probability
    if claim.dimension == "votes" and findings[:1] == ["uncertain"] and first_probability is not None:
        # a corrected count settles what counted votes leave open only where these lean the same way
        leans: Finding = "supports" if first_probability > 0.5 else "contradicts"
        if abs(first_probability - 0.5) < _LEAN or leans not in findings:
            findings = ["uncertain"]
    if claim.dimension == "votes" and {"supports", "contradicts"} <= set(findings):
        # what is said of votes is said of counted ones; that taking chance out turns it round is told, and decides nothing
        said.append("with chance taken out it went the other way")
        findings = findings[:1]
    outcome = overall(findings, index.finding) if index else combine(findings)
    a, b = bench.name(claim.a), bench.name(claim.b)
    summary = (
        f"{a} and {b}, {'closer' if want > 0 else 'farther apart'} over {since}-{until}: "
        f"{'; '.join(said) if said else 'too few years are known'}. "
        "P is that of a straight line's slope having the claimed sign; another window could change it."
    )
    return negate(
        Verdict(outcome, summary, tuple(rows), tuple(coverage), bench.as_of, first_probability), claim.negated
    )
