"""Shared memberships of intergovernmental organisations, plain and corrected for chance, by matrix products."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from bilat.measures.build._years import extent, years_of
from bilat.measures.build.base import Builder, Built, measure_table

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["BUILDERS", "NEEDS", "build_institutions_year", "membership_kappa"]

_FULL = 1
_DECIMALS = 3


def membership_kappa(
    shared: NDArray[np.floating], size: NDArray[np.floating], organisations: int
) -> NDArray[np.float64]:
    """Return Cohen's kappa of the membership rows of all pairs.

    Over the organisations alive, two states agree where both are members or neither is; kappa is the agreement
    beyond what their numbers of memberships alone would give.

    Parameters
    ----------
    shared : (states, states)
        Organisations of which both are members.
    size : (states,)
        Organisations of which each is a member.
    organisations
        Organisations alive in the year.

    Returns
    -------
    (states, states) float64
        In [-1, 1]; NaN where chance alone makes the two agree on everything (no memberships, or all).

    Examples
    --------
    >>> m = np.array([[1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 0.0, 0.0]])
    >>> membership_kappa(m @ m.T, m.sum(axis=1), 4)[0, 1]
    np.float64(0.5)
    """
    n = float(organisations)
    agreed = (n - size[:, None] - size[None, :] + 2.0 * shared) / n
    chance = (size[:, None] * size[None, :] + (n - size[:, None]) * (n - size[None, :])) / (n * n)
    with np.errstate(divide="ignore", invalid="ignore"):
        out = (agreed - chance) / (1.0 - chance)
    return np.where(chance < 1.0, out, np.nan)


def build_institutions_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``institutions_year`` for all pairs of states in the system, full members only."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from bilat import states

    table = tidy["memberships"]
    table = table.filter(pc.equal(table.column("status"), _FULL))
    year = years_of(table, "year")
    first, last = extent("memberships", year, since)
    code = table.column("code").to_numpy().astype(np.int64)
    organisation = table.column("organisation").combine_chunks().dictionary_encode().indices.to_numpy()
    order = np.argsort(year, kind="stable")
    bounds = np.searchsorted(year[order], np.arange(first, last + 2))
    parts: dict[str, list[NDArray[np.generic]]] = {
        k: [] for k in ("code_a", "code_b", "year", "shared", "kappa")
    }
    for k, y in enumerate(range(first, last + 1)):
        rows = order[bounds[k] : bounds[k + 1]]
        # the source takes stock at the end of the year: it may know nothing of states gone by then
        codes = states.system(y)
        there = [states.is_member(int(c), date(y, 12, 31)) for c in codes]
        codes = codes[np.array(there) | np.isin(codes, code[rows])]
        alive, column = np.unique(organisation[rows], return_inverse=True)
        if not len(alive):
            continue
        inside = np.isin(code[rows], codes)
        member = np.zeros((len(codes), len(alive)), dtype=np.float32)
        member[np.searchsorted(codes, code[rows][inside]), column[inside]] = 1.0
        shared = (member @ member.T).astype(np.float64)
        kappa = membership_kappa(shared, np.diagonal(shared), len(alive))
        a, b = np.triu_indices(len(codes), 1)
        parts["code_a"].append(codes[a])
        parts["code_b"].append(codes[b])
        parts["year"].append(np.full(len(a), y, dtype=np.int16))
        parts["shared"].append(shared[a, b].astype(np.int16))
        # three decimals: finer ones mean nothing where memberships are imputed, and cost a megabyte
        parts["kappa"].append(np.round(kappa[a, b], _DECIMALS).astype(np.float32))
    columns = {name: np.concatenate(p) for name, p in parts.items()}
    table = measure_table(
        "institutions_year", columns | {"kappa": pa.array(columns["kappa"], from_pandas=True)}
    )
    note = (
        "Full members only; organisations alive are those with a full member. Before 1965 a third of the "
        "membership dates are known within five years only, and filled in between. kappa to three decimals. "
        "States that ended during a year have no row for it where no membership of theirs is recorded."
    )
    return Built(table, ("igo",), (first, last), None, note)


NEEDS: dict[str, tuple[str, ...]] = {"institutions_year": ("memberships",)}
BUILDERS: dict[str, Builder] = {"institutions_year": build_institutions_year}
