"""Who, of a group, sells a state the most or buys the most from it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bilat.checking.holes import unreported
from bilat.checking.judges.ranks import rank_finding, within
from bilat.checking.outcome import combine
from bilat.checking.rows import measure_row
from bilat.checking.words import ordinal
from bilat.measures.trade_series import trade_series
from bilat.types import Verdict

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.propositions import ClosenessComparison

__all__ = ["first_in_flow"]


def first_in_flow(claim: ClosenessComparison, bench: Bench) -> Verdict:
    """Rank B among those (of a group) to whom A sells, or from whom it buys, by shares of that flow."""
    year = min(claim.until or bench.on.year - 1, bench.on.year - 1)
    code_a, code_b = bench.code(claim.a, year), bench.code(claim.b, year)
    series = next(
        (
            s
            for s in trade_series(bench.record, code_a, code_b, claim.flow)
            if s.whole and (s.years == year).any()
        ),
        None,
    )
    if series is None:
        text = f"Who traded how much with {bench.name(claim.a)} in {year} is not in the record as it is here. Data that cover the year would settle it."
        return Verdict("unmeasurable", text, as_of=bench.as_of)
    day = date(year, 12, 31)
    allowed = within(claim, bench, day)
    codes = [code for code, _share in series.partners(year) if not allowed or code in allowed]
    if claim.direction == "farther":
        codes = codes[::-1]
    place = codes.index(code_b) + 1 if code_b in codes else None
    missing = unreported(bench, code_a, series, year)
    finding = rank_finding(place, 0, claim.rank, claim.within) if place and missing is None else "unknown"
    text = f"{bench.name(claim.b)}: {ordinal(place) if place else 'no place'} of {len(codes)} in {bench.name(claim.a)}'s {claim.flow} in {year} ({series.provenance.source}). Another source could differ."
    row = measure_row(series.observation(year), text, place, len(codes))
    return Verdict(combine([finding]), text, (row,), (), bench.as_of)
