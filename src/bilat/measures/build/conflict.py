"""Disputes, rivalries, territorial claims and wars by pair and year."""

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
    sums,
    unpack,
)
from bilat.measures.build._years import in_system, spread
from bilat.measures.build.base import Builder, Built, measure_table

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "BUILDERS",
    "NEEDS",
    "build_claims_year",
    "build_disputes_mid_year",
    "build_disputes_year",
    "build_rivalry_year",
    "build_wars_year",
]

# what each source covers whether or not its last year holds a row: silence up to there means absence
_COVERS: dict[str, tuple[int, int]] = {
    "gml": (1816, 2010),
    "cow_mid": (1816, 2014),
    "rivalries_tss": (1816, 2020),
    "rivalries_td": (1816, 2010),
    "icow": (1816, 2017),
    "cow_war_inter": (1816, 2007),
    "ucdp_acd": (1946, 2024),
}


def _covers(dataset: str, last_row: int, since: int | None) -> tuple[int, int]:
    """Return the coverage; a newer release than the one known here reaches to its last row."""
    first, last = _COVERS[dataset]
    return max(first, since or first), max(last, last_row)


def _disputes(name: str, dataset: str, note: str, tidy: Mapping[str, pa.Table], since: int | None) -> Built:
    import pyarrow as pa

    table, _ = one_dataset(tidy, "disputes", (dataset,))
    a, b, year = (ints(table, c) for c in ("code_a", "code_b", "year"))
    covers = _covers(dataset, int(year.max()), since)
    keep = (year >= covers[0]) & in_system(a, year) & in_system(b, year)
    key, count, which = sums(pack(a, b, year)[keep], np.ones(int(keep.sum())))

    def highest(column: str) -> np.ndarray:
        out = np.full(len(key), -1, dtype=np.int64)
        np.maximum.at(out, which, ints(table, column, -1)[keep])
        return out

    fatality = highest("fatality")
    # one dispute of unknown toll makes the highest of the year unknown, unless another is at the top of the scale
    unknown = np.bincount(which, weights=ints(table, "fatality", -1)[keep] < 0, minlength=len(key)) > 0
    one, two, when = unpack(key)
    columns = {
        "code_a": one,
        "code_b": two,
        "year": when,
        "hostility": highest("hostility"),
        "onset": highest("onset"),
        "fatality": pa.array(fatality, mask=unknown & (fatality < 6)),
        "disputes": count.astype(np.int64),
    }
    return Built(measure_table(name, columns), (dataset,), covers, None, note)


def build_disputes_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``disputes_year`` from GML.

    Parameters
    ----------
    tidy
        Tidy tables; needs ``disputes`` with the dataset ``gml``.
    since
        First year kept; all by default.
    """
    note = "GML, to 2010. Hostility is the higher of the pair's own levels, the highest of its disputes."
    return _disputes("disputes_year", "gml", note, _flagged(tidy), since)


def build_disputes_mid_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``disputes_mid_year`` from COW MID 5."""
    note = "COW MID 5, to 2014: other rules and other cases than GML; never joined to it."
    return _disputes("disputes_mid_year", "cow_mid", note, _flagged(tidy), since)


def _flagged(tidy: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Return the disputes with the onset as a number."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = tidy["disputes"]
    at = table.schema.get_field_index("onset")
    return {"disputes": table.set_column(at, "onset", pc.cast(table.column("onset"), pa.int8()))}


def build_rivalry_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``rivalry_year`` from Thompson, Sakuwa & Suhas, or Thompson & Dreyer where that is all there is."""
    table, dataset = one_dataset(tidy, "rivalries", ("rivalries_tss", "rivalries_td"))
    covers = _covers(dataset, 0, since)
    start, end = ints(table, "start"), ints(table, "end")
    row, year = spread(np.maximum(start, covers[0]), np.minimum(end, covers[1]))
    a, b = ints(table, "code_a")[row], ints(table, "code_b")[row]
    alive = in_system(a, year) & in_system(b, year)
    key = np.unique(pack(a, b, year)[alive])
    one, two, when = unpack(key)
    columns = {"code_a": one, "code_b": two, "year": when, "rivalry": np.ones(len(key), dtype=np.int64)}
    named = {
        "rivalries_tss": "Thompson, Sakuwa & Suhas, to 2020",
        "rivalries_td": "Thompson & Dreyer, to 2010",
    }[dataset]
    note = f"{named}. Strategic rivalries as historians see them, coded in hindsight."
    return Built(measure_table("rivalry_year", columns), (dataset,), covers, None, note)


def build_claims_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``claims_year`` from ICOW territorial claims.

    A claim counts in every year from its first to its last, whoever claims from whom. Where a claim of the pair
    has no end in the source, the number from its second year on is unknown (null), not smaller.
    """
    import pyarrow as pa

    table, dataset = one_dataset(tidy, "claims", ("icow",))
    covers = _covers(dataset, 0, since)
    start, end = ints(table, "start"), ints(table, "end", -1)
    open_end = end < 0
    row, year = spread(
        np.maximum(start, covers[0]), np.minimum(np.where(open_end, covers[1], end), covers[1])
    )
    challenger, target = ints(table, "challenger")[row], ints(table, "target")[row]
    alive = in_system(challenger, year) & in_system(target, year)
    row, year, challenger, target = row[alive], year[alive], challenger[alive], target[alive]
    key, count, which = sums(
        pack(np.minimum(challenger, target), np.maximum(challenger, target), year), np.ones(len(row))
    )
    doubt = np.bincount(which, weights=open_end[row] & (year > start[row]), minlength=len(key)) > 0
    one, two, when = unpack(key)
    columns = {
        "code_a": one,
        "code_b": two,
        "year": when,
        "claims": pa.array(count.astype(np.int64), mask=doubt),
    }
    note = "ICOW 1.01, extended to 2017. Eleven claims have no end: pairs with one are unknown after its first year."
    return Built(measure_table("claims_year", columns), (dataset,), covers, None, note)


def build_wars_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``wars_year`` from COW inter-state wars and UCDP interstate conflicts.

    Both are exhaustive over their years by their own rules (1,000 battle deaths; 25 in a year). The table covers
    the years of either; conflicts below 1,000 deaths are in it from 1946 on.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    table = tidy["wars"]
    present = pc.unique(table.column("dataset")).to_pylist()
    datasets = tuple(d for d in ("ucdp_acd", "cow_war_inter") if d in present)
    if not datasets:
        raise MissingDatasetError(
            f"Table wars has neither UCDP nor COW wars; it has {', '.join(sorted(present)) or 'no rows'}.",
            "Import one of them: `bilat data import`.",
        )
    # states that only stand behind the two sides, or behind rebels, did not fight each other as states at war
    fought = pc.and_(
        pc.is_in(table.column("dataset"), pa.array(datasets)),
        pc.equal(pc.fill_null(table.column("type"), "interstate"), "interstate"),
    )
    table = table.filter(fought)
    a, b, year = (ints(table, c) for c in ("code_a", "code_b", "year"))
    spans = [_COVERS[d] for d in datasets]
    first = max(min(s[0] for s in spans), since or 0)
    last = max(*(s[1] for s in spans), int(year.max()))
    keep = (year >= first) & in_system(a, year) & in_system(b, year)
    key = np.unique(pack(a, b, year)[keep])
    one, two, when = unpack(key)
    columns = {"code_a": one, "code_b": two, "year": when, "war": np.ones(len(key), dtype=np.int64)}
    note = (
        "COW inter-state wars (1,000 battle deaths) to 2007 and UCDP interstate conflicts (25 in a year) from "
        "1946: before 1946 only wars count. Sides that fought only through others are not here."
    )
    return Built(measure_table("wars_year", columns), datasets, (first, last), None, note)


NEEDS: dict[str, tuple[str, ...]] = {
    "disputes_year": ("disputes",),
    "disputes_mid_year": ("disputes",),
    "rivalry_year": ("rivalries",),
    "claims_year": ("claims",),
    "wars_year": ("wars",),
}
BUILDERS: dict[str, Builder] = {
    "disputes_year": build_disputes_year,
    "disputes_mid_year": build_disputes_mid_year,
    "rivalry_year": build_rivalry_year,
    "claims_year": build_claims_year,
    "wars_year": build_wars_year,
}


def build_tables(tidy: Mapping[str, pa.Table]) -> dict[str, Built]:
    """Build every table whose data set is there."""
    return built_where_there(BUILDERS, NEEDS, tidy)
