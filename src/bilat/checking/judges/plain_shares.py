"""Comparisons of plain shares, no model: "voted with B more often than with C", "exported more to B than to C"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bilat.checking.context import Bench
from bilat.checking.deliveries import rankings
from bilat.checking.holes import hole, unreported
from bilat.checking.outcome import Finding, combine
from bilat.checking.rows import measure_row
from bilat.checking.seats import seats_over
from bilat.checking.spans import as_far_as_known, mostly
from bilat.checking.thresholds import lag, threshold
from bilat.checking.votes import pooled_agreement
from bilat.checking.words import percent, span
from bilat.measures import access
from bilat.propositions import ClosenessComparison
from bilat.types import Evidence, Verdict

if TYPE_CHECKING:
    from bilat.measures.trade_series import TradeSeries

__all__ = ["counted"]

_COUNTED = ("votes", "trade", "arms")


def counted(claim: ClosenessComparison, bench: Bench) -> Verdict | None:
    """Judge "voted with B more often than with C", "exported more to B than to C": plain counts, no model.

    What is counted has no sampling error: the larger share decides. ``None`` where the claim is of another form.
    """
    if claim.versus is None or claim.dimension not in _COUNTED:
        return None
    asked = min(claim.until or bench.on.year - 1, bench.on.year - 1)
    values: list[tuple[float, str, Evidence]] = []
    coverage: list[str] = []
    for other in (claim.b, claim.versus):
        count = {"votes": _votes_with, "trade": _trade_with, "arms": _arms_with}[claim.dimension]
        found = count(claim, bench, other, asked)
        if found is None:
            return Verdict(
                "unmeasurable",
                f"How much {bench.name(claim.a)} had to do with {bench.name(other)} in {asked} is not in the record "
                "as it is here. Data that cover the year would settle it.",
                coverage=tuple(coverage),
                as_of=bench.as_of,
            )
        value, year, said, row = found
        if asked - year > lag(claim.until, bench.on):
            coverage.append(f"{row.source} ends in {year}: shown as of then, not carried on to {asked}.")
        values.append((value, said, row))
    gap = values[0][0] - values[1][0]
    gap = -gap if claim.direction == "farther" else gap
    open_ = gap == 0 or (claim.dimension == "arms" and _windows_differ(claim, bench, asked))
    finding: Finding = (
        "unknown" if coverage else "uncertain" if open_ else "supports" if gap > 0 else "contradicts"
    )
    if claim.dimension == "trade" and (over := _trade_over(claim, bench, asked)) and not coverage:
        finding = over
    a = bench.name(claim.a)
    summary = (
        f"{a}: {values[0][1]}, {values[1][1]}. "
        "What is compared are plain shares; other years, or a measure corrected for chance, could differ."
    )
    rows = tuple(row for _v, _s, row in values)
    if claim.dimension == "votes" and claim.since:
        coverage += seats_over((claim.a, claim.b, claim.versus or ""), claim.since)
    return Verdict(combine([finding]), summary, rows, tuple(dict.fromkeys(coverage)), bench.as_of)


def _votes_with(
    claim: ClosenessComparison, bench: Bench, other: str, asked: int
) -> tuple[float, int, str, Evidence] | None:
    last = access.latest_year(bench.record, "agreement", bench.on)
    if last is None:
        return None
    until = min(asked, last)
    since = (
        min(claim.since, until)
        if claim.since
        else until - (0 if claim.until else int(threshold("recent")) - 1)
    )
    seen = pooled_agreement(bench, claim.a, other, since, until)
    if seen is None or seen.value is None:
        return None
    said = f"{percent(seen.value)} of votes like {bench.name(other, until)} in {span(since, until)} ({seen.n} roll calls)"
    return seen.value, until, said, measure_row(seen, said + ".")


def _arms_windows(
    claim: ClosenessComparison, bench: Bench, asked: int
) -> tuple[int, int, list[dict[int, float]]] | None:
    """Return first and last year the figures are of, and shares by partner in each part that the record tells apart."""
    last = access.latest_year(bench.record, "arms_share", bench.on)
    if last is None:
        return None
    until = min(asked, last)
    since = (
        claim.since
        if claim.since is not None and claim.since <= until
        else until - int(threshold("recent")) + 1
    )
    inward = claim.flow != "exports"
    found = rankings(bench, bench.code(claim.a, until), since, until, inward=inward)
    if not found:
        return None
    return found[-1].since, found[0].until, [dict(r.shares) for r in found]


def _windows_differ(claim: ClosenessComparison, bench: Bench, asked: int) -> bool:
    """Say whether one five years put B first and another C: shares of different totals cannot be added up."""
    seen = _arms_windows(claim, bench, asked)
    if seen is None or claim.versus is None:
        return False
    b, c = bench.code(claim.b, seen[1]), bench.code(claim.versus, seen[1])
    return len({np.sign(shares.get(b, 0.0) - shares.get(c, 0.0)) for shares in seen[2]}) > 1


def _arms_with(
    claim: ClosenessComparison, bench: Bench, other: str, asked: int
) -> tuple[float, int, str, Evidence] | None:
    seen = _arms_windows(claim, bench, asked)
    if seen is None:
        return None
    since, until, windows = seen
    inward = claim.flow != "exports"
    code, partner = bench.code(claim.a, until), bench.code(other, until)
    share = sum(shares.get(partner, 0.0) for shares in windows) / len(windows)
    way = "from" if inward else "to"
    mean = ", the mean of five-year shares" if len(windows) > 1 else ""
    said = f"{percent(share)} of arms {way} {bench.name(other, until)} in {span(since, until)}{mean}"
    pair = (partner, code) if inward else (code, partner)
    found = access.observe(bench.record, "arms_share" if inward else "arms_export_share", *pair, until)
    return share, until, said, replace(measure_row(found, said + "."), value=share)


def _trade_beside(
    claim: ClosenessComparison, bench: Bench, asked: int
) -> tuple[TradeSeries, TradeSeries, list[int]] | None:
    """Return trade with the two in one source, and the years to compare: those of the stretch claimed, else the last known.

    Shares of different totals say nothing about each other, so both are of one source and the same years.
    """
    from bilat.measures.trade_series import trade_series

    def known(partner: str) -> dict[str, TradeSeries]:
        codes = bench.code(claim.a, asked), bench.code(partner, asked)
        return {s.table: s for s in trade_series(bench.record, *codes, claim.flow)}

    assert claim.versus is not None
    first, second = known(claim.b), known(claim.versus)
    stretch = claim.since is not None and claim.since < asked
    common = []
    for table in first.keys() & second.keys():
        both = np.intersect1d(first[table].years, second[table].years)
        years = [int(y) for y in both if y <= asked and not (stretch and y < (claim.since or 0))]
        if years:
            common.append((len(years) if stretch else 0, years[-1], first[table].whole, table, years))
    if not common:
        return None
    *_, table, years = max(common)
    return first[table], second[table], years if stretch else years[-1:]


def _trade_with(
    claim: ClosenessComparison, bench: Bench, other: str, asked: int
) -> tuple[float, int, str, Evidence] | None:
    seen = _trade_beside(claim, bench, asked)
    if seen is None:
        return None
    *both, years = seen
    year = years[-1]
    missing = unreported(bench, bench.code(claim.a, year), both[0], year)
    if any(hole(s, year) for s in both) or missing in [
        bench.code(x, year) for x in (claim.b, claim.versus or "")
    ]:
        return None  # a zero that is a gap is less than nothing
    series, year = both[0 if other == claim.b else 1], years[-1]
    value = float(np.mean([series.share_at(y) for y in years]))
    what = {"total": "trade", "exports": "exports", "imports": "imports"}[claim.flow]
    among = "" if series.whole else " among the states that the source covers"
    mean = ", the mean of its years" if len(years) > 1 else ""
    said = f"{percent(value)} of {what}{among} with {bench.name(other, year)} in {span(years[0], year)}{mean}"
    return value, year, said, replace(measure_row(series.observation(year), said + "."), value=value)


def _trade_over(claim: ClosenessComparison, bench: Bench, asked: int) -> Finding | None:
    """Hold a comparison over a stretch of years to its years; ``None`` for a single one."""
    seen = _trade_beside(claim, bench, asked)
    if seen is None or claim.since is None or claim.since >= asked:
        return None
    first, second, years = seen
    sign = -1 if claim.direction == "farther" else 1
    holds = {y: sign * (first.share_at(y) - second.share_at(y)) > 0 for y in years}
    finding = mostly(holds, claim.until)
    if finding == "contradicts" and claim.until is None:
        return finding
    return as_far_as_known(finding, years, claim.since, claim.until)
