"""Who arms whom: deliveries, shares and ranks over the window claimed, or the last five years."""

from __future__ import annotations

from dataclasses import replace

from bilat.checking.context import Bench
from bilat.checking.deliveries import Ranking, delivered_years, in_source, rankings, with_left_out
from bilat.checking.judges.arms_growth import grown
from bilat.checking.judges.arms_kinds import sent
from bilat.checking.judges.ranks import rank_finding
from bilat.checking.outcome import Finding, about, after_since, combine, compare, negate, of_several
from bilat.checking.rows import measure_row
from bilat.checking.thresholds import lag, threshold
from bilat.checking.words import list_words, ordinal, percent, span, year_spans
from bilat.measures import access
from bilat.measures.weapons import named
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
#: What "all of its arms" is read as; what is less than all, and still nearly all.
_ALL, _WHOLE, _NEARLY = 0.95, 0.9995, 0.9


def judge_arms(claim: Arms, bench: Bench) -> Verdict:
    """Judge "sells arms to", "largest supplier of", "supplies x% of the arms of"."""
    findings: list[Finding] = []
    rows: list[Evidence] = []
    said: list[str] = []
    coverage: list[str] = []
    supplier = list_words([bench.name(s) for s in (claim.supplier, *claim.jointly)])
    for recipient in claim.recipients:
        growth = claim.relation == "growth"
        finding, row, text = grown(claim, bench, recipient) if growth else _one(claim, bench, recipient)
        findings.append(finding)
        rows += row
        said.append(text)
    year = access.latest_year(bench.record, "arms_share", bench.on)
    asked = claim.until or bench.on.year
    behind = 0 if year is None else min(asked, bench.on.year - 1) - year
    if year is not None and behind > (
        int(threshold("fresh")) if claim.ceased else lag(claim.until, bench.on)
    ):
        coverage.append(f"Deliveries are covered to {year}: judged as of then.")
        # that arms were delivered in the covered years of a stretch stands
        kept: Finding = "supports" if claim.relation == "supplies" and claim.until is not None else "unknown"
        findings = [f if f == kept else "unknown" for f in findings]
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
        if claim.weapon and ended == "contradicts":
            # other arms may have gone on
            ended, text = (
                "unknown",
                f"{text}; whether there were {claim.weapon} among them the record does not say",
            )
        return (
            ended,
            [measure_row(observed, f"Share of {who}'s arms, five years to {observed.year}.")],
            text,
        )
    if claim.relation == "supplies":
        return _supplied(claim, bench, recipient, observed, first)
    rankings_ = rankings(bench, code, first, observed.year, inward=inward)
    others = [other, *(bench.code(s, observed.year) for s in claim.jointly)]
    finding = _found(claim, rankings_, others)
    fuller = with_left_out(bench, code, rankings_, inward=inward)
    beside = ""
    if fuller and (fuller.code in others or _found(claim, fuller.rankings, others) != finding):
        finding = _found(claim, fuller.rankings, others) if fuller.code in others else "uncertain"
        rankings_ = fuller.rankings if fuller.code in others else rankings_
        beside = f"; {bench.record_name(fuller.code, fuller.year)} is not in this source and had about {percent(fuller.share)} by the trade register"
    if claim.relation in ("share", "share of exports") and claim.share is not None:
        owner = f"delivered to {who}" if inward else f"{bench.name(claim.supplier)} delivered, to {who}"
        shares = _shares(rankings_, others)
        each = "; ".join(
            f"{percent(x)} in {span(r.since, r.until)}" for x, r in zip(shares, rankings_, strict=True)
        )
        text = f"of the arms {owner} {each}, claimed {claim.comparator} {percent(claim.share)}{beside}"
        rows = [measure_row(observed, text + ".")] if not claim.jointly else []
        for each_ in (claim.supplier, *claim.jointly) if claim.jointly else ():
            one = supply(bench, each_, recipient, claim.until)
            rows.append(
                measure_row(one, f"{bench.name(each_)}: share of {who}'s arms, five years to {one.year}.")
            )
        return finding, rows, text
    places = _places(rankings_, other)
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
    place = places[0]
    earlier = "".join(
        f", {ordinal(p) if p else 'none'} in {span(r.since, r.until)}"
        for p, r in zip(places[1:], rankings_[1:], strict=True)
    )
    if place is None:
        said = f"no deliveries to {who} in {window}{earlier}{beside}"
        return finding, [measure_row(observed), *rows], said
    role = f"{ordinal(place)} supplier of {who}" if inward else f"{who} its {ordinal(place)} customer"
    text = f"{role} with {percent(best[place - 1][1])} of the deliveries in {window}{earlier}{beside}"
    return finding, rows, text


def _shares(rankings_: list[Ranking], others: list[int]) -> list[float]:
    return [sum(dict(r.shares).get(o, 0.0) for o in others) for r in rankings_]


def _places(rankings_: list[Ranking], other: int) -> list[int | None]:
    return [next((i + 1 for i, (c, _v) in enumerate(r.shares) if c == other), None) for r in rankings_]


def _found(claim: Arms, rankings_: list[Ranking], others: list[int]) -> Finding:
    """Say whether the share or rank claimed is borne out by every ranking of the window."""
    found: set[Finding]
    if claim.relation in ("share", "share of exports") and claim.share is not None:
        shares = _shares(rankings_, others)
        found = {compare(x, claim.share, claim.comparator, about(claim.share)) for x in shares}
        if (
            claim.comparator == "at least"
            and claim.share >= _ALL
            and any(_NEARLY <= x < _WHOLE for x in shares)
        ):
            found.add("uncertain")  # of what came from one to 97% some would say that all did
        if min(shares, default=0.0) < claim.share < max(shares, default=0.0):
            return (
                "uncertain"  # more in one five years, less in another: the whole window had something between
            )
    else:
        places = _places(rankings_, others[0])
        found = {rank_finding(p, 0, claim.rank, claim.within) if p else "contradicts" for p in places}
    return found.pop() if len(found) == 1 else "uncertain"


def _supplied(
    claim: Arms, bench: Bench, recipient: str, observed: Observation, first: int
) -> tuple[Finding, list[Evidence], str]:
    """Judge that there were deliveries, of a kind where one is named, in any year of the window."""
    who, last = bench.name(recipient), observed.year
    pairs = [
        (s, r) for s in bench.codes(claim.supplier, first, last) for r in bench.codes(recipient, first, last)
    ]
    everything = sorted({int(y) for s, r in pairs for y in delivered_years(bench, s, r)})
    kind = sent(bench, claim.weapon, pairs) if claim.weapon else None
    if kind is not None and kind.years is not None:
        everything = kind.years
    years = [y for y in everything if first <= y <= last]
    what = f"deliveries of {claim.weapon}" if kind is not None and kind.years is not None else "deliveries"
    held = (
        f"{what} to {who} in {year_spans(years)}" if years else f"no {what} to {who} in {span(first, last)}"
    )
    text = f"{held}, {percent(observed.value or 0.0)} of the arms it received in {last - 4}-{last}"
    row = measure_row(observed, f"Share of {who}'s arms, five years to {last}.")
    known_to = access.latest_year(bench.record, "arms_share", bench.on) or last
    finding, why = _delivered(claim, everything, len(years) > 0, known_to)
    if kind is not None and kind.years is None and (years or named(claim.weapon or "") == 0):
        finding, why = "unknown", f"; whether there were {claim.weapon} among them the record does not say"
    return finding, [row] if kind is None or kind.row is None else [kind.row, row], text + why
