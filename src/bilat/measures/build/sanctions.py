"""Sanctions in force by sender, target and year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from bilat.measures.build._dyads import built_where_there, ints, one_dataset, pack, unpack
from bilat.measures.build._years import in_system, spread
from bilat.measures.build.base import Builder, Built, measure_table

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["BUILDERS", "NEEDS", "TYPES", "build_sanctions_year"]

TYPES: tuple[str, ...] = ("trade", "arms", "military", "financial", "travel", "other")
_COVERS = (1950, 2022)


def build_sanctions_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``sanctions_year`` from GSDB cases; a case counts from its first year to its last.

    Parameters
    ----------
    tidy
        Tidy tables; needs ``sanction_cases`` with the dataset ``gsdb``.
    since
        First year kept; all by default.
    """
    import pyarrow.compute as pc

    table, dataset = one_dataset(tidy, "sanction_cases", ("gsdb",))
    begin, end = ints(table, "begin"), ints(table, "end")
    covers = (max(_COVERS[0], since or 0), max(_COVERS[1], int(end.max())))
    row, year = spread(np.maximum(begin, since or 0), end)
    source, target = ints(table, "sender")[row], ints(table, "target")[row]
    alive = in_system(source, year) & in_system(target, year)
    row, key = row[alive], pack(source, target, year)[alive]
    key, which = np.unique(key, return_inverse=True)
    which = which.ravel()
    kinds = {}
    for kind in TYPES:
        there = pc.fill_null(table.column(kind), False).to_numpy(zero_copy_only=False)[row]
        kinds[kind] = np.bincount(which, weights=there, minlength=len(key)) > 0
    one, two, when = unpack(key)
    columns = {"source": one, "target": two, "year": when, "types": np.sum(list(kinds.values()), axis=0)}
    note = (
        "GSDB 3: cases of 1950-2022, some begun in 1949. Sanctions of the EU and other groups count for each "
        "member of the year, those of the United Nations for every member."
    )
    return Built(measure_table("sanctions_year", columns | kinds), (dataset,), covers, None, note)


NEEDS: dict[str, tuple[str, ...]] = {"sanctions_year": ("sanction_cases",)}
BUILDERS: dict[str, Builder] = {"sanctions_year": build_sanctions_year}


def build_tables(tidy: Mapping[str, pa.Table]) -> dict[str, Built]:
    """Build every table whose data set is there."""
    return built_where_there(BUILDERS, NEEDS, tidy)
