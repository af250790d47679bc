"""Closer (or farther apart) than at any time in a window: every dimension, then all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from bilat.checking.alignment import overall, superlative_part
from bilat.checking.context import Bench
from bilat.checking.dimensions import CLOSENESS, Series, pair_series
from bilat.checking.obligations import bound_since, rung_name, rung_on, strongest_years
from bilat.checking.outcome import Finding, combine, from_probability, negate
from bilat.checking.rows import fact_row, measure_row
from bilat.checking.seats import seats_over
from bilat.checking.thresholds import threshold
from bilat.checking.votes import pooled_agreement
from bilat.checking.words import list_words, ordinal, percent, plural, span, year_spans
from bilat.measures import access
from bilat.measures.maxima import p_maximum
from bilat.propositions import ClosenessSuperlative
from bilat.types import Evidence, Outcome, Verdict

__all__ = ["judge_superlative"]

#: Where a claim states no window, it is read as "on record": since the United Nations first voted.
FIRST_YEAR = 1946


@dataclass(frozen=True)
class _Part:
    """One measure's finding within a superlative."""

    dimension: str
    finding: Finding
    said: str
    rows: tuple[Evidence, ...]
    coverage: tuple[str, ...] = ()
    probability: float | None = None


def judge_superlative(claim: ClosenessSuperlative, bench: Bench) -> Verdict:
    """Judge "closer than at any time since": P(maximum) on the alignment index, then every dimension."""
    if (asked := claim.year or claim.until) is not None and asked > bench.on.year:
        text = f"{asked} had not come on the day spoken from. Only a year that has can be set beside others."
        return Verdict("unmeasurable", text, as_of=bench.as_of)
    if claim.beside is not None:
        return negate(_two_times(claim, claim.beside, bench), claim.negated)
    since = max(claim.since or FIRST_YEAR, FIRST_YEAR)
    until = min(claim.until or bench.on.year, bench.on.year)
    if claim.year is not None:
        # "Further apart in 1983 than in any year of the 1970s": the year need not be one of the window.
        since, until = min(since, max(claim.year, FIRST_YEAR)), max(until, min(claim.year, bench.on.year))
        if claim.dimension == "votes":
            return negate(_counted(claim, bench, since, until), claim.negated)
    wanted = {claim.dimension: CLOSENESS[claim.dimension]} if claim.dimension in CLOSENESS else CLOSENESS
    parts: list[_Part] = []
    for dimension, measures in wanted.items():
        if dimension == "obligations":
            parts.append(_obligations(claim, bench, since, until))
        else:
            parts.extend(_measured(claim, bench, name, since, until) for name in measures)
    findings = [p.finding for p in parts]
    # a claim about one dimension is not one about the whole
    index = (
        None
        if claim.dimension in CLOSENESS
        else superlative_part(bench, claim.a, claim.b, since, until, claim.direction, claim.year)
    )
    outcome = overall(findings, index.finding) if index else _overall(findings)
    if outcome == "contradicted" and not _within(claim):
        # The years between may be what contradicts it.
        outcome = "unmeasurable"
    by_finding = {
        f: list(dict.fromkeys(p.dimension for p in parts if p.finding == f))
        for f in ("supports", "contradicts", "uncertain", "unknown")
    }
    a, b = bench.name(claim.a), bench.name(claim.b)
    word = "closest" if claim.direction == "closest" else "farthest apart"
    of = f"in {claim.year} of {span(since, until)}" if claim.year else f"since {since}"
    firm = [p for p in parts if p.finding in ("contradicts", "supports")]
    against = [p.said for p in firm if p.finding == "contradicts"]
    allowing = [p.said for p in parts if p.finding in ("supports", "uncertain")]
    reasons = ([index.said] if index and index.said else []) + against[:3] + allowing[:2]
    first = (
        f"Whether {a} and {b} were {word} {of} depends on the dimension: "
        if outcome == "mixed"
        else f"{a} and {b}, {word} {of}: "
    )
    first += "; ".join(reasons) if reasons else "no dimension settles it"
    tail = []
    if by_finding["uncertain"]:
        tail.append(f"undecided within its uncertainty on {list_words(by_finding['uncertain'])}")
    if by_finding["unknown"]:
        tail.append(f"not covered up to the day on {list_words(by_finding['unknown'])}")
    second = f" It is {' and '.join(tail)}." if tail else " A later year of data could change it."
    # The chance-corrected measure comes last in its dimension: plain agreement counts votes with the majority too.
    probability = next((p.probability for p in reversed(parts) if p.probability is not None), None)
    if index:
        probability = index.probability
    return negate(
        Verdict(
            outcome,
            f"{first}.{second}",
            (*(index.rows if index else ()), *(row for p in parts for row in p.rows)),
            tuple(
                dict.fromkeys((*(index.coverage if index else ()), *(c for p in parts for c in p.coverage)))
            ),
            bench.as_of,
            probability,
        ),
        claim.negated,
    )


def _overall(findings: list[Finding]) -> Outcome:
    """Combine the dimensions of a superlative.

    A dimension on which the year ties with the closest ones, or cannot be told from them, allows the claim: with
    others that contradict it, the answer depends on the dimension.
    """
    if "contradicts" in findings and "uncertain" in findings:
        return "mixed"
    return combine(findings)


def _measured(claim: ClosenessSuperlative, bench: Bench, measure: str, since: int, until: int) -> _Part:
    series = pair_series(bench, measure, claim.a, claim.b, since, until)
    label = access_label(measure)
    known = series.known
    if len(known) == 0:
        why = next(iter(series.reasons.values()), "no value in the window")
        return _Part(series.dimension, "unknown", "", (), (f"{label}: {why}",))
    coverage = _gaps(series, label, since, until)
    if series.dimension == "votes":
        coverage = (*coverage, *seats_over((claim.a, claim.b), since))
    last_whole = bench.on.year - 1 if until >= bench.on.year else until
    reach = int(known[known <= last_whole].max()) if (known <= last_whole).any() else int(known.max())
    now = reach if claim.year is None else claim.year
    if now not in known:
        return _Part(series.dimension, "unknown", "", (), (f"{label}: {now} is not known.",))
    sign = series.sign if claim.direction == "closest" else -series.sign
    past = known[known <= (now if claim.year is None else until)]
    scores = sign * series.values[np.isin(series.years, past)]
    best = int(past[int(np.argmax(scores))])
    mine = scores[int(np.flatnonzero(past == now)[0])]
    rank = int((scores > mine).sum()) + 1
    ties = int((scores == mine).sum()) - 1
    probability = (
        p_maximum(bench.record, measure, series.a, series.b, now, since, int(past[-1])) if sign > 0 else None
    )
    said = f"on {label}, {now} is {'the highest' if rank == 1 and not ties else f'{rank} of {len(past)}'} (peak {best})"
    if sign < 0 and mine == 0 and not series.sign > 0:
        said = f"no {label} in {now}, as in {ties} of {len(past) - 1} earlier years"
    elif sign < 0:
        said = f"on {label}, {now} stands {rank} of {len(past)} years, best {best}"
    if last_whole - reach > threshold("fresh") and (claim.year is None or rank == 1):
        finding: Finding = "unknown"
        coverage = (
            *coverage,
            f"{label} has no figure after {reach}: shown as of then, not carried on to {bench.on.year}.",
        )
    elif probability is not None:
        finding = from_probability(probability)
        said += f", P(maximum) {probability:.2f}"
    elif rank > 1:
        finding = "contradicts"
    elif ties > (len(past) - 1) / 2:
        # No war this year, as in most years, tells nothing of how close two states are.
        finding = "unknown"
        coverage = (
            *coverage,
            f"{label}: {now} is like {ties} of {len(past) - 1} earlier years, which tells nothing.",
        )
    elif ties:
        # As close as in other years, but not closer: the superlative says closer.
        finding = "uncertain"
        said += f", tied with {plural(ties, 'year')}" if sign > 0 else ""
    else:
        finding = "supports"
    text = f"{label} in {now}; {rank} of {len(past)} years known since {int(past[0])}."
    rows = [
        measure_row(access.observe(bench.record, measure, series.a, series.b, now), text, rank, len(past))
    ]
    if best != now:
        rows.append(
            measure_row(
                access.observe(bench.record, measure, *_codes_in(bench, claim, series, best), best),
                f"{label} in {best}, the peak of the window.",
                1,
                len(past),
            )
        )
    return _Part(series.dimension, finding, said, tuple(rows), coverage, probability)


def _two_times(claim: ClosenessSuperlative, other: tuple[int, int], bench: Bench) -> Verdict:
    """Judge "voted together more often in 2015 than in 1995": the shares of votes of both times, counted."""
    a, b = bench.name(claim.a), bench.name(claim.b)
    spans = ((claim.since or 0, claim.until or 0), other)
    last = access.latest_year(bench.record, "agreement", bench.on) or bench.on.year - 1
    seen = [pooled_agreement(bench, claim.a, claim.b, *years) for years in spans]
    mine, its = (None if o is None else o.value for o in seen)
    if mine is None or its is None or max(end for _, end in spans) > last:
        return Verdict(
            "unmeasurable",
            f"How often {a} and {b} voted alike is not known for both {span(*spans[0])} and {span(*spans[1])}. "
            "Roll calls of those years would settle it.",
            as_of=bench.as_of,
        )
    ahead = mine - its if claim.direction == "closest" else its - mine
    finding: Finding = "supports" if ahead > 0 else "contradicts" if ahead < 0 else "uncertain"
    rows = tuple(
        measure_row(o, f"Voting agreement in {span(*years)}.")
        for o, years in zip(seen, spans, strict=True)
        if o
    )
    return Verdict(
        combine([finding]),
        f"{a} and {b} cast the same vote on {percent(mine)} of roll calls in {span(*spans[0])} and on {percent(its)} in {span(*spans[1])}. "
        "What is counted are plain shares; absences, or a measure corrected for chance, would change them.",
        rows,
        seats_over((claim.a, claim.b), min(start for start, _ in spans)),
        bench.as_of,
    )


def _within(claim: ClosenessSuperlative) -> bool:
    """Say whether the year that a claim names is one of the window it names."""
    return claim.year is None or (claim.since or claim.year) <= claim.year <= (claim.until or claim.year)


def _counted(claim: ClosenessSuperlative, bench: Bench, since: int, until: int) -> Verdict:
    """Judge "voted with B more often in 1951 than in any other year of the 1950s": shares of votes, counted."""
    assert claim.year is not None
    series = pair_series(bench, "agreement", claim.a, claim.b, since, until)
    a, b = bench.name(claim.a), bench.name(claim.b)
    low, high = claim.since or since, claim.until or until
    known = [int(y) for y in series.known if low <= y <= high or y == claim.year]
    mine = series.at(claim.year)
    last_whole = bench.on.year - 1 if high >= bench.on.year else high
    coverage = seats_over((claim.a, claim.b), since)
    if mine is None or len(known) < 2:
        return Verdict(
            "unmeasurable",
            f"How often {a} and {b} voted alike in {claim.year} is not known for that year and others beside it. "
            "Roll calls of those years would settle it.",
            coverage=(*coverage, *(f"{y}: {why}" for y, why in list(series.reasons.items())[:1])),
            as_of=bench.as_of,
        )
    sign = 1 if claim.direction == "closest" else -1
    shares = {y: float(series.at(y) or 0.0) for y in known}
    best = max(known, key=lambda y: (sign * shares[y], y == claim.year))
    ahead = sum(sign * (shares[y] - mine) > 0 for y in known)
    tied = sum(shares[y] == mine for y in known) - 1
    finding: Finding = "contradicts" if ahead else "uncertain" if tied else "supports"
    if finding == "supports" and last_whole - known[-1] > threshold("fresh"):
        finding = "unknown"
        coverage = (*coverage, f"Roll calls are complete to {known[-1]}: not carried on to {last_whole}.")
    end = "most" if sign > 0 else "least"
    said = (
        f"{a} and {b} cast the same vote on {percent(mine)} of roll calls in {claim.year}, "
        f"{ordinal(ahead + 1)} of {len(known)} years of {span(low, high)}; {end} often in {best}, {percent(shares[best])}"
    )
    rows = tuple(
        measure_row(
            access.observe(bench.record, "agreement", *_codes_in(bench, claim, series, y), y),
            f"Voting agreement in {y}.",
        )
        for y in dict.fromkeys((claim.year, best))
    )
    return Verdict(
        combine([finding]),
        f"{said}. What is counted are plain shares; absences, or another span of years, would change them.",
        rows,
        coverage,
        bench.as_of,
    )


def _codes_in(bench: Bench, claim: ClosenessSuperlative, series: Series, year: int) -> tuple[int, int]:
    """Return the pair's codes in a year, in the direction of the larger value there."""
    a, b = bench.code(claim.a, year), bench.code(claim.b, year)
    value = series.at(year)
    # the value alone: an interval would be drawn for nothing
    ahead = access.history(bench.record, series.measure, a, b, year, year).values[0]
    return (a, b) if value is not None and np.isclose(ahead, value) else (b, a)


def _gaps(series: Series, label: str, since: int, until: int) -> tuple[str, ...]:
    known = series.known
    said = []
    first = int(known.min())
    if first > since:
        why = series.reasons.get(first - 1) or series.reasons.get(since) or "not covered"
        said.append(f"{label} is known only from {first}: {why}")
    inner = sorted({*range(first + 1, int(known.max()))} - {*known.tolist()})
    if inner:
        said.append(f"{label} is unknown for {year_spans(inner)}.")
    return tuple(said)


def _obligations(claim: ClosenessSuperlative, bench: Bench, since: int, until: int) -> _Part:
    day = bench.on if claim.year is None else min(bench.on, date(claim.year, 12, 31))
    now = rung_on(bench, claim.a, claim.b, day)
    peak = strongest_years(bench, claim.a, claim.b, since, until)
    rows = [
        fact_row(
            "obligations",
            "obligation",
            t.rung,
            bound_since(t, claim.a, claim.b, min(day, t.ended or day)),
            t.ended,
            day,
            f"{t.name}: {rung_name(t.rung)}.",
            t.citation,
        )
        for t in (*now.treaties, *(t for t in peak.treaties if t not in now.treaties))
    ]
    if now.rung is None:
        return _Part("obligations", "unknown", "", tuple(rows), (now.reason,))
    best = max(peak.rung or 0, now.rung)
    said = f"on treaty obligations, {rung_name(now.rung)} on {day:%d %B %Y} against {rung_name(best)} at the peak"
    if peak.years and best > now.rung:
        said += f" ({year_spans(peak.years)})"
    finding: Finding
    if claim.direction == "closest":
        finding = "contradicts" if best > now.rung else "uncertain"
    else:
        finding = "uncertain" if now.rung == 0 else "contradicts"
    coverage = (now.reason,) if now.reason else ()
    return _Part("obligations", finding, said, tuple(rows), coverage)


def access_label(measure: str) -> str:
    """Return a measure's label for people."""
    from bilat.measures.catalogue import measure as measure_of

    return measure_of(measure).label
