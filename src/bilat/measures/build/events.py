"""Events by pair and year: shares of cooperation (ICEWS) and tone (GDELT), two scales that are never joined."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from bilat.measures.build._dyads import (
    MissingDatasetError,
    built_where_there,
    ints,
    one_dataset,
    pack,
    rounded,
    sums,
    unpack,
)
from bilat.measures.build.base import Builder, Built, measure_table

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["BUILDERS", "NEEDS", "build_events_gdelt_year", "build_events_icews_year"]

_COOPERATION = ("verbal_cooperation", "material_cooperation")
_CONFLICT = ("verbal_conflict", "material_conflict")


def build_events_icews_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``events_icews_year``: cooperative events over all events from source to target in the year.

    A pair without a coded event in a year has no share and no row.

    Parameters
    ----------
    tidy
        Tidy tables; needs ``event_counts`` with the dataset ``icews``.
    since
        First year kept; all by default.
    """
    table, dataset = one_dataset(tidy, "event_counts", ("icews",))
    year = ints(table, "year")
    source, target = ints(table, "source"), ints(table, "target")
    good, bad = (
        np.sum([np.asarray(table.column(c).to_numpy(), dtype=np.float64) for c in kinds], axis=0)
        for kinds in (_COOPERATION, _CONFLICT)
    )
    n = good + bad
    covers = (max(int(year.min()), since or 0), int(year.max()))
    keep = (n > 0) & (year >= covers[0])
    columns = {
        "source": source[keep],
        "target": target[keep],
        "year": year[keep],
        "cooperation": rounded(good[keep] / n[keep]),
        "n": n[keep].astype(np.int64),
    }
    codes = frozenset(np.unique(np.concatenate([source, target])).tolist())
    note = (
        f"ICEWS, {len(codes)} states. Directed. Shares from few events are noise: see n. News coverage grows "
        "over the years, so counts are not comparable between them."
    )
    return Built(measure_table("events_icews_year", columns), (dataset,), covers, codes, note)


def build_events_gdelt_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``events_gdelt_year``: the mean score over days with events; years of twelve months only."""
    import pyarrow.compute as pc

    table, dataset = one_dataset(tidy, "event_tone", ("gdelt",))
    months = table.group_by("year").aggregate([("month", "count_distinct")])
    whole = months.filter(pc.equal(months.column("month_count_distinct"), 12)).column("year").to_numpy()
    year = ints(table, "year")
    keep = np.isin(year, whole) & (year >= (since or 0))
    if not keep.any():
        raise MissingDatasetError("Table event_tone has no whole year from gdelt.")
    a, b = ints(table, "code_a")[keep], ints(table, "code_b")[keep]
    score = np.asarray(table.column("score").to_numpy(), dtype=np.float64)[keep]
    key, total, _ = sums(pack(a, b, year[keep]), score)
    _, days, _ = sums(pack(a, b, year[keep]), ints(table, "days")[keep].astype(np.float64))
    one, two, when = unpack(key)
    columns = {"code_a": one, "code_b": two, "year": when, "tone": rounded(total / days)}
    columns["days"] = days.astype(np.int64)
    codes = frozenset(np.unique(np.concatenate([a, b])).tolist())
    note = (
        f"GDELT, {len(codes)} states. Undirected, a composite score of its own scale; years that are not whole "
        "(2024) are left out. A pair without events has no tone."
    )
    covers = (int(when.min()), int(when.max()))
    return Built(measure_table("events_gdelt_year", columns), (dataset,), covers, codes, note)


NEEDS: dict[str, tuple[str, ...]] = {
    "events_icews_year": ("event_counts",),
    "events_gdelt_year": ("event_tone",),
}
BUILDERS: dict[str, Builder] = {
    "events_icews_year": build_events_icews_year,
    "events_gdelt_year": build_events_gdelt_year,
}


def build_tables(tidy: Mapping[str, pa.Table]) -> dict[str, Built]:
    """Build every table whose data set is there."""
    return built_where_there(BUILDERS, NEEDS, tidy)
