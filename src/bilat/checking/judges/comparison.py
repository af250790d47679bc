"""Closer to B than to C; A's strongest partner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from bilat.checking.alignment import closer_pair, overall
from bilat.checking.context import Bench
from bilat.checking.judges.differences import seen, seen_difference
from bilat.checking.judges.flow_rank import first_in_flow
from bilat.checking.judges.pairs import judge_pairs
from bilat.checking.judges.plain_shares import counted as plainly_counted
from bilat.checking.judges.ranks import rank_finding, within
from bilat.checking.outcome import Finding, combine, negate
from bilat.checking.rows import measure_row
from bilat.checking.thresholds import lag
from bilat.checking.words import ordinal, plural
from bilat.measures import access
from bilat.measures.catalogue import measure
from bilat.propositions import ClosenessComparison
from bilat.types import Evidence, Verdict

if TYPE_CHECKING:
    pass

__all__ = ["judge_comparison"]

#: Dimension to the measures that rank partners on it, with the side of the directed ones. The best counts: a
#: partner may be first as a supplier or as a customer.
RANKED: dict[str, tuple[tuple[str, Literal["out", "in"]], ...]] = {
    "votes": (("kappa_linear", "out"),),
    "obligations": (("obligation", "out"),),
    "arms": (("arms_share", "in"), ("arms_export_share", "out")),
    "trade": (("trade_share", "out"),),
    "institutions": (("membership_kappa", "out"),),
    "cooperation": (("exercises", "out"),),
}


def judge_comparison(claim: ClosenessComparison, bench: Bench) -> Verdict:
    """Rank B among A's partners (or against C) on every dimension, in the last whole year each covers."""
    if claim.beside is not None:
        return judge_pairs(claim, bench)
    findings: list[Finding] = []
    rows: list[Evidence] = []
    said: list[str] = []
    coverage: list[str] = []
    older: set[Finding] = set()
    wanted = {claim.dimension: RANKED[claim.dimension]} if claim.dimension in RANKED else RANKED
    if claim.dimension == "arms" and claim.flow != "total":
        side = RANKED["arms"][0 if claim.flow == "imports" else 1]
        wanted = {"arms": (side,)}
    if claim.dimension == "trade" and claim.flow != "total" and claim.versus is None:
        return negate(first_in_flow(claim, bench), claim.negated)
    if claim.dimension == "votes":
        # Who votes most often with whom is a count; for closeness at large, chance is taken out.
        wanted = {"votes": (("agreement", "out"),)}
    counted = plainly_counted(claim, bench)
    if counted is not None:
        return negate(counted, claim.negated)
    for ways in wanted.values():
        looked = [_look(claim, bench, name, way) for name, way in ways]
        best = max(looked, key=lambda part: _ORDER.index(part.finding))
        findings.append(best.finding)
        older |= {part.older for part in looked}
        rows += best.rows
        coverage += best.coverage
        if best.said:
            said.append(best.said)
    index = None
    if claim.versus and claim.dimension not in RANKED:
        until = min(claim.until or bench.on.year, bench.on.year)
        pairs = (claim.a, claim.b), (claim.a, claim.versus)
        index = closer_pair(bench, *pairs, claim.direction, until, claim.since)
    if index:
        said.insert(0, index.said)
        rows = [*index.rows, *rows]
        coverage = [*index.coverage, *coverage]
    if claim.versus is None and "supports" not in findings and older & {"supports", "uncertain"}:
        # the latest figures of other dimensions speak for it: that newer ones would not is not known
        findings.append("uncertain")
        findings = [f for f in findings if f != "contradicts"]
    outcome = overall(findings, index.finding) if index else combine(findings)
    a, b = bench.name(claim.a), bench.name(claim.b)
    asked = f"{a}: {b} against {bench.name(claim.versus)}" if claim.versus else f"{b} among {a}'s partners"
    summary = f"{asked}: {'; '.join(said) if said else 'no dimension covers the day'}. " + (
        "The dimensions differ, so the answer depends on which is meant."
        if outcome == "mixed"
        else "Another choice of dimension, or a later year of data, could change it."
    )
    probability = index.probability if index else None
    return negate(
        Verdict(outcome, summary, tuple(rows), tuple(coverage), bench.as_of, probability), claim.negated
    )


_ORDER: tuple[Finding, ...] = ("unknown", "contradicts", "uncertain", "supports")


@dataclass(frozen=True)
class _Part:
    """What one measure says."""

    finding: Finding
    said: str
    rows: tuple[Evidence, ...]
    coverage: tuple[str, ...] = ()
    #: What figures too old to count say.
    older: Finding = "unknown"


def _look(claim: ClosenessComparison, bench: Bench, name: str, way: Literal["out", "in"]) -> _Part:
    """Look at one measure in the last whole year it covers; older years are shown and do not count.

    A claim about a past year is judged in that year.
    """
    asked = min(claim.until or bench.on.year - 1, bench.on.year - 1)
    year = access.latest_year(bench.record, name, bench.on)
    label = measure(name).label
    if year is None or asked < bench.record.coverage(measure(name).table).provenance.covers_from:
        return _Part("unknown", "", (), (f"{label}: nothing is covered before {bench.on.year}.",))
    year = min(year, asked)
    compare = _against if claim.versus else _ranked
    finding, said, rows = compare(claim, bench, name, year, way)
    if asked - year <= lag(claim.until, bench.on):
        return _Part(finding, said, tuple(rows))
    gap = f"{label} ends in {year}: shown as of then, not carried on."
    return _Part("unknown", f"{said} (as of then)" if said else "", tuple(rows), (gap,), finding)


def _ranked(
    claim: ClosenessComparison, bench: Bench, name: str, year: int, way: Literal["out", "in"]
) -> tuple[Finding, str, list[Evidence]]:
    code_a, code_b = bench.code(claim.a, year), bench.code(claim.b, year)
    day = date(year, 12, 31)
    allowed = within(claim, bench, day)
    partners = [
        p for p in access.partners(bench.record, name, code_a, year, way) if not allowed or p.code in allowed
    ]
    if claim.direction == "farther":
        partners = partners[::-1]
    m = measure(name)
    mine = next((p for p in partners if p.code == code_b), None)
    if mine is None:
        return "unknown", "", [measure_row(seen(bench, name, code_a, code_b, year, way))]
    first = next(i for i, p in enumerate(partners) if p.value == mine.value)
    tied = sum(p.value == mine.value for p in partners) - 1
    rank = first + 1
    rows = [
        measure_row(
            seen(bench, name, code_a, p.code, year, way),
            f"{m.label}: {bench.name(claim.a)} and {bench.record_name(p.code, year)}, {year}.",
            rank if p.code == code_b else i + 1,
            len(partners),
        )
        for i, p in enumerate(partners)
        if p.code == code_b or (i < 3 and (m.absent is None or p.value != m.absent))
    ]
    if m.absent is not None and mine.value == m.absent:
        # No tie at all has no place in a ranking of ties.
        return "contradicts", f"no {m.label} in {year}", rows
    finding = rank_finding(rank, tied, claim.rank, claim.within)
    tie = f", tied with {plural(tied, 'other')}" if tied else ""
    return finding, f"{ordinal(rank)} of {len(partners)} on {m.label} in {year}{tie}", rows


def _against(
    claim: ClosenessComparison, bench: Bench, name: str, year: int, way: Literal["out", "in"]
) -> tuple[Finding, str, list[Evidence]]:
    assert claim.versus is not None
    pairs = (claim.a, claim.b), (claim.a, claim.versus)
    return seen_difference(bench, name, (claim.since or year, year), *pairs, claim.direction, way)
