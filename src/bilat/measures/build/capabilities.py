"""Capability shares (CINC), recomputed from the six components."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from bilat.measures.build._years import extent, years_of
from bilat.measures.build.base import Builder, Built, measure_table

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["BUILDERS", "NEEDS", "build_capabilities_year", "capability_shares"]

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")


def capability_shares(components: NDArray[np.float64], year: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return each state's mean share of the world totals of a year.

    Parameters
    ----------
    components : (rows, k) float
        NaN where not known: the mean is then over the components that are, and the total over the states
        that are.
    year : (rows,) int

    Returns
    -------
    (rows,) float64
        Between 0 and 1; NaN if no component is known.

    References
    ----------
    Singer, Bremer & Stuckey 1972.

    Examples
    --------
    >>> capability_shares(np.array([[1.0, np.nan], [3.0, 5.0]]), np.array([1900, 1900]))
    array([0.25 , 0.875])
    """
    _, where = np.unique(year, return_inverse=True)
    known = ~np.isnan(components)
    filled = np.where(known, components, 0.0)
    total = np.stack([np.bincount(where, weights=column) for column in filled.T], axis=1)[where]
    usable = known & (total > 0)  # nobody has any: no shares to speak of
    share = np.divide(filled, total, out=np.zeros_like(filled), where=usable)
    count = usable.sum(axis=1)
    out = np.full(len(count), np.nan)
    np.divide(share.sum(axis=1), count, out=out, where=count > 0)
    return out


def build_capabilities_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``capabilities_year`` from the six components of ``capabilities``."""
    table = tidy["capabilities"]
    year = years_of(table, "year")
    values = np.stack(
        [table.column(c).to_numpy(zero_copy_only=False).astype(np.float64) for c in COMPONENTS], axis=1
    )
    cinc = capability_shares(values, year)
    first, last = extent("capabilities", year, since)
    keep = (year >= first) & ~np.isnan(cinc)
    columns = {"code": table.column("code").to_numpy()[keep], "year": year[keep], "cinc": cinc[keep]}
    note = (
        "Mean over the components known for the state; a share of the states in the file, not of the world."
    )
    return Built(measure_table("capabilities_year", columns), ("nmc",), (first, last), None, note)


NEEDS: dict[str, tuple[str, ...]] = {"capabilities_year": ("capabilities",)}
BUILDERS: dict[str, Builder] = {"capabilities_year": build_capabilities_year}
