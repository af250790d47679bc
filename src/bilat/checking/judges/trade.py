"""Trade: largest partner, growth, share. Each source is its own series; none is joined to another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from bilat.checking.context import Bench
from bilat.checking.holes import NEAR, hole, unreported
from bilat.checking.judges.ranks import rank_finding
from bilat.checking.outcome import Finding, about, combine, compare, negate
from bilat.checking.rows import measure_row
from bilat.checking.spans import as_far_as_known, mostly
from bilat.checking.thresholds import lag, threshold
from bilat.checking.words import list_words, ordinal, percent, span, year_spans
from bilat.measures.trade_series import TradeSeries, trade_series
from bilat.propositions import Trade
from bilat.types import Evidence, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["grew", "judge_trade"]

#: A zero within so many years of a share like this is a gap of the source.
#: A balance within so much of all that is traded is even: two reporters of one flow differ by more.
_EVEN = 0.02
#: Indices this close are one and the same once rounded.
_ROUNDED = 0.005
#: So many members of a group must be known for what it sold and bought to be added up.
_MOST_MEMBERS = 0.8


def judge_trade(claim: Trade, bench: Bench) -> Verdict:
    """Judge with the source that covers the year asked about best; the others are shown."""
    wanted = min(claim.until or bench.on.year - 1, bench.on.year - 1)
    if claim.relation == "surplus" and bench.is_group(claim.a) != bench.is_group(claim.b):
        return negate(_surplus_of_group(claim, bench, wanted), claim.negated)
    options = trade_series(bench.record, bench.code(claim.a, wanted), bench.code(claim.b, wanted), claim.flow)
    # A share or a rank needs all partners; a later year says nothing of the one asked about.
    ranked = claim.relation in ("share", "largest partner", "surplus")
    options = [s for s in options if (s.years <= wanted).any() and (s.whole or not ranked)]
    if not options:
        return Verdict(
            "unmeasurable",
            f"No trade of {bench.name(claim.a)} with {bench.name(claim.b)} is in the record as it is here. "
            "All-pair trade ends in 2016 in the sources used; `bilat data get` adds later years.",
            as_of=bench.as_of,
        )
    # a claim about years since 1960 is not for a source that begins in 2000, however late it ends
    best = max(options, key=lambda s: (len(_stretch(claim, s, wanted)) if ranked else 0, _last(s, wanted)))
    judged = {"growth": _growth, "share": _share, "record": _record, "surplus": _surplus}.get(
        claim.relation, _rank
    )(claim, bench, best, wanted)
    finding, text, rows, last = judged
    coverage: tuple[str, ...] = ()
    if claim.relation not in ("growth", "record") and (hole(best, last) or _unseen(best, last, bench)):
        coverage = (
            f"{best.provenance.source} has no trade of the two in {last} beside years of much: "
            "most likely it went unreported, so nothing is concluded.",
        )
        finding = "unknown"
    elif ranked and (missing := unreported(bench, best.source, best, last)) is not None:
        coverage = (
            f"{best.provenance.source} has no trade of {bench.name(claim.a, last)} with {bench.record_name(missing, last)} in {last}, "
            "from which half of its arms came: it went unreported, so shares of all trade are not known.",
        )
        finding = "unknown"
    if claim.since is not None and claim.since > last:
        coverage += (f"{best.provenance.source} ends in {last}: {claim.since} is not in it yet.",)
        finding = "unknown"  # "fell this year", where the last year known is the one before
    if wanted - last > lag(claim.until, bench.on):
        coverage += (
            f"{best.provenance.source} ends in {last}: shown as of then, not carried on to {bench.on.year}.",
        )
        text = f"as of {last}, {text}"
        if claim.until is None or claim.until > last:
            finding = "unknown"
    with_ = list_words([bench.name(x) for x in (claim.b, *claim.jointly)])
    summary = f"{bench.name(claim.a)} and {with_}: {text} ({best.provenance.source}). Another source, or counting goods and services together, could differ."
    return negate(Verdict(combine([finding]), summary, tuple(rows), coverage, bench.as_of), claim.negated)


def _unseen(series: TradeSeries, year: int, bench: Bench) -> bool:
    """Say whether, on the day known by, the years after a zero are not yet there to show it for a gap."""
    early = bench.as_of is not None and int(series.years.max()) < year + NEAR
    return early and series.share_at(year) == 0


_Judged = tuple[Finding, str, "Sequence[Evidence]", int]


def _last(series: TradeSeries, wanted: int) -> int:
    return int(series.years[series.years <= wanted].max())


def _row(
    series: TradeSeries, year: int, text: str, rank: int | None = None, of: int | None = None
) -> Evidence:
    return measure_row(series.observation(year), text, rank, of)


def _index_row(series: TradeSeries, year: int, text: str) -> Evidence:
    """Return the index of a year as a row: what growth is judged on, not the share."""
    return replace(_row(series, year, text), measure="trade_index", value=series.index_at(year))


def _rank(claim: Trade, bench: Bench, series: TradeSeries, wanted: int) -> _Judged:
    year = _last(series, wanted)
    value = series.share_at(year)
    if claim.relation == "trades":
        among = "" if series.whole else " among the states that the source covers"
        text = f"{percent(value)} of {bench.name(claim.a)}'s {_flow(claim)}{among} in {year}"
        return ("supports" if value > 0 else "contradicts"), text, [_row(series, year, text)], year
    if years := _stretch(claim, series, wanted):
        return _rank_over(claim, bench, series, years)
    ranked = series.partners(year)
    code_b = bench.code(claim.b, year)
    place = next((i + 1 for i, (code, _v) in enumerate(ranked) if code == code_b), None)
    first = bench.record_name(ranked[0][0], year) if ranked else "nobody"
    text = (
        f"{bench.name(claim.b)} was {ordinal(place)} of {len(ranked)} partners with {percent(value)} of {bench.name(claim.a)}'s {_flow(claim)} in {year}"
        if place
        else f"no {_flow(claim)} recorded in {year}"
    )
    if place and place > 1:
        text += f", behind {first} with {percent(ranked[0][1])}"
    return (
        rank_finding(place, 0, claim.rank, claim.within) if place else "contradicts",
        text,
        [_row(series, year, text, place, len(ranked))],
        year,
    )


def _share(claim: Trade, bench: Bench, series: TradeSeries, wanted: int) -> _Judged:
    year = _last(series, wanted)
    if not claim.jointly and (years := _stretch(claim, series, wanted)):
        return _share_over(claim, bench, series, years, claim.share or 0.0)
    value = series.share_at(year)
    others = [_beside(series, bench.code(c, year), year) for c in claim.jointly]
    claimed = claim.share if claim.share is not None else 0.0
    if None in others:
        return "unknown", f"the trade of one of the partners in {year} is unknown", [], year
    each = [value, *(x for x in others if x is not None)]
    value = sum(each)
    parts = f" ({' and '.join(percent(x) for x in each)})" if claim.jointly else ""
    text = f"{percent(value)}{parts} of {bench.name(claim.a)}'s {_flow(claim)} in {year}, claimed {claim.comparator} {percent(claimed)}"
    return (
        compare(value, claimed, claim.comparator, about(claimed)),
        text,
        [_row(series, year, text)],
        year,
    )


def _beside(series: TradeSeries, other: int, year: int) -> float | None:
    """Return the share of another partner in the same source."""
    found = trade_series(series.record, series.source, other, series.flow)
    same = next((s for s in found if s.table == series.table and (s.years == year).any()), None)
    return None if same is None or hole(same, year) else same.share_at(year)


def _stretch(claim: Trade, series: TradeSeries, wanted: int) -> list[int]:
    """Return the known years of the stretch that a claim is about; none for a single year or day."""
    if claim.since is None or claim.since >= wanted:
        return []
    return [int(y) for y in series.years if claim.since <= y <= wanted]


def _rank_over(claim: Trade, bench: Bench, series: TradeSeries, years: list[int]) -> _Judged:
    """Rank in each year: "since 2009" needs all of them, "in the 1990s" most of them."""
    places: dict[int, int | None] = {}
    for year in years:
        codes = [code for code, _share in series.partners(year)]
        code_b = bench.code(claim.b, year)
        places[year] = codes.index(code_b) + 1 if code_b in codes else None
    holds = {
        y: p is not None and rank_finding(p, 0, claim.rank, claim.within) == "supports"
        for y, p in places.items()
    }
    held = [y for y, one in holds.items() if one]
    last = years[-1]
    finding = mostly(holds, claim.until)
    if (
        finding != "contradicts" or claim.until is not None
    ):  # one year against "since" is enough, whatever is not known
        finding = as_far_as_known(finding, years, claim.since or years[0], claim.until)
    word = f"{ordinal(claim.rank)}{' or better' if claim.within and claim.rank > 1 else ''}"
    text = (
        f"{bench.name(claim.b)} was {word} among partners in {bench.name(claim.a)}'s {_flow(claim)} in {year_spans(held) if held else 'none'} "
        f"of the years {span(years[0], last)} ({len(held)} of {len(years)} known)"
    )
    rows = [
        _row(series, y, f"{_flow(claim)}, {y}", places[y], len(series.partners(y))) for y in (years[0], last)
    ]
    return finding, text, rows, last


def _share_over(claim: Trade, bench: Bench, series: TradeSeries, years: list[int], claimed: float) -> _Judged:
    """Compare the mean of the yearly shares; where most years say otherwise than their mean, nothing is concluded."""
    shares = [series.share_at(y) for y in years]
    mean = float(np.mean(shares))
    found = compare(mean, claimed, claim.comparator, about(claimed))
    holds = {
        y: compare(s, claimed, claim.comparator, about(claimed)) == "supports"
        for y, s in zip(years, shares, strict=True)
    }
    if (
        found in ("supports", "contradicts")
        and mostly(holds, claim.until) != found
        and claim.comparator != "about"
    ):
        found = "uncertain"
    found = as_far_as_known(found, years, claim.since or years[0], claim.until)
    text = (
        f"{percent(mean)} of {bench.name(claim.a)}'s {_flow(claim)} on average over {span(years[0], years[-1])} "
        f"({percent(min(shares))} to {percent(max(shares))}), claimed {claim.comparator} {percent(claimed)}"
    )
    return (
        found,
        text,
        [_row(series, y, f"Share of {_flow(claim)}, {y}.") for y in (years[0], years[-1])],
        years[-1],
    )


def _growth(claim: Trade, bench: Bench, series: TradeSeries, wanted: int) -> _Judged:
    year = _last(series, wanted)
    # "fell in 2009" sets the year against the one before
    since = year - 1 if claim.since is not None and claim.since >= year else claim.since or year - 10
    start, end = series.index_at(since), series.index_at(year)
    if start is None or end is None or start <= 0:
        return "unknown", f"the trade index is unknown in {since if start is None else year}", [], year
    finding, changed = grew(claim, end / start, since, year)
    text = f"{_flow(claim)} in current dollars {changed}"
    return (
        finding,
        text,
        [
            _index_row(series, since, f"Trade index (own mean 100), {since}."),
            _index_row(series, year, f"Trade index (own mean 100), {year}."),
        ],
        year,
    )


def grew(claim: Trade, ratio: float, since: int, until: int) -> tuple[Finding, str]:
    """Compare by how much trade changed with the factor claimed; return the finding and its words.

    "Doubled" is not wrong when it more than doubled; of what grew tenfold nobody would say so, though it did.
    """
    factor = claim.factor if claim.factor is not None else 1.0
    comparator = claim.comparator if claim.factor is not None else "more than"
    finding = compare(ratio, factor, comparator, threshold("growth_about") * factor)
    if comparator == "about" and factor > 1 and ratio > factor:
        finding = "supports" if ratio < 2 * factor else "uncertain"
    return (
        finding,
        f"changed by a factor of {ratio:.2f} from {since} to {until}, claimed {comparator} {factor:g}",
    )


def _record(claim: Trade, bench: Bench, series: TradeSeries, wanted: int) -> _Judged:
    year = _last(series, wanted)
    index = series.flow_index
    inside = (series.years <= year) & (series.years >= (claim.since or 0)) & ~np.isnan(index)
    if not inside.any():
        return "unknown", "the trade index is unknown", [], year
    peak = int(series.years[inside][int(np.argmax(index[inside]))])
    highest, reached = float(index[inside].max()), float(index[series.years == year][0])
    text = f"{_flow(claim)} in current dollars peaked in {peak} over {int(series.years[inside].min())}-{year}"
    finding: Finding = "supports" if peak == year else "contradicts"
    if finding == "contradicts" and reached >= highest * (1 - _ROUNDED):
        finding = "uncertain"  # the index is kept to three figures
        text += f", and {year} was as high as far as the index tells"
    return finding, text, [_index_row(series, peak, text)], year


def _surplus(claim: Trade, bench: Bench, series: TradeSeries, wanted: int) -> _Judged:
    """Set what was sold beside what was bought, in the year or in most years of the stretch."""
    years = _stretch(claim, series, wanted) or [_last(series, wanted)]
    found = {y: both for y in years if (both := series.balance(y)) is not None and sum(both) > 0}
    last = years[-1]
    a, b = bench.name(claim.a), bench.name(claim.b)
    if not found:
        return (
            "unknown",
            f"what {a} sold {b} and bought from it in {span(years[0], last)} is unknown",
            [],
            last,
        )
    out, into = (sum(both[i] for both in found.values()) for i in (0, 1))
    finding: Finding
    if len(years) > 1:
        finding = mostly({y: sold > bought for y, (sold, bought) in found.items()}, claim.until)
        finding = as_far_as_known(finding, list(found), claim.since or years[0], claim.until)
    else:
        even = abs(out - into) < _EVEN * (out + into)
        finding = "uncertain" if even else "supports" if out > into else "contradicts"
    ratio = f"{out / into:.2f} times what" if into else "but nothing"
    text = f"{a} sold {b} {ratio} it bought from it in {span(min(found), max(found))}"
    return finding, text, [_row(series, y, text) for y in (max(found),)], last


def _surplus_of_group(claim: Trade, bench: Bench, wanted: int) -> Verdict:
    """Add up what a state and the members of a group sold each other: all parts of that one state's trade."""
    group, state = (claim.a, claim.b) if bench.is_group(claim.a) else (claim.b, claim.a)
    sums: dict[str, dict[int, tuple[float, float]]] = {}
    first = claim.since if claim.since is not None and claim.since <= wanted else wanted
    for year in range(first, wanted + 1):
        members = [x for x in bench.members(group, date(year, 12, 31)) if x != state]
        parts: dict[str, list[tuple[float, float]]] = {}
        for member in members:
            for series in trade_series(bench.record, bench.code(state, year), bench.code(member, year)):
                both = series.balance(year) if series.whole and (series.years == year).any() else None
                if both is not None:
                    parts.setdefault(series.table, []).append(both)
        for table, found in parts.items():
            if len(found) >= _MOST_MEMBERS * len(members):
                sums.setdefault(table, {})[year] = (sum(x for x, _ in found), sum(y for _, y in found))
    if not sums:
        text = f"What {bench.name(state)} and the members of {group} sold each other in {span(first, wanted)} is not in the record as it is here. Data that cover it would settle the claim."
        return Verdict("unmeasurable", text, as_of=bench.as_of)
    table = max(sums, key=lambda t: len(sums[t]))
    years = sums[table]
    gaps = {
        y: (out - into) * (1 if state == claim.a else -1) / (out + into) for y, (out, into) in years.items()
    }
    if first < wanted:
        finding = as_far_as_known(
            mostly({y: gap > 0 for y, gap in gaps.items()}, claim.until), list(gaps), first, claim.until
        )
    else:
        gap = gaps[wanted]
        finding = "uncertain" if abs(gap) < _EVEN else "supports" if gap > 0 else "contradicts"
    out, into = (sum(both[i] for both in years.values()) for i in (0, 1))
    text = (
        f"{bench.name(state)} sold the members of {group} {out / into:.2f} times what it bought from them in {span(min(years), max(years))} "
        f"({bench.record.coverage(table).provenance.source}). Another source, or counting goods and services together, could differ."
    )
    return Verdict(combine([finding]), text, as_of=bench.as_of)


def _flow(claim: Trade) -> str:
    return {"total": "trade", "exports": "exports", "imports": "imports"}[claim.flow]
