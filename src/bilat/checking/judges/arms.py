"""Who arms whom: supplier's deliveries, shares and ranks over a trailing five years."""

from __future__ import annotations

from bilat.checking.context import Bench
from bilat.checking.judges.comparison import rank_finding
from bilat.checking.outcome import Finding, combine, compare, negate
from bilat.checking.rows import measure_row
from bilat.checking.thresholds import threshold
from bilat.checking.words import ordinal, percent
from bilat.measures import access
from bilat.propositions import Arms
from bilat.types import Evidence, Observation, Verdict

__all__ = ["judge_arms", "supply"]


def supply(bench: Bench, supplier: str, recipient: str, until: int | None = None) -> Observation:
    """Return the supplier's share of the recipient's deliveries over the five years to the last covered one."""
    year = access.latest_year(bench.record, "arms_share", bench.on)
    year = min(until, year) if until is not None and year is not None else year or bench.on.year - 1
    return access.observe(
        bench.record, "arms_share", bench.code(supplier, year), bench.code(recipient, year), year
    )


def judge_arms(claim: Arms, bench: Bench) -> Verdict:
    """Judge "sells arms to", "largest supplier of", "supplies x% of the arms of"."""
    findings: list[Finding] = []
    rows: list[Evidence] = []
    said: list[str] = []
    coverage: list[str] = []
    supplier = bench.name(claim.supplier)
    for recipient in claim.recipients:
        finding, row, text = _one(claim, bench, recipient)
        findings.append(finding)
        rows += row
        said.append(text)
    year = access.latest_year(bench.record, "arms_share", bench.on)
    asked = claim.until or bench.on.year
    if year is not None and asked - 1 - year > threshold("fresh"):
        coverage.append(f"Deliveries are covered to {year}: judged as of then.")
        findings = ["unknown" for _ in findings]
    summary = (
        f"{supplier}: {'; '.join(said)}. Shares are of deliveries by volume (SIPRI trend-indicator values) over five years; "
        "orders not yet delivered do not count."
    )
    return negate(
        Verdict(combine(findings), summary, tuple(rows), tuple(coverage), bench.as_of), claim.negated
    )


def _one(claim: Arms, bench: Bench, recipient: str) -> tuple[Finding, list[Evidence], str]:
    who = bench.name(recipient)
    observed = supply(bench, claim.supplier, recipient, claim.until)
    if observed.value is None:
        return "unknown", [measure_row(observed)], f"arms to {who} unknown ({observed.reason})"
    span = f"{max(observed.year - 4, claim.since or 0)}-{observed.year}"
    text = f"{percent(observed.value)} of the arms delivered to {who} in {span}"
    if claim.relation == "supplies":
        finding: Finding = "supports" if observed.value > 0 else "contradicts"
        return (
            finding,
            [measure_row(observed, f"Share of {who}'s arms, five years to {observed.year}.")],
            text,
        )
    if claim.relation == "share" and claim.share is not None:
        finding = compare(observed.value, claim.share, claim.comparator, threshold("share_about"))
        return finding, [measure_row(observed)], f"{text}, claimed {claim.comparator} {percent(claim.share)}"
    inward = claim.relation == "largest supplier"
    code = bench.code(recipient if inward else claim.supplier, observed.year)
    other = bench.code(claim.supplier if inward else recipient, observed.year)
    name = "arms_share" if inward else "arms_export_share"
    ranked = [
        p
        for p in access.partners(bench.record, name, code, observed.year, "in" if inward else "out")
        if p.value > 0
    ]
    place = next((i + 1 for i, p in enumerate(ranked) if p.code == other), None)
    rows = [
        measure_row(
            access.observe(
                bench.record, name, p.code if inward else code, code if inward else p.code, observed.year
            ),
            f"{bench.record_name(p.code, observed.year)}, {ordinal(i + 1)}.",
            i + 1,
            len(ranked),
        )
        for i, p in enumerate(ranked)
        if i < 3 or p.code == other
    ]
    if place is None:
        return "contradicts", [measure_row(observed), *rows], f"no deliveries to {who} in {span}"
    role = "supplier of" if inward else "customer:"
    return (
        rank_finding(place, 0, claim.rank, claim.within),
        rows,
        f"{ordinal(place)} {role} {who} with {text if inward else percent(ranked[place - 1].value) + ' of its deliveries in ' + span}",
    )
