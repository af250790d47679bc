"""Obligations by treaty: what each state owes each other in a year, as a ladder of four rungs.

The table is directed: row (source, target) is what source owes target. In most treaties both owe the same; in
guarantees, such as that of Locarno, they do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from bilat.measures.build._dyads import one_dataset
from bilat.measures.build._years import extent, in_system
from bilat.measures.build.base import Builder, Built, measure_table

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["BUILDERS", "NEEDS", "build_obligations_year", "rungs"]

KINDS = ("defence", "offence", "neutrality", "nonaggression", "consultation")
_FIRST = 1816  # the system of states begins
_NOTES = {
    "atop": (
        "ATOP: treaties after its last year are unknown. A year counts if the treaty was in force on any day "
        "of it. It takes the Helsinki act of 1975 (CSCE, OSCE) and the Treaty of Amity of ASEAN, with the "
        "outsiders who joined it, as promises of nonaggression among all members: rung 2 may say no more."
    ),
    "cow_alliances": "COW alliances: offence is not coded; entente is taken as consultation.",
}


def rungs(
    defence: NDArray[np.bool_],
    offence: NDArray[np.bool_],
    neutrality: NDArray[np.bool_],
    nonaggression: NDArray[np.bool_],
    consultation: NDArray[np.bool_],
) -> NDArray[np.int8]:
    """Return the rung: 3 defence or offence, 2 neutrality or nonaggression, 1 consultation, 0 nothing.

    Examples
    --------
    >>> one, none = np.array([True]), np.array([False])
    >>> rungs(none, none, none, one, one)
    array([2], dtype=int8)
    """
    return np.where(
        defence | offence, 3, np.where(neutrality | nonaggression, 2, np.where(consultation, 1, 0))
    ).astype(np.int8)


def build_obligations_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``obligations_year`` from ``alliance_years``: ATOP where it is there, COW alliances otherwise.

    Parameters
    ----------
    tidy
        Tidy tables.
    since
        First year kept; all by default.
    """
    import pyarrow.compute as pc

    table, dataset = one_dataset(tidy, "alliance_years", ("atop", "cow_alliances"))
    year = table.column("year").to_numpy().astype(np.int64)
    first, last = extent("alliance_years", year, _FIRST, since)
    source, target = (table.column(c).to_numpy().astype(np.int64) for c in ("source", "target"))
    flags = [pc.fill_null(table.column(k), False).to_numpy().astype(bool) for k in KINDS]
    rung = rungs(*flags)
    # under an unequal treaty a member may owe nothing: that is no row, as for those without any treaty
    keep = (rung > 0) & (year >= first) & in_system(source, year) & in_system(target, year)
    columns = {"source": source[keep], "target": target[keep], "year": year[keep], "rung": rung[keep]}
    kinds = {k: table.column(k).combine_chunks().filter(pc.cast(keep, "bool")) for k in KINDS}
    return Built(
        measure_table("obligations_year", columns | kinds), (dataset,), (first, last), None, _NOTES[dataset]
    )


NEEDS: dict[str, tuple[str, ...]] = {"obligations_year": ("alliance_years",)}
BUILDERS: dict[str, Builder] = {"obligations_year": build_obligations_year}
