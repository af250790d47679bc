"""A state's partners, ranked on each dimension."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bilat import states
from bilat.measures import access
from bilat.measures.catalogue import MEASURES
from bilat.shown import Shown

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.types import Provenance

__all__ = ["RANKED", "PartnerRow", "rank_partners"]

#: Measures that rank partners, and the side of the directed ones.
RANKED: tuple[tuple[str, str], ...] = (
    ("alignment", "out"),
    ("agreement", "out"),
    ("kappa_linear", "out"),
    ("obligation", "out"),
    ("arms_share", "in"),
    ("arms_share", "out"),
    ("trade_share", "out"),
    ("membership_kappa", "out"),
    ("exercises", "out"),
)


@dataclass(frozen=True, slots=True)
class PartnerRow(Shown):
    """One partner on one measure; ``way`` is ``in`` (from the partner), ``out`` (to it) or empty."""

    dimension: str
    measure: str
    label: str
    way: str
    year: int
    iso3: str
    name: str
    value: float
    unit: str
    rank: int
    of: int
    provenance: Provenance


def rank_partners(
    bench: Bench, state: str, measure: str | None = None, limit: int = 10
) -> tuple[PartnerRow, ...]:
    """Return the first `limit` partners of a state on every ranked measure, or on one.

    Raises
    ------
    UnknownNameError
        For an unknown state or measure.
    """
    from bilat.measures.catalogue import measure as measure_of

    wanted = RANKED
    if measure is not None:
        tie = measure_of(measure).tie
        wanted = ((measure, "out"), (measure, "in")) if tie == "directed" else ((measure, "out"),)
    rows: list[PartnerRow] = []
    for name, way in wanted:
        m = MEASURES[name]
        year = access.latest_year(bench.record, name, bench.on) if m.table in bench.record.tables else None
        if year is None:
            continue
        code = bench.code(bench.state(state).iso3, year)
        prov = bench.record.coverage(m.table).provenance
        ranked = access.partners(bench.record, name, code, year, "in" if way == "in" else "out")
        for p in ranked[:limit]:
            if m.absent is not None and p.value == m.absent:
                break
            rows.append(
                PartnerRow(
                    m.dimension,
                    name,
                    m.label,
                    way if m.tie == "directed" else "",
                    year,
                    states.iso3(p.code, year),
                    states.name(p.code, year),
                    p.value,
                    m.unit,
                    p.rank,
                    p.of,
                    prov,
                )
            )
    return tuple(rows)
