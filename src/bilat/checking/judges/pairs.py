"""Two pairs of states set side by side: "A and B are closer than C and D"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilat.checking.alignment import closer_pair, overall
from bilat.checking.judges.differences import seen_difference
from bilat.checking.outcome import Finding, combine, negate
from bilat.checking.rows import measure_row
from bilat.checking.spans import as_far_as_known, mostly
from bilat.checking.thresholds import lag, threshold
from bilat.checking.votes import pooled_agreement
from bilat.checking.words import percent, span
from bilat.measures import access
from bilat.measures.trade_series import trade_series
from bilat.types import Verdict

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.propositions import ClosenessComparison
    from bilat.types import Evidence

__all__ = ["judge_pairs"]

#: Worked out over a third state, an amount is this sure.
_AS_MUCH = 1.05
_DIMENSIONS = ("kappa_linear", "obligation")


def judge_pairs(claim: ClosenessComparison, bench: Bench) -> Verdict:
    """Set the tie of A and B beside that of C and D: votes and trade are counted, closeness is read off the index."""
    asked = min(claim.until or bench.on.year - 1, bench.on.year - 1)
    verdict = {"votes": _votes, "trade": _trade}.get(claim.dimension or "", _closeness)(claim, bench, asked)
    return negate(verdict, claim.negated)


def _names(claim: ClosenessComparison, bench: Bench) -> tuple[str, str]:
    names = [bench.name(x or "") for x in (claim.a, claim.b, claim.versus, claim.beside)]
    return f"{names[0]} and {names[1]}", f"{names[2]} and {names[3]}"


def _sided(claim: ClosenessComparison, gap: float) -> Finding:
    gap = -gap if claim.direction == "farther" else gap
    return "uncertain" if gap == 0 else "supports" if gap > 0 else "contradicts"


def _votes(claim: ClosenessComparison, bench: Bench, asked: int) -> Verdict:
    last = access.latest_year(bench.record, "agreement", bench.on)
    if last is None or asked - last > lag(claim.until, bench.on):
        return _unknown(claim, bench, f"votes in {asked}")
    until = min(asked, last)
    recent = until - (0 if claim.until else int(threshold("recent")) - 1)
    since = min(claim.since, until) if claim.since else recent
    rows: list[Evidence] = []
    said, values = [], []
    for one, two, name in zip(
        (claim.a, claim.versus or ""), (claim.b, claim.beside or ""), _names(claim, bench), strict=True
    ):
        seen = pooled_agreement(bench, one, two, since, until)
        if seen is None or seen.value is None:
            return _unknown(claim, bench, f"how {name} voted in {span(since, until)}")
        said.append(f"{name} agreed on {percent(seen.value)} of {seen.n} roll calls in {span(since, until)}")
        values.append(seen.value)
        rows.append(measure_row(seen, said[-1] + "."))
    return Verdict(
        combine([_sided(claim, values[0] - values[1])]),
        f"{'; '.join(said)}. What is compared are plain shares; other years, or a measure corrected for chance, could differ.",
        tuple(rows),
        (),
        bench.as_of,
    )


def _trade(claim: ClosenessComparison, bench: Bench, asked: int) -> Verdict:
    """Compare amounts from shares: what A has with B is a share of its trade, and A's trade of C's follows from what the two have."""
    since = claim.since if claim.since is not None and claim.since <= asked else asked
    tables: dict[str, dict[int, float]] = {}
    for year in range(since, asked + 1):
        for table, ratio in _ratios(claim, bench, year).items():
            tables.setdefault(table, {})[year] = ratio
    if not tables:
        return _unknown(claim, bench, f"the trade of both in {span(since, asked)}")
    table = max(tables, key=lambda t: (len(tables[t]), t == "trade_year"))
    ratios = tables[table]
    holds = {y: _sided(claim, r - 1) == "supports" for y, r in ratios.items()}
    if len(ratios) == 1 and since == asked:
        ratio = ratios[asked]
        close = 1 / _AS_MUCH < ratio < _AS_MUCH
        finding: Finding = "uncertain" if close else _sided(claim, ratio - 1)
    else:
        finding = as_far_as_known(mostly(holds, claim.until), list(holds), since, claim.until)
    first, second = _names(claim, bench)
    mean = sum(ratios.values()) / len(ratios)
    source = bench.record.coverage(table).provenance.source
    return Verdict(
        combine([finding]),
        f"Trade of {first} was {mean:.2g} times that of {second} in {span(min(ratios), max(ratios))} ({source}; worked out from shares over a third pair). "
        "Another source, or counting services too, could differ.",
        (),
        (),
        bench.as_of,
    )


def _ratios(claim: ClosenessComparison, bench: Bench, year: int) -> dict[str, float]:
    """Return trade of A and B over trade of C and D in a year, by source."""
    assert claim.versus is not None and claim.beside is not None

    def share(one: str, two: str) -> dict[str, float]:
        found = trade_series(bench.record, bench.code(one, year), bench.code(two, year))
        return {s.table: s.share_at(year) for s in found if s.whole and (s.years == year).any()}

    mine = share(claim.a, claim.b)
    out: dict[str, float] = {}
    for c, d in ((claim.versus, claim.beside), (claim.beside, claim.versus)):
        there, back, theirs = share(claim.a, c), share(c, claim.a), share(c, d)
        for table in mine.keys() & there.keys() & back.keys() & theirs.keys():
            if there[table] > 0 and theirs[table] > 0 and back[table] > 0 and mine[table] > 0:
                out.setdefault(table, mine[table] * back[table] / (there[table] * theirs[table]))
    return out


def _closeness(claim: ClosenessComparison, bench: Bench, asked: int) -> Verdict:
    assert claim.versus is not None and claim.beside is not None
    findings: list[Finding] = []
    rows: list[Evidence] = []
    said: list[str] = []
    for name in _DIMENSIONS:
        last = access.latest_year(bench.record, name, bench.on)
        if last is None or asked - last > lag(claim.until, bench.on):
            continue
        year = min(asked, last)
        years = (claim.since or year, year)
        pairs = (claim.a, claim.b), (claim.versus, claim.beside)
        found = seen_difference(bench, name, years, *pairs, claim.direction)
        findings.append(found[0])
        rows += found[2]
        if found[1]:
            said.append(found[1])
    pairs = (claim.a, claim.b), (claim.versus, claim.beside)
    index = closer_pair(bench, *pairs, claim.direction, asked, claim.since)
    if index:
        said.insert(0, index.said)
        rows = [*index.rows, *rows]
    outcome = overall(findings, index.finding) if index else combine(findings)
    first, second = _names(claim, bench)
    return Verdict(
        outcome,
        f"{first} against {second}: {'; '.join(said) if said else 'no dimension covers the day'}. Another choice of dimension, or a later year of data, could change it.",
        tuple(rows),
        index.coverage if index else (),
        bench.as_of,
        index.probability if index else None,
    )


def _unknown(claim: ClosenessComparison, bench: Bench, what: str) -> Verdict:
    first, second = _names(claim, bench)
    return Verdict(
        "unmeasurable",
        f"{first} against {second}: {what} is not in the record as it is here. Data that cover it would settle the claim.",
        as_of=bench.as_of,
    )
