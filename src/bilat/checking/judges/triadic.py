"""A has a tie with third states that have another tie with B: "arms states that dispute territory with B"."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from bilat.checking.context import Bench
from bilat.checking.deliveries import delivered_years
from bilat.checking.judges.arms import supply
from bilat.checking.judges.dispute import MEASURES_OF, Contention, contention
from bilat.checking.obligations import bound_since, rung_on
from bilat.checking.outcome import Finding, combine, negate
from bilat.checking.rows import fact_row, measure_row
from bilat.checking.sanctions import sanctions_between
from bilat.checking.thresholds import threshold
from bilat.checking.words import list_words, percent, span, year_spans
from bilat.measures import access
from bilat.measures.catalogue import measure
from bilat.propositions import Triadic
from bilat.types import Evidence, Verdict

if TYPE_CHECKING:
    from bilat.ledger.facts import TerritorialClaim, War

__all__ = ["judge_triadic"]


def judge_triadic(claim: Triadic, bench: Bench) -> Verdict:
    """Judge both ties for every third state named, or look for third states where none is named."""
    thirds = claim.thirds or _candidates(claim, bench)
    a, b = bench.name(claim.a), bench.name(claim.b)
    if thirds is None:
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
        if not claim.thirds and finding == "contradicts":
            continue
        findings.append(finding)
        if not claim.thirds and finding == "unknown":
            continue
        rows += [*tie_rows, *other_rows]
        coverage += gaps
        said.append(f"{bench.name(third)}: {tie_said}; {other_said}")
    # "armed both B and C, which were rivals" is false where it did not arm one of them
    # of states not named, one will do, and one that is not known leaves it open
    outcome = combine(["contradicts"] if not findings or "contradicts" in findings else findings)
    summary = (
        f"{a} and third states that contend with {b}: {'. '.join(said[:4]) if said else 'none found'}. "
        "Both ties must hold for every state named; a settled dispute or an ended supply would change it."
    )
    return negate(
        Verdict(outcome, summary, tuple(rows), tuple(dict.fromkeys(coverage)), bench.as_of), claim.negated
    )


_TIES = {"arms": "arms_share", "trade": "trade_share", "ally": "obligation", "sanction": "sanctions"}
#: Arms shares are of five years each.
_STEP = {"arms": 5}


def _candidates(claim: Triadic, bench: Bench) -> tuple[str, ...] | None:
    """Return third states with both ties in the years asked about, the most tied first; ``None`` where the tie is not covered."""
    from bilat import states

    name = _TIES[claim.tie]
    last = access.latest_year(bench.record, name, bench.on)
    if last is None or claim.other == "sanction":
        return None
    until = min(claim.until or last, last)
    since = claim.since if claim.since is not None and claim.since <= until else until
    if since < bench.record.coverage(measure(name).table).provenance.covers_from or (
        claim.until and claim.until > last
    ):
        return None
    tied: dict[str, float] = {}
    way: Literal["out", "in"] = "out"
    for year in range(until, since - 1, -_STEP.get(claim.tie, 1)):
        for p in access.partners(bench.record, name, bench.code(claim.a, year), year, way):
            if p.value > 0:
                tied.setdefault(states.iso3(p.code, year), p.value)
    opposed = _opponents(claim, bench)
    return tuple(x for x in tied if x in opposed and x not in (claim.a, claim.b))


def _opponents(claim: Triadic, bench: Bench) -> set[str]:
    """Return every state that contends with B in the years asked about, by the coded years and by the ledger."""
    from bilat import states

    until = min(claim.until or bench.on.year, bench.on.year)
    since = claim.since or until - int(threshold("recent_disputes"))
    found: set[str] = set()
    for name in MEASURES_OF[claim.other]:
        covers = bench.record.coverage(measure(name).table).provenance
        for year in range(max(since, covers.covers_from), min(until, covers.covers_to) + 1):
            near = access.partners(bench.record, name, bench.code(claim.b, year), year)
            found.update(states.iso3(p.code, year) for p in near if p.value > 0)
    facts: list[tuple[tuple[str, ...], TerritorialClaim | War]] = [
        (x.parties, x) for x in bench.ledger.claims
    ]
    facts += [((*x.side_a, *x.side_b), x) for x in bench.ledger.wars]
    for sides, fact in facts:
        if claim.b in sides and fact.start.year <= until and (fact.end or bench.horizon).year >= since:
            found.update(sides)
    return found - {claim.b}


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
    year = min(claim.until or year, year)
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
