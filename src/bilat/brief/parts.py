"""The parts of a dossier, each made from measures and the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bilat.brief.dossier import HistoryLine, IssueRow, MeasureRow, StyleRow, TreatyRow
from bilat.checking.obligations import rung_name
from bilat.checking.rows import fact_row
from bilat.checking.thresholds import threshold
from bilat.errors import CoverageError, UnknownNameError
from bilat.measures import access
from bilat.measures.catalogue import MEASURES, Measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.checking.context import Bench
    from bilat.states import State
    from bilat.types import Evidence

__all__ = ["events", "histories", "issues", "measures", "no_history", "styles", "treaties"]

#: Measures shown in a dossier, in order.
SHOWN: tuple[str, ...] = (
    "alignment",
    "positions",
    "commitment",
    "hostility",
    "agreement",
    "s",
    "kappa",
    "kappa_linear",
    "obligation",
    "arms_share",
    "trade_share",
    "dispute",
    "rivalry",
    "territorial_claim",
    "war",
    "shared_memberships",
    "membership_kappa",
    "exercises",
    "defence_cooperation",
    "trade_agreement",
    "sanctions",
    "events_icews",
    "events_gdelt",
)

#: One chart a dimension; both directions where directed.
CHARTED: tuple[str, ...] = (
    "alignment",
    "positions",
    "commitment",
    "hostility",
    "agreement",
    "obligation",
    "arms_share",
    "trade_share",
    "dispute",
    "membership_kappa",
    "exercises",
    "sanctions",
    "events_icews",
    "events_gdelt",
)

ISSUES: dict[str, str] = {
    "me": "Palestinian conflict",
    "nu": "nuclear weapons and material",
    "di": "arms control and disarmament",
    "hr": "human rights",
    "co": "colonialism",
    "ec": "economic development",
}

#: The first year of dossiers.
FIRST_YEAR = 1946


def _ways(measure: Measure, a: State, b: State) -> list[tuple[State, State, str]]:
    if measure.tie == "directed":
        return [(a, b, f"{a.iso3} → {b.iso3}"), (b, a, f"{b.iso3} → {a.iso3}")]
    return [(a, b, "")]


def measures(bench: Bench, a: State, b: State) -> tuple[MeasureRow, ...]:
    """Return where the pair stands on every measure in the last year complete by the day."""
    rows = []
    for name in SHOWN:
        m = MEASURES[name]
        if m.table not in bench.record.tables:
            continue
        year = access.latest_year(bench.record, name, bench.on)
        for x, y, way in _ways(m, a, b):
            if year is None:
                observed = access.observe(bench.record, name, x.code, y.code, bench.on.year - 1)
                rows.append(
                    MeasureRow(
                        m.dimension, name, m.label, m.unit, way, observed, None, None, None, None, None
                    )
                )
                continue
            s = access.standing(bench.record, name, bench.code(x.iso3, year), bench.code(y.iso3, year), year)
            rows.append(
                MeasureRow(
                    m.dimension,
                    name,
                    m.label,
                    m.unit,
                    way,
                    s.observation,
                    s.percentile,
                    s.rank,
                    s.of,
                    s.rank_in_history,
                    s.of_years,
                )
            )
    return tuple(rows)


def histories(bench: Bench, a: State, b: State) -> tuple[HistoryLine, ...]:
    """Return one line per charted measure and direction, from 1946 to the end of coverage or the day."""
    lines = []
    for name in CHARTED:
        m = MEASURES[name]
        if m.table not in bench.record.tables:
            continue
        for x, y, way in _ways(m, a, b):
            h = access.history(bench.record, name, x.code, y.code, FIRST_YEAR, bench.on.year - 1)
            values = _nullable(h.values)
            if all(v is None for v in values):
                continue
            prov = h.provenance
            lines.append(
                HistoryLine(
                    m.dimension,
                    name,
                    m.label,
                    m.unit,
                    way,
                    tuple(int(y) for y in h.years),
                    values,
                    _nullable(h.low) if h.low is not None else (),
                    _nullable(h.high) if h.high is not None else (),
                    (prov.covers_from, prov.covers_to),
                    prov.source,
                )
            )
    return tuple(lines)


def no_history(bench: Bench, a: State, b: State, name: str) -> CoverageError:
    """Return the error that says why nothing of a charted measure is known of a pair by the day.

    Raises
    ------
    UnknownNameError
        For a measure that is not charted.
    """
    if name not in CHARTED or MEASURES[name].table not in bench.record.tables:
        raise UnknownNameError("measure of the pair", name, CHARTED, f"Use one of {', '.join(CHARTED)}.")
    last = bench.on.year - 1
    why = access.history(bench.record, name, a.code, b.code, FIRST_YEAR, last).reasons.get(last, "")
    return CoverageError(
        f"{MEASURES[name].label}: nothing is known of {a.name} and {b.name} in any year up to {last}. {why}".rstrip(),
        "Give a later day, another measure or another pair: /data (bilat data list) says what each source covers.",
    )


def _nullable(values: NDArray[np.float64]) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(v) else float(v) for v in values)


def treaties(bench: Bench, a: State, b: State) -> tuple[TreatyRow, ...]:
    """Return every treaty of the ledger between the two that was signed by the day, oldest first."""
    found = [
        t
        for t in bench.ledger.treaties
        if a.iso3 in t.parties and b.iso3 in t.parties and t.signed <= bench.on
    ]
    return tuple(
        TreatyRow(
            t.name,
            t.signed,
            t.in_force,
            t.ended,
            t.rung,
            rung_name(t.rung),
            t.binds(a.iso3, b.iso3, bench.on),
            t.note,
            t.citation,
        )
        for t in sorted(found, key=lambda t: t.signed)
    )


def issues(bench: Bench, a: State, b: State) -> tuple[IssueRow, ...]:
    """Return voting agreement by issue over the last five complete years, closest first."""
    until = access.latest_year(bench.record, "agreement", bench.on)
    if until is None or "votes_issue_year" not in bench.record.tables:
        return ()
    since = until - int(threshold("recent")) + 1
    rows = []
    for issue, label in ISSUES.items():
        same = access.agreement_between(bench.record, a.code, b.code, since, until, issue)
        distance = access.agreement_between(bench.record, a.code, b.code, since, until, issue, measure="s")
        if same.value is not None and distance.value is not None and same.n:
            rows.append(
                IssueRow(
                    issue,
                    label,
                    same.value,
                    distance.value,
                    same.n,
                    since,
                    until,
                    same.low,
                    same.high,
                    same.provenance.source,
                )
            )
    return tuple(sorted(rows, key=lambda r: -r.agreement))


def events(bench: Bench, a: State, b: State) -> tuple[Evidence, ...]:
    """Return dated landmarks between the two: events, wars, territorial disputes, oldest first."""
    pair = {a.iso3, b.iso3}
    rows = [
        fact_row("events", e.root, e.name, e.date, e.end, bench.on, e.name, e.citation)
        for e in bench.ledger.events
        if e.date <= bench.on and {e.source, e.target} == pair
    ]
    rows += [
        fact_row("disputes", "war", w.name, w.start, w.end, bench.on, w.name, w.citation)
        for w in bench.ledger.wars
        if w.start <= bench.on
        and ((a.iso3 in w.side_a and b.iso3 in w.side_b) or (b.iso3 in w.side_a and a.iso3 in w.side_b))
    ]
    rows += [
        fact_row("disputes", "territorial dispute", c.name, c.start, c.end, bench.on, c.name, c.citation)
        for c in bench.ledger.claims
        if pair <= set(c.parties) and c.start <= bench.on
    ]
    return tuple(sorted(rows, key=lambda r: r.year or 0))


#: Label, table, numerator, denominator (None: a yearly mean), unit, table whose source it rests on.
_STYLE: tuple[tuple[str, str, str, str | None, str, str], ...] = (
    ("votes against the majority", "votes_state_year", "dissent", "n", "share", "votes_state_year"),
    ("abstentions", "votes_state_year", "abstain", "n", "share", "votes_state_year"),
    (
        "lonely votes (three or fewer together)",
        "votes_state_year",
        "lonely",
        None,
        "a year",
        "votes_state_year",
    ),
    ("vetoes in the Security Council", "votes_state_year", "vetoes", None, "a year", "votes_state_year"),
    (
        "states bound by treaty obligations",
        "acts_state_year",
        "obligations",
        None,
        "states",
        "obligations_year",
    ),
    ("states armed", "acts_state_year", "arms_recipients", None, "states", "arms_year"),
    ("militarised disputes", "acts_state_year", "disputes", None, "a year", "disputes_year"),
    ("militarised disputes begun", "acts_state_year", "disputes_begun", None, "a year", "disputes_year"),
    ("opponents in interstate armed conflict", "acts_state_year", "wars", None, "a year", "wars_year"),
    ("states sanctioned", "acts_state_year", "sanctions_sent", None, "states", "sanctions_year"),
    ("states sanctioning it", "acts_state_year", "sanctions_faced", None, "states", "sanctions_year"),
)


def styles(bench: Bench, a: State, b: State) -> tuple[StyleRow, ...]:
    """Return how each of the two acts: means over the last five known years by the day."""
    rows = []
    for label, table, numerator, denominator, unit, basis in _STYLE:
        if not {table, basis} <= set(bench.record.tables):
            continue
        coverage = bench.record.coverage(basis)
        spans = [_style(bench, table, s.code, numerator, denominator) for s in (a, b)]
        known = [x for x in spans if x is not None]
        if not known:
            continue
        since, until = min(x[1] for x in known), max(x[2] for x in known)
        prov = coverage.provenance
        rows.append(
            StyleRow(
                label,
                spans[0][0] if spans[0] else None,
                spans[1][0] if spans[1] else None,
                unit,
                since,
                until,
                prov.source,
                coverage.note,
            )
        )
    return tuple(rows)


def _style(
    bench: Bench, table: str, code: int, numerator: str, denominator: str | None
) -> tuple[float, int, int] | None:
    """Return (value, first year, last year) over the last five years with a row, or ``None``."""
    record = bench.record
    mask = (record.column(table, "code") == code) & (record.column(table, "year") < bench.on.year)
    years = record.column(table, "year")[mask]
    top = record.column(table, numerator)[mask].astype(float)
    bottom = record.column(table, denominator)[mask].astype(float) if denominator else np.ones(len(top))
    keep = ~np.isnan(top) & ~np.isnan(bottom)
    years, top, bottom = years[keep][-5:], top[keep][-5:], bottom[keep][-5:]
    if len(years) == 0 or bottom.sum() == 0:
        return None
    return float(top.sum() / bottom.sum()), int(years[0]), int(years[-1])
