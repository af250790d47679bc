"""A has a tie with third states that have another tie with B: "arms states that dispute territory with B"."""

from __future__ import annotations

from datetime import date

from bilat.checking.context import Bench
from bilat.checking.deliveries import delivered_years
from bilat.checking.judges.arms import supply
from bilat.checking.judges.dispute import Contention, contention
from bilat.checking.obligations import bound_since, rung_on
from bilat.checking.outcome import Finding, combine, negate
from bilat.checking.rows import fact_row, measure_row
from bilat.checking.sanctions import sanctions_between
from bilat.checking.thresholds import threshold
from bilat.checking.words import list_words, percent, span, year_spans
from bilat.measures import access
from bilat.propositions import Triadic
from bilat.types import Evidence, Verdict

__all__ = ["judge_triadic"]


def judge_triadic(claim: Triadic, bench: Bench) -> Verdict:
    """Judge both ties for every third state named, or look for third states where none is named."""
    thirds = claim.thirds or _candidates(claim, bench)
    a, b = bench.name(claim.a), bench.name(claim.b)
    if not thirds:
        return Verdict(
            "unmeasurable",
            f"No third state tied to {a} is known on the day, so nothing could be joined with {b}.",
            as_of=bench.as_of,
        )
    findings: list[Finding] = []
    rows: list[Evidence] = []
    said: list[str] = []
    coverage: list[str] = []
    for third in thirds:
        tie, tie_said, tie_rows = _tie(claim, bench, third)
        other, other_said, other_rows, gaps = _other(claim, bench, third)
        both = [tie, other]
        finding: Finding = (
            "contradicts" if "contradicts" in both else "unknown" if "unknown" in both else "supports"
        )
        if not claim.thirds and finding != "supports":
            continue
        findings.append(finding)
        rows += [*tie_rows, *other_rows]
        coverage += gaps
        said.append(f"{bench.name(third)}: {tie_said}; {other_said}")
    # "armed both B and C, which were rivals" is false where it did not arm one of them
    outcome = combine(["contradicts"] if not findings or "contradicts" in findings else findings)
    summary = (
        f"{a} and third states that contend with {b}: {'. '.join(said[:4]) if said else 'none found'}. "
        "Both ties must hold for every state named; a settled dispute or an ended supply would change it."
    )
    return negate(
        Verdict(outcome, summary, tuple(rows), tuple(dict.fromkeys(coverage)), bench.as_of), claim.negated
    )


def _candidates(claim: Triadic, bench: Bench) -> tuple[str, ...]:
    """Return third states with the tie to A, the strongest first; at most twenty are looked at."""
    from bilat import states

    name = {
        "arms": "arms_export_share",
        "trade": "trade_share",
        "ally": "obligation",
        "sanction": "sanctions",
    }[claim.tie]
    year = access.latest_year(bench.record, name, bench.on)
    if year is None:
        return ()
    partners = access.partners(bench.record, name, bench.code(claim.a, year), year)
    found = [states.iso3(p.code, year) for p in partners if p.value > 0]
    return tuple(x for x in found if x not in (claim.a, claim.b))[:20]


def _tie(claim: Triadic, bench: Bench, third: str) -> tuple[Finding, str, list[Evidence]]:
    if claim.tie == "arms":
        observed = supply(bench, claim.a, third, claim.until)
        if observed.value is None:
            return "unknown", f"arms unknown ({observed.reason})", [measure_row(observed)]
        if claim.since is not None and claim.since <= observed.year:
            code, other = bench.code(claim.a, observed.year), bench.code(third, observed.year)
            years = [int(y) for y in delivered_years(bench, code, other) if claim.since <= y <= observed.year]
            text = f"{'arms' if years else 'no arms'} of {bench.name(claim.a)} in {year_spans(years) if years else span(claim.since, observed.year)}"
            text += f" ({percent(observed.value)} of all it received in {observed.year - 4}-{observed.year})"
            return (
                ("supports" if years else "contradicts"),
                text,
                [measure_row(observed, f"{bench.name(third)}: {text}.")],
            )
        text = f"{percent(observed.value)} of its arms in {observed.year - 4}-{observed.year} came from {bench.name(claim.a)}"
        return (
            ("supports" if observed.value > 0 else "contradicts"),
            text,
            [measure_row(observed, f"{bench.name(third)}: {text}.")],
        )
    if claim.tie == "ally":
        day = min(bench.on, date(claim.until, 12, 31)) if claim.until is not None else bench.on
        standing = rung_on(bench, claim.a, third, day)
        rows = [
            fact_row(
                "obligations",
                "obligation",
                t.rung,
                bound_since(t, claim.a, third, day),
                t.ended,
                day,
                f"{t.name}.",
                t.citation,
            )
            for t in standing.treaties[:2]
        ] + [measure_row(o) for o in standing.observations]
        if standing.rung is None:
            return "unknown", "no treaty known", rows
        return (
            ("supports" if standing.rung == 3 else "contradicts" if standing.rung == 0 else "unknown"),
            f"rung {standing.rung} of 3 with {bench.name(claim.a)}",
            rows,
        )
    if claim.tie == "sanction":
        return sanctions_between(bench, claim.a, third, bench.on)
    year = access.latest_year(bench.record, "trade_share", bench.on) or bench.on.year - 1
    observed = access.observe(
        bench.record, "trade_share", bench.code(claim.a, year), bench.code(third, year), year
    )
    if observed.value is None:
        return "unknown", "trade unknown", [measure_row(observed)]
    return (
        ("supports" if observed.value > 0 else "contradicts"),
        f"{percent(observed.value)} of trade in {year}",
        [measure_row(observed)],
    )


def _other(claim: Triadic, bench: Bench, third: str) -> tuple[Finding, str, list[Evidence], list[str]]:
    if claim.other == "sanction":
        finding, said, rows = sanctions_between(bench, claim.b, third, bench.on)
        return finding, said, rows, []
    until = min(claim.until or bench.on.year, bench.on.year)
    since = claim.since or until - int(threshold("recent_disputes"))
    found: Contention = contention(bench, third, claim.b, claim.other, since, until)
    finding = "unknown" if found.holds is None else "supports" if found.holds else "contradicts"
    said = (
        f"with {bench.name(claim.b)} {list_words(found.names[:4])}"
        if found.names
        else f"with {bench.name(claim.b)} {found.said}"
    )
    return finding, said, list(found.rows), list(found.coverage)
