"""What the alignment index says of a claim about closeness: P over joint draws, with its range over specifications.

A finding is firm only where the whole range is on one side of the threshold: a probability that turns on the
specification is no verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from bilat.checking.outcome import Finding, combine, from_probability
from bilat.checking.rows import measure_row
from bilat.checking.thresholds import lag
from bilat.checking.words import span
from bilat.measures import access
from bilat.measures.catalogue import MEASURES
from bilat.measures.index.live import PairIndex, pair_index
from bilat.measures.index.odds import Odds, odds
from bilat.measures.index.probabilities import Probability, p_closer, p_trend
from bilat.measures.index.shipped import ALIGNMENT
from bilat.measures.index.table import codes_over_time
from bilat.types import Dyad, Observation

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.types import Evidence, Outcome

__all__ = ["NAME", "IndexPart", "closer_pair", "overall", "superlative_part", "trend_part"]

#: The measure that decides.
NAME = "alignment"
_FACTORS = ("positions", "commitment", "hostility")
_LEAST_YEARS = 4


@dataclass(frozen=True)
class IndexPart:
    """What the index says: a finding, words, rows of evidence, what is not known, and the probability."""

    finding: Finding
    said: str
    rows: tuple[Evidence, ...]
    coverage: tuple[str, ...] = ()
    probability: float | None = None


def overall(findings: Sequence[Finding], index: Finding) -> Outcome:
    """Combine dimensions with the index, which decides where no dimension firmly says the opposite.

    A dimension that contradicts beside one that leaves the claim open makes it depend on the dimension.

    Examples
    --------
    >>> overall(["uncertain", "contradicts"], "contradicts"), overall(["supports"], "contradicts")
    ('contradicted', 'mixed')
    >>> overall(["contradicts", "unknown"], "uncertain")
    'mixed'
    """
    if index == "contradicts" and "supports" not in findings:
        return "contradicted"
    if index == "supports" and "contradicts" not in findings:
        return "supported"
    every = [index, *findings]
    if "contradicts" in every and "uncertain" in every:
        return "mixed"
    return combine(every)


def superlative_part(
    bench: Bench,
    a: str,
    b: str,
    since: int,
    until: int,
    direction: Literal["closest", "farthest"],
    at: int | None = None,
) -> IndexPart | None:
    """Judge "closest since" on the headline, its factors as evidence; ``None`` without an index for the pair.

    The year asked about is the window's last, or `at`.
    """
    index, last = _index(bench, a, b, until)
    if index is None or last is None or last <= since or (at is not None and not since <= at <= last):
        return None
    year = last if at is None else at
    found = odds(index, year, since, (NAME, *_FACTORS), direction, last)
    if not found:
        return None
    headline = found[0]
    p = headline.closest
    likely = ", ".join(str(y) for y, _ in headline.likely)
    said = f"on the alignment index, P({year} is the {direction}) is {_range(p)}, likeliest {likely}"
    # Years that the index does not reach yet could surpass the one asked about: only they could unmake a no.
    finding = _of_range(p)
    coverage: tuple[str, ...] = ()
    if at is None or finding != "contradicts":
        finding, coverage = _fresh(bench, last, until, finding)
    rows = tuple(_odds_row(bench, index, o, direction) for o in found)
    return IndexPart(finding, said, rows, (*coverage, _known(headline)), p.value)


def closer_pair(
    bench: Bench,
    first: tuple[str, str],
    second: tuple[str, str],
    direction: str,
    until: int,
    since: int | None = None,
) -> IndexPart | None:
    """Judge "A and B are closer than C and D" on the headline in the year asked about, or on average over a stretch.

    ``None`` without an index for both pairs in all of the years.
    """
    one, year = _index(bench, *first, until)
    two, _ = _index(bench, *second, until)
    if one is None or two is None or year is None:
        return None
    t = year - int(one.years[0])
    start = t if since is None or since > year else max(0, since - int(one.years[0]))
    if not (
        one.inputs.pairs.alive[start : t + 1, 0].all() and two.inputs.pairs.alive[start : t + 1, 0].all()
    ):
        return None
    begin = int(one.years[start])
    p = p_closer(one.posterior, two.posterior, year, NAME, begin)
    if direction == "farther":
        p = _turned(p)
    finding, coverage = _fresh(bench, year, until, _of_range(p))
    values = [float(i.bands[NAME].value[start : t + 1].mean()) for i in (one, two)]
    said = f"alignment index {values[0]:.2f} against {values[1]:.2f} in {span(begin, year)}, P({direction}) {_range(p)}"
    rows = tuple(_row(bench, i, NAME, year, f"Alignment index, smoothed, {year}.") for i in (one, two))
    return IndexPart(finding, said, rows, coverage, p.value)


def trend_part(bench: Bench, a: str, b: str, since: int, until: int, want: int) -> IndexPart | None:
    """Judge the slope of the headline over a window; ``None`` without an index or with too few years."""
    index, year = _index(bench, a, b, until)
    if index is None or year is None or year - since + 1 < _LEAST_YEARS:
        return None
    first = max(since, int(index.years[0]))
    if not index.inputs.pairs.alive[first - int(index.years[0]) : year - int(index.years[0]) + 1, 0].all():
        return None
    falling = p_trend(index.posterior, first, year, NAME)
    p = _turned(falling) if want > 0 else falling
    finding, coverage = _fresh(bench, year, until, _of_range(p))
    moved = "rose" if falling.value < 0.5 else "fell"
    rows = tuple(_row(bench, index, NAME, y, f"Alignment index, smoothed, {y}.") for y in (first, year))
    return IndexPart(
        finding, f"alignment index {moved} ({first}-{year}, P {_range(p)})", rows, coverage, p.value
    )


def _index(bench: Bench, a: str, b: str, until: int) -> tuple[PairIndex | None, int | None]:
    """Return a pair's index and the last whole year by the day (and by `until`) that it reaches."""
    if ALIGNMENT not in bench.record.tables or bench.is_group(a) or bench.is_group(b):
        return None, None
    latest = access.latest_year(bench.record, NAME, bench.on)
    if latest is None:
        return None, None
    year = min(latest, until)
    codes = [codes_over_time(iso3, until=year) for iso3 in (a, b)]
    if not all(codes) or set(codes[0]) & set(codes[1]):
        return None, None
    return pair_index(bench.record, *codes), year


def _of_range(p: Probability) -> Finding:
    ends = {from_probability(p.low), from_probability(p.value), from_probability(p.high)}
    return ends.pop() if len(ends) == 1 else "uncertain"


def _fresh(bench: Bench, year: int, until: int, finding: Finding) -> tuple[Finding, tuple[str, ...]]:
    """Return the finding, or unknown where the index ends too long before the years asked about."""
    wanted = min(until, bench.on.year - 1)
    # a claim that names no years asks about the last whole one
    if wanted - year > lag(until if until < bench.on.year - 1 else None, bench.on):
        return "unknown", (
            f"The alignment index ends in {year}: shown as of then, not carried on to {wanted}.",
        )
    return finding, ()


def _turned(p: Probability) -> Probability:
    by = {name: 1 - value for name, value in p.by_specification.items()}
    return Probability(1 - p.value, 1 - p.high, 1 - p.low, by)


def _range(p: Probability) -> str:
    return f"{p.value:.2f} ({p.low:.2f} to {p.high:.2f} over {len(p.by_specification)} specifications)"


def _known(o: Odds) -> str:
    return (
        f"Alignment index in {o.year}: {o.known:.0%} of its weight rests on inputs known for that year; "
        "the rest is the model's, with its uncertainty."
    )


def _odds_row(bench: Bench, index: PairIndex, o: Odds, direction: str) -> Evidence:
    likely = ", ".join(f"{y} ({p:.2f})" for y, p in o.likely)
    text = (
        f"{o.name}: P({o.year} is the {direction} since {o.since}) {_range(o.closest)}; likeliest {likely}; "
        f"{o.known:.0%} of the weight known in {o.year}."
    )
    return replace(_row(bench, index, o.name, o.year, text), rank=o.rank, of=o.of)


def _row(bench: Bench, index: PairIndex, name: str, year: int, text: str) -> Evidence:
    """Return a smoothed value as evidence, with the provenance of the index."""
    t = year - int(index.years[0])
    band = index.bands[name]
    least = MEASURES[name].low
    low = float(band.low[t]) if least is None else max(least, float(band.low[t]))
    # the table of all pairs, a million rows, is not read for the few numbers that are worked out anyway
    seen = Observation(
        Dyad.of(index.codes_a[0], index.codes_b[0]),
        year,
        MEASURES[name].dimension,
        name,
        float(band.value[t]),
        bench.record.coverage(ALIGNMENT).provenance,
        low=low,
        high=float(band.high[t]),
    )
    return measure_row(seen, text)
