"""Who arms whom: deliveries, shares and ranks over the window claimed, or the last five years."""

from __future__ import annotations

from dataclasses import replace

from bilat.checking.context import Bench
from bilat.checking.deliveries import delivered_years, in_source, rankings
from bilat.checking.judges.comparison import rank_finding
from bilat.checking.outcome import Finding, about, after_since, combine, compare, negate, of_several
from bilat.checking.rows import measure_row
from bilat.checking.thresholds import threshold
from bilat.checking.words import list_words, ordinal, percent, span, year_spans
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


#: Years in which what was ordered is delivered; and too few for that.
_ORDERED = 5
_SOON = 2


def judge_arms(claim: Arms, bench: Bench) -> Verdict:
    """Judge "sells arms to", "largest supplier of", "supplies x% of the arms of"."""
    findings: list[Finding] = []
    rows: list[Evidence] = []
    said: list[str] = []
    coverage: list[str] = []
    supplier = list_words([bench.name(s) for s in (claim.supplier, *claim.jointly)])
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
    # A stop is judged as such, so its denial is already in the findings.
    # "arms both B and C" is false where it does not arm one of them: a contradiction, not a mixture
    finding = of_several(findings, claim)
    return negate(
        Verdict(combine([finding]), summary, tuple(rows), tuple(coverage), bench.as_of),
        (claim.negated or claim.quantifier == "not all") != claim.ceased,
    )


def _ceased(claim: Arms, who: str, years: list[int], last: int) -> tuple[Finding, str]:
    """Judge "stopped arming": deliveries before, and none in the years after; orders are delivered for a year more.

    A stop without a year may be a recent one: only where nothing came in the last covered years does the record bear
    it out. Deliveries that came years later were taken up again, which does not unmake the stop.
    """
    quiet = int(threshold("ceased"))
    years = [y for y in years if y <= last]
    stop = claim.until or claim.since
    known = f"deliveries to {who} in {year_spans(years)}" if years else f"no deliveries to {who} at all"
    text = f"{known}, recorded to {last}"
    since = stop if stop is not None else last - quiet
    after = [y for y in years if since < y <= since + quiet]
    if not any(y <= since for y in years) or last < since + quiet:
        return "unknown", text
    if not after:
        return "supports", text
    return ("contradicts" if stop is not None and after[-1] > stop + 1 else "unknown"), text


def _delivered(claim: Arms, years: list[int], inside: bool, last: int) -> tuple[Finding, str]:
    """Judge "sells arms to" by deliveries: an order of a named year is delivered later, and may not be yet."""
    if claim.since is not None and claim.since > last:
        return "unknown", f"; {claim.since} is after the last year recorded"
    if inside:
        return "supports", ""
    dated = claim.until is not None and claim.since is not None and claim.until - claim.since < _SOON
    if dated and claim.until is not None:
        later = [y for y in years if claim.until < y <= claim.until + _ORDERED]
        if later:
            return "uncertain", f"; deliveries in {year_spans(later)} may be of an order of then"
        if last - claim.until < _SOON:
            return (
                "unknown",
                f"; an order of {claim.until} may not be delivered by {last}, the last year recorded",
            )
    return "contradicts", ""


def _one(claim: Arms, bench: Bench, recipient: str) -> tuple[Finding, list[Evidence], str]:
    who = bench.name(recipient)
    observed = supply(bench, claim.supplier, recipient, None if claim.ceased else claim.until)
    if observed.value is None:
        return "unknown", [measure_row(observed)], f"arms to {who} unknown ({observed.reason})"
    missing = next(
        (s for s in (claim.supplier, recipient) if not in_source(bench, bench.code(s, observed.year))), None
    )
    if missing is not None and observed.value == 0:
        text = f"{bench.name(missing)} of {observed.year} is not in the deliveries as they are here"
        return "unknown", [measure_row(observed)], text
    first = claim.since if claim.since is not None and claim.since <= observed.year else observed.year - 4
    if claim.relation == "supplies":
        first = after_since(claim, first, observed.year)
    window = span(first, observed.year)
    inward = claim.relation not in ("largest recipient", "share of exports")
    code = bench.code(recipient if inward else claim.supplier, observed.year)
    other = bench.code(claim.supplier if inward else recipient, observed.year)
    if claim.ceased:
        ended, text = _ceased(
            claim, who, [int(y) for y in delivered_years(bench, other, code)], observed.year
        )
        return (
            ended,
            [measure_row(observed, f"Share of {who}'s arms, five years to {observed.year}.")],
            text,
        )
    if claim.relation == "supplies":
        everything = delivered_years(bench, other, code)
        years = everything[(everything >= first) & (everything <= observed.year)]
        held = (
            f"deliveries to {who} in {year_spans([int(y) for y in years])}"
            if len(years)
            else f"no deliveries to {who} in {window}"
        )
        text = f"{held}, {percent(observed.value)} of the arms it received in {observed.year - 4}-{observed.year}"
        row = measure_row(observed, f"Share of {who}'s arms, five years to {observed.year}.")
        found_, why = _delivered(
            claim,
            [int(y) for y in everything],
            len(years) > 0,
            access.latest_year(bench.record, "arms_share", bench.on) or observed.year,
        )
        return found_, [row], text + why
    rankings_ = rankings(bench, code, first, observed.year, inward=inward)
    if claim.relation in ("share", "share of exports") and claim.share is not None:
        owner = f"delivered to {who}" if inward else f"{bench.name(claim.supplier)} delivered, to {who}"
        others = [other, *(bench.code(s, observed.year) for s in claim.jointly)]
        shares = [sum(dict(r.shares).get(o, 0.0) for o in others) for r in rankings_]
        each = "; ".join(
            f"{percent(x)} in {span(r.since, r.until)}" for x, r in zip(shares, rankings_, strict=True)
        )
        text = f"of the arms {owner} {each}, claimed {claim.comparator} {percent(claim.share)}"
        found = {compare(x, claim.share, claim.comparator, about(claim.share)) for x in shares}
        if min(shares, default=0.0) < claim.share < max(shares, default=0.0):
            # More in one five years, less in another: what the whole window had lies between.
            found = {"uncertain"}
        rows = [measure_row(observed, text + ".")] if not claim.jointly else []
        for each_ in (claim.supplier, *claim.jointly) if claim.jointly else ():
            one = supply(bench, each_, recipient, claim.until)
            rows.append(
                measure_row(one, f"{bench.name(each_)}: share of {who}'s arms, five years to {one.year}.")
            )
        return (found.pop() if len(found) == 1 else "uncertain"), rows, text
    places = [next((i + 1 for i, (c, _v) in enumerate(r.shares) if c == other), None) for r in rankings_]
    best = rankings_[0].shares
    # the years that the figures are of, which need not be the claim's
    window = span(rankings_[0].since, rankings_[0].until)
    name = "arms_share" if inward else "arms_export_share"
    rows = [
        replace(
            measure_row(
                access.observe(
                    bench.record, name, c if inward else code, code if inward else c, observed.year
                ),
                f"{bench.record_name(c, observed.year)}, {ordinal(i + 1)} in {window}.",
                i + 1,
                len(best),
            ),
            value=share,
        )
        for i, (c, share) in enumerate(best)
        if i < 3 or c == other
    ]
    found = {rank_finding(p, 0, claim.rank, claim.within) if p else "contradicts" for p in places}
    finding: Finding = found.pop() if len(found) == 1 else "uncertain"
    place = places[0]
    earlier = "".join(
        f", {ordinal(p) if p else 'none'} in {span(r.since, r.until)}"
        for p, r in zip(places[1:], rankings_[1:], strict=True)
    )
    if place is None:
        return finding, [measure_row(observed), *rows], f"no deliveries to {who} in {window}{earlier}"
    role = f"{ordinal(place)} supplier of {who}" if inward else f"{who} its {ordinal(place)} customer"
    return finding, rows, f"{role} with {percent(best[place - 1][1])} of the deliveries in {window}{earlier}"
