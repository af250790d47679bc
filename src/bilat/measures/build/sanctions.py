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
    from numpy.typing import NDArray

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
    import pyarrow as pa
    import pyarrow.compute as pc

    table, dataset = one_dataset(tidy, "sanction_cases", ("gsdb",))
    last = max(_COVERS[1], int(ints(table, "end").max()))
    covers = (max(_COVERS[0], since or 0), last)
    table = table.filter(pc.not_equal(pc.fill_null(table.column("group"), ""), "UN"))
    begin, end = ints(table, "begin"), ints(table, "end")
    row, year = spread(np.maximum(begin, since or 0), end)
    source, target = ints(table, "sender")[row], ints(table, "target")[row]
    open_ = _open_pairs(source, target, year)
    alive = in_system(source, year) & in_system(target, year)
    row, key = row[alive], pack(source, target, year)[alive]
    key, which = np.unique(key, return_inverse=True)
    which = which.ravel()
    open_ = np.setdiff1d(open_, key)
    key = np.concatenate([key, open_])
    known = np.arange(len(key)) < len(key) - len(open_)
    order = np.argsort(key)
    kinds = {}
    for kind in TYPES:
        there = pc.fill_null(table.column(kind), False).to_numpy(zero_copy_only=False)[row]
        kinds[kind] = np.bincount(which, weights=there, minlength=len(key)) > 0
    one, two, when = unpack(key[order])
    types = pa.array(np.sum(list(kinds.values()), axis=0)[order], mask=~known[order])
    columns = {"source": one, "target": two, "year": when, "types": types}
    columns |= {k: pa.array(v[order], mask=~known[order]) for k, v in kinds.items()}
    note = (
        "GSDB 3: cases of 1950-2022, some begun in 1949. Sanctions of the EU and other groups count for each "
        "member of the year. Those of the United Nations bind everyone and are nobody's own: left out. Where one "
        "side of a case is some states and no list says which, pairs that may be meant are unknown, not zero."
    )
    columns = {k: columns[k] for k in ("source", "target", "year", "types", *TYPES)}
    return Built(measure_table("sanctions_year", columns), (dataset,), covers, None, note)


def _open_pairs(
    source: NDArray[np.int64], target: NDArray[np.int64], year: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the keys of pairs that a case with an unlisted side may mean: every state of the year on that side."""
    from bilat import states

    found: list[NDArray[np.int64]] = []
    for s, t, y in {
        (int(s), int(t), int(y)) for s, t, y in zip(source, target, year, strict=True) if s < 0 or t < 0
    }:
        system = states.system(y).astype(np.int64)
        one = system if s < 0 else np.full(len(system), s)
        two = system if t < 0 else np.full(len(system), t)
        alive = (one != two) & in_system(one, np.full(len(one), y)) & in_system(two, np.full(len(two), y))
        found.append(pack(one, two, np.full(len(one), y))[alive])
    return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)


NEEDS: dict[str, tuple[str, ...]] = {"sanctions_year": ("sanction_cases",)}
BUILDERS: dict[str, Builder] = {"sanctions_year": build_sanctions_year}


def build_tables(tidy: Mapping[str, pa.Table]) -> dict[str, Built]:
    """Build every table whose data set is there."""
    return built_where_there(BUILDERS, NEEDS, tidy)
