"""What the builders of dyad-years share: one dataset of a tidy table, sums by key, rounding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import SourceError

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from bilat.measures.build.base import Builder, Built

__all__ = [
    "MissingDatasetError",
    "built_where_there",
    "ints",
    "one_dataset",
    "pack",
    "rounded",
    "sums",
    "unpack",
]

# codes are below 1,000 and years below 3,000: a key of two codes and a year fits one integer
_CODE, _YEAR = 1024, 4096


class MissingDatasetError(SourceError):
    """The tidy table is there, but not the data set (or the years) that the measure rests on."""


def built_where_there(
    builders: Mapping[str, Builder], needs: Mapping[str, tuple[str, ...]], tidy: Mapping[str, pa.Table]
) -> dict[str, Built]:
    """Run the builders whose tables and data sets are there.

    Several data sets share a tidy table: a user who imported one of them gets what it can say.
    """
    out: dict[str, Built] = {}
    for name, build in builders.items():
        if set(needs[name]) <= set(tidy):
            with suppress(MissingDatasetError):
                out[name] = build(tidy)
    return out


def one_dataset(tidy: Mapping[str, pa.Table], name: str, wanted: Sequence[str]) -> tuple[pa.Table, str]:
    """Return the rows of the first of `wanted` that the table has, and which it is.

    Raises
    ------
    MissingDatasetError
        If it has none of them.
    """
    import pyarrow.compute as pc

    table = tidy[name]
    present = set(pc.unique(table.column("dataset")).to_pylist())
    dataset = next((d for d in wanted if d in present), None)
    if dataset is None:
        raise MissingDatasetError(
            f"Table {name} has nothing from {', '.join(wanted)}; it has {', '.join(sorted(present)) or 'no rows'}.",
            "Import the data set: `bilat data import`.",
        )
    return table.filter(pc.equal(table.column("dataset"), dataset)), dataset


def ints(table: pa.Table, column: str, null: int = 0) -> NDArray[np.int64]:
    """Return a column of whole numbers; `null` where unknown."""
    import pyarrow.compute as pc

    values = pc.fill_null(table.column(column), null)
    return np.asarray(values.to_numpy(), dtype=np.int64)


def pack(a: NDArray[Any], b: NDArray[Any], year: NDArray[Any]) -> NDArray[np.int64]:
    """Return one sortable number for (a, b, year).

    Examples
    --------
    >>> [int(x[0]) for x in unpack(pack(np.array([2]), np.array([710]), np.array([2014])))]
    [2, 710, 2014]
    """
    pair = np.asarray(a, dtype=np.int64) * _CODE + b
    return np.asarray(pair * _YEAR + year, dtype=np.int64)


def unpack(key: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the (a, b, year) of `pack`."""
    pair, year = np.divmod(key, _YEAR)
    a, b = np.divmod(pair, _CODE)
    return a, b, year


def sums(
    key: NDArray[np.int64], values: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]:
    """Sum by key.

    Returns
    -------
    keys : (n,) int
        Distinct, ascending.
    total : (n,) float
    which : (rows,) int
        Index of each row's key.
    """
    keys, inverse = np.unique(key, return_inverse=True)
    which = np.asarray(inverse.ravel(), dtype=np.int64)
    total = np.bincount(which, weights=values, minlength=len(keys)).astype(np.float64)
    return keys, total, which


def rounded(values: NDArray[np.float64], digits: int = 4, decimals: int | None = None) -> NDArray[np.float32]:
    """Round to significant digits: no source of shares is more exact, and the pack stays small.

    Parameters
    ----------
    values
        Any shape; NaN stays NaN.
    digits
        Significant digits at most.
    decimals
        Decimals at most; one significant digit is always kept, so that nothing known becomes 0.

    Examples
    --------
    >>> [float(f"{x:.6g}") for x in rounded(np.array([0.123456, 0.00123456, 0.0, 3e-9]), 4, 5)]
    [0.1235, 0.00123, 0.0, 3e-09]
    """
    values = np.asarray(values, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.floor(np.log10(np.abs(values)))
        kept = digits if decimals is None else np.clip(size + decimals + 1, 1, digits)
        scale = np.power(10.0, kept - 1 - size)
        out = np.round(values * scale) / scale
    return np.where(np.isfinite(out), out, values).astype(np.float32)
