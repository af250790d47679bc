"""Reading measures for a pair, a year, a state: what judges and faces call.

Values come from sorted columns by binary search; nothing is read twice. A value outside coverage is ``None``
(NaN in arrays) with the reason; a pair without a row in a sparse table has ``Measure.absent``, but only where
both states were in the system and the source covers the year and the states.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Literal

import numpy as np

from bilat import states
from bilat.errors import InputError
from bilat.measures.build.votes import ISSUE_BITS
from bilat.measures.catalogue import MEASURES, Measure, measure
from bilat.measures.index.shipped import ALIGNMENT, band
from bilat.measures.joint import CELLS, SIMILARITIES, interval, similarity
from bilat.measures.kept import Kept
from bilat.measures.reasons import why_no_vote, why_unknown
from bilat.measures.rows import DRAWS, joint_counts, pair_numbers, pair_rows, pair_seed
from bilat.measures.views import CrossSection, History, Partner, Standing
from bilat.types import DirectedDyad, Dyad, Observation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.record import Record
    from bilat.types import Coverage

__all__ = [
    "agreement_between",
    "cross_section",
    "history",
    "latest_year",
    "observe",
    "partners",
    "standing",
]

#: Every pair of a year: up to half a megabyte each, some thirty for a page of a pair on a day nobody asked about.
_sections: Kept[CrossSection] = Kept(64_000_000, lambda s: s.a.nbytes + s.b.nbytes + s.values.nbytes)


def observe(record: Record, name: str, a: int, b: int, year: int) -> Observation:
    """Return one value with its provenance.

    Parameters
    ----------
    name
        A measure of `bilat.measures.catalogue`.
    a, b
        COW codes; for a directed measure `a` is the source. Order does not matter for an undirected one.

    Raises
    ------
    UnknownNameError
        For an unknown measure.
    InputError
        If `a` and `b` are the same state.

    Examples
    --------
    >>> from bilat.record import open_record
    >>> observe(open_record(), "war", 2, 20, 1980).value
    0.0
    """
    h = history(record, name, a, b, year, year)
    value = None if np.isnan(h.values[0]) else float(h.values[0])
    bounds = [None if x is None or np.isnan(x[0]) else float(x[0]) for x in (h.low, h.high)]
    return Observation(
        _pair(h.measure, a, b),
        year,
        h.measure.dimension,
        name,
        value,
        h.provenance,
        low=bounds[0],
        high=bounds[1],
        n=int(h.n[0]) if h.n is not None and value is not None else None,
        reason=h.reasons.get(year),
    )


def history(
    record: Record, name: str, a: int, b: int, since: int | None = None, until: int | None = None
) -> History:
    """Return a pair's values for consecutive years, 1946 to the end of coverage unless said otherwise."""
    m = _of_pairs(name)
    _pair(m, a, b)
    covers = record.coverage(m.table)
    first = since if since is not None else max(1946, covers.provenance.covers_from)
    last = until if until is not None else covers.provenance.covers_to
    years = np.arange(first, max(first, last) + 1, dtype=np.int16)
    if name in SIMILARITIES:
        return _votes_history(record, m, a, b, years, covers)
    values = np.full(len(years), np.nan)
    rows = pair_rows(record, m.table, a, b, m.tie == "dyad")
    at = record.column(m.table, "year")[rows].astype(int) - first
    # a row of a year outside coverage (a case that began the year before) is not the whole of that year
    whole = covers.provenance
    inside = (at >= max(0, whole.covers_from - first)) & (at < min(len(years), whole.covers_to + 1 - first))
    found = record.column(m.table, m.column)[rows][inside].astype(np.float64)
    values[at[inside]] = found
    has_row = np.zeros(len(years), dtype=bool)
    has_row[at[inside]] = True
    reasons: dict[int, str] = {}
    for i in np.flatnonzero(~has_row | np.isnan(values)).tolist():
        year = first + i
        reason = why_unknown(covers, a, b, year)
        if reason is None and m.absent is not None and not has_row[i]:
            values[i] = m.absent
        else:
            reasons[year] = reason or f"{covers.provenance.source} has no figure for the pair in {year}."
    bounds = None
    if m.table == ALIGNMENT:
        rows_of = {
            int(t): int(r)
            for t, r in zip(at[inside], pair_rows(record, m.table, a, b, True)[inside], strict=True)
        }
        bounds = partial(band, record, m.column, values, rows_of)
    return History(m, years, values, covers.provenance, reasons=reasons, bounds=bounds)


def _votes_history(
    record: Record, m: Measure, a: int, b: int, years: NDArray[np.int16], covers: Coverage
) -> History:
    counts = joint_counts(record, m.table, a, b, years)
    n = counts.sum(axis=(1, 2)).astype(np.int64)
    values = similarity(counts, m.name)

    def bounds() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        low, high = np.full(len(years), np.nan), np.full(len(years), np.nan)
        known = ~np.isnan(values)
        if known.any():
            low[known], high[known] = interval(counts[known], m.name, DRAWS, pair_seed(a, b))
        return low, high

    reasons = {
        int(year): why_no_vote(covers, a, b, int(year), int(count))
        for year, value, count in zip(years, values, n, strict=True)
        if np.isnan(value)
    }
    return History(m, years, values, covers.provenance, n, reasons, bounds)


def cross_section(record: Record, name: str, year: int) -> CrossSection:
    """Return every pair with a known value in a year, zeros of sparse tables included."""
    return _sections.get(record, (name, year), lambda: _cross_section(record, _of_pairs(name), year))


def _cross_section(record: Record, m: Measure, year: int) -> CrossSection:
    one, two = ("source", "target") if m.tie == "directed" else ("code_a", "code_b")
    covers = record.coverage(m.table)
    at = np.flatnonzero((record.column(m.table, "year") == year) & covers.has_year(year))
    a, b = record.column(m.table, one)[at], record.column(m.table, two)[at]
    if m.name in SIMILARITIES:
        counts = np.stack([record.column(m.table, c)[at] for c in CELLS], axis=-1).reshape(-1, 3, 3)
        values = similarity(counts, m.name)
    else:
        values = record.column(m.table, m.column)[at].astype(np.float64)
    if m.absent is not None and covers.has_year(year):
        system = states.system(year)
        if covers.codes is not None:
            system = system[np.isin(system, list(covers.codes))]
        i, j = np.meshgrid(system, system, indexing="ij")
        wanted = (i != j) if m.tie == "directed" else (i < j)
        all_a, all_b = i[wanted], j[wanted]
        silent = ~np.isin(pair_numbers(all_a, all_b), pair_numbers(a, b))
        a, b = np.concatenate([a, all_a[silent]]), np.concatenate([b, all_b[silent]])
        values = np.concatenate([values, np.full(int(silent.sum()), m.absent)])
    known = ~np.isnan(values)
    return CrossSection(a[known].astype(np.int16), b[known].astype(np.int16), values[known])


def standing(record: Record, name: str, a: int, b: int, year: int) -> Standing:
    """Return where a pair's value stands among all pairs that year and in the pair's own history."""
    seen = observe(record, name, a, b, year)
    if seen.value is None:
        return Standing(seen, None)
    m = measure(name)
    sign = m.closer or 1
    scores = sign * cross_section(record, name, year).values
    mine = sign * seen.value
    tolerance = 1e-9
    above = int((scores > mine + tolerance).sum())
    equal = int((np.abs(scores - mine) <= tolerance).sum())
    below = len(scores) - above - equal
    past = (
        history(record, name, a, b, None, year).values
        if m.name not in SIMILARITIES
        else _values(record, m, a, b, year)
    )
    past = sign * past[~np.isnan(past)]
    return Standing(
        seen,
        seen.value,
        percentile=100 * (below + equal / 2) / len(scores) if len(scores) else None,
        rank=above + 1,
        of=len(scores),
        rank_in_history=int((past > mine + tolerance).sum()) + 1,
        of_years=len(past),
    )


def _values(record: Record, m: Measure, a: int, b: int, until: int) -> NDArray[np.float64]:
    """Return a vote measure's values to a year, without intervals."""
    first = max(1946, record.coverage(m.table).provenance.covers_from)
    return similarity(
        joint_counts(record, m.table, a, b, np.arange(first, until + 1, dtype=np.int16)), m.name
    )


def partners(
    record: Record, name: str, code: int, year: int, direction: Literal["out", "in"] = "out"
) -> list[Partner]:
    """Return a state's partners in a year, the closest first.

    Parameters
    ----------
    direction
        For directed measures: ``out`` ranks targets of the state, ``in`` ranks sources towards it.
    """
    m = measure(name)
    section = cross_section(record, name, year)
    if m.tie == "directed":
        mine = section.a == code if direction == "out" else section.b == code
        others = section.b[mine] if direction == "out" else section.a[mine]
    else:
        mine = (section.a == code) | (section.b == code)
        others = np.where(section.a[mine] == code, section.b[mine], section.a[mine])
    values = section.values[mine]
    order = np.lexsort((others, -(m.closer or 1) * values))
    others, values = others[order], values[order]
    ranks = np.concatenate([[True], np.diff(values) != 0]) if len(values) else np.zeros(0, dtype=bool)
    rank = np.maximum.accumulate(np.where(ranks, np.arange(1, len(values) + 1), 0)) if len(values) else values
    return [
        Partner(int(c), float(v), int(r), len(values)) for c, v, r in zip(others, values, rank, strict=True)
    ]


def latest_year(record: Record, name: str, on: date) -> int | None:
    """Return the last year inside coverage that was complete on a day, or ``None``."""
    covers = record.coverage(MEASURES[name].table).provenance
    complete = on.year if (on.month, on.day) == (12, 31) else on.year - 1
    last = min(covers.covers_to, complete)
    return last if last >= covers.covers_from else None


def agreement_between(
    record: Record,
    a: int,
    b: int,
    since: int,
    until: int,
    issue: str | None = None,
    measure: str = "agreement",
) -> Observation:
    """Return voting similarity over a window of years, roll calls pooled.

    Parameters
    ----------
    issue
        ``me``, ``nu``, ``di``, ``hr``, ``co`` or ``ec``; all roll calls if ``None``. By issue only agreement
        and S are known.
    measure
        One of the nine similarity measures.

    Returns
    -------
    Observation
        ``n`` roll calls on which both voted; for agreement with 5% and 95% bounds.
    """
    m = MEASURES[measure]
    _pair(m, a, b)
    if since > until:
        raise InputError(f"The window {since}-{until} ends before it begins.", "Give the earlier year first.")
    years = np.arange(since, until + 1, dtype=np.int16)
    covers = record.coverage(m.table)
    if issue is None:
        counts = joint_counts(record, m.table, a, b, years).sum(axis=0)
        n = int(counts.sum())
        value = float(similarity(counts, measure)) if n else np.nan
        bounds = (
            np.concatenate(interval(counts[None], measure, DRAWS, pair_seed(a, b)))
            if not np.isnan(value)
            else None
        )
    else:
        n, value, bounds = _by_issue(record, a, b, years, issue, measure)
        covers = record.coverage("votes_issue_year")
    reason = None if not np.isnan(value) else why_no_vote(covers, a, b, until, n)
    return Observation(
        Dyad.of(a, b),
        until,
        "votes",
        measure,
        None if np.isnan(value) else value,
        covers.provenance,
        low=float(bounds[0]) if bounds is not None else None,
        high=float(bounds[1]) if bounds is not None else None,
        n=n,
        reason=reason,
    )


def _by_issue(
    record: Record, a: int, b: int, years: NDArray[np.int16], issue: str, name: str
) -> tuple[int, float, NDArray[np.float64] | None]:
    table = "votes_issue_year"
    if issue not in ISSUE_BITS:
        raise InputError(f"Unknown issue {issue!r}.", f"Use {', '.join(ISSUE_BITS)}.")
    if name not in ("agreement", "s"):
        raise InputError(f"{name} is not kept by issue.", "By issue use agreement or s.")
    rows = pair_rows(record, table, a, b, True)
    covers = record.coverage(table).provenance
    year = record.column(table, "year")[rows]
    rows = rows[np.isin(year, years) & (year >= covers.covers_from) & (year <= covers.covers_to)]
    n, same, opposed = (
        int(record.column(table, f"{issue}_{c}")[rows].sum()) for c in ("n", "same", "opposed")
    )
    if n == 0:
        return 0, np.nan, None
    if name == "s":
        # |x - z| is 1 for every unlike vote and 1 more for yes against no
        return n, 1 - (n - same + opposed) / n, None
    from scipy.special import betaincinv

    return n, same / n, np.asarray(betaincinv(same + 0.5, n - same + 0.5, [0.05, 0.95]))


def _of_pairs(name: str) -> Measure:
    m = measure(name)
    if m.tie == "state":
        raise InputError(
            f"{name} is a measure of one state, not of a pair.",
            f"A panel has it for both: bilat dyads {name}",
        )
    return m


def _pair(m: Measure, a: int, b: int) -> Dyad | DirectedDyad:
    if a == b:
        raise InputError(f"A state has no {m.label} with itself (code {a}).", "Name two different states.")
    return DirectedDyad(a, b) if m.tie == "directed" else Dyad.of(a, b)
