"""Closer to B than to C; A's strongest partner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np

from bilat.checking.alignment import closer_pair, overall
from bilat.checking.context import Bench
from bilat.checking.deliveries import rankings
from bilat.checking.holes import hole, unreported
from bilat.checking.outcome import Finding, combine, from_probability, negate
from bilat.checking.rows import measure_row
from bilat.checking.seats import seats_over
from bilat.checking.spans import as_far_as_known, mostly
from bilat.checking.thresholds import lag, threshold
from bilat.checking.votes import pooled_agreement
from bilat.checking.words import ordinal, percent, plural, span
from bilat.measures import access
from bilat.measures.catalogue import MEASURES, measure
from bilat.propositions import ClosenessComparison
from bilat.types import Evidence, Observation, Verdict

if TYPE_CHECKING:
    from bilat.measures.trade_series import TradeSeries

__all__ = ["judge_comparison", "rank_finding", "seen_difference"]

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
        from bilat.checking.judges.pairs import judge_pairs

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
        from bilat.checking.judges.flow_rank import first_in_flow

        return negate(first_in_flow(claim, bench), claim.negated)
    if claim.dimension == "votes":
        # Who votes most often with whom is a count; for closeness at large, chance is taken out.
        wanted = {"votes": (("agreement", "out"),)}
    counted = _counted(claim, bench)
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
        return "unknown", "", [measure_row(_seen(bench, name, code_a, code_b, year, way))]
    first = next(i for i, p in enumerate(partners) if p.value == mine.value)
    tied = sum(p.value == mine.value for p in partners) - 1
    rank = first + 1
    rows = [
        measure_row(
            _seen(bench, name, code_a, p.code, year, way),
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


def within(claim: ClosenessComparison, bench: Bench, day: date) -> set[int]:
    """Return the codes of those among whom B is ranked, empty for all; B is one of them, from wherever it is.

    "More with Canada than with any Latin American state" sets Canada beside those of Latin America.
    """
    allowed = {bench.code(x, day.year) for actor in claim.among for x in bench.members(actor, day)}
    return allowed | {bench.code(claim.b, day.year)} if allowed else allowed


def rank_finding(rank: int, tied: int, claimed: int, within: bool) -> Finding:
    """Say whether a place in a ranking is the one claimed; ties that reach across it leave it open.

    Examples
    --------
    >>> rank_finding(2, 0, 2, False), rank_finding(1, 0, 3, True), rank_finding(1, 4, 1, False)
    ('supports', 'supports', 'uncertain')
    """
    if within:
        return "supports" if rank + tied <= claimed else "uncertain" if rank <= claimed else "contradicts"
    if rank <= claimed <= rank + tied:
        return "uncertain" if tied else "supports"
    return "contradicts"


_COUNTED = ("votes", "trade", "arms")


def _counted(claim: ClosenessComparison, bench: Bench) -> Verdict | None:
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


def _seen(
    bench: Bench, name: str, code: int, partner: int, year: int, way: Literal["out", "in"]
) -> Observation:
    return access.observe(bench.record, name, *((partner, code) if way == "in" else (code, partner)), year)


def _against(
    claim: ClosenessComparison, bench: Bench, name: str, year: int, way: Literal["out", "in"]
) -> tuple[Finding, str, list[Evidence]]:
    assert claim.versus is not None
    pairs = (claim.a, claim.b), (claim.a, claim.versus)
    return seen_difference(bench, name, (claim.since or year, year), *pairs, claim.direction, way)


def seen_difference(
    bench: Bench,
    name: str,
    years: tuple[int, int],
    first: tuple[str, str],
    second: tuple[str, str],
    direction: str,
    way: Literal["out", "in"] = "out",
) -> tuple[Finding, str, list[Evidence]]:
    """Compare the ties of two pairs by one measure: in a year, or on average over the years that know both."""
    since, until = min(years), max(years)
    known = []
    for year in range(since, until + 1):
        one, two = (
            _seen(bench, name, bench.code(x, year), bench.code(y, year), year, way)
            for x, y in (first, second)
        )
        if one.value is not None and two.value is not None:
            known.append((one, two))
    rows = [measure_row(one), measure_row(two)]
    if not known or len(known) < threshold("most_years") * (until - since + 1):
        return "unknown", "", rows
    means = [float(np.mean([pair[i].value for pair in known])) for i in (0, 1)]
    gap = (means[0] - means[1]) * (MEASURES[name].closer or 1)
    if direction == "farther":
        gap = -gap
    # Bounds are 5% and 95%: 3.29 standard errors apart.
    widths = [s.high - s.low for pair in known for s in pair if s.low is not None and s.high is not None]
    error = float(np.linalg.norm(widths)) / 3.29 / len(known)
    finding = from_probability(_normal(gap / error)) if error > 0 else _sign(gap)
    label = measure(name).label
    return finding, f"{label} {means[0]:.2f} against {means[1]:.2f} in {span(since, until)}", rows


def _sign(gap: float) -> Finding:
    return "uncertain" if gap == 0 else "supports" if gap > 0 else "contradicts"


def _normal(z: float) -> float:
    from math import erf, sqrt

    return 0.5 * (1 + erf(z / sqrt(2)))
