"""By how much deliveries of arms grew from one stretch of years to another."""

from __future__ import annotations

from bilat.checking.context import Bench
from bilat.checking.deliveries import delivered, grown_by, in_source
from bilat.checking.outcome import Finding, compare
from bilat.checking.rows import measure_row
from bilat.checking.thresholds import threshold
from bilat.checking.words import span
from bilat.measures import access
from bilat.propositions import Arms
from bilat.types import Evidence

__all__ = ["grown"]

_FIVE = 5
#: What was worked out from shares lies within so much of the amounts themselves.
_WORKED_OUT = 0.1


def grown(claim: Arms, bench: Bench, recipient: str) -> tuple[Finding, list[Evidence], str]:
    """Set what A delivered to B in the years of the claim beside what it delivered in those it is set beside.

    Amounts are exact where deliveries were imported. The pack has shares over five years: with the change of all that
    B received (`deliveries.grown_by`) they tell how A's part moved, within a tenth.
    """
    assert (
        claim.since is not None
        and claim.until is not None
        and claim.beside is not None
        and claim.factor is not None
    )
    earlier = claim.beside
    last = max(claim.until, earlier[1])
    who = bench.name(recipient)
    known = access.latest_year(bench.record, "arms_share", bench.on)
    supplier, code = bench.code(claim.supplier, claim.until), bench.code(recipient, claim.until)
    rows = [
        measure_row(access.observe(bench.record, "arms_share", supplier, code, year), f"Share of {who}'s arms, five years to {year}.")
        for year in (earlier[1], claim.until)
        if known is not None and year <= known
    ]  # fmt: skip
    what = f"deliveries to {who} of {span(claim.since, claim.until)} beside those of {span(*earlier)}"
    if known is None or last > known or not all(in_source(bench, c) for c in (supplier, code)):
        return "unknown", rows, f"{what} are not covered"
    amounts = [delivered(bench, supplier, code, *years) for years in ((claim.since, claim.until), earlier)]
    within = 0.0
    if amounts[0] is not None and amounts[1] is not None:
        if amounts[1] == 0:
            return "unknown", rows, f"{what}: none are recorded in {span(*earlier)}"
        ratio = amounts[0] / amounts[1]
    else:
        found = _by_shares(claim, bench, supplier, code)
        if found is None:
            return "unknown", rows, f"{what}: the shares as they are here do not tell"
        ratio, within = found, _WORKED_OUT
    low, high = (
        compare(x, claim.factor, claim.comparator, threshold("growth_about") * claim.factor)
        for x in (ratio * (1 - within), ratio * (1 + within))
    )
    finding: Finding = low if low == high else "uncertain"
    said = "about " if within else ""
    return (
        finding,
        rows,
        f"{what}: {said}{ratio:.2g} times as much, claimed {claim.comparator} {claim.factor:g}",
    )


def _by_shares(claim: Arms, bench: Bench, supplier: int, recipient: int) -> float | None:
    """Return the ratio from shares over five years each; ``None`` where the years are others or it is not told."""
    assert claim.since is not None and claim.until is not None and claim.beside is not None
    first, last = claim.beside[1], claim.until
    if (
        claim.until - claim.since + 1 != _FIVE
        or claim.beside[1] - claim.beside[0] + 1 != _FIVE
        or first >= last
    ):
        return None
    before, after = (
        access.observe(bench.record, "arms_share", supplier, recipient, year).value for year in (first, last)
    )
    whole = grown_by(bench.record, recipient, first, last, inward=True)
    return None if not before or after is None or whole is None else after / before * whole
