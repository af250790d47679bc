"""What a group has together in one state's trade and arms: the sum of its members, not what most of them have.

"The EU takes 60% of Serbia's exports" is said of the members' shares added up, and "the EU is its largest partner" sets
their sum beside every state outside. The members are those of each year's last day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bilat.checking.deliveries import rankings
from bilat.checking.judges.ranks import rank_finding
from bilat.checking.judges.trade import grew
from bilat.checking.outcome import Finding, about, combine, compare, negate
from bilat.checking.rows import measure_row
from bilat.checking.spans import as_far_as_known, mostly
from bilat.checking.thresholds import lag, threshold
from bilat.checking.words import list_words, ordinal, percent, span
from bilat.errors import CoverageError
from bilat.measures import access
from bilat.measures.trade_series import TradeSeries, trade_series
from bilat.propositions import Arms, Proposition, Trade
from bilat.types import Evidence, Verdict

if TYPE_CHECKING:
    from bilat.checking.context import Bench

__all__ = ["judge_bloc"]

_TRADE = ("share", "largest partner", "growth")
_ARMS = ("share", "largest supplier", "share of exports", "largest recipient")


def judge_bloc(claim: Proposition, bench: Bench) -> Verdict | None:
    """Judge what a group has together in a state's trade or arms; ``None`` where nothing of the kind is claimed."""
    if claim.quantifier is not None:
        return None  # "most members": said of each, and not of what they have together
    if isinstance(claim, Trade) and claim.relation in _TRADE and not claim.jointly:
        if bench.is_group(claim.a):
            return _of_whole(claim.a, "trade", bench) if claim.relation == "share" else None
        return _trade(claim, bench) if bench.is_group(claim.b) else None
    if (
        isinstance(claim, Arms)
        and claim.relation in ("share", "largest supplier")
        and len(claim.recipients) > 1
    ):
        return _each(claim, bench) if bench.is_group(claim.supplier) and not claim.jointly else None
    if (
        isinstance(claim, Arms)
        and claim.relation in _ARMS
        and len(claim.recipients) == 1
        and not claim.jointly
    ):
        inward = claim.relation in ("share", "largest supplier")
        own, group = (
            (claim.recipients[0], claim.supplier) if inward else (claim.supplier, claim.recipients[0])
        )
        if bench.is_group(own):
            return _of_whole(own, "arms", bench) if "share" in claim.relation else None
        return _arms(claim, bench, own, group, inward) if bench.is_group(group) else None
    return None


def _each(claim: Arms, bench: Bench) -> Verdict | None:
    """Judge what a group has together in the arms of each of several states: all of them must bear the claim out."""
    plain = claim.model_copy(update={"negated": False})
    each = [judge_bloc(plain.model_copy(update={"recipients": (r,)}), bench) for r in claim.recipients]
    found = [v for v in each if v is not None]
    if len(found) < len(each):
        return None
    outcomes = {v.outcome for v in found}
    outcome = next((o for o in ("contradicted", "unmeasurable", "mixed") if o in outcomes), "supported")
    return negate(
        Verdict(
            outcome,  # type: ignore[arg-type]
            " ".join(v.summary for v in found),
            tuple(row for v in found for row in v.evidence),
            tuple(dict.fromkeys(line for v in found for line in v.coverage)),
            bench.as_of,
        ),
        claim.negated,
    )


def _of_whole(group: str, what: str, bench: Bench) -> Verdict:
    return Verdict(
        "unmeasurable",
        f"A share of all the {what} of {group} needs the amounts of each member, without what the members have with one another; "
        "the record holds the shares of each.",
        as_of=bench.as_of,
    )


def _members(bench: Bench, group: str, year: int, without: str) -> set[int]:
    members = bench.members(group, date(year, 12, 31))
    return {bench.code(m, year) for m in members if m != without}


def _too_few(group: str, own: str, what: str, bench: Bench) -> Verdict:
    return Verdict(
        "unmeasurable",
        f"Too few members of {group} are known in the {what} of {bench.name(own)} in those years to add them up.",
        as_of=bench.as_of,
    )


def _trade(claim: Trade, bench: Bench) -> Verdict:
    wanted = min(claim.until or bench.on.year - 1, bench.on.year - 1)
    first = claim.since if claim.since is not None and claim.since < wanted else wanted
    known = _known(claim, bench, first, wanted)
    if known is None:
        return _too_few(claim.b, claim.a, "trade", bench)
    series, years = known
    growth = claim.relation == "growth"
    if growth:
        start = claim.since if claim.since is not None and claim.since < wanted else years[-1] - 10
        years = [start, years[-1]]
    sums: dict[int, float] = {}
    places: dict[int, int] = {}
    absent: set[int] = set()
    for year in years:
        members, partners = _members(bench, claim.b, year, claim.a), series.partners(year)
        sums[year] = sum(share for code, share in partners if code in members)
        absent |= members - {code for code, _share in partners}
        places[year] = 1 + sum(share > sums[year] for code, share in partners if code not in members)
        if (
            not members
            or not partners
            or len(members & {c for c, _ in partners}) < threshold("most_years") * len(members)
        ):
            return _too_few(claim.b, claim.a, "trade", bench)
    last = years[-1]
    who = f"{claim.b} members{' as far as known' if absent else ''}"
    whose = f"{bench.name(claim.a)}'s {'trade' if claim.flow == 'total' else claim.flow}"
    over = span(years[0], last)
    value = sum(sums.values()) / len(sums)
    if growth:
        finding, text = _grown(claim, series, sums)
        text = f"{whose} with {who} {text}"
    elif claim.relation == "share":
        claimed = claim.share or 0.0
        finding = compare(value, claimed, claim.comparator, about(claimed))
        text = f"{who} together had {percent(value)} of {whose} in {over}, claimed {claim.comparator} {percent(claimed)}"
    else:
        finding = mostly(
            {y: rank_finding(p, 0, claim.rank, claim.within) == "supports" for y, p in places.items()},
            claim.until if len(years) > 1 else last,
        )
        text = f"{who} together were {ordinal(places[last])} among partners, beside states outside, with {percent(sums[last])} of {whose} in {last}"
        if len(years) > 1:
            held = [y for y, p in places.items() if p == 1]
            text += f", and 1st in {len(held)} of {len(years)} known years of {over}"
    if len(years) > 1 and not growth:
        finding = as_far_as_known(finding, years, claim.since or years[0], claim.until)
    coverage: tuple[str, ...] = ()
    if absent:
        # who is not in the source is not nobody: the sum is of those known, and the whole may be more
        names = list_words(tuple(bench.record_name(c, last) for c in sorted(absent)[:6]))
        coverage = (f"Not in {series.provenance.source} in those years, and not in the sum: {names}.",)
        if _too_low(claim, finding, value):
            finding = "unknown"
    if wanted - last > lag(claim.until, bench.on):
        coverage += (
            f"{series.provenance.source} ends in {last}: shown as of then, not carried on to {bench.on.year}.",
        )
        text = f"as of {last}, {text}"
        finding = "unknown"
    rows = _largest(series, bench, claim, last)
    summary = f"{text} ({series.provenance.source}). Members of another day, another source, or counting services too, could differ."
    return negate(
        Verdict(combine([finding]), summary[0].upper() + summary[1:], rows, coverage, bench.as_of),
        claim.negated,
    )


def _too_low(claim: Trade, finding: Finding, value: float) -> bool:
    """Say whether a finding could turn if the members that are not known had a share."""
    if claim.relation == "growth":
        return True
    if claim.relation == "share" and finding == "supports":
        return claim.comparator in ("less than", "at most")
    return finding == "contradicts" and (claim.relation != "share" or value < (claim.share or 0.0))


def _known(claim: Trade, bench: Bench, first: int, wanted: int) -> tuple[TradeSeries, list[int]] | None:
    """Return the series of the largest member in the source that knows most of the years, and the years it knows."""
    best: tuple[TradeSeries, list[int]] | None = None
    for member in bench.members(claim.b, date(wanted, 12, 31)):
        if member == claim.a:
            continue
        for series in trade_series(
            bench.record, bench.code(claim.a, wanted), bench.code(member, wanted), claim.flow
        ):
            inside = [int(y) for y in series.years if first <= y <= wanted]
            before = [int(y) for y in series.years if y <= wanted][-1:]
            years = inside or before
            if not series.whole or not years:
                continue
            key = (len(inside), years[-1], series.share_at(years[-1]))
            if best is None or key > (len(best[1]), best[1][-1], best[0].share_at(best[1][-1])):
                best = series, years
    return best


def _grown(claim: Trade, series: TradeSeries, sums: dict[int, float]) -> tuple[Finding, str]:
    """Compare two years' amounts: the growth of all trade is that of one partner's over that of its share."""
    (since, early), (until, late) = sums.items()
    before, after = series.index_at(since), series.index_at(until)
    if not before or not after or not early or not series.share_at(since) or not series.share_at(until):
        return "unknown", f"in {since} or {until} is unknown"
    whole = (after / before) / (series.share_at(until) / series.share_at(since))
    return grew(claim, whole * late / early, since, until)


def _largest(series: TradeSeries, bench: Bench, claim: Trade, year: int) -> tuple[Evidence, ...]:
    """Return the largest members as rows."""
    members = _members(bench, claim.b, year, claim.a)
    rows: list[Evidence] = []
    partners = series.partners(year)
    for place, (code, share) in enumerate(partners, 1):
        if code in members and len(rows) < 3:
            found = trade_series(series.record, series.source, code, series.flow)
            same = next((s for s in found if s.table == series.table), None)
            if same is not None:
                text = f"{bench.record_name(code, year)}: {percent(share)} in {year}."
                rows.append(measure_row(same.observation(year), text, place, len(partners)))
    return tuple(rows)


def _arms(claim: Arms, bench: Bench, own: str, group: str, inward: bool) -> Verdict:
    latest = access.latest_year(bench.record, "arms_share", bench.on)
    if latest is None:
        raise CoverageError(
            "The record has no arms deliveries by that day.",
            "Ask of a later day, or take the deliveries in with `bilat data import`.",
        )
    until = min(claim.until or latest, latest)
    since = claim.since if claim.since is not None and claim.since <= until else until - 4
    shares: list[float] = []
    places: list[int] = []
    said: list[str] = []
    rows: list[Evidence] = []
    code = bench.code(own, until)
    for ranking in rankings(bench, code, since, until, inward=inward):
        members = _members(bench, group, ranking.until, own)
        if not members or not ranking.shares:
            return _too_few(group, own, "arms", bench)
        shares.append(sum(share for c, share in ranking.shares if c in members))
        places.append(1 + sum(share > shares[-1] for c, share in ranking.shares if c not in members))
        said.append(f"{percent(shares[-1])} in {span(ranking.since, ranking.until)}")
        name = "arms_share" if inward else "arms_export_share"
        for c, share in [x for x in ranking.shares if x[0] in members][: 3 - len(rows)]:
            ends = (c, code) if inward else (code, c)
            observed = access.observe(bench.record, name, *ends, ranking.until)
            rows.append(measure_row(observed, f"{bench.record_name(c, ranking.until)}: {percent(share)}."))
    if claim.share is not None and "share" in claim.relation:
        found = {compare(x, claim.share, claim.comparator, about(claim.share)) for x in shares}
        wanted = f", claimed {claim.comparator} {percent(claim.share)}"
    else:
        found = {rank_finding(p, 0, claim.rank, claim.within) for p in places}
        wanted = f", {ordinal(places[0])} beside states outside"
    finding: Finding = found.pop() if len(found) == 1 else "uncertain"
    coverage: tuple[str, ...] = ()
    if min(claim.until or bench.on.year - 1, bench.on.year - 1) - latest > lag(claim.until, bench.on):
        coverage = (f"Deliveries are covered to {latest}: judged as of then.",)
        finding = "unknown"
    whose = f"arms delivered to {bench.name(own)}" if inward else f"arms that {bench.name(own)} delivered"
    summary = (
        f"{group} members together had of the {whose} {'; '.join(said)}{wanted}. Shares are of deliveries by volume (SIPRI "
        "trend-indicator values); members of another day, or orders not yet delivered, could change it."
    )
    return negate(Verdict(combine([finding]), summary, tuple(rows), coverage, bench.as_of), claim.negated)
